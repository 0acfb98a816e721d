"""What is made from scores: the ROC curve and the area under it, log loss, and calibration.

All of it comes from counts by score. Cells stand by group and then by score, so the groups of a stratum are one slice.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from .intervals import LEVEL, wilson
from .model_metrics import NAMES, SMALLEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model_counts import Cells, Numbers

AUC, LOSS = NAMES.index("roc_auc_score"), NAMES.index("log_loss")
BANDS = 10
# Of a curve; more would not be seen.
MOST_POINTS = 200


@dataclass(frozen=True, eq=False)
class Levels:
    """Different scores, ascending, and who has them: weights, people and squared weights of those truly no and yes.

    The first axis of ``weight``, ``rows`` and ``squares`` is the truth (no, yes), the last one the score.
    """

    score: Numbers
    weight: Numbers
    rows: Numbers
    squares: Numbers


def are_chances(cells: Cells) -> bool:
    """Whether scores are from 0 to 1, so that they may be read as probabilities."""
    score = cells.score
    return score is not None and bool(score.min() >= 0 and score.max() <= 1)


def levels(cells: Cells, groups: slice) -> Levels:
    """Count by score over some neighbouring groups."""
    import numpy as np

    inside, order, starts = _by_score(cells, groups)
    place, score = cells.place[inside][order], _score(cells)[inside][order]
    yes = (place % 4) >= 2
    sums = [
        np.stack([np.add.reduceat(np.where(yes == truth, part[inside][order], 0.0), starts) for truth in (False, True)])
        for part in (cells.weight, cells.rows, cells.squares)
    ]
    return Levels(score[starts], *sums)


def areas(cells: Cells, slices: Sequence[slice], weights: Numbers | None = None) -> Numbers:
    """Area under the ROC curve of each slice of groups; not a number where only one truth occurs.

    Parameters
    ----------
    weights
        Weights by sample and cell; those of the data when None.
    """
    import numpy as np

    weight = cells.weight if weights is None else weights
    out = []
    for groups in slices:
        inside, order, starts = _by_score(cells, groups)
        yes = (cells.place[inside][order] % 4) >= 2
        part = weight[..., inside][..., order]
        positive, negative = (np.add.reduceat(part * side, starts, axis=-1) for side in (yes, ~yes))
        out.append(_area(negative, positive))
    return np.stack(out, axis=-1)


def _area(negative: Numbers, positive: Numbers) -> Numbers:
    """Chance that a yes has the higher score, ties counting half."""
    import numpy as np

    below = np.cumsum(negative, axis=-1) - negative
    pairs = negative.sum(axis=-1) * positive.sum(axis=-1)
    won = (positive * (below + negative / 2)).sum(axis=-1)
    out: Numbers = np.full(np.shape(pairs), np.nan)
    return np.asarray(np.divide(won, pairs, out=out, where=pairs != 0))


def losses(cells: Cells, slices: Sequence[slice], weights: Numbers | None = None) -> Numbers:
    """Log loss of each slice of groups; not a number where scores are no probabilities."""
    import numpy as np

    weight = cells.weight if weights is None else weights
    chances = are_chances(cells)
    out = []
    for groups in slices:
        inside, _, _ = _by_score(cells, groups)
        part = weight[..., inside]
        total = part.sum(axis=-1)
        if not chances:
            out.append(np.full(np.shape(total), np.nan))
            continue
        score = _score(cells)[inside]
        right = np.where((cells.place[inside] % 4) >= 2, score, 1 - score)
        lost = -(part * np.log(np.clip(right, SMALLEST, 1 - SMALLEST))).sum(axis=-1)
        out.append(np.divide(lost, total, out=np.full(np.shape(total), np.nan), where=total != 0))
    return np.stack(out, axis=-1)


def uncertain_area(cells: Cells, groups: slice) -> tuple[float, float]:
    """DeLong's interval of the area under the curve of people who all weigh the same.

    There is none when fewer than two are truly yes or truly no, nor when the scores of one side are all higher: the
    formula then says that it is certain, which it is not.
    """
    import numpy as np

    nan = float("nan")
    there = levels(cells, groups)
    negative, positive = there.rows
    no, yes = negative.sum(), positive.sum()
    if min(no, yes) < 2:
        return nan, nan
    area = float(_area(negative, positive))
    of_yes = (np.cumsum(negative) - negative + negative / 2) / no
    of_no = (positive.sum() - np.cumsum(positive) + positive / 2) / yes
    variance = (positive * (of_yes - area) ** 2).sum() / (yes - 1) / yes
    variance += (negative * (of_no - area) ** 2).sum() / (no - 1) / no
    if not variance:
        return nan, nan
    half = NormalDist().inv_cdf(0.5 + LEVEL / 2) * sqrt(variance)
    return max(0.0, area - half), min(1.0, area + half)


def _by_score(cells: Cells, groups: slice) -> tuple[slice, Numbers | slice, Numbers]:
    """Find the cells of some groups, their order by score, and where each score starts."""
    import numpy as np

    first, last = np.searchsorted(cells.place // 4, [groups.start, groups.stop])
    inside = slice(int(first), int(last))
    score = _score(cells)[inside]
    order = slice(None) if groups.stop - groups.start == 1 else np.argsort(score, kind="stable")
    ordered = score[order]
    return inside, order, np.flatnonzero(np.r_[[True][: len(ordered)], ordered[1:] != ordered[:-1]])


def _score(cells: Cells) -> Numbers:
    if cells.score is None:
        raise ValueError("there are no scores")
    return cells.score


# --- the curve --------------------------------------------------------------------------------------


def curve(there: Levels, smallest: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """False and true positive rates as the threshold falls from above the highest score to the lowest.

    Of more than 200 different scores, 200 spread evenly are the thresholds.

    Parameters
    ----------
    smallest
        Fewest people, of those truly yes and of those truly no, by which a point differs from the next.
    """
    import numpy as np

    steps = np.cumsum(there.rows[:, ::-1], axis=1)
    shares = np.cumsum(there.weight[:, ::-1], axis=1)
    whole = shares[:, -1]
    kept, last = [], np.zeros(2)
    for place in np.unique(np.linspace(0, steps.shape[1] - 1, MOST_POINTS).astype(int)).tolist()[:-1]:
        if (steps[:, place] - last >= smallest).all() and (steps[:, -1] - steps[:, place] >= smallest).all():
            kept.append(place)
            last = steps[:, place]
    false, true = (np.r_[0.0, shares[side, kept] / whole[side], 1.0] for side in (0, 1))
    return tuple(false.tolist()), tuple(true.tolist())


# --- calibration ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Band:
    """People whose scores are alike, and how often what was predicted happened to them.

    Attributes
    ----------
    low_score, high_score
        Ends of the band: from the first up to, and for the last band with, the second.
    people, mean_score
        How many, and the mean of their scores. None when the band is hidden.
    rate, low, high
        Share of them truly yes, and its 95% Wilson interval.
    suppressed
        Whether the band is hidden because it is small, or to keep another hidden.
    """

    low_score: float
    high_score: float
    people: int | None = None
    mean_score: float | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    suppressed: bool = False


def edges(cells: Cells) -> Numbers:
    """Choose the ends of bands: tenths of probabilities; else each score; else tenths of the people."""
    import numpy as np

    everyone = levels(cells, slice(0, int(cells.place.max()) // 4 + 1))
    if are_chances(cells):
        return np.asarray(np.linspace(0, 1, BANDS + 1))
    if len(everyone.score) <= 2 * BANDS:
        return np.asarray(np.r_[everyone.score, everyone.score[-1]])
    people = np.cumsum(everyone.rows.sum(axis=0))
    places = np.searchsorted(people, people[-1] * np.arange(BANDS) / BANDS, side="right")
    return np.asarray(np.unique(np.r_[everyone.score[places], everyone.score[-1]]))


def bands_by_prediction(cells: Cells, groups: slice, ends: Numbers) -> dict[tuple[int, int], tuple[int, int]]:
    """Count the truly yes and the truly no of each band, apart for those said yes to and no to."""
    import numpy as np

    inside, _, _ = _by_score(cells, groups)
    place, rows = cells.place[inside], cells.rows[inside]
    band = _band_of(_score(cells)[inside], ends)
    sums = np.zeros((len(ends), 2, 2), dtype=np.int64)
    np.add.at(sums, (band, place % 2, (place % 4) // 2), rows.astype(np.int64))
    there = sums.sum(axis=2) > 0
    return {(int(b), int(said)): (int(sums[b, said, 1]), int(sums[b, said, 0])) for b, said in np.argwhere(there)}


def _band_of(score: Numbers, ends: Numbers) -> Numbers:
    import numpy as np

    return np.asarray(np.clip(np.searchsorted(ends, score, side="right") - 1, 0, len(ends) - 2))


def bands(there: Levels, ends: Numbers) -> tuple[tuple[Band, int, int], ...]:
    """Put people into bands of scores: each band, with how many in it are truly yes and truly no."""
    import numpy as np

    band = _band_of(there.score, ends)
    alone = len(ends) > 2 and ends[-1] == ends[-2]  # a band for each score
    out = []
    for place in np.unique(band):
        inside = band == place
        weight, rows, squares = (part[:, inside] for part in (there.weight, there.rows, there.squares))
        total = float(weight.sum())
        no, yes = (int(side) for side in rows.sum(axis=1))
        low_score, high_score = float(ends[place]), float(ends[place if alone else place + 1])
        if not total:
            out.append((Band(low_score, high_score, no + yes), yes, no))
            continue
        people = total * total / float(squares.sum())
        rate = min(float(weight[1].sum()) / total, 1.0)
        low, high = wilson(rate * people, people)
        mean = float((weight.sum(axis=0) * there.score[inside]).sum()) / total
        out.append((Band(low_score, high_score, no + yes, mean, rate, low, high), yes, no))
    return tuple(out)
