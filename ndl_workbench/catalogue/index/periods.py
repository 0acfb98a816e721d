"""Years and periods, in questions and in titles: "2023", "2023/24", "since 2010", "last 5 years", "the 1990s"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:1[5-9]|20)\d\d"
_JOINED = r"\s*(?:-|\u2013|\u2014|/|to|until|till|and|through)\s*"
_FIRST, _LAST = 1500, 2100
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_COUNT = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"


@dataclass(frozen=True)
class Period:
    """The years from ``first`` to ``last``, both of them in it, and the words they were read from."""

    first: int
    last: int
    text: str

    def years(self) -> range:
        """Each of its years."""
        return range(self.first, self.last + 1)


_FORMS = (
    # The order matters: what is read by one form is gone for those below it.
    ("span", re.compile(rf"\b(?:(?:between|from)\s+)?({_YEAR}){_JOINED}({_YEAR})\b")),
    ("short", re.compile(rf"\b({_YEAR})\s?[-/\u2013]\s?(\d\d)\b(?![-/\d])")),
    ("since", re.compile(rf"\b(?:since|from|after|starting(?: in)?)\s+({_YEAR})\b")),
    ("since", re.compile(rf"\b({_YEAR})\s+(?:onwards?|and later|to date|to present)\b")),
    ("until", re.compile(rf"\b(?:until|before|up to|prior to|till)\s+({_YEAR})\b")),
    ("decade", re.compile(r"\b(?:the\s+)?((?:1[5-9]|20)\d)0'?s\b")),
    ("latest", re.compile(rf"\b(?:last|past|previous|recent)\s+({_COUNT})\s+years?\b")),
    ("this", re.compile(r"\bthis\s+year\b")),
    ("before", re.compile(r"\b(?:last|previous)\s+year\b")),
    ("year", re.compile(rf"(?<![\d.,\u00a3$-])\b({_YEAR})\b(?![.,]?\d)")),
)  # fmt: skip


def periods(text: str, today: int) -> tuple[tuple[Period, ...], str]:
    """Find the periods a text names, and what is left of it without them.

    Parameters
    ----------
    text
        A question, or a title.
    today
        The year it is, which "last 5 years" and "since 2010" count from or to.
    """
    found, rest = [], text
    for kind, form in _FORMS:
        for match in form.finditer(rest):
            if period := _period(kind, match, today):
                found.append(period)
        rest = form.sub(" ", rest)
    return tuple(found), rest


def years_of(temporal: str) -> tuple[int, int] | None:
    """The first and last year of an ISO 8601 interval, of a date or of a year; None where there is none."""
    start, _, end = temporal.partition("/")
    first, last = re.match(r"\d{4}", start.strip()), re.match(r"\d{4}", end.strip())
    years = [int(match[0]) for match in (first, last) if match]
    return (min(years), max(years)) if years and min(years) >= _FIRST and max(years) <= _LAST else None


def _period(kind: str, match: re.Match[str], today: int) -> Period | None:
    first, last = _ends(kind, [group for group in match.groups() if group], today)
    return Period(first, last, match[0].strip()) if first <= last else None


def _ends(kind: str, groups: list[str], today: int) -> tuple[int, int]:
    if kind == "latest":
        count = _NUMBERS.get(groups[0]) or int(groups[0])
        return today - count, today
    if kind in ("this", "before"):
        year = today - (kind == "before")
        return year, year
    first = int(groups[0])
    if kind == "span":
        return first, int(groups[1])
    if kind == "short":
        return _financial(first, int(groups[1]))
    if kind == "decade":
        return first * 10, first * 10 + 9
    return {"since": (first, today), "until": (_FIRST, first), "year": (first, first)}[kind]


def _financial(first: int, ending: int) -> tuple[int, int]:
    """2023/24 is two years; 2019-24 is six; 2023-05 is a month, not a period that goes backwards."""
    last = first - first % 100 + ending
    if last < first and first % 100 == 99 and ending == 0:
        last += 100
    return (first, last) if last >= first else (first, first)
