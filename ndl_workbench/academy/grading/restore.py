"""Make the course's own notebook again, with a trainee's answers in it, from whatever they handed in.

Cells are known by their grade id and nothing else of theirs is believed: a deleted cell is put back, an edited test is
the course's again, a moved one is where it was, and of a doubled answer the last that was changed counts.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import Unreadable
from ..source import BEGIN_HIDDEN, END_HIDDEN
from .marking import Cell

MOST_BYTES = 150_000_000
# Each list, dict or value of JSON takes many times its bytes in memory.
MOST_PARTS = 4_000_000
MOST_EXTRA = 400
MOST_EXTRA_TEXT = 2_000_000
MOST_SOURCE = 400_000
_KEPT = ("cell_type", "metadata", "source")
_LARGE = threading.Lock()
WRITTEN_HERE = "*Write your answer here.*"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Part:
    """A cell of the restored notebook.

    ``role`` is ``prose``, ``given``, ``answer``, ``test`` or ``written`` of the course, or ``extra``, a code cell of
    the trainee's own. ``untouched`` says that an answer is still as it was released.
    """

    id: str
    role: str
    source: str
    points: float = 0.0
    question: str = ""
    untouched: bool = False
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Restored:
    """The notebook to mark, and what had to be mended in it, in sentences for the trainee."""

    parts: tuple[Part, ...]
    mended: tuple[str, ...]

    def cells(self) -> tuple[Cell, ...]:
        """The cells to run, as :func:`.marking.mark` takes them."""
        kinds = {"given": "given", "answer": "theirs", "extra": "theirs", "test": "test"}
        return tuple(
            Cell(
                part.id,
                kinds[part.role],  # type: ignore[arg-type]
                part.source,
                part.points,
                part.question,
                _hidden_from(part.source) if part.role == "test" else 0,
            )
            for part in self.parts
            if part.role in kinds
        )


def read_notebook(path: Path) -> list[Any]:
    """Return the cells of a handed-in notebook, as they stand.

    Raises
    ------
    Unreadable
        It is too large, not UTF-8, not JSON, or no notebook.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _unreadable(path, f"{size:,} bytes", f"at most {MOST_BYTES:,}")
        # One at a time: some that are as large as they may be would not fit in memory side by side.
        with _LARGE:
            content = path.read_bytes()
            if (parts := sum(map(content.count, (b"[", b"{", b",")))) > MOST_PARTS:
                raise _unreadable(path, f"{parts:,} parts", f"at most {MOST_PARTS:,}")
            cells = _without_outputs(json.loads(content.decode("utf-8-sig"))["cells"])
    except OSError as error:
        raise _unreadable(path, str(error.strerror), "a file that can be read") from None
    except (ValueError, RecursionError, KeyError, TypeError, MemoryError):
        raise _unreadable(path, "text that is no notebook", "JSON in UTF-8 with a list of cells") from None
    if cells is None:
        raise _unreadable(path, "no list of cells", "a notebook of format 4")
    return cells


def _without_outputs(cells: Any) -> list[Any] | None:
    """Return the cells without what is not believed anyway, and may be large."""
    if not isinstance(cells, list):
        return None
    return [{name: cell[name] for name in _KEPT if name in cell} for cell in cells if isinstance(cell, dict)]


def restore(source: list[Any], released: list[Any], submitted: list[Any]) -> Restored:
    """Put a trainee's answers into the course's notebook.

    Parameters
    ----------
    source
        Cells of the built source notebook, with hidden tests.
    released
        Cells of the released notebook, to tell an untouched answer.
    submitted
        Cells as handed in.
    """
    stubs = {_grade_id(cell): _source(cell) for cell in released if _grade_id(cell)}
    own = {_grade_id(cell) for cell in source if _grade_id(cell)}
    answers, extras, mended = _sort_out(submitted, own, stubs)
    parts: list[Part] = [*_extra_parts(extras, "")]
    question = ""
    for number, cell in enumerate(source):
        name, settings = _grade_id(cell), _settings(cell)
        role = _role(cell, settings)
        if role in ("answer", "written"):
            stub = stubs.get(name, "")
            if name not in answers:
                mended.append(f"The cell of “{name}” was not in your notebook.")
            text = answers.get(name, stub)
            question = name if role == "answer" else question
            parts.append(Part(name, role, text, _points(settings), name, text.strip() == stub.strip(), settings))
        else:
            of = name.removesuffix("-check") if role == "test" else ""
            parts.append(
                Part(name or f"text-{number}", role, _source(cell), _points(settings), of or question, False, settings)
            )
        parts += _extra_parts(extras, name)
    return Restored(tuple(parts), tuple(dict.fromkeys(mended)))


def _sort_out(
    submitted: list[Any], own: set[str], stubs: dict[str, str]
) -> tuple[dict[str, str], dict[str, list[str]], list[str]]:
    """Tell the course's cells from the trainee's own, each of which belongs behind the one it stands after."""
    answers: dict[str, str] = {}
    extras: dict[str, list[str]] = {}
    mended: list[str] = []
    after, number, kept, room = "", 0, 0, MOST_EXTRA_TEXT
    for cell in submitted:
        name, text = _grade_id(cell), _source(cell)
        if name in own:
            after = name
            if name in answers and text.strip() != answers[name].strip():
                mended.append(f"The cell of “{name}” was there more than once; the last that you changed was marked.")
            if name not in answers or text.strip() != stubs.get(name, "").strip():
                answers[name] = text
        elif isinstance(cell, dict) and cell.get("cell_type") == "code" and text.strip():
            number += 1
            if kept < MOST_EXTRA and len(text) <= room:
                extras.setdefault(after, []).append(text)
                kept, room = kept + 1, room - len(text)
    if number > kept:
        mended.append(f"Of {number:,} cells of your own {kept:,} were run.")
    return answers, extras, mended


def _extra_parts(extras: dict[str, list[str]], after: str) -> list[Part]:
    return [Part(f"own-{after or 'first'}-{n}", "extra", text) for n, text in enumerate(extras.get(after, ()), 1)]


def _role(cell: Any, settings: dict[str, Any]) -> str:
    grade, solution = settings.get("grade") is True, settings.get("solution") is True
    if cell.get("cell_type") != "code":
        return "written" if grade and solution else "prose"
    if solution:
        return "written" if grade else "answer"
    return "test" if grade else "given"


def _hidden_from(source: str) -> int:
    """Return the line on which the held-back checks of a test begin; 0 where there are none."""
    if BEGIN_HIDDEN not in source or END_HIDDEN not in source:
        return 0
    return source[: source.index(BEGIN_HIDDEN)].count("\n") + 1


def _settings(cell: Any) -> dict[str, Any]:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    settings = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return settings if isinstance(settings, dict) else {}


def _grade_id(cell: Any) -> str:
    name = _settings(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def _points(settings: dict[str, Any]) -> float:
    points = settings.get("points", 0)
    return float(points) if isinstance(points, int | float) and not isinstance(points, bool) else 0.0


def _source(cell: Any) -> str:
    """Return a cell's text, which a notebook holds whole or in lines, without what no text has."""
    text = cell.get("source") if isinstance(cell, dict) else ""
    if isinstance(text, list):
        text = "".join(line for line in text if isinstance(line, str))
    return _CONTROLS.sub("", text)[:MOST_SOURCE] if isinstance(text, str) else ""


def _unreadable(path: Path, found: str, expected: str) -> Unreadable:
    return Unreadable(
        found=f"{found} in {path.name}",
        expected=expected,
        done="it was given no marks",
        next="ask for the notebook again, saved from JupyterLab",
    )
