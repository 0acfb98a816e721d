"""A cohort of four on a tiny course, begun once and copied for each test; and hand-ins as trainees make them."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ndl_workbench.academy.grading.grade import grade
from ndl_workbench.academy.sandbox import jail
from ndl_workbench.academy.sandbox.jail import Limits
from ndl_workbench.academy.source import read_course
from ndl_workbench.cohort.begin import new_cohort
from ndl_workbench.cohort.codes import keys_of
from ndl_workbench.cohort.collect import collect, release_of
from ndl_workbench.cohort.handin import seal
from ndl_workbench.cohort.issuing import JOIN_CODES
from ndl_workbench.cohort.state import Cohort, Launch, read_cohort

sys.path.insert(0, str(Path(__file__).parents[2] / "journey"))  # pytest's importlib mode does not
from a_cohort import UNIT, write_course

ROSTER = "name,email\nAnn Other,ann@example.org\nBo Ng,\nCy Young,cy@example.org\nDi Late,di@example.org\n"
DUE = dt.datetime(2099, 1, 10, 12, tzinfo=dt.UTC)
NOW = dt.datetime(2099, 1, 20, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one tiny course, and a roster beside it."""
    home = tmp_path_factory.mktemp("tiny")
    write_course(home / "courses")
    (home / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def first(tiny: Path) -> Path:
    """The cohort as it was begun; not to be changed."""
    course = read_course(tiny / "courses", "sums")
    launch = Launch("example/course")
    begun = new_cohort("Autumn", course, tiny / "roster.csv", folder=tiny / "autumn", due={UNIT: DUE}, launch=launch)
    return begun.cohort.folder


@pytest.fixture
def cohort(first: Path, tmp_path: Path) -> Cohort:
    """A copy of the cohort, of the test's own."""
    return read_cohort(shutil.copytree(first, tmp_path / "autumn"))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty folder for what comes by mail."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def codes(cohort: Cohort) -> dict[str, str]:
    """Each trainee's join code, by their id, as it was sent to them."""
    return codes_of(cohort)


HandIn = Callable[..., bytes]


@pytest.fixture
def hand_in(cohort: Cohort, codes: dict[str, str]) -> HandIn:
    """Make a hand-in as a trainee would: ``hand_in(who, day, total=…, half=…, why=…)``."""

    def made(who: str, day: int = 5, **answers: str) -> bytes:
        return make_hand_in(cohort, codes[who], day, **answers)

    return made


def codes_of(cohort: Cohort) -> dict[str, str]:
    """Return each trainee's join code."""
    rows = csv.DictReader((cohort.folder / JOIN_CODES).read_text(encoding="utf-8-sig").splitlines())
    return {one.id: row["code"] for one, row in zip(cohort.trainees, rows, strict=True)}


def make_hand_in(cohort: Cohort, code: str, day: int, **answers: str) -> bytes:
    """Return a sealed hand-in of that day in January."""
    keys = keys_of(code)
    return seal(
        notebook(cohort, **answers),
        course="sums",
        unit=UNIT,
        release=release_of(cohort, UNIT),
        when=dt.datetime(2099, 1, day, 9, tzinfo=dt.UTC),
        who=keys.who,
        key=keys.seal,
    )


def notebook(cohort: Cohort, **answers: str) -> bytes:
    """Return the released notebook with these answers typed in."""
    path = cohort.folder / "release" / UNIT / f"{UNIT}.ipynb"
    told = json.loads(path.read_text(encoding="utf-8"))
    for cell in told["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
    return json.dumps(told).encode()


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but databases and locks, to see that nothing has changed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("gradebook.db", ".lock")
    }


@pytest.fixture(scope="session")
def graded_once(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cohort that has handed in and is graded: in the sandbox where there is one. Not to be changed.

    Ann's answers are right, Bo has copied her number, Cy's are right, late and written as a stranger's would not be.
    """
    home = shutil.copytree(first, tmp_path_factory.mktemp("graded") / "autumn")
    cohort = read_cohort(home)
    own = numbers_of(cohort, "ann-other")
    inbox = tmp_path_factory.mktemp("inbox")
    answers = {
        "ann-other": {"total": f"total = {own * 2}", "half": WRITTEN, "why": "Because <b>I</b> say so."},
        "bo-ng": {"total": f"total = {own * 2}", "half": COPIED},
        "cy-young": {"total": "total = yours + yours", "half": "half = yours * 0.5"},
    }
    for who, typed in answers.items():
        day = 12 if who == "cy-young" else 5
        (inbox / who).write_bytes(make_hand_in(cohort, codes_of(cohort)[who], day, **typed))
    collect(inbox, home, now=NOW)
    with (home / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    grade(home, UNIT, safe=jail.why_not() is None, limits=Limits(cell=20, call=20, test=20, submission=60))
    return home


@pytest.fixture
def graded(graded_once: Path, tmp_path: Path) -> Cohort:
    """A copy of the graded cohort, of the test's own."""
    return read_cohort(shutil.copytree(graded_once, tmp_path / "graded"))


WRITTEN = """
parts = []
for turn in range(2):
    parts.append(yours / 4 if turn < 2 else None)
half = sum(part for part in parts if part is not None) + 0 * len(parts)
"""
COPIED = WRITTEN.replace("parts", "stuecke").replace("turn", "n").replace("part", "s")


def numbers_of(cohort: Cohort, who: str) -> int:
    """Return the number a trainee's own notebook shows them."""
    return random.Random(f"{keys_of(codes_of(cohort)[who]).seed}/yours").randint(1, 10**9)
