"""Who is in the data: each group's share of it, beside its share of a population."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..errors import InputError
from . import counts
from .cells import opened
from .estimate import effective
from .intervals import wilson
from .outcomes import in_order
from .rows import Share
from .significance import benjamini_hochberg, binomial, two_sided
from .tally import Tally


def representation(
    margins: Mapping[str, Mapping[str, Tally]],
    hides: Mapping[str, frozenset[str]],
    expected: Mapping[str, Mapping[str, float]],
) -> tuple[Share, ...]:
    """Return every group's share of the data and of the population, its own or the population's."""
    rows = [row for by, groups in margins.items() for row in _shares(by, groups, hides[by], expected[by])]
    tested = [place for place, row in enumerate(rows) if row.p_value is not None]
    values = benjamini_hochberg([rows[place].p_value or 0.0 for place in tested])
    for place, value in zip(tested, values, strict=True):
        rows[place] = replace(rows[place], p_adjusted=value)
    return tuple(rows)


def expected_shares(
    population: Any, by: Sequence[str], names: Mapping[str, counts.Naming]
) -> dict[str, dict[str, float]]:
    """Return each group's share of the population, by column; nothing for one that the population does not have."""
    if population is None:
        return {name: {} for name in by}
    there = opened(population).collect_schema().names()
    return {name: _expected(population, name, names) if name in there else {} for name in by}


def _expected(population: Any, by: str, names: Mapping[str, counts.Naming]) -> dict[str, float]:
    people = counts.group_counts(population, [by], names)
    whole = sum(people.values())
    if not whole:
        raise InputError(
            found="nobody in the population",
            expected="at least one group with a count above zero",
            done="nothing was computed",
            next="check which table is the population",
        )
    return {key[0]: number / whole for key, number in people.items()}


def _shares(
    by: str, groups: Mapping[str, Tally], hides: frozenset[str], expected: Mapping[str, float]
) -> Iterator[Share]:
    everyone = sum(groups.values(), Tally())
    for name in in_order({*groups, *expected}):
        share = expected.get(name)
        unmatched = bool(expected) and share is None
        if name in hides:
            yield Share(by, name, expected=share, suppressed=True, unmatched=unmatched)
            continue
        part = groups.get(name, Tally())
        observed, n = _share(part, everyone)
        low, high = wilson(observed * n, n)
        row = Share(by, name, part.everyone, observed, low, high, share, absent=not part.everyone, unmatched=unmatched)
        if not share:
            yield row
            continue
        yield replace(
            row,
            ratio=observed / share,
            ratio_low=low / share,
            ratio_high=high / share,
            p_value=_chance(part, everyone, observed, n, share),
        )


def _share(part: Tally, everyone: Tally) -> tuple[float, float]:
    """Return a group's part of everyone, by weight where there are weights, and of how many that is a share."""
    sums = everyone.sums
    if sums is None or not sums.everyone:
        return part.everyone / everyone.everyone, everyone.everyone
    own = part.sums.everyone if part.sums else 0.0
    return min(own / sums.everyone, 1.0), effective(sums.everyone, sums.everyone_squares)


def _chance(part: Tally, everyone: Tally, observed: float, n: float, share: float) -> float:
    if n == everyone.everyone:
        return binomial(part.everyone, everyone.everyone, share)
    spread = (share * (1 - share) / n) ** 0.5
    return two_sided((observed - share) / spread) if spread else float(observed == share)
