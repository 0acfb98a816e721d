"""Find the columns that say which row of a table is which, in two tables at once.

A key is the column, or the two or three, filled and different in every row of both tables, or nearly so, under which
most cells of the rows agree. Numbers with decimals are no key. The bounds are our own rules of thumb.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from .compare_columns import DECIMAL, EMPTY

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Whole: TypeAlias = npt.NDArray[np.int64]

NEARLY_UNIQUE = 0.9
# Of how many columns a key is made, among how many of the first columns it is looked for, and how many are tried.
MOST_PARTS, MOST_COLUMNS, MOST_TRIED = 3, 12, 12


@dataclass(frozen=True, eq=False)
class Codes:
    """A column of both tables in numbers: equal cells have equal ones.

    Attributes
    ----------
    a, b
        int64, one for each row.
    values
        Object array of the text that each number stands for.
    filled
        Of each number, whether its text is more than spaces.
    """

    a: Whole
    b: Whole
    values: npt.NDArray[Any]
    filled: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Key:
    """Columns that say which row is which, why they were taken, and whether somebody named them."""

    columns: tuple[str, ...]
    why: str
    named: bool


def codes_of(a: pd.Series[Any], b: pd.Series[Any]) -> Codes:
    """Number the values of a column of both tables."""
    import numpy as np
    import pandas as pd

    numbers, values = pd.factorize(pd.concat([a, b], ignore_index=True))
    filled = np.asarray(values.str.strip() != "", dtype=bool)
    numbers = numbers.astype("int64")
    return Codes(numbers[: len(a)], numbers[len(a) :], np.asarray(values, dtype=object), filled)


def find_key(
    columns: Mapping[str, Codes],
    kinds: Mapping[str, tuple[str, str]],
    left: tuple[Whole, Whole],
) -> Key | None:
    """Find the key under which most cells of the rows left agree, one column before several.

    Parameters
    ----------
    columns
        The columns both tables have.
    kinds
        What each was read as, in both tables.
    left
        Positions of the rows that are not the same in every column, in each table.
    """
    import numpy as np

    usable = [name for name in columns if not {DECIMAL, EMPTY} & {*kinds[name]}]
    single: dict[tuple[str, ...], float] = {(name,): _uniqueness(columns, (name,)) for name in usable}
    keys = {key: share for key, share in single.items() if share == 1}
    if not keys:
        nearly = {key: share for key, share in single.items() if share >= NEARLY_UNIQUE}
        keys = nearly | _several(columns, [name for name in usable if (name,) not in nearly][:MOST_COLUMNS])
    tried = []
    for key, share in list(keys.items())[:MOST_TRIED]:
        parts = [columns[name] for name in key]
        numbers = without_blanks(parts, together(parts))
        if shared := len(np.setdiff1d(np.intersect1d(*numbers), [-1])):
            a, b = in_order(numbers, left)
            agree = sum(int((codes.a[a] == codes.b[b]).sum()) for codes in columns.values())
            tried.append((agree, shared, share, -len(key), key))
    if not tried:
        return None
    _, shared, share, _, best = max(tried, key=lambda one: one[:4])
    every = "every row" if share == 1 else "nearly every row"
    if len(best) > 1:
        why = f"together they are different in {every} of both tables, and {shared:,} such rows are in both"
    else:
        why = f"it is filled and different in {every} of both tables, and {shared:,} of its values are in both"
    return Key(best, why, False)


def together(parts: Sequence[Codes]) -> tuple[Whole, Whole]:
    """Number the combinations of several columns' values."""
    import numpy as np
    import pandas as pd

    rows = len(parts[0].a)
    numbers = np.concatenate([parts[0].a, parts[0].b])
    for part in parts[1:]:
        combined = numbers * len(part.values) + np.concatenate([part.a, part.b])
        numbers = pd.factorize(combined)[0].astype("int64")
    return numbers[:rows], numbers[rows:]


def without_blanks(parts: Sequence[Codes], numbers: tuple[Whole, Whole]) -> tuple[Whole, Whole]:
    """Put -1 where every part of a key is blank: that says of no row which it is."""
    import numpy as np

    blank_a = np.logical_and.reduce([~part.filled[part.a] for part in parts])
    blank_b = np.logical_and.reduce([~part.filled[part.b] for part in parts])
    return np.where(blank_a, -1, numbers[0]), np.where(blank_b, -1, numbers[1])


def in_order(numbers: tuple[Whole, Whole], left: tuple[Whole, Whole]) -> tuple[Whole, Whole]:
    """Pair the first row that has a number with the first that has it, the second with the second, and so on."""
    import numpy as np

    rows_a, rows_b = (rows[side[rows] >= 0] for side, rows in zip(numbers, left, strict=True))
    most = max(len(rows_a), len(rows_b)) + 1
    mine, theirs = (n * most + _occurrence(n) for n in (numbers[0][rows_a], numbers[1][rows_b]))
    _, at_a, at_b = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
    return rows_a[at_a], rows_b[at_b]


def different(numbers: Whole) -> int:
    """Count the different numbers."""
    import pandas as pd

    return len(pd.unique(numbers))


def _several(columns: Mapping[str, Codes], names: Sequence[str]) -> dict[tuple[str, ...], float]:
    """Return the fewest columns that are a key together, or nearly one, and how unique they are."""
    sides = {name: ((different(c.a), len(c.a)), (different(c.b), len(c.b))) for name, c in columns.items()}
    for count in range(2, MOST_PARTS + 1):
        enough = [key for key in itertools.combinations(names, count) if _may_be_key([sides[name] for name in key])]
        shares = {key: _uniqueness(columns, key) for key in enough}
        keys = {key: share for key, share in shares.items() if share >= NEARLY_UNIQUE}
        if keys:
            return {key: share for key, share in keys.items() if share == 1} or keys
    return {}


def _may_be_key(parts: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    """Whether columns have enough different values to tell rows apart: of each table, how many and of how many rows."""
    return all(math.prod(part[side][0] for part in parts) >= NEARLY_UNIQUE * parts[0][side][1] for side in (0, 1))


def _uniqueness(columns: Mapping[str, Codes], key: Sequence[str]) -> float:
    """Return the share of rows that have a key of their own, in the table that has fewer of them."""
    parts = [columns[name] for name in key]
    return min(different(side[side >= 0]) / len(side) for side in without_blanks(parts, together(parts)))


def _occurrence(numbers: Whole) -> Whole:
    """Return how many times each number has stood before."""
    import numpy as np

    order = np.argsort(numbers, kind="stable")
    first = np.flatnonzero(np.diff(numbers[order], prepend=-1))
    times = np.diff(np.append(first, len(numbers)))
    before = np.empty(len(numbers), "int64")
    before[order] = np.arange(len(numbers)) - np.repeat(first, times)
    return before
