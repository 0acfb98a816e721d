"""One at a time: hold a cohort while it is graded."""

from __future__ import annotations

import datetime as dt
import fcntl
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import CannotWrite, InputError
from .records import FOLDER

LOCK = ".lock"


@contextmanager
def alone(cohort: Path) -> Iterator[None]:
    """Hold a cohort, so that two people do not grade it at once; the hold ends with the process, however that ends.

    Raises
    ------
    InputError
        Somebody is grading it already; who and since when is in the message.
    CannotWrite
        The folder is closed to us.
    """
    place = cohort / FOLDER
    try:
        place.mkdir(exist_ok=True, mode=0o700)
        # Opened for both and not emptied: what is in it is said by whoever holds it.
        lock = os.open(place / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CannotWrite(
            found=f"{place} cannot be written ({error.strerror or error})",
            expected="a cohort's folder that can be written to",
            done="nothing was graded",
            next="get leave to write there, or grade as the person whose folder it is",
        ) from None
    with os.fdopen(lock, "r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(
                found=f"{file.read(200).strip() or 'somebody'}, grading {cohort} just now",
                expected="one at a time",
                done="nothing was graded",
                next="wait until that is done, or end it: the next run goes on where it stopped",
            ) from None
        file.truncate()
        file.write(_who())
        file.flush()
        yield


def _who() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        name = f"user {os.getuid()}"
    return f"{name}, with process {os.getpid()} since {dt.datetime.now().astimezone():%H:%M on %d %B}"
