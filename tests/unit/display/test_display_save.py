"""Saving: the suffix says the form, all of it lands or nothing, and no cell can act."""

import csv
import io
import json
import os
import stat
import sys
from dataclasses import dataclass

import openpyxl
import pandas as pd
import pytest

from ndl_workbench.display import Result, Table, Text
from ndl_workbench.display.save import check_suffix, table_bytes, write_whole
from ndl_workbench.errors import CannotWrite, InputError


@dataclass(frozen=True, repr=False)
class Visits(Result):
    """A small result."""

    area: str = "Leeds"
    lines: int = 2

    @property
    def title(self) -> str:
        return "Visits"

    def summary(self) -> tuple[str, ...]:
        return tuple(f"line {n}" for n in range(1, self.lines + 1))

    def blocks(self):
        return (Text("Who came."), Table("Visits", ("area", "n"), ((self.area, 1),)))

    def to_dict(self):
        return {"schema": "test/visits/1", "area": self.area}

    def to_frame(self):
        return pd.DataFrame({"area": [self.area], "n": [1]})


# --- forms ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.html", b"<!doctype html>\n"),
        ("a.HTML", b"<!doctype html>\n"),
        ("a.md", b"# Visits\n\nWho came.\n"),
        ("a.json", b'{\n  "schema": "test/visits/1",\n  "area": "Leeds"\n}\n'),
        ("a.csv", b"area,n\nLeeds,1\n"),
        ("a.xlsx", b"PK\x03\x04"),
    ],
)
def test_the_suffix_says_the_form(tmp_path, name, start):
    saved = Visits().save(tmp_path / name)

    assert saved == tmp_path / name
    assert saved.read_bytes().lstrip().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_path_may_be_text(tmp_path):
    assert Visits().save(str(tmp_path / "a.csv")) == tmp_path / "a.csv"


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.html.gz", ".html"])
def test_another_suffix_is_refused_before_anything_is_written(tmp_path, name):
    with pytest.raises(
        InputError, match=r"expected one that ends in \.html, \.json, \.csv, \.xlsx, \.md; nothing was written"
    ):
        Visits().save(tmp_path / name)

    assert list(tmp_path.iterdir()) == []


def test_a_refused_suffix_comes_with_a_name_that_would_do(tmp_path):
    with pytest.raises(InputError) as refused:
        check_suffix(tmp_path / "table.pdf", (".csv", ".parquet"))

    assert refused.value.next == "call it 'table.csv', for example"


# --- all or nothing ---------------------------------------------------------------------------------


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CannotWrite, match=r"a.html cannot be written \(No such file or directory\)"):
        Visits().save(tmp_path / "missing" / "a.html")

    assert list(tmp_path.iterdir()) == []


def test_a_file_where_a_folder_should_be(tmp_path):
    (tmp_path / "file").write_text("x")

    with pytest.raises(CannotWrite):
        Visits().save(tmp_path / "file" / "a.html")


def test_a_folder_of_that_name_is_left_as_it_is(tmp_path):
    (tmp_path / "a.html").mkdir()

    with pytest.raises(CannotWrite):
        Visits().save(tmp_path / "a.html")

    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_a_result_that_cannot_be_rendered_leaves_the_old_file(tmp_path):
    (tmp_path / "a.json").write_text("old")

    class Broken(Visits):
        def to_dict(self):
            return {"value": float("nan")}

    with pytest.raises(ValueError, match="not JSON compliant"):
        Broken().save(tmp_path / "a.json")

    assert (tmp_path / "a.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_an_existing_file_is_replaced(tmp_path):
    (tmp_path / "a.csv").write_text("old")

    Visits().save(tmp_path / "a.csv")

    assert (tmp_path / "a.csv").read_text() == "area,n\nLeeds,1\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_saved_file_can_be_shared(tmp_path):
    path = write_whole(tmp_path / "a.txt", b"x")

    assert stat.S_IMODE(path.stat().st_mode) == 0o644


# --- cells that would act ---------------------------------------------------------------------------

FORMULAS = ["=1+1", "+A1", "-2+cmd|x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x")']


def test_a_formula_in_csv_is_made_text():
    content = table_bytes(pd.DataFrame({"=x": FORMULAS}), ".csv").decode()

    read = [row[0] for row in csv.reader(io.StringIO(content, newline=""))]
    assert read == ["'=x", *[f"'{formula}" for formula in FORMULAS]]


@pytest.mark.parametrize("text", ["two\rlines", "two\nlines", "two\r\nlines", 'a "quote"', "a,b"])
def test_text_in_csv_is_read_back_as_it_was(text):
    content = table_bytes(pd.DataFrame({"x": [text, "next"]}), ".csv").decode()

    assert list(csv.reader(io.StringIO(content, newline=""))) == [["x"], [text], ["next"]]


def test_numbers_below_zero_are_not_formulas():
    assert table_bytes(pd.DataFrame({"x": [-1, -2.5]}), ".csv") == b"x\n-1\n-2.5\n"


def test_a_formula_in_a_workbook_is_stored_as_text():
    content = table_bytes(pd.DataFrame({"=x": FORMULAS}), ".xlsx")

    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells][:5] == ["=x", "=1+1", "+A1", "-2+cmd|x", "@SUM(A1)"]


def test_characters_a_workbook_cannot_hold_are_left_out():
    content = table_bytes(pd.DataFrame({"x": ["a\x00b\x0bc\x1bd"]}), ".xlsx")

    assert openpyxl.load_workbook(io.BytesIO(content)).active["A2"].value == "abcd"


def test_what_a_workbook_would_cut_off_is_refused():
    with pytest.raises(InputError, match=r"1 rows with a longest cell of 32,768 characters.*save it as .csv"):
        table_bytes(pd.DataFrame({"x": ["x" * 32_768]}), ".xlsx")

    assert len(table_bytes(pd.DataFrame({"x": ["x" * 32_768]}), ".csv")) == 2 + 32_768 + 1


# --- values -----------------------------------------------------------------------------------------

VALUES = pd.DataFrame(
    {
        "int": pd.array([1, None], dtype="Int64"),
        "float": [1.5, float("nan")],
        "truth": pd.array([True, None], dtype="boolean"),
        "date": [pd.Timestamp(2020, 1, 2), pd.NaT],
        "text": ["a,b", None],
        "big": [float("inf"), float("-inf")],
    }
)


def test_values_in_csv():
    assert table_bytes(VALUES, ".csv").decode().splitlines() == [
        "int,float,truth,date,text,big",
        '1,1.5,yes,2020-01-02,"a,b",inf',
        ",,,,,'-inf",
    ]


def test_values_in_a_workbook():
    sheet = openpyxl.load_workbook(io.BytesIO(table_bytes(VALUES, ".xlsx"))).active

    assert [cell.value for cell in sheet[2]] == [1, 1.5, "yes", "2020-01-02", "a,b", "inf"]
    assert [cell.value for cell in sheet[3]] == [None, None, None, None, None, "-inf"]


def test_many_columns_and_columns_of_one_name():
    frame = pd.DataFrame([[1] * 300], columns=["a"] * 300)

    assert table_bytes(frame, ".csv").decode().splitlines()[1].count("1") == 300


# --- what every result can do -----------------------------------------------------------------------


@pytest.mark.parametrize(("lines", "shown"), [(1, 1), (20, 20), (21, 20), (1000, 20)])
def test_a_result_prints_at_most_twenty_lines(lines, shown):
    assert len(repr(Visits(lines=lines)).splitlines()) == shown


def test_lines_left_out_are_counted():
    assert repr(Visits(lines=25)).splitlines()[-2:] == ["line 19", "… 6 more lines; see .to_frame()"]


def test_a_result_shows_itself_in_a_notebook_escaped():
    assert "&lt;b&gt;" in Visits(area="<b>")._repr_html_()
    assert "<b>" not in Visits(area="<b>")._repr_html_()


def test_a_saved_page_and_json_hold_the_value_as_it_is(tmp_path):
    Visits(area="Łódź <b>").save(tmp_path / "a.json")
    Visits(area="Łódź <b>").save(tmp_path / "a.html")

    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["area"] == "Łódź <b>"
    assert "Łódź &lt;b&gt;" in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["-", "--", "+44 161 496 0000", "-1.5", "-5%", "a=b", "2020-01-02"])
def test_text_that_computes_nothing_is_saved_as_it_is(text):
    assert table_bytes(pd.DataFrame({"a": [text]}), ".csv").decode().splitlines()[1] == text


def test_whole_numbers_in_a_column_of_decimals_are_written_whole():
    assert table_bytes(pd.DataFrame({"a": [609.0, 609.5]}), ".csv").decode().splitlines() == ["a", "609", "609.5"]


def test_a_saved_file_has_the_rights_its_owner_chose(tmp_path):
    old = os.umask(0o077)
    try:
        private = write_whole(tmp_path / "private.csv", b"a")
    finally:
        os.umask(old)
    assert private.stat().st_mode & 0o777 == 0o600
    private.chmod(0o640)
    assert write_whole(private, b"b").stat().st_mode & 0o777 == 0o640
