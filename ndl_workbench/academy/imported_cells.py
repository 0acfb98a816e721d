"""Which of our cells a cell of nbgrader's becomes, and what is said of one that becomes none."""

from __future__ import annotations

import ast
import math
import re
from dataclasses import dataclass
from typing import Any

from .build import CHECK, stub
from .names import names_bound
from .source import (
    BEGIN_HIDDEN,
    BEGIN_SCHEME,
    BEGIN_SOLUTION,
    END_HIDDEN,
    END_SCHEME,
    END_SOLUTION,
    FEWEST_WRONG,
    Cell,
)

MOST_POINTS = 1_000
LONGEST_ID = 40
LONGEST_TITLE = 120
_OURS = "ndl_workbench.academy.trainee"
_RESERVED = re.compile(r"(setup|(given|text|own)-.*|.*-check)")
_MAGIC = re.compile(r"^\s*(%|!|\?|\w[\w.]*\s*\?+$|get_ipython\()")
# What jupytext would take for the beginning of a cell.
_MARKER = re.compile(r"^(\s*#\s*)(%%|<(code|markdown|raw)cell>|In\s?\[)", re.M)
_RELEASED = re.compile(r"YOUR (CODE|ANSWER) HERE|NotImplementedError")
_PICTURE = re.compile(r"!\[[^\]]*\]\((?!https?:)([^)\s]*)")


@dataclass(frozen=True)
class Carried:
    """The cells of an exercise, in order, and what to say of them."""

    cells: tuple[Cell, ...]
    title: str
    left: tuple[str, ...]
    to_do: tuple[str, ...]

    @property
    def points(self) -> int:
        """Marks in all."""
        return sum(cell.points for cell in self.cells)

    @property
    def minutes(self) -> int:
        """A first guess: five minutes a question, ten a written one."""
        return min(120, max(5, 5 * self.count("tests") + 10 * self.count("written")))

    def count(self, kind: str) -> int:
        """How many cells are of a kind."""
        return sum(cell.kind == kind for cell in self.cells)

    def text(self) -> str:
        """Return the exercise as a percent script."""
        return "\n\n".join(_script(cell) for cell in self.cells) + "\n"


def carry_over(cells: list[dict[str, Any]]) -> Carried:
    """Turn the cells of a notebook into ours; see :func:`.importing.read_cells` for their form."""
    work = _Work()
    for number, cell in enumerate(cells, 1):
        work.take(number, cell)
    work.finish()
    return Carried(tuple(work.cells), work.title, tuple(dict.fromkeys(work.left)), tuple(dict.fromkeys(work.to_do)))


class _Work:
    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.left: list[str] = []
        self.to_do: list[str] = []
        self.title = ""
        self._ids: set[str] = set()
        self._answer: Cell | None = None
        self._tests: list[tuple[str, float]] = []
        self._place = 0
        self._bound: set[str] = set()

    def take(self, number: int, cell: dict[str, Any]) -> None:
        settings, source = cell["settings"], cell["source"]
        grade, solution, task = (settings.get(name) is True for name in ("grade", "solution", "task"))
        if settings.get("grade_id") == "setup" and _OURS in source:
            return
        if cell["attached"]:
            self.left.append(f"Cell {number} has a picture attached to it, which is not in the text.")
        for name in _PICTURE.findall(source) if cell["kind"] == "markdown" else ():
            self.left.append(f"Cell {number} shows the file “{name[:60]}”, which is not released with a unit.")
        if cell["kind"] == "markdown":
            self._markdown(number, cell, written=task or (grade and solution), task=task)
        elif cell["kind"] != "code":
            self._note(number, source, f"is of the kind {cell['kind'][:20]!r}")
        elif solution and grade:
            self._by_hand(number, cell)
        elif solution:
            self._model(number, cell)
        elif grade:
            self._check(number, cell)
        else:
            self._given(number, cell)

    def finish(self) -> None:
        """Put the checks of the last answer behind it."""
        if self._answer is None:
            return
        name = self._answer.question
        points = sum(worth for _, worth in self._tests)
        if points != int(points) or points < 1:
            self.left.append(f"“{name}” was worth {points:g}; it is now worth {max(1, math.ceil(points))}.")
        if len(self._tests) > 1:
            self.left.append(
                f"“{name}” had {len(self._tests)} cells of checks; they are one now, with their marks together."
            )
        if not self._tests:
            self.to_do.append(f"Write checks for “{name}”: no cell of checks followed it.")
        self.to_do.append(f"Write {FEWEST_WRONG} or more wrong answers to “{name}”, each with the message it must get.")
        source = _joined([source for source, _ in self._tests])
        self.cells.insert(self._place, Cell("tests", name, source, max(1, min(MOST_POINTS, math.ceil(points)))))
        self._answer, self._tests = None, []

    # --- one kind of cell each ------------------------------------------------------------------------

    def _markdown(self, number: int, cell: dict[str, Any], *, written: bool, task: bool) -> None:
        source = cell["source"]
        if not self.title and (found := re.search(r"^#{1,2}\s+(.+)", source, re.M)):
            self.title = found[1].strip().strip("#* ")[:LONGEST_TITLE]
        if not written:
            self.cells.append(Cell("prose", "", source))
            return
        self.finish()
        name = self._id(cell["settings"].get("grade_id"))
        if task:
            outside, scheme = _parts(source, BEGIN_SCHEME, END_SCHEME)
            self.cells.append(Cell("prose", "", outside))
            source = f"{BEGIN_SCHEME}\n{scheme or 'TODO: say what each mark is for.'}\n{END_SCHEME}"
            self.left.append(f"“{name}” was a task, in which trainees may add cells; it is one cell to write in now.")
        elif BEGIN_SCHEME in source:
            outside, scheme = _parts(source, BEGIN_SCHEME, END_SCHEME)
            if source.count(BEGIN_SCHEME) != 1 or source.count(END_SCHEME) != 1:
                source = f"{outside}\n{BEGIN_SCHEME}\n{scheme}\n{END_SCHEME}".strip("\n")
        else:
            source = f"{BEGIN_SCHEME}\nTODO: say what each mark is for.\n\nA good answer:\n\n{source}\n{END_SCHEME}"
        if "TODO" in source:
            self.to_do.append(f"Say what each mark of “{name}” is for.")
        self.cells.append(Cell("written", name, source, self._whole_points(name, cell)))

    def _by_hand(self, number: int, cell: dict[str, Any]) -> None:
        self.finish()
        name = self._id(cell["settings"].get("grade_id"))
        good = "\n".join(
            line for line in cell["source"].splitlines() if line.strip() not in (BEGIN_SOLUTION, END_SOLUTION)
        )
        scheme = f"TODO: say what each mark is for.\n\nA good answer:\n\n```python\n{good}\n```"
        self.left.append(f"“{name}” was code marked by a person; it is a text to write now.")
        self.to_do.append(f"Say what each mark of “{name}” is for.")
        source = f"{BEGIN_SCHEME}\n{scheme}\n{END_SCHEME}"
        self.cells.append(Cell("written", name, source, self._whole_points(name, cell)))

    def _model(self, number: int, cell: dict[str, Any]) -> None:
        self.finish()
        source = _answer(cell["source"])
        if why := _not_python(source):
            self._note(number, cell["source"], f"is a solution that is not Python ({why})")
            return
        name = self._id(cell["settings"].get("grade_id"))
        if _RELEASED.search(source):
            self.to_do.append(
                f"Write the model answer to “{name}”: this looks like the version that trainees were given."
            )
        self._answer = Cell("answer", name, source)
        self._bound |= names_bound(source)
        self.cells.append(self._answer)
        self._place = len(self.cells)

    def _check(self, number: int, cell: dict[str, Any]) -> None:
        source = re.sub(rf"\A{re.escape(CHECK)}: [^\n]*\n", "", cell["source"])
        if "AUTOTEST" in source:
            self.left.append(f"Cell {number} has AUTOTEST lines, which make no checks here.")
            self.to_do.append("Write assertions in place of the AUTOTEST lines.")
        if why := _not_python(source):
            self._note(number, source, f"is a cell of checks that is not Python ({why})")
        elif self._answer is None:
            self._note(number, source, "checks an answer that is not in the notebook")
        else:
            self._tests.append((source, _points(cell["settings"].get("points"))))
            self._place = len(self.cells)

    def _given(self, number: int, cell: dict[str, Any]) -> None:
        source = cell["source"]
        if not source.strip():
            return
        if why := _not_python(source):
            self._note(number, source, f"is code that is not plain Python ({why})")
        elif not cell["settings"].get("locked") and self._bound & _names_used(source):
            self.cells.append(Cell("prose", "", f"You can try your answer out:\n\n```python\n{source}\n```"))
            self.left.append(f"Cell {number} used a trainee's answer outside the checks; it is a text now.")
        else:
            self.cells.append(Cell("locked", "", source))

    def _note(self, number: int, source: str, what: str) -> None:
        self.cells.append(Cell("note", "", f"Not carried over: cell {number}, which {what}.\n\n{source}"))
        self.left.append(f"Cell {number} {what}; it stands in a note.")

    # --- ids and points -------------------------------------------------------------------------------

    def _id(self, told: object) -> str:
        words = (
            re.sub(r"[^a-z0-9]+", "-", told.lower() if isinstance(told, str) else "").strip("-")[:LONGEST_ID].strip("-")
        )
        name = words if words[:1].isalpha() and not _RESERVED.fullmatch(words) else f"question-{words}".strip("-")
        name = name.removesuffix("-check")
        base, number = name, 1
        while name in self._ids:
            number += 1
            name = f"{base}-{number}"
        if name != told:
            self.left.append(f"The id “{' '.join(str(told)[:LONGEST_ID].split())}” is “{name}” now.")
        self._ids.add(name)
        return name

    def _whole_points(self, name: str, cell: dict[str, Any]) -> int:
        told = _points(cell["settings"].get("points"))
        points = max(1, math.ceil(told))
        if points != told:
            self.left.append(f"“{name}” was worth {told:g}; it is now worth {points}.")
        return points


def _points(told: object) -> float:
    try:
        points = float(told) if isinstance(told, int | float | str) and not isinstance(told, bool) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    return min(points, MOST_POINTS) if points > 0 else 0.0


def _parts(source: str, begin: str, end: str) -> tuple[str, str]:
    """Tell what stands outside all pairs of marks from what stands in them; a pair left open ends with the cell."""
    outside: list[str] = []
    inside: list[str] = []
    within = False
    for line in source.splitlines():
        if line.strip() in (begin, end):
            within = line.strip() == begin
        else:
            (inside if within else outside).append(line)
    return "\n".join(outside).strip("\n"), "\n".join(inside).strip("\n")


def _answer(source: str) -> str:
    """Put marks round a solution. Where they stood inside a function, they go round all of it."""
    outside, model = _parts(source, BEGIN_SOLUTION, END_SOLUTION)
    whole = "\n".join(line for line in source.splitlines() if line.strip() not in (BEGIN_SOLUTION, END_SOLUTION))
    marked = f"{BEGIN_SOLUTION}\n{model}\n{END_SOLUTION}"
    if (
        source.count(BEGIN_SOLUTION) != 1
        or not model
        or model[0].isspace()
        or _not_python(model)
        or _not_python(outside)
    ):
        return f"{BEGIN_SOLUTION}\n{whole}\n{END_SOLUTION}"
    # What the build puts in place of a solution is made anew from it.
    made = set(stub(marked).splitlines())
    kept = "\n".join(line for line in outside.splitlines() if line not in made).strip("\n")
    return f"{kept}\n{marked}".strip("\n") if not _not_python(kept) else f"{BEGIN_SOLUTION}\n{whole}\n{END_SOLUTION}"


def _joined(sources: list[str]) -> str:
    """Put cells of checks together: what everybody sees first, then what is held back."""
    if len(sources) == 1 and (sources[0].count(BEGIN_HIDDEN), sources[0].count(END_HIDDEN)) == (1, 1):
        return sources[0]
    parts = [_parts(source, BEGIN_HIDDEN, END_HIDDEN) for source in sources]
    visible = "\n\n".join(shown for shown, _ in parts if shown) or "# TODO: checks of what form the answer has."
    hidden = "\n\n".join(held for _, held in parts if held)
    return "\n".join(part for part in (visible, BEGIN_HIDDEN, hidden, END_HIDDEN) if part)


def _not_python(source: str) -> str:
    """Say why a source cannot be run; "" where it can."""
    for number, line in enumerate(source.splitlines(), 1):
        if _MAGIC.match(line):
            return f"line {number} works in a notebook only"
    try:
        compile(source, "<imported>", "exec")
    except (SyntaxError, ValueError) as error:
        return str(error)[:80]
    except (RecursionError, MemoryError):
        return "it is nested too deeply"
    return ""


def _names_used(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def _script(cell: Cell) -> str:
    """Write a cell as a percent script has it."""
    options = f' {cell.kind}="{cell.question}"' if cell.question else ""
    options += f" points={cell.points}" if cell.points else ""
    kind = {"prose": " [markdown]", "written": " [markdown]", "note": " [raw]"}.get(cell.kind, "")
    if kind:
        body = "\n".join(f"# {line}".rstrip() for line in cell.source.splitlines())
    else:
        body = _MARKER.sub(r"\1: \2", cell.source)
    return f"# %%{kind}{options}\n{body}".rstrip("\n")
