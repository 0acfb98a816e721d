"""Where the table is in a file, and what is neither header nor record."""

import pytest

from ndl_workbench.errors import Unreadable
from ndl_workbench.loading.tables.table import Beside


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
    assert table.provenance.decisions == ("column names were found in row 3; 1 row above is not data",)


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


def test_a_table_without_names_keeps_its_first_row(read):
    table = read("Leeds,1,2\nYork,3,4\nBath,5,6\n")

    assert table.cells.to_dict("index")[1] == {"column_1": "Leeds", "column_2": "1", "column_3": "2"}
    assert (table.header_row, table.rows_read, table.rows_kept) == (0, 3, 3)
    assert table.provenance.decisions == (
        "no row holds column names: row 1 looks like data and was kept as data; "
        "the columns are called column_1 to column_3",
    )


def test_the_last_of_the_records_is_not_taken_for_a_header(read):
    table = read("2020-01-02\n2020-02-31\n9th April 2025\n")

    assert (table.header_row, table.rows_kept) == (0, 3)


def test_a_title_over_names_with_no_records_yet(read):
    assert read("Visits\narea,visits,staff\n").cells.columns.tolist() == ["area", "visits", "staff"]


# --- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "columns", "decision"),
    [
        ("a,b,b", ["a", "b", "b_2"], "column 3 is called 'b_2': its name is used twice"),
        ("x,x,y", ["x", "x_2", "y"], "column 2 is called 'x_2': its name is used twice"),
        ("a,,c", ["a", "unnamed_2", "c"], "1 column has no name: unnamed_2"),
        (
            "unnamed_2,,c",
            ["unnamed_2", "unnamed_2_2", "c"],
            "1 column has no name: unnamed_2_2",
        ),
        ("b_2,b,b", ["b_2", "b", "b_3"], "column 3 is called 'b_3': its name is used twice"),
        (
            "a,Unnamed: 1,Unnamed: 2",
            ["a", "Unnamed: 1", "Unnamed: 2"],
            "2 columns have no name but what pandas writes for none: 'Unnamed: 1', 'Unnamed: 2'",
        ),
        ("SITE,OWNER,AREA HA", ["SITE", "OWNER", "AREA HA"], "column names are in capitals"),
        (
            "Field1,Field2,Field3",
            ["Field1", "Field2", "Field3"],
            "column names look random, as a program makes them up: 'Field1', 'Field2', 'Field3'",
        ),
        (
            "id,parish,Title",
            ["id", "parish", "Title"],
            "column names look random, written now in lower case and now not: 'id', 'parish', 'Title'",
        ),
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
    assert table.provenance.decisions == ("1 column with no name and no value was left out",)


# --- rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Bath,1,2,3,4", "more cells than the 4 columns of the header"),
        ("Total,3,4,5", "a total"),
        ("TOTALS,3,4,5", "a total"),
        (",Total,4,5", "a total"),
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
        "a,b,c,d\nLeeds,x,2,3\n,SUM,y,5\n",
        "measure,n\nEngland total,9\nWales total,1\nScotland total,2\n",
        "measure,n\n" + "Area,1\n" * 9 + "Total visitors,9\n",
        "measure,n\nMean,1\n" + "Area,1\n" * 9,
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


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("England total,5,10", "a total"),
        ("Total for England,5,10", "a total"),
        ("Total (all areas),5,10", "a total"),
        ("Average,5,10", "an average"),
        ("MEAN:,5,10", "an average"),
    ],
)
def test_the_last_row_may_sum_up_the_others_in_other_words(read, row, reason):
    records = "".join(f"Area {n},1,2\n" for n in range(5))

    assert reasons(read(f"area,a,b\n{records}{row}\n")) == [(7, reason)]


def test_a_title_between_two_headers_is_a_note(read):
    table = read("area,a,b,c\nLeeds,1,2,3\nYork,1,2,3\n\nThe south\narea,a,b,c\nBath,1,2,3\nRye,1,2,3\n")

    assert reasons(table) == [(5, "one filled cell: a note, not a record"), (6, "the header again")]
    assert table.cells["area"].tolist() == ["Leeds", "York", "Bath", "Rye"]


# --- beside and below the table ---------------------------------------------------------------------


def test_notes_beside_the_table_are_kept_apart_and_their_rows_are_kept(read):
    table = read("area,visits,,\nLeeds,1,,A note\nYork,2,,\nBath,3,,Another\n")

    assert table.cells.columns.tolist() == ["area", "visits"]
    assert table.cells.index.tolist() == [2, 3, 4]
    assert table.beside == (Beside(2, 4, "A note"), Beside(4, 4, "Another"))
    assert table.provenance.decisions == (
        "1 column with no name and no value was left out",
        "2 cells beside the table are notes, not data: row 2, column 4 'A note'; row 4, column 4 'Another'",
    )


def test_columns_without_a_name_that_touch_the_table_belong_to_it(read):
    table = read("area,visits,,\nLeeds,1,x,y\nYork,2,,z\n")

    assert table.cells.columns.tolist() == ["area", "visits", "unnamed_3", "unnamed_4"]


def test_another_table_below_is_left_out_and_said(read):
    table = read(
        "area,visits,staff\nLeeds,1,2\nYork,3,4\n\nLoans by kind\nkind,books,discs\nNew,5,6\nOld,7,8\n\nSource: us\n"
    )

    assert table.cells["area"].tolist() == ["Leeds", "York"]
    assert reasons(table) == [(n, "another table, with names of its own") for n in (5, 6, 7, 8, 10)]
    assert table.provenance.decisions == (
        "rows 5 to 10 look like another table (named 'kind', 'books', 'discs') and were left out",
    )
    assert (table.rows_read, table.rows_kept, table.rows_rejected, table.rows_blank) == (9, 2, 5, 2)


@pytest.mark.parametrize(
    "below",
    ["Bath,none,few\nRye,5,6\n", "Bath,5,6\nRye,7,8\n", "Bath,,few\n", "Bath,x,y\nRye,z,w\n", "2020,5,6\n2021,7,8\n"],
)
def test_records_after_a_blank_row_are_no_other_table(read, below):
    table = read(f"area,visits,staff\nLeeds,1,2\nYork,3,4\n\n{below}")

    assert reasons(table) == []


def test_names_used_many_times_are_counted_and_not_all_listed(read):
    table = read(",".join(["n"] * 2_000) + "\n" + ",".join(["x"] * 2_000) + "\n" + ",".join(["y"] * 2_000) + "\n")

    assert len(table.cells.columns) == 2_000
    assert all(len(said) < 300 for said in table.provenance.decisions)


def test_rows_kept_rejected_and_blank_add_up(read):
    table = read("Title\n\narea,visits,staff,books\nLeeds,1,2,3\n,,,\nTotal,1,2,3\nSource: us\n")

    assert table.header_row == 3
    assert (table.rows_read, table.rows_kept, table.rows_rejected, table.rows_blank) == (6, 1, 3, 2)


@pytest.mark.parametrize("text", ["\ufeff", ",,,\n", '""\n', "\ufeff\n\n"])
def test_a_file_with_no_filled_cell(read, text):
    with pytest.raises(Unreadable, match=r"no filled cell in|an empty file in"):
        read(text)
