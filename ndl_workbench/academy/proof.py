"""What proving a course comes back with: each answer tried, and each mutant of a model answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..display import Badge, Block, Cell, Heading, Result, Table, Text
from .seed import PRACTICE

if TYPE_CHECKING:
    import pandas as pd

FULL_MARKS = "full marks"
COLUMNS = ("Unit", "Questions", "Wrong answers", "Minutes", "Seeds", "Mutants", "Surviving", "Accepted")
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
    seed
        Whose numbers were drawn: those of practice, or of a trainee of that seed.
    """

    unit: str
    question: str
    answer: str
    expected: str
    got: str
    passed: bool
    seed: str = PRACTICE

    @property
    def line(self) -> str:
        """The trial on one line."""
        under = "" if self.seed == PRACTICE else f" under NDL_SEED={self.seed}"
        return f"{self.unit} {self.question}, {self.answer}{under}: expected “{self.expected}”, got “{self.got}”"


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


@dataclass(frozen=True)
class UnitCount:
    """What a unit has: questions, wrong answers, minutes, seeds it was proved under, and what became of its mutants."""

    course: str
    unit: str
    questions: int
    wrong: int
    minutes: int
    seeds: int
    mutants: int
    surviving: int
    accepted: int


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
    units
        What each unit has.
    seconds
        How long the proof took.
    """

    course: str
    trials: tuple[Trial, ...]
    mutants: tuple[MutantTrial, ...] = ()
    stale: tuple[str, ...] = ()
    units: tuple[UnitCount, ...] = ()
    seconds: float = 0.0
    sandboxed: bool = False

    @property
    def title(self) -> str:
        """Name the course."""
        return f"Proof of {self.course}"

    @property
    def minutes(self) -> int:
        """What the lessons say the units take in all."""
        return sum(unit.minutes for unit in self.units)

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
        """Counts, and the first failures and mutants that got full marks."""
        return (*self._told(), *_few(self._accepted(), 1))

    def whole(self) -> tuple[str, ...]:
        """Say the same with every mutant that may get full marks and why, and end with a table of the units."""
        return (*self._told(), *self._accepted(), *unit_lines(self.units))

    def _told(self) -> tuple[str, ...]:
        wrong = sum(unit.wrong for unit in self.units)
        questions = sum(unit.questions for unit in self.units)
        seeds = max((unit.seeds for unit in self.units), default=1)
        times = f", under up to {seeds} seeds" if seeds > 1 else ""
        return (
            self.title,
            f"{questions} questions, {self.minutes} minutes, {len(self.trials)} answers tried{times}, "
            f"{wrong} of them wrong on purpose{', in the sandbox' if self.sandboxed else ''}",
            f"{len(self.failures)} did not get what they should",
            *_few([f"  {trial.line}" for trial in self.failures]),
            self._counted(),
            *_few([f"  surviving: {m.unit} {m.question}: {m.difference}" for m in self.surviving]),
            *_few([f"  accepted in nothing: {name}" for name in self.stale], 1),
        )

    def _accepted(self) -> list[str]:
        return [f"  accepted: {m.unit} {m.question}: {m.difference} ({m.said})" for m in self.accepted]

    def _counted(self) -> str:
        if not self.mutants:
            return f"no mutants were tried, in {self.seconds:.1f} s"
        return (
            f"{len(self.mutants)} mutants of the model answers, {len(self._of('killed'))} killed, "
            f"{len(self.surviving)} surviving, {len(self.accepted)} accepted, in {self.seconds:.1f} s"
        )

    def blocks(self) -> tuple[Block, ...]:
        """The trials as a page, failures first, then the mutants, those with full marks first."""
        columns = ("Question", "Unit", "Answer", "Result", "Expected", "Got", "Seed")
        rows = tuple(
            (t.question, t.unit, t.answer, _badge(t.passed), t.expected, t.got, t.seed)
            for t in sorted(self.trials, key=lambda trial: trial.passed)
        )
        return (
            Text(". ".join(self.summary()[1:3]) + "."),
            Heading("Units"),
            Table("Units and what was tried", COLUMNS, unit_rows(self.units)),
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
            "units": [asdict(unit) for unit in self.units],
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
        units=tuple(unit for proof in proofs for unit in proof.units),
        seconds=sum(proof.seconds for proof in proofs),
        sandboxed=any(proof.sandboxed for proof in proofs),
    )


def unit_rows(units: tuple[UnitCount, ...]) -> tuple[tuple[str, ...], ...]:
    """Return a row for each unit, for each course of several units, and for all of several courses."""
    rows: list[tuple[str, ...]] = []
    courses = list(dict.fromkeys(unit.course for unit in units))
    for course in courses:
        own = [unit for unit in units if unit.course == course]
        rows += [_row(f"{course} {unit.unit}", [unit]) for unit in own]
        rows += [_row(f"{course}, all", own)] if len(own) > 1 else []
    return (*rows, *([_row("all courses", list(units))] if len(courses) > 1 else []))


def unit_lines(units: tuple[UnitCount, ...]) -> tuple[str, ...]:
    """Return the same as lines of text, in columns."""
    table = [COLUMNS, *unit_rows(units)]
    widths = [max(len(row[column]) for row in table) for column in range(len(COLUMNS))]
    return tuple(
        "  " + "  ".join([row[0].ljust(widths[0]), *(row[n].rjust(widths[n]) for n in range(1, len(row)))])
        for row in table
    )


def _row(name: str, units: list[UnitCount]) -> tuple[str, ...]:
    sums = [sum(getattr(unit, field) for unit in units) for field in ("questions", "wrong", "minutes")]
    mutants = [sum(getattr(unit, field) for unit in units) for field in ("mutants", "surviving", "accepted")]
    return (name, *map(str, sums), str(max(unit.seeds for unit in units)), *map(str, mutants))


def _few(lines: list[str], most: int = _LISTED) -> list[str]:
    return [*lines[:most], *([f"  … and {len(lines) - most} more"] if len(lines) > most else [])]


def _badge(passed: bool) -> Badge:
    return Badge("as it should", "good") if passed else Badge("not proved", "bad")


def _one_line(text: str) -> str:
    line = " ⏎ ".join(text.splitlines())
    return line if len(line) <= 120 else f"{line[:119]}…"
