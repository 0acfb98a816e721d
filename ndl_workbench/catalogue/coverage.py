"""What a dataset covers, in time and place, in words and as a small picture."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from ..display import Figure
from .lateness import last_day
from .records import UNKNOWN, Dataset, Place

MOST_NAMED = 12
# The first letter of a nine-character code (Office for National Statistics, Code History Database).
NATIONS = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
_GSS = re.compile(r"([EWSN])\d{8}")


def places_said(places: tuple[Place, ...], most: int = MOST_NAMED) -> str:
    """Say which areas are covered, how many, and in which parts of the United Kingdom, where their codes tell."""
    if not places:
        return UNKNOWN
    named = ", ".join(map(str, places[:most])) + (" …" if len(places) > most else "")
    count = f"{len(places):,} areas: " if len(places) > 1 else ""
    nations = nations_of(places)
    # A name that is a nation's says it already.
    inside = f" (in {_and(nations)})" if nations and not set(nations) & {place.name for place in places} else ""
    return f"{count}{named}{inside}"


def nations_of(places: Iterable[Place]) -> list[str]:
    """Return the nations that areas lie in, as far as their codes tell."""
    letters = {found[1] for place in places if (found := _GSS.fullmatch(place.code or ""))}
    return [nation for letter, nation in NATIONS.items() if letter in letters]


def period_said(temporal: str) -> str:
    """Write an ISO 8601 interval as a person would, and anything else as it is."""
    period = period_of(temporal)
    if period is None:
        begun, _, ended = temporal.partition("/")
        if ended in ("", "..") and begun != temporal:
            return f"from {begun} on"
        return f"up to {ended}" if begun in ("", "..") and ended else temporal.replace("/", " to ")
    start, end = period
    return _day(start) if start == end else f"{_day(start)} to {_day(end)}"


def period_of(temporal: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of an ISO 8601 date or interval; None where one of them is open or unclear."""
    first, _, last = temporal.partition("/")
    start, end = _first_day(first), last_day(last or first)
    return (start, end) if start and end and start <= end else None


def time_bar(dataset: Dataset) -> Figure | None:
    """Draw the period the data covers, and when it last changed, on one line of years; None where it does not say."""
    period = period_of(dataset.temporal)
    if period is None:
        return None
    from ..display.charts_time import Mark, Span, timeline

    late = dataset.lateness
    marks = [("Last changed", last_day(dataset.modified)), ("Shown on", last_day(late.judged) if late else None)]
    return timeline(
        [Span("Period covered", *period)],
        [Mark(label, day) for label, day in marks if day],
        caption="The time the data is about, and the day its record last changed.",
    )


def _first_day(text: str) -> dt.date | None:
    """Return the date a text begins with; of a month or a year alone, its first day."""
    end = last_day(text)
    if end is None:
        return None
    parts = len(re.match(r"[\d-]+", text.strip())[0].rstrip("-").split("-"))  # type: ignore[index]
    return end.replace(day=1, month=1) if parts == 1 else end.replace(day=1) if parts == 2 else end


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
