"""Rules about what a cell does: the names it binds, what it changes, and what works in a notebook only."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from ..names import GIVEN_TO_TESTS, names_bound
from ..source import BEGIN_SOLUTION, END_SOLUTION, Cell, Unit, split
from .rules import Spot, at, error, warning

_CHANGING = frozenset(
    {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse", "setdefault"}
    | {"sort", "update"}
)


@error
def given_rebound(unit: Unit) -> Iterator[Spot]:
    """An answer binds a name that a locked cell gives.

    The checks would see the course's value and not the trainee's, and later questions build on what was given.

    Let the answer bind a name of its own.
    """
    for cell in _of(unit, "answer"):
        if again := _given(unit) & names_bound(split(cell.source, BEGIN_SOLUTION, END_SOLUTION)[1]):
            yield at(unit, cell, f"It is “{sorted(again)[0]}”.")


@error
def name_of_python(unit: Unit) -> Iterator[Spot]:
    """An answer binds a name that Python has itself.

    When work is marked, such a name is Python's own: a check would see that in place of the trainee's value.

    Choose another name.
    """
    for cell in _of(unit, "answer"):
        if own := names_bound(split(cell.source, BEGIN_SOLUTION, END_SOLUTION)[1]) & set(dir(builtins)):
            yield at(unit, cell, f"It is “{sorted(own)[0]}”.")


@error
def name_of_tests(unit: Unit) -> Iterator[Spot]:
    """An answer, or a cell that is given, binds a name that tests have when work is marked.

    Tests take an answer of that name for their own tool, and a given cell of that name takes the tool away.

    Choose another name than `ask`, `award`, `obj` and `trainee_file`.
    """
    for cell in _of(unit, "answer", "locked"):
        if own := names_bound(cell.source) & GIVEN_TO_TESTS:
            yield at(unit, cell, f"It is “{sorted(own)[0]}”.")


@warning
def given_changed(unit: Unit) -> Iterator[Spot]:
    """A cell changes something that a locked cell gives.

    What comes after it finds other data than its author had.

    Work on a copy, such as `table.copy()`, or make something new.
    """
    for cell in _of(unit, "answer", "tests"):
        for name in sorted(_changed(cell) & _given(unit)):
            yield at(unit, cell, f"It is “{name}”.")


@error
def only_in_a_notebook(unit: Unit) -> Iterator[Spot]:
    """A cell of the course uses what only a notebook has.

    Checks and what they need run without a notebook when work is marked.

    Write it in plain Python, without `get_ipython`.
    """
    for cell in _of(unit, "locked", "tests"):
        if any(isinstance(node, ast.Name) and node.id == "get_ipython" for node in ast.walk(ast.parse(cell.source))):
            yield at(unit, cell)


def _given(unit: Unit) -> set[str]:
    return names_bound(*(cell.source for cell in _of(unit, "locked")))


def _of(unit: Unit, *kinds: str) -> list[Cell]:
    return [cell for cell in unit.cells if cell.kind in kinds]


def _changed(cell: Cell) -> set[str]:
    """Names whose values are changed in place: by assignment into them, or by a method that does it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            names |= _root(node)
        elif isinstance(node, ast.AugAssign):
            names |= _root(node.target)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            in_place = any(
                word.arg == "inplace" and isinstance(word.value, ast.Constant) and word.value.value is True
                for word in node.keywords
            )
            if in_place or node.func.attr in _CHANGING:
                names |= _root(node.func.value)
    return names


def _root(node: ast.expr) -> set[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()
