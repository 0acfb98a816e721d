"""The explorer of a quality report, driven by its controls as a person drives them."""

import json
import subprocess
import sys

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import InputError
from ndl_workbench.widgets.quality_explorer import QualityExplorer

STANDARD = """\
name: mine
title: Mine
source: {title: Drawn, url: https://example.org}
fields:
  - {name: ref, unique: true}
  - {name: start, type: date}
  - {name: note}
"""
HOSTILE = "<img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("https://example.org","x")'


@pytest.fixture
def explore(tmp_path, monkeypatch):
    """Explore the report of a file of starts and notes, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(STANDARD, encoding="utf-8")

    def made(starts=("soon", "later"), notes=("", ""), use="maps") -> QualityExplorer:
        refs = [f"A{n}" for n in range(len(starts))]
        pd.DataFrame({"ref": refs, "start": starts, "note": notes}).to_csv("sites.csv", index=False)
        return ndl.explore(ndl.check("sites.csv", standard="mine.yaml", use=use))

    return made


@pytest.fixture
def children():
    return ndl.explore(ndl.check("early-years/children", use="planning"))


def listed(explorer):
    return [label for label, _ in explorer.findings.options]


# --- the verb -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("x", [None, 3, [HOSTILE] * 50])
def test_what_cannot_be_looked_through_is_refused(x):
    with pytest.raises(InputError) as error:
        ndl.explore(x)

    assert "expected a quality report, an audit, or a table to audit; nothing was shown; next: name" in str(error.value)
    assert len(str(error.value)) < 300


def test_what_jupyterlab_shows_is_the_widget(explore):
    shown = explore()._repr_mimebundle_()

    assert "application/vnd.jupyter.widget-view+json" in shown
    assert repr(explore()) == "Explorer of: Quality of sites.csv against mine. Run the cell in JupyterLab to see it."


def test_the_package_does_not_import_widgets_until_they_are_asked_for():
    code = "import sys, ndl_workbench as ndl; ndl.check; print('ipywidgets' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


# --- filters, and the list ----------------------------------------------------------------------------


def test_at_first_every_finding_is_listed_and_the_worst_is_shown(children):
    assert listed(children) == [
        "error: area_code: invalid pattern, 5 rows",
        "error: area_code: missing associated entity, 5 rows",
        "error: birth_month: invalid month, 3 rows",
    ]
    assert "3 of 3 findings listed." in children.listed.value
    assert "area_code: invalid pattern" in children.detail.value


def test_filters_leave_out_what_is_not_wanted(children):
    children.column.value = "birth_month"
    assert listed(children) == ["error: birth_month: invalid month, 3 rows"]
    assert "1 of 3 findings listed." in children.listed.value
    assert "birth_month: invalid month" in children.detail.value

    children.dimension.value = "consistency"
    assert listed(children) == []
    assert "No finding is chosen." in children.detail.value
    assert children.rows.value == ""

    children.column.value = ""
    assert listed(children) == ["error: area_code: missing associated entity, 5 rows"]

    children.dimension.value = ""
    children.search.value = "MONTH"
    assert listed(children) == ["error: birth_month: invalid month, 3 rows"]


def test_the_chosen_finding_stays_chosen_while_it_passes(children):
    last = children.report.findings[-1]
    children.findings.value = last
    children.severity.value = "error"

    assert children.findings.value == last


def test_only_choices_that_have_findings_are_offered(children):
    assert [value for _, value in children.severity.options] == ["", "error"]
    assert [value for _, value in children.column.options] == ["", "area_code", "birth_month"]


def test_a_report_without_findings_can_be_explored(explore):
    explorer = explore(starts=("2024-01-01",), notes=("x",))

    assert "0 of 0 findings listed." in explorer.listed.value
    explorer.because.value = "known"
    explorer.accept.click()
    assert "Not done: found no finding chosen" in explorer.decided.value


# --- a finding and its rows ---------------------------------------------------------------------------


def test_the_rows_of_the_chosen_finding_are_shown_with_their_numbers(children):
    children.findings.value = children.report.findings[2]

    assert "Rows that have this: 1 to 3 of 3" in children.rows.value
    for row in children.report.failing(children.report.findings[2]).index:
        assert f'<th scope="row">{row}</th>' in children.rows.value
    assert children.turn_pages.layout.display == "none"


def test_rows_are_turned_twenty_at_a_time(explore):
    explorer = explore(starts=["soon"] * 45, notes=[""] * 45)
    assert explorer.turn_pages.layout.display != "none"
    assert "1 to 20 of 45" in explorer.rows.value

    explorer.later_rows.click()
    explorer.later_rows.click()
    assert "41 to 45 of 45" in explorer.rows.value
    assert "Rows that have this: 41 to 45 of 45." in explorer.turned.value

    explorer.later_rows.click()
    assert "41 to 45 of 45" in explorer.rows.value
    assert "There are no later rows." in explorer.turned.value

    for _ in range(3):
        explorer.earlier_rows.click()
    assert "1 to 20 of 45" in explorer.rows.value
    assert "There are no earlier rows." in explorer.turned.value


def test_the_page_of_rows_stays_while_the_finding_does(explore):
    explorer = explore(starts=["soon"] * 45, notes=[""] * 45)
    explorer.later_rows.click()
    explorer.search.value = "date"
    explorer.because.value = "known"
    explorer.accept.click()

    assert "21 to 40 of 45" in explorer.rows.value


def test_a_report_that_lost_its_table_says_so_in_place_of_the_rows(explore):
    from dataclasses import replace

    explorer = ndl.explore(replace(explore().report, evidence=None))

    assert "Its rows cannot be shown: found a report without its table" in explorer.rows.value


# --- accepting ----------------------------------------------------------------------------------------


def test_accepting_makes_a_new_report_which_the_notebook_can_use(explore):
    explorer = explore()
    before = explorer.report
    explorer.because.value, explorer.by.value = "not yet known", "Ann"
    explorer.accept.click()

    (accepted,) = explorer.report.accepted
    assert (accepted.check, accepted.because, accepted.by, accepted.count) == (
        "invalid date", "not yet known", "Ann", 2,
    )  # fmt: skip
    assert before.accepted == ()
    assert explorer.report.judgement == "with care"
    assert "Done. Accepted: error: start: invalid date, 2 rows (accepted). Fit for" in explorer.decided.value
    assert "Fit for “maps” with care" in explorer.head.value
    assert listed(explorer) == ["error: start: invalid date, 2 rows (accepted)"]
    assert "accepted by Ann on" in explorer.detail.value
    assert (explorer.because.value, explorer.by.value) == ("", "Ann")


def test_accepting_without_a_reason_is_refused_in_words(explore):
    explorer = explore()
    explorer.accept.click()

    assert "Not done: found no reason; expected a reason" in explorer.decided.value
    assert explorer.report.accepted == ()


def test_accepted_findings_can_be_hidden(explore):
    explorer = explore()
    explorer.hide_accepted.value = True
    explorer.because.value = "known"
    explorer.accept.click()
    assert listed(explorer) == []
    assert "0 of 1 finding listed." in explorer.listed.value

    explorer.hide_accepted.value = False
    assert listed(explorer) == ["error: start: invalid date, 2 rows (accepted)"]


def test_each_step_can_be_undone(explore):
    explorer = explore()
    first = explorer.report
    for reason in ("known", "known to all"):
        explorer.because.value = reason
        explorer.accept.click()
    explorer.undo.click()
    assert [a.because for a in explorer.report.accepted] == ["known"]

    explorer.undo.click()
    assert explorer.report == first
    assert "Done. The last step was undone. Not yet fit" in explorer.decided.value

    explorer.undo.click()
    assert "Not done: found no step to undo" in explorer.decided.value


def test_an_acceptance_can_be_withdrawn(explore, tmp_path):
    report = explore().report
    explorer = ndl.explore(report.accept(report.findings[0], because="known"))
    explorer.withdraw.click()
    assert explorer.report == report
    assert "Done. No longer accepted: error: start: invalid date, 2 rows." in explorer.decided.value

    explorer.withdraw.click()
    assert "which nobody has accepted" in explorer.decided.value


# --- saving -------------------------------------------------------------------------------------------


def test_everything_is_saved_under_one_name(explore, tmp_path):
    explorer = explore()
    explorer.because.value = "known"
    explorer.accept.click()
    explorer.file_name.value = "mine"
    for button in (explorer.save_page, explorer.save_data, explorer.save_accepted, explorer.save_rows):
        button.click()
        assert "Done. Saved" in explorer.saved.value

    assert "Accepted, with reasons" in (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))["accepted"][0]["because"] == "known"
    assert (tmp_path / "mine-rows.csv").read_text(encoding="utf-8") == "row,ref,start,note\n2,A0,soon,\n3,A1,later,\n"
    again = ndl.check("sites.csv", standard="mine.yaml", use="maps").take_up("mine-accepted.json")
    assert again.accepted == explorer.report.accepted


def test_a_name_is_offered_and_one_with_an_ending_is_understood(explore, tmp_path):
    explorer = explore()
    assert explorer.file_name.value == "quality-sites"

    explorer.file_name.value = " mine.JSON "
    explorer.save_page.click()
    assert (tmp_path / "mine.html").exists()


@pytest.mark.parametrize("name", ["", "  ", "nowhere/mine"])
def test_what_cannot_be_saved_is_said_in_words(explore, name):
    explorer = explore()
    explorer.file_name.value = name
    explorer.save_page.click()

    assert "Not done: found" in explorer.saved.value
    assert "nothing was written" in explorer.saved.value


def test_a_message_appears_anew_though_it_is_the_same(explore):
    explorer = explore()
    explorer.save_page.click()
    changes = []
    explorer.saved.observe(lambda change: changes.append(change.new), "value")
    explorer.save_page.click()

    assert [bool(change) for change in changes] == [False, True]


# --- synthetic, and hostile ---------------------------------------------------------------------------


def test_synthetic_data_says_so_wherever_it_is_shown(children, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = "This is synthetic data. It describes no real person or place."
    assert said in children.head.value
    assert said in children.rows.value
    assert children.file_name.value == "quality-children-synthetic"

    children.save_rows.click()
    assert said in children.saved.value


def test_hostile_values_stay_text(explore, tmp_path):
    explorer = explore(starts=(HOSTILE, FORMULA), notes=("\x1b[31m\x00red", HOSTILE))
    explorer.search.value = HOSTILE
    explorer.search.value = ""
    explorer.because.value, explorer.by.value = HOSTILE, f"{HOSTILE}\x07"
    explorer.accept.click()
    explorer.file_name.value = f"nowhere/{HOSTILE}"
    explorer.save_page.click()

    shown = [explorer.head, explorer.detail, explorer.rows, explorer.listed, explorer.decided, explorer.saved]
    for part in shown:
        assert "<img" not in part.value
        assert "\x1b" not in part.value
        assert "\x07" not in part.value
    assert "&lt;img src=x onerror=alert(1)&gt;" in explorer.rows.value
    assert FORMULA.replace('"', "&#34;") in explorer.rows.value

    explorer.file_name.value = "mine"
    explorer.save_rows.click()
    assert "\n3,A1,\"'=HYPERLINK(" in (tmp_path / "mine-rows.csv").read_text(encoding="utf-8")


def test_hostile_names_of_columns_stay_text(tmp_path):
    name = f"{HOSTILE}\x1b[2J"
    frame = pd.DataFrame({name: [*(str(n) for n in range(20)), "x"]})
    explorer = ndl.explore(ndl.check(frame, use="maps"))

    assert listed(explorer) == [f"warning: {HOSTILE}\N{REPLACEMENT CHARACTER}[2J: mixed values, 1 row"]
    assert [label for label, _ in explorer.column.options] == ["all columns", f"{HOSTILE}\N{REPLACEMENT CHARACTER}[2J"]
    assert "<img" not in explorer.detail.value + explorer.rows.value + explorer.head.value


def test_two_explorers_share_no_id(explore):
    ids = [part.value.partition('id="')[2].partition('"')[0] for part in (explore().rows, explore().rows)]

    assert ids[0] != ids[1]
