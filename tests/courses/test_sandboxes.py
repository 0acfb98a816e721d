"""Warm interpreters that end, or cannot begin another submission, take nothing from those who are in them."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ndl_workbench.academy.grading.marking import Cell, Sandboxes, mark
from ndl_workbench.academy.sandbox import frames, jail
from ndl_workbench.academy.sandbox.jail import Process, Warm
from ndl_workbench.doctor import PARTS, doctor

SLOW = (
    Cell("q", "theirs", "import time\ntime.sleep(1)\nq = 1"),
    Cell("q-check", "test", "assert q == 1, 'It is one.'", 1, "q"),
)


@pytest.fixture
def student(sandboxes: Sandboxes) -> Iterator[Warm]:
    """The trainees' warm interpreter, in use, and with the limits it had when the test is over."""
    limits = sandboxes.student.limits
    sandboxes.student.end(sandboxes.student.begin({}))
    yield sandboxes.student
    sandboxes.student.limits = limits


def test_an_interpreter_that_is_killed_takes_nobodys_marks(sandboxes: Sandboxes, student: Warm) -> None:
    before = student._program
    killing = threading.Timer(0.5, os.kill, (before.pid, signal.SIGKILL))
    killing.start()

    marking = mark(SLOW, sandboxes)

    killing.join()
    assert student._program is not before
    assert (marking.marks, marking.trouble) == (1, ())


def test_ending_what_an_earlier_interpreter_began_ends_nobody_else(student: Warm) -> None:
    before = student.begin({})
    os.kill(student._program.pid, signal.SIGKILL)
    student._program.wait()
    now = student.begin({})

    while now.number < before.number:
        student.end(now)
        now = student.begin({})
    student.end(before)

    assert now.number == before.number
    assert _answers(now)
    student.end(now)


def test_one_start_that_fails_ends_nobody_else(student: Warm) -> None:
    beside = student.begin({})
    student.limits = replace(student.limits, box=-1)

    process = student.begin({})

    assert process.program is not None, "it is in a sandbox of its own"
    assert _answers(process)
    assert _answers(beside)
    assert student.nested
    for one in (process, beside):
        student.end(one)


def test_the_doctor_runs_a_cell_in_the_sandbox(sandbox: None) -> None:
    (check,) = doctor(parts=PARTS[-1:]).checks

    assert check.ok, check.found
    assert check.found.startswith("bubblewrap ")
    assert "a socket and a new process were refused" in check.found


def test_a_folder_in_which_python_was_installed_is_not_shown_whole(
    sandbox: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("bin", "lib", "cohort"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))

    shown = [word for word in jail.jail_command() if word.startswith(str(tmp_path))]

    assert set(shown) == {str(tmp_path), str(tmp_path / "bin"), str(tmp_path / "lib")}
    assert jail.jail_command()[jail.jail_command().index(str(tmp_path)) - 1] == "--dir", "empty, but for those two"
    assert jail.can_see(tmp_path / "lib" / "cohort")
    assert not jail.can_see(tmp_path / "cohort")


def _answers(process: Process) -> bool:
    frames.send(process.channel, {"op": "run"}, b"1 + 1", seconds=10)
    return frames.receive(process.channel, seconds=10).header["ok"] is True
