"""CSV text into rows: which separator and quotation marks it uses, and what to do where they are wrong."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ...errors import Unreadable
from ..recognising.recognise import READABLE
from ..tables.rows import Row

SAMPLE_ROWS = 50
SAMPLE_TEXT = 1_000_000
DELIMITERS = (",", ";", "\t", "|")
# Separators seldom seen. One is taken only when no usual one cuts anything and every row agrees.
RARE_DELIMITERS = ("^", "~", "¬", "\x1f", "\x01", ":")
FEWEST_RARE = 3
MOSTLY = 0.95
# Above this, one cell is a quotation mark that was never closed rather than text somebody wrote.
LONGEST_CELL = 200_000_000

# Stands after the last row; no text that is read holds it.
END = "\0"

_SAID = re.compile(r"\"?sep=(.)\"?\r?$", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """How a CSV file separates and quotes its cells.

    Attributes
    ----------
    delimiter
        Character between two cells.
    quote
        Character around a cell that may hold anything.
    escape
        Character before a quotation mark inside such a cell, "" when it is doubled as RFC 4180 asks.
    spaced
        Whether spaces stand between a separator and an opening quotation mark.
    """

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    spaced: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is as RFC 4180 describes, but for the separator."""
        return self.quote == '"' and not self.escape and not self.spaced

    def rows(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[Row]:
        """Read rows from lines that keep their line ends; strict raises ``csv.Error`` at a stray quotation mark."""
        csv.field_size_limit(LONGEST_CELL)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            doublequote=not self.escape,
            escapechar=self.escape or None,
            skipinitialspace=self.spaced,
            strict=strict,
        )

    def decisions(self) -> Iterator[str]:
        """Say what is not as most CSV files have it."""
        if self.delimiter != ",":
            yield f"columns are separated by {self.delimiter!r}"
        if self.quote != '"':
            yield f"cells are quoted with {self.quote}"
        if self.escape:
            yield f"a quotation mark inside a cell has {self.escape} before it"
        if self.spaced:
            yield "spaces between a separator and the next cell were passed over"


def dialect_of(text: str) -> Dialect:
    """Tell how the text separates and quotes its cells, from its first rows."""
    sample = text[:SAMPLE_TEXT]
    delimiter = _delimiter(sample)
    quote = "'" if _quoted_singly(sample, delimiter) else '"'
    spaced = f"{delimiter} {quote}" in sample
    dialect = Dialect(delimiter, quote, spaced=spaced)
    if f"\\{quote}" in sample and not _sound(dialect, sample):
        escaped = Dialect(delimiter, quote, escape="\\", spaced=spaced)
        return escaped if _sound(escaped, sample) else dialect
    return dialect


def rows_of(text: str, dialect: Dialect, name: str) -> tuple[list[Row], list[str]]:
    """Read every row, and say what was wrong with the quotation marks.

    Raises
    ------
    Unreadable
        A quotation mark is never closed and the rows below it cannot be told apart.
    """
    rows: list[Row] = []
    try:
        # newline="" and a reader over the whole text keep line breaks that are inside quotes.
        rows.extend(dialect.rows(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        wrong = len(rows) + 1
    else:
        return rows, []
    loose = _loosely(text, dialect)
    swallowed = loose is None or any("\n" in cell for row in loose[wrong - 1 :] for cell in row)
    mended = _line_by_line(text, dialect) if swallowed else None
    if mended is not None:
        return mended
    if loose is None:
        raise never_closed(_opened_in(text, dialect), name)
    return loose, [f"quotation marks from row {wrong} on are not as CSV asks; check that no cell holds several rows"]


def read_line(line: str, dialect: Dialect) -> tuple[Row, bool]:
    """Read a line by itself, and say whether a quotation mark in it had to be read as a character."""
    bare = line.rstrip("\r\n")
    if not bare:
        return [], False
    try:
        (row,) = dialect.rows([bare], strict=True)
    except csv.Error:
        (row,) = csv.reader([bare], delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
        return row, True
    return row, False


def marks_read_as_characters(rows: list[int]) -> str:
    """Say in which rows a quotation mark was read as a character."""
    said = ", ".join(map(str, rows[:5])) + (f" and {len(rows) - 5:,} more" if len(rows) > 5 else "")
    return f"a quotation mark in row {said} is never closed and was read as a character"


def never_closed(row: int, name: str) -> Unreadable:
    """Refuse a file whose rows run together below a quotation mark."""
    return Unreadable(
        found=f"a quotation mark opened in row {row} of {name!r} and never closed",
        expected=READABLE,
        done="nothing was read",
        next="close it, or ask the publisher to; the rows below it cannot be told apart",
    )


def _delimiter(sample: str) -> str:
    """Choose the separator that cuts the first rows into the most cells, alike from row to row."""
    first = sample.lstrip().split("\n", 1)[0].strip()
    if said := _SAID.match(first):
        return said[1]
    best = max(DELIMITERS, key=lambda delimiter: _score(sample, delimiter))
    if _score(sample, best):
        return best
    return next((rare for rare in RARE_DELIMITERS if _all_agree(sample, rare)), best)


def _score(sample: str, delimiter: str) -> float:
    widths = Counter(_widths(sample, delimiter))
    width, agreeing = max(widths.items(), key=lambda item: item[1] * (item[0] - 1), default=(1, 0))
    return float((width - 1) * (agreeing / max(widths.total(), 1)) ** 2)


def _all_agree(sample: str, delimiter: str) -> bool:
    widths = list(_widths(sample, delimiter))
    return len(widths) > 1 and len(set(widths)) == 1 and widths[0] >= (FEWEST_RARE if delimiter == ":" else 2)


def _widths(sample: str, delimiter: str) -> Iterator[int]:
    rows = Dialect(delimiter).rows(io.StringIO(sample, newline=""))
    return (len(row) for row in islice(rows, SAMPLE_ROWS) if any(row))


def _quoted_singly(sample: str, delimiter: str) -> bool:
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    cells = [cell.strip() for row in islice(rows, SAMPLE_ROWS) for cell in row if cell.strip()]
    quoted = [cell for cell in cells if len(cell) > 1 and cell[0] == cell[-1] == "'"]
    return len(quoted) * 2 > len(cells)


def _sound(dialect: Dialect, sample: str) -> bool:
    """Whether the first rows can be read without a quotation mark in the wrong place, all of one width."""
    try:
        widths = {len(row) for row in islice(dialect.rows(io.StringIO(sample, newline=""), strict=True), SAMPLE_ROWS)}
    except csv.Error:
        return False
    return len(widths - {0}) == 1


def _loosely(text: str, dialect: Dialect) -> list[Row] | None:
    """Read rows whatever their quotation marks; None where the last row is still open at the end."""
    end = text if text.endswith(("\n", "\r")) else f"{text}\n"
    try:
        rows = list(dialect.rows(io.StringIO(end + END, newline="")))
    except csv.Error:
        return None
    return rows[:-1] if rows[-1] == [END] else None


def _opened_in(text: str, dialect: Dialect) -> int:
    """Return the row in which the mark that is never closed was opened."""
    row = 0
    try:
        for _ in dialect.rows(io.StringIO(text, newline="")):
            row += 1
    except csv.Error:
        row += 1
    return max(row, 1)


def _line_by_line(text: str, dialect: Dialect) -> tuple[list[Row], list[str]] | None:
    """Read each line by itself, a stray quotation mark as a character; None where the rows then do not fit together."""
    lines = [read_line(line, dialect) for line in io.StringIO(text, newline="")]
    rows = [row for row, _ in lines]
    literal = [number for number, (_, stray) in enumerate(lines, start=1) if stray]
    widths = Counter(len(row) for row in rows if any(row))
    width, agreeing = widths.most_common(1)[0] if widths else (0, 0)
    fits = agreeing >= MOSTLY * widths.total() and all(len(rows[number - 1]) == width for number in literal)
    if width < 2 or not literal or not fits:
        return None
    return rows, [marks_read_as_characters(literal)]
