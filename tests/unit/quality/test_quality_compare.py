"""Comparing two editions of a table: real ones, and any ones."""

import csv
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.errors import InputError, NotFound
from ndl_workbench.loading import resolve
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.quality.compare import compare_tables
from ndl_workbench.quality.compare_rows import fold

NAMES = ["site", "place", "kind", "note"]
SITES = pd.DataFrame(
    [["A1", "Upham", "hall", "new"], ["A2", "Netley", "park", ""], ["A3", "Botley", "hall", "old"]], columns=NAMES
)


def compared(first, second, key=None):
    return compare_tables(table_from_frame(first), table_from_frame(second), key)


# --- the councils' libraries, and the edition made of them by hand ----------------------------------


@pytest.fixture(scope="module")
def libraries(shared):
    folder = shared / "data/council-libraries"
    places = [resolve.Place(path.name, path) for path in sorted((folder / "unvalidated").iterdir())]
    ten = pd.concat([resolve.read_place(place).cells for place in places], ignore_index=True)
    later = resolve.read_place(resolve.Place("gm_libraries.csv", folder / "gm_libraries.csv"))
    return compare_tables(table_from_frame(ten), later)


def test_each_library_is_only_here_only_there_or_in_both(libraries):
    assert libraries.key == ("name",)
    assert (libraries.rows_a, libraries.rows_b) == (149, 141)
    assert (libraries.rows_same, libraries.rows_changed) == (26, 112)
    assert [row.key for row in libraries.only_a] == [
        "Highfield neighbourhood collection (The Orchards)",
        "Ainsworth Library",
        "Brandlesholme Community Centre and Library",
        "Castle Leisure Centre Library",
        "Coronation Road Community Centre and Library",
        "Dumers Lane Community Centre and Library",
        "Moorside Community Centre and Library",
        "Topping Fold Community Centre and Library",
        "Tottington Library",
        "Unsworth Library",
        "Whitefield Library and Adult Learning Centre",
    ]
    assert [row.key for row in libraries.only_b] == [
        "City Library",
        "Adswood and Bridgehall Library",
        "Trafford Local Studies Centre",
    ]


def test_a_library_that_was_renamed_or_moved_is_the_same_one(libraries):
    renamed = {c.before: c.after for c in libraries.changes if c.column == "name"}
    moved = {c.key: (c.before, c.after) for c in libraries.changes if c.column == "postcode"}

    assert renamed["Altrincham"] == "Altrincham Library"
    assert renamed["Old Trafford"] == "Old Trafford Library at Limelight"
    assert renamed["Smithybridge Library"] == "Smithy Bridge Library"
    assert renamed["Manchester Central library"] == "Central library"
    assert renamed["Sale"] == "Sale Library"
    assert moved == {
        "Altrincham": ("WA14 1EJ", "WA14 1AH"),
        "Barlow Moor Community Library": ("M21 7NN", "M21 7NT"),
        "Didsbury Library": ("M21 9PN", "M20 2DN"),
        "Hale": ("WA15 9BG", "WA15 9NT"),
        "Miles Platting Community Library": ("M40 8EE", "M40 7LJ"),
        "Northenden Community Library": ("M22 4WL", "M22 4DJ"),
        "Old Trafford": ("M16 9PQ", "M16 9NW"),
        "Smithybridge Library": ("OL12 9SA", "OL15 0BQ"),
    }


def test_the_service_is_known_under_its_later_name(libraries):
    assert [(r.before, r.after, r.confidence, r.why) for r in libraries.renamed] == [
        ("service", "area_name", 1.0, "the same value in 138 of 138 rows that are in both")
    ]
    assert (libraries.gone, libraries.come) == ((), ("area_code", "lon", "lat"))


def test_every_changed_cell_is_the_cell_of_both_files(libraries, shared):
    folder = shared / "data/council-libraries"
    here = []
    for path in sorted((folder / "unvalidated").iterdir()):
        with path.open(encoding="utf-8-sig", newline="") as file:
            here += list(csv.DictReader(file))
    with (folder / "gm_libraries.csv").open(encoding="utf-8-sig", newline="") as file:
        there = list(csv.DictReader(file))

    for change in libraries.changes:
        assert here[change.row_a - 2][change.column] == change.before
        assert there[change.row_b - 2][change.column] == change.after
    assert Counter(change.column for change in libraries.changes) == {
        "name": 71, "website": 58, "email": 43, "address": 9, "postcode": 8, "type": 4,
    }  # fmt: skip
    pairs = {(change.row_a, change.row_b) for change in libraries.changes}
    differing = Counter(
        name for a, b in pairs for name in here[0] if name in there[0] and here[a - 2][name] != there[b - 2][name]
    )
    assert Counter(change.column for change in libraries.changes) == differing


# --- whatever is compared ---------------------------------------------------------------------------

CELLS = st.sampled_from(["", " ", "a", "A", "a.", "b", "1", "1.0", "2", "-1", "2020-01-02", "02/01/2020", "é", "=1+1"])
FRAMES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8).map(
        lambda rows: pd.DataFrame(rows, columns=NAMES[:width], dtype=str)
    )
)


def accounted(drift):
    both = drift.rows_same + drift.rows_changed
    assert drift.rows_a == both + len(drift.only_a)
    assert drift.rows_b == both + len(drift.only_b)
    assert len({(c.row_a, c.row_b) for c in drift.changes}) == drift.rows_changed
    assert len({c.row_a for c in drift.changes}) == len({c.row_b for c in drift.changes}) == drift.rows_changed
    only, changed = {row.row for row in drift.only_a}, {c.row_a for c in drift.changes}
    assert len(only) == len(drift.only_a)
    assert not only & changed


@settings(max_examples=80, deadline=None)
@given(FRAMES, st.booleans())
def test_a_table_does_not_differ_from_itself(frame, named):
    drift = compared(frame, frame, ["site"] if named else None)

    assert drift.is_empty
    assert drift.rows_same == len(frame)


@settings(max_examples=150, deadline=None)
@given(FRAMES, FRAMES, st.booleans())
def test_comparing_the_other_way_round_is_the_mirror(first, second, named):
    key = ["site"] if named else None
    there, back = compared(first, second, key), compared(second, first, key)
    other = {"filled": "emptied", "emptied": "filled", "value": "value", "writing": "writing"}

    accounted(there)
    accounted(back)
    assert (there.rows_same, there.rows_changed) == (back.rows_same, back.rows_changed)
    assert [(row.row, row.cells) for row in there.only_a] == [(row.row, row.cells) for row in back.only_b]
    assert [(row.row, row.cells) for row in there.only_b] == [(row.row, row.cells) for row in back.only_a]
    mirrored = {(c.row_b, c.row_a, c.after, c.before, other[c.kind]) for c in back.changes}
    assert {(c.row_a, c.row_b, c.before, c.after, c.kind) for c in there.changes} == mirrored


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_edits_are_found_exactly(data):
    rows = data.draw(st.integers(3, 20), "rows")
    first = pd.DataFrame(
        {
            "site": [f"site-{n}" for n in range(rows)],
            "place": [["Upham", "Netley", "Botley"][n % 3] for n in range(rows)],
            "visits": [str(100 + n % 4) for n in range(rows)],
        }
    )
    gone = data.draw(st.sets(st.integers(0, rows - 1), max_size=rows - 2), "gone")
    stay = [n for n in range(rows) if n not in gone]
    edited = data.draw(st.dictionaries(st.sampled_from(stay), st.sampled_from(["place", "visits"])), "edited")
    second = first.copy()
    for row, column in edited.items():
        second.loc[row, column] = "999"
    new = data.draw(st.integers(0, 3), "new")
    added = pd.DataFrame({"site": [f"new-{n}" for n in range(new)], "place": "Durley", "visits": "7"}, dtype=str)
    order = data.draw(st.permutations(stay), "order")
    second = pd.concat([second.loc[order], added], ignore_index=True)

    drift = compared(first, second)

    accounted(drift)
    assert drift.key == ("site",)
    assert [row.key for row in drift.only_a] == [f"site-{n}" for n in sorted(gone)]
    assert [row.key for row in drift.only_b] == [f"new-{n}" for n in range(new)]
    assert [(c.key, c.column, c.before, c.after) for c in drift.changes] == [
        (f"site-{n}", edited[n], first.loc[n, edited[n]], "999") for n in sorted(edited)
    ]
    assert [c.row_b for c in drift.changes] == [order.index(n) + 2 for n in sorted(edited)]


# --- keys -------------------------------------------------------------------------------------------


def test_the_key_found_is_the_one_under_which_most_cells_agree():
    """A counter is unique too, and says nothing once a row is put in at the top."""
    first = pd.DataFrame({"no": ["1", "2", "3"], "site": ["A", "B", "C"], "rooms": ["5", "6", "7"]})
    second = pd.DataFrame({"no": ["1", "2", "3", "4"], "site": ["Z", "A", "B", "C"], "rooms": ["9", "5", "6", "7"]})

    drift = compared(first, second)

    assert drift.key == ("site",)
    assert drift.decisions[0] == (
        "rows were matched by site: it is filled and different in every row of both tables, "
        "and 3 of its values are in both"
    )
    assert [row.key for row in drift.only_b] == ["Z"]


def test_numbers_with_decimals_are_no_key():
    first = pd.DataFrame({"spend": ["1.5", "2.5", "3.5"], "kind": ["x", "x", "x"]})
    second = pd.DataFrame({"spend": ["1.5", "2.5", "4.5"], "kind": ["x", "x", "y"]})

    assert compared(first, second).key == ()


def test_rows_without_a_key_are_the_same_only_where_whole_rows_are():
    first = pd.DataFrame({"site": ["A", "", ""], "rooms": ["1", "2", "3"]})
    second = pd.DataFrame({"site": ["A", "", ""], "rooms": ["1", "2", "4"]})

    drift = compared(first, second, ["site"])

    assert (drift.rows_same, drift.rows_changed) == (2, 0)
    assert ([row.row for row in drift.only_a], [row.row for row in drift.only_b]) == ([4], [4])
    assert "2 rows of the first table and 2 of the second have no site" in drift.decisions


def test_a_key_that_is_nearly_unique_is_taken_and_its_copies_said():
    first = pd.DataFrame({"site": [*(f"A{n}" for n in range(40)), "A7"], "rooms": "1", "kind": "x"}, dtype=str)
    second = first.assign(rooms=["2", *first["rooms"][1:]])

    drift = compared(first, second)

    assert drift.key == ("site",)
    assert "different in nearly every row" in drift.decisions[0]
    assert [(c.key, c.before, c.after) for c in drift.changes] == [("A0", "1", "2")]


def test_a_key_that_is_blank_in_a_few_rows_is_a_key_of_the_others():
    first = pd.DataFrame({"site": [*(f"A{n}" for n in range(40)), ""], "rooms": "1", "kind": "x"}, dtype=str)
    second = first.assign(rooms=["2", *first["rooms"][1:-1], "3"])

    drift = compared(first, second)

    assert drift.key == ("site",)
    assert [(c.key, c.before, c.after) for c in drift.changes] == [("A0", "1", "2")]
    assert ([row.row for row in drift.only_a], [row.row for row in drift.only_b]) == ([42], [42])


def test_several_columns_are_a_key_of_a_short_table_and_a_long_one():
    areas = [f"area {n}" for n in range(20)]
    long = pd.DataFrame([(a, y, "1") for a in areas for y in ("2019", "2020")], columns=["area", "year", "n"])
    short = long[long["area"] == "area 3"].assign(n=["1", "2"])

    drift = compared(long, short)

    assert drift.key == ("area", "year")
    assert (drift.rows_same, len(drift.only_a), len(drift.only_b)) == (1, 38, 0)
    assert [(c.key, c.before, c.after) for c in drift.changes] == [("area 3 / 2020", "1", "2")]


def test_a_named_key_is_known_by_its_name_in_either_table():
    first, second = SITES, SITES.rename(columns={"site": "SITE"}).assign(place=["Upham", "Netley", "Durley"])

    for key in (["site"], ["SITE"], "site"):
        drift = compared(first, second, key)
        assert drift.key == ("site",)
        assert [(c.key, c.after) for c in drift.changes] == [("A3", "Durley")]


def test_a_key_that_is_not_in_both_tables_is_refused():
    with pytest.raises(NotFound) as refused:
        compared(SITES, SITES.drop(columns="note"), ["note"])

    assert str(refused.value) == (
        "found no column 'note' in both tables; expected one of site, place, kind; nothing was compared; "
        "next: name another key, or none to have one found"
    )


def test_a_key_of_no_columns_is_refused():
    with pytest.raises(InputError, match="found a key of no columns"):
        compared(SITES, SITES, [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("St. Mary's", "ST MARYS", True),
        ("M21 9PN", "m219pn", True),
        ("2019/001", "2019-001", True),
        ("BL-001", "BL 001", True),
        ("A, B", "a b", True),
        ("1.5", "15", False),
        ("1,204", "1204", False),
        ("-2", "2", False),
        ("12/1", "1/21", False),
        (".5", "5", False),
        ("10%", "10", False),
        ("e\u0301", "é", True),
    ],
)
def test_what_a_person_may_write_in_one_way_or_another(one, other, same):
    assert (fold(one) == fold(other)) is same


def test_a_sign_in_one_cell_does_not_make_another_a_change_of_value():
    first = pd.DataFrame({"id": ["a", "b", "c", "d"], "visits": ["1633", "[x]", "1204", "1500"]})
    second = pd.DataFrame({"id": ["a", "b", "c", "d"], "visits": ["1,633", "1711", "1,204 [p]", "1500"]})

    drift = compared(first, second, ["id"])

    assert [(change.key, change.kind) for change in drift.changes] == [("a", "writing"), ("b", "value"), ("c", "value")]


# --- nothing in common, nothing at all --------------------------------------------------------------


def test_tables_with_no_column_in_common_have_no_row_in_common():
    drift = compared(pd.DataFrame({"a": ["1", "2"]}), pd.DataFrame({"b": ["x"]}))

    assert (drift.rows_same, len(drift.only_a), len(drift.only_b)) == (0, 2, 1)
    assert drift.decisions == ("no row could be compared: no column is in both tables",)
    assert (drift.gone, drift.come) == (("a",), ("b",))


def test_columns_too_many_to_be_compared_by_value_are_said(monkeypatch):
    monkeypatch.setattr("ndl_workbench.quality.compare_columns.MOST_VALUES", 5)
    second = SITES.rename(columns={"place": "town", "kind": "class"})

    drift = compared(SITES, second)

    assert (drift.gone, drift.come) == (("place", "kind"), ("town", "class"))
    assert drift.decisions[-1] == (
        "2 columns that are gone and 2 that are new were not compared by their values: there are too many"
    )


def test_an_empty_table_lacks_every_row():
    drift = compared(SITES, SITES.iloc[:0])

    assert (len(drift.only_a), drift.rows_b, drift.is_empty) == (3, 0, False)
    assert drift.decisions == ("no row could be compared: one of the tables has no rows",)


def test_a_table_is_the_same_as_the_file_it_was_loaded_from_but_for_how_it_is_written(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text("site,opened,spend\nA1,01/02/2020,1.50\nA2,02/02/2020,2.25\n", encoding="utf-8")
    place = resolve.Place("sites.csv", path)

    drift = compare_tables(resolve.read_place(place), table_from_frame(resolve.load_place(place)))

    assert {(c.column, c.kind) for c in drift.changes} == {("opened", "writing"), ("spend", "writing")}
    assert (drift.only_a, drift.only_b, drift.retyped) == ((), (), ())
