"""Three made-up trainees take a released unit, so that an instructor sees the whole path before real people do.

They use nbgrader's own exchange: fetch, work, run the notebook, submit. One answers everything right, one
gives the first wrong answer to each question, and one hands the notebook in untouched.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..display import Block, Result, Table
from ..errors import NotFound, ReleaseFailed
from .build import model_answer
from .cohort_config import CONFIG, nbgrader_config
from .release import find_programs
from .source import Course, Unit

if TYPE_CHECKING:
    import pandas as pd

TRAINEES = ("trainee-right", "trainee-wrong", "trainee-untouched")
EXEMPLAR = "This is a made-up answer, handed in to rehearse the marking of written questions."


@dataclass(frozen=True, repr=False)
class Rehearsal(Result):
    """Who handed in what: one row a made-up trainee."""

    course: str
    unit: str
    folder: Path
    trainees: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name the unit."""
        return f"{len(self.trainees)} made-up trainees have handed in {self.unit}"

    def summary(self) -> tuple[str, ...]:
        """The trainees, and what to type next."""
        return (
            self.title,
            *(f"  {name}" for name in self.trainees),
            f"Next, in {self.folder}:",
            f"  nbgrader collect {self.unit} --update",
            f"  ndl academy grade {self.unit} --cohort .",
            f"  ndl academy feedback {self.unit} --cohort .",
            "  nbgrader export",
        )

    def blocks(self) -> tuple[Block, ...]:
        """The trainees as a page."""
        return (Table("Made-up trainees", ("Trainee",), tuple((name,) for name in self.trainees)),)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {"schema": "ndl/rehearsal/1", "course": self.course, "unit": self.unit, "trainees": list(self.trainees)}

    def to_frame(self) -> pd.DataFrame:
        """One row a trainee."""
        import pandas as pd

        return pd.DataFrame({"trainee": list(self.trainees), "unit": self.unit})


def rehearse(course: Course, unit: Unit, cohort: Path) -> Rehearsal:
    """Have the three trainees take a unit that was released to a cohort.

    Raises
    ------
    NotFound
        The folder is not a cohort's, or the unit has not been released to it.
    ReleaseFailed
        nbgrader's exchange refused a step; its own words are in the message.
    """
    cohort = cohort.resolve()
    if not (cohort / CONFIG).is_file() or not (cohort / "release" / unit.id).is_dir():
        raise NotFound(
            found=f"no release of {unit.id} in {cohort}",
            expected="a cohort folder to which the unit has been released",
            done="nothing was handed in",
            next=f"run 'ndl academy release {course.id} {unit.id} --cohort {cohort.name}' first",
        )
    find_programs()
    for name in TRAINEES:
        _take(course, unit, cohort, name)
    return Rehearsal(course.id, unit.id, cohort, TRAINEES)


def answers_of(unit: Unit, trainee: str) -> dict[str, str]:
    """Return what a made-up trainee types: cell id to source. Nothing for the one who leaves it untouched."""
    if trainee == "trainee-untouched":
        return {}
    written = {cell.question: EXEMPLAR for cell in unit.written}
    if trainee == "trainee-right":
        return written | {question.id: model_answer(question.answer.source) for question in unit.questions}
    return written | {question.id: question.wrong[0].source for question in unit.questions}


def _take(course: Course, unit: Unit, cohort: Path, name: str) -> None:
    import nbformat
    from nbgrader.exchange.default import ExchangeFetchAssignment, ExchangeSubmit

    home = cohort / "rehearsal" / name
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    _exchange(ExchangeFetchAssignment, course, unit, cohort, name, home)
    path = home / unit.id / f"{unit.id}.ipynb"
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    answers = answers_of(unit, name)
    for cell in notebook.cells:
        if cell.id in answers:
            cell.source = answers[cell.id]
    _run(notebook, path.parent)
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    _exchange(ExchangeSubmit, course, unit, cohort, name, home)


def _exchange(step: Any, course: Course, unit: Unit, cohort: Path, name: str, home: Path) -> None:
    """Do one step of nbgrader's exchange as somebody, in a folder of theirs."""
    import logging

    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory

    config = nbgrader_config(cohort, course.id)
    config.CourseDirectory.root = str(home)
    directory = CourseDirectory(config=config)
    directory.assignment_id, directory.student_id = unit.id, name
    doing = step(coursedir=directory, authenticator=Authenticator(config=config), config=config)
    doing.assignment_dir = str(home)
    doing.log = logging.getLogger("ndl_workbench.academy.nbgrader")
    doing.log.setLevel(logging.ERROR)
    try:
        doing.start()
    except (Exception, SystemExit) as error:
        raise ReleaseFailed(
            found=f"{name} could not use the exchange ({type(error).__name__}: {error})",
            expected="nbgrader to fetch and submit the unit",
            done=f"{name} handed nothing in",
            next="release the unit again, then try again",
        ) from error


def _run(notebook: Any, folder: Path) -> None:
    """Run a notebook as its trainee would have, keeping the errors its checks show."""
    from nbclient import NotebookClient

    NotebookClient(
        notebook,
        timeout=300,
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
        # What a kernel itself says there is of its sockets, as it begins and ends; what a cell says is an output.
    ).execute(stderr=subprocess.DEVNULL)
