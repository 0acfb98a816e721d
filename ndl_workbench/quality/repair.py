"""Mend what a rule of the standard says how to mend, and write down every change with its original value.

Some rules take the likelier reading: the day comes first in a date, a two-digit year is of this century or
the last, and a blank may be filled from the column the standard names. So each change is logged, and a
required value that was filled from elsewhere stays a finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..loading.values import dates
from . import places
from .rules import sound
from .standard import Standard, StandardField

if TYPE_CHECKING:
    import pandas as pd

    Text = pd.Series[str]


DEFAULT_RULE = "default-field"


@dataclass(frozen=True)
class Repair:
    """One value that was changed on the way in.

    Attributes
    ----------
    file, sheet
        Where it stands.
    row
        Row a spreadsheet shows; for a column name, the header's.
    column
        Column as published.
    rule
        Name of the repair.
    original, value
        Before and after.
    fix
        What the publisher can do so that no repair is needed.
    """

    file: str
    sheet: str
    row: int
    column: str
    rule: str
    original: str
    value: str
    fix: str


@dataclass(frozen=True)
class Change:
    """A repair before it is known which file and published column it belongs to."""

    row: int
    field: str
    rule: str
    original: str
    value: str
    fix: str


def repair(cells: pd.DataFrame, standard: Standard) -> tuple[pd.DataFrame, list[Change]]:
    """Repair a table whose columns are named as the standard's fields.

    Parameters
    ----------
    cells
        DataFrame of ``str``, ``""`` for a blank; it is not changed.
    standard
        Says what each column's values should be.

    Returns
    -------
    (pandas.DataFrame, list of Change)
        The repaired table with the same index, and every change in the order it was made. A column that is not
        there stands after the others, where the standard says which columns to fill it from and one of them is.
    """
    mended = cells.copy()
    changes: list[Change] = []
    for field in standard.fields:
        if field.name not in mended.columns:
            continue
        for rule, fix, mend in _steps(field, standard):
            before = mended[field.name]
            after = mend(before)
            changes += _log(before, after, field.name, rule, fix)
            mended[field.name] = after
    for rule, fix, columns in places.repairs(mended, standard):
        for name, after in columns.items():
            changes += _log(mended[name], after, name, rule, fix)
            mended[name] = after
    changes += _fill(mended, standard)
    return mended, changes


def _fill(mended: pd.DataFrame, standard: Standard) -> list[Change]:
    """Take blanks, and columns that are not there, from the columns the standard names."""
    import pandas as pd

    changes: list[Change] = []
    published = frozenset(mended.columns)
    for field in standard.fields:
        absent = field.name not in published
        for donor in field.default_from:
            if donor not in mended.columns:
                continue
            before = mended.get(field.name, pd.Series("", index=mended.index, dtype=str))
            after = before.where((before != "") | ~sound(mended[donor], field), mended[donor])
            fix = f"{'Add a column' if absent else 'Fill in'} {field.name}. It was taken from {donor}."
            changes += _log(before, after, field.name, DEFAULT_RULE, fix)
            mended[field.name] = after
    return changes


def patched(values: Sequence[str], field: StandardField) -> list[str]:
    """Return what values are patched to, themselves where they are not."""
    import pandas as pd

    if not (field.values or field.replace):
        return list(values)
    if all(value.isascii() and value.isprintable() for value in values):  # Python and pandas fold these alike
        meaning = _meaning(field)
        return [meaning.get(" ".join(value.lower().split()), value) for value in values]
    return list(map(str, _patch(pd.Series(values, dtype="str"), field)))


def _steps(field: StandardField, standard: Standard) -> list[tuple[str, str, Callable[[Text], Text]]]:
    """List the repairs for one column: name, advice, and what they do to its values."""
    steps: list[tuple[str, str, Callable[[Text], Text]]] = [
        ("whitespace", "Remove spaces and line breaks around the value.", lambda text: text.str.strip()),
    ]
    if standard.missing:
        steps.append(
            (
                "placeholder",
                "Leave the cell empty when there is nothing to say.",
                lambda text: _blank(text, standard),
            )
        )
    if field.replace or field.values:
        allowed = ", ".join(f"'{value}'" for value in field.values)
        steps.append(("patch", f"Write one of {allowed}, or leave it empty.", lambda text: _patch(text, field)))
    if field.units:
        steps.append(("unit", "Write the number alone, without its unit.", lambda text: _unit(text, field)))
    if field.type in ("integer", "number"):
        steps.append(("number format", "Write the number with digits only.", lambda text: _number(text, field)))
    if field.type == "date":
        steps.append(("date format", "Write the date as YYYY-MM-DD.", dates.to_iso))
    return steps


def _log(before: Text, after: Text, field: str, rule: str, fix: str) -> list[Change]:
    changed = before[before != after]
    return [
        Change(int(row), field, rule, str(old), str(new), fix)
        for row, old, new in zip(changed.index, changed, after[changed.index], strict=True)
    ]


def _blank(text: Text, standard: Standard) -> Text:
    return text.where(~text.str.lower().isin([value.lower() for value in standard.missing]), "")


def _patch(text: Text, field: StandardField) -> Text:
    folded = text.str.lower().str.split().str.join(" ")
    return folded.map(_meaning(field)).fillna(text)


def _meaning(field: StandardField) -> dict[str, str]:
    """Say what is meant by each word, in small letters."""
    meaning = {value.lower(): value for value in field.values}
    return meaning | {written.lower(): value for written, value in field.replace.items()}


def _unit(text: Text, field: StandardField) -> Text:
    endings = "|".join(re.escape(unit) for unit in sorted(field.units, key=len, reverse=True))
    return text.str.replace(rf"(?i)(?<=\d)\s*(?:{endings})\.?$", "", regex=True)


def _number(text: Text, field: StandardField) -> Text:
    grouped = text.str.fullmatch(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
    plain = text.where(~grouped, text.str.replace(",", ""))
    if field.type == "integer":
        plain = plain.str.replace(r"^([-+]?\d+)\.0+$", r"\1", regex=True)
    return plain
