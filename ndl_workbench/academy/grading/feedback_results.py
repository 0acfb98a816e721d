"""What making feedback comes back with: a page for each trainee, and who waits for what."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...display import Badge, Block, Heading, Items, Result, Table, Text

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 8
_NAMED = 5


@dataclass(frozen=True)
class Told:
    """One trainee's page. ``waiting`` are the cells that a person has still to mark."""

    trainee: str
    path: Path
    marks: float
    most: float
    penalty: float
    passed: bool | None
    waiting: tuple[str, ...]
    unreadable: bool


@dataclass(frozen=True, repr=False)
class FeedbackPages(Result):
    """Feedback on a unit.

    Attributes
    ----------
    rows
        A page each.
    missing
        Trainees of the gradebook who have handed in nothing.
    not_graded
        Those whose notebook, as it was handed in, has not been graded.
    """

    course: str
    unit: str
    cohort: Path
    rows: tuple[Told, ...]
    missing: tuple[str, ...]
    not_graded: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name the unit and how many pages there are."""
        return f"{self.unit}: {len(self.rows)} {'page' if len(self.rows) == 1 else 'pages'} of feedback"

    @property
    def waiting(self) -> tuple[Told, ...]:
        """Those who wait for a person's marks."""
        return tuple(row for row in self.rows if row.waiting)

    def summary(self) -> tuple[str, ...]:
        """The pages, who waits, who is missing, and what to do next."""
        lines = [self.title]
        lines += [f"  {row.trainee:<24} {row.marks:g} of {row.most:g}  {row.path}" for row in self.rows[:_SHOWN]]
        if len(self.rows) > _SHOWN:
            lines.append(f"  … {len(self.rows) - _SHOWN} more, in {self.cohort / 'feedback'}")
        for who, what in self._who():
            lines.append(f"{what}: {_names(who)}")
        if self.waiting:
            lines.append("next: mark those in formgrader ('jupyter lab' in the cohort's folder), then run this again")
        lines.append(f"to give trainees their pages, in {self.cohort}: nbgrader release_feedback {self.unit}")
        return tuple(lines)

    def blocks(self) -> tuple[Block, ...]:
        """The pages as a table, those who wait and are missing first."""
        return (
            *(block for who, what in self._who() for block in (Heading(what), Items(who))),
            Heading("Pages"),
            self._table() if self.rows else Text("Nobody has been graded."),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/feedback-pages/1``."""
        return {
            "schema": "ndl/feedback-pages/1",
            "course": self.course,
            "unit": self.unit,
            "cohort": str(self.cohort),
            "rows": [{**asdict(row), "path": str(row.path), "waiting": list(row.waiting)} for row in self.rows],
            "missing": list(self.missing),
            "not_graded": list(self.not_graded),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a trainee: ``trainee, marks, most, penalty, passed, waiting, page``; ``waiting`` is a number."""
        import pandas as pd

        rows = [
            (row.trainee, row.marks, row.most, row.penalty, row.passed, len(row.waiting), str(row.path))
            for row in self.rows
        ]
        return pd.DataFrame(rows, columns=["trainee", "marks", "most", "penalty", "passed", "waiting", "page"])

    def _who(self) -> list[tuple[tuple[str, ...], str]]:
        groups = (
            (tuple(row.trainee for row in self.waiting), "A person has still to mark"),
            (tuple(row.trainee for row in self.rows if row.unreadable), "The notebook could not be read"),
            (self.not_graded, "Not graded as handed in (run 'ndl academy grade' first)"),
            (self.missing, "Nothing handed in"),
        )
        return [(who, what) for who, what in groups if who]

    def _table(self) -> Table:
        return Table(
            caption="Every trainee who was graded",
            columns=("Trainee", "Marks", "Of", "Taken off", "State"),
            rows=tuple(
                (row.trainee, f"{row.marks:g}", f"{row.most:g}", f"{row.penalty:g}", _state(row)) for row in self.rows
            ),
            numeric=frozenset({"Marks", "Of", "Taken off"}),
        )


def _state(row: Told) -> Badge:
    if row.unreadable:
        return Badge("could not be read", "bad")
    return Badge("waits for a person", "warn") if row.waiting else Badge("all marked", "good")


def _names(who: tuple[str, ...]) -> str:
    more = f" and {len(who) - _NAMED} more" if len(who) > _NAMED else ""
    return ", ".join(who[:_NAMED]) + more
