"""Yearly returns of libraries from fictional councils: one standard, many files, and what goes wrong between them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from pathlib import Path

COUNCILS = (
    "Ambermoor",
    "Thistlewick",
    "Port Callow",
    "Hollinvale",
    "Ravensbeck",
    "Saltmere",
    "Wyndlemoor",
    "Dunmarrow",
)
HEADER = ("library_id", "library", "council", "visits", "borrowers", "asked", "satisfied_percent", "phone")
_FIRST = ("Alder", "Beech", "Cedar", "Damson", "Elder", "Fern", "Gorse", "Hazel", "Ivy", "Juniper", "Larch", "Maple")
_SECOND = ("Lane", "Road", "Green", "Cross")

Row = dict[str, str]


def write_library_returns(folder: Path, draw: random.Random) -> None:
    """Write a file for each council that sent one into the folder ``sent``, and one council's last year beside it.

    Planted: a council that sent nothing; one whose file is a web page; one that sent its file twice, the second time
    with some visits corrected and the rest the same; a library on a border that two councils list alike; blank visits
    in one file, visits in words in another, and bad telephone numbers in a third; a total; visits too many by
    a hundred times; and, beside last year's file, libraries closed and opened, and one name written otherwise.

    Parameters
    ----------
    folder
        Where to write ``sent/<council>.csv`` and ``last-year.csv``, which is Ambermoor's.
    draw
        Where the numbers come from. Councils, libraries and figures are made up.
    """
    sent = folder / "sent"
    sent.mkdir(parents=True, exist_ok=True)
    others = draw.sample(COUNCILS[1:], len(COUNCILS) - 1)
    returns = {council: _libraries(council, draw) for council in ("Ambermoor", *others[2:])}
    last_year = _year_before(returns["Ambermoor"], draw)
    twice, border, blanks, words, phones = others[2:]
    _spoil(returns, blanks, words, phones, draw)
    shared = draw.choice(returns["Ambermoor"][3:6])
    returns[border].append(dict(shared))
    corrected = [dict(row) for row in returns[twice]]
    for row in draw.sample(corrected, draw.randint(2, 3)):
        row["visits"] = str(int(row["visits"]) + draw.randrange(300, 2_000))
    too_many = draw.choice(returns[border][:-1])
    too_many["visits"] = str(int(too_many["visits"]) * 100)
    for council, rows in returns.items():
        _write(sent / f"{_file(council)}.csv", rows, total=council == border)
    _write(sent / f"{_file(twice)}-corrected.csv", corrected)
    page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Please sign in.</p></body></html>\n"
    (sent / f"{_file(others[0])}.csv").write_text(page, encoding="utf-8")
    _write(folder / "last-year.csv", last_year)


def _libraries(council: str, draw: random.Random) -> list[Row]:
    names = draw.sample([f"{first} {second}" for first in _FIRST for second in _SECOND], draw.randint(8, 12))
    code = council[:3].upper()
    return [_library(f"{code}-{number:02}", name, council, draw) for number, name in enumerate(names, 1)]


def _library(number: str, name: str, council: str, draw: random.Random) -> Row:
    asked = draw.choice((20, 30, 40, 250, 400, 600))
    # Where many were asked fewer were content, so that an average of averages is plainly another figure.
    satisfied = draw.randrange(52, 75) if asked > 100 else draw.randrange(78, 98)
    return {
        "library_id": number,
        "library": name,
        "council": council,
        "visits": str(draw.randrange(9_000, 90_000)),
        "borrowers": str(draw.randrange(600, 9_000)),
        "asked": str(asked),
        "satisfied_percent": str(satisfied),
        "phone": f"01632 960{draw.randrange(100, 999)}",
    }


def _year_before(rows: list[Row], draw: random.Random) -> list[Row]:
    """Return last year's rows: two libraries more that are closed now, one or two fewer, and one name in capitals."""
    before = [dict(row) for row in rows]
    fewer, more = draw.choice(((0.84, 0.93), (1.06, 1.16)))  # a change that is plainly not nothing
    for row in before:
        row["visits"] = str(int(int(row["visits"]) * draw.uniform(fewer, more)))
    before[0]["library"] = before[0]["library"].upper()
    opened = draw.randint(1, 2)
    closed = [
        {**before[0], "library_id": f"AMB-{50 + n}", "library": f"Willow {second}", "visits": str(30_000 + n * 7_001)}
        for n, second in enumerate(draw.sample(_SECOND, draw.randint(2, 3)))
    ]
    return [*before[: len(before) - opened], *closed]


def _spoil(returns: dict[str, list[Row]], blanks: str, words: str, phones: str, draw: random.Random) -> None:
    for row in draw.sample(returns[blanks], draw.randint(2, 3)):
        row["visits"] = ""
    for row in draw.sample(returns[words], draw.randint(2, 3)):
        row["visits"] = f"about {row['visits']}"
    for row in draw.sample(returns[phones], draw.randint(5, 7)):
        row["phone"] = row["phone"].replace("0", "O", 1)


def _file(council: str) -> str:
    return council.lower().replace(" ", "-")


def _write(path: Path, rows: Iterable[Row], *, total: bool = False) -> None:
    lines = [[row[name] for name in HEADER] for row in rows]
    if total:
        lines.append(["Total", "", "", str(sum(int(line[3]) for line in lines)), "", "", "", ""])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADER, *lines])
