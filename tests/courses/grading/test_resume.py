"""Grading that is killed goes on where it was, marks nothing twice, loses nothing and leaves nothing running."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ndl_workbench.academy.grading.grade import grade
from ndl_workbench.errors import InputError

TRAINEES = tuple(f"trainee-{number:02d}" for number in range(12))


def start(cohort: Path, unit: str, **given) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ndl_workbench.cli", "academy", "grade", unit, "--cohort", str(cohort), "--workers", "2"]
    return subprocess.Popen([*command, "--format", "json"], stdin=subprocess.DEVNULL, **given)


def records(cohort: Path, unit: str) -> dict[str, tuple[int, str]]:
    """Each record, and when it was written to the nanosecond: written again, it is another."""
    return {
        path.stem: (path.stat().st_mtime_ns, path.read_text(encoding="utf-8"))
        for path in (cohort / "marking" / unit).glob("[!.]*.json")
    }


def below(pid: int) -> set[int]:
    """All processes below one."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, left = set(), [pid]
    while left:
        left += children.get(left.pop(), [])
        found |= set(left)
    return found


def wait_for(what, *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.01)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill it, and see everything go that it had started."""
    started = below(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


def scores(cohort: Path, unit: str) -> list[tuple[str, float]]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{cohort / 'gradebook.db'}") as book:
        return sorted((submission.student.id, submission.score) for submission in book.assignment_submissions(unit))


def read_all(descriptor: int, into: list[bytes]) -> None:
    while True:
        try:
            into.append(os.read(descriptor, 4096))
        except OSError:  # the other end of a terminal is gone
            return


@pytest.mark.usefixtures("sandbox")
def test_killed_at_several_moments_it_ends_with_every_mark_given_once(cohort, unit, hand_in, right):
    # Each sleeps a while, so that there is a midst, and so long that a bar is worth showing.
    for number, trainee in enumerate(TRAINEES):
        total = 3 if number % 2 else 2
        hand_in(trainee, **right | {"total": f"import time\ntime.sleep(0.5)\ntotal = {total}"})

    # While the sandboxes start: nothing is marked, and whoever else tries is told who is at it.
    process = start(cohort, unit, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    lock = cohort / "marking" / ".lock"
    wait_for(lambda: lock.exists() and lock.read_text())
    with pytest.raises(InputError, match=rf"process {process.pid} since .*; nothing was graded") as told:
        grade(cohort, unit)
    assert str(told.value).count("\n") == 0
    kill(process)
    assert records(cohort, unit) == {}

    # In the midst of it, seen at a terminal: the bar is there, and there alone.
    ours, theirs = pty.openpty()
    seen: list[bytes] = []
    process = start(cohort, unit, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    reading = threading.Thread(target=read_all, args=(ours, seen))
    reading.start()
    wait_for(lambda: len(records(cohort, unit)) >= 8)
    kill(process)
    reading.join()
    os.close(ours)
    assert b"Grading 01_adding" in b"".join(seen)
    assert process.stdout.read() == b""
    process.stdout.close()
    kept = records(cohort, unit)
    assert 8 <= len(kept) < len(TRAINEES)

    # To its end: what was recorded is as it was, the rest is marked, and a program can read what is said.
    process = start(cohort, unit, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    printed, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, b"")
    told = {row["trainee"]: row["what"] for row in json.loads(printed)["rows"]}
    assert told == {trainee: "unchanged" if trainee in kept else "graded" for trainee in TRAINEES}
    after = records(cohort, unit)
    assert {trainee: after[trainee] for trainee in kept} == kept
    assert sorted(after) == list(TRAINEES)
    assert scores(cohort, unit) == [(trainee, 3.0 if n % 2 else 1.0) for n, trainee in enumerate(TRAINEES)]
    graded = sorted(path.parent.parent.name for path in cohort.glob(f"autograded/*/{unit}/{unit}.ipynb"))
    assert graded == list(TRAINEES)
    assert list(cohort.glob("*/**/.*.ipynb.*")) == []
