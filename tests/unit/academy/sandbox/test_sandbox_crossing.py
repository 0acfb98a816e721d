"""What is plain data arrives as it was: value, type, dtype, order and names."""

from __future__ import annotations

import datetime as dt
import decimal
import math
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=2**52, max_value=2**600).flatmap(lambda n: st.sampled_from([n, -n]))
    | st.floats()
    | st.text(st.characters(codec=None, exclude_categories=()))
    | st.binary()
    | st.complex_numbers()
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.datetimes(timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=-3, minutes=-30))]))
    | st.timedeltas()
    | st.decimals(allow_nan=False)
    | st.just(...)
    | st.builds(range, st.integers(), st.integers(), st.integers(min_value=1))
)
HASHABLE = SCALARS.filter(lambda value: value == value)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(HASHABLE, inner, max_size=5)
        | st.frozensets(HASHABLE, max_size=5)
        | st.sets(HASHABLE, max_size=5)
    ),
    max_leaves=25,
)
ARRAYS = st_numpy.arrays(
    dtype=st_numpy.boolean_dtypes()
    | st_numpy.integer_dtypes(endianness="?")
    | st_numpy.unsigned_integer_dtypes(endianness="?")
    | st_numpy.floating_dtypes(endianness="?")
    | st_numpy.complex_number_dtypes(endianness="?", sizes=(64, 128))
    | st_numpy.datetime64_dtypes(max_period="D", min_period="us", endianness="?")
    | st_numpy.timedelta64_dtypes(max_period="D", min_period="us", endianness="?")
    | st_numpy.unicode_string_dtypes(endianness="?", max_len=5)
    | st_numpy.byte_string_dtypes(max_len=5),
    shape=st_numpy.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)


def alike(a: Any, b: Any) -> bool:
    """Whether two values are of the same types through and through, and equal; not a number equals itself."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return (a == b and math.copysign(1, a) == math.copysign(1, b)) or (a != a and b != b)
    if isinstance(a, complex):
        return repr(a) == repr(b)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, dict):
        return alike(list(a.items()), list(b.items()))
    return bool(a == b)


@settings(deadline=None)
@given(PLAIN)
def test_plain_values(crossed: Callable[[Any], Any], value: Any) -> None:
    assert alike(crossed(value), value)


@settings(deadline=None)
@given(ARRAYS, st.sampled_from("CF"), st.booleans())
def test_arrays(crossed: Callable[[Any], Any], array: Any, order: Any, backwards: bool) -> None:
    array = np.asarray(array, order=order)
    given = array.T[::-1] if backwards and array.ndim else array

    there = crossed(given)

    assert type(there) is np.ndarray
    assert there.shape == given.shape
    assert there.dtype.kind == given.dtype.kind
    if given.dtype.kind not in "US":
        assert there.dtype == given.dtype.newbyteorder("<")
    np.testing.assert_array_equal(there, given)
    assert there.flags.writeable


@settings(deadline=None)
@given(st.lists(SCALARS | st.lists(SCALARS, max_size=2), max_size=4))
def test_arrays_of_objects(crossed: Callable[[Any], Any], values: list[Any]) -> None:
    array = np.empty(len(values), dtype=object)
    array[:] = values

    there = crossed(array)

    assert there.dtype == object
    assert alike(list(there), values)


@pytest.mark.parametrize(
    "value",
    [
        np.float32(0.1),
        np.int8(-3),
        np.uint64(2**64 - 1),
        np.bool_(True),
        np.complex64(1j),
        np.float16(0.5),
        np.longdouble(1) / 3,
        np.datetime64("2024-02-29"),
        np.timedelta64(5, "h"),
        np.datetime64("NaT"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_scalars_of_numpy(crossed: Callable[[Any], Any], value: Any) -> None:
    there = crossed(value)

    assert type(there) is type(value)
    assert there.dtype == value.dtype
    assert there == value or there != there


@pytest.mark.parametrize(
    ("given", "there"), [(np.str_("a"), "a"), (np.bytes_(b"a"), b"a"), (bytearray(b"a"), b"a")], ids=repr
)
def test_texts_of_numpy_become_texts(crossed: Callable[[Any], Any], given: Any, there: Any) -> None:
    assert alike(crossed(given), there)


COLUMNS = {
    "whole numbers": [1, 2, 3],
    "numbers": [1.5, math.nan, -0.0],
    "truths": [True, False, True],
    "small": np.array([1, 2, 3], "int8"),
    "texts": ["a", None, "ß"],
    "texts as objects": pd.Series(["a", None, 3], dtype=object),
    "only texts as objects": pd.Series(["a", "b", "c"], dtype=object),
    "dates as objects": pd.Series([dt.datetime(2020, 1, 1)] * 3, dtype=object),
    "days": [dt.date(2020, 1, 1)] * 3,
    "lists": pd.Series([[1], [2, 3], None], dtype=object),
    "dates": pd.to_datetime(["2020-01-01", None, "2021-06-30"]),
    "seconds": pd.to_datetime(["2020-01-01"] * 3).as_unit("s"),
    "here": pd.to_datetime(["2020-07-01", None, "2021-01-01"]).tz_localize("Europe/London"),
    "there": pd.to_datetime(["2020-01-01T00:00+02:00"] * 3),
    "spans": pd.to_timedelta([1, None, 3], unit="h"),
    "months": pd.PeriodIndex(["2020-01", "NaT", "2021-05"], freq="M"),
    "quarters": pd.period_range("2020Q1", periods=3, freq="Q-MAR"),
    "bands": pd.cut([1, 2, 9], [0, 3, 10]),
    "between": pd.arrays.IntervalArray.from_breaks([0.0, 1, 2, 3], closed="left"),
    "kinds": pd.Categorical(["b", None, "a"], categories=["b", "a", "c"]),
    "grades": pd.Categorical([1, 2, 1], categories=[2, 1], ordered=True),
    "Int64": pd.array([1, None, 3], dtype="Int64"),
    "UInt8": pd.array([1, None, 3], dtype="UInt8"),
    "Float32": pd.array([1.5, None, 3], dtype="Float32"),
    "boolean": pd.array([True, None, False], dtype="boolean"),
    "string": pd.array(["a", None, "c"], dtype="string"),
}
NAMES = ["plain", 3, None, ("a", 1), pd.Timestamp("2020-01-01"), dt.date(2020, 1, 1)]


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(crossed: Callable[[Any], Any], name: str) -> None:
    column = pd.Series(COLUMNS[name], name=name)

    pd.testing.assert_series_equal(crossed(column), column)
    pd.testing.assert_series_equal(crossed(column.iloc[:0]), column.iloc[:0])
    pd.testing.assert_series_equal(crossed(column.iloc[::-2]), column.iloc[::-2])
    array = column.array
    assert type(crossed(array)) is type(array)


@pytest.mark.parametrize("name", [name for name in COLUMNS if name not in ("lists",)])
def test_indexes(crossed: Callable[[Any], Any], name: str) -> None:
    index = pd.Index(COLUMNS[name], name=name)

    pd.testing.assert_index_equal(crossed(index), index, exact=True)
    pd.testing.assert_index_equal(crossed(index[:0]), index[:0], exact=True)


@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(3, 30, 3, name="n"),
        pd.MultiIndex.from_product(
            [["a", "b"], [1, 2], pd.period_range("2020", periods=2, freq="Y")], names=["x", None, 3]
        ),
        pd.MultiIndex.from_tuples([("a", None), ("b", 2)]),
        pd.MultiIndex.from_arrays([[], []], names=["x", "y"]),
        pd.date_range("2020-01-31", periods=3, freq="ME", tz="Europe/London"),
        pd.date_range("2020-01-01", periods=3, freq="-1h"),
        pd.timedelta_range("1D", periods=3),
        pd.Index([]),
    ],
    ids=lambda index: type(index).__name__,
)
def test_kinds_of_index(crossed: Callable[[Any], Any], index: pd.Index) -> None:
    there = crossed(index)

    pd.testing.assert_index_equal(there, index, exact=True)
    assert getattr(there, "freq", None) == getattr(index, "freq", None)
    frame = pd.DataFrame({"a": range(len(index))}, index=index)
    pd.testing.assert_frame_equal(crossed(frame), frame)
    pd.testing.assert_frame_equal(crossed(frame.T), frame.T, check_column_type=True)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(list(COLUMNS)), st.sampled_from(NAMES)), max_size=5),
    st.sampled_from(list(COLUMNS)),
    st.sampled_from(NAMES),
)
def test_tables(crossed: Callable[[Any], Any], columns: list[tuple[str, Any]], index: str, name: Any) -> None:
    """Of any columns, under any names, twice the same ones too, and any index."""
    parts = [pd.Series(COLUMNS[kind]).reset_index(drop=True) for kind, _ in columns]
    table = pd.concat(parts, axis=1) if parts else pd.DataFrame(index=range(3))
    table.index = pd.Index(COLUMNS[index if index != "lists" else "texts"], name=name)
    names = pd.Series([name for _, name in columns], dtype=object)
    table.columns = pd.Index(names, dtype=object, name=name, tupleize_cols=False)

    there = crossed(table)

    pd.testing.assert_frame_equal(there, table, check_column_type=True, check_freq=True)
    assert type(there) is pd.DataFrame


def test_a_table_forgets_what_is_only_said_about_it(crossed: Callable[[Any], Any]) -> None:
    table = pd.DataFrame({"a": [1]})
    table.attrs["ndl"] = {"passed": True}

    assert crossed(table).attrs == {}
    assert crossed(pd.DataFrame()).shape == (0, 0)


@pytest.mark.parametrize(
    "value",
    [
        pd.Timestamp("2020-01-01"),
        pd.Timestamp("2020-01-01").as_unit("s"),
        pd.Timestamp("2020", tz="Asia/Tokyo"),
        pd.Timedelta("36h"),
        pd.Period("2020Q1"),
        pd.Interval(0, 1, closed="both"),
        pd.NaT,
        pd.NA,
    ],
    ids=repr,
)
def test_scalars_of_pandas(crossed: Callable[[Any], Any], value: Any) -> None:
    there = crossed(value)

    assert type(there) is type(value)
    assert repr(there) == repr(value)
    assert getattr(there, "unit", "") == getattr(value, "unit", "")


def test_kinds_of_dict_become_dicts(crossed: Callable[[Any], Any]) -> None:
    """They equal one that holds the same, so that who counted with a Counter loses nothing."""
    plain = {"a": 2, "b": 1}

    assert alike(crossed(Counter("aba")), plain)
    assert alike(crossed(OrderedDict(plain)), plain)
    assert alike(crossed([defaultdict(int, plain)]), [plain])


class Whole(int):
    pass


class Text(str):
    __slots__ = ()


class Pairs(dict):
    pass


class Table(pd.DataFrame):
    pass


class Numbers(np.ndarray):
    pass


Point = namedtuple("Point", "x y")


@pytest.mark.parametrize(
    "value",
    [
        Whole(1),
        Text("a"),
        Pairs(),
        Table(),
        np.zeros(2).view(Numbers),
        Point(1, 2),
        deque([1]),
        Fraction(1, 3),
        np.ma.array([1, 2], mask=[0, 1]),
        np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
        {}.keys(),
        memoryview(b"a"),
        slice(3),
        iter([1]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_plain_data_stays_behind(crossed: Callable[[Any], Any], value: Any) -> None:
    assert crossed(value) == ("stand-in", "object", 0, type(value).__name__)
    assert crossed({"in": [value]}) == {"in": [("stand-in", "object", 0, type(value).__name__)]}


@pytest.mark.parametrize(
    "value", [len, math.sqrt, str.upper, int, lambda: 1, np.add, Pairs], ids=lambda value: type(value).__name__
)
def test_what_can_be_called_stays_behind_as_a_function(crossed: Callable[[Any], Any], value: Any) -> None:
    assert crossed(value)[:2] == ("stand-in", "function")


def test_long_decimals_are_kept_whole(crossed: Callable[[Any], Any]) -> None:
    long = decimal.Decimal("1" * 5_000)

    assert crossed(long) == long
