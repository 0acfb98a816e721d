"""How an audit's figures are written: shares as percentages and points, means as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..display.charts import SHARE

if TYPE_CHECKING:
    from .results import Audit
    from .rows import Adjusted, Outcome

# A finding is called sure when at most one in twenty of those called so is expected to be chance.
SURE = 0.05
# From this size up, an average has so few decimals.
DECIMALS = ((1000, ",.0f"), (10, ",.1f"), (1, ",.2f"), (0.1, ",.3f"))


class Wording:
    """Writes the figures of one audit."""

    def __init__(self, audit: Audit) -> None:
        self.is_mean = audit.measure == "mean"
        self.form = _form_of(audit) if self.is_mean else SHARE

    @property
    def figure(self) -> str:
        """The word for what is compared."""
        return "average" if self.is_mean else "rate"

    def value(self, value: float) -> str:
        """A rate or mean."""
        return f"{value:z{self.form}}"  # z: what rounds to nothing has no sign

    def span(self, low: float | None, high: float | None) -> str:
        """From the low end of an interval to the high one."""
        return "–" if low is None or high is None else f"{self.value(low)} to {self.value(high)}"

    def size(self, difference: float) -> str:
        """A difference without its direction, in words."""
        return self.value(abs(difference)) if self.is_mean else f"{abs(difference) * 100:.1f} percentage points"

    def is_nothing(self, difference: float) -> bool:
        """Whether a difference is nothing, as it is written."""
        return self.size(difference) == self.size(0.0)

    def change(self, difference: float) -> str:
        """A difference with its sign, for a table."""
        if self.is_mean:
            return f"{difference:+z{self.form}}"
        return f"{difference * 100:+z.1f} points"

    def sizes(self, low: float | None, high: float | None, *, signed: bool = False) -> str:
        """An interval of differences; without signs where they all have one direction and a word says which."""
        if low is None or high is None:
            return "–"
        ends = (low, high) if signed else sorted((abs(low), abs(high)))
        if self.is_mean:
            return f"{ends[0]:z{self.form}} to {ends[1]:z{self.form}}"
        return f"{ends[0] * 100:z.1f} to {ends[1] * 100:z.1f}"


def is_sure(row: Outcome) -> bool:
    """Whether chance alone is unlikely to explain a difference, all comparisons allowed for."""
    return row.p_adjusted is not None and row.p_adjusted <= SURE and leaves_out_zero(row)


def is_held(row: Adjusted) -> bool:
    """Whether chance alone is unlikely to explain what is left of a difference with the control held the same."""
    if row.low is None or row.high is None or row.p_adjusted is None:
        return False
    return row.p_adjusted <= SURE and (row.low > 0 or row.high < 0)


def leaves_out_zero(row: Outcome) -> bool:
    """Whether the interval of a difference holds only one direction."""
    low, high = row.difference_low, row.difference_high
    return low is not None and high is not None and (low > 0 or high < 0)


def called(reference: str) -> str:
    """Name what a group is compared with."""
    from .outcomes import EVERYONE_ELSE

    return reference if reference == EVERYONE_ELSE else f"“{reference}”"


def _form_of(audit: Audit) -> str:
    size = max((abs(row.rate) for row in (audit.overall, *audit.outcomes) if row.rate is not None), default=0.0)
    return next((form for least, form in DECIMALS if size >= least), ",.4f")
