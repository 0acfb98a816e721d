"""An instructor's nbgrader notebook becomes a unit of ours, and what could not be carried over is said."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from ndl_workbench.academy.build import notebook_text
from ndl_workbench.academy.importing import import_notebook
from ndl_workbench.academy.lint import lint
from ndl_workbench.academy.source import course_names, read_course
from ndl_workbench.errors import BadCourse, InputError, Unreadable

TASK = {"task": True, "grade_id": "free", "points": 3, "grade": False, "solution": False, "locked": True}
SOLUTION = """\
def double(x):
    \"\"\"Twice a number.\"\"\"
    ### BEGIN SOLUTION
    # copy nothing
    return 2 * x
    ### END SOLUTION"""
CHECKS = "assert double(1) == 2\n### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN TESTS"


def cell(source: str, kind: str = "code", **settings):
    return {"cell_type": kind, "metadata": {"nbgrader": settings} if settings else {}, "source": source}


def answer(source: str = SOLUTION, name: str = "double", **settings):
    return cell(source, solution=True, grade=False, locked=False, grade_id=name, **settings)


def checks(source: str = CHECKS, name: str = "test_double", points=2, **settings):
    return cell(source, solution=False, grade=True, locked=True, grade_id=name, points=points, **settings)


@pytest.fixture
def take(tmp_path):
    """Import a notebook of these cells; returns the import and the unit, read though it is unfinished."""
    number = iter(range(1, 99))

    def take(*cells, whole=None):
        path = tmp_path / "theirs.ipynb"
        path.write_text(json.dumps(whole or {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
        unit = f"{next(number):02d}_old"
        done = import_notebook(path, tmp_path / "courses", "old", unit)
        return done, read_course(tmp_path / "courses", "old", unfinished=True).unit(unit)

    return take


def test_every_cell_of_what_we_build_comes_back_the_same(courses, tmp_path):
    for name in course_names(courses):
        course = read_course(courses, name)
        for unit in course.units:
            path = tmp_path / f"{unit.id}.ipynb"
            path.write_text(notebook_text(course, unit), encoding="utf-8")
            done = import_notebook(path, tmp_path / "again", name, unit.id)
            again = read_course(tmp_path / "again", name, unfinished=True)
            built, first = notebook_text(again, again.unit(unit.id)), notebook_text(course, unit)
            assert json.loads(built)["cells"] == json.loads(first)["cells"]
            assert (done.questions, done.points, done.left) == (len(unit.questions), unit.points, ())


@pytest.mark.parametrize("version", [None, 1, 2, 3])
def test_solution_tests_and_manual_cells_of_every_version_are_carried_over(take, version):
    of = {} if version is None else {"schema_version": version}
    done, unit = take(
        cell("# Doubling", "markdown"),
        cell("import math", locked=True, grade=False, solution=False, grade_id="given", **of),
        answer(**of),
        # The first versions kept points as text.
        checks(points="2" if version in (None, 1) else 2.0, **of),
        cell("Because.", "markdown", grade=True, solution=True, locked=False, grade_id="why", points=3, **of),
    )
    (question,) = unit.questions
    assert (unit.title, question.id, question.points, unit.points) == ("Doubling", "double", 2, 5)
    assert [c.kind for c in unit.cells] == ["prose", "locked", "answer", "tests", "written"]
    assert question.tests.source == CHECKS
    # The marks stood inside the function; ours go round all of it.
    assert question.answer.source.splitlines()[:2] == ["### BEGIN SOLUTION", "def double(x):"]
    assert "    # copy nothing\n    return 2 * x\n### END SOLUTION" in question.answer.source
    assert "A good answer:\n\nBecause." in unit.written[0].source
    assert "Write 2 or more wrong answers to “double”, each with the message it must get." in done.to_do


def test_lint_says_what_is_missing_and_the_build_refuses(take, tmp_path):
    take(answer(), checks())
    rules = {finding.rule for finding in lint(tmp_path / "courses", ["old"]).errors}
    assert rules == {"too-few-wrong", "to-do", "message-missing", "objective-uncovered"}
    with pytest.raises(BadCourse, match="0 wrong answer"):
        read_course(tmp_path / "courses", "old")
    assert "Write 2 or more wrong answers" in (tmp_path / "courses/old/01_old/design.md").read_text()


def test_marks_round_whole_lines_keep_what_stands_before_them(take):
    _, unit = take(answer("scale = 3\n### BEGIN SOLUTION\nx = scale\n### END SOLUTION"), checks("assert x == 3"))
    assert unit.questions[0].answer.source == "scale = 3\n### BEGIN SOLUTION\nx = scale\n### END SOLUTION"


def test_several_cells_of_checks_become_one_with_what_is_held_back_last(take):
    done, unit = take(answer(), checks(points=0.5), checks("assert double(0) == 0", "zero", 0.5))
    (question,) = unit.questions
    assert question.points == 1
    assert question.tests.source == (
        "assert double(1) == 2\n\nassert double(0) == 0\n"
        "### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN TESTS"
    )
    assert "“double” had 2 cells of checks; they are one now, with their marks together." in done.left


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([answer(), checks(points=1.5)], "“double” was worth 1.5; it is now worth 2."),
        ([answer(name="Double It!"), checks()], "The id “Double It!” is “double-it” now."),
        ([answer(name="setup"), checks()], "The id “setup” is “question-setup” now."),
        ([answer(), checks(), answer(), checks()], "The id “double” is “double-2” now."),
        ([checks()], "Cell 1 checks an answer that is not in the notebook; it stands in a note."),
        ([answer("def ("), checks()], "Cell 1 is a solution that is not Python"),
        (
            [cell("%matplotlib inline\nx = 1")],
            "Cell 1 is code that is not plain Python (line 1 works in a notebook only)",
        ),
        ([cell("!pip install x")], "Cell 1 is code that is not plain Python"),
        ([cell("raw", "raw")], "Cell 1 is of the kind 'raw'; it stands in a note."),
        ([cell("![a](plot.png)", "markdown")], "Cell 1 shows the file “plot.png”, which is not released with a unit."),
        ([{**cell("![a](attachment:p)", "markdown"), "attachments": {"p": {}}}], "has a picture attached"),
        (
            [answer(), cell("double(3)"), checks()],
            "Cell 2 used a trainee's answer outside the checks; it is a text now.",
        ),
        ([answer(), checks("### AUTOTEST double(3)")], "Cell 2 has AUTOTEST lines, which make no checks here."),
        ([cell("Do it.", "markdown", **TASK)], "“free” was a task"),
        (
            [cell("x = 1", grade=True, solution=True, grade_id="code", points=1)],
            "“code” was code marked by a person; it is a text to write now.",
        ),
    ],
)
def test_what_cannot_be_carried_over_as_it_was_is_said(take, cells, said):
    done, _ = take(*cells)
    assert any(said in sentence for sentence in done.left), done.left


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([answer()], "Write checks for “double”: no cell of checks followed it."),
        ([answer("# YOUR CODE HERE\nraise NotImplementedError()"), checks()], "looks like the version that trainees"),
        ([cell("Do it.", "markdown", **TASK)], "Say what each mark of “free” is for."),
    ],
)
def test_what_is_to_be_done_is_said(take, cells, said):
    done, _ = take(*cells)
    assert any(said in sentence for sentence in done.to_do), done.to_do


def test_a_mark_scheme_stays_one(take):
    source = "Say why.\n### BEGIN MARK SCHEME\n1 mark: a reason.\n### END MARK SCHEME"
    done, unit = take(
        cell(source, "markdown", grade=True, solution=True, grade_id="why", points=1), cell(source, "markdown", **TASK)
    )
    assert [w.source for w in unit.written] == [source, source.removeprefix("Say why.\n")]
    assert not any("mark of" in sentence for sentence in done.to_do)


def test_a_notebook_of_the_third_format_is_read(take):
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["Old"], "metadata": {}},
        {"cell_type": "code", "input": ["x = 1\n", "y = 2"], "metadata": {}, "outputs": []},
    ]
    _, unit = take(whole={"nbformat": 3, "worksheets": [{"cells": cells}], "metadata": {}})
    assert (unit.title, [c.source for c in unit.cells]) == ("Old", ["## Old", "x = 1\ny = 2"])


def test_the_notebooks_of_nbgraders_own_documentation(take):
    docs = Path(find_spec("nbgrader").origin).parent / "docs/source/user_guide/source"
    done, unit = take(whole=json.loads((docs / "ps1/problem1.ipynb").read_text(encoding="utf-8")))
    assert ([q.id for q in unit.questions], unit.points) == (["squares", "sum-of-squares"], 10)
    assert (done.questions, done.written) == (2, 3)
    done, unit = take(whole=json.loads((docs / "ps1/problem2.ipynb").read_text(encoding="utf-8")))
    assert ([w.question for w in unit.written], done.left) == (["part-a", "part-b"], ())


@pytest.mark.parametrize(
    "source",
    [
        *[
            "-" * 50_000 + "1",
            "x" + ".a" * 49_000,
            "(" * 5_000,
            "[1]" + "[0]" * 30_000,
            "x = '\x00\ud800'",
            "x = 1\r\ny = 2",
        ],
        "'''\n# %% answer=\"stolen\"\n# %%\n# In[3]:\n'''",
        "# !rm -rf /\n# %cd /\n# ls\nx = 1",
        "\ufeffx = 1",
    ],
)
def test_a_hostile_or_odd_cell_is_text_and_never_run_nor_more_than_a_cell(take, source):
    name = 'x"\n# %% answer="stolen'
    done, unit = take(answer(source, name), checks(source, name, "nan"), cell(source), cell(source, "markdown"))
    assert {c.question for c in unit.cells} <= {"", "x-answer-stolen"}
    assert len(unit.cells) == 4
    assert all("\n" not in sentence for sentence in (*done.left, *done.to_do))


@pytest.mark.parametrize("points", [-1, 0, True, "many", None, [], 1e308, float("inf"), float("nan")])
def test_odd_points_become_a_whole_number(take, points):
    _, unit = take(answer(), checks(points=points))
    assert 1 <= unit.points <= 1000


@pytest.mark.parametrize(
    "content",
    [
        *[b"", b"\xff\xfe{", b"[]", b"{}", b'{"cells": 3}', b'{"cells": {}}', b'{"worksheets": []}', b"[" * 200_000],
        json.dumps({"cells": [{}] * 1001}).encode(),
    ],
)
def test_what_is_no_notebook_is_refused_and_nothing_is_written(tmp_path, content):
    (tmp_path / "odd.ipynb").write_bytes(content)
    with pytest.raises(Unreadable, match="nothing was written"):
        import_notebook(tmp_path / "odd.ipynb", tmp_path / "courses", "old", "01_old")
    assert not (tmp_path / "courses").exists()


def test_a_notebook_that_is_too_large_or_not_there_is_refused(tmp_path):
    with (tmp_path / "large.ipynb").open("wb") as file:
        file.truncate(20_000_001)
    for name, found in (("large", "20,000,001 bytes"), ("missing", "no file")):
        with pytest.raises(Unreadable, match=found):
            import_notebook(tmp_path / f"{name}.ipynb", tmp_path / "courses", "old", "01_old")


def test_odd_cells_and_metadata_are_passed_over(take):
    odd = [None, 3, {}, {"cell_type": 3}, {"cell_type": "code", "metadata": [], "source": {"a": 1}}]
    odd += [{"cell_type": "code", "metadata": {"nbgrader": "yes"}, "source": ["x = 1\n", 3, "y = 2"]}]
    _, unit = take(*odd)
    assert [c.source for c in unit.cells if c.kind == "locked"] == ["x = 1\ny = 2"]


def test_a_unit_that_is_there_is_never_written_over(tmp_path, run_ndl):
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [answer(), checks()]}))
    command = (
        "academy",
        "import",
        tmp_path / "a.ipynb",
        "--course",
        "old",
        "--unit",
        "01_old",
        "--courses",
        tmp_path / "c",
    )
    done = run_ndl(*command)
    assert "1 questions marked by machine, 0 by a person, 2 marks" in done.stdout
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(InputError, match="which is there already"):
        import_notebook(tmp_path / "a.ipynb", tmp_path / "c", "old", "01_old")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
