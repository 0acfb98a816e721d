"""The widget of a cohort in real JupyterLab: looked through and dates given by keyboard, judged by axe-core."""

from __future__ import annotations

import shutil

from playwright.sync_api import expect

from ndl_workbench.cohort.state import read_cohort

from ..courses.cohort import conftest as cohorts

tiny, first, graded_once = cohorts.tiny, cohorts.first, cohorts.graded_once
HOSTILE = "<img src=x onerror=alert(1)>"
STATUS = """\
import ndl_workbench as ndl
explorer = ndl.cohort_status({!r})
explorer
"""


def test_a_late_trainee_is_found_and_given_a_later_date_by_keyboard(
    graded_once, tmp_path, run, page, axe, said, heard, press, settled, screenshots
):
    folder = shutil.copytree(graded_once, tmp_path / "autumn")
    roster = folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("Bo Ng", HOSTILE), encoding="utf-8")
    run(STATUS.format(str(folder)), {})
    explorer = page.locator(".ndl-widget")
    people = explorer.get_by_label("People (choose one with the arrow keys)")
    heard("4 of 4 people listed.")
    assert axe(page, ".ndl-widget") == []
    page.screenshot(path=screenshots / "cohort-explorer.png")

    explorer.get_by_label("Words in the name").focus()
    page.keyboard.type("o", delay=40)
    heard("3 of 4 people listed.")
    settled()
    press("Tab", people)
    page.keyboard.press("End")
    expect(explorer.get_by_role("heading", name="Cy Young")).to_be_visible()
    settled()
    press("Tab", explorer.get_by_label("Until (London time)"))
    page.keyboard.type("2020-01-01")
    press("Tab", explorer.get_by_role("button", name="Give the later date"))
    page.keyboard.press("Enter")
    heard("Not done: found 1 January 2020")
    assert axe(page, ".ndl-widget") == []
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("2099-02-07 17:00")
    press("Tab", explorer.get_by_role("button", name="Give the later date"))
    page.keyboard.press("Enter")
    heard("Done. Cy Young has until 7 February 2099, 17:00 for 01_adding.")
    expect(people.locator("option:checked")).to_have_text("Cy Young: 01_adding within extension")
    assert read_cohort(folder).due("cy-young", "01_adding").isoformat() == "2099-02-07T17:00:00+00:00"
    assert axe(page, ".ndl-widget") == []
    assert explorer.locator("img").count() == 0
    page.screenshot(path=screenshots / "cohort-explorer-extended.png")
    assert said == []
