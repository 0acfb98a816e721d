"""Two editions of one table: figures revised, filled in, and written another way, and rows that came and went."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

HUBS = tuple(
    f"{place} {kind}" for place in ("Alder", "Birch", "Cedar", "Damson", "Elm", "Hazel") for kind in ("House", "Lane")
)
MONTHS = ("2025-07", "2025-08", "2025-09")
NEXT_MONTH = "2025-10"


def two_editions(folder: Path, draw: random.Random) -> tuple[Path, Path]:
    """Write ``first-edition.csv`` and ``second-edition.csv``: synthetic visits by family hub and month.

    In the second some figures are revised, those not sent in time (``[x]``) are filled in, some are only written with a
    comma, one hub is gone with all its rows, and there is a month more.

    Returns
    -------
    tuple of pathlib.Path
        The first and the second edition.
    """
    gone = draw.choice(HUBS)
    before = {(hub, month): str(draw.randint(1010, 1960)) for hub in HUBS for month in MONTHS}
    stay = [key for key in before if key[0] != gone]
    draw.shuffle(stay)
    late, revised, written = draw.randint(2, 4), draw.randint(4, 9), draw.randint(5, 8)
    after = {key: before[key] for key in before if key[0] != gone}
    for key in stay[:late]:
        before[key] = "[x]"
    for key in stay[late : late + revised]:
        after[key] = str(int(after[key]) + draw.choice((-1, 1)) * draw.randint(12, 190))
    for key in stay[late + revised : late + revised + written]:
        after[key] = f'"{int(after[key]):,}"'
    after |= {(hub, NEXT_MONTH): str(draw.randint(1010, 1960)) for hub in HUBS if hub != gone}
    return _saved(folder / "first-edition.csv", before.items()), _saved(folder / "second-edition.csv", after.items())


def _saved(path: Path, rows: Iterable[tuple[tuple[str, str], str]]) -> Path:
    lines = [f"{hub},{month},{visits}" for (hub, month), visits in sorted(rows)]
    path.write_text("\n".join(["hub,month,visits", *lines]) + "\n", encoding="utf-8", newline="\n")
    return path
