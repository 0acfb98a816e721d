"""Words of the field: a glossary, terms that lead to it, and what a lesson says it teaches."""

from __future__ import annotations

import pytest

from ndl_workbench.academy.glossary import Term, glossary_page, linked, read_glossary, words_used
from ndl_workbench.academy.lint import lint
from ndl_workbench.academy.release import release_for_practice
from ndl_workbench.academy.source import read_course
from ndl_workbench.errors import BadCourse

GLOSSARY = """\
# Words

row
: One line of a table.

open data
: Data that anybody may use,
  for anything.
"""
TERMS = (Term("open data", "Data that anybody may use, for anything."), Term("row", "One line of a table."))
LESSON = """\
---
title: Adding
minutes: 5
objectives:
  - add two numbers
teaches: [verb check, metric selection_rate_difference, check invalid date]
---

# Adding

A {term}`row`, and some {term}`Open data`. Two {term}`lines <row>`.

```python
"{term}`row`"
```
"""


@pytest.fixture
def courses(write_course):
    """The tiny course, with a glossary."""
    folder = write_course(lesson=LESSON)
    (folder / "sums" / "glossary.md").write_text(GLOSSARY, encoding="utf-8")
    return folder


def test_a_glossary_is_read_in_the_order_of_its_words(courses):
    assert read_course(courses, "sums").glossary == TERMS


def test_a_course_may_have_no_glossary(tmp_path):
    assert read_glossary(tmp_path / "glossary.md") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("row\n\ncolumn\n: What stands under a heading.\n", "“row” without its meaning"),
        ("row\n", "“row” without its meaning"),
        (": A line.\n", "without its meaning"),
        ("row\n: A line.\n\nRow\n: Another.\n", "“row” twice"),
    ],
)
def test_a_glossary_of_another_form_is_refused(tmp_path, text, found):
    (tmp_path / "glossary.md").write_text(text, encoding="utf-8")
    with pytest.raises(BadCourse, match=found):
        read_glossary(tmp_path / "glossary.md")


def test_terms_become_links_to_the_headings_of_the_glossary_and_code_stays():
    text = linked(LESSON, TERMS)
    assert (
        "A [row](glossary.md#row), and some [Open data](glossary.md#open-data). Two [lines](glossary.md#row)." in text
    )
    assert '"{term}`row`"' in text
    assert linked("A {term}`cell`.", TERMS) == "A cell."
    assert (
        linked("{term}`odds (ratio)`", (Term("odds (ratio)", "A figure."),))
        == "[odds (ratio)](<glossary.md#odds-(ratio)>)"
    )
    assert words_used(LESSON) == ("row", "Open data", "row")
    assert "## open data\n\nData that anybody may use, for anything." in glossary_page("Sums", TERMS)


def test_the_release_carries_the_glossary_beside_the_lesson(courses, tmp_path):
    (notebook,) = release_for_practice(read_course(courses, "sums"), tmp_path / "built").notebooks
    assert {path.name for path in notebook.parent.iterdir()} == {"lesson.md", "glossary.md", notebook.name}
    assert "{term}`row`, and" not in (notebook.parent / "lesson.md").read_text(encoding="utf-8")


def test_an_unknown_word_and_a_term_in_a_notebook_are_found(courses, write_course, exercise):
    (courses / "sums" / "glossary.md").write_text("row\n: A line.\n", encoding="utf-8")
    write_course(lesson=LESSON, exercise=exercise.replace("# # Adding", "# # Adding\n#\n# A {term}`row`."))
    found = {finding.rule: finding for finding in lint(courses, ["sums"]).errors}
    assert found["term-unknown"].what == "A lesson links a word that the glossary does not have. It is “Open data”."
    assert "term-in-exercise" in found


def test_something_taught_that_is_not_there_is_found(write_course):
    courses = write_course(lesson=LESSON.replace("verb check", "verb chekc").replace("invalid date", "invalid dates"))
    found = [finding.what for finding in lint(courses, ["sums"]).errors if finding.rule == "teaches-unknown"]
    assert [what.rsplit("It is ")[1] for what in found] == ["“verb chekc”.", "“check invalid dates”."]


def test_a_lesson_says_what_it_teaches(courses):
    assert read_course(courses, "sums").units[0].teaches == (
        ("verb", "check"),
        ("metric", "selection_rate_difference"),
        ("check", "invalid date"),
    )


def test_what_is_taught_and_is_not_there_is_found(write_course):
    lesson = LESSON.replace("metric selection_rate_difference", "metric luck")
    found = {finding.rule: finding for finding in lint(write_course(lesson=lesson), ["sums"]).errors}
    assert found["teaches-unknown"].what.endswith("It is “metric luck”.")


@pytest.mark.parametrize("teaches", ["check", "[check]", "[word row]", "[3]", "[verb]"])
def test_what_cannot_be_taught_is_refused(write_course, teaches):
    lesson = "---\ntitle: A\nminutes: 5\nobjectives: [add]\nteaches: " + teaches + "\n---\n"
    with pytest.raises(BadCourse, match="teaches"):
        read_course(write_course(lesson=lesson), "sums")
