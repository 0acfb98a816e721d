"""ROC curves and the area under them, and calibration, from counts by score."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl

ROW = st.tuples(st.integers(0, 1), st.integers(0, 8), st.sampled_from([0.5, 1.0, 3.0]))
ROWS = st.lists(ROW, min_size=2, max_size=30)


def audited(y, s, g=None, **more):
    y, s = np.asarray(y), np.asarray(s, dtype=float)
    groups = ["a"] * len(y) if g is None else g
    return ndl.audit_model(y, s > np.median(s), sensitive_features=groups, scores=s, **{"min_count": 0, **more})


@settings(max_examples=20, deadline=None)
@given(rows=ROWS, weighted=st.booleans())
def test_curve_and_area_are_those_of_scikit_learn(rows, weighted):
    from sklearn.metrics import roc_auc_score, roc_curve

    y, s, w = map(np.array, zip((0, 3, 1.0), (1, 4, 1.0), *rows, strict=True))
    weight = w if weighted else None

    (group,) = audited(y, s, sample_weight=weight).groups

    assert group["roc_auc_score"].value == pytest.approx(roc_auc_score(y, s, sample_weight=weight), abs=1e-12)
    across, up, _ = roc_curve(y, s, sample_weight=weight, drop_intermediate=False)
    assert group.roc.false_positive_rate == pytest.approx(across, abs=1e-12)
    assert group.roc.true_positive_rate == pytest.approx(up, abs=1e-12)


def test_delongs_interval_is_near_that_of_a_bootstrap():
    random = np.random.default_rng(3)
    y = random.integers(0, 2, 800)
    s = np.round(random.normal(size=800) + y, 1)

    formula, bootstrap = (audited(y, s, bootstrap=samples).groups[0]["roc_auc_score"] for samples in (0, 3000))

    assert (formula.low, formula.high) == pytest.approx((bootstrap.low, bootstrap.high), abs=0.003)


def test_delongs_interval_worked_by_hand():
    # Three truly no at 1, 2, 3 and two truly yes at 2, 4: of six pairs 4.5 are won, so the area is 0.75.
    (group,) = audited([0, 0, 0, 1, 1], [1, 2, 3, 2, 4]).groups

    # Of a yes: (1 + ½) / 3 and 3 / 3. Of a no: 2/2, (1 + ½) / 2 and 1/2.
    variance = np.var([0.5, 1.0], ddof=1) / 2 + np.var([1.0, 0.75, 0.5], ddof=1) / 3
    measure = group["roc_auc_score"]
    assert measure.value == 0.75
    assert measure.low == pytest.approx(0.75 - 1.959963984540054 * variance**0.5, abs=1e-12)
    assert measure.high == 1.0


@pytest.mark.parametrize("y", [[0, 0, 1, 1], [0, 0, 0, 1]])
def test_an_area_that_would_be_called_certain_has_no_interval(y):
    (group,) = audited(y, [1, 2, 3, 4]).groups

    assert (group["roc_auc_score"].value, group["roc_auc_score"].low) == (1.0, None)


def test_calibration_by_tenths_of_a_probability():
    s = [0.05, 0.05, 0.05, 0.05, 0.95, 0.95, 1.0]

    (group,) = audited([0, 0, 1, 0, 1, 1, 0], s).groups

    bands = [(band.low_score, band.people, band.mean_score, band.rate) for band in group.calibration]
    assert bands == [(0.0, 4, pytest.approx(0.05), 0.25), (0.9, 3, pytest.approx(2.9 / 3), pytest.approx(2 / 3))]
    assert (group.calibration.bands[0].low, group.calibration.bands[0].high) == pytest.approx(
        (0.0455874, 0.6993582), abs=1e-6)  # fmt: skip


def test_calibration_of_many_scores_that_are_no_probabilities_is_by_tenths_of_the_people():
    s = np.arange(1000) * 3.0

    (group,) = audited(np.arange(1000) % 2, s).groups

    assert [band.people for band in group.calibration] == [100] * 10
    assert len(group.roc.true_positive_rate) <= 202


def test_small_bands_and_those_that_would_give_them_away_are_hidden():
    y = [0, 1] * 30 + [0] * 3 + [0, 1] * 20
    s = [0.15] * 60 + [0.55] * 3 + [0.75] * 40
    more = {"y": y * 2, "s": s * 2, "g": ["a"] * 103 + ["b"] * 103}

    audit = ndl.audit_model(
        more["y"], [0, 0, 1, 1] * 51 + [0, 1], sensitive_features=more["g"], scores=more["s"], min_count=10
    )

    for group in audit.groups:
        assert not group.suppressed
        assert [band.suppressed for band in group.calibration] == [False, True, True]
        assert group.calibration.bands[1].people is None
        counts = np.array(group.roc.false_positive_rate) * 53
        assert (np.diff(counts) > 9.99).all()


def test_what_calibration_says_of_scores_that_are_too_high():
    y, s = [0] * 95 + [1] * 5 + [1] * 90 + [0] * 10, [0.5] * 100 + [0.9] * 100

    audit = audited(y, s)

    assert (
        "Calibration of “a”: of 2 bands of scores shown, in none it happened more often than the scores said, "
        "in 1 less often." in audit.summary()
    )
