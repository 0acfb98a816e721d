"""nbgrader's formgrader in a real browser: our marks in it, a person's marks through it, and strangers' notebooks."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from ndl_workbench.academy.grading.cohort_folder import read_assignment
from ndl_workbench.academy.grading.feedback import feedback
from ndl_workbench.academy.grading.grade import grade

SECOND = 1000
HERE = ("127.0.0.1", "localhost")
# Each tries to set window.owned, to open a dialog, or to ask another address.
MARKUP = (
    "<script>window.owned = 1</script>"
    "<img src='https://evil.example/a.png' onerror='window.owned = 2'>"
    "<svg onload='window.owned = 3'><script>window.owned = 4</script></svg>"
    "<iframe src='https://evil.example/b'></iframe><style>@import 'https://evil.example/c.css';</style>"
)
WRITTEN = f"""{MARKUP}

[a link](javascript:alert(1)) ![](https://evil.example/d.png) <https://evil.example/e> https://evil.example/f

$\\href{{javascript:alert(2)}}{{x}}$ \\\\(y\\\\) $$z$$ \\begin{{equation}}w\\end{{equation}}

    {MARKUP}

```{{=html}}
{MARKUP}
```
</div></textarea></pre>{MARKUP}
"""
PRINTED = f"""
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display
markup = {MARKUP!r}
print(markup, "\\x1b]8;;https://evil.example/g\\x07link\\x1b[0m")
script, sign = Javascript("window.owned = 5"), Latex("$\\\\href{{javascript:alert(3)}}{{x}}$")
for shown in (HTML(markup), script, Markdown(markup), sign):
    display(shown)
display(
    {{"text/html": markup, "application/javascript": "window.owned = 6", "image/svg+xml": markup,
     "text/plain": markup, "application/vnd.jupyter.widget-view+json": {{"model_id": "a"}}}},
    raw=True,
)
total = 3
raise ValueError(markup)
"""


class Browser:
    """A page that asks no other machine for anything, and keeps what it would have asked and what went wrong."""

    def __init__(self, page) -> None:
        self.page, self.asked, self.dialogs = page, set(), []
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.route("**/*", self._route)

    def _route(self, route) -> None:
        if urlsplit(route.request.url).hostname in HERE or route.request.url.startswith(("data:", "file:")):
            route.continue_()
        else:
            self.asked.add(route.request.url)
            route.abort()


@pytest.fixture
def browser_at(page, start_jupyterlab, cohort):
    """Start JupyterLab in the cohort's folder; returns the browser and the address of formgrader."""

    def started() -> tuple[Browser, str]:
        server = start_jupyterlab(cohort, "jupyter", "lab", "--allow-root")
        seen = Browser(page)
        page.goto(server.entrance.replace("/?", "/formgrader?"))
        return seen, f"{server.address}/formgrader"

    return started


def submission_of(cohort, unit: str, trainee: str) -> str:
    """Return the id by which formgrader knows a trainee's notebook."""
    from nbgrader.api import Gradebook

    assignment = read_assignment(cohort, unit)
    with Gradebook(assignment.url, assignment.course) as book:
        return str(book.find_submission_notebook(unit, unit, trainee).id)


def save(page, field: str, value: str) -> None:
    """Fill in a field of formgrader, and wait until it is saved."""
    with page.expect_response(lambda answer: "/api/" in answer.url and answer.request.method == "PUT") as saved:
        page.locator(f"[id='{field}']").fill(value)
        page.locator(f"[id='{field}']").press("Tab")
    assert saved.value.ok


def test_a_mark_and_a_comment_entered_in_formgrader_survive_a_regrade(
    sandbox, cohort, unit, hand_in, right, browser_at, screenshots
):
    hand_in("ada", **right)
    hand_in("bob", **right | {"total": "total = len(numbers)"})
    grade(cohort, unit)
    hand_in("cyd", **right)
    browser, formgrader = browser_at()
    page = browser.page

    page.goto(f"{formgrader}/manage_submissions/{unit}")
    row = page.locator("tr", has_text="ada")
    expect(row.locator(".score")).to_have_text("3 / 6", timeout=60 * SECOND)
    expect(page.locator("tr", has_text="bob").locator(".score")).to_have_text("1 / 6")
    expect(page.locator("tr", has_text="cyd")).to_contain_text("needs autograding")

    # Its own button marks by our steps.
    page.locator("tr", has_text="cyd").locator(".autograde a").click()
    expect(page.locator("#success-modal")).to_contain_text("Successfully autograded", timeout=120 * SECOND)
    page.screenshot(path=screenshots / "formgrader-autograded.png")
    page.locator("#success-modal").get_by_role("button", name="Close").last.click()
    expect(page.locator("tr", has_text="cyd").locator(".score")).to_have_text("3 / 6", timeout=60 * SECOND)

    page.goto(f"{formgrader}/submissions/{submission_of(cohort, unit, 'bob')}/")
    expect(page.get_by_text("That counts them. Add them up.").first).to_be_visible(timeout=60 * SECOND)
    # Before its own script has fetched the marks, formgrader does not notice what is typed.
    page.wait_for_load_state("networkidle")
    save(page, "why", "2")
    save(page, "why-comment", "Say <b>how</b> sure you are.")
    save(page, "total-check", "1.5")
    save(page, "shares-check_extra_credit", "0.5")
    page.screenshot(path=screenshots / "formgrader-marked.png", full_page=True)

    graded = grade(cohort, unit, again=True)
    pages = {row.trainee: row for row in feedback(cohort, unit).rows}

    assert {row.trainee: row.marks for row in graded.rows} == {"ada": 3.0, "bob": 1.0, "cyd": 3.0}
    assert {name: (row.marks, row.waiting) for name, row in pages.items()} == {
        "ada": (3.0, ("why",)),
        "bob": (5.0, ()),
        "cyd": (3.0, ("why",)),
    }
    page.goto(pages["bob"].path.as_uri())
    for told in ("5 of 6 marks.", "1.5 of 2, by a person (the machine gave 0)", "2 of 3, by a person"):
        expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_text("1 of 1, and 0.5 extra, by machine")).to_be_visible()
    expect(page.locator("blockquote").first).to_have_text("Say <b>how</b> sure you are.")
    page.screenshot(path=screenshots / "feedback-of-a-person.png", full_page=True)
    assert browser.dialogs == []


def test_a_hostile_notebook_does_nothing_in_formgrader_or_on_its_page(
    sandbox, cohort, unit, hand_in, right, browser_at, screenshots
):
    hand_in("honest", **right)
    hand_in("mallory", total=PRINTED, shares=f"{MARKUP}", why=WRITTEN)
    grade(cohort, unit)
    browser, formgrader = browser_at()
    page = browser.page

    page.goto(f"{formgrader}/submissions/{submission_of(cohort, unit, 'honest')}/")
    expect(page.locator("[id='why']")).to_be_visible(timeout=60 * SECOND)
    formgraders_own, browser.asked = browser.asked, set()
    page.goto(f"{formgrader}/submissions/{submission_of(cohort, unit, 'mallory')}/")
    expect(page.locator("[id='why']")).to_be_visible(timeout=60 * SECOND)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=screenshots / "formgrader-hostile.png", full_page=True)

    # MathJax and require.js, which are fetched for everybody's page.
    assert {urlsplit(address).hostname for address in formgraders_own} == {"cdnjs.cloudflare.com"}
    assert browser.asked == formgraders_own
    notebook = page.locator("#notebook").first
    assert "window.owned = 2" in notebook.inner_text()
    assert (
        notebook.locator("script, svg, iframe, style, img, object, embed, form, link, [onerror], [onload]").count() == 0
    )
    links = notebook.locator("a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert [link for link in links if not link.startswith("#")] == []
    # MathJax, which cannot be fetched here, makes a formula of what stands between these in one piece of text.
    assert page.evaluate(PIECES, ".text_cell_render") == []

    page.goto(feedback(cohort, unit, "mallory").rows[0].path.as_uri())
    page.screenshot(path=screenshots / "feedback-of-mallory.png", full_page=True)
    assert page.locator("main").locator("script, svg, iframe, style, img, [onerror]").count() == 0
    assert page.evaluate("window.owned") is None
    assert browser.dialogs == []
    assert browser.asked == formgraders_own


PIECES = r"""
within => {
    const found = [];
    for (const part of document.querySelectorAll(within)) {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            if (/\$[^]+\$|\\[(\[]|\\begin/.test(walker.currentNode.data)) found.push(walker.currentNode.data);
        }
    }
    return found;
}
"""
