"""From a unit's source to the notebook nbgrader takes in, and to what a trainee gets.

Nobody edits nbgrader's metadata: it follows from the roles of the cells. Ids are the questions' own, so
two builds give the same bytes.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from ..notebooks import KERNEL
from .glossary import GLOSSARY, glossary_page, linked
from .source import (
    BEGIN_HIDDEN,
    BEGIN_SCHEME,
    BEGIN_SOLUTION,
    END_HIDDEN,
    END_SCHEME,
    END_SOLUTION,
    NEVER_RELEASED,
    Cell,
    Course,
    Unit,
    split,
)

SCHEMA_VERSION = 3
PROMPT = "# Replace each ... above with your answer."
CHECK = "# Check"
HINTS = ".hints"
BUILT = "_build"
RELEASE_OF = "ndl_release"


def build_course(course: Course, folder: Path, only: set[str] | None = None) -> tuple[Path, ...]:
    """Write each unit's nbgrader source, and its hints, below ``folder``.

    ``folder/source/<unit>/<unit>.ipynb``, ``lesson.md`` and ``glossary.md``, and ``folder/.hints/<unit>.json``, which a
    file browser does not list. ``only`` names the units to write; all when it is None.

    Returns
    -------
    tuple of pathlib.Path
        The files, in the order they were written.
    """
    written = []
    for unit in (unit for unit in course.units if only is None or unit.id in only):
        home = folder / "source" / unit.id
        home.mkdir(parents=True, exist_ok=True)
        (folder / HINTS).mkdir(exist_ok=True)
        pages = [(home / "lesson.md", linked(unit.lesson, course.glossary))]
        if course.glossary:
            pages.append((home / GLOSSARY, glossary_page(course.title, course.glossary)))
        for path, text in (
            (home / f"{unit.id}.ipynb", notebook_text(course, unit)),
            *pages,
            (folder / HINTS / f"{unit.id}.json", hints_text(unit)),
        ):
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(path)
    return tuple(written)


def notebook_text(course: Course, unit: Unit) -> str:
    """Return the nbgrader source notebook of a unit: solutions and hidden tests are in it."""
    import nbformat
    from nbformat import v4

    cells = [_setup(course, unit)]
    # Each kind by itself: a text more leaves the other ids, and once people have handed in nbgrader takes no others.
    numbers: Counter[str] = Counter()
    for cell in (c for c in unit.cells if c.kind not in NEVER_RELEASED):
        numbers[cell.kind] += 1
        cells.append(_built(cell, numbers[cell.kind]))
    metadata = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
        "ndl_course": _about(course, unit),
        RELEASE_OF: {"course": course.id, "unit": unit.id, "release": release_id(course, unit)},
    }
    notebook = v4.new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return text + "\n"


def release_id(course: Course, unit: Unit) -> str:
    """Return a hash of what a trainee gets of a unit, so that a hand-in says which release it came from.

    It stands in the notebook's metadata, where it outlives whatever a trainee does to the cells. Nothing that is held
    back goes into it: a short solution could be guessed from a hash.
    """
    shown = [[cell.kind, cell.question, cell.points, _shown(cell)] for cell in unit.cells if _is_released(cell)]
    return hashlib.sha256(json.dumps([course.id, unit.id, shown]).encode()).hexdigest()


def hints_text(unit: Unit) -> str:
    """Return the hints of a unit as JSON: question to a list."""
    hints = {question.id: list(question.hints) for question in unit.questions if question.hints}
    return json.dumps(hints, indent=1, ensure_ascii=False) + "\n"


def stub(answer: str) -> str:
    """Make what stands in place of a model answer: its names bound to ``...``, its functions emptied."""
    outside, model = split(answer, BEGIN_SOLUTION, END_SOLUTION)
    lines: list[str] = []
    for node in ast.parse(model).body:
        if isinstance(node, ast.FunctionDef):
            lines += ["", f"def {node.name}({ast.unparse(node.args)}):", "    ...", ""]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            # A name that is only read, as in table["x"] = 1, is given and must not be emptied.
            bound = (name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
            names = [name.id for name in bound if isinstance(name.ctx, ast.Store)]
            lines += [f"{name} = ..." for name in names if not name.startswith("_")]
    made = "\n".join(dict.fromkeys(line for line in lines)).strip("\n")
    return f"{outside}\n{made}".strip("\n")


def model_answer(answer: str) -> str:
    """Return a model answer as it would be typed, without nbgrader's marks."""
    outside, model = split(answer, BEGIN_SOLUTION, END_SOLUTION)
    return f"{outside}\n{model}".strip("\n")


def _is_released(cell: Cell) -> bool:
    return cell.kind not in NEVER_RELEASED


def _shown(cell: Cell) -> str:
    if cell.kind == "answer":
        return stub(cell.source)
    outside, _ = split(cell.source, BEGIN_HIDDEN, END_HIDDEN)
    return split(outside, BEGIN_SCHEME, END_SCHEME)[0]


def _about(course: Course, unit: Unit) -> dict[str, Any]:
    """Return what a page of feedback says of the course: a cohort's folder has only the notebook."""
    return {"course": course.title, "version": course.version, "pass_mark": course.pass_mark, "title": unit.title}


def _setup(course: Course, unit: Unit) -> Any:
    source = (
        f"# Run this cell first. It lets the checks below answer in plain words.\n"
        f"from ndl_workbench.academy.trainee import begin, expect, hint\n\n"
        f"begin({json.dumps(course.id)}, {json.dumps(unit.id)})"
    )
    return _code("setup", source, locked=True)


def _built(cell: Cell, number: int) -> Any:
    from nbformat import v4

    if cell.kind == "prose":
        return v4.new_markdown_cell(cell.source, id=f"text-{number:02d}")  # type: ignore[no-untyped-call]
    if cell.kind == "locked":
        return _code(f"given-{number:02d}", cell.source, locked=True)
    if cell.kind == "answer":
        _, model = split(cell.source, BEGIN_SOLUTION, END_SOLUTION)
        source = f"{stub(cell.source)}\n{BEGIN_SOLUTION}\n{model}\n{END_SOLUTION}"
        return _code(cell.question, source, solution=True)
    if cell.kind == "tests":
        unit = "mark" if cell.points == 1 else "marks"
        heading = f"{CHECK}: {cell.question} ({cell.points} {unit}). Run this cell to see how your answer does."
        return _code(f"{cell.question}-check", f"{heading}\n{cell.source}", locked=True, grade=True, points=cell.points)
    metadata = _metadata(cell.question, "markdown", grade=True, solution=True, points=cell.points)
    return v4.new_markdown_cell(cell.source, id=cell.question, metadata=metadata)  # type: ignore[no-untyped-call]


def _code(name: str, source: str, **roles: Any) -> Any:
    from nbformat import v4

    return v4.new_code_cell(source, id=name, metadata=_metadata(name, "code", **roles))  # type: ignore[no-untyped-call]


def _metadata(name: str, kind: str, *, points: int = 0, **roles: bool) -> dict[str, Any]:
    nbgrader: dict[str, Any] = {
        "cell_type": kind,
        "grade": False,
        "grade_id": name,
        "locked": False,
        "schema_version": SCHEMA_VERSION,
        "solution": False,
        "task": False,
        **roles,
    }
    if points:
        nbgrader["points"] = points
    return {"nbgrader": nbgrader}
