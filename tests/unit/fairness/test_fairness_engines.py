"""Whole audits, on tables that nobody thought of: pandas, polars and DuckDB say the same of each."""

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl
from ndl_workbench.errors import InputError
from ndl_workbench.fairness.results import Audit
from ndl_workbench.named import large_frame_of

GROUPS = st.sampled_from(["a", "b", "Prefer not to say", " ", None])
ROWS = st.lists(
    st.tuples(
        GROUPS,
        st.sampled_from(["x", "y", None]),
        st.sampled_from([2023, 2024, None]),
        st.sampled_from(["yes", "no", None]),
        st.sampled_from([0.0, 2.5, 2.5, -1.0, float("nan"), None]),
        st.integers(0, 40),
        st.sampled_from([0.5, 1.0, 4.0]),
    ),
    min_size=1,
    max_size=30,
)
SCHEMA = {
    "g": pl.String,
    "h": pl.String,
    "year": pl.Int64,
    "o": pl.String,
    "m": pl.Float64,
    "c": pl.Int64,
    "w": pl.Float64,
}
CALLS = {
    "counts": {"outcome": "o", "by": ["g", "h"], "count": "c", "period": "year"},
    "records": {"outcome": "o", "by": "g", "control": "h"},
    "weights": {"outcome": "o", "by": "g", "count": "c", "weight": "w", "control": "h", "reference": "rest"},
    "averages": {"outcome": "m", "by": ["g", "h"], "count": "c", "period": "year"},
    "weighted averages": {"outcome": "m", "by": "g", "weight": "w", "control": "h"},
}


@pytest.mark.parametrize("name", CALLS)
@settings(max_examples=12, deadline=None)
@given(rows=ROWS, min_count=st.sampled_from([1, 10]))
def test_pandas_polars_and_duckdb_say_the_same(name, rows, min_count):
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")

    answers = [answer(other, min_count, CALLS[name]) for other in (frame, frame.to_pandas(), relation(frame))]

    assert same(answers[0], answers[1])
    assert same(answers[0], answers[2])


def relation(frame):
    return duckdb.connect().from_arrow(frame.to_arrow())


def answer(frame, min_count, call):
    try:
        return ndl.audit(frame, min_count=min_count, **call).to_dict()
    except InputError as error:
        return str(error)


def same(one, two):
    """Whether two results are the same but for the order in which floats were added."""
    if isinstance(one, dict):
        return one.keys() == two.keys() and all(same(one[key], two[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(two) and all(map(same, one, two))
    return one == pytest.approx(two, rel=1e-6, abs=1e-9) if isinstance(one, float) else one == two


# --- files too large to load ------------------------------------------------------------------------

TABLE = pl.DataFrame({"g": ["a", "b"] * 200, "o": ["yes", "no", "no", "yes"] * 100, "h": ["x"] * 400})


def test_a_parquet_file_is_scanned_and_not_loaded(tmp_path):
    path = tmp_path / "people.parquet"
    TABLE.write_parquet(path)

    frame, origin, _ = large_frame_of(path)
    result = ndl.audit(path, outcome="o", by="g")

    assert type(frame).__name__ == "LazyFrame"
    assert origin.source == str(path)
    assert isinstance(result, Audit)
    assert result.outcomes == ndl.audit(TABLE, outcome="o", by="g").outcomes
    assert result.provenance.source == str(path)


def test_a_large_csv_file_is_scanned_and_a_small_one_is_loaded(tmp_path, monkeypatch):
    path = tmp_path / "people.csv"
    TABLE.write_csv(path)

    assert type(large_frame_of(path)[0]).__name__ == "DataFrame"
    monkeypatch.setattr("ndl_workbench.named.LOADED_BYTES", 100)
    assert type(large_frame_of(path)[0]).__name__ == "LazyFrame"
    assert ndl.audit(path, outcome="o", by="g").outcomes == ndl.audit(TABLE, outcome="o", by="g").outcomes


def test_ten_million_people_are_counted_in_less_memory_than_they_take():
    # 10 million rows of six columns would take more than 100 MB; the query may not.
    made = duckdb.connect(config={"memory_limit": "100MB", "threads": 2})
    people = made.sql(
        "select 'group ' || (i % 50) as g, i % 3 = 0 as o, (i % 7)::double as w, 'area ' || (i % 11) as area,"
        " case when i % 5 = 0 then null else i % 4 end as note from range(10_000_000) t(i)"
    )

    result = ndl.audit(people, outcome="o", by="g", weight="w", control="area")

    assert result.people == 10_000_000
    assert {row.n for row in result.outcomes} == {200_000}
    assert {row.column for row in result.blanks} == {"note"}
