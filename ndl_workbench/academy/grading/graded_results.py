"""What grading a unit comes back with: a line for each trainee."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...display import Badge, Block, Heading, Items, Notice, Result, Table, Text

if TYPE_CHECKING:
    import pandas as pd

    from .records import Record

_SHOWN = 12


@dataclass(frozen=True)
class Change:
    """A question whose mark by machine is another than before.

    Attributes
    ----------
    question
        Id of the cell with its checks.
    before, after
        Marks by machine; ``before`` is None where the question is new.
    by_person
        Whether a person's mark stands over both, which grading again never touches.
    """

    question: str
    before: float | None
    after: float
    by_person: bool


@dataclass(frozen=True)
class Graded:
    """One trainee's marks by machine.

    Attributes
    ----------
    marks, most
        Given, and possible.
    before
        What stood there before; None where nothing did.
    kept
        Cells over whose machine mark a person's mark stands.
    what
        ``graded`` or ``unchanged``.
    trouble, unreadable
        What went wrong on our side, and why the notebook could not be read.
    seconds
        How long it took.
    changes
        The questions whose marks are others than when this was last marked.
    """

    trainee: str
    marks: float
    most: float
    before: float | None
    kept: tuple[str, ...]
    what: str
    trouble: tuple[str, ...]
    unreadable: str
    seconds: float
    changes: tuple[Change, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there was another mark before, in all or for a question."""
        return bool(self.changes) or (self.before is not None and self.before != self.marks)


def changes_between(earlier: Record | None, record: Record, kept: tuple[str, ...]) -> tuple[Change, ...]:
    """Compare two markings of one trainee, question by question; ``kept`` are the cells that a person has marked."""
    if earlier is None:
        return ()
    before = {verdict.cell: verdict.marks for verdict in earlier.verdicts}
    return tuple(
        Change(verdict.cell, before.get(verdict.cell), verdict.marks, verdict.cell in kept)
        for verdict in record.verdicts
        if before.get(verdict.cell) != verdict.marks
    )


@dataclass(frozen=True, repr=False)
class Grading(Result):
    """A graded unit: every trainee's marks, those that changed, and what was refused."""

    course: str
    unit: str
    cohort: Path
    rows: tuple[Graded, ...]
    refused: tuple[str, ...]
    sandboxed: bool

    @property
    def title(self) -> str:
        """Name the unit and how many were graded."""
        new = sum(row.what == "graded" for row in self.rows)
        return f"{self.unit}: {new} of {len(self.rows)} graded now"

    @property
    def changes(self) -> tuple[Graded, ...]:
        """Those whose mark is another than before."""
        return tuple(row for row in self.rows if row.changed)

    @property
    def troubles(self) -> tuple[str, ...]:
        """What a person should look at, each with the trainee's name."""
        return tuple(f"{row.trainee}: {what}" for row in self.rows for what in (*row.trouble, row.unreadable) if what)

    def summary(self) -> tuple[str, ...]:
        """The marks, what changed, and what to do next."""
        lines = [self.title]
        lines += [
            f"  {row.trainee:<24} {_number(row.marks)} of {_number(row.most)}{_before(row)}"
            for row in self.rows[:_SHOWN]
        ]
        if len(self.rows) > _SHOWN:
            lines.append(f"  … {len(self.rows) - _SHOWN} more; see .to_frame()")
        lines += [f"look at {what}" for what in self.troubles[:2]]
        lines += [f"left out: {what}" for what in self.refused[:2]]
        if not self.sandboxed:
            lines.append("no sandbox: trainees' code ran as you")
        lines.append(f"next: ndl academy feedback {self.unit} --cohort {self.cohort}")
        return tuple(lines)

    def blocks(self) -> tuple[Block, ...]:
        """The marks as a page, changes and troubles first."""
        return (
            *(() if self.sandboxed else (Notice("Trainees' code ran without a sandbox, as you.", "bad"),)),
            *((Heading("To look at"), Items((*self.troubles, *self.refused))) if self.troubles or self.refused else ()),
            *((Heading("Marks that changed"), *self._changed()) if self.changes else ()),
            Heading("Marks by machine"),
            self._table("Every trainee", self.rows) if self.rows else Text("Nobody has handed in this unit."),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/grading/1``."""
        return {
            "schema": "ndl/grading/1",
            "course": self.course,
            "unit": self.unit,
            "cohort": str(self.cohort),
            "sandboxed": self.sandboxed,
            "rows": [
                {
                    **asdict(row),
                    "kept": list(row.kept),
                    "trouble": list(row.trouble),
                    "changes": [asdict(change) for change in row.changes],
                }
                for row in self.rows
            ],
            "refused": list(self.refused),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a trainee: ``trainee, marks, most, before, what, seconds``."""
        import pandas as pd

        names = ["trainee", "marks", "most", "before", "what", "seconds"]
        return pd.DataFrame([{name: getattr(row, name) for name in names} for row in self.rows], columns=names)

    def _changed(self) -> tuple[Block, ...]:
        """Who has other marks in all, and each mark that changed."""
        rows = tuple(
            (
                row.trainee,
                change.question.removesuffix("-check"),
                "" if change.before is None else _number(change.before),
                _number(change.after),
                Badge("a person's mark stands", "info") if change.by_person else "",
            )
            for row in self.rows
            for change in row.changes
        )
        columns = ("Trainee", "Question", "Before", "Now", "Note")
        totals = self._table("Before and after, in all", self.changes)
        return (totals, *((Table("Before and after, by question", columns, rows),) if rows else ()))

    def _table(self, caption: str, rows: tuple[Graded, ...]) -> Table:
        return Table(
            caption=caption,
            columns=("Trainee", "Marks", "Of", "Before", "Note"),
            rows=tuple(
                (
                    row.trainee,
                    _number(row.marks),
                    _number(row.most),
                    "" if row.before is None else _number(row.before),
                    Badge("changed", "warn") if row.changed else row.what,
                )
                for row in rows
            ),
            numeric=frozenset({"Marks", "Of", "Before"}),
        )


def _before(row: Graded) -> str:
    if row.changed and row.before is not None:
        changes = ", ".join(_in_words(change) for change in row.changes)
        return f"  (before: {_number(row.before)}{f'; {changes}' if changes else ''})"
    return "" if row.what == "graded" else "  (unchanged)"


def _in_words(change: Change) -> str:
    before = "new" if change.before is None else _number(change.before)
    note = ", a person's mark stands" if change.by_person else ""
    return f"{change.question.removesuffix('-check')} {before} → {_number(change.after)}{note}"


def _number(value: float) -> str:
    return f"{value:g}"
