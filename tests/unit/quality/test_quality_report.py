"""What a quality report says of itself: verdict, dimensions, frames, JSON."""

import dataclasses
import json
import re

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.display import Details, Figure, Items, Notice, Table
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.quality.check import check_table

# --- verdict, dimensions and what was not checked ---------------------------------------------------


def test_there_is_no_verdict_without_a_use():
    assert ndl.check(pd.DataFrame({"a": ["1"]})).verdict.startswith("No verdict: no use was stated.")


@pytest.mark.parametrize(
    ("values", "fields", "verdict"),
    [
        (
            ["x"],
            "  - {name: a}\n",
            "Fit for “maps”, as far as it was checked: no value was repaired and 1 thing was not checked.",
        ),
        (
            ["x", "x"],
            "  - {name: a}\n",
            "Fit for “maps” with care: 1 warning to read first; no value was repaired and 1 thing was not checked.",
        ),
        (
            ["x"],
            "  - {name: a, type: date}\n",
            "Not yet fit for “maps”: 1 kind of error to mend first; no value was repaired and 1 thing was not checked.",
        ),
        (
            ["x", "x"],
            "  - {name: a, type: date, unique: true}\n",
            "Not yet fit for “maps”: 2 kinds of error to mend first; "
            "no value was repaired and 1 thing was not checked.",
        ),
        ([], "  - {name: a}\n", "Not fit for “maps”: there are no records."),
    ],
)
def test_the_verdict_is_one_sentence_on_the_stated_use(standard, values, fields, verdict):
    report = ndl.check(pd.DataFrame({"a": values}, dtype=str), standard=standard(fields), use="maps")

    assert report.verdict == verdict


def test_there_is_no_verdict_without_a_standard():
    report = ndl.check(pd.DataFrame({"a": ["1"]}), use="maps")

    assert report.verdict == ("No verdict: no standard was given, so only what is wrong in any table was looked at.")
    assert report.judgement == "no verdict"


def test_rejected_rows_and_repairs_are_named_in_the_verdict(csv_file, standard):
    path = csv_file("id,size,opened\nA, 1 ,2020-01-01\nB,2,01/02/2020\nTotal,3,\n")
    wanted = standard("  - {name: id}\n  - {name: size, type: integer}\n  - {name: opened, type: date}\n")

    assert ndl.check(path, standard=wanted, use="maps").verdict == (
        "Fit for “maps” with care: 1 of 3 rows was rejected; 2 values were repaired and 1 thing was not checked."
    )


@pytest.mark.parametrize(
    ("values", "use", "tone"),
    [
        (["x"], "maps", "good"),
        (["x", "x"], "maps", "warn"),
        ([""], "maps", "bad"),
        ([], "maps", "bad"),
        (["x"], "", "plain"),
    ],
)
def test_the_tone_of_the_page_is_that_of_the_verdict(standard, values, use, tone):
    wanted = standard("  - {name: a, required: true}\n  - {name: b}\n")
    frame = pd.DataFrame({"a": values, "b": ["y"] * len(values)}, dtype=str)

    said = [block for block in ndl.check(frame, standard=wanted, use=use or None).blocks() if isinstance(block, Notice)]

    assert [block.tone for block in said] == [tone]


def test_six_dimensions_and_two_of_them_cannot_be_assessed_from_a_file(standard):
    wanted = standard("  - {name: a, required: true}\n  - {name: size, type: number, maximum: 5}\n")

    report = ndl.check(pd.DataFrame({"a": ["1", ""], "size": ["9", "2"]}), standard=wanted)

    assert [(a.dimension, a.state, a.evidence) for a in report.dimensions] == [
        ("completeness", "assessed", "50.0% of cells filled in required columns; 1 value found wanting by 1 check"),
        ("uniqueness", "assessed", "only whole-row copies were looked at; nothing found"),
        ("consistency", "not assessed", "there was no code list to compare the values with"),
        ("timeliness", "not assessed", "when the data should have been published was not given"),
        ("validity", "assessed", "nothing found"),
        ("accuracy", "not assessed", "there was nothing to compare the values with; 1 value cannot be true"),
    ]


def test_without_a_standard_validity_and_consistency_are_not_assessed():
    states = {a.dimension: a.state for a in ndl.check(pd.DataFrame({"a": ["1"]})).dimensions}

    assert (states["validity"], states["consistency"], states["uniqueness"]) == (
        "not assessed",
        "not assessed",
        "assessed",
    )


def test_a_dimension_no_check_bears_on_is_not_assessed_and_says_why(standard):
    told = {
        a.dimension: a for a in ndl.check(pd.DataFrame({"a": ["1"]}), standard=standard("  - {name: a}\n")).dimensions
    }

    assert (told["validity"].state, told["validity"].evidence) == (
        "not assessed",
        "the standard asks for nothing that bears on validity",
    )


def test_a_column_that_is_not_there_is_said_with_completeness(standard):
    wanted = standard("  - {name: a, required: true}\n  - {name: b, required: true}\n")

    completeness = ndl.check(pd.DataFrame({"a": ["1"]}), standard=wanted).dimensions[0]

    assert completeness.evidence == "100.0% of cells filled in required columns; 1 required column not there"


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
        field.name for field in dataclasses.fields(report) if field.name != "evidence"
    }


def test_to_frame_has_a_row_for_each_finding(report):
    frame = report.to_frame()

    assert list(frame) == [
        "check", "dimension", "severity", "responsibility", "column", "rows", "count", "observed", "expected",
        "message", "fix", "keys", "accepted",
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

    assert clean.to_frame().shape == (0, 13)
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


# --- the page ---------------------------------------------------------------------------------------


def tables(blocks):
    """Every table of a page by its caption, those that are folded away too."""
    found = {}
    for block in blocks:
        found |= tables(block.blocks) if isinstance(block, Details) else {}
        found |= {block.caption: block} if isinstance(block, Table) else {}
    return found


def test_row_numbers_are_labels_and_spaces_at_the_ends_of_a_value_are_visible(csv_file, standard):
    path = csv_file("a,b\n" + "x,1\n" * 1_200 + "FIC-02 ,1\n")

    log = tables(ndl.check(path, standard=standard("  - {name: a}\n  - {name: b}\n")).blocks())["Each value changed"]

    assert log.rows == (("1202", "a", "whitespace", "“FIC-02 ”", "FIC-02"),)


def test_each_bar_has_its_number_and_only_a_full_column_is_at_100_per_cent():
    frame = pd.DataFrame({"a": ["1"] * 300, "b": ["1"] * 299 + [""], "c": ["1"] + [""] * 299})

    picture = next(block for block in ndl.check(frame).blocks() if isinstance(block, Figure))

    assert picture.alternative == "Share of rows with a value. a 100%; b over 99%; c under 1%."
    assert "over 99%" in picture.svg


@pytest.fixture
def many(tmp_path, standard):
    for name, text in {
        "good.csv": "id,n\nA,1\nB,2\n",
        "bad.csv": "Sites\nid,n\nA,x\nB, 2\nTotal,2\n",
        "fair.csv": "id,n\nA,1\nA,1\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    wanted = standard("  - {name: id}\n  - {name: n, type: integer}\n")
    files = [tmp_path / name for name in ("good.csv", "bad.csv", "fair.csv")]
    return lambda use: ndl.check_many(files, standard=wanted, use=use)


def test_many_files_are_summed_up_by_verdict_when_a_use_was_stated(many):
    assert "For “maps”: 1 fit, 1 with care, 1 not fit" in many("maps").summary()
    assert not [line for line in many(None).summary() if line.startswith("For ")]
    assert "Verdict" not in tables(many(None).blocks())["Where every row went, worst file first"].columns


def test_many_files_stand_worst_first_on_the_page_each_with_all_that_is_to_be_done(many):
    blocks = many("maps").blocks()
    folds = [block for block in blocks if isinstance(block, Details)]
    listed = tables(blocks)["Where every row went, worst file first"]
    worst = folds[0].blocks

    names = ["bad.csv", "fair.csv", "good.csv"]
    assert [fold.summary.rpartition("/")[2] for fold in folds] == names
    assert [(row[0].rpartition("/")[2], str(row[1])) for row in listed.rows] == list(
        zip(names, ("not fit", "with care", "fit"), strict=True)
    )
    assert listed.columns[6:8] == ("Kinds of error", "Kinds of warning")
    assert [block.tone for block in worst if isinstance(block, Notice)] == ["bad"]
    assert {"Repairs by kind", "Each value changed", "Rows that are not part of the table"} <= set(tables(worst))
    said = [block.items for block in worst if isinstance(block, Items)]
    assert any(decision.startswith("column names were found in row 2") for decision in said[0])
    assert said[1][0].startswith("whether the values are true")
