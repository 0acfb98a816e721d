"""The raw cells of a file, as text, each row under the number a spreadsheet shows for it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError, NotFound, Unreadable
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
    return _from_csv(path, recognised.encoding)


def _from_csv(path: Path, encoding: str) -> Grid:
    # newline="" and a reader over the whole text keep line breaks that are inside quotes.
    text = path.read_bytes().decode(encoding)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    delimiter = _delimiter(text)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    decisions = []
    if encoding not in ("utf-8-sig", "utf-8"):
        decisions.append(f"read as {encoding} because it is not valid UTF-8")
    if delimiter != ",":
        decisions.append(f"columns are separated by {delimiter!r}")
    return Grid(rows, "", tuple(decisions))


def _delimiter(text: str) -> str:
    """Choose the separator that cuts the first rows into the most cells, alike from row to row."""

    def score(delimiter: str) -> float:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = Counter(len(row) for row, _ in zip(reader, range(SAMPLE_ROWS), strict=False) if any(row))
        width, agreeing = max(widths.items(), key=lambda item: item[1] * (item[0] - 1), default=(1, 0))
        return (width - 1) * agreeing

    return max(DELIMITERS, key=score)


def _from_workbook(path: Path, name: str, sheet: str | None) -> Grid:
    import python_calamine as calamine

    try:
        workbook = calamine.CalamineWorkbook.from_path(path)
        sheets = {
            meta.name: _as_text(workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False))
            for meta in workbook.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet and (sheet is None or sheet == meta.name)
        }
        names = workbook.sheet_names
    except (calamine.CalamineError, OSError, ValueError) as error:
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
    return _choose(sheets, name, asked=sheet is not None)


def _choose(sheets: dict[str, list[Row]], name: str, *, asked: bool) -> Grid:
    filled = {title: sum(1 for row in rows for cell in row if cell) for title, rows in sheets.items()}
    if not any(filled.values()):
        raise Unreadable(
            found=f"a workbook with no filled cell in {name!r}",
            expected=READABLE,
            done="nothing was read",
            next="download it again, or tell the publisher",
        )

    def rank(title: str) -> tuple[bool, int]:
        return not any(word in title.lower() for word in ASIDES), filled[title]

    chosen = max((title for title in sheets if filled[title]), key=rank)
    others = [title for title in sheets if title != chosen and filled[title]]
    decisions: tuple[str, ...] = ()
    if others and not asked:
        decisions = (
            f"sheet {chosen!r} was read because it holds the most data; "
            f"left alone: {', '.join(repr(title) for title in others)}",
        )
    return Grid(sheets[chosen], chosen, decisions)


def _as_text(rows: Iterable[Sequence[Any]]) -> list[Row]:
    return [[_cell_text(cell) for cell in row] for row in rows]


def _cell_text(cell: Any) -> str:
    """Write a workbook's typed cell as a CSV export would, so that both forms of a table agree."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
