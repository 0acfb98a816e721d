"""Whether an update of a dataset is late: how often it is said to be updated, when it last changed, and what day it is.

How often is said in many vocabularies. Those read here: the frequency table of the Publications Office of the
European Union (``ANNUAL_2``), ISO 19115's maintenance frequency codes (``biannually``: twice a year), the Dublin Core
collection frequencies (``threeTimesAYear``), Project Open Data's ISO 8601 intervals (``R/P1Y``), and plain words.
``bimonthly`` and ``biweekly`` are read two ways in the world; the longer one is taken, so that nothing is called late
too soon.

The days of grace are those after which the Humanitarian Data Exchange calls a dataset overdue (its project
``hdx-data-freshness``, file ``project_configuration.yaml``): for each interval it says how long to wait. As there, a
year has 365 days and a month 30. It has none for more than two years; those get the days of two years.
"""

from __future__ import annotations

import datetime as dt
import re

from .records import UNKNOWN, Dataset, Lateness

# Days between updates, and the days of grace that an update may take beyond them.
GRACE = (
    (1, 1), (2, 2), (7, 7), (14, 7), (30, 14), (60, 24), (90, 30), (120, 27), (180, 30), (300, 42), (365, 60),
    (730, 55),
)  # fmt: skip

_EVERY = {
    "PT1H": ("hourly", "every hour"),
    "PT12H": ("daily2", "twice a day"),
    "P1D": ("daily", "every day"),
    "P3.5D": ("weekly2", "semiweekly", "twice a week"),
    "P0.33W": ("weekly3", "threetimesaweek"),
    "P1W": ("weekly", "every week"),
    "P2W": ("fortnightly", "biweekly", "every two weeks", "every 2 weeks"),
    "P0.5M": ("monthly2", "semimonthly", "twice a month"),
    "P0.33M": ("monthly3", "threetimesamonth"),
    "P1M": ("monthly", "every month"),
    "P2M": ("bimonthly", "every two months", "every 2 months"),
    "P3M": ("quarterly", "every quarter", "every three months", "every 3 months"),
    "P4M": ("annual3", "threetimesayear", "every four months", "every 4 months"),
    "P6M": (
        "annual2", "semiannual", "semiannually", "biannual", "biannually", "half-yearly", "six-monthly", "6-monthly",
        "twice a year", "every six months", "every 6 months",
    ),
    "P1Y": ("annual", "annually", "yearly", "every year", "once a year"),
    "P2Y": ("biennial", "biennially", "every two years", "every 2 years"),
    "P3Y": ("triennial", "triennially", "every three years", "every 3 years"),
    "P4Y": ("quadrennial", "every four years", "every 4 years"),
    "P5Y": ("quinquennial", "every five years", "every 5 years"),
    "P10Y": ("decennial", "every ten years", "every 10 years"),
}  # fmt: skip
_WORDS = {
    "PT1H": "every hour", "PT12H": "twice a day", "P1D": "every day", "P3.5D": "twice a week",
    "P0.33W": "three times a week",
    "P1W": "every week", "P2W": "every two weeks", "P0.5M": "twice a month", "P0.33M": "three times a month",
    "P1M": "every month", "P2M": "every two months", "P3M": "every three months", "P4M": "every four months",
    "P6M": "every six months", "P1Y": "every year", "P2Y": "every two years", "P3Y": "every three years",
    "P4Y": "every four years", "P5Y": "every five years", "P10Y": "every ten years",
}  # fmt: skip
_NEVER = (
    "never", "not planned", "no updates", "discontinued", "historical", "historic", "archived", "one-off", "static",
)  # fmt: skip
_UNEVEN = ("irreg", "irregular", "as needed", "as and when needed", "when needed", "ad hoc")
_ALWAYS = (
    "cont", "update_cont", "continual", "continuous", "continuously", "continuously updated", "live", "real time",
)  # fmt: skip

_DURATION = re.compile(
    r"(?:R\d*/)?P(?=[\dT])(?:(?P<Y>\d+(?:\.\d+)?)Y)?(?:(?P<M>\d+(?:\.\d+)?)M)?(?:(?P<W>\d+(?:\.\d+)?)W)?"
    r"(?:(?P<D>\d+(?:\.\d+)?)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+)S)?)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
# A century between updates is no rhythm but a slip.
_LONGEST = 36_500


def lateness_of(dataset: Dataset, today: dt.date | None = None, seen: str = "") -> Lateness:
    """Judge whether an update is late.

    Parameters
    ----------
    dataset
        The record, which says how often the data is updated and when it last changed.
    today
        The day to judge by.
    seen
        When a file of it last changed according to its server (ISO 8601), if that was asked; the later date counts.
    """
    today = today or dt.datetime.now(dt.UTC).date()
    said = dataset.update_frequency
    if said == UNKNOWN or not said.strip():
        return _cannot("it does not say how often it is updated", today)
    key = _key(said)
    if key in _folded(_NEVER):
        return Lateness("none due", f"No update is due: the record says “{said}”.", judged=today.isoformat())
    if key in _folded(_UNEVEN):
        return Lateness("none due", f"Updated at no fixed times (“{said}”), so never late.", judged=today.isoformat())
    if key in _folded(_ALWAYS):
        return _cannot(f"it is updated all the time (“{said}”), which the date of the last change does not show", today)
    every = interval(said)
    if not every:
        return _cannot(f"“{said}” does not say how often it is updated", today)
    last = max(filter(None, (last_day(dataset.modified), last_day(seen))), default=None)
    if last is None:
        return _cannot("it does not say when it last changed", today, every)
    if last > today:
        return _cannot(f"the date of its last change, {_day(last)}, is still to come", today, every)
    return _judged(every, last, today)


def interval(said: str) -> str:
    """Fold what is said of the rhythm to an ISO 8601 duration, or "" where it names none we know.

    Of several, with a semicolon between them, it is the longest.
    """
    every = [_interval(part.strip()) for part in said.split(";")]
    return max(every, key=days_of) if all(every) else ""


def days_of(duration: str) -> float:
    """Return the days of an ISO 8601 duration or repeating interval, 0 if it is none."""
    found = _DURATION.fullmatch(duration.strip())
    if not found:
        return 0
    sizes = {"Y": 365, "M": 30, "W": 7, "D": 1, "h": 1 / 24, "m": 1 / 1_440, "s": 1 / 86_400}
    days = sum(float(found[name] or 0) * size for name, size in sizes.items())
    return days if days <= _LONGEST else 0


def in_words(every: str) -> str:
    """Write a duration as a person would."""
    return _WORDS.get(every, f"every {every}" if every else UNKNOWN)


def last_day(text: str) -> dt.date | None:
    """Return the date a text begins with; of a month or a year alone, its last day."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 12), int(found[3] or 0)
    try:
        if day:
            return dt.date(year, month, day)
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
    except (ValueError, OverflowError):
        return None


def _judged(every: str, last: dt.date, today: dt.date) -> Lateness:
    # A date of last change has no hours, so nothing can be seen to change more often than every day.
    days = max(round(days_of(every)), 1)
    grace = next(grace for least, grace in reversed(GRACE) if least <= days)
    expected, late_from = last + dt.timedelta(days), last + dt.timedelta(days + grace)
    rhythm = f"updated {in_words(every)}, last changed on {_day(last)}"
    dates = (every, last.isoformat(), expected.isoformat(), late_from.isoformat(), today.isoformat())
    if today >= late_from:
        over = f"the next update was due by {_day(expected)}, and {_count(grace, 'day')} of grace"
        return Lateness("late", f"Late: {rhythm}; {over} {'has' if grace == 1 else 'have'} passed.", *dates)
    if today > expected:
        return Lateness("due", f"An update is due: {rhythm}; it counts as late from {_day(late_from)}.", *dates)
    return Lateness("in time", f"In time: {rhythm}; the next update is due by {_day(expected)}.", *dates)


def _interval(text: str) -> str:
    if days_of(text):
        return text.upper().partition("/")[2] or text.upper()
    return _KEYS.get(_key(text), "")


def _cannot(why: str, today: dt.date, every: str = "") -> Lateness:
    return Lateness("cannot be told", f"Whether it is late cannot be told: {why}.", every, judged=today.isoformat())


def _key(said: str) -> str:
    """Fold a word, or its address in a vocabulary, to letters and digits; what follows a comma explains it."""
    text = re.split(r"[,(]", said.strip())[0].strip().rstrip("/")
    if re.match(r"\w+:\S+$", text):
        text = re.split(r"[/#:]", text)[-1]
    return re.sub(r"[\W_]+", "", text).casefold()


def _folded(words: tuple[str, ...]) -> set[str]:
    return {_key(word) for word in words}


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


_KEYS = {_key(word): every for every, words in _EVERY.items() for word in words}
