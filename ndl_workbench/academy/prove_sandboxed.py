"""Prove a course as a cohort's work is marked: answers in one sandbox, checks in another.

It takes seconds where plain execution takes milliseconds, and shows that both come to the same.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor

from .build import model_answer
from .grading.marking import Cell, Sandboxes, mark, open_sandboxes
from .proof import FULL_MARKS, Proof, Trial
from .prove import answers_to, counted, judged
from .seed import PRACTICE
from .source import BEGIN_HIDDEN, Course, Question, Unit

SETUP = "from ndl_workbench.academy.trainee import begin, expect, hint"


def prove_in_sandbox(course: Course, sandboxes: Sandboxes | None = None) -> Proof:
    """Try every answer that the authors wrote, without mutants.

    Raises
    ------
    NoSandbox
        There is no sandbox here.
    """
    begun = time.monotonic()
    used = sandboxes or open_sandboxes()
    try:
        trials = tuple(trial for unit in course.units for trial in _prove_unit(unit, used))
    finally:
        if sandboxes is None:
            used.close()
    units = tuple(counted(course.id, unit, (PRACTICE,)) for unit in course.units)
    return Proof(course.id, trials, units=units, seconds=time.monotonic() - begun, sandboxed=True)


def _prove_unit(unit: Unit, sandboxes: Sandboxes) -> list[Trial]:
    """Mark a notebook for the first answer to each question, another for the second, and so on."""
    answers = {question.id: answers_to(question) for question in unit.questions}
    trials: dict[tuple[str, str], Trial] = {}
    rounds = [
        {name: given[place] for name, given in answers.items() if place < len(given)}
        for place in range(max((len(given) for given in answers.values()), default=0))
    ]
    # The first from this thread, which begins the sandboxes: they end with the thread that began them.
    markings = [mark(_cells(unit, chosen), sandboxes) for chosen in rounds[:1]]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        markings += pool.map(lambda chosen: mark(_cells(unit, chosen), sandboxes), rounds[1:])
    for number, (chosen, marking) in enumerate(zip(rounds, markings, strict=True), 1):
        for verdict in marking.verdicts:
            question = verdict.cell
            name, _, expected = chosen[question]
            got = FULL_MARKS if verdict.marks == verdict.most else verdict.says
            trials[question, name] = judged(unit.id, question, name, expected, got)
        for trouble in marking.trouble[:1]:
            key = ("(given cell)", f"round {number}")
            trials[key] = Trial(unit.id, "(given cell)", "given", "runs", trouble, passed=False)
    order = [(question, name) for question, given in answers.items() for name, *_ in given]
    return [trials[key] for key in [*order, *(key for key in trials if key not in order)]]


def _cells(unit: Unit, chosen: dict[str, tuple[str, str, str]]) -> list[Cell]:
    """Return the cells of a notebook in which each question is answered, tested, and then answered by the model.

    Later questions build on the model answer, as in a plain proof.
    """
    questions = {question.id: question for question in unit.questions}
    cells = [Cell("setup", "given", SETUP)]
    for number, cell in enumerate(unit.cells, 1):
        if cell.kind == "locked":
            cells.append(Cell(f"given-{number}", "given", cell.source))
        elif cell.kind == "tests" and cell.question in chosen:
            question = questions[cell.question]
            cells.append(Cell(f"{question.id}-answer", "theirs", chosen[question.id][1]))
            cells.append(_test(question))
            cells.append(Cell(f"{question.id}-model", "theirs", model_answer(question.answer.source)))
        elif cell.kind == "tests":
            cells.append(Cell(f"{cell.question}-model", "theirs", model_answer(questions[cell.question].answer.source)))
    return cells


def _test(question: Question) -> Cell:
    source = question.tests.source
    hidden_from = source[: source.index(BEGIN_HIDDEN)].count("\n") + 1
    return Cell(question.id, "test", source, float(question.points), f"{question.id}-answer", hidden_from)
