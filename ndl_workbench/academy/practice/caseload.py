"""A team's caseload: some of the children of ``early-years/school-readiness``, drawn for one trainee."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

OUTCOME = "good_level_of_development"
LEAST, MOST = 0.25, 0.45
LEAST_UNKNOWN, MOST_UNKNOWN = 0.4, 0.9


def caseload(children: pd.DataFrame, draw: random.Random) -> pd.DataFrame:
    """Draw the children of a team's caseload, from every area, and keep the row numbers they have in the file.

    From each area a quarter to nearly half of the children whose outcome is known are drawn, and more of those whose
    outcome was not written down: a caseload has both.

    Parameters
    ----------
    children
        ``early-years/school-readiness`` as loaded: synthetic, and in the order of its file.
    draw
        Where the numbers come from.
    """
    chosen: list[int] = []
    for area in sorted(children["area_name"].unique()):
        there = children[children["area_name"] == area]
        unknown = there[OUTCOME].isna()
        chosen += _some(there.index[~unknown].tolist(), draw.uniform(LEAST, MOST), draw)
        chosen += _some(there.index[unknown].tolist(), draw.uniform(LEAST_UNKNOWN, MOST_UNKNOWN), draw)
    return children.loc[sorted(chosen)]


def _some(rows: Sequence[int], share: float, draw: random.Random) -> list[int]:
    return draw.sample(rows, round(share * len(rows)))
