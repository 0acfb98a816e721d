"""Codes of English districts as they stood in 2018. The codes are real and public; no figure stands beside them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

YEAR, NOW = 2018, 2025
DISTRICT = "E07"


def old_codes(draw: random.Random) -> pd.DataFrame:
    """Draw codes of districts of 2018: some that are still in force in 2025, some that are not, and two mistyped ones.

    The facts are those of ``loading/codes``, each with its source.
    """
    import pandas as pd

    from ...loading.codes.facts import day_of, in_force

    now = {area.code for area in in_force(day_of(NOW))}
    then = sorted(area.code for area in in_force(day_of(YEAR)) if area.code.startswith(DISTRICT))
    kept = draw.sample([code for code in then if code in now], draw.randint(24, 40))
    changed = draw.sample([code for code in then if code not in now], draw.randint(11, 19))
    mistyped = [f"E0700{number}" for number in draw.sample(range(9100, 9999), 2)]
    codes = [*kept, *changed, *mistyped]
    draw.shuffle(codes)
    return pd.DataFrame({"area": codes})
