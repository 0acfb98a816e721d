"""Many groups at once: which of them lie further from everyone together than their size explains.

A ranking of many groups mostly ranks their sizes, because small groups vary more; so there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

from ..display.charts import Point
from .tally import NOT_RECORDED

if TYPE_CHECKING:
    from .results import Audit
    from .rows import Outcome

# More groups than this are drawn as a funnel: their intervals would no longer fit on a page side by side.
MOST_SIDE_BY_SIDE = 20
# Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24,
# 1185-1202: limits that chance alone crosses once in 20 and once in 500.
INNER, OUTER = 0.95, 0.998
LIMITS = (NormalDist().inv_cdf(0.5 + INNER / 2), NormalDist().inv_cdf(0.5 + OUTER / 2))


class Funnel(NamedTuple):
    """Groups around everyone together, and those of them outside the outer limits."""

    points: tuple[Point, ...]
    outside: tuple[Point, ...]
    middle: float
    spread: float

    @property
    def expected_outside(self) -> float:
        """How many groups chance alone would put outside."""
        return len(self.points) * (1 - OUTER)


def is_many(rows: Sequence[Outcome]) -> bool:
    """Whether there are too many groups to be drawn side by side."""
    return sum(row.rate is not None for row in rows) > MOST_SIDE_BY_SIDE


def has_many(audit: Audit) -> bool:
    """Whether a column has too many groups to be drawn side by side, so that combinations of them are no ranking."""
    return any(is_many([row for row in audit.outcomes if row.by == by]) for by in audit.by)


def funnel_of(audit: Audit, rows: Sequence[Outcome]) -> Funnel | None:
    """Place each group that is shown by its number of people; None where everyone together is not shown."""
    overall = audit.overall
    if overall.rate is None or not overall.n:
        return None
    points = tuple(
        Point(row.group, row.effective_n or row.n, row.rate)
        for row in rows
        if row.rate is not None and row.n and row.group != NOT_RECORDED
    )
    spread = sqrt(overall.rate * (1 - overall.rate)) if audit.measure == "rate" else _spread(overall)
    if not points or not spread:
        return None
    outside = tuple(p for p in points if abs(p.value - overall.rate) > LIMITS[1] * spread / p.n**0.5)
    return Funnel(points, outside, overall.rate, spread)


def _spread(overall: Outcome) -> float:
    """Return the standard deviation of a person's value, from the interval of everyone's mean."""
    if overall.low is None or overall.high is None or not overall.n:
        return 0.0
    n = overall.effective_n or overall.n
    return (overall.high - overall.low) / 2 / NormalDist().inv_cdf(0.975) * sqrt(n)
