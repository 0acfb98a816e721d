"""The publisher's own sheet in a workbook: every row under its own number, and where each column stands."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ..display.html import without_controls
from ..display.save import XLSX_CELL, XLSX_ROWS
from ..errors import InputError, NdlError
from ..loading.cells.grid import read_text
from ..loading.cells.sheets import read_sheet
from ..loading.fetching.fetch import is_address
from ..loading.provenance import Provenance, sha256_of
from ..loading.recognising.recognise import XLSX, recognise
from ..loading.resolve import place_of
from ..loading.tables.header import find_header
from ..loading.tables.names import name_columns
from ..loading.tables.table import BESIDE, HEAD_ROWS, SourceTable
from .verdict import number

Rows = Mapping[int, Sequence[str]]
# Limits of our own: a workbook of more cells takes minutes to write and to open.
MOST_CELLS = 1_000_000
MOST_TO_KEEP = 5_000_000
MOST_UNPACKED = 50_000_000
# What an .xlsx sheet can hold, and what its name cannot (Excel specifications and limits).
XLSX_COLUMNS = 16_384
XLSX_TITLE = 31
# The library makes a cell of its own for each that a merged or linked range covers.
_RANGES = re.compile(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*["']([^"']*:[^"']*)["']""")
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")

KEPT = (
    "This is your own workbook, marked. Formulas were replaced by the values they last had; macros and charts are gone."
)
AGAIN = "Every row of your file is in its place, and every cell is text, as published."
LEFT = "The file itself was not at hand: rows are in their places, and every cell is text, as it was read."


@dataclass(frozen=True)
class OwnSheet:
    """A publisher's sheet in a workbook that can be marked.

    Attributes
    ----------
    workbook, sheet
        Of openpyxl.
    positions
        Where each column of the table stands, counted from 1.
    made
        How the sheet was made, in sentences.
    """

    workbook: Any
    sheet: Any
    positions: Mapping[str, int]
    made: str


def own_sheet(table: SourceTable) -> OwnSheet:
    """Open the publisher's workbook, or write the table to a new one.

    A small .xlsx without macros is opened, so that its formatting and other sheets stay. Of any other file that is
    still there every row is read again. Where there is none (a web address, an archive, a frame), or it has changed,
    the table is laid out as far as reading kept it.

    Raises
    ------
    InputError
        There are more than 1,000,000 cells, or more rows or columns than .xlsx can hold.
    """
    from openpyxl import Workbook

    path = _file_of(table.provenance)
    rows = _rows_of(path, table.provenance) if path else None
    positions = _positions(rows, table) if rows else None
    if path and positions and (opened := _opened(path, table.provenance.sheet)):
        return OwnSheet(opened, opened[table.provenance.sheet], positions, KEPT)
    made = AGAIN
    if rows is None or positions is None:
        rows, made = _rows_left(table), LEFT
        positions = {str(name): n for n, name in enumerate(table.cells.columns, start=1)}
    _refuse_too_large(rows)
    workbook = Workbook()
    workbook.active.title = _title(table.provenance)
    cut = _write(workbook.active, rows)
    lost = f" {number(cut, 'cell')} longer than .xlsx can hold, and cut." if cut else ""
    return OwnSheet(workbook, workbook.active, positions, made + lost)


def write_sheet(sheet: Any, rows: Iterable[Sequence[str | int]], widths: Sequence[int], heads: Sequence[int]) -> None:
    """Write rows of text and numbers, none of which can act as a formula.

    Parameters
    ----------
    sheet
        Of openpyxl, empty.
    rows
        ``""`` leaves a cell empty; the text of a row of one cell runs on across the sheet.
    widths
        Of the columns, in characters.
    heads
        Rows to be in bold, counted from 1.
    """
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    plain, bold = Font(), Font(bold=True)
    wrapped, across = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top")
    for n, row in enumerate(rows, start=1):
        for m, value in enumerate(row, start=1):
            if value != "":
                cell = sheet.cell(n, m)
                _put(cell, value)
                cell.alignment = wrapped if len(row) > 1 else across
                cell.font = bold if n in heads else plain
    for position, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width


def _file_of(origin: Provenance) -> Path | None:
    """Return the file a table was read from, if it is on this machine and has not changed since."""
    if origin.derived or origin.member or not origin.sha256 or is_address(origin.source):
        return None
    try:
        path = place_of(origin.address or origin.source).path
        return path if sha256_of(path) == origin.sha256 else None
    except (NdlError, OSError):
        return None


def _rows_of(path: Path, origin: Provenance) -> Rows | None:
    """Read every row of a text file or workbook again."""
    found = recognise(path, origin.source)
    if found.kind == "csv":
        return dict(enumerate(read_text(path, origin.source, found.encoding).rows, start=1))
    if found.kind == "workbook":
        return dict(enumerate(read_sheet(path, origin.source, origin.sheet).rows, start=1))
    return None


def _positions(rows: Rows, table: SourceTable) -> Mapping[str, int] | None:
    """Return where each column stands; None when the rows do not give the same table again."""
    filled = ((n, list(row)) for n, row in rows.items() if any(map(str.strip, row)))
    header = find_header(list(islice(filled, HEAD_ROWS)))
    rejected = {row.row for row in table.rejected if row.reason != BESIDE}
    below = [row for n, row in rows.items() if n > header.last and n not in rejected]
    often = [sum(1 for row in below if p < len(row) and row[p].strip()) for p in range(len(header.names))]
    names = name_columns(header.names, often).names
    same = header.row == table.header_row and list(names.values()) == list(table.cells.columns)
    return {name: position + 1 for position, name in names.items()} if same else None


def _rows_left(table: SourceTable) -> Rows:
    """Lay the table out as far as reading kept it: names, rows, rejected rows, and notes beside them."""
    rows = {rejected.row: list(rejected.cells) for rejected in table.rejected}
    if table.header_row:
        rows[table.header_row] = [str(name) for name in table.cells.columns]
    for n, values in zip(table.cells.index, table.cells.itertuples(index=False, name=None), strict=True):
        rows[int(n)] = list(values)
    for note in table.beside:
        rows[note.row] += [""] * (note.column - len(rows[note.row]))
        rows[note.row][note.column - 1] = note.text
    return rows


def _opened(path: Path, sheet: str) -> Any:
    """Open an .xlsx that is small and has no macros; None when it had better be written anew."""
    from openpyxl import load_workbook

    if recognise(path, path.name).media_type != XLSX or path.stat().st_size > MOST_TO_KEEP:
        return None
    if not _harmless(path):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts it cannot keep, which the first sheet says
            with path.open("rb") as file:
                workbook = load_workbook(file, data_only=True, keep_links=False)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, zipfile.BadZipFile):
        return None
    return workbook if sheet in workbook.sheetnames else None


def _harmless(path: Path) -> bool:
    """Whether a workbook has no macros, and no merged or linked range so large that opening it would fill memory."""
    from openpyxl.utils import range_boundaries

    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED or any("vbaProject" in p.filename for p in parts):
            return False
        sheets = [packed.read(part) for part in parts if part.filename.startswith("xl/worksheets/")]
    area = 0
    for sheet in sheets:
        if b"\0" in sheet or b"<!" in sheet:  # UTF-16 or a document type, in which ranges could hide
            return False
        for reference in _RANGES.findall(sheet):
            try:
                left, top, right, bottom = range_boundaries(reference.decode())
                area += (right - left + 1) * (bottom - top + 1)
            except (ValueError, TypeError):  # no range, or one without an end
                return False
    return area <= MOST_CELLS


def _refuse_too_large(rows: Rows) -> None:
    cells, last = sum(map(len, rows.values())), max(rows, default=0)
    widest = max(map(len, rows.values()), default=0)
    if cells > MOST_CELLS or last > XLSX_ROWS or widest > XLSX_COLUMNS:
        raise InputError(
            found=f"a table of {cells:,} cells, {last:,} rows and {widest:,} columns",
            expected=f"at most {MOST_CELLS:,} cells, {XLSX_ROWS:,} rows and {XLSX_COLUMNS:,} columns to be marked",
            done="nothing was written",
            next="save the report itself as .html, or check and mark a part of the table",
        )


def _title(origin: Provenance) -> str:
    name = origin.sheet or Path(origin.source.replace("\\", "/")).stem
    return _NOT_IN_TITLES.sub(" ", without_controls(name)).strip()[:XLSX_TITLE] or "Data"


def _write(sheet: Any, rows: Rows) -> int:
    """Write rows under their numbers and return how many cells were cut."""
    cut = 0
    for n, row in rows.items():
        for m, text in enumerate(row, start=1):
            if text:
                _put(sheet.cell(n, m), text)
                cut += len(text) > XLSX_CELL
    return cut


def _put(cell: Any, value: str | int) -> None:
    """Write a value. A text is of type and format *text*, so that it computes nothing, even after it was edited."""
    if isinstance(value, str):
        # As Office Open XML writes what XML cannot hold (ECMA-376 part 1, 22.9.2.19).
        literal = _ESCAPE.sub(lambda found: f"_x005F{found[0]}", value.encode(errors="replace").decode())
        cell.value = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", literal)[:XLSX_CELL]
        cell.data_type, cell.number_format = "s", "@"
    else:
        cell.value = value
