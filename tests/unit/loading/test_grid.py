"""Every cell as text, each row under the number a spreadsheet shows."""

import datetime as dt
import io

import openpyxl
import pytest

from ndl_workbench.errors import InputError, NotFound, Unreadable
from ndl_workbench.loading.lost import _lost


def book(**sheets: list[list[object]]) -> bytes:
    content = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(content)
    return content.getvalue()


# --- CSV --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "decisions"),
    [
        ("area,visits\nLeeds,1\n", ()),
        ("area;visits\nLeeds;1\n", ("columns are separated by ';'",)),
        ("area\tvisits\nLeeds\t1\n", (r"columns are separated by '\t'",)),
        ("area|visits\nLeeds|1\n", ("columns are separated by '|'",)),
        ("area,visits\rLeeds,1\r", ()),
        ("area,visits\r\nLeeds,1", ()),
    ],
)
def test_separators_and_line_ends(read, text, decisions):
    table = read(text)

    assert table.cells.to_dict("list") == {"area": ["Leeds"], "visits": ["1"]}
    assert table.provenance.decisions == decisions


def test_commas_in_cells_do_not_outvote_the_separator(read):
    table = read("area;note\nLeeds;a, b, c\nYork;d, e, f\n")

    assert table.cells["note"].tolist() == ["a, b, c", "d, e, f"]


def test_a_quoted_cell_may_hold_separators_quotes_and_line_breaks(read):
    table = read('area,note\nLeeds,"one, ""two""\nthree"\nYork,x\n')

    assert table.cells["note"].tolist() == ['one, "two"\nthree', "x"]


def test_blank_lines_are_counted_and_a_cell_of_two_lines_is_one_row(read):
    table = read('area,note\n\nLeeds,"two\nlines"\n\n\nYork,x\n')

    assert table.cells.index.tolist() == [3, 6]
    assert table.rows_blank == 3


def test_text_in_windows_encoding_is_said(read):
    table = read(b"town,visits\nCaf\xe9,1\n")

    assert table.cells["town"].tolist() == ["Café"]
    assert table.provenance.encoding == "cp1252"
    assert table.provenance.decisions == (
        "read as Windows-1252 because it is not valid UTF-8: look at £, é and quotation marks",
    )


def test_a_cell_of_ten_megabytes(read):
    table = read('area,note\nLeeds,"' + "x" * 10_000_000 + '"\n')

    assert len(table.cells.loc[2, "note"]) == 10_000_000


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('area,note\nLeeds,"one\nYork,two\nBath,three\n', 2),
        ('area,note\nLeeds,one\nYork,"', 3),
        ('"', 1),
        ('area,note\nLeeds,"a"b\nYork,"c\nBath,d\n', 3),
    ],
)
def test_a_quote_never_closed_would_swallow_rows_and_is_refused(read, text, row):
    with pytest.raises(Unreadable, match=f"a quotation mark opened in row {row} of '.*' and never closed"):
        read(text)


def test_a_quote_that_runs_on_to_the_next_one_is_said(read):
    table = read('area,note\nLeeds,"one\nYork,"two"\n')

    assert table.rows_kept == 1
    assert table.provenance.decisions == (
        "quotation marks from row 2 on are not as CSV asks; check that no cell holds several rows",
    )


def test_a_sheet_cannot_be_named_for_csv(read):
    with pytest.raises(InputError, match="leave the sheet out"):
        read("area\nLeeds\n", sheet="Data")


# --- workbooks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1, "1"),
        (1.0, "1"),
        (1.5, "1.5"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (4_512_345_678_901_234, "4512345678901234"),
        ("007", "007"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2020, 1, 2), "2020-01-02"),
        (dt.datetime(2020, 1, 2, 3, 4), "2020-01-02 03:04:00"),
        (dt.time(3, 4), "03:04:00"),
    ],
)
def test_typed_cells_become_what_a_csv_export_would_say(read, cell, text):
    table = read(book(Data=[["area", "value"], ["Leeds", cell]]), "book.xlsx")

    assert table.cells["value"].tolist() == [text]


def test_rows_of_a_workbook_have_the_numbers_a_spreadsheet_shows(read):
    table = read(book(Data=[[], ["area", "value"], ["Leeds", 1], [], ["York", 2]]), "book.xlsx")

    assert table.header_row == 2
    assert table.cells.index.tolist() == [3, 5]


def test_the_fullest_sheet_is_read_and_the_others_are_named(read):
    table = read(book(Small=[["a"]], Large=[["area", "value"], ["Leeds", 1]], Empty=[]), "book.xlsx")

    assert table.provenance.sheet == "Large"
    assert table.provenance.decisions == ("sheet 'Large' was read because it holds the most data; left alone: 'Small'",)


def test_a_sheet_of_notes_is_passed_over_and_the_reason_is_true(read):
    notes = [["word", "meaning"], *[[f"word {n}", "…"] for n in range(9)]]
    table = read(book(Guidance=notes, Data=[["area", "value"], ["Leeds", 1]]), "book.xlsx")

    assert table.provenance.sheet == "Data"
    assert table.provenance.decisions == (
        "sheet 'Data' was read because it holds the most of those not named as notes; left alone: 'Guidance'",
    )


def test_a_sheet_that_is_asked_for(read):
    table = read(book(One=[["a", "b"], [1, 2]], Two=[["c", "d"], [3, 4]]), "book.xlsx", sheet="Two")

    assert table.cells.to_dict("list") == {"c": ["3"], "d": ["4"]}
    assert table.provenance.decisions == ()


def test_a_sheet_that_is_not_there(read):
    with pytest.raises(NotFound, match=r"no sheet 'Three' in '.*'; expected one of 'One', 'Two'"):
        read(book(One=[["a"]], Two=[["b"]]), "book.xlsx", sheet="Three")


def test_a_workbook_of_empty_sheets(read):
    with pytest.raises(Unreadable, match="a workbook with no filled cell"):
        read(book(One=[], Two=[]), "book.xlsx")


def hiding(title: str, content: bytes) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    workbook[title].sheet_state = "hidden"
    changed = io.BytesIO()
    workbook.save(changed)
    return changed.getvalue()


def test_a_visible_sheet_comes_before_a_fuller_hidden_one(read):
    content = book(Shown=[["area", "value"], ["Leeds", 1]], Old=[["area", "value"], ["Leeds", 1], ["York", 2]])

    table = read(hiding("Old", content), "book.xlsx")

    assert table.provenance.decisions == (
        "sheet 'Shown' was read because it holds the most data of those not hidden; left alone: 'Old' (hidden)",
    )


@pytest.mark.parametrize(
    ("shown", "sheet", "why"), [([["a", "b"], [1, 2]], "Old", "it was named"), ([], None, "no visible one has data")]
)
def test_a_hidden_sheet_that_is_read_is_said(read, shown, sheet, why):
    content = book(Shown=shown, Old=[["area", "value"], ["Leeds", 1]])

    table = read(hiding("Old", content), "book.xlsx", sheet=sheet)

    assert table.provenance.decisions == (f"sheet 'Old' is hidden and was read because {why}",)


# --- cells whose value is lost ----------------------------------------------------------------------


def test_errors_and_formulas_without_a_value_are_said(read):
    table = read(book(Data=[["area", "n"], ["Leeds", "#REF!"], ["York", "=1+1"], ["Bath", 3]]), "book.xlsx")

    assert table.cells["n"].tolist() == ["", "", "3"]
    assert table.provenance.decisions == (
        "2 cells hold an error (#REF!) or a formula with no value and were read as blank: B2, B3",
    )


def test_lost_cells_of_another_sheet_are_not_said(read):
    content = book(One=[["a", "b"], [1, 2]], **{"Two & 3": [["c", "d"], ["x", "#N/A"]]})

    assert read(content, "book.xlsx", sheet="One").provenance.decisions == ()
    assert read(content, "book.xlsx", sheet="Two & 3").provenance.decisions == (
        "1 cell holds an error (#N/A) and was read as blank: B2",
    )


def test_a_formula_whose_result_is_text_of_no_length_has_a_value():
    text = b'<c r="A1" t="str"><f>x</f><v></v></c><c r="A2" s="1"/>'
    xml = text + b'<c r="A3"><f>x</f><v/></c><c r="A4"><f>x</f><v>1</v></c>'

    assert list(_lost(xml)) == [("A3", "")]


@pytest.mark.parametrize("name", ["test.ods", "test.xlsx", "test.csv"])
def test_one_table_in_three_forms(shared, read, name):
    table = read((shared / "data/awkward-spreadsheets/fixtures" / name).read_bytes(), "no-ending")

    assert table.header_row == 3
    assert table.cells["Name"].tolist()[:3] == ["Boris", "Nelly", "Sid"]
    assert table.cells["Age"].tolist()[:3] == ["13", "14", "10"]


def test_an_old_excel_workbook(shared, read):
    table = read((shared / "data/awkward-spreadsheets/fixtures/dates.office2016.xls").read_bytes())

    assert table.provenance.media_type == "application/vnd.ms-excel"
    assert table.cells["When"].tolist()[:2] == ["2025-04-04", "2024-02-29"]


# --- a stray cell far away --------------------------------------------------------------------------


def stray(row: int, column: int) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.append(["area", "value"])
    workbook.active.append(["Leeds", 1])
    workbook.active.cell(row, column).value = "x"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def test_a_stray_cell_in_the_far_corner_is_refused_before_it_fills_the_memory(read):
    with pytest.raises(Unreadable, match="a sheet of 1,048,576 rows by 16,384 columns"):
        read(stray(1_048_576, 16_384), "book.xlsx")


def test_a_stray_cell_not_so_far_away_is_read(read):
    table = read(stray(5_000, 30), "book.xlsx")

    assert table.cells.columns.tolist() == ["area", "value", "unnamed_30"]
    assert table.rows_blank == 4_997


def test_an_empty_styled_cell_in_the_far_corner_does_no_harm(read):
    workbook = openpyxl.Workbook()
    workbook.active.append(["area", "value"])
    workbook.active.append(["Leeds", 1])
    workbook.active.cell(1_048_576, 16_384).font = openpyxl.styles.Font(bold=True)
    content = io.BytesIO()
    workbook.save(content)

    assert read(content.getvalue(), "book.xlsx").rows_read == 1
