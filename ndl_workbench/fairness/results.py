"""What an audit hands back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..display import Block, Result
from ..loading.provenance import Provenance
from .rows import (
    Controlled,
    Intersections,
    Missingness,
    Outcome,
    Outcomes,
    Proxies,
    Representation,
    Trend,
)

if TYPE_CHECKING:
    import pandas as pd

    from .records import Record

__all__ = ["Audit", "Controlled", "Intersections", "Missingness", "Outcome", "Outcomes", "Proxies", "Representation"]

# With the title and two lines of what is left out, a page of twenty.
MOST_LINES = 16


@dataclass(frozen=True, repr=False)
class Audit(Result):
    """Who is in a table, who is missing, and how outcomes differ between groups.

    Attributes
    ----------
    outcome, by, min_count
        What was asked.
    people
        People in the data, whether or not their outcome is known; None when they are too few to show.
    overall
        The outcome over everyone.
    representation, missingness, outcomes, intersections
        The four tables. A group that is too small is marked, never dropped.
    provenance
        Where the data came from.
    blanks
        Missing values of every other column, by group; columns without any are left out.
    controlled
        Differences with the control held the same; empty without one.
    trend
        Outcomes by period; empty without one.
    proxies
        Columns that may stand in for groups.
    measure
        "rate", or "mean" where the outcome is a number.
    weight, control, period
        Columns named in the call, or "".
    known_as
        For each column of groups, the characteristic its name is known to stand for, or "".
    notes
        Sentences about what was met on the way, such as groups that a harmonised list does not have.
    """

    outcome: str
    by: tuple[str, ...]
    min_count: int
    people: int | None
    overall: Outcome
    representation: Representation
    missingness: Missingness
    outcomes: Outcomes
    intersections: Intersections
    provenance: Provenance
    blanks: Missingness
    controlled: Controlled
    trend: Trend
    proxies: Proxies
    measure: str
    weight: str
    control: str
    period: str
    known_as: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name the outcome and the groups."""
        return f"Audit of {self.outcome} by {', '.join(self.by)}"

    @property
    def suppressed(self) -> int:
        """How many groups of the outcome tables are hidden."""
        return sum(row.suppressed for row in (*self.outcomes, *self.intersections))

    @property
    def method(self) -> tuple[str, ...]:
        """How the figures were made, with sources."""
        from .caveats import method

        return method(self)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the figures cannot say."""
        from .caveats import caveats

        return caveats(self)

    def atrs(self) -> Record:
        """Draft a record for the Algorithmic Transparency Recording Standard, its data sections filled in."""
        from .atrs import draft_atrs

        return draft_atrs(self)

    def model_card(self) -> Record:
        """Draft a model card, its sections on data and groups filled in."""
        from .card import draft_model_card

        return draft_model_card(self)

    def save_atrs(self, path: str | Path) -> Path:
        """Save the draft of :meth:`atrs` as .html, .md or .json."""
        return self.atrs().save(path)

    def summary(self) -> tuple[str, ...]:
        """The main sentences, as plain lines."""
        from .caveats import hidden_because
        from .sentences import sentences

        said = sentences(self)
        more = (
            (f"… {len(said) - MOST_LINES} more sentences; save the audit to read them",)
            if len(said) > MOST_LINES
            else ()
        )
        return (self.title, *said[:MOST_LINES], *more, hidden_because(self))

    def blocks(self) -> tuple[Block, ...]:
        """The audit as a page."""
        from .report import audit_blocks

        return audit_blocks(self)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {
            "schema": "ndl/audit/2",
            "title": self.title,
            "outcome": self.outcome,
            "measure": self.measure,
            "by": list(self.by),
            "known_as": list(self.known_as),
            "min_count": self.min_count,
            "weight": self.weight,
            "control": self.control,
            "period": self.period,
            "people": self.people,
            "overall": asdict(self.overall),
            "population": self.representation.population,
            "representation": self.representation.to_dict(),
            "missingness": self.missingness.to_dict(),
            "blanks": self.blanks.to_dict(),
            "outcomes": self.outcomes.to_dict(),
            "intersections": self.intersections.to_dict(),
            "controlled": self.controlled.to_dict(),
            "trend": self.trend.to_dict(),
            "proxies": self.proxies.to_dict(),
            "untested": list(self.proxies.untested),
            "suppressed": self.suppressed,
            "notes": list(self.notes),
            "method": list(self.method),
            "caveats": list(self.caveats),
            "provenance": self.provenance.to_dict(),
        }

    def to_frame(self) -> pd.DataFrame:
        """The outcomes: one row a group."""
        return self.outcomes.to_frame()
