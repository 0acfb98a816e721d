"""What tests of explorers share: a notebook run in real JupyterLab, and a person without a mouse."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

SECOND = 1000
TALL = {"width": 1280, "height": 2400}
HAS_A_KERNEL = """
async name => {
    const sessions = await (await fetch('/api/sessions')).json();
    return sessions.some(s => s.name === name && s.kernel.connections > 0 && s.kernel.execution_state === 'idle');
}
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
    """Open a notebook of these cells as ``ndl lab`` does, beside these files, and run it."""

    def opened(cells: str, files: Mapping[str, str]) -> Path:
        folder = tmp_path / "clone" / "notebooks"
        folder.mkdir(parents=True)
        (folder / "welcome.py").write_text(f"# %%\n{cells}", encoding="utf-8")
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
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


@pytest.fixture
def heard(page: Page):
    """Wait until a live region says it."""

    def waited(text: str) -> None:
        expect(page.get_by_role("status").filter(has_text=text).first).to_be_visible(timeout=15 * SECOND)

    return waited


@pytest.fixture
def press(page: Page):
    """Press a key until something has the focus: how a person without a mouse gets there."""

    def pressed(key: str, until: Locator, times: int = 12) -> None:
        for _ in range(times):
            if until.evaluate("control => control === document.activeElement"):
                return
            page.keyboard.press(key)
        expect(until).to_be_focused()

    return pressed


@pytest.fixture
def settled(page: Page):
    """Wait until the kernel has taken in what was chosen or typed. On a busy machine a script outruns it."""

    def waited() -> None:
        page.wait_for_timeout(SECOND)
        page.wait_for_function(HAS_A_KERNEL, arg="welcome.ipynb", timeout=30 * SECOND)

    return waited
