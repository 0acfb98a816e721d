"""A released cohort of a tiny course, and a hand that hands in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ndl_workbench.academy.grading import grade as grade_module
from ndl_workbench.academy.grading import seam
from ndl_workbench.academy.grading.marking import Sandboxes
from ndl_workbench.academy.release import release_to_cohort
from ndl_workbench.academy.source import read_course

UNIT = "01_adding"
EXERCISE = """\
# %%
numbers = [1, 2]

# %% answer="total"
### BEGIN SOLUTION
total = sum(numbers)
### END SOLUTION

# %% tests="total" points=2
expect.number(total, "total")
### BEGIN HIDDEN TESTS
assert total != 2, "That counts them. Add them up."
assert total == 3, "Add every number once."
### END HIDDEN TESTS

# %% wrong="total" because="That counts them. Add them up."
total = len(numbers)

# %% wrong="total" because="Add every number once."
total = 4

# %% answer="shares"
### BEGIN SOLUTION
shares = [1 / 3, 2 / 3]
### END SOLUTION

# %% tests="shares" points=1
assert isinstance(shares, list), "A list of two."
### BEGIN HIDDEN TESTS
assert shares[0] == 1 / 3, "The first share is a third."
if shares[1] != 2 / 3:
    award(1 / 3)
### END HIDDEN TESTS

# %% wrong="shares" because="A list of two."
shares = 1 / 3

# %% wrong="shares" because="The first share is a third."
shares = [1, 2]

# %% [markdown] written="why" points=3
# ### BEGIN MARK SCHEME
# One mark for each reason.
# ### END MARK SCHEME
"""
RIGHT = {"total": "total = sum(numbers)", "shares": "shares = [1 / 3, 2 / 3]", "why": "Because they *count*."}

HandIn = Callable[..., Path]


@pytest.fixture(scope="session")
def unit() -> str:
    """The unit's id."""
    return UNIT


@pytest.fixture(scope="session")
def course_folder(writer: Callable[[Path], Callable[..., Path]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of courses with the tiny course, whose exercise has more questions here."""
    return writer(tmp_path_factory.mktemp("courses"))(exercise=EXERCISE)


@pytest.fixture(scope="session")
def released(course_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cohort to which the unit was released; copy it, since nbgrader takes seconds to make it."""
    course = read_course(course_folder, "sums")
    folder = tmp_path_factory.mktemp("released") / "cohort"
    release_to_cohort(course, course.units, folder)
    return folder


@pytest.fixture
def cohort(released: Path, tmp_path: Path) -> Path:
    """A cohort's folder of the test's own, in which nobody has handed in yet."""
    return Path(shutil.copytree(released, tmp_path / "cohort"))


@pytest.fixture
def hand_in(cohort: Path) -> HandIn:
    """Hand in the unit: ``hand_in("ada", total="total = 3", when="2026-01-02 10:00:00 UTC")``; returns the notebook."""

    def hand_in(trainee: str, *, when: str = "2026-01-01 10:00:00 UTC", **answers: str) -> Path:
        notebook = json.loads((cohort / "release" / UNIT / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = answers.get(name, cell["source"])
        home = cohort / "submitted" / trainee / UNIT
        home.mkdir(parents=True, exist_ok=True)
        (home / "timestamp.txt").write_text(when, encoding="utf-8")
        (home / f"{UNIT}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        return home / f"{UNIT}.ipynb"

    return hand_in


@pytest.fixture(scope="session")
def right() -> dict[str, str]:
    """Right answers, by the id of their cell."""
    return RIGHT


class Kept(Sandboxes):
    """The pair of the test session, which outlives a run."""

    def close(self) -> None:
        """Stay open."""


@pytest.fixture
def ours(sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch) -> Callable[..., grade_module.Grading]:
    """Grade with the session's warm pair, also by nbgrader's steps: starting one costs seconds."""
    # From this thread: bubblewrap ends with the thread that began it.
    sandboxes.student.start()
    sandboxes.examiner.start()
    pair = Kept(sandboxes.student, sandboxes.examiner)
    monkeypatch.setattr(grade_module, "open_sandboxes", lambda limits, safe: pair)
    monkeypatch.setattr(seam, "_WARM", [pair])
    return grade_module.grade
