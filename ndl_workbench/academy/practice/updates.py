"""How fresh files are: what their publishers promised, when they last kept it, and what the figures are about."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

EVERY = {"month": 31, "quarter": 92, "year": 366}
FILES = ("hub visits", "births", "nursery places", "health visits", "waiting times", "playground checks", "bus use")


def updates(draw: random.Random, today: dt.date) -> pd.DataFrame:
    """Draw synthetic files with how often they are updated, when they last were, and the last day they are about.

    Some are late. One that is in time is about days long past, since it came out long after them; and one that is late
    was updated more recently than one that is in time.
    """
    import pandas as pd

    names = draw.sample(FILES, len(FILES))
    rows = [
        # In time, and about a time longer ago than its rhythm.
        _row(names[0], "quarter", draw.randint(10, 80), draw.randint(100, 200), today),
        # In time, though the oldest of all.
        _row(names[1], "year", draw.randint(250, 340), draw.randint(20, 90), today),
        # Late, though updated not long ago.
        _row(names[2], "month", draw.randint(45, 90), draw.randint(10, 30), today),
        _row(names[3], "quarter", draw.randint(105, 150), draw.randint(10, 30), today),
    ]
    for name in names[4:]:
        every = draw.choice(list(EVERY))
        late = draw.random() < 0.5
        days = EVERY[every]
        ago = draw.randint(days + 10, days + 60) if late else draw.randint(3, days - 8)
        rows.append(_row(name, every, ago, draw.randint(5, 60), today))
    columns = ["file", "updated_every", "last_updated", "about_days_to"]
    return pd.DataFrame(sorted(rows), columns=columns)


def _row(name: str, every: str, ago: int, before: int, today: dt.date) -> tuple[str, ...]:
    updated = today - dt.timedelta(ago)
    return name, every, updated.isoformat(), (updated - dt.timedelta(before)).isoformat()
