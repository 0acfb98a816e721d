"""Papers around a decision: a file's columns, a log of what was done, and two tables that give a hidden number away.

All of it is made up for one trainee, in fictional councils.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from string import ascii_uppercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DECISION = "The cabinet decides that repairs are asked for in the app alone."
HIDDEN = "hidden"
# Columns about a characteristic that section 149(7) of the Equality Act 2010 lists, and others that a housing file has.
LISTED = (
    "age_band",
    "disabled",
    "ethnic_group",
    "pregnant_or_on_maternity_leave",
    "religion_or_belief",
    "sex",
    "sexual_orientation",
)
NOT_LISTED = ("benefits", "council", "first_language", "married_or_civil_partner")
_STEPS = (
    "An analyst sends the cabinet the audit of who uses the app, by disability and age.",
    "The tenants' panel tells officers what the change would mean for its members.",
    "Officers write down which steps would lessen the effect on disabled tenants.",
    "The equality assessment is written and put on the website.",
    "The council's lawyers are asked about the rules in the app.",
    "The head of service checks what the file does not say about ethnic groups.",
    "A survey asks tenants without a smartphone how they would report a repair.",
)


def decision_log(draw: random.Random) -> pd.DataFrame:
    """Make a log of a decision and of seven steps, of which two to five came after it. Rows are not in order of time.

    Parameters
    ----------
    draw
        Where dates and order come from.
    """
    import pandas as pd

    decided = _working(date(2025, draw.randint(3, 6), draw.randint(8, 20)), 1)
    late = draw.sample(range(len(_STEPS)), draw.randint(2, 5))
    rows = [(decided, DECISION)]
    for place, step in enumerate(_STEPS):
        way = 1 if place in late else -1
        rows.append((_working(decided + timedelta(way * draw.randint(2, 60)), way), step))
    draw.shuffle(rows)
    return pd.DataFrame(
        [(letter, day.isoformat(), what) for letter, (day, what) in zip(ascii_uppercase, rows, strict=False)],
        columns=["letter", "date", "what"],
    )


def _working(day: date, way: int) -> date:
    """Move a day of a weekend to the next working day, forwards (1) or backwards (-1)."""
    while day.weekday() > 4:
        day += timedelta(way)
    return day


def housing_columns(draw: random.Random) -> list[str]:
    """Name eight columns of a housing file, in any order: four about listed characteristics, and all that are not.

    Parameters
    ----------
    draw
        Where the choice and the order come from.
    """
    columns = [*draw.sample(LISTED, 4), *NOT_LISTED]
    return draw.sample(columns, len(columns))


def home_visits(draw: random.Random) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make two tables of one year's requests for home visits: by council, the smallest hidden, and by quarter.

    Parameters
    ----------
    draw
        Where the numbers come from.

    Returns
    -------
    tuple of DataFrame
        By council, and by quarter. Both count the same requests, so the second's total gives the hidden row away.
    """
    import pandas as pd

    large = draw.sample([draw.randint(46, 60), draw.randint(70, 95)], 2)
    councils = {
        name: (asked, draw.randint(12, 20)) for name, asked in zip(("Ambermoor", "Thistlewick"), large, strict=True)
    }
    small = draw.randint(5, 9)
    asked = sum(large) + small
    refused = sum(refused for _, refused in councils.values()) + draw.choice(
        [some for some in range(1, small) if 2 * some != small]
    )
    rows: list[tuple[str, object, object]] = [(name, *both) for name, both in councils.items()]
    by_council = pd.DataFrame([*rows, ("Port Callow", HIDDEN, HIDDEN)], columns=["council", "asked", "refused"])
    by_quarter = pd.DataFrame(
        zip(
            ("April to June", "July to September", "October to December", "January to March"),
            _parted(asked, 20, draw),
            _parted(refused, refused // 4 - 2, draw),
            strict=True,
        ),
        columns=["quarter", "asked", "refused"],
    )
    return by_council, by_quarter


def _parted(whole: int, least: int, draw: random.Random) -> list[int]:
    """Part a number into four, none below the least."""
    cuts = sorted(draw.randint(0, whole - 4 * least) for _ in range(3))
    ends = [0, *cuts, whole - 4 * least]
    return [least + after - before for before, after in pairwise(ends)]
