"""A trainee in real JupyterLab: work is kept and brought back, saved and handed in, by keyboard and judged by axe-core."""

from __future__ import annotations

import json

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from ndl_workbench.academy.release import release_for_practice
from ndl_workbench.academy.source import read_course

SECOND = 1000
COURSE = """\
title = "Sums"
version = "1"
pass_mark = 0.5
hours = 1
role = "anybody"
units = ["01_adding"]
"""
LESSON = "---\ntitle: Adding\nminutes: 5\nobjectives:\n  - add numbers\n---\n\n# Adding\n"
EXERCISE = """\
# %% [markdown]
# # Adding

# %%
numbers = [1, 2]

# %% answer="total" objectives="1"
### BEGIN SOLUTION
total = sum(numbers)
### END SOLUTION

# %% tests="total" points=2
expect.number(total, "total")
### BEGIN HIDDEN TESTS
assert total == 3, "Add every number once."
### END HIDDEN TESTS

# %% right="total"
total = 1 + 2

# %% wrong="total" because="Add every number once."
total = 2

# %% wrong="total" because="Add every number once."
total = 4

# %% [markdown] written="why" points=3 objectives="1"
# ### BEGIN MARK SCHEME
# One mark for each reason.
# ### END MARK SCHEME
"""
UNIT = "courses/_build/sums/release/01_adding/01_adding.ipynb"
WORK = "total = 1 + 2  # mine, é"


@pytest.fixture(scope="module")
def container(root, ndl_command, serve_jupyterlab, tmp_path_factory):
    """JupyterLab as ``binder/start`` starts it, in a folder with a released unit. ``renew`` makes the folder anew."""
    folder = tmp_path_factory.mktemp("container")
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "welcome.py").write_text("# %%\n1 + 1\n", encoding="utf-8")
    source = tmp_path_factory.mktemp("author")
    (source / "sums" / "01_adding").mkdir(parents=True)
    (source / "sums" / "course.toml").write_text(COURSE, encoding="utf-8")
    for name, text in (("lesson.md", LESSON), ("exercise.py", EXERCISE), ("design.md", "# Design\n")):
        (source / "sums" / "01_adding" / name).write_text(text, encoding="utf-8")
    fresh = source / "fresh"
    release_for_practice(read_course(source, "sums"), fresh)

    def renew() -> None:
        shutil.rmtree(folder / "courses", ignore_errors=True)
        shutil.copytree(fresh / "release", folder / "courses" / "_build" / "sums" / "release")

    renew()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPO_DIR", str(root))
        patch.setenv("NDL_IDLE_MINUTES", "0.4")
        patch.delenv("JUPYTER_CONFIG_PATH", raising=False)
        start = (str(root / "binder" / "start"), str(ndl_command), "lab")
        with serve_jupyterlab(folder, start, tmp_path_factory.mktemp("settings")) as server:
            yield SimpleNamespace(
                folder=folder, file=folder / UNIT, address=server.address, token=server.entrance.split("=")[1], renew=renew
            )


@pytest.fixture
def open_unit(container, page):
    """Open the unit as a launch link does, in the page or in another of the same browser."""

    def opened(query: str = "", where=page):
        where.goto(f"{container.address}/lab/tree/{UNIT}?{query}&token={container.token}")
        expect(where.locator(".ndl-bar")).to_be_visible(timeout=60 * SECOND)
        expect(where.locator("#jp-main-statusbar").get_by_text("| Idle")).to_be_visible(timeout=60 * SECOND)
        return where

    return opened


def work(page, text: str = WORK) -> None:
    """Type an answer and save."""
    cell = page.locator(".jp-CodeCell").filter(has_text="Replace each").locator(".cm-content")
    cell.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    page.keyboard.press("Control+s")
    expect(page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty")).to_have_count(0, timeout=30 * SECOND)


def sources(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]


def test_work_is_kept_and_brought_back_after_the_container_was_lost(container, open_unit, page, axe, said, screenshots):
    container.renew()
    open_unit()
    page.screenshot(path=screenshots / "taking-bar.png")
    work(page)
    assert WORK in sources(container.file)
    page.close()

    container.renew()
    again = open_unit(where=page.context.new_page())
    offer = again.locator(".ndl-notice", has_text="This browser kept your work on 01_adding")
    expect(offer).to_be_visible(timeout=30 * SECOND)
    again.screenshot(path=screenshots / "taking-offer.png")
    assert axe(again, ".ndl-notices") == []
    assert axe(again, ".ndl-bar") == []
    assert WORK not in sources(container.file)
