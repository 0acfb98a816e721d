"""Another table under the first, with names of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .header import SAMPLE_ROWS
from .kinds import SAMPLE_COLUMNS, column_kind, compared, filled_cells, is_label, kind_of
from .rows import Numbered, Row

OTHER = "another table, with names of its own"
TITLES = 3
NAMED = 3


@dataclass(frozen=True)
class Other:
    """Rows that belong to another table, and the sentence that says so."""

    rows: tuple[int, ...]
    said: str


def other_tables(below: Sequence[Numbered], header: Row) -> Iterator[Other]:
    """Find tables that begin after a blank row with names that differ from the header's.

    Parameters
    ----------
    below
        The filled rows below the header, each with its number in the file.
    header
        The row the column names stand in.
    """
    starts = [index for index in range(1, len(below)) if below[index][0] > below[index - 1][0] + 1]
    if not starts:
        return
    first = [row for _, row in below[: min(starts[0], SAMPLE_ROWS)]]
    kinds = [column_kind(first, position) for position in range(min(len(first[0]), SAMPLE_COLUMNS))]
    begun: list[tuple[int, Row]] = []
    ends: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(below)], strict=True):
        block = [row for _, row in below[start:end]]
        names = _names_of(block, kinds)
        if any(_is_same(row, header) for row in block[:TITLES]):
            ends.append(start)
        elif names:
            begun.append((start, names))
    stops = [*sorted({*ends, *(start for start, _ in begun)}), len(below)]
    for start, names in begun:
        end = stops[bisect_right(stops, start)]
        rows = tuple(number for number, _ in below[start:end])
        yield Other(rows, _said(rows, names))


def _said(rows: tuple[int, ...], names: Row) -> str:
    cells = [repr(" ".join(cell.split())) for cell in names if cell.strip()]
    named = ", ".join(cells[:NAMED]) + (", …" if len(cells) > NAMED else "")
    return f"rows {rows[0]} to {rows[-1]} look like another table (named {named}) and were left out"


def _names_of(block: list[Row], kinds: list[str]) -> Row:
    """Return the names a block of rows begins with, after a title or two; none when it holds more records."""
    index = 0
    while index < min(TITLES, len(block)) and filled_cells(block[index]) == 1:
        index += 1
    if index >= len(block) - 1:
        return []
    names = block[index]
    cells = [cell.strip() for cell in names if cell.strip()]
    if len(cells) < 2 or len(set(cells)) < len(cells) or not all(map(is_label, cells)):
        return []
    alike, unlike = compared(
        names, [row for row in block[index + 1 : index + 1 + SAMPLE_ROWS] if filled_cells(row) > 1]
    )
    fits = any(kind not in ("", "text") and kind == kind_of(cell) for kind, cell in zip(kinds, names, strict=False))
    # One word where a number is due is a gap in a record; a title above, or several such words, are not.
    return names if not alike and not fits and unlike >= (1 if index else 2) else []


def _is_same(row: Row, header: Row) -> bool:
    return [cell.strip() for cell in row if cell.strip()] == [cell.strip() for cell in header if cell.strip()]
