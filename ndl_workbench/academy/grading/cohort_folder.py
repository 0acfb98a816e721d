"""Where a cohort's folder keeps what grading needs: settings, the course's notebook, and what was handed in."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import NotFound
from ..cohort_config import CONFIG, read_config
from .records import hash_of
from .restore import MOST_BYTES

MOST_FILES = 50
MOST_FILE_BYTES = 16_000_000
DEEPEST = 20
_TRAINEE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}")
_LONGEST_TIME = 100
_NOT_THEIRS = ("timestamp.txt", "feedback", ".ipynb_checkpoints")


@dataclass(frozen=True)
class Assignment:
    """A unit as it was released to a cohort.

    Attributes
    ----------
    config
        nbgrader's settings of the cohort, the instructor's own additions among them.
    url
        The gradebook's.
    source, released
        Cells of the two notebooks.
    files
        The course's other files of the unit.
    version
        A hash of all that a mark depends on.
    """

    cohort: Path
    unit: str
    course: str
    config: Any
    url: str
    source: list[Any]
    released: list[Any]
    files: Mapping[str, bytes]
    version: str


@dataclass(frozen=True)
class HandedIn:
    """One trainee's submission as it lies in the cohort's folder. ``fingerprint`` is a hash of all its files."""

    trainee: str
    notebook: Path
    when: dt.datetime | None
    files: Mapping[str, bytes]
    left_out: tuple[str, ...]
    fingerprint: str


def read_assignment(cohort: Path, unit: str) -> Assignment:
    """Read what grading a unit needs.

    Raises
    ------
    NotFound
        The folder is no cohort's, or the unit was not released to it.
    """
    cohort = cohort.resolve()
    if not (cohort / CONFIG).is_file():
        raise _not_found(f"no {CONFIG} in {cohort}", "the folder of a cohort", "give --cohort")
    notebooks = [cohort / kind / unit / f"{unit}.ipynb" for kind in ("source", "release")]
    if not all(path.is_file() for path in notebooks):
        there = ", ".join(sorted(path.name for path in (cohort / "release").glob("[0-9]*"))) or "none"
        raise _not_found(f"no release of {unit!r} in {cohort}", f"one of {there}", "release it to the cohort first")
    config = read_config(cohort)
    source, released = (json.loads(path.read_text(encoding="utf-8"))["cells"] for path in notebooks)
    files = _files(notebooks[0].parent)[0]
    from nbgrader.coursedir import CourseDirectory

    place = CourseDirectory(config=config)
    return Assignment(
        cohort=cohort,
        unit=unit,
        course=place.course_id,
        config=config,
        url=place.db_url,
        source=source,
        released=released,
        files=files,
        version=hash_of(source, released, *(part for name in sorted(files) for part in (name, files[name]))),
    )


def handed_in(assignment: Assignment, only: str = "*") -> tuple[tuple[HandedIn, ...], tuple[str, ...]]:
    """Return every submission of a unit, or ``only`` one trainee's, and a sentence for each folder that is none."""
    found, refused = [], []
    submitted = assignment.cohort / "submitted"
    folders = sorted(submitted.iterdir()) if submitted.is_dir() else []
    for folder in folders:
        if only not in ("*", folder.name):
            continue
        home = folder / assignment.unit
        notebook = home / f"{assignment.unit}.ipynb"
        if not home.exists() and not home.is_symlink():
            continue
        if not _TRAINEE.fullmatch(folder.name):
            refused.append(f"the folder {folder.name!r} has a name that no trainee can have")
        elif not all(_is_plain(path, kind) for path, kind in ((folder, "d"), (home, "d"), (notebook, "f"))):
            refused.append(f"{folder.name} has handed in no notebook called {notebook.name}")
        else:
            found.append(_handed_in(folder.name, notebook))
    return tuple(found), tuple(refused)


def _handed_in(trainee: str, notebook: Path) -> HandedIn:
    files, left_out = _files(notebook.parent)
    # A notebook of gigabytes is refused when it is read; its size stands for it here.
    try:
        size = notebook.stat().st_size
        content = notebook.read_bytes() if size <= MOST_BYTES else str(size).encode()
    except OSError as error:
        content = str(error.strerror).encode()
    mark = hash_of(content, *(part for name in sorted(files) for part in (name, files[name])))
    return HandedIn(trainee, notebook, _when(notebook.parent / "timestamp.txt"), files, left_out, mark)


def _files(home: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Read the plain files below a folder, but notebooks; links are not followed and great ones are left out."""
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    room = MOST_FILE_BYTES
    for folder, folders, names in os.walk(home, followlinks=False):
        deep = len(Path(folder).relative_to(home).parts) >= DEEPEST
        folders[:] = [] if deep else sorted(name for name in folders if name not in _NOT_THEIRS)
        for name in sorted(names):
            path = Path(folder) / name
            inside = path.relative_to(home).as_posix()
            if name.endswith(".ipynb") or inside in _NOT_THEIRS:
                continue
            content = _content(path, room) if len(files) < MOST_FILES else None
            if content is None:
                left_out.append(inside)
            else:
                files[inside] = content
                room -= len(content)
    return files, tuple(left_out)


def _content(path: Path, room: int) -> bytes | None:
    """Return what a file holds; None where it is no plain file, is too large or cannot be read."""
    try:
        return path.read_bytes() if _is_plain(path, "f") and path.stat().st_size <= room else None
    except OSError:
        return None


def _is_plain(path: Path, kind: str) -> bool:
    """Whether it is a real file ("f") or folder ("d"), and no link to one."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) if kind == "f" else stat.S_ISDIR(mode)


def _when(path: Path) -> dt.datetime | None:
    from nbgrader.utils import parse_utc

    content = _content(path, _LONGEST_TIME)
    if not content:
        return None
    try:
        return dt.datetime.fromisoformat(str(parse_utc(content.decode().strip())))
    except (ValueError, ArithmeticError, TypeError, AttributeError):  # what its parser says to what is no time
        return None


def _not_found(found: str, expected: str, next: str) -> NotFound:
    return NotFound(found=found, expected=expected, done="nothing was graded", next=next)
