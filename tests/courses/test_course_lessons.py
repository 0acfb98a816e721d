"""Every example of every lesson runs, in order, with nothing but what the package carries."""

from __future__ import annotations

import contextlib
import inspect
import io
from pathlib import Path

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.source import course_names, read_course
from ndl_workbench.coursesite.notebooks import examples
from ndl_workbench.display import lessons

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


def test_a_verb_that_a_lesson_explains_names_it_in_its_documentation():
    taught = {thing for lesson in lessons._lessons(lessons.LESSONS) for thing in lesson.teaches}
    verbs = {thing.removeprefix("verb ") for thing in taught if thing.startswith("verb ")}
    assert len(verbs) >= 10
    for verb in sorted(verbs):
        lesson = lessons.lesson_about("verb", verb)
        named = f"Lesson: *{lesson.title}* ({lesson.course}, unit {lesson.unit})."
        assert named in inspect.getdoc(getattr(ndl, verb)), f"{verb}: {named}"
