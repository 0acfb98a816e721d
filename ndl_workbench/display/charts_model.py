"""Pictures of a model: calibration and ROC curves. A chart knows labels and numbers, and nothing of what they mean."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from .blocks import Figure
from .charts import BLUE, GREY, INK, _safe, _silent

SIDE = 170
ACROSS = 3
CURVE_SIDE = 420
# Told apart by colour-blind people, and each with a dash of its own, since a colour never carries the meaning alone.
COLOURS = (INK, BLUE, "#b3480f", "#0a7a5a", "#7a3e9d", "#7d6100")
DASHES = ([1, 0], [10, 4], [2, 3], [12, 3, 2, 3], [5, 5], [16, 6])
MOST_CURVES = len(COLOURS)


class Band(NamedTuple):
    """People whose scores are alike: the mean of their scores, and a rate with its interval."""

    panel: str
    score: float
    rate: float
    low: float
    high: float


class Curve(NamedTuple):
    """A labelled line from the lower left to the upper right."""

    label: str
    across: tuple[float, ...]
    up: tuple[float, ...]


def calibration(rows: Sequence[Band], *, axis: str, up: str, caption: str, alternative: str, diagonal: bool) -> Figure:
    """Draw a small panel for each label, in the order given: rates, with intervals, over scores.

    Parameters
    ----------
    rows
        At least one.
    axis, up
        What is across, and what is up.
    diagonal
        Whether to draw where the rate is the score itself.
    """
    panels = list(dict.fromkeys(row.panel for row in rows))
    kind = "quantitative"
    x = {"field": "score", "type": kind, "title": axis, "scale": {"zero": False}, "axis": {"tickCount": 4}}
    y = {"type": kind, "title": up, "axis": {"format": ".0%", "tickCount": 5}, "scale": {"domain": [0, 1]}}
    if diagonal:
        x |= {"scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 4}}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "rule", "strokeWidth": 3, "color": BLUE},
         "encoding": {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True, "size": 60, "opacity": 1, "color": INK},
         "encoding": {"x": x, "y": {"field": "rate", **y}}},
    ]  # fmt: skip
    if diagonal:
        ends = {"x": {"datum": 0}, "y": {"datum": 0}, "x2": {"datum": 1}, "y2": {"datum": 1}}
        layers.insert(0, {"mark": {"type": "rule", "strokeDash": [6, 4], "color": GREY}, "encoding": ends})
    spec = {
        "data": {"values": [row._asdict() for row in rows]},
        "facet": {"field": "panel", "type": "nominal", "sort": panels, "title": None,
                  "header": {"labelFontSize": 13, "labelColor": INK, "labelLimit": SIDE}},
        "columns": ACROSS,
        "spec": {"width": SIDE, "height": SIDE, "layer": layers},
    }  # fmt: skip
    return Figure(_drawn(spec), alternative, caption)


def curves(rows: Sequence[Curve], *, axis: str, up: str, caption: str, alternative: str) -> Figure:
    """Draw up to six lines over one another, each with its own colour and dash, and the diagonal."""
    if len(rows) > MOST_CURVES:
        raise ValueError(f"at most {MOST_CURVES} curves can be told apart, not {len(rows)}")
    labels = [row.label for row in rows]
    values = [
        {"label": row.label, "across": a, "up": b, "order": place}
        for row in rows
        for place, (a, b) in enumerate(zip(row.across, row.up, strict=True))
    ]
    legend = {"title": None, "orient": "right", "labelLimit": 260, "symbolSize": 600, "symbolStrokeWidth": 3}
    share = {"type": "quantitative", "axis": {"format": ".0%", "tickCount": 5}, "scale": {"domain": [0, 1]}}
    line = {
        "x": {"field": "across", "title": axis, **share},
        "y": {"field": "up", "title": up, **share},
        "order": {"field": "order", "type": "quantitative"},
        "color": {"field": "label", "type": "nominal", "legend": legend,
                  "scale": {"domain": labels, "range": list(COLOURS[: len(rows)])}},
        "strokeDash": {"field": "label", "type": "nominal", "legend": legend,
                       "scale": {"domain": labels, "range": list(DASHES[: len(rows)])}},
    }  # fmt: skip
    ends = {"x": {"datum": 0}, "y": {"datum": 0}, "x2": {"datum": 1}, "y2": {"datum": 1}}
    spec = {
        "width": CURVE_SIDE,
        "height": CURVE_SIDE,
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "rule", "strokeDash": [6, 4], "color": GREY}, "encoding": ends},
            {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": line},
        ],
    }
    return Figure(_drawn(spec), alternative, caption)


def _drawn(spec: dict[str, Any]) -> str:
    import vl_convert

    axis = {"labelFontSize": 12, "titleFontSize": 12, "labelColor": INK, "titleColor": INK, "titleFontWeight": 400}
    legend = {"labelFontSize": 13, "labelColor": INK}
    config = {"background": "white", "font": "DejaVu Sans, sans-serif", "axis": axis, "legend": legend,
              "view": {"stroke": None}}  # fmt: skip
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", **spec, "config": config}
    return _silent(vl_convert.vegalite_to_svg(json.dumps(_safe(whole))))
