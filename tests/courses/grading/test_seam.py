"""Our marking inside nbgrader's own ``autograde``, as formgrader's button calls it, beside our own command."""

from __future__ import annotations

import json
import shutil

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.plugins import CsvExportPlugin

from ndl_workbench.academy.cohort_config import missing_steps, read_config
from ndl_workbench.academy.grading.grade import grade
from ndl_workbench.academy.release import find_programs, release_to_cohort
from ndl_workbench.academy.source import read_course
from ndl_workbench.errors import InputError

# nbgrader puts rows together in an order that SQLAlchemy remarks on.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning:nbgrader")

SETTINGS = """
from nbgrader.plugins import BasePlugin


class OneAnHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600


c.AssignLatePenalties.plugin_class = OneAnHour
"""
HELD_BACK = ("Add every number once.", "shares[1] != 2 / 3", "total == 3")


@pytest.fixture
def handed_in(cohort, unit, hand_in, right):
    """Five trainees: right, in part right, wrong, untouched, and late; a rule for lateness, and an extension."""
    with (cohort / "nbgrader_config.py").open("a") as file:
        file.write(SETTINGS)
    hand_in("ada", **right)
    hand_in("bob", **right | {"total": "total = 2", "shares": "shares = [1 / 3, 1]"})
    hand_in("cyd", total="total = 'three'", shares="raise ValueError('<b>no</b>')")
    hand_in("dot")
    hand_in("eve", when="2026-01-01 13:30:00 UTC", **right)
    hand_in("fay", when="2026-01-01 13:30:00 UTC", **right)
    with Gradebook(f"sqlite:///{cohort / 'gradebook.db'}", "sums") as book:
        book.update_or_create_assignment(unit, duedate="2026-01-01 12:00:00 UTC")
        for trainee in ("eve", "fay"):
            book.add_student(trainee)
            book.add_submission(unit, trainee)
        book.grant_extension(unit, "fay", hours=2)
    return cohort


def autograde(cohort, unit, trainee, monkeypatch) -> dict:
    """Grade as formgrader's button does."""
    find_programs()
    monkeypatch.chdir(cohort)
    return NbGraderAPI(config=read_config(cohort)).autograde(unit, trainee)


def standing(cohort, unit) -> dict[str, dict]:
    """Everything the gradebook says of everybody."""
    with Gradebook(f"sqlite:///{cohort / 'gradebook.db'}", "sums") as book:
        return {
            submission.student.id: {
                "score": submission.score,
                "penalty": notebook.late_submission_penalty,
                "when": submission.timestamp,
                "grades": {one.name: (one.auto_score, one.needs_manual_grade) for one in notebook.grades},
                "comments": {one.name: one.comment for one in notebook.comments},
            }
            for submission in book.assignment_submissions(unit)
            for notebook in submission.notebooks
        }


def records(cohort, unit) -> dict[str, dict]:
    """What is recorded of each trainee, but for the time it took."""
    found = {path.stem: json.loads(path.read_text()) for path in (cohort / "marking" / unit).glob("*.json")}
    return {name: {k: v for k, v in told.items() if k not in ("marked", "seconds")} for name, told in found.items()}


def test_nbgraders_own_autograde_gives_the_marks_that_ours_gives(handed_in, unit, ours, monkeypatch, tmp_path):
    stock = tmp_path / "stock"
    shutil.copytree(handed_in, stock)
    ours(handed_in, unit)
    for trainee in ("ada", "bob", "cyd", "dot", "eve", "fay"):
        told = autograde(stock, unit, trainee, monkeypatch)
        assert told["success"], told

    assert standing(stock, unit) == standing(handed_in, unit)
    assert records(stock, unit) == records(handed_in, unit)
    scores = {who: (told["score"], told["penalty"]) for who, told in standing(stock, unit).items()}
    assert scores == {
        "ada": (3.0, None),
        "bob": (1 / 3, None),
        "cyd": (0.0, None),
        "dot": (0.0, None),
        "eve": (3.0, 1.5),
        "fay": (3.0, None),
    }
    # What one has graded the other leaves as it is.
    assert {row.what for row in ours(stock, unit).rows} == {"unchanged"}


def test_nbgraders_own_feedback_and_export_of_it(handed_in, unit, ours, monkeypatch):
    ours(handed_in, unit)
    find_programs()
    monkeypatch.chdir(handed_in)
    assert NbGraderAPI(config=read_config(handed_in)).generate_feedback(unit, "bob")["success"]
    page = (handed_in / "feedback" / "bob" / unit / f"{unit}.html").read_text(encoding="utf-8")
    assert "That counts them. Add them up." in page
    assert [text for text in HELD_BACK if text in page] == []

    with Gradebook(f"sqlite:///{handed_in / 'gradebook.db'}", "sums") as book:
        exporting = CsvExportPlugin()
        exporting.to = str(handed_in / "grades.csv")
        exporting.export(book)
    lines = (handed_in / "grades.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")
    told = [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]
    assert {row["max_score"] for row in told} == {"6.0"}
    scores = {row["student_id"]: float(row["score"]) for row in told}
    assert scores == {"ada": 3.0, "bob": 1 / 3, "cyd": 0.0, "dot": 0.0, "eve": 1.5, "fay": 3.0}


def test_formgraders_button_leaves_what_a_person_set(handed_in, unit, ours, monkeypatch):
    ours(handed_in, unit)
    url = f"sqlite:///{handed_in / 'gradebook.db'}"
    with Gradebook(url, "sums") as book:
        grade = book.find_grade("total-check", unit, unit, "cyd")
        grade.manual_score, grade.extra_credit = 1.5, 0.25
        book.db.commit()
    assert autograde(handed_in, unit, "cyd", monkeypatch)["success"]
    with Gradebook(url, "sums") as book:
        assert book.find_submission(unit, "cyd").score == 1.75


def test_a_submission_that_nbgrader_could_not_grade_has_no_record(handed_in, unit, ours, monkeypatch):
    (handed_in / "submitted" / "ada" / unit / f"{unit}.ipynb").write_text("{", encoding="utf-8")
    told = autograde(handed_in, unit, "ada", monkeypatch)
    assert not told["success"]
    assert records(handed_in, unit) == {}
    # Ours gives it no marks and says why.
    row = next(row for row in ours(handed_in, unit).rows if row.trainee == "ada")
    assert (row.marks, row.most) == (0.0, 3.0)
    assert "could not be read" in row.unreadable


# --- a cohort made before there was a sandbox -----------------------------------------------------------


def older(cohort) -> list[str]:
    """Take the steps out of a cohort's settings; return the lines."""
    settings = cohort / "nbgrader_config.py"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if "Autograde" not in line), encoding="utf-8")
    return [line.strip() for line in lines if "Autograde" in line]


def test_an_older_cohort_is_graded_and_its_instructor_told_the_lines_to_add(
    cohort, unit, hand_in, right, ours, course_folder
):
    hand_in("ada", **right)
    assert missing_steps(cohort) == ()
    lines = older(cohort)
    before = (cohort / "nbgrader_config.py").read_bytes()
    assert ours(cohort, unit).rows[0].marks == 3.0

    course = read_course(course_folder, "sums")
    told = release_to_cohort(course, course.units, cohort)
    assert list(told.to_add) == lines
    assert len(lines) == 2
    assert "\n".join(f"  {line}" for line in lines) in str(told)
    assert told.to_dict()["to_add"] == lines
    assert (cohort / "nbgrader_config.py").read_bytes() == before

    with (cohort / "nbgrader_config.py").open("a") as file:
        file.write("\n".join(told.to_add))
    assert missing_steps(cohort) == ()


def test_settings_that_cannot_be_read_are_told_in_a_sentence(cohort, unit):
    with (cohort / "nbgrader_config.py").open("a") as file:
        file.write("c.CourseDirectory.db_url = \n")
    with pytest.raises(InputError, match=r"config\.py that cannot be read \(SyntaxError: .*next: mend what"):
        grade(cohort, unit)
