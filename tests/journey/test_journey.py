"""The whole way of a trainee whose container is lost, and of the instructor, in real JupyterLab and a real browser.

The tree is as ``binder/postBuild`` leaves it and JupyterLab is started by ``binder/start``, as on Binder.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from ndl_workbench.cohort.handin import HandIn, open_sealed

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode does not, and a script does
from a_cohort import COURSE, DUE, UNIT, fill_inbox, hostile, number_of, sent, write_course, write_roster
from prepared_image import prepare, surroundings

SECOND = 1000
ON_SCREEN = ".jp-NotebookPanel:not(.lm-mod-hidden)"
TRAINEE, ATTACKER = "Ann Other", "Mal Lory"
OTHERS = [f"Trainee {number:02d}" for number in range(1, 31)]
# Before the page has reached this notebook's kernel, JupyterLab clears the cells instead of running them.
RESTS = """
name => {
    const shown = window.jupyterapp?.shell.currentWidget;
    const kernel = shown?.sessionContext?.session?.kernel;
    return shown?.context?.path.endsWith(name) && kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}
"""


@pytest.fixture
def instructor(tmp_path, run_ndl):
    """A folder of an instructor's own, with a private course and a roster, and the commands they type in it."""
    home = tmp_path / "instructor"
    home.mkdir()
    write_course(home / "courses")
    write_roster(home / "roster.csv", [TRAINEE, ATTACKER, *OTHERS])

    def ndl(*arguments: str) -> str:
        done = run_ndl(*arguments, cwd=home, timeout=600)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return SimpleNamespace(home=home, cohort=home / "autumn", inbox=home / "inbox", ndl=ndl)


@pytest.fixture
def open_container(root, instructor, serve_jupyterlab, tmp_path):
    """Open a fresh container, always in the same place, as Binder does; the one before is lost whole."""
    image, packages = prepare(root, tmp_path / "image", instructor.home / "courses")
    tree, settings = tmp_path / "container", tmp_path / "of-the-container"
    with ExitStack() as running, pytest.MonkeyPatch.context() as patch:
        for name, value in surroundings(tree, packages).items():
            patch.setenv(name, value)
        patch.delenv("JUPYTER_CONFIG_PATH", raising=False)
        opened: list = []

        def start():
            for before in opened:
                before.process.kill()
                before.process.wait()
            shutil.rmtree(tree, ignore_errors=True)
            shutil.rmtree(settings, ignore_errors=True)
            shutil.copytree(image, tree, symlinks=True)
            # The flag lets this test see whether a kernel rests.
            flags = ("--allow-root", "--expose-app-in-browser")
            command = (str(tree / "binder" / "start"), sys.executable, "-m", "jupyterlab", *flags)
            opened.append(running.enter_context(serve_jupyterlab(tree, command, settings)))
            return opened[-1]

        yield SimpleNamespace(start=start, settings=settings, tree=tree)


def test_a_trainee_loses_the_container_and_is_marked_all_the_same(
    instructor, open_container, browser, axe, screenshots, sandbox, tmp_path
):
    # The instructor begins a cohort. Ann's line of the mail merge is all that she gets.
    instructor.ndl(
        "cohort", "new", "Autumn", "--course", COURSE, "--pack", "courses", "--roster", "roster.csv",
        "--folder", "autumn", "--due", f"{UNIT}={DUE}", "--repository", "example/course",
    )  # fmt: skip
    line = sent(instructor.cohort)[TRAINEE]
    code, link = line["code"], inside_of(line)

    # She opens the link, and joins with the code, typed once.
    first = open_container.start()
    page = visit(browser, first, link)
    go_to_welcome(page)
    join(page, code)
    assert axe(page, ".ndl-widget") == []
    page.screenshot(path=screenshots / "journey-joined.png")
    save(page)

    # She works on two of three questions, with numbers of her own, and saves her work to her own disk.
    go(page, first, link)
    expect(page.locator(".ndl-due")).to_contain_text("This unit is due on Saturday 31 January 2099, 23:59 GMT")
    number = number_of(code)
    run_cell(page, "begin(")
    run_cell(page, "yours = numbers")
    expect(output_of(page, "yours = numbers")).to_have_text(re.compile(rf"Your number is {number}\s*"))
    answer(page, "total", f"total = {number * 2}  # typed by Ann")
    answer(page, "half", f"half = {number / 2}")
    run_all(page)
    expect(output_of(page, "# Check: total")).to_contain_text("Nothing wrong so far")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my work").click()
    work = Path(shutil.copy(saved.value.path(), tmp_path / saved.value.suggested_filename))
    expect(page.get_by_role("dialog")).to_contain_text("is downloaded")

    # The container is lost: process killed, tree replaced, and nothing of the session left.
    no_code_in(open_container, code)
    page.context.close()
    second = open_container.start()
    notebook = open_container.tree / "courses" / "_build" / COURSE / "release" / UNIT / f"{UNIT}.ipynb"
    assert "typed by Ann" not in notebook.read_text(encoding="utf-8")

    # She joins again, in a browser that knows nothing of her, and brings her work back from her disk.
    page = visit(browser, second, link)
    go_to_welcome(page)
    join(page, code)
    run_cell(page, "ndl.bring_back()")
    choose = page.get_by_role("button", name="Choose the file")
    # Until its script has run, JupyterLab takes the keys for itself.
    expect(page.locator(".ndl-widget [role=status]")).to_have_count(2, timeout=30 * SECOND)
    choose.focus()
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Enter")
    asked.value.set_files(work)
    expect(page.get_by_role("status").filter(has_text="is back: 1 file")).to_be_visible(timeout=30 * SECOND)
    assert axe(page, ".ndl-widget") == []
    cell(page, "ndl.bring_back()").screenshot(path=screenshots / "journey-brought-back.png")
    assert "typed by Ann" in notebook.read_text(encoding="utf-8")

    # She hands in, by a cell at the end and then by the button, and is told of the question she left.
    go(page, second, link)
    run_all(page)
    expect(output_of(page, "# Check: half")).to_contain_text("Nothing wrong so far")
    asked_in_a_cell = hand_in_by_cell(page)
    assert asked_in_a_cell.sealed == "code"
    page.get_by_role("button", name="Hand in", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("One question has no answer yet", timeout=60 * SECOND)
    expect(dialog.get_by_role("listitem")).to_have_text(["Say why (why)"])
    with page.expect_download() as handed_in:
        dialog.get_by_role("button", name="Hand in anyway").click()
    expect(dialog).to_contain_text("It is sealed with your join code")
    page.screenshot(path=screenshots / "journey-handed-in.png")
    instructor.inbox.mkdir()
    shutil.copy(handed_in.value.path(), instructor.inbox / handed_in.value.suggested_filename)
    no_code_in(open_container, code)
    page.context.close()

    # The instructor collects it among thirty others and two hostile ones, and grades them all in the sandbox.
    marks = fill_inbox(instructor.inbox, instructor.cohort, OTHERS)
    hostile(instructor.inbox, instructor.cohort, ATTACKER, victim=TRAINEE)
    collected = instructor.ndl("cohort", "collect", "inbox", "--cohort", "autumn")
    assert "Autumn: 32 collected, 0 replaced by later ones" in collected
    assert "left out forged.ndl-handin: it says it is Ann Other's, and was changed or forged" in collected
    instructor.ndl("academy", "grade", UNIT, "--cohort", "autumn")
    instructor.ndl("academy", "feedback", UNIT, "--cohort", "autumn")
    assert machine_marks(instructor) == {**marks, TRAINEE: 3.0, ATTACKER: 0.0}

    # Ann reads her page of feedback.
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((instructor.cohort / "feedback" / "ann-other" / UNIT / f"{UNIT}.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Your feedback: Adding")
    expect(page.locator("body")).to_contain_text("3 of 6 marks")
    expect(page.locator("body")).to_contain_text("typed by Ann")
    assert axe(page) == []
    page.screenshot(path=screenshots / "journey-feedback.png", full_page=True)
    context.close()


# --- what the trainee does --------------------------------------------------------------------------------


def visit(browser, server, path: str) -> Page:
    """Come with a browser that has never been here."""
    page = browser.new_context(viewport={"width": 1280, "height": 1600}, locale="en-GB").new_page()
    # From now on a question for a file comes to the test; asked for later, it could come too late.
    page.on("filechooser", lambda _: None)
    go(page, server, path)
    return page


def go(page: Page, server, path: str) -> None:
    token = server.entrance.split("=")[1]
    page.goto(f"{server.address}/{path}{'&' if '?' in path else '?'}token={token}")
    rests(page, urlsplit(path).path.rsplit("/", 1)[-1])


def go_to_welcome(page: Page) -> None:
    """Follow the button above the unit, by keyboard."""
    page.get_by_role("button", name="Join or bring work back").focus()
    page.keyboard.press("Enter")
    rests(page, "welcome.ipynb")
    expect(page.locator(ON_SCREEN).get_by_role("heading", name="Learn", exact=True)).to_be_in_viewport()


def join(page: Page, code: str) -> None:
    """Type the code by keyboard, and press Enter."""
    run_cell(page, "ndl.join()")
    box = page.get_by_label("Join code:")
    expect(box).to_be_visible(timeout=60 * SECOND)
    assert box.get_attribute("type") == "password"
    box.focus()
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="You have joined")).to_be_visible(timeout=30 * SECOND)
    expect(box).to_have_value("")


def cell(page: Page, text: str) -> Locator:
    return page.locator(f"{ON_SCREEN} .jp-CodeCell").filter(has=page.locator(".jp-InputArea-editor", has_text=text))


def output_of(page: Page, text: str) -> Locator:
    return cell(page, text).locator(".jp-OutputArea-output")


def run_cell(page: Page, text: str) -> None:
    cell(page, text).first.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")


def answer(page: Page, name: str, text: str) -> None:
    cell(page, f"{name} = ...").locator(".cm-content").fill(text)


def hand_in_by_cell(page: Page) -> HandIn:
    """Hand in with a cell at the notebook's end, and download by the link that it shows."""
    page.locator(f"{ON_SCREEN} .jp-Cell").last.click()
    for key in ("Escape", "b", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("import ndl_workbench as ndl; ndl.hand_in()")
    page.keyboard.press("Control+Enter")
    link = page.locator(f"{ON_SCREEN} .jp-OutputArea-output").get_by_role(
        "link", name=re.compile("^Download 01_adding")
    )
    expect(link).to_be_visible(timeout=30 * SECOND)
    with page.expect_download() as made:
        link.click()
    return open_sealed(Path(made.value.path()).read_bytes())


def run_all(page: Page) -> None:
    """Choose *Run All Cells*, and wait until every code cell has its number and the kernel rests."""
    numbers = page.locator(f"{ON_SCREEN} .jp-CodeCell .jp-InputPrompt")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(numbers).to_have_text([re.compile(r"\[\d+\]:")] * numbers.count(), timeout=60 * SECOND)
    rests(page, f"{UNIT}.ipynb")


def rests(page: Page, name: str) -> None:
    page.wait_for_function(RESTS, arg=name, timeout=90 * SECOND)


def save(page: Page) -> None:
    # By the menu: a box of a widget keeps the keys to itself.
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Save Notebook(?! As)")).click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty")).to_have_count(0, timeout=30 * SECOND)


# --- what is looked for -----------------------------------------------------------------------------------


def inside_of(line: dict[str, str]) -> str:
    """Return where a launch link leads inside Binder."""
    (link,) = [value for value in line.values() if value.startswith("https://mybinder.org/")]
    return parse_qs(urlsplit(link).query)["urlpath"][0]


def no_code_in(container, code: str) -> None:
    """The code is in no file of the container: notebooks, history, logs, settings, what was saved and handed in."""
    spellings = [spelling.encode() for one in (code, code.replace("-", "")) for spelling in (one, one.lower())]
    places = [path for top in (container.tree, container.settings) for path in top.rglob("*") if path.is_file()]
    assert any(path.name == "jupyterlab.log" for path in places)
    assert any(path.name == "ndl-session.json" for path in places)
    assert [path for path in places if any(one in path.read_bytes() for one in spellings)] == []


def machine_marks(instructor) -> dict[str, float]:
    """Read what the machine gave each trainee, by name, from the overview."""
    told = json.loads(instructor.ndl("cohort", "status", "--cohort", "autumn", "--format", "json"))
    return {one["name"]: one["marks"] for unit in told["units"] for one in unit["people"]}
