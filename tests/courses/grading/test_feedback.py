"""Pages of feedback of a cohort: for whom there is one, where it lies, and what is said of those without."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from ndl_workbench.academy.grading.cohort_folder import read_assignment
from ndl_workbench.academy.grading.feedback import feedback
from ndl_workbench.academy.grading.grade import grade
from ndl_workbench.errors import NotFound


@pytest.fixture
def handful(sandbox, cohort, unit, hand_in, right):
    """Four who have handed in, one of them nothing that can be read, and one in the gradebook who has not."""
    from nbgrader.api import Gradebook

    hand_in("ada", **right)
    hand_in("bob", **right | {"total": "total = len(numbers)"})
    hand_in("cyd")
    hand_in("dan").write_bytes(b"\xff\xfe{[")
    assignment = read_assignment(cohort, unit)
    with Gradebook(assignment.url, assignment.course) as book:
        book.add_student("eve")
    return cohort


def text_of(path) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", path.read_text(encoding="utf-8"))


def test_two_commands_give_marks_and_feedback_to_everybody(handful, unit, run_ndl):
    from nbgrader.utils import notebook_hash

    (handful / "submitted" / "ada" / unit / "submission_secret.txt").write_text("only-adas")
    graded = run_ndl("academy", "grade", unit, "--cohort", handful)
    assert graded.returncode == 0, graded.stderr
    assert f"next: ndl academy feedback {unit} --cohort {handful}" in graded.stdout

    told = run_ndl("academy", "feedback", unit, "--cohort", handful)
    pages = {name: handful / "feedback" / name / unit / f"{unit}.html" for name in ("ada", "bob", "cyd", "dan")}
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines() == [
        f"{unit}: 4 pages of feedback",
        f"  ada                      3 of 6  {pages['ada']}",
        f"  bob                      1 of 6  {pages['bob']}",
        f"  cyd                      0 of 6  {pages['cyd']}",
        f"  dan                      0 of 6  {pages['dan']}",
        "A person has still to mark: ada, bob",
        "The notebook could not be read: dan",
        "Nothing handed in: eve",
        "next: mark those in formgrader ('jupyter lab' in the cohort's folder), then run this again",
        f"to give trainees their pages, in {handful}: nbgrader release_feedback {unit}",
    ]
    assert "To put right: That counts them. Add them up." in text_of(pages["bob"])
    assert "not answered yet" in text_of(pages["cyd"])
    assert "Open your notebook in JupyterLab, save it, and hand it in again." in text_of(pages["dan"])
    for path in pages.values():
        assert "Add every number once" not in path.read_text(encoding="utf-8")

    # nbgrader releases them, also those of trainees who did not hand in by its exchange.
    command = [sys.executable, "-m", "nbgrader", "release_feedback", unit]
    subprocess.run(command, cwd=handful, check=True, capture_output=True, timeout=120)
    released = {path.name: path.read_bytes() for path in (handful / "exchange" / "sums" / "feedback").iterdir()}
    assert sorted(released.values()) == sorted(path.read_bytes() for path in pages.values())
    adas = notebook_hash(secret="only-adas", notebook_id=unit)
    assert released[f"{adas}.html"] == pages["ada"].read_bytes()


def test_one_trainees_page_and_those_who_handed_in_again(handful, unit, hand_in, right):
    grade(handful, unit)
    made = feedback(handful, unit, "bob")
    assert [row.trainee for row in made.rows] == ["bob"]
    with pytest.raises(NotFound, match=r"no marking of \.\./bob's"):
        feedback(handful, unit, "../bob")
    assert not (handful / "feedback" / "ada").exists()

    hand_in("bob", **right)
    hand_in("fay", **right)
    again = feedback(handful, unit)
    assert [row.trainee for row in again.rows] == ["ada", "bob", "cyd", "dan"]
    assert again.not_graded == ("bob", "fay")
    assert again.missing == ("eve",)
    assert again.to_frame()["waiting"].to_list() == [1, 1, 0, 0]
    assert again.to_dict()["rows"][1]["waiting"] == ["why"]
    assert "Not graded as handed in (run 'ndl academy grade' first): bob, fay" in repr(again)


def test_without_anything_graded_there_is_no_page(cohort, unit, hand_in, right):
    hand_in("ada", **right)
    with pytest.raises(NotFound, match=f"no marking of anybody's {unit}") as error:
        feedback(cohort, unit)
    assert f"ndl academy grade {unit}" in str(error.value)
    assert not any((cohort / "feedback").iterdir())


def test_a_unit_that_was_not_released_is_refused(cohort):
    with pytest.raises(NotFound, match="no release of '09_none'"):
        feedback(cohort, "09_none")
