"""Small mistakes are made in a model answer by machine, and what no check notices is listed."""

from __future__ import annotations

import ast
import threading

import pytest

from ndl_workbench.academy.mutants import is_same, mutants_of
from ndl_workbench.academy.proof import together
from ndl_workbench.academy.prove import TOO_LONG, prove_course
from ndl_workbench.academy.source import read_course
from ndl_workbench.academy.timed import TimeUp, within


@pytest.mark.parametrize(
    ("answer", "mutants"),
    [
        ("x = a + b", ["x = a - b"]),
        ("x = a / b", ["x = a * b", "x = b / a"]),
        ("x = a == b", ["x = a != b"]),
        ("x = a < b", ["x = a <= b", "x = a >= b"]),
        ("x = a in b", ["x = a not in b"]),
        ("x = a and b", ["x = a or b"]),
        ("x = not a", ["x = a"]),
        ("x = -a", ["x = a"]),
        ("x = ~a & b", ["x = ~a | b", "x = a & b"]),
        ("x = 3", ["x = 4", "x = 2", "x = -3"]),
        ("x = 0", ["x = 1", "x = -1"]),
        ("x = True", ["x = False"]),
        ("x = 'yes'", ["x = ''"]),
        ("x = f(a, b)", ["x = f(b, a)"]),
        ("x = t.sum()", ["x = t.mean()", "x = t.count()", "x = t.min()", "x = t.max()"]),
        ("x = t.isna()", ["x = t.notna()"]),
        ("x = a if b else c", ["x = a if not b else c"]),
        ("x = [a for a in b if c]", ["x = [a for a in b if not c]", "x = [a for a in b]"]),
        ("x = a\ny = b", ["y = b", "x = a"]),
        ("x = a", []),
    ],
)
def test_one_thing_is_changed_at_a_time(answer, mutants):
    assert [mutant.source for mutant in mutants_of(answer)] == mutants


def test_every_mutant_is_python_no_two_are_alike_and_there_are_not_too_many():
    answer = "\n".join(
        f"if a{n} < {n}:\n    b{n} = a{n}.sum() + {n}\nelse:\n    b{n} = f({n}, not a{n})" for n in range(4)
    )
    made = mutants_of(answer, most=40)
    assert len(made) == 40
    assert len({ast.dump(ast.parse(mutant.source)) for mutant in made}) == 40
    assert not any(is_same(mutant.source, answer) for mutant in made)
    assert made == mutants_of(answer, most=40)


def test_the_lines_that_differ_are_told():
    told = [(m.before, m.after) for m in mutants_of("a = 1\nb = a + c")]
    assert told[0] == ("b = a + c", "b = a - c")
    assert ("b = a + c", "") in told


def test_spacing_and_comments_do_not_make_a_source_another():
    assert is_same("x=( 1+2 )  # three", "x = 1 + 2")
    assert not is_same("x = 1 + 2", "x = 2 + 1")


def test_each_mutant_is_killed_or_listed_with_its_line(write_course):
    proof = prove_course(read_course(write_course(), "sums"))
    assert [(m.before, m.after, m.fate) for m in proof.mutants] == [
        ("total = sum(numbers)", f"total = {name}(numbers)", "killed") for name in ("mean", "count", "min", "max")
    ]
    assert proof.mutants[0].said == "the answer itself fails: NameError: name 'mean' is not defined"


def test_a_mutant_that_gets_full_marks_is_surviving_and_fails_only_where_one_is_strict(write_course, exercise, run_ndl):
    courses = write_course(exercise=exercise.replace("total = sum(numbers)", "total = sum(sorted(numbers)[0:5])"))
    proof = prove_course(read_course(courses, "sums"))
    line = "total = sum(sorted(numbers)[0:5]) → total = sum(sorted(numbers)[0:6])"
    assert line in [mutant.difference for mutant in proof.surviving]
    assert (proof.failures, [m.said for m in proof.surviving][:1]) == ((), ["full marks"])
    done = run_ndl("academy", "prove", "--strict", "--courses", courses)
    assert done.returncode == 1
    assert f"surviving: 01_adding total: {line}" in done.stdout


def test_an_author_may_accept_a_mutant_with_a_reason(write_course, exercise):
    changed = exercise.replace("total = sum(numbers)", "total = sum(numbers, start=0)")
    accepted = '# %% survives="total" because="A list without first sums."\ntotal = sum(numbers, start = +1 - 1)\n\n'
    courses = write_course(exercise=changed.replace("# %% [markdown] hint", accepted + "# %% [markdown] hint"))
    proof = prove_course(read_course(courses, "sums"))
    assert proof.stale == ("01_adding total",)

    changed = exercise.replace("total = sum(numbers)", "total = sum(sorted(numbers)[:2])")
    accepted = '# %% survives="total" because="There are two numbers only."\ntotal = sum( sorted(numbers)[:3] )\n\n'
    courses = write_course(exercise=changed.replace("# %% [markdown] hint", accepted + "# %% [markdown] hint"))
    proof = prove_course(read_course(courses, "sums"))
    assert [(m.after, m.said) for m in proof.accepted] == [
        ("total = sum(sorted(numbers)[:3])", "There are two numbers only.")
    ]
    assert (proof.surviving, proof.stale) == ((), ())
    assert "1 accepted" in "\n".join(proof.summary())


def test_a_mutant_that_loops_is_ended(write_course, exercise, monkeypatch):
    monkeypatch.setattr("ndl_workbench.academy.prove.MUTANT_SECONDS", 0.2)
    loop = "total = 0\nwhile total < 3:\n    total = total + 1"
    proof = prove_course(read_course(write_course(exercise=exercise.replace("total = sum(numbers)", loop)), "sums"))
    assert TOO_LONG in [mutant.said for mutant in proof.mutants]


def test_what_one_answer_changes_is_whole_again_for_the_next(write_course, exercise):
    spoiling = exercise.replace("total = len(numbers)", "numbers.clear()\ntotal = 2")
    assert prove_course(read_course(write_course(exercise=spoiling), "sums")).failures == ()


def test_time_is_kept_in_any_thread():
    ended = []

    def loop() -> None:
        try:
            with within(0.1):
                while True:
                    pass
        except TimeUp:
            ended.append(True)

    thread = threading.Thread(target=loop)
    thread.start()
    thread.join(20)
    assert ended == [True]


def test_proofs_of_courses_are_put_together(write_course):
    one = prove_course(read_course(write_course(), "sums"))
    both = together((one, one))
    assert (both.course, len(both.trials), len(both.mutants), both.minutes) == ("sums, sums", 10, 8, 10)
    page = both.blocks()
    assert {block.caption for block in page if hasattr(block, "caption")} == {
        "Units and what was tried",
        "Answers and what they got",
        "Mutants",
    }
