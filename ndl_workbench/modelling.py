"""The verbs that look at models: what one does to whom, and what it would cost whom to change that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .fairness.model_results import ModelAudit
from .loading import provenance as _provenance
from .loading import resolve
from .named import is_frame, name_of

if TYPE_CHECKING:
    from .loading.provenance import Provenance


def audit_model(
    y_true: Any,
    y_pred: Any,
    *,
    sensitive_features: Any,
    scores: Any = None,
    sample_weight: Any = None,
    control_features: Any = None,
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
        blank is the group "(missing)".
    scores
        What the model's decision was made from; higher means yes. For calibration, the ROC curve and the area under
        it; log loss too when they are from 0 to 1.
    sample_weight
        Weight of each person.
    control_features
        Columns within whose groups the others are compared.
    data
        A table the above are columns of, by name: what ``load`` takes, or a frame. A relation of DuckDB's, a
        Parquet file and a clean CSV file are counted where they lie, whatever their size.
    min_count
        Groups in which fewer people were rightly or wrongly said yes or no to are marked suppressed, and so is what
        would give them away. 0 shows all, for your own eyes.
    bootstrap
        Samples to draw for intervals, such as 1,000; when 0 they are by formula, and the named gaps have none.
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
    """
    from .fairness.model import audit_columns
    from .fairness.model_input import columns_from_arrays
    from .fairness.model_table import columns_from_table

    named = (y_true, y_pred, sensitive_features, scores, sample_weight, control_features)
    if data is None:
        columns, origin = columns_from_arrays(*named), _provenance.derived_from(y_true)
    else:
        table, origin = _table(data)
        columns = columns_from_table(table, *named, by_weight=bootstrap > 0)
    return audit_columns(columns, provenance=origin, min_count=min_count, bootstrap=bootstrap, seed=seed)


def _table(data: Any) -> tuple[Any, Provenance]:
    """Open a table without reading it, where that can be done."""
    if is_frame(data):
        return data, _provenance.derived_from(data)
    table = resolve.scan_place(resolve.place_of(name_of(data)), None, careful=False)
    return table, _provenance.derived_from(table)
