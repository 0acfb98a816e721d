"""Which differences between groups of a model chance alone is unlikely to explain, all comparisons allowed for."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

from .intervals import LEVEL
from .significance import benjamini_hochberg, two_sided
from .wording import SURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model_results import Measure, ModelAudit

Place = tuple[str, str, str]


def sure(audit: ModelAudit, metrics: Sequence[str]) -> frozenset[Place]:
    """Return the stratum, group and metric of each difference that is sure, all those of these metrics allowed for."""
    found = {
        (group.control, group.name, name): value
        for group in audit.groups
        for name in metrics
        if not group.suppressed and (value := chance(group[name])) is not None
    }
    adjusted = benjamini_hochberg(list(found.values()))
    return frozenset(place for place, value in zip(found, adjusted, strict=True) if value <= SURE)


def chance(measure: Measure) -> float | None:
    """Return the two-sided p-value of a difference, from how far its interval lies from 0; None without an interval.

    It is below 0.05 where the interval leaves out 0. An interval need not be as long to either side; it is the side
    towards 0 that tells.

    References
    ----------
    Altman, D. G. and Bland, J. M. (2011). How to obtain the P value from a confidence interval. BMJ 343, d2304.
    """
    difference, low, high = measure.difference, measure.difference_low, measure.difference_high
    if difference is None or low is None or high is None:
        return None
    arm = difference - low if difference > 0 else high - difference
    if arm <= 0:
        return 0.0 if difference else 1.0
    return two_sided(NormalDist().inv_cdf(0.5 + LEVEL / 2) * difference / arm)
