"""Release a built unit, with nbgrader's own code: for practice, or to a cohort.

A *cohort folder* is an nbgrader course root that the instructor names. It holds the gradebook, the
exchange and every mark, and building courses never touches it.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sysconfig
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..display import Block, Facts, Items, Result, Text
from ..errors import CannotWrite, InputError, ReleaseFailed
from ..notebooks import BuiltNotebook, is_current, place_notebook
from .build import BUILT, HINTS, build_course
from .cohort_config import CONFIG, EXCHANGE, course_line, missing_steps, nbgrader_config, write_config
from .kept import kept
from .source import Course, Unit

if TYPE_CHECKING:
    import pandas as pd
    from traitlets.config import Config

FOR_TRAINEES = "for-trainees"
GRADEBOOK = "gradebook.db"
# What nobody but the instructor may read: solutions, other people's work and marks.
PRIVATE = ("source", "release", HINTS, "submitted", "autograded", "feedback", "rehearsal", "marking")


@dataclass(frozen=True, repr=False)
class Released(Result):
    """What was released, and where.

    Attributes
    ----------
    course, units
        Ids.
    folder
        The folder whose ``release`` folder holds the notebooks.
    cohort
        Whether that is a cohort's, with a gradebook, or only for practice.
    placed
        For practice: what was done with each notebook.
    to_add
        For a cohort: lines that its ``nbgrader_config.py``, made before there were such, should have.
    """

    course: str
    units: tuple[str, ...]
    folder: Path
    cohort: bool
    placed: tuple[BuiltNotebook, ...] = ()
    to_add: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Name the course and what the release is for."""
        return f"{self.course}, released {'to the cohort in ' + str(self.folder) if self.cohort else 'for practice'}"

    @property
    def notebooks(self) -> tuple[Path, ...]:
        """The notebooks trainees get."""
        return tuple(self.folder / "release" / unit / f"{unit}.ipynb" for unit in self.units)

    def summary(self) -> tuple[str, ...]:
        """The notebooks, one a line."""
        kept = [f"  your changed copy is now {done.kept}" for done in self.placed if done.kept]
        add = [f"add to {self.folder / CONFIG}, or nbgrader's own autograde runs trainees' code as you:"]
        lines = [*add, *(f"  {line}" for line in self.to_add)] if self.to_add else []
        return (self.title, *(f"  {path}" for path in self.notebooks), *kept, *lines)

    def blocks(self) -> tuple[Block, ...]:
        """The notebooks as a page."""
        notebooks = Facts(tuple(zip(self.units, map(str, self.notebooks), strict=True)))
        add = Text(f"To be added to {CONFIG}, so that nbgrader's own autograde keeps to the sandbox:")
        return (Text(f"{len(self.units)} units."), notebooks, *((add, Items(self.to_add)) if self.to_add else ()))

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {
            "schema": "ndl/released/1",
            "course": self.course,
            "cohort": self.cohort,
            "units": [
                {"unit": unit, "notebook": str(path)} for unit, path in zip(self.units, self.notebooks, strict=True)
            ],
            "to_add": list(self.to_add),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a unit."""
        import pandas as pd

        return pd.DataFrame({"unit": list(self.units), "notebook": [str(path) for path in self.notebooks]})


def release_for_practice(course: Course, built: Path, only: Iterable[Unit] | None = None) -> Released:
    """Make the notebooks a trainee works on alone: no gradebook, no exchange.

    ``built`` is the course's folder of built files; the notebooks of ``only`` these units, or of all, go in its
    ``release``. One that somebody
    has worked on there is moved beside the new one and never overwritten.

    Raises
    ------
    ReleaseFailed
        nbgrader could not make one; its own words are in the message.
    CannotWrite
        The folder is closed to us.
    """
    units = course.units if only is None else tuple(only)
    _build(course, built)
    placed = []
    for unit in units:
        source = built / "source" / unit.id
        home = built / "release" / unit.id
        text = (source / f"{unit.id}.ipynb").read_text(encoding="utf-8")
        home.mkdir(parents=True, exist_ok=True)
        for page in source.glob("*.md"):
            shutil.copy(page, home / page.name)
        target = home / f"{unit.id}.ipynb"
        current = is_current(target, made_from=text)
        placed.append(
            BuiltNotebook(target, "current")
            if current
            else place_notebook(target, _released(course, unit, source), made_from=text)
        )
    return Released(course.id, tuple(unit.id for unit in units), built, cohort=False, placed=tuple(placed))


def release_to_cohort(course: Course, units: Iterable[Unit], folder: Path) -> Released:
    """Put units in a cohort's gradebook and exchange, making the cohort folder if there is none.

    Raises
    ------
    ReleaseFailed
        nbgrader could not; its own words are in the message. Marks already given are as they were.
    CannotWrite
        The folder is closed to us.
    """
    folder = folder.resolve()
    units = tuple(units)
    _refuse_another_folder(folder, course)
    _make_folder(folder)
    for unit in units:
        fetched = folder / EXCHANGE / course.id / "outbound" / unit.id
        with ExitStack() as steps:
            # All three go together: what is marked with, what was made of it, and what trainees fetch.
            for made in (folder / "source" / unit.id, folder / "release" / unit.id, fetched):
                steps.enter_context(kept(made))
            _build(course, folder, only={unit.id})
            _generate(folder, nbgrader_config(folder, course.id), unit, no_database=False)
            _keep_private(folder)
            _to_exchange(folder, course.id, unit)
        _give_hints(folder, unit)
    write_config(folder, course.id, FOR_TRAINEES)
    ids = tuple(unit.id for unit in units)
    return Released(course.id, ids, folder, cohort=True, to_add=missing_steps(folder))


def _refuse_another_folder(folder: Path, course: Course) -> None:
    """Refuse a folder that holds something else: a release replaces what stands under its names."""
    if any((above / "course.toml").exists() for above in (folder, *folder.parents)) or BUILT in folder.parts:
        found = f"{folder}, inside a folder of courses"
    elif folder.exists() and not folder.is_dir():
        found = f"{folder}, a file"
    elif folder.is_dir() and any(folder.iterdir()) and not (folder / CONFIG).is_file():
        found = f"{folder}, which holds other things"
    elif (folder / CONFIG).is_file() and course_line(course.id) not in (folder / CONFIG).read_text(encoding="utf-8"):
        found = f"{folder}, the cohort of another course"
    else:
        return
    raise InputError(
        found=found,
        expected=f"a new or empty folder, or that of a cohort of {course.id}",
        done="nothing was released",
        next="name another folder, such as --cohort my-cohort",
    )


def _make_folder(folder: Path) -> None:
    """Make the cohort's folder so that only its owner sees more than the exchange and what trainees copy."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in PRIVATE:
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from None
    _keep_private(folder)


def _keep_private(folder: Path) -> None:
    # Passed through on the way to the exchange, and not listed.
    folder.chmod(0o711)
    for name in PRIVATE:
        (folder / name).chmod(0o700)
    if (folder / GRADEBOOK).exists():
        (folder / GRADEBOOK).chmod(0o600)


def _give_hints(folder: Path, unit: Unit) -> None:
    """Put a unit's hints where a trainee's copy of the folder has them."""
    home = folder / FOR_TRAINEES / HINTS
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / HINTS / f"{unit.id}.json", home)


def find_programs() -> None:
    """Put this environment's programs first on PATH: nbgrader calls ``alembic`` by name."""
    scripts = sysconfig.get_path("scripts")
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if scripts not in folders:
        os.environ["PATH"] = os.pathsep.join([scripts, *folders])


def _build(course: Course, folder: Path, only: set[str] | None = None) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        build_course(course, folder, only)
    except OSError as error:
        raise _cannot_write(folder, error) from None


def _cannot_write(folder: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        found=f"{folder} cannot be written ({error.strerror or error})",
        expected="a folder that can be written to",
        done="nothing was released",
        next="choose another folder",
    )


def _released(course: Course, unit: Unit, source: Path) -> dict[str, Any]:
    """Make what a trainee gets from a unit's source, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        shutil.copytree(source, root / "source" / unit.id)
        _generate(root, nbgrader_config(root, course.id), unit, no_database=True)
        made = root / "release" / unit.id / f"{unit.id}.ipynb"
        return dict(json.loads(made.read_text(encoding="utf-8")))


def _generate(folder: Path, config: Config, unit: Unit, *, no_database: bool) -> None:
    """Run nbgrader's generate_assignment, in place of what was released before; see ``kept``."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.preprocessors import SaveCells

    find_programs()
    shutil.rmtree(folder / "release" / unit.id, ignore_errors=True)
    course_directory = CourseDirectory(config=config)
    course_directory.assignment_id = unit.id
    converter = GenerateAssignment(coursedir=course_directory, config=config, no_database=no_database)
    if no_database:
        converter.preprocessors = [step for step in converter.preprocessors if step is not SaveCells]
    try:
        _quietly(converter)
    except (Exception, SystemExit) as error:
        raise _failed(unit, "made", error) from error


def _to_exchange(folder: Path, course: str, unit: Unit) -> None:
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default import ExchangeReleaseAssignment

    config = nbgrader_config(folder, course)
    course_directory = CourseDirectory(config=config)
    course_directory.assignment_id = unit.id
    exchange = ExchangeReleaseAssignment(
        coursedir=course_directory, authenticator=Authenticator(config=config), config=config, force=True
    )
    try:
        _quietly(exchange)
    except (Exception, SystemExit) as error:
        raise _failed(unit, "put in the exchange", error) from error


def _quietly(step: Any) -> None:
    """Run a step of nbgrader without its log on stderr; what it logged of an error is put into the error's notes."""
    step.log = logging.Logger("ndl_workbench.academy.nbgrader", logging.ERROR)
    said = _Said()
    step.log.addHandler(said)
    try:
        step.start()
    except (Exception, SystemExit) as error:
        for line in said.errors[:1]:
            error.add_note(line)
        raise


class _Said(logging.Handler):
    """Keeps the last line of each traceback that nbgrader logs: the error itself does not say what was wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Look for a traceback in what was logged."""
        text = record.getMessage().strip()
        if "Traceback (most recent call last)" in text:
            self.errors.append(text.splitlines()[-1])


def _failed(unit: Unit, what: str, error: BaseException) -> ReleaseFailed:
    why = "; ".join(getattr(error, "__notes__", [])) or f"{type(error).__name__}: {error}"
    taken = "there are submissions" in why
    return ReleaseFailed(
        found=f"{unit.id} could not be {what} ({why})",
        expected="the same cells as before, since people have handed it in" if taken else "nbgrader to release it",
        done="what trainees can fetch is as it was, and so is every mark",
        next="change what is in the cells and not which there are, or give the changed unit a new id"
        if taken
        else "run 'ndl academy prove'",
    )
