"""What proving a course comes back with: each answer tried, and each mutant of a model answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..display import Badge, Block, Cell, Heading, Result, Table, Text

if TYPE_CHECKING:
    import pandas as pd

FULL_MARKS = "full marks"
_LISTED = 5


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


@dataclass(frozen=True)
class MutantTrial:
    """A model answer with one mistake made in it, and whether the question's checks noticed.

    Attributes
    ----------
    before, after
        The lines that differ; ``after`` is "" where one was left out.
    fate
        ``killed``, ``surviving`` (it got full marks), or ``accepted``: it got them and the author says why it may.
    said
        What the checks said of it; for an accepted one, the author's reason.
    """

    unit: str
    question: str
    before: str
    after: str
    fate: Literal["killed", "surviving", "accepted"]
    said: str

    @property
    def difference(self) -> str:
        """The difference on one line."""
        return f"{_one_line(self.before)} → {_one_line(self.after) or 'left out'}"


@dataclass(frozen=True, repr=False)
class Proof(Result):
    """Every trial of one or more courses.

    Attributes
    ----------
    trials
        The answers that the authors wrote.
    mutants
        The mistakes that were made by machine.
    stale
        Acceptances that fit no mutant with full marks, each as ``unit question``.
    minutes
        What the lessons say the units take in all.
    seconds
        How long the proof took.
    """

    course: str
    trials: tuple[Trial, ...]
    mutants: tuple[MutantTrial, ...] = ()
    stale: tuple[str, ...] = ()
    minutes: int = 0
    seconds: float = 0.0
    sandboxed: bool = False

    @property
    def title(self) -> str:
        """Name the course."""
        return f"Proof of {self.course}"

    @property
    def failures(self) -> tuple[Trial, ...]:
        """The trials that went otherwise than they should."""
        return tuple(trial for trial in self.trials if not trial.passed)

    @property
    def surviving(self) -> tuple[MutantTrial, ...]:
        """Mutants that got full marks, and nobody has said why they may."""
        return self._of("surviving")

    @property
    def accepted(self) -> tuple[MutantTrial, ...]:
        """Mutants that got full marks and may."""
        return self._of("accepted")

    def summary(self) -> tuple[str, ...]:
        """Counts, each failure, and each mutant that got full marks."""
        questions = {(trial.unit, trial.question) for trial in self.trials}
        wrong = sum(trial.answer.startswith("wrong") for trial in self.trials)
        return (
            self.title,
            f"{len(questions)} questions, {self.minutes} minutes, {len(self.trials)} answers tried, "
            f"{wrong} of them wrong on purpose{', in the sandbox' if self.sandboxed else ''}",
            f"{len(self.failures)} did not get what they should",
            *_few(
                [f"  {t.unit} {t.question}, {t.answer}: expected “{t.expected}”, got “{t.got}”" for t in self.failures]
            ),
            self._counted(),
            *_few([f"  surviving: {m.unit} {m.question}: {m.difference}" for m in self.surviving]),
            *_few([f"  accepted in nothing: {name}" for name in self.stale], 1),
            *_few([f"  accepted: {m.question}: {m.difference} ({m.said})" for m in self.accepted], 1),
        )

    def _counted(self) -> str:
        if not self.mutants:
            return f"no mutants were tried, in {self.seconds:.1f} s"
        return (
            f"{len(self.mutants)} mutants of the model answers, {len(self._of('killed'))} killed, "
            f"{len(self.surviving)} surviving, {len(self.accepted)} accepted, in {self.seconds:.1f} s"
        )

    def blocks(self) -> tuple[Block, ...]:
        """The trials as a page, failures first, then the mutants, those with full marks first."""
        columns = ("Question", "Unit", "Answer", "Result", "Expected", "Got")
        rows = tuple(
            (t.question, t.unit, t.answer, _badge(t.passed), t.expected, t.got)
            for t in sorted(self.trials, key=lambda trial: trial.passed)
        )
        return (
            Text(". ".join(self.summary()[1:3]) + "."),
            Heading("Every answer tried"),
            Table("Answers and what they got", columns, rows),
            *self._mutant_blocks(),
        )

    def _mutant_blocks(self) -> tuple[Block, ...]:
        if not self.mutants:
            return ()
        tones = {"surviving": Badge("surviving", "bad"), "accepted": Badge("accepted", "warn")}
        order = ("surviving", "accepted", "killed")
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (m.question, m.unit, m.before, m.after or "(left out)", tones.get(m.fate, Badge("killed", "good")), m.said)
            for m in sorted(self.mutants, key=lambda mutant: order.index(mutant.fate))
        )
        return (
            Heading("Mutants of the model answers"),
            Text(
                "Each has one mistake that was made by machine. One that gets full marks shows what no check looks at."
            ),
            Table("Mutants", ("Question", "Unit", "Model answer", "Mutant", "Fate", "What was said"), rows),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {
            "schema": "ndl/proof/1",
            "course": self.course,
            "minutes": self.minutes,
            "sandboxed": self.sandboxed,
            "trials": [asdict(trial) for trial in self.trials],
            "mutants": [asdict(mutant) for mutant in self.mutants],
            "stale": list(self.stale),
            "seconds": self.seconds,
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a trial."""
        import pandas as pd

        return pd.DataFrame([asdict(trial) for trial in self.trials], columns=list(Trial.__dataclass_fields__))

    def _of(self, fate: str) -> tuple[MutantTrial, ...]:
        return tuple(mutant for mutant in self.mutants if mutant.fate == fate)


def together(proofs: tuple[Proof, ...]) -> Proof:
    """Put the proofs of several courses into one."""
    return Proof(
        course=", ".join(proof.course for proof in proofs),
        trials=tuple(trial for proof in proofs for trial in proof.trials),
        mutants=tuple(mutant for proof in proofs for mutant in proof.mutants),
        stale=tuple(name for proof in proofs for name in proof.stale),
        minutes=sum(proof.minutes for proof in proofs),
        seconds=sum(proof.seconds for proof in proofs),
        sandboxed=any(proof.sandboxed for proof in proofs),
    )


def _few(lines: list[str], most: int = _LISTED) -> list[str]:
    return [*lines[:most], *([f"  … and {len(lines) - most} more"] if len(lines) > most else [])]


def _badge(passed: bool) -> Badge:
    return Badge("as it should", "good") if passed else Badge("not proved", "bad")


def _one_line(text: str) -> str:
    line = " ⏎ ".join(text.splitlines())
    return line if len(line) <= 120 else f"{line[:119]}…"
