"""Small numbers: which groups must not be shown, and which more must go so that those stay hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from .counts import NOT_RECORDED, Key, Tally

SAY_LITTLE = frozenset({NOT_RECORDED.lower(), "not stated", "not known", "unknown", "prefer not to say"})

Name = TypeVar("Name", str, Key)


def is_small(part: Tally, min_count: int) -> bool:
    """Whether a group has a cell of people that is too small to show.

    Cells are those with the outcome, those without, and both together; a rate and its group size
    would give all three away. A cell of none counts as small, because it says the same of everyone.
    """
    return any(cell < min_count for cell in (part.events, part.others, part.n))


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
        key=lambda name: (not _says_little(name), tallies[name].n, name),
    )
    while gone and others and (len(gone) == 1 or is_small(_together(tallies, gone), min_count)):
        gone.add(others.pop(0))
    return frozenset(gone)


def _says_little(name: str | Key) -> bool:
    parts = (name,) if isinstance(name, str) else name
    return any(part.lower() in SAY_LITTLE for part in parts)


def _together(tallies: Mapping[Name, Tally], names: set[Name]) -> Tally:
    return sum((tallies[name] for name in names), Tally())
