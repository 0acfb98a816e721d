"""Audit a model: what it does to whom, how sure that is, and how wide the gaps between groups are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from . import model_scores as scored
from .cells import label
from .derive import hidden_margins
from .model_counts import Cells, Counts, count
from .model_disparity import GAPS
from .model_groups import MISSING, Key
from .model_metrics import EVERYONE as EVERY_CELL
from .model_metrics import METRICS, NAMES, table_of, total_of
from .model_results import EVERYONE, Calibration, Measure, ModelAudit, ModelGroup, NamedGap, Roc
from .model_spans import Spans, by_bootstrap, by_formula
from .suppress import hidden, is_small
from .tally import Tally, margin

if TYPE_CHECKING:
    from ..loading.provenance import Provenance
    from .model_counts import Numbers
    from .model_input import Columns


def audit_columns(
    columns: Columns,
    *,
    provenance: Provenance,
    min_count: int = 10,
    bootstrap: int = 0,
    seed: int = 0,
    hide: frozenset[Key] = frozenset(),
) -> ModelAudit:
    """Compute the audit of a model. See :func:`ndl_workbench.audit_model` for the parameters.

    ``hide`` names groups, by key, that are hidden for another reason.
    """
    _refuse_bad_call(min_count, bootstrap)
    counts = count(columns, fine=bootstrap > 0)
    strata = _strata(counts)
    gone, all_gone = _hidden(counts, strata, min_count, hide)
    references = [_reference(counts, stratum, gone) for stratum in strata]
    groups, overall = _metrics(counts, strata)
    spans = (
        by_bootstrap(counts, counts.cells, strata, references, gone, bootstrap, seed)
        if bootstrap and counts.cells is not None
        else by_formula(counts, groups, strata, references)
    )
    return ModelAudit(
        sensitive=counts.sensitive,
        control=counts.control,
        min_count=min_count,
        groups=tuple(_groups(counts, strata, groups, spans, gone, references, min_count)),
        everyone=tuple(_everyone(counts, strata, overall, spans, all_gone)),
        gaps=tuple(_gaps(counts, strata, groups, overall, spans, gone)),
        weighted=counts.weighted,
        scored=_has_scores(counts),
        bootstrap=bootstrap,
        seed=seed,
        notes=counts.notes,
        provenance=provenance,
    )


def _refuse_bad_call(min_count: int, bootstrap: int) -> None:
    for name, value in (("min_count", min_count), ("bootstrap", bootstrap)):
        if value < 0:
            raise InputError(
                found=f"{name}={value}",
                expected="0 or more",
                done="nothing was computed",
                next="use min_count=10 for what others will see, and bootstrap=1000 for intervals by bootstrap",
            )


def _strata(counts: Counts) -> tuple[slice, ...]:
    """Find the groups of each combination of control columns, which stand together."""
    size = len(counts.control)
    firsts = [g for g, key in enumerate(counts.keys) if not g or key[:size] != counts.keys[g - 1][:size]]
    return tuple(slice(a, b) for a, b in zip(firsts, [*firsts[1:], len(counts.keys)], strict=True))


def _metrics(counts: Counts, strata: Sequence[slice]) -> tuple[Numbers, Numbers]:
    """Compute every metric by group and by stratum; from scores where it is made from them."""
    import numpy as np

    groups = table_of(counts.rows, counts.weight)
    overall = table_of(*(np.stack([part[s].sum(axis=0) for s in strata]) for part in (counts.rows, counts.weight)))
    cells = counts.cells
    if cells is not None and cells.score is not None:
        each = [slice(g, g + 1) for g in range(len(counts.keys))]
        for table, slices in ((groups, each), (overall, strata)):
            table[:, scored.AUC] = scored.areas(cells, slices)
            table[:, scored.LOSS] = scored.losses(cells, slices)
    return groups, overall


# --- small numbers ----------------------------------------------------------------------------------


def _hidden(
    counts: Counts, strata: Sequence[slice], min_count: int, hide: frozenset[Key]
) -> tuple[frozenset[int], frozenset[int]]:
    """Choose the groups, and the strata, that must be hidden."""
    gone: set[int] = set()
    whole: set[int] = set()
    for place, stratum in enumerate(strata):
        names = {(*(label(part) for part in counts.keys[g]), str(g)): g
                 for g in range(stratum.start, stratum.stop)}  # fmt: skip
        parts = {name: _tallies(counts, g) for name, g in names.items()}
        total = [sum((part[cell] for part in parts.values()), Tally()) for cell in range(4)]
        if any(is_small(tally, min_count) for tally in total):
            whole.add(place)
        already = frozenset(name for name, g in names.items() if counts.keys[g] in hide)
        gone |= {names[name] for name in hidden_cells(parts, min_count, already)}
    return frozenset(gone), frozenset(whole)


def hidden_cells(parts: dict[Key, list[Tally]], min_count: int, already: frozenset[Key]) -> frozenset[Key]:
    """Hide a group when one of its four counts is small, and more while one could be had by subtraction."""
    gone = already
    while True:
        more = gone
        for cell in range(4):
            more |= hidden({name: part[cell] for name, part in parts.items()}, min_count, more)
        if more == gone:
            return gone
        gone = more


def _tallies(counts: Counts, group: int) -> list[Tally]:
    rows = counts.rows[group].astype(int).tolist()
    return [Tally(n, sum(rows) - n, int(counts.unknown[group])) for n in rows]


def _reference(counts: Counts, stratum: slice, gone: frozenset[int]) -> int | None:
    """Choose the largest group shown, of those with a name if there are any."""
    size = len(counts.control)
    shown = [g for g in range(stratum.start, stratum.stop) if g not in gone and counts.people[g]]
    named = [g for g in shown if MISSING not in counts.keys[g][size:]]
    return max(named or shown, key=lambda g: (counts.people[g], -g), default=None)


# --- putting together -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Lines:
    """Metrics of groups as plain numbers: None for what is no number."""

    values: list[list[float | None]]
    spans: list[list[list[float | None]]]
    people: list[list[int]]
    differences: list[list[list[float | None]]]
    ratios: list[list[float | None]]
    apart: list[list[float | None]]

    def measures(self, line: int) -> tuple[Measure, ...]:
        """Every metric of one of them."""
        parts = zip(NAMES, self.values[line], self.spans[line], self.people[line], self.apart[line],
                    self.differences[line], self.ratios[line], strict=True)  # fmt: skip
        return tuple(Measure(name, value, span[0], span[1], people, apart, gap[0], gap[1], ratio)
                     for name, value, span, people, apart, gap, ratio in parts)  # fmt: skip


def _lines(rows: Numbers, values: Numbers, spans: Numbers, differences: Numbers, others: Numbers) -> _Lines:
    """Put figures side by side.

    Parameters
    ----------
    others
        Of each line, the values of the group it is compared with; not numbers where there is none.
    """
    import numpy as np

    people = np.stack([total_of(rows, metric.whole or EVERY_CELL) for metric in METRICS], axis=-1)
    apart = np.where(people > 0, values - others, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(people > 0, values / others, np.nan)
    apart[:, 0] = ratios[:, 0] = np.nan  # a number of people is no metric to compare
    unknown = people[..., None] == 0
    return _Lines(
        _plain(values),
        _plain(np.where(unknown, np.nan, spans)),
        people.astype(int).tolist(),
        _plain(np.where(np.isnan(apart)[..., None], np.nan, differences)),
        _plain(ratios),
        _plain(apart),
    )


def _plain(values: Numbers) -> list[Any]:
    """Nested lists, with None for what is no number; infinite is none either, and JSON has neither."""
    import numpy as np

    plain = values.astype(object)
    plain[~np.isfinite(values)] = None
    return list(plain.tolist())


def _others(counts: Counts, strata: Sequence[slice], table: Numbers, references: Sequence[int | None]) -> Numbers:
    """For each group the metrics of the group it is compared with, where those are of anybody."""
    import numpy as np

    others = np.full_like(table, np.nan)
    for stratum, reference in zip(strata, references, strict=True):
        if reference is None:
            continue
        people = [total_of(counts.rows[reference], metric.whole or EVERY_CELL) for metric in METRICS]
        others[stratum] = np.where(np.array(people) > 0, table[reference], np.nan)
        others[reference] = np.nan
    return others


def _groups(
    counts: Counts,
    strata: Sequence[slice],
    table: Numbers,
    spans: Spans,
    gone: frozenset[int],
    references: Sequence[int | None],
    min_count: int,
) -> Iterator[ModelGroup]:
    size = len(counts.control)
    cells = counts.cells if _has_scores(counts) else None
    ends = scored.edges(cells) if cells is not None else None
    others = _others(counts, strata, table, references)
    lines = _lines(counts.rows, table, spans.groups, spans.differences, others)
    for g, key in enumerate(counts.keys):
        control, name = _label(key[:size]), _label(key[size:])
        if g in gone:
            yield ModelGroup(key, control, name, suppressed=True)
            continue
        people = lines.people[g][0]
        here = slice(g, g + 1)
        there = scored.levels(cells, here) if cells is not None and people else None
        yield ModelGroup(
            key,
            control,
            name,
            people,
            int(counts.unknown[g]),
            lines.measures(g),
            Calibration(_bands(cells, here, there, ends, min_count)) if cells and there else None,
            Roc(*scored.curve(there, min_count)) if there is not None and there.rows.sum(axis=1).all() else None,
            reference=g in references,
        )


def _everyone(
    counts: Counts, strata: Sequence[slice], table: Numbers, spans: Spans, gone: frozenset[int]
) -> Iterator[ModelGroup]:
    import numpy as np

    size = len(counts.control)
    rows = np.stack([counts.rows[stratum].sum(axis=0) for stratum in strata])
    nothing = np.full_like(table, np.nan)
    lines = _lines(rows, table, spans.overall, np.full_like(spans.overall, np.nan), nothing)
    for place, stratum in enumerate(strata):
        key = counts.keys[stratum.start][:size]
        if place in gone:
            yield ModelGroup(key, _label(key), EVERYONE, suppressed=True)
            continue
        unknown = int(counts.unknown[stratum].sum())
        yield ModelGroup(key, _label(key), EVERYONE, lines.people[place][0], unknown, lines.measures(place))


def _bands(cells: Cells, group: slice, there: scored.Levels, ends: Any, min_count: int) -> tuple[scored.Band, ...]:
    """Bands of one group, of which the small ones are hidden, and what would give them away.

    How many were said yes to is shown of the group, and often they are those of the upper bands: then a band follows
    from that and the other upper ones.
    """
    found = scored.bands(there, ends)
    split = scored.bands_by_prediction(cells, group, ends)
    names = {band: str(place).zfill(3) for place, band in enumerate(sorted({band for band, _ in split}))}
    tallies: dict[Key, Tally] = {(names[band], str(said)): Tally(yes, no) for (band, said), (yes, no) in split.items()}
    alone = hidden(margin(tallies, 0), min_count)
    gone = hidden_margins(tallies, [alone, frozenset()], min_count, fixed=(1,), cells=True)[0] if min_count else alone
    gone = gone | _too_little_left(split, {band for band, name in names.items() if name in gone}, names, min_count)
    return tuple(
        scored.Band(band.low_score, band.high_score, suppressed=True) if str(place).zfill(3) in gone else band
        for place, (band, _, _) in enumerate(found)
    )


def _too_little_left(
    split: Mapping[tuple[int, int], tuple[int, int]], gone: set[int], names: Mapping[int, str], min_count: int
) -> frozenset[str]:
    """Name bands to hide besides, so that those said yes to, less the bands that lie among them, are not few.

    What is left over may be a part of a band that is shown, and of others that are not.
    """
    more: set[int] = set()
    for said in (0, 1):
        whole = [band for band, side in split if side == said and (band, 1 - said) not in split]
        shown = sorted((band for band in whole if band not in gone | more), key=lambda band: sum(split[band, said]))
        among = [tally for (band, side), tally in split.items() if side == said and band not in shown]
        yes, no = (sum(tally[truth] for tally in among) for truth in (0, 1))
        while shown and (yes or no) and min(yes, no) < min_count:
            band = shown.pop(0)
            more.add(band)
            yes, no = yes + split[band, said][0], no + split[band, said][1]
    return frozenset(names[band] for band in more)


def _gaps(
    counts: Counts,
    strata: Sequence[slice],
    groups: Numbers,
    overall: Numbers,
    spans: Spans,
    gone: frozenset[int],
) -> Iterator[NamedGap]:
    size = len(counts.control)
    for place, stratum in enumerate(strata):
        control = _label(counts.keys[stratum.start][:size])
        shown = [g for g in range(stratum.start, stratum.stop) if g not in gone and counts.people[g]]
        for number, gap in enumerate(GAPS):
            if not shown or (len(shown) == 1 and not gone.isdisjoint(range(stratum.start, stratum.stop))):
                yield NamedGap(gap.name, control, None)
                continue
            table = groups[shown]
            to_overall = gap.to_overall(table, overall[place])
            low, high = spans.gaps[place, number].tolist()
            yield NamedGap(
                gap.name,
                control,
                _known(float(gap.of(table))),
                _known(low),
                _known(high),
                None if to_overall is None else _known(float(to_overall)),
            )


def _has_scores(counts: Counts) -> bool:
    cells: Cells | None = counts.cells
    return cells is not None and cells.score is not None


def _label(key: Key) -> str:
    return " × ".join(label(part) for part in key)


def _known(value: float) -> float | None:
    """None for what is no number; infinite is none either, and JSON has neither."""
    return value if abs(value) < float("inf") else None
