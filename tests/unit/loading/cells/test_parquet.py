"""Parquet: the types it was stored with, in the forms our other tables have."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.errors import NdlError, Unreadable
from ndl_workbench.loading.cells.parquet import read_parquet
from ndl_workbench.loading.recognising.recognise import recognise


@pytest.fixture
def stored(tmp_path):
    """Write columns to a file and read it."""

    def stored(columns: dict[str, pa.Array] | pa.Table) -> tuple[pd.DataFrame, tuple[str, ...]]:
        table = columns if isinstance(columns, pa.Table) else pa.table(columns)
        pq.write_table(table, tmp_path / "table")
        assert recognise(tmp_path / "table", "table").kind == "parquet"
        return read_parquet(tmp_path / "table", "table")

    return stored


@pytest.mark.parametrize(
    ("values", "dtype", "expected"),
    [
        (pa.array([1, None, 3]), "Int64", [1, pd.NA, 3]),
        (pa.array([2**53 + 1], pa.int64()), "Int64", [9007199254740993]),
        (pa.array([1, 2], pa.uint8()), "Int64", [1, 2]),
        (pa.array([2**64 - 1], pa.uint64()), "UInt64", [18446744073709551615]),
        (pa.array([1.5, None, float("nan")]), "Float64", [1.5, pd.NA, pd.NA]),
        (pa.array([0.5], pa.float32()), "Float64", [0.5]),
        (pa.array([True, None]), "boolean", [True, pd.NA]),
        (pa.array(["Leeds", None, ""]), "str", ["Leeds", pd.NA, ""]),
        (pa.array(["Leeds"], pa.large_string()), "str", ["Leeds"]),
        (pa.array(["Leeds", None, "Leeds"]).dictionary_encode(), "str", ["Leeds", pd.NA, "Leeds"]),
        (pa.array([5, 5]).dictionary_encode(), "Int64", [5, 5]),
        (pa.array([None, None], pa.null()), "str", [pd.NA, pd.NA]),
        (pa.array([dt.date(2024, 2, 29), None]), "datetime64[us]", [pd.Timestamp("2024-02-29"), pd.NA]),
        (
            pa.array([dt.datetime(2024, 1, 2, 3, 4)], pa.timestamp("ns")),
            "datetime64[us]",
            [pd.Timestamp("2024-01-02 03:04")],
        ),
        (pa.array([Decimal("12.50"), None], pa.decimal128(5, 2)), "Float64", [12.5, pd.NA]),
        (pa.array([b"Llys", None]), "str", ["Llys", pd.NA]),
    ],
)
def test_types_as_stored(stored, values, dtype, expected):
    frame, decisions = stored({"x": values})

    assert frame["x"].dtype == dtype
    assert [pd.NA if pd.isna(value) else value for value in frame["x"]] == expected
    assert decisions == ()


@pytest.mark.parametrize(
    ("values", "expected", "said"),
    [
        (
            pa.array([Decimal("0.12345678901234567890")], pa.decimal128(38, 20)),
            "0.12345678901234567890",
            "column 'x' holds decimals too long for a number: text",
        ),
        (pa.array([["a", "£"]]), '["a", "£"]', "column 'x' holds lists or records: JSON text"),
        (
            pa.array([{"a": 1, "b": dt.date(2024, 1, 2)}]),
            '{"a": 1, "b": "2024-01-02"}',
            "column 'x' holds lists or records: JSON text",
        ),
        (pa.array([b"\xff\x00"]), "ff00", "column 'x' holds bytes that are not text: hexadecimal"),
        (pa.array([dt.time(9, 30)]), "09:30:00", "column 'x' is of the type time64[us]: text"),
        (
            pa.array([1], pa.timestamp("ns")),
            "1970-01-01 00:00:00.000000001",
            "column 'x' holds times that do not fit a microsecond: text",
        ),
    ],
)
def test_what_has_no_type_of_ours_is_text_and_said(stored, values, expected, said):
    frame, decisions = stored({"x": values})

    assert frame["x"].dtype == "str"
    assert frame["x"].tolist() == [expected]
    assert decisions == (said,)


def test_times_of_another_zone_are_in_utc(stored):
    noon = dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC)
    frame, decisions = stored({"x": pa.array([noon], pa.timestamp("us", "Europe/London"))})

    assert frame["x"].tolist() == [pd.Timestamp("2024-07-01 12:00")]
    assert decisions == ("column 'x' holds times in UTC; they were stored for 'Europe/London'",)


def test_rows_count_from_two_as_in_our_other_tables(stored):
    frame, _ = stored({"x": pa.array([1, 2])})

    assert (frame.index.name, frame.index.tolist()) == ("row", [2, 3])


def test_a_table_without_rows(stored):
    frame, _ = stored({"x": pa.array([], pa.int64()), "y": pa.array([], pa.string())})

    assert (frame.shape, [str(dtype) for dtype in frame.dtypes]) == ((0, 2), ["Int64", "str"])


def test_names_used_twice_or_empty(stored):
    table = pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array([3])], names=["a", "a", ""])
    frame, decisions = stored(table)

    assert frame.iloc[0].to_dict() == {"a": 1, "a_2": 2, "unnamed_3": 3}
    assert decisions == (
        "column 2 is called 'a_2': its name is used twice",
        "column 3 is called 'unnamed_3': its name is empty",
    )


def test_what_pandas_wrote_about_its_index_is_not_followed(tmp_path):
    pd.DataFrame({"x": [1]}, index=pd.Index([99], name="code")).to_parquet(tmp_path / "table")

    frame, _ = read_parquet(tmp_path / "table", "table")

    assert frame.to_dict("list") == {"x": [1], "code": [99]}
    assert frame.index.tolist() == [2]


def test_a_file_that_cannot_be_read_says_four_things(tmp_path):
    (tmp_path / "table").write_bytes(b"PAR1" + b"\0" * 20 + b"PAR1")

    with pytest.raises(Unreadable) as refused:
        read_parquet(tmp_path / "table", "table")

    assert refused.value.found.startswith("a Parquet file that cannot be read (")
    assert refused.value.next == "download it again"


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (pa.array(range(20_000)), "20,000 rows of 1 columns"),
        # Few bytes in the file, many in memory.
        (pa.array(["x" * 1000] * 1000), "more than 100,000 bytes in memory"),
    ],
)
def test_more_than_the_limit(stored, monkeypatch, values, found):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")

    with pytest.raises(Unreadable, match=found):
        stored({"x": values})


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("any") / "table"
    pq.write_table(pa.table({"x": pa.array([1, 2, 3]), "y": pa.array(["a", "b", "c"])}), path)
    return path


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_changed_file_is_read_or_refused(whole, data):
    content = bytearray(whole.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    changed = whole.with_name("changed")
    changed.write_bytes(content)

    try:
        columns = read_parquet(changed, "table")[0].shape[1]
    except NdlError as error:
        columns = len(error.next)

    assert columns
