"""What kind of value a cell holds, and what a row of cells says about its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .rows import Row

MOSTLY = 0.8
LONGEST_LABEL = 300
LONGEST_VALUE = 60
# Enough columns to tell names from data; a file of 50,000 columns is told by its first.
SAMPLE_COLUMNS = 1_000

# What stands where a number is missing: the shorthand of statistics, with and without brackets, and other ways.
_SHORTHAND = ("c", "x", "z", "u", "w", "k", "low")
_NOT_KNOWN = ("-", "--", ".", "..", "...", "*", ":", "n/a", "na", "#n/a", "none", "null", "nil", "unknown", "not known")
GAPS = frozenset((*_SHORTHAND, *(f"[{mark}]" for mark in _SHORTHAND), *_NOT_KNOWN))

NUMBERS = "numbers the columns"
MANDATORY = "says which columns are mandatory"
TYPES = "says what type each column is"
EXAMPLES = "gives examples"

YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[-/][0-9]{2,4})?")
_NOT_A_LABEL = re.compile(r"[\s£$€%+-]*\d[\d\s,./:%-]*|https?://.*|\d{4}-\d\d-\d\d.*", re.DOTALL)
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?"
    r"|(?:[A-Za-z]{3,9},?\s+)?\d{1,2}(?:st|nd|rd|th)?[\s-][A-Za-z]{3,9}[\s,-]+\d{2,4}"
)
_NUMBER = re.compile(r"[\s£$€(]*[-+]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?[%)\s]*|\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?")
# A letter and eight digits, as the codes of places have.
_CODE = re.compile(r"[A-Z]\d{8}")
_NUMBERED = re.compile(r"[(\[]?(\d{1,5})(?:\.0)?[)\].]?")
_ASKED = r"mandatory|optional|required|recommended|conditional"
_TYPE = r"string|text|integer|number|numeric|decimal|float|date|datetime|boolean|url|uri|varchar|char"
_MANDATORY_CELL = re.compile(rf"(?:{_ASKED})[\s*]*", re.IGNORECASE)
_TYPE_CELL = re.compile(rf"(?:(?:{_ASKED})\s+)?(?:{_TYPE})", re.IGNORECASE)
_BOTH_CELL = re.compile(rf"(?:{_ASKED})\s+(?:{_TYPE})", re.IGNORECASE)
_EXAMPLE_CELL = re.compile(r"(?:e\.g\.?|for example|example:)[\s,:].*", re.IGNORECASE | re.DOTALL)


def filled_cells(row: Row) -> int:
    """Count the cells of a row that hold more than space."""
    return sum(map(bool, map(str.strip, row)))


def column_kind(body: Sequence[Row], position: int) -> str:
    """Return the kind of value nearly all cells of a column are, or nothing."""
    kinds = Counter(kind_of(row[position]) for row in body if len(row) > position and row[position].strip())
    kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
    return kind if count >= 2 and count >= MOSTLY * kinds.total() else ""


def compared(row: Row, body: Sequence[Row]) -> tuple[int, int]:
    """Count the columns in which a cell is the same kind of value as those below, and another kind."""
    alike = unlike = 0
    if len(body) < 2:
        return 0, 0
    for position, cell in enumerate(row[:SAMPLE_COLUMNS]):
        if not any(map(str.isalnum, cell)):
            continue
        kind = column_kind(body, position)
        own = "year" if YEAR.fullmatch(cell.strip()) else kind_of(cell)
        if own == kind != "text" or (own == "year" and kind == "number" and _all_years(body, position)):
            alike += 1
        elif kind and own != kind:
            unlike += 1
    return alike, unlike


def _all_years(body: Sequence[Row], position: int) -> bool:
    """Whether every filled cell of a column is a year."""
    return all(YEAR.fullmatch(row[position].strip()) for row in body if len(row) > position and row[position].strip())


def kind_of(cell: str) -> str:
    """Return what a cell reads like: date, number, code, link or text."""
    text = cell.strip()
    if len(text) <= LONGEST_VALUE:
        if _DATE.fullmatch(text):
            return "date"
        if _NUMBER.fullmatch(text):
            return "number"
        if _CODE.fullmatch(text):
            return "code"
    return "link" if text.startswith(("http://", "https://")) else "text"


def is_series(cells: list[str]) -> bool:
    """Whether cells count up in even steps, as the numbers of columns or a row of years do."""
    if len(cells) < 2 or not all(re.fullmatch(r"\d{1,9}", cell) for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return len(steps) == 1 and steps.pop() > 0


def is_label(cell: str) -> bool:
    """Whether a cell could be a column's name: a year, or text that is no number, date or link."""
    text = cell.strip()
    if YEAR.fullmatch(text):
        return True
    return bool(text) and len(text) <= LONGEST_LABEL and not _NOT_A_LABEL.fullmatch(text)


def describes(row: Row) -> str:
    """Say what a row tells of the columns: their numbers, examples, which are mandatory, or of what type they are."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(cells) < 3:
        return ""
    if _counts_up(cells):
        return NUMBERS
    if sum(1 for cell in cells if _EXAMPLE_CELL.fullmatch(cell)) >= MOSTLY * len(cells):
        return EXAMPLES
    few = len({cell.lower() for cell in cells}) < len(cells)
    both = sum(1 for cell in cells if _BOTH_CELL.fullmatch(cell))
    if both >= MOSTLY * len(cells):
        return f"{MANDATORY} and of what type"
    if few and sum(1 for cell in cells if _MANDATORY_CELL.fullmatch(cell)) >= MOSTLY * len(cells):
        return MANDATORY
    return TYPES if few and sum(1 for cell in cells if _TYPE_CELL.fullmatch(cell)) >= MOSTLY * len(cells) else ""


def _counts_up(cells: list[str]) -> bool:
    """Whether cells are column numbers from 1 on; a number may be left out with its column."""
    found = [_NUMBERED.fullmatch(cell) for cell in cells]
    numbers = [int(match[1]) for match in found if match]
    if len(numbers) < len(cells) or numbers[0] != 1 or numbers[-1] > 2 * len(numbers):
        return False
    return all(earlier < later for earlier, later in pairwise(numbers))
