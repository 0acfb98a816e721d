"""What the first rows of a large CSV file say of the rest: separator, column names, where the records begin."""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..cells.text import SAMPLE_TEXT, Dialect, dialect_of
from ..tables.header import Header, find_header
from ..tables.rows import Numbered, Row

HEAD_ROWS = 200


@dataclass(frozen=True)
class Head:
    """The beginning of a file.

    Attributes
    ----------
    dialect
        How cells are separated and quoted.
    header
        The column names, and where they stand.
    top
        Filled rows before the first record, with their numbers.
    lines
        Lines of text those rows take: more than rows when a name holds a line break.
    blank
        Rows before the first record that have no filled cell.
    sample
        The first records.
    """

    dialect: Dialect
    header: Header
    top: tuple[Numbered, ...]
    lines: int
    blank: int
    sample: tuple[Row, ...]

    @property
    def rows(self) -> int:
        """Rows before the first record."""
        return self.header.last

    @property
    def names_row(self) -> Row:
        """The row the column names stand in; the names we give where there is none."""
        return next((row for number, row in self.top if number == self.header.row), list(self.header.names))


def read_head(path: Path, encoding: str) -> Head:
    """Read the beginning of a file of text.

    Raises
    ------
    IndexError
        There is no filled row.
    """
    with path.open("rb") as file:
        start = file.read(SAMPLE_TEXT)
    whole = len(start) < SAMPLE_TEXT
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(start, whole)
    # A line that is cut in half would be a row of the wrong width.
    return head_of(text if whole else text[: text.rfind("\n") + 1])


def head_of(sample: str) -> Head:
    """Find the separator and the column names in the first lines of a file."""
    dialect = dialect_of(sample)
    numbered = list(enumerate(islice(dialect.rows(io.StringIO(sample, newline="")), HEAD_ROWS), start=1))
    filled = [(number, row) for number, row in numbered if any(map(str.strip, row))]
    header = find_header(filled)
    lines = io.StringIO(sample, newline="").readlines()
    rest = iter(lines)
    above = list(islice(dialect.rows(rest), header.last))
    return Head(
        dialect=dialect,
        header=header,
        top=tuple((number, row) for number, row in filled if number <= header.last),
        lines=len(lines) - len(list(rest)),
        blank=sum(1 for row in above if not any(map(str.strip, row))),
        sample=tuple(row for number, row in filled if number > header.last),
    )
