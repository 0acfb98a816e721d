"""For any table of text: every value can be had again, and rows and columns stay where they were."""

import datetime as dt
import math
import re
from decimal import Decimal

import pandas as pd
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.loading.values.dates import read_day_number, read_moment
from ndl_workbench.loading.values.typed import typed

PLAIN = st.from_regex(r"\A-?[0-9]{0,18}(\.[0-9]{0,18})?\Z") | st.floats().map(str) | st.integers().map(str)
WRITTEN = st.builds(
    lambda open, sign, currency, number, percent, close: f"{open}{sign}{currency}{number}{percent}{close}",
    st.sampled_from(["", "", "", "("]),
    st.sampled_from(["", "", "-", "\u2212", "+"]),
    st.sampled_from(["", "", "£", "€", "£ -"]),
    st.integers(0, 10**16).map(str)
    | st.integers(0, 10**16).map("{:,}".format)
    | st.integers(0, 10**10).map(lambda number: f"{number:,}".replace(",", "\u00a0"))
    | st.floats(0, 1e9).map("{:,.2f}".format)
    | st.floats(0, 1e30).map("{:.3e}".format),
    st.sampled_from(["", "", "", "%"]),
    st.sampled_from(["", "", "", ")", " [p]", "[r][e]", "*"]),
)
SYMBOLS = st.sampled_from(["c", "x", "[c]", "[low]", "..", "-", "*", ":", "N/A", "#N/A", "null", "", " "])
DATES = st.dates(dt.date(1000, 1, 1)).map(str) | st.builds(
    lambda day, form: day.strftime(form),
    st.dates(dt.date(1969, 1, 1), dt.date(2068, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d-%m-%y", "%d %B %Y", "%Y/%m/%d", "%Y-%m-%dT%H:%M:%SZ", "%m/%d/%Y"]),
)
VALUES = st.one_of(
    st.lists(PLAIN, min_size=1, max_size=5),
    st.lists(WRITTEN | SYMBOLS, min_size=1, max_size=5),
    st.lists(DATES | SYMBOLS, min_size=1, max_size=5),
    st.lists(st.text(max_size=6) | PLAIN, min_size=1, max_size=5),
)


def number_written(text: str) -> Decimal:
    """Read a number by the rules a reader would, with none of the code under test."""
    digits = re.sub("[£€$, \u00a0\u2009\u202f()%]", "", text).replace("\u2212", "-")
    value = -Decimal(digits) if text.startswith("(") else Decimal(digits)
    return value / 100 if "%" in text else value


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_every_value_can_be_had_again(values):
    result = typed(pd.DataFrame({"x": values}, dtype=str))
    read = result.frame["x"]
    reasons = result.frame["x__reason"] if result.added else pd.Series([None] * len(values))

    for text, value, reason in zip(values, read, reasons, strict=True):
        word = text.strip()
        if not pd.isna(reason):
            assert word.endswith(reason)
            word = word.removesuffix(reason).strip()
        if not word:
            assert pd.isna(value)
        elif str(read.dtype) == "Int64" or str(read.dtype) == "Float64":
            assert Decimal(str(value)) == number_written(word)
        elif str(read.dtype) == "datetime64[us]":
            assert value == (read_moment(word) or read_day_number(word)).time
        else:
            assert value == text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(PLAIN | SYMBOLS, WRITTEN, DATES | SYMBOLS), max_size=6), st.integers(1, 99))
def test_rows_and_columns_stay_where_they_were(rows, first):
    index = pd.RangeIndex(first, first + len(rows), name="row")
    cells = pd.DataFrame(rows, columns=["b", "a", "b__reason"], index=index, dtype=str)

    result = typed(cells)

    assert [name for name in result.frame.columns if name not in result.added] == ["b", "a", "b__reason"]
    assert result.frame.index.equals(index)
    assert result.frame.index.name == "row"


@settings(max_examples=100, deadline=None)
@given(st.lists(WRITTEN | SYMBOLS | DATES | PLAIN, min_size=1, max_size=6), st.integers(0, 6))
def test_it_does_not_matter_how_the_column_lies_in_memory(values, cut):
    whole = pd.DataFrame({"x": values}, dtype=str)
    parts = pa.chunked_array([pa.array(["7", *values[:cut]]).slice(1), pa.array([], pa.string()), values[cut:]])
    apart = pd.DataFrame({"x": pd.Series(parts, dtype="str")})

    pd.testing.assert_frame_equal(typed(apart).frame, typed(whole).frame)
    assert typed(apart).decisions == typed(whole).decisions


@settings(max_examples=150, deadline=None)
@given(st.floats(min_value=-1e14, max_value=1e14, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-12))
def test_a_number_written_in_full_is_read_back_exactly(number):
    text = format(Decimal(repr(number)), "f")

    read = typed(pd.DataFrame({"x": [text if "." in text else f"{text}.0"]}, dtype=str)).frame["x"].tolist()[0]

    assert math.isclose(read, number, rel_tol=0, abs_tol=0)
