"""Which rows below a header are no records: left out only where that is safe, and never without saying so."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

NOTE_WIDTH = 4
NAMED = 5
# A total is a summary when it is rare; a value of a column ("Total" beside "Female") comes again and again.
RECORDS_PER_TOTAL = 5
LAST_ROWS = 2
TOTALS = frozenset({"total", "totals", "grand total", "overall total", "sum"})
AVERAGES = frozenset({"average", "averages", "overall average", "mean", "overall mean"})
SUBTOTALS = frozenset({"subtotal", "subtotals", "sub-total", "sub-totals", "sub total", "sub totals"})
NOTE = "one filled cell: a note, not a record"
AGAIN = "the header again"
TOTAL = "a total"
AVERAGE = "an average"

# "England total" and "Total for England"; "Total visitors" names what is counted, and is a record.
_TOTAL_OF = re.compile(r"\S.{0,60} (?:total|totals)|(?:total|totals)(?: (?:for|of|across|all)\b| ?\().{1,60}")
_WORDS = ("total", "sum", "average", "mean")

Row = list[str]
Numbered = tuple[int, Row]


@dataclass(frozen=True)
class Whole:
    """What the rows below a header are like, leaving out those that could be no records.

    Attributes
    ----------
    records
        How many there are.
    first, last
        Numbers of the first and the last of those with two or more filled cells; 0 when there is none.
    often
        How many cells of each column are filled in the rows with two or more.
    ends
        Numbers of the last two.
    is_key
        Whether a cell reads like the first cells of the rows with two or more.
    """

    records: int
    first: int
    last: int
    often: tuple[int, ...]
    ends: tuple[int, ...]
    is_key: Callable[[str], bool]


def is_suspect(row: Row, header: Row, width: int) -> bool:
    """Whether a row could be no record: too long, nearly empty, the header again, or called a total.

    Parameters
    ----------
    row
        A filled row below the header.
    header
        The row the column names stand in.
    width
        How many columns there are.
    """
    cells = list(map(str.strip, row))
    if cells.count("") >= len(cells) - 1:
        return True
    first = cells[0] or _first(row)
    word = first.lower()
    return (
        any(total in word for total in _WORDS)
        or (len(row) > width and any(cells[width:]))
        or (first == _first(header) and _cells(row) == _cells(header))
    )


def why_left_out(suspects: Sequence[Numbered], header: Row, width: int, whole: Whole) -> dict[int, str]:
    """Say of each row below the header that is no record why it is none.

    Parameters
    ----------
    suspects
        The rows that could be none (``is_suspect``), each with its number in the file, in order.
    header
        The row the column names stand in.
    width
        How many columns there are.
    whole
        What the other rows are like.
    """
    reasons = {number: reason for number, row in suspects if (reason := _misplaced(row, header, width))}
    again = {number for number, reason in reasons.items() if reason == AGAIN}
    reasons |= {n: NOTE for n, row in suspects if again & {n + 1, n + 2} and len(_cells(row)) == 1}
    rest = [(number, row) for number, row in suspects if number not in reasons]
    if len(_cells(header)) >= NOTE_WIDTH:
        reasons |= dict.fromkeys(_notes(rest, whole), NOTE)
        rest = [(number, row) for number, row in rest if number not in reasons]
    return reasons | dict(_summaries(rest, whole))


def left_out(rejected: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Say how many rows were left out and name the first of them."""
    if not rejected:
        return
    named = ", ".join(f"row {number} ({reason})" for number, reason in rejected[:NAMED])
    more = f" and {len(rejected) - NAMED:,} more" if len(rejected) > NAMED else ""
    yield f"{len(rejected):,} {'row was' if len(rejected) == 1 else 'rows were'} left out: {named}{more}"


def shape(cell: str) -> str:
    """Write every run of digits as 9 and every run of letters as a, so that keys of one kind look alike."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "9", cell.strip().lower()))


def key_test(shapes: Collection[str]) -> Callable[[str], bool]:
    """Return a test of whether a cell reads like keys of these shapes; without a digit, it may as well be a note."""
    return lambda cell: "9" in shape(cell) and shape(cell) in shapes


def _misplaced(row: Row, header: Row, width: int) -> str:
    if any(cell.strip() for cell in row[width:]):
        return f"more cells than the {width} columns of the header"
    return AGAIN if header and _cells(row) == _cells(header) else ""


def _notes(rows: Sequence[Numbered], whole: Whole) -> Iterator[int]:
    """Find rows of one cell that stand before or after the data, or in a column that is otherwise empty."""
    full = [number for number, row in rows if len(_cells(row)) > 1 and not _called(row)]
    full += [whole.first, whole.last] if whole.first else []
    first, last = min(full, default=0), max(full, default=0)
    lead = next((position for position, often in enumerate(whole.often) if often), 0)
    for number, row in rows:
        if len(_cells(row)) > 1:
            continue
        position = next(position for position, cell in enumerate(row) if cell.strip())
        often = whole.often[position] if position < len(whole.often) else 0
        between = first < number < last
        is_record = often > whole.records / 2 if between else position == lead and whole.is_key(row[position])
        if not is_record:
            yield number


def _summaries(rows: Sequence[Numbered], whole: Whole) -> Iterator[tuple[int, str]]:
    """Find rows that sum up the others, unless the word is an ordinary value of its column."""
    called = {number: word for number, row in rows if (word := _called(row))}
    last = set(sorted([*whole.ends, *(number for number, _ in rows)])[-LAST_ROWS:])
    records = whole.records + len(rows) - len(called)
    for word in set(called.values()):
        numbers = {number for number, said in called.items() if said == word}
        rare = len(numbers) * RECORDS_PER_TOTAL <= records
        at_end = bool(records) and numbers <= last
        if word in SUBTOTALS or (word in TOTALS and (rare or at_end)):
            yield from dict.fromkeys(numbers, TOTAL).items()
        elif word in AVERAGES and at_end:
            yield from dict.fromkeys(numbers, AVERAGE).items()
        elif word not in TOTALS | AVERAGES and rare and at_end and len(called) <= LAST_ROWS:
            yield from dict.fromkeys(numbers, TOTAL).items()


def _called(row: Row) -> str:
    """Return the words that call a row a total or an average, or nothing."""
    word = _first(row).lower().rstrip(":")
    if word in TOTALS | AVERAGES | SUBTOTALS:
        # Further in, the word is a value of its column, unless nothing but numbers follows.
        return word if row[0].strip() or _only_numbers(_cells(row)[1:]) else ""
    return word if row[0].strip() and _TOTAL_OF.fullmatch(word) else ""


def _only_numbers(cells: list[str]) -> bool:
    return bool(cells) and all(re.fullmatch(r"[-+£$€]?[\d,]+(?:\.\d+)?%?", cell) for cell in cells)


def _cells(row: Row) -> list[str]:
    return [text for cell in row if (text := cell.strip())]


def _first(row: Row) -> str:
    return next((text for cell in row if (text := cell.strip())), "")
