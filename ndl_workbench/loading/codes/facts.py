"""What is known of local authority codes: which there are, when each was in use, and what replaced it.

Three small tables stand beside this module. ``local_authorities.csv`` has a row for each code, with its
latest name and the days it was in use; ``changes.csv`` one for each step from an old code to a new one;
``sources.csv`` says where each step can be read. The codes, names and dates are those of the ONS *Code
History Database* (July 2024) and of mySociety's *UK Local Authorities* (CC BY 4.0,
https://creativecommons.org/licenses/by/4.0/). A change of name alone leaves the code as it is and is not listed.

What is left out: Northern Ireland's 26 districts of before 1 April 2015, for which no nine-character code
could be read; the parts that moved with the Scottish boundary changes of 2010 and 2011, whose direction
could not be read; and anything after 1 April 2025.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

FIRST_YEAR = 2009
LAST_YEAR = 2025

Kind = Literal["merged", "split", "recoded", "part moved"]


@dataclass(frozen=True)
class Area:
    """A local authority by its code and name."""

    code: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


@dataclass(frozen=True)
class Authority:
    """A code, its name and its life: from its first day in use until the first day it no longer was (or None).

    The records begin on 1 January 2009, so an authority that is older has that day as its first.
    """

    area: Area
    start: date
    until: date | None

    def in_force(self, day: date) -> bool:
        """Whether the code was in use on a day."""
        return self.start <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Source:
    """Where a change can be read, and under which licence."""

    title: str
    url: str
    licence: str


@dataclass(frozen=True)
class Change:
    """One step from an old code to a new one.

    Attributes
    ----------
    kind
        ``merged`` into a larger area; ``split`` between several; ``recoded``, the same place but for a boundary
        that moved a little or a council that changed its kind; ``part moved``, a small part that went
        elsewhere when the rest was recoded: never the successor.
    """

    old: str
    new: str
    day: date
    kind: Kind
    source: Source


@dataclass(frozen=True)
class Fate:
    """What became of a code by some day.

    Attributes
    ----------
    successors
        Areas in use on that day that its area went to; the code itself when it still was in use. More than
        one when it was split.
    steps
        Changes that lead there, in order; none when the code still was in use.
    """

    successors: tuple[Area, ...]
    steps: tuple[Change, ...]

    @property
    def kind(self) -> Literal["unchanged", "recoded", "merged", "split"]:
        """What happened on the whole: a code that was recoded and later merged has been merged."""
        if not self.steps:
            return "unchanged"
        if len(self.successors) > 1:
            return "split"
        return "recoded" if all(step.kind == "recoded" for step in self.steps) else "merged"


def day_of(year: int) -> date:
    """Return the day a year stands for: 1 April, when most changes take effect; those of the day itself are made."""
    return date(year, 4, 1)


@cache
def authorities() -> dict[str, Authority]:
    """Every code since 2009, in order."""
    return {
        row["code"]: Authority(
            Area(row["code"], row["name"]),
            date.fromisoformat(row["from"]),
            date.fromisoformat(row["until"]) if row["until"] else None,
        )
        for row in _rows("local_authorities.csv")
    }


@cache
def changes() -> tuple[Change, ...]:
    """Every change since 2009, the oldest first."""
    known = {row["key"]: Source(row["title"], row["url"], row["licence"]) for row in _rows("sources.csv")}
    return tuple(
        Change(row["old"], row["new"], date.fromisoformat(row["date"]), _kind(row["kind"]), known[row["source"]])
        for row in _rows("changes.csv")
    )


def in_force(day: date) -> tuple[Area, ...]:
    """Return the areas whose code was in use on a day, by code."""
    return tuple(authority.area for authority in authorities().values() if authority.in_force(day))


def fate_of(code: str, day: date) -> Fate:
    """Follow a code to the day; it must be one of ``authorities()`` and have been in use by then."""
    known = authorities()
    if known[code].in_force(day):
        return Fate((known[code].area,), ())
    steps = tuple(step for step in _steps_from(code) if step.kind != "part moved")
    after = [fate_of(step.new, day) for step in steps]
    successors = dict.fromkeys(area for fate in after for area in fate.successors)
    return Fate(tuple(successors), (*steps, *(step for fate in after for step in fate.steps)))


def parts_moved(code: str) -> tuple[Area, ...]:
    """Return the neighbours to which a small part of the area went when it was recoded."""
    return tuple(authorities()[step.new].area for step in _steps_from(code) if step.kind == "part moved")


def predecessors(code: str) -> tuple[Area, ...]:
    """Return the areas that a code replaced."""
    return tuple(authorities()[step.old].area for step in changes() if step.new == code and step.kind != "part moved")


def _steps_from(code: str) -> tuple[Change, ...]:
    return _by_old().get(code, ())


@cache
def _by_old() -> dict[str, tuple[Change, ...]]:
    return {old: tuple(step for step in changes() if step.old == old) for old in {step.old for step in changes()}}


def _kind(text: str) -> Kind:
    kinds: dict[str, Kind] = {"merged": "merged", "split": "split", "recoded": "recoded", "part moved": "part moved"}
    return kinds[text]


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()))
