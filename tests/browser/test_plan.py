"""The page of an action plan: no accessibility violation, fits a phone, and hostile names stay text."""

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.quality.plan import action_plan

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def plan_page(tmp_path, page, screenshots):
    """The saved page of a plan for a synthetic table and a column with a hostile name."""
    frame = ndl.load("early-years/children").head(40).assign(**{HOSTILE: "x"})
    frame = pd.concat([frame, frame.tail(3)], ignore_index=True)
    report = ndl.check(frame, standard="brownfield-land", use=f"planning {HOSTILE}")
    page.goto(action_plan(report).save(tmp_path / "plan.html").as_uri())
    page.screenshot(path=screenshots / "plan.png", full_page=True)
    return page


def test_a_plan_has_no_accessibility_violation(plan_page, axe):
    assert axe(plan_page) == []


def test_a_plan_has_one_main_heading_and_seven_steps(plan_page):
    assert plan_page.locator("h1").count() == 1
    headings = plan_page.locator("h2").all_inner_texts()
    assert [heading[:2] for heading in headings[:7]] == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]


def test_a_plan_fits_a_phone_without_scrolling_sideways(plan_page):
    plan_page.set_viewport_size({"width": 360, "height": 700})
    assert plan_page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_hostile_name_stays_text(plan_page):
    assert plan_page.locator("main img").count() == 0
    assert HOSTILE in plan_page.inner_text("main")


def test_a_plan_says_it_is_unofficial(plan_page):
    assert "Unofficial: not a government page." in plan_page.inner_text("footer")
