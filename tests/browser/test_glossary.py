"""A word of a lesson leads to its meaning, in JupyterLab's own preview of the released files."""

from __future__ import annotations

from ndl_workbench.academy.build import build_course
from ndl_workbench.academy.glossary import Term
from ndl_workbench.academy.source import Course, Unit

FILLER = tuple(Term(f"word {number:02}", "Something. " * 60) for number in range(30))
LESSON = "---\ntitle: Adding\n---\n\n# Adding\n\nSome {term}`open data`.\n"


def test_a_term_leads_to_its_heading_in_the_glossary(tmp_path, start_jupyterlab, ndl_command, page):
    from playwright.sync_api import expect

    unit = Unit("01_adding", "Adding", 5, ("add",), LESSON, ())
    terms = (*FILLER, Term("open data", "Data that anybody may use."))
    folder = tmp_path / "clone"
    (folder / "notebooks").mkdir(parents=True)
    build_course(Course("sums", "Sums", "1", 0.5, 1, "anybody", (unit,), terms), folder)
    server = start_jupyterlab(folder, str(ndl_command), "lab")
    page.goto(server.entrance)
    expect(page.locator("#jp-main-dock-panel")).to_be_visible(timeout=60_000)
    page.goto(f"{server.address}/lab/tree/source/01_adding")
    page.locator(".jp-DirListing-item", has_text="lesson.md").click(button="right", timeout=60_000)
    page.get_by_text("Open With", exact=True).hover()
    page.get_by_text("Markdown Preview", exact=True).click()
    link = page.locator(".jp-MarkdownViewer a", has_text="open data")
    expect(link).to_be_visible(timeout=60_000)
    link.click()
    expect(page.get_by_role("heading", name="open data")).to_be_in_viewport(timeout=30_000)
