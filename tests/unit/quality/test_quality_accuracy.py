"""Accuracy against a reference: which rows and cells are compared, and what is said of the others."""

import json

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import given, settings

import ndl_workbench as ndl
from ndl_workbench.errors import NotFound
from ndl_workbench.quality.findings import DIFFERS_CHECK, GAP_CHECK
from ndl_workbench.quality.rules import dimension_of

FIELDS = "  - {name: site, unique: true}\n  - {name: opened, type: date}\n  - {name: rooms, type: integer}\n"
RIGHT = {"site": ["A1", "A2", "A3"], "opened": ["2020-02-01", "2020-02-02", "2020-02-03"], "rooms": ["3", "4", "5"]}


@pytest.fixture
def against(standard):
    """Check columns against others that are right."""

    def check(mine, right=RIGHT, fields=FIELDS):
        asked = standard(fields) if fields else None
        return ndl.check(pd.DataFrame(mine), standard=asked, use="maps", reference=pd.DataFrame(right))

    return check


def test_values_are_compared_as_they_were_repaired(against):
    report = against({**RIGHT, "opened": ["01/02/2020", "2020-02-02", "03/02/2020"]})

    assert (report.reference.compared, report.reference.agree) == (6, 6)
    assert report.findings == ()


def test_a_key_is_the_same_whatever_its_case_and_punctuation(against):
    report = against({**RIGHT, "site": ["a-1", "A 2", "A3"]})

    assert (report.reference.matched, report.findings) == (3, ())


def test_a_table_agrees_with_the_frame_that_was_loaded_from_it():
    """Loading makes True and False of yes and no where the schema says which is which."""
    report = ndl.check("early-years/children", reference=ndl.load("early-years/children"))

    assert report.reference.compared > 40_000
    assert report.reference.agree == report.reference.compared
    assert not [finding for finding in report.findings if finding.check == DIFFERS_CHECK]


@pytest.mark.parametrize(
    ("mine", "right", "agree"),
    [
        (["yes", "no", "yes"], [True, False, False], 2),
        (["Y", "N", ""], [True, True, True], 1),
        ([1, 0, 0], [True, False, False], 3),
        (["1", "0", "1"], ["yes", "no", "yes"], 0),
        (["yes", "no", "perhaps"], [True, False, True], 0),
        (["2", "0", "1"], [True, False, True], 0),
    ],
)
def test_yes_and_no_are_compared_by_what_they_say_where_one_side_is_true_or_false(against, mine, right, agree):
    report = against({**RIGHT, "open": mine}, {**RIGHT, "open": right}, FIELDS + "  - {name: open}\n")

    differ = sum(finding.count for finding in report.findings if finding.check == DIFFERS_CHECK)
    assert sum(map(bool, map(str, mine))) - differ == agree


@pytest.mark.parametrize("sites", [["A1", "A1", "A3"], ["A1", "a 1", "A3"], ["", "", "A3"]])
def test_a_row_that_cannot_be_told_from_another_is_not_compared_and_that_is_said(against, sites):
    report = against({**RIGHT, "site": sites, "rooms": ["9", "9", "5"]})

    assert (report.reference.matched, report.reference.compared, report.reference.agree) == (1, 2, 2)
    assert "whether 2 rows agree with the reference (site is blank, or in several rows)" in report.not_checked


def test_columns_and_values_that_the_reference_lacks_are_named(against):
    mine = {**RIGHT, "note": ["x", "y", "z"]}
    report = against(mine, {**RIGHT, "rooms": ["3", "", ""]}, FIELDS + "  - {name: note}\n")

    assert "whether the values of note are true (the reference has no such column)" in report.not_checked
    assert "whether 2 values that the reference leaves blank can be true" in report.not_checked
    assert "whether the reference itself is right and whole" in report.not_checked
    assert not any("nothing to compare" in said for said in report.not_checked)


def test_columns_go_by_their_published_names_in_both_tables(against):
    report = against(
        {"Site": ["A1", "A2", "A3"], "Opened": RIGHT["opened"], "Rooms": ["3", "4", "6"]},
        {"SITE": ["A1", "A2", "A3"], "OPENED": RIGHT["opened"], "rooms": ["3", "4", "5"]},
    )

    assert [(f.check, f.column) for f in report.findings] == [(DIFFERS_CHECK, "Rooms")]
    assert (report.reference.key, report.reference.differences[0].column) == (("Site",), "Rooms")


def test_without_a_standard_a_key_is_found_under_another_spelling_too(against):
    mine = {"Site ID": [f"A{n}" for n in range(9)], "rooms": [*["3"] * 8, "4"]}
    report = against(mine, {"site_id": mine["Site ID"], "rooms": ["3"] * 9}, fields="")

    assert report.reference.key == ("Site ID",)
    assert report.reference.why.startswith("it is filled and different in every row of both tables")
    assert [(f.check, f.rows) for f in report.findings] == [(DIFFERS_CHECK, (10,))]


def test_where_no_row_of_the_reference_is_found_nothing_is_assessed(against):
    report = against(RIGHT, {**RIGHT, "site": ["B1", "B2", "B3"]})

    assert report.reference is None
    assert "whether the values agree with a table made in this session: no row of it could be found by site" in (
        report.not_checked
    )


@pytest.mark.parametrize("empty", ["mine", "right"])
def test_an_empty_table_is_compared_with_nothing(against, empty):
    nothing = {name: [] for name in RIGHT}
    report = against(nothing, RIGHT) if empty == "mine" else against(RIGHT, nothing)

    assert report.reference is None
    assert report.dimensions[-1].state == "not assessed"


def test_a_value_that_cannot_be_true_is_counted_apart_from_one_that_differs(against):
    fields = FIELDS.replace("type: integer", "type: integer, maximum: 100")
    evidence = against({**RIGHT, "rooms": ["3", "4", "500"]}, fields=fields).dimensions[-1].evidence

    assert evidence == (
        "83.3% of 6 cells compared agree with a table made in this session; 3 of 3 rows could be matched by site; "
        "1 value cannot be true"
    )


def test_every_table_is_compared_with_the_same_reference(csv_file, tmp_path):
    right = csv_file("site,rooms\nA1,3\nA2,4\n")
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    paths[0].write_text("site,rooms\nA1,3\nA2,4\n")
    paths[1].write_text("site,rooms\nA1,3\nA2,5\n")

    reports = ndl.check_many(paths, reference=right).reports

    assert [(r.reference.agree, r.reference.compared) for r in reports] == [(2, 2), (1, 2)]


def test_a_reference_that_is_not_there_is_an_error_of_the_call(csv_file):
    with pytest.raises(NotFound):
        ndl.check_many([csv_file("a\n1\n")], reference="no-such-table")


def test_the_report_holds_every_difference(against, tmp_path):
    report = against({**RIGHT, "rooms": ["1", "2", "5"]})
    saved = json.loads(report.save(tmp_path / "report.json").read_text(encoding="utf-8"))

    assert [(d["row_a"], d["before"], d["after"]) for d in saved["reference"]["differences"]] == [
        (2, "1", "3"),
        (3, "2", "4"),
    ]
    assert report.differences_frame()[["row", "column", "value", "reference"]].to_numpy().tolist() == [
        [2, "rooms", "1", "3"],
        [3, "rooms", "2", "4"],
    ]


def test_every_row_that_differs_can_be_had_and_the_first_go_by_their_keys(against):
    sites = [f"A{n}" for n in range(15)]
    mine, right = ({"site": sites, "rooms": [value] * 15} for value in ("1", "2"))
    report = against(mine, right)
    (finding,) = report.findings

    assert (finding.count, finding.rows, finding.keys) == (15, tuple(range(2, 12)), tuple(sites[:10]))
    assert report.failing(finding).to_numpy().tolist() == [[site, "1"] for site in sites]


def test_the_rows_of_the_other_findings_can_still_be_had(against):
    report = against({**RIGHT, "opened": ["soon", "2020-02-02", "2020-02-03"]})

    assert [(f.check, report.failing(f).index.tolist()) for f in report.findings] == [
        (DIFFERS_CHECK, [2]),
        ("invalid date", [2]),
    ]


def test_its_checks_bear_on_a_dimension():
    assert (dimension_of(DIFFERS_CHECK), dimension_of(GAP_CHECK)) == ("accuracy", "completeness")


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "1", "2"]), st.sampled_from(["", "1", "2"])), min_size=1, max_size=20))
def test_every_cell_of_a_matched_row_is_counted_once(pairs):
    keys = [f"K{n}" for n in range(len(pairs))]
    mine, right = (pd.DataFrame({"key": keys, "value": [pair[side] for pair in pairs]}) for side in (0, 1))
    report = ndl.check(mine, reference=right)
    counts = {f.check: f.count for f in report.findings if f.column == "value"}
    filled = [(a, b) for a, b in pairs if a and b]

    assert report.reference.matched == len(pairs)
    assert report.reference.compared == len(filled)
    assert report.reference.agree == sum(a == b for a, b in filled)
    assert counts.get(DIFFERS_CHECK, 0) == sum(a != b for a, b in filled)
    assert counts.get(GAP_CHECK, 0) == sum(bool(b) and not a for a, b in pairs)


@pytest.mark.parametrize("name", ["0001a1baf9dd", "026dd247d90c", "06ce74170cf0"])
def test_what_is_planted_in_a_real_register_is_found_and_nothing_else(shared, name):
    (path,) = (shared / "data" / "brownfield-land" / "raw").glob(f"{name}*")
    frame = ndl.load(path)
    addresses = frame["SiteNameAddress"].tolist()
    planted = [2, 5, 11]
    frame["SiteNameAddress"] = [f"{text} (north)" if at in planted else text for at, text in enumerate(addresses)]

    report = ndl.check(frame, standard="brownfield-land", reference=path)

    assert report.reference.matched == len(frame)
    found = [f for f in report.findings if f.check == DIFFERS_CHECK]
    assert [(f.column, f.rows) for f in found] == [("SiteNameAddress", tuple(int(frame.index[at]) for at in planted))]
    assert report.reference.compared - report.reference.agree == 3
