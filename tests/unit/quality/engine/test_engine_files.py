"""One report for a Parquet file that is read whole, and for one that is scanned where it lies."""

import datetime as dt
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ndl_workbench.loading.large.stored_parquet import stored_parquet
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.quality.check import check_table
from ndl_workbench.quality.engine.report import check_stored

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode does not
from drawn_tables import CHECKS, HERE, standard, tables, told

TYPED = {
    "single": pa.array(["A", "B", None, "B", "C", ""]),
    "whole": pa.array([1, -9, None, 100, 5, 5], pa.int32()),
    "size": pa.array([1.5, float("nan"), None, -1.0, 1e30, float("inf")]),
    "rate": pa.array([0.5, 2.0, None, -0.0, 1.0, 0.1], pa.float32()),
    "opened": pa.array(
        [dt.date(2017, 6, 30), dt.date(1999, 1, 1), None, dt.date(2021, 1, 1), *[dt.date(2001, 1, 1)] * 2]
    ),
    "kind": pa.array(["public", "PUBLIC", None, "", "the King", "Mixed"]),
    "plain": pa.array([1.5, 2.0, None, 3.0, 1e-7, 1e22]),
    "needed": pa.array([True, False, None, True, True, False]),
    "moment": pa.array([dt.datetime(2017, 6, 30, 10), None, *[dt.datetime(1999, 1, 1)] * 4], pa.timestamp("us")),
    "code": pa.array([1, 2, None, 4, 5, 6]),
    "first": pa.array([1.0, 2.5, None, None, 5.0, 6.0]),
    "second": pa.array([1, None, 3, 4, 5, 6], pa.int8()),
    "absent": pa.array([1, -99, None, -99, 5, 6]),
}


@pytest.mark.parametrize(
    "chosen", [*([name] for name in TYPED), list(TYPED)], ids=lambda names: names[0] + str(len(names))
)
@pytest.mark.parametrize("repairs", [True, False])
@pytest.mark.parametrize("statistics", [True, False])
def test_a_parquet_file_is_judged_as_when_it_is_read_whole(chosen, repairs, statistics, tmp_path):
    path = tmp_path / "here.parquet"
    pq.write_table(
        pa.table({name: TYPED[name] for name in chosen}), path, write_statistics=statistics, row_group_size=2
    )
    wanted = standard(chosen, CHECKS)
    whole = read_place(place_of(path))
    stored = stored_parquet(path, HERE)

    assert stored is not None
    assert told(check_stored(stored, wanted, "maps", repairs=repairs)) == told(
        check_table(whole, wanted, "maps", repairs=repairs)
    )


def whole_and_stored(columns, path, wanted, *, repairs=True, rows=2):
    """Check a file as it is read whole, and where it lies; None where it cannot be."""
    pq.write_table(pa.table(columns), path, row_group_size=rows)
    stored = stored_parquet(path, HERE)
    return told(check_table(read_place(place_of(path)), wanted, None, repairs=repairs)), stored and told(
        check_stored(stored, wanted, None, repairs=repairs)
    )


@settings(max_examples=60, deadline=None)
@given(
    columns=tables(),
    keys=st.lists(st.sampled_from(["A", "a", "A ", "B", "\u00a0B", "C\u2003", "", "n/a"]), min_size=14, max_size=14),
    times=st.sampled_from([1, 60]),
    repairs=st.booleans(),
)
@example(columns={"plain": ["x", "x", "y\u00a0"]}, keys=["A", "B", "C"], times=60, repairs=True)
@example(columns={"plain": ["x", "x", "y"]}, keys=["A", "B", "C\x7f"], times=1, repairs=True)
def test_texts_that_a_file_lists_are_judged_alike(columns, keys, times, repairs, tmp_path_factory):
    """A file lists the values of a column of few: those are asked for, not the rows."""
    drawn = {**columns, "single": keys[: len(next(iter(columns.values())))]}
    texts = {name: pa.array(values * times, pa.string()) for name, values in drawn.items()}
    path = tmp_path_factory.mktemp("listed") / "here.parquet"

    held, stored = whole_and_stored(texts, path, standard(list(drawn)), repairs=repairs, rows=500)

    assert stored == held


def test_a_column_of_few_values_is_known_for_one(tmp_path):
    path = tmp_path / "here.parquet"
    many = [f"{n:08}" for n in range(2_000)]
    pq.write_table(pa.table({"few": ["day nursery", "childminder"] * 1_000, "many": many}), path)

    assert {column.name: column.few for column in stored_parquet(path, HERE).columns} == {"few": True, "many": False}


def test_infinity_stands_among_numbers_either_way(tmp_path):
    held, stored = whole_and_stored({"n": [*[1.5] * 30, float("inf")]}, tmp_path / "here.parquet", None)

    assert stored == held


@pytest.mark.parametrize("bounds", [{"minimum": 0}, {"maximum": 9}, {"minimum": 0, "maximum": 1e308}])
def test_what_is_no_number_is_judged_alike_whatever_the_bounds(bounds, tmp_path):
    wanted = standard([], fields=[{"name": "n", "type": "number", **bounds}])
    numbers = [1.5, float("inf"), float("-inf"), float("nan"), -1.0, None, 10.0]

    held, stored = whole_and_stored({"n": numbers}, tmp_path / "here.parquet", wanted)

    assert stored == held


def test_a_negative_nought_is_no_copy_of_nought(tmp_path):
    held, stored = whole_and_stored({"n": [0.0, -0.0, 0.0]}, tmp_path / "here.parquet", None)

    assert stored == held


@pytest.mark.parametrize("length", [1, 9_000])
def test_a_column_whose_greatest_text_is_too_long_to_be_told_is_judged_alike(length, tmp_path):
    texts = {"plain": ["a", "b", "a", f"\u2003{'x' * length}"]}
    held, stored = whole_and_stored(texts, tmp_path / "here.parquet", standard(["plain"]))

    assert stored == held


def test_a_column_without_a_value_is_judged_alike(tmp_path):
    columns = {"plain": pa.nulls(3), "needed": pa.nulls(3), "single": ["A", "A", None]}
    held, stored = whole_and_stored(columns, tmp_path / "here.parquet", standard(list(columns)))

    assert stored == held


def test_columns_that_duckdb_would_rename_are_read_whole(tmp_path):
    assert whole_and_stored({"c": ["1"], "C": ["2"]}, tmp_path / "here.parquet", None)[1] is None


def test_a_folder_s_name_adds_no_column(tmp_path):
    (tmp_path / "year=2020").mkdir()
    held, stored = whole_and_stored({"c": ["1"]}, tmp_path / "year=2020" / "here.parquet", None)

    assert stored == held
