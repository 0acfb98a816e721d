"""The rows of an audit's tables: one for each group, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Outcome:
    """How often a group had the outcome, or its mean. Every number is None when the group is suppressed.

    Attributes
    ----------
    by, group
        Column, and value in it.
    n, events
        People whose outcome is known, and those who had it (None where the outcome is a number).
    rate, low, high
        Share of people with the outcome and its 95% Wilson interval, from 0 to 1; where the outcome is a number,
        its mean and Student's interval. Weighted, where people have weights.
    difference
        Rate less the reference's (from -1 to 1), or mean less mean; None for the reference itself.
    ratio
        Rate over the reference's; None when that is 0, or a mean below 0.
    suppressed
        Whether the group is hidden because a count is small, or to keep another hidden.
    reference
        What the group is compared with: a group of the same column, or "everyone else".
    difference_low, difference_high
        95% interval of the difference: Newcombe's, or Welch's for means.
    ratio_low, ratio_high
        95% score interval of the ratio; high is None where there is no upper end. Not for means.
    p_value, p_adjusted
        How often chance alone would give at least such a difference (Fisher's exact test; a score test where
        people have weights, Welch's for means), and the same adjusted for all comparisons of outcomes in the audit
        (Benjamini-Hochberg).
    effective_n
        How many unweighted people these weighted ones are worth (Kish); None without weights.
    """

    by: str
    group: str
    n: int | None = None
    events: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    difference: float | None = None
    ratio: float | None = None
    suppressed: bool = False
    reference: str = ""
    difference_low: float | None = None
    difference_high: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    p_value: float | None = None
    p_adjusted: float | None = None
    effective_n: float | None = None


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
    ratio_low, ratio_high
        95% interval of the ratio; the population is taken to be exact.
    p_value, p_adjusted
        Exact binomial test that the data was drawn from the population, and the same adjusted for all such tests.
    unmatched
        Whether there is a population and it has no such group, so that nothing can be compared.
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
    ratio_low: float | None = None
    ratio_high: float | None = None
    p_value: float | None = None
    p_adjusted: float | None = None
    unmatched: bool = False


@dataclass(frozen=True)
class Missing:
    """Of how many of a group something is not recorded; None when suppressed.

    Attributes
    ----------
    by, group
        Column, and value in it.
    people, missing, share
        People, those without a value, and these over those.
    suppressed
        Whether the numbers are hidden.
    column
        What is missing.
    elsewhere
        The share missing among everyone else.
    p_value, p_adjusted
        Fisher's exact test that the group and everyone else have the same share missing, and the same adjusted
        for all such tests in the audit.
    matters
        Whether a reader should be warned: see ``ndl_workbench.fairness.missing``.
    """

    by: str
    group: str
    people: int | None = None
    missing: int | None = None
    share: float | None = None
    suppressed: bool = False
    column: str = ""
    elsewhere: float | None = None
    p_value: float | None = None
    p_adjusted: float | None = None
    matters: bool = False


@dataclass(frozen=True)
class Adjusted:
    """A group's difference from the reference before and after a third variable is held the same.

    Attributes
    ----------
    by, group, reference
        Column, value in it, and what it is compared with.
    control
        The third variable.
    difference
        Before.
    adjusted, low, high
        After: the Mantel-Haenszel difference over the groups of the control, and its 95% interval.
    p_value, p_adjusted
        Of the Cochran-Mantel-Haenszel test that there is no difference, and the same adjusted for all such tests.
    strata
        Groups of the control in which both could be compared, the small ones put together.
    reverses
        Whether the difference changes its sign: Simpson's paradox.
    suppressed
        Whether it cannot be shown.
    """

    by: str
    group: str
    reference: str
    control: str
    difference: float | None = None
    adjusted: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    strata: int | None = None
    reverses: bool = False
    suppressed: bool = False
    p_adjusted: float | None = None


@dataclass(frozen=True)
class Moment:
    """A group in one period: people, those with the outcome, the rate or mean and its 95% interval.

    Attributes
    ----------
    by, group, period
        Column, value in it, and when; everyone together have "Everyone" as both.
    n, events, rate, low, high, suppressed
        As in :class:`Outcome`.
    change, change_low, change_high
        The figure less that of the group's first period that is shown, and its 95% interval.
    p_value, p_adjusted
        How often chance alone would give at least such a change, and the same adjusted for every group's last.
    """

    by: str
    group: str
    period: str
    n: int | None = None
    events: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    suppressed: bool = False
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None
    p_value: float | None = None
    p_adjusted: float | None = None


@dataclass(frozen=True)
class Proxy:
    """How much another column says about which group a person is in.

    Attributes
    ----------
    by, column
        Column of groups, and the one that may stand in for it.
    strength
        Cramér's V, corrected for bias (Bergsma 2013): 0 when the column says nothing, 1 when it says all.
    value, group, share, overall
        What tells most: of people with this value of the column, this share is in this group, against this share
        of everyone. None, and "", where it would show a small number.
    suppressed
        Whether the figures are hidden.
    tells
        Whether the column's value tells the group of nearly everybody (95 in 100), as a ward tells the district it
        is in; a district says much about wards and tells none.
    """

    by: str
    column: str
    strength: float | None = None
    value: str = ""
    group: str = ""
    share: float | None = None
    overall: float | None = None
    suppressed: bool = False
    tells: bool = False


Row = TypeVar("Row", Outcome, Share, Missing, Adjusted, Moment, Proxy)
WHOLE = ("n", "events", "people", "missing", "strata")


@dataclass(frozen=True)
class Rows(Generic[Row]):
    """Rows of one kind; iterate over them, or ask for a frame."""

    rows: tuple[Row, ...] = ()
    kind: ClassVar[Any]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_frame(self) -> pd.DataFrame:
        """One row a group, one column an attribute; numbers are missing where suppressed."""
        import pandas as pd

        frame = pd.DataFrame([asdict(row) for row in self.rows], columns=list(self.kind.__dataclass_fields__))
        whole = [name for name in WHOLE if name in frame]
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
    """Missing values by group."""

    kind = Missing


@dataclass(frozen=True)
class Representation(Rows[Share]):
    """Shares by group; ``population`` names the table they are compared with ("" for none)."""

    population: str = ""
    kind = Share


@dataclass(frozen=True)
class Controlled(Rows[Adjusted]):
    """Differences with a third variable held the same."""

    kind = Adjusted


@dataclass(frozen=True)
class Trend(Rows[Moment]):
    """Outcomes by group and period, each group's periods in order."""

    kind = Moment


@dataclass(frozen=True)
class Proxies(Rows[Proxy]):
    """Columns that may stand in for groups, strongest first; ``untested`` names those with too many values."""

    untested: tuple[str, ...] = ()
    kind = Proxy
