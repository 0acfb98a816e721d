"""Small numbers: which groups must not be shown, and which more must go so that those stay hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from .counts import NOT_RECORDED, Key, Tally

SAY_LITTLE = frozenset({NOT_RECORDED.lower(), "not stated", "not known", "unknown", "prefer not to say"})

Name = TypeVar("Name", str, Key)


def is_small(part: Tally, min_count: int) -> bool:
    """Whether a group has a cell of people that is too small to show.

    Cells are those with the outcome, those without, and both together; a rate and its group size
    would give all three away. A cell of none counts as small, because it says the same of everyone.
    Where nobody's outcome is known there is no such cell, and what counts is how many people there are.
    """
    if not part.n:
        return part.missing < min_count
    return any(cell < min_count for cell in (part.events, part.others))


def hidden(tallies: Mapping[Name, Tally], min_count: int, already: frozenset[Name] = frozenset()) -> frozenset[Name]:
    """Choose the groups of one breakdown that must be hidden.

    When hiding them would still let them be had by subtracting the others from the total, more are
    hidden: first answers that say least ("Not stated"), then the smallest.

    Parameters
    ----------
    tallies
        Group to its counts.
    min_count
        Smallest cell that may be shown. 10 is the threshold of SACRO's and of the Australian Bureau of
        Statistics' output checking (AI-SDC/ACRO ``default.yaml``; ABS DataLab output rules).
    already
        Groups hidden for another reason.
    """
    gone = {name for name, part in tallies.items() if name in already or is_small(part, min_count)}
    others = sorted(
        (name for name in tallies if name not in gone),
        key=lambda name: (not tallies[name].n, not _says_little(name), tallies[name].n, name),
    )
    while gone and others and (len(gone) == 1 or is_small(_together(tallies, gone), min_count)):
        gone.add(others.pop(0))
    return frozenset(gone)


def exposes(
    tallies: Mapping[Key, Tally], gone: frozenset[Key], shown: Sequence[Collection[str]], min_count: int
) -> bool:
    """Whether a small hidden combination follows from the totals that are shown, several lines taken together.

    Each total is an equation in the hidden combinations. One of them has a single solution where its
    leverage in those equations (the diagonal of the projection on their row space) is 1.

    Parameters
    ----------
    tallies
        Combination to its counts. One that is not here is known to be of nobody.
    gone
        Combinations that are hidden.
    shown
        For each part of a combination, the groups whose totals are shown.
    min_count
        Smallest cell that may be shown.
    """
    import numpy as np

    cells = sorted(gone)
    if not cells:
        return False
    everyone = [1.0] * len(cells)
    totals = [[float(key[part] == group) for key in cells] for part, groups in enumerate(shown) for group in groups]
    equations = np.array([everyone, *totals])
    leverage = (np.linalg.pinv(equations) * equations.T).sum(axis=1)
    return any(h > 1 - 1e-9 and is_small(tallies[key], min_count) for key, h in zip(cells, leverage, strict=True))


def _says_little(name: str | Key) -> bool:
    parts = (name,) if isinstance(name, str) else name
    return any(part.lower() in SAY_LITTLE for part in parts)


def _together(tallies: Mapping[Name, Tally], names: set[Name]) -> Tally:
    return sum((tallies[name] for name in names), Tally())
