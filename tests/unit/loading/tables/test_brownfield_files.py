"""Forty-six registers as councils published them, without file endings."""

import csv
from collections import Counter

import pytest

from ndl_workbench.loading import resolve
from ndl_workbench.loading.tables.table import SourceTable

ASIDES = (
    "'Schema' (29 rows, 4 columns), 'Validate' (1 row, 5 columns), 'About' (10 rows, 2 columns), "
    "'Example Data' (15 rows, 28 columns)"
)


@pytest.fixture(scope="module")
def tables(shared) -> dict[str, SourceTable]:
    """Each file's table, by the first eight letters of its name."""
    files = sorted((shared / "data/brownfield-land/raw").iterdir())
    return {path.name[:8]: resolve.read_place(resolve.place_of(path)) for path in files}


def test_all_are_read(tables):
    assert len(tables) == 46
    assert Counter(table.provenance.media_type.split(".")[-1] for table in tables.values()) == {
        "text/csv": 34,
        "sheet": 12,
    }


def test_every_row_is_accounted_for(tables):
    assert sum(table.rows_kept for table in tables.values()) == 2210
    assert {name: table.rows_rejected for name, table in tables.items() if table.rejected} == {
        "03c7a1f3": 2,
        "2520af17": 1,
        "9933fb8a": 2,
        "d69676be": 2,
        "e80bc54c": 2,
    }
    assert {name: table.rows_blank for name, table in tables.items() if table.rows_blank} == {
        "03870027": 7,
        "2520af17": 2,
        "3089a3f8": 30,
        "3dad6dec": 6,
        "5bb7e25b": 1,
    }


def test_csv_rows_add_up_to_what_a_plain_reader_counts(shared, tables):
    counted = {}
    for path in sorted((shared / "data/brownfield-land/raw").iterdir()):
        table = tables[path.name[:8]]
        if table.provenance.media_type == "text/csv":
            with path.open(encoding=table.provenance.encoding, newline="") as file:
                rows = sum(1 for _ in csv.reader(file))
            headers = 2 if "two rows" in "".join(table.provenance.decisions) else 1
            counted[path.name[:8]] = rows - headers - table.rows_read

    assert set(counted.values()) == {0}


def test_a_table_on_its_side_keeps_the_rows_that_hold_only_a_name(tables):
    assert {"PreviouslyPartOf", "Notes"} <= set(tables["40ba241c"].cells.iloc[:, 0])


@pytest.mark.parametrize("name", ["9933fb8a", "d69676be", "e80bc54c"])
def test_names_below_a_numbered_and_a_mandatory_row(tables, name):
    table = tables[name]

    assert table.header_row == 3
    assert [(row.row, row.reason) for row in table.rejected] == [
        (1, "numbers the columns"),
        (2, "says which columns are mandatory"),
    ]
    assert table.cells.columns[0] == "OrganisationURI"


@pytest.mark.parametrize("name", ["34e3c375", "5ed5da3e"])
def test_names_in_two_rows_are_joined(tables, name):
    table = tables[name]

    assert table.header_row == 1
    assert "column names stand in two rows, 1 and 2, and were joined" in table.provenance.decisions
    assert table.cells.index[0] == 3


@pytest.mark.parametrize(
    ("name", "sheet", "left"),
    [
        ("53eae689", "Data", ASIDES),
        ("9933fb8a", "Data - Part 1", ASIDES),
        ("cad6d093", "Sheet1", "'Sheet2' (15 rows, 1 column), 'Sheet3' (empty)"),
    ],
)
def test_the_sheet_with_the_data_is_read_and_the_rest_named(tables, name, sheet, left):
    provenance = tables[name].provenance

    assert provenance.sheet == sheet
    assert provenance.decisions[0].endswith(f"left alone: {left}")


# --- the nine structural notes of sample.csv, and no file that gets one falsely -----------------------


def said_in(tables: dict[str, SourceTable], words: str) -> dict[str, str]:
    """Return each file's decision that holds these words."""
    return {name: said for name, table in tables.items() for said in table.provenance.decisions if words in said}


def test_header_row_on_two_rows(tables):
    assert said_in(tables, "stand in two rows") == {
        "34e3c375": "column names stand in two rows, 1 and 2, and were joined",
        "5ed5da3e": "column names stand in two rows, 1 and 2, and were joined",
    }


def test_numbered_and_mandatory_rows_before_the_header(tables):
    files = ["9933fb8a", "d69676be", "e80bc54c"]

    assert said_in(tables, "numbers the columns") == dict.fromkeys(files, "row 1 numbers the columns")
    assert said_in(tables, "mandatory") == dict.fromkeys(files, "row 2 says which columns are mandatory")


def test_additional_unnamed_columns(tables):
    # sample.csv notes the first only; one column of each of the others has cells and no name as well.
    assert said_in(tables, "no name: ") == {
        "53eae689": "3 columns have no name: unnamed_31, unnamed_32, unnamed_33",
        "03c7a1f3": "1 column has no name: unnamed_2",
        "9933fb8a": "1 column has no name: unnamed_29",
        "9a4dbc5d": "1 column has no name: unnamed_1",
        "d69676be": "1 column has no name: unnamed_29",
    }


def test_uppercase_column_names(tables):
    # sample.csv notes 88092240; those of the two with names in two rows are in capitals too.
    assert said_in(tables, "capitals") == dict.fromkeys(
        ["34e3c375", "5ed5da3e", "88092240"], "column names are in capitals"
    )


def test_random_column_names(tables):
    assert said_in(tables, "random") == {
        "a67314bb": "column names look random, written now in lower case and now not: "
        "'id', 'parish', 'areaha', 'siterefere', 'Title'"
    }


def test_pivoted(tables):
    assert said_in(tables, "side") == {
        "40ba241c": "the table seems to lie on its side: 'OrganisationURI', 'OrganisationLabel', 'SiteReference' "
        "and others run down its first column; it was not turned"
    }


def test_no_file_is_taken_for_one_without_names_or_with_another_table(tables):
    assert said_in(tables, "no row holds") == {}
    assert said_in(tables, "another table") == {}
    assert said_in(tables, "beside") == {}


# --- encodings and quotes -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["2097b9a5", "34e3c375", "ee260682"])
def test_windows_encoding(tables, name):
    assert tables[name].provenance.encoding == "cp1252"
    assert any(said.startswith("read as Windows-1252") for said in tables[name].provenance.decisions)


def test_only_one_file_has_quotes_in_the_wrong_place_and_it_is_said(tables):
    said = {
        name: [s for s in table.provenance.decisions if s.startswith("quotation")] for name, table in tables.items()
    }

    assert {name: decisions for name, decisions in said.items() if decisions} == {
        "24cc6bdb": ["quotation marks from row 9 on are not as CSV asks; check that no cell holds several rows"]
    }
