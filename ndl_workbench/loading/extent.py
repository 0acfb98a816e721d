"""How far an Excel sheet reaches, told before it is unfolded.

A sheet is held as a full rectangle. One stray cell in its far corner makes that 17,000 million cells,
which ends the whole process rather than raising an error.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

MOST_CELLS = 50_000_000
MOST_COLUMNS = 16_384

_LAST = re.compile(rb' r="[A-Z]*([0-9]+)"')
_FILLED = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]+)([0-9]+)"[^>]*(?<!/)>')


def too_far(path: Path) -> tuple[int, int] | None:
    """Return rows and columns of a sheet that would not fit in memory, or None when every sheet does."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if member.startswith("xl/worksheets/") and member.endswith(".xml"):
                rows, columns = _reach(archive.read(member))
                if rows * columns > MOST_CELLS:
                    return rows, columns
    return None


def _reach(xml: bytes) -> tuple[int, int]:
    """Return the last filled row and column; (0, 0) as soon as the rows alone are few enough."""
    last = _LAST.match(xml, max(xml.rfind(b' r="'), 0))
    if not last or int(last[1]) * MOST_COLUMNS <= MOST_CELLS:
        return 0, 0
    rows = columns = 0
    for cell in _FILLED.finditer(xml):
        rows = max(rows, int(cell[2]))
        columns = max(columns, _column(cell[1]))
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
