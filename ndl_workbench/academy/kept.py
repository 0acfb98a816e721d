"""Replace a folder whole or not at all, also when the process is ended half-way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Put a folder back as it was when the block fails; when the process is ended in it, at the next call.

    Beside the folder stands a copy, ``.NAME.before``, from before the block is entered until it is left. A folder that
    was not there is taken away again.
    """
    before, copying, done = (folder.with_name(f".{folder.name}.{word}") for word in ("before", "copying", "done"))
    _clear(copying)
    _clear(done)
    if before.exists():
        # An earlier run was ended between here and the end.
        _put_back(folder, before)
    if folder.exists():
        shutil.copytree(folder, copying, symlinks=True)
        copying.replace(before)
    try:
        yield
    except BaseException:
        if before.exists():
            _put_back(folder, before)
        else:
            _clear(folder)
        raise
    if before.exists():
        # Renamed in one step, so that there is no moment at which a half-deleted copy looks like a whole one.
        before.replace(done)
        _clear(done)


def _put_back(folder: Path, before: Path) -> None:
    _clear(folder)
    before.replace(folder)


def _clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
