"""Find the table in a grid of cells: its header, its rows, and what is neither."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from ...errors import Unreadable
from ..cells.grid import Grid
from ..provenance import Provenance
from ..recognising.recognise import READABLE
from .header import Header, find_header
from .names import Columns, name_columns, unique_names
from .rows import Numbered, Row, Whole, is_suspect, left_out, shape, why_left_out
from .second import OTHER, Other, other_tables

if TYPE_CHECKING:
    import pandas as pd

HEAD_ROWS = 200
NAMED = 5
LONGEST_QUOTE = 60
BESIDE = "a note beside the table, not a record"

__all__ = ["Beside", "Rejected", "SourceTable", "find_table", "unique_names"]


@dataclass(frozen=True)
class Rejected:
    """A row that could not be placed in the table, and why."""

    row: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """A cell that stands beside the table, in a row that was kept."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, eq=False)
class SourceTable:
    """A table as published: text cells, each row under the number a spreadsheet shows for it.

    Attributes
    ----------
    cells
        DataFrame of ``str``; an empty cell is ``""``; the index, named ``row``, counts the file's first
        line as 1.
    header_row
        Row the column names stand in (the first of them when there are several; 0 when no row holds any).
    rejected
        Rows that are not part of the table, each with its reason.
    rows_blank
        How many rows had no filled cell.
    provenance
        Where it came from and what was decided.
    beside
        Notes in columns apart from the table, in rows that were kept; a column counts from 1.
    """

    cells: pd.DataFrame
    header_row: int
    rejected: tuple[Rejected, ...]
    rows_blank: int
    provenance: Provenance
    beside: tuple[Beside, ...] = ()

    @property
    def rows_kept(self) -> int:
        """Rows placed in the table."""
        return len(self.cells)

    @property
    def rows_rejected(self) -> int:
        """Rows that could not be placed."""
        return len(self.rejected)

    @property
    def rows_read(self) -> int:
        """Every row of the file other than its header: kept, rejected and blank."""
        return self.rows_kept + self.rows_rejected + self.rows_blank


def find_table(grid: Grid, provenance: Provenance) -> SourceTable:
    """Find the header and the rows below it.

    Raises
    ------
    Unreadable
        No cell of the grid is filled.
    """
    filled = [(number, row) for number, row in enumerate(grid.rows, start=1) if any(map(str.strip, row))]
    if not filled:
        raise Unreadable(
            found=f"no filled cell in {provenance.source!r}",
            expected=READABLE,
            done="nothing was read",
            next="download it again, or tell the publisher",
        )
    header = find_header(filled[:HEAD_ROWS])
    below = filled[_index_after(filled, header.last) :]
    reasons, others = _left_out(below, _header_row(filled, header), len(header.names))
    columns = name_columns(header.names, _often([row for n, row in below if n not in reasons], len(header.names)))
    reasons |= dict.fromkeys(_only_beside(below, columns, reasons), BESIDE)
    kept = [(number, row) for number, row in below if number not in reasons]
    rejected = tuple(Rejected(n, reasons[n], tuple(row)) for n, row in below if n in reasons)
    beside = tuple(_beside(kept, columns))
    decisions = (
        *provenance.decisions,
        *grid.decisions,
        *header.decisions,
        *others,
        *left_out([(row.row, row.reason) for row in rejected if row.reason != OTHER]),
        *columns.decisions,
        *_beside_said(beside),
    )
    return SourceTable(
        cells=_frame(columns, kept),
        header_row=header.row,
        rejected=(*rows_apart(filled[: _index_after(filled, header.last)], header), *rejected),
        rows_blank=len(grid.rows) - len(filled),
        provenance=replace(provenance, sheet=grid.sheet, decisions=decisions),
        beside=beside,
    )


def table_of_records(grid: Grid, provenance: Provenance) -> SourceTable:
    """Take the first row for the names and every other for a record, as in a file that says itself which is which."""
    names = [" ".join(name.split()) for name in grid.rows[0]]
    kept = [(number, row) for number, row in enumerate(grid.rows[1:], start=2) if any(map(str.strip, row))]
    columns = name_columns(names, _often([row for _, row in kept], len(names)), apart=False)
    decisions = (*provenance.decisions, *grid.decisions, *columns.decisions)
    return SourceTable(
        cells=_frame(columns, kept),
        header_row=1,
        rejected=(),
        rows_blank=len(grid.rows) - 1 - len(kept),
        provenance=replace(provenance, sheet=grid.sheet, decisions=decisions),
    )


def _index_after(filled: Sequence[Numbered], last: int) -> int:
    return next((index for index, (number, _) in enumerate(filled) if number > last), len(filled))


def _header_row(filled: Sequence[Numbered], header: Header) -> Row:
    return next((row for number, row in filled if number == header.row), list(header.names))


def rows_apart(filled: Iterable[Numbered], header: Header) -> Iterator[Rejected]:
    """Name the rows above the data that hold no column names, each with its reason."""
    reasons = dict(header.apart)
    return (Rejected(number, reasons[number], tuple(row)) for number, row in filled if number in reasons)


def _left_out(below: Sequence[Numbered], header: Row, width: int) -> tuple[dict[int, str], list[str]]:
    """Say of each row that is no record why, and which rows are another table."""
    others = list(other_tables(below, header))
    reasons = {number: OTHER for other in others for number in other.rows}
    rest = [(number, row) for number, row in below if number not in reasons] if reasons else below
    suspects = [(number, row) for number, row in rest if is_suspect(row, header, width)]
    numbers = {number for number, _ in suspects}
    whole = _whole([(number, row) for number, row in rest if number not in numbers], width)
    return reasons | why_left_out(suspects, header, width, whole), _others_said(others)


def _others_said(others: Sequence[Other]) -> list[str]:
    more = [f"{len(others) - NAMED:,} further tables were left out"] if len(others) > NAMED else []
    return [other.said for other in others[:NAMED]] + more


def _whole(rows: Sequence[Numbered], width: int) -> Whole:
    often = _often([row for _, row in rows], width)
    lead = next((position for position, count in enumerate(often) if count), 0)
    first_cells = [row[lead] if lead < len(row) else "" for _, row in rows]
    return Whole(
        records=len(rows),
        first=rows[0][0] if rows else 0,
        last=rows[-1][0] if rows else 0,
        often=often,
        ends=tuple(number for number, _ in rows[-2:]),
        is_key=_keys(first_cells),
    )


def _keys(first_cells: Sequence[str]) -> Callable[[str], bool]:
    """Return a test of whether a cell reads like a key. Without a digit, a word may as well be a note."""
    shapes: set[str] = set()

    def is_key(cell: str) -> bool:
        if not shapes:
            shapes.update(map(shape, first_cells))
        return "9" in shape(cell) and shape(cell) in shapes

    return is_key


def _often(rows: Sequence[Row], width: int) -> tuple[int, ...]:
    often = [sum(map(bool, map(str.strip, column))) for column in zip_longest(*rows, fillvalue="")]
    return tuple([*often, *[0] * width][:width])


def _only_beside(below: Sequence[Numbered], columns: Columns, reasons: dict[int, str]) -> Iterator[int]:
    if not columns.beside:
        return
    for number, row in below:
        if number not in reasons and not any(row[p].strip() for p in columns.names if p < len(row)):
            yield number


def _beside(kept: Sequence[Numbered], columns: Columns) -> Iterator[Beside]:
    if not columns.beside:
        return
    for number, row in kept:
        for position in columns.beside:
            if position < len(row) and row[position].strip():
                yield Beside(number, position + 1, row[position])


def _beside_said(beside: Sequence[Beside]) -> Iterator[str]:
    if not beside:
        return
    named = [f"row {note.row}, column {note.column} {note.text[:LONGEST_QUOTE]!r}" for note in beside[:NAMED]]
    more = f" and {len(beside) - NAMED:,} more" if len(beside) > NAMED else ""
    count = (
        "1 cell beside the table is a note" if len(beside) == 1 else f"{len(beside):,} cells beside the table are notes"
    )
    yield f"{count}, not data: {'; '.join(named)}{more}"


def _frame(columns: Columns, kept: Sequence[Numbered]) -> pd.DataFrame:
    import pandas as pd

    held = list(zip_longest(*(row for _, row in kept), fillvalue=""))
    blank = ("",) * len(kept)
    cells = {
        name: pd.array(held[position] if position < len(held) else blank, dtype="str")
        for position, name in columns.names.items()
    }
    return pd.DataFrame(cells, index=pd.Index([number for number, _ in kept], name="row", dtype="int64"))
