"""Make a cohort for the benches of grading: a course of the bench's own, and what its trainees hand in."""

from __future__ import annotations

import json
from pathlib import Path

UNIT = "01_rates"
COURSE = """\
title = "Rates"
version = "1"
pass_mark = 0.5
hours = 1
role = "analyst"
units = ["01_rates"]
"""
LESSON = """\
---
title: Rates
minutes: 30
objectives:
  - compare selection rates
---

# Rates
"""
EXERCISE = """\
# %%
import pandas as pd
from fairlearn.metrics import MetricFrame, selection_rate

people = pd.DataFrame(
    {"ward": ["A", "B", "A", "B", "B", "C"] * 50, "chosen": [1, 0, 1, 1, 0, 1] * 50, "age": list(range(300))}
)

# %% answer="rates"
### BEGIN SOLUTION
frame = MetricFrame(
    metrics=selection_rate, y_true=people["chosen"], y_pred=people["chosen"], sensitive_features=people["ward"]
)
rates = frame.by_group
### END SOLUTION

# %% tests="rates" points=3
assert isinstance(rates, pd.Series), "“rates” should be a column of pandas, with a rate for each ward."
### BEGIN HIDDEN TESTS
assert sorted(rates.index) == ["A", "B", "C"], "There are three wards."
assert abs(rates["B"] - 1 / 3) < 1e-9, "In ward B one in three was chosen."
### END HIDDEN TESTS

# %% wrong="rates" because="“rates” should be a column of pandas, with a rate for each ward."
rates = 0.5

# %% wrong="rates" because="In ward B one in three was chosen."
rates = people.groupby("ward")["chosen"].sum()

# %% answer="gap"
### BEGIN SOLUTION
def gap(table):
    by_ward = table.groupby("ward")["chosen"].mean()
    return float(by_ward.max() - by_ward.min())
### END SOLUTION

# %% tests="gap" points=2
assert abs(gap(people) - 2 / 3) < 1e-9, "The gap is between the highest rate and the lowest."
### BEGIN HIDDEN TESTS
assert gap(people[people["ward"] == "A"]) == 0, "With one ward there is no gap."
assert abs(gap(pd.DataFrame({"ward": ["A", "B"], "chosen": [1, 0]})) - 1) < 1e-9, "Work it out from the table given."
### END HIDDEN TESTS

# %% wrong="gap" because="The gap is between the highest rate and the lowest."
def gap(table):
    return 0

# %% wrong="gap" because="With one ward there is no gap."
def gap(table):
    return 2 / 3

# %% answer="oldest"
### BEGIN SOLUTION
oldest = people.groupby("ward")["age"].max().to_dict()
### END SOLUTION

# %% tests="oldest" points=1
### BEGIN HIDDEN TESTS
assert oldest == {"A": 296, "B": 298, "C": 299}, "Take the greatest age of each ward."
### END HIDDEN TESTS

# %% wrong="oldest" because="Take the greatest age of each ward."
oldest = people["age"].max()

# %% wrong="oldest" because="Take the greatest age of each ward."
oldest = {}

# %% [markdown] written="why" points=2
# ### BEGIN MARK SCHEME
# One mark for each reason.
# ### END MARK SCHEME
"""
RATES = """\
frame = MetricFrame(
    metrics=selection_rate, y_true=people["chosen"], y_pred=people["chosen"], sensitive_features=people["ward"]
)
rates = frame.by_group
"""
GAP = """\
def gap(table):
    by_ward = table.groupby("ward")["chosen"].mean()
    return float(by_ward.max() - by_ward.min())
"""
RIGHT = {"rates": RATES, "gap": GAP, "oldest": 'oldest = people.groupby("ward")["age"].max().to_dict()'}
WRONG = {"rates": 'rates = people.groupby("ward")["chosen"].sum()', "gap": GAP, "oldest": 'raise ValueError("lost")'}
SLOW = {**RIGHT, "rates": f"import time\ntime.sleep(1)\n{RATES}"}
# Of every ten trainees: what each hands in, and the marks it is worth.
KINDS = ((RIGHT, 6.0),) * 5 + ((WRONG, 2.0),) * 3 + (({}, 0.0), (SLOW, 6.0))


def released(folder: Path) -> str:
    """Write the course and release it to a cohort; return the cohort's folder."""
    from ndl_workbench.academy.release import release_to_cohort
    from ndl_workbench.academy.source import read_course

    home = folder / "courses" / "rates"
    (home / UNIT).mkdir(parents=True)
    (home / "course.toml").write_text(COURSE, encoding="utf-8")
    for name, text in {"lesson.md": LESSON, "exercise.py": EXERCISE, "design.md": "# Rates: design\n"}.items():
        (home / UNIT / name).write_text(text, encoding="utf-8")
    course = read_course(folder / "courses", "rates")
    release_to_cohort(course, course.units, folder / "cohort")
    return str(folder / "cohort")


def release_again(folder: Path, cohort: Path) -> str:
    """Release the same course to a cohort that is there, by the settings it has now."""
    from ndl_workbench.academy.release import release_to_cohort
    from ndl_workbench.academy.source import read_course

    course = read_course(folder / "courses", "rates")
    return str(release_to_cohort(course, course.units, cohort).folder)


def handed_in(cohort: Path, count: int) -> dict[str, float]:
    """Hand in for as many trainees; return the marks each must get by machine."""
    released = json.loads((cohort / "release" / UNIT / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
    due = {}
    for number in range(count):
        trainee, (answers, marks) = f"trainee-{number:03d}", KINDS[number % len(KINDS)]
        notebook = json.loads(json.dumps(released))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name in answers:
                cell["source"] = f"{answers[name]}\n# {trainee}"
        home = cohort / "submitted" / trainee / UNIT
        home.mkdir(parents=True)
        (home / "timestamp.txt").write_text("2026-01-01 10:00:00 UTC", encoding="utf-8")
        (home / f"{UNIT}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        due[trainee] = marks
    return due


def without_sandbox(cohort: Path) -> None:
    """Leave nbgrader its own steps, as a cohort that never heard of us has them."""
    settings = cohort / "nbgrader_config.py"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if "c.Autograde." not in line), encoding="utf-8")


def marks(cohort: Path) -> dict[str, dict[str, list[float | None]]]:
    """Read from the gradebook each trainee's marks: by cell, the machine's and a person's."""
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory

    from ndl_workbench.academy.cohort_config import read_config

    place = CourseDirectory(config=read_config(cohort))
    with Gradebook(place.db_url, place.course_id) as book:
        return {
            submission.student.id: {
                grade.name: [grade.auto_score, grade.manual_score] for grade in submission.notebooks[0].grades
            }
            for submission in book.assignment_submissions(UNIT)
        }
