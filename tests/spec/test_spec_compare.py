"""The specification of ``compare``: two tables, and what differs. Row 2 is the first."""

import pytest

from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.quality.compare import compare_tables

# Tables are compared in pandas; one of another engine is turned into it before it gets here.
pytestmark = pytest.mark.parametrize("draw", ["pandas"], indirect=True)


@pytest.fixture
def table(draw):
    """A drawing as a published table."""
    return lambda drawing: table_from_frame(draw(drawing))


def test_a_row_is_the_same_changed_or_in_one_table_only(table):
    first = table("""
        site | place  | rooms
        -----+--------+------
        A1   | Upham  | 3
        A2   | Netley | 4
        A3   | Botley | 5
    """)
    second = table("""
        site | place  | rooms
        -----+--------+------
        A1   | Upham  | 3
        A3   | Botley | 6
        A4   | Durley | 4
    """)

    drift = compare_tables(first, second)

    assert drift.key == ("site",)
    assert drift.rows_same == 1
    assert [(c.row_a, c.row_b, c.key, c.column, c.before, c.after) for c in drift.changes] == [
        (4, 3, "A3", "rooms", "5", "6"),
    ]
    assert drift.only_a == ((3, "A2", ("A2", "Netley", "4")),)
    assert drift.only_b == ((4, "A4", ("A4", "Durley", "4")),)
    assert drift.accounting == (
        "3 rows of the first = 1 same + 1 changed + 1 only there; "
        "3 rows of the second = 1 same + 1 changed + 1 only there"
    )


def test_a_cell_was_filled_emptied_written_differently_or_has_another_value(table):
    first = table("""
        site | place    | opened     | rooms | note
        -----+----------+------------+-------+------
        A1   | St Marys | 01/02/2020 | 1,204 |
        A2   | Netley   | 03/02/2020 | 40    | new
        A3   | Botley   | 04/02/2020 | 1.5   | 2-3
    """)
    second = table("""
        site | place     | opened     | rooms | note
        -----+-----------+------------+-------+------
        A1   | ST MARY'S | 2020-02-01 | 1204  | old
        A2   | Netley    | 2020-02-03 | 41    |
        A3   | Botley    | 2020-02-04 | 15    | 23
    """)

    drift = compare_tables(first, second)

    assert [(c.key, c.column, c.before, c.after, c.kind) for c in drift.changes] == [
        ("A1", "place", "St Marys", "ST MARY'S", "writing"),
        ("A1", "opened", "01/02/2020", "2020-02-01", "writing"),
        ("A1", "rooms", "1,204", "1204", "writing"),
        ("A1", "note", "", "old", "filled"),
        ("A2", "opened", "03/02/2020", "2020-02-03", "writing"),
        ("A2", "rooms", "40", "41", "value"),
        ("A2", "note", "new", "", "emptied"),
        ("A3", "opened", "04/02/2020", "2020-02-04", "writing"),
        ("A3", "rooms", "1.5", "15", "value"),
        ("A3", "note", "2-3", "23", "value"),
    ]


def test_a_key_is_matched_whatever_its_case_spaces_and_punctuation(table):
    first = table("""
        site   | rooms
        -------+------
        UP-1 a | 3
        UP-2   | 4
    """)
    second = table("""
        site  | rooms
        ------+------
        up/1A | 3
        UP-2  | 4
    """)

    drift = compare_tables(first, second, key=["site"])

    assert (drift.rows_same, drift.rows_changed, drift.only_a, drift.only_b) == (1, 1, (), ())
    assert [(c.before, c.after, c.kind, c.matched_by) for c in drift.changes] == [
        ("UP-1 a", "up/1A", "writing", "site, written differently"),
    ]
    assert drift.decisions == (
        "rows were matched by site: as named",
        "1 row was matched by a key that differs only in case, spaces or punctuation",
    )


def test_a_point_or_a_minus_sign_makes_another_key(table):
    first = table("""
        level | rooms
        ------+------
        1.5   | 3
        -2    | 4
    """)
    second = table("""
        level | rooms
        ------+------
        15    | 3
        2     | 4
    """)

    drift = compare_tables(first, second, key=["level"])

    assert ([row.key for row in drift.only_a], [row.key for row in drift.only_b]) == (["1.5", "-2"], ["15", "2"])


def test_rows_that_share_a_key_are_matched_in_order_after_those_that_are_the_same(table):
    first = table("""
        site | rooms
        -----+------
        A    | 1
        A    | 2
        A    | 3
        B    | 9
    """)
    second = table("""
        site | rooms
        -----+------
        A    | 2
        A    | 4
        B    | 9
    """)

    drift = compare_tables(first, second, key=["site"])

    assert [(c.row_a, c.row_b, c.before, c.after) for c in drift.changes] == [(2, 3, "1", "4")]
    assert [row.row for row in drift.only_a] == [4]
    assert drift.decisions == (
        "rows were matched by site: as named",
        "3 rows of the first table and 2 of the second share their key with another row: of those that are not the "
        "same, the first was matched with the first, and so on",
        "rows that are in both tables stand in another order",
    )


def test_several_columns_are_a_key_where_no_single_one_is(table):
    first = table("""
        area  | year | visits
        ------+------+-------
        Upham | 2019 | 10
        Upham | 2020 | 10
        Hamble | 2019 | 10
        Hamble | 2020 | 12
    """)
    second = table("""
        area  | year | visits
        ------+------+-------
        Upham | 2019 | 10
        Upham | 2020 | 11
        Hamble | 2019 | 10
        Hamble | 2020 | 12
    """)

    drift = compare_tables(first, second)

    assert drift.key == ("area", "year")
    assert [(c.key, c.column, c.before, c.after) for c in drift.changes] == [("Upham / 2020", "visits", "10", "11")]


def test_without_a_key_whole_rows_are_compared_and_each_is_counted(table):
    first = table("""
        place | kind
        ------+-----
        Upham | hall
        Upham | hall
        Upham | park
    """)
    second = table("""
        place | kind
        ------+-----
        Upham | hall
        Upham | farm
        Upham | farm
    """)

    drift = compare_tables(first, second)

    assert drift.key == ()
    assert (drift.rows_same, drift.rows_changed) == (1, 0)
    assert [(row.row, row.cells) for row in drift.only_a] == [(3, ("Upham", "hall")), (4, ("Upham", "park"))]
    assert [(row.row, row.cells) for row in drift.only_b] == [(3, ("Upham", "farm")), (4, ("Upham", "farm"))]
    assert drift.decisions == (
        "whole rows were compared: no column, and no two or three together, tell the rows of both tables apart and "
        "have values in common; so no row is called changed",
    )


def test_a_row_whose_key_has_changed_is_matched_by_other_text_that_identifies_it(table):
    first = table("""
        name   | address       | rooms
        -------+---------------+------
        Upham  | 1 Elm Road    | 3
        Netley | 2 Oak Street  | 4
        Botley | 3 Ash Lane    | 5
        Durley | 4 Fir Avenue  | 6
        Hamble | 6 Bay Drive   | 7
    """)
    second = table("""
        name      | address      | rooms
        ----------+--------------+------
        Upham     | 1 Elm Road   | 3
        Botley    | 7 Box Court  | 5
        Wickham   | 5 Yew Close  | 7
        New Place | 2 Oak Street | 4
        Hamble    | 8 Hay Wharf  | 7
    """)

    drift = compare_tables(first, second)

    assert [(c.row_a, c.row_b, c.column, c.before, c.after, c.matched_by) for c in drift.changes] == [
        (3, 5, "name", "Netley", "New Place", "address"),
        (4, 3, "address", "3 Ash Lane", "7 Box Court", "name"),
        (6, 6, "address", "6 Bay Drive", "8 Hay Wharf", "name"),
    ]
    assert [row.key for row in drift.only_a] == ["Durley"]
    assert [row.key for row in drift.only_b] == ["Wickham"]


def test_columns_are_gone_new_renamed_or_of_another_type(table):
    first = table("""
        site | Opened on  | service | rooms | old
        -----+------------+---------+-------+----
        A1   | 2020-02-01 | North   | 3     | x
        A2   | 2020-02-02 | North   | 4     | x
        A3   | 2020-02-03 | South   | 5     | x
        A4   | 2020-02-04 | South   | 6     | x
        A5   | 2020-02-05 | East    | 7     | x
    """)
    second = table("""
        site | opened_on  | rooms | area  | new
        -----+------------+-------+-------+----
        A1   | 2020-02-01 | 3     | North | y
        A2   | 2020-02-02 | many  | North | y
        A3   | 2020-02-03 | 5     | South | y
        A4   | 2020-02-04 | 6     | South | y
        A5   | 2020-02-05 | 7     | East  | y
    """)

    drift = compare_tables(first, second)

    assert drift.gone == ("old",)
    assert drift.come == ("new",)
    assert [(r.before, r.after, r.confidence, r.why) for r in drift.renamed] == [
        ("Opened on", "opened_on", 0.98, "the same name, written differently"),
        ("service", "area", 1.0, "the same value in 5 of 5 rows that are in both"),
    ]
    assert [(r.column, r.before, r.after) for r in drift.retyped] == [("rooms", "whole numbers", "text")]
    assert [(c.key, c.column, c.before, c.after) for c in drift.changes] == [("A2", "rooms", "4", "many")]
    assert drift.verdict == (
        "5 rows are in both tables, 4 the same and 1 changed; 0 rows only in the first and 0 only in the second. "
        "1 cell differs. Columns: 2 renamed, 1 gone, 1 new, 1 of another type."
    )


def test_a_key_may_have_another_name_in_the_second_table(table):
    first = table("""
        site | rooms
        -----+------
        A1   | 3
        A2   | 4
        A3   | 5
        A4   | 6
        A5   | 7
        A6   | 8
    """)
    second = table("""
        reference | rooms
        ----------+------
        A6        | 9
        A5        | 7
        A4        | 6
        A3        | 5
        A2        | 4
        A1        | 3
    """)

    drift = compare_tables(first, second)

    assert [(r.before, r.after) for r in drift.renamed] == [("site", "reference")]
    assert [(c.row_a, c.row_b, c.column, c.before, c.after) for c in drift.changes] == [(7, 2, "rooms", "8", "9")]
    assert drift.decisions[-1] == "rows that are in both tables stand in another order"


def test_counts_of_another_year_are_not_the_same_column_under_another_name(table):
    first = table("""
        site | visits 2023
        -----+------------
        A1   | 3
        A2   | 4
        A3   | 5
        A4   | 6
        A5   | 7
        A6   | 8
    """)
    second = table("""
        site | visits 2024
        -----+------------
        A1   | 4
        A2   | 5
        A3   | 6
        A4   | 7
        A5   | 8
        A6   | 3
    """)

    drift = compare_tables(first, second)

    assert (drift.gone, drift.come, drift.renamed) == (("visits 2023",), ("visits 2024",), ())
