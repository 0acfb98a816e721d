"""Every cell as text, each row under the number a spreadsheet shows."""

import pytest

from ndl_workbench.errors import InputError

# --- CSV --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "decisions"),
    [
        ("area,visits\nLeeds,1\n", ()),
        ("area;visits\nLeeds;1\n", ("columns are separated by ';'",)),
        ("area\tvisits\nLeeds\t1\n", (r"columns are separated by '\t'",)),
        ("area|visits\nLeeds|1\n", ("columns are separated by '|'",)),
        ("area,visits\rLeeds,1\r", ()),
        ("area,visits\r\nLeeds,1", ()),
    ],
)
def test_separators_and_line_ends(read, text, decisions):
    table = read(text)

    assert table.cells.to_dict("list") == {"area": ["Leeds"], "visits": ["1"]}
    assert table.provenance.decisions == decisions


def test_commas_in_cells_do_not_outvote_the_separator(read):
    table = read("area;note\nLeeds;a, b, c\nYork;d, e, f\n")

    assert table.cells["note"].tolist() == ["a, b, c", "d, e, f"]


def test_a_quoted_cell_may_hold_separators_quotes_and_line_breaks(read):
    table = read('area,note\nLeeds,"one, ""two""\nthree"\nYork,x\n')

    assert table.cells["note"].tolist() == ['one, "two"\nthree', "x"]


def test_blank_lines_are_counted_and_a_cell_of_two_lines_is_one_row(read):
    table = read('area,note\n\nLeeds,"two\nlines"\n\n\nYork,x\n')

    assert table.cells.index.tolist() == [3, 6]
    assert table.rows_blank == 3


def test_text_in_windows_encoding_is_said(read):
    table = read(b"town,visits\nCaf\xe9,1\n")

    assert table.cells["town"].tolist() == ["Café"]
    assert table.provenance.encoding == "cp1252"
    assert table.provenance.decisions == (
        "read as Windows-1252 because it is not valid UTF-8: look at £, é and quotation marks",
    )


def test_a_cell_of_ten_megabytes(read):
    table = read('area,note\nLeeds,"' + "x" * 10_000_000 + '"\n')

    assert len(table.cells.loc[2, "note"]) == 10_000_000


def test_a_quote_that_runs_on_to_the_next_one_swallows_no_row(read):
    table = read('area,note\nLeeds,"one\nYork,"two"\n')

    assert table.cells["note"].tolist() == ['"one', "two"]
    assert table.provenance.decisions == ("a quotation mark in row 2 is never closed and was read as a character",)


def test_a_sheet_cannot_be_named_for_csv(read):
    with pytest.raises(InputError, match="leave the sheet out"):
        read("area\nLeeds\n", sheet="Data")
