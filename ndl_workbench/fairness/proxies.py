"""Which other columns give away the group a person is in, though nobody asked for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt

from .bands import banded
from .counts import Source
from .missing import REASON
from .rows import Proxies, Proxy
from .tally import NOT_RECORDED, Key

# More values than this are no groups, but names or numbers.
MOST_VALUES = 100
LOOKED_AT = 20_000
WORTH_TELLING = 0.1
# A column tells the group when knowing it, so large a share of people can be put in the right one.
TELLS = 0.95
OTHERS = "(others)"


def proxies(source: Source, by: Sequence[str], hides: Mapping[str, frozenset[str]], min_count: int) -> Proxies:
    """Return how much every other column says about each column of groups, strongest first: one group-by a pair."""
    columns = [name for name in source.columns if name != source.outcome and not name.endswith(REASON)]
    rows, untested = [], []
    for column in columns:
        counted = _few_values(source, column)
        found = [_proxy(name, column, counted, hides[name], min_count) for name in by if name != column]
        if None in found or counted is None:
            untested.append(column)
        rows += [row for row in found if row is not None]
    order = sorted(rows, key=lambda row: (-(row.strength if row.strength is not None else -1), row.by, row.column))
    return Proxies(tuple(order), tuple(sorted(untested)))


def cramers_v(table: Sequence[Sequence[int]]) -> float:
    """Strength of association between the rows and the columns of a table of counts, corrected for bias.

    Returns
    -------
    float
        From 0, where knowing one says nothing of the other, to 1, where it says all; 0 where there is one row
        or one column.

    References
    ----------
    Bergsma, W. (2013). A bias-correction for Cramér's V and Tschuprow's T. Journal of the Korean Statistical Society
    42, 323-328.
    """
    import numpy as np

    counts = np.array(table, dtype=float)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    n = counts.sum()
    rows, columns = counts.shape
    if min(rows, columns) < 2 or n < 2:
        return 0.0
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / n
    phi = float(((counts - expected) ** 2 / expected).sum() / n)
    phi = max(0.0, phi - (rows - 1) * (columns - 1) / (n - 1))
    least = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    return min(sqrt(phi / least), 1.0) if least > 0 else 0.0


def _proxy(by: str, column: str, source: Source | None, hides: frozenset[str], min_count: int) -> Proxy | None:
    """Measure one pair, among people of whom both are recorded, whose number would tell how many are not.

    Small values are put together first.

    A table of two by two could be had back from its strength, so it is hidden where one of its cells is small. A cell
    of nobody is not: that a column says all about a group is what a reader must know. So that a larger table cannot
    be had back, figures are rounded to two places.
    """
    pairs = source.pairs(by, column) if source else {}
    if source is None or len({key[1] for key in pairs}) > MOST_VALUES + 1:
        return None
    cells = _cells(pairs, hides, min_count)
    groups, values = (sorted({key[part] for key in cells}) for part in (0, 1))
    table = [[cells.get((group, value), 0) for value in values] for group in groups]
    people = sum(cells.values())
    smallest = min((cell for row in table for cell in row if cell), default=0)
    if people < min_count or (len(groups) == len(values) == 2 and smallest < min_count):
        return Proxy(by, column, suppressed=True)
    told = sum(max(row[place] for row in table) for place in range(len(values)))
    return Proxy(
        by, column, round(cramers_v(table), 2), *_most_telling(cells, people, min_count), tells=told >= TELLS * people
    )


def _cells(pairs: Mapping[Key, int], hides: frozenset[str], min_count: int) -> dict[Key, int]:
    """Count people of whom both are recorded, with small values put together, and hidden groups too."""
    together: dict[str, int] = defaultdict(int)
    for (_, value), people in pairs.items():
        together[value] += people
    cells: dict[Key, int] = defaultdict(int)
    for (group, value), people in pairs.items():
        if NOT_RECORDED not in (group, value) and people:
            cells[OTHERS if group in hides else group, OTHERS if together[value] < min_count else value] += people
    return dict(cells)


def _most_telling(cells: Mapping[Key, int], people: int, min_count: int) -> tuple[str, str, float | None, float | None]:
    """Find the value whose people are most unlike everyone, among those where no number is small."""
    of_group: dict[str, int] = defaultdict(int)
    of_value: dict[str, int] = defaultdict(int)
    for (group, value), number in cells.items():
        of_group[group] += number
        of_value[value] += number
    best: tuple[str, str, float | None, float | None] = ("", "", None, None)
    furthest = WORTH_TELLING
    for (group, value), number in sorted(cells.items()):
        rest = of_value[value] - number
        share, overall = number / of_value[value], of_group[group] / people
        if OTHERS not in (group, value) and min(number, rest) >= min_count and share - overall > furthest + 1e-9:
            best, furthest = (value, group, round(share, 2), round(overall, 2)), share - overall
    return best


def _few_values(source: Source, column: str) -> Source | None:
    """Return the source with few values in a column: its own, or bands of numbers; None where it has names.

    Told by its first rows, so that a column of names is not grouped by in full.
    """
    import narwhals.stable.v2 as nw

    first = source.data.select(column).head(LOOKED_AT)
    collected = first.lazy().collect() if isinstance(first, nw.LazyFrame) else first
    return source if collected[column].n_unique() <= MOST_VALUES + 1 else banded(source, column)
