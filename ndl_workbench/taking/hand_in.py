"""The verb ``hand_in``: make of a saved notebook the one file that is handed in. Nothing is sent."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..academy.grading.restore import read_notebook
from ..academy.session import RESTART, Session, has_others_numbers, read_session
from ..academy.trainee import cells_run, unit_begun
from ..cohort.handin import MOST_TEXT, SUFFIX, seal
from ..display import Block, Download, Facts, Items, Notice, Result, Text
from ..display.save import write_whole
from ..errors import CannotWrite, InputError, NotFound
from .places import Release, from_here, kernel_notebook, release_of
from .unanswered import asked, unanswered

if TYPE_CHECKING:
    import pandas as pd

FOLDER = "hand-ins"
SEALED = (
    "It is sealed with your join code: your instructor sees that it is yours, and whether anybody changed it."
    " The code itself is not in it."
)
PLAIN = (
    "You have not joined, so it has a plain hash in place of a seal: that shows damage on the way, and not whose it is"
    " or whether somebody changed it on purpose. If you were sent a join code, join with ndl.join() in the welcome"
    " notebook and hand in again."
)
NO_NAME = "Your name is not in it: write it in the mail, or hand in with ndl.hand_in(name='Your Name')."
NEXT = "Send this file to your instructor, or put it where they told you. Nothing has been sent yet."
DOWNLOAD = "Download it now: here it is only as long as this place is."


@dataclass(frozen=True, repr=False)
class HandInFile(Result):
    """A hand-in, ready to be sent.

    Attributes
    ----------
    path
        The file.
    course, unit, release
        Where the notebook came from.
    when
        The time on this computer, in UTC.
    sealed
        Whether with a join code; else there is a plain hash.
    name
        What a trainee without a code called themselves.
    unanswered
        Id and title of each question without an answer.
    questions
        How many the notebook asks.
    others_numbers
        Whether this kernel worked with numbers that are not the trainee's.
    """

    path: Path
    course: str
    unit: str
    release: str
    when: dt.datetime
    sealed: bool
    name: str
    unanswered: tuple[tuple[str, str], ...]
    questions: int
    others_numbers: bool

    @property
    def title(self) -> str:
        """Name the unit."""
        return f"Your hand-in of {self.unit} is ready to be sent"

    @property
    def said(self) -> tuple[str, ...]:
        """What a trainee should know of the file, in sentences, but which questions have no answer."""
        return (
            *((RESTART + " Then hand in again.",) if self.others_numbers else ()),
            f"{self.path.name} holds your notebook as it was saved, its hash, the release it came from and the time.",
            SEALED if self.sealed else PLAIN,
            *((NO_NAME,) if not self.sealed and not self.name else ()),
            NEXT,
        )

    def summary(self) -> tuple[str, ...]:
        """The same as text."""
        missing = [f"  not answered: {title} ({id})" for id, title in self.unanswered]
        counted = [self._count(), *missing] if missing else []
        return (self.title, *counted, *self.said, DOWNLOAD, f"file: {self.path}")

    def blocks(self) -> tuple[Block, ...]:
        """What is not answered first, then the file."""
        missing = (Notice(self._count(), "warn"), Items(tuple(f"{title} ({id})" for id, title in self.unanswered)))
        warnings = (Notice(f"{RESTART} Then hand in again.", "bad"),) if self.others_numbers else ()
        return (
            *warnings,
            *(missing if self.unanswered else (Notice(f"All {self.questions} questions have an answer.", "good"),)),
            Download(f"Download {self.path.name}", from_here(self.path)),
            Text(DOWNLOAD),
            *(Text(one) for one in self.said[len(warnings) :]),
            Facts((("Course", self.course), ("Unit", self.unit), ("Made", f"{self.when:%d %B %Y, %H:%M} UTC"))),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/hand-in-made/1``."""
        return {
            "schema": "ndl/hand-in-made/1",
            "file": str(self.path),
            "course": self.course,
            "unit": self.unit,
            "release": self.release,
            "when": self.when.isoformat(),
            "sealed": self.sealed,
            "name": self.name,
            "unanswered": [{"id": id, "title": title} for id, title in self.unanswered],
            "questions": self.questions,
            "others_numbers": self.others_numbers,
        }

    def to_frame(self) -> pd.DataFrame:
        """One row for each question without an answer."""
        import pandas as pd

        return pd.DataFrame(list(self.unanswered), columns=["id", "title"])

    def _count(self) -> str:
        return f"{len(self.unanswered)} of {self.questions} questions have no answer yet. You can hand in again later:"


def hand_in(notebook: str | Path | None = None, *, name: str = "") -> HandInFile:
    """Make the file that is handed in, from the notebook as it was saved last. Nothing is sent.

    Parameters
    ----------
    notebook
        The notebook; the one this is called in when left out.
    name
        Who you are, if you were sent no join code.

    Returns
    -------
    HandInFile
        Shows which questions have no answer yet, a link to download the file, and what to do with it.

    Raises
    ------
    NotFound
        There is no such notebook.
    InputError
        It is no notebook of a course, or what was run here is newer than what was saved.
    Unreadable
        The file is no notebook.
    CannotWrite
        There is no room beside it.
    """
    path = _found(notebook)
    cells = read_notebook(path)
    content = path.read_bytes()
    told = json.loads(content.decode("utf-8-sig"))
    release = release_of(told) or _raise_no_release(path)
    if notebook is None:
        _refuse_unsaved(told["cells"], path)
    session = read_session()
    when = dt.datetime.now(dt.UTC).replace(microsecond=0)
    made = _sealed(content, release, when, session, name)
    missing = tuple((one.id, one.title) for one in unanswered(cells))
    return HandInFile(
        path=_kept(made, path, release, when),
        course=release.course,
        unit=release.unit,
        release=release.release,
        when=when,
        sealed=session is not None,
        name="" if session else " ".join(name.split())[:MOST_TEXT],
        unanswered=missing,
        questions=len(asked(cells)),
        others_numbers=has_others_numbers(),
    )


def _found(notebook: str | Path | None) -> Path:
    path = kernel_notebook(unit_begun()) if notebook is None else Path(notebook)
    if path is None or not path.is_file():
        raise NotFound(
            found="no notebook that this is run in" if path is None else f"no file {path}",
            expected="a notebook of a course",
            done="nothing was handed in",
            next="open the unit's notebook and run ndl.hand_in() in it, or name it: ndl.hand_in('01_unit.ipynb')",
        )
    return path


def _raise_no_release(path: Path) -> Release:
    raise InputError(
        found=f"{path.name}, which is no notebook of a course, or has lost what says so",
        expected="the notebook of a unit, as it was given to you",
        done="nothing was handed in",
        next="open the unit's notebook and run ndl.hand_in() in it",
    )


def _refuse_unsaved(cells: list[Any], path: Path) -> None:
    """Refuse where an answer was run that is not in the file: the file is what would be marked."""
    ran = cells_run()
    saved = {
        cell.get("id"): "".join(cell["source"])
        for cell in cells
        if cell.get("metadata", {}).get("nbgrader", {}).get("solution") is True
    }
    newer = [name for name, text in saved.items() if name in ran and ran[name].strip() != text.strip()]
    if newer:
        raise InputError(
            found=f"{path.name} without what you ran last in {', '.join(newer[:4])}",
            expected="the notebook saved as it is on your screen",
            done="nothing was handed in",
            next="press Ctrl and S, or Cmd and S, then run this again",
        )


def _sealed(content: bytes, release: Release, when: dt.datetime, session: Session | None, name: str) -> bytes:
    return seal(
        content,
        course=release.course,
        unit=release.unit,
        release=release.release,
        when=when,
        who=session.who if session else "",
        key=bytes.fromhex(session.seal) if session else None,
        name="" if session else " ".join(name.split()),
    )


def _kept(made: bytes, notebook: Path, release: Release, when: dt.datetime) -> Path:
    folder = notebook.resolve().parent / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            found=f"{folder} cannot be made ({error.strerror or error})",
            expected="room beside the notebook",
            done="nothing was handed in",
            next="delete files you no longer need and try again",
        ) from None
    return write_whole(folder / f"{release.unit}-{when:%Y-%m-%d-%H%M%S}{SUFFIX}", made)
