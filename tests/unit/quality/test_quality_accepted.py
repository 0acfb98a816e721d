"""Accepting findings: what it changes (the verdict), what it hides (nothing), and when it lapses."""

import dataclasses
import datetime as dt
import json

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.display import Badge, Heading, Table
from ndl_workbench.errors import InputError, NotFound
from ndl_workbench.quality.accepted import said_of
from ndl_workbench.quality.findings import Finding

FIELDS = "  - {name: ref, required: true}\n  - {name: start, type: date}\n"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def report_of(standard):
    """The report on a frame of refs and starts."""

    def check(refs=("A1", "A2", "A3"), starts=("soon", "2024-01-01", "2024-01-01"), fields=FIELDS, use="maps"):
        return ndl.check(pd.DataFrame({"ref": refs, "start": starts}), standard=standard(fields), use=use)

    return check


def today():
    return dt.datetime.now(dt.UTC).date().isoformat()


def the_page(report):
    return report._repr_html_()


# --- accepting ----------------------------------------------------------------------------------------


def test_an_accepted_finding_is_still_there_with_who_when_and_why(report_of):
    report = report_of()
    (finding,) = report.findings
    accepted = report.accept(finding, because="the site has no start yet", by="Ann")
    said = f"accepted by Ann on {today()}: the site has no start yet"

    assert accepted.findings == report.findings
    assert said_of(finding, accepted.accepted) == said
    assert f"  error    start: invalid date, 1 row, first 2; {said}" in repr(accepted)
    assert list(accepted.to_frame()["accepted"]) == [said]
    assert accepted.to_dict()["findings"][0]["accepted"] == said
    assert accepted.to_dict()["accepted"] == [
        {
            "check": "invalid date",
            "column": "start",
            "because": "the site has no start yet",
            "by": "Ann",
            "on": today(),
            "count": 1,
            "found": "error: The value is not a date, or is a day that does not exist. Expected YYYY-MM-DD.",
            "state": "holds",
            "count_now": 1,
        }
    ]
    json.dumps(accepted.to_dict())


def test_the_page_marks_the_finding_and_tells_the_reason_below_it(report_of):
    report = report_of()
    blocks = report.accept(report.findings[0], because="known", by="Ann").blocks()
    tables = {block.caption: block for block in blocks if isinstance(block, Table)}

    assert Heading("Accepted, with reasons") in blocks
    assert tables["Findings, worst first. Rows are numbered as in a spreadsheet."].rows[0][1] == Badge(
        "error, accepted"
    )
    assert tables["Findings that were accepted"].rows == (
        ("start", Badge("holds"), "invalid date", "known", "Ann", today(), 1, 1),
    )


def test_a_report_in_which_nothing_was_accepted_says_nothing_of_it(report_of):
    report = report_of()

    assert "ccepted" not in the_page(report)
    assert "accepted" not in repr(report)
    assert list(report.to_frame()["accepted"]) == [""]
    assert report.to_dict()["accepted"] == []


def test_accepting_gives_a_new_report_and_leaves_the_old_one(report_of):
    report = report_of()
    accepted = report.accept(report.findings[0], because="known")

    assert report.accepted == ()
    assert dataclasses.replace(accepted, accepted=()) == report


def test_a_second_reason_takes_the_place_of_the_first(report_of):
    report = report_of()
    twice = report.accept(report.findings[0], because="known").accept(report.findings[0], because="closed", by="Bea")

    assert [(a.because, a.by) for a in twice.accepted] == [("closed", "Bea")]


def test_an_acceptance_can_be_withdrawn(report_of):
    report = report_of()
    accepted = report.accept(report.findings[0], because="known")

    assert accepted.withdraw(report.findings[0]) == report


def test_withdrawing_what_nobody_accepted_is_an_error(report_of):
    report = report_of()

    with pytest.raises(InputError) as error:
        report.withdraw(report.findings[0])
    assert str(error.value) == (
        "found “invalid date” in the column 'start', which nobody has accepted; expected a finding that was accepted; "
        "nothing was changed; next: look at the report's accepted findings"
    )


@pytest.mark.parametrize("because", ["", "  \n "])
def test_a_reason_must_be_given(report_of, because):
    report = report_of()

    with pytest.raises(InputError) as error:
        report.accept(report.findings[0], because=because)
    assert str(error.value) == (
        "found no reason; expected a reason why the finding can be accepted; nothing was accepted; "
        "next: say why, such as “these sites have closed”"
    )


def test_a_finding_of_another_report_is_refused(report_of):
    other = report_of(refs=("A1", "A2", ""))

    with pytest.raises(NotFound) as error:
        report_of().accept(other.findings[1], because="known")
    assert str(error.value) == (
        "found “missing value” in the column 'ref', which is not a finding of this report; expected one of the "
        "report's findings, as they are; nothing was changed; next: take it from report.findings"
    )


@pytest.mark.parametrize("stranger", [None, "invalid date", 0])
def test_what_is_no_finding_is_refused(report_of, stranger):
    with pytest.raises(NotFound, match="which is not a finding of this report"):
        report_of().accept(stranger, because="known")


@pytest.mark.parametrize(("because", "by"), [("x" * 2_001, ""), ("known", "x" * 201)])
def test_a_reason_and_a_name_have_a_longest(report_of, because, by):
    report = report_of()

    with pytest.raises(InputError, match="expected text of at most 2"):
        report.accept(report.findings[0], because=because, by=by)


def test_a_reason_is_kept_on_one_line_without_control_characters(report_of):
    report = report_of()
    (kept,) = report.accept(report.findings[0], because="known\n\x1b[31mred", by="A\tnn").accepted

    assert (kept.because, kept.by) == ("known \N{REPLACEMENT CHARACTER}[31mred", "A nn")


def test_the_reason_is_escaped_in_the_page_and_shortened_in_the_repr(report_of):
    report = report_of()
    accepted = report.accept(report.findings[0], because=f"{HOSTILE} {'long ' * 100}", by=HOSTILE)

    assert "<img" not in the_page(accepted)
    assert the_page(accepted).count("&lt;img src=x onerror=alert(1)&gt;") == 2
    assert max(len(line) for line in repr(accepted).splitlines()) < 200


def test_a_formula_as_a_reason_does_nothing_in_a_spreadsheet(report_of, tmp_path):
    report = report_of()
    path = report.accept(report.findings[0], because="=1+1", by="=cmd|x").save(tmp_path / "report.csv")

    assert path.read_text(encoding="utf-8").splitlines()[1].endswith(f",accepted by =cmd|x on {today()}: =1+1")


# --- the verdict --------------------------------------------------------------------------------------


def test_an_accepted_error_is_not_in_the_way_but_the_verdict_is_with_care(report_of):
    report = report_of()
    accepted = report.accept(report.findings[0], because="known")

    assert (report.judgement, accepted.judgement) == ("not fit", "with care")
    assert accepted.verdict == (
        "Fit for “maps” with care: 1 accepted, with reasons; no value was repaired and 1 thing was not checked."
    )


def test_an_error_that_is_not_accepted_is_still_in_the_way(report_of):
    report = report_of(refs=("A1", "", "A3"))
    accepted = report.accept(report.findings[0], because="known")

    assert accepted.judgement == "not fit"
    assert accepted.verdict == (
        "Not yet fit for “maps”: 1 kind of error to mend first; 1 accepted, with reasons; "
        "no value was repaired and 1 thing was not checked."
    )


def test_an_accepted_notice_makes_the_verdict_no_worse(standard):
    asked = standard("  - {name: ref}\n", "closed: false\n")
    report = ndl.check(pd.DataFrame({"ref": ["A1"], "odd": ["1"]}), standard=asked, use="maps")
    accepted = report.accept(report.findings[0], because="ours")

    assert (report.judgement, accepted.judgement) == ("fit", "fit")
    assert accepted.verdict == (
        "Fit for “maps”, as far as it was checked: 1 accepted, with reasons; "
        "no value was repaired and 1 thing was not checked."
    )


def test_what_was_found_and_the_dimensions_stay_as_they_were(report_of):
    report = report_of()
    accepted = report.accept(report.findings[0], because="known")

    assert accepted.worst == "error"
    assert (accepted.tallies, accepted.dimensions) == (report.tallies, report.dimensions)


# --- lapsing ------------------------------------------------------------------------------------------


def carried(report, accepted):
    """The acceptances of one report on another, as ``take_up`` carries them."""
    return dataclasses.replace(report, accepted=accepted.accepted)


def test_an_acceptance_holds_while_the_count_has_not_grown(report_of):
    before = report_of(starts=("soon", "soon", "2024-01-01"))
    accepted = before.accept(before.findings[0], because="known", by="Ann")

    assert carried(report_of(), accepted).judgement == "with care"


def test_an_acceptance_lapses_when_the_finding_is_in_more_rows(report_of):
    before = report_of()
    accepted = before.accept(before.findings[0], because="known", by="Ann")
    now = carried(report_of(starts=("soon", "later", "2024-01-01")), accepted)
    said = f"lapsed (a count of 1 was accepted by Ann on {today()}): known"

    assert now.verdict == (
        "Not yet fit for “maps”: 1 kind of error to mend first; 1 acceptance has lapsed; "
        "no value was repaired and 1 thing was not checked."
    )
    assert list(now.to_frame()["accepted"]) == [said]
    assert said in repr(now)
    assert [(a["state"], a["count"], a["count_now"]) for a in now.to_dict()["accepted"]] == [("lapsed", 1, 2)]
    (rows,) = [block.rows for block in now.blocks() if getattr(block, "caption", "") == "Findings that were accepted"]
    assert rows[0][1] == Badge("lapsed", "warn")


def test_where_the_standard_asks_for_something_else_nobody_has_accepted_that(report_of):
    before = report_of(starts=("2", "9", "1"), fields="  - {name: ref}\n  - {name: start, type: integer, maximum: 8}\n")
    accepted = before.accept(before.findings[0], because="known")
    stricter = report_of(
        starts=("2", "9", "1"), fields="  - {name: ref}\n  - {name: start, type: integer, maximum: 5}\n"
    )
    now = carried(stricter, accepted)

    assert now.judgement == "not fit"
    assert [a["state"] for a in now.to_dict()["accepted"]] == ["no longer found"]


def test_two_findings_of_one_name_in_one_column_are_accepted_one_by_one(report_of):
    report = report_of(refs=("A1", "", "A3"))
    found = next(f for f in report.findings if f.check == "missing value")
    filled = dataclasses.replace(found, severity="warning", message="It was filled from another column.")
    both = dataclasses.replace(report, findings=(found, filled))
    accepted = both.accept(filled, because="known")

    assert [said_of(f, accepted.accepted) != "" for f in accepted.findings] == [False, True]


def test_many_files_judged_together_use_the_judgement_of_each(report_of):
    report = report_of()
    both = dataclasses.replace(
        ndl.check_many([]), reports=(report, report.accept(report.findings[0], because="known", by="Ann"))
    )

    assert both.fitness == "For “maps”: 0 fit, 1 with care, 1 not fit"
    assert f"accepted by Ann on {today()}: known" in set(both.findings_frame()["accepted"])
    assert "Findings that were accepted" in both._repr_html_()


def test_acceptances_of_findings_that_are_gone_do_not_flood_the_page(report_of):
    report = report_of()
    accepted = report.accept(report.findings[0], because="known")
    gone = tuple(dataclasses.replace(accepted.accepted[0], check=f"check {n}") for n in range(1_000))
    table = next(
        block
        for block in dataclasses.replace(accepted, accepted=(*gone, *accepted.accepted)).blocks()
        if getattr(block, "caption", "") == "Findings that were accepted"
    )

    assert (len(table.rows), table.total) == (60, 1_001)
    assert table.rows[0][2] == "invalid date"


def test_a_finding_needs_no_more_than_its_own_words_to_be_known_again():
    finding = Finding("too small", "accuracy", "error", "external", "a", (2,), 1, "1", "2 or more " * 200, "m.", "f.")
    report = dataclasses.replace(ndl.check(pd.DataFrame({"a": ["1"]})), findings=(finding,))

    assert len(report.accept(finding, because="known").accepted[0].found) == 500
