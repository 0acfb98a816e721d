"""The grants register of a fictional fund, with the faults of registers that are kept by hand by several people."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

HEADER = ("reference", "recipient", "charity_number", "ward", "award_date", "entered_by", "amount", "paid", "status",
          "contact_email")  # fmt: skip
WARDS = ("Abbey Fold", "Brook End", "Castle Rise", "Eastfold", "Mill Row", "North Wharf")
NEW_WARDS = ("Larkfield", "Quayside", "Stonebridge")
CLERKS = ("Dale", "Ines", "Ravi")
MONTH_FIRST = "Ravi"
GRANTS = 150
_FIRST = ("Abbey", "Brook", "Castle", "Eastfold", "Harbour", "Meadow", "Mill", "Orchard")
_SECOND = ("Youth Club", "Lunch Club", "Choir", "Repair Shop", "Toy Library", "Garden", "Boxing Club", "Day Centre")
_STATUS = {"paid": ("Paid", "PAID"), "open": ("Open",), "withdrawn": ("w/d", "W/D")}


def write_grants(folder: Path, draw: random.Random, allowed_over: int) -> str:
    """Write ``grants.csv``, a register with one row a grant, and ``wards.csv``, a list of wards that is out of date.

    Planted: dates that one clerk writes month first; wards that are misspelt, and one that is new; payments over the
    award; amounts with a pound sign, below nothing, or with commas; references used twice; blank charity numbers;
    addresses of contacts with no sign @; a status in other words.

    Parameters
    ----------
    folder
        Where to write them.
    draw
        Where the numbers come from. The fund, its wards and all recipients are made up.
    allowed_over
        Pounds by which a payment may be over its award. Some are over by just that, some by a pound more.

    Returns
    -------
    str
        The new ward, which is not in the list.
    """
    rows = _dated(draw)
    while not _told_apart(rows):
        rows = _dated(draw)
    left = iter(draw.sample(rows, GRANTS))

    def take(few: int, most: int) -> list[dict[str, str]]:
        return [next(left) for _ in range(draw.randint(few, most))]

    new = draw.choice(NEW_WARDS)
    for row in take(7, 11):  # more than are misspelt, so that the two counts differ
        row["ward"] = new
    for row in take(3, 6):
        row["ward"] = _misspelt(draw.choice(WARDS), draw)
    for over, few, most in ((allowed_over, 2, 3), (allowed_over + 1, 2, 4), (400, 2, 4)):
        for row in take(few, most):
            row["paid"] = str(int(row["amount"]) + over)
    for row in take(3, 5):
        row["amount"], row["paid"] = f"£{row['amount']}", ""
    for row in take(2, 3):
        row["amount"], row["paid"] = f"-{row['amount']}", ""
    for row in take(10, 16):
        row["amount"] = f"{int(row['amount']) + 1000:,}"
    for row, other in zip(take(2, 2), take(2, 2), strict=True):
        row["reference"] = other["reference"]
    for row in take(12, 18):
        row["charity_number"] = ""
    for row in draw.sample(rows, draw.randint(14, 20)):
        row["contact_email"] = row["contact_email"].replace("@", " at ")
    for row in draw.sample(rows, draw.randint(14, 22)):
        row["status"] = draw.choice(_STATUS[row["status"]])
    _write(folder / "grants.csv", HEADER, [[row[name] for name in HEADER] for row in rows])
    _write(folder / "wards.csv", ("ward",), [[ward] for ward in WARDS])
    return new


def _dated(draw: random.Random) -> list[dict[str, str]]:
    rows = [_grant(number, draw) for number in range(1, GRANTS + 1)]
    _write_dates(rows, draw)
    return rows


def _told_apart(rows: Sequence[dict[str, str]]) -> bool:
    """Whether counts of dates that a trainee may take one for another differ, so that each mistake has its message."""
    parts = [(row["entered_by"], *row["award_date"].split("/")) for row in rows if "/" in row["award_date"]]
    read = [part for part in parts if int(part[2]) <= 12]
    own = [part for part in read if part[0] == MONTH_FIRST]
    doubtful = [part for part in own if part[1] != part[2]]
    either_way = [part for part in read if int(part[1]) <= 12 and part[1] != part[2]]
    unread = len(parts) - len(read)
    counts = (len(doubtful), len(own), len(read), unread, len(own) + unread, len(either_way))
    return len(set(counts)) == len(counts)


def _grant(number: int, draw: random.Random) -> dict[str, str]:
    name = f"{draw.choice(_FIRST)} {draw.choice(_SECOND)}"
    amount = draw.randrange(500, 9_000, 50)
    status = draw.choices(list(_STATUS), (7, 2, 1))[0]
    paid = {"paid": amount, "open": amount // 2, "withdrawn": 0}[status]
    day = dt.date(2024, 4, 1) + dt.timedelta(days=draw.randrange(365))
    return {
        "reference": f"TCF-{number:04}",
        "recipient": name,
        "charity_number": f"F{draw.randrange(10_000, 99_999)}",
        "ward": draw.choice(WARDS),
        "award_date": day.isoformat(),
        "entered_by": draw.choice(CLERKS),
        "amount": str(amount),
        "paid": str(paid),
        "status": status,
        "contact_email": f"{name.lower().replace(' ', '.')}@example.org",
    }


def _write_dates(rows: Sequence[dict[str, str]], draw: random.Random) -> None:
    """Write each date as its clerk does. Of those month first, some are of no doubt: 05/05, or a 25th month."""
    own = [row for row in rows if row["entered_by"] == MONTH_FIRST]
    for row, same in zip(draw.sample(own, 3), draw.sample(range(4, 13), 3), strict=True):
        row["award_date"] = dt.date(2024, same, same).isoformat()
    for row in rows:
        day = dt.date.fromisoformat(row["award_date"])
        written = {"Dale": "%d/%m/%Y", MONTH_FIRST: "%m/%d/%Y"}.get(row["entered_by"], "%Y-%m-%d")
        row["award_date"] = day.strftime(written)


def _misspelt(ward: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(ward) - 1)
    while ward[place] in (" ", ward[place + 1]):
        place = draw.randrange(1, len(ward) - 1)
    return ward[:place] + ward[place + 1 :]


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
