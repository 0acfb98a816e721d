"""Which questions have no answer."""

from __future__ import annotations

import pytest

from ndl_workbench.academy.grading.restore import read_notebook
from ndl_workbench.taking.unanswered import asked, unanswered

ALL = ["total", "halve", "why"]


def missing(path) -> list[str]:
    return [one.id for one in unanswered(read_notebook(path))]


def test_a_notebook_as_it_was_released_has_no_answer(notebook):
    cells = read_notebook(notebook)

    assert [(one.id, one.title) for one in unanswered(cells)] == [
        ("total", "Twice as much"),
        ("halve", "Half as much"),
        ("why", "Say why"),
    ]
    assert unanswered(cells) == asked(cells)


def test_answers_are_answers(notebook, write):
    write(total="total = 4", halve="def halve(number):\n    return number / 2", why="Because.")
    assert missing(notebook) == []


@pytest.mark.parametrize(
    ("text", "is_answer"),
    [
        ("total = ...", False),
        ("", False),
        ("  \n", False),
        ("# I do not know", False),
        ("total: int = ...", False),
        ("total = 1\nother = ...", False),
        ("total = 3", True),
        ("total = yours[...]", True),
        ("total = (", True),
        ("total = None", True),
        ("pass", True),
        ("\0", True),
        ("x" * 10 + "(" * 5_000, True),
    ],
)
def test_what_counts_as_an_answer_in_code(notebook, write, text, is_answer):
    write(total=text)
    assert ("total" not in missing(notebook)) == is_answer


@pytest.mark.parametrize(
    ("text", "is_answer"),
    [
        ("def halve(number):\n    ...", False),
        ("def halve(number):\n    return number / 2", True),
        ("def halve(number):\n    # so far\n    pass", True),
        ("halve = lambda number: number / 2", True),
    ],
)
def test_what_counts_as_an_answer_in_a_function(notebook, write, text, is_answer):
    write(halve=text)
    assert ("halve" not in missing(notebook)) == is_answer


@pytest.mark.parametrize(("text", "is_answer"), [("*Write your answer here.*", False), (" ", False), ("So.", True)])
def test_what_counts_as_an_answer_in_words(notebook, write, text, is_answer):
    write(why=text)
    assert ("why" not in missing(notebook)) == is_answer


def test_cells_that_are_none_are_passed_over():
    assert (
        unanswered([{}, {"cell_type": "code"}, {"cell_type": "code", "source": "", "metadata": {"nbgrader": 3}}]) == ()
    )
