"""What is built: nbgrader's cells from our roles, the same bytes each time, and nothing that gives an answer away."""

from __future__ import annotations

import json

import nbformat
import pytest

from ndl_workbench.academy.build import build_course, stub
from ndl_workbench.academy.release import release_for_practice
from ndl_workbench.academy.source import BEGIN_HIDDEN, END_HIDDEN, course_names, read_course, split


def released_text(notebook) -> str:
    return "\n".join(cell.source for cell in notebook.cells)


@pytest.fixture(scope="module")
def releases(courses, tmp_path_factory):
    """Every real course, released for practice into a folder of the test's own."""
    folder = tmp_path_factory.mktemp("built")
    return {name: release_for_practice(read_course(courses, name), folder / name) for name in course_names(courses)}


def test_two_builds_are_the_same_to_the_byte(courses, tmp_path):
    for name in course_names(courses):
        course = read_course(courses, name)
        first = build_course(course, tmp_path / "first")
        second = build_course(course, tmp_path / "second")
        assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_two_releases_are_the_same_to_the_byte(courses, releases, tmp_path):
    for name, release in releases.items():
        again = release_for_practice(read_course(courses, name), tmp_path / name)
        assert [path.read_bytes() for path in again.notebooks] == [path.read_bytes() for path in release.notebooks]


def test_the_cells_carry_nbgraders_own_metadata(write_course, tmp_path):
    build_course(read_course(write_course(), "sums"), tmp_path / "built")
    notebook = nbformat.read(tmp_path / "built" / "source" / "01_adding" / "01_adding.ipynb", as_version=4)
    roles = {
        cell.id: tuple(sorted(name for name in ("grade", "solution", "locked") if cell.metadata.nbgrader[name]))
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    assert roles == {
        "setup": ("locked",),
        "given-01": ("locked",),
        "total": ("solution",),
        "total-check": ("grade", "locked"),
        "why": ("grade", "solution"),
    }
    points = {
        cell.id: cell.metadata.nbgrader.points
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert points == {"total-check": 2, "why": 3}
    assert {cell.metadata.nbgrader.schema_version for cell in notebook.cells if "nbgrader" in cell.metadata} == {3}
    assert all(cell.metadata.nbgrader.grade_id == cell.id for cell in notebook.cells if "nbgrader" in cell.metadata)


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "x = ..."),
        ("### BEGIN SOLUTION\na, b = 1, 2\n_c = 3\n### END SOLUTION", "a = ...\nb = ..."),
        ("### BEGIN SOLUTION\ndef f(x, y=2):\n    return x\n### END SOLUTION", "def f(x, y=2):\n    ..."),
        ("given = 1\n### BEGIN SOLUTION\nx = given\n### END SOLUTION", "given = 1\nx = ..."),
    ],
)
def test_a_stub_keeps_the_names_and_none_of_the_answer(answer, left):
    assert stub(answer) == left


def test_a_release_holds_no_solution_hidden_test_wrong_answer_or_hint(courses, releases):
    for name, release in releases.items():
        for unit, path in zip(read_course(courses, name).units, release.notebooks, strict=True):
            text = released_text(nbformat.read(path, as_version=4))
            for mark in ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME", '" because="'):
                assert mark not in text
            for question in unit.questions:
                _, model = split(question.answer.source, "### BEGIN SOLUTION", "### END SOLUTION")
                _, hidden = split(question.tests.source, BEGIN_HIDDEN, END_HIDDEN)
                lines = [*model.splitlines(), *hidden.splitlines()]
                lines += [line for wrong in question.wrong for line in (*wrong.source.splitlines(), wrong.because)]
                for line in lines:
                    # A line that the trainee is given anyway gives nothing away.
                    given = any(line.strip() in cell.source for cell in unit.cells if cell.kind in ("locked", "prose"))
                    visible, _ = split(question.tests.source, BEGIN_HIDDEN, END_HIDDEN)
                    if line.strip() and not given and line.strip() not in visible:
                        assert line.strip() not in text, (unit.id, question.id, line)
                for hint in question.hints:
                    assert hint not in text
            for written in unit.written:
                assert "A good answer" not in text
                assert written.question in {cell.id for cell in nbformat.read(path, as_version=4).cells}


def test_only_the_notebook_and_the_lesson_are_released(releases):
    for release in releases.values():
        for path in release.notebooks:
            assert {file.name for file in path.parent.iterdir()} - {"glossary.md"} == {"lesson.md", path.name}


def test_work_in_a_practice_notebook_survives_a_release_of_a_changed_unit(write_course, exercise, tmp_path):
    built = tmp_path / "built"
    (path,) = release_for_practice(read_course(write_course(), "sums"), built).notebooks
    content = json.loads(path.read_text(encoding="utf-8"))
    next(cell for cell in content["cells"] if cell["id"] == "total")["source"] = ["total = 1 + 1 + 1"]
    path.write_text(json.dumps(content), encoding="utf-8")

    same = release_for_practice(read_course(write_course(), "sums"), built)
    assert "1 + 1 + 1" in path.read_text(encoding="utf-8")
    assert same.placed[0].action == "current"

    changed = release_for_practice(
        read_course(write_course(exercise=exercise.replace("[1, 2]", "[1, 2, 0]")), "sums"), built
    )
    assert "1 + 1 + 1" not in path.read_text(encoding="utf-8")
    assert changed.placed[0].kept is not None
    assert "1 + 1 + 1" in changed.placed[0].kept.read_text(encoding="utf-8")
