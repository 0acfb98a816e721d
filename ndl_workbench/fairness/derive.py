"""What subtracting shown totals from one another would give away, whichever tables they stand in.

Wards lie in districts, and a list of 19 groups in one of 5. Where the groups of one column are parts of those of
another, a hidden group follows from the other column's total, less its neighbours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .suppress import Small, hidden, is_small
from .tally import Key, Tally, margin

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[Any]

# Numbers in the equations; more would take minutes and gigabytes.
MOST_NUMBERS = 10_000_000
# What is left of a total, for each of its cells, when all that can be had from the others is taken off.
NOTHING = 1e-6
# Sums looked at in one go, so that they fit in memory.
AT_ONCE = 200


class Shown(NamedTuple):
    """A table whose numbers are shown: the parts of a combination it is by, and its groups that have numbers."""

    parts: tuple[int, ...]
    groups: Collection[Key]


class Sum(NamedTuple):
    """People that must not follow: the column whose groups may be hidden for it, and the combinations they are in."""

    column: int
    keys: frozenset[Key]


EVERYONE = Shown((), [()])


def shown_of(place: int, groups: Collection[str], hides: frozenset[str]) -> Shown:
    """Return the table of one column's groups that are not hidden."""
    return Shown((place,), [(name,) for name in groups if name not in hides])


def hidden_margins(
    tallies: Mapping[Key, Tally],
    hides: Sequence[frozenset[str]],
    min_count: int,
    small: Small = is_small,
    fixed: Collection[int] = (),
    *,
    cells: bool = False,
) -> list[frozenset[str]]:
    """Hide more groups of several columns, until no small one follows from all columns' totals together.

    Parameters
    ----------
    tallies
        Combination to its counts. One that is not here, or is of nobody, is known to be of nobody.
    hides
        For each column, its groups that are hidden when it is looked at alone.
    min_count, small
        The smallest count that may be shown, and the rule by which counts are too small.
    fixed
        Places of the columns of which every group is shown, whatever follows.
    cells
        Whether a small combination must not follow either, though no combination is shown.
    """
    found = list(hides)
    if len(found) < 2 or not (cells or any(found)):
        return found
    margins = [margin(tallies, place) for place in range(len(found))]
    while True:
        tables = [EVERYONE, *(shown_of(place, groups, found[place]) for place, groups in enumerate(margins))]
        wanted = [one for place, gone in enumerate(found)
                  for one in sums_of([key for key in tallies if key[place] in gone], place)]  # fmt: skip
        if cells:
            wanted += [Sum(0, frozenset({key})) for key in tallies]
        few = [one for one in wanted if is_few(tallies, one, small, min_count)]
        if _is_too_much(tallies, tables):
            return [
                frozenset(margins[place]) if gone and place not in fixed else gone for place, gone in enumerate(found)
            ]
        given = given_away(tallies, tables, few)
        more = {one for sum_ in given if (one := _next_to_hide(tallies, margins, found, sum_, fixed))}
        if not more:
            return found
        for column in sorted({column for column, _ in more}):
            names = {name for place, name in more if place == column}
            found[column] = hidden(margins[column], min_count, found[column] | names, small)


def sums_of(keys: Sequence[Key], column: int, period: int | None = None) -> list[Sum]:
    """Return what must not follow of hidden combinations: those of each group, of this column and of every other.

    Those of one group of another column are hidden groups of this one together, such as two wards of a district.

    Parameters
    ----------
    keys
        Combinations whose group of ``column`` is hidden.
    period
        Place of a column whose groups are kept apart, where they are hidden one by one.
    """
    together: dict[tuple[int, str, str], set[Key]] = {}
    for key in keys:
        for place, name in enumerate(key):
            if place != period:
                together.setdefault((place, name, "" if period is None else key[period]), set()).add(key)
    return [Sum(column, frozenset(found)) for _, found in sorted(together.items())]


def is_few(tallies: Mapping[Key, Tally], one: Sum, small: Small, min_count: int) -> bool:
    """Whether a sum is of somebody, and too small to show."""
    part = sum((tallies[key] for key in one.keys), Tally())
    return bool(part.everyone) and small(part, min_count)


def given_away(tallies: Mapping[Key, Tally], tables: Sequence[Shown], wanted: Sequence[Sum]) -> Iterator[Sum]:
    """Yield those sums wanted that follow from the tables shown. Where there is too much to work out, all do.

    Each total shown is an equation in the people of each combination, and a sum follows where it is made of such
    equations: where nothing is left of it when it is projected on what they span. The largest table is taken off
    first, group by group, since no combination is in two of its groups.
    """
    import numpy as np

    cells = _cells(tallies)
    if not wanted or not cells:
        return
    if _is_too_much(tallies, tables):
        yield from wanted
        return
    places = sorted((_places(cells, table) for table in tables), key=lambda of: int(of.max()))
    others = sum(int(of.max()) + 1 for of in places[:-1])
    largest = places[-1]
    equations = np.zeros((len(cells), others))
    first = 0
    for of in places[:-1]:
        inside = np.flatnonzero(of >= 0)
        equations[inside, first + of[inside]] = 1.0
        first += int(of.max()) + 1
    equations = _less_means(equations, largest)
    left, sizes, _ = np.linalg.svd(equations, full_matrices=False)
    span = left[:, sizes > 1e-9 * max(float(sizes.max(initial=0.0)), 1.0)]
    number = {key: place for place, key in enumerate(cells)}
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        sums = np.zeros((len(cells), len(some)))
        for column, one in enumerate(some):
            sums[[number[key] for key in one.keys if key in number], column] = 1.0
        rest = _less_means(sums, largest)
        rest = rest - span @ (span.T @ rest)
        left_over = (rest * rest).sum(axis=0) <= NOTHING * sums.sum(axis=0)
        yield from (one for one, nothing in zip(some, left_over.tolist(), strict=True) if nothing)


def _cells(tallies: Mapping[Key, Tally]) -> list[Key]:
    return [key for key, part in tallies.items() if part.everyone]


def _is_too_much(tallies: Mapping[Key, Tally], tables: Sequence[Shown]) -> bool:
    sizes = sorted(len(table.groups) for table in tables)
    return len(_cells(tallies)) * sum(sizes[:-1]) > MOST_NUMBERS


def _places(cells: Sequence[Key], table: Shown) -> Numbers:
    """Number the group of each combination; -1 where it is not shown."""
    import numpy as np

    number = {key: place for place, key in enumerate(table.groups)}
    return np.array([number.get(tuple(cell[part] for part in table.parts), -1) for cell in cells])


def _less_means(columns: Numbers, of: Numbers) -> Numbers:
    """Take off each group's mean, which is what its total tells of a combination in it."""
    import numpy as np

    inside = np.flatnonzero(of >= 0)
    if not len(inside):
        return columns
    means = np.zeros((int(of.max()) + 1, columns.shape[1]))
    np.add.at(means, of[inside], columns[inside])
    means /= np.maximum(np.bincount(of[inside], minlength=len(means)), 1)[:, None]
    out = columns.copy()
    out[inside] -= means[of[inside]]
    return out


def _next_to_hide(
    tallies: Mapping[Key, Tally],
    margins: Sequence[Mapping[str, Tally]],
    hides: Sequence[frozenset[str]],
    given: Sum,
    fixed: Collection[int],
) -> tuple[int, str] | None:
    """Choose the smallest neighbour in the same column and one shown group of another; else any shown group."""
    column = given.column
    there = [key for key, part in tallies.items() if part.everyone]
    around = {(place, name) for key in there if key in given.keys for place, name in enumerate(key)
              if place != column and name not in hides[place]}  # fmt: skip
    beside = {key[column] for key in there if not around.isdisjoint(enumerate(key))} - hides[column]
    choices = [(column, name) for name in beside] or [
        (place, name)
        for place, groups in enumerate(margins)
        if place not in fixed
        for name in groups
        if name not in hides[place]
    ]
    return min(choices, key=lambda one: (margins[one[0]][one[1]].everyone, one), default=None)
