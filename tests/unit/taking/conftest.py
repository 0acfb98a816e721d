"""A trainee's container: a tree with one released unit, a folder for Jupyter's files, and a place to type answers."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ndl_workbench.academy import seed, session, trainee
from ndl_workbench.academy.release import release_for_practice
from ndl_workbench.academy.source import read_course
from ndl_workbench.cohort.codes import new_code

UNIT = "01_adding"
FILES = {
    "course.toml": (
        'title = "Sums"\nversion = "1"\npass_mark = 0.5\nhours = 1\nrole = "anybody"\nunits = ["01_adding"]\n'
    ),
    "glossary.md": "double\n: Twice as much.\n",
    f"{UNIT}/lesson.md": "---\ntitle: Adding\nminutes: 5\nobjectives:\n  - double a number\n---\n\n# Adding\n",
    f"{UNIT}/design.md": "# Adding: design\n",
    f"{UNIT}/exercise.py": """\
# %%
from ndl_workbench.academy.seed import numbers

yours = numbers("yours").randint(1, 10**9)

# %% [markdown]
# ## Twice as much
#
# Double your number.

# %% answer="total"
### BEGIN SOLUTION
total = yours * 2
### END SOLUTION

# %% tests="total" points=2
expect.number(total, "total")
### BEGIN HIDDEN TESTS
assert total == yours * 2, "Double your own number."
### END HIDDEN TESTS

# %% wrong="total" because="Double your own number."
total = yours

# %% wrong="total" because="“total” should be a number; yours is a str."
total = "3"

# %% [markdown]
# ## Half as much

# %% answer="halve"
### BEGIN SOLUTION
def halve(number):
    return number / 2
### END SOLUTION

# %% tests="halve" points=1
### BEGIN HIDDEN TESTS
assert halve(4) == 2, "Half of 4 is 2."
### END HIDDEN TESTS

# %% wrong="halve" because="Half of 4 is 2."
def halve(number):
    return number

# %% wrong="halve" because="Half of 4 is 2."
def halve(number):
    return 0

# %% [markdown]
# ## Say why

# %% [markdown] written="why" points=3
# ### BEGIN MARK SCHEME
# One mark for each reason.
# ### END MARK SCHEME
""",
}


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as an image has it. Not to be changed."""
    home = tmp_path_factory.mktemp("taken")
    for name, text in FILES.items():
        path = home / "sources" / "sums" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    tree = home / "tree"
    (tree / "notebooks").mkdir(parents=True)
    (tree / "courses" / "_build" / "sums").mkdir(parents=True)
    course = read_course(home / "sources", "sums")
    release_for_practice(course, tree / "courses" / "_build" / "sums")
    return tree


@pytest.fixture
def tree(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A container of the test's own, in which the welcome notebook runs."""
    tree = shutil.copytree(released, tmp_path / "tree")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    for name in ("JPY_SESSION_NAME", "JPY_PARENT_PID", seed.SEED):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(seed, "_DRAWN", set())
    monkeypatch.setattr(session, "_PUT", {})
    monkeypatch.setattr(trainee, "_SESSION", {"course": "", "unit": "", "served": {}, "ran": {}})
    monkeypatch.chdir(tree / "notebooks")
    yield tree
    # A test that joins puts a seed into the environment, which is no patch of ours to undo.
    os.environ.pop(seed.SEED, None)


@pytest.fixture
def unit(tree: Path) -> Path:
    """The folder of the unit."""
    return tree / "courses" / "_build" / "sums" / "release" / UNIT


@pytest.fixture
def notebook(unit: Path) -> Path:
    """The unit's notebook."""
    return unit / f"{UNIT}.ipynb"


@pytest.fixture
def code() -> str:
    """A join code."""
    return new_code()


@pytest.fixture
def write(notebook: Path) -> Callable[..., bytes]:
    """Type answers and save: ``write(total="total = 4")``."""

    def written(path: Path = notebook, **answers: str) -> bytes:
        told = json.loads(path.read_text(encoding="utf-8"))
        for cell in told["cells"]:
            if cell["id"] in answers:
                cell["source"] = answers[cell["id"]]
        path.write_text(json.dumps(told), encoding="utf-8")
        return path.read_bytes()

    return written
