"""From a frame to counts: whatever the engine, however yes and no are written, and what is refused."""

import datetime as dt
from decimal import Decimal

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl
from ndl_workbench.errors import InputError, NotFound
from ndl_workbench.fairness.counts import tally
from ndl_workbench.fairness.tally import NOT_RECORDED, Tally


def engines(frame):
    arrow = frame.to_arrow()
    return {
        "polars": frame,
        "lazy": frame.lazy(),
        "pandas": frame.to_pandas(),
        "pandas, Arrow types": frame.to_pandas(use_pyarrow_extension_array=True),
        "arrow": arrow,
        "duckdb": duckdb.connect().from_arrow(arrow),
    }


# --- every engine counts alike ----------------------------------------------------------------------

GROUPS = st.sampled_from(["a", "b", " a", "", " ", None])
OUTCOMES = {
    "text": (pl.String, ["yes", "No", " TRUE ", "0", "1.0", "", "  ", None]),
    "truth": (pl.Boolean, [True, False, None]),
    "whole": (pl.Int64, [0, 1, None]),
    "number": (pl.Float64, [0.0, 1.0, float("nan"), None]),
}


def read(value):
    """An oracle of one line a kind: what an answer means."""
    word = str(value).strip().lower()
    return "missing" if word in ("none", "nan", "") else "events" if word in ("yes", "true", "1", "1.0") else "others"


@pytest.mark.parametrize("kind", OUTCOMES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_records_are_counted_alike_by_every_engine(kind, data):
    dtype, values = OUTCOMES[kind]
    rows = data.draw(
        st.lists(st.tuples(GROUPS, st.sampled_from([1, 2, None]), st.sampled_from(values)), min_size=1, max_size=12)
    )
    frame = pl.DataFrame(rows, schema={"g": pl.String, "h": pl.Int64, "o": dtype}, orient="row")

    expected: dict[tuple[str, str], Tally] = {}
    for g, h, o in rows:
        key = ((g or "").strip() or NOT_RECORDED, NOT_RECORDED if h is None else str(h))
        expected[key] = expected.get(key, Tally()) + Tally(**{read(o): 1})
    for name, other in engines(frame).items():
        assert (name, tally(other, "o", ["g", "h"], None, None)) == (name, expected)


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(
        st.tuples(GROUPS, st.sampled_from(["yes", "no", None]), st.sampled_from([0.0, 3.0, 40.0, float("nan"), None])),
        max_size=12,
    )
)
def test_counts_are_added_alike_by_every_engine(rows):
    rows = [("a", "yes", 5.0), *rows]
    frame = pl.DataFrame(rows, schema={"g": pl.String, "o": pl.String, "c": pl.Float64}, orient="row")

    expected: dict[tuple[str], Tally] = {}
    for g, o, c in rows:
        key = ((g or "").strip() or NOT_RECORDED,)
        people = 0 if c is None or c != c else int(c)
        expected[key] = expected.get(key, Tally()) + Tally(**{read(o): people})
    for name, other in engines(frame).items():
        assert (name, tally(other, "o", ["g"], "c", None)) == (name, expected)


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(
        st.tuples(GROUPS, st.sampled_from([0.0, 3.0, float("nan"), None]), st.sampled_from([3.0, 40.0])), max_size=12
    )
)
def test_totals_are_added_alike_by_every_engine(rows):
    rows = [("a", 1.0, 2.0), *rows]
    frame = pl.DataFrame(rows, schema={"g": pl.String, "o": pl.Float64, "t": pl.Float64}, orient="row")

    expected: dict[tuple[str], Tally] = {}
    for g, o, t in rows:
        key = ((g or "").strip() or NOT_RECORDED,)
        blank = o is None or o != o
        part = Tally(missing=int(t)) if blank else Tally(events=int(o), others=int(t) - int(o))
        expected[key] = expected.get(key, Tally()) + part
    for name, other in engines(frame).items():
        assert (name, tally(other, "o", ["g"], None, "t")) == (name, expected)


# --- how values are read ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answers",
    [
        pd.Series(["yes", "NO", None]),
        pd.Series([True, False, None], dtype=object),
        pd.Series([True, False, None], dtype="boolean"),
        pd.Series([np.True_, np.False_, None], dtype=object),
        pd.Series([1, 0, None], dtype="Int64"),
        pd.Series([1.0, 0.0, np.nan]),
        pd.Series(["1", "0", " "]),
        pd.Series(["Y", "n", ""], dtype="category"),
        pd.Series([Decimal(1), Decimal(0), None], dtype=object),
        pd.Series([True, "false", np.nan], dtype=object),
    ],
)
def test_yes_no_and_blank_are_known_however_they_are_written(answers):
    frame = pd.DataFrame({"g": ["a", "a", "a"], "o": answers})

    assert tally(frame, "o", ["g"], None, None) == {("a",): Tally(events=1, others=1, missing=1)}


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ([True], "yes"),
        ([False], "no"),
        ([2024], "2024"),
        ([2024.0], "2024"),
        ([2.5], "2.5"),
        ([" Leeds "], "Leeds"),
        ([""], NOT_RECORDED),
        ([None], NOT_RECORDED),
        ([np.nan], NOT_RECORDED),
        ([pd.NaT], NOT_RECORDED),
        ([dt.date(2024, 9, 1)], "2024-09-01"),
        ([pd.Timestamp(2024, 9, 1)], "2024-09-01"),
        ([pd.Timestamp(2024, 9, 1, 12)], "2024-09-01 12:00:00"),
    ],
)
def test_the_name_of_a_group(values, label):
    frame = pd.DataFrame({"g": values, "o": ["yes"]})

    assert tally(frame, "o", ["g"], None, None) == {(label,): Tally(events=1)}


def test_groups_of_one_name_are_one_group():
    frame = pd.DataFrame({"g": [1, 1.0, "1", " 1", None, ""], "o": ["yes"] * 6})

    assert tally(frame, "o", ["g"], None, None) == {("1",): Tally(events=4), (NOT_RECORDED,): Tally(events=2)}


def test_categories_nobody_is_in_are_no_groups():
    frame = pd.DataFrame({"g": pd.Categorical(["a", None], categories=["a", "b"]), "o": ["yes", "no"]})

    assert tally(frame, "o", ["g"], None, None) == {("a",): Tally(events=1), (NOT_RECORDED,): Tally(others=1)}


@pytest.mark.parametrize("name", ["people", "events", "n", "least", "count", "__index_level_0__"])
def test_a_column_may_have_the_name_of_one_of_our_sums(name):
    records = pd.DataFrame({name: ["a", "a", "b"], "o": [1, 0, 1], "t": [1, 1, 1]})

    expected = {("a",): Tally(1, 1), ("b",): Tally(1, 0)}
    assert tally(records, "o", [name], None, None) == expected
    assert tally(records, "o", [name], "t", None) == expected
    assert tally(records, "o", [name], None, "t") == expected


# --- what is refused --------------------------------------------------------------------------------

GOOD = pd.DataFrame({"g": ["a", "a", "b"], "h": ["x", "y", "x"], "o": ["yes", "no", "yes"], "c": [5, 6, 7]})


def refused(frame=GOOD, kind=InputError, **call):
    with pytest.raises(kind) as caught:
        ndl.audit(frame, **{"outcome": "o", "by": "g", **call})
    assert caught.value.done == "nothing was computed"
    assert "\n" not in str(caught.value)
    return caught.value.found


def test_calls_that_cannot_be_answered_are_refused():
    assert refused(by=[]) == "no column to group by"
    assert refused(by=["g", "g"]) == "the same column twice among o, g, g"
    assert refused(by="o") == "the same column twice among o, o"
    assert refused(min_count=0) == "min_count=0"
    assert refused(count="c", total="c") == "both count and total"


@pytest.mark.parametrize("call", [{"by": "z"}, {"outcome": "z"}, {"count": "z"}, {"total": "z"}, {"by": ["g", "z"]}])
def test_a_column_that_is_not_there_is_named(call):
    assert refused(kind=NotFound, **call) == "no column 'z'"


def test_two_columns_of_one_name_are_refused():
    frame = pd.DataFrame([["a", "yes", "no"]], columns=["g", "o", "o"])

    assert refused(frame).startswith("two columns of the same name")


@pytest.mark.parametrize("rows", [[], [("a", "yes", 0), ("b", "no", 0)], [("a", "yes", None)]])
def test_nobody_at_all_is_refused(rows):
    frame = pl.DataFrame(rows, schema={"g": pl.String, "o": pl.String, "c": pl.Int64}, orient="row")

    for other in engines(frame).values():
        with pytest.raises(InputError, match="no people in the data"):
            tally(other, "o", ["g"], "c", None)


@pytest.mark.parametrize("value", ["maybe", "2", "-1", "yes and no", "low"])
def test_an_outcome_of_three_values_is_refused(value):
    frame = pd.DataFrame({"g": ["a"] * 3, "o": ["1", "0", value]})

    assert refused(frame) == f"the value {value!r} in the outcome 'o'"


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ([5.0, -2.0], "-2.0 people in 'c'"),
        ([5.0, -5.0], "-5.0 people in 'c'"),
        ([1.5, 1.5], "1.5 people in 'c'"),  # though their sum is whole
        ([5.0, float("inf")], "inf people in 'c'"),
        ([5.0, float("-inf")], "-inf people in 'c'"),
    ],
)
def test_a_count_that_is_no_whole_number_from_0_is_refused_by_every_engine(counts, found):
    frame = pl.DataFrame({"g": ["a", "a"], "o": ["yes", "yes"], "c": counts})

    for name, other in engines(frame).items():
        with pytest.raises(InputError) as caught:
            tally(other, "o", ["g"], "c", None)
        assert (name, caught.value.found) == (name, found)


def test_a_count_of_text_is_refused():
    assert refused(GOOD.assign(c=["5", "*", "7"]), count="c") == "text in the count column 'c'"
    assert refused(GOOD.assign(o=["5", "*", "7"]), total="c") == "text in the count column 'o'"
    assert refused(GOOD.assign(c=[True, False, True]), count="c") == "text in the count column 'c'"


@pytest.mark.parametrize(
    ("events", "total", "found"),
    [
        ([3, 12], [10, 10], "12 people with 'o' among 10 in 't'"),  # though 15 are among 20 in all
        ([3, 1], [10, None], "1 people with 'o' among 0 in 't'"),
    ],
)
def test_more_with_the_outcome_than_in_all_is_refused_by_every_engine(events, total, found):
    frame = pl.DataFrame({"g": ["a", "a"], "o": events, "t": total})

    for name, other in engines(frame).items():
        with pytest.raises(InputError) as caught:
            tally(other, "o", ["g"], None, "t")
        assert (name, caught.value.found) == (name, found)
