"""Every attack gets the marks its file says, learns nothing, and leaves nothing behind for who comes next."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ndl_workbench.academy.grading.marking import Sandboxes
from ndl_workbench.academy.source import Unit

HERE = Path(__file__).parent
ATTACKS = sorted(path for path in HERE.glob("*/*.py") if path.parent.name != "course")
NEIGHBOUR = HERE / "neighbour.py"


@pytest.fixture(scope="module")
def seen() -> dict[str, str]:
    """What the neighbour saw around them before anybody attacked."""
    return {}


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_attack(
    path: Path,
    read_attack: Callable[[Path], Any],
    hand_in: Callable[[str, Any], Any],
    attacked: Unit,
    sandboxes: Sandboxes,
    seen: dict[str, str],
) -> None:
    attack, neighbour = read_attack(path), read_attack(NEIGHBOUR)
    assert attack.kind == path.parent.name
    if not seen:
        seen["at first"] = _honest(hand_in("neighbour-first", neighbour), attacked)
    before = _held(sandboxes)

    outcome = hand_in(f"{path.parent.name}-{path.stem}", attack)

    assert outcome.refused == attack.refused
    if not attack.refused:
        full = {question.id: float(question.points) for question in attacked.questions}
        assert outcome.marks == full | attack.marks, outcome.told
    for part in attack.prints:
        assert part in outcome.printed
    for question, beginning in attack.told.items():
        assert outcome.told[question].startswith(beginning)
    assert outcome.leaked == set()
    after = _honest(hand_in(f"neighbour-of-{path.parent.name}-{path.stem}", neighbour), attacked)
    assert after == seen["at first"]
    assert _held(sandboxes) == before


def _honest(outcome: Any, unit: Unit) -> str:
    """Return what an honest submission saw around it, having seen that it got all its marks."""
    assert outcome.marks == {question.id: float(question.points) for question in unit.questions}, outcome.told
    return outcome.printed


def _held(sandboxes: Sandboxes) -> tuple[int, int, int]:
    """Return what the grader holds: descriptors, threads, and processes below it."""
    below = [_children(one._program.pid) for one in (sandboxes.student, sandboxes.examiner) if one._program]
    return len(os.listdir("/proc/self/fd")), threading.active_count(), sum(below)


def _children(pid: int) -> int:
    found = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        children = (task / "children").read_text().split()
        found += len(children) + sum(_children(int(child)) for child in children)
    return found
