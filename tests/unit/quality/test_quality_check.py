import dataclasses
import json

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import BadStandard, NotFound, Unreadable
from ndl_workbench.quality.coverage import Coverage, coverage_of

# --- columns ----------------------------------------------------------------------------------------


def test_a_required_column_that_is_not_there_is_found_and_an_optional_one_is_not(standard):
    wanted = standard("  - {name: a}\n  - {name: b, required: true}\n  - {name: c}\n")

    report = ndl.check(pd.DataFrame({"a": ["1", "2"]}), standard=wanted)

    assert [(f.check, f.severity, f.column, f.rows, f.count) for f in report.findings] == [
        ("missing column", "error", "b", (1,), 1),
    ]


def test_a_missing_column_offers_the_columns_nobody_knows(standard):
    wanted = standard("  - {name: a}\n  - {name: b, required: true}\n", head="closed: false\n")
    strange = {f"x{n}": ["1"] for n in range(9)}

    missing, *_ = ndl.check(pd.DataFrame({"a": ["1"], **strange}), standard=wanted).findings

    assert missing.fix == (
        "Add a column called b. If it is one of these, rename it: x0, x1, x2, x3, x4, x5, x6, x7, …."
    )
    assert ndl.check(pd.DataFrame({"a": ["1"]}), standard=wanted).findings[0].fix == "Add a column called b."


def test_a_required_value_filled_from_another_column_is_still_a_gap(standard):
    wanted = standard("  - {name: least, required: true, default_from: [most]}\n  - {name: most}\n")

    report = ndl.check(pd.DataFrame({"least": ["1", "", ""], "most": ["", "7", ""]}), standard=wanted)

    assert [(f.check, f.severity, f.rows, f.count, f.message) for f in report.findings] == [
        ("missing value", "error", (4,), 1, "A value is required and there is none."),
        (
            "missing value",
            "warning",
            (3,),
            1,
            "A value is required and there was none: it was filled from another column.",
        ),
    ]
    assert [(c.column, c.filled) for c in report.columns] == [("least", 1), ("most", 1)]


@pytest.mark.parametrize(("closed", "severity"), [("true", "warning"), ("false", "notice")])
def test_a_column_the_standard_does_not_know_is_worse_where_the_standard_is_closed(standard, closed, severity):
    wanted = standard("  - {name: a}\n", head=f"closed: {closed}\n")

    report = ndl.check(pd.DataFrame({"a": ["1"], "mine": ["2"]}), standard=wanted)

    assert [(f.check, f.severity, f.column, f.rows, f.observed) for f in report.findings] == [
        ("unknown column", severity, "mine", (1,), "mine"),
    ]


def test_findings_and_repairs_use_the_publishers_column_names(csv_file, standard):
    path = csv_file("SITE REF,How Big\nA, 2\nA,x\n")
    wanted = standard("  - {name: SiteRef, unique: true}\n  - {name: size, type: integer, aliases: [How big]}\n")

    report = ndl.check(path, standard=wanted)

    assert [(f.check, f.column, f.rows) for f in report.findings] == [
        ("reference values are not unique", "SITE REF", (2, 3)),
        ("invalid integer", "How Big", (3,)),
    ]
    assert [(r.file, r.row, r.column, r.rule, r.original, r.value) for r in report.repairs] == [
        (str(path), 1, "SITE REF", "column name", "SITE REF", "SiteRef"),
        (str(path), 1, "How Big", "column name", "How Big", "size"),
        (str(path), 2, "How Big", "whitespace", " 2", "2"),
    ]


def test_each_column_has_a_profile(standard):
    wanted = standard("  - {name: a, required: true}\n  - {name: b}\n")

    report = ndl.check(pd.DataFrame({"A": ["x", "x", None], "z": ["", " ", "1"]}), standard=wanted)

    assert [dataclasses.astuple(profile) for profile in report.columns] == [
        ("A", "a", 0.98, True, 2),
        ("z", "", 0.0, False, 2),
    ]


# --- tables with little in them ---------------------------------------------------------------------


def test_a_header_without_rows_is_not_fit_for_anything(csv_file, standard):
    wanted = standard("  - {name: a, required: true, unique: true}\n  - {name: b, type: date, minimum: 2020-01-01}\n")

    report = ndl.check(csv_file("a,b\n"), standard=wanted, use="planning")

    assert (report.rows_read, report.rows_kept, report.rows_rejected, report.rows_blank) == (0, 0, 0, 0)
    assert report.verdict == "Not fit for “planning”: there are no records."
    assert report.findings == ()
    assert {a.dimension: a.evidence for a in report.dimensions}["completeness"] == (
        "no cells filled in required columns; nothing found"
    )
    assert "there are no records" in repr(report)
    assert "no records" in report._repr_html_()


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame(index=[1, 2, 3])])
def test_a_table_without_columns_is_checked_for_those_it_should_have(standard, frame):
    wanted = standard("  - {name: a, required: true}\n  - {name: b}\n  - {name: c}\n")

    report = ndl.check(frame, standard=wanted)

    assert [(f.check, f.column) for f in report.findings] == [("missing column", "a")]
    assert ndl.check(frame).findings == ()
    json.dumps(report.to_dict(), allow_nan=False)


def test_columns_may_be_called_anything_where_no_standard_is_given():
    frame = pd.DataFrame([[" x", "1", "2", "3"]], columns=["b\n", "a", "a ", 7])

    report = ndl.check(frame)

    assert [(r.row, r.column, r.rule, r.original, r.value) for r in report.repairs] == [
        (2, "b\n", "whitespace", " x", "x"),
    ]
    assert [profile.column for profile in report.columns] == ["b\n", "a", "a ", "7"]


def test_without_a_standard_only_what_is_wrong_in_any_table_is_found():
    report = ndl.check(pd.DataFrame({"a": [*"1234567890", "?", "?"], "b": ["x"] * 12}))

    assert [(f.check, f.column, f.rows) for f in report.findings] == [("duplicate row", "", (13,))]
    assert report.not_checked[0] == "what the columns should be (no standard was given)"
    assert (report.standard, report.standard_source, report.coverage) == ("", None, ())


# --- a table on its side ----------------------------------------------------------------------------

SIDEWAYS = "site,A,B\nhectares,1,2\nowner,x,y\nnotes,,\n"
FOUR = "  - {name: site}\n  - {name: hectares, type: number}\n  - {name: owner}\n  - {name: notes}\n"


def test_a_table_on_its_side_is_refused(csv_file, standard):
    with pytest.raises(Unreadable, match=r"a table on its side in .*4 of the standard's fields") as caught:
        ndl.check(csv_file(SIDEWAYS), standard=standard(FOUR))

    assert "transpose" in caught.value.next


def test_the_same_table_is_checked_where_no_standard_says_otherwise(csv_file):
    assert ndl.check(csv_file(SIDEWAYS)).rows_read == 3


def test_a_table_of_one_known_column_is_not_on_its_side(csv_file, standard):
    assert ndl.check(csv_file("site\nA\nB\n"), standard=standard(FOUR)).rows_kept == 2


# --- coverage ---------------------------------------------------------------------------------------


def test_coverage_says_present_missing_and_unexpected():
    assert coverage_of("area", "Area", ["E1", "", "E9", "E1"], ["E2", "E1"]) == Coverage(
        axis="area",
        column="Area",
        expected=("E1", "E2"),
        present=("E1",),
        missing=("E2",),
        unexpected=("E9",),
    )


AREA = "  - {{name: area, codes: {{resource: '{}', column: {}, axis: {}}}}}\n"


@pytest.fixture
def areas(tmp_path):
    path = tmp_path / "areas.csv"
    path.write_text("code,name\nE1,East\nE2 ,West\n,Nowhere\n", encoding="utf-8")
    return path


def test_a_code_list_gives_coverage_and_findings(standard, areas):
    wanted = standard(AREA.format(areas, "code", "area"))

    report = ndl.check(pd.DataFrame({"area": ["E1", "E9", "", "E9 "]}), standard=wanted)

    assert report.coverage == (Coverage("area", "area", ("E1", "E2"), ("E1",), ("E2",), ("E9",)),)
    assert [(f.check, f.rows, f.observed) for f in report.findings] == [
        ("missing associated entity", (3, 5), "E9"),
        ("duplicate row", (5,), "E9"),
    ]
    assert "area: 1 of 2 expected areas are there" in repr(report)


def test_a_list_of_records_is_not_an_axis_of_coverage(standard, areas):
    wanted = standard(AREA.format(areas, "code", "record"))

    report = ndl.check(pd.DataFrame({"area": ["E9"]}), standard=wanted)

    assert report.coverage == ()
    assert [f.check for f in report.findings] == ["missing associated entity"]


def test_a_code_list_that_cannot_be_used_is_an_error_and_not_a_pass(standard, areas, tmp_path):
    frame = pd.DataFrame({"area": ["E1"]})

    with pytest.raises(BadStandard, match=r"no column 'id' in the code list .* expected one of code, name"):
        ndl.check(frame, standard=standard(AREA.format(areas, "id", "area")))
    with pytest.raises(NotFound):
        ndl.check(frame, standard=standard(AREA.format(tmp_path / "gone.csv", "code", "area")))


# --- many at once -----------------------------------------------------------------------------------


def test_many_tables_are_checked_and_those_that_cannot_be_are_named(csv_file, standard, tmp_path):
    wanted = standard("  - {name: a, type: integer}\n")
    good = csv_file("a\n1\nx\n")

    reports = ndl.check_many([good, tmp_path / "gone.csv"], standard=wanted)

    assert [report.provenance.source for report in reports.reports] == [str(good)]
    assert [refused.source for refused in reports.refused] == [str(tmp_path / "gone.csv")]
    assert reports.worst == "critical"
    assert reports.to_frame().drop(columns=["file", "refused"]).fillna(-1).to_numpy().tolist() == [
        [2, 2, 0, 0, 1, 0, 0],
        [-1, -1, -1, -1, -1, -1, -1],
    ]
    assert reports.findings_frame()[["check", "rows"]].to_numpy().tolist() == [["invalid integer", "3"]]
    json.dumps(reports.to_dict(), allow_nan=False)


def test_nothing_at_all_to_check_is_an_empty_result():
    reports = ndl.check_many([])

    assert (reports.worst, len(reports.to_frame()), len(reports.findings_frame())) == (None, 0, 0)
