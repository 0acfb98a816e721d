"""Prove each question: right answers get full marks, wrong ones the message they should, and no answer none.

By plain execution, without a kernel, so that all of it can run on every change.
"""

from __future__ import annotations

import contextlib
import io
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..display import Badge, Block, Heading, Result, Table, Text
from . import expect
from .build import model_answer, stub
from .source import Course, Question, Unit
from .trainee import sentence

if TYPE_CHECKING:
    import pandas as pd

Namespace = dict[str, Any]


@dataclass(frozen=True)
class Trial:
    """One answer to one question, what it should have got, and what it got.

    Attributes
    ----------
    unit, question
        Where.
    answer
        ``model``, ``right 1``, ``untouched``, ``wrong 1`` …
    expected, got
        "full marks", or the sentence the trainee should be told and the one they were.
    passed
        Whether the two agree.
    """

    unit: str
    question: str
    answer: str
    expected: str
    got: str
    passed: bool


@dataclass(frozen=True, repr=False)
class Proof(Result):
    """Every trial of a course."""

    course: str
    trials: tuple[Trial, ...]

    @property
    def title(self) -> str:
        """Name the course."""
        return f"Proof of {self.course}"

    @property
    def failures(self) -> tuple[Trial, ...]:
        """The trials that went otherwise than they should."""
        return tuple(trial for trial in self.trials if not trial.passed)

    def summary(self) -> tuple[str, ...]:
        """Counts, and each failure."""
        questions = {(trial.unit, trial.question) for trial in self.trials}
        wrong = sum(trial.answer.startswith("wrong") for trial in self.trials)
        return (
            self.title,
            f"{len(questions)} questions, {len(self.trials)} answers tried, {wrong} of them wrong on purpose",
            f"{len(self.failures)} did not get what they should",
            *(
                f"  {t.unit} {t.question}, {t.answer}: expected “{t.expected}”, got “{t.got}”"
                for t in self.failures[:15]
            ),
        )

    def blocks(self) -> tuple[Block, ...]:
        """The trials as a page, failures first."""
        columns = ("Question", "Unit", "Answer", "Result", "Expected", "Got")
        ordered = sorted(self.trials, key=lambda trial: trial.passed)
        rows = tuple(
            (
                t.question,
                t.unit,
                t.answer,
                Badge("as it should", "good") if t.passed else Badge("not proved", "bad"),
                t.expected,
                t.got,
            )
            for t in ordered
        )
        return (
            Text(". ".join(self.summary()[1:3]) + "."),
            Heading("Every answer tried"),
            Table("Answers and what they got", columns, rows),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {"schema": "ndl/proof/1", "course": self.course, "trials": [asdict(trial) for trial in self.trials]}

    def to_frame(self) -> pd.DataFrame:
        """One row a trial."""
        import pandas as pd

        return pd.DataFrame([asdict(trial) for trial in self.trials], columns=list(Trial.__dataclass_fields__))


FULL_MARKS = "full marks"
NOT_ATTEMPTED = "has not been attempted yet"


def prove_course(course: Course) -> Proof:
    """Try every answer of every question of a course. It runs the course's own code, and nobody else's."""
    return Proof(course.id, tuple(trial for unit in course.units for trial in _prove_unit(unit)))


def _prove_unit(unit: Unit) -> list[Trial]:
    questions = {question.id: question for question in unit.questions}
    namespace: Namespace = {"expect": expect, "hint": lambda question: None, "__name__": "__proof__"}
    trials: list[Trial] = []
    for cell in unit.cells:
        if cell.kind == "locked":
            trials += _given(unit.id, cell.source, namespace)
        elif cell.kind == "answer":
            question = questions[cell.question]
            trials += _prove_question(unit.id, question, namespace)
            # Later questions may build on this one.
            _attempt(model_answer(cell.source), question, namespace)
    return trials


def _given(unit: str, source: str, namespace: Namespace) -> list[Trial]:
    """Run a locked cell; one that fails is a failed trial, since nobody could answer below it."""
    try:
        _run(source, namespace)
    except Exception as error:
        return [Trial(unit, "(given cell)", "given", "runs", f"{type(error).__name__}: {error}", passed=False)]
    return []


def _prove_question(unit: str, question: Question, before: Namespace) -> list[Trial]:
    answers = [
        ("model", model_answer(question.answer.source), FULL_MARKS),
        *((f"right {n}", cell.source, FULL_MARKS) for n, cell in enumerate(question.right, 1)),
        ("untouched", stub(question.answer.source), NOT_ATTEMPTED),
        *((f"wrong {n}", cell.source, cell.because) for n, cell in enumerate(question.wrong, 1)),
    ]
    trials = []
    for name, source, expected in answers:
        got = _attempt(source, question, dict(before))
        passed = expected in got if name == "untouched" else _plain(got) == _plain(expected)
        trials.append(Trial(unit, question.id, name, expected, got, passed))
    return trials


def _attempt(answer: str, question: Question, namespace: Namespace) -> str:
    """Run an answer and its checks, held-back ones included; return what the trainee gets."""
    try:
        _run(answer, namespace)
    except Exception as error:  # an answer may be wrong in any way
        return f"the answer itself fails: {type(error).__name__}: {error}"
    try:
        _run(question.tests.source, namespace)
    except Exception as error:  # so may what the checks make of it
        return sentence(error)
    return FULL_MARKS


def _run(source: str, namespace: Namespace) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "<exercise>", "exec"), namespace)  # noqa: S102 (the course's own code)


def _plain(text: str) -> str:
    return " ".join(text.split())
