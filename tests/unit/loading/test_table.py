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


@pytest.mark.parametrize(
    "text",
    [
        "Name,Address,Phone,Email,\nSmith,,,,see note\nJones,1 High St,1,a@b,\n",
        "Name,Address,Phone,,Email\n,,,late,x@y\nJones,1 High St,1,,a@b\n",
    ],
)
def test_a_sparse_first_record_is_not_a_second_row_of_names(read, text):
    assert read(text).cells.index.tolist() == [2, 3]


@pytest.mark.parametrize("text", ["1,2,3\n4,5,6\n", "2020-01-02\n2020-01-03\n"])
def test_a_header_that_looks_like_data_is_said(read, text):
    assert read(text).provenance.decisions == ("row 1 was taken for column names although it looks like data",)


def test_the_last_of_the_records_is_not_taken_for_a_header(read):
    table = read("2020-01-02\n2020-02-31\n9th April 2025\n")

    assert (table.header_row, table.rows_kept) == (1, 2)


def test_a_title_over_names_with_no_records_yet(read):
    assert read("Visits\narea,visits,staff\n").cells.columns.tolist() == ["area", "visits", "staff"]


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


def test_rows_left_out_are_named(read):
    table = read("area,visits,staff,books\nLeeds,1,2,3\nYork,1,2,3\nTotal,2,4,6\nSource: us\n")

    assert table.provenance.decisions == (
        "2 rows were left out: row 4 (a total), row 5 (one filled cell: a note, not a record)",
    )


def test_the_first_five_rows_left_out_are_named_and_the_rest_counted(read):
    table = read("area,a,b,c\nLeeds,1,2,3\n" + "A note\n" * 7)

    assert table.provenance.decisions[0].startswith("7 rows were left out: row 3 (one")
    assert table.provenance.decisions[0].endswith("row 7 (one filled cell: a note, not a record) and 2 more")


@pytest.mark.parametrize(
    "text",
    [
        "measure,group,n\nTotal,a,1\nTotal,b,2\nTotal,c,3\n",
        "measure,group,n\nTotal,a,1\nTotal,b,2\n",
        "sex,area,children,good\nFemale,A,1,2\nTotal,A,3,4\nFemale,B,1,2\nTotal,B,3,4\nFemale,C,1,2\nTotal,C,3,4\n",
        "a,b,c,d\nLeeds,1,2,3\n,SUM,4,5\n",
    ],
)
def test_total_as_an_ordinary_value_is_kept(read, text):
    table = read(text)

    assert reasons(table) == []
    assert table.rows_kept == text.count("\n") - 1


def test_a_rare_total_in_the_middle_is_left_out(read):
    records = "".join(f"Area {n},1,2\n" for n in range(5))

    assert reasons(read(f"area,a,b\n{records}Total,5,10\n{records}")) == [(7, "a total")]


@pytest.mark.parametrize(
    "rows",
    ["R1,x,y,z,w\nR2\nR3\n", "R1\nR2,x,y,z,w\nR3\n", "R1\nR2\nR3,x,y,z,w\n", "A,x,y,z,w\nB\nC,x,y,z,w\n"],
)
def test_a_record_with_only_its_key_is_kept(read, rows):
    assert read("ref,a,b,c,d\n" + rows).rows_kept == 3


@pytest.mark.parametrize(
    ("rows", "row"),
    [("Leeds,1,2,3\nEND\n", 3), ("Figures in pounds\nLeeds,1,2,3\n", 2), ("Leeds,1,2,\n,,,x\nYork,1,2,\n", 3)],
)
def test_a_note_at_the_end_at_the_start_or_out_of_column_is_left_out(read, rows, row):
    assert reasons(read("area,a,b,c\n" + rows)) == [(row, "one filled cell: a note, not a record")]


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
