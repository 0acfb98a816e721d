"""The sheet of a workbook that holds the data, its cells as text."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import NotFound, TablesAlike, Unreadable
from ..recognising.recognise import READABLE
from ..recognising.zips import DAMAGED
from ..tables.header import find_header
from ..tables.kinds import kind_of
from ..tables.rows import Row
from .clock import hides_day, opendocument_time, said_of_times, time_text, times_of_day
from .extent import MOST_CELLS, too_far
from .lost import column_letters, lost_cells, said_of
from .merged import fill_merged
from .ods import Range, Seen, look

if TYPE_CHECKING:
    import python_calamine as calamine

HEAD_ROWS = 200
# Names of sheets that explain the data rather than hold it.
ASIDES = (
    "example",
    "schema",
    "valid",
    "about",
    "note",
    "guidance",
    "template",
    "cover",
    "contents",
    "lookup",
    "definition",
    "dictionary",
    "dropdown",
    "drop down",
    "instruction",
    "read me",
    "readme",
    "change log",
    "version history",
)
# A sheet that lists this many of another's column names, and most of them, describes that one.
FEWEST_LISTED = 4
MOST_FIGURES = 0.25


@dataclass(frozen=True)
class Sheet:
    """Rows of text cells. ``rows[0]`` is row 1 of the sheet."""

    rows: list[Row]
    name: str
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A sheet as the workbook holds it.

    Attributes
    ----------
    name
        Its title.
    hidden
        Whether a spreadsheet program shows it.
    rows
        Its cells, typed.
    cells
        How many of them are filled.
    merged
        First and last cell of each merged range, as far as the reader tells; rows and columns count from 0.
    """

    name: str
    hidden: bool
    rows: list[list[Any]]
    cells: int
    merged: tuple[Range, ...]

    @property
    def aside(self) -> bool:
        """Whether its name says that it explains the data."""
        return any(word in self.name.lower() for word in ASIDES)

    @property
    def described(self) -> str:
        """Its name and size."""
        if not self.cells:
            return f"{self.name!r} ({'hidden, ' if self.hidden else ''}empty)"
        rows = sum(1 for row in self.rows if row.count("") < len(row))
        size = f"{_counted(rows, 'row')}, {_counted(max(map(len, self.rows)), 'column')}"
        return f"{self.name!r} ({'hidden, ' if self.hidden else ''}{size})"


def read_sheet(path: Path, name: str, sheet: str | None) -> Sheet:
    """Read the sheet of a workbook that is named, or that holds the data.

    Parameters
    ----------
    path
        An Excel (.xlsx, .xlsb, .xls) or OpenDocument workbook.
    name
        What to call it in an error.
    sheet
        A sheet's title; None for the one that holds the data.

    Raises
    ------
    NotFound
        The workbook has no sheet of that name.
    TablesAlike
        None was named, and two or more could be the data.
    Unreadable
        The file is damaged, holds no cells, or a sheet of it reaches too far.
    """
    import python_calamine as calamine

    try:
        opendocument = look(path)
        if reach := too_far(path, opendocument):
            raise _too_far(name, *reach)
        workbook = calamine.CalamineWorkbook.from_path(path)
        titles = [meta.name for meta in workbook.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
        if sheet is not None and sheet not in titles:
            raise _no_such_sheet(sheet, name, titles)
        candidates = list(_candidates(workbook, sheet))
        chosen, said = _choose(candidates, name, asked=sheet is not None)
    except (calamine.CalamineError, zlib.error, *DAMAGED) as error:
        raise Unreadable(
            found=f"a workbook that cannot be opened ({error}) in {name!r}",
            expected=READABLE,
            done="nothing was read",
            next="open it in a spreadsheet program and save it again, without a password",
        ) from None
    seen = next((one for one in opendocument if one.name == chosen.name), None)
    times = frozenset() if seen else times_of_day(path, chosen.name)
    rows, hidden = _opendocument_rows(chosen.rows) if seen else _excel_rows(chosen.rows, times)
    filled = fill_merged(rows, seen.merged if seen else chosen.merged, find_header(_head(rows)))
    lost = said_of(_lost(seen) if seen else lost_cells(path, chosen.name))
    return Sheet(rows, chosen.name, (*said, *filled, *said_of_times(hidden), *lost))


def _candidates(workbook: calamine.CalamineWorkbook, asked: str | None) -> Iterator[Candidate]:
    import python_calamine as calamine

    for meta in workbook.sheets_metadata:
        if meta.typ == calamine.SheetTypeEnum.WorkSheet and asked in (None, meta.name):
            sheet = workbook.get_sheet_by_name(meta.name)
            rows = sheet.to_python(skip_empty_area=False)
            cells = sum(len(row) - row.count("") for row in rows)
            hidden = meta.visible != calamine.SheetVisibleEnum.Visible
            yield Candidate(meta.name, hidden, rows, cells, tuple(sheet.merged_cell_ranges or ()))


def _choose(candidates: Sequence[Candidate], name: str, *, asked: bool) -> tuple[Candidate, tuple[str, ...]]:
    filled = [candidate for candidate in candidates if candidate.cells]
    if not filled:
        raise Unreadable(
            found=f"a workbook with no filled cell in {name!r}",
            expected=READABLE,
            done="nothing was read",
            next="download it again, or tell the publisher",
        )
    describing = _describing(filled)
    chosen = max(filled, key=lambda one: (not one.hidden, not one.aside, one.name not in describing, one.cells))
    alike = [one for one in filled if one is chosen or (one.name not in describing and _are_alike(chosen, one))]
    if len(alike) > 1:
        raise _which(alike, name)
    return chosen, tuple(_decisions(chosen, candidates, asked=asked))


def _describing(candidates: Sequence[Candidate]) -> set[str]:
    """Return the titles of sheets that list the column names of another down one of their columns."""
    if len(candidates) < 2:
        return set()
    names = {one.name: _table_of(one)[0] for one in candidates}
    found = set()
    for one in candidates:
        head = _rows(one.rows[:HEAD_ROWS])
        filled = [cell for row in head for cell in row if cell]
        # The areas down a table of figures are the columns of another that is laid out the other way.
        if sum(1 for cell in filled if kind_of(cell) == "number") > MOST_FIGURES * len(filled):
            continue
        columns = zip_longest(*head, fillvalue="")
        down = [{" ".join(cell.split()).lower() for cell in column} for column in columns]
        for other, headed in names.items():
            listed = max((len(cells & headed) for cells in down), default=0)
            if other != one.name and listed >= FEWEST_LISTED and listed > len(headed) / 2:
                found.add(one.name)
    return found


def _are_alike(chosen: Candidate, other: Candidate) -> bool:
    """Whether another sheet could be the data as well: it has the same names, or is a table of a like size."""
    if (other.hidden, other.aside) != (chosen.hidden, chosen.aside):
        return False
    names, records = _table_of(other)
    if len(names) < 2 or not records:
        return False
    return names == _table_of(chosen)[0] or (records > 1 and other.cells * 2 >= chosen.cells)


def _table_of(candidate: Candidate) -> tuple[frozenset[str], int]:
    """Return the names a sheet's columns have, and how many of its first rows stand below them."""
    head = _head(_rows(candidate.rows[: 10 * HEAD_ROWS]))
    header = find_header(head)
    names = frozenset(name.lower() for name in header.names if name) if header.row else frozenset()
    return names, sum(1 for number, row in head if number > header.last and sum(map(bool, row)) > 1)


def _decisions(chosen: Candidate, candidates: Sequence[Candidate], *, asked: bool) -> Iterator[str]:
    others = [one for one in candidates if one is not chosen]
    filled = [one for one in others if one.cells]
    if chosen.hidden:
        because = "it was named" if asked else "no visible one has data"
        yield f"sheet {chosen.name!r} is hidden and was read because {because}"
    if not others:
        return
    rivals = [one for one in filled if one.hidden == chosen.hidden]
    most = all(chosen.cells >= one.cells for one in rivals)
    why = "it holds the most data" if most else "it holds the most of those not named as notes"
    if any(one.cells > chosen.cells and not one.aside for one in rivals):
        why = "it holds the most of those that do not list another's column names"
    if most and any(one.cells > chosen.cells for one in filled):
        why = "it holds the most data of those not hidden"
    if not filled:
        why = "it is the only one with data"
    left = ", ".join(one.described for one in others)
    size = chosen.described.removeprefix(f"{chosen.name!r} ")
    yield f"sheet {chosen.name!r} {size} was read because {why}; left alone: {left}"


# --- cells --------------------------------------------------------------------------------------------


def _head(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    return [(number, row) for number, row in enumerate(rows[: 10 * HEAD_ROWS], 1) if any(map(str.strip, row))][
        :HEAD_ROWS
    ]


def _rows(rows: Sequence[Sequence[Any]]) -> list[Row]:
    return [[cell if type(cell) is str else _cell_text(cell) for cell in row] for row in rows]


def _excel_rows(rows: Sequence[Sequence[Any]], times: Iterable[tuple[int, int]]) -> tuple[list[Row], int]:
    """Return the rows as text, and in how many cells the date was left out because only a time is shown."""
    text = _rows(rows)
    hidden = 0
    for row, column in times:
        if row < len(rows) and column < len(rows[row]) and isinstance(rows[row][column], dt.datetime):
            text[row][column] = time_text(rows[row][column])
            hidden += 1
    return text, hidden


def _opendocument_rows(rows: Sequence[Sequence[Any]]) -> tuple[list[Row], int]:
    text = _rows(rows)
    hidden = 0
    for row in text:
        if any(cell.startswith("PT") for cell in row):
            hidden += sum(map(hides_day, row))
            row[:] = map(opendocument_time, row)
    return text, hidden


def _cell_text(cell: Any) -> str:
    """Write a workbook's typed cell as a CSV export would, so that both forms of a table agree."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return time_text(cell) if isinstance(cell, dt.timedelta) else str(cell)


def _lost(seen: Seen) -> list[tuple[str, str]]:
    return [(f"{column_letters(column)}{row}", error) for row, column, error in seen.lost]


# --- refusals -----------------------------------------------------------------------------------------


def _too_far(name: str, rows: int, columns: int) -> Unreadable:
    return Unreadable(
        found=f"a sheet of {rows:,} rows by {columns:,} columns in {name!r}",
        expected=f"at most {MOST_CELLS:,} cells",
        done="nothing was read",
        next="delete the stray cell in its far corner and save it again",
    )


def _no_such_sheet(sheet: str, name: str, titles: Sequence[str]) -> NotFound:
    return NotFound(
        found=f"no sheet {sheet!r} in {name!r}",
        expected=f"one of {', '.join(map(repr, titles))}",
        done="nothing was read",
        next="name one of those sheets",
    )


def _which(alike: Sequence[Candidate], name: str) -> TablesAlike:
    return TablesAlike(
        found=f"{len(alike)} sheets that could each be the data in {name!r}: "
        f"{', '.join(one.described for one in alike)}",
        expected="one sheet with the data, or the name of the one you want",
        done="nothing was read",
        next=f"name one of them, as in sheet={alike[0].name!r}",
    )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
