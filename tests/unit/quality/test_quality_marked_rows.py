"""The marked workbook: every failing row is found again, and our own loader reads the same table from it."""

import csv
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl
from ndl_workbench.errors import InputError, Unreadable
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.quality.check import check_table
from ndl_workbench.quality.findings import ABOUT_COLUMNS
from ndl_workbench.quality.marked import save_marked
from ndl_workbench.quality.standard import standard_from_schema, standard_named

RED, YELLOW, BLUE = "00FFD6D1", "00FFEDB3", "00D3E5FA"
SITES = """\
Sites of Nowhere,,
,,
ref,start,note
A1,2024-01-02,fine
A2,soon,
A3,3/1/2024,
A3,,=1+1
"""
FIELDS = "  - {name: ref, unique: true}\n  - {name: start, type: date, required: true}\n  - {name: note}\n"


def read_back(workbook, tmp_path, sheet):
    """What our own loader reads from the marked sheet."""
    del workbook
    return read_place(place_of(tmp_path / "marked.xlsx"), sheet)


# --- all failing rows ---------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["children", "development-reviews", "school-readiness", "school-readiness-by-area"])
def test_every_planted_fault_is_found_again(table):
    place = place_of(f"early-years/{table}")
    source = read_place(place)
    asked = standard_from_schema(place.name, place.resource.title, place.resource.schema)
    report = check_table(source, asked, None, repairs=True)

    for finding in report.findings:
        assert len(report.failing(finding)) == finding.count, finding.check


def test_every_fault_of_real_registers_is_found_again(shared):
    asked = standard_named("brownfield-land")
    told = found = 0
    for path in sorted((shared / "data/brownfield-land/raw").iterdir())[::5]:
        try:
            table = read_place(place_of(path))
            report = check_table(table, asked, None, repairs=True)
        except InputError:
            continue
        told += sum(finding.count for finding in report.findings if finding.check not in ABOUT_COLUMNS)
        found += sum(len(report.failing(finding)) for finding in report.findings)
    assert told > 100
    assert found == told


def test_a_value_that_stands_for_a_blank_is_found_again(standard, csv_file):
    field = '  - {name: ref}\n  - {name: size, required: true, "null": {"-99": not known}}\n'
    asked = standard_named(standard(field))
    table = read_place(place_of(csv_file("ref,size\n" + "".join(f"A{n},-99\n" for n in range(15)) + "B,1\n")))
    report = check_table(table, asked, None, repairs=True)

    (missing,) = report.findings

    assert missing.check == "missing value"
    assert list(report.failing(missing).index) == list(range(2, 17))


def test_a_column_that_is_not_there_and_was_filled_is_said_once_where_columns_are_named(checked, csv_file):
    fields = "  - {name: ref}\n  - {name: least}\n  - {name: most, required: true, default_from: [least]}\n"
    report, _, workbook = checked(csv_file("ref,least\nA1,4\nA2,5\nA3,\n"), fields)
    notes = [cell.comment.text for row in workbook["sites"] for cell in row if cell.comment]

    assert [(r.row, r.column, r.original, r.value) for r in report.repairs] == [
        (2, "most", "", "4"),
        (3, "most", "", "5"),
    ]
    assert [(f.check, f.column, f.rows) for f in report.findings] == [("missing column", "most", (1,))]
    assert [(column.column, column.filled) for column in report.columns] == [("ref", 3), ("least", 2)]
    assert len(notes) == 1
    assert "Add a column called most" in notes[0]
    assert "Add a column most. It was taken from least." in notes[0]


def test_a_number_that_is_none_is_found_again_without_a_standard(csv_file, tmp_path):
    table = read_place(place_of(csv_file("n,k\n" + "".join(f"{n},a{n}\n" for n in range(30)) + "x,b\ny,c\n")))
    report = check_table(table, None, None, repairs=True)
    workbook = openpyxl.load_workbook(save_marked(report, table, tmp_path / "plain.xlsx"))

    assert [workbook["sites"][cell].fill.fgColor.rgb for cell in ("A32", "A33")] == [YELLOW, YELLOW]


# --- what our own loader reads ------------------------------------------------------------------------


VALUES = [
    "=1+1", '=HYPERLINK("http://example.org")', "+cmd|' /C calc'!A0", "@SUM(A1)", "007", "1.50", "#N/A", "TRUE",
    "2024-01-02", "£1,000", "line\r\nline", "two\rlines", "a\x01b", "_x0041_", " spaced ", "Ž‘é\U0001f333",
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_the_same_when_the_marked_sheet_is_loaded(checked, tmp_path, value):
    path = tmp_path / "sites.csv"
    quoted = value.replace('"', '""')
    path.write_bytes(f'ref,note\nA1,"{quoted}"\nA2,soon\n'.encode())
    _, table, workbook = checked(path)
    again = read_back(workbook, tmp_path, "sites")

    assert table.cells.loc[2, "note"] == value
    assert again.cells.equals(table.cells)


CELLS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(VALUES)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_whatever_is_in_a_file_is_in_the_marked_sheet(rows):
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "sites.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([("ref", "note"), *rows])
        try:
            table = read_place(place_of(Path(folder) / "sites.csv"))
        except Unreadable:
            return
        saved = save_marked(check_table(table, None, None, repairs=True), table, Path(folder) / "marked.xlsx")
        again = read_place(place_of(saved), "sites")
    assert again.cells.map(visible).equals(table.cells.map(visible))


def visible(cell):
    """A cell of nothing but spaces is read as empty from any workbook."""
    return cell if cell.strip() else ""


def test_no_value_becomes_a_formula(checked, csv_file, tmp_path):
    _, _, workbook = checked(csv_file("ref,=1+1,\"=cmd|' /C calc'!A0\"\n=1+1,=2,@x\n-1+a,\t=3,b\n"))

    assert {cell.data_type for sheet in workbook for row in sheet for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(tmp_path / "marked.xlsx") as packed:
        sheets = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_the_marked_workbook_is_loaded_without_naming_the_sheet(checked, csv_file, tmp_path):
    checked(csv_file(SITES))

    assert list(ndl.load(tmp_path / "marked.xlsx")["ref"]) == ["A1", "A2", "A3", "A3"]


def test_unnamed_columns_and_notes_beside_the_table_stay_where_they_were(checked, csv_file, tmp_path):
    text = "ref,,start,,\nA1,,soon,,\nA2,,2024-01-01,,checked by Jo\nA3,,2024-01-02,,\n"
    _, table, workbook = checked(csv_file(text))

    assert list(table.cells.columns) == ["ref", "start"]
    assert workbook["sites"]["C2"].fill.fgColor.rgb == RED
    assert workbook["sites"]["E3"].value == "checked by Jo"
    assert read_back(workbook, tmp_path, "sites").cells.equals(table.cells)


def test_real_files_read_the_same_when_marked(shared, tmp_path):
    asked = standard_named("brownfield-land")
    same = {}
    for path in sorted((shared / "data/brownfield-land/raw").iterdir())[:24:6]:
        table = read_place(place_of(path))
        saved = save_marked(check_table(table, asked, None, repairs=True), table, tmp_path / "one.xlsx")
        titles = openpyxl.load_workbook(saved, read_only=True).sheetnames
        sheet = table.provenance.sheet or next(title for title in titles if title.startswith(path.stem[:20]))
        again = read_place(place_of(saved), sheet)
        same[path.name] = again.cells.map(visible).equals(table.cells.map(visible))
    assert list(same.values()) == [True] * 4
