"""Every defect the early-years collection owns up to, found through ``ndl.check``: exactly as many."""

import pytest

import ndl_workbench as ndl
from ndl_workbench import collections


@pytest.fixture(scope="module")
def reports():
    tables = ("children", "development-reviews", "school-readiness", "school-readiness-by-area")
    return {table: ndl.check(f"early-years/{table}") for table in tables}


def blanks(report, column):
    (profile,) = [profile for profile in report.columns if profile.column == column]
    return report.rows_kept - profile.filled


def found(report, check, column):
    return [(f.check, f.count) for f in report.findings if (f.check, f.column) == (check, column)]


def mended(report, rule, column):
    return sum((r.rule, r.column) == (rule, column) for r in report.repairs)


def test_children(reports):
    report = reports["children"]

    assert blanks(report, "benefits") == 120  # a blank is allowed there, so it is counted and is no finding
    assert mended(report, "whitespace", "area_code") == 8
    assert found(report, "missing associated entity", "area_code") == [("missing associated entity", 5)]
    assert found(report, "invalid month", "birth_month") == [("invalid month", 3)]


def test_development_reviews(reports):
    report = reports["development-reviews"]

    # Dated 2012: before any of the children was born, so below the smallest date allowed.
    assert found(report, "too small", "review_date") == [("too small", 9)]
    assert found(report, "invalid date", "review_date") == [("invalid date", 7)]
    assert mended(report, "date format", "review_date") == 15
    assert found(report, "duplicate row", "") == [("duplicate row", 12)]
    assert found(report, "reference values are not unique", "child_id") == [("reference values are not unique", 24)]
    assert found(report, "missing associated entity", "child_id") == [("missing associated entity", 5)]


def test_scores_out_of_range_are_found_in_six_rows(reports):
    scores = {"communication", "movement", "problem_solving", "personal_social"}
    wrong = [f for f in reports["development-reviews"].findings if f.column in scores]

    assert {f.check for f in wrong} == {"too small", "too large"}
    assert len({row for f in wrong for row in f.rows}) == 6


def test_school_readiness(reports):
    report = reports["school-readiness"]

    assert blanks(report, "good_level_of_development") == 180
    assert blanks(report, "benefits") == 120


def test_the_aggregate_counts_missing_people_and_a_check_counts_rows():
    # Out of reach of a check, which does not know that a row stands for many: an audit does.
    audit = ndl.audit(
        "early-years/school-readiness-by-area", outcome="good_level_of_development", by="benefits", count="children"
    )

    missing = {row.group: (row.people, row.missing) for row in audit.missingness}
    assert sum(count for _, count in missing.values()) == 180
    assert missing["Not recorded"][0] == 120


def test_every_defect_that_is_owned_up_to_is_looked_for_here():
    owned = {
        (entry["name"], note["id"])
        for entry in collections.descriptor("early-years")["resources"]
        for note in entry["ndl:knownDefects"]
    }

    assert owned == {
        ("children", "benefits-missing"),
        ("children", "area-code-spaces"),
        ("children", "area-code-lower-case"),
        ("children", "birth-month-impossible"),
        ("development-reviews", "review-before-birth"),
        ("development-reviews", "review-date-impossible"),
        ("development-reviews", "review-date-day-first"),
        ("development-reviews", "score-out-of-range"),
        ("development-reviews", "review-repeated"),
        ("development-reviews", "review-of-unknown-child"),
        ("school-readiness", "outcome-missing"),
        ("school-readiness", "benefits-missing"),
        ("school-readiness-by-area", "outcome-missing"),
        ("school-readiness-by-area", "benefits-missing"),
    }


def test_nothing_else_is_found(reports):
    assert {table: sorted({f.check for f in report.findings}) for table, report in reports.items()} == {
        "children": ["invalid month", "invalid pattern", "missing associated entity"],
        "development-reviews": [
            "duplicate row",
            "invalid date",
            "missing associated entity",
            "reference values are not unique",
            "too large",
            "too small",
        ],
        "school-readiness": [],
        "school-readiness-by-area": [],
    }
