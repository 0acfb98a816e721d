"""The arrays of an index on disk, written and mapped into memory: a search reads only the parts it needs."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .postings import Labels, Postings

_ARRAYS = ("start", "records", "counts", "fields", "title_length", "modified", "alike")
_SMALL = 200_000


def keep_postings(made: Postings, place: Path) -> None:
    """Write the arrays, if there is room; the folder is there when all of them are."""
    new = place.with_name(f"{place.name}.{os.getpid()}")
    shutil.rmtree(new, ignore_errors=True)
    try:
        _write(made, new)
        new.rename(place)
    except OSError:
        # Another process was quicker, with the same arrays; or there is no room, and they are made again next time.
        shutil.rmtree(new, ignore_errors=True)


def kept_postings(place: Path, ids: Sequence[str]) -> Postings | None:
    """The arrays that were written there for records of these ids, or None."""
    try:
        values = json.loads((place / "values.json").read_text(encoding="utf-8"))
        arrays = {name: _mapped(place / f"{name}.npy") for name in _ARRAYS}
        labels = {
            name: Labels(tuple(own), _mapped(place / f"{name}-record.npy"), _mapped(place / f"{name}-value.npy"))
            for name, own in values.items()
        }
    except (OSError, ValueError):
        return None
    return Postings(ids, **arrays, labels=labels)


def _write(made: Postings, new: Path) -> None:
    new.mkdir()
    for name in _ARRAYS:
        np.save(new / name, getattr(made, name))
    for name, labels in made.labels.items():
        np.save(new / f"{name}-record", labels.record)
        np.save(new / f"{name}-value", labels.value)
    values = {name: labels.values for name, labels in made.labels.items()}
    (new / "values.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def _mapped(path: Path) -> Any:
    array = np.load(path, allow_pickle=False, mmap_mode="r")
    # A small one is read at once; of a large one only the parts that a search needs are.
    return np.array(array) if array.size < _SMALL else np.asarray(array)
