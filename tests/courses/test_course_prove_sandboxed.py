"""A plain proof and one in the sandbox come to the same."""

from __future__ import annotations

from dataclasses import replace

from ndl_workbench.academy.prove import prove_course
from ndl_workbench.academy.prove_sandboxed import prove_in_sandbox
from ndl_workbench.academy.seed import PRACTICE
from ndl_workbench.academy.source import read_course


def test_answers_of_a_real_unit_get_the_same_marks_and_messages_in_the_sandbox(courses, sandboxes):
    course = read_course(courses, "finding-and-trusting-data")
    # One unit: the others need a minute each, since each answer is marked in a notebook that checks whole tables.
    course = replace(course, units=course.units[:1])
    plain, marked = prove_course(course, mutants=False), prove_in_sandbox(course, sandboxes)
    assert [(t.question, t.answer, t.got) for t in marked.trials] == [
        (t.question, t.answer, t.got) for t in plain.trials if t.seed == PRACTICE
    ]
    assert marked.failures == ()
    assert marked.sandboxed


def test_a_question_that_does_not_hold_is_not_proved_in_the_sandbox_either(write_course, exercise, sandboxes):
    courses = write_course(exercise=exercise.replace("total = 1 + 2", "total = 1 + 1"))
    proof = prove_in_sandbox(read_course(courses, "sums"), sandboxes)
    assert [(t.answer, t.got) for t in proof.failures] == [("right 1", "That counts them. Add them up.")]
    assert "in the sandbox" in "\n".join(proof.summary())
