"""The parts that widgets are made of."""

from ndl_workbench.display import Heading, Notice, Table, Text
from ndl_workbench.display.html import announcement, part, widget_head, widget_script

HOSTILE = "<img src=x onerror=alert(1)>\x1b[2J"
INERT = "&lt;img src=x onerror=alert(1)&gt;\N{REPLACEMENT CHARACTER}[2J"


def test_a_part_is_escaped_and_brings_no_styles():
    made = part(HOSTILE, (Heading(HOSTILE), Text(HOSTILE), Table(HOSTILE, (HOSTILE,), ((HOSTILE,),))))

    assert "<img" not in made
    assert made.count(INERT) == 5
    assert "<style>" not in made
    assert f"<h3>{INERT}</h3>" in made


def test_parts_of_different_names_share_no_id():
    table = (Table("a", ("b",), (("c",),)),)

    assert part("one", table) != part("two", table)
    assert part("one", table) == part("one", table)


def test_the_head_brings_the_styles_for_all():
    made = widget_head(HOSTILE, (Notice(HOSTILE),))

    assert f"<h2>{INERT}</h2>" in made
    assert ".ndl-widget" in made
    assert "<img" not in made


def test_an_announcement_says_by_its_words_and_its_colour_what_it_is():
    assert announcement(HOSTILE) == (f'<div class="ndl-result"><p class="ndl-notice ndl-good">{INERT}</p></div>')
    assert 'class="ndl-notice ndl-bad"' in announcement("x", failed=True)


def test_the_script_takes_nothing_in():
    assert "{{" not in widget_script()
    assert "innerHTML" not in widget_script()
