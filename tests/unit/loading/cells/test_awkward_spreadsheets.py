"""Spreadsheets made to be awkward: the same table saved by different programs gives the same table."""

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.loading import resolve
from ndl_workbench.loading.tables.table import Beside, SourceTable


@pytest.fixture(scope="module")
def tables(shared) -> dict[str, SourceTable]:
    """Each file's table, by the file's name."""
    files = sorted((shared / "data/awkward-spreadsheets/fixtures").iterdir())
    return {path.name: resolve.read_place(resolve.place_of(path)) for path in files}


def differing(one: SourceTable, other: SourceTable) -> dict[tuple[int, str], tuple[str, str]]:
    """Return the cells in which two tables of the same columns and rows differ, by row and column."""
    assert one.cells.columns.tolist() == other.cells.columns.tolist()
    assert one.cells.index.tolist() == other.cells.index.tolist()
    return {
        (row, column): (one.cells.at[row, column], other.cells.at[row, column])
        for row in one.cells.index
        for column in one.cells.columns
        if one.cells.at[row, column] != other.cells.at[row, column]
    }


def rejected(table: SourceTable) -> list[tuple[int, str]]:
    return [(row.row, row.reason) for row in table.rejected]


def test_every_file_is_read_and_every_row_accounted_for(tables):
    counts = {name: (t.rows_kept, t.rows_rejected, t.rows_blank) for name, t in tables.items()}

    assert counts == {
        "125-records.xlsx": (125, 0, 0),
        "basic.xlsx": (2, 0, 0),
        "dates.csv": (7, 1, 0),
        "dates.numbers.xlsx": (7, 1, 0),
        "dates.ods": (4, 0, 0),
        "dates.office2016.xls": (2, 0, 1),
        "dates.office2016.xlsx": (2, 0, 1),
        "empty.csv": (1, 0, 1),
        "merged-cells.csv": (3, 2, 1),
        "merged-cells.ods": (3, 2, 1),
        "merged-cells.xlsx": (3, 2, 1),
        "realistic.ods": (21, 2, 1),
        "small-file.csv": (1, 0, 0),
        "tables_test.xlsx": (20544, 0, 0),
        "tables_test_metadata.csv": (6, 1, 1),
        "tables_test_metadata.xlsx": (6, 1, 1),
        "test-validation.csv": (6, 2, 0),
        "test-validation.ods": (6, 2, 0),
        "test-validation.xlsx": (6, 2, 0),
        "test.csv": (3, 2, 1),
        "test.ods": (3, 2, 1),
        "test.xlsx": (3, 2, 1),
        "trailing-column.csv": (1, 0, 0),
        "tribbles.csv": (6, 2, 0),
        "tribbles.ods": (6, 2, 0),
        "tribbles.xlsx": (6, 2, 0),
        "type-guessing.csv": (6, 0, 0),
        "validation-struct-err.csv": (2, 0, 2),
        "validation-test.csv": (2, 0, 0),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dates.office2016.xls", "dates.office2016.xlsx"),
        ("merged-cells.ods", "merged-cells.xlsx"),
        ("tables_test_metadata.csv", "tables_test_metadata.xlsx"),
        ("test-validation.csv", "test-validation.ods"),
        ("test-validation.csv", "test-validation.xlsx"),
        ("test.csv", "test.ods"),
        ("test.csv", "test.xlsx"),
        ("tribbles.ods", "tribbles.xlsx"),
    ],
)
def test_one_table_saved_by_different_programs(tables, one, other):
    assert differing(tables[one], tables[other]) == {}
    assert rejected(tables[one]) == rejected(tables[other])
    assert tables[one].beside == tables[other].beside


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dates.csv", "dates.numbers.xlsx"),
        ("dates.office2016.xls", "dates.office2016.xlsx"),
        ("merged-cells.ods", "merged-cells.xlsx"),
        ("test.csv", "test.ods"),
        ("test.ods", "test.xlsx"),
        ("test-validation.csv", "test-validation.xlsx"),
        ("test-validation.ods", "test-validation.xlsx"),
        ("tribbles.csv", "tribbles.xlsx"),
        ("tribbles.ods", "tribbles.xlsx"),
    ],
)
def test_one_table_saved_by_different_programs_loads_as_the_same_frame(shared, one, other):
    folder = shared / "data/awkward-spreadsheets/fixtures"

    pd.testing.assert_frame_equal(ndl.load(folder / one), ndl.load(folder / other))


def test_the_csv_of_a_sheet_has_dates_as_they_were_shown(tables):
    # The program that wrote the CSV wrote each date in the format of its cell; the workbook keeps the date itself.
    assert differing(tables["dates.csv"], tables["dates.numbers.xlsx"]) == {
        (5, "Date"): ("03/06/2025", "2025-06-03"),
        (6, "Date"): ("01/02/2003", "2003-02-01"),
        (7, "Date"): ("01/02/25", "2025-02-01"),
        (8, "Date"): ("3 Jun 2025", "2025-06-03"),
    }


def test_the_csv_of_a_sheet_has_times_as_they_were_shown(tables):
    assert differing(tables["tribbles.csv"], tables["tribbles.xlsx"]) == {
        (4, "Date of birth"): ("1-1-24", "2024-01-01"),
        (5, "Date of birth"): ("2-4-24", "2024-04-02"),
        (6, "Date of birth"): ("3-5-24", "2024-05-03"),
        (7, "Date of birth"): ("2-3-24", "2024-03-02"),
        (8, "Date of birth"): ("1-5-24", "2024-05-01"),
        (9, "Date of birth"): ("4-5-24", "2024-05-04"),
        (4, "Time of birth"): ("1:00", "01:00:00"),
        (5, "Time of birth"): ("4:34", "04:34:00"),
        (6, "Time of birth"): ("15:05", "15:05:00"),
        (7, "Time of birth"): ("6:01", "06:01:00"),
        (8, "Time of birth"): ("9:55", "09:55:00"),
        (9, "Time of birth"): ("10:43", "10:43:00"),
    }


def test_a_csv_cannot_say_which_cells_were_merged(tables):
    # Nelly's age was merged across two columns and her egginess with Boris's: the CSV keeps the first cell of each.
    from_csv = tables["merged-cells.csv"].cells
    from_excel = tables["merged-cells.xlsx"].cells

    assert from_excel.to_dict("index") == {
        4: {"Name": "Boris", "Age": "13", "Egginess": "High"},
        5: {"Name": "Nelly", "Age": "14", "Egginess": "High"},
        6: {"Name": "Sid", "Age": "10", "Egginess": "Medium"},
    }
    assert from_csv.to_dict("index") == {
        4: {"Name": "Boris", "unnamed_4": "", "Age": "13", "Egginess": "High"},
        5: {"Name": "Nelly", "unnamed_4": "14", "Age": "", "Egginess": ""},
        6: {"Name": "Sid", "unnamed_4": "", "Age": "10", "Egginess": "Medium"},
    }
    assert tables["merged-cells.csv"].beside == tables["merged-cells.xlsx"].beside
    assert tables["merged-cells.xlsx"].provenance.decisions[0] == (
        "merged cells were filled with the value they share: F4:F5, D5:E5"
    )


def test_notes_beside_a_table(tables):
    assert tables["test.csv"].cells.columns.tolist() == ["Name", "Age", "Egginess"]
    assert tables["test.csv"].beside == (
        Beside(4, 6, "Here are some random notes"),
        Beside(5, 7, "Left by the user"),
    )
    assert tables["merged-cells.ods"].beside == (
        Beside(4, 1, "Here are some random notes left by the user"),
        Beside(6, 1, "And another note"),
    )


def test_a_row_of_types_and_a_title_above(tables):
    assert rejected(tables["test-validation.ods"]) == [
        (1, "a title or note above the header"),
        (2, "says which columns are mandatory and of what type"),
    ]


def test_dates_without_a_name(tables):
    assert tables["dates.ods"].cells["column_1"].tolist() == [
        "2025-06-09",
        "2025-04-04",
        "2025-04-31",
        "9th April 2025",
    ]


def test_a_title_sheet_a_notes_sheet_and_a_total(tables):
    table = tables["realistic.ods"]

    assert rejected(table) == [(1, "a title or note above the header"), (25, "a total")]
    assert table.provenance.decisions[0] == (
        "sheet 'Data' (24 rows, 6 columns) was read because it holds the most data; "
        "left alone: 'Title' (2 rows, 1 column), 'Notes' (4 rows, 1 column)"
    )


def test_three_tables_under_one_another_with_the_same_names(shared):
    path = shared / "data/awkward-spreadsheets/fixtures/tables_test.xlsx"

    table = resolve.read_place(resolve.place_of(path), "Standard")

    # Its own list of tables: A1:I21, A23:I43 and A45:I65, twenty records each.
    assert rejected(table) == [(23, "the header again"), (45, "the header again")]
    assert (table.rows_kept, table.rows_blank) == (60, 2)


def test_three_tables_under_one_another_of_which_the_second_hides_its_names(shared):
    path = shared / "data/awkward-spreadsheets/fixtures/tables_test.xlsx"

    table = resolve.read_place(resolve.place_of(path), "Jedi")

    assert rejected(table) == [(45, "the header again")]
    assert (table.rows_kept, table.rows_blank) == (60, 3)
