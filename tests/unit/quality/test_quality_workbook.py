"""The layout of workbooks: files that are none, hostile ones, and what a report says of it."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

import ndl_workbench as ndl
from ndl_workbench.errors import Unreadable
from ndl_workbench.quality import workbook_sheets
from ndl_workbench.quality.workbook_rules import (
    NOT_CHECKED,
    RULES,
    STANDARD,
    check_workbook,
    with_layout,
    workbook_findings,
)

TABLE = (("Children by area", None), ("Area", "Children"), ("East", 12), ("West", 9))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A table that is not marked up, below a title."""
    book = openpyxl.Workbook()
    book.properties.title = "Children by area"
    for row in TABLE:
        book.active.append(row)
    book.save(tmp_path / "areas.xlsx")
    return tmp_path / "areas.xlsx"


@pytest.fixture
def fixtures(shared):
    return shared / "data/awkward-spreadsheets/fixtures"


def kinds(path: Path) -> list[tuple[str, str, int]]:
    return [(f.check, f.column, f.count) for f in workbook_findings(path)]


# --- rules --------------------------------------------------------------------------------------------


def test_each_rule_has_a_name_of_its_own_and_a_link():
    assert len({rule.name for rule in RULES}) == len(RULES) == 23
    assert {rule.url.partition("/policy-store/")[0] for rule in RULES} == {
        "https://analysisfunction.civilservice.gov.uk"
    }


def test_rules_that_the_checklist_calls_essential_are_errors():
    assert [rule.name for rule in RULES if rule.severity == "error"] == [
        "table not marked up",
        "merged cells",
        "blank row or column",
        "not one header row",
        "unexplained empty cell",
        "shorthand without brackets",
        "sign for a note",
        "no title in A1",
        "page header or footer",
        "blank sheet",
        "table away from the edge",
        "no document title",
        "opens elsewhere",
    ]


# --- real workbooks -----------------------------------------------------------------------------------


def test_merged_cells_of_a_real_workbook_are_found(fixtures):
    assert kinds(fixtures / "merged-cells.xlsx") == [
        ("table not marked up", "sheet 'Cool Data'", 1),
        ("merged cells", "sheet 'Cool Data'", 6),
        ("blank row or column", "sheet 'Cool Data'", 1),
        ("not one header row", "sheet 'Cool Data'", 2),
        ("unexplained empty cell", "sheet 'Cool Data'", 12),
        ("page header or footer", "sheet 'Cool Data'", 1),
        ("no document title", "the workbook", 1),
        ("opens elsewhere", "the workbook", 1),
    ]


def test_a_table_of_a_real_workbook_that_begins_in_its_second_column_is_found(fixtures):
    assert kinds(fixtures / "dates.office2016.xlsx") == [
        ("table not marked up", "sheet 'Sheet1'", 1),
        ("no title in A1", "sheet 'Sheet1'", 1),
        ("table away from the edge", "sheet 'Sheet1'", 1),
        ("no document title", "the workbook", 1),
        ("opens elsewhere", "the workbook", 1),
    ]


# --- files that cannot be checked ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["test.ods", "dates.office2016.xls", "test.csv"])
def test_another_kind_of_file_is_refused_and_no_rule_passes(fixtures, name):
    check = check_workbook(fixtures / name, name)

    assert check.findings == ()
    assert check.checks_run == ()
    assert len(check.not_checked) == 1 + len(RULES) + len(NOT_CHECKED)
    assert "whether no cells are merged" in check.not_checked
    with pytest.raises(Unreadable) as refused:
        workbook_findings(fixtures / name, name)
    assert refused.value.done == "its layout was not checked" or refused.value.done == "nothing was read"


def test_a_workbook_that_unpacks_to_too_much_is_refused(workbook, monkeypatch):
    monkeypatch.setattr(workbook_sheets, "MOST_UNPACKED", 1_000)

    with pytest.raises(Unreadable) as refused:
        workbook_findings(workbook, "areas.xlsx")
    assert refused.value.expected == "an .xlsx workbook of at most 1,000 bytes when unpacked"


def broken(workbook: Path, part: str, content: bytes) -> Path:
    """Copy a workbook with one of its parts replaced."""
    path = workbook.with_name("broken.xlsx")
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return path


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet"),
        ("xl/worksheets/sheet1.xml", b""),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/styles.xml", b"<a>"),
        ("[Content_Types].xml", b"<Types/>"),
        ("docProps/core.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ],
)
def test_a_damaged_workbook_is_refused(workbook, part, content):
    with pytest.raises(Unreadable, match="its layout was not checked") as refused:
        workbook_findings(broken(workbook, part, content), "areas.xlsx")
    assert str(workbook.parent) not in str(refused.value)


@pytest.mark.parametrize("ref", ["A1:XFD1048576", "A:XFD", "Sheet!A1:XFD1048576"])
def test_a_merged_range_of_a_whole_sheet_is_refused(workbook, ref):
    sheet = zipfile.ZipFile(workbook).read("xl/worksheets/sheet1.xml")
    merged = (
        f'</sheetData><hyperlinks><hyperlink/></hyperlinks><mergeCells><mergeCell ref="{ref}"/></mergeCells>'.encode()
    )
    path = broken(workbook, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", merged))

    with pytest.raises(Unreadable, match="its layout was not checked"):
        workbook_findings(path, "areas.xlsx")


def test_a_link_on_a_whole_sheet_is_refused(workbook):
    sheet = zipfile.ZipFile(workbook).read("xl/worksheets/sheet1.xml")
    link = b'</sheetData><hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
    path = broken(workbook, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", link))

    with pytest.raises(Unreadable, match="17,179,869,184 cells that are merged, linked or commented on"):
        workbook_findings(path, "areas.xlsx")


def test_a_formatted_cell_in_the_far_corner_is_not_walked_to(workbook):
    book = openpyxl.load_workbook(workbook)
    book.active.cell(1_048_576, 16_384).font = Font(bold=True)
    book.save(workbook)

    assert kinds(workbook) == [("table not marked up", "sheet 'Sheet'", 1)]


def test_a_table_that_claims_the_whole_sheet_is_counted_and_not_walked(workbook):
    book = openpyxl.load_workbook(workbook)
    book.active.cell(1_048_576, 16_383).value = "far"
    book.active.cell(1_048_576, 16_384).value = "off"
    book.save(workbook)

    assert kinds(workbook) == [
        ("table not marked up", "sheet 'Sheet'", 1),
        ("blank row or column", "sheet 'Sheet'", 1_048_571 + 16_380),
        ("not one header row", "sheet 'Sheet'", 16_382),
        ("unexplained empty cell", "sheet 'Sheet'", 3 * 16_382),
    ]


def test_a_name_of_a_sheet_is_only_text(workbook):
    book = openpyxl.load_workbook(workbook)
    book.active.title = "=1+1 <b>"
    book.save(workbook)

    assert kinds(workbook) == [("table not marked up", "sheet '=1+1 <b>'", 1)]


# --- in a report --------------------------------------------------------------------------------------


def test_what_is_found_joins_the_report_of_the_table(workbook):
    report = with_layout(ndl.check(workbook, use="a chart"), check_workbook(workbook))

    assert (report.standard, report.standard_source) == ("statistical-table", STANDARD.source)
    assert [(f.check, f.column) for f in report.findings] == [("table not marked up", "sheet 'Sheet'")]
    assert report.judgement == "not fit"
    assert report.not_checked == (
        *STANDARD.notes,
        "whether the values are true of the world (nothing to compare them with was given)",
    )
    assert "merged cells" in report.checks_run
