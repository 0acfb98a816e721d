"""Find out which rows of two tables are the same ones.

Rows that are the same in every column are paired first. Those left are paired by a key, as written and then without
regard to case, spaces and punctuation. Where nobody named the key, rows that are left after that are paired by any
text that is rare enough to identify one: an address where the name has changed. All of it gives the same pairs
whichever table comes first. The bounds are our own rules of thumb.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .compare_columns import TEXT
from .compare_keys import Codes, Key, different, find_key, in_order, together, without_blanks
from .drift import listed
from .verdict import number

if TYPE_CHECKING:
    import pandas as pd

    from .compare_keys import Whole

WHOLE_ROW = "the whole row"
# Text identifies rows where this share of its values is different.
IDENTIFYING = 0.5
# A value that more rows have identifies none of them; of those few, the one whose key reads most alike is taken.
MOST_ALIKE = 3
ALIKE = 0.5

# A sign between digits parts them, whichever it is; a space alone does not, for people leave it out of a postcode.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*[:/\\_‐‑–—-][\s:/\\_‐‑–—-]*(?=\d)")
# A point or comma before a digit, and a minus sign before a number, are part of its value.
_IGNORED = re.compile(r"[.,](?!\d)|(?<=\S)-|-(?!\d)|[\s;:'\"‘’“”`!?()\[\]{}/\\_‐‑–—]")


@dataclass(frozen=True, eq=False)
class Matched:
    """Rows of two tables that belong together, by position, and what they were matched by (a place in ``names``)."""

    a: Whole
    b: Whole
    how: Whole
    names: tuple[str, ...]

    def left(self, rows_a: int, rows_b: int) -> tuple[Whole, Whole]:
        """Return the positions of rows that are in no pair."""
        import numpy as np

        mine, theirs = np.ones(rows_a, bool), np.ones(rows_b, bool)
        mine[self.a], theirs[self.b] = False, False
        return np.flatnonzero(mine), np.flatnonzero(theirs)

    def plus(self, a: Whole, b: Whole, name: str) -> Matched:
        """Return these pairs and more."""
        import numpy as np

        how = np.concatenate([self.how, np.full(len(a), len(self.names))])
        return Matched(np.concatenate([self.a, a]), np.concatenate([self.b, b]), how, (*self.names, name))


@dataclass(frozen=True, eq=False)
class Rows:
    """Pairs of rows, the key they were matched by (None: whole rows), and how, in sentences."""

    matched: Matched
    key: Key | None
    decisions: tuple[str, ...]


def match_rows(
    columns: Mapping[str, Codes], kinds: Mapping[str, tuple[str, str]], rows: tuple[int, int], named: Sequence[str]
) -> Rows:
    """Pair the rows of two tables.

    Parameters
    ----------
    columns
        The columns both have, by their name in the first; they are compared in this order.
    kinds
        What each was read as, in both tables.
    rows
        How many rows each table has.
    named
        Columns of the key; empty to find one.
    """
    import numpy as np

    nothing = np.empty(0, "int64")
    matched = Matched(nothing, nothing, nothing, ())
    if not columns or not min(rows):
        why = "one of the tables has no rows" if columns else "no column is in both tables"
        return Rows(matched, None, (f"no row could be compared: {why}",))
    matched = matched.plus(*in_order(together(list(columns.values())), _all(rows)), WHOLE_ROW)
    key = Key(tuple(named), "as named", True) if named else find_key(columns, kinds, matched.left(*rows))
    if key is None:
        none = "no column, and no two or three together, tell the rows of both tables apart and have values in common"
        return Rows(matched, None, (f"whole rows were compared: {none}; so no row is called changed",))
    said = [f"rows were matched by {listed(key.columns)}: {key.why}"]
    parts = [columns[name] for name in key.columns]
    said += _duplicates(parts, key)
    exact = in_order(without_blanks(parts, together(parts)), matched.left(*rows))
    matched = matched.plus(*exact, listed(key.columns))
    alike = in_order(_folded(parts, matched.left(*rows)), matched.left(*rows))
    if len(alike[0]):
        matched = matched.plus(*alike, f"{listed(key.columns)}, written differently")
        said.append(f"{_rows(alike[0])} matched by a key that differs only in case, spaces or punctuation")
    identifying = [] if key.named else _identifying(columns, kinds, key, rows)
    for wanted, name in itertools.product(("alone", "alike"), identifying):
        left = matched.left(*rows)
        if not (len(left[0]) and len(left[1])):
            break
        sharing = _sharing(columns[name], left)
        pairs = _alone(sharing) if wanted == "alone" else _most_alike(sharing, parts)
        if len(pairs[0]):
            how = name if wanted == "alone" else f"{name}, and the key most alike"
            matched = matched.plus(*pairs, how)
            said.append(f"{_rows(pairs[0])} matched by {how}, where the key has changed")
    return Rows(matched, key, tuple(said))


def fold(text: str) -> str:
    """Leave out of a text what a person may write in one way or another: case, spaces, punctuation."""
    written = unicodedata.normalize("NFC", text).casefold().strip()
    return _IGNORED.sub("", _BETWEEN_DIGITS.sub("|", written))


def _folded(parts: Sequence[Codes], left: tuple[Whole, Whole]) -> tuple[Whole, Whole]:
    """Number a key's values without regard to how they are written; -1 where nothing is left of them."""
    folded = [_fold_column(part, left) for part in parts]
    return without_blanks(folded, together(folded))


def _fold_column(part: Codes, left: tuple[Whole, Whole]) -> Codes:
    """Fold the values of the rows that are left; the others stay one value, which none of those has."""
    import numpy as np
    import pandas as pd

    used = np.unique(np.concatenate([part.a[left[0]], part.b[left[1]]]))
    texts = np.array([fold(text) for text in part.values[used]], dtype=object)
    numbers, values = pd.factorize(texts)
    place = np.zeros(len(part.values), "int64")
    place[used] = numbers + 1
    filled = np.array([False, *(text != "" for text in values)])
    return Codes(place[part.a], place[part.b], np.array(["", *values], dtype=object), filled)


def _identifying(
    columns: Mapping[str, Codes], kinds: Mapping[str, tuple[str, str]], key: Key, rows: tuple[int, int]
) -> list[str]:
    """Return the columns of text that tell many rows apart, those that tell most first."""
    found = []
    for place, (name, part) in enumerate(columns.items()):
        if kinds[name] == (TEXT, TEXT) and key.columns != (name,) and min(rows):
            share = min(different(part.a) / rows[0], different(part.b) / rows[1])
            found.append((-share, place, name))
    return [name for share, _, name in sorted(found) if -share >= IDENTIFYING]


def _sharing(part: Codes, left: tuple[Whole, Whole]) -> pd.DataFrame:
    """Return the pairs of rows left that share a rare value, and how often each table has it."""
    import numpy as np
    import pandas as pd

    sides = []
    for column, numbers, rows in zip((part.a, part.b), _folded([part], left), left, strict=True):
        often = np.bincount(column, minlength=len(part.values))[column[rows]]
        side = pd.DataFrame({"number": numbers[rows], "row": rows, "often": often})
        rare = side[(side["number"] >= 0) & (side["often"] <= MOST_ALIKE)]
        # Counted again among the rows left, where values that were written differently are one.
        sides.append(rare[rare.groupby("number")["row"].transform("size") <= MOST_ALIKE])
    return sides[0].merge(sides[1], on="number", suffixes=("_a", "_b"))


def _alone(sharing: pd.DataFrame) -> tuple[Whole, Whole]:
    """Pair the rows that share a value with each other alone."""
    alone = (sharing["often_a"] == 1) & (sharing["often_b"] == 1)
    alone &= ~sharing["number"].duplicated(keep=False)
    return sharing["row_a"][alone].to_numpy(), sharing["row_b"][alone].to_numpy()


def _most_alike(sharing: pd.DataFrame, key: Sequence[Codes]) -> tuple[Whole, Whole]:
    """Of rows that share a value, pair those whose keys share more words with each other than with any other."""
    import numpy as np

    offers = []
    for a, b in zip(sharing["row_a"].tolist(), sharing["row_b"].tolist(), strict=True):
        mine, theirs = _words(part.values[part.a[a]] for part in key), _words(part.values[part.b[b]] for part in key)
        alike = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
        if alike >= ALIKE:
            offers.append((alike, a, b))
    best: dict[tuple[str, int], list[float]] = {}
    for alike, a, b in offers:
        best.setdefault(("a", a), []).append(alike)
        best.setdefault(("b", b), []).append(alike)
    taken = [
        (a, b)
        for alike, a, b in offers
        if all(alike == max(best[row]) and best[row].count(alike) == 1 for row in (("a", a), ("b", b)))
    ]
    pairs = np.array(taken, "int64").reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", text.casefold())}


def _duplicates(parts: Sequence[Codes], key: Key) -> Iterator[str]:
    """Say how many rows share their key with another, or have none."""
    import pandas as pd

    numbers = without_blanks(parts, together(parts))
    shared = [int(pd.Series(side[side >= 0]).duplicated(keep=False).sum()) for side in numbers]
    if any(shared):
        yield (
            f"{number(shared[0], 'row')} of the first table and {shared[1]:,} of the second share their key with "
            "another row: of those that are not the same, the first was matched with the first, and so on"
        )
    blank = [int((side < 0).sum()) for side in numbers]
    if any(blank):
        have = f"{number(blank[0], 'row')} of the first table and {blank[1]:,} of the second"
        yield f"{have} have no {listed(key.columns)}"


def _all(rows: tuple[int, int]) -> tuple[Whole, Whole]:
    import numpy as np

    return np.arange(rows[0]), np.arange(rows[1])


def _rows(pairs: Whole) -> str:
    return "1 row was" if len(pairs) == 1 else f"{len(pairs):,} rows were"
