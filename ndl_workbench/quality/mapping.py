"""Match the column names a publisher used to the fields of a standard."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .standard import Standard, StandardField

# Our own rule of thumb: below this likeness two spellings are taken for two names.
ALIKE = 0.88
SHORTEST_TRUNCATION = 8


@dataclass(frozen=True)
class Match:
    """A published column, the field it feeds, how sure that is (0 to 1) and why."""

    column: str
    field: str
    confidence: float
    why: str


def match_columns(columns: Iterable[str], standard: Standard) -> tuple[Match, ...]:
    """Match columns to fields, the surest first; a column feeds one field and a field has one column.

    Parameters
    ----------
    columns
        Names as published.
    standard
        Its fields' names, titles and aliases are compared.

    Returns
    -------
    tuple of Match
        In the order of the columns. A column without a match is not in it.
    """
    columns = tuple(columns)
    offers = sorted(
        (offer for column in columns for field in standard.fields if (offer := _compare(column, field, standard))),
        key=lambda offer: (-offer.confidence, columns.index(offer.column)),
    )
    taken: dict[str, Match] = {}
    for offer in offers:
        if offer.column not in taken and offer.field not in {match.field for match in taken.values()}:
            taken[offer.column] = offer
    return tuple(taken[column] for column in columns if column in taken)


def _compare(column: str, field: StandardField, standard: Standard) -> Match | None:
    if column == field.name:
        return Match(column, field.name, 1.0, "same name")
    key = _key(column)
    own = {_key(field.name), _key(field.title)} - {""}
    aliases = {_key(alias) for alias in field.aliases}
    if key in own:
        return Match(column, field.name, 0.98, "same name, written differently")
    if key in aliases:
        return Match(column, field.name, 0.95, "another name for it")
    if _key(_outside_brackets(column)) in own | aliases:
        return Match(column, field.name, 0.9, "same name, with a remark")
    if _cut_short(key, field, standard):
        return Match(column, field.name, 0.85, "same name, cut short")
    likeness = max((difflib.SequenceMatcher(None, key, name).ratio() for name in own), default=0.0)
    if likeness >= ALIKE:
        return Match(column, field.name, round(0.8 * likeness, 2), "nearly the same name")
    return None


def _cut_short(key: str, field: StandardField, standard: Standard) -> bool:
    """Whether the name is one a program cut at ten characters or so, and could be of no other field."""
    if len(key) < SHORTEST_TRUNCATION:
        return False
    starts = [other.name for other in standard.fields if _key(other.name).startswith(key)]
    return starts == [field.name]


def _outside_brackets(name: str) -> str:
    return re.sub(r"[\[(].*", "", name)


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
