"""Dates as people write them: read where only one reading is possible in the UK, the day before the month.

Of numbers divided by slashes, dashes or full stops the first is the day. Of two-digit years, 69 to 99 are
19.. and the rest 20.. (POSIX). Numbers alone are dates only where a caller says that they may be.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Form = Literal["ISO", "year first", "day first", "month named", "day number"]

# Excel counts days from here (its 1900 is a leap year by mistake, so serials below 61 are not read).
EXCEL_EPOCH = dt.datetime(1899, 12, 30)
EXCEL_RANGE = range(20_000, 60_000)  # October 1954 to April 2064
# 1973 to 2099, but for the months of 1976 in which the number could be a date and time such as 201712011200.
MILLISECONDS_RANGES = (range(100_000_000_000, 190_000_000_000), range(210_000_000_000, 4_102_444_800_000))
POSIX_PIVOT = 69
# An earlier year is a slip of the pen more often than a year.
EARLIEST_YEAR = 1000
# Hours from UTC: UTC+14 is the furthest in the IANA time zone database.
FURTHEST_ZONE = 14
# No date is longer, written out with its weekday, time and zone.
LONGEST = 60
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_TIME = re.compile(
    r"[T ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<fraction>\d+))?)?\s*"
    r"(?:(?P<zone>Z|[+-]\d\d(?::?\d\d)?)|(?P<half>[AaPp][Mm]))?$",
    re.ASCII,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r",?\s+(?=\d)",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})", re.ASCII)
_NUMERALS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:\s+|-)([A-Za-z]{3,9})\.?,?(?:\s+|-)(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Moment:
    """A day, perhaps with a time, and how it was written.

    Attributes
    ----------
    time
        Without a zone; midnight where no time was written.
    form
        How the day was written.
    short_year
        Whether the year was written with two digits.
    zone
        Offset from UTC as ``+01:00``, or "" where none was written.
    """

    time: dt.datetime
    form: Form
    short_year: bool = False
    zone: str = ""


def read_moment(value: str) -> Moment | None:
    """Read one day, with its time if it has one; None when it is no date (31-06-2017) or says no day."""
    if len(value) > LONGEST:
        return None
    text = value.strip()
    clock = _TIME.search(text)
    written = _without_extras(text)
    read = _read_day(written)
    if read is None or read[0].year < EARLIEST_YEAR:
        return None
    day, form = read
    short = form != "ISO" and str(day.year) not in written
    if clock is None:
        return Moment(day, form, short)
    try:
        return Moment(dt.datetime.combine(day.date(), _clock(clock)), form, short, _offset(clock["zone"] or ""))
    except ValueError:
        return None


def read_day_number(value: str) -> Moment | None:
    """Read one of Excel's serial days of five digits; None when it is none, or is before 1954 or after 2064."""
    if len(value) == 5 and value.isdecimal() and value.isascii() and int(value) in EXCEL_RANGE:
        return Moment(EXCEL_EPOCH + dt.timedelta(days=int(value)), "day number")
    return None


def month_first(value: str) -> bool:
    """Whether the value is a date only if the month comes before the day, such as 01-31-2025."""
    numerals = _NUMERALS.fullmatch(value.strip())
    if numerals is None:
        return False
    first, divider, second, year = numerals.groups()
    return _read_day(value.strip()) is None and _read_day(f"{second}{divider}{first}{divider}{year}") is not None


def to_iso(text: pd.Series[str]) -> pd.Series[str]:
    """Rewrite each value as YYYY-MM-DD; one that cannot be read as a date stays as it is.

    Reads day-first dates, month names, ISO with a time, Excel's serial days and milliseconds since 1970.
    """
    readings = {value: read_date(value) or value for value in text.unique()}
    return text.map(readings)


def read_date(value: str) -> str | None:
    """Read one date. Returns YYYY-MM-DD, or None when it is no date (31-06-2017) or says no day."""
    written = _without_extras(value.strip())
    if written.isdecimal() and written.isascii():
        return _read_digits(written)
    day = _read_day(written)
    return day[0].date().isoformat() if day else None


def is_iso(text: pd.Series[str]) -> pd.Series[bool]:
    """Say of each value whether it is a real date written YYYY-MM-DD."""
    readings = {value: is_iso_date(value) for value in text.unique()}
    return text.map(readings).astype(bool)


def _without_extras(text: str) -> str:
    """Take off the time, the weekday and the ending of an ordinal."""
    return _WEEKDAY.sub("", _ORDINAL.sub("", _TIME.sub("", text))).strip()


def _read_day(written: str) -> tuple[dt.datetime, Form] | None:
    form: Form
    if found := _YEAR_FIRST.fullmatch(written):
        year, _, month, day = found.groups()
        form = "ISO" if _ISO.fullmatch(written) else "year first"
        numbers = int(year), int(month), int(day)
    elif found := _NUMERALS.fullmatch(written):
        day, _, month, year = found.groups()
        form, numbers = "day first", (_year(year), int(month), int(day))
    elif found := _NAMED.fullmatch(written):
        day, name, year = found.groups()
        form, numbers = "month named", (_year(year), _month(name), int(day))
    else:
        return None
    try:
        return dt.datetime(*numbers), form
    except ValueError:
        return None


def _year(written: str) -> int:
    year = int(written)
    if len(written) == 4:
        return year
    return year + (1900 if year >= POSIX_PIVOT else 2000)


def _month(name: str) -> int:
    """Return the number of a month named in full or by three letters (or Sept), or 0, which is no month."""
    folded = "sep" if name.lower() == "sept" else name.lower()
    return next((place for place, month in enumerate(MONTHS, start=1) if folded in (month, month[:3])), 0)


def _clock(found: re.Match[str]) -> dt.time:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    fraction = found["fraction"] or ""
    if len(fraction) > 6:  # finer than a microsecond would be lost
        raise ValueError(fraction)
    return dt.time(hour, int(found["minute"]), int(found["second"] or 0), int(fraction.ljust(6, "0")))


def _offset(zone: str) -> str:
    """Return the offset as +01:00. Raises ValueError for one that no place has."""
    if not zone:
        return ""
    digits = "+0000" if zone == "Z" else zone.replace(":", "").ljust(5, "0")
    if int(digits[1:3]) > FURTHEST_ZONE or int(digits[3:]) >= 60:
        raise ValueError(zone)
    return f"{digits[:3]}:{digits[3:]}"


def _read_digits(written: str) -> str | None:
    number = int(written) if len(written) < 14 else 0
    if len(written) == 5:
        moment = read_day_number(written)
        return moment.time.date().isoformat() if moment else None
    if len(written) == 8:
        iso = f"{written[:4]}-{written[4:6]}-{written[6:]}"
        return iso if is_iso_date(iso) else None
    if any(number in span for span in MILLISECONDS_RANGES):
        return dt.datetime.fromtimestamp(number / 1000, tz=dt.UTC).date().isoformat()
    return None


def is_iso_date(value: str) -> bool:
    """Whether a value is a real date written YYYY-MM-DD."""
    if not _ISO.fullmatch(value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True
