"""How easily chance alone would give what was found: exact tests, and what many tests at once do to them."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

# Counts no further than this from the likeliest, in standard deviations, are added up; all others together have
# a chance that a float cannot hold.
FAR = 50
# Two counts are equally likely when their chances differ by less than this part, as in R's fisher.test.
TIES = 1e-7


def fisher(events: int, n: int, events_2: int, n_2: int) -> float:
    """Two-sided p-value of Fisher's exact test that two groups have the same share.

    It is the chance, given both totals, of a table no likelier than the one seen.

    References
    ----------
    Fisher, R. A. (1935). The logic of inductive inference. Journal of the Royal Statistical Society 98, 39-82.
    """
    import numpy as np

    together, everyone = events + events_2, n + n_2
    least, most = max(0, together - n_2), min(together, n)
    centre = together * n / everyone
    spread = sqrt(centre * (1 - n / everyone) * max(everyone - together, 1) / max(everyone - 1, 1))
    first, last = _window(least, most, centre, spread)
    k = np.arange(first, last, dtype=float)
    steps = np.log((together - k) * (n - k)) - np.log((k + 1) * (n_2 - together + k + 1))
    return _no_likelier(steps, first, events)


def binomial(events: int, n: int, share: float) -> float:
    """Two-sided p-value of the exact test that a share is what it is expected to be.

    References
    ----------
    Clopper, C. J. and Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in the case of the
    binomial. Biometrika 26, 404-413.
    """
    import numpy as np

    if share <= 0 or share >= 1:
        return 1.0 if events == n * share else 0.0
    first, last = _window(0, n, n * share, sqrt(n * share * (1 - share)))
    k = np.arange(first, last, dtype=float)
    return _no_likelier(np.log(n - k) - np.log(k + 1) + np.log(share / (1 - share)), first, events)


def score_test(events: float, n: float, events_2: float, n_2: float) -> float:
    """Two-sided p-value that two shares are the same, from numbers that need not be whole.

    Used for weighted people, whose effective number is not a count.
    """
    together = (events + events_2) / (n + n_2)
    spread = together * (1 - together) * (1 / n + 1 / n_2)
    if spread <= 0:
        return 1.0
    return two_sided((events / n - events_2 / n_2) / sqrt(spread))


def two_sided(z: float) -> float:
    """Chance of a standard normal value at least as far from 0."""
    return erfc(abs(z) / sqrt(2))


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjust p-values for having made many tests.

    Calling every adjusted value up to 0.05 a finding, about 1 in 20 of those called so is expected to be chance.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful approach to
    multiple testing. Journal of the Royal Statistical Society B 57, 289-300.
    """
    order = sorted(range(len(p_values)), key=lambda place: -p_values[place])
    adjusted = [0.0] * len(p_values)
    smallest = 1.0
    for place, rank in zip(order, range(len(p_values), 0, -1), strict=True):
        smallest = min(smallest, p_values[place] * len(p_values) / rank)
        adjusted[place] = smallest
    return adjusted


def _window(least: int, most: int, centre: float, spread: float) -> tuple[int, int]:
    reach = FAR * spread + FAR
    return max(least, int(centre - reach)), min(most, int(centre + reach) + 1)


def _no_likelier(steps: np.ndarray, first: int, seen: int) -> float:
    """Add up the chances of all counts no likelier than the one seen, from the logs of each to the one before."""
    import numpy as np

    if not first <= seen <= first + len(steps):
        return 0.0
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    chances = np.exp(logs - logs.max())
    kept = chances <= chances[seen - first] * (1 + TIES)
    return float(min(1.0, chances[kept].sum() / chances.sum()))
