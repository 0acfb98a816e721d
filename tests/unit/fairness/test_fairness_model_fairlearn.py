"""Every metric and every named gap is fairlearn's, to 1e-12, whatever the frame: weights, controls, empty cells."""

import functools
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl
from ndl_workbench.errors import InputError
from ndl_workbench.fairness.model_disparity import GAPS
from ndl_workbench.fairness.model_metrics import NAMES

FROM_SCORES = ("roc_auc_score", "log_loss")
EXACT = {"rtol": 1e-12, "atol": 1e-12, "check_dtype": False}


def functions():
    """The functions of our names: fairlearn's, else scikit-learn's."""
    import fairlearn.metrics
    import sklearn.metrics

    found = {name: getattr(fairlearn.metrics, name, None) or getattr(sklearn.metrics, name) for name in NAMES}
    # Of a group with one answer log_loss does not know which others there could have been.
    return {**found, "log_loss": functools.partial(_log_loss, sklearn.metrics.log_loss)}


def _log_loss(log_loss, y_true, y_pred, **more):
    return log_loss(y_true, y_proba=y_pred, labels=[0, 1], **more)


def metric_frame(frame, names, y_pred, sensitive, control=None, weight=None):
    from fairlearn.metrics import MetricFrame

    found = functions()
    weighed = {name: {"sample_weight": frame[weight]} for name in names if name != "count"} if weight else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return MetricFrame(
            metrics={name: found[name] for name in names},
            y_true=frame["y"],
            y_pred=frame[y_pred],
            sensitive_features=frame[sensitive],
            control_features=frame[control] if control else None,
            sample_params=weighed,
        )


def audited(frame, sensitive, control=None, weight=None, scores=None, **more):
    return ndl.audit_model(
        frame["y"],
        frame["p"],
        sensitive_features=frame[sensitive],
        control_features=frame[control] if control else None,
        sample_weight=frame[weight] if weight else None,
        scores=frame[scores] if scores else None,
        min_count=0,
        **more,
    )


def same(ours, theirs):
    kind = pd.testing.assert_frame_equal if isinstance(ours, pd.DataFrame) else pd.testing.assert_series_equal
    kind(ours, theirs.reindex_like(ours), **EXACT, check_names=True)
    assert set(ours.index) == set(theirs.index)


ROW = st.tuples(
    st.integers(0, 1),
    st.integers(0, 1),
    st.sampled_from(["a", "b", "c", "Not recorded"]),
    st.sampled_from([1, 2]),
    st.sampled_from(["u", "v"]),
    st.sampled_from([0.25, 0.5, 1.0, 3.0, 7.1]),
    st.sampled_from([0.0, 0.1, 0.35, 0.5, 0.8, 1.0]),
)
FRAMES = st.lists(ROW, min_size=1, max_size=30).map(
    lambda rows: pd.DataFrame(rows, columns=["y", "p", "g", "h", "c", "w", "s"])
)


@settings(max_examples=12, deadline=None)
@given(frame=FRAMES, weight=st.sampled_from([None, "w"]), several=st.booleans(), control=st.booleans())
def test_by_group_and_overall_are_those_of_metric_frame(frame, weight, several, control):
    sensitive, within = (["g", "h"] if several else "g"), ("c" if control else None)

    audit = audited(frame, sensitive, within, weight)

    theirs = metric_frame(frame, NAMES, "p", sensitive, within, weight)
    same(audit.by_group, theirs.by_group)
    same(audit.overall, theirs.overall)


@settings(max_examples=10, deadline=None)
@given(frame=FRAMES, weight=st.sampled_from([None, "w"]), control=st.booleans())
def test_what_is_made_from_scores_is_what_they_make_of_them(frame, weight, control):
    within = "c" if control else None

    audit = audited(frame, "g", within, weight, scores="s")

    theirs = metric_frame(frame, FROM_SCORES, "s", "g", within, weight)
    same(audit.by_group[list(FROM_SCORES)], theirs.by_group)
    ours = audit.overall[list(FROM_SCORES)]
    same(ours, theirs.overall)


@settings(max_examples=5, deadline=None)
@given(frame=FRAMES, weight=st.sampled_from([None, "w"]))
def test_named_gaps_are_those_of_the_functions_of_that_name(frame, weight):
    import fairlearn.metrics

    gaps = audited(frame, "g", weight=weight).disparities

    for gap in GAPS:
        if gap.name in ("log_loss_group_max", "roc_auc_score_group_min"):
            continue  # refused by theirs, of a group with one answer; see the next test
        function = getattr(fairlearn.metrics, gap.name)
        call = {"sensitive_features": frame["g"], **({"sample_weight": frame[weight]} if weight else {})}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            between = function(frame["y"], frame["p"], **call)
            overall = function(frame["y"], frame["p"], **call, method="to_overall") if gap.kind in (
                "difference", "ratio") else np.nan  # fmt: skip
        assert (gap.name, gaps.at[gap.name, "value"]) == (gap.name, pytest.approx(between, abs=1e-12, nan_ok=True))
        expected = np.nan if np.isinf(overall) else overall
        assert gaps.at[gap.name, "to_overall"] == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_named_gaps_of_scores_too():
    import fairlearn.metrics

    random = np.random.default_rng(1)
    frame = pd.DataFrame({"y": random.integers(0, 2, 300), "p": random.integers(0, 2, 300)})
    frame["s"], frame["g"] = random.random(300).round(2), random.choice(list("abc"), 300)

    gaps = audited(frame, "g", scores="s").disparities

    for name in ("log_loss_group_max", "roc_auc_score_group_min"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = getattr(fairlearn.metrics, name)(frame["y"], frame["s"], sensitive_features=frame["g"])
        assert gaps.at[name, "value"] == pytest.approx(theirs, abs=1e-12)


def test_gaps_within_a_control_are_those_of_the_metric_frame():
    random = np.random.default_rng(2)
    frame = pd.DataFrame({"y": random.integers(0, 2, 300), "p": random.integers(0, 2, 300)})
    frame["g"], frame["c"] = random.choice(list("abc"), 300), random.choice(["u", "v"], 300)

    gaps = audited(frame, "g", "c").disparities

    theirs = metric_frame(frame, ["selection_rate", "false_positive_rate"], "p", "g", "c")
    for within in "uv":
        for name in ("selection_rate", "false_positive_rate"):
            for kind in ("difference", "ratio"):
                row = gaps.loc[(within, f"{name}_{kind}")]
                assert row["value"] == pytest.approx(getattr(theirs, kind)().loc[within, name], abs=1e-12)
                overall = getattr(theirs, kind)(method="to_overall")
                assert row["to_overall"] == pytest.approx(overall.loc[within, name], abs=1e-12)


def test_nothing_that_fairlearn_names_is_left_out():
    """Plots, the frame itself and the maker of further functions are no metrics."""
    import fairlearn.metrics

    named = set(fairlearn.metrics.__all__)
    no_metrics = {"MetricFrame", "make_derived_metric", "plot_model_comparison", "plot_roc_curve_by_group"}
    assert named - no_metrics - set(NAMES) == {gap.name for gap in GAPS}


def test_a_missing_group_is_one_of_its_own_where_fairlearn_refuses_it():
    frame = pd.DataFrame({"y": [1, 0, 1, 0], "p": [1, 1, 0, 0], "g": ["a", "a", None, np.nan]})

    audit = audited(frame, "g")

    assert list(audit.by_group.index) == ["a", "Not recorded"]
    assert audit.by_group["count"].tolist() == [2, 2]
    with pytest.raises(ValueError, match="contains missing values"):
        metric_frame(frame, ["count"], "p", "g")


def test_weights_that_are_all_nothing_are_refused():
    with pytest.raises(InputError, match="nothing but weights of 0"):
        ndl.audit_model([1, 0], [1, 0], sensitive_features=["a", "b"], sample_weight=[0, 0])
