"""Dates as people write them, turned into ISO 8601 where only one reading is possible in the UK."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ISO = "%Y-%m-%d"
# Day first, as dates are written in the UK; of two-digit years, 69 to 99 are 19.. and the rest 20.. (POSIX).
FORMATS = (
    ISO, "%Y/%m/%d",
    "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y",
    "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %y", "%d %b %y", "%d-%B-%Y",
)  # fmt: skip
# Excel counts days from here (its 1900 is a leap year by mistake, so serials below 61 are not read).
EXCEL_EPOCH = dt.date(1899, 12, 30)
EXCEL_RANGE = range(20_000, 60_000)  # October 1954 to April 2064
# 1973 to 2099, but for the months of 1976 in which the number could be a date and time such as 201712011200.
MILLISECONDS_RANGES = (range(100_000_000_000, 190_000_000_000), range(210_000_000_000, 4_102_444_800_000))

_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d\d(?::?\d\d)?|[AaPp][Mm])?$")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)


def to_iso(text: pd.Series[str]) -> pd.Series[str]:
    """Rewrite each value as YYYY-MM-DD; one that cannot be read as a date stays as it is.

    Reads day-first dates, month names, ISO with a time, Excel's serial days and milliseconds since 1970.
    """
    readings = {value: read_date(value) or value for value in text.unique()}
    return text.map(readings)


def read_date(value: str) -> str | None:
    """Read one date. Returns YYYY-MM-DD, or None when it is no date (31-06-2017) or says no day."""
    written = _ORDINAL.sub("", _TIME.sub("", value.strip())).strip()
    if written.isdecimal() and written.isascii():
        return _read_digits(written)
    for form in FORMATS:
        try:
            date = dt.datetime.strptime(written, form).date()
        except ValueError:
            continue
        return date.isoformat()
    return None


def _read_digits(written: str) -> str | None:
    number = int(written) if len(written) < 14 else 0
    if len(written) == 5 and number in EXCEL_RANGE:
        return (EXCEL_EPOCH + dt.timedelta(days=number)).isoformat()
    if len(written) == 8:
        iso = f"{written[:4]}-{written[4:6]}-{written[6:]}"
        return iso if _real(iso) else None
    if any(number in span for span in MILLISECONDS_RANGES):
        return dt.datetime.fromtimestamp(number / 1000, tz=dt.UTC).date().isoformat()
    return None


def is_iso(text: pd.Series[str]) -> pd.Series[bool]:
    """Say of each value whether it is a real date written YYYY-MM-DD."""
    readings = {value: _real(value) for value in text.unique()}
    return text.map(readings).astype(bool)


def _real(value: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, flags=re.ASCII):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True
