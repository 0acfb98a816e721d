"""Where a workbook's layout breaks a rule: on which sheet, in which rows, and an example of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..loading.values import shorthand
from .findings import FIRST_ROWS
from .workbook_sheets import Region, SheetLayout, WorkbookLayout, letters_of

_BLANKS_TOLD = re.compile(r"\b(?:blank|empty)\b", re.IGNORECASE)
_NOTE = re.compile(r"\[note ?[0-9]", re.IGNORECASE)
# A raised two or three after a metre is a unit.
_SIGN_LAST = re.compile(r"(?:[*†‡§¹⁰⁴-⁹]|(?<!m)[²³])$")
_NAMED_BY_PROGRAM = re.compile(r"Table\d*")
# What a workbook keeps pictures and charts in, and its macros.
_PICTURES = "xl/media/"
_CHARTS = "xl/charts/chart"
_MACROS = "xl/vbaProject.bin"

# A row, 0 for none in particular, and what stands there.
Found = Iterable[tuple[int, str]]


@dataclass(frozen=True)
class Places:
    """Where a rule is broken: the sheet ("" for the workbook), how often, the first rows, and an example."""

    sheet: str
    count: int
    rows: tuple[int, ...]
    example: str


Broken = Callable[[WorkbookLayout], Iterator[Places]]


# --- what a rule looks at -----------------------------------------------------------------------------


def on_sheets(find: Callable[[SheetLayout], Found]) -> Broken:
    """Look at each sheet."""

    def broken(layout: WorkbookLayout) -> Iterator[Places]:
        for sheet in layout.sheets:
            found = sorted(find(sheet))
            if found:
                rows = dict.fromkeys(row for row, _ in found if row)
                yield Places(sheet.name, len(found), tuple(rows)[:FIRST_ROWS], found[0][1])

    return broken


def in_tables(find: Callable[[SheetLayout, Region], Found]) -> Broken:
    """Look at each table of each sheet."""
    return on_sheets(lambda sheet: (place for table in sheet.tables for place in find(sheet, table)))


def on_whole(find: Callable[[WorkbookLayout], str]) -> Broken:
    """Look at the workbook, where there is one thing to find or nothing."""

    def broken(layout: WorkbookLayout) -> Iterator[Places]:
        example = find(layout)
        if example:
            yield Places("", 1, (), example)

    return broken


# --- tables -------------------------------------------------------------------------------------------


def not_marked(_: SheetLayout, table: Region) -> Found:
    """Find cells that look like a table and are not marked up as one."""
    if not table.marked:
        yield table.top, table.area


def named_by_program(_: SheetLayout, table: Region) -> Found:
    """Find tables that are called Table1 and the like."""
    if table.marked and _NAMED_BY_PROGRAM.fullmatch(table.marked):
        yield table.top, table.marked


def gaps(sheet: SheetLayout, table: Region) -> Found:
    """Find rows and columns of a table with no filled cell."""
    filled = [row for row in sheet.filled_rows(table, table.top) if any(c in table.columns for c in sheet.rows[row])]
    for above, below in pairwise([table.top - 1, *filled, table.bottom + 1]):
        yield from ((row, f"row {row}") for row in range(above + 1, below))
    used = {column for row in filled for column in sheet.rows[row]}
    yield from ((0, f"column {letters_of(column)}") for column in table.columns if column not in used)


def bad_header(sheet: SheetLayout, table: Region) -> Found:
    """Find tables without one row of names, and names that are blank or used before."""
    if table.header != 1:
        yield table.top, f"{table.header} rows of names" if table.header else "no row of names"
        return
    names: set[str] = set()
    for column in table.columns:
        name = sheet.cells.get((table.top, column), "").casefold()
        if not name:
            yield table.top, f"{letters_of(column)}{table.top} is blank"
        elif name in names:
            yield table.top, f"{sheet.cells[table.top, column]!r} again"
        names.add(name)


def bare_shorthand(sheet: SheetLayout, table: Region) -> Found:
    """Find signs and letters that stand alone in a column of figures."""
    for row, text in _in_figures(sheet, table):
        if text in shorthand.SIGNS or text.lower() in shorthand.LETTERS:
            yield row, text


def notes_on_figures(sheet: SheetLayout, table: Region) -> Found:
    """Find notes that a cell in a column of figures points to."""
    yield from ((row, text) for row, text in _in_figures(sheet, table) if _NOTE.search(text))


def _in_figures(sheet: SheetLayout, table: Region) -> Found:
    figures = sheet.figures[table]
    return ((row, sheet.cells[row, column]) for row, column in sheet.filled_in(table) if column in figures)


def unexplained_blanks(layout: WorkbookLayout) -> Iterator[Places]:
    """Count the empty cells of tables above which nothing says that there are some. Blank rows are not counted."""
    for sheet in layout.sheets:
        count = 0
        first: dict[int, str] = {}
        for table in sheet.tables:
            above = (text for (row, column), text in sheet.cells.items() if row < table.top and column == 1)
            if any(map(_BLANKS_TOLD.search, above)):
                continue
            for row in sheet.filled_rows(table, table.body.start):
                filled = table.filled(sheet.rows[row])
                if 0 < len(filled) < len(table.columns):
                    count += len(table.columns) - len(filled)
                    if len(first) < FIRST_ROWS:
                        first[row] = f"{letters_of(next(c for c in table.columns if c not in filled))}{row}"
        if count:
            yield Places(sheet.name, count, tuple(first), next(iter(first.values())))


# --- sheets -------------------------------------------------------------------------------------------


def merged(sheet: SheetLayout) -> Found:
    """Find merged ranges."""
    return map(_with_row, sheet.merged)


def shaded(sheet: SheetLayout) -> Found:
    """Find cells with a background fill."""
    return map(_with_row, sheet.shaded)


def hidden(sheet: SheetLayout) -> Found:
    """Find hidden rows and columns."""
    return ((int(place), f"row {place}") if place.isdecimal() else (0, f"column {place}") for place in sheet.hidden)


def filters_and_panes(sheet: SheetLayout) -> Found:
    """Find filters and frozen panes."""
    if sheet.frozen:
        yield 0, "frozen panes"
    if sheet.filtered:
        yield 0, "filters"
    yield from ((table.top, f"filters in {table.marked}") for table in sheet.marked if table.filters)


def signs_for_notes(sheet: SheetLayout) -> Found:
    """Find superscript, and text that ends in a sign and is not all shorthand."""
    yield from map(_with_row, sheet.raised)
    for (row, _), text in sheet.cells.items():
        if _SIGN_LAST.search(text) and text not in shorthand.SIGNS:
            yield row, text


def page_text(sheet: SheetLayout) -> Found:
    """Find headers and footers of pages."""
    if sheet.page_text:
        yield 0, "page header or footer"


def no_title(sheet: SheetLayout) -> Found:
    """Find sheets whose first cell is blank or the first name of a table."""
    heads = {(table.top, table.left) for table in sheet.tables if table.header}
    if sheet.cells and ((1, 1) not in sheet.cells or (1, 1) in heads):
        yield 1, sheet.cells.get((1, 1), "")


def blank(sheet: SheetLayout) -> Found:
    """Find sheets with no filled cell."""
    if not sheet.cells:
        yield 0, "no filled cell"


def away_from_edge(sheet: SheetLayout) -> Found:
    """Find the first tables of sheets, from the left, that begin right of column A."""
    left = min((table.left for table in sheet.tables), default=1)
    yield from ((table.top, table.area) for table in sheet.tables if table.left == left > 1)


def below_tables(sheet: SheetLayout) -> Found:
    """Find filled rows below the last table of a sheet."""
    if sheet.tables:
        bottom = max(table.bottom for table in sheet.tables)
        yield from ((row, sheet.cells[row, columns[0]]) for row, columns in sheet.rows.items() if row > bottom)


def several_tables(sheet: SheetLayout) -> Found:
    """Find the tables after the first of a sheet."""
    yield from ((table.top, table.marked) for table in sheet.marked[1:])


def _with_row(place: str) -> tuple[int, str]:
    """Take the row from a place such as ``A3:C3``."""
    row = re.search(r"\d+", place)
    return int(row[0]) if row else 0, place


# --- the workbook -------------------------------------------------------------------------------------


def notes_nowhere(layout: WorkbookLayout) -> Iterator[Places]:
    """Find where notes are pointed to, in a workbook with no sheet of notes."""
    if not any("note" in sheet.name.casefold() for sheet in layout.sheets):
        yield from on_sheets(_notes)(layout)


def _notes(sheet: SheetLayout) -> Found:
    return ((row, text) for (row, _), text in sheet.cells.items() if _NOTE.search(text))


def pictures(layout: WorkbookLayout) -> Iterator[Places]:
    """Count pictures and charts."""
    found = [part for part in layout.parts if part.startswith(_CHARTS) or part.startswith(_PICTURES)]
    if found:
        yield Places("", len(found), (), found[0].rpartition("/")[2])


def macros(layout: WorkbookLayout) -> str:
    """Find macros."""
    return "vbaProject.bin" if _MACROS in layout.parts else ""


def no_document_title(layout: WorkbookLayout) -> str:
    """Find that the properties hold no title."""
    return "" if layout.title else "no title"


def opens_elsewhere(layout: WorkbookLayout) -> str:
    """Find where the workbook opens, if not at the first cell of its first sheet."""
    place, cell = layout.opens_at
    return f"{cell} of sheet {layout.sheets[place].name!r}" if (place, cell) != (0, "A1") else ""
