"""Exact tests and the adjustment for many of them, against statsmodels and against the definition."""

from math import comb

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import binom_test, proportions_ztest

from ndl_workbench.fairness.significance import benjamini_hochberg, binomial, fisher, score_test

SMALL = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SMALL, SMALL)
def test_fisher_adds_up_all_tables_no_likelier_than_the_one_seen(group, other):
    (x, n), (y, m) = group, other
    ways = {k: comb(n, k) * comb(m, x + y - k) for k in range(max(0, x + y - m), min(n, x + y) + 1)}

    expected = sum(number for number in ways.values() if number <= ways[x]) / sum(ways.values())

    assert fisher(x, n, y, m) == pytest.approx(expected, rel=1e-9)


def test_fisher_of_a_published_example():
    # Fisher (1935), The Design of Experiments, chapter 2: three of four cups told right; 34 of 70 both ways.
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)


def test_fisher_of_millions_is_that_of_the_score_test():
    counts = (680_500, 1_000_000, 679_000, 1_000_000)

    assert fisher(*counts) == pytest.approx(score_test(*counts), rel=1e-2)
    assert fisher(900_000, 1_000_000, 100_000, 1_000_000) == 0.0


@given(st.integers(1, 200), st.data(), st.sampled_from([0.01, 0.3, 0.5, 0.97]))
def test_binomial_is_that_of_statsmodels(n, data, share):
    events = data.draw(st.integers(0, n))

    assert binomial(events, n, share) == pytest.approx(binom_test(events, n, share), rel=1e-9)


@pytest.mark.parametrize(("events", "share", "p"), [(0, 0.0, 1.0), (1, 0.0, 0.0), (10, 1.0, 1.0), (9, 1.0, 0.0)])
def test_a_share_of_none_or_all_leaves_no_room_for_chance(events, share, p):
    assert binomial(events, 10, share) == p


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_the_score_test_is_that_of_statsmodels(n, m, data):
    x, y = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    if x + y in (0, n + m):
        assert score_test(x, n, y, m) == 1.0
    else:
        assert score_test(x, n, y, m) == pytest.approx(proportions_ztest([x, y], [n, m])[1], abs=1e-12)


@given(st.lists(st.floats(0, 1), max_size=40))
@example([0.05, 0.01, 0.01, 1.0, 0.0])
def test_benjamini_hochberg_is_that_of_statsmodels(p_values):
    expected = multipletests(p_values, method="fdr_bh")[1] if p_values else np.array([])

    assert benjamini_hochberg(p_values) == pytest.approx(list(expected), abs=1e-15)


def test_of_differences_called_sure_few_are_chance():
    # A hundred groups, 20 of which differ: of what is called sure, at most about one in twenty is chance.
    rng = np.random.default_rng(1995)
    wrong = []
    for _ in range(60):
        rates = np.where(np.arange(100) < 20, 0.65, 0.5)
        events = rng.binomial(200, rates).tolist()
        p_values = benjamini_hochberg([fisher(x, 200, 1000, 2000) for x in events])
        called = [place for place, p in enumerate(p_values) if p <= 0.05]
        wrong.append(sum(place >= 20 for place in called) / max(len(called), 1))

    assert np.mean(wrong) <= 0.05
