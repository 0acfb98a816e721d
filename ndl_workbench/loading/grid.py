"""The raw cells of a file, as text, each row under the number a spreadsheet shows for it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import InputError, NotFound, Unreadable
from .extent import MOST_CELLS, too_far
from .lost import lost_cells
from .recognise import READABLE, Recognised

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 50
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
)

# Stands after the last row; no text that is read holds it.
END = "\0"

Row = list[str]


@dataclass(frozen=True)
class Grid:
    """Rows of text cells. ``rows[0]`` is line 1 of the file."""

    rows: list[Row]
    sheet: str
    decisions: tuple[str, ...]


def read_grid(path: Path, name: str, recognised: Recognised, sheet: str | None) -> Grid:
    """Read every cell of a recognised file as text.

    Raises
    ------
    NotFound
        The workbook has no sheet of that name.
    InputError
        A sheet was named for a file that has none.
    Unreadable
        The file is damaged or holds no cells.
    """
    if recognised.kind == "workbook":
        return _from_workbook(path, name, sheet)
    if sheet is not None:
        raise InputError(
            found=f"sheet={sheet!r} for the CSV file {name!r}",
            expected="a workbook when a sheet is named",
            done="nothing was read",
            next="leave the sheet out",
        )
    return _from_csv(path, name, recognised.encoding)


def _from_csv(path: Path, name: str, encoding: str) -> Grid:
    text = path.read_bytes().decode(encoding)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    delimiter = _delimiter(text)
    rows, decisions = _rows(text, delimiter, name)
    if encoding == "cp1252":
        decisions.append("read as Windows-1252 because it is not valid UTF-8: look at £, é and quotation marks")
    elif encoding not in ("utf-8-sig", "utf-8"):
        decisions.append(f"read as {encoding} because it is not valid UTF-8")
    if delimiter != ",":
        decisions.append(f"columns are separated by {delimiter!r}")
    return Grid(rows, "", tuple(decisions))


def _rows(text: str, delimiter: str, name: str) -> tuple[list[Row], list[str]]:
    """Read every row. A quotation mark in the wrong place can swallow rows: that is said, or refused."""
    # newline="" and a reader over the whole text keep line breaks that are inside quotes.
    rows: list[Row] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
    except csv.Error:
        wrong = len(rows) + 1
    else:
        return rows, []
    end = text if text.endswith(("\n", "\r")) else f"{text}\n"
    rows = list(csv.reader(io.StringIO(end + END, newline=""), delimiter=delimiter))
    if rows.pop() != [END]:
        raise Unreadable(
            found=f"a quotation mark opened in row {len(rows) + 1} of {name!r} and never closed",
            expected=READABLE,
            done="nothing was read",
            next="close it, or ask the publisher to; the rows below it cannot be told apart",
        )
    return rows, [f"quotation marks from row {wrong} on are not as CSV asks; check that no cell holds several rows"]


def _delimiter(text: str) -> str:
    """Choose the separator that cuts the first rows into the most cells, alike from row to row."""

    def score(delimiter: str) -> float:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = Counter(len(row) for row, _ in zip(reader, range(SAMPLE_ROWS), strict=False) if any(row))
        width, agreeing = max(widths.items(), key=lambda item: item[1] * (item[0] - 1), default=(1, 0))
        return float((width - 1) * (agreeing / max(widths.total(), 1)) ** 2)

    return max(DELIMITERS, key=score)


def _from_workbook(path: Path, name: str, sheet: str | None) -> Grid:
    import python_calamine as calamine

    try:
        if reach := too_far(path):
            raise _too_far(name, *reach)
        workbook = calamine.CalamineWorkbook.from_path(path)
        worksheets = [meta for meta in workbook.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
        sheets = {
            meta.name: _as_text(workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False))
            for meta in worksheets
            if sheet is None or sheet == meta.name
        }
        hidden = {meta.name for meta in worksheets if meta.visible != calamine.SheetVisibleEnum.Visible}
        names = workbook.sheet_names
    except (calamine.CalamineError, zipfile.BadZipFile, zlib.error, OSError, ValueError) as error:
        raise Unreadable(
            found=f"a workbook that cannot be opened ({error}) in {name!r}",
            expected=READABLE,
            done="nothing was read",
            next="open it in a spreadsheet program and save it again, without a password",
        ) from None
    if sheet is not None and sheet not in sheets:
        raise NotFound(
            found=f"no sheet {sheet!r} in {name!r}",
            expected=f"one of {', '.join(repr(n) for n in names)}",
            done="nothing was read",
            next="name one of those sheets",
        )
    grid = _choose(sheets, name, hidden, asked=sheet is not None)
    return replace(grid, decisions=(*grid.decisions, *lost_cells(path, grid.sheet)))


def _too_far(name: str, rows: int, columns: int) -> Unreadable:
    return Unreadable(
        found=f"a sheet of {rows:,} rows by {columns:,} columns in {name!r}",
        expected=f"at most {MOST_CELLS:,} cells",
        done="nothing was read",
        next="delete the stray cell in its far corner and save it again",
    )


def _choose(sheets: dict[str, list[Row]], name: str, hidden: Set[str], *, asked: bool) -> Grid:
    filled = {title: sum(1 for row in rows for cell in row if cell) for title, rows in sheets.items()}
    if not any(filled.values()):
        raise Unreadable(
            found=f"a workbook with no filled cell in {name!r}",
            expected=READABLE,
            done="nothing was read",
            next="download it again, or tell the publisher",
        )

    def rank(title: str) -> tuple[bool, bool, int]:
        return title not in hidden, not any(word in title.lower() for word in ASIDES), filled[title]

    chosen = max((title for title in sheets if filled[title]), key=rank)
    others = [title for title in sheets if title != chosen and filled[title]]
    return Grid(sheets[chosen], chosen, tuple(_sheet_decisions(chosen, others, filled, hidden, asked=asked)))


def _sheet_decisions(
    chosen: str, others: list[str], filled: dict[str, int], hidden: Set[str], *, asked: bool
) -> Iterator[str]:
    if chosen in hidden:
        because = "it was named" if asked else "no visible one has data"
        yield f"sheet {chosen!r} is hidden and was read because {because}"
    if not others or asked:
        return
    rivals = [title for title in others if (title in hidden) == (chosen in hidden)]
    most = all(filled[chosen] >= filled[title] for title in rivals)
    why = "the most data" if most else "the most of those not named as notes"
    if most and any(filled[title] > filled[chosen] for title in others):
        why = "the most data of those not hidden"
    left = ", ".join(f"{title!r} (hidden)" if title in hidden else repr(title) for title in others)
    yield f"sheet {chosen!r} was read because it holds {why}; left alone: {left}"


def _as_text(rows: Iterable[Sequence[Any]]) -> list[Row]:
    return [[_cell_text(cell) for cell in row] for row in rows]


def _cell_text(cell: Any) -> str:
    """Write a workbook's typed cell as a CSV export would, so that both forms of a table agree."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
