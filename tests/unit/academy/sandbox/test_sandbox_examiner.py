"""The tests' side: whose names it sees, what it says, and how it holds when the other side lies."""

from __future__ import annotations

import contextlib
import socket
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ndl_workbench.academy.names import GIVEN_TO_TESTS
from ndl_workbench.academy.sandbox import frames, student
from ndl_workbench.academy.sandbox.examiner import HELD_BACK, _Examiner

Told = dict[str, Any]


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Told]]:
    """Run a test cell against a trainee's cell: both sides as they are, in this process and without a sandbox.

    What stands behind ``###`` in the test is held back.
    """
    monkeypatch.chdir(tmp_path)
    ours, theirs = socket.socketpair()
    names: dict[str, Any] = {"__name__": "__main__"}

    def answer() -> None:
        with contextlib.suppress(frames.Broken, OSError):
            student.serve(theirs, SimpleNamespace(user_ns=names))
        theirs.shutdown(socket.SHUT_RDWR)

    other = threading.Thread(target=answer)
    other.start()
    examiner = _Examiner(ours)

    def run(answers: str, test: str, *, given: str = "", again: bool = False) -> Told:
        exec(textwrap.dedent(answers), names)
        if given:
            assert examiner.locked(textwrap.dedent(given)) == {"done": True}
        test = textwrap.dedent(test).strip("\n")
        hidden = test[: test.index("###")].count("\n") + 1 if "###" in test else 0
        return examiner.test({"hidden_from": hidden}, test)

    yield run
    ours.close()
    other.join(5)
    assert not other.is_alive()
    theirs.close()


def test_a_right_answer_passes(judge: Callable[..., Told]) -> None:
    assert judge("total = 3", "assert total == 3, 'No.'") == {"done": True, "passed": True, "award": None}


def test_names_are_the_courses_then_pythons_then_the_trainees(judge: Callable[..., Told]) -> None:
    answers = """
        numbers, sum, len, isinstance, award, expect = [9], lambda x: 3, None, lambda *a: True, None, None
        theirs = 1
    """
    test = "assert (numbers, sum(numbers), len(numbers), isinstance(1, str), theirs) == ([1, 2], 3, 2, False, 1)"

    assert judge(answers, test, given="numbers = [1, 2]\nfrom ndl_workbench.academy import expect")["passed"]
    assert judge(answers, "expect.number(theirs, 'theirs')\naward(0.5)")["award"] == 0.5


def test_the_names_that_lint_keeps_free_are_those_that_tests_have(judge: Callable[..., Told]) -> None:
    for name in sorted(GIVEN_TO_TESTS):
        assert judge(f"{name} = 1", f"assert callable({name}), 'No.'")["passed"], name
        assert judge("", f"assert {name} == 1, 'No.'", given=f"{name} = 1")["passed"], "a given name hides it"


def test_names_are_found_inside_functions_and_loops_of_a_test(judge: Callable[..., Told]) -> None:
    test = """
        def twice():
            return [theirs * n for n in ours]
        assert twice() == [5, 10], "No."
        assert (lambda: theirs)() == 5, "No."
    """

    assert judge("theirs, ours = 5, [9]", test, given="ours = [1, 2]")["passed"]


def test_each_test_has_a_fresh_copy(judge: Callable[..., Told]) -> None:
    assert judge("rows = [1]", "rows.append(2)\nassert rows == [1, 2]")["passed"]
    assert judge("", "assert rows == [1]")["passed"]
    assert judge("rows = [3]", "made = 1\nassert rows == [3]")["passed"]
    assert judge("", "assert made")["unmade"]


def test_within_a_test_an_answer_stays_the_same(judge: Callable[..., Told]) -> None:
    """Asked again, the trainee's side could say something else."""
    answers = """
        import threading, time
        def change():
            global total
            for total in range(10**6):
                pass
        threading.Thread(target=change, daemon=True).start()
    """

    assert judge(answers, "first = total\nassert all(total == first for _ in range(1000))")["passed"]


SECRET = "4711"
HELD_BACK_TESTS = {
    "a message of the author's": ("assert total == 4711, 'Add them up.'", "Add them up."),
    "a message that is worked out": ("assert total == 4711, f'not {total} but 4711'", HELD_BACK),
    "a message put together": ("assert total == 4711, 'not ' + str(4711)", HELD_BACK),
    "no message": ("assert total == 4711", HELD_BACK),
    "an error": ("{4711: 1}[total]", HELD_BACK),
    "an error on a line with a message": ("assert {4711: 1}[total], 'Not this one.'", HELD_BACK),
    "an error that is raised": ("raise AssertionError(4711)", HELD_BACK),
    "pandas": ("import pandas as pd\npd.testing.assert_series_equal(pd.Series([total]), pd.Series([4711]))", HELD_BACK),
    "a message over several lines": (
        "assert (\n    total == 4711\n), (\n    'Add '\n    'them up.'\n)",
        "Add them up.",
    ),
    "a helper of the hidden part": (
        "def same(a, b):\n    assert a == b, f'{a}, not {b}'\nsame(total, 4711)",
        HELD_BACK,
    ),
    "a helper of the visible part": ("same(total, 4711)", HELD_BACK),
    "a helper of the visible part with a message": ("alike(total, 4711)", "They differ."),
    "a helper of the course": ("check(total, 4711)", HELD_BACK),
    "a name that is missing": ("assert nowhere == 4711", "There is no “nowhere” yet."),
    "a check of the form": (
        "expect.text(total, 'total')",
        "“total” should be text, in quotation marks; yours is an int.",
    ),
    "a loop": ("for n in [4711]:\n    assert total == n, 'Every one.'", "Every one."),
    "their error": ("assert wrong(4711) == 1, 'Divide.'", HELD_BACK),
    "their own assertion": ("assert tells(4711) == 1, 'Divide.'", "Divide."),
    "their missing name": ("assert lacks(4711) == 1, 'Divide.'", HELD_BACK),
    "what is not attempted": ("assert pretends(4711) == 1, 'Divide.'", HELD_BACK),
}


@pytest.mark.parametrize("what", HELD_BACK_TESTS)
def test_of_a_held_back_check_only_the_authors_words_are_told(judge: Callable[..., Told], what: str) -> None:
    hidden, told = HELD_BACK_TESTS[what]
    answers = """
        total = 3
        def wrong(x): raise ValueError(f"got {x}")
        def tells(x): raise AssertionError(f"got {x}")
        def lacks(x): return missing
        def pretends(x): raise ValueError(f"{x} has not been attempted yet")
    """
    visible = (
        "def same(a, b):\n    assert a == b, f'{a}, not {b}'\ndef alike(a, b):\n    assert a == b, 'They differ.'\n"
    )
    given = """
        from ndl_workbench.academy import expect
        def check(a, b):
            assert a == b, f"{a}, not {b}"
    """

    verdict = judge(answers, f"{visible}### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS", given=given)

    assert verdict["passed"] is False
    assert verdict["held_back"] is True
    assert verdict["says"].startswith(told)
    assert SECRET not in verdict["says"]


@pytest.mark.parametrize(
    ("answers", "test", "told"),
    [
        ("total = 3", "assert total == 4, f'not {total}'", "not 3"),
        ("total = 3", "assert total == 4", "This is not right yet."),
        (
            "total = 3",
            "total['a']",
            "The check could not use your answer (TypeError: 'int' object is not subscriptable).",
        ),
        ("total = object()", "assert total == 3", "Your answer is of the wrong type: a object is not plain data."),
        (
            "total = [1]\ntotal.append(total)",
            "assert total",
            "Your answer could not be read: it is too large: more than 40",
        ),
        ("def f(): raise KeyError('k')", "f()", "The check could not use your answer (KeyError: 'k')."),
        ("def f(): return missing", "f()", "The check could not use your answer (NameError: name 'missing' is not"),
    ],
)
def test_of_a_check_that_all_can_see_more_is_told(
    judge: Callable[..., Told], answers: str, test: str, told: str
) -> None:
    verdict = judge(answers, test)

    assert (verdict["passed"], verdict["held_back"]) == (False, False)
    assert verdict["says"].startswith(told)


@pytest.mark.parametrize(
    ("raised", "caught"),
    [
        ("ValueError('no')", "ValueError"),
        ("ZeroDivisionError()", "ArithmeticError"),
        ("KeyError('no')", "LookupError"),
        ("FileNotFoundError('no')", "OSError"),
        ("UnicodeDecodeError('utf-8', b'', 0, 1, 'no')", "ValueError"),
        ("__import__('json').JSONDecodeError('no', '', 0)", "ValueError"),
        ("type('Own', (TypeError,), {})('no')", "TypeError"),
        ("NotImplementedError()", "RuntimeError"),
    ],
)
def test_errors_of_python_keep_their_kind(judge: Callable[..., Told], raised: str, caught: str) -> None:
    test = f"try:\n    f()\nexcept {caught}:\n    pass\nelse:\n    raise AssertionError('It was not raised.')"

    assert judge(f"def f(): raise {raised}", test)["passed"]


@pytest.mark.parametrize(
    "raised",
    [
        "SystemExit(0)",
        "KeyboardInterrupt()",
        "StopIteration()",
        "GeneratorExit()",
        "BaseException()",
        "Exception('no')",
        "type('ValueError', (Exception,), {})('no')",
        "ExceptionGroup('no', [ValueError()])",
    ],
)
def test_other_errors_are_the_trainees_own(judge: Callable[..., Told], raised: str) -> None:
    """None ends the tests' side, and none is taken for Python's by its name."""
    test = "try:\n    f()\nexcept (ValueError, StopIteration, TypeError):\n    award(1)"

    verdict = judge(f"def f(): raise {raised}", test)

    assert verdict["passed"] is False
    assert "(TraineeError: " in verdict["says"]


def test_a_function_is_called_with_plain_data_and_with_functions_of_the_trainees(judge: Callable[..., Told]) -> None:
    answers = """
        def twice(f, x, *, times=2):
            for _ in range(times):
                x = f(x)
            return x
        def add(x): return x + 1
        def make(n): return lambda x: x * n
    """

    assert judge(answers, "assert twice(add, 5) == 7\nassert twice(make(3), 1, times=3) == 27")["passed"]
    assert judge("", "assert twice(lambda x: x, 5) == 5")["says"] == (
        "The check could not use your answer "
        "(TypeError: function cannot be handed to a trainee's function: give it plain data)."
    )


def test_what_an_argument_is_changed_to_stays_on_their_side(judge: Callable[..., Told]) -> None:
    assert judge("def f(rows): rows.append(1)", "rows = []\nf(rows)\nassert rows == []")["passed"]


MODEL = """
    class Model:
        fitted = True
        def predict(self, rows): return [n * 2 for n in rows]
        @property
        def inner(self): return self
        def __eq__(self, other): return True
        def __bool__(self): return True
    model, plain = Model(), 3
"""


@pytest.mark.parametrize(
    "test",
    [
        "assert obj('model').predict([1, 2]) == [2, 4]",
        "assert obj('model').inner.inner.predict([3]) == [6]",
        "assert ask('model.predict([1])') == [2]",
        "assert ask('[n * plain for n in range(3)]') == [0, 3, 6]",
        "assert callable(obj('model').predict)",
    ],
)
def test_an_object_is_asked_for_plain_data(judge: Callable[..., Told], test: str) -> None:
    assert judge(MODEL, test)["passed"]


@pytest.mark.parametrize(
    "test",
    [
        "assert model == 3",
        "assert model != 3",
        "assert model",
        "assert not model",
        "assert model in [3]",
        "assert 3 in model",
        "assert hasattr(model, 'predict')",
        "assert model.fitted",
        "assert isinstance(model, int)",
        "assert model < 3",
        "assert len(model)",
        "assert {model: 1}",
        "assert float(model)",
        "assert obj('model').fitted",
        "assert obj('model').fitted != 3",
        "assert obj('model').fitted == obj('model').fitted",
        "assert obj('model')",
        "assert not obj('model').fitted",
        "assert obj('model').predict([1])[0] == 3",
        "assert obj('plain').real",
        "assert obj('nowhere').real",
        "assert ask('nowhere')",
        "assert ask('1 +')",
        "obj('model').nothing()",
        "obj('model')._secret()",
    ],
)
def test_an_object_itself_is_nothing_and_makes_no_check_true(judge: Callable[..., Told], test: str) -> None:
    verdict = judge(MODEL, test)

    assert verdict["passed"] is False
    assert verdict["says"]


def test_a_file_is_read_from_their_side(judge: Callable[..., Told]) -> None:
    assert judge(
        "import pathlib\npathlib.Path('out.csv').write_text('a\\n')", "assert trainee_file('out.csv') == b'a\\n'"
    )["passed"]
    assert judge("", "trainee_file('none.csv')")["says"] == (
        "The check could not use your answer (FileNotFoundError: Your code did not write a file called “none.csv”.)."
    )


def test_what_is_printed_and_shown_by_a_test_is_nothing(judge: Callable[..., Told], capfd: Any) -> None:
    assert judge("total = 3", "import sys\nprint(total)\nprint(total, file=sys.stderr)\ndisplay(total, clear=True)")[
        "passed"
    ]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("points", ["float('nan')", "float('inf')", "-3", "True", "'2'"])
def test_an_award_is_a_number(judge: Callable[..., Told], points: str) -> None:
    verdict = judge("", f"award({points})")

    assert type(verdict["award"]) is float
    assert judge("", "award('all')")["passed"] is False


@pytest.fixture
def liar() -> Iterator[Callable[..., Told]]:
    """Run a test against a trainee's side that answers each question with messages made beforehand."""
    ours, theirs = socket.socketpair()
    examiner = _Examiner(ours)

    def run(test: str, *answers: tuple[dict[str, Any], bytes]) -> Told:
        def answer() -> None:
            for header, body in answers:
                frames.receive(theirs, seconds=5)
                frames.send(theirs, header, body)

        other = threading.Thread(target=answer)
        other.start()
        told = examiner.test({"hidden_from": 0}, test)
        other.join(5)
        return told

    yield run
    ours.close()
    theirs.close()


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ({"ok": True}, b""),
        ({"ok": True, "done": True, "passed": True}, b"\x00\x00\x00\x02{}"),
        ({"missing": True, "ok": True}, b""),
        ({"passed": True, "award": 100}, b"\xff" * 100),
        ({"too_much": "<b>"}, b""),
        ({"unreadable": "x" * 500}, b""),
        ({"gone": "It is gone."}, b""),
        ({"raised": ["AssertionError"], "says": "Passed."}, b""),
        ({"raised": [], "says": ""}, b""),
    ],
    ids=str,
)
@pytest.mark.parametrize("test", ["assert total == 3, 'No.'", "assert ask('total') == 3, 'No.'"])
def test_no_message_makes_a_check_true(liar: Callable[..., Told], test: str, header: Any, body: bytes) -> None:
    verdict = liar(test, (header, body))

    assert verdict["passed"] is False
    assert len(verdict["says"]) < 300
