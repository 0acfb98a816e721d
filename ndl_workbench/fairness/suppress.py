"""Small numbers: which groups must not be shown, and which more must go so that those stay hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from .tally import NOT_RECORDED, Key, Tally

SAY_LITTLE = frozenset(
    {
        NOT_RECORDED.lower(),
        "not stated",
        "not known",
        "not answered",
        "unknown",
        "prefer not to say",
        "refused",
        "declined to say",
    }
)

Name = TypeVar("Name", str, Key)
Small: TypeAlias = Callable[[Tally, int], bool]
# Numbers in the equations of a table; more would take minutes and gigabytes.
MOST_NUMBERS = 10_000_000


def is_small(part: Tally, min_count: int) -> bool:
    """Whether a group has a cell of people that is too small to show.

    Cells are those with the outcome, those without, and both together; a rate and its group size
    would give all three away. A cell of none counts as small, because it says the same of everyone.
    Where nobody's outcome is known there is no such cell, and what counts is how many people there are.
    Where the outcome is a number, the cell is of the people in the mean; and one that all of them share is theirs
    each.
    """
    if not part.n:
        return part.missing < min_count
    if part.sums and part.is_mean:
        return part.n < min_count or part.sums.least == part.sums.most
    return any(cell < min_count for cell in (part.events, part.others))


def hidden(
    tallies: Mapping[Name, Tally],
    min_count: int,
    already: frozenset[Name] = frozenset(),
    small: Small = is_small,
) -> frozenset[Name]:
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
    small
        The rule by which a group's counts are too small to show.
    """
    gone = {name for name, part in tallies.items() if name in already or small(part, min_count)}
    others = sorted(
        (name for name in tallies if name not in gone),
        key=lambda name: (not tallies[name].n, not says_little(name), tallies[name].n, name),
    )
    while gone and others and (len(gone) == 1 or small(_together(tallies, gone), min_count)):
        gone.add(others.pop(0))
    return frozenset(gone)


def hidden_combinations(
    tallies: Mapping[Key, Tally], hides: Sequence[frozenset[str]], min_count: int
) -> frozenset[Key] | None:
    """Choose the cells of a table of several columns that must be hidden; None where all of them must be.

    One is hidden when it is small, when a group in it is hidden, or when it could be had by subtracting its
    neighbours from their group.

    Parameters
    ----------
    tallies
        Combination to its counts.
    hides
        For each column, its groups that are hidden.
    min_count
        Smallest cell that may be shown.
    """
    gone = frozenset(key for key in tallies if any(part in gone for gone, part in zip(hides, key, strict=True)))
    while (more := gone.union(*(hidden(line, min_count, gone & line.keys()) for line in _lines(tallies)))) != gone:
        gone = more
    shown = [{key[part] for key in tallies} - names for part, names in enumerate(hides)]
    return None if exposes(tallies, gone, shown, min_count) else gone


def _lines(tallies: Mapping[Key, Tally]) -> Iterator[dict[Key, Tally]]:
    """Yield every set of combinations that differ in one group alone: those that add up to a known total."""
    for position in range(len(next(iter(tallies)))):
        lines: dict[Key, dict[Key, Tally]] = defaultdict(dict)
        for key, part in tallies.items():
            lines[key[:position] + key[position + 1 :]][key] = part
        yield from lines.values()


def exposes(
    tallies: Mapping[Key, Tally], gone: frozenset[Key], shown: Sequence[Collection[str]], min_count: int
) -> bool:
    """Whether a small hidden combination, or group, follows from the totals that are shown, several lines together.

    Where there are too many to work it out, it is taken to be so.

    Each total is an equation in the hidden combinations. One of them has a single solution where its
    leverage in those equations (the diagonal of the projection on their row space) is 1; a hidden group's people
    follow where the projection leaves nothing of their sum.

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
    if len(cells) * (1 + sum(map(len, shown))) > MOST_NUMBERS:
        return True  # not worked out, so not shown
    everyone = [1.0] * len(cells)
    totals = [[float(key[part] == group) for key in cells] for part, groups in enumerate(shown) for group in groups]
    equations = np.array([everyone, *totals])
    inverse = np.linalg.pinv(equations)
    leverage = (inverse * equations.T).sum(axis=1)
    if any(h > 1 - 1e-9 and is_small(tallies[key], min_count) for key, h in zip(cells, leverage, strict=True)):
        return True
    for part, groups in enumerate(shown):
        for group in sorted({key[part] for key in cells} - set(groups)):
            total = np.array([float(key[part] == group) for key in cells])
            left = total - equations.T @ (inverse.T @ total)
            people = _together(tallies, {key for key in cells if key[part] == group})
            if left @ left < 1e-9 * total.sum() and is_small(people, min_count):
                return True
    return False


def says_little(name: str | Key) -> bool:
    """Whether a group is of people of whom nothing is said, such as "Not stated"."""
    parts = (name,) if isinstance(name, str) else name
    return any(part.lower() in SAY_LITTLE for part in parts)


def _together(tallies: Mapping[Name, Tally], names: set[Name]) -> Tally:
    return sum((tallies[name] for name in names), Tally())
