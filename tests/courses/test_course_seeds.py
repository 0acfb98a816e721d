"""Numbers of each trainee's own: a proof tries several trainees, and names the one for whom an answer is otherwise."""

from __future__ import annotations

import os

import pytest

from ndl_workbench.academy.proof import unit_lines
from ndl_workbench.academy.prove import OTHER_SEEDS, counted, prove_course, seeds_of
from ndl_workbench.academy.prove_sandboxed import prove_in_sandbox
from ndl_workbench.academy.seed import PRACTICE, SEED, numbers, under
from ndl_workbench.academy.source import read_course

GIVEN = "numbers = [1, 2]"
DRAWN = """\
from ndl_workbench.academy import seed
log = open(LOG, "a", encoding="utf-8")
print("once", file=log)
log.close()
draw = seed.numbers("sums")
numbers = [draw.randint(3, 900) for _ in range(3)]"""


@pytest.fixture
def drawn(exercise, tmp_path) -> str:
    """The tiny exercise, with numbers that are drawn and its checks reading them."""
    changed = exercise.replace(GIVEN, DRAWN.replace("LOG", repr(str(tmp_path / "log"))))
    changed = changed.replace("total != 2", "total != len(numbers)").replace("total == 3", "total == sum(numbers)")
    return changed.replace("total = 1 + 2", "total = 0 + sum(numbers)")


def test_a_unit_is_proved_under_practice_and_three_other_seeds(write_course, drawn, tmp_path):
    proof = prove_course(read_course(write_course(exercise=drawn), "sums"))
    assert proof.failures == ()
    assert [trial.seed for trial in proof.trials if trial.answer == "model"] == [PRACTICE, *OTHER_SEEDS]
    # Locked cells run once for each seed, and mutants are made under practice alone.
    assert (tmp_path / "log").read_text().count("once") == 4
    assert len({(m.before, m.after) for m in proof.mutants}) == len(proof.mutants)
    assert SEED not in os.environ


def test_an_answer_that_is_right_for_some_trainees_only_is_reported_with_the_seed(write_course, drawn):
    with under(PRACTICE):
        draw = numbers("sums")
        total = sum(draw.randint(3, 900) for _ in range(3))
    memorised = drawn.replace("total = 0 + sum(numbers)", f"total = {total}")
    proof = prove_course(read_course(write_course(exercise=memorised), "sums"))
    assert [(t.answer, t.seed) for t in proof.failures] == [("right 1", seed) for seed in OTHER_SEEDS]
    assert "right 1 under NDL_SEED=prove-1: expected “full marks”" in "\n".join(proof.summary())


def test_a_unit_that_draws_nothing_is_proved_once(write_course):
    (unit,) = read_course(write_course(), "sums").units
    assert seeds_of(unit) == (PRACTICE,)


def test_a_seed_is_put_back(monkeypatch):
    monkeypatch.setenv(SEED, "mine")
    with pytest.raises(ValueError, match="x"), under("other"):
        raise ValueError("x")
    assert os.environ[SEED] == "mine"


def test_the_proof_ends_with_a_table_of_units_and_courses(write_course):
    course = read_course(write_course(), "sums")
    one = counted("sums", course.units[0], (PRACTICE,))
    assert unit_lines((one,)) == (
        "  Unit            Questions  Wrong answers  Minutes  Seeds  Mutants  Surviving  Accepted",
        "  sums 01_adding          1              2        5      1        0          0         0",
    )
    two = counted("taking", course.units[0], (PRACTICE, "prove-1"))
    names = [line.split("  ")[1] for line in unit_lines((one, one, two))]
    assert names == ["Unit", "sums 01_adding", "sums 01_adding", "sums, all", "taking 01_adding", "all courses"]
    assert prove_course(course).whole()[-1].split()[2:] == ["1", "2", "5", "1", "4", "0", "0"]


def test_the_sandbox_draws_the_numbers_of_practice(write_course, drawn, sandboxes, tmp_path):
    quiet = "\n".join(line for line in drawn.splitlines() if "log" not in line)
    proof = prove_in_sandbox(read_course(write_course(exercise=quiet), "sums"), sandboxes)
    assert (proof.failures, proof.units[0].seeds) == ((), 1)
