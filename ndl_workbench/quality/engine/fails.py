"""SQL that says which rules a value breaks, for the values of which SQL can say it as the rules would.

A value is *settled* where no repair would touch it and every rule that is asked of it can be told. Any other is
left to the rules themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...loading.sql import constant
from ...loading.values.dates import EARLIEST_YEAR
from .. import lexical
from ..rules import CHECKS, Check
from .columns import Column
from .good import (
    DATES,
    EXACT_DIGITS,
    FORMS,
    INTEGER,
    ISO_DATE,
    NUMBER,
    PART_OF_NUMBER,
    PATTERNS,
    PRINTABLE,
    is_plain,
    listed,
    matches,
    plainly_written,
)

if TYPE_CHECKING:
    from ..asked import Asked
    from ..standard import StandardField

_BY_NAME = {check.name: check for check in CHECKS}


@dataclass(frozen=True)
class Told:
    """What SQL can say of a column's values.

    Attributes
    ----------
    settled
        Condition that is true of the values, not NULL, of which it can.
    broken
        Each rule with the condition that a settled value breaks it.
    """

    settled: str
    broken: tuple[tuple[Check, str], ...]


def told_of(column: Column, asked: Asked, codes: str) -> Told | None:
    """Say what SQL can tell of the values of a column that are not surely good; None for nothing."""
    field = column.field
    if field is None or codes or field.format or field.null or (field.enum and field.type != "string"):
        return None
    if column.kind == "text":
        return _of_text(column, field, asked)
    if column.kind == "date" and field.type == "date" and is_plain(field):
        written = f"strftime({column.place}, '%Y-%m-%d')"
        return Told(DATES.format(column.place), tuple(_outside(written, field, number=False)))
    if is_plain(field) and field.type in ("integer", "number") and _matches_kind(column, field):
        numeric_words = [word for word in asked.standard.missing if re.search("[0-9]|nan|inf", word.lower())]
        if numeric_words and asked.repairs:
            return None
        settled = f"isfinite({column.place})" if column.kind == "double" else "true"
        return Told(settled, tuple(_outside(column.place, field, number=True)))
    return None


def _matches_kind(column: Column, field: StandardField) -> bool:
    plain = field.written is None or (field.type == "number" and _plain(field))
    return plain and (column.kind == "integer" or (column.kind == "double" and field.type == "number"))


def _plain(field: StandardField) -> bool:
    written = field.written
    return written is None or (plainly_written(field) and not written.percent)


def _of_text(column: Column, field: StandardField, asked: Asked) -> Told | None:
    value = column.place
    shape = _shape(value, field, asked)
    if shape is None:
        return None
    conditions, broken = shape
    conditions = [matches(value, PRINTABLE), *conditions]
    if asked.repairs:
        conditions.append(f"({value}[1] <> ' ' and {value}[-1] <> ' ')")
        if asked.standard.missing:
            conditions.append(f"lower({value}) not in {listed(word.lower() for word in asked.standard.missing)}")
    return Told(" and ".join(f"({each})" for each in conditions), (*broken, *_constraints(value, field)))


def _shape(
    value: str, field: StandardField, asked: Asked
) -> tuple[list[str], list[tuple[Check, str]]] | None:  # fmt: skip
    """Return the conditions of a settled value of the field's type, and the rules of the type; None where not told."""
    if field.type == "category":
        return _category(value, field, asked)
    if field.replace or (field.form is not None and field.form not in FORMS):
        return None
    broken = _form(value, field)
    if field.type in ("integer", "number"):
        return _number(value, field, asked, broken)
    if field.type == "date":
        return _date(value, field, broken)
    if field.type == "datetime":
        return None
    if field.type == "month":
        is_month = matches(value, PATTERNS["month"])
        outside = [(check, f"{is_month} and {beyond}") for check, beyond in _outside(value, field, number=False)]
        return [], [*broken, (_BY_NAME["invalid month"], f"not {is_month}"), *outside]
    if field.type == "uri":
        form = PATTERNS["uri"] if field.separator is None else lexical.address_form(field)
        return [], [*broken, (_BY_NAME["invalid URI"], f"not {matches(value, form)}")]
    return [], broken


def _category(
    value: str, field: StandardField, asked: Asked
) -> tuple[list[str], list[tuple[Check, str]]] | None:  # fmt: skip
    if field.form not in (None, "flag"):
        return None
    name = "invalid flag" if field.form == "flag" else "invalid category value"
    conditions = []
    mendable = asked.mendable.field(field.name)
    if asked.repairs and (mendable.values or mendable.replace):
        meant = {word.lower() for word in (*mendable.values, *mendable.replace)}
        # Anything that would be read as an allowed value, however it is spaced, is left to the repairs.
        conditions += [f"not contains({value}, '  ')", f"lower({value}) not in {listed(sorted(meant))}"]
        conditions = [f"({value} in {listed(field.values)}) or ({' and '.join(conditions)})"]
    return conditions, [(_BY_NAME[name], f"{value} not in {listed(field.values)}")]


def _number(
    value: str, field: StandardField, asked: Asked, broken: list[tuple[Check, str]]
) -> tuple[list[str], list[tuple[Check, str]]] | None:
    if field.written is not None and not (field.type == "number" and _plain(field)):
        return None
    if any(map(PART_OF_NUMBER.fullmatch, field.units)):
        return None
    read = matches(value, INTEGER if field.type == "integer" else NUMBER)
    conditions = [f"strlen({value}) <= {EXACT_DIGITS}"]
    if asked.repairs:
        if field.units:
            conditions.append(read)
        # Digits with commas or a point are what the repairs would mend.
        conditions.append(f"{read} or not {matches(value, '[-+0-9.,]*')}")
    if field.written is not None and field.written.special:
        conditions.append(f"lower({value}) not in {listed(lexical.SPECIAL)}")
    name = "invalid integer" if field.type == "integer" else "invalid decimal"
    number = f"try_cast({value} as double)"
    outside = [(check, f"{read} and {beyond}") for check, beyond in _outside(number, field, number=True)]
    return conditions, [*broken, (_BY_NAME[name], f"not {read}"), *outside]


def _date(
    value: str, field: StandardField, broken: list[tuple[Check, str]]
) -> tuple[list[str], list[tuple[Check, str]]]:
    """There are more ways to write a date than SQL can tell: what has digits in another form is left to the rules."""
    iso = matches(value, ISO_DATE)
    real = f"({iso} and {value} >= '{EARLIEST_YEAR}' and try_cast({value} as date) is not null)"
    conditions = [f"({iso} and {value} >= '{EARLIEST_YEAR}') or not regexp_matches({value}, '[0-9]')"]
    outside = [(check, f"{real} and {beyond}") for check, beyond in _outside(value, field, number=False)]
    return conditions, [*broken, (_BY_NAME["invalid date"], f"not {real}"), *outside]


def _form(value: str, field: StandardField) -> list[tuple[Check, str]]:
    if not FORMS.get(field.form or ""):
        return []
    name = "invalid URI" if field.form == "uri" else "invalid format"
    return [(_BY_NAME[name], f"not {matches(value, FORMS[field.form or ''])}")]


def _constraints(value: str, field: StandardField) -> Iterator[tuple[Check, str]]:
    if field.pattern is not None:
        yield _BY_NAME["invalid pattern"], f"not {matches(value, f'(?:{field.pattern})')}"
    if field.enum:
        yield _BY_NAME["invalid category value"], f"{value} not in {listed(field.enum)}"
    if field.min_length:
        yield _BY_NAME["too short"], f"length({value}) < {field.min_length}"
    if field.max_length is not None:
        yield _BY_NAME["too long"], f"length({value}) > {field.max_length}"


def _outside(value: str, field: StandardField, *, number: bool) -> Iterator[tuple[Check, str]]:
    for name, bounds in (
        ("too small", ((field.minimum, "<"), (field.exclusive_minimum, "<="))),
        ("too large", ((field.maximum, ">"), (field.exclusive_maximum, ">="))),
    ):
        beyond = [
            f"{value} {sign} " + (f"cast({float(bound)!r} as double)" if number else constant(str(bound)))
            for bound, sign in bounds
            if bound is not None
        ]
        if beyond:
            yield _BY_NAME[name], f"({' or '.join(beyond)})"
