"""One harvest at a time: who holds the folder of harvested records, so that two do not write there at once."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import CannotWrite, InputError
from .clock import now

_LOCK = "lock.sqlite"
_HOLDER = "holder.json"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder until the work in it is over; the system lets go of it when the process ends, however it ends.

    SQLite's lock on an empty database is taken for it, because it is the same on every system.

    Raises
    ------
    InputError
        Another process holds it; the error says which.
    CannotWrite
        The folder is closed to us.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise _closed(folder, error) from None
    try:
        _take(lock, folder)
        _say_who(folder)
        yield
    finally:
        lock.close()


def _take(lock: sqlite3.Connection, folder: Path) -> None:
    try:
        lock.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_BUSY":
            raise _closed(folder, error) from None
        raise InputError(
            found=f"another harvest at work in {folder}: {_who(folder)}",
            expected="one harvest at a time",
            done="nothing was asked or written",
            next="wait until it has ended; what is harvested already can be searched meanwhile",
        ) from None


def _say_who(folder: Path) -> None:
    holder = {"process": os.getpid(), "computer": platform.node(), "since": now()}
    # It is only told to a person; without it the lock is as good.
    with contextlib.suppress(OSError):
        (folder / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")


def _who(folder: Path) -> str:
    try:
        holder = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return f"process {holder['process']} on {holder['computer']}, since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "it has not said who it is"


def _closed(folder: Path, error: OSError | sqlite3.Error) -> CannotWrite:
    return CannotWrite(
        found=f"{folder} cannot be written to ({error})",
        expected="a folder that can be written to",
        done="nothing was asked or written",
        next="set NDL_HARVEST to another folder",
    )
