"""How far a sheet reaches, told before it is unfolded.

A sheet is held as a full rectangle. One stray cell in its far corner makes that 17,000 million cells,
which ends the whole process rather than raising an error.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from .lost import column_number
from .ods import Seen

MOST_CELLS = 50_000_000

_ROWS = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]{1,9})"')
_FILLED = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]+)([0-9]+)"[^>]*(?<!/)>')
# Columns whose letters are one, or one or two, and a cell with more letters than that.
_FEW_LETTERS = ((26, re.compile(rb'r="[A-Z]{2}')), (702, re.compile(rb'r="[A-Z]{3}')))
# Kinds of record in an .xlsb sheet (MS-XLSB, section 2.3.2): a row's number; cells that hold something.
_ROW = 0
_CELLS = frozenset(range(2, 12))


def too_far(path: Path, opendocument: tuple[Seen, ...] = ()) -> tuple[int, int] | None:
    """Return rows and columns of a sheet that would not fit in memory, or None when every sheet does.

    Parameters
    ----------
    path
        The workbook.
    opendocument
        Its sheets, when it is an OpenDocument file.
    """
    return next(((r, c) for r, c in _reaches(path, opendocument) if r * c > MOST_CELLS), None)


def _reaches(path: Path, opendocument: tuple[Seen, ...]) -> Iterator[tuple[int, int]]:
    yield from ((sheet.rows, sheet.columns) for sheet in opendocument)
    if opendocument or not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if member.startswith("xl/worksheets/") and member.endswith(".xml"):
                yield _reach(archive.read(member))
            elif member.startswith("xl/worksheets/") and member.endswith(".bin"):
                yield _reach_binary(archive.read(member))


def _reach(xml: bytes) -> tuple[int, int]:
    """Return the last filled row and column; (0, 0) as soon as a bound of them is small enough."""
    last = max((int(number) for number in _ROWS.findall(xml)), default=0)
    # A cell may name a row further on than any row does: it has at most as many digits, or is looked at.
    most = 10 ** len(str(last)) - 1
    if not re.search(rb'r="[A-Z]{1,3}[0-9]{%d}' % (len(str(last)) + 1), xml):
        for columns, further in _FEW_LETTERS:
            if most * columns <= MOST_CELLS and not further.search(xml):
                return 0, 0
    rows = columns = 0
    for cell in _FILLED.finditer(xml):
        rows = max(rows, int(cell[2]))
        columns = max(columns, column_number(cell[1]))
    return rows, columns


def _reach_binary(content: bytes) -> tuple[int, int]:
    """Return the last filled row and column of a binary sheet: records of a kind, a length and a body."""
    row = rows = columns = place = 0
    while place < len(content):
        kind, place = _number(content, place, 2)
        length, place = _number(content, place, 4)
        if length >= 4 and place + 4 <= len(content) and (kind == _ROW or kind in _CELLS):
            number = int(struct.unpack_from("<L", content, place)[0])
            if kind == _ROW:
                row = number + 1
            else:
                rows, columns = max(rows, row), max(columns, number + 1)
        place += length
    return rows, columns


def _number(content: bytes, place: int, longest: int) -> tuple[int, int]:
    """Read a number of seven bits a byte, and return it and the place after it."""
    number = 0
    for shift in range(longest):
        if place >= len(content):
            break
        byte = content[place]
        place += 1
        number |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            break
    return number, place
