"""Intervals for shares and means, and for differences and ratios between two of them.

Those for shares keep near their stated cover when counts are small or shares near 0 or 1, where the textbook
interval (share plus or minus 1.96 standard errors) does not.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, isfinite, log, sqrt
from statistics import NormalDist

LEVEL = 0.95
# Logarithm of the largest ratio looked for; a float holds no more than e to the 709.
FURTHEST = 300.0
# Logarithms this near are the same ratio to 13 digits.
CLOSE = 1e-13
MOST_TURNS = 60


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


def score_ratio(
    events: float, n: float, events_2: float, n_2: float, level: float = LEVEL
) -> tuple[float, float | None]:
    """Score interval for the share of a group over that of another, the two having no member in common.

    Returns
    -------
    (float, float or None)
        Low and high; high is None where no ratio is too large, which is so when nobody in the other group had
        the outcome. When 1 lies between them, chance alone could explain the difference.

    References
    ----------
    Miettinen, O. and Nurminen, M. (1985). Comparative analysis of two rates. Statistics in Medicine 4, 213-226.
    Koopman, P. A. R. (1984). Confidence intervals for the ratio of two binomial proportions. Biometrics 40, 513-517.
    """
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share, share_2 = events / n, events_2 / n_2
    if share == share_2 == 1:
        # The equation can be solved by hand, and a search would lose the digits of a ratio next to 1.
        step = z * z * (n + n_2) / (n + n_2 - 1)
        return 1 / (1 + step / n), 1 + step / n_2

    def score(ratio: float) -> float:
        """How many standard errors the groups lie from this ratio; it falls as the ratio grows."""
        expected_2 = _share_at_ratio(ratio, events, n, events_2, n_2)
        expected = min(ratio * expected_2, 1.0)
        spread = expected * (1 - expected) / n + ratio * ratio * expected_2 * (1 - expected_2) / n_2
        spread *= (n + n_2) / (n + n_2 - 1)
        away = share - ratio * share_2
        return away / sqrt(spread) if spread > 0 else (0.0 if away == 0 else away * float("inf"))

    middle = share / share_2 if share and share_2 else 1.0
    low = 0.0 if not events else _crossing(score, z, middle)
    high = None if not events_2 else _crossing(score, -z, middle)
    return low, high


def mean_interval(mean: float, variance: float, n: float, level: float = LEVEL) -> tuple[float, float] | None:
    """Student's interval for a mean; None for a single person, of whose spread nothing is known.

    Parameters
    ----------
    mean, variance
        Of the sample; the variance with n - 1 below the line.
    n
        People, or the effective number of them where they have weights.
    """
    if n <= 1:
        return None
    half = _student(n - 1, level) * sqrt(variance / n)
    return mean - half, mean + half


def welch(
    one: tuple[float, float, float], two: tuple[float, float, float], level: float = LEVEL
) -> tuple[float, float, float] | None:
    """Interval and two-sided p-value for the mean of a group less that of another.

    Parameters
    ----------
    one, two
        Mean, variance and number of people of each.

    Returns
    -------
    (float, float, float) or None
        Low, high and p; None where a group is a single person, or nobody differs from anybody.

    References
    ----------
    Welch, B. L. (1947). The generalization of "Student's" problem when several different population variances are
    involved. Biometrika 34, 28-35.
    """
    from scipy.special import stdtr

    (mean, variance, n), (mean_2, variance_2, n_2) = one, two
    if n <= 1 or n_2 <= 1 or variance + variance_2 <= 0:
        return None
    part, part_2 = variance / n, variance_2 / n_2
    freedom = (part + part_2) ** 2 / (part**2 / (n - 1) + part_2**2 / (n_2 - 1))
    error = sqrt(part + part_2)
    half = _student(freedom, level) * error
    p = 2 * float(stdtr(freedom, -abs(mean - mean_2) / error))
    return mean - mean_2 - half, mean - mean_2 + half, p


def _student(freedom: float, level: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.5 + level / 2))


def _share_at_ratio(ratio: float, events: float, n: float, events_2: float, n_2: float) -> float:
    """Return the likeliest share of the second group, were the first group's this many times as large."""
    a = (n + n_2) * ratio
    b = -(n * ratio + events + n_2 + events_2 * ratio)
    c = events + events_2
    root = sqrt(max(b * b - 4 * a * c, 0.0))
    # Written so that no two numbers of nearly one size are taken from each other.
    return min(max(2 * c / (-b + root), 0.0), 1.0) if c else 0.0


def _crossing(score: Callable[[float], float], target: float, start: float) -> float:
    """Find, on a scale of logarithms, the ratio at which the falling score is the target.

    The ends are drawn in by straight lines, an end that stays being given half its weight (the Illinois method:
    Dowell, M. and Jarratt, P. (1971). A modified regula falsi method. BIT 11, 168-174), and by halving where that is
    slow.
    """
    low = high = log(start)
    over = under = score(start) - target
    step = 0.25
    while low > -FURTHEST and over <= 0:
        low, step = max(low - step, -FURTHEST), step * 2
        over = score(exp(low)) - target
    step = 0.25
    while high < FURTHEST and under >= 0:
        high, step = min(high + step, FURTHEST), step * 2
        under = score(exp(high)) - target
    stayed = 0
    for turn in range(MOST_TURNS):
        if high - low <= CLOSE or not isfinite(over - under):
            break
        middle = (low + high) / 2 if turn % 8 == 7 else high - under * (high - low) / (under - over)
        away = score(exp(middle)) - target
        if away == 0:
            return exp(middle)
        if away > 0:
            low, over, under = middle, away, under / 2 if stayed > 0 else under
            stayed = 1
        else:
            high, under, over = middle, away, over / 2 if stayed < 0 else over
            stayed = -1
    return _halved(score, target, low, high)


def _halved(score: Callable[[float], float], target: float, low: float, high: float) -> float:
    while high - low > CLOSE and low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if score(exp(middle)) > target else (low, middle)
    return exp((low + high) / 2)
