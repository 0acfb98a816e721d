"""Where to begin: what each answer points to, and what the command says."""

from __future__ import annotations

import pytest

from ndl_workbench.academy.placement import NOWHERE, Placement, read_placement, suggest, unit_named
from ndl_workbench.academy.source import course_names, read_course
from ndl_workbench.errors import BadCourse, InputError

QUIZ = """\
title = "Where"
intro = "Choose."

[[question]]
ask = "One?"
answer = [
    { say = "a", because = "Because of a.", course = "sums", unit = "01", points = 2 },
    { say = "b", because = "Yes." },
]

[[question]]
ask = "Two?"
answer = [
    { say = "c", because = "Because of c.", course = "elsewhere", unit = "01", points = 9 },
    { say = "d", because = "Because of d.", course = "sums", points = 1 },
    { say = "e", because = "Yes." },
]
"""


@pytest.fixture
def sums(write_course):
    """The folder with the tiny course and a quiz."""
    courses = write_course()
    (courses / "placement.toml").write_text(QUIZ, encoding="utf-8")
    return courses


@pytest.mark.parametrize(
    ("chosen", "course", "unit", "why"),
    [
        ([1, 2], "sums", "01_adding", ("Because of a.", "Because of d.")),
        ([None, 2], "sums", "", ("Because of d.",)),
        ([2, 3], "", "", ()),
        # A course that is not there is not suggested.
        ([2, 1], "", "", ()),
    ],
)
def test_answers_point_to_a_course_and_unit_with_the_reason(sums, chosen, course, unit, why):
    said = suggest(read_placement(sums / "placement.toml"), chosen, (read_course(sums, "sums"),))
    assert (said.course, said.unit, said.why) == (course, unit, why)
    assert said.title == ("Begin with: Sums" + (", unit 1: Adding" if unit else "") if course else NOWHERE)


@pytest.mark.parametrize("chosen", [[], [1], [1, 4], [0, 1]])
def test_an_answer_that_is_not_there_is_refused(sums, chosen):
    with pytest.raises(InputError, match="a number for each of 2 questions"):
        suggest(read_placement(sums / "placement.toml"), chosen, ())


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('ask = "One?"', "", "without its parts"),
        ('say = "a"', 'says = "a"', "without its parts"),
        ('    { say = "b", because = "Yes." },\n', "", "one answer to “One?”"),
        ('    { say = "e", because = "Yes." },\n', "", "no good answer to “Two?”"),
    ],
)
def test_a_quiz_of_another_form_is_refused(sums, old, new, found):
    path = sums / "placement.toml"
    path.write_text(QUIZ.replace(old, new), encoding="utf-8")
    with pytest.raises(BadCourse, match=found.replace("?", r"\?")):
        read_placement(path)


def test_the_command_asks_one_by_one_or_takes_the_answers(sums, run_ndl):
    done = run_ndl("academy", "place", "--answers", "1,-", "--courses", sums)
    assert done.stdout.splitlines() == ["Begin with: Sums, unit 1: Adding", "  Because of a."]
    done = run_ndl("academy", "place", "--answers", "1,x", "--courses", sums)
    assert (done.returncode, "such as 1,3,-,2" in done.stderr) == (2, True)


# --- ours ---------------------------------------------------------------------------------------------


@pytest.fixture
def ours(courses) -> Placement:
    """The real questions."""
    return read_placement(courses / "placement.toml")


def test_ours_are_eight_to_twelve_and_each_answer_has_a_sentence(ours):
    assert 8 <= len(ours.questions) <= 12
    for question in ours.questions:
        assert all(answer.because.endswith(".") for answer in question.answers)
        assert sum(answer.course == "" for answer in question.answers) == 1
        assert all(bool(answer.course) == bool(answer.points) == bool(answer.unit) for answer in question.answers)


def test_ours_point_to_units_that_are_there_and_lead_to_every_course(ours, courses):
    read = {name: read_course(courses, name) for name in course_names(courses)}
    for question in ours.questions:
        for answer in question.answers:
            if answer.course in read:
                assert unit_named(read[answer.course], answer.unit), (answer.course, answer.unit)
    assert set(read) <= {answer.course for question in ours.questions for answer in question.answers}
