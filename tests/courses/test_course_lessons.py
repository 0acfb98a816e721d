"""Every example of every lesson runs, in order, with nothing but what the package carries."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

from ndl_workbench.academy.source import course_names, read_course
from ndl_workbench.coursesite.notebooks import examples

COURSES = Path(__file__).parents[2] / "courses"
UNITS = [
    (name, unit.id) for name in course_names(COURSES) for unit in read_course(COURSES, name, unfinished=True).units
]


@pytest.mark.parametrize(("name", "unit"), UNITS)
def test_the_examples_of_a_lesson_run_in_order(name, unit, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    namespace = {"__name__": "__lesson__"}
    for example in examples(read_course(COURSES, name, unfinished=True).unit(unit).lesson):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(example, f"{name}/{unit}/lesson.md", "exec"), namespace)
    assert list(tmp_path.iterdir()) == []


def test_only_python_is_an_example():
    lesson = "A.\n\n```python\nx = 1\nx\n```\n\n```text\nno\n```\n\n```py\nno\n```\n\n```python\ny = x\n```\n"
    assert examples(lesson) == ("x = 1\nx", "y = x")
