"""Prove each question: right answers get full marks, wrong ones the message they should, and no answer none.

By plain execution, without a kernel, so that all of it can run on every change. Then small mistakes are made in each
model answer by machine, and those that still get full marks are listed.

A unit that draws numbers of each trainee's own is proved under several seeds: what happens to be right for one trainee
and not for the next is found here, or by that trainee.
"""

from __future__ import annotations

import contextlib
import copy
import io
import tempfile
import time
from collections.abc import Sequence
from typing import Any

from . import expect
from .build import model_answer, stub
from .mutants import is_same, mutants_of
from .names import calls
from .proof import FULL_MARKS, MutantTrial, Proof, Trial, UnitCount
from .seed import PRACTICE, under
from .source import BEGIN_SOLUTION, END_SOLUTION, Course, Question, Unit, split
from .timed import TimeUp, within
from .trainee import sentence

Namespace = dict[str, Any]

NOT_ATTEMPTED = "has not been attempted yet"
# Fixed, so that everybody's proof is the same, and an author can work as that trainee: NDL_SEED=prove-2 ndl lab.
OTHER_SEEDS = ("prove-1", "prove-2", "prove-3")
MUTANT_SECONDS = 2.0
TOO_LONG = "It ran for too long."


def prove_course(course: Course, *, mutants: bool = True) -> Proof:
    """Try every answer of every question of a course. It runs the course's own code, and nobody else's.

    Parameters
    ----------
    course
        The course.
    mutants
        Whether to try mutants of the model answers too. They are the course's own code with a mistake in it, so a
        model answer that deletes or overwrites files is better proved without.
    """
    begun = time.monotonic()
    units = [_Unit(unit, mutants) for unit in course.units]
    for unit in units:
        # What a unit saves beside its notebook is not left where the author happens to be.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty, contextlib.chdir(empty):
            unit.prove()
    return Proof(
        course=course.id,
        trials=tuple(trial for unit in units for trial in unit.trials),
        mutants=tuple(trial for unit in units for trial in unit.mutants),
        stale=tuple(name for unit in units for name in unit.stale),
        units=tuple(counted(course.id, unit.unit, unit.seeds, unit.mutants) for unit in units),
        seconds=time.monotonic() - begun,
    )


def seeds_of(unit: Unit) -> tuple[str, ...]:
    """Return the seeds under which a unit is proved: one where nothing in it is drawn."""
    cells = (cell.source for cell in unit.cells if cell.kind in ("locked", "answer", "tests"))
    return (PRACTICE, *OTHER_SEEDS) if calls("numbers", *cells) else (PRACTICE,)


def counted(course: str, unit: Unit, seeds: Sequence[str], mutants: Sequence[MutantTrial] = ()) -> UnitCount:
    """Count what a unit has."""
    fates = [mutant.fate for mutant in mutants]
    wrong = sum(len(question.wrong) for question in unit.questions)
    survivors = fates.count("surviving"), fates.count("accepted")
    return UnitCount(course, unit.id, len(unit.questions), wrong, unit.minutes, len(seeds), len(mutants), *survivors)


def answers_to(question: Question) -> tuple[tuple[str, str, str], ...]:
    """Return every answer that an author wrote: its name, its source, and what it must get."""
    return (
        ("model", model_answer(question.answer.source), FULL_MARKS),
        *((f"right {n}", cell.source, FULL_MARKS) for n, cell in enumerate(question.right, 1)),
        ("untouched", stub(question.answer.source), NOT_ATTEMPTED),
        *((f"wrong {n}", cell.source, cell.because) for n, cell in enumerate(question.wrong, 1)),
    )


def judged(unit: str, question: str, name: str, expected: str, got: str, seed: str = PRACTICE) -> Trial:
    """Say whether an answer got what it must."""
    passed = expected in got if name == "untouched" else _plain(got) == _plain(expected)
    return Trial(unit, question, name, expected, got, passed, seed)


class _Unit:
    def __init__(self, unit: Unit, mutants: bool) -> None:
        self.unit = unit
        self.seeds = seeds_of(unit)
        self._with_mutants = mutants
        self.trials: list[Trial] = []
        self.mutants: list[MutantTrial] = []
        self.stale: list[str] = []

    def prove(self) -> None:
        for seed in self.seeds:
            with under(seed):
                self._prove_under(seed)

    def _prove_under(self, seed: str) -> None:
        questions = {question.id: question for question in self.unit.questions}
        namespace: Namespace = {"expect": expect, "hint": lambda question: None, "__name__": "__proof__"}
        for cell in self.unit.cells:
            if cell.kind == "locked":
                self._given(cell.source, namespace, seed)
            elif cell.kind == "answer":
                question = questions[cell.question]
                self._prove_question(question, namespace, seed)
                # Later questions may build on this one.
                _attempt(model_answer(cell.source), question, namespace)

    def _given(self, source: str, namespace: Namespace, seed: str) -> None:
        """Run a locked cell; one that fails is a failed trial, since nobody could answer below it."""
        try:
            _run(source, namespace)
        except Exception as error:
            got = f"{type(error).__name__}: {error}"
            self.trials.append(Trial(self.unit.id, "(given cell)", "given", "runs", got, passed=False, seed=seed))

    def _prove_question(self, question: Question, before: Namespace, seed: str) -> None:
        for name, source, expected in answers_to(question):
            got = _attempt(source, question, _fresh(before))
            self.trials.append(judged(self.unit.id, question.id, name, expected, got, seed))
        if self._with_mutants and seed == PRACTICE and self._is_answered(question):
            self._try_mutants(question, before)

    def _is_answered(self, question: Question) -> bool:
        """Whether the model answer gets full marks: else its mutants say nothing."""
        return any(t.question == question.id and t.answer == "model" and t.passed for t in self.trials)

    def _try_mutants(self, question: Question, before: Namespace) -> None:
        outside, model = split(question.answer.source, BEGIN_SOLUTION, END_SOLUTION)
        waiting = list(question.survives)
        for mutant in mutants_of(model):
            said = _attempt_in_time(f"{outside}\n{mutant.source}", question, _fresh(before))
            accepted = [cell for cell in waiting if is_same(cell.source, mutant.source)] if said == FULL_MARKS else []
            fate = "killed" if said != FULL_MARKS else "accepted" if accepted else "surviving"
            waiting = [cell for cell in waiting if cell not in accepted]
            told = accepted[0].because if accepted else said
            self.mutants.append(
                MutantTrial(self.unit.id, question.id, mutant.before, mutant.after, fate, told)  # type: ignore[arg-type]
            )
        self.stale += [f"{self.unit.id} {question.id}" for _ in waiting]


def _attempt_in_time(answer: str, question: Question, namespace: Namespace) -> str:
    try:
        with within(MUTANT_SECONDS):
            return _attempt(answer, question, namespace)
    except TimeUp:
        return TOO_LONG


def _attempt(answer: str, question: Question, namespace: Namespace) -> str:
    """Run an answer and its checks, held-back ones included; return what the trainee gets."""
    try:
        _run(answer, namespace)
    except (Exception, SystemExit) as error:  # an answer may be wrong in any way
        return f"the answer itself fails: {type(error).__name__}: {error}"
    try:
        _run(question.tests.source, namespace)
    except (Exception, SystemExit) as error:  # so may what the checks make of it
        return sentence(error)
    return FULL_MARKS


def _run(source: str, namespace: Namespace) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "<exercise>", "exec"), namespace)  # noqa: S102 (the course's own code)


def _fresh(namespace: Namespace) -> Namespace:
    """Copy what an answer could change, so that none can spoil it for the next."""
    import pandas as pd

    kinds = (pd.DataFrame, pd.Series, list, dict, set)
    return {
        name: copy.deepcopy(value) if isinstance(value, kinds) and name != "__builtins__" else value
        for name, value in namespace.items()
    }


def _plain(text: str) -> str:
    return " ".join(text.split())
