"""The raw cells of a file, as text, each row under the number a spreadsheet shows for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..recognising.encodings import decode
from ..tables.rows import Row
from .text import dialect_of, rows_of


@dataclass(frozen=True)
class Grid:
    """Rows of text cells. ``rows[0]`` is line 1 of the file."""

    rows: list[Row]
    sheet: str
    decisions: tuple[str, ...]


def read_text(path: Path, name: str, encoding: str) -> Grid:
    """Read every cell of a CSV file that fits in memory.

    Raises
    ------
    Unreadable
        A quotation mark is never closed.
    """
    text, decoded = decode(path.read_bytes(), encoding)
    dialect = dialect_of(text)
    rows, quoted = rows_of(text, dialect, name)
    return Grid(rows, "", (*quoted, *decoded, *dialect.decisions()))
