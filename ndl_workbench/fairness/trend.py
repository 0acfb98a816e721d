"""Outcomes over time: each group in each period, and how it changed since its first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .counts import Source
from .outcomes import in_order, outcome
from .rows import Moment
from .significance import benjamini_hochberg
from .suppress import hidden, hidden_combinations
from .tally import NOT_RECORDED, Key, Tally, margin

EVERYONE = "Everyone"
EVERY_PERIOD = "Every period"


def trend(
    source: Source, by: Sequence[str], period: str, hides: Mapping[str, frozenset[str]], min_count: int
) -> tuple[Moment, ...]:
    """Return everyone and then each group, period by period: one group-by a column.

    Small numbers are hidden as they are in combinations of groups: groups and periods are a table with known totals.
    """
    rows: list[Moment] = []
    for name in by:
        tallies = source.tally([name, period])
        periods = margin(tallies, 1)
        unseen = hidden(periods, min_count)
        if not rows:
            rows += _moments(EVERYONE, EVERYONE, periods, unseen)
        rows += _groups(name, tallies, hides[name], unseen, min_count)
    return _adjusted(rows)


def ends(rows: Sequence[Moment]) -> tuple[Moment, Moment] | None:
    """Return the first and the last period that are shown of one group; None where there are not two."""
    shown = [row for row in rows if row.rate is not None and row.period != NOT_RECORDED]
    return (shown[0], shown[-1]) if len(shown) > 1 else None


def _groups(
    name: str, tallies: Mapping[Key, Tally], hides: frozenset[str], unseen: frozenset[str], min_count: int
) -> Iterator[Moment]:
    gone = hidden_combinations(tallies, [hides, unseen], min_count)
    for group in in_order({key[0] for key in tallies}):
        if gone is None:
            yield Moment(name, group, EVERY_PERIOD, suppressed=True)
            continue
        periods = {key[1]: part for key, part in tallies.items() if key[0] == group}
        yield from _moments(name, group, periods, frozenset(key[1] for key in gone if key[0] == group))


def _moments(by: str, group: str, periods: Mapping[str, Tally], gone: frozenset[str]) -> Iterator[Moment]:
    first: Tally | None = None
    for when in in_order(periods):
        row = outcome(by, group, periods[when], first, not_shown=when in gone)
        yield Moment(
            by, group, when, row.n, row.events, row.rate, row.low, row.high, row.suppressed,
            row.difference, row.difference_low, row.difference_high, row.p_value,
        )  # fmt: skip
        if first is None and row.rate is not None:
            first = periods[when]


def _adjusted(rows: list[Moment]) -> tuple[Moment, ...]:
    """Adjust the p-values of each group's last change for the number of groups."""
    last = {(row.by, row.group): place for place, row in enumerate(rows) if row.p_value is not None}
    values = benjamini_hochberg([rows[place].p_value or 0.0 for place in last.values()])
    for place, value in zip(last.values(), values, strict=True):
        rows[place] = replace(rows[place], p_adjusted=value)
    return tuple(rows)
