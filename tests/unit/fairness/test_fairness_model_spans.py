"""Intervals: statsmodels agrees, they cover what they should, and drawing counts is drawing rows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

import ndl_workbench as ndl
from ndl_workbench.errors import InputError
from ndl_workbench.fairness import model_spans as spans
from ndl_workbench.fairness.model_counts import count
from ndl_workbench.fairness.model_input import columns_from_arrays
from ndl_workbench.fairness.model_metrics import METRICS

COUNT = st.integers(1, 60)


def people(*cells):
    """Rows of a group for each four counts: truly no said no, said yes; truly yes said no, said yes."""
    names = "abcdefgh"[: len(cells)]
    rows = [(place // 2, place % 2, name) for name, four in zip(names, cells, strict=True)
            for place, n in enumerate(four) for _ in range(n)]  # fmt: skip
    return [list(column) for column in zip(*rows, strict=True)]


def audited(*cells, **more):
    y, p, g = people(*cells)
    return ndl.audit_model(y, p, sensitive_features=g, **{"min_count": 0, **more})


@settings(max_examples=25, deadline=None)
@given(four=st.tuples(COUNT, COUNT, COUNT, COUNT))
def test_shares_have_the_intervals_of_statsmodels(four):
    (group,) = audited(four).groups

    for metric in METRICS:
        if metric.whole:
            part, whole = (sum(four[place] for place in places) for places in (metric.part, metric.whole))
            expected = proportion_confint(part, whole, method="wilson")
            assert (group[metric.name].low, group[metric.name].high) == pytest.approx(expected, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(four=st.tuples(COUNT, COUNT, COUNT, COUNT), other=st.tuples(COUNT, COUNT, COUNT, COUNT))
def test_differences_have_the_newcombe_intervals_of_statsmodels(four, other):
    groups = audited(four, other).groups
    reference = next(group for group in groups if group.reference)
    (compared,) = (group for group in groups if not group.reference)
    mine, theirs = (four, other) if compared.name == "a" else (other, four)

    expected = confint_proportions_2indep(
        mine[1], mine[0] + mine[1], theirs[1], theirs[0] + theirs[1], method="newcomb", compare="diff"
    )
    measure = compared["false_positive_rate"]
    assert (measure.difference_low, measure.difference_high) == pytest.approx(expected, abs=1e-9)
    value, against = measure.value, reference["false_positive_rate"].value
    assert measure.difference == pytest.approx(value - against, abs=1e-12)
    assert measure.ratio == pytest.approx(value / against, abs=1e-12)


def test_weights_that_are_all_alike_change_no_interval_and_unequal_ones_widen_it():
    y, p, g = people((30, 10, 12, 28))
    plain = ndl.audit_model(y, p, sensitive_features=g)
    alike = ndl.audit_model(y, p, sensitive_features=g, sample_weight=[2.5] * len(y))
    unequal = ndl.audit_model(y, p, sensitive_features=g, sample_weight=[1, 9] * (len(y) // 2))

    one, same, wide = (audit.groups[0]["false_positive_rate"] for audit in (plain, alike, unequal))
    assert (same.value, same.low, same.high) == pytest.approx((one.value, one.low, one.high), abs=1e-12)
    assert wide.high - wide.low > one.high - one.low


def test_made_up_intervals_hold_their_metric_and_narrow_with_more_people():
    (few,), (many,) = audited((30, 10, 12, 28)).groups, audited((3000, 1000, 1200, 2800)).groups

    for name in ("f1_score", "balanced_accuracy_score"):
        assert few[name].low < many[name].low < many[name].value < many[name].high < few[name].high
    for name in ("r2_score", "log_loss", "count", "roc_auc_score"):
        assert (few[name].low, few[name].high) == (None, None)


def test_intervals_of_f1_and_balanced_accuracy_are_near_those_of_a_bootstrap():
    formula, bootstrap = (audited((300, 100, 120, 280), bootstrap=samples).groups[0] for samples in (0, 4000))

    for name in ("f1_score", "balanced_accuracy_score", "precision_score"):
        assert formula[name].low == pytest.approx(bootstrap[name].low, abs=0.004)
        assert formula[name].high == pytest.approx(bootstrap[name].high, abs=0.004)


def test_the_interval_of_a_gap_covers_the_true_gap_as_often_as_it_says():
    random = np.random.default_rng(20)
    g = np.repeat([0, 1], [120, 90])
    covered = 0
    for _ in range(400):
        p = random.random(210) < np.where(g, 0.25, 0.4)
        audit = ndl.audit_model(np.zeros(210, int), p, sensitive_features=g, min_count=0)
        measure = audit.groups[1]["false_positive_rate"]
        covered += measure.difference_low <= -0.15 <= measure.difference_high

    assert 0.93 <= covered / 400 <= 0.98


# --- the bootstrap ----------------------------------------------------------------------------------


def counted(y, p, g, **more):
    columns = columns_from_arrays(y, p, g, more.get("scores"), more.get("weight"), None)
    return count(columns, fine=True)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("scored", [False, True])
def test_drawing_counts_is_the_same_in_distribution_as_drawing_rows(weighted, scored):
    random = np.random.default_rng(7)
    n, samples = 150, 3000
    g, y = random.integers(0, 2, n), random.integers(0, 2, n)
    s = np.round(random.random(n) * 0.6 + y * 0.3, 1)
    p = (s > 0.5).astype(int)
    w = random.choice([0.5, 1.0, 4.0], n)
    more = {**({"weight": w} if weighted else {}), **({"scores": s} if scored else {})}
    whole = counted(y, p, g, **more)

    ours, overall = spans.samples_of(whole, whole.cells, [slice(0, 2)], samples, seed=1)

    theirs = []
    for _ in range(500):
        rows = random.integers(0, n, n)
        audit = ndl.audit_model(
            y[rows],
            p[rows],
            sensitive_features=g[rows],
            scores=s[rows] if scored else None,
            sample_weight=w[rows] if weighted else None,
            min_count=0,
        )
        theirs.append([*audit.by_group.to_numpy(), audit.overall.to_numpy()])
    theirs = np.array(theirs)
    mine = np.concatenate([ours, overall], axis=1)
    for place, metric in enumerate(METRICS):
        for line in range(3):
            one, other = mine[:, line, place], theirs[:, line, place]
            spread = other.std()
            assert abs(one.mean() - other.mean()) <= 0.2 * spread + 1e-9, metric.name
            assert one.std() == pytest.approx(spread, rel=0.15, abs=1e-9), metric.name
            for share in (0.025, 0.25, 0.75, 0.975):
                gap = abs(np.quantile(one, share) - np.quantile(other, share))
                assert gap <= 0.45 * spread + 1e-9, metric.name


def test_counts_drawn_have_the_mean_and_covariance_of_a_multinomial():
    y, p, g = people((30, 10, 12, 28), (5, 9, 20, 6))
    whole = counted(y, p, g)
    share = whole.cells.rows / whole.cells.rows.sum()
    n = int(whole.cells.rows.sum())

    drawn = spans.draw(np.random.default_rng(3), whole.cells, 20_000)

    assert (drawn.sum(axis=1) == n).all()
    assert drawn.mean(axis=0) == pytest.approx(n * share, abs=0.15)
    expected = n * (np.diag(share) - np.outer(share, share))
    assert np.cov(drawn, rowvar=False) == pytest.approx(expected, abs=0.6)


def test_the_same_seed_gives_the_same_intervals_and_another_others():
    one, same, other = (audited((30, 10, 12, 28), (5, 9, 20, 6), bootstrap=200, seed=seed) for seed in (1, 1, 2))

    assert (one.groups, one.gaps) == (same.groups, same.gaps)
    assert one.groups != other.groups
    assert any("200 samples of the same people, drawn with replacement (seed 1)" in line for line in one.method)


def test_named_gaps_have_intervals_by_bootstrap_and_none_by_formula():
    formula, bootstrap = (audited((30, 10, 12, 28), (5, 9, 20, 6), bootstrap=samples) for samples in (0, 300))

    assert formula.disparities["low"].isna().all()
    assert bootstrap.disparities["low"].notna().all()
    assert (bootstrap.disparities["low"] <= bootstrap.disparities["high"]).all()


def test_samples_in_which_nobody_of_a_group_was_drawn_say_nothing_of_it():
    audit = audited((30, 10, 12, 28), (0, 0, 0, 1), bootstrap=300)

    assert (audit.groups[1]["selection_rate"].low, audit.groups[1]["selection_rate"].high) == (1.0, 1.0)


def test_many_samples_are_drawn_some_at_a_time(monkeypatch):
    expected = audited((30, 10, 12, 28), (5, 9, 20, 6), bootstrap=300, seed=4)
    monkeypatch.setattr(spans, "DRAWN_AT_ONCE", 50)

    assert audited((30, 10, 12, 28), (5, 9, 20, 6), bootstrap=300, seed=4).groups == expected.groups


def test_a_bootstrap_of_too_many_groups_is_refused():
    with pytest.raises(InputError, match="a bootstrap of 2,000 groups"):
        ndl.audit_model([1] * 2000, [0] * 2000, sensitive_features=list(range(2000)), bootstrap=10)
