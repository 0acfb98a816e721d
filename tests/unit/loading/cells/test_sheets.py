"""The sheet that holds the data, and every cell of it as text."""

import datetime as dt
import io
import struct
import zipfile

import openpyxl
import pytest

from ndl_workbench.errors import NotFound, TablesAlike, Unreadable
from ndl_workbench.loading.cells.extent import too_far
from ndl_workbench.loading.cells.lost import _lost


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


# --- cells ------------------------------------------------------------------------------------------


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
    assert table.provenance.decisions == (
        "sheet 'Large' (2 rows, 2 columns) was read because it holds the most data; "
        "left alone: 'Small' (1 row, 1 column), 'Empty' (empty)",
    )


def test_a_sheet_of_notes_is_passed_over_and_the_reason_is_true(read):
    notes = [["word", "meaning"], *[[f"word {n}", "…"] for n in range(9)]]
    table = read(book(Guidance=notes, Data=[["area", "value"], ["Leeds", 1]]), "book.xlsx")

    assert table.provenance.sheet == "Data"
    assert table.provenance.decisions == (
        "sheet 'Data' (2 rows, 2 columns) was read because it holds the most of those not named as notes; "
        "left alone: 'Guidance' (10 rows, 2 columns)",
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
        "sheet 'Shown' (2 rows, 2 columns) was read because it holds the most data of those not hidden; "
        "left alone: 'Old' (hidden, 3 rows, 2 columns)",
    )


@pytest.mark.parametrize(
    ("shown", "sheet", "why"), [([["a", "b"], [1, 2]], "Old", "it was named"), ([], None, "no visible one has data")]
)
def test_a_hidden_sheet_that_is_read_is_said(read, shown, sheet, why):
    content = book(Shown=shown, Old=[["area", "value"], ["Leeds", 1]])

    table = read(hiding("Old", content), "book.xlsx", sheet=sheet)

    assert table.provenance.decisions[0] == f"sheet 'Old' is hidden and was read because {why}"


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


def test_an_old_excel_workbook(shared, read):
    table = read((shared / "data/awkward-spreadsheets/fixtures/dates.office2016.xls").read_bytes())

    assert table.provenance.media_type == "application/vnd.ms-excel"
    assert table.cells["When"].tolist()[:2] == ["2025-04-04", "2024-02-29"]


def test_an_old_workbook_that_ends_like_an_archive_is_refused(shared, read):
    content = (shared / "data/awkward-spreadsheets/fixtures/dates.office2016.xls").read_bytes()
    version = b"PK\x01\x02" + bytes([0, 0, 248]) + bytes(39)
    end = b"PK\x05\x06" + bytes(4) + struct.pack("<HHLLH", 1, 1, len(version), len(content), 0)

    with pytest.raises(Unreadable):
        read(content[:1_024] + version + end)


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

    assert table.cells.columns.tolist() == ["area", "value"]
    assert [(row.row, row.reason) for row in table.rejected] == [(5_000, "a note beside the table, not a record")]
    assert table.rows_blank == 4_997


def test_an_empty_styled_cell_in_the_far_corner_does_no_harm(read):
    workbook = openpyxl.Workbook()
    workbook.active.append(["area", "value"])
    workbook.active.append(["Leeds", 1])
    workbook.active.cell(1_048_576, 16_384).font = openpyxl.styles.Font(bold=True)
    content = io.BytesIO()
    workbook.save(content)

    assert read(content.getvalue(), "book.xlsx").rows_read == 1


@pytest.mark.parametrize(
    ("cells", "reach"),
    [
        ([("A1", 1, "x"), ("XFD1048576", 1_048_576, "x")], "1,048,576 rows by 16,384 columns"),
        ([("XFD1048576", 2, "x"), ("A3", 3, "x")], "1,048,576 rows by 16,384 columns"),
        ([("CV999999", 999_999, "x"), ("A1", 1, "x")], "999,999 rows by 100 columns"),
    ],
)
def test_rows_out_of_order_hide_no_stray_cell(read, cells, reach):
    rows = "".join(f'<row r="{row}"><c r="{ref}" t="str"><v>{text}</v></c></row>' for ref, row, text in cells)

    with pytest.raises(Unreadable, match=f"a sheet of {reach}"):
        read(with_rows(rows), "book.xlsx")


def with_rows(rows: str) -> bytes:
    """Return a workbook whose sheet is made of this XML."""
    plain = zipfile.ZipFile(io.BytesIO(book(Data=[["area", "value"]])))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            content = plain.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                start, end = content.index("<sheetData"), content.index("</sheetData>")
                content = f"{content[:start]}<sheetData>{rows}{content[end:]}"
            archive.writestr(name, content)
    return changed.getvalue()


def record(kind: int, body: bytes) -> bytes:
    """Return one record of a binary sheet: its kind, its length and its body."""
    return bytes([kind, len(body)]) + body


@pytest.mark.parametrize(
    ("kind", "found"),
    # A cell that holds something, and a blank one that only has a style.
    [(5, (1_048_576, 16_384)), (1, None)],
)
def test_a_stray_cell_in_a_binary_sheet(tmp_path, kind, found):
    first = record(0, struct.pack("<L", 0)) + record(5, struct.pack("<LLd", 0, 0, 1.0))
    stray = record(0, struct.pack("<L", 1_048_575)) + record(kind, struct.pack("<LLd", 16_383, 0, 1.0))
    path = tmp_path / "book.xlsb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.bin", first + stray)

    assert too_far(path) == found


# --- sheets that look alike -------------------------------------------------------------------------

NORTH = [["area", "visits"], ["Leeds", 1], ["York", 2]]
SOUTH = [["area", "visits"], ["Bath", 3]]


def test_two_sheets_with_the_same_names_are_asked_about(read):
    with pytest.raises(TablesAlike) as refused:
        read(book(North=NORTH, South=SOUTH, Notes=[["a note"]]), "book.xlsx")

    assert refused.value.found.startswith("2 sheets that could each be the data in ")
    assert refused.value.found.endswith("'North' (3 rows, 2 columns), 'South' (2 rows, 2 columns)")
    assert refused.value.next == "name one of them, as in sheet='North'"


def test_one_of_two_sheets_that_look_alike_is_read_when_it_is_named(read):
    assert read(book(North=NORTH, South=SOUTH), "book.xlsx", sheet="South").cells["area"].tolist() == ["Bath"]


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        ([["site", "size"], ["A", 1], ["B", 2]], True),
        ([["site", "size"], ["A", 1]], False),
        ([["area", "visits"]], False),
        ([["one column"], ["A"], ["B"], ["C"], ["D"], ["E"]], False),
        ([["visits", "area"], [1, "Bath"]], True),
    ],
)
def test_what_counts_as_looking_alike(read, other, asked):
    content = book(Main=[*NORTH, ["Bath", 3]], Other=other)

    if asked:
        with pytest.raises(TablesAlike):
            read(content, "book.xlsx")
    else:
        assert read(content, "book.xlsx").provenance.sheet == "Main"


# --- merged cells -----------------------------------------------------------------------------------


def merging(content: bytes, *ranges: str) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    for cells in ranges:
        workbook.active.merge_cells(cells)
    changed = io.BytesIO()
    workbook.save(changed)
    return changed.getvalue()


def test_a_value_merged_downwards_belongs_to_every_record_it_covers(read):
    content = book(Data=[["region", "area", "n"], ["North", "Leeds", 1], [None, "York", 2], ["South", "Bath", 3]])

    table = read(merging(content, "A2:A3"), "book.xlsx")

    assert table.cells["region"].tolist() == ["North", "North", "South"]
    assert table.provenance.decisions == ("merged cells were filled with the value they share: A2:A3",)


def test_a_gap_that_is_not_merged_is_left(read):
    content = book(Data=[["region", "area", "n"], ["North", "Leeds", 1], [None, "York", 2], ["South", "Bath", 3]])

    assert read(content, "book.xlsx").cells["region"].tolist() == ["North", "", "South"]


def test_merged_titles_and_blank_rows_are_not_filled(read):
    content = book(Data=[["Visits"], [], ["area", "n", "m"], ["Leeds", 1, 2], ["York", 2, 3], ["Bath", 3, 4]])

    table = read(merging(content, "A1:C2", "A6:A9"), "book.xlsx")

    assert (table.rows_read, table.rows_kept, table.rows_rejected, table.rows_blank) == (5, 3, 1, 1)


def test_names_in_merged_groups_are_joined(read):
    rows = [["area", "2019", None, "2020", None], [None, "men", "women", "men", "women"], ["Leeds", 1, 2, 3, 4]]

    table = read(merging(book(Data=rows), "A1:A2", "B1:C1", "D1:E1"), "book.xlsx")

    assert table.cells.columns.tolist() == ["area", "2019 men", "2019 women", "2020 men", "2020 women"]
