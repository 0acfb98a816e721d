"""Hold a third variable the same: does a difference between groups remain among people alike in it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from .counts import Source
from .estimate import Estimate, estimate
from .intervals import LEVEL
from .outcomes import EVERYONE_ELSE, less
from .rows import Adjusted, Outcome
from .significance import benjamini_hochberg, two_sided
from .suppress import is_small
from .tally import Tally


class Stratum(NamedTuple):
    """Events and people of the two groups that are compared, among people alike in a third variable."""

    events: float
    n: float
    events_2: float
    n_2: float


class Held(NamedTuple):
    """A difference with the third variable held the same, its interval and p-value."""

    difference: float
    low: float
    high: float
    p_value: float


def controlled(
    source: Source, rows: Sequence[Outcome], by: Sequence[str], control: str, min_count: int
) -> Iterator[Adjusted]:
    """Yield each difference of the outcomes again, with the control held the same: one group-by a column.

    Their p-values are adjusted together.
    """
    found = list(_each(source, rows, by, control, min_count))
    tested = [place for place, row in enumerate(found) if row.p_value is not None]
    values = benjamini_hochberg([found[place].p_value or 0.0 for place in tested])
    for place, value in zip(tested, values, strict=True):
        found[place] = replace(found[place], p_adjusted=value)
    yield from found


def _each(
    source: Source, rows: Sequence[Outcome], by: Sequence[str], control: str, min_count: int
) -> Iterator[Adjusted]:
    for name in by:
        groups: dict[str, dict[str, Tally]] = defaultdict(dict)
        together: dict[str, Tally] = defaultdict(Tally)
        for (group, stratum), part in source.tally([name, control]).items():
            groups[group][stratum] = part
            together[stratum] += part
        for row in rows:
            if row.by == name and row.difference is not None:
                yield _one(row, groups, together, control, min_count)


def mantel_haenszel(strata: Iterable[Stratum], level: float = LEVEL) -> Held | None:
    """Difference of two shares over several strata, weighted as Mantel and Haenszel do.

    Returns
    -------
    Held or None
        With the interval by Sato's variance, which holds for many small strata and for few large ones, and the
        p-value of the Cochran-Mantel-Haenszel test without a correction for continuity; None where no stratum
        has people of both groups.

    References
    ----------
    Mantel, N. and Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective studies of
    disease. Journal of the National Cancer Institute 22, 719-748.
    Sato, T. (1989). On the variance estimator for the Mantel-Haenszel risk difference. Biometrics 45, 1323-1324.
    """
    weight = above = p_part = q_part = expected = variance = seen = 0.0
    for x, n, y, m in strata:
        if not n or not m:
            continue
        whole = n + m
        weight += n * m / whole
        above += (x * m - y * n) / whole
        p_part += (n * n * y - m * m * x + n * m * (m - n) / 2) / whole**2
        q_part += (x * (m - y) + y * (n - x)) / (2 * whole)
        seen += x
        expected += n * (x + y) / whole
        variance += n * m * (x + y) * (whole - x - y) / (whole**2 * max(whole - 1, 1))
    if not weight:
        return None
    difference = above / weight
    error = sqrt(max(difference * p_part + q_part, 0.0)) / weight
    half = NormalDist().inv_cdf(0.5 + level / 2) * error
    p = two_sided((seen - expected) / sqrt(variance)) if variance else 1.0
    return Held(difference, difference - half, difference + half, p)


def mean_difference(strata: Iterable[tuple[Estimate, Estimate]], level: float = LEVEL) -> Held | None:
    """Difference of two means over several strata, weighted by n m / (n + m) as for shares."""
    weight = above = spread = 0.0
    for one, two in strata:
        part = one.n * two.n / (one.n + two.n)
        weight += part
        above += part * (one.value - two.value)
        spread += part * part * (one.variance / one.n + two.variance / two.n)
    if not weight:
        return None
    difference, error = above / weight, sqrt(spread) / weight
    half = NormalDist().inv_cdf(0.5 + level / 2) * error
    return Held(difference, difference - half, difference + half, two_sided(difference / error) if error else 1.0)


def _one(
    row: Outcome,
    groups: Mapping[str, Mapping[str, Tally]],
    together: Mapping[str, Tally],
    control: str,
    min_count: int,
) -> Adjusted:
    """Return one group's difference with the control held the same; hidden where it would rest on small cells."""
    own, others = groups[row.group], groups.get(row.reference, {})
    pairs, alone = [], [Tally(), Tally()]
    for stratum in sorted(together if row.reference == EVERYONE_ELSE else own.keys() | others.keys()):
        part = own.get(stratum, Tally())
        other = less(together[stratum], part) if row.reference == EVERYONE_ELSE else others.get(stratum, Tally())
        if part.n and other.n:
            pairs.append((part, other))
        else:
            alone = [alone[0] + part, alone[1] + other]
    if pairs:
        pairs += _few_alone(alone, min_count)
    strata = _large_enough(pairs, min_count)
    blank = Adjusted(row.by, row.group, row.reference, control, row.difference)
    if not strata:
        return Adjusted(row.by, row.group, row.reference, control, row.difference, suppressed=bool(pairs))
    held = _held(strata)
    if held is None or row.difference is None:
        return blank
    return Adjusted(
        row.by, row.group, row.reference, control, row.difference, held.difference, held.low, held.high, held.p_value,
        len(strata), reverses=row.difference * held.difference < 0,
    )  # fmt: skip


def _few_alone(alone: Sequence[Tally], min_count: int) -> list[tuple[Tally, Tally]]:
    """Return people with nobody to compare them with, where they are few, to be put together with small strata.

    Left out, they would be what the figure of all people has more than this one.
    """
    one, two = (part if part.n and is_small(part, min_count) else Tally() for part in alone)
    return [(one, two)] if one.n or two.n else []


def _held(strata: Sequence[tuple[Tally, Tally]]) -> Held | None:
    found = [(one, two) for part, other in strata if (one := estimate(part)) and (two := estimate(other))]
    if strata[0][0].is_mean:
        return mean_difference(found)
    return mantel_haenszel(Stratum(one.value * one.n, one.n, two.value * two.n, two.n) for one, two in found)


def _large_enough(pairs: Sequence[tuple[Tally, Tally]], min_count: int) -> list[tuple[Tally, Tally]]:
    """Put the small strata together, and with the smallest other one if together they are still small."""

    def is_few(pair: tuple[Tally, Tally]) -> bool:
        return any(is_small(part, min_count) for part in pair)

    large = sorted((pair for pair in pairs if not is_few(pair)), key=lambda pair: pair[0].n + pair[1].n)
    few = [pair for pair in pairs if is_few(pair)]
    if not few:
        return large
    rest = (sum((one for one, _ in few), Tally()), sum((two for _, two in few), Tally()))
    while is_few(rest) and large:
        one, two = large.pop(0)
        rest = (rest[0] + one, rest[1] + two)
    return large if is_few(rest) else [*large, rest]
