"""What a value must be. Each check is a name, a sentence, an expression, and who should mend what it finds.

Names, severities and responsibilities are those of the Planning Data specification's issue types
(digital-land/specification, ``issue-type.csv``); dimensions are the six of the Government Data Quality
Framework. Those in ``OURS`` have no counterpart there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..loading.values import dates
from ..loading.values.grid_reference import in_great_britain
from . import places
from .standard import Standard, StandardField

if TYPE_CHECKING:
    import pandas as pd

    Text = pd.Series[str]
    Mask = pd.Series[bool]

Severity = Literal["critical", "error", "warning", "notice", "info", "debug"]
SEVERITIES: tuple[Severity, ...] = ("critical", "error", "warning", "notice", "info", "debug")
Dimension = Literal["completeness", "uniqueness", "consistency", "timeliness", "validity", "accuracy"]
DIMENSIONS: tuple[Dimension, ...] = (
    "completeness", "uniqueness", "consistency", "timeliness", "validity", "accuracy",
)  # fmt: skip
OURS = frozenset(
    {"missing column", "unknown column", "duplicate row", "mixed values", "invalid month", "invalid pattern"}
)
# Findings about a column as such: their row is the header's, and no row's value is wrong.
ABOUT_COLUMNS = frozenset({"missing column", "unknown column"})
CODE_CHECK = "missing associated entity"
MIXED_CHECK = "mixed values"
MAP_CHECK = "WGS84 out of bounds"
COPY_CHECK = "duplicate row"
FIRST_ROWS = 10
INTEGER = r"[-+]?\d+"
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
ADDRESS = r"(?i:https?)://[^\s/?#]+\.[^\s]+"


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


def _invalid(pattern: str) -> Callable[[Text, StandardField], Mask]:
    return lambda text, field: ~text.str.fullmatch(pattern)


def _below(text: Text, field: StandardField) -> Mask:
    values, bound = _comparable(text, field, field.minimum)
    return values < bound


def _above(text: Text, field: StandardField) -> Mask:
    values, bound = _comparable(text, field, field.maximum)
    return values > bound


CHECKS: tuple[Check, ...] = (
    Check(
        "missing value", "completeness", "error",
        "A value is required and there is none.", "Fill in the value.",
        lambda field: field.required, lambda text, field: text == "", lambda field: "a value", blanks=True,
    ),
    Check(
        "invalid integer", "validity", "error",
        "The value is not a whole number.", "Write digits only.",
        lambda field: field.type == "integer", _invalid(INTEGER), lambda field: "a whole number",
    ),
    Check(
        "invalid decimal", "validity", "error",
        "The value is not a number.", "Write digits and at most one decimal point.",
        lambda field: field.type == "number", _invalid(NUMBER), lambda field: "a number",
    ),
    Check(
        "invalid date", "validity", "error",
        "The value is not a date, or is a day that does not exist.", "Write a real date as YYYY-MM-DD.",
        lambda field: field.type == "date", lambda text, field: ~dates.is_iso(text), lambda field: "YYYY-MM-DD",
    ),
    Check(
        "invalid month", "validity", "error",
        "The value is not a month.", "Write the year and month as YYYY-MM.",
        lambda field: field.type == "month", _invalid(MONTH), lambda field: "YYYY-MM",
    ),
    Check(
        "invalid URI", "validity", "error",
        "The value is not a web address.", "Give one whole address that starts with http:// or https://.",
        lambda field: field.type == "uri", _invalid(ADDRESS), lambda field: "a web address",
    ),
    Check(
        "invalid category value", "validity", "error",
        "The value is not one of those allowed.", "Use one of the values allowed, spelt the same.",
        lambda field: field.type == "category", lambda text, field: ~text.isin(field.values),
        lambda field: "one of " + ", ".join(f"'{value}'" for value in field.values),
    ),
    Check(
        "invalid pattern", "validity", "error",
        "The value is not written as the standard asks.", "Write it in the form expected.",
        lambda field: field.pattern is not None, lambda text, field: ~text.str.fullmatch(f"(?:{field.pattern})"),
        lambda field: f"text of the form {field.pattern}",
    ),
    Check(
        "too small", "accuracy", "error",
        "The value is below the smallest allowed.", "Check the value and its unit.",
        lambda field: field.minimum is not None, _below, lambda field: f"{_plain(field.minimum)} or more",
    ),
    Check(
        "too large", "accuracy", "error",
        "The value is above the largest allowed.", "Check the value and its unit.",
        lambda field: field.maximum is not None, _above, lambda field: f"{_plain(field.maximum)} or less",
    ),
    Check(
        "reference values are not unique", "uniqueness", "error",
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
            if check.applies(field):
                text = cells[field.name] if check.blanks else filled
                failing = text[check.fails(text, field)] if len(text) else text
                if len(failing):
                    yield _finding(check, failing, published[field.name], check.expected(field))
    yield from _off_the_map(cells, standard, published)


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


def dimension_of(check: str) -> Dimension:
    """Return the dimension a check bears on."""
    others: dict[str, Dimension] = {
        CODE_CHECK: "consistency", MIXED_CHECK: "consistency", MAP_CHECK: "accuracy", COPY_CHECK: "uniqueness",
    }  # fmt: skip
    return others[check] if check in others else next(known.dimension for known in CHECKS if known.name == check)


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
    import pandas as pd

    pair = places.coordinate_fields(standard)
    if pair is None or any(field.name not in cells.columns for field in pair):
        return
    x, y = (pd.to_numeric(cells[field.name], errors="coerce") for field in pair)
    outside = cells[x.notna() & y.notna() & ~in_great_britain(x, y)]
    if len(outside):
        first = outside.iloc[0]
        yield Finding(
            MAP_CHECK, "accuracy", "error", "external",
            ", ".join(published[field.name] for field in pair), first_rows(outside.index), len(outside),
            f"{first[pair[0].name]}, {first[pair[1].name]}", "a point in Great Britain",
            "The point is outside the area the National Grid is made for.",
            "Check that longitude and latitude are complete and in the right columns.",
        )  # fmt: skip


def _comparable(text: Text, field: StandardField, bound: float | str | None) -> tuple[pd.Series, float | str]:
    """Return values and bound as numbers, or as text for dates, which sort as they read when in ISO form.

    A value that is no date stands at the bound: another check finds it, this one must not.
    """
    import pandas as pd

    if field.type in ("integer", "number"):
        return pd.to_numeric(text, errors="coerce"), float(bound or 0)
    readable = dates.is_iso(text) if field.type == "date" else text.str.fullmatch(rf"{MONTH}(?:-\d{{2}}.*)?")
    return text.where(readable, str(bound)), str(bound)


def _plain(bound: float | str | None) -> str:
    return f"{bound:g}" if isinstance(bound, float) else str(bound)
