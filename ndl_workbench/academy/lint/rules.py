"""How a rule is written: a function that yields spots, and whose docstring is what people read.

The docstring has three paragraphs: what is wrong, why it matters, and what to do.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..source import Cell, Unit
from .report import Severity


@dataclass(frozen=True)
class Spot:
    """A place where a rule found something, and the particulars, which follow the rule's own sentence."""

    unit: str
    cell: str
    detail: str = ""


Check = Callable[[Any], Iterator[Spot]]


@dataclass(frozen=True)
class Rule:
    """One rule. ``check`` looks at a unit, or at a course where ``whole``."""

    name: str
    severity: Severity
    whole: bool
    what: str
    why: str
    do: str
    check: Check


RULES: list[Rule] = []


def error(check: Check) -> Check:
    """Make a function a rule about a unit, whose findings must be mended."""
    return _registered(check, "error")


def warning(check: Check) -> Check:
    """Make a function a rule about a unit, whose findings are for the author to weigh."""
    return _registered(check, "warning")


def course_error(check: Check) -> Check:
    """Make a function a rule about a course, whose findings must be mended."""
    return _registered(check, "error", whole=True)


def course_warning(check: Check) -> Check:
    """Make a function a rule about a course, whose findings are for the author to weigh."""
    return _registered(check, "warning", whole=True)


def name_of(cell: Cell) -> str:
    """How a cell is named in a finding, as its first line has it."""
    return f'{cell.kind}="{cell.question}"' if cell.question else cell.kind


def at(unit: Unit, cell: Cell, detail: str = "") -> Spot:
    """Return the spot of a cell."""
    return Spot(unit.id, name_of(cell) if cell.question else f"cell {unit.cells.index(cell) + 1} ({cell.kind})", detail)


def _registered(check: Check, severity: Severity, *, whole: bool = False) -> Check:
    what, why, do = (" ".join(part.split()) for part in (inspect.getdoc(check) or "").split("\n\n"))
    name = check.__name__.replace("_", "-")
    RULES.append(Rule(name, severity, whole, what, why, do, check))
    return check
