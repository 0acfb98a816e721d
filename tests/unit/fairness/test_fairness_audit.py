"""Whole audits: the figures the collection is calibrated to, and the same from records as from counts."""

import dataclasses
import json

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl

BY = ["ethnic_group", "benefits", "area_name"]
OUTCOME = "good_level_of_development"
BLACK = "Black, Black British, Black Welsh, Caribbean or African"


@pytest.fixture(scope="module")
def records():
    return ndl.audit("early-years/school-readiness", outcome=OUTCOME, by=BY)


@pytest.fixture(scope="module")
def counts():
    return ndl.audit("early-years/school-readiness-by-area", outcome=OUTCOME, by=BY, count="children")


# --- the launch figures -----------------------------------------------------------------------------


def test_32_per_cent_do_not_reach_the_expected_level(records):
    overall = records.overall

    assert (overall.n, overall.events, overall.rate) == (6000, 4080, 0.68)
    assert 1 - overall.rate == pytest.approx(0.32)
    assert (round(overall.low, 4), round(overall.high, 4)) == (0.6681, 0.6917)
    assert records.people == 6180


def test_48_per_cent_of_those_with_benefits_do_not(records):
    (row,) = [row for row in records.outcomes if (row.by, row.group) == ("benefits", "yes")]

    assert (row.n, row.events, row.rate) == (1500, 780, 0.52)
    assert 1 - row.rate == 0.48
    assert (row.reference, round(row.difference, 4), round(row.ratio, 4)) == ("no", -0.2155, 0.7070)


def test_who_is_under_represented_and_who_is_hidden(records):
    shares = {row.group: row for row in records.representation if row.by == "ethnic_group"}

    assert (shares[BLACK].n, round(shares[BLACK].observed, 3), shares[BLACK].expected) == (186, 0.03, 0.06)
    assert [group for group, row in shares.items() if row.suppressed] == ["Not stated", "Other ethnic group"]


def test_missing_outcomes_are_counted_by_group(records):
    missing = {(row.by, row.group): (row.people, row.missing) for row in records.missingness}

    assert missing["area_name", "Port Callow"] == (1273, 96)
    assert missing["ethnic_group", "Asian, Asian British or Asian Welsh"] == (720, 54)
    assert missing["benefits", "Not recorded"][0] == 120


# --- records and counts -----------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["overall", "people", "outcomes", "missingness", "intersections", "representation"])
def test_counts_say_exactly_what_the_records_say(records, counts, part):
    assert getattr(counts, part) == getattr(records, part)


def test_a_frame_of_records_is_the_special_case_of_a_count_of_one(records):
    frame = ndl.load("early-years/school-readiness").assign(one=1)

    audit = ndl.audit(frame, outcome=OUTCOME, by=BY, count="one", population="reference/population")

    assert (audit.outcomes, audit.missingness, audit.intersections) == (
        records.outcomes,
        records.missingness,
        records.intersections,
    )
    assert audit.representation.rows == records.representation.rows


def test_a_numerator_and_its_total_say_the_same(records):
    frame = ndl.load("early-years/school-readiness")
    known = frame[frame[OUTCOME].notna()]
    table = known.assign(ready=known[OUTCOME].astype(int), all=1).groupby(["area_name"], as_index=False)[
        ["ready", "all"]
    ]

    audit = ndl.audit(table.sum(), outcome="ready", by="area_name", total="all")

    # Adjusted p-values allow for what else was asked, and here nothing was.
    alone = [dataclasses.replace(row, p_adjusted=None) for row in audit.outcomes]
    assert alone == [dataclasses.replace(row, p_adjusted=None) for row in records.outcomes if row.by == "area_name"]
    assert audit.overall == records.overall


def test_every_engine_says_the_same(counts):
    frame = pl.from_pandas(ndl.load("early-years/school-readiness-by-area").reset_index(drop=True))
    relation = duckdb.connect().from_arrow(frame.to_arrow())

    for other in (frame, frame.to_arrow(), relation):
        audit = ndl.audit(other, outcome=OUTCOME, by=BY, count="children", population="reference/population")
        assert audit.outcomes == counts.outcomes
        assert audit.intersections == counts.intersections
        assert audit.missingness == counts.missingness
        assert audit.representation == counts.representation


@settings(max_examples=25, deadline=None)
@given(
    cells=st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["yes", "no", None])), st.integers(0, 60), min_size=1
    )
)
def test_any_table_of_counts_says_what_its_records_say(cells):
    cells = {**cells, ("a", "yes"): 40}
    table = pd.DataFrame([(g, o, c) for (g, o), c in cells.items()], columns=["g", "o", "c"])
    each = table.loc[table.index.repeat(table["c"])].drop(columns="c")
    empty = set("abc") - set(each["g"])

    audit = ndl.audit(table[~table["g"].isin(empty)], outcome="o", by="g", count="c").to_dict()

    alone = ndl.audit(each, outcome="o", by="g").to_dict()
    assert {**alone, "provenance": None} == {**audit, "provenance": None}


# --- against fairlearn ------------------------------------------------------------------------------


def test_rates_are_the_selection_rates_of_fairlearn(records):
    from fairlearn.metrics import MetricFrame, selection_rate

    frame = ndl.load("early-years/school-readiness")
    known = frame[frame[OUTCOME].notna() & frame["benefits"].notna()]
    chosen = known[OUTCOME].astype(int)
    expected = MetricFrame(
        metrics=selection_rate, y_true=chosen, y_pred=chosen, sensitive_features=known["ethnic_group"].astype(str)
    )

    audit = ndl.audit(known, outcome=OUTCOME, by="ethnic_group", min_count=1)

    shown = {row.group: row.rate for row in audit.outcomes if not row.suppressed}
    assert len(shown) >= 5
    for group, rate in shown.items():
        assert rate == pytest.approx(expected.by_group[group], abs=1e-12)
    assert audit.overall.rate == pytest.approx(expected.overall, abs=1e-12)


# --- comparing groups -------------------------------------------------------------------------------


def audited(*rows, **call):
    frame = pd.DataFrame(rows, columns=["g", "o", "c"])
    return ndl.audit(frame, **{"outcome": "o", "by": "g", "count": "c", "min_count": 1, **call})


def test_a_gap_to_a_rate_of_none_has_no_ratio():
    audit = audited(("a", 0, 90), ("a", 1, 1), ("b", 1, 20), ("b", 0, 20))

    assert [(row.group, row.reference, row.ratio) for row in audit.outcomes] == [
        ("a", "a", None),
        ("b", "a", 0.5 / (1 / 91)),
    ]


def test_a_single_group_is_compared_with_nobody():
    audit = audited(("a", 1, 20), ("a", 0, 20))

    (row,) = audit.outcomes
    assert (row.rate, row.reference, row.difference, row.ratio) == (0.5, "a", None, None)
    assert len(audit.intersections) == 0


def test_one_row_is_an_audit_that_shows_nothing():
    audit = ndl.audit(pd.DataFrame({"g": ["a"], "o": ["yes"]}), outcome="o", by="g")

    assert (audit.people, audit.overall.n, audit.suppressed) == (None, None, 1)
    assert "1 group is hidden, because fewer than 10 people in it had the outcome, or did not have it" in repr(audit)
    assert "Every group is hidden." in audit._repr_html_()


def test_no_outcome_at_all_is_a_clear_result():
    audit = audited(("a", None, 300), ("b", None, 200))

    assert (audit.people, audit.overall.n, audit.overall.suppressed) == (500, None, False)
    assert [(row.group, row.people, row.share) for row in audit.missingness] == [("a", 300, 1.0), ("b", 200, 1.0)]
    assert "o: nobody's outcome is known." in repr(audit)
    json.dumps(audit.to_dict(), allow_nan=False)


def test_the_name_of_one_column_will_do_for_by():
    rows = [("a", 1, 20), ("a", 0, 20)]

    assert audited(*rows, by="g").outcomes == audited(*rows, by=["g"]).outcomes


# --- the result as such -----------------------------------------------------------------------------


def test_an_audit_is_frozen_can_be_hashed_and_is_short_to_print(records):
    with pytest.raises(dataclasses.FrozenInstanceError):
        records.people = 0

    assert len({records, records}) == 1
    assert len(repr(records).splitlines()) <= 20


def test_to_dict_is_ready_for_json(records):
    told = json.loads(json.dumps(records.to_dict(), allow_nan=False))

    assert told == records.to_dict()
    assert told["schema"] == "ndl/audit/2"
    assert told["overall"]["rate"] == 0.68


def test_frames_have_a_column_for_each_attribute_and_gaps_for_what_is_hidden(records):
    frame = records.to_frame()

    assert list(frame)[:8] == ["by", "group", "n", "events", "rate", "low", "high", "difference"]
    assert str(frame["n"].dtype) == "Int64"
    assert frame.loc[frame["suppressed"], ["n", "events", "rate", "low", "high"]].isna().all(axis=None)
    assert frame.loc[~frame["suppressed"], ["n", "events", "rate", "low", "high"]].notna().all(axis=None)
    assert records.intersections.to_frame()["rate"].dropna().is_monotonic_increasing


def test_an_empty_table_of_combinations_is_a_frame_with_columns():
    frame = audited(("a", 1, 20), ("a", 0, 20)).intersections.to_frame()

    assert frame.shape == (0, 18)
