"""The explorer of a table to audit in real JupyterLab: driven by keyboard, judged by axe-core, hostile values in it."""

from __future__ import annotations

import json

import pandas as pd
from playwright.sync_api import expect

import ndl_workbench as ndl
from ndl_workbench.fairness.views import Views

SECOND = 1000
HOSTILE = "<img src=x onerror=alert(1)>"
TABLE = pd.DataFrame(
    [
        (area, sex, answer, people)
        for area, yes, no in ((HOSTILE, 90, 60), ("North", 30, 45), ("South", 4, 30), ("West", 80, 20))
        for sex in ("F", "M")
        for answer, people in (("yes", yes), ("no", no + 5 * (sex == "M")))
    ],
    columns=["area", f"sex {HOSTILE}", "ready", "people"],
)
FILES = {"areas.csv": TABLE.to_csv(index=False)}
AREAS = """\
import ndl_workbench as ndl
explorer = ndl.explore("areas.csv")
explorer
"""
CHILDREN = """\
import ndl_workbench as ndl
first = ndl.audit("early-years/school-readiness", outcome="good_level_of_development", by=["ethnic_group", "benefits"])
explorer = ndl.explore(first)
explorer

# %%
ndl.explore("early-years/school-readiness")
"""


def test_views_are_chosen_pinned_and_saved_by_keyboard(run, page, axe, said, heard, press, settled, screenshots):
    folder = run(AREAS, FILES)
    explorer = page.locator(".ndl-widget")
    heard("Nothing is shown yet.")
    assert axe(page, ".ndl-widget") == []
    page.screenshot(path=screenshots / "audit-explorer-empty.png")

    explorer.get_by_label("Outcome", exact=True).focus()
    page.keyboard.type("ready")
    groups = explorer.get_by_label("Groups to compare")
    press("Tab", groups)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    # To JupyterLab these would mean: delete the cell.
    page.keyboard.press("d")
    page.keyboard.press("d")
    expect(page.locator(".jp-CodeCell")).to_have_count(1)
    page.keyboard.press("Home")
    press("Tab", explorer.get_by_label("People a row stands for"))
    page.keyboard.type("people")
    show = explorer.get_by_role("button", name="Show", exact=True)
    press("Tab", show)
    settled()
    page.keyboard.press("Enter")
    heard("Done. Below: Audit of ready by area. 2 groups are hidden.")
    expect(explorer.get_by_role("heading", name="Audit of ready by area")).to_be_visible()
    assert explorer.locator("img").count() == 0
    assert axe(page, ".ndl-widget") == []

    caption = explorer.get_by_label("Caption: what a reader should see in it")
    pin = explorer.get_by_role("button", name="Pin this view")
    press("Tab", pin, 40)
    page.keyboard.press("Space")
    heard("Not done: found no caption")
    press("Shift+Tab", caption)
    page.keyboard.type(f"Areas differ {HOSTILE}")
    press("Tab", pin)
    settled()
    page.keyboard.press("Space")
    heard("Done. Pinned as view 1: Areas differ")

    smallest = explorer.get_by_label("Smallest number of people shown")
    press("Shift+Tab", smallest, 40)
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    heard("Below 10, the smallest number an audit shows unless told.")
    heard("Your choices are not those of the view below.")
    page.screenshot(path=screenshots / "audit-explorer-low.png")
    press("Tab", show)
    settled()
    page.keyboard.press("Enter")
    heard("Done. Below: Audit of ready by area. 0 groups are hidden.")
    press("Tab", caption, 40)
    page.keyboard.type("All of them")
    press("Tab", pin)
    settled()
    page.keyboard.press("Enter")
    heard("could be worked out from this view and those pinned")
    expect(explorer.get_by_label("Pinned views").locator("option")).to_have_text([f"1. Areas differ {HOSTILE}"])
    assert axe(page, ".ndl-widget") == []

    press("Tab", explorer.get_by_role("button", name="Save the report (.json)"))
    page.keyboard.press("Enter")
    heard(f"Done. Saved {folder.resolve() / 'audit-areas.json'}.")
    page.screenshot(path=screenshots / "audit-explorer-pinned.png")
    kept = json.loads((folder / "audit-areas.json").read_text(encoding="utf-8"))
    assert [view["choices"]["min_count"] for view in kept["views"]] == [10]
    assert said == []


def test_an_audit_is_explored_beside_another_explorer(run, page, axe, said, heard, screenshots):
    run(CHILDREN, {})
    explorers = page.locator(".ndl-widget")
    expect(explorers).to_have_count(2)
    heard("Below: Audit of good_level_of_development by ethnic_group, benefits.")
    first = explorers.first
    expect(first.get_by_label("Outcome", exact=True)).to_have_value("good_level_of_development")
    expect(first.get_by_text("This is synthetic data.").first).to_be_visible()
    page.screenshot(path=screenshots / "audit-explorer.png")
    first.locator(".widget-html").filter(has_text="Pin this view").last.scroll_into_view_if_needed()
    page.screenshot(path=screenshots / "audit-explorer-end.png")

    assert axe(page, ".ndl-widget") == []
    ids = page.eval_on_selector_all(".ndl-widget .ndl-result [id]:not(svg *)", "all => all.map(part => part.id)")
    assert len(ids) == len(set(ids))
    widths = first.evaluate("widget => [widget.scrollWidth, widget.clientWidth]")
    assert widths[0] <= widths[1]
    assert said == []


def test_the_page_of_pinned_views_is_accessible(tmp_path, page, axe, said, screenshots):
    views = Views()
    for sex, low in (("area", 10), (f"sex {HOSTILE}", 5)):
        made = ndl.audit(TABLE, outcome="ready", by=sex, count="people", min_count=low, control="people")
        views = views.pin(made, f"By {sex}")
    page.goto(views.save(tmp_path / "views.html").as_uri())
    page.screenshot(path=screenshots / "audit-views.png", full_page=True)

    assert axe(page) == []
    assert page.locator("img").count() == 0
    assert page.locator("h1").count() == 1
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert said == []
