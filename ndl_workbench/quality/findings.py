"""What a check notices: where, in how many rows, and a plain-words fix.

Names, severities and responsibilities are those of the Planning Data specification's issue types
(digital-land/specification, ``issue-type.csv``); dimensions are the six of the Government Data Quality
Framework. Those in ``OURS`` have no counterpart there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .standard import Dimension as Dimension
from .standard import Severity as Severity

if TYPE_CHECKING:
    import pandas as pd

SEVERITIES: tuple[Severity, ...] = ("critical", "error", "warning", "notice", "info", "debug")
DIMENSIONS: tuple[Dimension, ...] = (
    "completeness", "uniqueness", "consistency", "timeliness", "validity", "accuracy",
)  # fmt: skip
LAYOUT_CHECK = "columns differ"
ABSENT_CHECK = "absent table"
UNCLEAR_CHECK = "rule cannot be evaluated"
DIFFERS_CHECK = "differs from the reference"
GAP_CHECK = "blank, and the reference is not"
EXTRA_ROW_CHECK = "row not in the reference"
ABSENT_ROW_CHECK = "row only in the reference"
OURS = frozenset(
    {"missing column", "unknown column", "duplicate row", "mixed values", "invalid month", "invalid pattern",
     "invalid format", "too short", "too long", LAYOUT_CHECK, ABSENT_CHECK, UNCLEAR_CHECK,
     DIFFERS_CHECK, GAP_CHECK, EXTRA_ROW_CHECK, ABSENT_ROW_CHECK}
)  # fmt: skip
# Findings about a column as such, or all of them: their row is the header's, and no row's value is wrong.
ABOUT_COLUMNS = frozenset(
    {"missing column", "unknown column", LAYOUT_CHECK, ABSENT_CHECK, UNCLEAR_CHECK, ABSENT_ROW_CHECK}
)
# What a reader must know before any other finding of its severity: the description may be of something else.
SAID_FIRST = (LAYOUT_CHECK, ABSENT_CHECK)
UNIQUE_CHECK = "reference values are not unique"
CODE_CHECK = "missing associated entity"
MIXED_CHECK = "mixed values"
MAP_CHECK = "WGS84 out of bounds"
COPY_CHECK = "duplicate row"
FIRST_ROWS = 10


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
    keys
        Of the first ten rows, the values of the standard's key; none where it has no key.
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
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Found:
    """A finding with every row that it was made in."""

    finding: Finding
    every: pd.Index[int]


def first_rows(index: pd.Index[int]) -> tuple[int, ...]:
    """Return the first ten row numbers as plain integers."""
    return tuple(int(row) for row in index[:FIRST_ROWS])
