"""Answers that say nothing get nothing: what is true of all of none is no answer."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from ndl_workbench.academy.build import model_answer, stub
from ndl_workbench.academy.prove import FULL_MARKS, prove_course
from ndl_workbench.academy.source import Cell, Unit, course_names, read_course

# All of plain data, so that each may reach a test as it is. A test such as ``(answer == right).all()`` is true of
# several of them.
NOTHING = (
    "[]",
    "()",
    "{}",
    "set()",
    "''",
    "0",
    "-0.0",
    "float('nan')",
    "float('inf')",
    "None",
    "[None]",
    "['']",
    "range(0)",
    "__import__('numpy').array([])",
    "__import__('numpy').zeros((0, 3))",
    "__import__('numpy').array(float('nan'))",
    "__import__('numpy').array(['NaT'], dtype='M8[ns]')",
    "__import__('pandas').Series([], dtype=object)",
    "__import__('pandas').Series([float('nan')])",
    "__import__('pandas').DataFrame()",
    "__import__('pandas').DataFrame(index=range(3))",
    "__import__('pandas').NA",
    "__import__('pandas').NaT",
    "__import__('decimal').Decimal('NaN')",
    "(lambda *given, **named: None)",
    "(lambda *given, **named: [])",
)


def test_no_question_of_the_real_courses_takes_nothing_for_an_answer(courses: Path) -> None:
    for name in course_names(courses):
        course = read_course(courses, name)
        tried = replace(course, units=tuple(map(with_empty_answers, course.units)))

        trials = [trial for trial in prove_course(tried, mutants=False).trials if trial.answer.startswith("wrong")]

        assert len(trials) >= len(NOTHING) * sum(len(unit.questions) for unit in course.units)
        got_marks = [(t.unit, t.question, t.answer) for t in trials if t.got == FULL_MARKS]
        assert got_marks == [], NOTHING


def with_empty_answers(unit: Unit) -> Unit:
    """Put an empty answer for each into a unit as wrong ones, in place of those that its author thought of."""
    cells = [cell for cell in unit.cells if cell.kind != "wrong"]
    for question in unit.questions:
        names = bound(question.answer.source)
        for nothing in NOTHING:
            source = "\n".join(f"{name} = {nothing}" for name in names)
            cells.append(Cell("wrong", question.id, source, because="anything"))
    return replace(unit, cells=tuple(cells))


def bound(answer: str) -> list[str]:
    """Return the names that an answer makes."""
    made = ast.parse(f"{stub(answer)}\n{model_answer(answer)}").body
    names = [node.name for node in made if isinstance(node, ast.FunctionDef)]
    for node in made:
        if isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return list(dict.fromkeys(names))


@pytest.mark.parametrize("test", ["assert (total == 3).all()", "assert all(n == 3 for n in total)"])
def test_a_test_that_takes_nothing_for_an_answer_is_found(write_course, exercise, test: str) -> None:
    careless = exercise.replace('expect.number(total, "total")\n', "expect.answered(total, 'total')\n")
    careless = careless.replace('assert total != 2, "That counts them. Add them up."\n', f"{test}, 'No.'\n")
    careless = careless.replace('assert total == 3, "Add every number once."\n', "")
    course = read_course(write_course(exercise=careless), "sums")

    proof = prove_course(replace(course, units=tuple(map(with_empty_answers, course.units))))

    assert FULL_MARKS in {trial.got for trial in proof.trials if trial.answer.startswith("wrong")}
