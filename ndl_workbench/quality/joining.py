"""Several columns that feed one field: which they are, and their values joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .names import LONGEST_NAME, key, outside_brackets, stem, words
from .standard import Standard, StandardField

if TYPE_CHECKING:
    import pandas as pd

JOIN_RULE = "columns joined"
BETWEEN_PARTS = ", "
BETWEEN_TEXTS = "; "
# The lines an address is written in (Royal Mail: premises, thoroughfare, locality, post town, postcode).
_ADDRESS_LINES = frozenset(words("street thoroughfare locality village town city postcode"))
_LINE = frozenset(words("line part"))
_ADDRESS = frozenset(words("address"))
# An address on the web has no postcode.
_NO_PLACE = frozenset(words("web email internet ip url uri website"))


def joins(columns: Sequence[str], single: dict[str, str], standard: Standard) -> Iterator[tuple[str, str, str, float]]:
    """Yield the columns that add to a field which already has one: column, field, why, confidence.

    A field is only joined if it is free text: not unique, without a code list or a pattern. Two things are
    taken for evidence. The column's name is an alias of the field. Or it is a part of the field's title
    (*Name* of *Name and address*; *Address 2* or *Postcode* of an address). Where a title has parts, nothing
    joins a column that has the whole of it.

    Parameters
    ----------
    columns
        Those that feed nothing yet, in their order.
    single
        Field to the one column that feeds it.
    standard
        Its titles and aliases say what is a part of what.
    """
    texts = [field for field in standard.fields if field.name in single and _may_be_joined(field)]
    if not texts:
        return
    owners = Counter(alias for field in standard.fields for alias in {key(alias) for alias in field.aliases})
    aliases = {key(alias): field for field in texts for alias in field.aliases if owners[key(alias)] == 1}
    parted = [field for field in texts if _heads(field) and not _whole(single[field.name], field)]
    for column in columns:
        if len(column) > LONGEST_NAME:
            continue
        part = next((field for field in parted if _part(column, field)), None)
        alias = aliases.get(key(column)) or aliases.get(key(outside_brackets(column)))
        if part is not None:
            yield column, part.name, f"a part of {part.title or part.name}", 0.8
        elif alias is not None and (alias in parted or not _heads(alias)):
            yield column, alias.name, "another name for it, beside the first", 0.9


@dataclass(frozen=True)
class Joined:
    """A row in which values of several columns were joined: which field they feed, and what they were."""

    row: int
    field: str
    originals: tuple[str, ...]
    value: str


def join_columns(
    cells: pd.DataFrame, feeds: dict[str, list[str]], standard: Standard
) -> tuple[pd.DataFrame, list[Joined]]:
    """Name columns as the fields they feed, and join those that feed the same one.

    Values are joined row by row in the order of the columns, parts of a name with ``", "`` between them
    and other texts with ``"; "``. Blanks, and what the standard says stands for one, are left out, and so is
    a value that another one holds already.

    Parameters
    ----------
    cells
        DataFrame of ``str``, ``""`` for a blank; it is not changed.
    feeds
        Field to the columns that feed it, at least one each.
    standard
        Says what stands for a blank.

    Returns
    -------
    (pandas.DataFrame, list of Joined)
        The table with the same index, a joined field standing where its first column stood, and the rows in
        which two or more values were joined.
    """
    import pandas as pd

    log: list[Joined] = []
    placed = cells.copy(deep=False)
    blank = frozenset({"", *(value.lower() for value in standard.missing)})
    for name, columns in feeds.items():
        if len(columns) > 1:
            joined = _join(cells, columns, _between(standard.field(name), columns), blank)
            log += [Joined(int(row), name, originals, value) for row, originals, value in joined if len(originals) > 1]
            placed[columns[0]] = pd.Series([value for *_, value in joined], index=cells.index, dtype=str)
            placed = placed.drop(columns=columns[1:])
    return placed.rename(columns={columns[0]: name for name, columns in feeds.items()}), log


def _join(
    cells: pd.DataFrame, columns: list[str], between: str, blank: frozenset[str]
) -> list[tuple[int, tuple[str, ...], str]]:
    """Return of each row its number, the values that were joined (one where nothing was), and the result."""
    rows = zip(cells.index, cells[columns].itertuples(index=False, name=None), strict=True)
    return [(row, *_joined_row(texts, between, blank)) for row, texts in rows]


def _joined_row(texts: tuple[str, ...], between: str, blank: frozenset[str]) -> tuple[tuple[str, ...], str]:
    filled = [text for text in texts if text.strip().lower() not in blank]
    kept = [text.strip() for place, text in enumerate(filled) if not _held(place, filled)]
    if len(kept) > 1:
        return tuple(filled), between.join(kept)
    # One value, or one that holds all the others: it stays as written, spaces too, for the repairs to see.
    return ("",), max(filled, key=len) if filled else next((text for text in texts if text), "")


def _held(place: int, filled: Sequence[str]) -> bool:
    """Whether another value says this one already: a longer one, or the same before it."""
    mine = filled[place].strip().casefold()
    others = [(i, text.strip().casefold()) for i, text in enumerate(filled) if i != place]
    return any(mine in text and (len(mine) < len(text) or i < place) for i, text in others)


def _between(field: StandardField, columns: Iterable[str]) -> str:
    """Return a comma for parts of a name, else a semicolon."""
    return BETWEEN_PARTS if _heads(field) and all(_part(column, field) for column in columns) else BETWEEN_TEXTS


def _may_be_joined(field: StandardField) -> bool:
    return field.type == "string" and not field.unique and field.codes is None and field.pattern is None


def _heads(field: StandardField) -> frozenset[str]:
    return _heads_of(field.title)


@lru_cache(maxsize=1_000)
def _heads_of(title: str) -> frozenset[str]:
    """Return the last word of each part of a title: name and address, of *Site name and address*."""
    parts = [words(part) for part in re.split(r"\band\b|[&/,+]", title[:LONGEST_NAME])]
    heads = frozenset(part[-1] for part in parts if part)
    return heads if len(heads) > 1 or (heads == _ADDRESS and _NO_PLACE.isdisjoint(words(title))) else frozenset()


def _whole(column: str, field: StandardField) -> bool:
    found = set(words(column, _known(field)))
    return _heads(field) <= found and not any(word.isdecimal() for word in found)


def _part(column: str, field: StandardField) -> bool:
    """Whether a name says a part of a title, and nothing that the title does not."""
    heads = _heads(field)
    parts = heads | _ADDRESS_LINES if heads >= _ADDRESS else heads
    together = key(column)
    if not any(part in together for part in parts):
        return False
    if stem(together) in parts:  # Post Code
        return not _whole(column, field)
    found = {word for word in words(column, _known(field)) if not word.isdecimal()}
    return bool(found & parts) and found <= _known(field) | parts and not _whole(column, field)


def _known(field: StandardField) -> frozenset[str]:
    return frozenset(words(field.title)) | _LINE
