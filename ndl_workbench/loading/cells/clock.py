"""Times of day that a workbook keeps with a date nobody sees.

A cell shown as 1:00 may be stored as a day and a time, when its number format shows only the time. Whoever
opens the sheet sees a time, so a time is read.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from pathlib import Path

from ..recognising.zips import DAMAGED
from .lost import attributes, column_number, member_of

# Built-in number formats that show a time and no date (ECMA-376, part 1, section 18.8.30).
_TIMES = frozenset({18, 19, 20, 21, 45, 47})
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_FORMATS_OF_CELLS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_LENGTH = re.compile(r"PT(\d{1,9})H(\d{1,2})M(\d{1,2}(?:\.\d{1,12})?)S")
# OpenDocument keeps a time of day with a day as hours since 1899; a length of time this long is taken for one.
_YEAR_OF_HOURS = 8_760


def times_of_day(path: Path, sheet: str) -> frozenset[tuple[int, int]]:
    """Return row and column, from 0, of each cell of an .xlsx sheet that shows a time and no date."""
    try:
        with zipfile.ZipFile(path) as archive:
            member = member_of(archive, sheet)
            if not member or "xl/styles.xml" not in archive.namelist():
                return frozenset()
            styles = _time_styles(archive.read("xl/styles.xml"))
            return frozenset(_cells(archive.read(member), styles)) if styles else frozenset()
    except (zlib.error, *DAMAGED):
        return frozenset()


def time_text(value: dt.datetime | dt.timedelta) -> str:
    """Write the time of day of a date and time, or a length of time in hours, minutes and seconds."""
    if isinstance(value, dt.datetime):
        return value.time().isoformat()
    return length_text(value.total_seconds())


def length_text(seconds: float) -> str:
    """Write a length of time as hours, minutes and seconds; a thousandth of a second is the least that counts."""
    thousandths = round(abs(seconds) * 1_000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    fraction = f"{rest / 1_000:06.3f}".removesuffix(".000")
    return f"{'-' if seconds < 0 else ''}{hours:02}:{minutes:02}:{fraction}"


def opendocument_time(text: str) -> str:
    """Rewrite an OpenDocument length of time (``PT01H02M03S``) as hours, minutes and seconds; leave other text."""
    found = _LENGTH.fullmatch(text)
    if not found:
        return text
    hours = int(found[1])
    kept = hours % 24 if hours >= _YEAR_OF_HOURS else hours
    return length_text(kept * 3_600 + int(found[2]) * 60 + float(found[3]))


def hides_day(text: str) -> bool:
    """Whether an OpenDocument length of time is a time of day with a day nobody sees."""
    found = _LENGTH.fullmatch(text)
    return found is not None and int(found[1]) >= _YEAR_OF_HOURS


def said_of_times(count: int) -> tuple[str, ...]:
    """Say in how many cells a date was left out."""
    if not count:
        return ()
    cells = "1 cell shows" if count == 1 else f"{count:,} cells show"
    return (f"{cells} a time of day only: the date stored with it was left out",)


def _time_styles(xml: bytes) -> frozenset[bytes]:
    shown = {}
    for tag in map(attributes, _FORMAT.findall(xml)):
        shown[tag.get("numFmtId", "")] = _NOT_SHOWN.sub("", tag.get("formatCode", "")).lower()
    cells = _FORMATS_OF_CELLS.search(xml)
    formats = [attributes(tag).get("numFmtId", "") for tag in _CELL_FORMAT.findall(cells[0])] if cells else []
    return frozenset(str(place).encode() for place, number in enumerate(formats) if _is_time(number, shown))


def _is_time(number: str, shown: dict[str, str]) -> bool:
    if number not in shown:
        return number.isdigit() and int(number) in _TIMES
    return bool(set("hs") & set(shown[number])) and not set("dy") & set(shown[number])


def _cells(xml: bytes, styles: frozenset[bytes]) -> list[tuple[int, int]]:
    numbers = b"|".join(map(re.escape, sorted(styles)))
    pattern = re.compile(
        rb'<(?:\w+:)?c (?:r="([A-Z]{1,3})(\d{1,7})"[^>]*?\bs="(?:%b)"|s="(?:%b)"[^>]*?\br="([A-Z]{1,3})(\d{1,7})")'
        % (numbers, numbers)
    )
    return [(int(m[2] or m[4]) - 1, column_number(m[1] or m[3]) - 1) for m in pattern.finditer(xml)]
