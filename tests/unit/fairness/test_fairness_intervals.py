from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    score_test_proportions_2indep,
)
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from ndl_workbench.fairness.intervals import mean_interval, newcombe, score_ratio, welch, wilson


@st.composite
def counts(draw):
    n = draw(st.integers(1, 10**6))
    return draw(st.integers(0, n)), n


LEVELS = st.sampled_from([0.5, 0.9, 0.95, 0.99])


@given(counts(), LEVELS)
def test_wilson_is_that_of_statsmodels(group, level):
    events, n = group

    assert wilson(events, n, level) == pytest.approx(
        proportion_confint(events, n, alpha=1 - level, method="wilson"), abs=1e-12
    )


@given(counts(), counts(), LEVELS)
def test_newcombe_is_that_of_statsmodels(group, other, level):
    expected = confint_proportions_2indep(*group, *other, method="newcomb", compare="diff", alpha=1 - level)

    assert newcombe(*group, *other, level) == pytest.approx(expected, abs=1e-12)


def test_wilson_of_a_published_example():
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3: 81 of 263 and 15 of 148.
    assert [round(bound, 4) for bound in wilson(81, 263)] == [0.2553, 0.3662]
    assert [round(bound, 4) for bound in wilson(15, 148)] == [0.0624, 0.1605]


def test_newcombe_of_a_published_example():
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10: 56/70 less 48/80.
    assert [round(bound, 4) for bound in newcombe(56, 70, 48, 80)] == [0.0524, 0.3339]


@pytest.mark.parametrize("n", [10, 20, 50, 100])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.68])
def test_nearly_95_of_100_wilson_intervals_hold_the_true_share(n, share):
    # Exact: the chance of each count of events, summed over those whose interval holds the share.
    cover = sum(
        comb(n, events) * share**events * (1 - share) ** (n - events)
        for events in range(n + 1)
        if wilson(events, n)[0] <= share <= wilson(events, n)[1]
    )

    assert 0.92 <= cover <= 0.98


@given(counts(), counts())
def test_an_interval_holds_what_was_observed_and_stays_in_range(group, other):
    low, high = wilson(*group)
    below, above = newcombe(*group, *other)
    rate, difference = group[0] / group[1], group[0] / group[1] - other[0] / other[1]

    assert 0 <= low <= rate <= high <= 1
    assert -1 - 1e-12 <= below <= difference <= above <= 1 + 1e-12


def test_none_and_all_touch_the_ends_exactly():
    assert wilson(0, 7)[0] == 0.0
    assert wilson(7, 7)[1] == 1.0
    assert 0 < wilson(0, 7)[1] < 1


@pytest.mark.parametrize(("events", "n"), [(1, 0), (0, 0), (-1, 5), (6, 5), (0, -1)])
def test_counts_that_cannot_be_are_refused(events, n):
    with pytest.raises(ValueError, match="events must be from 0 to n"):
        wilson(events, n)


# --- ratios -----------------------------------------------------------------------------------------


@given(counts(), counts(), LEVELS)
def test_each_end_of_a_score_ratio_is_where_the_score_test_of_statsmodels_gives_the_level(group, other, level):
    low, high = score_ratio(*group, *other, level)
    # Where all of a group have the outcome, the test turns on one part in a million million of a share.
    near = 1e-2 if group[0] == group[1] or other[0] == other[1] else 1e-5

    # Where all of both have it, statsmodels loses all digits: those ends are asserted below.
    for end in () if group[0] == group[1] and other[0] == other[1] else (low, high):
        if end and 1e-6 < end < 1e6:
            tested = score_test_proportions_2indep(*group, *other, value=end, compare="ratio", correction=True)
            assert np.real(tested.pvalue) == pytest.approx(1 - level, abs=near)
    assert (low == 0) is (group[0] == 0)
    assert (high is None) is (other[0] == 0)


@pytest.mark.parametrize(
    ("n", "n_2", "low", "high"), [(20, 30, 0.8361254369842, 1.1306618646495), (1, 37_501, 0.206544944, 1.000102439)]
)
def test_a_ratio_of_two_whole_groups_solves_the_score_equation(n, n_2, low, high):
    assert score_ratio(n, n, n_2, n_2) == pytest.approx((low, high), rel=1e-6)


@pytest.mark.parametrize("group", [(10, 100), (200, 1000), (56, 70)])
@pytest.mark.parametrize("other", [(15, 90), (48, 80), (300, 900)])
def test_score_ratio_is_that_of_statsmodels(group, other):
    # Only away from none and all, where its own search for the ends stops short.
    expected = confint_proportions_2indep(*group, *other, method="score", compare="ratio", correction=True)

    assert score_ratio(*group, *other) == pytest.approx(expected, rel=1e-7)


# --- means ------------------------------------------------------------------------------------------

VALUES = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=30).filter(lambda values: np.var(values) > 1e-3)


def about(values):
    return float(np.mean(values)), float(np.var(values, ddof=1)), len(values)


@given(VALUES, LEVELS)
def test_the_interval_of_a_mean_is_that_of_statsmodels(values, level):
    expected = DescrStatsW(np.array(values)).tconfint_mean(alpha=1 - level)

    assert mean_interval(*about(values), level) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(VALUES, VALUES, LEVELS)
def test_welch_is_that_of_statsmodels(one, two, level):
    both = CompareMeans(DescrStatsW(np.array(one)), DescrStatsW(np.array(two)))

    low, high, p = welch(about(one), about(two), level)

    assert (low, high) == pytest.approx(both.tconfint_diff(alpha=1 - level, usevar="unequal"), rel=1e-9, abs=1e-9)
    assert p == pytest.approx(both.ttest_ind(usevar="unequal")[1], abs=1e-12)


def test_of_one_person_or_of_people_all_alike_nothing_is_known():
    assert mean_interval(5.0, 0.0, 1) is None
    assert welch((5.0, 0.0, 1), (4.0, 1.0, 20), 0.95) is None
    assert welch((5.0, 0.0, 10), (4.0, 0.0, 20), 0.95) is None


# --- cover, by simulation ---------------------------------------------------------------------------

TRIES = 2000


def covered(intervals, truth):
    """Return the share of intervals that hold the truth."""
    return sum(low <= truth <= (high if high is not None else np.inf) for low, high in intervals) / TRIES


@pytest.mark.parametrize(
    ("n", "n_2", "share", "share_2"), [(40, 60, 0.3, 0.5), (200, 50, 0.1, 0.2), (30, 30, 0.9, 0.7)]
)
def test_about_95_of_100_intervals_hold_the_true_difference_and_the_true_ratio(n, n_2, share, share_2):
    rng = np.random.default_rng(1927)
    events, events_2 = rng.binomial(n, share, TRIES).tolist(), rng.binomial(n_2, share_2, TRIES).tolist()
    drawn = list(zip(events, events_2, strict=True))

    assert 0.93 <= covered([newcombe(x, n, y, n_2) for x, y in drawn], share - share_2) <= 0.98
    assert 0.93 <= covered([score_ratio(x, n, y, n_2) for x, y in drawn], share / share_2) <= 0.98
    assert 0.93 <= covered([wilson(x, n) for x, _ in drawn], share) <= 0.98


def test_about_95_of_100_intervals_hold_the_true_mean_and_the_true_difference_of_means():
    rng = np.random.default_rng(1947)
    one, two = rng.normal(10, 2, (TRIES, 15)), rng.normal(7, 5, (TRIES, 40))
    pairs = list(zip(map(about, one), map(about, two), strict=True))

    assert 0.935 <= covered([mean_interval(*first) for first, _ in pairs], 10) <= 0.965
    assert 0.935 <= covered([welch(first, second)[:2] for first, second in pairs], 3) <= 0.965


def test_about_95_of_100_intervals_at_the_effective_number_hold_the_true_weighted_share():
    # Half of the people stand for five times as many as the others do.
    rng = np.random.default_rng(1965)
    weights = np.repeat([1.0, 5.0], 150)
    answers = rng.random((TRIES, 300)) < 0.2
    n = weights.sum() ** 2 / (weights**2).sum()
    rates = (answers * weights).sum(axis=1) / weights.sum()

    assert 0.93 <= covered([wilson(rate * n, n) for rate in rates.tolist()], 0.2) <= 0.97
