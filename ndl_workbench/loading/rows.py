"""Which rows below a header are no records: left out only where that is safe, and never without saying so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .grid import Row

NOTE_WIDTH = 4
NAMED = 5
# A total is a summary when it is rare; a value of a column ("Total" beside "Female") comes again and again.
RECORDS_PER_TOTAL = 5
LAST_ROWS = 2
TOTALS = frozenset({"total", "totals", "grand total", "sum"})
NOTE = "one filled cell: a note, not a record"

Numbered = tuple[int, Row]


def why_left_out(rows: Sequence[Numbered], header: Row, width: int) -> dict[int, str]:
    """Say of each row below the header that is no record why it is none.

    Parameters
    ----------
    rows
        The filled rows below the header, each with its number in the file.
    header
        The row the column names stand in.
    width
        How many columns there are.
    """
    reasons = {number: reason for number, row in rows if (reason := _misplaced(row, header, width))}
    rest = [(number, row) for number, row in rows if number not in reasons]
    if len(_cells(header)) >= NOTE_WIDTH:
        reasons |= dict.fromkeys(_notes(rest), NOTE)
        rest = [(number, row) for number, row in rest if number not in reasons]
    return reasons | dict.fromkeys(_summaries(rest), "a total")


def left_out(rejected: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Say how many rows were left out and name the first of them."""
    if not rejected:
        return
    named = ", ".join(f"row {number} ({reason})" for number, reason in rejected[:NAMED])
    more = f" and {len(rejected) - NAMED:,} more" if len(rejected) > NAMED else ""
    yield f"{len(rejected):,} {'row was' if len(rejected) == 1 else 'rows were'} left out: {named}{more}"


def _misplaced(row: Row, header: Row, width: int) -> str:
    if any(cell.strip() for cell in row[width:]):
        return f"more cells than the {width} columns of the header"
    return "the header again" if _cells(row) == _cells(header) else ""


def _notes(rows: Sequence[Numbered]) -> Iterator[int]:
    """Find rows of one cell that stand before or after the data, or in a column that is otherwise empty."""
    full = [(number, row) for number, row in rows if len(_cells(row)) > 1]
    first, last = (full[0][0], full[-1][0]) if full else (0, 0)
    often = Counter(position for _, row in full for position, cell in enumerate(row) if cell.strip())
    keys = {_shape(row[0]) for _, row in full}
    for number, row in rows:
        if len(_cells(row)) > 1:
            continue
        position = next(position for position, cell in enumerate(row) if cell.strip())
        inside = first < number < last
        is_record = often[position] > len(full) / 2 if inside else position == 0 and _is_key(row[0], keys)
        if not is_record:
            yield number


def _is_key(cell: str, keys: set[str]) -> bool:
    """Whether a cell reads like the keys of the full rows. Without a digit, a word may as well be a note."""
    shape = _shape(cell)
    return "9" in shape and shape in keys


def _shape(cell: str) -> str:
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "9", cell.strip().lower()))


def _summaries(rows: Sequence[Numbered]) -> Iterator[int]:
    """Find rows whose first column says total, unless the word is an ordinary value of that column."""
    words = {number: word for number, row in rows if (word := row[0].strip().lower().rstrip(":")) in TOTALS}
    last = {number for number, _ in rows[-LAST_ROWS:]}
    records = len(rows) - len(words)
    for word in set(words.values()):
        numbers = {number for number, said in words.items() if said == word}
        if len(numbers) * RECORDS_PER_TOTAL <= records or (records and numbers <= last):
            yield from numbers


def _cells(row: Row) -> list[str]:
    return [cell.strip() for cell in row if cell.strip()]
