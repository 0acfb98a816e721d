"""What an audit hands back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from ..display import Block, Result
from ..loading.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Outcome:
    """How often a group had the outcome. Every number is None when the group is suppressed.

    Attributes
    ----------
    by, group
        Column, and value in it.
    n, events
        People whose outcome is known, and those who had it.
    rate, low, high
        ``events / n`` and its 95% Wilson interval, from 0 to 1.
    difference, difference_low, difference_high
        Rate less the reference group's (from -1 to 1) and its 95% Newcombe interval; None for the
        reference group itself.
    ratio
        Rate over the reference group's; None when that is 0.
    reference
        The largest group shown.
    suppressed
        Whether the group is hidden because a count is small, or to keep another hidden.
    """

    by: str
    group: str
    n: int | None = None
    events: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    ratio: float | None = None
    reference: str = ""
    suppressed: bool = False


@dataclass(frozen=True)
class Share:
    """How large a part of the data a group is, beside its part of the population.

    Attributes
    ----------
    by, group
        Column, and value in it.
    n, observed, low, high
        People in the data, their share of it and its 95% Wilson interval.
    expected
        Share of the reference population, None when there is none.
    ratio
        ``observed / expected``: below 1, the group is under-represented.
    absent
        Whether the population has the group and the data does not.
    suppressed
        Whether the group is hidden.
    """

    by: str
    group: str
    n: int | None = None
    observed: float | None = None
    low: float | None = None
    high: float | None = None
    expected: float | None = None
    ratio: float | None = None
    absent: bool = False
    suppressed: bool = False


@dataclass(frozen=True)
class Missing:
    """How many of a group have no recorded outcome; None when suppressed."""

    by: str
    group: str
    people: int | None = None
    missing: int | None = None
    share: float | None = None
    suppressed: bool = False


# With the title and two lines of what is left out, a page of twenty.
MOST_LINES = 16

Row = TypeVar("Row", Outcome, Share, Missing)


@dataclass(frozen=True)
class Rows(Generic[Row]):
    """Rows of one kind; iterate over them, or ask for a frame."""

    rows: tuple[Row, ...]
    kind: ClassVar[Any]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_frame(self) -> pd.DataFrame:
        """One row a group, one column an attribute; numbers are missing where suppressed."""
        import pandas as pd

        frame = pd.DataFrame([asdict(row) for row in self.rows], columns=list(self.kind.__dataclass_fields__))
        whole = [name for name in ("n", "events", "people", "missing") if name in frame]
        parts = [name for name, value in self.kind.__dataclass_fields__.items() if "float" in str(value.type)]
        return frame.astype({**dict.fromkeys(whole, "Int64"), **dict.fromkeys(parts, "float64")})

    def to_dict(self) -> list[dict[str, Any]]:
        """One dict a group, JSON-ready."""
        return [asdict(row) for row in self.rows]

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(escape=True, index=False))


@dataclass(frozen=True)
class Outcomes(Rows[Outcome]):
    """Outcomes by group, in the order the columns were named and then by group."""

    kind = Outcome


@dataclass(frozen=True)
class Intersections(Rows[Outcome]):
    """Outcomes for every combination of groups, lowest rate first."""

    kind = Outcome


@dataclass(frozen=True)
class Missingness(Rows[Missing]):
    """Missing outcomes by group."""

    kind = Missing


@dataclass(frozen=True)
class Representation(Rows[Share]):
    """Shares by group; ``population`` names the table they are compared with ("" for none)."""

    population: str = ""
    kind = Share


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
        from .report import METHOD

        return METHOD

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the figures cannot say."""
        from .report import caveats

        return caveats(self)

    def summary(self) -> tuple[str, ...]:
        """The main sentences, as plain lines."""
        from .report import hidden_because, sentences

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
            "schema": "ndl/audit/1",
            "title": self.title,
            "outcome": self.outcome,
            "by": list(self.by),
            "min_count": self.min_count,
            "people": self.people,
            "overall": asdict(self.overall),
            "population": self.representation.population,
            "representation": self.representation.to_dict(),
            "missingness": self.missingness.to_dict(),
            "outcomes": self.outcomes.to_dict(),
            "intersections": self.intersections.to_dict(),
            "suppressed": self.suppressed,
            "method": list(self.method),
            "caveats": list(self.caveats),
            "provenance": self.provenance.to_dict(),
        }

    def to_frame(self) -> pd.DataFrame:
        """The outcomes: one row a group."""
        return self.outcomes.to_frame()
