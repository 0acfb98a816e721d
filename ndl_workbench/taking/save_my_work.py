"""The verb ``save_my_work``: one file with the trainee's notebooks, to be kept on their own disk."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..academy.session import read_session
from ..cohort.handin import MOST_NOTEBOOK
from ..cohort.handin import SUFFIX as HAND_IN
from ..display import Block, Download, Items, Notice, Result, Table, Text
from ..display.save import write_whole
from ..errors import NotFound
from ..notebooks import is_untouched
from .hand_in import DOWNLOAD
from .places import NOTEBOOKS, from_here, home, read_release, unit_folders
from .work_file import MOST_BYTES, MOST_FILES, SUFFIX, Work, WorkFile, is_name, pack

if TYPE_CHECKING:
    import pandas as pd

NEXT = (
    "Keep this file on your own computer. This place may be taken away after a few idle minutes. Then"
    " ndl.bring_back() in the welcome notebook puts everything back."
)
# What the image has anyway, and what was made to be downloaded.
_NOT_SAVED = (HAND_IN, SUFFIX)
_GIVEN = ("lesson.md", "glossary.md")
_SHOWN = 8


@dataclass(frozen=True, repr=False)
class Saved(Result):
    """What was saved.

    Attributes
    ----------
    path
        The file.
    when
        The time on this computer, in UTC.
    files
        Course, unit and name of each file in it, and its size in bytes.
    left_out
        Name of each file that is not in it, and why.
    """

    path: Path
    when: dt.datetime
    files: tuple[tuple[str, str, str, int], ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """Say how much was saved."""
        return f"Your work is in one file: {len(self.files)} {'file' if len(self.files) == 1 else 'files'}"

    @property
    def said(self) -> tuple[str, ...]:
        """What a trainee should know, in sentences."""
        names = ", ".join(name for _, _, name, _ in self.files[:_SHOWN])
        more = f" and {len(self.files) - _SHOWN} more" if len(self.files) > _SHOWN else ""
        left = tuple(f"Not in it: {name}, {why}." for name, why in self.left_out[:_SHOWN])
        return (f"{self.path.name} holds {names}{more}, as saved last.", *left, NEXT)

    def summary(self) -> tuple[str, ...]:
        """The same as text."""
        return (self.title, *self.said, DOWNLOAD, f"file: {self.path}")

    def blocks(self) -> tuple[Block, ...]:
        """The link first."""
        rows = tuple((name, unit, course, size) for course, unit, name, size in self.files)
        left = tuple(f"{name}: {why}" for name, why in self.left_out)
        return (
            Download(f"Download {self.path.name}", from_here(self.path)),
            Text(f"{DOWNLOAD} {NEXT}"),
            Table(
                "What is in it, as it was saved last", ("File", "Unit", "Course", "Bytes"), rows, frozenset({"Bytes"})
            ),
            *((Notice("Not in it:", "warn"), Items(left)) if left else ()),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/saved-work/1``."""
        return {
            "schema": "ndl/saved-work/1",
            "file": str(self.path),
            "when": self.when.isoformat(),
            "files": [{"course": c, "unit": u, "name": n, "bytes": b} for c, u, n, b in self.files],
            "left_out": [{"name": name, "why": why} for name, why in self.left_out],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a file."""
        import pandas as pd

        return pd.DataFrame(list(self.files), columns=["course", "unit", "name", "bytes"])


def save_my_work() -> Saved:
    """Put the notebooks of the courses that you have worked on, and files you made beside them, into one file.

    Returns
    -------
    Saved
        Shows a link to download the file, and what is in it.

    Raises
    ------
    NotFound
        No notebook of a course has any work in it.
    CannotWrite
        There is no room.
    """
    place = home()
    left_out: list[tuple[str, str]] = []
    files = tuple(_files(place, left_out))
    if not files:
        raise NotFound(
            found="no notebook of a course with any work in it",
            expected="answers that you have typed and saved",
            done="nothing was saved",
            next="save your notebook, with Ctrl and S or Cmd and S, and run this again",
        )
    session = read_session()
    when = dt.datetime.now(dt.UTC).replace(microsecond=0)
    folder = place / NOTEBOOKS if (place / NOTEBOOKS).is_dir() else Path.cwd()
    path = folder / f"my-work-{when:%Y-%m-%d-%H%M%S}{SUFFIX}"
    write_whole(path, pack(Work(when, session.who if session else "", files)))
    told = tuple((one.course, one.unit, one.name, len(one.content)) for one in files)
    return Saved(path, when, told, tuple(left_out))


def _files(place: Path, left_out: list[tuple[str, str]]) -> Iterator[WorkFile]:
    """Yield what to save, notebooks of courses first: where there is not room for all, they are in."""
    found = [
        (course, unit, folder, path)
        for (course, unit), folder in sorted(unit_folders(place).items())
        for path in _beside(folder)
    ]
    room, count = MOST_BYTES // 2, 0
    for course, unit, folder, path in sorted(found, key=lambda one: one[3].suffix != ".ipynb"):
        name = path.relative_to(folder).as_posix()
        size = path.stat().st_size
        if not is_name(name):
            left_out.append((name, "its name cannot be written on every computer"))
        elif size > min(MOST_NOTEBOOK, room) or count == MOST_FILES:
            left_out.append((name, f"{size:,} bytes, and there is no room for it"))
        else:
            release = read_release(path) if path.suffix == ".ipynb" else None
            yield WorkFile(course, unit, name, path.read_bytes(), release.release if release else "")
            room, count = room - size, count + 1


def _beside(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        for name in sorted(names):
            path = Path(place) / name
            if _is_work(path, folder):
                yield path


def _is_work(path: Path, folder: Path) -> bool:
    if path.name.startswith(".") or path.is_symlink() or not path.is_file() or path.name.endswith(_NOT_SAVED):
        return False
    if path.parent == folder and path.name in _GIVEN:
        return False
    return not (path.suffix == ".ipynb" and read_release(path) and is_untouched(path))
