"""The gaps between groups that fairlearn 0.15 names: differences, ratios, and the worst group.

Each is one figure for all groups together, and none says which group is worse off: look at the groups for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from .model_metrics import NAMES

if TYPE_CHECKING:
    from .model_counts import Numbers

Kind: TypeAlias = Literal["difference", "ratio", "group_min", "group_max"]


@dataclass(frozen=True)
class Gap:
    """A named gap: fairlearn's name, what kind, and between which metric's values (the worse of two, if two)."""

    name: str
    kind: Kind
    metrics: tuple[str, ...]

    def of(self, table: Numbers) -> Numbers:
        """Compute it from metrics by group; the last axes are groups and metrics."""
        return self._worse([_between(table[..., NAMES.index(name)], self.kind) for name in self.metrics])

    def to_overall(self, table: Numbers, overall: Numbers) -> Numbers | None:
        """Compute it as the widest gap to everyone together; None where fairlearn has no such form."""
        if self.kind not in ("difference", "ratio"):
            return None
        places = [NAMES.index(name) for name in self.metrics]
        return self._worse([_to_overall(table[..., p], overall[..., None, p], self.kind) for p in places])

    def _worse(self, values: list[Numbers]) -> Numbers:
        """Pick one of two as Python's max and min do, which fairlearn calls: the first, unless the next is worse."""
        import numpy as np

        worst = values[0]
        for value in values[1:]:
            worst = np.where(value > worst if self.kind == "difference" else value < worst, value, worst)
        return worst


def _between(values: Numbers, kind: Kind) -> Numbers:
    low, high = _lowest(values), -_lowest(-values)
    if kind == "difference":
        return high - low
    if kind == "ratio":
        return _over(low, high)
    return low if kind == "group_min" else high


def _to_overall(values: Numbers, overall: Numbers, kind: Kind) -> Numbers:
    import numpy as np

    if kind == "difference":
        return -_lowest(-np.abs(values - overall))
    ratios = _over(values, overall)
    return _lowest(np.where(ratios > 1, _over(np.ones_like(ratios), ratios), ratios))


def _lowest(values: Numbers) -> Numbers:
    """Lowest of the groups that have a value."""
    import numpy as np

    low = np.where(np.isnan(values), np.inf, values).min(axis=-1)
    return np.where(np.isnan(values).all(axis=-1), np.nan, low)


def _over(part: Numbers, whole: Numbers) -> Numbers:
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.divide(part, whole))


def _variants(metric: str, *kinds: Kind) -> tuple[Gap, ...]:
    return tuple(Gap(f"{metric}_{kind}", kind, (metric,)) for kind in kinds)


TPR, FPR = "true_positive_rate", "false_positive_rate"

GAPS: tuple[Gap, ...] = (
    Gap("demographic_parity_difference", "difference", ("selection_rate",)),
    Gap("demographic_parity_ratio", "ratio", ("selection_rate",)),
    Gap("equalized_odds_difference", "difference", (TPR, FPR)),
    Gap("equalized_odds_ratio", "ratio", (TPR, FPR)),
    Gap("equal_opportunity_difference", "difference", (TPR,)),
    Gap("equal_opportunity_ratio", "ratio", (TPR,)),
    *_variants("selection_rate", "difference", "ratio"),
    *_variants("true_positive_rate", "difference", "ratio"),
    *_variants("true_negative_rate", "difference", "ratio"),
    *_variants("false_positive_rate", "difference", "ratio"),
    *_variants("false_negative_rate", "difference", "ratio"),
    *_variants("accuracy_score", "difference", "ratio", "group_min"),
    *_variants("zero_one_loss", "difference", "ratio", "group_max"),
    *_variants("balanced_accuracy_score", "group_min"),
    *_variants("precision_score", "group_min"),
    *_variants("recall_score", "group_min"),
    *_variants("roc_auc_score", "group_min"),
    *_variants("mean_absolute_error", "group_max"),
    *_variants("mean_squared_error", "group_max"),
    *_variants("r2_score", "group_min"),
    *_variants("f1_score", "group_min"),
    *_variants("log_loss", "group_max"),
)
