"""What grading a unit comes back with: a line for each trainee."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...display import Badge, Block, Heading, Items, Notice, Result, Table, Text

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 12


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

    @property
    def changed(self) -> bool:
        """Whether there was another mark before."""
        return self.before is not None and self.before != self.marks


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
            *((Heading("Marks that changed"), self._table("Before and after", self.changes)) if self.changes else ()),
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
            "rows": [{**asdict(row), "kept": list(row.kept), "trouble": list(row.trouble)} for row in self.rows],
            "refused": list(self.refused),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a trainee: ``trainee, marks, most, before, what, seconds``."""
        import pandas as pd

        names = ["trainee", "marks", "most", "before", "what", "seconds"]
        return pd.DataFrame([{name: getattr(row, name) for name in names} for row in self.rows], columns=names)

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


def _line(row: Graded) -> str:
    return f"  {row.trainee:<24} {_number(row.marks)} of {_number(row.most)}{_before(row)}"


def _before(row: Graded) -> str:
    if row.changed and row.before is not None:
        return f"  (before: {_number(row.before)})"
    return "" if row.what == "graded" else "  (unchanged)"


def _number(value: float) -> str:
    return f"{value:g}"
