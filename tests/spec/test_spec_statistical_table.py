"""The specification of ``statistical-table``: a sheet, what is done to it, and what is found. Row 1 is its first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from ndl_workbench.quality.workbook_rules import workbook_findings

SHEET = """
    Children by area, Uppertown, 2031
    This sheet holds one table.
    Area | Children | Schools
    East | 12       | 3
    West | 9        | 2
    Fen  | 7        | 1
"""


def fill(sheet: Any, drawing: str) -> None:
    """Write a drawing into a sheet; a number is one, and an empty cell is blank."""
    for number, line in enumerate(drawing.strip("\n").rstrip().splitlines(), start=1):
        for column, cell in enumerate((part.strip() for part in line.split("|")), start=1):
            sheet.cell(number, column).value = (int(cell) if cell.isdecimal() else cell) or None


def mark_up(sheet: Any, area: str, name: str) -> None:
    """Mark cells up as a table without filters."""
    table = Table(displayName=name, ref=area)
    sheet.add_table(table)
    table._initialise_columns()
    table.autoFilter = None
    for cell, column in zip(sheet[area][0], table.tableColumns, strict=True):
        column.name = str(cell.value)


@pytest.fixture
def book() -> Any:
    """A workbook that keeps every rule."""
    book = openpyxl.Workbook()
    book.properties.title = "Children by area"
    fill(book.active, SHEET)
    book.active.title = "Areas"
    mark_up(book.active, "A3:C6", "Children_by_area")
    return book


@pytest.fixture
def found(tmp_path: Path) -> Callable[[Any], list[tuple[object, ...]]]:
    """Save a workbook, check its layout, and return what is found."""

    def check(book: Any) -> list[tuple[object, ...]]:
        path = tmp_path / "areas.xlsx"
        book.save(path)
        return [(f.severity, f.check, f.column, f.rows, f.count, f.observed) for f in workbook_findings(path)]

    return check


# --- tables -------------------------------------------------------------------------------------------


def test_a_workbook_that_keeps_every_rule_has_no_findings(book, found):
    assert found(book) == []


def test_a_table_that_is_not_marked_up_is_found(book, found):
    del book.active.tables["Children_by_area"]

    assert found(book) == [("error", "table not marked up", "sheet 'Areas'", (3,), 1, "A3:C6")]


def test_a_name_that_the_program_gave_a_table_is_found(book, found):
    book.active.tables["Children_by_area"].displayName = "Table1"

    assert found(book) == [("warning", "table without a name", "sheet 'Areas'", (3,), 1, "Table1")]


def test_merged_cells_are_found_wherever_they_are(book, found):
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A2:C2")

    assert found(book) == [("error", "merged cells", "sheet 'Areas'", (1, 2), 2, "A1:C1")]


def test_a_blank_row_inside_a_table_is_found_and_its_cells_are_not_counted_as_empty(book, found):
    for cell in book.active[5]:
        cell.value = None

    assert found(book) == [("error", "blank row or column", "sheet 'Areas'", (5,), 1, "row 5")]


def test_a_blank_column_inside_cells_that_look_like_a_table_is_found(found):
    book = openpyxl.Workbook()
    book.properties.title = "Children by area"
    fill(
        book.active,
        """
        Children by area. Some cells are blank.
        Area | Town |  | Children
        East | Ash  |  | 12
        West | Elm  |  | 9
        """,
    )

    assert found(book) == [
        ("error", "table not marked up", "sheet 'Sheet'", (2,), 1, "A2:D4"),
        ("error", "blank row or column", "sheet 'Sheet'", (), 1, "column C"),
        ("error", "not one header row", "sheet 'Sheet'", (2,), 1, "C2 is blank"),
    ]


def test_a_name_that_two_columns_have_is_found_whatever_its_case(book, found):
    book.active["C3"] = "CHILDREN"

    assert found(book) == [("error", "not one header row", "sheet 'Areas'", (3,), 1, "'CHILDREN' again")]


def test_a_table_marked_up_without_a_header_is_found(book, found):
    book.active.tables["Children_by_area"].headerRowCount = 0

    assert found(book) == [("error", "not one header row", "sheet 'Areas'", (3,), 1, "no row of names")]


def test_empty_cells_that_nothing_explains_are_counted(book, found):
    book.active["B4"] = None
    book.active["B6"] = None

    assert found(book) == [("error", "unexplained empty cell", "sheet 'Areas'", (4, 6), 2, "B4")]


def test_empty_cells_that_a_sentence_above_the_table_explains_are_not_found(book, found):
    book.active["B4"] = None
    book.active["A2"] = "Some cells are blank because the school was closed."

    assert found(book) == []


def test_several_tables_on_a_sheet_are_found(book, found):
    fill_below = [("Town", "Libraries"), ("Ash", 2)]
    for row, cells in enumerate(fill_below, start=8):
        for column, value in enumerate(cells, start=1):
            book.active.cell(row, column).value = value
    mark_up(book.active, "A8:B9", "Libraries_by_town")

    assert found(book) == [("warning", "several tables on a sheet", "sheet 'Areas'", (8,), 1, "Libraries_by_town")]


def test_a_table_that_does_not_begin_in_the_first_column_is_found(book, found):
    book.active.move_range("A3:C6", cols=1)
    del book.active.tables["Children_by_area"]
    mark_up(book.active, "B3:D6", "Children_by_area")

    assert found(book) == [("error", "table away from the edge", "sheet 'Areas'", (3,), 1, "B3:D6")]


def test_what_stands_below_a_table_is_found(book, found):
    book.active["A8"] = "Source: made up"

    assert found(book) == [("warning", "text below a table", "sheet 'Areas'", (8,), 1, "Source: made up")]


# --- shorthand and notes ------------------------------------------------------------------------------


def test_a_sign_in_place_of_a_figure_is_found_and_shorthand_in_brackets_is_not(book, found):
    book.active["B4"] = ".."
    book.active["B5"] = "[c]"
    book.active["C4"] = "x"

    assert found(book) == [("error", "shorthand without brackets", "sheet 'Areas'", (4,), 2, "..")]


def test_a_letter_in_a_column_of_words_is_a_word(book, found):
    book.active["A4"] = "x"

    assert found(book) == []


def test_a_sign_or_superscript_that_points_to_a_note_is_found(book, found):
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    book.active["B3"] = CellRichText("Children", raised)
    book.active.tables["Children_by_area"].tableColumns[1].name = "Children1"
    book.active["A5"] = "West*"

    assert found(book) == [("error", "sign for a note", "sheet 'Areas'", (3, 5), 2, "B3")]


def test_a_raised_two_of_a_unit_points_to_no_note(book, found):
    raised = TextBlock(InlineFont(vertAlign="superscript"), "2")
    book.active["B3"] = CellRichText("Area in km", raised)
    book.active["A2"] = "Areas are in km²"
    book.active.tables["Children_by_area"].tableColumns[1].name = "Area in km2"

    assert found(book) == []


def test_a_note_on_a_figure_and_notes_without_a_sheet_of_their_own_are_found(book, found):
    book.active["B4"] = "12 [note 1]"

    assert found(book) == [
        ("warning", "note on a figure", "sheet 'Areas'", (4,), 1, "12 [note 1]"),
        ("warning", "no sheet of notes", "sheet 'Areas'", (4,), 1, "12 [note 1]"),
    ]


def test_a_note_on_a_name_with_a_sheet_of_notes_is_as_it_should_be(book, found):
    book.active["A4"] = "East [note 1]"
    book.create_sheet("Notes")["A1"] = "Notes. Note 1: made up."

    assert found(book) == []


# --- sheets -------------------------------------------------------------------------------------------


def test_frozen_panes_and_filters_are_found(book, found):
    book.active.freeze_panes = "A4"
    book.active.auto_filter.ref = "A3:C6"

    assert found(book) == [("warning", "filter or frozen pane", "sheet 'Areas'", (), 2, "filters")]


def test_the_filter_buttons_of_a_table_are_found(book, found):
    book.active.tables["Children_by_area"]._initialise_columns()

    assert found(book) == [
        ("warning", "filter or frozen pane", "sheet 'Areas'", (3,), 1, "filters in Children_by_area")
    ]


def test_hidden_rows_and_columns_are_found(book, found):
    book.active.row_dimensions[5].hidden = True
    book.active.column_dimensions["C"].hidden = True

    assert found(book) == [("warning", "hidden row or column", "sheet 'Areas'", (5,), 2, "column C")]


def test_a_table_that_stands_where_the_title_should_is_found(found):
    book = openpyxl.Workbook()
    book.properties.title = "Children by area"
    fill(book.active, "Area | Children\nEast | 12\nWest | 9")
    mark_up(book.active, "A1:B3", "Children_by_area")

    assert found(book) == [("error", "no title in A1", "sheet 'Sheet'", (1,), 1, "Area")]


def test_a_page_header_is_found(book, found):
    book.active.oddHeader.center.text = "DRAFT"

    assert found(book) == [("error", "page header or footer", "sheet 'Areas'", (), 1, "page header or footer")]


def test_a_background_fill_is_found_even_if_it_is_white(book, found):
    book.active["B4"].fill = PatternFill("solid", fgColor="FFFFFF")

    assert found(book) == [("warning", "background fill", "sheet 'Areas'", (4,), 1, "B4")]


def test_a_blank_sheet_is_found(book, found):
    book.create_sheet("Later")

    assert found(book) == [("error", "blank sheet", "sheet 'Later'", (), 1, "no filled cell")]


# --- the workbook -------------------------------------------------------------------------------------


def test_a_chart_is_found(book, found):
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=3, max_row=6))
    book.active.add_chart(chart, "F3")

    assert found(book) == [("warning", "picture or chart", "the workbook", (), 1, "chart1.xml")]


def test_a_workbook_without_a_title_in_its_properties_is_found(book, found):
    book.properties.title = None

    assert found(book) == [("error", "no document title", "the workbook", (), 1, "no title")]


def test_a_workbook_that_opens_on_a_later_sheet_is_found(book, found):
    book.create_sheet("Notes")["A1"] = "Notes"
    book.active = 1

    assert found(book) == [("error", "opens elsewhere", "the workbook", (), 1, "A1 of sheet 'Notes'")]
