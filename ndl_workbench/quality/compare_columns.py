"""Find out which columns of two tables are the same ones, under the same name or another.

A column that has another name is known by its values: first by which values it has, so that it can serve as a key,
and in the end by whether rows that are in both tables have the same value in it. The bounds are our own rules of
thumb: a wrong pair is worse than none.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..loading.values.columns import Column, read_column
from . import names
from .drift import Renamed, Retyped

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

TEXT, DECIMAL, EMPTY = "text", "numbers with decimals", "no values"
SAME_NAME = 0.98
# Of the values of the column that has fewer, how many must be in the other; and how many different ones at least.
SHARED = 0.8
FEWEST_VALUES = 5
# Where nearly every row has a value of its own, numbers tell columns apart too.
NEARLY_UNIQUE = 0.95
# Agreement beyond chance (Cohen's kappa: J. Cohen, 1960) from which two columns are one, and rows it takes to say so.
AGREE = 0.8
FEWEST_ROWS = 5
# Two offers as close as this for one column are none.
TOO_CLOSE = 0.05
# How many values are compared to find columns that have another name: pairs of columns times rows.
MOST_VALUES = 20_000_000
# How yes and no are written: by our loader, which makes True and False of them, and by publishers.
BOOLEAN = {"true": True, "false": False}
ANSWERS = BOOLEAN | {"yes": True, "y": True, "1": True, "no": False, "n": False, "0": False}


@dataclass(frozen=True, eq=False)
class Reading:
    """What the columns of a table were read as: the values with their type, and the type in words."""

    columns: dict[str, Column]
    kinds: dict[str, str]


def read_columns(cells: pd.DataFrame) -> Reading:
    """Read each column of text as what its values say it is."""
    columns = {str(name): read_column(cells[name]) for name in cells.columns}
    return Reading(columns, {name: _kind(column.values) for name, column in columns.items()})


def same_names(a: Iterable[str], b: Iterable[str]) -> tuple[Renamed, ...]:
    """Pair the columns that only the first table has with those of the second that are spelt almost so."""
    mine, theirs = list(a), list(b)
    spelt = Counter(map(names.key, mine)), Counter(map(names.key, theirs))
    by_key = {names.key(name): name for name in theirs}
    return tuple(
        Renamed(name, by_key[key], SAME_NAME, "the same name, written differently")
        for name in mine
        if (key := names.key(name)) and spelt[0][key] == 1 and spelt[1][key] == 1
    )


def same_values(
    a: pd.DataFrame, b: pd.DataFrame, gone: Sequence[str], come: Sequence[str], kinds: tuple[Reading, Reading]
) -> tuple[Renamed, ...]:
    """Pair columns that hold the same values, wherever they stand: a guess, to be confirmed by rows."""
    counts_a = {name: _counts(a[name]) for name in gone if _tells(a[name], kinds[0].kinds[name])}
    counts_b = {name: _counts(b[name]) for name in come if _tells(b[name], kinds[1].kinds[name])}
    offers = []
    for before, after in itertools.product(counts_a, counts_b):
        mine, theirs = counts_a[before], counts_b[after]
        shared = mine.index.intersection(theirs.index)
        if len(shared) < FEWEST_VALUES:
            continue
        fewest = mine[shared].clip(upper=theirs[shared]).sum()
        share = float(fewest / min(mine.sum(), theirs.sum()))
        if share >= SHARED:
            offers.append(Renamed(before, after, round(share, 2), f"{len(shared):,} of its values are the same"))
    return _surest(offers)


def same_in_rows(
    a: pd.DataFrame,
    b: pd.DataFrame,
    gone: Sequence[str],
    come: Sequence[str],
    rows: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
) -> tuple[Renamed, ...]:
    """Pair columns that have the same value in nearly every row that is in both tables.

    Parameters
    ----------
    rows
        Positions of the rows that are in both, in each table; of the same length.
    """
    if len(rows[0]) < FEWEST_ROWS:
        return ()
    mine = {name: a[name].iloc[rows[0]].str.strip().reset_index(drop=True) for name in gone}
    theirs = {name: b[name].iloc[rows[1]].str.strip().reset_index(drop=True) for name in come}
    offers = []
    for before, after in itertools.product(mine, theirs):
        filled = (mine[before] != "") | (theirs[after] != "")
        one, other = mine[before][filled], theirs[after][filled]
        same, rows_filled = int((one == other).sum()), len(one)
        if same >= FEWEST_ROWS and same >= AGREE * rows_filled and _beyond_chance(one, other, same) >= AGREE:
            why = f"the same value in {same:,} of {rows_filled:,} rows that are in both"
            offers.append(Renamed(before, after, round(same / rows_filled, 2), why))
    return _surest(offers)


def answers(one: Iterable[str], other: Iterable[str]) -> dict[str, bool]:
    """Return what each value says, where one column is true or false and the other yes or no in any words.

    Elsewhere nothing is: a 1 need not be a yes where no column says so.
    """
    mine, theirs = ({value: value.strip().lower() for value in values if value.strip()} for values in (one, other))
    words = set(mine.values()), set(theirs.values())
    if not (all(words) and words[0] | words[1] <= ANSWERS.keys() and any(own <= BOOLEAN.keys() for own in words)):
        return {}
    return {value: ANSWERS[word] for value, word in (mine | theirs).items()}


def too_many(gone: Sequence[str], come: Sequence[str], rows: int) -> bool:
    """Whether there are too many columns to be compared by their values."""
    return len(gone) * len(come) * rows > MOST_VALUES


def retyped(pairs: Iterable[tuple[str, str]], a: Reading, b: Reading) -> Iterator[Retyped]:
    """Yield the columns of both tables whose values were read as another type."""
    for before, after in pairs:
        if a.kinds[before] != b.kinds[after]:
            told = b.columns[after].told if b.kinds[after] == TEXT else a.columns[before].told
            yield Retyped(before, a.kinds[before], b.kinds[after], "; ".join(told))


def _kind(values: Any) -> str:
    import pandas as pd

    if pd.isna(values).all():
        return EMPTY
    if pd.api.types.is_bool_dtype(values.dtype):
        return "yes or no"
    if pd.api.types.is_integer_dtype(values.dtype):
        return "whole numbers"
    if pd.api.types.is_float_dtype(values.dtype):
        return DECIMAL
    return "dates" if pd.api.types.is_datetime64_any_dtype(values.dtype) else TEXT


def _tells(values: pd.Series[Any], kind: str) -> bool:
    """Whether a column's values alone can tell it from others: counts of this year and last are much alike."""
    if kind == TEXT:
        return True
    return kind not in (EMPTY, DECIMAL) and values.nunique() >= NEARLY_UNIQUE * len(values)


def _counts(values: pd.Series[Any]) -> pd.Series[int]:
    stripped = values.str.strip()
    return stripped[stripped != ""].value_counts()


def _beyond_chance(one: pd.Series[Any], other: pd.Series[Any], same: int) -> float:
    """Return Cohen's kappa: 1 where all agree, 0 where as many do as by chance."""
    rows = len(one)
    mine, theirs = one.value_counts(), other.value_counts()
    shared = mine.index.intersection(theirs.index)
    chance = float((mine[shared] * theirs[shared]).sum()) / rows**2
    return (same / rows - chance) / (1 - chance) if chance < 1 else 0.0


def _surest(offers: Iterable[Renamed]) -> tuple[Renamed, ...]:
    """Take the surest offer of each column, and none where another of the same column is about as sure."""
    ordered = sorted(offers, key=lambda offer: -offer.confidence)
    taken: list[Renamed] = []
    for offer in ordered:
        rivals = [o for o in ordered if o is not offer and (o.before == offer.before) != (o.after == offer.after)]
        if all(rival.confidence < offer.confidence - TOO_CLOSE for rival in rivals):
            taken.append(offer)
    return tuple(taken)
