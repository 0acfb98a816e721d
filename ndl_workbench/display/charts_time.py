"""Pictures of time: what lies between which days. A chart knows labels and dates, and nothing of what they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from .blocks import Figure
from .charts import BLUE, INK, _names, _svg


class Span(NamedTuple):
    """A labelled bar between two days."""

    label: str
    start: dt.date
    end: dt.date


class Mark(NamedTuple):
    """A labelled day."""

    label: str
    day: dt.date


def timeline(spans: Sequence[Span], marks: Sequence[Mark], *, caption: str) -> Figure:
    """Draw a bar a span and a dot a mark, each on a line of its own, over one axis of years.

    Parameters
    ----------
    spans
        At least one.
    marks
        Days to be seen beside them.
    caption
        Sentence under the picture.
    """
    y = _names([*(span.label for span in spans), *(mark.label for mark in marks)])
    x = {"type": "temporal", "title": None, "axis": {"tickCount": 6, "labelAngle": 0, "labelFlush": True}}
    bars = [{"label": s.label, "start": s.start.isoformat(), "end": s.end.isoformat()} for s in spans]
    days = [{"label": m.label, "day": m.day.isoformat()} for m in marks]
    layers: list[dict[str, Any]] = [
        # A stroke as well, so that a single day is still to be seen.
        {"data": {"values": bars},
         "mark": {"type": "bar", "color": BLUE, "height": 14, "stroke": BLUE, "strokeWidth": 2},
         "encoding": {"y": y, "x": {"field": "start", **x}, "x2": {"field": "end"}}},
        {"data": {"values": days},
         "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 120, "opacity": 1, "color": INK},
         "encoding": {"y": y, "x": {"field": "day", **x}}},
    ]  # fmt: skip
    said = [f"{s.label} {_day(s.start)} to {_day(s.end)}" for s in spans] + [f"{m.label} {_day(m.day)}" for m in marks]
    return Figure(_svg([], layers, len(spans) + len(marks)), f"{'; '.join(said)}.", caption)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
