"""An audit of a model as a page: sentences, then a picture and its table for each metric."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..display import Badge, Block, Details, Heading, Items, Notice, Table, Text, learn_blocks
from ..display import charts_model as charts
from ..display.blocks import Cell
from ..display.charts import Interval, intervals
from ..loading.provenance import SYNTHETIC
from .model_metrics import BY_NAME, METRICS
from .model_report import AREA, caveats, headlines, method, sentences, share
from .model_sure import Place, sure
from .report import HIDDEN, HOW_SURE, HOW_TO_READ, POSSIBLE, UNLIKELY

if TYPE_CHECKING:
    from .model_results import Measure, ModelAudit, ModelGroup

MOST_ROWS = 40
UNDEFINED = Badge("not defined", "plain")
SHARES = frozenset(metric.name for metric in METRICS if metric.whole) | {"balanced_accuracy_score", "f1_score", AREA}


def model_blocks(audit: ModelAudit) -> tuple[Block, ...]:
    """The audit as a page."""
    return (
        *((Notice(SYNTHETIC, "info"),) if audit.provenance.synthetic else ()),
        Heading("What was found"),
        Text("“Truly yes” is what was recorded as having happened, and “said yes to” is what the model decided."),
        Items(sentences(audit)),
        Text(f"{HOW_TO_READ} {HOW_SURE}"),
        *(block for name in headlines(audit) for block in _metric(audit, name)),
        *_roc(audit),
        *_calibration(audit),
        Heading("Every metric, and the gaps that have names"),
        *_every_metric(audit),
        *_named_gaps(audit),
        *learn_blocks(_to_learn(audit)),
        Heading("What these figures cannot say"),
        Items(caveats(audit)),
        Heading("How they were made"),
        Items(method(audit)),
        Heading("Where the data came from"),
        *audit.provenance.blocks(),
    )


def _to_learn(audit: ModelAudit) -> Iterator[tuple[str, str]]:
    """What a lesson may explain: the metrics shown, the gaps that are named, and this page."""
    yield from (("metric", name) for name in headlines(audit))
    yield from (("metric", gap.name) for gap in audit.gaps)
    yield "verb", "audit_model"


# --- one metric -------------------------------------------------------------------------------------


def _metric(audit: ModelAudit, name: str) -> Iterator[Block]:
    metric = BY_NAME[name]
    yield Heading(metric.title)
    yield Text(f"{metric.meaning[0].upper()}{metric.meaning[1:]}.")
    shown = [(group, group[name]) for group in audit.groups if not group.suppressed]
    drawn = [
        Interval(_named(audit, group), measure.value, measure.low, measure.high)
        for group, measure in shown[:MOST_ROWS]
        if measure.defined and measure.value is not None and measure.low is not None and measure.high is not None
    ]
    overall = None if audit.control or audit.everyone[0].suppressed else audit.everyone[0][name].value
    if drawn:
        dashed = " The dashed line is everyone together." if overall is not None else ""
        yield intervals(
            drawn,
            axis=metric.title,
            caption=f"A dot is a group's figure and the line its 95% interval.{dashed}",
            line=overall,
        )
    columns = ("Group", "People it is of", metric.title, "95% interval", "Difference", "95% interval of difference",
               "Chance alone?")  # fmt: skip
    clear = sure(audit, headlines(audit))
    rows = tuple(_row(audit, group, name, clear) for group in (*audit.everyone, *audit.groups))
    caption = f"{metric.title} by {', '.join(audit.sensitive)}"
    yield Table(caption, columns, rows[:MOST_ROWS], frozenset(columns[1:]), len(rows))


def _row(audit: ModelAudit, group: ModelGroup, name: str, clear: frozenset[Place]) -> tuple[Cell, ...]:
    if group.suppressed:
        return (_named(audit, group), HIDDEN, None, None, None, None, None)
    measure, place = group[name], (group.control, group.name, name)
    if not measure.defined:
        return (_named(audit, group), measure.people, UNDEFINED, None, None, None, None)
    scale = 100 if name in SHARES else 1
    difference: Cell = "compared with" if group.reference else None
    if measure.difference is not None:
        difference = f"{measure.difference * scale:+.1f} points" if scale == 100 else f"{measure.difference:+.3f}"
    return (
        _named(audit, group),
        measure.people,
        _figure(measure),
        _span(measure.low, measure.high, name),
        difference,
        _span(measure.difference_low, measure.difference_high, name, apart=True),
        None if measure.difference_low is None else UNLIKELY if place in clear else POSSIBLE,
    )


def _figure(measure: Measure) -> Cell:
    if not measure.defined or measure.value is None:
        return UNDEFINED
    if measure.metric == "count":
        return int(measure.value)
    return f"{measure.value:.1%}" if measure.metric in SHARES else f"{measure.value:.3f}"


def _span(low: float | None, high: float | None, name: str, *, apart: bool = False) -> str | None:
    if low is None or high is None:
        return None
    if name not in SHARES:
        return f"{low:.3f} to {high:.3f}"
    return f"{low * 100:+.1f} to {high * 100:+.1f}" if apart else f"{low:.1%} to {high:.1%}"


def _named(audit: ModelAudit, group: ModelGroup) -> str:
    return f"{group.control}: {group.name}" if audit.control else group.name


# --- scores -----------------------------------------------------------------------------------------


def _roc(audit: ModelAudit) -> Iterator[Block]:
    there = [group for group in audit.groups if group.roc is not None]
    if not there:
        return
    largest = sorted(there, key=lambda group: -(group.people or 0))[: charts.MOST_CURVES]
    drawn = [group for group in there if group in largest]
    said = "; ".join(f"{_named(audit, group)}: area {share(group[AREA])}" for group in drawn)
    few = f" The {len(drawn)} largest groups of {len(there)} are drawn." if len(drawn) < len(there) else ""
    yield Heading("ROC curves", 3)
    yield Text(
        "As the score at which the model says yes falls, more of the truly yes are found and more of the truly no are "
        f"caught with them. A curve nearer the upper left corner is better; the dashed line is chance.{few}"
    )
    yield charts.curves(
        [charts.Curve(_named(audit, group), group.roc.false_positive_rate, group.roc.true_positive_rate)
         for group in drawn if group.roc is not None],
        axis="False positive rate", up="True positive rate",
        caption="ROC curves by group. Each has its own colour and its own dashes.",
        alternative=f"ROC curves. {said}.",
    )  # fmt: skip
    columns = ("Group", "False positive rate", "True positive rate")
    for group in drawn:
        if group.roc is None:
            continue
        points = list(zip(group.roc.false_positive_rate, group.roc.true_positive_rate, strict=True))
        some = points[:: max(1, len(points) // 20)]
        rows = tuple((str(place + 1), f"{across:.1%}", f"{up:.1%}") for place, (across, up) in enumerate(some))
        name = f"Points of the curve of {_named(audit, group)}"
        yield Details(name, (Table(name, ("Point", *columns[1:]), rows, frozenset(columns[1:])),))


def _calibration(audit: ModelAudit) -> Iterator[Block]:
    there = [group for group in audit.groups if group.calibration is not None]
    if not there:
        return
    largest = sorted(there, key=lambda group: -(group.people or 0))[: charts.MOST_CURVES]
    drawn = [group for group in there if group in largest]
    rows = [
        charts.Band(_named(audit, group), band.mean_score, band.rate, band.low, band.high)
        for group in drawn
        for band in group.calibration or ()
        if band.mean_score is not None and band.rate is not None and band.low is not None and band.high is not None
    ]
    ends = [end for group in there for band in group.calibration or () for end in (band.low_score, band.high_score)]
    chances = min(ends) >= 0 and max(ends) <= 1
    yield Heading("Calibration")
    yield Text(
        "Of people with like scores, how many are truly yes. "
        + ("On the dashed line it happens as often as the score says. " if chances else "")
        + "The same score should mean the same for every group."
    )
    if rows:
        said = "; ".join(f"{row.panel}, score {row.score:.2f}: {row.rate:.0%}" for row in rows)
        yield charts.calibration(
            rows, axis="Score", up="Truly yes", diagonal=chances,
            caption="A panel for each group. A dot is a band of scores, and the line its 95% interval.",
            alternative=f"Share truly yes by score. {said}.",
        )  # fmt: skip
    columns = ("Group", "Scores", "People", "Mean score", "Truly yes", "95% interval")
    table = tuple(
        (_named(audit, group), _scores(band.low_score, band.high_score),
         HIDDEN if band.suppressed else band.people,
         None if band.mean_score is None else f"{band.mean_score:.3f}",
         None if band.rate is None else f"{band.rate:.1%}",
         _span(band.low, band.high, "selection_rate"))
        for group in there for band in group.calibration or ()
    )  # fmt: skip
    name = "Calibration by group and band of scores"
    yield Details(name, (Table(name, columns, table[:200], frozenset(columns[1:]), len(table)),))


def _scores(low: float, high: float) -> str:
    return f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"


# --- everything -------------------------------------------------------------------------------------


def _every_metric(audit: ModelAudit) -> Iterator[Block]:
    columns = ("Group", *(metric.title for metric in METRICS))
    rows = tuple(
        (_named(audit, group), HIDDEN, *(None,) * (len(METRICS) - 1))
        if group.suppressed
        else (_named(audit, group), *(_figure(measure) for measure in group.measures))
        for group in (*audit.everyone, *audit.groups)
    )
    name = "Every metric by group"
    yield Details(name, (Table(name, columns, rows[:MOST_ROWS], frozenset(columns[1:]), len(rows)),))
    meanings = tuple((metric.title, metric.meaning, metric.name) for metric in METRICS)
    called = "What each metric is, and its name in fairlearn or scikit-learn"
    yield Details(called, (Table(called, ("Metric", "Meaning", "Name"), meanings),))


def _named_gaps(audit: ModelAudit) -> Iterator[Block]:
    columns = ("Gap", *(("Within",) if audit.control else ()), "Between groups", "95% interval", "To everyone")
    rows = tuple(
        (gap.name, *((gap.control,) if audit.control else ()), _three(gap.value),
         None if gap.low is None or gap.high is None else f"{gap.low:.3f} to {gap.high:.3f}", _three(gap.to_overall))
        for gap in audit.gaps
    )  # fmt: skip
    name = "Gaps between groups that fairlearn names"
    yield Details(
        name,
        (
            Text("Each is one figure for all groups shown, and none says which group is worse off. A difference of 0 "
                 "and a ratio of 1 mean that all groups are alike."),
            Table(name, columns, rows[:200], frozenset(columns[1:]), len(rows)),
        ),
    )  # fmt: skip


def _three(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}"
