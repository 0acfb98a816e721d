"""Pictures: SVG that parses, labels that cannot act, the same numbers in words."""

import xml.etree.ElementTree as ET

import pytest

from ndl_workbench.display.charts import Bar, Interval, Line, Point, bars, funnel, intervals, lines
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


def drawn_funnel(points, **options):
    given = {"axis": "Share", "across": "People", "caption": "x", "middle": 0.5, "spread": 0.5, "limits": (1.96, 3.09)}
    return funnel(points, **{**given, **options})


def test_a_funnel_names_who_lies_outside_in_the_picture_and_in_words():
    figure = drawn_funnel([Point("Leeds", 1000, 0.5), Point("York", 400, 0.7), Point("Hull", 100, 0.55)])

    assert figure.alternative == (
        "Share, against people, for 3 places around 50.0%. 1 lies outside the outer limits: York 70.0% of 400."
    )
    assert "York" in words(figure.svg)
    assert "Leeds" not in words(figure.svg)
    assert {"Share", "People"} <= set(words(figure.svg))


def test_a_funnel_of_none_outside_says_so():
    figure = drawn_funnel([Point("Leeds", 1000, 0.5)])

    assert figure.alternative.endswith("None lies outside the limits.")


def test_names_in_a_funnel_are_not_written_over_one_another():
    near = [Point(f"Place {n}", 4000 + n, 0.9 + n / 10_000) for n in range(20)]

    named = [word for word in words(drawn_funnel([*near, Point("Leeds", 100, 0.5)]).svg) if word.startswith("Place")]

    assert len(named) == 1


def test_lines_say_their_numbers_in_words():
    figure = lines(
        [Line("Girls", ("2024", "2025"), (0.5, 0.6)), Line("Boys", ("2024", "2025"), (0.4, 0.45))],
        axis="Share",
        caption="x",
    )

    assert figure.alternative == "Share. Girls: 2024 50.0%, 2025 60.0%; Boys: 2024 40.0%, 2025 45.0%."
    assert {"Girls", "Boys", "2024", "2025"} <= set(words(figure.svg))


def test_numbers_that_are_no_shares_are_written_as_asked():
    figure = intervals([Interval("Leeds", 1234.5, 1200, 1300)], axis="Pounds", caption="x", form=",.0f")

    assert figure.alternative == "Pounds. Leeds 1,234 (1,200 to 1,300)."
    assert not any("%" in word for word in words(figure.svg))


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
        drawn_funnel([Point(label, 5000, 0.9), Point("Leeds", 100, 0.5)], axis=label),
        lines([Line(label, ("2024", "2025"), (0.1, 0.2))], axis=label, caption=label),
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
