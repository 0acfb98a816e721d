"""Where things are in a trainee's container: the server's root, the courses, and the notebook of this kernel.

A kernel is told the path its notebook had when it started (``JPY_SESSION_NAME``) and which process is its server
(``JPY_PARENT_PID``); the server writes what its root is into a file of Jupyter's runtime folder.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..academy.build import BUILT, RELEASE_OF
from ..academy.release import PRIVATE
from ..cohort.handin import MOST_NOTEBOOK

COURSES = "courses"
RELEASES = "release"
NOTEBOOKS = "notebooks"
BROUGHT = "brought-back"
DEEPEST = 5
MOST_FOLDERS = 2_000
FORMS = {
    "course": re.compile(r"[a-z0-9][a-z0-9_-]{0,99}"),
    "unit": re.compile(r"[0-9]{2}_[a-z0-9-]{1,90}"),
    "release": re.compile(r"[0-9a-f]{64}"),
}
# Where other things than a trainee's work lie, sources with answers among them.
_NOT_ENTERED = frozenset((*PRIVATE, "node_modules", "ndl_workbench", "exchange")) - {RELEASES}


@dataclass(frozen=True)
class Release:
    """What a notebook says of where it came from."""

    course: str
    unit: str
    release: str


def release_of(told: Any) -> Release | None:
    """Return which release a notebook is of; None where it does not say, or says nonsense."""
    try:
        about = told["metadata"][RELEASE_OF]
        whole = all(form.fullmatch(about[name]) for name, form in FORMS.items())
    except (KeyError, TypeError):
        return None
    return Release(about["course"], about["unit"], about["release"]) if whole else None


def read_release(path: Path) -> Release | None:
    """Return which release the notebook at a path is of; None where it is none of a course."""
    try:
        if path.is_symlink() or path.stat().st_size > MOST_NOTEBOOK:
            return None
        return release_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return None


def home() -> Path:
    """Return the folder that holds the courses: the one that was prepared, or else the server's root."""
    here = Path.cwd()
    prepared = next((above for above in (here, *here.parents) if (above / COURSES / BUILT).is_dir()), None)
    return prepared or server_root() or here


def server_root() -> Path | None:
    """Return the folder whose files JupyterLab lists; None outside it."""
    from jupyter_core.paths import jupyter_runtime_dir

    about = Path(jupyter_runtime_dir()) / f"jpserver-{os.environ.get('JPY_PARENT_PID', '')}.json"
    try:
        root = Path(json.loads(about.read_text(encoding="utf-8"))["root_dir"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return root if root.is_dir() else None


def from_root(path: Path) -> str:
    """Return a path as JupyterLab writes it: from the server's root, or else from here."""
    for root in (server_root(), Path.cwd()):
        if root is not None and path.resolve().is_relative_to(root.resolve()):
            return path.resolve().relative_to(root.resolve()).as_posix()
    return path.as_posix()


def from_here(path: Path) -> str:
    """Return a path as a link in an output needs it: from this kernel's folder, which is its notebook's."""
    return Path(os.path.relpath(path.resolve(), Path.cwd().resolve())).as_posix()


def kernel_notebook(unit: str = "") -> Path | None:
    """Return the notebook this kernel runs, or else that of a unit in this folder; None where there is neither."""
    named = os.environ.get("JPY_SESSION_NAME", "")
    beside = Path.cwd() / f"{unit}.ipynb"
    if named.endswith(".ipynb") and Path(named).is_file():
        return Path(named)
    return beside if unit and beside.is_file() else None


def unit_folders(home: Path) -> dict[tuple[str, str], Path]:
    """Return where each unit's notebook lies, by course and unit."""
    found: dict[tuple[str, str], Path] = {}
    for folder in _folders(home):
        for path in sorted(folder.glob("*.ipynb"), key=lambda path: path.stem != folder.name):
            release = read_release(path)
            if release:
                found.setdefault((release.course, release.unit), folder)
    return found


def _folders(home: Path) -> Iterator[Path]:
    """Yield the folders in which a trainee's notebooks may lie."""
    if (home / COURSES / BUILT).is_dir():
        yield from sorted(path for path in (home / COURSES / BUILT).glob(f"*/{RELEASES}/*") if path.is_dir())
        return
    for seen, (place, folders, _) in enumerate(os.walk(home, followlinks=False)):
        deep = len(Path(place).relative_to(home).parts)
        folders[:] = sorted(
            name for name in folders if deep < DEEPEST and not name.startswith(".") and name not in _NOT_ENTERED
        )
        if seen == MOST_FOLDERS:
            return
        yield Path(place)
