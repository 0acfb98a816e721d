"""A model's scores for an offer of early help, beside what a review found later: families made up for one trainee.

The model was drawn up so that it says yes to the same share of two groups of families and misses far more of those who
needed help in one of them, because the same score stands for more need there. No real family, place or model is meant.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

THRESHOLD = 0.5
ENGLISH, ANOTHER = "English", "Another language"
COUNCILS = ("Ambermoor", "Thistlewick", "Port Callow")
BANDS = 10

# How the scores of a group are spread below the threshold and from it on, in tenths.
_SPREAD = {
    ENGLISH: ((30, 20, 10, 6, 4), (4, 5, 7, 8, 6)),
    ANOTHER: ((12, 16, 17, 14, 11), (10, 8, 6, 4, 2)),
    "": ((30, 20, 10, 6, 4), (4, 5, 7, 8, 6)),
}

_Family = tuple[str, float, bool]


def support_scores(draw: random.Random) -> pd.DataFrame:
    """Make a table of families: score, whether the model said to offer a visit, and whether help was needed.

    ``first_language`` is blank for some. ``needed_help`` is blank where no review took place, which is more often so
    in the group that the model serves worse. Port Callow is small, and its families are missed a little more often
    than others, by no more than chance would explain.

    Parameters
    ----------
    draw
        Where the numbers come from.
    """
    import pandas as pd

    said_yes = draw.uniform(0.28, 0.32)
    sizes = {ENGLISH: draw.randint(1400, 1700), ANOTHER: draw.randint(660, 820), "": draw.randint(240, 290)}
    above = {ENGLISH: 0.0, ANOTHER: draw.uniform(0.13, 0.18), "": 0.0}
    unknown = {ENGLISH: draw.uniform(0.03, 0.05), ANOTHER: draw.uniform(0.13, 0.17), "": draw.uniform(0.03, 0.05)}
    families = [family for language, size in sizes.items() for family in _group(language, size, said_yes, above, draw)]
    known = [draw.random() >= unknown[language] for language, _, _ in families]
    places = _councils(families, known, draw)
    rows = [
        (place, language or None, score, _word(score >= THRESHOLD), _word(needed) if told else None)
        for (language, score, needed), told, place in zip(families, known, places, strict=True)
    ]
    draw.shuffle(rows)
    names = ["council", "first_language", "score", "offered", "needed_help"]
    table = pd.DataFrame(rows, columns=names)
    table.insert(0, "family", [f"F{number:05d}" for number in range(1, len(rows) + 1)])
    return table


def _word(yes: bool) -> str:
    return "yes" if yes else "no"


def _group(language: str, size: int, said_yes: float, above: Mapping[str, float], draw: random.Random) -> list[_Family]:
    """Families of one group: in each tenth of the scores as many needed help as the score says, or more."""
    lower, upper = _SPREAD[language]
    shares = [*_shares(lower, 1 - said_yes, draw), *_shares(upper, said_yes, draw)]
    families: list[_Family] = []
    for band, share in enumerate(shares):
        people = round(size * share)
        needed = round(people * min((band + 0.5) / BANDS + above[language], 0.97))
        scores = [round(band / BANDS + draw.uniform(0.005, 0.095), 3) for _ in range(people)]
        families += [(language, score, place < needed) for place, score in enumerate(scores)]
    return families


def _shares(parts: Sequence[int], whole: float, draw: random.Random) -> list[float]:
    mixed = [part * draw.uniform(0.92, 1.08) for part in parts]
    return [whole * part / sum(mixed) for part in mixed]


def _councils(families: Sequence[_Family], known: Sequence[bool], draw: random.Random) -> list[str]:
    """Place families: of each kind of right or wrong decision the two large councils have the same share."""
    cells: dict[tuple[bool, bool, bool], list[int]] = {}
    for place, ((_, score, needed), told) in enumerate(zip(families, known, strict=True)):
        cells.setdefault((told, needed, score >= THRESHOLD), []).append(place)
    taken = _taken(cells, draw)
    placed = [COUNCILS[1]] * len(families)
    for cell, members in cells.items():
        draw.shuffle(members)
        rest = members[taken[cell] :]
        for place in members[: taken[cell]]:
            placed[place] = COUNCILS[2]
        for place in rest[: round(len(rest) * 0.6)]:
            placed[place] = COUNCILS[0]
    return placed


def _taken(
    cells: Mapping[tuple[bool, bool, bool], Sequence[int]], draw: random.Random
) -> dict[tuple[bool, bool, bool], int]:
    """Decide how many of each kind are in the smallest council."""
    missed, found = len(cells[True, True, False]), len(cells[True, True, True])
    needing, others = draw.randint(72, 84), draw.randint(125, 140)
    here_missed = round(needing * (missed / (missed + found) + draw.uniform(0.05, 0.075)))
    wrongly = round(
        others * len(cells[True, False, True]) / (len(cells[True, False, True]) + len(cells[True, False, False]))
    )
    known = {
        (True, True, False): here_missed,
        (True, True, True): needing - here_missed,
        (True, False, True): wrongly,
        (True, False, False): others - wrongly,
    }
    return {cell: known.get(cell, len(members) // 12) for cell, members in cells.items()}
