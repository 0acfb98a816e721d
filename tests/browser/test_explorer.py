"""The explorer of a quality report in real JupyterLab: driven by keyboard, judged by axe-core, hostile values in it."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from playwright.sync_api import expect

import ndl_workbench as ndl

HOSTILE = "<img src=x onerror=alert(1)>"
STANDARD = """\
name: mine
title: Mine
source: {title: Drawn, url: https://example.org}
fields:
  - {name: ref, unique: true}
  - {name: start, type: date}
  - {name: size, type: number}
"""
TABLE = "".join(f"A{n},soon,{HOSTILE if n == 7 else n}\n" for n in range(45))
FILES = {"mine.yaml": STANDARD, "sites.csv": f"ref,start,size\n{TABLE}"}
SITES = """\
import ndl_workbench as ndl
explorer = ndl.explore(ndl.check("sites.csv", standard="mine.yaml", use="maps"))
explorer
"""
CHILDREN = """\
import ndl_workbench as ndl
explorer = ndl.explore(ndl.check("early-years/children", use="planning support for families"))
explorer

# %%
ndl.explore(explorer.report)
"""


def test_findings_are_filtered_accepted_and_saved_by_keyboard(run, page, axe, said, heard, press, screenshots):
    folder = run(SITES, FILES)
    explorer = page.locator(".ndl-widget")
    findings = explorer.get_by_label(re.compile("^Findings, worst first"))
    expect(findings.locator("option")).to_have_count(2)
    heard("2 of 2 findings listed.")
    assert axe(page, ".ndl-widget") == []
    page.screenshot(path=screenshots / "explorer.png")

    explorer.get_by_label("Severity").focus()
    press("Tab", explorer.get_by_label("Words in the finding"))
    page.keyboard.type("decimal")
    heard("1 of 2 findings listed.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    heard("2 of 2 findings listed.")

    press("Tab", findings)
    page.keyboard.press("ArrowDown")
    expect(explorer.get_by_role("heading", name="size: invalid decimal")).to_be_visible()
    expect(explorer.get_by_role("rowheader", name="9", exact=True)).to_be_visible()
    assert explorer.locator("img").count() == 0
    page.keyboard.press("ArrowUp")
    expect(explorer.get_by_role("heading", name="start: invalid date")).to_be_visible()
    # To JupyterLab these would mean: delete the cell.
    page.keyboard.press("d")
    page.keyboard.press("d")
    expect(findings).to_be_focused()
    expect(page.locator(".jp-CodeCell")).to_have_count(1)

    press("Tab", explorer.get_by_role("button", name="Later rows"))
    page.keyboard.press("Enter")
    heard("Rows that have this: 21 to 40 of 45.")
    expect(explorer.get_by_role("rowheader", name="22", exact=True)).to_be_visible()

    press("Tab", explorer.get_by_label("Accepted because"))
    page.keyboard.type(f"not yet known {HOSTILE}")
    press("Tab", explorer.get_by_label("Your name"))
    page.keyboard.type("Ann")
    press("Tab", explorer.get_by_role("button", name="Accept this finding"))
    page.keyboard.press("Space")
    heard("Done. Accepted: error: start: invalid date, 45 rows (accepted).")
    expect(explorer.get_by_text("accepted by Ann on")).to_contain_text(f"not yet known {HOSTILE}")
    expect(findings.locator("option").first).to_have_text(re.compile(r"\(accepted\)$"))
    assert explorer.locator("img").count() == 0
    page.keyboard.press("Space")
    heard("Not done: found no reason")
    assert axe(page, ".ndl-widget") == []

    press("Tab", explorer.get_by_role("button", name="Save acceptances (.json)"))
    page.keyboard.press("Enter")
    heard(f"Done. Saved {folder.resolve() / 'quality-sites-accepted.json'}.")
    page.screenshot(path=screenshots / "explorer-accepted.png")
    kept = json.loads((folder / "quality-sites-accepted.json").read_text(encoding="utf-8"))
    assert [(a["because"], a["by"]) for a in kept["acceptances"]] == [(f"not yet known {HOSTILE}", "Ann")]
    assert axe(page, ".ndl-widget") == []
    assert said == []


def test_synthetic_data_says_so_and_two_explorers_stand_beside_each_other(run, page, axe, said, heard, screenshots):
    run(CHILDREN, {})
    explorers = page.locator(".ndl-widget")
    expect(explorers).to_have_count(2)
    heard("3 of 3 findings listed.")
    expect(explorers.first.get_by_text("This is synthetic data.")).to_have_count(2)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.screenshot(path=screenshots / "explorer-synthetic.png")

    assert axe(page, ".ndl-widget") == []
    ids = page.eval_on_selector_all(".ndl-widget [id]", "all => all.map(part => part.id)")
    assert len(ids) == len(set(ids))
    # Else a dark theme would write what is chosen in dark on dark.
    expect(explorers.first.get_by_label(re.compile("^Findings, worst first"))).to_have_css("color-scheme", "light")
    widths = explorers.first.evaluate("widget => [widget.scrollWidth, widget.clientWidth]")
    assert widths[0] <= widths[1]
    assert said == []


def test_the_page_of_a_report_with_accepted_findings_is_accessible(tmp_path, page, axe, said, screenshots):
    report = ndl.check("early-years/children", use="planning support for families")
    for finding in report.findings[:2]:
        report = report.accept(finding, because=f"not yet known {HOSTILE}", by="Ann")
    lapsed = replace(report, findings=(replace(report.findings[0], count=6), *report.findings[1:]))
    page.goto(lapsed.save(tmp_path / "accepted.html").as_uri())
    page.screenshot(path=screenshots / "report-accepted.png", full_page=True)

    assert axe(page) == []
    assert page.locator("img").count() == 0
    assert said == []
