"""Every metric that fairlearn 0.15 names, by the same definition, from counts.

A metric here is a function of an array whose last axis is true negatives, false positives, false negatives and true
positives. Whatever stands before it (groups; samples of a bootstrap and groups) is kept.

Where a rate is of nobody (the true positive rate of a group in which nobody was truly positive) fairlearn, by way of
scikit-learn, says 0. So do these; how many people a rate is of is told beside it, and our pages say "not defined".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from .model_counts import FN, FP, TN, TP

if TYPE_CHECKING:
    from .model_counts import Numbers

# The clip of scikit-learn's log_loss for 64-bit numbers.
SMALLEST = 2.220446049250313e-16

Computed: TypeAlias = "Callable[[Numbers, Numbers], Numbers]"


@dataclass(frozen=True)
class Metric:
    """A metric: fairlearn's or scikit-learn's name for it, and how it is made.

    Attributes
    ----------
    name
        Of the function.
    title, meaning
        For people: a few words, and a sentence.
    part, whole
        For a share of people, which counts are the part and which the whole.
    compute
        From people and weights (last axis: the four counts) to the metric.
    from_scores
        Whether it is made from scores where there are any.
    """

    name: str
    title: str
    meaning: str
    part: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    compute: Computed | None = None
    from_scores: bool = False
    nobody: float = float("nan")

    def of(self, rows: Numbers, weight: Numbers) -> Numbers:
        """Compute it."""
        if self.compute is not None:
            return self.compute(rows, weight)
        return _over(total_of(weight, self.part), total_of(weight, self.whole), self.nobody)


def _over(part: Numbers, whole: Numbers, nobody: float) -> Numbers:
    import numpy as np

    out: Numbers = np.full(np.broadcast(part, whole).shape, nobody, dtype=float)
    return np.divide(part, whole, out=out, where=whole != 0)


def total_of(counts: Numbers, places: tuple[int, ...]) -> Numbers:
    """Add up some of the four counts."""
    total = counts[..., places[0]]
    for place in places[1:]:
        total = total + counts[..., place]
    return total


# --- those that are no share of people --------------------------------------------------------------


def _count(rows: Numbers, weight: Numbers) -> Numbers:
    return total_of(rows, EVERYONE)


def _balanced_accuracy(rows: Numbers, weight: Numbers) -> Numbers:
    """Mean of the two rates, or the one that is defined."""
    import numpy as np

    nan = float("nan")
    rates = np.stack([_over(weight[..., a], weight[..., a] + weight[..., b], nan) for a, b in ((TN, FP), (TP, FN))])
    there = ~np.isnan(rates)
    return _over(np.where(there, rates, 0).sum(axis=0), there.sum(axis=0).astype(float), nan)


def _f1(rows: Numbers, weight: Numbers) -> Numbers:
    right = 2 * weight[..., TP]
    return _over(right, right + weight[..., FP] + weight[..., FN], 0.0)


def _roc_auc(rows: Numbers, weight: Numbers) -> Numbers:
    """Area under a curve of one step: the mean of the true positive and the true negative rate."""
    nan = float("nan")
    positive, negative = weight[..., FN] + weight[..., TP], weight[..., TN] + weight[..., FP]
    return (_over(weight[..., TP], positive, nan) + _over(weight[..., TN], negative, nan)) / 2


def _r2(rows: Numbers, weight: Numbers) -> Numbers:
    """One less the squared error over that of always saying the mean."""
    import numpy as np

    wrong = weight[..., FP] + weight[..., FN]
    positive, negative = weight[..., FN] + weight[..., TP], weight[..., TN] + weight[..., FP]
    spread = _over(positive * negative, positive + negative, 0.0)
    score = np.where(wrong == 0, 1.0, np.where(spread == 0, 0.0, 1 - _over(wrong, spread, 0.0)))
    return np.where(rows.sum(axis=-1) < 2, np.nan, score)


def _log_loss(rows: Numbers, weight: Numbers) -> Numbers:
    """Log loss of predictions of nothing but 0 and 1, as scikit-learn clips them."""
    from math import log, log1p

    wrong = weight[..., FP] + weight[..., FN]
    right = weight[..., TN] + weight[..., TP]
    return _over(-(wrong * log(SMALLEST) + right * log1p(-SMALLEST)), wrong + right, float("nan"))


EVERYONE = (TN, FP, FN, TP)
SELECTED, WRONG, RIGHT = (FP, TP), (FP, FN), (TN, TP)
POSITIVE, NEGATIVE = (FN, TP), (TN, FP)

METRICS: tuple[Metric, ...] = (
    Metric("count", "People", "how many people", compute=_count),
    Metric("selection_rate", "Selection rate", "share of people the model said yes to", SELECTED, EVERYONE),
    Metric("true_positive_rate", "True positive rate", "of those truly yes, the share it said yes to",
           (TP,), POSITIVE, nobody=0.0),
    Metric("true_negative_rate", "True negative rate", "of those truly no, the share it said no to",
           (TN,), NEGATIVE, nobody=0.0),
    Metric("false_positive_rate", "False positive rate", "of those truly no, the share it wrongly said yes to",
           (FP,), NEGATIVE, nobody=0.0),
    Metric("false_negative_rate", "False negative rate", "of those truly yes, the share it wrongly said no to",
           (FN,), POSITIVE, nobody=0.0),
    Metric("accuracy_score", "Accuracy", "share of people it was right about", RIGHT, EVERYONE),
    Metric("precision_score", "Precision", "of those it said yes to, the share truly yes", (TP,), SELECTED, nobody=0.0),
    Metric("recall_score", "Recall", "the true positive rate by its other name", (TP,), POSITIVE, nobody=0.0),
    Metric("f1_score", "F1 score", "precision and recall in one (their harmonic mean)", compute=_f1),
    Metric("balanced_accuracy_score", "Balanced accuracy", "mean of the true positive and the true negative rate",
           compute=_balanced_accuracy),
    Metric("zero_one_loss", "Share wrong", "share of people it was wrong about", WRONG, EVERYONE),
    Metric("mean_prediction", "Mean prediction", "mean of the predictions; of yes and no, the selection rate",
           SELECTED, EVERYONE),
    Metric("mean_absolute_error", "Mean absolute error", "of yes and no, the share wrong", WRONG, EVERYONE),
    Metric("mean_squared_error", "Mean squared error", "of yes and no, the share wrong", WRONG, EVERYONE),
    Metric("r2_score", "R² score", "1 less the squared error over that of always saying the mean", compute=_r2),
    Metric("roc_auc_score", "Area under the ROC curve",
           "chance that somebody truly yes has a higher score than somebody truly no", compute=_roc_auc,
           from_scores=True),
    Metric("log_loss", "Log loss", "how far scores were from what happened; much worse when sure and wrong",
           compute=_log_loss, from_scores=True),
)  # fmt: skip
NAMES = tuple(metric.name for metric in METRICS)
BY_NAME = {metric.name: metric for metric in METRICS}


def table_of(rows: Numbers, weight: Numbers) -> Numbers:
    """Compute every metric: a last axis of metrics in place of that of counts."""
    import numpy as np

    return np.stack([metric.of(rows, weight) for metric in METRICS], axis=-1)
