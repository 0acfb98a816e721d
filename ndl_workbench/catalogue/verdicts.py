"""What checks came to, remembered on this machine: a small file for each dataset or address that was checked.

It is in the folder ``verdicts`` of the cache folder, and holds no row of the data. ``NDL_REMEMBER=0`` turns it off.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from ..display.save import write_whole
from ..errors import CannotWrite
from ..settings import settings
from .records import Checked

SCHEMA = "ndl/checked/1"
# A note is a few hundred bytes; what is longer was not written here.
_LONGEST = 20_000
_TEXTS = ("of", "when", "use", "judgement", "verdict", "sha256")


def remember(name: str, checked: Checked) -> None:
    """Note what a check of this id or address came to, in place of what was noted before.

    A check is no worse for not being remembered, so a folder that cannot be written to is no error.
    """
    if not settings().remember:
        return
    path = _place(name)
    content = json.dumps({"schema": SCHEMA, "name": name, **asdict(checked)}, ensure_ascii=False, indent=1)
    with contextlib.suppress(OSError, CannotWrite):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content.encode(errors="replace"))


def last_checked(names: Iterable[str]) -> Checked | None:
    """Return the latest note on any of these ids and addresses; None if there is none that can be read."""
    if not settings().remember:
        return None
    found = filter(None, map(_read, dict.fromkeys(names)))
    return max(found, key=lambda checked: checked.when, default=None)


def _place(name: str) -> Path:
    return settings().cache / "verdicts" / f"{hashlib.sha256(name.encode(errors='surrogatepass')).hexdigest()}.json"


def _read(name: str) -> Checked | None:
    try:
        content = _place(name).read_bytes()
        said = json.loads(content) if len(content) <= _LONGEST else {}
        if said["name"] != name or said["schema"] != SCHEMA:
            return None
        of, when, use, judgement, verdict, sha256 = (str(said[key]) for key in _TEXTS)
        errors, warnings, rows = (int(said[key]) for key in ("errors", "warnings", "rows"))
        return Checked(of, when, use, judgement, verdict, errors, warnings, rows, sha256)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
