"""An audit in pictures: dots with intervals, a funnel for many groups, lines over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..display import Block, Text, charts
from ..display.charts import Interval, Line
from .funnel import LIMITS, funnel_of
from .tally import NOT_RECORDED
from .trend import EVERYONE

if TYPE_CHECKING:
    from .results import Audit
    from .rows import Moment, Outcome
    from .wording import Wording

MOST_LINES = 6
NONE_SHOWN = Text("Every group is hidden.")


def dots(audit: Audit, rows: Sequence[Outcome], what: str, words: Wording, most: int) -> tuple[Block, ...]:
    """Draw a dot and an interval for each group that is shown."""
    shown = [
        Interval(row.group, row.rate, row.low, row.high)
        for row in rows
        if row.rate is not None and row.low is not None and row.high is not None
    ]
    if not shown:
        return (NONE_SHOWN,)
    more = f" The first {most} of {len(shown)} groups." if len(shown) > most else ""
    dot = "an average" if words.is_mean else "a rate"
    caption = f"{what}. Each dot is {dot}, each bar its 95% interval. The dashed line is everyone together.{more}"
    return (
        charts.intervals(
            shown[:most],
            axis=_axis(audit, words),
            caption=caption,
            line=audit.overall.rate,
            span=_common_span(audit),
            form=words.form,
        ),
    )


def funnel(audit: Audit, rows: Sequence[Outcome], what: str, words: Wording) -> tuple[Block, ...]:
    """Draw many groups around everyone together, within the limits of chance."""
    found = funnel_of(audit, rows)
    if found is None:
        return (NONE_SHOWN,)
    caption = (
        f"{what}. Each dot is a group; the further right, the more people. The dashed line is everyone together. "
        "Chance alone puts one group in 20 outside the dotted curves and one in 500 outside the solid ones; those "
        "beyond are diamonds, and the furthest are named."
    )
    return (
        charts.funnel(
            found.points,
            axis=_axis(audit, words),
            across="People whose outcome is known",
            caption=caption,
            middle=found.middle,
            spread=found.spread,
            limits=LIMITS,
            form=words.form,
        ),
    )


def over_time(audit: Audit, by: str, words: Wording) -> tuple[Block, ...]:
    """Draw a line for each group, where they are few enough to be told apart."""
    groups: dict[str, list[Moment]] = {}
    for moment in audit.trend:
        if moment.by in (by, EVERYONE) and moment.rate is not None and moment.period != NOT_RECORDED:
            groups.setdefault(moment.group, []).append(moment)
    rows = [
        Line(group, tuple(m.period for m in moments), tuple(m.rate or 0.0 for m in moments))
        for group, moments in groups.items()
    ]
    if len(rows) < 2:
        return ()
    if len(rows) > MOST_LINES:
        rows = [row for row in rows if row.label == EVERYONE]
    more = f" The {len(groups) - 1} groups of {by} are in the table." if len(groups) > MOST_LINES else ""
    caption = f"{audit.outcome} by {by} and {audit.period}.{more} The table below has the intervals."
    return (charts.lines(rows, axis=_axis(audit, words), caption=caption, form=words.form),) if rows else ()


def shares(audit: Audit) -> tuple[Block, ...]:
    """Draw how each group's share of the data compares with its share of the population."""
    shown = [
        Interval(
            row.group if len(audit.by) == 1 else f"{row.by}: {row.group}", row.ratio, row.ratio_low, row.ratio_high
        )
        for row in audit.representation
        if row.ratio is not None and row.ratio_low is not None and row.ratio_high is not None
    ]
    if not shown or len(shown) > MOST_LINES * 5:
        return ()
    caption = (
        "Share of the data over share of the population. At the dashed line they are the same; left of it, a group "
        "is under-represented. Each bar is a 95% interval."
    )
    return (charts.intervals(shown, axis="Times its share of the population", caption=caption, line=1.0, form=",.2f"),)


def _axis(audit: Audit, words: Wording) -> str:
    return f"Average {audit.outcome}" if words.is_mean else f"Share with {audit.outcome}"


def _common_span(audit: Audit) -> tuple[float, float]:
    """Return the figures that every picture of an audit spans, so that they can be compared by eye."""
    ends = [end for row in (*audit.outcomes, *audit.intersections) for end in (row.low, row.high) if end is not None]
    return min(ends, default=0.0), max(ends, default=1.0)
