"""Outcomes that are numbers: averages by group, what is hidden of them, and values that cannot be."""

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

import ndl_workbench as ndl
from ndl_workbench.errors import InputError
from ndl_workbench.fairness.counts import tally
from ndl_workbench.fairness.sentences import sentences

RNG = np.random.default_rng(47)
PAY = pd.DataFrame(
    {
        "team": np.repeat(["red", "blue"], [60, 40]),
        "pay": [*RNG.normal(30_000, 4000, 60), *RNG.normal(26_000, 6000, 40)],
    }
)


def audit(frame=PAY, **call):
    return ndl.audit(frame, **{"outcome": "pay", "by": "team", **call})


def test_averages_have_the_intervals_of_statsmodels():
    blue, red = audit().outcomes

    values = {group: DescrStatsW(rows.to_numpy()) for group, rows in PAY.groupby("team")["pay"]}
    both = CompareMeans(values["blue"], values["red"])
    for row in (blue, red):
        assert row.rate == pytest.approx(values[row.group].mean)
        assert (row.low, row.high) == pytest.approx(values[row.group].tconfint_mean())
    assert (blue.n, blue.events, blue.reference) == (40, None, "red")
    assert (blue.difference_low, blue.difference_high) == pytest.approx(both.tconfint_diff(usevar="unequal"))
    assert blue.p_value == pytest.approx(both.ttest_ind(usevar="unequal")[1])
    assert (red.difference, red.p_value) == (None, None)


def test_an_average_is_said_as_a_number():
    result = audit()

    assert result.measure == "mean"
    assert sentences(result)[0].startswith("pay: on average 28,")
    assert "percentage points" not in repr(result)
    assert "if its numbers are codes, make it yes or no first" in result.method[0]
    assert result._repr_html_().count("<figure>") == 1


def test_counts_of_values_say_what_each_value_says():
    table = PAY.assign(pay=PAY["pay"].round(-3)).value_counts().rename("n").reset_index()
    each = table.loc[table.index.repeat(table["n"])].drop(columns="n")

    counted, alone = audit(table, count="n").outcomes, audit(each).outcomes

    for one, two in zip(counted, alone, strict=True):
        assert (one.n, one.low, one.high) == pytest.approx((two.n, two.low, two.high))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from([-3.5, 0.0, 1.0, 2.0, 1e6, float("nan"), None])),
        max_size=15,
    )
)
def test_values_are_added_alike_by_every_engine(rows):
    rows = [("a", 7.0), ("a", 8.0), ("b", 9.0), *rows]
    frame = pl.DataFrame(rows, schema={"g": pl.String, "o": pl.Float64}, orient="row")

    arrow = frame.to_arrow()
    expected = tally(frame, "o", ["g"], None, None)
    for other in (frame.to_pandas(), frame.lazy(), arrow, duckdb.connect().from_arrow(arrow)):
        found = tally(other, "o", ["g"], None, None)
        assert found.keys() == expected.keys()
        for key, part in found.items():
            one, two = part.sums, expected[key].sums
            assert (part.n, part.missing, one.least, one.most) == (
                expected[key].n,
                expected[key].missing,
                two.least,
                two.most,
            )
            assert (one.value, one.square) == pytest.approx((two.value, two.square), rel=1e-9, abs=1e-6)


def test_digits_are_not_lost_where_values_are_large_and_alike():
    values = 1e9 + RNG.normal(0, 1, 100)
    frame = pd.DataFrame({"team": "red", "pay": values})

    (row,) = audit(frame).outcomes

    assert (row.low, row.high) == pytest.approx(DescrStatsW(values).tconfint_mean(), abs=1e-4)


def test_an_average_of_few_is_hidden_and_so_is_what_would_give_it_away(tmp_path):
    few = pd.concat([PAY, pd.DataFrame({"team": "green", "pay": RNG.normal(20_000, 1, 9)})])

    rows = {row.group: row for row in audit(few).outcomes}

    assert [group for group, row in rows.items() if row.suppressed] == ["blue", "green"]
    assert rows["green"].rate is None
    page = audit(few).save(tmp_path / "pay.md").read_text(encoding="utf-8")
    assert "green" in page
    assert "19,99" not in page
    assert "20,00" not in page


def test_a_value_that_all_of_a_group_have_is_hidden_however_many_they_are():
    alike = pd.concat([PAY, pd.DataFrame({"team": "green", "pay": [20_000.0] * 50})])

    rows = {row.group: row for row in audit(alike).outcomes}

    assert rows["green"].suppressed
    assert rows["blue"].suppressed
    assert not rows["red"].suppressed


def test_numbers_that_are_only_0_and_1_are_no_and_yes():
    assert audit(PAY.assign(pay=[0.0, 1.0] * 50)).measure == "rate"


@pytest.mark.parametrize("codes", [[1, 2], [1.0, 2.0], [0, 9], [-1, 1]])
def test_two_numbers_that_are_codes_are_refused_by_every_engine(codes):
    frame = pl.DataFrame({"team": ["red"] * 30, "pay": [*codes, None] * 10})

    for other in (frame, frame.to_pandas(), frame.to_arrow(), duckdb.connect().from_arrow(frame.to_arrow())):
        with pytest.raises(InputError) as caught:
            audit(other)
        assert caught.value.found == f"only the numbers {codes[0]:g} and {codes[1]:g} in the outcome 'pay'"


@pytest.mark.parametrize("value", [np.inf, -np.inf])
def test_an_infinite_value_is_refused_by_every_engine(value):
    frame = pl.DataFrame({"team": ["red"] * 2, "pay": [2.0, value]})

    for other in (frame, frame.to_pandas(), frame.to_arrow(), duckdb.connect().from_arrow(frame.to_arrow())):
        with pytest.raises(InputError, match="an infinite value in the outcome 'pay'"):
            audit(other)


def test_people_of_whom_no_number_is_known_are_said_to_be_missing():
    some = pd.concat([PAY, pd.DataFrame({"team": "green", "pay": [np.nan] * 30})])

    rows = {row.group: row for row in audit(some).outcomes}
    missing = {row.group: row for row in audit(some).missingness}

    assert (rows["green"].n, rows["green"].rate, rows["green"].suppressed) == (None, None, False)
    assert (missing["green"].share, missing["green"].matters) == (1.0, True)


@pytest.mark.parametrize(
    ("size", "said"), [(1.5e5, "150,000"), (25, "25.0"), (2.5, "2.50"), (0.25, "0.250"), (0.0025, "0.0025")]
)
def test_small_averages_have_more_decimals(size, said):
    frame = PAY.assign(pay=size * np.resize([0.99, 1.0, 1.01, 1.0], 100))

    assert f"on average {said} over" in sentences(audit(frame))[0]


def test_nobody_s_number_known_is_a_clear_result():
    result = audit(PAY.assign(pay=np.nan))

    assert "pay: nobody's outcome is known." in repr(result)
