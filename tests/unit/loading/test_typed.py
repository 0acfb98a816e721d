"""A column gets a type only when every value survives it."""

import math
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.loading.typed import typed


def column(*values: str, **field: object) -> pd.Series:
    schema = {"fields": [{"name": "x", **field}]} if field else None
    return typed(pd.DataFrame({"x": list(values)}, dtype=str), schema)["x"]


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        (["1", "-2", "0"], "Int64"),
        (["1", "", "3"], "Int64"),
        ([" 1 ", "2"], "Int64"),
        (["-0"], "Int64"),
        (["123456789012345"], "Int64"),
        (["1.5", "2"], "Float64"),
        (["1.10"], "Float64"),
        (["-0.0"], "Float64"),
        (["0.00001", "0.00005"], "Float64"),
        (["123456789012345.12"], "Float64"),
        (["2017-06-30", "2016-02-29"], "datetime64[us]"),
        (["9999-12-31", ""], "datetime64[us]"),
        # Each of these would come back as something else.
        (["007", "1"], "str"),
        (["1234567890123456"], "str"),
        (["0.12345678901234567890"], "str"),
        (["1e5"], "str"),
        (["+5"], "str"),
        ([".5"], "str"),
        (["5."], "str"),
        (["1,000"], "str"),
        (["£5"], "str"),
        (["nan", "inf"], "str"),
        (["1", "x"], "str"),
        (["1", "1abc"], "str"),
        (["1\u0663"], "str"),
        (["\u0662\u0660\u0661\u0667-01-01"], "str"),
        (["2017-06-31"], "str"),
        (["0017-06-30"], "str"),
        (["2017-06-30", "30/06/2017"], "str"),
        (["2017-06-30 10:00:00"], "str"),
        (["true", "false"], "str"),
        (["", ""], "str"),
        ([], "str"),
    ],
)
def test_the_type_of_a_column(values, dtype):
    assert str(column(*values).dtype) == dtype


def test_text_that_stays_text_is_not_changed():
    assert column("007", " x ", "1234567890123456").tolist() == ["007", " x ", "1234567890123456"]


def test_an_empty_cell_is_missing_in_every_type():
    assert column("1", "").isna().tolist() == [False, True]
    assert column("1.5", " ").isna().tolist() == [False, True]
    assert column("2017-06-30", "").isna().tolist() == [False, True]
    assert column("x", " ").isna().tolist() == [False, True]
    assert column("", "").isna().tolist() == [True, True]


def test_values():
    assert column("1", "-2").tolist() == [1, -2]
    assert column("1.10", "0.00001").tolist() == [1.1, 0.00001]
    assert column("2017-06-30").tolist() == [pd.Timestamp(2017, 6, 30)]


@pytest.mark.parametrize(
    ("values", "field", "dtype"),
    [
        (["1", "2"], {"type": "string"}, "str"),
        (["1", "2"], {"type": "number"}, "Float64"),
        (["1", "2"], {"type": "integer"}, "Int64"),
        (["1", "x"], {"type": "integer"}, "str"),
        (["1.5"], {"type": "integer"}, "str"),
        (["2017-06-30"], {"type": "string"}, "str"),
        (["2017-06-31"], {"type": "date"}, "str"),
        (["true", "false", ""], {"type": "boolean"}, "boolean"),
        (["yes", "no"], {"type": "boolean"}, "str"),
        (["yes", "no"], {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}, "boolean"),
        (["yes", "maybe"], {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}, "str"),
    ],
)
def test_a_schema_asks_for_a_type_and_gets_it_where_every_value_fits(values, field, dtype):
    assert str(column(*values, **field).dtype) == dtype


def test_yes_and_no_become_truth():
    truth = column("yes", "no", "", type="boolean", trueValues=["yes"], falseValues=["no"])

    assert truth.tolist() == [True, False, pd.NA]


def test_rows_keep_their_numbers_and_columns_their_order():
    cells = pd.DataFrame({"b": ["1", "2"], "a": ["x", ""]}, index=pd.Index([3, 7], name="row"), dtype=str)

    frame = typed(cells)

    assert frame.columns.tolist() == ["b", "a"]
    assert (frame.index.tolist(), frame.index.name) == ([3, 7], "row")


NUMBERLIKE = st.from_regex(r"\A-?[0-9]{0,18}(\.[0-9]{0,18})?\Z") | st.floats().map(str) | st.integers().map(str)


@settings(max_examples=150, deadline=None)
@given(st.lists(NUMBERLIKE | st.text(max_size=4), min_size=1, max_size=5))
def test_a_column_is_of_numbers_only_if_each_is_the_very_number_that_was_written(values):
    numbers = column(*values)

    if str(numbers.dtype) in ("Int64", "Float64"):
        for text, number in zip(values, numbers, strict=True):
            assert (text.strip() == "") == pd.isna(number)
            if text.strip():
                assert Decimal(str(number)) == Decimal(text.strip())
    else:
        assert [None if pd.isna(value) else value for value in numbers] == [
            value if value.strip() else None for value in values
        ]


@settings(max_examples=150, deadline=None)
@given(st.floats(min_value=-1e14, max_value=1e14, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-12))
def test_a_number_written_in_full_is_read_back_exactly(number):
    text = format(Decimal(repr(number)), "f")

    read = column(text if "." in text else f"{text}.0").tolist()[0]

    assert math.isclose(read, number, rel_tol=0, abs_tol=0)
