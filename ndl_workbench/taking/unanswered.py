"""Which questions of a notebook have no answer yet, told from the notebook alone.

A released answer cell binds its names to ``...`` and empties its functions (``academy/build.py``); a written answer
begins as one sentence. What is still so is not answered. A cell that does not parse holds somebody's work.
"""

from __future__ import annotations

import ast
from typing import Any

from ..academy.cohort_config import WRITE_HERE
from ..academy.grading.asked import Question, questions


def unanswered(cells: list[Any]) -> tuple[Question, ...]:
    """Return the questions that have no answer, in order."""
    sources = dict(answers(cells))
    return tuple(one for one in asked(cells) if _is_empty(sources.get(one.id, ""), one.written))


def asked(cells: list[Any]) -> tuple[Question, ...]:
    """Return the questions of a notebook; one whose cell was copied is there once."""
    return tuple({one.id: one for one in questions(_whole(cells))}.values())


def answers(cells: list[Any]) -> list[tuple[str, str]]:
    """Return each answer cell's question and text."""
    return [
        (_settings(cell).get("grade_id", ""), "".join(cell["source"]))
        for cell in _whole(cells)
        if _settings(cell).get("solution") is True
    ]


def _whole(cells: list[Any]) -> list[Any]:
    return [
        cell for cell in cells if {"cell_type", "source", "metadata"} <= set(cell) and _is_settled(cell["metadata"])
    ]


def _is_settled(metadata: Any) -> bool:
    return isinstance(metadata, dict) and isinstance(metadata.get("nbgrader", {}), dict)


def _settings(cell: Any) -> dict[str, Any]:
    return dict(cell["metadata"].get("nbgrader", {}))


def _is_empty(text: str, written: bool) -> bool:
    if written or not text.strip():
        return text.strip() in ("", WRITE_HERE)
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return not body or any(map(_is_stub, body))


def _is_stub(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef):
        return all(map(_is_dots, node.body))
    return isinstance(node, ast.Assign | ast.AnnAssign) and _is_ellipsis(node.value)


def _is_dots(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and _is_ellipsis(node.value)


def _is_ellipsis(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is ...
