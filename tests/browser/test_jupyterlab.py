"""The first minutes of a newcomer: real JupyterLab, opened as ``ndl lab`` opens it, in a real browser."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ndl_workbench.lab import build_notebooks

SECOND = 1000
ON_SCREEN = ".jp-NotebookPanel:not(.lm-mod-hidden)"
ERRORS = ", ".join(f'[data-mime-type="application/vnd.jupyter.{kind}"]' for kind in ("stderr", "error"))
HAS_A_KERNEL = """
async name => {
    const sessions = await (await fetch('/api/sessions')).json();
    return sessions.some(s => s.name === name && s.kernel.connections > 0 && s.kernel.execution_state === 'idle');
}
"""
REPORTS = {"quality": re.compile("quality", re.IGNORECASE), "audit": re.compile("audit", re.IGNORECASE)}


@pytest.fixture
def server(ndl_command: Path, root: Path, tmp_path: Path, start_jupyterlab, monkeypatch):
    """``ndl lab`` on a copy of the notebooks, with nobody's settings, where the pages of the NDL cannot be reached."""
    pages = tmp_path / "sources.toml"
    pages.write_text('[ndl]\nkind = "ndl"\nat = "http://127.0.0.1:9/pages.zip"\n', encoding="utf-8")
    monkeypatch.setenv("NDL_SOURCES", str(pages))
    clone = tmp_path / "clone"
    shutil.copytree(root / "notebooks", clone / "notebooks", ignore=shutil.ignore_patterns("*.ipynb", "my-*", ".*"))
    return start_jupyterlab(clone, str(ndl_command), "lab")


def test_a_newcomer_reads_the_welcome_and_runs_analyse(server, page, screenshots):
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))

    page.goto(server.entrance)
    for door in ("Analyse", "Learn", "Teach"):
        link = page.locator(ON_SCREEN).get_by_role("link", name=re.compile(f"^{door}")).first
        expect(link).to_be_visible(timeout=60 * SECOND)
    assert "/lab/tree/notebooks/welcome.ipynb" in page.url
    expect(page.get_by_text("Jupyter news")).to_have_count(0)
    page.screenshot(path=screenshots / "lab-welcome.png")

    page.locator(ON_SCREEN).get_by_role("link", name=re.compile("^Analyse")).first.click()
    expect(page).to_have_url(re.compile("analyse.ipynb"), timeout=30 * SECOND)
    run_all_cells(page, "analyse.ipynb")
    notebook = page.locator(ON_SCREEN)
    assert notebook.locator(ERRORS).all_inner_texts() == []
    for name, words in REPORTS.items():
        report = notebook.locator(".jp-OutputArea-output").get_by_role("heading", name=words).first
        report.scroll_into_view_if_needed()
        expect(report).to_be_visible()
        page.screenshot(path=screenshots / f"lab-analyse-{name}.png")

    elsewhere = [url for url in asked_for if not url.startswith((server.address, "data:", "blob:"))]
    assert elsewhere == []

    outputs_are_not_somebodys_work(server.folder / "notebooks", page)


def run_all_cells(page: Page, name: str) -> None:
    """Choose *Run All Cells*, and wait until every code cell has its number and the kernel rests."""
    # Before the page has reached this notebook's kernel, JupyterLab clears the cells instead of running them.
    page.wait_for_function(HAS_A_KERNEL, arg=name, timeout=60 * SECOND)
    idle = page.locator("#jp-main-statusbar").get_by_text("| Idle")
    expect(idle).to_be_visible(timeout=60 * SECOND)
    numbers = page.locator(ON_SCREEN).locator(".jp-CodeCell .jp-InputPrompt")
    expect(numbers.first).to_be_attached()

    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    done = [re.compile(r"\[\d+\]:")] * numbers.count()
    expect(numbers).to_have_text(done, timeout=120 * SECOND)
    expect(idle).to_be_visible(timeout=30 * SECOND)


def outputs_are_not_somebodys_work(notebooks: Path, page: Page) -> None:
    """A notebook that was only run and saved is replaced when its script changes, not kept as a copy."""
    page.keyboard.press("Control+s")
    expect(page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty")).to_have_count(0, timeout=30 * SECOND)
    saved = json.loads((notebooks / "analyse.ipynb").read_text())
    assert any(cell.get("execution_count") for cell in saved["cells"])

    with (notebooks / "analyse.py").open("a") as script:
        script.write("\n# %%\n1 + 1\n")
    (again,) = [built for built in build_notebooks(notebooks) if built.path.stem == "analyse"]
    assert (again.action, again.kept) == ("rebuilt", None)
