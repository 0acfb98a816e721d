"""Compare the outcomes of groups: with a reference group, or with everyone else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import isclose

from .estimate import compare, estimate
from .rows import Outcome
from .significance import benjamini_hochberg
from .suppress import hidden_combinations, is_small, says_little
from .tally import NOT_RECORDED, Key, Sums, Tally

EVERYONE_ELSE = "everyone else"
LARGEST, REST = "largest", "rest"
EVERY_COMBINATION = "Every combination"
NOISE = 1e-9


def in_order(groups: Iterable[str]) -> list[str]:
    """Sort groups by name, with those of whom nothing is recorded last."""
    return sorted(groups, key=lambda name: (name == NOT_RECORDED, name))


def reference_of(groups: Mapping[str, Tally], hides: frozenset[str], reference: str) -> str:
    """Return the group that the others are compared with; "" where no group can be."""
    shown = [name for name in groups if name not in hides and groups[name].n]
    if reference == REST:
        return EVERYONE_ELSE
    if reference in groups:
        return reference if reference in shown else ""
    named = [name for name in shown if not says_little(name)]
    return max(named or shown, key=lambda name: (groups[name].n, name), default="")


def outcomes(
    by: str, groups: Mapping[str, Tally], hides: frozenset[str], reference: str, min_count: int
) -> Iterator[Outcome]:
    """Yield each group's outcome and how it differs from the reference."""
    chosen = reference_of(groups, hides, reference)
    everyone = sum(groups.values(), Tally())
    for name in in_order(groups):
        other = less(everyone, groups[name]) if chosen == EVERYONE_ELSE else groups.get(chosen)
        if name == chosen or name in hides or (other is not None and is_small(other, min_count)):
            other = None
        yield outcome(by, name, groups[name], other, chosen, not_shown=name in hides)


def outcome(
    by: str, group: str, part: Tally, other: Tally | None = None, reference: str = "", *, not_shown: bool = False
) -> Outcome:
    """Return one group's outcome, compared with another where there is one."""
    found = None if not_shown else estimate(part)
    if found is None:
        return Outcome(by, group, suppressed=not_shown, reference=reference)
    alone = Outcome(
        by,
        group,
        part.n,
        None if part.is_mean else part.events,
        found.value,
        found.low,
        found.high,
        reference=reference,
        effective_n=None if part.sums is None or isclose(found.n, part.n) else found.n,
    )
    gap = compare(part, other) if other is not None else None
    if gap is None:
        return alone
    return replace(
        alone,
        difference=gap.difference,
        difference_low=gap.low,
        difference_high=gap.high,
        ratio=gap.ratio,
        ratio_low=gap.ratio_low,
        ratio_high=gap.ratio_high,
        p_value=gap.p_value,
    )


def intersections(
    by: Sequence[str], tallies: Mapping[Key, Tally], hides: Mapping[str, frozenset[str]], min_count: int
) -> Iterator[Outcome]:
    """Yield every combination of all the groups against everyone else, lowest rate first and hidden ones last.

    Where hiding single combinations would not do, they are hidden all in one row, so that not even those of
    nobody can be told.
    """
    if len(by) < 2:
        return
    label = " × ".join(by)
    gone = hidden_combinations(tallies, [hides[name] for name in by], min_count)
    if gone is None:
        yield Outcome(label, EVERY_COMBINATION, suppressed=True)
        return
    everyone = sum(tallies.values(), Tally())
    rows = []
    for key, part in tallies.items():
        rest = less(everyone, part)
        other = None if is_small(rest, min_count) else rest
        rows.append(outcome(label, " × ".join(key), part, other, EVERYONE_ELSE, not_shown=key in gone))
    yield from sorted(rows, key=lambda row: (row.rate is None, row.rate or 0.0, row.group))


def adjusted(rows: Sequence[Outcome], more: Sequence[Outcome]) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """Adjust the p-values of all comparisons of outcomes together."""
    both = [*rows, *more]
    tested = [place for place, row in enumerate(both) if row.p_value is not None]
    values = benjamini_hochberg([both[place].p_value or 0.0 for place in tested])
    for place, value in zip(tested, values, strict=True):
        both[place] = replace(both[place], p_adjusted=value)
    return tuple(both[: len(rows)]), tuple(both[len(rows) :])


def less(everyone: Tally, part: Tally) -> Tally:
    """Return everyone but one group. Smallest and largest values stay those of everyone."""
    return Tally(
        everyone.events - part.events,
        everyone.others - part.others,
        everyone.missing - part.missing,
        _sums_less(everyone.sums, part.sums or Sums()) if everyone.sums else None,
    )


def _sums_less(sums: Sums, own: Sums) -> Sums:
    left = replace(
        sums,
        weight=sums.weight - own.weight,
        squares=sums.squares - own.squares,
        value=sums.value - own.value,
        square=sums.square - own.square,
        everyone=sums.everyone - own.everyone,
        everyone_squares=sums.everyone_squares - own.everyone_squares,
    )
    # What is left of a subtraction of nearly equal numbers is noise, not weight.
    if left.weight <= NOISE * sums.weight or left.squares <= 0:
        return replace(left, weight=0.0, squares=0.0, value=0.0, square=0.0)
    return left
