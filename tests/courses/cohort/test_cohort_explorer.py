"""The widget of a cohort, driven by its controls as a person drives them."""

from __future__ import annotations

import datetime as dt
import json

import pytest

import ndl_workbench as ndl
from ndl_workbench.cohort.codes import read_code
from ndl_workbench.cohort.state import Cohort, read_cohort
from ndl_workbench.errors import NotFound
from ndl_workbench.widgets.cohort_explorer import FILTERS, CohortExplorer

from .conftest import NOW, UNIT

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def explorer(graded: Cohort) -> CohortExplorer:
    return CohortExplorer(graded.folder, now=NOW)


def listed(explorer: CohortExplorer) -> list[str]:
    return [label for label, _ in explorer.people.options]


def test_everybody_is_listed_with_their_standing(explorer):
    assert listed(explorer) == [
        "Ann Other: 01_adding on time",
        "Bo Ng: 01_adding on time",
        "Cy Young: 01_adding late",
        "Di Late: 01_adding missing",
    ]
    assert "4 of 4 people listed." in explorer.listed.value
    assert "Join codes were issued to 4 of 4 trainees." in explorer.head.value
    assert "the list of join codes is still in the folder" in explorer.head.value.lower()
    assert explorer.trainee.name == "Ann Other"
    assert "Ann Other in each unit" in explorer.detail.value


@pytest.mark.parametrize(
    ("standing", "names"),
    [
        ("have handed in", ["Ann Other", "Bo Ng", "Cy Young"]),
        ("have not handed in", ["Di Late"]),
        ("are late or missing", ["Cy Young", "Di Late"]),
        ("have a later date", []),
        ("are handed in and not marked", []),
        ("wait for a person", ["Ann Other"]),
    ],
)
def test_people_are_narrowed_down(explorer, standing, names):
    explorer.standing.value = standing

    assert [label.partition(":")[0] for label in listed(explorer)] == names
    assert (explorer.trainee is None) == (names == [])
    assert standing in FILTERS


def test_nobody_listed_is_nobody_chosen(explorer):
    explorer.search.value = "no such name"
    explorer.until.value = "2099-02-07"
    explorer.extend.click()

    assert explorer.trainee is None
    assert "Nobody is chosen." in explorer.detail.value
    assert "Not done: found nobody chosen" in explorer.extended.value


def test_questions_and_work_that_is_alike_are_below(explorer):
    assert "Questions, the hardest first" in explorer.below.value
    assert "Ann Other" in explorer.below.value
    assert "never a verdict" in explorer.below.value


def test_a_later_date_is_given_by_form(explorer, graded):
    explorer.people.value = "cy-young"
    explorer.until.value = "2099-02-07 17:00"
    explorer.extend.click()

    assert "Done. Cy Young has until 7 February 2099, 17:00 for 01_adding." in explorer.extended.value
    given = read_cohort(graded.folder).extensions
    assert given == {("cy-young", UNIT): dt.datetime(2099, 2, 7, 17, tzinfo=dt.UTC)}
    assert listed(explorer)[2] == "Cy Young: 01_adding within extension"
    assert explorer.trainee.name == "Cy Young"
    assert "7 February 2099, 17:00" in explorer.detail.value
    assert explorer.until.value == ""


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", "found no date; expected a day such as 2027-02-07"),
        ("tomorrow", "found the date &#39;tomorrow&#39;; expected a date such as 2026-12-10"),
        ("2098-01-01", "expected one after that of the unit"),
        (HOSTILE, "&lt;img src=x"),
    ],
)
def test_what_is_no_later_date_is_refused_and_nothing_is_changed(explorer, graded, until, said):
    explorer.until.value = until
    explorer.extend.click()

    assert "Not done: " in explorer.extended.value
    assert said in explorer.extended.value
    assert HOSTILE not in explorer.extended.value
    assert read_cohort(graded.folder).extensions == {}


def test_what_changed_in_the_folder_is_seen_after_looking_again(explorer, graded):
    explorer.people.value = "bo-ng"
    roster = graded.folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("Bo Ng", HOSTILE), encoding="utf-8")
    explorer.again.click()

    assert "Done. Below is the cohort as it is now" in explorer.looked.value
    assert listed(explorer)[1] == f"{HOSTILE}: 01_adding on time"
    assert explorer.trainee.id == "bo-ng"
    assert HOSTILE not in explorer.detail.value + explorer.head.value + explorer.below.value
    (graded.folder / "cohort.toml").unlink()
    explorer.again.click()
    assert "Not done: found no cohort.toml" in explorer.looked.value
    assert len(listed(explorer)) == 4


def test_it_is_saved_under_one_name(explorer, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for save in (explorer.save_page, explorer.save_table, explorer.save_data):
        save.click()
        assert "Done. Saved" in explorer.saved.value

    assert sorted(path.name for path in tmp_path.glob("status-*")) == [
        "status-autumn.csv",
        "status-autumn.html",
        "status-autumn.json",
    ]
    assert json.loads((tmp_path / "status-autumn.json").read_text())["schema"] == "ndl/cohort-status/1"


def test_no_code_and_no_seal_is_in_the_widget(explorer, graded, codes):
    shown = explorer.head.value + explorer.detail.value + explorer.below.value + repr(listed(explorer))
    secret = (graded.folder / "secrets" / "codes.json").read_text(encoding="utf-8")

    assert [code for code in codes.values() if read_code(code) in shown] == []
    assert [one["seal"] for one in json.loads(secret).values() if one["seal"] in shown or one["who"] in shown] == []


def test_the_verb_opens_a_cohort_and_refuses_what_is_none(graded, tmp_path):
    assert repr(ndl.cohort_status(graded.folder)).startswith("Explorer of: Autumn: 4 trainees.")
    with pytest.raises(NotFound, match=r"no cohort\.toml"):
        ndl.cohort_status(tmp_path / "nothing")
