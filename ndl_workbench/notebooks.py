"""Write notebooks that people will change, without ever throwing their changes away.

A built notebook keeps two fingerprints in its metadata, of the text it was made from and of the cells as
they were built, so that a later build can tell a reader's work from its own.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from .errors import CannotWrite

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class BuiltNotebook:
    """One notebook after a build.

    Attributes
    ----------
    path
        The ``.ipynb`` file.
    action
        ``built`` (it was not there), ``current`` (nothing to do) or ``rebuilt`` (its script has changed).
    kept
        Where the reader's changed copy was moved to, if there was one in the way.
    """

    path: Path
    action: Literal["built", "current", "rebuilt"]
    kept: Path | None = None


def build_notebooks(folder: Path, scripts: Path | None = None) -> list[BuiltNotebook]:
    """Build an ``.ipynb`` in ``folder`` for every percent script, where there is none or an old one.

    The same script always gives the same bytes. A notebook whose cells somebody has changed is moved
    to ``my-<name>-<date>.ipynb`` before a newer one takes its place.

    Parameters
    ----------
    scripts
        The folder of the scripts, when they are not beside the notebooks.

    Raises
    ------
    CannotWrite
        The folder is closed to us.
    """
    try:
        folder.mkdir(exist_ok=True)
        return [_build(script, folder) for script in sorted((scripts or folder).glob("*.py"))]
    except OSError as error:
        raise CannotWrite(
            found=f"the folder {folder}, closed to us ({error.strerror or error})",
            expected="a folder the notebooks can be written to",
            done="no notebook was changed",
            next="run `ndl lab` in a folder of your own",
        ) from error


def is_current(path: Path, made_from: str) -> bool:
    """Say whether the notebook at this path was made from this text, whatever has been done in it since."""
    notebook = _read(path) or {}
    return bool(notebook.get("metadata", {}).get("ndl", {}).get("script") == _hash(made_from))


def place_notebook(path: Path, notebook: dict[str, Any], made_from: str) -> BuiltNotebook:
    """Write a notebook that was made from a text, unless the one there was made from the same text.

    One whose cells somebody has changed is moved to ``my-<name>-<date>.ipynb`` beside it first.
    """
    if is_current(path, made_from):
        return BuiltNotebook(path, "current")

    before = _read(path)
    marks = before.get("metadata", {}).get("ndl", {}) if before else {}
    kept = None
    if path.exists() and (before is None or marks.get("cells") != _fingerprint(before)):
        kept = put_aside(path)
    notebook["metadata"]["ndl"] = {"script": _hash(made_from), "cells": _fingerprint(notebook)}
    _write(path, notebook)
    return BuiltNotebook(path, "rebuilt" if before or kept else "built", kept)


def is_untouched(path: Path) -> bool:
    """Say whether the notebook at this path is as it was built: running it is not changing it."""
    notebook = _read(path) or {}
    marks = notebook.get("metadata", {}).get("ndl", {})
    return bool(marks) and marks.get("cells") == _fingerprint(notebook)


def put_aside(path: Path, prefix: str = "my") -> Path:
    """Move whatever is at this path to ``my-<name>-<date>`` beside it, and return where it is now."""
    kept = _free_name(path.parent, path.stem, prefix, path.suffix)
    path.replace(kept)
    return kept


def _notebook(name: str, source: str) -> dict[str, Any]:
    import jupytext

    notebook: dict[str, Any] = jupytext.reads(source, fmt="py:percent")
    for number, cell in enumerate(notebook["cells"], start=1):
        cell["id"] = f"{name}-{number:02d}"
    notebook["metadata"] = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
    }
    return notebook


def _build(script: Path, folder: Path) -> BuiltNotebook:
    source = script.read_text(encoding="utf-8")
    return place_notebook(folder / f"{script.stem}.ipynb", _notebook(script.stem, source), made_from=source)


def _read(path: Path) -> dict[str, Any] | None:
    """Read a notebook, or say ``None`` where there is none or it cannot be made sense of."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        _fingerprint(notebook)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return dict(notebook)


def _write(path: Path, notebook: dict[str, Any]) -> None:
    import nbformat

    text: str = nbformat.writes(nbformat.from_dict(notebook))  # type: ignore[no-untyped-call]
    part = path.with_name(f".{path.name}.part")
    part.write_text(text + "\n", encoding="utf-8", newline="\n")
    part.replace(path)


def _fingerprint(notebook: dict[str, Any]) -> str:
    """Hash what a person writes: running a notebook changes its outputs, not this."""
    # A file holds a cell's text either whole or as a list of lines.
    written = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    return _hash(json.dumps(written))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _free_name(folder: Path, name: str, prefix: str, suffix: str) -> Path:
    first = folder / f"{prefix}-{name}-{date.today().isoformat()}{suffix}"
    path, number = first, 2
    # A link that leads nowhere is there too.
    while path.exists() or path.is_symlink():
        path, number = first.with_stem(f"{first.stem}-{number}"), number + 1
    return path
