"""From sums to figures: a rate or a mean with its interval, and how two of them differ."""

from __future__ import annotations

from dataclasses import dataclass

from .intervals import mean_interval, newcombe, score_ratio, welch, wilson
from .significance import fisher, score_test
from .tally import Tally


@dataclass(frozen=True)
class Estimate:
    """A rate or mean, its 95% interval, and how many people it is worth."""

    value: float
    low: float | None
    high: float | None
    n: float
    variance: float = 0.0


@dataclass(frozen=True)
class Gap:
    """One group's figure less, and over, another's."""

    difference: float
    low: float | None = None
    high: float | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    p_value: float | None = None


def estimate(part: Tally) -> Estimate | None:
    """Return a group's figure; None where nobody's outcome is known, or all who are known have no weight.

    Weighted people are worth fewer than they are: the square of the sum of their weights over the sum of the
    squares (Kish 1965, Survey Sampling, section 11.7).
    """
    if not part.n:
        return None
    if part.sums is None:
        low, high = wilson(part.events, part.n)
        return Estimate(part.events / part.n, low, high, part.n)
    if not part.sums.weight:
        return None
    n = effective(part.sums.weight, part.sums.squares)
    if part.is_mean:
        return _mean(part, n)
    rate = min(max(part.sums.value / part.sums.weight, 0.0), 1.0)
    low, high = wilson(rate * n, n)
    return Estimate(rate, low, high, n)


def effective(weight: float, squares: float) -> float:
    """Return Kish's effective number of people."""
    return weight * weight / squares


def compare(part: Tally, other: Tally) -> Gap | None:
    """Return how the first group's figure differs from the second's."""
    one, two = estimate(part), estimate(other)
    if one is None or two is None:
        return None
    difference = one.value - two.value
    if part.is_mean:
        found = welch((one.value, one.variance, one.n), (two.value, two.variance, two.n))
        low, high, p = found or (None, None, None)
        ratio = one.value / two.value if two.value > 0 and one.value > 0 else None
        return Gap(difference, low, high, ratio, p_value=p)
    events, events_2 = one.value * one.n, two.value * two.n
    if part.sums is None:
        events, events_2 = part.events, other.events
        p = fisher(part.events, part.n, other.events, other.n)
    else:
        p = score_test(events, one.n, events_2, two.n)
    low, high = newcombe(min(events, one.n), one.n, min(events_2, two.n), two.n)
    if not two.value:
        return Gap(difference, low, high, p_value=p)
    ratio_low, ratio_high = score_ratio(events, one.n, events_2, two.n)
    return Gap(difference, low, high, one.value / two.value, ratio_low, ratio_high, p)


def _mean(part: Tally, n: float) -> Estimate:
    sums = part.sums
    assert sums is not None  # noqa: S101 (a mean has sums)
    off = sums.value / sums.weight
    variance = max(sums.square / sums.weight - off * off, 0.0)
    variance = variance * n / (n - 1) if n > 1 else 0.0
    low, high = mean_interval(sums.centre + off, variance, n) or (None, None)
    return Estimate(sums.centre + off, low, high, n, variance)
