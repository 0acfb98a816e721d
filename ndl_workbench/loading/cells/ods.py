"""What the reader of workbooks does not tell of an OpenDocument sheet: its reach, merged cells, and values lost.

Element and attribute names are those of OpenDocument 1.3, part 3, section 9 (tables).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from ..recognising.zips import DAMAGED

_TAG = re.compile(rb"<(?:\w+:)?(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*?)(/?)>")
_ROWS = re.compile(rb"number-rows-repeated\s*=\s*[\"'](\d{1,9})")
_COLUMNS = re.compile(rb"number-columns-repeated\s*=\s*[\"'](\d{1,9})")
_ROW_SPAN = re.compile(rb"number-rows-spanned\s*=\s*[\"'](\d{1,9})")
_COLUMN_SPAN = re.compile(rb"number-columns-spanned\s*=\s*[\"'](\d{1,9})")
_NAME = re.compile(rb":name\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ERROR = re.compile(rb"[^>]{0,200}>([^<]{1,40})<")

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Seen:
    """What one sheet of an OpenDocument file holds.

    Attributes
    ----------
    name
        Its title.
    rows, columns
        The last filled row and column, which count from 1.
    merged
        First and last cell of each merged range; rows and columns count from 0.
    lost
        Row and column, from 1, of each cell that holds an error or a formula with no value, and the error.
    """

    name: str
    rows: int
    columns: int
    merged: tuple[Range, ...]
    lost: tuple[tuple[int, int, str], ...]


def look(path: Path) -> tuple[Seen, ...]:
    """Look at every sheet without unfolding it; none for a file that is not OpenDocument."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(_sheets(archive.read("content.xml"))) if "content.xml" in archive.namelist() else ()
    except (zlib.error, *DAMAGED):
        # The reader of workbooks will say what is wrong with it.
        return ()


def _sheets(xml: bytes) -> Iterator[Seen]:
    starts = [match for match in _TAG.finditer(xml) if match[1] == b"table"]
    for start, end in zip(starts, [*(match.start() for match in starts[1:]), len(xml)], strict=True):
        name = _NAME.search(start[2])
        yield _sheet(xml, start.end(), end, unescape((name[1] or name[2] or b"").decode()) if name else "")


def _sheet(xml: bytes, start: int, end: int, name: str) -> Seen:
    row = rows = columns = column = 0
    repeated = 1
    merged: list[Range] = []
    lost: list[tuple[int, int, str]] = []
    for tag in _TAG.finditer(xml, start, end):
        about = tag[2]
        if tag[1] == b"table-row":
            row, column = row + repeated if column or row else row + 1, 0
            repeated = _times(_ROWS, about)
            continue
        times = _times(_COLUMNS, about)
        if _is_filled(about, closed=bool(tag[3])):
            rows, columns = max(rows, row + repeated - 1), max(columns, column + times)
            if b"-spanned" in about:
                down, across = _times(_ROW_SPAN, about), _times(_COLUMN_SPAN, about)
                if down * across > 1:
                    merged.append(((row - 1, column), (row + down - 2, column + across - 1)))
        if b"formula" in about or b'"error"' in about:
            lost += _lost(xml, tag, row, column + 1)
        column += times
    return Seen(name, rows, columns, tuple(merged), tuple(lost))


def _lost(xml: bytes, tag: re.Match[bytes], row: int, column: int) -> Iterator[tuple[int, int, str]]:
    about = tag[2]
    if b'value-type="error"' in about:
        said = _ERROR.match(xml, tag.end()) if not tag[3] else None
        yield row, column, said[1].decode(errors="replace") if said else "#ERROR"
    elif b"formula" in about and b"value-type" not in about:
        yield row, column, ""


def _is_filled(about: bytes, *, closed: bool) -> bool:
    return b"value-type" in about or b"formula" in about or not closed


def _times(pattern: re.Pattern[bytes], about: bytes) -> int:
    found = pattern.search(about)
    return int(found[1]) if found else 1
