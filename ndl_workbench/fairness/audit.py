"""Audit a table: who is in it, whose outcome is missing, and how outcomes differ between groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from . import counts
from .intervals import newcombe, wilson
from .results import (
    Audit,
    Intersections,
    Missing,
    Missingness,
    Outcome,
    Outcomes,
    Representation,
    Share,
)
from .suppress import exposes, hidden

if TYPE_CHECKING:
    from ..loading.provenance import Provenance
    from .counts import Key, Tally

EVERYONE = "Everyone"
EVERY_COMBINATION = "Every combination"
SMALLEST_MIN_COUNT = 1


def audit_frame(
    frame: Any,
    *,
    outcome: str,
    by: Sequence[str],
    provenance: Provenance,
    count: str | None = None,
    total: str | None = None,
    population: Any = None,
    population_name: str = "",
    min_count: int = 10,
) -> Audit:
    """Compute an audit. See :func:`ndl_workbench.audit` for the parameters."""
    by = [by] if isinstance(by, str) else list(by)
    _refuse_bad_call(by, min_count)
    tallies = counts.tally(frame, outcome, by, count, total)
    margins = {name: counts.margin(tallies, position) for position, name in enumerate(by)}
    hides = {name: hidden(groups, min_count) for name, groups in margins.items()}
    everyone = sum(tallies.values(), counts.Tally())
    expected = {name: _expected(population, name) for name in by}
    return Audit(
        outcome=outcome,
        by=tuple(by),
        min_count=min_count,
        people=None if everyone.everyone < min_count else everyone.everyone,
        overall=_one(EVERYONE, EVERYONE, everyone, None, "", not_shown=bool(hidden({EVERYONE: everyone}, min_count))),
        representation=Representation(
            tuple(_shares(margins, hides, expected)), population_name if any(expected.values()) else ""
        ),
        missingness=Missingness(tuple(_missing(margins, hides))),
        outcomes=Outcomes(tuple(o for name in by for o in _outcomes(name, margins[name], hides[name]))),
        intersections=Intersections(tuple(_intersections(by, tallies, hides, min_count))),
        provenance=provenance,
    )


def _refuse_bad_call(by: Sequence[str], min_count: int) -> None:
    if not by:
        raise InputError(
            found="no column to group by",
            expected="at least one, such as by=['ethnic_group']",
            done="nothing was computed",
            next="name the groups to compare",
        )
    if min_count < SMALLEST_MIN_COUNT:
        raise InputError(
            found=f"min_count={min_count}",
            expected=f"{SMALLEST_MIN_COUNT} or more",
            done="nothing was computed",
            next="use 10 unless your data's owner says otherwise",
        )


def _outcomes(by: str, groups: Mapping[str, Tally], hides: frozenset[str]) -> Iterator[Outcome]:
    """Compare each group with the largest that may be shown."""
    shown = [name for name in groups if name not in hides and groups[name].n]
    largest = max(shown, key=lambda name: (groups[name].n, name), default="")
    for name in sorted(groups, key=lambda name: (name == counts.NOT_RECORDED, name)):
        reference = groups[largest] if largest and name != largest else None
        yield _one(by, name, groups[name], reference, largest, not_shown=name in hides)


def _one(by: str, group: str, part: Tally, reference: Tally | None, name: str, *, not_shown: bool) -> Outcome:
    if not_shown or not part.n:
        return Outcome(by, group, suppressed=not_shown, reference=name)
    low, high = wilson(part.events, part.n)
    rate = part.events / part.n
    alone = Outcome(by, group, part.n, part.events, rate, low, high, reference=name)
    if reference is None:
        return alone
    gap_low, gap_high = newcombe(part.events, part.n, reference.events, reference.n)
    other = reference.events / reference.n
    return replace(
        alone,
        difference=rate - other,
        difference_low=gap_low,
        difference_high=gap_high,
        ratio=rate / other if other else None,
    )


def _shares(
    margins: Mapping[str, Mapping[str, Tally]],
    hides: Mapping[str, frozenset[str]],
    expected: Mapping[str, Mapping[str, float]],
) -> Iterator[Share]:
    for by, groups in margins.items():
        people = sum(part.everyone for part in groups.values())
        for name in sorted({*groups, *expected[by]}, key=lambda name: (name == counts.NOT_RECORDED, name)):
            share = expected[by].get(name)
            if name in hides[by]:
                yield Share(by, name, expected=share, suppressed=True)
                continue
            there = groups[name].everyone if name in groups else 0
            low, high = wilson(there, people)
            observed = there / people
            ratio = observed / share if share else None
            yield Share(by, name, there, observed, low, high, share, ratio, absent=not there)


def _expected(population: Any, by: str) -> dict[str, float]:
    """Return each group's share of the population, or nothing when it does not have the column."""
    if population is None:
        return {}
    import narwhals.stable.v2 as nw

    if by not in nw.from_native(population).collect_schema().names():
        return {}
    people = counts.group_counts(population, [by])
    whole = sum(people.values())
    if not whole:
        raise InputError(
            found="nobody in the population",
            expected="at least one group with a count above zero",
            done="nothing was computed",
            next="check which table is the population",
        )
    return {key[0]: number / whole for key, number in people.items()}


def _missing(margins: Mapping[str, Mapping[str, Tally]], hides: Mapping[str, frozenset[str]]) -> Iterator[Missing]:
    """Yield each group's missing outcomes.

    They are shown of every group that is shown, however few: its people less those whose outcome is
    known would tell them anyway, and they say nothing about anybody's outcome.
    """
    for by, groups in margins.items():
        for name in sorted(groups, key=lambda name: (name == counts.NOT_RECORDED, name)):
            part = groups[name]
            if name in hides[by]:
                yield Missing(by, name, suppressed=True)
            else:
                yield Missing(by, name, part.everyone, part.missing, part.missing / part.everyone)


def _intersections(
    by: Sequence[str], tallies: Mapping[Key, Tally], hides: Mapping[str, frozenset[str]], min_count: int
) -> Iterator[Outcome]:
    """Yield every combination of all the groups, lowest rate first and hidden ones last.

    A combination is hidden when it is small, when a group in it is hidden, or when it could be had by
    subtracting its neighbours from their group. Where that does not do, they are hidden all in one row,
    so that not even those of nobody can be told.
    """
    if len(by) < 2:
        return
    label = " × ".join(by)
    gone = frozenset(key for key in tallies if any(part in hides[name] for name, part in zip(by, key, strict=True)))
    while (more := gone.union(*(hidden(line, min_count, gone & line.keys()) for line in _lines(tallies)))) != gone:
        gone = more
    shown = [{key[part] for key in tallies} - hides[name] for part, name in enumerate(by)]
    if exposes(tallies, gone, shown, min_count):
        yield Outcome(label, EVERY_COMBINATION, suppressed=True)
        return
    rows = [_one(label, " × ".join(key), part, None, "", not_shown=key in gone) for key, part in tallies.items()]
    yield from sorted(rows, key=lambda row: (row.rate is None, row.rate or 0.0, row.group))


def _lines(tallies: Mapping[Key, Tally]) -> Iterator[dict[Key, Tally]]:
    """Yield every set of combinations that differ in one group alone: those that add up to a known total."""
    for position in range(len(next(iter(tallies)))):
        lines: dict[Key, dict[Key, Tally]] = defaultdict(dict)
        for key, part in tallies.items():
            lines[key[:position] + key[position + 1 :]][key] = part
        yield from lines.values()
