"""Visits to family hubs, as statistics are published: with hidden figures, notes, a total, and gaps."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

AREAS = {
    "FIC-11": "Ambermoor",
    "FIC-12": "Brackenfold",
    "FIC-13": "Dunmarsh",
    "FIC-14": "Port Callow",
    "FIC-15": "Quarry Hill",
    "FIC-16": "Saltmere",
    "FIC-17": "Thistlewick",
    "FIC-18": "Wychlow",
}
QUARTERS = ("2025 Q1", "2025 Q2", "2025 Q3", "2025 Q4")
# Rows of an area, written as they should be, that make its standing twice in a list plain to see.
ENOUGH = 5
AGES = ("under 2", "2 to 4", "5 and over")
_HEAD = (
    "Visits to family hubs in 2025 (synthetic)",
    "[c] a small figure that is hidden to protect people; [x] a figure that was not sent in time",
    "",
)


@dataclass(frozen=True)
class _Row:
    code: str
    quarter: str
    age: str
    visits: int
    shown: str = ""

    @property
    def line(self) -> str:
        return f"{self.code},{self.quarter},{self.age},{self.shown or self.visits}"


def hub_visits(folder: Path, draw: random.Random) -> Path:
    """Write ``family-hubs.csv``: synthetic visits by area, quarter and age.

    One area is not in it. Another lacks quarters, a third the youngest children, and single rows are missing too. Some
    small figures are hidden as ``[c]``, and some are not there yet (``[x]``). The publisher's total counts the hidden
    ones. Some codes end in a space or are in small letters. Above and below the table stand words.

    Returns
    -------
    pathlib.Path
        The file.
    """
    away, short, old_only, *_ = draw.sample(sorted(AREAS), 5)
    quarters = draw.sample(QUARTERS, draw.randint(2, 3))
    rows = [
        _Row(code, when, age, draw.randint(11, 480))
        for code in AREAS
        for when in QUARTERS
        for age in AGES
        if code != away and (code != short or when not in quarters) and (code, age) != (old_only, "under 2")
    ]
    for _ in range(draw.randint(3, 7)):
        rows.pop(draw.choice([place for place, row in enumerate(rows) if row.code not in (short, old_only)]))
    places = draw.sample(range(len(rows)), len(rows))
    hidden, late = draw.randint(5, 7), draw.randint(1, 4)
    for place in places[:hidden]:
        rows[place] = replace(rows[place], visits=draw.randint(3, 9), shown="[c]")
    for place in places[hidden : hidden + late]:
        rows[place] = replace(rows[place], visits=0, shown="[x]")
    spoilt = places[hidden + late :]
    for place in spoilt[: draw.randint(2, 4)]:
        rows[place] = replace(rows[place], code=f"{rows[place].code} ")
    for place in spoilt[4 : 4 + draw.randint(1, 3)]:
        rows[place] = replace(rows[place], code=rows[place].code.lower())
    return _saved(folder / "family-hubs.csv", rows)


def families(visits: pd.DataFrame, draw: random.Random) -> pd.DataFrame:
    """Draw how many families live in each area, for looking up by code; one area of the visits stands there twice.

    It has an old and a new name. So a table that is joined with this one grows.
    """
    import pandas as pd

    rows_of = visits["area_code"].value_counts()
    twice = draw.choice([code for code in AREAS if rows_of.get(code, 0) >= ENOUGH])
    rows = [(code, name, draw.randint(800, 5200)) for code, name in AREAS.items()]
    rows += [(code, f"{name} and Fenwick", number) for code, name, number in rows if code == twice]
    return pd.DataFrame(sorted(rows), columns=["code", "area", "families"])


def _saved(path: Path, rows: list[_Row]) -> Path:
    lines = [*_HEAD, "area_code,quarter,age,visits", *(row.line for row in rows)]
    lines += [f"Total,,,{sum(row.visits for row in rows)}", "", "Source: made up for a course"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path
