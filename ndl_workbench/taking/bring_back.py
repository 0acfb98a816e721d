"""The verb ``bring_back``: put the work of a saved file back where it belongs. Nothing that is there is lost."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..academy.session import read_session
from ..display import Block, Items, Result, Table, Text
from ..errors import CannotWrite, NotFound
from ..notebooks import is_untouched, put_aside
from .places import BROUGHT, home, read_release, unit_folders
from .work_file import MOST_BYTES, SUFFIX, Work, WorkFile, unpack

if TYPE_CHECKING:
    import pandas as pd

    from .bring_back_form import BringBackForm

JOIN = "It was saved by somebody who had joined, and here nobody has: join with ndl.join(), so that numbers are yours."
OTHERS = "It was saved with another join code than the one you joined with here. If it is not your own work, say so."
REOPEN = "If one of these notebooks is open, choose Reload Notebook from Disk in the menu File."
STAGING = ".bringing-back-"


@dataclass(frozen=True)
class Brought:
    """One file that came back.

    Attributes
    ----------
    course, unit, name
        What it is.
    path
        Where it is now.
    what
        ``put back``, ``replaced`` (what was there is moved) or ``the same`` (it was there already).
    moved
        Name of what was there, now; "" where nothing was.
    other_release
        Whether it is a notebook of another release of the unit than the one here.
    """

    course: str
    unit: str
    name: str
    path: Path
    what: str
    moved: str = ""
    other_release: bool = False


@dataclass(frozen=True, repr=False)
class BroughtBack(Result):
    """What came back, of what was saved when; ``sentences`` are what a trainee must know besides."""

    when: dt.datetime
    files: tuple[Brought, ...]
    sentences: tuple[str, ...]

    @property
    def title(self) -> str:
        """Say how much came back."""
        count = f"{len(self.files)} {'file' if len(self.files) == 1 else 'files'}"
        return f"Your work of {self.when:%d %B %Y, %H:%M} UTC is back: {count}"

    def summary(self) -> tuple[str, ...]:
        """The same as text."""
        return (self.title, *(f"  {one.unit}/{one.name}: {_told(one)}" for one in self.files), *self.sentences)

    def blocks(self) -> tuple[Block, ...]:
        """What to know first."""
        rows = tuple((one.name, one.unit, _told(one)) for one in self.files)
        sentences = (Items(self.sentences),) if self.sentences else ()
        return (*sentences, Text(REOPEN), Table("What came back", ("File", "Unit", "What was done"), rows))

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/brought-back/1``."""
        return {
            "schema": "ndl/brought-back/1",
            "when": self.when.isoformat(),
            "files": [{**vars(one), "path": str(one.path)} for one in self.files],
            "sentences": list(self.sentences),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a file."""
        import pandas as pd

        return pd.DataFrame([{**vars(one), "path": str(one.path)} for one in self.files])


def bring_back(file: str | Path | None = None) -> BroughtBack | BringBackForm:
    """Put work that was saved with ``save_my_work`` back. Bring back only a file of your own.

    Parameters
    ----------
    file
        The file, if it is in this container already; a form to choose it from your own computer when left out.

    Returns
    -------
    BroughtBack or BringBackForm
        What came back, or the form, whose ``brought`` says it afterwards.

    Raises
    ------
    NotFound
        There is no such file.
    Unreadable
        It is not a file of saved work, not whole, or holds what it must not. Everything is as it was.
    CannotWrite
        There is no room. No file is there in part.
    """
    if file is None:
        from .bring_back_form import BringBackForm

        return BringBackForm()
    path = Path(file)
    if not path.is_file():
        raise NotFound(
            found=f"no file {path}",
            expected=f"a file that ends in {SUFFIX}, in this folder",
            done="nothing was brought back",
            next="drag the file from your computer into JupyterLab's list of files, and give its name",
        )
    with path.open("rb") as opened:
        return bring_back_bytes(opened.read(MOST_BYTES + 1))


def bring_back_bytes(content: bytes) -> BroughtBack:
    """Put back what is in a file; see :func:`bring_back`."""
    work = unpack(content)
    place = home()
    folders = unit_folders(place)
    try:
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=place))
        try:
            # All of it is written beside the work first, so that a full disk changes nothing.
            for number, one in enumerate(work.files):
                (staging / str(number)).write_bytes(one.content)
            files = tuple(
                _put(one, staging / str(number), folders.get((one.course, one.unit)) or _elsewhere(place, one))
                for number, one in enumerate(work.files)
            )
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise CannotWrite(
            found=f"{place}, closed to us or full ({error.strerror or error})",
            expected="room for the work that was saved",
            done="no file was brought back in part, and nothing that was here is lost",
            next="make room and do the same again",
        ) from None
    return BroughtBack(work.when, files, tuple(_sentences(work, files)))


def _elsewhere(place: Path, one: WorkFile) -> Path:
    """Return the folder for a unit that is not here."""
    return place / BROUGHT / one.course / one.unit


def _put(one: WorkFile, staged: Path, folder: Path) -> Brought:
    """Put a file in place, and move away what is in its way unless it is the same."""
    target = folder / one.name
    moved = [put_aside(above) for above in _above(folder, target) if _blocks(above)]
    here = read_release(target) if one.release else None
    other = here is not None and here.release != one.release
    if target.is_file() and not target.is_symlink() and target.read_bytes() == one.content:
        return Brought(one.course, one.unit, one.name, target, "the same")
    if target.is_symlink() or target.exists():
        moved += _moved(target, other)
    target.parent.mkdir(parents=True, exist_ok=True)
    staged.replace(target)
    names = ", ".join(path.name for path in moved)
    return Brought(one.course, one.unit, one.name, target, "replaced" if moved else "put back", names, other)


def _moved(target: Path, other_release: bool) -> list[Path]:
    """Move what is in the way of a file; a notebook as it was released goes, unless it is of another release."""
    untouched = target.suffix == ".ipynb" and is_untouched(target)
    if untouched and not other_release:
        return []
    return [put_aside(target, "released" if untouched else "my")]


def _above(folder: Path, target: Path) -> list[Path]:
    """Return the folders between a unit's folder and a file in it."""
    return [above for above in reversed(target.parents) if above.is_relative_to(folder) and above != folder]


def _blocks(above: Path) -> bool:
    # A link could lead out of the unit's folder.
    return above.is_symlink() or (above.exists() and not above.is_dir())


def _told(one: Brought) -> str:
    said = f"{one.what}; what was there is now {one.moved}" if one.moved else one.what
    return f"{said}; it is of another release of the unit than the one here" if one.other_release else said


def _sentences(work: Work, files: tuple[Brought, ...]) -> list[str]:
    session = read_session()
    said = []
    if work.who and session is None:
        said.append(JOIN)
    if work.who and session is not None and session.who != work.who:
        said.append(OTHERS)
    said += [
        f"{one.name} is of another release of {one.unit}: go on with it and say so when you hand it in, or"
        f" copy your answers into {one.moved}, which is the one that was here."
        for one in files
        if one.other_release
    ]
    elsewhere = sorted({one.unit for one in files if BROUGHT in one.path.parts})
    said += [f"{unit} is no unit of the course here: its files are in the folder {BROUGHT}." for unit in elsewhere]
    return said
