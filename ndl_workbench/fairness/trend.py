"""Outcomes over time: each group in each period, and how it changed since its first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .counts import Source
from .derive import EVERYONE as EVERYONE_TABLE
from .derive import Shown, Sum, given_away, is_few, shown_of, sums_of
from .outcomes import in_order, outcome
from .rows import Moment
from .significance import benjamini_hochberg
from .suppress import hidden, hidden_combinations, is_small
from .tally import NOT_RECORDED, Key, Tally, margin

EVERYONE = "Everyone"
EVERY_PERIOD = "Every period"


def trend(
    source: Source, by: Sequence[str], period: str, hides: Mapping[str, frozenset[str]], min_count: int
) -> tuple[Moment, ...]:
    """Return everyone and then each group, period by period: one group-by.

    Small numbers are hidden as they are in combinations of groups: groups and periods are a table with known totals.
    """
    joint = source.tally([*by, period])
    periods = margin(joint, len(by))
    unseen = hidden(periods, min_count)
    tables = [_two_way(joint, place) for place in range(len(by))]
    gone = [
        hidden_combinations(table, [hides[name], unseen], min_count) for name, table in zip(by, tables, strict=True)
    ]
    if _follows(joint, by, hides, unseen, gone, min_count):
        gone = [None if cells else cells for cells in gone]
    rows = [*_moments(EVERYONE, EVERYONE, periods, unseen)]
    for name, table, cells in zip(by, tables, gone, strict=True):
        rows += _groups(name, table, cells)
    return _adjusted(rows)


def _two_way(joint: Mapping[Key, Tally], place: int) -> dict[Key, Tally]:
    sums: dict[Key, Tally] = {}
    for key, part in joint.items():
        pair = (key[place], key[-1])
        sums[pair] = sums.get(pair, Tally()) + part
    return sums


def _follows(
    joint: Mapping[Key, Tally],
    by: Sequence[str],
    hides: Mapping[str, frozenset[str]],
    unseen: frozenset[str],
    gone: Sequence[frozenset[Key] | None],
    min_count: int,
) -> bool:
    """Whether a small number follows from several columns' periods together, such as a ward's from its district's."""
    if len(by) < 2:
        return False
    last = len(by)
    shown = [EVERYONE_TABLE, shown_of(last, margin(joint, last), unseen)]
    wanted: list[Sum] = []
    for place, name in enumerate(by):
        shown.append(shown_of(place, margin(joint, place), hides[name]))
        table, cells = _two_way(joint, place), gone[place]
        if cells is not None:
            shown.append(Shown((place, last), [pair for pair in table if pair not in cells]))
            wanted += sums_of([key for key in joint if (key[place], key[last]) in cells], place, last)
    whole: dict[Key, Tally] = {}
    for key, part in joint.items():
        whole[key[:-1]] = whole.get(key[:-1], Tally()) + part
    dark = hidden_combinations(whole, [hides[name] for name in by], min_count)
    if dark is not None:
        shown.append(Shown(tuple(range(last)), [key for key in whole if key not in dark]))
    few = [one for one in wanted if is_few(joint, one, is_small, min_count)]
    return next(given_away(joint, shown, few), None) is not None


def ends(rows: Sequence[Moment]) -> tuple[Moment, Moment] | None:
    """Return the first and the last period that are shown of one group; None where there are not two."""
    shown = [row for row in rows if row.rate is not None and row.period != NOT_RECORDED]
    return (shown[0], shown[-1]) if len(shown) > 1 else None


def _groups(name: str, tallies: Mapping[Key, Tally], gone: frozenset[Key] | None) -> Iterator[Moment]:
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
