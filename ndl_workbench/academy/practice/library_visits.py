"""Returns of visits to the libraries of three fictional councils: a table with faults, and what to check it with."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

COUNCILS = {"Ambermoor": "XA", "Thistlewick": "XB", "Port Callow": "XC"}
MISSPELT = {"Ambermoor": "Amber Moor", "Thistlewick": "Thistlewck", "Port Callow": "Pt Callow"}
QUARTERS = {
    "2025-Q1": dt.date(2025, 3, 31),
    "2025-Q2": dt.date(2025, 6, 30),
    "2025-Q3": dt.date(2025, 9, 30),
    "2025-Q4": dt.date(2025, 12, 31),
}
DAYS_TO_SEND = 28
MOST_VISITS = 20_000
LIBRARIES_EACH = 12
COUNTERS_EACH = 5
HEADER = ("Council", "Library", "Quarter", "Visits", "How counted", "Postcode", "Received")
_FIRST = ("Alder", "Beech", "Cedar", "Damson", "Elder", "Fern", "Gorse", "Hazel", "Ivy", "Juniper", "Larch", "Maple")
_SECOND = ("Lane", "Road", "Green")
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # the letters a postcode may end in


@dataclass
class _Return:
    council: str
    library: str
    quarter: str
    visits: str
    counted: str
    postcode: str
    received: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.council, self.library, self.quarter, self.visits, self.counted, self.postcode, self.received
        )  # fmt: skip


def write_returns(folder: Path, draw: random.Random) -> None:
    """Write four files: the returns, a standard for them, the quarters to expect, and counts that are believed right.

    ``visits.csv`` has one row for each library and quarter, and these faults: a council that sent nothing for one
    quarter; misspelt councils; visits that are blank, in words, ten times too many, or plausible and untrue; rows that
    stand twice; postcodes that are blank or of no form, some in all rows of a library and some in a few;
    ways of counting that are not among those allowed; returns that came late, or with no date.

    Parameters
    ----------
    folder
        Where to write ``visits.csv``, ``visits.yaml``, ``quarters.csv`` and ``counters.csv``.
    draw
        Where the numbers come from. Places, libraries and visits are made up.
    """
    returns = _returns(draw)
    true = {(one.library, one.quarter): one.visits for one in returns}
    counted = _with_counters(returns, draw)
    absent = (draw.choice(list(COUNCILS)), draw.choice(list(QUARTERS)[1:]))  # never the first box that one looks at
    sent = [one for one in returns if (one.council, one.quarter) != absent]
    _spoil_visits(sent, counted, draw)
    _spoil_postcodes(sent, draw)
    for one in draw.sample(sent, draw.randint(3, 6)):
        one.counted = "clicker"
    _spoil_dates(sent, draw)
    rows = _with_copies(sent, counted, draw)
    _write(folder / "visits.csv", HEADER, [one.cells for one in rows])
    _write(folder / "counters.csv", ("Library", "Quarter", "Visits"), [
        (library, quarter, visits) for (library, quarter), visits in sorted(true.items()) if library in counted
    ])  # fmt: skip
    due = {quarter: end + dt.timedelta(days=DAYS_TO_SEND) for quarter, end in QUARTERS.items()}
    _write(folder / "quarters.csv", ("quarter", "due"), [(name, day.isoformat()) for name, day in due.items()])
    (folder / "visits.yaml").write_text(_standard(folder / "quarters.csv"), encoding="utf-8")


def _returns(draw: random.Random) -> list[_Return]:
    """Make every return as it should have been sent."""
    names = [f"{first} {second}" for first in _FIRST for second in _SECOND]
    draw.shuffle(names)
    made = []
    for place, (council, area) in enumerate(COUNCILS.items()):
        for library in sorted(names[place * LIBRARIES_EACH : (place + 1) * LIBRARIES_EACH]):
            postcode = f"{area}{draw.randint(1, 19)} {draw.randint(1, 9)}{draw.choice(_LETTERS)}{draw.choice(_LETTERS)}"
            usual = draw.randint(2_600, 7_400)
            for quarter, end in QUARTERS.items():
                visits = max(2_100, usual + draw.randint(-600, 600))
                late = draw.random() < 0.15
                days = draw.randint(DAYS_TO_SEND + 1, DAYS_TO_SEND + 20) if late else draw.randint(3, DAYS_TO_SEND - 1)
                day = (end + dt.timedelta(days=days)).strftime("%d/%m/%Y")
                way = draw.choice(("door counter", "door counter", "sample week", "estimate"))
                made.append(_Return(council, library, quarter, str(visits), way, postcode, day))
    return made


def _with_counters(returns: Sequence[_Return], draw: random.Random) -> set[str]:
    """Choose the libraries that have a counter which somebody has tested."""
    chosen: set[str] = set()
    for council in COUNCILS:
        chosen |= set(draw.sample(sorted({one.library for one in returns if one.council == council}), COUNTERS_EACH))
    return chosen


def _spoil_visits(sent: Sequence[_Return], counted: set[str], draw: random.Random) -> None:
    """Spoil visits and councils; of each fault, some are in libraries with a tested counter."""
    seen = [one for one in sent if one.library in counted]
    unseen = [one for one in sent if one.library not in counted]
    draw.shuffle(seen)
    draw.shuffle(unseen)

    def take(some: int, others: int) -> list[_Return]:
        return [*(seen.pop() for _ in range(some)), *(unseen.pop() for _ in range(others))]

    blank = take(1, draw.randint(3, 5))
    for one in blank:
        one.visits = ""
    for one in take(1, draw.randint(1, 3)):
        one.visits = f"about {round(int(one.visits), -3)}"
    for one in take(draw.randint(1, 2), draw.randint(1, 2)):
        one.visits += "0"
    for one in take(draw.randint(5, 9), draw.randint(3, 5)):
        one.visits = str(int(one.visits) + draw.choice((-1, 1)) * draw.randint(150, 900))
    for one in [blank[-1], *take(0, draw.randint(2, 4))]:
        one.council = MISSPELT[one.council]


def _spoil_dates(sent: Sequence[_Return], draw: random.Random) -> None:
    """Take some dates away, and let some returns come on the very day they are due."""
    undated = draw.randint(5, 9)
    chosen = draw.sample(sent, undated + draw.randint(2, 4))
    for one in chosen[:undated]:
        one.received = ""
    for one in chosen[undated:]:
        one.received = f"{QUARTERS[one.quarter] + dt.timedelta(days=DAYS_TO_SEND):%d/%m/%Y}"


def _spoil_postcodes(sent: Sequence[_Return], draw: random.Random) -> None:
    libraries = sorted({one.library for one in sent})
    draw.shuffle(libraries)
    nowhere, somewhere = draw.randint(2, 3), draw.randint(4, 7)
    for library in libraries[:nowhere]:
        own = [one for one in sent if one.library == library]
        for place, one in enumerate(own):
            one.postcode = one.postcode.replace(" ", "") if place % 2 else ""
    for number, library in enumerate(libraries[nowhere : nowhere + somewhere]):
        own = [one for one in sent if one.library == library]
        for one in draw.sample(own, draw.randint(1, len(own) - 1)):
            one.postcode = "" if number % 2 else one.postcode[:-1]


def _with_copies(sent: Sequence[_Return], counted: set[str], draw: random.Random) -> list[_Return]:
    """Put some rows in twice, one of them of a library with a counter."""
    sound = [
        one for one in sent if one.visits.isdecimal() and int(one.visits) < MOST_VISITS and one.council in COUNCILS
    ]
    twice = [
        draw.choice([one for one in sound if one.library in counted]),
        *draw.sample([one for one in sound if one.library not in counted], draw.randint(1, 3)),
    ]
    rows = list(sent)
    for one in twice:
        rows.insert(draw.randint(0, len(rows)), one)
    return rows


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _standard(quarters: Path) -> str:
    return f"""\
# Made up for practice: what a return of visits to the libraries of three fictional councils should be.
name: library-visits
title: Quarterly returns of library visits (practice)
source: {{title: "Made up for a course of the National Data Academy", url: "https://example.org/library-visits"}}
notes: [whether every library sent a return for every quarter]
unique_keys: [[Library, Quarter]]
fields:
  - {{name: Council, required: true, codes: {{resource: reference/areas, column: name, axis: area}}}}
  - {{name: Library, required: true}}
  - {{name: Quarter, required: true, codes: {{resource: {str(quarters)!r}, column: quarter, axis: period}}}}
  - {{name: Visits, type: integer, required: true, minimum: 0, maximum: {MOST_VISITS}}}
  - {{name: How counted, type: category, values: [door counter, sample week, estimate]}}
  - {{name: Postcode, required: true, pattern: "[A-Z]{{2}}[0-9]{{1,2}} [0-9][A-Z]{{2}}"}}
  - {{name: Received, type: date, format: "%d/%m/%Y"}}
"""
