from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from ndl_workbench.fairness.intervals import newcombe, wilson


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
