"""How sure each metric is: intervals by formula, or by drawing people again from their counts.

By formula: Wilson's for a share of people. Two that are made from shares follow from theirs: F1 is a rising function
of the share of true positives among all but the true negatives, and the balanced accuracy is the mean of two shares
of different people, whose intervals are combined by the squares of their arms (Zou and Donner 2008), as are those of
two groups for their difference (which with Wilson's intervals is Newcombe's method 10). The area under a ROC curve
has DeLong's. R² and log loss have none.

By bootstrap: people are drawn with replacement. Everything here is worked out from counts, so drawing the counts
themselves (a multinomial) gives exactly what drawing the rows would give.

References
----------
DeLong, E. R., DeLong, D. M., Clarke-Pearson, D. L. (1988). Comparing the areas under two or more correlated receiver
operating characteristic curves: a nonparametric approach. Biometrics 44, 837-845.

Zou, G. Y., Donner, A. (2008). Construction of confidence limits about effect measures: a general approach. Statistics
in Medicine 27, 1693-1702.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ..errors import InputError
from .intervals import LEVEL, wilson
from .model_counts import FN, FP, TN, TP, cells_of
from .model_disparity import GAPS
from .model_metrics import METRICS, NAMES, NEGATIVE, POSITIVE, table_of, total_of
from .model_scores import AUC, LOSS, areas, losses, uncertain_area

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from .model_counts import Cells, Counts, Numbers

MOST_GROUPS_DRAWN = 1_000
# Counts drawn at a time, so that many samples of many counts fit in memory.
DRAWN_AT_ONCE = 20_000_000

Span: TypeAlias = tuple[float, float]
UNKNOWN: Span = (float("nan"), float("nan"))


@dataclass(frozen=True, eq=False)
class Spans:
    """Low and high (last axis) of every metric; not a number where there is none.

    Attributes
    ----------
    groups, overall
        By group and metric, and by stratum of the control columns and metric.
    differences
        Of each group's metric less that of its stratum's reference group.
    gaps
        By stratum and named gap.
    """

    groups: Numbers
    overall: Numbers
    differences: Numbers
    gaps: Numbers


# --- by formula -------------------------------------------------------------------------------------


def by_formula(counts: Counts, values: Numbers, strata: Sequence[slice], references: Sequence[int | None]) -> Spans:
    """Give each metric its interval by formula.

    Parameters
    ----------
    values
        Metrics by group.
    strata
        Groups of each combination of control columns.
    references
        The group that each stratum's others are compared with.
    """
    import numpy as np

    parts = (counts.rows, counts.weight, counts.squares)
    groups = _each(*parts)
    overall = _each(*(np.stack([part[s].sum(axis=0) for s in strata]) for part in parts))
    if counts.cells is not None and counts.cells.score is not None and not counts.weighted:
        groups[:, AUC] = [uncertain_area(counts.cells, slice(g, g + 1)) for g in range(len(groups))]
        overall[:, AUC] = [uncertain_area(counts.cells, s) for s in strata]
    differences = np.full_like(groups, np.nan)
    for stratum, reference in zip(strata, references, strict=True):
        if reference is not None:
            differences[stratum] = _apart(values[stratum], groups[stratum], values[reference], groups[reference])
    return Spans(groups, overall, differences, np.full((len(strata), len(GAPS), 2), np.nan))


def _each(rows: Numbers, weight: Numbers, squares: Numbers) -> Numbers:
    """Interval of every metric of every line of counts."""
    import numpy as np

    shares = {(metric.part, metric.whole) for metric in METRICS if metric.whole}
    found = {share: _shares(*share, weight, squares) for share in shares}
    out = np.full((len(rows), len(METRICS), 2), np.nan)
    for place, metric in enumerate(METRICS):
        if metric.whole:
            out[:, place] = found[metric.part, metric.whole]
    share = _shares((TP,), (TP, FP, FN), weight, squares)
    out[:, NAMES.index("f1_score")] = 2 * share / (1 + share)
    out[:, NAMES.index("balanced_accuracy_score")] = _means_of_two(
        out[:, NAMES.index("true_negative_rate")], out[:, NAMES.index("true_positive_rate")], weight
    )
    return out


def _shares(part: tuple[int, ...], whole: tuple[int, ...], weight: Numbers, squares: Numbers) -> Numbers:
    """Wilson's interval. With weights, for as many people as would say as much were they all to weigh the same.

    That number is Kish's effective sample size: the square of the summed weights over their summed squares.
    """
    import numpy as np

    sums = (total_of(weight, part), total_of(weight, whole), total_of(squares, whole))
    return np.array([_share(*line) for line in zip(*(part.tolist() for part in sums), strict=True)])


def _share(part: float, whole: float, squared: float) -> Span:
    if not squared:
        return UNKNOWN
    people = whole * whole / squared
    return wilson(min(part / whole, 1.0) * people, people)


def _means_of_two(one: Numbers, other: Numbers, weight: Numbers) -> Numbers:
    """Interval of the mean of the true negative and the true positive rate; none where one is of nobody."""
    import numpy as np

    negative, positive = total_of(weight, NEGATIVE), total_of(weight, POSITIVE)
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = weight[:, TN] / negative, weight[:, TP] / positive
    low = np.hypot(first - one[:, 0], second - other[:, 0]) / 2
    high = np.hypot(one[:, 1] - first, other[:, 1] - second) / 2
    return np.stack([(first + second) / 2 - low, (first + second) / 2 + high], axis=-1)


def _apart(values: Numbers, spans: Numbers, value: Numbers, span: Numbers) -> Numbers:
    """Interval of a difference from those of its two parts, which have nobody in common."""
    import numpy as np

    difference = values - value
    low = difference - np.hypot(values - spans[..., 0], span[..., 1] - value)
    high = difference + np.hypot(spans[..., 1] - values, value - span[..., 0])
    return np.stack([low, high], axis=-1)


# --- by drawing people again ------------------------------------------------------------------------


def by_bootstrap(
    counts: Counts,
    cells: Cells,
    strata: Sequence[slice],
    references: Sequence[int | None],
    hidden: frozenset[int],
    samples: int,
    seed: int,
) -> Spans:
    """Give each metric the middle 95% of what it is in many samples of the same people.

    Parameters
    ----------
    hidden
        Groups that are in no named gap. Those of a stratum are drawn as one, so that nobody who knows the seed can
        try which sizes of theirs give the intervals shown.
    samples
        How many; 1,000 or more for an interval that can be relied on.
    seed
        The same seed gives the same intervals.
    """
    import numpy as np

    if len(counts.keys) > MOST_GROUPS_DRAWN:
        raise InputError(
            found=f"a bootstrap of {len(counts.keys):,} groups",
            expected=f"at most {MOST_GROUPS_DRAWN:,}",
            done="nothing was computed",
            next="leave bootstrap out, or put the groups into larger ones",
        )
    tables = samples_of(counts, _hidden_as_one(counts, cells, strata, hidden), strata, samples, seed)
    groups, overall = tables
    differences = np.full(groups.shape, np.nan)
    gaps = np.full((samples, len(strata), len(GAPS)), np.nan)
    for place, (stratum, reference) in enumerate(zip(strata, references, strict=True)):
        if reference is not None:
            differences[:, stratum] = groups[:, stratum] - groups[:, [reference]]
        shown = [g for g in range(stratum.start, stratum.stop) if g not in hidden]
        if shown:
            gaps[:, place] = np.stack([gap.of(groups[:, shown]) for gap in GAPS], axis=-1)
    return Spans(*(_middle(part) for part in (groups, overall, differences, gaps)))


def _hidden_as_one(counts: Counts, cells: Cells, strata: Sequence[slice], hidden: frozenset[int]) -> Cells:
    """Put the people of the hidden groups of each stratum into the first of them."""
    import numpy as np

    if not hidden:
        return cells
    group = cells.place // 4
    for stratum in strata:
        gone = sorted(hidden & set(range(stratum.start, stratum.stop)))
        group = np.where(np.isin(group, gone), gone[0] if gone else 0, group)
    place = group * 4 + cells.place % 4
    weight, squares = (cells.weight, cells.squares) if counts.weighted else (None, None)
    return cells_of(place, cells.rows, weight, squares, cells.score)


def samples_of(
    counts: Counts, cells: Cells, strata: Sequence[slice], samples: int, seed: int
) -> tuple[Numbers, Numbers]:
    """Draw the people again and again: every metric by sample and group, and by sample and stratum."""
    import numpy as np

    random = np.random.default_rng(seed)
    parts = []
    at_once = max(1, DRAWN_AT_ONCE // len(cells.place))
    for first in range(0, samples, at_once):
        drawn = draw(random, cells, min(at_once, samples - first))
        parts.append(_metrics_of(drawn, counts, cells, strata))
    groups, overall = zip(*parts, strict=True)
    return np.concatenate(groups), np.concatenate(overall)


def draw(random: np.random.Generator, cells: Cells, samples: int) -> Numbers:
    """Draw as many people as there are, with replacement: people by sample and cell."""
    total = int(cells.rows.sum())
    return random.multinomial(total, cells.rows / total, size=samples).astype(float)


def _metrics_of(drawn: Numbers, counts: Counts, cells: Cells, strata: Sequence[slice]) -> tuple[Numbers, Numbers]:
    import numpy as np

    weights = drawn * (cells.weight / cells.rows) if counts.weighted else drawn
    rows = _gathered(drawn, cells, counts)
    weight = _gathered(weights, cells, counts) if counts.weighted else rows
    groups = table_of(rows, weight)
    sums = [np.stack([part[:, s].sum(axis=1) for s in strata], axis=1) for part in (rows, weight)]
    overall = table_of(*sums)
    if cells.score is not None:
        each = [slice(g, g + 1) for g in range(len(counts.keys))]
        for table, slices in ((groups, each), (overall, list(strata))):
            table[..., AUC] = areas(cells, slices, weights)
            table[..., LOSS] = losses(cells, slices, weights)
    return groups, overall


def _gathered(drawn: Numbers, cells: Cells, counts: Counts) -> Numbers:
    """Add up cells to the four counts of each group."""
    import numpy as np

    out = np.zeros((len(drawn), len(counts.keys) * 4))
    if cells.score is None and not counts.weighted:
        out[:, cells.place] = drawn
    else:
        order = np.argsort(cells.place, kind="stable")
        place = cells.place[order]
        starts = np.flatnonzero(np.r_[True, place[1:] != place[:-1]])
        out[:, place[starts]] = np.add.reduceat(drawn[:, order], starts, axis=1)
    return out.reshape(len(drawn), len(counts.keys), 4)


def _middle(samples: Numbers) -> Numbers:
    """The 2.5th and 97.5th percentile of the samples that have a value."""
    import numpy as np

    ordered = np.sort(samples, axis=0)  # what is not a number comes last
    there = (~np.isnan(ordered)).sum(axis=0)
    ends = []
    for share in ((1 - LEVEL) / 2, (1 + LEVEL) / 2):
        place = np.maximum(there - 1, 0) * share
        below = np.floor(place).astype(int)
        above = np.minimum(below + 1, np.maximum(there - 1, 0))
        low, high = (np.take_along_axis(ordered, at[None], axis=0)[0] for at in (below, above))
        ends.append(low + (high - low) * (place - below))
    return np.stack(ends, axis=-1)
