"""A small file as somebody sends it by email: nurseries and their children, with rows that do not fit."""

from __future__ import annotations

import random
from pathlib import Path

NAMES = ("Alder House", "Beech Lane", "Cedar Row", "Damson Road", "Elm Park", "Fir Tree", "Gorse Hill", "Hazel Court")
AREAS = ("Ambermoor", "Port Callow", "Thistlewick")
REMARKS = ("moved in May", "closed in July", "new manager", "joined with next door", "count from March")


def nurseries(folder: Path, draw: random.Random) -> Path:
    """Write ``nurseries.csv``: synthetic nurseries of two of the three fictional areas.

    Two rows have a remark behind their last cell, where no column is, so they cannot be placed in a table. One has no
    number of children reviewed. One row is blank, and one has nothing but commas.

    Returns
    -------
    pathlib.Path
        The file.
    """
    areas = draw.sample(AREAS, 2)
    rows = []
    # No two alike, and none as large as two others together: what one row lacks is not made up by others.
    for place, (name, children) in enumerate(zip(NAMES, draw.sample(range(25, 50), len(NAMES)), strict=True)):
        rows.append(f"{name},{areas[place % 2]},{children},{children - draw.randint(1, 9)}")
    remarked, empty = _apart(draw, len(rows))
    for place, remark in zip(remarked, draw.sample(REMARKS, len(remarked)), strict=True):
        rows[place] += f",{remark}"
    rows[empty] = rows[empty].rpartition(",")[0] + ","
    rows.insert(draw.randint(1, len(rows) - 1), "")
    rows.insert(draw.randint(1, len(rows) - 1), ",,,")
    path = folder / "nurseries.csv"
    path.write_text("\n".join(["nursery,area_name,children,reviewed", *rows]) + "\n", encoding="utf-8", newline="\n")
    return path


def _apart(draw: random.Random, rows: int) -> tuple[tuple[int, int], int]:
    """Choose the rows with a remark, and one with an empty cell. Of eight rows five stay whole: some of each area."""
    first, second, empty = draw.sample(range(1, rows), 3)
    return (first, second), empty
