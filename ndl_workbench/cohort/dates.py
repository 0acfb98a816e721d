"""Days and times as an instructor writes them: in the time of London, and the end of the day where no time is told."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from ..errors import InputError

ZONE = "Europe/London"
END_OF_DAY = dt.time(23, 59, 59)


def read_date(text: str) -> dt.datetime:
    """Return the moment, in UTC.

    Raises
    ------
    InputError
        It is no date.
    """
    try:
        if len(text.strip()) == len("2026-12-10"):
            moment = dt.datetime.combine(dt.date.fromisoformat(text.strip()), END_OF_DAY)
        else:
            moment = dt.datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(ZONE))
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise InputError(
            found=f"the date {text[:40]!r}",
            expected="a date such as 2026-12-10, or 2026-12-10 17:00",
            done="nothing was changed",
            next="write year, month and day with hyphens",
        ) from None


def say_date(moment: dt.datetime) -> str:
    """Write a moment for people, in the time of London."""
    local = moment.astimezone(ZoneInfo(ZONE))
    day = f"{local.day} {local:%B %Y}"
    return day if local.time().replace(microsecond=0) == END_OF_DAY else f"{day}, {local:%H:%M}"


def is_utc(moment: object) -> bool:
    """Whether it is a moment with a time zone."""
    return isinstance(moment, dt.datetime) and moment.tzinfo is not None
