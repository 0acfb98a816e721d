"""SQL that is true only of values no repair would touch and no rule would find.

It need not be true of all such values: one that it doubts is looked at by the rules themselves. So it may be
plain, and quick, where an exact condition could be neither. Tests hold it to the rules with values of all kinds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ...loading.sql import constant
from ...loading.values import dates
from ..lexical import address_form
from ..repair import patched
from .columns import Column

if TYPE_CHECKING:
    from ..asked import Asked
    from ..standard import StandardField

# Text of visible characters of ASCII and spaces: over these, RE2 and Python read an expression alike.
PRINTABLE = "[ -~]*"
NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
INTEGER = "[-+]?[0-9]+"
DATES = "({} between date '0001-01-01' and date '9999-12-31')"
ISO_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
# Digits that a double holds without changing one.
EXACT_DIGITS = 15
BEYOND = 10**EXACT_DIGITS
OF_KIND = {"date": "date", "double": "number"}
PATTERNS = {
    "integer": INTEGER,
    "number": NUMBER,
    "date": ISO_DATE,
    "month": "[0-9]{4}-(?:0[1-9]|1[0-2])",
    "datetime": "[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]",
    "uri": r'(?i:https?)://[!-"$-.0->@-~]+\.[!-~]+',
}
FORMS = {
    "email": "[!-?A-~]+@[!-?A-~]+",
    "uri": r'[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~]+',
    "uuid": "[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}",
    "base64": "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
    "year": "-?[0-9]{4,9}",
    "flag": "",
}  # fmt: skip
# Where an expression holds one of these, it is read alike only over printable text.
_DELICATE = re.compile(r"\[\^|\\[DWSBbs]|\(\?[a-zA-Z]")
# A letter, digit or sign that stands for itself, or a set of them; at the end of an expression, some may be left out.
_SIGNS = "A-Za-z0-9/:@_,;%&=~#"
_EDGE = rf"(?:[{_SIGNS}-]|\[[{_SIGNS}.-]+\])"
_AT_LEAST_ONE = r"(?:\+|\{[1-9][0-9]*(?:,[0-9]*)?\})?"
_BEGINS_CLEAN = re.compile(rf"{_EDGE}(?![?*]|\{{0)")
_ENDS_CLEAN = re.compile(rf"(?:\A|[^\\]){_EDGE}{_AT_LEAST_ONE}(?:{_EDGE}[?*])*\Z")
# A letter, a digit, a set of those, so many times; \d is read as RE2 and not as Python reads it.
_FIXED_PART = re.compile(
    r"([A-Za-z0-9]|\\d|\[(?:[A-Z]-[A-Z]|[a-z]-[a-z]|[0-9]-[0-9]|[A-Za-z0-9])+\])(?:\{([1-9][0-9]?)\})?"
)
_FIXED = re.compile(f"(?:{_FIXED_PART.pattern})+")
# A unit that a number could end in, and lose.
PART_OF_NUMBER = re.compile("[-+0-9.eE]+")
MOST_LISTED = 1_000


def doubts(column: Column, asked: Asked, codes: str) -> list[str]:
    """Return conditions of which one is true, or NULL and the value blank, of each value that must be looked at.

    Parameters
    ----------
    column
        The column; its field says what is asked of it.
    asked
        What is asked of the table.
    codes
        SQL of the table of codes its values must come from, "" for none.
    """
    good = surely_good(column, asked, codes)
    return [f"{column.place} is not null"] if good is None else [f"not ({each})" for each in good]


def surely_good(column: Column, asked: Asked, codes: str) -> list[str] | None:
    """Return conditions that are all true of a value only if it is good; None where that cannot be told."""
    field = column.field
    if field is None:
        return []
    if column.kind == "text":
        return _text(column, field, asked, codes)
    return _typed(column, field, asked, codes)


def listed(values: Iterable[str]) -> str:
    """Write texts as the list of an SQL ``in``."""
    return "(" + ", ".join(map(constant, values)) + ")"


def matches(value: str, pattern: str) -> str:
    """Write the condition that a value matches an expression from end to end."""
    return f"regexp_full_match({value}, {constant(pattern)})"


def is_plain(field: StandardField) -> bool:
    """Whether nothing is asked of the values of a field but to be there, once, or of a type."""
    return not (
        field.pattern or field.form or field.format or field.values or field.enum or field.replace or field.codes
        or field.min_length or field.max_length is not None
    )  # fmt: skip


def _typed(column: Column, field: StandardField, asked: Asked, codes: str) -> list[str] | None:
    """Judge values that have a type: what they are written as follows from it."""
    words = [*field.null, *(asked.standard.missing if asked.repairs else ())]
    numbers_told = any(re.search("[0-9]|nan|inf", word.lower()) for word in words)
    numeric = field.type in ("integer", "number") and (field.written is None or plainly_written(field))
    if column.kind == "integer" and (numbers_told or not (numeric and is_plain(field))):
        written = Column(column.name, field, f"cast({column.place} as varchar)", "", "text", clean=True, trimmed=True)
        return _text(written, field, asked, codes)
    if numbers_told or not is_plain(field):
        return None
    if column.kind in ("date", "double") and field.type not in (OF_KIND[column.kind], "string"):
        return None
    if column.kind == "date":
        real = [] if _between(field, lambda bound: dates.is_iso_date(str(bound))) else [DATES.format(column.place)]
        return [*real, *_date_bounds(column, field)]
    if column.kind == "double":
        # What is not a number is more than any to DuckDB, so bounds on both sides leave it out.
        bounded = _between(field, lambda bound: math.isfinite(float(bound)))
        real = [] if bounded else [f"isfinite({column.place})"]
        return [*real, *_number_bounds(column, field)]
    return list(_number_bounds(column, field))


def _text(column: Column, field: StandardField, asked: Asked, codes: str) -> list[str] | None:
    value = column.place
    shape = _shape(value, field, asked)
    if shape is None:
        return None
    conditions = [*shape, *_constraints(value, field, codes)]
    if asked.repairs and not edges_told(field):
        conditions += _edges(column)
    if field.null:
        conditions.append(f"{value} not in {listed(field.null)}")
    if asked.repairs and asked.standard.missing:
        told = [word for word in asked.standard.missing if _could_be(word, field)]
        conditions += [_is_not_among(value, told)] if told else []
    return conditions


def _shape(value: str, field: StandardField, asked: Asked) -> list[str] | None:
    """Say what a value of the field's type looks like; None where only the rules can tell."""
    if field.format or (field.written is not None and not plainly_written(field)):
        return None
    if field.type == "category":
        kept = _kept(field, asked)
        return [f"{value} in {listed(kept)}"] if kept else None
    if field.replace or (field.form is not None and field.form not in FORMS):
        return None
    form, of_type = FORMS.get(field.form or ""), _of_type(value, field)
    return None if of_type is None else [*of_type, *([matches(value, form)] if form else [])]


def _of_type(value: str, field: StandardField) -> list[str] | None:
    """Write a value back from what it was read as, where DuckDB does so for less than an expression costs."""
    if field.type == "uri":
        several = [matches(value, address_form(field)), matches(value, PRINTABLE)]
        return [matches(value, PATTERNS["uri"])] if field.separator is None else several
    if field.type in ("integer", "number"):
        if any(map(PART_OF_NUMBER.fullmatch, field.units)):
            return None
        read = [_same_integer(value, field)] if field.type == "integer" else _number(value, field)
        return [f"strlen({value}) <= {EXACT_DIGITS}", *read]
    if field.type == "date":
        return [f"strlen({value}) = 10", _same(value, "date"), *_text_bounds(value, field)]
    if field.type == "month":
        first_day = f"({value} || '-01')"
        return [f"strlen({value}) = 7", _same(first_day, "date"), *_text_bounds(value, field)]
    if field.type == "datetime":
        spaced = f"replace({value}, 'T', ' ')"
        whole = [f"strlen({value}) = 19", f"contains({value}, 'T')", _same(spaced, "timestamp")]
        return [*whole, *_text_bounds(value, field)]
    return []


def _same(value: str, kind: str) -> str:
    return f"coalesce(cast(try_cast({value} as {kind}) as varchar) = {value}, {value} is null)"


def _same_integer(value: str, field: StandardField) -> str:
    """Write an integer back from the nearest one within the bounds: it is the same only if it was within them."""
    lowest, highest = _integers_within(field)
    if lowest > highest:
        return "false"
    number = f"try_cast({value} as bigint)"
    number = f"greatest({number}, {lowest})" if lowest > -BEYOND else number
    number = f"least({number}, {highest})" if highest < BEYOND else number
    return f"coalesce(cast({number} as varchar) = {value}, {value} is null)"


def _integers_within(field: StandardField) -> tuple[int, int]:
    """Return the first and the last integer within the bounds, ``BEYOND`` where there is none of so few digits."""
    nearest = {">=": math.ceil, ">": lambda bound: math.floor(bound) + 1}
    nearest |= {"<=": math.floor, "<": lambda bound: math.ceil(bound) - 1}
    lowest, highest = -BEYOND, BEYOND
    for bound, sign in _bounds(field):
        integer = nearest[sign](max(-BEYOND, min(BEYOND, float(bound))))
        if sign in (">", ">="):
            lowest = max(lowest, integer)
        else:
            highest = min(highest, integer)
    return lowest, highest


def _number(value: str, field: StandardField) -> list[str]:
    number = Column(field.name, field, f"try_cast({value} as double)", "", "double")
    bounds = [f"coalesce({bound}, {value} is null)" for bound in _number_bounds(number, field)]
    return [matches(value, NUMBER), *bounds]


def _constraints(value: str, field: StandardField, codes: str) -> Iterator[str]:
    if field.pattern is not None:
        yield _fits(value, field.pattern)
        if _DELICATE.search(field.pattern):
            yield matches(value, PRINTABLE)
    if field.min_length:
        yield f"length({value}) >= {field.min_length}"
    if field.max_length is not None:
        yield f"strlen({value}) <= {field.max_length}"  # bytes, of which there are at least as many as characters
    if field.enum:
        yield f"{value} in {listed(field.enum)}"
    if codes:
        yield f"coalesce({value} in ({codes}), false)"


def _fits(value: str, pattern: str) -> str:
    """Say that a value matches a standard's pattern; one of so many signs is told sign by sign, which takes less."""
    signs = _sign_by_sign(pattern)
    if signs:
        return f"({value} glob {constant(signs)})"
    return matches(value, f"^(?:{pattern})")  # anchored, so that RE2 compares the letters it begins with at once


def _sign_by_sign(pattern: str) -> str:
    """Write a pattern of which each part stands for so many signs as a shell's, "" if it is not one."""
    if not _FIXED.fullmatch(pattern):
        return ""
    parts = _FIXED_PART.findall(pattern)
    return "".join(("[0-9]" if sign == r"\d" else sign) * int(times or 1) for sign, times in parts)


def _edges(column: Column) -> Iterator[str]:
    """Say that a value begins and ends with a visible character of ASCII: there is nothing to strip."""
    if not column.clean:
        yield f"({column.place} >= '!' and {column.place} < chr(127))"
    if not column.trimmed:
        yield ends_clean(column.place)


def ends_clean(value: str) -> str:
    """Say that a text ends with no space: with a sign that is none, and all of it is ASCII.

    As many bytes as signs are ASCII; to ask a second thing of the last sign takes longer.
    """
    return f"(({value})[-1] >= '!' and length({value}) = strlen({value}))"


def edges_told(field: StandardField) -> bool:
    """Whether what is asked of a value lets no space stand at its ends."""
    if field.type in PATTERNS or field.type == "category" or FORMS.get(field.form or ""):
        return True
    pattern = field.pattern or "?"
    return "|" not in pattern and bool(_BEGINS_CLEAN.match(pattern) and _ENDS_CLEAN.search(pattern))


def _could_be(word: str, field: StandardField) -> bool:
    """Whether a placeholder could pass for a value of the field."""
    if field.type == "category":
        return False  # left out of what is kept
    pattern = PATTERNS.get(field.type)
    return pattern is None or re.fullmatch(pattern, word) is not None


def _is_not_among(value: str, words: list[str]) -> str:
    """Say that a value is none of some words, whatever their case; a long one surely is not."""
    longest = max(len(word.encode()) for word in words)
    return f"(strlen({value}) > {4 * longest} or lower({value}) not in {listed(word.lower() for word in words)})"


def _kept(field: StandardField, asked: Asked) -> list[str]:
    """Return the values of a category that are read as they stand."""
    kept = [value for value in field.values if value.strip() == value and value]
    if asked.repairs:
        mendable = asked.mendable.field(field.name)
        blank = {word.lower() for word in asked.standard.missing}
        meant = zip(kept, patched(kept, mendable), strict=True)
        kept = [value for value, patch in meant if value.lower() not in blank and patch == value]
    return kept[:MOST_LISTED]


def plainly_written(field: StandardField) -> bool:
    """Whether numbers are written with digits and a point, an exponent and special words being allowed."""
    written = field.written
    return written is not None and written.decimal == "." and not written.group and written.bare and written.exponent


def _number_bounds(column: Column, field: StandardField) -> Iterator[str]:
    for bound, sign in _bounds(field):
        number = float(bound)
        exact = column.kind == "integer" and number.is_integer() and abs(number) <= BEYOND
        yield f"{column.place} {sign} {int(number) if exact else f'cast({number!r} as double)'}"


def _between(field: StandardField, real: Callable[[Any], bool]) -> bool:
    """Whether a value is asked to lie between two bounds which are no less real than it is to be."""
    bounds = list(_bounds(field))
    return all(real(bound) for bound, _ in bounds) and {sign[0] for _, sign in bounds} == {"<", ">"}


def _text_bounds(value: str, field: StandardField) -> Iterator[str]:
    for bound, sign in _bounds(field):
        yield f"{value} {sign} {constant(str(bound))}"


def _date_bounds(column: Column, field: StandardField) -> Iterator[str]:
    """Compare dates as they are written, since a bound may be written shorter."""
    if field.type == "date":
        for bound, sign in _bounds(field):
            if dates.is_iso_date(str(bound)):
                yield f"{column.place} {sign} date {constant(str(bound))}"
            else:
                yield f"strftime({column.place}, '%Y-%m-%d') {sign} {constant(str(bound))}"


def _bounds(field: StandardField) -> Iterator[tuple[float | str, str]]:
    four = (
        (field.minimum, ">="),
        (field.maximum, "<="),
        (field.exclusive_minimum, ">"),
        (field.exclusive_maximum, "<"),
    )
    return ((bound, sign) for bound, sign in four if bound is not None)
