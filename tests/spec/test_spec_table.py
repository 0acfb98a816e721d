"""The specification of finding the table: rows as they stand in a file, and the table read from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ndl_workbench.loading.cells.grid import Grid
from ndl_workbench.loading.provenance import MADE_HERE
from ndl_workbench.loading.tables.table import SourceTable, find_table


@pytest.fixture
def find() -> Callable[[str], SourceTable]:
    """Find the table in drawn rows, each with its row number in front."""

    def table(drawing: str) -> SourceTable:
        lines = [line.split("|")[1:] for line in drawing.strip().splitlines()]
        rows = [[cell.strip().replace("/", "\n") for cell in line] for line in lines]
        return find_table(Grid(rows, "", ()), MADE_HERE)

    return table


def test_titles_above_and_notes_below_are_left_out(find):
    table = find("""
        1 | Visits to libraries |      |       |
        2 |                     |      |       |
        3 | library             | area | staff | visits
        4 | Mill Lane           | East | 2     | 120
        5 | Dock Road           | West | 3     | 340
        6 | Total               |      | 5     | 460
        7 | Source: made up     |      |       |
    """)

    assert table.cells.to_dict("index") == {
        4: {"library": "Mill Lane", "area": "East", "staff": "2", "visits": "120"},
        5: {"library": "Dock Road", "area": "West", "staff": "3", "visits": "340"},
    }
    assert [(row.row, row.reason) for row in table.rejected] == [
        (1, "a title or note above the header"),
        (6, "a total"),
        (7, "one filled cell: a note, not a record"),
    ]
    assert (table.rows_read, table.rows_kept, table.rows_rejected, table.rows_blank) == (6, 2, 3, 1)


def test_names_in_two_rows_are_joined(find):
    table = find("""
        1 | library   | visits |          | staff
        2 |           | adults | children |
        3 | Mill Lane | 80     | 40       | 2
        4 | Dock Road | 200    | 140      | 3
    """)

    assert table.cells.columns.tolist() == ["library", "visits adults", "visits children", "staff"]
    assert table.provenance.decisions == ("column names stand in two rows, 1 and 2, and were joined",)


def test_rows_that_number_the_columns_and_say_which_are_mandatory_are_named(find):
    table = find("""
        1 | 1         | 2         | 3
        2 | Mandatory | Mandatory | Optional
        3 | library   | visits    | note
        4 | Mill Lane | 120       | closed in May
        5 | Dock Road | 340       |
    """)

    assert table.cells.columns.tolist() == ["library", "visits", "note"]
    assert table.provenance.decisions == (
        "column names were found in row 3; 2 rows above are not data",
        "row 1 numbers the columns",
        "row 2 says which columns are mandatory",
    )


def test_a_line_break_in_a_name_becomes_a_space(find):
    table = find("""
        1 | library/name | visits/in May
        2 | Mill Lane    | 120
    """)

    assert table.cells.columns.tolist() == ["library name", "visits in May"]


def test_columns_without_a_name_are_numbered_and_empty_ones_left_out(find):
    table = find("""
        1 | library   |   | visits |
        2 | Mill Lane |   | 120    | open
        3 | Dock Road |   | 340    | shut
    """)

    assert table.cells.columns.tolist() == ["library", "visits", "unnamed_4"]
    assert table.provenance.decisions == (
        "1 column with no name and no value was left out",
        "1 column has no name: unnamed_4",
    )


def test_a_table_without_names_keeps_its_first_row(find):
    table = find("""
        1 | Mill Lane | 120
        2 | Dock Road | 340
        3 | High St   | 210
    """)

    assert table.cells.to_dict("index")[1] == {"column_1": "Mill Lane", "column_2": "120"}
    assert table.provenance.decisions == (
        "no row holds column names: row 1 looks like data and was kept as data; "
        "the columns are called column_1 to column_2",
    )


def test_notes_beside_the_table_stay_retrievable_and_their_rows_are_kept(find):
    table = find("""
        1 | library   | visits |  |
        2 | Mill Lane | 120    |  | closed in May
        3 | Dock Road | 340    |  |
    """)

    assert table.cells.to_dict("list") == {"library": ["Mill Lane", "Dock Road"], "visits": ["120", "340"]}
    assert [(note.row, note.column, note.text) for note in table.beside] == [(2, 4, "closed in May")]


def test_another_table_below_is_left_out_and_said(find):
    table = find("""
        1 | library      | visits | staff
        2 | Mill Lane    | 120    | 2
        3 | Dock Road    | 340    | 3
        4 |              |        |
        5 | Loans by kind |       |
        6 | kind         | books  | discs
        7 | New          | 50     | 6
        8 | Old          | 70     | 8
    """)

    assert table.cells["library"].tolist() == ["Mill Lane", "Dock Road"]
    assert table.provenance.decisions == (
        "rows 5 to 8 look like another table (named 'kind', 'books', 'discs') and were left out",
    )


def test_a_table_on_its_side_is_said_and_not_turned(find):
    table = find("""
        1 | Fields  | One        | Two        | Three
        2 | library | Mill Lane  | Dock Road  | High St
        3 | owner   | council    | trust      | council
        4 | visits  | 120        | 340        | 210
        5 | staff   | 2          | 3          | 2
        6 | opened  | 1990-01-02 | 1991-03-04 | 1992-05-06
        7 | note    | small      | large      | shut
    """)

    assert table.cells.columns.tolist() == ["Fields", "One", "Two", "Three"]
    assert table.provenance.decisions == (
        "the table seems to lie on its side: 'library', 'owner', 'visits' and others run down its first column; "
        "it was not turned",
    )


def test_total_as_an_ordinary_value_is_kept(find):
    table = find("""
        1 | sex    | area | children
        2 | Female | East | 12
        3 | Total  | East | 20
        4 | Female | West | 7
        5 | Total  | West | 15
    """)

    assert table.rows_kept == 4
    assert table.rejected == ()
