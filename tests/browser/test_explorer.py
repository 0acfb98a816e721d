"""The explorer of a quality report in real JupyterLab: driven by keyboard, judged by axe-core, hostile values in it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

import ndl_workbench as ndl

SECOND = 1000
HOSTILE = "<img src=x onerror=alert(1)>"
TALL = {"width": 1280, "height": 2400}
HAS_A_KERNEL = """
async name => {
    const sessions = await (await fetch('/api/sessions')).json();
    return sessions.some(s => s.name === name && s.kernel.connections > 0 && s.kernel.execution_state === 'idle');
}
"""
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


@pytest.fixture
def said(page: Page) -> list[str]:
    """What went wrong in the page: errors in its console, exceptions, and dialogs that a script opened."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    return wrong


@pytest.fixture
def run(tmp_path: Path, start_jupyterlab, ndl_command: Path, page: Page):
    """Open a notebook of these cells as ``ndl lab`` does, beside a table with hostile values, and run it."""

    def opened(cells: str) -> Path:
        folder = tmp_path / "clone" / "notebooks"
        folder.mkdir(parents=True)
        (folder / "welcome.py").write_text(f"# %%\n{cells}", encoding="utf-8")
        (folder / "mine.yaml").write_text(STANDARD, encoding="utf-8")
        (folder / "sites.csv").write_text(f"ref,start,size\n{TABLE}", encoding="utf-8")
        page.set_viewport_size(TALL)
        page.goto(start_jupyterlab(folder.parent, str(ndl_command), "lab").entrance)
        # Before the page has reached this notebook's kernel, JupyterLab clears the cells instead of running them.
        page.wait_for_function(HAS_A_KERNEL, arg="welcome.ipynb", timeout=60 * SECOND)
        expect(page.locator("#jp-main-statusbar").get_by_text("| Idle")).to_be_visible(timeout=60 * SECOND)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        expect(page.locator(".ndl-widget [role=status]").first).to_be_attached(timeout=60 * SECOND)
        return folder

    return opened


def heard(page: Page, text: str) -> None:
    """Wait until a live region says it."""
    expect(page.get_by_role("status").filter(has_text=text).first).to_be_visible(timeout=15 * SECOND)


def press(page: Page, key: str, until: Locator) -> None:
    """Press a key until something has the focus: how a person without a mouse gets there."""
    for _ in range(12):
        if until.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press(key)
    expect(until).to_be_focused()


def test_findings_are_filtered_accepted_and_saved_by_keyboard(run, page, axe, said, screenshots):
    folder = run(SITES)
    explorer = page.locator(".ndl-widget")
    findings = explorer.get_by_label(re.compile("^Findings, worst first"))
    expect(findings.locator("option")).to_have_count(2)
    heard(page, "2 of 2 findings listed.")
    assert axe(page, ".ndl-widget") == []
    page.screenshot(path=screenshots / "explorer.png")

    explorer.get_by_label("Severity").focus()
    press(page, "Tab", explorer.get_by_label("Words in the finding"))
    page.keyboard.type("decimal")
    heard(page, "1 of 2 findings listed.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    heard(page, "2 of 2 findings listed.")

    press(page, "Tab", findings)
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

    press(page, "Tab", explorer.get_by_role("button", name="Later rows"))
    page.keyboard.press("Enter")
    heard(page, "Rows that have this: 21 to 40 of 45.")
    expect(explorer.get_by_role("rowheader", name="22", exact=True)).to_be_visible()

    press(page, "Tab", explorer.get_by_label("Accepted because"))
    page.keyboard.type(f"not yet known {HOSTILE}")
    press(page, "Tab", explorer.get_by_label("Your name"))
    page.keyboard.type("Ann")
    press(page, "Tab", explorer.get_by_role("button", name="Accept this finding"))
    page.keyboard.press("Space")
    heard(page, "Done. Accepted: error: start: invalid date, 45 rows (accepted).")
    expect(explorer.get_by_text("accepted by Ann on")).to_contain_text(f"not yet known {HOSTILE}")
    expect(findings.locator("option").first).to_have_text(re.compile(r"\(accepted\)$"))
    assert explorer.locator("img").count() == 0
    page.keyboard.press("Space")
    heard(page, "Not done: found no reason")
    assert axe(page, ".ndl-widget") == []

    press(page, "Tab", explorer.get_by_role("button", name="Save acceptances (.json)"))
    page.keyboard.press("Enter")
    heard(page, f"Done. Saved {folder.resolve() / 'quality-sites-accepted.json'}.")
    page.screenshot(path=screenshots / "explorer-accepted.png")
    kept = json.loads((folder / "quality-sites-accepted.json").read_text(encoding="utf-8"))
    assert [(a["because"], a["by"]) for a in kept["acceptances"]] == [(f"not yet known {HOSTILE}", "Ann")]
    assert axe(page, ".ndl-widget") == []
    assert said == []


def test_synthetic_data_says_so_and_two_explorers_stand_beside_each_other(run, page, axe, said, screenshots):
    run(CHILDREN)
    explorers = page.locator(".ndl-widget")
    expect(explorers).to_have_count(2)
    heard(page, "3 of 3 findings listed.")
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
