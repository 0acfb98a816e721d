"""Match the column names a publisher used to the fields of a standard.

A column is known by its name, its name's words, and its values; each is evidence, and a match says how sure
it is and why. Below ``ENOUGH``, or where two fields fit a column as well, nothing is matched: a wrong match
is worse than none. The weights and thresholds are our own rules of thumb, set on the 46 registers of the
tests and looked at on spellings of other councils and on standards of other domains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .joining import joins
from .names import (
    LONGEST_NAME,
    alike,
    by_software,
    initials,
    inside_brackets,
    key,
    negated,
    opposed,
    outside_brackets,
    words,
)
from .patterns import SAYS, Values, values_of
from .standard import Standard, StandardField
from .wording import Wording, wording_of

if TYPE_CHECKING:
    import pandas as pd

# Below this confidence nothing is matched.
ENOUGH = 0.5
# Of two fields this close to each other for a column, neither is taken.
TOO_CLOSE = 0.03
# Below this likeness two whole spellings are taken for two names.
ALIKE = 0.88
SHORTEST_TRUNCATION = 8
SURE = 0.9
MOST_BY_WORDS = 0.85
CUT_SHORT_ALIKE = 0.6
INITIALS = 0.75
# How many pairs of a column and a field's name, title or alias are compared; columns beyond them are matched by
# being called the same alone. With the registers' standard that is a table of some eight hundred columns.
MOST_PAIRS = 100_000
# How far values that fit wholly move a match up, of what is left to 1, and values that cannot fit move it down.
FOR, AGAINST = 0.35, 0.8


@dataclass(frozen=True)
class Match:
    """A published column, the field it feeds, how sure that is (0 to 1) and why.

    ``joined`` says that other columns feed the same field and that values are joined.
    """

    column: str
    field: str
    confidence: float
    why: str
    joined: bool = False


def match_columns(columns: Iterable[str], standard: Standard, cells: pd.DataFrame | None = None) -> tuple[Match, ...]:
    """Match columns to fields, the surest first.

    Parameters
    ----------
    columns
        Names as published.
    standard
        Its fields' names, titles, descriptions and aliases are compared.
    cells
        DataFrame of ``str`` with these columns, whose values are looked at too; None to go by names only.

    Returns
    -------
    tuple of Match
        In the order of the columns. A column without a match is not in it. A column feeds one field; a field
        has one column, or several that are joined (see ``joining.joins``).
    """
    columns = tuple(dict.fromkeys(columns))
    taken = {match.column: match for match in same_names(columns, standard)}
    free = _free_fields(standard, taken.values())
    if free:
        unknown = [column for column in columns if column not in taken and _is_a_name(column)]
        offers = _offers(unknown, free, standard, cells)
        for match in _surest_first(offers, columns):
            taken[match.column] = match
    single = {match.field: match.column for match in taken.values()}
    for column, field, why, confidence in joins([c for c in columns if c not in taken], single, standard):
        first = taken[single[field]]
        taken[first.column] = replace(first, joined=True)
        taken[column] = Match(column, field, confidence, why, joined=True)
    return tuple(taken[column] for column in columns if column in taken)


def _is_a_name(column: str) -> bool:
    return len(column) <= LONGEST_NAME and key(column) != "" and not by_software(column)


def same_names(columns: Iterable[str], standard: Standard) -> tuple[Match, ...]:
    """Match the columns that are called as a field is, its title or an alias, in time that grows with their number.

    Returns
    -------
    tuple of Match
        Surest first; at most one a field, the first of those equally sure.
    """
    exact = {field.name for field in standard.fields}
    own: dict[str, set[str]] = {}
    other: dict[str, set[str]] = {}
    for field in standard.fields:
        for name in (field.name, field.title):
            own.setdefault(key(name), set()).add(field.name)
        for name in field.aliases:
            other.setdefault(key(name), set()).add(field.name)
    found = []
    for place, column in enumerate(columns):
        if column in exact:
            found.append((-1.0, place, Match(column, column, 1.0, "same name")))
        elif len(column) <= LONGEST_NAME and (match := _called(column, own, other)):
            found.append((-match.confidence, place, match))
    taken: dict[str, Match] = {}
    for *_, match in sorted(found, key=lambda offer: offer[:2]):
        taken.setdefault(match.field, match)
    return tuple(taken.values())


def _called(column: str, own: dict[str, set[str]], other: dict[str, set[str]]) -> Match | None:
    whole, part = key(column), key(outside_brackets(column))
    for name, fields, confidence, why in (
        (whole, own, 0.98, "same name, written differently"),
        (whole, other, 0.95, "another name for it"),
        (part, own, 0.9, "same name, with a remark"),
        (part, other, 0.9, "same name, with a remark"),
    ):
        meant = fields.get(name, set()) if name else set()
        if len(meant) == 1:
            return Match(column, next(iter(meant)), confidence, why)
    return None


def _free_fields(standard: Standard, taken: Iterable[Match]) -> list[StandardField]:
    gone = {match.field for match in taken}
    return [field for field in standard.fields if field.name not in gone]


def _offers(
    columns: list[str], free: list[StandardField], standard: Standard, cells: pd.DataFrame | None
) -> Iterator[Match]:
    """Compare each column with each field by its letters and words, and then by its values."""
    wording = wording_of(standard)
    columns = columns[: max(1, MOST_PAIRS // wording.labels)]
    short = _cut_short(columns, standard)
    for column in columns:
        values = Values(()) if cells is None else values_of(cells[column], standard.missing)
        readings = _readings(column, wording)
        for field in free:
            named = [*_by_letters(column, field), *_by_words(column, field, readings, wording)]
            named += [match for match in short.get(column, ()) if match.field == field.name]
            if named:
                offer = _weighed(max(named, key=lambda match: match.confidence), field, values)
                if offer.confidence >= ENOUGH:
                    yield offer


def _weighed(match: Match, field: StandardField, values: Values) -> Match:
    """Weigh the values in: they move a match by its name up a little, or down a lot."""
    fit = values.fit(field)
    if fit > 0:
        confidence = match.confidence + (1 - match.confidence) * FOR * fit
        why = f"{match.why}; its values are {SAYS[field.type]}" if field.type in SAYS else match.why
        return replace(match, confidence=round(min(confidence, SURE), 2), why=why)
    return replace(match, confidence=round(match.confidence * (1 + AGAINST * fit), 2))


def _by_letters(column: str, field: StandardField) -> Iterator[Match]:
    written = key(column)
    for name in (key(field.name), key(field.title)):
        # What is put before a word may say that it is not the thing: staffed, unstaffed.
        likeness = alike(written, name, ALIKE) if name[:1] == written[:1] else 0.0
        if likeness and _same_sense(column, field):
            yield Match(column, field.name, round(0.8 * likeness, 2), "nearly the same name")


def _same_sense(column: str, field: StandardField) -> bool:
    written, meant = words(column), (*words(field.name), *words(field.title))
    return not opposed(written, meant) and negated(written) == negated(meant)


def _readings(column: str, wording: Wording) -> list[tuple[float, tuple[str, ...]]]:
    """Return the words of a name, of what stands before its brackets, and within; and what each is worth."""
    parts = ((1.0, column), (0.95, outside_brackets(column)), (0.9, inside_brackets(column)))
    return [
        (worth, read) for worth, part in parts if (worth == 1.0 or part != column) and (read := wording.words(part))
    ]


def _by_words(
    column: str, field: StandardField, readings: list[tuple[float, tuple[str, ...]]], wording: Wording
) -> Iterator[Match]:
    if initials(field.title) == column.strip().casefold():
        yield Match(column, field.name, INITIALS, "the first letters of its title")
    for worth, written in readings:
        score, shared = wording.score(written, field.name)
        if score:
            confidence = round(min(score, 1.0) * worth * MOST_BY_WORDS, 2)
            yield Match(column, field.name, confidence, f"its words fit: {', '.join(shared)}")


def _cut_short(columns: list[str], standard: Standard) -> dict[str, list[Match]]:
    """Know names that a program cut at ten letters or so.

    Those that would be the same then end in a number (``Permission``, ``Permissi_1``). Where there are as
    many of them as fields that begin so, they are taken in the standard's order.
    """
    names = {field.name: key(field.name) for field in standard.fields}
    alike_columns: dict[tuple[str, ...], list[str]] = {}
    for column in columns:
        start = key(re.sub(r"_?\d{1,2}$", "", column))
        if len(start) >= SHORTEST_TRUNCATION:
            fields = tuple(name for name, whole in names.items() if whole.startswith(start))
            alike_columns.setdefault(fields, []).append(column)
    found: dict[str, list[Match]] = {}
    for fields, cut in alike_columns.items():
        for place, column in enumerate(cut):
            if len(fields) == 1:
                found[column] = [Match(column, fields[0], 0.85, "same name, cut short")]
            elif len(fields) == len(cut):
                why = "same name, cut short, in the standard's order"
                found[column] = [Match(column, fields[place], 0.75, why)]
            else:
                found[column] = [Match(column, name, CUT_SHORT_ALIKE, "same name, cut short") for name in fields]
    return found


def _surest_first(offers: Iterable[Match], columns: tuple[str, ...]) -> Iterator[Match]:
    """Take the surest offer of all, then the next; pass over a column that fits two free fields as well."""
    place = {column: number for number, column in enumerate(columns)}
    waiting = sorted(offers, key=lambda offer: (-offer.confidence, place[offer.column]))
    while waiting:
        best: dict[str, Match] = {}
        rivals: set[str] = set()
        for offer in waiting:
            first = best.setdefault(offer.column, offer)
            if first is not offer and offer.confidence > first.confidence - TOO_CLOSE:
                rivals.add(offer.column)
        chosen = next((offer for column, offer in best.items() if column not in rivals), None)
        if chosen is None:
            return
        yield chosen
        waiting = [o for o in waiting if o.column != chosen.column and o.field != chosen.field]
