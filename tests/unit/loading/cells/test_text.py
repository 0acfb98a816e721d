"""Separators and quotation marks, told from the text."""

import pytest

from ndl_workbench.errors import Unreadable
from ndl_workbench.loading.cells.text import Dialect, dialect_of, rows_of

# --- separators -------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "¬", "\x1f", "\x01"])
def test_any_separator(delimiter):
    text = f"area{delimiter}visits\nNorthtown{delimiter}1\nSouth Dale{delimiter}2\n"

    dialect = dialect_of(text)

    assert dialect == Dialect(delimiter)
    assert rows_of(text, dialect, "x")[0] == [["area", "visits"], ["Northtown", "1"], ["South Dale", "2"]]


def test_a_colon_needs_three_columns():
    assert dialect_of("a:b:c\n1:2:3\n").delimiter == ":"
    assert dialect_of("opens\n10:30\n11:30\n").delimiter == ","


def test_times_do_not_make_a_colon_a_separator():
    assert dialect_of("opens\n10:30:00\n11:30:00\n").delimiter == ","


def test_a_usual_separator_wins_over_a_rare_one():
    assert dialect_of("a~b,c\n1~2,3\n").delimiter == ","


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_separator_that_excel_is_told(first):
    assert dialect_of(f"{first}\na;b,c\n1;2,3\n").delimiter == ";"


def test_one_column_has_the_usual_separator():
    assert dialect_of("area\nNorthtown\n").delimiter == ","


# --- quotation marks --------------------------------------------------------------------------------


def test_cells_quoted_with_apostrophes():
    text = "'area','note'\n'Northtown','one, two'\n"

    dialect = dialect_of(text)

    assert dialect.quote == "'"
    assert rows_of(text, dialect, "x")[0] == [["area", "note"], ["Northtown", "one, two"]]


def test_an_apostrophe_in_a_name_is_no_quotation_mark():
    assert dialect_of("area,mayor\nO'Hara,D'Arcy\nNorthtown,Ann\n").quote == '"'


def test_quotation_marks_escaped_with_a_backslash():
    text = 'area,note\nNorthtown,"the \\"old\\" town, north"\n'

    dialect = dialect_of(text)

    assert dialect.escape == "\\"
    assert rows_of(text, dialect, "x")[0][1] == ["Northtown", 'the "old" town, north']


def test_a_backslash_in_a_path_escapes_nothing():
    text = 'area,file\nNorthtown,"C:\\"\nSouth Dale,"D:\\data"\n'

    assert dialect_of(text).escape == ""


def test_a_space_before_a_quotation_mark():
    text = 'area, note\nNorthtown, "one, two"\n'

    dialect = dialect_of(text)

    assert dialect.spaced
    assert rows_of(text, dialect, "x")[0] == [["area", "note"], ["Northtown", "one, two"]]


@pytest.mark.parametrize(
    ("dialect", "said"),
    [
        (Dialect(), []),
        (Dialect(";"), ["columns are separated by ';'"]),
        (Dialect(quote="'"), ["cells are quoted with '"]),
        (Dialect(escape="\\"), ["a quotation mark inside a cell has \\ before it"]),
        (Dialect(spaced=True), ["spaces between a separator and the next cell were passed over"]),
    ],
)
def test_what_is_said_of_each(dialect, said):
    assert list(dialect.decisions()) == said
    assert dialect.plain == (dialect in (Dialect(), Dialect(";")))


# --- quotation marks in the wrong place -------------------------------------------------------------


def test_a_stray_mark_that_swallows_nothing_is_said():
    rows, said = rows_of('area,note\nLeeds,"a"b\nYork,c\n', Dialect(), "x")

    assert rows == [["area", "note"], ["Leeds", "ab"], ["York", "c"]]
    assert said == ["quotation marks from row 2 on are not as CSV asks; check that no cell holds several rows"]


def test_a_mark_never_closed_is_a_character_when_every_line_is_then_a_row():
    rows, said = rows_of('size,note\n5,"5 inch pipe\n6,x\n7,y\n', Dialect(), "x")

    assert rows == [["size", "note"], ["5", '"5 inch pipe'], ["6", "x"], ["7", "y"]]
    assert said == ["a quotation mark in row 2 is never closed and was read as a character"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('area,note\nLeeds,"one, two\nYork,three\n', 2),
        ('area,note\nLeeds,"x\ny"\nYork,"one, two\nBath,three\n', 3),
        ('"', 1),
        ('note\n"one\ntwo\n', 2),
    ],
)
def test_a_mark_never_closed_is_refused_when_the_rows_cannot_be_told_apart(text, row):
    with pytest.raises(Unreadable, match=f"a quotation mark opened in row {row} of 'x' and never closed"):
        rows_of(text, Dialect(), "x")
