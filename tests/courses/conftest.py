"""A tiny course, written in the test's own folder, the real ones, and a warm sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ndl_workbench.academy.grading.marking import Sandboxes, open_sandboxes
from ndl_workbench.academy.sandbox import jail

# Small enough that a test of what happens at the end of a wait is short.
LIMITS = jail.Limits(memory=600_000_000, box=16_000_000, file_size=8_000_000, cell=2, call=2, test=4, submission=20)

COURSE = """\
title = "Sums"
version = "1"
pass_mark = 0.5
hours = 1
role = "anybody"
units = ["01_adding"]
"""

LESSON = """\
---
title: Adding
minutes: 5
objectives:
  - add two numbers
---

# Adding
"""

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
assert total != 2, "That counts them. Add them up."
assert total == 3, "Add every number once."
### END HIDDEN TESTS

# %% right="total"
total = 1 + 2

# %% wrong="total" because="That counts them. Add them up."
total = len(numbers)

# %% wrong="total" because="“total” should be a number; yours is a str."
total = "3"

# %% [markdown] hint="total"
# Python has a word for it.

# %% [markdown] written="why" points=3 objectives="1"
# ### BEGIN MARK SCHEME
# One mark for each reason.
# ### END MARK SCHEME
"""


class Writer:
    """Writes the tiny course, with one thing changed."""

    def __init__(self, folder: Path) -> None:
        self.courses = folder

    def __call__(self, *, course: str = COURSE, lesson: str = LESSON, exercise: str = EXERCISE) -> Path:
        unit = self.courses / "sums" / "01_adding"
        unit.mkdir(parents=True, exist_ok=True)
        (self.courses / "sums" / "course.toml").write_text(course, encoding="utf-8")
        (unit / "lesson.md").write_text(lesson, encoding="utf-8")
        (unit / "exercise.py").write_text(exercise, encoding="utf-8")
        (unit / "design.md").write_text("# Adding: design\n", encoding="utf-8")
        return self.courses


@pytest.fixture(scope="session")
def writer() -> type[Writer]:
    """What writes the tiny course below a folder."""
    return Writer


@pytest.fixture
def write_course(tmp_path: Path) -> Writer:
    """Write the tiny course below a folder of the test's own; returns the folder of courses."""
    return Writer(tmp_path / "courses")


@pytest.fixture
def exercise() -> str:
    """The tiny course's exercise, to be changed."""
    return EXERCISE


@pytest.fixture(scope="session")
def courses(root: Path) -> Path:
    """The folder of the real courses."""
    return root / "courses"


@pytest.fixture(scope="session")
def sandboxes(sandbox: None) -> Iterator[Sandboxes]:
    """The two warm interpreters, started once for each process of a test run, with small limits."""
    pair = open_sandboxes(LIMITS)
    yield pair
    pair.close()
