"""The publisher's own workbook, marked: what a person finds when it is opened, and what our own loader reads."""

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from ndl_workbench.errors import CannotWrite, InputError
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.quality import marked, own_sheet
from ndl_workbench.quality.check import check_table
from ndl_workbench.quality.findings import Finding
from ndl_workbench.quality.marked import save_marked
from ndl_workbench.quality.standard import standard_named

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


def edited(path: Path, part: str, old: str, new: str) -> None:
    """Change one part of a workbook as a program other than ours might write it."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


# --- the publisher's sheet ----------------------------------------------------------------------------


def test_every_row_of_the_file_is_in_its_place(checked, csv_file):
    _, _, workbook = checked(csv_file(SITES))

    assert [[cell.value for cell in row] for row in workbook["sites"].iter_rows()] == [
        ["Sites of Nowhere", None, None],
        [None, None, None],
        ["ref", "start", "note"],
        ["A1", "2024-01-02", "fine"],
        ["A2", "soon", None],
        ["A3", "3/1/2024", None],
        ["A3", None, "=1+1"],
    ]


def test_a_bad_cell_is_coloured_and_outlined_and_its_note_says_what_to_do(checked, csv_file):
    _, _, workbook = checked(csv_file(SITES))
    cell = workbook["sites"]["B5"]

    assert (cell.fill.fgColor.rgb, cell.border.left.style) == (RED, "medium")
    assert cell.comment.text.splitlines()[:2] == ["ERROR: invalid date", "Found: “soon”"]
    assert "Expected: YYYY-MM-DD. Write a real date as YYYY-MM-DD" in cell.comment.text
    assert cell.comment.author == "NDL workbench (unofficial)"


def test_an_empty_cell_where_a_value_is_required_is_marked(checked, csv_file):
    _, _, workbook = checked(csv_file(SITES))

    assert workbook["sites"]["B7"].comment.text == (
        "ERROR: missing value\nFound: an empty cell\n"
        "A value is required and there is none. Expected: a value. Fill in the value."
    )


def test_a_repaired_cell_looks_different_and_its_note_has_both_values(checked, csv_file):
    _, _, workbook = checked(csv_file(SITES))
    cell = workbook["sites"]["B6"]

    assert (cell.fill.fgColor.rgb, cell.border.left.style) == (BLUE, "dashed")
    assert cell.comment.text == (
        "REPAIRED: date format\nFound: “3/1/2024”, read as “2024-01-03”\nWrite the date as YYYY-MM-DD."
    )


def test_a_good_cell_is_left_as_it_is(checked, csv_file):
    _, _, workbook = checked(csv_file(SITES))
    cell = workbook["sites"]["B4"]

    assert (cell.fill.fill_type, cell.border.left.style, cell.comment) == (None, None, None)


def test_two_things_wrong_with_one_cell_are_both_in_its_note_and_the_worse_gives_the_look(checked, csv_file):
    _, _, workbook = checked(csv_file("ref,start,note\n A1 ,2024-01-01,\nA1,2024-01-02,\n"))
    cell = workbook["sites"]["A2"]

    assert cell.fill.fgColor.rgb == RED
    assert [line for line in cell.comment.text.splitlines() if line.isupper() or ": " in line[:12]][::2] == [
        "ERROR: reference values are not unique",
        "REPAIRED: whitespace",
    ]


def test_all_failing_rows_are_marked_where_a_finding_holds_ten(checked, csv_file):
    report, _, workbook = checked(csv_file("ref,start\n" + "".join(f"A{n},soon\n" for n in range(25))))
    red = [cell.row for cell in workbook["sites"]["B"] if cell.fill.fgColor.rgb == RED]

    assert len(report.findings[0].rows) == 10
    assert red == list(range(2, 27))


def test_a_copy_of_a_row_is_marked_in_its_first_cell(checked, csv_file):
    _, _, workbook = checked(csv_file("note,kind\nx,1\nx,1\n"), "  - {name: note}\n  - {name: kind}\n")
    sheet = workbook["sites"]

    assert [cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == YELLOW] == ["A3"]
    assert sheet["A3"].comment.text.splitlines()[:2] == ["WARNING: duplicate row", "Found: “x | 1”"]


def test_values_of_columns_that_were_joined_are_all_marked(checked, csv_file):
    fields = "  - {name: Place, title: Site name and address}\n"
    _, _, workbook = checked(csv_file("Site Name,Address\nOld Mill,Mill Lane\nYard,Dock Road\n"), fields)
    sheet = workbook["sites"]

    assert sheet["A2"].comment.text == sheet["B2"].comment.text
    assert sheet["A2"].comment.text.splitlines()[1] == "Found: “Old Mill | Mill Lane”, read as “Old Mill, Mill Lane”"


def test_a_missing_column_is_told_at_the_first_name(checked, csv_file):
    _, _, workbook = checked(csv_file("Title,,\nref,note,more\nA1,x,y\n"))

    assert workbook["sites"]["A2"].comment.text.splitlines()[:2] == ["ERROR: missing column", "Found: no such column"]


# --- the sheets that explain --------------------------------------------------------------------------


def test_the_first_sheet_says_what_was_found_and_what_the_marks_mean_in_words(checked, csv_file):
    report, _, workbook = checked(csv_file(SITES))
    said = [[cell.value for cell in row if cell.value] for row in workbook["Read me first"].iter_rows()]

    assert workbook.sheetnames == ["Read me first", "Findings and notes", "sites"]
    assert said[1] == ["Made with the National Data Library workbench. Unofficial: not a government document."]
    assert ["Verdict", report.verdict] in said
    assert ["ERROR", "red fill, thick outline: it must be mended"] in said
    assert ["REPAIRED", "blue fill, dashed outline: it was read as something else, told in its note"] in said
    assert ["row 1", "a title or note above the header"] in said


def test_only_the_first_sheet_is_selected_so_that_an_edit_changes_no_other(checked, csv_file):
    _, _, workbook = checked(csv_file(SITES))

    assert workbook.active.title == "Read me first"
    assert [sheet.sheet_view.tabSelected for sheet in workbook] == [True, False, False]


def test_each_finding_is_listed_with_a_link_to_its_cell(checked, csv_file):
    _, _, workbook = checked(csv_file(SITES))
    rows = list(workbook["Findings and notes"].iter_rows(min_row=2))

    assert [(row[0].value, row[1].value, row[3].value, row[4].value) for row in rows] == [
        ("error", "reference values are not unique", "A6", "“A3”"),
        ("error", "reference values are not unique", "A7", "“A3”"),
        ("error", "invalid date", "B5", "“soon”"),
        ("error", "missing value", "B7", "an empty cell"),
        ("repaired", "date format", "B6", "“3/1/2024”, read as “2024-01-03”"),
    ]
    assert [row[3].hyperlink.location for row in rows] == [f"'sites'!{row[3].value}" for row in rows]


def test_beyond_the_limit_rows_are_coloured_without_a_note_and_that_is_said(checked, csv_file, monkeypatch):
    monkeypatch.setattr(marked, "MOST_NOTED", 2)
    _, _, workbook = checked(csv_file("ref,start\n" + "".join(f"A{n},soon\n" for n in range(5))))
    cells = workbook["sites"]["B"][1:]

    assert [cell.fill.fgColor.rgb for cell in cells] == [RED] * 5
    assert [bool(cell.comment) for cell in cells] == [True, True, False, False, False]
    assert workbook["Findings and notes"]["E4"].value == "in 3 more rows, marked, without a note"


def test_a_rule_that_is_not_known_here_marks_its_first_rows_and_says_so(standard, csv_file, tmp_path):
    asked = standard_named(standard(FIELDS))
    table = read_place(place_of(csv_file(SITES)))
    report = check_table(table, asked, None, repairs=True)
    strange = Finding("a new rule", "validity", "error", "external", "note", (4, 5), 40, "", "", "It is new.", "Read.")
    path = save_marked(replace(report, findings=(strange,)), table, tmp_path / "new.xlsx")
    sheet = openpyxl.load_workbook(path)["Findings and notes"]

    assert [sheet[f"D{row}"].value for row in (2, 3)] == ["C4", "C5"]
    assert sheet["E4"].value == "in 38 more rows, not marked: this rule gives its first rows only"


# --- the publisher's own workbook ---------------------------------------------------------------------


@pytest.fixture
def workbook_file(tmp_path):
    """A publisher's workbook: a merged title, bold names, a note, a formula that gave 5, and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Our sites"
    for row in (["Sites of Nowhere"], ["ref", "start", "size"], ["A1", "soon", None], ["A2", "2024-01-01", 7]):
        sheet.append(row)
    sheet["C3"] = "=2+3"
    sheet.merge_cells("A1:C1")
    sheet["A2"].font = Font(bold=True, color="FF112233")
    sheet["B3"].comment = Comment("ask Jo", "Jo")
    sheet.column_dimensions["A"].width = 33
    book.create_sheet("Notes").append(["keep me"])
    path = tmp_path / "ours.xlsx"
    book.save(path)
    edited(path, "xl/worksheets/sheet1.xml", "<f>2+3</f><v />", "<f>2+3</f><v>5</v>")
    return path


def test_a_small_workbook_keeps_its_formatting_and_its_other_sheets(checked, workbook_file):
    _, _, workbook = checked(workbook_file)
    sheet = workbook["Our sites"]

    assert workbook.sheetnames == ["Read me first", "Findings and notes", "Our sites", "Notes"]
    assert (sheet["A2"].font.b, sheet["A2"].font.color.rgb, sheet.column_dimensions["A"].width) == (
        True,
        "FF112233",
        33,
    )
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["B3"].fill.fgColor.rgb == RED
    assert workbook["Notes"]["A1"].value == "keep me"


def test_a_note_that_was_there_is_kept_below_ours(checked, workbook_file):
    _, _, workbook = checked(workbook_file)

    text = workbook["Our sites"]["B3"].comment.text
    assert text.startswith("ERROR: invalid date\n")
    assert text.endswith("\n\nNote that was here:\nask Jo")


def test_a_formula_of_the_publisher_becomes_the_value_it_had(checked, workbook_file, tmp_path):
    _, table, workbook = checked(workbook_file)

    assert workbook["Our sites"]["C3"].value == 5
    assert read_back(workbook, tmp_path, "Our sites").cells.equals(table.cells)


def test_a_workbook_with_macros_is_not_opened_but_written_anew(checked, workbook_file):
    with zipfile.ZipFile(workbook_file, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"anything")
    _, _, workbook = checked(workbook_file)

    assert workbook.sheetnames == ["Read me first", "Findings and notes", "Our sites"]
    assert workbook["Our sites"]["C3"].value == "5"


def test_a_range_that_would_fill_memory_is_not_opened(checked, workbook_file):
    edited(workbook_file, "xl/worksheets/sheet1.xml", 'ref="A1:C1"', 'ref="A5:XFD1048576"')
    _, _, workbook = checked(workbook_file)

    assert workbook.sheetnames == ["Read me first", "Findings and notes", "Our sites"]


@pytest.mark.parametrize("reference", ["foo:bar", "A:XFD", "A5:XFD1048576"])
def test_a_link_over_a_range_that_is_none_or_vast_is_not_opened(checked, workbook_file, reference):
    link = f'<hyperlinks><hyperlink location="A1" ref="{reference}"/></hyperlinks><pageMargins'
    edited(workbook_file, "xl/worksheets/sheet1.xml", "<pageMargins", link)
    _, _, workbook = checked(workbook_file)

    assert workbook.sheetnames == ["Read me first", "Findings and notes", "Our sites"]


def test_a_sheet_of_the_publishers_that_is_called_like_ours_is_kept(checked, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Our sites"
    for row in (["ref", "start"], ["A1", "soon"], ["A2", "2024-01-01"]):
        book.active.append(row)
    book.create_sheet("Read me first").append(["our own words"])
    book.save(tmp_path / "ours.xlsx")
    _, _, workbook = checked(tmp_path / "ours.xlsx")
    said = {row[0].value: row[1].value for row in workbook["Read me first1"].iter_rows()}

    assert workbook["Read me first"]["A1"].value == "our own words"
    assert "delete the sheets “Read me first1” and “Findings and notes”" in said["What to do"]


def test_a_cell_that_is_merged_is_marked_where_it_shows(checked, tmp_path):
    book = openpyxl.Workbook()
    for row in (["ref", "start", "note"], ["A1", "soon", "x"], ["A2", None, "y"], ["A3", "2024-01-01", "z"]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "ours.xlsx")
    report, _, workbook = checked(tmp_path / "ours.xlsx")

    assert [finding.rows for finding in report.findings] == [(2, 3)]
    assert workbook["Sheet"]["B2"].comment.text.count("ERROR: invalid date") == 1
    assert workbook["Findings and notes"]["D3"].value == "B2"


def test_the_publishers_file_is_not_changed(checked, workbook_file):
    before = workbook_file.read_bytes()
    checked(workbook_file)

    assert workbook_file.read_bytes() == before


# --- where the file is not at hand, and what is refused -----------------------------------------------


def test_a_frame_is_laid_out_as_text(checked, tmp_path):
    frame = pd.DataFrame({"ref": ["A1", "A2"], "start": ["soon", "2024-01-01"]})
    _, table, workbook = checked(frame)
    title = workbook.sheetnames[2]

    assert title == "a table made in this session"
    assert workbook[title]["B2"].fill.fgColor.rgb == RED
    assert read_back(workbook, tmp_path, title).cells.equals(table.cells)


def test_a_file_that_changed_since_is_not_read_again(standard, csv_file, tmp_path):
    asked = standard_named(standard(FIELDS))
    path = csv_file(SITES)
    table = read_place(place_of(path))
    report = check_table(table, asked, None, repairs=True)
    path.write_text("ref,start,note\nZ9,never,\n", encoding="utf-8")
    workbook = openpyxl.load_workbook(save_marked(report, table, tmp_path / "m.xlsx"))

    assert [workbook["sites"][cell].value for cell in ("A1", "A4", "B5")] == ["Sites of Nowhere", "A1", "soon"]
    said = [row[1].value for row in workbook["Read me first"].iter_rows() if row[0].value == "This copy"]
    assert said == [
        "The file itself was not at hand: rows are in their places, and every cell is text, as it was read. "
        "Your own file was not changed."
    ]


def test_a_table_that_is_too_large_is_refused_and_nothing_is_written(checked, csv_file, tmp_path, monkeypatch):
    monkeypatch.setattr(own_sheet, "MOST_CELLS", 20)

    with pytest.raises(InputError, match=r"found a table of 21 cells, 7 rows and 3 columns; expected at most 20 cells"):
        checked(csv_file(SITES))
    assert not (tmp_path / "marked.xlsx").exists()


def test_another_suffix_is_refused(tmp_path):
    report, table = check_table(t := table_from_frame(pd.DataFrame({"a": ["1"]})), None, None, repairs=True), t

    with pytest.raises(InputError, match=r"one that ends in \.xlsx"):
        save_marked(report, table, tmp_path / "marked.csv")


def test_the_file_that_was_checked_is_not_written_over(workbook_file):
    table = read_place(place_of(workbook_file))
    report = check_table(table, None, None, repairs=True)
    before = workbook_file.read_bytes()

    with pytest.raises(InputError, match=r"the file that was checked; .* next: call it 'ours-marked.xlsx'"):
        save_marked(report, table, workbook_file)
    assert workbook_file.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path):
    table = table_from_frame(pd.DataFrame({"a": ["1"]}))
    report = check_table(table, None, None, repairs=True)

    with pytest.raises(CannotWrite, match="cannot be written"):
        save_marked(report, table, tmp_path / "nowhere" / "marked.xlsx")
