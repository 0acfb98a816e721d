"""Pictures, as SVG drawn by Vega-Lite. A chart knows labels and numbers, and nothing of what they mean."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.etree import ElementTree

from .blocks import Figure
from .html import without_controls

SVG = "http://www.w3.org/2000/svg"
INK = "#16191d"
BLUE = "#1d5fa8"
GREY = "#6b7680"
ORANGE = "#b34700"
# Okabe and Ito's colours that stand out on white, for eyes that see few; marks and dashes differ too.
COLOURS = ("#16191d", "#1d5fa8", "#b34700", "#00734f", "#9c4f86", "#6b5900")
MARKS = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 1], [10, 4])
WIDTH = 520
ROW = 26
SHARE = ".1%"
MOST_NAMED = 8
MOST_SAID = 12
CURVE = 60


class Interval(NamedTuple):
    """A labelled dot with its interval; all three numbers in the same unit."""

    label: str
    value: float
    low: float
    high: float


class Point(NamedTuple):
    """A labelled dot of a funnel: how many people, and their figure."""

    label: str
    n: float
    value: float


class Line(NamedTuple):
    """A labelled line: its places along the axis, and the figure at each."""

    label: str
    places: tuple[str, ...]
    values: tuple[float, ...]


class Bar(NamedTuple):
    """A labelled bar."""

    label: str
    value: float


def intervals(
    rows: Sequence[Interval],
    *,
    axis: str,
    caption: str,
    line: float | None = None,
    span: tuple[float, float] | None = None,
    form: str = SHARE,
) -> Figure:
    """Draw a dot and its interval a row, in the order given; values are shares from 0 to 1, unless said otherwise.

    Parameters
    ----------
    rows
        At least one.
    axis
        What the shares are shares of.
    caption
        Sentence under the picture.
    line
        Share to mark with a dashed line, such as that of everyone together.
    span
        Shares the axis must hold, so that several pictures can be compared; their own when None.
    form
        How numbers are written, as d3-format and Python both read it.
    """
    values = [{"label": r.label, "value": r.value, "low": r.low, "high": r.high} for r in rows]
    y = _names([r.label for r in rows])
    x = {
        "type": "quantitative",
        "title": axis,
        "axis": {"format": _short(form), "tickCount": 8},
        "scale": {"zero": False, **({"domain": list(span), "nice": True} if span else {})},
    }
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "rule", "strokeWidth": 3, "color": BLUE},
         "encoding": {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "color": INK},
         "encoding": {"y": y, "x": {"field": "value", **x}}},
    ]  # fmt: skip
    if line is not None:
        layers.append(
            {"mark": {"type": "rule", "strokeDash": [6, 4], "color": GREY},
             "encoding": {"x": {"datum": line, "type": "quantitative"}}}
        )  # fmt: skip
    said = "; ".join(f"{r.label} {r.value:{form}} ({r.low:{form}} to {r.high:{form}})" for r in rows)
    return Figure(_svg(values, layers, len(rows)), f"{axis}. {said}.", caption)


def funnel(
    points: Sequence[Point],
    *,
    axis: str,
    across: str,
    caption: str,
    middle: float,
    spread: float,
    limits: tuple[float, float],
    form: str = SHARE,
) -> Figure:
    """Draw a dot a place against its number of people, inside limits that narrow as people grow.

    Parameters
    ----------
    points
        At least one. Those beyond the wider limits are drawn as diamonds, and the furthest of them are named.
    axis, across
        What the figures are, and what the numbers of people are.
    caption
        Sentence under the picture.
    middle
        Figure of everyone together.
    spread
        Standard deviation of one person's value.
    limits
        Standard errors from the middle at which the inner and the outer limit lie.
    form
        How numbers are written.
    """
    inner, outer = limits
    away = {p: abs(p.value - middle) * p.n**0.5 / spread if spread else 0.0 for p in points}
    beyond = [p for p in points if away[p] > outer]
    named = _apart(sorted(beyond, key=lambda p: -away[p]), points)
    x = {"field": "n", "type": "quantitative", "title": across, "axis": {"format": ",.0f", "tickCount": 6}}
    ends = [p.value for p in points]
    margin = (max(ends) - min(ends)) * 0.1 or spread * 0.1 or 1.0
    domain = [min(*ends, middle) - margin, max(*ends, middle) + margin]
    y = {"type": "quantitative", "title": axis, "axis": {"format": _short(form), "tickCount": 6},
         "scale": {"zero": False, "domain": domain, "nice": True}}  # fmt: skip
    most = max(p.n for p in points)
    steps = [most * (place / CURVE) ** 2 for place in range(1, CURVE + 1)]
    layers: list[dict[str, Any]] = [
        {"data": {"values": [{"n": n, "value": middle + sign * z * spread / n**0.5} for n in steps]},
         "mark": {"type": "line", "clip": True, "color": GREY, "strokeDash": dash, "strokeWidth": 1.5},
         "encoding": {"x": x, "y": {"field": "value", **y}}}
        for z, dash in ((inner, [3, 3]), (outer, [1, 0])) for sign in (-1, 1)
    ]  # fmt: skip
    layers.append({"data": {"values": [{}]}, "mark": {"type": "rule", "strokeDash": [6, 4], "color": GREY},
                   "encoding": {"y": {"datum": middle, "type": "quantitative"}}})  # fmt: skip
    for kept, colour, shape in ((False, BLUE, "circle"), (True, ORANGE, "diamond")):
        values = [{"n": p.n, "value": p.value} for p in points if (p in beyond) is kept]
        layers.append({"data": {"values": values},
                       "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "color": colour,
                                "shape": shape},
                       "encoding": {"x": x, "y": {"field": "value", **y}}})  # fmt: skip
    layers.append({"data": {"values": [{"n": p.n, "value": p.value, "label": p.label} for p in named]},
                   "mark": {"type": "text", "dy": -11, "fontSize": 12, "color": INK, "limit": 180},
                   "encoding": {"x": x, "y": {"field": "value", **y}, "text": {"field": "label"}}})  # fmt: skip
    told = "; ".join(f"{p.label} {p.value:{form}} of {p.n:,.0f}" for p in sorted(beyond)[:MOST_SAID])
    more = f"; and {len(beyond) - MOST_SAID} more" if len(beyond) > MOST_SAID else ""
    said = f"{axis}, against {across.lower()}, for {len(points)} places around {middle:{form}}. "
    lie = "lies" if len(beyond) == 1 else "lie"
    said += (
        f"{len(beyond)} {lie} outside the outer limits: {told}{more}." if beyond else "None lies outside the limits."
    )
    return Figure(_svg([], layers, 13), said, caption)


def lines(rows: Sequence[Line], *, axis: str, caption: str, form: str = SHARE) -> Figure:
    """Draw a line a group, each with its own colour, mark and dash."""
    labels = [row.label for row in rows]
    places = sorted({place for row in rows for place in row.places})
    values = [
        {"label": row.label, "place": place, "value": value}
        for row in rows
        for place, value in zip(row.places, row.values, strict=True)
    ]
    legend = {"title": None, "orient": "bottom", "columns": 1, "labelLimit": WIDTH, "symbolStrokeWidth": 2}
    x = {"field": "place", "type": "ordinal", "title": None, "sort": places, "axis": {"labelAngle": 0}}
    y = {"field": "value", "type": "quantitative", "title": axis, "axis": {"format": _short(form), "tickCount": 6},
         "scale": {"zero": False}}  # fmt: skip
    shared = {"x": x, "y": y, "color": _scale(labels, COLOURS, legend)}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "line", "strokeWidth": 2},
         "encoding": {**shared, "strokeDash": _scale(labels, DASHES, legend)}},
        {"mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
         "encoding": {**shared, "shape": _scale(labels, MARKS, legend)}},
    ]  # fmt: skip
    said = "; ".join(
        f"{row.label}: "
        + ", ".join(f"{place} {value:{form}}" for place, value in zip(row.places, row.values, strict=True))
        for row in rows
    )
    return Figure(_svg(values, layers, 11), f"{axis}. {said}.", caption)


def _apart(furthest: Sequence[Point], points: Sequence[Point]) -> list[Point]:
    """Choose the first few whose names will not be written over one another."""
    wide = max(p.n for p in points) / 5
    high = (max(p.value for p in points) - min(p.value for p in points)) / 15
    chosen: list[Point] = []
    for point in furthest:
        clear = all(abs(p.n - point.n) > wide or abs(p.value - point.value) > high for p in chosen)
        if clear and len(chosen) < MOST_NAMED:
            chosen.append(point)
    return chosen


def _scale(labels: list[str], values: Sequence[Any], legend: dict[str, Any]) -> dict[str, Any]:
    kept = [values[place % len(values)] for place in range(len(labels))]
    return {"field": "label", "type": "nominal", "scale": {"domain": labels, "range": kept}, "legend": legend}


def _short(form: str) -> str:
    """Write ticks of shares without a decimal: they are round."""
    return ".0%" if form == SHARE else form


def bars(rows: Sequence[Bar], *, axis: str, caption: str) -> Figure:
    """Draw a horizontal bar a row, in the order given; values are shares from 0 to 1."""
    values = [{"label": r.label, "value": r.value} for r in rows]
    scale = {"domain": [0, 1]}
    x = {
        "field": "value",
        "type": "quantitative",
        "title": axis,
        "axis": {"format": ".0%", "tickCount": 5},
        "scale": scale,
    }
    layers = [{"mark": {"type": "bar", "color": BLUE}, "encoding": {"y": _names([r.label for r in rows]), "x": x}}]
    said = "; ".join(f"{r.label} {r.value:.0%}" for r in rows)
    return Figure(_svg(values, layers, len(rows)), f"{axis}. {said}.", caption)


def _names(labels: list[str]) -> dict[str, Any]:
    return {"field": "label", "type": "nominal", "sort": labels, "title": None, "axis": {"labelLimit": 620}}


def _safe(part: Any) -> Any:
    """Take control characters out of every text: the renderer ends the whole process on one."""
    if isinstance(part, dict):
        return {name: _safe(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_safe(value) for value in part]
    return without_controls(part) if isinstance(part, str) else part


def _svg(values: list[dict[str, Any]], layers: list[dict[str, Any]], rows: int) -> str:
    import vl_convert

    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": max(rows, 1) * ROW,
        "data": {"values": values},
        "layer": layers,
        "config": {
            "background": "white",
            "font": "DejaVu Sans, sans-serif",
            "axis": {
                "labelFontSize": 13,
                "titleFontSize": 13,
                "labelColor": INK,
                "titleColor": INK,
                "titleFontWeight": 400,
            },
            "legend": {"labelFontSize": 13, "labelColor": INK},
            "view": {"stroke": None},
        },
    }
    return _silent(vl_convert.vegalite_to_svg(json.dumps(_safe(spec))))


def _silent(svg: str) -> str:
    """Take out the names Vega gives to each mark: the figure around it has one that reads as a sentence."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)  # noqa: S314 (drawn a moment ago by Vega, not read from outside)
    for element in root.iter():
        for name in [name for name in element.attrib if name == "role" or name.startswith("aria-")]:
            del element.attrib[name]
    root.set("aria-hidden", "true")
    return ElementTree.tostring(root, encoding="unicode")
