"""What a value must be. Each check is a name, a sentence, an expression, and who should mend what it finds.

Names, severities and responsibilities are those of the Planning Data specification's issue types
(digital-land/specification, ``issue-type.csv``); dimensions are the six of the Government Data Quality
Framework. Those in ``OURS`` have no counterpart there.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from . import lexical, places
from .expected import address_form, counted, date_form, how_written, pattern_form, range_of
from .lexical import ADDRESS as ADDRESS
from .lexical import MONTH as MONTH
from .lexical import NUMBER as NUMBER
from .standard import Dimension as Dimension
from .standard import Severity as Severity
from .standard import Standard, StandardField

if TYPE_CHECKING:
    import pandas as pd

    Text = pd.Series[str]
    Mask = pd.Series[bool]

SEVERITIES: tuple[Severity, ...] = ("critical", "error", "warning", "notice", "info", "debug")
DIMENSIONS: tuple[Dimension, ...] = (
    "completeness", "uniqueness", "consistency", "timeliness", "validity", "accuracy",
)  # fmt: skip
LAYOUT_CHECK = "columns differ"
ABSENT_CHECK = "absent table"
UNCLEAR_CHECK = "rule cannot be evaluated"
OURS = frozenset(
    {"missing column", "unknown column", "duplicate row", "mixed values", "invalid month", "invalid pattern",
     "invalid format", "too short", "too long", LAYOUT_CHECK, ABSENT_CHECK, UNCLEAR_CHECK}
)  # fmt: skip
# Findings about a column as such, or all of them: their row is the header's, and no row's value is wrong.
ABOUT_COLUMNS = frozenset({"missing column", "unknown column", LAYOUT_CHECK, ABSENT_CHECK, UNCLEAR_CHECK})
# What a reader must know before any other finding of its severity: the description may be of something else.
SAID_FIRST = (LAYOUT_CHECK, ABSENT_CHECK)
UNIQUE_CHECK = "reference values are not unique"
CODE_CHECK = "missing associated entity"
MIXED_CHECK = "mixed values"
MAP_CHECK = "WGS84 out of bounds"
COPY_CHECK = "duplicate row"
FIRST_ROWS = 10
POINTS = frozenset({"point", "point array", "point object"})
# Forms that a check of another name is for.
ELSEWHERE = POINTS | {"uri", "flag"}


@dataclass(frozen=True)
class Finding:
    """Something a rule found in a column.

    Attributes
    ----------
    check, dimension, severity, responsibility
        Name of the check, the quality dimension it bears on, how bad it is, and whether the publisher
        (``external``) or the reader's own side (``internal``) can mend it.
    column
        Column as published, or "" when it concerns whole rows.
    rows, count
        The first ten rows it was found in (as a spreadsheet numbers them), and in how many in all.
    observed, expected
        An example value, and what it should have been.
    message, fix
        A sentence, and what to do.
    """

    check: str
    dimension: Dimension
    severity: Severity
    responsibility: Literal["external", "internal"]
    column: str
    rows: tuple[int, ...]
    count: int
    observed: str
    expected: str
    message: str
    fix: str


@dataclass(frozen=True)
class Check:
    """A rule for the values of one column.

    ``applies`` says whether a field asks for it, ``fails`` which of the values break it; blanks are
    shown to it only when ``blanks`` is true.
    """

    name: str
    dimension: Dimension
    severity: Severity
    sentence: str
    fix: str
    applies: Callable[[StandardField], bool]
    fails: Callable[[Text, StandardField], Mask]
    expected: Callable[[StandardField], str]
    blanks: bool = False


def _unreadable(text: Text, field: StandardField) -> Mask:
    return ~lexical.readable(text, field)


def _in_other_form(text: Text, field: StandardField) -> Mask:
    return ~lexical.in_form(text, field)


def _no_address(text: Text, field: StandardField) -> Mask:
    return ~text.str.fullmatch(lexical.address_form(field)) if field.type == "uri" else _in_other_form(text, field)


def _not_allowed(text: Text, field: StandardField) -> Mask:
    if field.type == "category":
        return ~text.isin(field.values)
    import pandas as pd

    allowed = lexical.meaning(pd.Series(field.enum, dtype=str), field)
    return lexical.readable(text, field) & ~lexical.meaning(text, field).isin(allowed)


def _bounded(bounds: dict[str, Callable[[Any, Any], Any]]) -> Callable[[Text, StandardField], Mask]:
    """Make a test of values against bounds, each with the comparison that says a value is outside it.

    A value that cannot be read is within: another check finds it, this one must not.
    """

    def fails(text: Text, field: StandardField) -> Mask:
        values = lexical.meaning(text, field)
        outside = text != text
        for name, beyond in bounds.items():
            if (bound := getattr(field, name)) is not None:
                outside |= beyond(values, float(bound) if field.type in ("integer", "number") else str(bound))
        return outside & lexical.readable(text, field)

    return fails


def _short(text: Text, field: StandardField) -> Mask:
    return lexical.lengths(text, field) < (field.min_length or 0)


def _long(text: Text, field: StandardField) -> Mask:
    return lexical.lengths(text, field) > float("inf" if field.max_length is None else field.max_length)


CHECKS: tuple[Check, ...] = (
    Check(
        "missing value", "completeness", "error",
        "A value is required and there is none.", "Fill in the value.",
        lambda field: field.required, lambda text, field: text == "", lambda field: "a value", blanks=True,
    ),
    Check(
        "invalid integer", "validity", "error",
        "The value is not a whole number.", "Write digits only.",
        lambda field: field.type == "integer", _unreadable, lambda field: f"a whole number{how_written(field)}",
    ),
    Check(
        "invalid decimal", "validity", "error",
        "The value is not a number.", "Write digits and at most one decimal point.",
        lambda field: field.type == "number", _unreadable, lambda field: f"a number{how_written(field)}",
    ),
    Check(
        "invalid date", "validity", "error",
        "The value is not a date, or is a day that does not exist.",
        "Write a real date as YYYY-MM-DD, or in the form expected where that is another.",
        lambda field: field.type in ("date", "datetime"), _unreadable, lambda field: date_form(field),
    ),
    Check(
        "invalid month", "validity", "error",
        "The value is not a month.", "Write the year and month as YYYY-MM.",
        lambda field: field.type == "month", _unreadable, lambda field: "YYYY-MM",
    ),
    Check(
        "invalid URI", "validity", "error",
        "The value is not a web address.", "Give the whole address, which starts with http:// or https://.",
        lambda field: field.type == "uri" or field.form == "uri", _no_address,
        address_form,
    ),
    Check(
        "invalid flag", "validity", "error",
        "The value is not one of those for yes and no.", "Use one of the values allowed, spelt the same.",
        lambda field: field.form == "flag", lambda text, field: ~text.isin(field.values),
        lambda field: "one of " + ", ".join(f"'{value}'" for value in field.values),
    ),
    Check(
        "invalid coordinates", "validity", "error",
        "The value is not a point.", "Give longitude first and latitude second, in degrees.",
        lambda field: field.form in POINTS, _in_other_form, lambda field: lexical.SAID[field.form or ""],
    ),
    Check(
        "invalid format", "validity", "error",
        "The value is not written in the form that it must have.", "Write it in the form expected.",
        lambda field: field.form is not None and field.form not in ELSEWHERE,
        lambda text, field: _unreadable(text, field) if field.form == "time" else _in_other_form(text, field),
        lambda field: lexical.SAID[field.form or ""] + (f" written {field.format}" if field.format else ""),
    ),
    Check(
        "invalid category value", "validity", "error",
        "The value is not one of those allowed.", "Use one of the values allowed, spelt the same.",
        lambda field: bool(field.values or field.enum) and field.form != "flag", _not_allowed,
        lambda field: "one of " + ", ".join(f"'{value}'" for value in field.values or field.enum),
    ),
    Check(
        "too short", "validity", "error",
        "The value is shorter than it may be.", "Write the value in full.",
        lambda field: bool(field.min_length), _short, lambda field: f"{field.min_length:,} {counted(field)} or more",
    ),
    Check(
        "too long", "validity", "error",
        "The value is longer than it may be.", "Shorten the value.",
        lambda field: field.max_length is not None, _long,
        lambda field: f"{field.max_length:,} {counted(field)} or fewer",
    ),
    Check(
        "invalid pattern", "validity", "error",
        "The value is not written as the standard asks.", "Write it in the form expected.",
        lambda field: field.pattern is not None, lambda text, field: ~text.str.fullmatch(f"(?:{field.pattern})"),
        pattern_form,
    ),
    Check(
        "too small", "accuracy", "error",
        "The value is below the smallest allowed.", "Check the value and its unit.",
        lambda field: field.minimum is not None or field.exclusive_minimum is not None,
        _bounded({"minimum": operator.lt, "exclusive_minimum": operator.le}),
        lambda field: range_of(field.minimum, "or more", field.exclusive_minimum, "more than"),
    ),
    Check(
        "too large", "accuracy", "error",
        "The value is above the largest allowed.", "Check the value and its unit.",
        lambda field: field.maximum is not None or field.exclusive_maximum is not None,
        _bounded({"maximum": operator.gt, "exclusive_maximum": operator.ge}),
        lambda field: range_of(field.maximum, "or less", field.exclusive_maximum, "less than"),
    ),
    Check(
        UNIQUE_CHECK, "uniqueness", "error",
        "Several rows have the same reference.", "Give each record a reference of its own, or remove the copy.",
        lambda field: field.unique, lambda text, field: text.duplicated(keep=False), lambda field: "each value once",
    ),
)  # fmt: skip


def value_findings(cells: pd.DataFrame, standard: Standard, published: dict[str, str]) -> Iterator[Finding]:
    """Run every check on every column it applies to.

    Parameters
    ----------
    cells
        DataFrame of ``str``, ``""`` for a blank, columns named as the standard's fields.
    standard
        Its fields say which checks apply.
    published
        Field name to the column's name as published, for messages.
    """
    for field in standard.fields:
        if field.name not in cells.columns:
            continue
        filled = cells.loc[cells[field.name] != "", field.name]
        for check in CHECKS:
            if check.applies(field) and not _told_elsewhere(check, field, standard):
                text = cells[field.name] if check.blanks else filled
                failing = text[check.fails(text, field)] if len(text) else text
                if len(failing):
                    yield _finding(check, failing, published[field.name], check.expected(field))
    yield from _off_the_map(cells, standard, published)


def _told_elsewhere(check: Check, field: StandardField, standard: Standard) -> bool:
    """Whether a repeated value is found as a repeated key already."""
    return check.name == UNIQUE_CHECK and (field.name,) in standard.unique_keys


def checks_run(cells: pd.DataFrame, standard: Standard) -> Iterator[str]:
    """Name the checks that have a column to look at; what did not run must not be read as passed."""
    there = [field for field in standard.fields if field.name in cells.columns]
    yield from (check.name for check in CHECKS if any(check.applies(field) for field in there))
    if any(field.codes for field in there):
        yield CODE_CHECK
    pair = places.coordinate_fields(standard)
    if pair and all(field in there for field in pair):
        yield MAP_CHECK
    if cells.shape[1]:
        yield COPY_CHECK


def dimension_of(check: str) -> Dimension | None:
    """Return the dimension a check bears on; None for a rule of a standard's own, whose findings say it."""
    others: dict[str, Dimension] = {
        CODE_CHECK: "consistency", MIXED_CHECK: "consistency", MAP_CHECK: "accuracy", COPY_CHECK: "uniqueness",
    }  # fmt: skip
    from .workbook_rules import RULES

    others |= {rule.name: rule.dimension for rule in RULES} | {known.name: known.dimension for known in CHECKS}
    return others.get(check)


def sound(text: Text, field: StandardField) -> Mask:
    """Say of each value whether it is there and breaks no rule of a field."""
    good = text != ""
    for check in CHECKS:
        if check.applies(field) and len(text):
            good &= ~check.fails(text, field)
    return good


def row_findings(cells: pd.DataFrame) -> Iterator[Finding]:
    """Find rows that are the same as an earlier one in every column."""
    copies = cells[cells.duplicated(keep="first")] if cells.shape[1] else cells.iloc[:0]
    if len(copies):
        yield Finding(
            COPY_CHECK, "uniqueness", "warning", "external", "", first_rows(copies.index), len(copies),
            " | ".join(value for value in copies.iloc[0] if value)[:200], "each row once",
            "A row is the same as an earlier one in every column.",
            "Remove the copies, or add the column that tells them apart.",
        )  # fmt: skip


def mixed_findings(cells: pd.DataFrame) -> Iterator[Finding]:
    """Find columns of numbers in which a few values are not: for tables that come with no standard."""
    for name in cells.columns:
        filled = cells.loc[cells[name] != "", name]
        odd = filled[~filled.str.fullmatch(NUMBER)]
        if 0 < len(odd) <= len(filled) / 10:
            yield Finding(
                MIXED_CHECK, "consistency", "warning", "external", str(name), first_rows(odd.index), len(odd),
                str(odd.iloc[0]), "a number",
                "Nearly every value is a number and a few are not.",
                "Leave the cell empty when there is no number, and keep remarks in a column of their own.",
            )  # fmt: skip


def code_findings(text: Text, codes: frozenset[str], column: str, listed_in: str) -> Iterator[Finding]:
    """Find values that are not in their code list."""
    unknown = text[(text != "") & ~text.isin(codes)]
    if len(unknown):
        yield Finding(
            CODE_CHECK, "consistency", "error", "external", column,
            first_rows(unknown.index), len(unknown), str(unknown.iloc[0]), f"a value listed in {listed_in}",
            "The value is not in the list it must come from.", f"Use a value from {listed_in}, spelt the same.",
        )  # fmt: skip


def first_rows(index: pd.Index[int]) -> tuple[int, ...]:
    """Return the first ten row numbers as plain integers."""
    return tuple(int(row) for row in index[:FIRST_ROWS])


def _finding(check: Check, failing: Text, column: str, expected: str) -> Finding:
    return Finding(
        check.name, check.dimension, check.severity, "external", column, first_rows(failing.index), len(failing),
        str(failing.iloc[0])[:200], expected, check.sentence, check.fix,
    )  # fmt: skip


def _off_the_map(cells: pd.DataFrame, standard: Standard, published: dict[str, str]) -> Iterator[Finding]:
    pair = places.coordinate_fields(standard)
    outside = cells[places.off_the_map(cells, standard)]
    if pair and len(outside):
        first = outside.iloc[0]
        yield Finding(
            MAP_CHECK, "accuracy", "error", "external",
            ", ".join(published[field.name] for field in pair), first_rows(outside.index), len(outside),
            f"{first[pair[0].name]}, {first[pair[1].name]}", f"a point in {places.area_of(standard).name}",
            f"The point is outside the bounds of {places.area_of(standard).name}.",
            "Check that longitude and latitude are complete and in the right columns.",
        )  # fmt: skip
