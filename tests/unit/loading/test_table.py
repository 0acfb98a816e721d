"""Where the table is in a file, and what is neither header nor record."""

import pytest

from ndl_workbench.errors import Unreadable


def reasons(table) -> list[tuple[int, str]]:
    return [(rejected.row, rejected.reason) for rejected in table.rejected]


# --- the header -------------------------------------------------------------------------------------


def test_a_plain_table(read):
    table = read("area,visits\nLeeds,1\nYork,2\n")

    assert table.header_row == 1
    assert table.cells.to_dict("index") == {
        2: {"area": "Leeds", "visits": "1"},
        3: {"area": "York", "visits": "2"},
    }
    assert table.cells.index.name == "row"
    assert (table.rows_read, table.rows_kept, table.rows_rejected, table.rows_blank) == (2, 2, 0, 0)


@pytest.mark.parametrize(
    ("text", "header_row", "columns"),
    [
        ("Visits in 2020\n\narea,visits,staff\nLeeds,1,2\n", 3, ["area", "visits", "staff"]),
        ("Visits in 2020\n\narea,visits\nLeeds,1\nYork,2\n", 3, ["area", "visits"]),
        ("1,2,3\narea,visits,staff\nLeeds,1,2\n", 2, ["area", "visits", "staff"]),
        (
            "Mandatory,Mandatory,Mandatory,Optional\narea,visits,staff,note\nLeeds,1,2,x\n",
            2,
            ["area", "visits", "staff", "note"],
        ),
        ("sep=;\narea;visits\nLeeds;1\n", 2, ["area", "visits"]),
        ("area,2019,2020\nLeeds,low,high\nYork,high,low\n", 1, ["area", "2019", "2020"]),
        ("area,2019/20,2020/21\nLeeds,low,high\n", 1, ["area", "2019/20", "2020/21"]),
        ("2019,2020\n1,2\n", 1, ["2019", "2020"]),
        ("1,2,3\n4,5,6\n", 1, ["1", "2", "3"]),
        ("area\nLeeds\nYork\n", 1, ["area"]),
        ("area,visits\n", 1, ["area", "visits"]),
        ("area\n", 1, ["area"]),
        (" area , the\n visits\nLeeds,1\n", 1, ["area", "the"]),
        ('"total\n visits ",area\n1,Leeds\n', 1, ["total visits", "area"]),
    ],
)
def test_where_the_column_names_are(read, text, header_row, columns):
    table = read(text)

    assert (table.header_row, table.cells.columns.tolist()) == (header_row, columns)


def test_rows_above_the_header_are_rejected_and_said(read):
    table = read("Visits in 2020\n\narea,visits,staff\nLeeds,1,2\n")

    assert reasons(table) == [(1, "a title or note above the header")]
    assert table.rejected[0].cells == ("Visits in 2020",)
    assert table.provenance.decisions == ("column names were found in row 3; 1 row(s) above are not data",)


def test_column_names_in_two_rows_are_joined(read):
    table = read("area,visits,,,staff\n,adults,children,,\nLeeds,1,2,3,4\n")

    assert table.cells.columns.tolist() == ["area", "visits adults", "visits children", "unnamed_4", "staff"]
    assert table.cells.index.tolist() == [3]
    assert table.rows_read == 1
    assert "column names stand in two rows, 1 and 2, and were joined" in table.provenance.decisions


# --- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "columns", "decision"),
    [
        ("a,b,b", ["a", "b", "b_2"], "column 3 is called 'b_2': its name is used twice"),
        ("x,x,y", ["x", "x_2", "y"], "column 2 is called 'x_2': its name is used twice"),
        ("a,,c", ["a", "unnamed_2", "c"], "column 2 is called 'unnamed_2': its name is empty"),
        (
            "unnamed_2,,c",
            ["unnamed_2", "unnamed_2_2", "c"],
            "column 2 is called 'unnamed_2_2': its name is empty",
        ),
        ("b_2,b,b", ["b_2", "b", "b_3"], "column 3 is called 'b_3': its name is used twice"),
    ],
)
def test_every_column_has_a_name_of_its_own(read, header, columns, decision):
    table = read(f"{header}\n1,2,3\n")

    assert table.cells.columns.tolist() == columns
    assert table.cells.iloc[0].tolist() == ["1", "2", "3"]
    assert table.provenance.decisions == (decision,)


def test_a_column_with_no_name_and_no_value_is_left_out(read):
    table = read("area,,visits\nLeeds,,1\n")

    assert table.cells.columns.tolist() == ["area", "visits"]
    assert table.provenance.decisions == ("1 column(s) with no name and no value were left out",)


# --- rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Bath,1,2,3,4", "more cells than the 4 columns of the header"),
        ("Total,3,4,5", "a total"),
        ("grand total:,3,4,5", "a total"),
        (",SUM,4,5", "a total"),
        ("Source: the council", "one filled cell: a note, not a record"),
        ("area,visits,staff,books", "the header again"),
        (" area,visits ,staff,books,", "the header again"),
    ],
)
def test_a_row_that_is_no_record_is_rejected_with_its_reason(read, row, reason):
    table = read(f"area,visits,staff,books\nLeeds,1,2,3\n{row}\nYork,4,5,6\n")

    assert reasons(table) == [(3, reason)]
    assert table.cells["area"].to_dict() == {2: "Leeds", 4: "York"}


@pytest.mark.parametrize("row", ["Bath,1", "Bath,1,2,3,,", "Bath,,,7", "Total visitors,1,2,3"])
def test_a_short_row_a_trailing_comma_and_a_partial_record_are_kept(read, row):
    table = read(f"area,visits,staff,books\nLeeds,1,2,3\n{row}\n")

    assert reasons(table) == []
    assert table.cells.index.tolist() == [2, 3]


def test_a_note_cannot_be_told_from_a_record_in_a_narrow_table(read):
    table = read("area,visits\nLeeds,1\nYork\n")

    assert table.cells.to_dict("list") == {"area": ["Leeds", "York"], "visits": ["1", ""]}


def test_rows_kept_rejected_and_blank_add_up(read):
    table = read("Title\n\narea,visits,staff,books\nLeeds,1,2,3\n,,,\nTotal,1,2,3\nSource: us\n")

    assert table.header_row == 3
    assert (table.rows_read, table.rows_kept, table.rows_rejected, table.rows_blank) == (6, 1, 3, 2)


@pytest.mark.parametrize("text", ["\ufeff", ",,,\n", '""\n', "\ufeff\n\n"])
def test_a_file_with_no_filled_cell(read, text):
    with pytest.raises(Unreadable, match="no filled cell in"):
        read(text)
