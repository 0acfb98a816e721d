"""Find the table in a grid of cells: its header, its rows, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from ..errors import Unreadable
from .grid import SAMPLE_ROWS, Grid, Row
from .provenance import Provenance
from .recognise import READABLE
from .rows import left_out, why_left_out

if TYPE_CHECKING:
    import pandas as pd

HEADER_SEARCH = 20
MOSTLY = 0.8
LONGEST_LABEL = 300

_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[-/][0-9]{2,4})?")
_NOT_A_LABEL = re.compile(r"[\s£$%+-]*\d[\d\s,./:%-]*|https?://.*|\d{4}-\d\d-\d\d.*", re.DOTALL)


@dataclass(frozen=True)
class Rejected:
    """A row that could not be placed in the table, and why."""

    row: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SourceTable:
    """A table as published: text cells, each row under the number a spreadsheet shows for it.

    Attributes
    ----------
    cells
        DataFrame of ``str``; an empty cell is ``""``; the index, named ``row``, counts the file's first
        line as 1.
    header_row
        Row the column names stand in (the first of two when there are two).
    rejected
        Rows that are not part of the table, each with its reason.
    rows_blank
        How many rows had no filled cell.
    provenance
        Where it came from and what was decided.
    """

    cells: pd.DataFrame
    header_row: int
    rejected: tuple[Rejected, ...]
    rows_blank: int
    provenance: Provenance

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
    filled = [(number, row) for number, row in enumerate(grid.rows, start=1) if _filled(row)]
    if not filled:
        raise Unreadable(
            found=f"no filled cell in {provenance.source!r}",
            expected=READABLE,
            done="nothing was read",
            next="download it again, or tell the publisher",
        )
    header = _header_index(filled)
    names, headers_used = _names(filled, header)
    width = len(names)
    below = filled[header + headers_used :]
    reasons = dict.fromkeys((number for number, _ in filled[:header]), "a title or note above the header")
    reasons |= why_left_out(below, filled[header][1], width)
    rejected = tuple(Rejected(number, reasons[number], tuple(row)) for number, row in filled if number in reasons)
    kept = [(number, (row + [""] * width)[:width]) for number, row in below if number not in reasons]
    decisions = [
        *grid.decisions,
        *_header_decisions(filled, header, headers_used),
        # Rows above the header are already told of.
        *left_out([(row.row, row.reason) for row in rejected[header:]]),
    ]
    cells, dropped = _frame(names, kept)
    return SourceTable(
        cells=cells,
        header_row=filled[header][0],
        rejected=rejected,
        rows_blank=len(grid.rows) - len(filled),
        provenance=replace(provenance, sheet=grid.sheet, decisions=(*provenance.decisions, *decisions, *dropped)),
    )


def _header_index(filled: list[tuple[int, Row]]) -> int:
    """Choose the first early row that is as full as the others and whose cells read like distinct names."""
    typical = median(_filled(row) for _, row in filled[:SAMPLE_ROWS])
    early = filled[:HEADER_SEARCH]
    for index, (_, row) in enumerate(early):
        labels = [cell.strip() for cell in row if _is_label(cell)]
        full = _filled(row)
        if _ends_the_data(filled, index):
            continue
        # Names differ for the most part; "Mandatory" or "Optional" over every column does not.
        if full > typical / 2 and len(labels) >= MOSTLY * full and len(set(labels)) > full / 2:
            return index
    # Names may all be years or numbers: then only fullness and distinctness tell.
    for index, (_, row) in enumerate(early):
        cells = [cell.strip() for cell in row if cell.strip()]
        if not _ends_the_data(filled, index) and len(cells) > typical / 2 and len(set(cells)) >= len(cells) / 2:
            return index
    return 0


def _ends_the_data(filled: list[tuple[int, Row]], index: int) -> bool:
    """Whether it is the last row under rows as full: it is their last record, not the names of nothing."""
    full = _filled(filled[index][1])
    return index == len(filled) - 1 and any(_filled(row) >= full for _, row in filled[:index])


def _names(filled: list[tuple[int, Row]], header: int) -> tuple[list[str], int]:
    """Read the column names, from one row or from two when the second only completes the first."""
    first = [_one_line(cell) for cell in filled[header][1]]
    below = filled[header + 1][1] if header + 1 < len(filled) else []
    if not _completes(first, below):
        return first, 1
    names = []
    parent = ""
    for position in range(max(len(first), len(below))):
        upper = first[position] if position < len(first) else ""
        lower = _one_line(below[position]) if position < len(below) else ""
        parent = upper or parent
        names.append(f"{parent} {lower}".strip() if lower else upper)
    return names, 2


def _completes(first: list[str], below: Row) -> bool:
    """Whether the second row names the parts of columns that the first row only groups, as merged cells do."""
    cells = [cell for cell in below if cell.strip()]
    if not cells or len(cells) >= len(first) / 2 or not all(_is_label(cell) for cell in cells):
        return False
    # A record fills the first column and leaves gaps anywhere; the parts of a group begin under its name.
    if below[0].strip():
        return False
    parents = [_parent(first, p) for p, cell in enumerate(below[: len(first)]) if cell.strip() and not first[p]]
    return bool(parents) and all(p is not None and below[p].strip() for p in parents)


def _parent(first: list[str], position: int) -> int | None:
    """Return the nearest named column to the left."""
    return next((p for p in range(position, -1, -1) if first[p]), None)


def _header_decisions(filled: list[tuple[int, Row]], header: int, used: int) -> Iterator[str]:
    row = filled[header][0]
    if header:
        yield f"column names were found in row {row}; {header} row(s) above are not data"
    if all(_NOT_A_LABEL.fullmatch(cell.strip()) for cell in filled[header][1] if cell.strip()):
        yield f"row {row} was taken for column names although it looks like data"
    if used == 2:
        yield f"column names stand in two rows, {row} and {filled[header + 1][0]}, and were joined"


def _frame(names: list[str], kept: list[tuple[int, Row]]) -> tuple[pd.DataFrame, list[str]]:
    import pandas as pd

    cells = pd.DataFrame(
        [row for _, row in kept],
        index=pd.Index([number for number, _ in kept], name="row", dtype="int64"),
        columns=range(len(names)),
        dtype=str,
    )
    decisions = []
    hollow = [p for p, name in enumerate(names) if not name and not cells[p].str.strip().any()]
    if hollow:
        decisions.append(f"{len(hollow)} column(s) with no name and no value were left out")
    final = unique_names({p: name for p, name in enumerate(names) if p not in set(hollow)})
    decisions += [
        f"column {p + 1} is called {unique!r}: its name {'is used twice' if names[p] else 'is empty'}"
        for p, unique in final.items()
        if unique != names[p]
    ]
    return cells[list(final)].rename(columns=final), decisions


def unique_names(names: dict[int, str]) -> dict[int, str]:
    """Give each position a name of its own: an empty one is numbered, one used before gets a suffix."""
    final: dict[int, str] = {}
    taken: set[str] = set()
    for position, name in names.items():
        unique = wanted = name or f"unnamed_{position + 1}"
        copies = 1
        while unique in taken:
            copies += 1
            unique = f"{wanted}_{copies}"
        taken.add(unique)
        final[position] = unique
    return final


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_label(cell: str) -> bool:
    text = cell.strip()
    if _YEAR.fullmatch(text):
        return True
    return bool(text) and len(text) <= LONGEST_LABEL and not _NOT_A_LABEL.fullmatch(text)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())
