"""What it would cost whom to make a model's decisions more alike: fairlearn's estimators, before and after.

The estimators are fairlearn's. Here people are split, the model is fitted on some of them with and without the
constraint, and both are measured on the others.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import InputError
from .cells import label
from .mitigation_results import Change, Mitigation
from .model import audit_columns
from .model_counts import answers
from .model_groups import any_values
from .model_input import Columns, columns_from_arrays
from .model_results import ModelAudit, ModelGroup

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..loading.provenance import Provenance
    from .model_groups import Key

METHODS = ("threshold", "reduction", "grid")
# fairlearn's names for what the groups are to have alike, and the named gap that says how far they have it.
CONSTRAINTS = {
    "demographic_parity": "demographic_parity_difference",
    "true_positive_rate_parity": "equal_opportunity_difference",
    "false_positive_rate_parity": "false_positive_rate_difference",
    "equalized_odds": "equalized_odds_difference",
}
FEWEST_OF_EACH = 2


class Asked(NamedTuple):
    """What was asked of a mitigation, once it has been looked at."""

    method: str
    constraint: str
    threshold: float
    holdout: float
    seed: int
    min_count: int


def mitigate_model(
    estimator: Any, x: Any, y: Any, sensitive_features: Any, asked: Asked, provenance: Provenance
) -> Mitigation:
    """Fit, measure, compare. See :func:`ndl_workbench.mitigate` for the parameters."""
    import numpy as np

    _refuse_bad_call(asked)
    has_scores = not hasattr(estimator, "fit")
    if has_scores:
        _refuse_scores(estimator, asked)
        estimator, x = _scores_as_model(estimator, asked)
    columns = columns_from_arrays(y, y, sensitive_features, None, None, None)
    truth = _truth(columns)
    groups = _groups(columns)
    table = _rows_of(x, len(truth))
    fit, test = _split(groups, truth, asked)
    _refuse_thin(groups[fit], truth[fit])
    before = estimator if has_scores else _fitted(estimator, table(fit), truth[fit])
    after = _mitigated(estimator, table(fit), truth[fit], groups[fit], asked, prefit=has_scores)
    decided_before = (
        (before.predict(table(test)) >= asked.threshold).astype(np.int64)
        if has_scores
        else _decisions(before.predict(table(test)))
    )
    decided_after = _decisions(_predicted(after, table(test), groups[test], asked))
    audits = _audits(columns, test, truth[test], (decided_before, decided_after), asked, provenance)
    return Mitigation(
        method=asked.method,
        constraint=asked.constraint,
        gap=CONSTRAINTS[asked.constraint],
        before=audits[0],
        after=audits[1],
        changes=tuple(_changes(audits, groups[test], decided_before, decided_after, asked)),
        fitted_on=len(fit),
        measured_on=len(test),
        held_back=bool(asked.holdout),
        seed=asked.seed,
        model=after,
    )


# --- people -----------------------------------------------------------------------------------------


def _truth(columns: Columns) -> NDArray[np.int64]:
    truth = answers(columns.truth, "y")
    blank = int((truth < 0).sum())
    if blank:
        raise InputError(
            found=f"{blank:,} people of whom the truth is not known",
            expected="yes or no for each: a model is fitted to it",
            done="nothing was fitted",
            next="leave those people out of every column, and say so",
        )
    return truth


def _groups(columns: Columns) -> NDArray[Any]:
    """Each person's group as text; combinations of several columns, and a missing one, are groups too."""
    import numpy as np

    parts = []
    for name, column in columns.sensitive.items():
        codes, values = any_values(column, name)
        parts.append(np.array([label(value) for value in values], dtype=object)[codes])
    groups = parts[0]
    for part in parts[1:]:
        groups = groups + " × " + part
    return groups


def _rows_of(x: Any, people: int) -> Any:
    """Return a function that picks rows, of a frame as a pandas frame, of anything else as an array."""
    import narwhals.stable.v2 as nw
    import numpy as np

    opened: Any = nw.from_native(x, pass_through=True)
    if isinstance(opened, nw.LazyFrame):
        opened = opened.collect("pandas")
    pick: Any
    if isinstance(opened, nw.DataFrame):
        frame = opened.to_pandas()
        many, pick = len(frame), frame.iloc.__getitem__
    else:
        array = np.asarray(x)
        array = array.reshape(-1, 1) if array.ndim == 1 else array
        many, pick = len(array), array.__getitem__
    if many != people:
        raise InputError(
            found=f"{many:,} rows in X and {people:,} in y",
            expected="one row a person in each",
            done="nothing was fitted",
            next="check how each was filtered",
        )
    return pick


def _split(groups: NDArray[Any], truth: NDArray[np.int64], asked: Asked) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Hold back the same share of every group and truth; by the seed."""
    import numpy as np

    everyone = np.arange(len(truth))
    if not asked.holdout:
        return everyone, everyone
    random = np.random.default_rng(asked.seed)
    held = np.zeros(len(truth), dtype=bool)
    for group in sorted(set(groups)):
        for answer in (0, 1):
            there = everyone[(groups == group) & (truth == answer)]
            held[random.permutation(there)[: round(len(there) * asked.holdout)]] = True
    return everyone[~held], everyone[held]


# --- models -----------------------------------------------------------------------------------------


def _fitted(estimator: Any, x: Any, y: Any) -> Any:
    from sklearn.base import clone

    return clone(estimator).fit(x, y)


def _mitigated(estimator: Any, x: Any, y: Any, groups: NDArray[Any], asked: Asked, *, prefit: bool) -> Any:
    from fairlearn.postprocessing import ThresholdOptimizer
    from fairlearn.reductions import ExponentiatedGradient, GridSearch
    from pandas.errors import Pandas4Warning
    from sklearn.base import clone

    if asked.method == "threshold":
        model = ThresholdOptimizer(
            estimator=estimator if prefit else clone(estimator),
            constraints=asked.constraint,
            prefit=prefit,
            predict_method="predict" if prefit else "auto",
        )
    elif asked.method == "reduction":
        model = ExponentiatedGradient(clone(estimator), _moment(asked.constraint))
    else:
        model = GridSearch(clone(estimator), _moment(asked.constraint))
    with warnings.catch_warnings():
        # fairlearn 0.15 fills Series in ways that pandas 4 will end; that is theirs to change, not the user's.
        warnings.simplefilter("ignore", Pandas4Warning)
        return model.fit(x, y, sensitive_features=groups)


def _moment(constraint: str) -> Any:
    from fairlearn import reductions

    return {
        "demographic_parity": reductions.DemographicParity,
        "true_positive_rate_parity": reductions.TruePositiveRateParity,
        "false_positive_rate_parity": reductions.FalsePositiveRateParity,
        "equalized_odds": reductions.EqualizedOdds,
    }[constraint]()


def _predicted(model: Any, x: Any, groups: NDArray[Any], asked: Asked) -> Any:
    if asked.method == "threshold":
        return model.predict(x, sensitive_features=groups, random_state=asked.seed)
    return model.predict(x, random_state=asked.seed) if asked.method == "reduction" else model.predict(x)


def _scores_as_model(scores: Any, asked: Asked) -> tuple[Any, Any]:
    """Dress scores up as a fitted model whose prediction they are, which is what fairlearn asks for."""
    import numpy as np
    from sklearn.base import BaseEstimator

    class Given(BaseEstimator):  # type: ignore[misc]
        def fit(self, x: Any, y: Any) -> Given:
            self.fitted_ = True
            return self

        def predict(self, x: Any) -> Any:
            return np.asarray(x, dtype=float)[:, 0]

    values = np.asarray(scores, dtype=float).reshape(-1, 1)
    if not np.isfinite(values).all():
        raise InputError(
            found="scores that are missing or infinite",
            expected="a finite number for each person",
            done="nothing was fitted",
            next="leave those people out of every column, and say so",
        )
    return Given().fit(None, None), values


def _decisions(predicted: Any) -> NDArray[np.int64]:
    import numpy as np
    import pyarrow as pa

    return answers(pa.array(np.asarray(predicted).reshape(-1)), "the model's predictions")


# --- before and after -------------------------------------------------------------------------------


def _audits(
    columns: Columns,
    test: NDArray[np.int64],
    truth: NDArray[np.int64],
    decided: tuple[NDArray[np.int64], NDArray[np.int64]],
    asked: Asked,
    provenance: Provenance,
) -> tuple[ModelAudit, ModelAudit]:
    """Audit both on the same people, hiding in each what is hidden in the other, which would give it away."""
    import pyarrow as pa

    sensitive = {name: column.take(pa.array(test)) for name, column in columns.sensitive.items()}
    hide: frozenset[Key] = frozenset()
    while True:
        one, other = (
            audit_columns(
                Columns(pa.array(truth), pa.array(decision), sensitive, {}),
                provenance=provenance,
                min_count=asked.min_count,
                hide=hide,
            )
            for decision in decided
        )
        gone = frozenset(group.key for audit in (one, other) for group in audit.groups if group.suppressed)
        if gone == hide:
            return one, other
        hide = gone


def _changes(
    audits: tuple[ModelAudit, ModelAudit],
    groups: NDArray[Any],
    before: NDArray[np.int64],
    after: NDArray[np.int64],
    asked: Asked,
) -> Iterator[Change]:
    """Everyone, then each group. Of everyone the moves are not told where they would tell a few of some group."""
    rows = []
    for one, other in zip(audits[0].groups, audits[1].groups, strict=True):
        mine = groups == one.name
        rows.append(_change(one, other, before[mine], after[mine], asked))
    everyone = _change(audits[0].everyone[0], audits[1].everyone[0], before, after, asked)
    few = any(row.gained is None and not row.suppressed for row in rows)
    for moved in ("gained", "lost"):
        rest = (getattr(everyone, moved) or 0) - sum(getattr(row, moved) or 0 for row in rows)
        few |= 0 < rest < asked.min_count
    yield replace(everyone, gained=None, lost=None) if few else everyone
    yield from rows


def _change(
    one: ModelGroup, other: ModelGroup, before: NDArray[np.int64], after: NDArray[np.int64], asked: Asked
) -> Change:
    if one.suppressed or other.suppressed:
        return Change(one.name, suppressed=True)
    gained, lost = int((after > before).sum()), int((after < before).sum())
    # A few people are hidden, and with them how many went the other way, which would tell.
    few = any(0 < number < asked.min_count for number in (gained, lost))
    return Change(
        one.name,
        one.people,
        None if few else gained,
        None if few else lost,
        one["selection_rate"],
        other["selection_rate"],
        one["accuracy_score"],
        other["accuracy_score"],
        one["true_positive_rate"],
        other["true_positive_rate"],
        one["false_positive_rate"],
        other["false_positive_rate"],
    )


# --- refusals ---------------------------------------------------------------------------------------


def _refuse_bad_call(asked: Asked) -> None:
    for name, value, allowed in (
        ("method", asked.method, METHODS),
        ("constraint", asked.constraint, tuple(CONSTRAINTS)),
    ):
        if value not in allowed:
            raise InputError(
                found=f"{name}={value!r}",
                expected=f"one of {', '.join(allowed)}",
                done="nothing was fitted",
                next="name one of those",
            )
    if not 0 <= asked.holdout < 1:
        raise InputError(
            found=f"holdout={asked.holdout}",
            expected="a share from 0 to below 1",
            done="nothing was fitted",
            next="hold back 0.3 of the people, for example",
        )


def _refuse_scores(scores: Any, asked: Asked) -> None:
    if isinstance(scores, str) or not hasattr(scores, "__len__"):
        raise InputError(
            found=f"a {type(scores).__name__} in place of a model",
            expected="an estimator with fit and predict, or one score a person",
            done="nothing was fitted",
            next="give a scikit-learn classifier, or the scores of your model",
        )
    if asked.method != "threshold":
        raise InputError(
            found=f"scores, and method={asked.method!r}",
            expected="an estimator, which that method fits again and again",
            done="nothing was fitted",
            next="use method='threshold', or give the estimator itself",
        )


def _refuse_thin(groups: NDArray[Any], truth: NDArray[np.int64]) -> None:
    """Refuse groups in which one of the truths hardly occurs: no threshold can be found for them."""
    thin = [
        str(group)
        for group in sorted(set(groups))
        if min((truth[groups == group] == answer).sum() for answer in (0, 1)) < FEWEST_OF_EACH
    ]
    if thin:
        named = ", ".join(f"“{group}”" for group in thin[:5])
        raise InputError(
            found=f"{len(thin)} group(s) with fewer than {FEWEST_OF_EACH} people truly yes, or truly no ({named})",
            expected="people of both kinds in each group, to fit on",
            done="nothing was fitted",
            next="put small groups together",
        )
    if len(set(groups)) == 1:
        raise InputError(
            found=f"a single group (“{groups[0]}”)",
            expected="two or more, to be made more alike",
            done="nothing was fitted",
            next="check which column was named",
        )
