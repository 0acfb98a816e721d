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
WIDTH = 520
ROW = 26


class Interval(NamedTuple):
    """A labelled dot with its interval; all three numbers in the same unit."""

    label: str
    value: float
    low: float
    high: float


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
) -> Figure:
    """Draw a dot and its interval a row, in the order given; values are shares from 0 to 1.

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
    """
    values = [{"label": r.label, "value": r.value, "low": r.low, "high": r.high} for r in rows]
    y = _names([r.label for r in rows])
    x = {
        "type": "quantitative",
        "title": axis,
        "axis": {"format": ".0%", "tickCount": 8},
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
    said = "; ".join(f"{r.label} {r.value:.1%} ({r.low:.1%} to {r.high:.1%})" for r in rows)
    return Figure(_svg(values, layers, len(rows)), f"{axis}. {said}.", caption)


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
