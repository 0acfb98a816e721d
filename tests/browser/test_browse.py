"""The browser of datasets in real JupyterLab: driven by keyboard, judged by axe-core, and opened from the launcher."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

SECOND = 1000
BROWSE = """\
import ndl_workbench as ndl
browser = ndl.browse()
browser

# %%
"""
DATASETS = re.compile("^Datasets, best first")


@pytest.fixture
def elsewhere(page):
    """The addresses the page asks for that are not this machine's."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return lambda: [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]


def test_a_dataset_is_found_looked_at_and_opened_by_keyboard(
    run, page, axe, said, heard, press, settled, elsewhere, screenshots
):
    run(BROWSE, {})
    browser = page.locator(".ndl-widget")
    hits = browser.get_by_label(DATASETS)
    heard("7 datasets found.")
    assert axe(page, ".ndl-widget") == []
    page.screenshot(path=screenshots / "browse.png")

    browser.get_by_label("Search for datasets").focus()
    page.keyboard.type("school readiness", delay=40)
    heard("5 datasets found.")
    expect(hits.locator("option").first).to_have_text(re.compile(r"^School\sreadiness\sby\schild.*·\ssynthetic\s·"))
    settled()
    press("Tab", hits)
    # To JupyterLab these would mean: delete the cell. In a list they lead to what begins with a D.
    page.keyboard.press("d")
    page.keyboard.press("d")
    expect(browser.get_by_role("heading", name="Development reviews")).to_be_visible()
    expect(hits).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(browser.get_by_role("heading", name="School readiness by area and group")).to_be_visible()

    for button, message in (
        ("Columns", "Shown below: columns of early-years/school-readiness-by-area."),
        ("Coverage", "Shown below: coverage of early-years/school-readiness-by-area."),
        ("Whole record", "Shown below: whole record of early-years/school-readiness-by-area."),
        ("First rows and links", "Shown below: first rows of early-years/school-readiness-by-area."),
    ):
        browser.get_by_role("button", name=button, exact=True).focus()
        page.keyboard.press("Enter")
        heard(message)
        assert axe(page, ".ndl-widget") == []
    expect(browser.get_by_role("columnheader", name="ethnic_group")).to_be_visible()
    page.screenshot(path=screenshots / "browse-rows.png")

    press("Tab", browser.get_by_label("Name of the table in this notebook"), times=30)
    page.keyboard.press("Control+a")
    page.keyboard.type("readiness")
    settled()
    press("Tab", browser.get_by_role("button", name="Open it", exact=True))
    page.keyboard.press("Enter")
    heard("Done. Opened early-years/school-readiness-by-area as readiness, in this notebook")
    expect(browser.get_by_label("The code that loads it")).to_have_value(re.compile(r"^readiness = ndl\.load", re.M))
    assert axe(page, ".ndl-widget") == []
    page.screenshot(path=screenshots / "browse-opened.png")
    assert elsewhere() == []
    assert said == []


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A site in the list of sources that keeps what it is asked for, and has nothing."""
    asked: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *said: object) -> None:
            """Write nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        listed = tmp_path / "sources.toml"
        at = f"http://127.0.0.1:{server.server_port}"
        listed.write_text(f'[leeds]\nkind = "ckan"\nat = "{at}"\n', encoding="utf-8")
        monkeypatch.setenv("NDL_SOURCES", str(listed))
        yield asked
        server.shutdown()


def test_a_site_is_told_nothing_of_what_is_typed_until_it_is_asked(
    site, run, page, axe, said, heard, press, screenshots
):
    run(BROWSE, {})
    browser = page.locator(".ndl-widget")
    heard("7 datasets found.")
    browser.get_by_label("Search for datasets").focus()
    page.keyboard.type("readiness", delay=40)
    heard("5 datasets found.")
    assert site == []

    press("Tab", browser.get_by_role("button", name="Also ask the sites"))
    page.keyboard.press("Enter")
    heard("leeds gave no answer")
    heard("5 datasets found.")
    assert [path for path in site if "readiness" in path] != []
    assert axe(page, ".ndl-widget") == []
    page.screenshot(path=screenshots / "browse-no-answer.png")
    assert said == []


def test_the_code_is_copied_or_at_least_selected(run, page, said, heard, press):
    run(BROWSE, {})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    browser = page.locator(".ndl-widget")
    heard("7 datasets found.")
    copy = browser.get_by_role("button", name="Copy the code")
    copy.focus()
    page.keyboard.press("Enter")
    heard("Copied. Paste it into a cell.")
    code = browser.get_by_label("The code that loads it").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == code

    # As where the notebook is served without TLS from another machine.
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    copy.focus()
    page.keyboard.press("Enter")
    heard("Not copied: this browser does not let a page copy.")
    expect(browser.get_by_label("The code that loads it")).to_be_focused()
    assert page.evaluate("document.activeElement.selectionEnd - document.activeElement.selectionStart") == len(code)
    assert said == []


def test_a_tile_of_the_launcher_opens_it(
    page, said, heard, ndl_command, start_jupyterlab, tmp_path, elsewhere, screenshots
):
    folder = tmp_path / "clone"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "notebooks" / "welcome.py").write_text("# %%\n1 + 1\n", encoding="utf-8")
    server = start_jupyterlab(folder, str(ndl_command), "lab", "--LabApp.default_url=/lab")
    page.goto(server.entrance)
    section = page.locator(".jp-Launcher-section", has_text="National Data Library (unofficial)")
    tile = section.locator(".jp-LauncherCard", has_text="NDL browse")
    expect(tile).to_be_visible(timeout=60 * SECOND)
    page.screenshot(path=screenshots / "browse-tile.png")

    tile.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ndl-widget [role=status]").first).to_be_attached(timeout=60 * SECOND)
    heard("7 datasets found.")
    page.screenshot(path=screenshots / "browse-from-tile.png")
    made = json.loads((folder / "Browse.ipynb").read_text(encoding="utf-8"))
    assert ["".join(cell["source"]) for cell in made["cells"]] == [
        "import ndl_workbench as ndl\n\nbrowser = ndl.browse()\nbrowser"
    ]
    assert elsewhere() == []
    assert said == []
