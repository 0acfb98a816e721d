"""A column gets a type only when every value survives it."""

import pandas as pd
import pytest

from ndl_workbench.loading.values.typed import typed


def column(*values: str, **field: object) -> pd.Series:
    schema = {"fields": [{"name": "x", **field}]} if field else None
    return typed(pd.DataFrame({"x": list(values)}, dtype=str), schema).frame["x"]


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
        (["2017-06-30 10:00:00"], "datetime64[us]"),
        (["1,000"], "Int64"),
        (["£5"], "Int64"),
        # Each of these would come back as something else.
        (["007", "1"], "str"),
        (["1234567890123456"], "str"),
        (["0.12345678901234567890"], "str"),
        (["1e5"], "str"),
        (["+5"], "str"),
        ([".5"], "str"),
        (["5."], "str"),
        (["nan", "inf"], "str"),
        (["1", "1abc"], "str"),
        (["0x1F"], "str"),
        (["-007"], "str"),
        (["00"], "str"),
        (["1\u0663"], "str"),
        (["\u0662\u0660\u0661\u0667-01-01"], "str"),
        (["2017-06-31"], "str"),
        (["0017-06-30"], "str"),
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
        (["1", "c"], {"type": "number"}, "str"),
        (["£1"], {"type": "number"}, "str"),
        (["1,000"], {"type": "string"}, "str"),
        (["30/06/2017"], {"type": "date"}, "str"),
        (["2017-06-30 00:00:00"], {"type": "date"}, "str"),
        (["", ""], {"type": "integer"}, "str"),
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

    frame = typed(cells).frame

    assert frame.columns.tolist() == ["b", "a"]
    assert (frame.index.tolist(), frame.index.name) == ([3, 7], "row")


def decisions(*values: str, name: str = "x") -> tuple[str, ...]:
    return typed(pd.DataFrame({name: list(values)}, dtype=str)).decisions


@pytest.mark.parametrize(
    ("values", "numbers", "decision"),
    [
        (["1,234", "-5"], [1234, -5], "thousands commas were taken off"),
        (["12,345.60", "1"], [12345.6, 1], "thousands commas were taken off"),
        (["1 234", "5\u00a0678"], [1234, 5678], "spaces between thousands were taken off"),
        (["£1,000", "-£2", "£-3", "£ 4"], [1000, -2, -3, 4], "£ signs and thousands commas were taken off"),
        (["€1.50", ""], [1.5, pd.NA], "€ signs were taken off"),
        (["12%", "7 %"], [0.12, 0.07], "percentages were read as a workbook holds them: 12% is 0.12"),
        (["(1,234)", "2"], [-1234, 2], "thousands commas were taken off; numbers in brackets are negative"),
        (["\u22125", "5"], [-5, 5], "a long minus sign was read as minus"),
        (
            ["1.2e+05", "3E-02"],
            [120000, 0.03],
            "numbers with an exponent were written out; digits may have been lost before publication",
        ),
    ],
)
def test_what_is_taken_off_a_number_is_told(values, numbers, decision):
    assert column(*values).tolist() == numbers
    assert decisions(*values) == (f"column 'x': {decision}",)


@pytest.mark.parametrize(
    "values",
    [
        ["1,23"],
        ["12,34,567"],
        ["1,234,56"],
        ["01,234"],
        ["1 23"],
        ["1,234 567"],
        ["(1)", "(2)"],  # the numbers of a list
        ["(-1)", "2"],
        ["(1", "2"],
        ["1)", "2"],
        ["--1"],
        ["-£-1"],
        ["£"],
        ["%"],
        ["1e+05%"],
        ["1e+400"],
        ["1e-400"],
        ["12.34567890123456789%"],
        ["£1", "two"],
        ["1p"],
        ["1/2"],
        ["1-2"],
    ],
)
def test_what_only_resembles_a_number_stays_text_without_a_word(values):
    assert column(*values).tolist() == values
    assert decisions(*values) == ()


@pytest.mark.parametrize(
    ("values", "decision"),
    [
        (["£1", "$2"], "its amounts are in $ and £"),
        (["12%", "3"], "some of its numbers are percentages and some are not"),
    ],
)
def test_numbers_that_cannot_be_compared_stay_text_and_it_is_told(values, decision):
    assert column(*values).tolist() == values
    assert decisions(*values) == (f"column 'x': it stays text: {decision}",)


@pytest.mark.parametrize(
    ("values", "first", "decision"),
    [
        (["31/12/2017", "1/2/2018", ""], "2017-12-31", "dates were read day first"),
        (["2017-12-31", "01.02.2018"], "2017-12-31", "dates were read day first"),
        (["3 Jun 2025"], "2025-06-03", "text such as '3 Jun 2025' was read as dates"),
        (["2025/06/03"], "2025-06-03", "text such as '2025/06/03' was read as dates"),
        (
            ["1-1-24"],
            "2024-01-01",
            "dates were read day first; years of two digits were read as 1969 to 2068",
        ),
        (["2025-06-03", "2025-06-04", "43075"], "2025-06-03", "1 Excel day number(s) were read as dates"),
        (["2025-06-03T09:30:00Z"], "2025-06-03 09:30", "times are as written, +00:00 from UTC"),
        (
            ["2025-06-03T00:00:00+01:00", "2025-01-03T00:00:00Z"],
            "2025-06-03",
            "its time of midnight was left out",
        ),
    ],
)
def test_dates_that_are_not_iso_are_read_and_told(values, first, decision):
    assert column(*values).tolist()[0] == pd.Timestamp(first)
    assert decisions(*values) == (f"column 'x': {decision}",)


@pytest.mark.parametrize("values", [["2017-06-30"], ["2017-06-30 00:00:00"], ["2017-06-30T10:00", "2017-06-30"]])
def test_iso_dates_need_no_words(values):
    assert str(column(*values).dtype) == "datetime64[us]"
    assert decisions(*values) == ()


@pytest.mark.parametrize(
    ("values", "decision"),
    [
        (["01-06-2017", "31-06-2017", "02-06-2017"], "row 1 holds '31-06-2017', which is no date"),
        (
            ["2017-06-01", "soon", "2017-06-02", "2017-06-03", "x y"],
            "row 1 holds 'soon', which is no date; row 4 holds 'x y', which is no date",
        ),
        (
            ["2017-06-01"] * 5 + ["a1"] * 4,
            "row 5 holds 'a1', which is no date; row 6 holds 'a1', which is no date; "
            "row 7 holds 'a1', which is no date; and 1 more",
        ),
        (["01-02-2025", "01-31-2025"], "row 1 holds '01-31-2025', where the month stands before the day"),
        (
            ["01-31-2025", "soon", "12-25-2025"],
            "row 0 holds '01-31-2025', where the month stands before the day; "
            "row 1 holds 'soon', which is no date; "
            "row 2 holds '12-25-2025', where the month stands before the day",
        ),
        (
            ["2025-06-03T09:30:00Z", "2025-06-03T09:30:00+01:00"],
            "its times have several offsets from UTC (+00:00, +01:00)",
        ),
    ],
)
def test_a_column_of_dates_with_something_else_in_it_stays_text_and_says_where(values, decision):
    assert column(*values).tolist() == values
    assert decisions(*values) == (f"column 'x': it stays text: {decision}",)


@pytest.mark.parametrize(
    "values",
    [
        ["2024-05"],
        ["2023/24"],
        ["2019 Q1"],
        ["1:00", "noon"],
        ["25:00"],
        ["09:30:00"],
        ["May 2024"],
        ["1.2.10"],
        ["01.11.12", "01.13.41"],
        ["43075", "43076", "2025-06-03"],
        ["2017-06-01", "a", "b"],
    ],
)
def test_other_ways_to_speak_of_time_stay_as_they_are(values):
    assert column(*values).tolist() == values
    assert decisions(*values) == ()


def test_times_of_day_are_written_as_a_workbook_gives_them():
    assert column("9:30", "", "17:05:30").fillna("").tolist() == ["09:30:00", "", "17:05:30"]
    assert decisions("9:30", "17:05:30") == ("column 'x': times were written as HH:MM:SS",)


@pytest.mark.parametrize(
    ("name", "dtype"),
    [
        ("PermissionDate", "datetime64[us]"),
        ("first_added_date", "datetime64[us]"),
        ("END DATE", "datetime64[us]"),
        ("ENDDATE", "datetime64[us]"),
        ("Dates of visits", "datetime64[us]"),
        ("candidates", "Int64"),
        ("CANDIDATE", "Int64"),
        ("updated", "Int64"),
        ("pupils", "Int64"),
    ],
)
def test_day_numbers_alone_are_dates_only_in_a_column_called_so(name, dtype):
    cells = pd.DataFrame({name: ["43075", "43076"]}, dtype=str)

    assert str(typed(cells).frame[name].dtype) == dtype


def test_numbers_in_a_column_called_date_are_numbers_when_one_is_no_day():
    cells = pd.DataFrame({"ReviewDate": ["43075"] * 1500 + ["7"]}, dtype=str)

    assert typed(cells).frame["ReviewDate"].tolist()[-1] == 7


def test_a_schema_keeps_a_column_from_every_guess():
    cells = pd.DataFrame({"easting": ["430000"], "northing": ["433000"], "n": ["[c]"]}, dtype=str)
    schema = {"fields": [{"name": name, "type": "string"} for name in cells.columns]}

    result = typed(cells, schema)

    assert result.frame.to_numpy().tolist() == [["430000", "433000", "[c]"]]
    assert (result.decisions, result.added) == ((), ())


def test_what_comes_after_the_first_thousand_values_counts_as_much():
    late = [*map(str, range(1500)), "1501.5"]

    assert str(column(*map(str, range(1500))).dtype) == "Int64"
    assert column(*late).tolist()[-1] == 1501.5
    assert str(column(*late, "007").dtype) == "str"
    assert str(column(*["x"] * 1500, "7").dtype) == "Int64"
    assert str(column(*["2017-06-30"] * 1500, "2017-06-31").dtype) == "str"
    assert column(*["1"] * 1500, " 2 ", "3,000").tolist()[-2:] == [2, 3000]


def test_the_table_that_was_given_is_not_changed_and_the_new_one_can_be():
    cells = pd.DataFrame({"n": ["1", "2"], "t": ["a", ""]}, dtype=str)

    frame = typed(cells).frame
    frame.loc[0, "n"] = 5
    frame.loc[0, "t"] = "b"

    assert cells.to_numpy().tolist() == [["1", "a"], ["2", ""]]
    assert frame["n"].tolist() == [5, 2]


def test_a_table_without_rows_or_columns():
    assert typed(pd.DataFrame({"a": []}, dtype=str)).frame.shape == (0, 1)
    assert typed(pd.DataFrame(index=pd.Index([2, 3], name="row"))).frame.shape == (2, 0)
