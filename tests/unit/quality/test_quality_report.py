"""What a quality report says of itself: verdict, dimensions, frames, JSON."""

import dataclasses
import json
import re

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.loading.resolve import table_from_frame
from ndl_workbench.quality.check import check_table

# --- verdict, dimensions and what was not checked ---------------------------------------------------


def test_there_is_no_verdict_without_a_use():
    assert ndl.check(pd.DataFrame({"a": ["1"]})).verdict.startswith("No verdict: no use was stated.")


@pytest.mark.parametrize(
    ("values", "fields", "verdict"),
    [
        (["x"], "  - {name: a}\n", "Fit for “maps”, as far as it was checked."),
        (["x", "x"], "  - {name: a}\n", "Fit for “maps” with care: 1 warning to read first."),
        (["x"], "  - {name: a, type: date}\n", "Not yet fit for “maps”: 1 kind of error to mend first."),
        (
            ["x", "x"],
            "  - {name: a, type: date, unique: true}\n",
            "Not yet fit for “maps”: 2 kinds of error to mend first.",
        ),
        ([], "  - {name: a}\n", "Not fit for “maps”: there are no records."),
    ],
)
def test_the_verdict_is_one_sentence_on_the_stated_use(standard, values, fields, verdict):
    report = ndl.check(pd.DataFrame({"a": values}, dtype=str), standard=standard(fields), use="maps")

    assert report.verdict == verdict


def test_six_dimensions_and_two_of_them_cannot_be_assessed_from_a_file(standard):
    wanted = standard("  - {name: a, required: true}\n  - {name: size, type: number, maximum: 5}\n")

    report = ndl.check(pd.DataFrame({"a": ["1", ""], "size": ["9", "2"]}), standard=wanted)

    assert [(a.dimension, a.state, a.evidence) for a in report.dimensions] == [
        ("completeness", "assessed", "50.0% of cells filled in required columns; 1 value found wanting by 1 check"),
        ("uniqueness", "assessed", "nothing found"),
        ("consistency", "assessed", "nothing found"),
        ("timeliness", "not assessed", "when the data should have been published was not given"),
        ("validity", "assessed", "nothing found"),
        ("accuracy", "not assessed", "there was nothing to compare the values with; 1 value cannot be true"),
    ]


def test_without_a_standard_validity_is_only_partly_assessed():
    states = {a.dimension: a.state for a in ndl.check(pd.DataFrame({"a": ["1"]})).dimensions}

    assert (states["validity"], states["consistency"], states["uniqueness"]) == (
        "partly assessed",
        "partly assessed",
        "assessed",
    )


def test_something_is_always_left_unchecked_and_the_standards_notes_are_said(standard):
    wanted = standard("  - {name: a}\n", head="notes: [whether a is b]\n")

    report = ndl.check(pd.DataFrame({"a": ["1"]}), standard=wanted)

    assert report.not_checked == (
        "whether a is b",
        "whether the values are true of the world (nothing to compare them with was given)",
    )


# --- the result as such -----------------------------------------------------------------------------


@pytest.fixture
def report(csv_file, standard):
    path = csv_file("Sites of 2020\nid,size,opened,owner\nA,1,01/12/2017,me\nA,x,31-06-2017,you\n,,,\nTotal,1,,\n")
    wanted = standard("  - {name: id, unique: true}\n  - {name: size, type: integer}\n  - {name: opened, type: date}\n")
    return ndl.check(path, standard=wanted, use="maps")


def test_every_row_is_accounted_for(report):
    assert (report.rows_read, report.rows_kept, report.rows_rejected, report.rows_blank) == (5, 2, 2, 1)
    assert report.accounting == "5 rows read = 2 kept + 2 rejected + 1 blank"
    assert [(r.row, r.reason) for r in report.rejected] == [(1, "a title or note above the header"), (6, "a total")]


def test_findings_stand_worst_first(report):
    assert [(f.severity, f.check, f.rows) for f in report.findings] == [
        ("error", "reference values are not unique", (3, 4)),
        ("error", "invalid date", (4,)),
        ("error", "invalid integer", (4,)),
        ("warning", "unknown column", (2,)),
    ]
    assert report.worst == "error"


def test_to_dict_is_ready_for_json_and_says_everything(report):
    told = json.loads(json.dumps(report.to_dict(), allow_nan=False))

    assert told == report.to_dict()
    assert told["schema"] == "ndl/quality-report/1"
    assert [f["rows"] for f in told["findings"]] == [[3, 4], [4], [4], [2]]
    assert [r["rule"] for r in told["repairs"]] == ["date format"]
    assert set(told) == {"schema", "title", "verdict", "dimensions"} | {
        field.name for field in dataclasses.fields(report)
    }


def test_to_frame_has_a_row_for_each_finding(report):
    frame = report.to_frame()

    assert list(frame) == [
        "check", "dimension", "severity", "responsibility", "column", "rows", "count", "observed", "expected",
        "message", "fix",
    ]  # fmt: skip
    assert frame["rows"].tolist() == ["3, 4", "4", "4", "2"]


def test_repairs_and_rejected_rows_can_be_had_as_frames(report):
    assert report.repairs_frame()[["row", "column", "rule", "original", "value"]].to_numpy().tolist() == [
        [3, "opened", "date format", "01/12/2017", "2017-12-01"],
    ]
    assert report.rejected_frame().to_numpy().tolist() == [
        [1, "a title or note above the header", "Sites of 2020"],
        [6, "a total", "Total | 1 |  | "],
    ]


def test_frames_of_a_clean_table_are_empty_and_have_their_columns():
    clean = ndl.check(pd.DataFrame({"a": ["1"]}))

    assert clean.to_frame().shape == (0, 11)
    assert clean.repairs_frame().shape == (0, 8)
    assert clean.rejected_frame().shape == (0, 3)


def test_a_report_is_frozen_and_can_be_hashed(report):
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.use = "other"
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.findings[0].count = 0

    assert len({report, report}) == 1
    assert {type(getattr(report, field.name)) for field in dataclasses.fields(report)}.isdisjoint({list, dict, set})


def test_repr_is_at_most_twenty_lines():
    columns = {f"c{n}": [*"1234567890", "low"] for n in range(40)}

    report = ndl.check(pd.DataFrame(columns))

    assert len(report.findings) == 40
    assert len(repr(report).splitlines()) <= 20
    assert "… and 28 more; see .to_frame()" in repr(report)


def test_html_of_hostile_text_is_escaped(standard):
    wanted = standard("  - {name: a, type: date}\n")

    html = ndl.check(pd.DataFrame({"a": ["<script>x</script>"], "<b>": [""]}), standard=wanted)._repr_html_()

    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html
    assert not re.search(r"<b>(?!\w)", html)


def test_repair_false_changes_nothing_but_matches_columns(standard):
    wanted = standard(
        "  - {name: size, type: integer, units: [ha], required: true, default_from: [most]}\n  - {name: most}\n"
    )
    frame = pd.DataFrame({"SIZE": [" 1", "1,000 ha", ""], "most": ["2", "2", "2"]})

    report = ndl.check(frame, standard=wanted, repair=False)

    assert [(r.rule, r.column, r.value) for r in report.repairs] == [("column name", "SIZE", "size")]
    assert [(f.check, f.rows, f.observed) for f in report.findings] == [
        ("invalid integer", (2, 3), " 1"),
        ("missing value", (4,), ""),
    ]


def test_the_table_that_is_checked_is_not_changed(standard):
    wanted = standard("  - {name: a, type: integer}\n")
    frame = pd.DataFrame({"A": [" 1 ", "2.0"]})
    before = frame.copy()
    table = table_from_frame(frame)

    check_table(table, None, None, repairs=True)
    ndl.check(frame, standard=wanted)

    pd.testing.assert_frame_equal(frame, before)
    assert table.cells["A"].tolist() == [" 1 ", "2.0"]
