"""Pictures: SVG that parses, labels that cannot act, the same numbers in words."""

import xml.etree.ElementTree as ET

import pytest

from ndl_workbench.display.charts import Bar, Interval, bars, intervals
from ndl_workbench.display.html import page

SVG = "{http://www.w3.org/2000/svg}"


def words(svg: str) -> list[str]:
    """Texts that are drawn."""
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_intervals_say_their_numbers_in_words():
    figure = intervals(
        [Interval("Leeds", 0.5, 0.4, 0.6), Interval("York", 0.123, 0.1, 0.15)], axis="Share", caption="Shares", line=0.3
    )

    assert figure.alternative == "Share. Leeds 50.0% (40.0% to 60.0%); York 12.3% (10.0% to 15.0%)."
    assert figure.caption == "Shares"
    assert {"Leeds", "York", "Share"} <= set(words(figure.svg))


def test_bars_say_their_numbers_in_words():
    figure = bars([Bar("Leeds", 0.5), Bar("York", 0.25)], axis="Share", caption="Shares")

    assert figure.alternative == "Share. Leeds 50%; York 25%."
    assert {"Leeds", "York", "0%", "100%"} <= set(words(figure.svg))


def test_rows_are_drawn_in_the_order_given():
    figure = bars([Bar("b", 0.1), Bar("c", 0.2), Bar("a", 0.3)], axis="Share", caption="x")

    assert [word for word in words(figure.svg) if word in "abc"] == ["b", "c", "a"]


@pytest.mark.parametrize(
    "label", ["<script>alert(1)</script>", "]]><script>", "\"'&<", "</text></svg><script>", "<a href='javascript:x'>"]
)
def test_a_label_is_only_text(label):
    for figure in (
        bars([Bar(label, 0.5)], axis=label, caption=label),
        intervals([Interval(label, 0.5, 0.4, 0.6)], axis=label, caption=label),
    ):
        root = ET.fromstring(figure.svg)
        assert {element.tag for element in root.iter()} <= {
            f"{SVG}{tag}" for tag in ("svg", "g", "path", "line", "text", "rect", "defs", "clipPath", "title")
        }
        assert label in words(figure.svg)
        assert label in figure.alternative


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x9b", "\ud800", "\uffff"])
def test_a_control_character_in_a_label_does_not_end_the_process(character):
    figure = bars([Bar(f"a{character}b", 0.5)], axis="Share", caption="x")

    assert "a�b" in words(figure.svg)
    assert "Share. a�b 50%." in page("x", (figure,))


def test_a_control_character_in_the_axis_does_not_end_the_process():
    assert "Share�" in words(bars([Bar("a", 0.5)], axis="Share\x1b", caption="x").svg)


def test_a_picture_fetches_nothing_and_is_the_same_each_time():
    rows = [Interval("a", 0.5, 0.4, 0.6)]
    svg = intervals(rows, axis="Share", caption="x").svg

    assert "href" not in svg
    assert "url(" not in svg
    assert svg == intervals(rows, axis="Share", caption="x").svg
