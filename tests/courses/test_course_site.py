"""The courses' site: nothing of an answer is in it, nothing is fetched, and everybody can use it."""

from __future__ import annotations

import html
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ndl_workbench.academy.placement import read_placement, suggest
from ndl_workbench.academy.source import (
    BEGIN_HIDDEN,
    BEGIN_SCHEME,
    BEGIN_SOLUTION,
    END_HIDDEN,
    END_SCHEME,
    END_SOLUTION,
    read_courses,
    split,
)

SHORTEST_SECRET = 12
NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def site(root, tmp_path_factory) -> Path:
    """The site of the real courses, built once."""
    if importlib.util.find_spec("myst_nb") is None or importlib.util.find_spec("furo") is None:
        pytest.skip("no myst-nb and furo, which make the courses' site; install them: make test")
    folder = tmp_path_factory.mktemp("courses") / "site"
    command = [
        sys.executable,
        "-m",
        "ndl_workbench.cli",
        "academy",
        "site",
        "-o",
        folder,
        "--courses",
        root / "courses",
    ]
    done = subprocess.run([*command, "--repository", "owner/name"], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def pages(site) -> list[Path]:
    """Every page."""
    return sorted(site.rglob("*.html"))


@pytest.fixture(scope="session")
def read(courses):
    """The real courses."""
    return read_courses(courses)


def text_of(page: str) -> str:
    """What a reader could find on a page, its attributes included."""
    said = re.findall(r'(?:data-[a-z]+|title|alt|aria-label)="([^"]*)"', page)
    words = html.unescape(re.sub(r"<[^>]*>", "", page) + " ".join(said))
    return " ".join(words.split())


def secrets(unit) -> list[str]:
    """Each line of a unit that no trainee is given."""
    lines: list[str] = []
    for question in unit.questions:
        lines += split(question.answer.source, BEGIN_SOLUTION, END_SOLUTION)[1].splitlines()
        lines += split(question.tests.source, BEGIN_HIDDEN, END_HIDDEN)[1].splitlines()
        lines += [line for wrong in (*question.wrong, *question.right) for line in wrong.source.splitlines()]
        lines += [cell.because for cell in (*question.wrong, *question.survives)]
        lines += [line for hint in question.hints for line in hint.splitlines()]
    for cell in unit.written:
        lines += split(cell.source, BEGIN_SCHEME, END_SCHEME)[1].splitlines()
    given = " ".join(" ".join(cell.source.split()) for cell in unit.cells if cell.kind in ("prose", "locked"))
    given += " ".join(unit.lesson.split())
    lines = [" ".join(line.split()) for line in lines]
    return [line for line in lines if len(line) >= SHORTEST_SECRET and line not in given]


def test_no_answer_held_back_check_wrong_answer_hint_or_mark_scheme_is_in_it(site, read):
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".js", ".json", ".txt", ".md", ".ipynb")]
    texts = {path: text_of(path.read_text(encoding="utf-8")) for path in files}
    for course in read:
        for unit in course.units:
            hidden = secrets(unit)
            assert len(hidden) > 20
            for line in hidden:
                assert [path.name for path, text in texts.items() if line in text] == [], (unit.id, line)
    assert not (site / "_sources").exists()
    assert [
        path for path in site.rglob("*") if path.name in ("exercise.py", "design.md") or path.suffix == ".ipynb"
    ] == []


def test_no_script_style_font_or_picture_comes_from_elsewhere(site, pages):
    for page in pages:
        text = page.read_text(encoding="utf-8")
        asked = re.findall(r'<(?:script|img|iframe|source|embed|video|audio)\b[^>]*\bsrc="([^"]*)"', text)
        asked += re.findall(r'<link\b[^>]*\bhref="([^"]*)"', text)
        assert [address for address in asked if re.match(r"(?:[a-z]+:)?//", address)] == [], page
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert re.findall(r"@import|url\(\s*['\"]?(?:https?:)?//", text) == [], style


def test_there_is_a_page_for_each_course_and_unit_with_what_it_is_for(site, read):
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "Unofficial" in front
    for course in read:
        assert f'href="courses/{course.id}/index.html"' in front
        for unit in course.units:
            page = text_of((site / "courses" / course.id / f"{unit.id}.html").read_text(encoding="utf-8"))
            assert f"{unit.minutes} minutes" in page
            # The site has typographic quotation marks.
            straight = str.maketrans("’‘“”", "''\"\"")
            said = [" ".join(objective.replace("*", "").split()) for objective in unit.objectives]
            assert all(each.translate(straight) in page.translate(straight) for each in said)
            assert "What the exercise asks" in page
            raw = (site / "courses" / course.id / f"{unit.id}.html").read_text(encoding="utf-8")
            assert "https://mybinder.org/v2/gh/owner/name/main?urlpath=" in raw


def test_examples_were_run_when_it_was_made(site, read):
    raw = (site / "courses" / "finding-and-trusting-data" / "01_finding.html").read_text(encoding="utf-8")
    assert "cell_output" in raw
    assert "School readiness by child (synthetic)" in raw
    assert "coursesite.shown" not in raw


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_in_both_colour_schemes(pages, page, axe, site, screenshots, scheme):
    page.emulate_media(color_scheme=scheme)
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if not request.url.startswith(("file:", "data:")) else 0
    )
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert axe(page) == [], path.relative_to(site)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = false)")
        name = str(path.relative_to(site)).replace("/", "-").removesuffix(".html")
        page.screenshot(path=screenshots / f"site-{name}-{scheme}.png", full_page=True)
    assert asked == []


def test_a_narrow_page_is_accessible_and_its_panels_open_by_key(pages, page, axe, site):
    page.set_viewport_size(NARROW)
    for path in (site / "index.html", site / "courses" / "finding-and-trusting-data" / "01_finding.html"):
        page.goto(path.as_uri())
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    button = page.get_by_role("button", name="All pages")
    link = page.locator(".sidebar-tree").get_by_text("Where to begin")
    assert not link.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"


def test_the_first_key_leads_to_the_contents_of_a_page(page, site):
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to content"


# --- where to begin -----------------------------------------------------------------------------------


def chosen_in(page, answers) -> str:
    for number, answer in enumerate(answers, 1):
        if answer:
            page.locator(f'input[name="question-{number}"][value="{answer}"]').check()
    page.get_by_role("button", name="Say where to begin").click()
    return " ".join(page.get_by_role("status").inner_text().split())


@pytest.mark.parametrize("pick", ["first", "last", "good", "some"])
def test_the_page_suggests_what_the_command_does(page, site, courses, read, pick):
    placement = read_placement(courses / "placement.toml")
    good = [next(n for n, a in enumerate(q.answers, 1) if not a.course) for q in placement.questions]
    answers = {
        "first": [1] * len(good),
        "last": [len(q.answers) for q in placement.questions],
        "good": good,
        "some": [None, *good[1:-1], 1],
    }[pick]
    page.goto((site / "placement.html").as_uri())
    said = chosen_in(page, answers)
    suggestion = suggest(placement, answers, read)
    if not suggestion.course:
        assert said == suggestion.title
    else:
        assert said.startswith(f"{suggestion.title}. Why: {' '.join(suggestion.why)}")
        link = page.get_by_role("status").get_by_role("link")
        assert (site / (link.get_attribute("href") or "")).is_file()


def test_the_questions_can_be_answered_by_keyboard_and_say_so_without_a_script(page, site, browser):
    page.goto((site / "placement.html").as_uri())
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Say where to begin").focus()
    page.keyboard.press("Enter")
    assert "Begin with" in page.get_by_role("status").inner_text()
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto((site / "placement.html").as_uri())
    assert plain.get_by_role("button", name="Say where to begin").count() == 0
    assert plain.locator("details").count() == plain.locator("fieldset").count() > 7
    assert json.loads(plain.locator("form.placement").get_attribute("data-places"))
    context.close()
