"""The ways of running a submission where namespaces inside namespaces are forbidden, and with no sandbox at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ndl_workbench.academy.grading.marking import Sandboxes, open_sandboxes
from ndl_workbench.academy.sandbox.jail import Warm
from ndl_workbench.academy.source import Unit

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["exhaust/forty_sleeps", "escape/kernel_calls"])
def test_a_sandbox_for_each_submission(
    name: str,
    sandbox: None,
    read_attack: Callable[[Path], Any],
    hand_in: Callable[[str, Any, Sandboxes], Any],
    attacked: Unit,
) -> None:
    attack = read_attack(HERE / f"{name}.py")
    pair = Sandboxes(Warm("student", nested=False), Warm("examiner", nested=False))

    outcome = hand_in(f"alone-{Path(name).stem}", attack, pair)

    assert outcome.marks == {question.id: float(question.points) for question in attacked.questions} | attack.marks
    assert all(part in outcome.printed for part in attack.prints)
    assert outcome.leaked == set()
    pair.close()


def test_no_sandbox_where_a_classroom_is_trusted(
    read_attack: Callable[[Path], Any], hand_in: Callable[[str, Any, Sandboxes], Any], attacked: Unit
) -> None:
    pair = open_sandboxes(safe=False)

    outcome = hand_in("trusted", read_attack(HERE / "neighbour.py"), pair)

    assert outcome.marks == {question.id: float(question.points) for question in attacked.questions}
    pair.close()
