"""Some of a report's findings, and one finding with its rows."""

from dataclasses import replace

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.display import Badge, Facts, Heading, Table, Text
from ndl_workbench.errors import CannotWrite, InputError
from ndl_workbench.quality.filtered import Filter, choices, filtered
from ndl_workbench.quality.finding_page import (
    finding_blocks,
    finding_line,
    page_said,
    pages,
    rows_blocks,
    save_rows,
)

FIELDS = (
    "  - {name: ref, required: true, unique: true}\n  - {name: start, type: date}\n  - {name: size, type: number}\n"
)


@pytest.fixture
def report(standard):
    """Findings in three columns: a blank and a repeated ref, a start that is none, and a column nobody knows."""
    frame = pd.DataFrame(
        {"ref": ["A1", "", "A1", "A4"], "start": ["soon", "2024-01-01", "", ""], "odd": ["", "", "", "x"]}
    )
    return ndl.check(frame, standard=standard(FIELDS), use="maps")


def found(report, **wanted):
    return [(finding.column, finding.check) for finding in filtered(report, Filter(**wanted))]


# --- filters ------------------------------------------------------------------------------------------


def test_without_a_filter_everything_is_wanted_in_the_order_of_the_report(report):
    assert filtered(report, Filter()) == report.findings


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({"severity": "warning"}, [("odd", "unknown column")]),
        ({"dimension": "uniqueness"}, [("ref", "reference values are not unique")]),
        ({"dimension": "validity", "severity": "error"}, [("start", "invalid date")]),
        ({"dimension": "validity", "severity": "warning"}, []),
        ({"column": "start"}, [("start", "invalid date")]),
        ({"column": "START"}, []),
        ({"text": "SOON"}, [("start", "invalid date")]),
        ({"text": "invalid  date"}, [("start", "invalid date")]),
        ({"text": "date invalid"}, [("start", "invalid date")]),
        ({"text": "date nowhere"}, []),
        ({"text": ".*"}, []),
    ],
)
def test_a_finding_must_pass_every_filter(report, wanted, left):
    assert found(report, **wanted) == left


def test_accepted_findings_can_be_left_out_and_found_by_their_reason(report):
    (date,) = filtered(report, Filter(column="start"))
    accepted = report.accept(date, because="closed for works", by="Ann")

    assert ("start", "invalid date") not in found(accepted, hide_accepted=True)
    assert found(accepted, text="works ann") == [("start", "invalid date")]


def test_the_choices_are_those_that_have_findings(report):
    assert choices(report) == (
        ("error", "warning"),
        ("completeness", "uniqueness", "consistency", "validity"),
        ("odd", "ref", "start"),
    )


# --- one finding --------------------------------------------------------------------------------------


def test_a_finding_is_written_on_a_line(report):
    (date,) = filtered(report, Filter(column="start"))
    (strange,) = filtered(report, Filter(column="odd"))
    accepted = report.accept(date, because="known")

    assert finding_line(date, report) == "error: start: invalid date, 1 row"
    assert finding_line(date, accepted) == "error: start: invalid date, 1 row (accepted)"
    assert finding_line(strange, report) == "warning: odd: unknown column"


def test_a_finding_about_the_whole_table_counts_no_rows(report):
    (strange,) = filtered(report, Filter(column="odd"))
    whole = replace(strange, check="no document title", column="the workbook", rows=())

    assert finding_line(whole, report) == "warning: the workbook: no document title"
    facts = dict(finding_blocks(whole, report)[2].pairs)
    assert facts["Rows"] == "none: it is about the table as a whole"


def test_a_finding_says_what_was_expected_and_what_to_do(report):
    (date,) = filtered(report, Filter(column="start"))

    assert finding_blocks(date, report) == (
        Heading("start: invalid date"),
        Text("The value is not a date, or is a day that does not exist."),
        Facts(
            (
                ("Severity", Badge("error", "bad")),
                ("Bears on", "validity"),
                ("Rows", "1"),
                ("Keys of the first rows", "A1"),
                ("Example", "soon"),
                ("Expected", "YYYY-MM-DD"),
                ("What to do", "Write a real date as YYYY-MM-DD, or in the form expected where that is another."),
                ("Who can mend it", "whoever publishes the table"),
                ("Accepted", "no"),
                ("Learn more", "Learn: Data quality in practice, unit 3: Write the rule, keep the original"),
            )
        ),
    )


def test_rows_are_shown_with_their_numbers_and_the_column_in_question_first(report):
    (date,) = filtered(report, Filter(column="start"))

    assert rows_blocks(date, report.failing(date), 0, synthetic=False) == (
        Table(
            "Rows that have this: 1 to 1 of 1. Rows are numbered as in a spreadsheet.",
            ("Row", "start", "ref", "odd"),
            (("2", "soon", "A1", "(blank)"),),
        ),
    )


def test_rows_of_synthetic_data_say_so(report):
    (date,) = filtered(report, Filter(column="start"))
    (said, _) = rows_blocks(date, report.failing(date), 0, synthetic=True)

    assert said == Text("This is synthetic data. It describes no real person or place.")


def test_a_finding_about_a_column_has_no_rows(report, tmp_path):
    (strange,) = filtered(report, Filter(column="odd"))
    rows = report.failing(strange)

    assert rows_blocks(strange, rows, 0, synthetic=False) == (
        Text("There are no rows to show: the finding is not about values."),
    )
    with pytest.raises(InputError, match="found a finding without rows"):
        save_rows(rows, tmp_path / "rows.csv")


@pytest.mark.parametrize(
    ("count", "page", "many", "said"),
    [
        (20, 0, 1, "Rows that have this: 1 to 20 of 20"),
        (21, 1, 2, "Rows that have this: 21 to 21 of 21"),
        (1_000, 49, 50, "Rows that have this: 981 to 1,000 of 1,000"),
    ],
)
def test_rows_are_shown_twenty_at_a_time(count, page, many, said):
    rows = pd.DataFrame({"a": ["x"] * count}, index=pd.RangeIndex(2, count + 2, name="row"))

    assert pages(rows) == many
    assert page_said(rows, page) == said


def test_saved_rows_have_their_numbers_and_no_formula(tmp_path):
    rows = pd.DataFrame(
        {"row": ["=1+1", "plain"], "a": ["@SUM(A1)", "\tx"]}, index=pd.Index([4, 9], name="row"), dtype=str
    )
    path = save_rows(rows, tmp_path / "rows.csv")

    assert path.read_bytes() == b"row,row,a\n4,'=1+1,'@SUM(A1)\n9,plain,'\tx\n"
    assert list(rows.columns) == ["row", "a"]


def test_rows_are_saved_as_csv_and_into_a_folder_that_is_there(report, tmp_path):
    rows = pd.DataFrame({"a": ["x"]})

    with pytest.raises(InputError, match=r"expected one that ends in \.csv"):
        save_rows(rows, tmp_path / "rows.xlsx")
    with pytest.raises(CannotWrite, match="nothing was written"):
        save_rows(rows, tmp_path / "nowhere" / "rows.csv")
