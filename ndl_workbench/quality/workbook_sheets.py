"""The layout of a workbook as its file tells it: which cells are filled, what is marked up, and where tables are."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse

from ..errors import Unreadable
from ..loading.recognising.zips import DAMAGED, open_zip
from ..loading.tables.header import find_header
from ..loading.tables.kinds import kind_of
from ..loading.values.shorthand import without_marker

# The whole workbook is held as objects, some fifty times the size of its cells.
MOST_UNPACKED = 40_000_000
MOST_TOGETHER = 1_000_000
HEAD_ROWS = 200
# In a column of figures at least this share of the values are numbers.
FIGURES = 0.5

# A raised two or three after a metre is a unit.
_UNIT = re.compile(r"m[23]\b")
# What the reader of workbooks raises for parts that are missing or not as they should be.
_BROKEN = (*DAMAGED, zlib.error, KeyError, TypeError, AttributeError, IndexError, SyntaxError)


@dataclass(frozen=True)
class Region:
    """Where a table stands on its sheet; rows and columns count from 1.

    Attributes
    ----------
    top, bottom, left, right
        Its first and last row, and first and last column.
    header
        How many rows of names it begins with, 0 when it has none.
    marked
        Its name, if it is marked up as a table; "" if it is only cells.
    filters
        Whether it has buttons to filter it.
    """

    top: int
    bottom: int
    left: int
    right: int
    header: int
    marked: str = ""
    filters: bool = False

    @property
    def body(self) -> range:
        """Rows below its header."""
        return range(self.top + self.header, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)

    @property
    def area(self) -> str:
        """Its corners, as in ``A1:C9``."""
        return f"{letters_of(self.left)}{self.top}:{letters_of(self.right)}{self.bottom}"

    def filled(self, columns: Iterable[int]) -> frozenset[int]:
        """Return those of some columns that are its own."""
        return frozenset(column for column in columns if column in self.columns)


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: its filled cells as text by row and column, both from 1, and how it is marked up.

    Attributes
    ----------
    name
        Its title.
    cells
        Filled cells only.
    marked
        Tables that are marked up.
    merged, shaded, raised
        Merged ranges, cells with a background fill, and cells with superscript, as in ``A1:C1``; units are left out.
    filtered, frozen, page_text
        Whether rows can be filtered outside a table, panes are frozen, and pages have a header or footer.
    hidden
        Rows as their numbers and columns as their letters.
    """

    name: str
    cells: Mapping[tuple[int, int], str]
    marked: tuple[Region, ...] = ()
    merged: tuple[str, ...] = ()
    shaded: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    filtered: bool = False
    frozen: bool = False
    page_text: bool = False

    @cached_property
    def rows(self) -> Mapping[int, tuple[int, ...]]:
        """Columns that are filled, by row, in order."""
        rows: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            rows.setdefault(row, []).append(column)
        return {row: tuple(columns) for row, columns in rows.items()}

    @cached_property
    def tables(self) -> tuple[Region, ...]:
        """Tables that are marked up; where there is none, the cells that look like one."""
        return self.marked or tuple(self._unmarked())

    @cached_property
    def figures(self) -> Mapping[Region, frozenset[int]]:
        """Columns of each table that mostly hold numbers, shorthand aside."""
        return {table: self._figures(table) for table in self.tables}

    def filled_in(self, table: Region) -> Iterator[tuple[int, int]]:
        """Row and column of each filled cell below the header of a table."""
        for row in self.filled_rows(table, table.body.start):
            yield from ((row, column) for column in self.rows[row] if column in table.columns)

    def filled_rows(self, table: Region, first: int) -> Iterator[int]:
        """Rows of a table from one on in which a cell of the sheet is filled."""
        return (row for row in self.rows if first <= row <= table.bottom)

    def _figures(self, table: Region) -> frozenset[int]:
        values: Counter[int] = Counter()
        numbers: Counter[int] = Counter()
        for row, column in self.filled_in(table):
            value = without_marker(self.cells[row, column])
            values[column] += bool(value)
            numbers[column] += kind_of(value) == "number"
        return frozenset(
            column for column in numbers if numbers[column] and numbers[column] >= FIGURES * values[column]
        )

    def _unmarked(self) -> Iterator[Region]:
        """Find the cells that look like a table: names, and rows of two cells and more below them."""
        filled = [(row, self._texts(columns, row)) for row, columns in list(self.rows.items())[:HEAD_ROWS]]
        header = find_header(filled)
        body = [row for row, columns in self.rows.items() if row > header.last and len(columns) > 1]
        if not body:
            return
        top = header.row or body[0]
        held = [columns for row, columns in self.rows.items() if top <= row <= body[-1] and len(columns) > 1]
        left, right = min(columns[0] for columns in held), max(columns[-1] for columns in held)
        yield Region(top, body[-1], left, right, header.rows_used)

    def _texts(self, columns: tuple[int, ...], row: int) -> list[str]:
        return [self.cells.get((row, column), "") for column in range(1, columns[-1] + 1)]


@dataclass(frozen=True)
class WorkbookLayout:
    """A workbook's sheets, and what holds of all of it.

    Attributes
    ----------
    title
        Title in its properties.
    opens_at
        Place of the sheet it opens on, from 0, and that sheet's active cell.
    parts
        Names of the files inside it.
    """

    sheets: tuple[SheetLayout, ...]
    title: str = ""
    opens_at: tuple[int, str] = (0, "A1")
    parts: tuple[str, ...] = field(default=(), repr=False)


def read_layout(path: Path, name: str) -> WorkbookLayout:
    """Read the layout of an .xlsx workbook. Nothing in it is run or followed, and no file is changed.

    Parameters
    ----------
    path
        The workbook.
    name
        What to call it in an error.

    Raises
    ------
    Unreadable
        It is not an .xlsx workbook, is damaged, or would be too large to hold.
    """
    from openpyxl import load_workbook

    with open_zip(path, name) as archive:
        parts = tuple(archive.namelist())
        if "xl/workbook.xml" not in parts:
            raise _not_xlsx(name, "a file that is no .xlsx workbook")
        size = sum(member.file_size for member in archive.infolist())
        if size > MOST_UNPACKED:
            raise _not_xlsx(name, f"a workbook of {size:,} bytes when unpacked")
        if (reach := _reach(archive)) > MOST_TOGETHER:
            raise _not_xlsx(name, f"{reach:,} cells that are merged, linked or commented on")
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            # The reader warns of extensions that it leaves out when it saves; nothing is saved here.
            warnings.simplefilter("ignore")
            layout = _layout(load_workbook(file, data_only=True, rich_text=True, keep_links=False), parts)
    except _BROKEN as error:
        raise _not_xlsx(name, f"a workbook that cannot be opened ({error.__cause__ or error})") from None
    if not layout.sheets:
        raise _not_xlsx(name, "a workbook with no sheets")
    return layout


def _reach(archive: zipfile.ZipFile) -> int:
    """Count the cells under merged ranges, links and comments, each of which the reader would make an object."""
    reach = 0
    for member in archive.namelist():
        try:
            with archive.open(member) as part:
                # Expat (2.4.1 and later) bounds how far entities grow, and fetches nothing.
                for _, element in iterparse(part):  # noqa: S314
                    if element.tag.rpartition("}")[2] in ("mergeCell", "hyperlink", "comment"):
                        reach += _area(element.get("ref"))
                    element.clear()
        except (ParseError, zlib.error, *DAMAGED):
            continue  # a picture, or a damaged part, which the reader refuses
    return reach


def _area(ref: str | None) -> int:
    """Count the cells of a range; too many where it is of whole rows or columns, or not written as a range."""
    from openpyxl.utils import range_boundaries

    if ref is None:
        return 0
    try:
        left, top, right, bottom = range_boundaries(ref)
    except ValueError:
        return MOST_TOGETHER + 1
    return (right - left + 1) * (bottom - top + 1) if left and top else MOST_TOGETHER + 1


def _layout(workbook: Any, parts: tuple[str, ...]) -> WorkbookLayout:
    sheets = workbook.worksheets
    active = workbook.active
    view = getattr(active, "sheet_view", None)
    cell = view.selection[0].activeCell if view and view.selection else "A1"
    return WorkbookLayout(
        sheets=tuple(map(_sheet, sheets)),
        title=(workbook.properties.title or "").strip(),
        opens_at=(sheets.index(active) if active in sheets else 0, cell or "A1"),
        parts=parts,
    )


def _sheet(sheet: Any) -> SheetLayout:
    # The public ways to walk a sheet make every cell of its rectangle, and one stray cell makes that 17,000 million.
    cells = sheet._cells.values()
    texts = {(cell.row, cell.column): str(cell.value).strip() for cell in cells if cell.value is not None}
    return SheetLayout(
        name=sheet.title,
        cells={place: text for place, text in texts.items() if text},
        marked=tuple(map(_marked, sheet.tables.values())),
        merged=tuple(str(area) for area in sheet.merged_cells.ranges),
        shaded=tuple(cell.coordinate for cell in cells if cell.has_style and cell.fill.fill_type),
        raised=tuple(cell.coordinate for cell in cells if cell.value is not None and _is_raised(cell)),
        hidden=tuple(_hidden(sheet)),
        filtered=bool(sheet.auto_filter.ref),
        frozen=bool(sheet.freeze_panes),
        page_text=any(map(_says, (sheet.oddHeader, sheet.oddFooter, sheet.firstHeader, sheet.firstFooter))),
    )


def _marked(table: Any) -> Region:
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(table.ref)
    header = 1 if table.headerRowCount is None else table.headerRowCount
    buttons = table.autoFilter is not None and not _all_hidden(table.autoFilter, right + 1 - left)
    return Region(top, bottom, left, right, header, table.displayName, buttons)


def _all_hidden(filters: Any, columns: int) -> bool:
    return sum(1 for column in filters.filterColumn if column.hiddenButton) == columns


def _is_raised(cell: Any) -> bool:
    if _UNIT.search(str(cell.value)):
        return False
    if cell.has_style and cell.font.vertAlign == "superscript":
        return True
    runs = cell.value if isinstance(cell.value, list) else ()
    return any(run.font and run.font.vertAlign == "superscript" for run in runs if not isinstance(run, str))


def _hidden(sheet: Any) -> Iterator[str]:
    yield from (str(row) for row, dimension in sheet.row_dimensions.items() if dimension.hidden)
    for letters, dimension in sheet.column_dimensions.items():
        if dimension.hidden:
            more = dimension.max and dimension.max > dimension.min
            yield f"{letters}:{letters_of(dimension.max)}" if more else letters


def letters_of(column: int) -> str:
    """Return a column's letters, by its number from 1."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _says(part: Any) -> bool:
    return any(piece.text for piece in (part.left, part.center, part.right))


def _not_xlsx(name: str, found: str) -> Unreadable:
    return Unreadable(
        found=f"{found} in {name!r}",
        expected=f"an .xlsx workbook of at most {MOST_UNPACKED:,} bytes when unpacked",
        done="its layout was not checked",
        next="save it as .xlsx in a spreadsheet program, or check its layout by hand",
    )
