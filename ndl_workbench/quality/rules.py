"""What a value must be. Each check is a name, a sentence, an expression, and who should mend what it finds."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from . import lexical, places
from .expected import address_form, counted, date_form, how_written, pattern_form, range_of
from .findings import (
    ABSENT_ROW_CHECK,
    CODE_CHECK,
    COPY_CHECK,
    DIFFERS_CHECK,
    EXTRA_ROW_CHECK,
    GAP_CHECK,
    MAP_CHECK,
    MIXED_CHECK,
    UNIQUE_CHECK,
    Finding,
    Found,
    first_rows,
)
from .lexical import ADDRESS as ADDRESS
from .lexical import MONTH as MONTH
from .lexical import NUMBER as NUMBER
from .standard import Dimension, Severity, Standard, StandardField

if TYPE_CHECKING:
    import pandas as pd

    Text = pd.Series[str]
    Mask = pd.Series[bool]

POINTS = frozenset({"point", "point array", "point object"})
# Forms that a check of another name is for.
ELSEWHERE = POINTS | {"uri", "flag"}


@dataclass(frozen=True)
class Check:
    """A rule for the values of one column.

    ``applies`` says whether a field asks for it, ``fails`` which of the values break it; blanks are
    shown to it only when ``blanks`` is true. Unless ``alone``, a value is judged by the other rows.
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
    alone: bool = True


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
        alone=False,
    ),
)  # fmt: skip


def value_findings(cells: pd.DataFrame, standard: Standard, published: dict[str, str]) -> Iterator[Found]:
    """Run every check that judges a row by itself on every column it applies to.

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
        yield from _in_column(cells, field, published, alone=True)
    yield from _off_the_map(cells, standard, published)


def repeat_findings(cells: pd.DataFrame, standard: Standard, published: dict[str, str]) -> Iterator[Found]:
    """Find values that must differ and do not; a repeated key of one column is found as a key."""
    for field in standard.fields:
        if (field.name,) not in standard.unique_keys:
            yield from _in_column(cells, field, published, alone=False)


def _in_column(cells: pd.DataFrame, field: StandardField, published: dict[str, str], *, alone: bool) -> Iterator[Found]:
    if field.name not in cells.columns:
        return
    filled = cells.loc[cells[field.name] != "", field.name]
    for check in CHECKS:
        if check.alone is alone and check.applies(field):
            text = cells[field.name] if check.blanks else filled
            failing = text[check.fails(text, field)] if len(text) else text
            if len(failing):
                yield _found(check, failing, published[field.name], check.expected(field))


def checks_run(columns: Sequence[str], standard: Standard) -> Iterator[str]:
    """Name the checks that have a column to look at; what did not run must not be read as passed."""
    there = [field for field in standard.fields if field.name in columns]
    yield from (check.name for check in CHECKS if any(check.applies(field) for field in there))
    if any(field.codes for field in there):
        yield CODE_CHECK
    pair = places.coordinate_fields(standard)
    if pair and all(field in there for field in pair):
        yield MAP_CHECK
    if columns:
        yield COPY_CHECK


def dimension_of(check: str) -> Dimension | None:
    """Return the dimension a check bears on; None for a rule of a standard's own, whose findings say it."""
    others: dict[str, Dimension] = {
        CODE_CHECK: "consistency", MIXED_CHECK: "consistency", MAP_CHECK: "accuracy", COPY_CHECK: "uniqueness",
        DIFFERS_CHECK: "accuracy", GAP_CHECK: "completeness", EXTRA_ROW_CHECK: "accuracy",
        ABSENT_ROW_CHECK: "completeness",
    }  # fmt: skip
    from .workbook_rules import RULES

    others |= {rule.name: rule.dimension for rule in RULES} | {known.name: known.dimension for known in CHECKS}
    return others.get(check)


def sound(text: Text, field: StandardField) -> Mask:
    """Say of each value whether it is there and breaks no rule of a field that judges it by itself."""
    good = text != ""
    for check in CHECKS:
        if check.alone and check.applies(field) and len(text):
            good &= ~check.fails(text, field)
    return good


def row_findings(cells: pd.DataFrame) -> Iterator[Found]:
    """Find rows that are the same as an earlier one in every column."""
    copies = cells[cells.duplicated(keep="first")] if cells.shape[1] else cells.iloc[:0]
    if len(copies):
        yield Found(copy_finding(copies, len(copies)), copies.index)


def copy_finding(first: pd.DataFrame, count: int) -> Finding:
    """Word the finding of copies, whose first ones are given."""
    return Finding(
        COPY_CHECK, "uniqueness", "warning", "external", "", first_rows(first.index), count,
        " | ".join(value for value in first.iloc[0] if value)[:200], "each row once",
        "A row is the same as an earlier one in every column.",
        "Remove the copies, or add the column that tells them apart.",
    )  # fmt: skip


def mixed_findings(cells: pd.DataFrame) -> Iterator[Found]:
    """Find columns of numbers in which a few values are not: for tables that come with no standard."""
    for name in cells.columns:
        filled = cells.loc[cells[name] != "", name]
        odd = filled[~filled.str.fullmatch(NUMBER)]
        if 0 < len(odd) <= len(filled) / 10:
            yield Found(mixed_finding(odd, len(odd)), odd.index)


def mixed_finding(first: Text, count: int) -> Finding:
    """Word the finding of text among numbers, whose first values are given."""
    return Finding(
        MIXED_CHECK, "consistency", "warning", "external", str(first.name), first_rows(first.index), count,
        str(first.iloc[0]), "a number",
        "Nearly every value is a number and a few are not.",
        "Leave the cell empty when there is no number, and keep remarks in a column of their own.",
    )  # fmt: skip


def code_findings(text: Text, codes: frozenset[str], column: str, listed_in: str) -> Iterator[Found]:
    """Find values that are not in their code list."""
    unknown = text[(text != "") & ~text.isin(codes)]
    if len(unknown):
        finding = Finding(
            CODE_CHECK, "consistency", "error", "external", column,
            first_rows(unknown.index), len(unknown), str(unknown.iloc[0]), f"a value listed in {listed_in}",
            "The value is not in the list it must come from.", f"Use a value from {listed_in}, spelt the same.",
        )  # fmt: skip
        yield Found(finding, unknown.index)


def repeat_in_column(first: pd.DataFrame, count: int, field: StandardField, column: str) -> Finding:
    """Word the finding of values that must differ and do not; the first are given."""
    check = next(check for check in CHECKS if not check.alone)
    return replace(_found(check, first.iloc[:, 0], column, check.expected(field)).finding, count=count)


def _found(check: Check, failing: Text, column: str, expected: str) -> Found:
    finding = Finding(
        check.name, check.dimension, check.severity, "external", column, first_rows(failing.index), len(failing),
        str(failing.iloc[0])[:200], expected, check.sentence, check.fix,
    )  # fmt: skip
    return Found(finding, failing.index)


def _off_the_map(cells: pd.DataFrame, standard: Standard, published: dict[str, str]) -> Iterator[Found]:
    pair = places.coordinate_fields(standard)
    outside = cells[places.off_the_map(cells, standard)]
    if pair and len(outside):
        first = outside.iloc[0]
        finding = Finding(
            MAP_CHECK, "accuracy", "error", "external",
            ", ".join(published[field.name] for field in pair), first_rows(outside.index), len(outside),
            f"{first[pair[0].name]}, {first[pair[1].name]}", f"a point in {places.area_of(standard).name}",
            f"The point is outside the bounds of {places.area_of(standard).name}.",
            "Check that longitude and latitude are complete and in the right columns.",
        )  # fmt: skip
        yield Found(finding, outside.index)
