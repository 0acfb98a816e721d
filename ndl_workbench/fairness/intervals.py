"""Intervals for shares and for differences between shares.

Both keep near their stated cover when counts are small or shares near 0 or 1, where the textbook
interval (share plus or minus 1.96 standard errors) does not.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


def wilson(events: float, n: float, level: float = LEVEL) -> tuple[float, float]:
    """Score interval for a share.

    Parameters
    ----------
    events, n
        Counts, with ``0 <= events <= n`` and ``n > 0``.
    level
        Cover, between 0 and 1.

    Returns
    -------
    (float, float)
        Low and high, from 0 to 1. Of many such intervals, a share ``level`` holds the true value.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.
    """
    if not 0 <= events <= n or n <= 0:
        raise ValueError(f"events must be from 0 to n and n above 0; got {events} of {n}")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = events / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (0.0 if events == 0 else centre - half), (1.0 if events == n else centre + half)


def newcombe(events: float, n: float, events_2: float, n_2: float, level: float = LEVEL) -> tuple[float, float]:
    """Interval for the share of a group less that of another, the two having no member in common.

    Returns
    -------
    (float, float)
        Low and high, from -1 to 1. When 0 lies between them, chance alone could explain the difference.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions:
    comparison of eleven methods. Statistics in Medicine 17, 873-890. Method 10.
    """
    low, high = wilson(events, n, level)
    low_2, high_2 = wilson(events_2, n_2, level)
    share, share_2 = events / n, events_2 / n_2
    difference = share - share_2
    return (
        difference - sqrt((share - low) ** 2 + (high_2 - share_2) ** 2),
        difference + sqrt((high - share) ** 2 + (share_2 - low_2) ** 2),
    )
