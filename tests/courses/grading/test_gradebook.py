"""What a marking writes in nbgrader's gradebook, beside what people write in it, and what happens where it cannot."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from contextlib import closing

import pytest
from nbgrader.api import Gradebook

from ndl_workbench.academy.grading import book as book_module
from ndl_workbench.academy.grading.book import Book
from ndl_workbench.academy.grading.cohort_folder import handed_in, read_assignment
from ndl_workbench.academy.grading.marking import Marking, Verdict
from ndl_workbench.academy.grading.restore import read_notebook, restore
from ndl_workbench.errors import CannotWrite

DUE = dt.datetime(2026, 1, 1, 12, 0)


def marking(total: float = 2.0, shares: float = 1.0) -> Marking:
    return Marking((Verdict("total-check", total, 2.0), Verdict("shares-check", shares, 1.0)), (), (), 0.1)


@pytest.fixture
def gradebook(cohort):
    """nbgrader's own view of the gradebook, as formgrader has it."""
    with Gradebook(f"sqlite:///{cohort / 'gradebook.db'}", "sums") as gradebook:
        yield gradebook


@pytest.fixture
def write(cohort, unit):
    """Write a marking of everybody who has handed in; returns what was written, by trainee."""

    def write(marks: Marking):
        assignment = read_assignment(cohort, unit)
        with Book(assignment) as book:
            written = {}
            for one in handed_in(assignment)[0]:
                restored = restore(assignment.source, assignment.released, read_notebook(one.notebook))
                written[one.trainee] = book.write(one, restored, marks)
            return written

    return write


def rows(gradebook, unit: str, trainee: str) -> dict[str, tuple]:
    """The marks of a trainee: by machine, by a person, extra, and whether a person has still to look."""
    gradebook.db.expire_all()
    (notebook,) = gradebook.find_submission(unit, trainee).notebooks
    return {
        grade.name: (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
        for grade in notebook.grades
    }


def test_marks_and_what_waits_for_a_person(gradebook, unit, hand_in, write, right):
    hand_in("ada", **right)
    hand_in("bob")
    write(marking(shares=1 / 3))
    checks = {"total-check": (2.0, None, None, False), "shares-check": (1 / 3, None, None, False)}
    assert rows(gradebook, unit, "ada") == {**checks, "why": (None, None, None, True)}
    assert rows(gradebook, unit, "bob") == {**checks, "why": (0.0, None, None, False)}
    (notebook,) = gradebook.find_submission(unit, "bob").notebooks
    comments = {comment.name: comment.comment for comment in notebook.comments}
    assert comments == dict.fromkeys(("total", "shares", "why"), "No response.")


def test_what_a_person_set_stays_and_is_looked_at_again_where_the_machine_changed_its_mark(
    gradebook, unit, hand_in, write, right
):
    hand_in("ada", **right)
    write(marking())
    for name, marks, extra in (("total-check", 1.5, None), ("shares-check", 0.5, 0.25), ("why", 2.0, 1.0)):
        grade = gradebook.find_grade(name, unit, unit, "ada")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = marks, extra, False
    comment = gradebook.find_comment("why", unit, unit, "ada")
    comment.manual_comment = "Well put."
    gradebook.db.commit()

    written = write(marking(total=0.0))["ada"]
    assert (written.before, written.after) == (3.0, 1.0)
    assert sorted(written.kept) == ["shares-check", "total-check", "why"]
    assert rows(gradebook, unit, "ada") == {
        "total-check": (0.0, 1.5, None, True),
        "shares-check": (1.0, 0.5, 0.25, False),
        "why": (None, 2.0, 1.0, False),
    }
    gradebook.db.expire_all()
    assert gradebook.find_comment("why", unit, unit, "ada").comment == "Well put."
    assert gradebook.find_submission(unit, "ada").score == 1.5 + 0.75 + 3.0


# --- lateness -----------------------------------------------------------------------------------------

ZERO = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
ONE_AN_HOUR = """
from nbgrader.plugins import BasePlugin


class OneAnHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600


c.AssignLatePenalties.plugin_class = OneAnHour
"""


@pytest.mark.parametrize(
    ("settings", "ada", "bob"),
    [("", None, None), (ZERO, None, 3.0), (ONE_AN_HOUR, None, 1.5)],
    ids=["no rule", "nbgrader's zero", "one of one's own"],
)
def test_a_late_submission_costs_what_the_instructors_settings_say(
    cohort, gradebook, unit, hand_in, write, right, settings, ada, bob
):
    with (cohort / "nbgrader_config.py").open("a") as file:
        file.write(settings)
    gradebook.update_or_create_assignment(unit, duedate=DUE)
    hand_in("ada", when="2026-01-01 11:59:59 UTC", **right)
    hand_in("bob", when="2026-01-01 13:30:00 UTC", **right)
    for _ in range(2):
        write(marking())
        gradebook.db.expire_all()
        found = [gradebook.find_submission(unit, who).notebooks[0].late_submission_penalty for who in ("ada", "bob")]
        assert found == [ada, bob]


def test_a_penalty_is_never_more_than_the_score_and_an_extension_takes_it_back(
    cohort, gradebook, unit, hand_in, write, right
):
    with (cohort / "nbgrader_config.py").open("a") as file:
        file.write(ONE_AN_HOUR)
    gradebook.update_or_create_assignment(unit, duedate=DUE)
    hand_in("ada", when="2026-01-02 12:00:00 UTC", **right)
    write(marking(total=1.0, shares=0.0))
    assert gradebook.find_submission(unit, "ada").notebooks[0].late_submission_penalty == 1.0

    gradebook.grant_extension(unit, "ada", hours=23)
    write(marking())
    gradebook.db.expire_all()
    assert gradebook.find_submission(unit, "ada").notebooks[0].late_submission_penalty == 1.0

    gradebook.grant_extension(unit, "ada", days=1)
    write(marking())
    gradebook.db.expire_all()
    assert gradebook.find_submission(unit, "ada").notebooks[0].late_submission_penalty is None


# --- others at work in it -------------------------------------------------------------------------------


def test_marks_that_a_person_gives_in_the_midst_of_grading_are_kept(cohort, gradebook, unit, hand_in, write, right):
    trainees = [f"trainee-{number:02d}" for number in range(8)]
    for trainee in trainees:
        hand_in(trainee, **right)
    write(marking())
    troubles: list[BaseException] = []
    begun = threading.Event()

    def mark_by_hand() -> None:
        """Do what formgrader does, in the order in which grading does it, so that the two meet."""
        try:
            with Gradebook(f"sqlite:///{cohort / 'gradebook.db'}", "sums") as mine:
                for trainee in trainees:
                    for name in ("why", "total-check"):
                        grade = mine.find_grade(name, unit, unit, trainee)
                        begun.set()
                        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.0, 0.5, False
                        mine.db.commit()
        except BaseException as error:
            troubles.append(error)

    person = threading.Thread(target=mark_by_hand)
    person.start()
    begun.wait()
    # Until the person is done: whichever comes first, every meeting must go well.
    while person.is_alive():
        write(marking())
    person.join()
    assert troubles == []
    write(marking())
    for trainee in trainees:
        assert rows(gradebook, unit, trainee) == {
            "total-check": (2.0, 1.0, 0.5, False),
            "shares-check": (1.0, None, None, False),
            "why": (None, 1.0, 0.5, False),
        }


def test_a_gradebook_that_somebody_holds_is_told_and_nothing_of_a_submission_is_written(
    cohort, gradebook, unit, hand_in, write, right, monkeypatch
):
    monkeypatch.setattr(book_module, "PATIENCE_SECONDS", 0.1)
    hand_in("ada", **right)
    with closing(sqlite3.connect(cohort / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CannotWrite, match="database is locked") as told:
            write(marking())
    assert "next: wait until whoever is writing in it has done" in str(told.value)
    assert str(cohort / "gradebook.db") in str(told.value)
    assert [student.id for student in gradebook.students] == []
    write(marking())
    assert gradebook.find_submission(unit, "ada").score == 3.0


def test_a_unit_that_is_not_in_the_gradebook_is_told(cohort, hand_in, write, right):
    hand_in("ada", **right)
    (cohort / "gradebook.db").unlink()
    with pytest.raises(CannotWrite, match="release the unit to this cohort again"):
        write(marking())


def test_a_gradebook_by_an_address_that_nobody_answers_is_told_without_its_password(cohort, hand_in, write, right):
    with (cohort / "nbgrader_config.py").open("a") as file:
        file.write("c.CourseDirectory.db_url = 'postgresql+nosuchdriver://ada:secret@127.0.0.1/marks'\n")
    hand_in("ada", **right)
    with pytest.raises(CannotWrite) as told:
        write(marking())
    assert "postgresql+nosuchdriver://ada:***@127.0.0.1/marks" in str(told.value)
    assert "secret" not in str(told.value)
