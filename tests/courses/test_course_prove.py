"""A question is proved wrong as well as right."""

from __future__ import annotations

import json

import pytest

from ndl_workbench.academy import expect
from ndl_workbench.academy.prove import prove_course
from ndl_workbench.academy.source import course_names, read_course
from ndl_workbench.academy.trainee import sentence


@pytest.fixture(scope="module")
def proofs(courses):
    """The proof of each real course."""
    return [prove_course(read_course(courses, name)) for name in course_names(courses)]


def test_every_answer_of_the_real_courses_gets_what_it_should(proofs):
    for proof in proofs:
        assert [(t.unit, t.question, t.answer, t.expected, t.got) for t in proof.failures] == []
        assert {t.answer.split()[0] for t in proof.trials} == {"model", "right", "untouched", "wrong"}


def test_no_mutant_of_a_real_model_answer_gets_full_marks_without_a_reason(proofs):
    for proof in proofs:
        assert [(m.unit, m.question, m.difference) for m in proof.surviving] == []
        assert proof.stale == ()
        assert len(proof.mutants) > 100
        assert all(m.said for m in proof.mutants)


def test_each_kind_of_answer_is_tried(write_course):
    proof = prove_course(read_course(write_course(), "sums"))
    assert [(t.answer, t.got) for t in proof.trials] == [
        ("model", "full marks"),
        ("right 1", "full marks"),
        ("untouched", "“total” has not been attempted yet: replace the ... with your answer."),
        ("wrong 1", "That counts them. Add them up."),
        ("wrong 2", "“total” should be a number; yours is a str."),
    ]
    assert proof.failures == ()
    assert json.loads(json.dumps(proof.to_dict()))["schema"] == "ndl/proof/1"


def test_what_a_unit_saves_is_not_left_behind(write_course, exercise, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("saved.txt"))
    saving = exercise.replace("total = sum(numbers)", 'total = sum(numbers)\nopen("saved.txt", "w").close()', 1)
    assert saving != exercise
    assert prove_course(read_course(write_course(exercise=saving), "sums")).failures == ()
    assert sorted(tmp_path.rglob("saved.txt")) == before == []


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("total = sum(numbers)", "total = 4", "model"),
        ("total = 1 + 2", "total = 1 + 1", "right 1"),
        ('because="That counts them. Add them up."', 'because="Something else."', "wrong 1"),
        ('total = "3"', "total = 3", "wrong 2"),
        ('expect.number(total, "total")', "pass", "untouched"),
    ],
)
def test_a_question_that_does_not_hold_is_not_proved(write_course, exercise, old, new, answer):
    proof = prove_course(read_course(write_course(exercise=exercise.replace(old, new, 1)), "sums"))
    assert answer in [trial.answer for trial in proof.failures]


def test_the_command_says_so_and_exits_with_1(write_course, exercise, run_ndl):
    courses = write_course(exercise=exercise.replace("total = 1 + 2", "total = 1 + 1"))
    done = run_ndl("academy", "prove", "--courses", courses)
    assert done.returncode == 1
    assert "1 did not get what they should" in done.stdout
    assert "right 1: expected “full marks”, got “That counts them. Add them up.”" in done.stdout


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (AssertionError("Add every number once."), "Add every number once."),
        (AssertionError(), "This is not right yet."),
        (
            NameError("name 'total' is not defined", name="total"),
            "There is no “total” yet. Run the cell with your answer first, and keep the name it was given.",
        ),
        (TypeError("bad operand"), "The check could not use your answer (TypeError: bad operand)."),
    ],
)
def test_what_a_trainee_is_told_is_a_sentence(error, said):
    assert sentence(error) == said


@pytest.mark.parametrize(
    ("check", "value", "said"),
    [
        (expect.number, ..., "“x” has not been attempted yet: replace the ... with your answer."),
        (expect.number, "3", "“x” should be a number; yours is a str."),
        (expect.number, True, "“x” should be a number; yours is a bool."),
        (expect.text, 3, "“x” should be text, in quotation marks; yours is an int."),
        (expect.truth, "yes", "“x” should be True or False; yours is a str."),
        (expect.listing, ["a", 1], "“x” should hold only texts; one of yours is an int."),
        (expect.listing, "a", "“x” should be a list of texts, such as ['a', 'b']; yours is a str."),
        (expect.frame, [1], "“x” should be a table (a pandas DataFrame); yours is a list."),
        (expect.function, 3, "“x” should be a function; yours is an int."),
    ],
)
def test_the_checks_of_form_say_what_was_given(check, value, said):
    with pytest.raises(AssertionError) as caught:
        check(value, "x")
    assert str(caught.value) == said


def test_a_choice_is_checked_against_its_list():
    expect.one_of("yes", ["yes", "no"], "x")
    with pytest.raises(AssertionError, match=r"should be one of “yes”, “no”; yours is “maybe”"):
        expect.one_of("maybe", ["yes", "no"], "x")
