"""A large CSV file row by row, in batches, for files in which something is not as it should be."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..cells.text import END, MOSTLY, marks_read_as_characters, never_closed, read_line
from ..progress import Bar, progress
from ..tables.rows import Numbered, Row
from .bulk import filled_cells, suspects_in, without_spaces
from .head import Head, decoding

if TYPE_CHECKING:
    import pyarrow as pa

    from .bulk import Counts

BATCH_ROWS = 20_000

T = TypeVar("T")


@dataclass(frozen=True)
class Batch:
    """Rows that follow each other.

    Attributes
    ----------
    table
        Each row with a filled cell, cut or filled up to the width of the header: columns of Arrow ``string``
        named by their position, a blank cell being null.
    numbers
        Number of each of those rows.
    suspects
        Those of them that may be no record, with all their cells.
    blank
        How many rows had no filled cell.
    """

    table: pa.Table
    numbers: Counts
    suspects: list[Numbered]
    blank: int


class _ReadAgain(Exception):
    """A quotation mark stands in the wrong place, so the file has to be read in another way."""

    def __init__(self, row: int) -> None:
        self.row = row


def carefully(path: Path, name: str, encoding: str, head: Head, use: Callable[[Iterator[Batch]], T]) -> tuple[T, str]:
    """Read the rows below the header, in the first way in which the quotation marks hold no rows together.

    Parameters
    ----------
    path, name, encoding, head
        The file, what the user calls it, its encoding, and what its beginning says.
    use
        What is done with the batches. It is called again if a later row asks for another way.

    Returns
    -------
    tuple[T, str]
        What ``use`` made of them, and what was wrong with the quotation marks, "" for nothing.

    Raises
    ------
    Unreadable
        A quotation mark is never closed, and the rows below it cannot be told apart.
    """

    def read(way: Callable[[Iterator[str]], Iterator[Row]]) -> T:
        return use(_batches(path, encoding, head, way))

    literal: list[int] = []
    try:
        return read(lambda lines: _strictly(lines, head)), ""
    except _ReadAgain as stray:
        wrong = stray.row
    said = f"quotation marks from row {wrong:,} on are not as CSV asks; check that no cell holds several rows"
    with suppress(_ReadAgain):
        return read(lambda lines: _unless_swallowed(_loosely(lines, head), wrong)), said
    with suppress(_ReadAgain):
        return read(lambda lines: _line_by_line(lines, head, literal)), marks_read_as_characters(literal)
    try:
        return read(lambda lines: _loosely(lines, head)), said
    except _ReadAgain as never:
        raise never_closed(never.row, name) from None


def _batches(path: Path, encoding: str, head: Head, way: Callable[[Iterator[str]], Iterator[Row]]) -> Iterator[Batch]:
    with progress(path.stat().st_size, f"Reading {path.name}") as bar:
        rows = way(_lines(path, encoding, bar))
        first = head.rows + 1
        for _ in islice(rows, head.rows):
            pass
        yield _batch(part := list(islice(rows, BATCH_ROWS)), first, head)
        while part:
            first += len(part)
            if part := list(islice(rows, BATCH_ROWS)):
                yield _batch(part, first, head)


def _batch(rows: list[Row], first: int, head: Head) -> Batch:
    import numpy as np
    import pyarrow as pa

    width = len(head.header.names)
    wide = [(first + n, row) for n, row in enumerate(rows) if len(row) > width and any(map(str.strip, row[width:]))]
    cut = [row if len(row) == width else (row + [""] * width)[:width] for row in rows]
    columns = zip(*cut, strict=True) if cut else [[]] * width
    table = pa.table({str(n): without_spaces(pa.array(cells, pa.string())) for n, cells in enumerate(columns)})
    numbers = np.arange(first, first + len(rows))
    filled = filled_cells(table)
    some = (filled > 0) | np.isin(numbers, [number for number, _ in wide])
    table, numbers, filled = table.filter(pa.array(some)), numbers[some], filled[some]
    others = dict(suspects_in(table, numbers, filled, head)) | dict(wide)
    return Batch(table, numbers, sorted(others.items()), blank=len(rows) - len(numbers))


def _strictly(lines: Iterator[str], head: Head) -> Iterator[Row]:
    read = 0
    try:
        for cells in head.dialect.rows(lines, strict=True):
            read += 1
            yield cells
    except csv.Error:
        raise _ReadAgain(read + 1) from None


def _loosely(lines: Iterator[str], head: Head) -> Iterator[Row]:
    """Read rows whatever their quotation marks, as long as the last is closed."""
    row = 0
    last: Row = []
    try:
        for row, cells in enumerate(head.dialect.rows(_ended(lines)), start=1):
            if row > 1:
                yield last
            last = cells
    except csv.Error:
        raise _ReadAgain(row + 1) from None
    if last != [END]:
        raise _ReadAgain(row)


def _unless_swallowed(rows: Iterator[Row], wrong: int) -> Iterator[Row]:
    """Pass rows on until a cell with a line break stands below the stray mark: it may hold several rows."""
    for row, cells in enumerate(rows, start=1):
        if row >= wrong and any("\n" in cell for cell in cells):
            raise _ReadAgain(row)
        yield cells


def _line_by_line(lines: Iterator[str], head: Head, literal: list[int]) -> Iterator[Row]:
    """Read each line by itself, a stray mark as a character, as long as the rows then fit the header."""
    width = len(head.header.names)
    misfits = 0
    number = 0
    for number, line in enumerate(lines, start=1):
        row, stray = read_line(line, head.dialect)
        misfits += number > head.rows and len(row) not in (0, width)
        if stray:
            literal.append(number)
            if len(row) != width:
                raise _ReadAgain(number)
        yield row
    if width < 2 or misfits > number * (1 - MOSTLY):
        raise _ReadAgain(number)


def _ended(lines: Iterator[str]) -> Iterator[str]:
    """Add a last line: if it does not come out as a row of its own, a quotation mark above was never closed."""
    yield from lines
    yield END


def _lines(path: Path, encoding: str, bar: Bar) -> Iterator[str]:
    """Read lines of text with their line ends, and without NUL characters."""
    reading, errors = decoding(encoding)
    with path.open(encoding=reading, errors=errors, newline="") as file:
        for line in file:
            bar.update(len(line))
            text = line.replace("\0", "") if "\0" in line else line
            if text:
                yield text
