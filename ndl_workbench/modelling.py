"""The verbs that look at models: what one does to whom, and what it would cost whom to change that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .fairness.model_results import ModelAudit
from .loading import provenance as _provenance
from .loading import resolve
from .named import is_frame, place_of

if TYPE_CHECKING:
    from .fairness.mitigation_results import Mitigation
    from .loading.provenance import Provenance


def audit_model(
    y_true: Any,
    y_pred: Any,
    *,
    sensitive_features: Any,
    scores: Any = None,
    sample_weight: Any = None,
    control_features: Any = None,
    count: Any = None,
    data: Any = None,
    min_count: int = 10,
    bootstrap: int = 0,
    seed: int = 0,
) -> ModelAudit:
    """Audit a model: every metric fairlearn names, by group, with its uncertainty.

    ``ndl.audit_model(y_true, y_pred, sensitive_features=people["ethnic_group"])``, or, of a table of any size,
    ``ndl.audit_model("needed_help", "model_said", sensitive_features="ethnic_group", data="cases.parquet")``.

    Parameters
    ----------
    y_true, y_pred
        What happened and what the model said, of each person: 1 or 0, true or false, yes or no. Where either is
        blank the person is counted as unknown and is in no metric.
    sensitive_features
        One column of groups or several (array, series, frame or dictionary), whose combinations are compared. A
        blank is the group "Not recorded".
    scores
        What the model's decision was made from; higher means yes. For calibration, the ROC curve and the area under
        it; log loss too when they are from 0 to 1.
    sample_weight
        Weight of each person.
    control_features
        Columns within whose groups the others are compared.
    count
        How many people a row stands for, when it is a table of counts. Records are the special case of 1.
    data
        A table the above are columns of, by name: what ``load`` takes, or a frame. A relation of DuckDB's, a
        Parquet file and a clean CSV file are counted where they lie, whatever their size.
    min_count
        Groups in which fewer people were rightly or wrongly said yes or no to are marked suppressed, and so is what
        would give them away. 0 shows all, for your own eyes.
    bootstrap
        Samples to draw for intervals, such as 1,000; when 0 they are by formula, and the named gaps have none.
        With weights or scores that nearly all differ it takes as long as drawing the rows themselves would.
    seed
        For the bootstrap.

    Returns
    -------
    ModelAudit
        ``by_group`` and ``overall`` are as fairlearn's ``MetricFrame`` has them, ``disparities`` the gaps it names.

    Raises
    ------
    NotFound
        A column or table is not there.
    InputError
        Lengths differ, an answer is neither yes nor no, a weight is negative, or a score is missing.

    Notes
    -----
    Lesson: *Audit a model by what it does* (Bias and fairness in public data, unit 3).
    """
    from .fairness.model import audit_columns
    from .fairness.model_input import columns_from_arrays
    from .fairness.model_table import columns_from_table

    named = (y_true, y_pred, sensitive_features, scores, sample_weight, control_features, count)
    if data is None:
        columns, origin = columns_from_arrays(*named), _origin(*named)
    else:
        table, origin = _table(data)
        columns = columns_from_table(table, *named, by_weight=bootstrap > 0)
    return audit_columns(columns, provenance=origin, min_count=min_count, bootstrap=bootstrap, seed=seed)


def mitigate(
    estimator: Any,
    X: Any = None,
    y: Any = None,
    *,
    sensitive_features: Any,
    method: str = "threshold",
    constraint: str = "demographic_parity",
    threshold: float = 0.5,
    holdout: float = 0.3,
    seed: int = 0,
    min_count: int = 10,
) -> Mitigation:
    """Make a model treat groups more alike, with fairlearn, and see what that would cost whom.

    ``ndl.mitigate(LogisticRegression(), X, y, sensitive_features=people["sex"])``

    Using a protected characteristic in a decision may itself be unlawful (Equality Act 2010); the result says so.

    Parameters
    ----------
    estimator
        A scikit-learn classifier, which is fitted here, or one score a person; X is then not needed.
    X, y
        What is known of each person, and what happened.
    sensitive_features
        One column of groups or several, as for ``audit_model``.
    method
        ``threshold``: a threshold for each group (fairlearn's ThresholdOptimizer). ``reduction``: fitted again and
        again under the constraint (ExponentiatedGradient). ``grid``: chosen among models of different weights
        (GridSearch).
    constraint
        What groups are to have alike, by fairlearn's names: ``demographic_parity``, ``true_positive_rate_parity``,
        ``false_positive_rate_parity`` or ``equalized_odds``.
    threshold
        Score from which the model says yes before; for scores alone.
    holdout
        Share of people held back to measure on; of 0, those it was fitted on are measured.
    seed
        For the split, and for decisions by lot.
    min_count
        As for ``audit_model``.

    Returns
    -------
    Mitigation
        ``before`` and ``after`` are audits, ``changes`` who gains and who loses, ``model`` fairlearn's estimator.

    Raises
    ------
    InputError
        There is no such method or constraint, a group has too few people to fit on, or a truth is missing.

    Notes
    -----
    Lesson: *Audit a model by what it does* (Bias and fairness in public data, unit 3).
    """
    from .fairness.mitigation import Asked, mitigate_model

    asked = Asked(method, constraint, threshold, holdout, seed, min_count)
    return mitigate_model(estimator, X, y, sensitive_features, asked, _origin(y, X, sensitive_features))


def _origin(*columns: Any) -> Provenance:
    """Return where the first column that knows it came from."""
    known = (_provenance.derived_from(column) for column in columns)
    made_here = _provenance.derived_from(None)
    return next((origin for origin in known if origin != made_here), made_here)


def _table(data: Any) -> tuple[Any, Provenance]:
    """Open a table without reading it, where that can be done."""
    if is_frame(data):
        return data, _provenance.derived_from(data)
    table = resolve.scan_place(place_of(data), None, careful=False)
    return table, _provenance.derived_from(table)
