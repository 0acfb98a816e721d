"""What cannot be audited is refused in four parts; what can, however poor, is a clear result."""

import json

import duckdb
import numpy as np
import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import InputError, NotFound

Y, P, G = [1, 0, 1, 0], [1, 1, 0, 0], ["a", "a", "b", "b"]
TABLE = pd.DataFrame({"y": Y, "p": P, "g": G, "w": [1.0, 2, 3, 4], "s": [0.1, 0.2, 0.3, 0.4]})


def audited(y_true=Y, y_pred=P, sensitive_features=G, **more):
    return ndl.audit_model(y_true, y_pred, sensitive_features=sensitive_features, **{"min_count": 0, **more})


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ({"y_true": [1, 0, 1]}, "columns of different lengths: y_true 3, y_pred 4, sensitive_feature_0 4"),
        ({"scores": [0.1]}, "scores 1"),
        ({"y_true": [], "y_pred": [], "sensitive_features": []}, "no rows"),
        ({"y_true": [2, 0, 1, 0]}, "the value '2' in y_true"),
        ({"y_true": [-1, 1, 1, -1]}, "the value '-1' in y_true"),
        ({"y_pred": [0.7, 0.1, 0.2, 1]}, "the value '0.7' in y_pred"),
        ({"y_pred": ["granted", "no", "no", "no"]}, "the value 'granted' in y_pred"),
        ({"y_true": [None] * 4}, "4 rows, and in none are both the truth and the prediction known"),
        ({"sample_weight": [1, 1, 1, -1]}, "-1 in the weights 'sample_weight'"),
        ({"sample_weight": [1, 1, 1, np.inf]}, "one that is missing or infinite in the weights"),
        ({"sample_weight": [1, 1, 1, None]}, "one that is missing or infinite in the weights"),
        ({"sample_weight": [0, 0, 0, 0]}, "nothing but weights of 0"),
        ({"sample_weight": ["a", "b", "c", "d"]}, "sample_weight that is not of numbers"),
        ({"scores": [0.1, 0.2, np.nan, 0.4]}, "1 scores that are missing or infinite"),
        ({"scores": [0.1, 0.2, -np.inf, np.inf]}, "2 scores that are missing or infinite"),
        ({"count": [1, 2, 3, -1]}, "a number in 'count' that is negative, infinite or not whole"),
        ({"count": [1, 2, 3, 0.5]}, "a number in 'count' that is negative"),
        ({"count": [0, 0, 0, 0]}, "in none are both the truth and the prediction known"),
        ({"sensitive_features": None}, "no column in sensitive_features"),
        ({"sensitive_features": {}}, "no column in sensitive_features"),
        ({"sensitive_features": "g"}, "sensitive_features='g', a name, and no table it could be in"),
        ({"sensitive_features": [[1], [2], [3], [4]]}, "sensitive_features that is a list"),
        ({"y_true": 5}, "y_true that is a int"),
        ({"y_pred": np.ones((4, 2))}, "y_pred that is ndarray of shape (4, 2)"),
        ({"min_count": -1}, "min_count=-1"),
        ({"bootstrap": -5}, "bootstrap=-5"),
    ],
)
def test_what_cannot_be_audited_is_refused(call, found):
    with pytest.raises(InputError) as refused:
        audited(**call)

    assert found in refused.value.found
    assert (refused.value.done, bool(refused.value.expected), bool(refused.value.next)) == (
        "nothing was computed", True, True)  # fmt: skip


@pytest.mark.parametrize("opened", [lambda table: table, lambda table: duckdb.connect().from_df(table)])
@pytest.mark.parametrize(
    ("call", "kind", "found"),
    [
        ({"y_true": "truth"}, NotFound, "no column 'truth'"),
        ({"y_true": Y}, InputError, "y_true that is a list"),
        ({"sensitive_features": []}, InputError, "no column in sensitive_features"),
        ({"sensitive_features": ["g", "g"]}, InputError, "the same name twice in sensitive_features"),
        ({"y_true": "w"}, InputError, "the value '2.0' in"),
        ({"scores": "g"}, InputError, "scores that is not of numbers"),
        ({"count": "s"}, InputError, "that is negative, infinite or not whole"),
    ],
)
def test_what_cannot_be_audited_in_a_table_is_refused(opened, call, kind, found):
    call = {"y_true": "y", "y_pred": "p", "sensitive_features": "g", **call}

    with pytest.raises(kind) as refused:
        ndl.audit_model(call.pop("y_true"), call.pop("y_pred"), data=opened(TABLE), **call)

    assert found in refused.value.found


@pytest.mark.parametrize("bad", ["-1", "'inf'::double", "null"])
def test_weights_of_a_relation_are_looked_at_too(bad):
    relation = duckdb.sql(f"select 1 as y, 0 as p, 'a' as g, unnest([1, {bad}]) as w")

    with pytest.raises(InputError, match="in the weights 'w'"):
        ndl.audit_model("y", "p", sensitive_features="g", sample_weight="w", data=relation)


def test_a_relation_in_place_of_a_column_is_refused():
    with pytest.raises(InputError, match="y_true that is a lazy frame or a relation"):
        audited(duckdb.sql("select 1 as y"))


def test_an_empty_relation_is_refused():
    with pytest.raises(InputError, match="no rows"):
        ndl.audit_model("y", "p", sensitive_features="g", data=duckdb.sql("select 1 as y, 1 as p, 1 as g limit 0"))


def test_too_many_groups_are_refused():
    with pytest.raises(InputError, match="30,000 different groups in sensitive_feature_0"):
        audited([1] * 30_000, [1] * 30_000, [f"person {i}" for i in range(30_000)])


def test_a_single_group_is_a_clear_result():
    audit = audited(sensitive_features=["a"] * 4)

    (group,) = audit.groups
    assert (group.people, group["accuracy_score"].value, group["accuracy_score"].difference) == (4, 0.5, None)
    assert "Only one group is shown, so there is nothing to compare it with." in audit.summary()
    assert audit.disparities.at["demographic_parity_difference", "value"] == 0


def test_a_group_that_is_missing_of_everyone_is_a_group():
    audit = audited(sensitive_features=[None, float("nan"), None, ""])

    assert [(group.name, group.people) for group in audit.groups] == [("Not recorded", 4)]


def test_one_person_is_an_audit_that_shows_nothing():
    audit = audited([1], [1], ["a"], min_count=10)

    assert (audit.suppressed, audit.everyone[0].suppressed) == (1, True)
    assert audit.overall.isna().all()
    assert audit.by_group.isna().all(axis=None)
    assert "Nothing is shown, because one of the four counts" in repr(audit)
    json.dumps(audit.to_dict(), allow_nan=False)
    assert "hidden" in audit._repr_html_()


def test_scores_outside_0_to_1_rank_but_are_no_probabilities():
    audit = audited(scores=[-3, 2, 5, 9])

    assert audit.overall["roc_auc_score"] == 0.25
    assert np.isnan(audit.overall["log_loss"])
    assert [band.low_score for group in audit.groups for band in group.calibration] == [-3, 2, 5, 9]


def test_a_truth_that_is_not_known_is_counted_and_in_no_metric():
    audit = audited([1, None, 1, 0])

    assert [(group.people, group.unknown) for group in audit.groups] == [(1, 1), (2, 0)]
    assert "Of 1 more people the truth or the prediction is not known. They are in no metric." in audit.summary()
    assert any("is not known are left out" in line for line in audit.caveats)


def test_a_rate_of_nobody_is_called_not_defined_whatever_fairlearn_says():
    audit = audited([0, 0, 1, 0])

    measure = audit.groups[0]["true_positive_rate"]
    assert (measure.value, measure.low, measure.people, measure.defined) == (0.0, None, 0, False)
    assert any("Nobody in “a” is truly yes" in line for line in audit.summary())
    assert "not defined" in audit._repr_html_()
