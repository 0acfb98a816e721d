"""The same content as a pandas frame, a polars frame, an Arrow table or a DuckDB relation is judged the same."""

import dataclasses
import datetime as dt

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl

STANDARD = """
name: mine
title: Mine
source: {title: Drawn, url: https://example.org}
missing: [n/a]
fields:
  - {name: id, required: true, unique: true, pattern: '[A-Z][0-9]'}
  - {name: size, type: number, minimum: 0, units: [ha]}
  - {name: opened, type: date, maximum: 2020-12-31}
  - {name: owner, type: category, values: [public, private], default_from: [was]}
  - {name: was}
"""


@pytest.fixture(scope="module")
def standard(tmp_path_factory):
    path = tmp_path_factory.mktemp("standard") / "mine.yaml"
    path.write_text(STANDARD, encoding="utf-8")
    return path


def said(frame, standard):
    report = ndl.check(frame, standard=standard)
    return report.findings, [dataclasses.replace(r, file="") for r in report.repairs], report.columns


def engines(frame):
    return {
        "pandas": frame.to_pandas(),
        "arrow": frame.to_arrow(),
        "duckdb": duckdb.connect().from_arrow(frame.to_arrow()),
    }


CELLS = {
    "id": st.sampled_from(["A1", "A1", "B2", " B2", "x", "", None]),
    "size": st.sampled_from(["1", "-1", "1.5 ha", "1,000", "few", "n/a", "", None]),
    "opened": st.sampled_from(["2020-01-31", "31/01/2020", "2021-01-01", "31-06-2020", None]),
    "owner": st.sampled_from(["Public", "private", "me", "", None]),
    "was": st.sampled_from(["private", "me", None]),
}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.fixed_dictionaries(CELLS), max_size=8))
def test_text_is_judged_the_same_by_every_engine(standard, rows):
    frame = pl.DataFrame(rows, schema=dict.fromkeys(CELLS, pl.String))

    expected = said(frame, standard)

    for name, other in engines(frame).items():
        assert (name, said(other, standard)) == (name, expected)


def test_numbers_dates_and_truth_values_are_judged_the_same(standard):
    frame = pl.DataFrame(
        {
            "id": ["A1", "B2", "C3"],
            "size": [1.5, -2.0, None],
            "opened": [dt.date(2020, 1, 31), dt.date(2021, 1, 1), None],
            "owner": [True, False, True],
            "was": [1, 2, 3],
        }
    )

    findings, repairs, _ = expected = said(frame, standard)

    assert [(f.check, f.rows, f.observed) for f in findings] == [
        ("invalid category value", (2, 3, 4), "True"),
        ("too large", (3,), "2021-01-01"),
        ("too small", (3,), "-2.0"),
    ]
    assert repairs == []
    for name, other in engines(frame).items():
        assert (name, said(other, standard)) == (name, expected)


def test_whole_numbers_with_blanks_stay_whole_on_every_engine():
    records = {"code": [1, None, 3, 3], "day": [dt.date(2024, 6, 1), None, dt.date(2024, 6, 2), dt.date(2024, 6, 2)]}
    polars_frame = pl.DataFrame(records)
    arrow = polars_frame.to_arrow()
    relation = duckdb.from_arrow(arrow)
    for frame in (polars_frame, polars_frame.lazy(), arrow, relation):
        (copy,) = ndl.check(frame).findings
        assert (copy.check, copy.rows, copy.observed) == ("duplicate row", (5,), "3 | 2024-06-02")
