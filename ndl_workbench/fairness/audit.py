"""Audit a table: who is in it, whose outcome is missing, and how outcomes differ between groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import InputError, NotFound
from . import counts
from .caveats import list_of
from .control import controlled
from .derive import hidden_margins
from .missing import missing_outcomes, missing_values
from .outcomes import LARGEST, REST, adjusted, in_order, intersections, outcomes
from .outcomes import outcome as outcome_of
from .proxies import proxies
from .represent import expected_shares, representation
from .results import Audit
from .rows import Controlled, Intersections, Missingness, Outcome, Outcomes, Representation, Trend
from .suppress import hidden
from .tally import Tally, margin
from .trend import trend
from .vocabulary import characteristic_of, list_named

if TYPE_CHECKING:
    from ..loading.provenance import Provenance

EVERYONE = "Everyone"
SMALLEST_MIN_COUNT = 1
# What published tables call a row for everyone. Our own lists; England is one of four among its neighbours.
TOTALS = frozenset(
    {"total", "totals", "all", "everyone", "all people", "all persons", "persons", "all pupils", "all children"}
    | {"all groups", "all areas", "both sexes", "all sexes"}
)
NATIONS = frozenset({"england", "england and wales", "great britain", "united kingdom", "uk"})
NEIGHBOURS = frozenset({"scotland", "wales", "northern ireland"})
# Of two or three groups, one can be as large as the others together by chance.
MOST_ALIKE = 3


def audit_frame(
    frame: Any,
    *,
    outcome: str,
    by: str | Sequence[str],
    provenance: Provenance,
    count: str | None = None,
    total: str | None = None,
    weight: str | None = None,
    population: Any = None,
    population_name: str = "",
    control: str | None = None,
    period: str | None = None,
    reference: str = LARGEST,
    lists: Mapping[str, str] | None = None,
    min_count: int = 10,
) -> Audit:
    """Compute an audit. See :func:`ndl_workbench.audit` for the parameters."""
    by = [by] if isinstance(by, str) else list(by)
    _refuse_bad_call(by, min_count)
    grouped = [*by, *(name for name in (control, period) if name)]
    names = {column: list_named(name).name_of for column, name in (lists or {}).items()}
    _refuse_strange_lists(names, grouped)
    source = counts.source_of(frame, outcome, grouped, count=count, total=total, weight=weight, names=names)
    tallies = source.tally(by)
    counts.refuse_nobody(tallies)
    margins = {name: margin(tallies, position) for position, name in enumerate(by)}
    _refuse_strange_reference(reference, margins)
    alone = [hidden(margins[name], min_count) for name in by]
    hides = dict(zip(by, hidden_margins(tallies, alone, min_count), strict=True))
    everyone = sum(tallies.values(), Tally())
    expected = expected_shares(population, by, names)
    rows, combinations = adjusted(
        [row for name in by for row in outcomes(name, margins[name], hides[name], reference, min_count)],
        list(intersections(by, tallies, hides, min_count)),
    )
    return Audit(
        outcome=outcome,
        by=tuple(by),
        min_count=min_count,
        people=None if everyone.everyone < min_count else everyone.everyone,
        overall=_overall(everyone, min_count),
        representation=Representation(
            representation(margins, hides, expected), population_name if any(expected.values()) else ""
        ),
        missingness=Missingness(missing_outcomes(margins, hides, outcome)),
        outcomes=Outcomes(rows),
        intersections=Intersections(combinations),
        provenance=provenance,
        blanks=Missingness(missing_values(source, by, hides, min_count)),
        controlled=Controlled(tuple(controlled(source, rows, by, control, min_count)) if control else ()),
        trend=Trend(trend(source, by, period, hides, min_count) if period else ()),
        proxies=proxies(source, by, hides, min_count),
        measure="mean" if source.is_mean else "rate",
        weight=weight or "",
        control=control or "",
        period=period or "",
        known_as=tuple(known.title if (known := characteristic_of(name)) else "" for name in by),
        notes=(*_totals(margins, hides), *_notes(lists or {}, margins)),
    )


def _overall(everyone: Tally, min_count: int) -> Outcome:
    return outcome_of(EVERYONE, EVERYONE, everyone, not_shown=bool(hidden({EVERYONE: everyone}, min_count)))


def _totals(margins: Mapping[str, Mapping[str, Tally]], hides: Mapping[str, frozenset[str]]) -> list[str]:
    """Warn of groups that are all the others together, whose people would be counted twice.

    That of a hidden group is told by its name alone, because its size would tell how many people it has.
    """
    return [
        f"{by} “{name}” looks like a total of other groups, whose people are then counted twice: leave its rows out "
        "and audit again."
        for by, groups in margins.items()
        for name in in_order(_totals_in(groups, hides[by]))
    ]


def _totals_in(groups: Mapping[str, Tally], hides: frozenset[str]) -> set[str]:
    if len(groups) < 2:
        return set()
    known = TOTALS if NEIGHBOURS & {group.casefold() for group in groups} else TOTALS | NATIONS
    everyone = sum(part.everyone for part in groups.values())
    half = {name for name, part in groups.items() if part.everyone * 2 == everyone and name not in hides}
    return {name for name in groups if name.casefold() in known} | (half if len(groups) > MOST_ALIKE else set())


def _notes(lists: Mapping[str, str], margins: Mapping[str, Mapping[str, Tally]]) -> list[str]:
    """Say which groups a harmonised list does not have: they are kept, under their own names."""
    said = []
    for column, name in lists.items():
        groups = margins.get(column, {})
        strange = in_order(group for group in groups if group not in list_named(name))
        if strange:
            kept = "kept as it is" if len(strange) == 1 else "kept as they are"
            said.append(f"{column}: {name} has no {list_of(f'“{group}”' for group in strange)}; {kept}.")
    return said


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


def _refuse_strange_lists(names: Mapping[str, Any], grouped: Sequence[str]) -> None:
    for column in names:
        if column not in grouped:
            raise NotFound(
                found=f"a list for {column!r}, which is not grouped by",
                expected=f"lists for some of {', '.join(grouped)}",
                done="nothing was computed",
                next="name the column in by=, control= or period= too",
            )


def _refuse_strange_reference(reference: str, margins: Mapping[str, Mapping[str, Tally]]) -> None:
    if reference in (LARGEST, REST) or any(reference in groups for groups in margins.values()):
        return
    groups = [name for groups in margins.values() for name in groups]
    raise NotFound(
        found=f"no group {reference!r} to compare with",
        expected=f"'largest', 'rest' or one of {', '.join(sorted(groups)[:20])}",
        done="nothing was computed",
        next="name one of those",
    )
