"""Dates as people write them, turned into ISO 8601 where only one reading is possible in the UK."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ISO = "%Y-%m-%d"
# Day first, as dates are written in the UK; a two-digit year is this century's, as registers are.
FORMATS = (
    ISO, "%Y/%m/%d", "%Y%m%d",
    "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y",
    "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %y", "%d %b %y", "%d-%B-%Y",
)  # fmt: skip
# Excel counts days from here (its 1900 is a leap year by mistake, so serials below 61 are not read).
EXCEL_EPOCH = dt.date(1899, 12, 30)
EXCEL_RANGE = range(20_000, 60_000)  # October 1954 to April 2064
MILLISECONDS_RANGE = range(0, 4_102_444_800_000)  # 1970 to 2099

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
        if len(written) == 5 and int(written) in EXCEL_RANGE:
            return (EXCEL_EPOCH + dt.timedelta(days=int(written))).isoformat()
        if len(written) in (12, 13) and int(written) in MILLISECONDS_RANGE:
            return dt.datetime.fromtimestamp(int(written) / 1000, tz=dt.UTC).date().isoformat()
    for form in FORMATS:
        try:
            date = dt.datetime.strptime(written, form).date()
        except ValueError:
            continue
        return date.isoformat()
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
