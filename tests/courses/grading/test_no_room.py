"""Where the cohort's folder cannot be written: what is told, what is kept, and that the next run goes on."""

from __future__ import annotations

import resource
import subprocess
import sys
from contextlib import contextmanager

import pytest

from ndl_workbench.academy.grading.alone import LOCK, alone
from ndl_workbench.academy.grading.grade import grade
from ndl_workbench.errors import CannotWrite, InputError

NO_LARGER = 400_000


@contextmanager
def no_file_larger_than(size: int):
    """Have the system refuse to let a file grow any larger, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files(cohort, folder: str) -> list[str]:
    """All files below a folder of the cohort, hidden ones too."""
    found = (path for path in (cohort / folder).rglob("*") if path.is_file() and path.name != LOCK)
    return sorted(str(path.relative_to(cohort / folder)) for path in found)


def test_a_disk_that_is_full_half_way_costs_nothing_that_was_graded(cohort, unit, hand_in, right, ours):
    for trainee in ("ada", "bob", "dot"):
        hand_in(trainee, **right)
    # Of these the notebook for formgrader is too large, and nothing else is.
    hand_in("cyd", **right | {"total": f"total = 3\n{'# ' + 'x' * NO_LARGER}"})
    with no_file_larger_than(NO_LARGER - 10_000), pytest.raises(CannotWrite) as told:
        ours(cohort, unit, workers=1)
    assert "cannot be written (File too large)" in str(told.value)
    assert "cyd's marks are in the gradebook" in str(told.value)
    assert "run the same command again: it goes on where it stopped" in str(told.value)
    assert files(cohort, "marking") == [f"{unit}/ada.json", f"{unit}/bob.json"]
    assert files(cohort, "autograded") == [f"{who}/{unit}/{name}" for who in ("ada", "bob") for name in
                                           (f"{unit}.ipynb", "timestamp.txt")]  # fmt: skip

    rows = {row.trainee: (row.marks, row.what) for row in ours(cohort, unit).rows}
    assert rows == {
        "ada": (3.0, "unchanged"),
        "bob": (3.0, "unchanged"),
        "cyd": (3.0, "graded"),
        "dot": (3.0, "graded"),
    }
    assert files(cohort, "marking") == [f"{unit}/{who}.json" for who in ("ada", "bob", "cyd", "dot")]


def test_a_gradebook_that_cannot_grow_is_told_and_no_submission_is_there_in_part(cohort, unit, hand_in, right, ours):
    hand_in("ada", **right)
    with no_file_larger_than(4096), pytest.raises(CannotWrite, match="a gradebook that cannot be written"):
        ours(cohort, unit)
    assert files(cohort, "marking") == []
    assert files(cohort, "autograded") == []
    assert [row.what for row in ours(cohort, unit).rows] == ["graded"]


def test_a_folder_that_is_read_only_is_one_line_and_status_2(cohort, unit, hand_in, right, sandbox):
    hand_in("ada", **right)
    (cohort / "marking").mkdir(exist_ok=True)
    # Read-only for root too, as a mounted backup is.
    jail = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", str(cohort), str(cohort)]
    command = [sys.executable, "-m", "ndl_workbench.cli", "academy", "grade", unit, "--cohort", str(cohort)]
    done = subprocess.run([*jail, *command], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert f"found {cohort / 'marking'} cannot be written (Read-only file system)" in done.stderr
    assert "nothing was graded" in done.stderr


def test_while_one_grades_another_is_told_who_and_afterwards_may(cohort, unit, hand_in, right, ours):
    hand_in("ada", **right)
    with (
        alone(cohort.resolve()),
        pytest.raises(InputError, match=r"with process \d+ since \d\d:\d\d on .*expected one at a time"),
    ):
        grade(cohort, unit)
    assert [row.what for row in ours(cohort, unit).rows] == ["graded"]
