"""A name of its own for every column, and what is odd about the names as published."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

NAMED = 5

# What pandas writes for a column without a name (pandas.read_csv: "Unnamed: 0").
_PANDAS = re.compile(r"Unnamed: \d+(?:_level_\d+)?")
# Not "column_1": so we call columns of a file that has no names.
_MADE_UP = re.compile(r"(?!column_)(?:x|v|f|col|column|field|var)[ _.]?\d+", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\W_]")


@dataclass(frozen=True)
class Columns:
    """Which columns are in the table and what they are called.

    Attributes
    ----------
    names
        The name of each column that is kept, by its position, which counts from 0.
    beside
        Positions of columns that stand apart from the table and hold notes.
    decisions
        What was decided, as sentences.
    """

    names: dict[int, str]
    beside: tuple[int, ...]
    decisions: tuple[str, ...]


def name_columns(names: Sequence[str], filled: Sequence[int], *, apart: bool = True) -> Columns:
    """Name every column that has a name or a value.

    Parameters
    ----------
    names
        As published, on one line each; ``""`` for none.
    filled
        How many cells of each column are filled below the names.
    apart
        Whether columns may stand apart from the table and hold notes; if not, all of them belong to it.
    """
    hollow = {position for position, name in enumerate(names) if not name and not filled[position]}
    beside = _beside(names, hollow) if apart else ()
    kept = {p: name for p, name in enumerate(names) if p not in hollow and p not in beside}
    final = unique_names(kept)
    return Columns(final, beside, tuple(_decisions(kept, final, len(hollow))))


def unique_names(names: dict[int, str]) -> dict[int, str]:
    """Give each position a name of its own: an empty one is numbered, one used before gets a suffix."""
    final: dict[int, str] = {}
    taken: set[str] = set()
    copies: dict[str, int] = {}
    for position, name in names.items():
        unique = wanted = name or f"unnamed_{position + 1}"
        while unique in taken:
            copies[wanted] = copies.get(wanted, 1) + 1
            unique = f"{wanted}_{copies[wanted]}"
        taken.add(unique)
        final[position] = unique
    return final


def _beside(names: Sequence[str], hollow: Collection[int]) -> tuple[int, ...]:
    """Find columns that a wholly empty column parts from the table: unnamed ones after it, a pointer before it."""
    last = max((position for position, name in enumerate(names) if name), default=len(names))
    gap = next((position for position in range(last + 1, len(names)) if position in hollow), len(names))
    # A gap right after the last name; unnamed columns that touch it belong to the table.
    after = [p for p in range(gap, len(names)) if p not in hollow]
    before = [0] if len(names) > 2 and names[0].endswith(":") and 1 in hollow else []
    return (*before, *after)


def _decisions(kept: dict[int, str], final: dict[int, str], hollow: int) -> Iterator[str]:
    if hollow:
        yield f"{_columns(hollow)} with no name and no value {'was' if hollow == 1 else 'were'} left out"
    unnamed = [final[p] for p, name in kept.items() if not name]
    if unnamed:
        yield f"{_columns(len(unnamed))} {_have(unnamed)} no name: {_listed(unnamed)}"
    leftover = [repr(name) for name in kept.values() if _PANDAS.fullmatch(name)]
    if leftover:
        has = f"{_columns(len(leftover))} {_have(leftover)}"
        yield f"{has} no name but what pandas writes for none: {_listed(leftover)}"
    again = [f"column {p + 1} is called {final[p]!r}" for p, name in kept.items() if name and final[p] != name]
    if again:
        yield f"{_listed(again)}: {'its name is' if len(again) == 1 else 'their names are'} used twice"
    yield from _style([name for name in kept.values() if name])


def _style(names: list[str]) -> Iterator[str]:
    """Say what is odd about how names are written; each is kept as published."""
    words = [name for name in names if any(map(str.isalpha, name))]
    if len(words) > 1 and all(map(str.isupper, words)) and any(len(word) > NAMED for word in words):
        yield "column names are in capitals"
    made_up = [repr(name) for name in names if _MADE_UP.fullmatch(name)]
    if len(made_up) > 1 and len(made_up) >= len(names) / 2:
        yield f"column names look random, as a program makes them up: {_listed(made_up)}"
    run_together = len(words) > 2 and not any(map(_SEPARATOR.search, words))
    small = sum(map(str.islower, words))
    if run_together and len(words) / 2 <= small < len(words) and any(word[0].isupper() for word in words):
        yield f"column names look random, written now in lower case and now not: {_listed(list(map(repr, words)))}"


def _columns(count: int) -> str:
    return "1 column" if count == 1 else f"{count:,} columns"


def _have(names: list[str]) -> str:
    return "has" if len(names) == 1 else "have"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
