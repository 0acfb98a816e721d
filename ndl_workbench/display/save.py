"""Write a result to a file: the suffix says the form, and either all of it lands or none."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import CannotWrite, InputError
from .html import page
from .text import markdown

if TYPE_CHECKING:
    import pandas as pd

    from .result import Result

SUFFIXES = (".html", ".json", ".csv", ".xlsx", ".md")
# What a spreadsheet computes (OWASP, "CSV injection"): a plus or minus only when letters, ! or | follow.
_FORMULA = re.compile(r"[=@\t\r\n]|[+-].*[A-Za-z|!]", re.DOTALL)
# Above this a float no longer tells whole numbers apart.
LARGEST_EXACT = 2**53
# What an .xlsx sheet can hold.
XLSX_ROWS = 1_048_576
XLSX_CELL = 32_767


def save_result(result: Result, path: Path) -> Path:
    """Save a result in the form its suffix names. See ``Result.save``."""
    suffix = check_suffix(path)
    if suffix == ".html":
        content = page(result.title, result.blocks()).encode()
    elif suffix == ".md":
        content = markdown(result.title, result.blocks()).encode()
    elif suffix == ".json":
        content = (json.dumps(result.to_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()
    else:
        content = table_bytes(result.to_frame(), suffix)
    return write_whole(path, content)


def check_suffix(path: Path, allowed: tuple[str, ...] = SUFFIXES) -> str:
    """Return the suffix in lower case.

    Raises
    ------
    InputError
        It is not one of those allowed.
    """
    suffix = path.suffix.lower()
    if suffix not in allowed:
        raise InputError(
            found=f"the file name {path.name!r}",
            expected=f"one that ends in {', '.join(allowed)}",
            done="nothing was written",
            next=f"call it {path.stem + allowed[0]!r}, for example",
        )
    return suffix


def table_bytes(frame: pd.DataFrame, suffix: str) -> bytes:
    """Write a frame, without its index, as CSV or XLSX in which no cell can act as a formula."""
    rows = [
        [str(name) for name in frame.columns],
        *([_value(v) for v in row] for row in frame.itertuples(index=False)),
    ]
    if suffix == ".xlsx":
        _refuse_too_large(rows)
    return _xlsx(rows) if suffix == ".xlsx" else _csv(rows)


def is_formula(value: object) -> bool:
    """Whether a spreadsheet that opens a CSV file would compute this text instead of showing it.

    A telephone number (+44 …), a dash or a negative number in text computes nothing and is left alone.
    """
    return isinstance(value, str) and bool(_FORMULA.match(value))


def write_whole(path: Path, content: bytes) -> Path:
    """Write to a temporary file beside the target, then put it in place in one step.

    Raises
    ------
    CannotWrite
        The folder is missing or closed to us, or the disk is full.
    """
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        # Opened anew, so that it has the rights this person's files have.
        with part.open("xb") as file:
            file.write(content)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise CannotWrite(
            found=f"{path} cannot be written ({error.strerror})",
            expected="a file name in a folder that exists and can be written to",
            done="nothing was written",
            next="choose another place",
        ) from None
    return path


def _value(value: Any) -> Any:
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return str(value)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        # As our own tables write it, so that a table saved and loaded again is the same.
        return "yes" if value else "no"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < LARGEST_EXACT else value
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    return value if isinstance(value, int | str) else str(value)


def _csv(rows: Iterable[list[Any]]) -> bytes:
    text = io.StringIO()
    plain = csv.writer(text, lineterminator="\n")
    # A bare carriage return would end the row for a reader, and csv leaves it without quotes.
    quoted = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        returns = any(isinstance(value, str) and "\r" in value for value in row)
        (quoted if returns else plain).writerow([_inert(value) for value in row])
    return text.getvalue().encode()


def _inert(value: Any) -> Any:
    return f"'{value}" if is_formula(value) else value


def _refuse_too_large(rows: list[list[Any]]) -> None:
    """Refuse what a spreadsheet would cut off without a word."""
    longest = max((len(value) for row in rows for value in row if isinstance(value, str)), default=0)
    if len(rows) > XLSX_ROWS or longest > XLSX_CELL:
        raise InputError(
            found=f"{len(rows) - 1:,} rows with a longest cell of {longest:,} characters",
            expected=f"at most {XLSX_ROWS - 1:,} rows and {XLSX_CELL:,} characters in a cell, as .xlsx can hold",
            done="nothing was written",
            next="save it as .csv",
        )


def _xlsx(rows: Iterable[list[Any]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("data")
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
