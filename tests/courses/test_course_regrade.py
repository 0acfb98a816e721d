"""A check is mended after people have handed in: each mark that changes is told, and a person's mark stays."""

from __future__ import annotations

import json

import pytest

from ndl_workbench.academy.grading.grade import grade
from ndl_workbench.academy.release import release_to_cohort
from ndl_workbench.academy.sandbox.jail import Limits
from ndl_workbench.academy.source import read_course
from ndl_workbench.errors import ReleaseFailed

UNIT = "01_adding"
LIMITS = Limits(cell=2, call=2, test=4, submission=20)
ANSWERS = {"ann": "total = sum(numbers)", "bob": "total = 3.001", "cy": "total = 2.999", "di": "total = 7"}
MORE = """
# %% answer="more"
### BEGIN SOLUTION
more = 5
### END SOLUTION

# %% tests="more" points=1
### BEGIN HIDDEN TESTS
assert more == 5, "Add two."
### END HIDDEN TESTS

# %% wrong="more" because="Add two."
more = 4

# %% wrong="more" because="Add two."
more = 6
"""


@pytest.fixture
def cohort(tmp_path, write_course, exercise):
    """A cohort to which the tiny course was released, and four trainees who have handed it in."""
    folder = tmp_path / "cohort"
    course = read_course(write_course(), "sums")
    (released,) = release_to_cohort(course, course.units, folder).notebooks
    for name, answer in ANSWERS.items():
        notebook = json.loads(released.read_text(encoding="utf-8"))
        next(cell for cell in notebook["cells"] if cell["id"] == "total")["source"] = answer
        home = folder / "submitted" / name / UNIT
        home.mkdir(parents=True)
        (home / f"{UNIT}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def scores(cohort) -> dict[str, tuple[float, float | None, bool]]:
    """What the gradebook holds for the question: the mark that counts, a person's, and whether to look at it."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{cohort / 'gradebook.db'}") as book:
        grades = {name: book.find_grade("total-check", UNIT, UNIT, name) for name in ANSWERS}
        return {name: (one.score, one.manual_score, one.needs_manual_grade) for name, one in grades.items()}


def set_by_hand(cohort, name: str, mark: float) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{cohort / 'gradebook.db'}") as book:
        one = book.find_grade("total-check", UNIT, UNIT, name)
        one.manual_score, one.needs_manual_grade = mark, False
        book.db.commit()


def test_each_changed_mark_is_told_a_persons_mark_is_kept_and_other_cells_are_refused(
    sandbox, cohort, write_course, exercise, capfd
):
    first = grade(cohort, UNIT, limits=LIMITS)
    assert {row.trainee: row.marks for row in first.rows} == {"ann": 2.0, "bob": 0.0, "cy": 0.0, "di": 0.0}
    assert first.changes == ()
    set_by_hand(cohort, "cy", 1.5)

    mended = exercise.replace("assert total == 3,", "assert abs(total - 3) < 0.01,").replace("points=2", "points=4")
    course = read_course(write_course(exercise=mended), "sums")
    release_to_cohort(course, course.units, cohort)
    again = grade(cohort, UNIT, limits=LIMITS)

    told = {row.trainee: [(c.question, c.before, c.after, c.by_person) for c in row.changes] for row in again.rows}
    assert told == {
        "ann": [("total-check", 2.0, 4.0, False)],
        "bob": [("total-check", 0.0, 4.0, False)],
        "cy": [("total-check", 0.0, 4.0, True)],
        "di": [],
    }
    assert [(row.trainee, row.before, row.marks) for row in again.changes] == [
        ("ann", 2.0, 4.0),
        ("bob", 0.0, 4.0),
        ("cy", 0.0, 4.0),
    ]
    assert scores(cohort) == {
        "ann": (4.0, None, False),
        "bob": (4.0, None, False),
        "cy": (1.5, 1.5, True),
        "di": (0.0, None, False),
    }
    assert "bob                      4 of 4  (before: 0; total 0 → 4)" in "\n".join(again.summary())
    tables = {block.caption: block.rows for block in again.blocks() if hasattr(block, "caption")}
    assert [row[:4] for row in tables["Before and after, by question"]] == [
        ("ann", "total", "2", "4"),
        ("bob", "total", "0", "4"),
        ("cy", "total", "0", "4"),
    ]
    assert json.loads(json.dumps(again.to_dict()))["rows"][1]["changes"][0]["after"] == 4.0

    before = {path: path.read_bytes() for path in cohort.rglob("*.ipynb")}
    course = read_course(write_course(exercise=mended + MORE), "sums")
    with pytest.raises(ReleaseFailed, match="the same cells as before, since people have handed it in"):
        release_to_cohort(course, course.units, cohort)
    assert {path: path.read_bytes() for path in cohort.rglob("*.ipynb")} == before
    assert "Traceback" not in capfd.readouterr().err
    assert {row.what for row in grade(cohort, UNIT, limits=LIMITS).rows} == {"unchanged"}
    assert scores(cohort)["cy"] == (1.5, 1.5, True)
