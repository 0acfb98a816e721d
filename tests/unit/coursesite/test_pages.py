"""What the pages of the courses' site are made of."""

from __future__ import annotations

import pandas as pd
import pytest

from ndl_workbench.academy.glossary import Term
from ndl_workbench.academy.source import Cell, Course, Unit
from ndl_workbench.coursesite import pages
from ndl_workbench.coursesite.make import make_site
from ndl_workbench.coursesite.shown import shown_table
from ndl_workbench.errors import InputError

EXERCISE = (
    Cell("prose", "", "# Adding\n\nYou work for a library.\n\n## How many?\n\n```\n# no heading\n```"),
    Cell("locked", "", "visits = [1, 2]"),
    Cell("answer", "total", "### BEGIN SOLUTION\ntotal = 3\n### END SOLUTION"),
    Cell("tests", "total", 'assert total\n### BEGIN HIDDEN TESTS\nassert total == 3, "No."\n### END HIDDEN TESTS', 2),
    Cell("wrong", "total", "total = 2", because="No."),
    Cell("hint", "total", "Add them up."),
    Cell("written", "why", "Write below.\n### BEGIN MARK SCHEME\n1 mark: says why.\n### END MARK SCHEME", 1),
    Cell("note", "", "For authors."),
)
ROW = (Term("row", "One line."),)
LESSON = "---\ntitle: Adding\n---\n\n# Adding\n\nA {term}`row`.\n"


def unit(**changes) -> Unit:
    about = {
        "id": "01_adding",
        "title": "Adding",
        "minutes": 30,
        "objectives": ("add",),
        "lesson": LESSON,
        "cells": EXERCISE,
    }
    return Unit(**{**about, **changes})


def course(*units: Unit, name: str = "sums", glossary=ROW) -> Course:
    return Course(name, name.title(), "1", 0.5, 1.0, "anybody", units or (unit(),), glossary)


def test_what_an_exercise_asks_is_its_prose_and_who_marks_it():
    assert pages.of_exercise(unit()).split("\n\n") == [
        "## What the exercise asks",
        "The numbers you get are your own. Here is what you are asked, without them.",
        "You work for a library.",
        "### How many?",
        "```\n# no heading\n```",
        "*2 marks, by machine.*",
        "Write below.",
        "*1 mark, by a person.*",
    ]


def test_a_lesson_loses_its_title_and_its_terms_become_links():
    assert pages.of_lesson(course(), unit(), lambda word: f"#{pages.term_anchor(word)}") == "A [row](#term-row)."


def test_where_two_courses_differ_about_a_word_both_meanings_are_told():
    text = pages.glossary_page(
        (course(), course(name="other", glossary=(Term("Row", "A record."), Term("cell", "A box."))))
    )
    assert text.index("## cell") < text.index("## row")
    assert "One line. *(Sums)*" in text
    assert "A record. *(Other)*" in text
    assert "A box.\n" in text


def test_a_thing_names_each_unit_that_teaches_it():
    from ndl_workbench.academy.taught import Thing

    text = pages.taught_page(
        [Thing("check", "invalid date", "Not <a> date.")], (course(unit(teaches=(("check", "invalid date"),))),)
    )
    assert "(check-invalid-date)=\n### invalid date\n\nNot \\<a\\> date." in text
    assert "Learn: [Sums, unit 1](courses/sums/01_adding.ipynb)." in text


def test_a_unit_leads_to_what_it_teaches_and_to_the_next():
    from ndl_workbench.academy.taught import Thing

    second = unit(id="02_more", title="More", teaches=(("verb", "check"), ("verb", "gone")))
    both = course(unit(), second)
    assert pages.unit_foot(both, 1, []) == "## Go on\n\n[Unit 2: More](02_more.ipynb)"
    foot = pages.unit_foot(both, 2, [Thing("verb", "check", "Look.")])
    assert "- verb: [check](#verb-check)" in foot
    assert "gone" not in foot
    assert foot.endswith("[Sums](index.md)")


def test_links_of_a_copied_page_lead_to_pages_that_are_there():
    text = "See [contributing](../CONTRIBUTING.md), [code](../ndl_workbench/x.py) and [this](https://example.org)."
    assert pages.copied_page(text) == "See [contributing](contributing.md), code and [this](https://example.org)."


def test_one_section_is_cut_out_of_a_page():
    assert pages.section("# A\n\n## One\n\n1\n\n### Deep\n\n## Two\n\n2\n", "One") == "## One\n\n1\n\n### Deep"
    assert pages.section("# A\n", "One") == ""


def test_a_table_is_shown_with_a_caption_and_headings():
    table = pd.DataFrame({"area": ["<b>", None], "rate": [0.123456789, float("nan")]}, index=[2, 3])
    text = shown_table(table)
    assert "2 rows, 2 columns" in text
    assert '<th scope="col">row</th><th scope="col">area</th><th scope="col">rate</th>' in text
    assert '<th scope="row">2</th><td>&lt;b&gt;</td><td>0.123457</td>' in text
    assert '<th scope="row">3</th><td></td><td></td>' in text
    wide = pd.DataFrame([range(20)] * 30, columns=pd.MultiIndex.from_product([["a"], range(20)]))
    assert "30 rows, 20 columns, the first 12 of them" in shown_table(wide)
    assert '<th scope="col">a 0</th>' in shown_table(wide)


def test_a_folder_with_other_things_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("ndl_workbench.coursesite.make._refuse_without_sphinx", lambda: None)
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="holds other things"):
        make_site(tmp_path, tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"
