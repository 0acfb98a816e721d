"""Three files as councils send them: a register of grants, a workbook of visits, a list of libraries. All made up."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Callable, Sequence
from pathlib import Path

WITHHELD = "[c]"
YEARS = ("2024-25", "2025-26")
ALL = "All libraries"
GROUPS = ("Adults", "Children")
# Grid references in the sea of Cardigan Bay: there is no such town, so it is nobody's.
EAST, NORTH = (230_000, 242_000), (300_000, 311_000)
EDGE = 4  # so many that some are left when grants are torn
KINDS = ("LAL", "LAL", "CRL", "CL")
# Columns that were named after the questions of a form; the key says what each asked.
ASKED = {
    "type": "who runs the library, as a code",
    "statutory": "whether the council must provide it by law",
    "co-located": "whether it shares its building with somebody",
}

_FIRST = (
    "Abbey", "Bridge", "Café", "Dale", "Estuary", "Forge", "Garden", "Harbour", "Island", "Jubilee", "Kiln", "Lantern",
    "Meadow", "Noël", "Orchard", "Pier", "Quarry", "River", "Señora", "Tower",
)  # fmt: skip
_SECOND = ("Club", "Choir", "Kitchen", "Trust", "Workshop")
_WARDS = ("North", "South", "East", "West")
_HEADER = ("Grant ref", "Organisation", "Ward", "Awarded", "Amount", "Notes")
_ENDS = "ABDEFGHJLNPQRSTUWXYZ"


def write_grants(folder: Path, draw: random.Random) -> Path:
    """Write Ambermoor's register of grants, a CSV file as a spreadsheet saves it.

    It is in Windows-1252. Two title rows stand above the names, and the names come again half-way down. A total that
    leaves out the last grant, and a note, stand below. Amounts have pound signs and thousands commas; some are
    withheld (``[c]``), some blank and some zero. Dates are day first. In two or three rows an organisation's name has a
    comma that nobody quoted.

    Parameters
    ----------
    folder
        Where to write ``ambermoor-grants.csv``.
    draw
        Where the numbers come from.
    """
    count = draw.randint(38, 52)
    names = draw.sample([f"{first} {second}" for first in _FIRST for second in _SECOND], count)
    rows = [
        [f"AM-{number:03}", name, draw.choice(_WARDS), day, _pounds(50 * draw.randint(3, 90)), ""]
        for number, (name, day) in enumerate(zip(names, _days(count, draw), strict=True), start=1)
    ]
    places = list(range(1, count - 1))
    draw.shuffle(places)
    for place in [places.pop() for _ in range(draw.randint(4, 7))]:
        rows[place][4:] = [WITHHELD, "withheld to protect a small group"]
    for place in [places.pop() for _ in range(draw.randint(1, 3))]:
        rows[place][4:] = ["", "not yet agreed"]
    for place in [places.pop() for _ in range(draw.randint(2, 4))]:
        rows[place][4:] = ["£0.00", "paid back in full"]
    # An amount that no other grants add up to: the total without it is a figure of its own.
    rows[-1][4] = _pounds(_amount(rows[-1][4]) + 25)
    total = sum(_amount(row[4]) for row in rows[:-1])
    broken = [places.pop() for _ in range(draw.randint(2, 3))]
    for place in broken:
        rows[place][5] = "two instalments"
    lines = [_line(row) for row in rows]
    for place in broken:
        lines[place] = lines[place].replace(rows[place][1], rows[place][1].replace(" ", ", ", 1))
    lines.insert(count // 2, _line(_HEADER))
    above = ["Ambermoor Council,,,,,", "Grants to community groups (synthetic),,,,,", "", _line(_HEADER)]
    below = [
        "",
        _line(["Total", "", "", "", _pounds(total), ""]),
        "Amounts in pounds. Correct on the day of printing.,,,,,",
    ]
    path = folder / "ambermoor-grants.csv"
    path.write_bytes(("\r\n".join([*above, *lines, *below]) + "\r\n").encode("cp1252"))
    return path


def write_visits(folder: Path, draw: random.Random) -> Path:
    """Write Thistlewick's workbook of visits: a cover, and for each of two years a sheet with merged names in two rows.

    The last row of a sheet adds the others up and does not call itself a total.

    Parameters
    ----------
    folder
        Where to write ``thistlewick-visits.xlsx``.
    draw
        Where the numbers come from.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active.append(["Visits to the libraries of Thistlewick (synthetic)"])
    libraries = [f"{name} Library" for name in sorted(draw.sample(_FIRST, draw.randint(7, 11)))]
    for year in YEARS:
        sheet = book.create_sheet(year)
        sheet.append([f"Visits and loans, {year}"])
        sheet.append([])
        sheet.append(["Library", *(cell for group in (*GROUPS, "Everybody") for cell in (group, None))])
        sheet.append([None, *["Visits", "Loans"] * 3])
        for cells in ("B3:C3", "D3:E3", "F3:G3"):
            sheet.merge_cells(cells)
        rows = [_counts(draw) for _ in libraries]
        for library, row in zip(libraries, rows, strict=True):
            sheet.append([library, *row])
        sheet.append([ALL, *(sum(column) for column in zip(*rows, strict=True))])
    path = folder / "thistlewick-visits.xlsx"
    book.save(path)
    return path


def write_libraries(folder: Path, draw: random.Random) -> Path:
    """Write Port Callow's list of libraries, with eastings and northings, and a key to three of its columns.

    In one to three rows the two are the wrong way round, in one a digit of the easting is missing, and in one both are
    blank. Three columns are named after the questions of a form, from which nobody can tell what they hold.

    Parameters
    ----------
    folder
        Where to write ``port-callow-libraries.csv``, and ``port-callow-key.csv`` which says what was asked.
    draw
        Where the numbers come from.
    """
    names = [f"{name} Library" for name in sorted(draw.sample(_FIRST, draw.randint(12, 16)))]
    points = _points(len(names), draw)
    questions = dict(zip(draw.sample([f"Q{number}" for number in range(2, 20)], len(ASKED)), ASKED, strict=True))
    shared = {"type": KINDS, "statutory": ("Yes", "Yes", "No"), "co-located": ("Yes", "No", "No")}
    rows = [
        ["Port Callow", name, _postcode(draw), *(draw.choice(shared[field]) for field in questions.values()), *point]
        for name, point in zip(names, points, strict=True)
    ]
    path = folder / "port-callow-libraries.csv"
    _write(path, ["Council", "Library name", "Post code", *questions, "Easting", "Northing"], rows)
    key = [(question, ASKED[field]) for question, field in sorted(questions.items())]
    _write(folder / "port-callow-key.csv", ["question", "what it asked"], key)
    return path


def _points(count: int, draw: random.Random) -> list[list[str]]:
    points = [[str(draw.randint(*EAST)), str(draw.randint(*NORTH))] for _ in range(count)]
    places = list(range(count))
    draw.shuffle(places)
    for place in [places.pop() for _ in range(draw.randint(1, 3))]:
        points[place].reverse()
    short = places.pop()
    points[short][0] = points[short][0][:-1]
    points[places.pop()] = ["", ""]
    return points


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _days(count: int, draw: random.Random) -> list[str]:
    """Draw days of the year from April 2025: most after the 12th, and some that are the same when read month first.

    The last days that can be read month first, and the first that cannot, are among them.
    """
    after, same = round(0.6 * count), draw.randint(4, 6)
    kinds: list[Callable[[dt.date], bool]] = [lambda day: day.day > 12] * (after - EDGE)
    kinds += [lambda day: day.day == 13] * EDGE
    kinds += [lambda day: day.day == 12 != day.month] * EDGE
    kinds += [lambda day: day.day == day.month] * same
    kinds += [lambda day: day.day <= 12 and day.day != day.month] * (count - after - same - EDGE)
    draw.shuffle(kinds)
    year = [dt.date(2025, 4, 1) + dt.timedelta(days=number) for number in range(365)]
    return [draw.choice([day for day in year if kind(day)]).strftime("%d/%m/%Y") for kind in kinds]


def _pounds(amount: int) -> str:
    return f"£{amount:,}.00"


def _amount(written: str) -> int:
    digits = written.removeprefix("£").removesuffix(".00").replace(",", "")
    return int(digits) if digits.isdecimal() else 0


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _counts(draw: random.Random) -> list[int]:
    four = [draw.randint(low, 9 * low) for low in (900, 600, 500, 400)]
    return [*four, four[0] + four[2], four[1] + four[3]]


def _postcode(draw: random.Random) -> str:
    return f"XC{draw.randint(1, 19)} {draw.randint(1, 9)}{draw.choice(_ENDS)}{draw.choice(_ENDS)}"
