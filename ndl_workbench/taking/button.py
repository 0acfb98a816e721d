"""What JupyterLab's buttons ask of a kernel, as JSON text.

The extension evaluates ``hand_in_json(path)`` or ``save_json()`` in a silent request and reads::

    {"file": "<path from the server's root>", "name": "…", "unanswered": ["…"], "said": ["…"], "error": null}

``error`` is a sentence where nothing was made, and the rest is empty then. Nothing is raised.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..errors import NdlError
from .hand_in import hand_in
from .places import from_root, kernel_notebook, server_root
from .save_my_work import save_my_work

NOTHING: dict[str, Any] = {"file": "", "name": "", "unanswered": [], "said": [], "error": None}


def hand_in_json(path: str, name: str = "") -> str:
    """Make a hand-in of the notebook at this path of JupyterLab's, which it has just saved."""

    def made() -> dict[str, Any]:
        done = hand_in(_on_disk(path), name=name)
        return _told(done.path, done.said, [f"{title} ({id})" for id, title in done.unanswered])

    return _answer(made)


def save_json() -> str:
    """Put all of the trainee's work into one file."""

    def made() -> dict[str, Any]:
        done = save_my_work()
        return _told(done.path, done.said, [])

    return _answer(made)


def _on_disk(path: str) -> Path:
    """Return where a file of JupyterLab's is: below its root, or else below a folder above this kernel's notebook."""
    root = server_root()
    inside = path.lstrip("/")
    if root is not None and (root / inside).is_file():
        return root / inside
    here = (kernel_notebook() or Path.cwd() / "x").parent
    return next((above / inside for above in (here, *here.parents) if (above / inside).is_file()), here / inside)


def _told(path: Path, said: tuple[str, ...], unanswered: list[str]) -> dict[str, Any]:
    return {**NOTHING, "file": from_root(path), "name": path.name, "unanswered": unanswered, "said": list(said)}


def _answer(make: Callable[[], dict[str, Any]]) -> str:
    try:
        told = make()
    except NdlError as error:
        told = {**NOTHING, "error": f"Found {error.found}; expected {error.expected}. Next: {error.next}."}
    except Exception as error:
        # A button that fails without a word would leave a trainee thinking that it worked.
        told = {
            **NOTHING,
            "error": f"It did not work ({type(error).__name__}: {error}). Save the notebook and try again.",
        }
    return json.dumps(told)
