"""Where the column names are, told from the first rows alone."""

import pytest

from ndl_workbench.loading.tables.header import Header, find_header


def header_of(text: str) -> Header:
    """Find the header in rows drawn as lines; ``|`` parts cells."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    return find_header([(number, row) for number, row in enumerate(lines, start=1) if any(row)])


def test_names_in_the_first_row():
    header = header_of("""
area  | visits
Leeds | 1
York  | 2
""")

    assert header == Header(1, 1, ("area", "visits"), (), 1, ())


def test_nothing_at_all():
    assert find_header([]) == Header(0, 0, (), (), 0, ())


def test_titles_and_notes_above():
    header = header_of("""
Visits to libraries |      |
                    |      |
Source: a survey    |      |
area                | 2019 | 2020
Leeds               | 1    | 2
York                | 3    | 4
""")

    assert (header.row, header.above, header.last) == (4, (1, 3), 4)
    assert header.decisions == ("column names were found in row 4; 2 rows above are not data",)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1 | 2 | 3", "numbers the columns"),
        ("(1) | (2) | (3)", "numbers the columns"),
        ("1 | 2 | 4", "numbers the columns"),
        ("Mandatory | Mandatory | Optional", "says which columns are mandatory"),
        ("required | REQUIRED | required*", "says which columns are mandatory"),
        ("string | string | number", "says what type each column is"),
        ("required string | optional string | required number", "says which columns are mandatory and of what type"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_row_about_the_columns_before_or_after_their_names(row, said, first):
    names = "site | owner | size"
    two = (row, names) if first else (names, row)

    header = header_of("\n".join([*two, "A | x | 1.5", "B | y | 2.5", "C | z | 0.5"]))

    place = 1 if first else 2
    assert (header.row, header.names) == (3 - place, ("site", "owner", "size"))
    assert (header.apart, header.last) == (((place, said),), 2)
    assert f"row {place} {said}" in header.decisions


@pytest.mark.parametrize(
    "text",
    [
        "a | b | c\n1 | 2 | 3\n4 | 5 | 6\n7 | 8 | 9",
        "string | number | date\nx | 1 | 2020-01-02\ny | 2 | 2020-01-03",
        "need | kind | level\nmandatory | text | low\noptional | text | high\nmandatory | date | low",
    ],
)
def test_records_are_not_taken_for_rows_about_the_columns(text):
    header = header_of(text)

    assert (header.row, header.apart, header.last) == (1, (), 1)


def test_names_in_two_rows():
    header = header_of("""
area | visits |          | staff
     | adults | children |
Leeds | 1     | 2        | 3
""")

    assert (header.row, header.rows_used, header.last) == (1, 2, 2)
    assert header.names == ("area", "visits adults", "visits children", "staff")
    assert header.decisions == ("column names stand in two rows, 1 and 2, and were joined",)


@pytest.mark.parametrize(
    "text",
    [
        "area | 2019 |       | 2020 |\n     | men  | women | men | women\nLeeds | 1 | 2 | 3 | 4\nYork | 1 | 2 | 3 | 4",
        "     | 2019 |       | 2020 |\narea | men  | women | men | women\nLeeds | 1 | 2 | 3 | 4\nYork | 1 | 2 | 3 | 4",
    ],
)
def test_names_under_groups(text):
    assert header_of(text).names == ("area", "2019 men", "2019 women", "2020 men", "2020 women")


def test_units_under_the_names_are_joined_to_them():
    header = header_of("area | men | women\n | n | %\nLeeds | 1 | 2\nYork | 3 | 4")

    assert (header.names, header.last) == (("area", "men n", "women %"), 2)


@pytest.mark.parametrize("record", ["| [c] | [x]", "| .. | -", "| n/a | 5", "| 1 | 2", "Leeds | low | high"])
def test_a_first_record_with_gaps_is_not_joined_to_the_names(record):
    assert header_of(f"area | men | women\n{record}\nLeeds | 1 | 2\nYork | 3 | 4").rows_used == 1


def test_names_in_three_rows():
    header = header_of("""
Visits by year |        |   |       |   |      |   |       |
               | 2019   |   |       |   | 2020 |   |       |
               | men    |   | women |   | men  |   | women |
area           | n      | % | n     | % | n    | % | n     | %
Leeds          | 1      | 2 | 3     | 4 | 5    | 6 | 7     | 8
York           | 1      | 2 | 3     | 4 | 5    | 6 | 7     | 8
""")

    assert header.names == (
        "area",
        "2019 men n",
        "2019 men %",
        "2019 women n",
        "2019 women %",
        "2020 men n",
        "2020 men %",
        "2020 women n",
        "2020 women %",
    )
    assert (header.row, header.rows_used, header.above) == (2, 3, (1,))
    assert header.decisions[-1] == "column names stand in three rows, 2, 3 and 4, and were joined"


def test_a_title_over_parts_of_a_table_is_no_group():
    header = header_of("""
     | Part one |      | Part two |
area | visits   | size | staff    | note
A    | 1        | 2    | 3        | x
B    | 4        | 5    | 6        | y
""")

    assert header.names == ("area", "visits", "size", "staff", "note")
    assert header.apart == ((1, "a title or note above the header"),)


# --- no names at all --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Leeds | 1 | 2\nYork | 3 | 4\nBath | 5 | 6",
        "Leeds | West | North | East | 2.5\nYork | North | x | y | 3.5\nBath | South | x | y | 4.5",
        "2020-01-02\n2020-02-31\n9th April 2025",
        "E99999901 | x\nE99999902 | y\nE99999903 | z",
        "2019 | a | 5\n2020 | b | 6\n2021 | c | 7",
        "7\n5\n6",
    ],
)
def test_a_first_row_that_is_clearly_data_is_kept_as_data(text):
    header = header_of(text)

    width = text.split("\n")[0].count("|") + 1
    assert (header.row, header.rows_used, header.last, header.apart) == (0, 0, 0, ())
    assert header.names == tuple(f"column_{position}" for position in range(1, width + 1))
    assert header.decisions[0].startswith("no row holds column names: row 1 looks like data and was kept as data; ")


def test_a_title_over_data_without_names():
    header = header_of("Visits in 2020 | |\nLeeds | 1 | 2\nYork | 3 | 4\nBath | 5 | 6")

    assert (header.row, header.above, header.last) == (0, (1,), 1)


def test_a_record_of_words_among_numbers_is_not_taken_for_names():
    header = header_of("Leeds | 1 | 2\nYork | 3 | 4\nBath | none | few\nDover | 5 | 6\nRye | 7 | 8\nEly | 9 | 9")

    assert (header.row, header.last) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "1 | 2 | 3\nLeeds | 4 | 5\nYork | 6 | 7\nBath | 8 | 9",
        "2019 | 2020\n1 | 2\n3 | 4\n5 | 6",
        "area | 2019\nLeeds | 5\nYork | 6\nBath | 7",
        "10 | 20 | 30\n1 | 2 | 3\n4 | 5 | 6",
    ],
)
def test_numbers_may_be_names(text):
    assert header_of(text).row == 1


# --- a table on its side ----------------------------------------------------------------------------

ON_ITS_SIDE = """
Fields  | One        | Two        | Three
site    | Mill Lane  | Dock Road  | High Street
owner   | council    | private    | private
size    | 1.5        | 2.5        | 0.5
homes   | 10         | 20         | 5
granted | 2020-01-02 | 2020-01-03 | 2020-01-04
note    | old mill   | old dock   | shop
"""


def test_a_table_on_its_side_is_said_and_not_turned():
    header = header_of(ON_ITS_SIDE)

    assert header.row == 1
    assert header.decisions == (
        "the table seems to lie on its side: 'site', 'owner', 'size' and others run down its first column; "
        "it was not turned",
    )


@pytest.mark.parametrize(
    "text",
    [
        "area | 2019 | 2020\n" + "\n".join(f"Area {n} | {n} | {n}5" for n in range(9)),
        "area | kind | note\n" + "\n".join(f"Area {n} | x | y" for n in range(9)),
        "field | kind | n\n" + "\n".join(f"F {n} | text | {n}" for n in range(9)),
    ],
)
def test_a_table_that_stands_upright(text):
    assert header_of(text).decisions == ()
