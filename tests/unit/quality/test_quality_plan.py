"""The action plan: seven steps, an issue for each finding, and what is left to fill in."""

import json
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.display import Code, Facts, Heading, Table, Text
from ndl_workbench.errors import InputError, NotFound
from ndl_workbench.quality.findings import Finding
from ndl_workbench.quality.issues import RULE
from ndl_workbench.quality.plan import UNVERIFIED, action_plan

FIELDS = "  - {name: ref, required: true}\n  - {name: start, type: date}\n  - {name: gone, required: true}\n"


@pytest.fixture
def plan_of(standard):
    """The plan for a frame of refs and starts, of 20 rows with these values first."""

    def plan(refs=(), starts=(), use="maps", fields=FIELDS):
        columns = {"ref": [*refs, *(f"A{n}" for n in range(20 - len(refs)))]}
        columns["start"] = [*starts, *["2024-01-01"] * (20 - len(starts))]
        return action_plan(ndl.check(pd.DataFrame(columns), standard=standard(fields), use=use))

    return plan


def without_gone(fields=FIELDS):
    return fields.partition("  - {name: gone")[0]


# --- issues -------------------------------------------------------------------------------------------


def test_a_finding_becomes_an_issue_with_its_measurement_metric_and_target(plan_of):
    (issue,) = plan_of(refs=["", ""], starts=["2024-01-02"], fields=without_gone()).issues

    assert (issue.purpose, issue.part_of_data, issue.aspect) == ("maps", "ref", "completeness")
    assert issue.requirement == "a value"
    assert issue.measurement == "The check “missing value” finds no row"
    assert (issue.performance, issue.failing, issue.of) == ("90.0% (2 of 20 rows fail)", 2, 20)
    assert issue.metric == "Percentage of rows with a value in ref"
    assert issue.target == "100%"
    assert issue.action == "Fill in the value."


def test_a_missing_column_fails_in_every_row(plan_of):
    (issue,) = plan_of().issues

    assert issue.performance == "0.0% (20 of 20 rows fail)"
    assert issue.metric == "Percentage of rows with a value in gone"


def test_what_only_the_people_who_hold_the_data_know_is_blank(plan_of):
    (issue,) = plan_of().issues

    assert (issue.importance, issue.root_cause, issue.owner, issue.deadline) == ("", "", "", "")


def test_where_no_standard_says_how_good_the_data_must_be_the_target_is_left_open():
    (issue,) = action_plan(ndl.check(pd.DataFrame({"a": ["x", "x"]}))).issues

    assert (issue.part_of_data, issue.target, issue.purpose) == ("whole rows", "", "")
    assert issue.metric == "Percentage of rows without “duplicate row”"


def test_a_column_nobody_knows_is_a_case_not_a_row(standard):
    report = ndl.check(pd.DataFrame({"ref": ["A1"], "odd": ["1"]}), standard=standard("  - {name: ref}\n"))
    (issue,) = action_plan(report).issues

    assert issue.measurement == "The check “unknown column” finds no case"
    assert (issue.performance, issue.failing, issue.of) == ("1 case", 0, 0)
    assert issue.target == ""


@pytest.mark.parametrize(
    ("severity", "count", "column", "priority", "why"),
    [
        ("critical", 1, "start", "high", "critical 5 = 5"),
        ("error", 1, "start", "medium", "error 3 = 3"),
        ("error", 5, "start", "medium", "error 3 + at least 5% of the rows 1 = 4"),
        ("error", 4, "ref", "medium", "error 3 + required column 1 = 4"),
        ("error", 5, "ref", "high", "error 3 + at least 5% of the rows 1 + required column 1 = 5"),
        ("warning", 1, "start", "low", "warning 2 = 2"),
        ("warning", 5, "start", "medium", "warning 2 + at least 5% of the rows 1 = 3"),
        ("warning", 100, "ref", "medium", "warning 2 + at least 5% of the rows 1 + required column 1 = 4"),
        ("notice", 5, "start", "low", "notice 1 + at least 5% of the rows 1 = 2"),
        ("info", 100, "ref", "medium", "info 1 + at least 5% of the rows 1 + required column 1 = 3"),
    ],
)
def test_the_priority_follows_the_rule_that_is_shown(standard, severity, count, column, priority, why):
    frame = pd.DataFrame({"ref": [f"A{n}" for n in range(100)], "start": ["2024-01-01"] * 100})
    report = ndl.check(frame, standard=standard(without_gone()), use="maps")
    finding = Finding("invalid date", "validity", severity, "external", column, (2,), count, "x", "y", "m.", "f.")
    (issue,) = action_plan(replace(report, findings=(finding,))).issues

    assert (issue.priority, issue.why) == (priority, why)


@pytest.mark.parametrize(
    ("importance", "priority", "said", "why"),
    [
        (None, "medium", "", "error 3 + at least 5% of the rows 1 = 4"),
        ({"start": "High"}, "high", "high", "error 3 + at least 5% of the rows 1 + importance high 1 = 5"),
        ({"start": "medium"}, "medium", "medium", "error 3 + at least 5% of the rows 1 = 4"),
        ("low", "medium", "low", "error 3 + at least 5% of the rows 1 + importance low -1 = 3"),
    ],
)
def test_the_importance_a_reader_gives_counts(standard, importance, priority, said, why):
    frame = pd.DataFrame({"ref": ["A1", "A2"], "start": ["soon", "2024-01-01"]})
    report = ndl.check(frame, standard=standard(without_gone()), use="maps")
    (issue,) = ndl.plan(report, importance=importance).issues

    assert (issue.priority, issue.importance, issue.why) == (priority, said, why)


def test_an_importance_may_name_a_column_as_it_is_published(standard):
    frame = pd.DataFrame({"Ref": ["", "A2"], "start": ["2024-01-01"] * 2})
    report = ndl.check(frame, standard=standard(without_gone()), use="maps")

    assert [ndl.plan(report, importance={name: "high"}).issues[0].importance for name in ("ref", "Ref")] == ["high"] * 2


def test_the_importance_that_was_said_is_in_the_first_step(plan_of):
    asked = "Importance of that purpose to you or the wider public sector"
    frame = pd.DataFrame({"a": ["x", "x"]})

    assert dict(plan_of().prompts[0])[asked] == ""
    assert dict(ndl.plan(ndl.check(frame), importance="low").prompts[0])[asked] == "low"
    assert dict(ndl.plan(ndl.check(frame), importance={"a": "low"}).prompts[0])[asked] == "a: low"


@pytest.mark.parametrize(
    ("importance", "error", "said"),
    [
        ("urgent", InputError, "found the importance 'urgent'; expected one of low, medium, high; no plan was made"),
        ({"a": "5"}, InputError, "found the importance '5'; expected one of low, medium, high; no plan was made"),
        ({"b": "high"}, NotFound, "found an importance for 'b', which is no column of a table made in this session"),
    ],
)
def test_an_importance_that_is_none_is_refused(importance, error, said):
    with pytest.raises(error) as raised:
        ndl.plan(ndl.check(pd.DataFrame({"a": ["x", "x"]})), importance=importance)

    assert str(raised.value).startswith(said)


def test_issues_are_numbered_most_urgent_first(plan_of):
    plan = plan_of(refs=["", ""], starts=["soon"])

    assert [(i.number, i.priority, i.part_of_data) for i in plan.issues] == [
        (1, "high", "gone"),
        (2, "high", "ref"),
        (3, "medium", "start"),
    ]


def test_a_share_that_is_not_all_or_none_is_never_written_so(standard):
    frame = pd.DataFrame({"ref": ["", *(str(n) for n in range(4_999))]})
    (issue,) = action_plan(ndl.check(frame, standard=standard("  - {name: ref, required: true}\n"))).issues

    assert issue.performance == "over 99.9% (1 of 5,000 rows fail)"


# --- the plan -----------------------------------------------------------------------------------------


def test_the_plan_has_the_seven_steps_and_says_which_names_are_unverified(plan_of):
    blocks = plan_of().blocks()

    assert [block.text for block in blocks if isinstance(block, Heading)][:7] == [
        "1. Identify critical data (name unverified)",
        "2. Identify data quality rules (name unverified)",
        "3. Assess current data quality",
        "4. Prioritise improvements and set goals",
        "5. Identify root cause and take action",
        "6. Report on data quality (name unverified)",
        "7. Repeat / measure over time (name unverified)",
    ]
    assert Text(UNVERIFIED) in blocks


def test_the_plan_shows_the_rule_and_both_sources(plan_of):
    pairs = dict(pair for block in plan_of().blocks() if isinstance(block, Facts) for pair in block.pairs)

    assert pairs["How a priority was come by"] == RULE
    assert pairs["Data quality issues framework (GOV.UK, 11 November 2025)"] == (
        "https://www.gov.uk/government/publications/implementing-a-data-quality-action-plan/data-quality-issues-framework"
    )


def test_the_plan_offers_what_the_standard_requires_as_critical_data(plan_of):
    assert dict(plan_of().prompts[0])["Critical data items (offered: what the standard requires)"] == (
        "ref, gone (not there)"
    )


def test_without_a_use_the_purpose_is_to_fill_in(plan_of):
    facts = next(block for block in plan_of(use=None).blocks() if isinstance(block, Facts))

    assert dict(facts.pairs)["Purpose of the data"] == "to fill in"


def test_a_table_with_nothing_wrong_has_a_plan_without_issues(plan_of):
    plan = plan_of(fields=without_gone())

    assert plan.issues == ()
    assert not any(isinstance(block, Table) for block in plan.blocks())
    assert plan.summary()[2] == "0 issues by priority: 0 high, 0 medium, 0 low"


def test_a_table_without_records_has_a_plan_too(standard, csv_file):
    plan = action_plan(ndl.check(csv_file("start\n"), standard=standard(FIELDS), use="maps"))

    assert plan.verdict == "Not fit for “maps”: there are no records."
    assert [issue.performance for issue in plan.issues] == ["1 case"] * 2


def test_the_summary_fits_a_screen(standard):
    frame = pd.DataFrame({f"c{n}": ["x"] for n in range(40)})
    plan = action_plan(ndl.check(frame, standard=standard("  - {name: ref}\n")))

    assert len(plan.issues) == 40
    assert "  … and 28 more; see .to_frame()" in plan.summary()
    assert len(repr(plan).splitlines()) <= 20


def test_the_command_checks_the_same_table_for_the_same_use_again(csv_file):
    path = csv_file("ref\nA1\nA1\n")
    plan = action_plan(ndl.check(path, standard="brownfield-land", use="it's for maps"))

    assert plan.command == f"ndl check {path} --standard brownfield-land --use 'it'\"'\"'s for maps'"
    assert Code(plan.command) in plan.blocks()


def test_there_is_no_command_for_a_table_that_has_no_name(plan_of):
    assert plan_of().command == ""


# --- saved --------------------------------------------------------------------------------------------


def test_saved_as_markdown_it_can_be_edited(plan_of, tmp_path):
    text = plan_of().save(tmp_path / "plan.md").read_text(encoding="utf-8")

    assert "| Issue | Action | Root cause | Owner | Deadline |" in text
    assert "| 1\\. gone | Add a column called gone. |  |  |  |" in text
    assert "- **Data owner**: to fill in" in text


def test_saved_as_xlsx_the_steps_and_the_issues_are_sheets_with_cells_to_fill_in(plan_of, tmp_path):
    workbook = openpyxl.load_workbook(plan_of().save(tmp_path / "plan.xlsx"))
    steps = {row[1].value: row[2].value for row in workbook["Plan"].iter_rows(min_row=2)}
    heads, issue = ([cell.value for cell in row] for row in workbook["Issues"].iter_rows())

    assert workbook.sheetnames == ["Plan", "Issues"]
    assert (steps["Purpose of the data"], steps["Data owner"]) == ("maps", None)
    assert heads[-4:] == ["Importance", "Root cause", "Owner", "Deadline"]
    assert issue[:2] + issue[-4:] == [1, "high", None, None, None, None]


def test_saved_as_json_it_says_its_schema_and_what_is_unverified(plan_of, tmp_path):
    saved = json.loads(plan_of().save(tmp_path / "plan.json").read_text(encoding="utf-8"))

    assert saved["schema"] == "ndl/action-plan/2"
    assert saved["priority_rule"] == RULE
    assert [step["verified"] for step in saved["steps"]] == [False, False, True, True, True, False, False]
    assert saved["issues"][0]["part_of_data"] == "gone"
    assert saved["unverified"] == UNVERIFIED


def test_a_hostile_column_name_computes_nothing(standard, tmp_path):
    report = ndl.check(pd.DataFrame({"=1+1": ["1"]}), standard=standard("  - {name: ref}\n"), use="=cmd|' /C calc'!A0")
    plan = action_plan(report)
    workbook = openpyxl.load_workbook(plan.save(tmp_path / "plan.xlsx"))

    assert workbook["Issues"]["E2"].value == "=1+1"
    assert {cell.data_type for sheet in workbook for row in sheet for cell in row} <= {"s", "n"}
    assert ",'=1+1," in plan.save(tmp_path / "plan.csv").read_text(encoding="utf-8")
