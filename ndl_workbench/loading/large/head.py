"""What the first rows of a large CSV file say of the rest: separator, column names, where the records begin."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..cells.text import SAMPLE_TEXT, Dialect, dialect_of
from ..recognising.encodings import MIXED, UTF_8, WINDOWS
from ..tables.header import Header, find_header
from ..tables.rows import Numbered, Row

HEAD_ROWS = 200
# Rows so wide that this does not hold enough of them are told apart by fewer.
LONGEST_HEAD = 64_000_000


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
    """Read the beginning of a file: as much of it as holds ``HEAD_ROWS`` filled rows, and one more.

    Parameters
    ----------
    path
        The file.
    encoding
        As :func:`.encodings.encoding_of` says it.
    """
    text = ""
    for piece in _pieces(path, encoding):
        text += piece
        # The last row may be cut in half, so there must be one more than are looked at.
        if len(_filled(text, dialect_of(text), HEAD_ROWS + 1)) > HEAD_ROWS:
            break
    return head_of(text)


def decoding(encoding: str) -> tuple[str, str]:
    """Return the codec and the error handler that read an encoding."""
    codecs.register_error("ndl-windows", _as_windows)
    return (UTF_8, "ndl-windows") if encoding == MIXED else (encoding, "replace")


def head_of(sample: str) -> Head:
    """Find the separator and the column names in the first lines of a file."""
    dialect = dialect_of(sample)
    filled = _filled(sample, dialect, HEAD_ROWS)
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


def _pieces(path: Path, encoding: str) -> Iterator[str]:
    """Read a file in pieces, each as long as all before it, as text without NUL characters."""
    reading, errors = decoding(encoding)
    decoder = codecs.getincrementaldecoder(reading)(errors=errors)
    read, size = 0, SAMPLE_TEXT
    with path.open("rb") as file:
        while read < LONGEST_HEAD and (piece := file.read(size)):
            yield decoder.decode(piece, final=len(piece) < size).replace("\0", "")
            read += len(piece)
            size = read


def _filled(text: str, dialect: Dialect, most: int) -> list[Numbered]:
    """Return the first rows that have a filled cell, with their numbers."""
    rows = enumerate(dialect.rows(io.StringIO(text, newline="")), start=1)
    return list(islice(((number, row) for number, row in rows if any(map(str.strip, row))), most))


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(WINDOWS, errors="replace"), error.end
