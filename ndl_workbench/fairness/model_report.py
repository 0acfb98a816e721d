"""An audit of a model in sentences: one a finding, each saying how sure it is, and what none of them can say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..loading.provenance import SYNTHETIC
from .caveats import BEFORE_PUBLISHING, CHANCE_ONLY, hidden_groups
from .model_metrics import BY_NAME, METRICS
from .model_sure import sure

if TYPE_CHECKING:
    from .model_results import Measure, ModelAudit, ModelGroup

# What a reader is told of first: who gets a yes, and who bears the mistakes.
HEADLINES = ("selection_rate", "false_positive_rate", "false_negative_rate", "precision_score", "accuracy_score")
AREA = "roc_auc_score"
WIDEST = 2

SAID = {
    "selection_rate": "of “{}” were said yes to",
    "false_positive_rate": "of those of “{}” who are truly no were wrongly said yes to",
    "false_negative_rate": "of those of “{}” who are truly yes were wrongly said no to",
    "precision_score": "of those of “{}” who were said yes to are truly yes",
    "accuracy_score": "of “{}” were judged rightly",
    AREA: "is the chance, in “{}”, that somebody truly yes has a higher score than somebody truly no",
}


def headlines(audit: ModelAudit) -> tuple[str, ...]:
    """Name the metrics a reader is shown first."""
    return (*HEADLINES, AREA) if audit.scored else HEADLINES


def sentences(audit: ModelAudit) -> tuple[str, ...]:
    """Say each finding in one plain sentence, most important first."""
    return (
        *(line for everyone in audit.everyone for line in _overall(audit, everyone)),
        *(line for everyone in audit.everyone for line in _gaps(audit, everyone.control)),
        *_calibrated(audit),
        *_undefined(audit),
        *_unknown(audit),
    )


def _overall(audit: ModelAudit, everyone: ModelGroup) -> Iterator[str]:
    where = _within(audit, everyone.control)
    if everyone.suppressed:
        yield f"{where}Nothing is shown, because {_few(audit)}."
        return
    if not everyone.people:
        yield f"{where}The truth and the prediction are known of nobody."
        return
    chosen, right = everyone["selection_rate"], everyone["accuracy_score"]
    yield (
        f"{where}Of {everyone.people:,} people the model said yes to {share(chosen)}, and was right about "
        f"{share(right)}. It was wrong in two ways: {share(everyone['false_positive_rate'])} of those truly no were "
        f"said yes to, and {share(everyone['false_negative_rate'])} of those truly yes were said no to."
    )


def _gaps(audit: ModelAudit, control: str) -> Iterator[str]:
    """Say the widest gaps of each headline metric, and of how many groups chance could be all there is."""
    groups = [group for group in audit.groups if group.control == control and not group.suppressed]
    reference = next((group for group in groups if group.reference), None)
    if reference is None or len(groups) < 2:
        if groups:
            yield f"{_within(audit, control)}Only one group is shown, so there is nothing to compare it with."
        return
    clear = sure(audit, headlines(audit))
    for name in headlines(audit):
        rows = [(group, group[name]) for group in groups if group[name].difference is not None]
        rows.sort(key=lambda row: (-abs(row[1].difference or 0.0), row[0].name))
        told = [row for row in rows if not _holds_zero(row[1])][:WIDEST]
        for group, measure in told:
            yield _gap(audit, group, measure, reference, (control, group.name, name) in clear)
        left = [row for row in rows if row not in told]
        if left and told:
            yield _others(
                audit, name, control, len(left), sum((control, group.name, name) in clear for group, _ in left)
            )
        elif left:
            yield _widest(audit, left, reference)


def _holds_zero(measure: Measure) -> bool:
    low, high = measure.difference_low, measure.difference_high
    return low is not None and high is not None and low <= 0 <= high


def _gap(audit: ModelAudit, group: ModelGroup, measure: Measure, reference: ModelGroup, is_sure: bool) -> str:
    start = f"{_start(audit, group, measure)} {_apart(measure)} than for “{reference.name}”"
    low, high = measure.difference_low, measure.difference_high
    if low is None or high is None:
        return f"{start}; how sure that is cannot be said."
    ends = sorted((abs(low), abs(high)))
    start = f"{start} (95% interval {ends[0] * 100:.1f} to {ends[1] * 100:.1f})"
    if is_sure:
        return f"{start}; chance alone is unlikely to explain it."
    return f"{start}; among so many comparisons, one like this can be chance."


def _widest(audit: ModelAudit, rows: list[tuple[ModelGroup, Measure]], reference: ModelGroup) -> str:
    """Say the widest of differences that could all be chance."""
    group, measure = rows[0]
    widest, others = (", the widest difference", f", and those of {len(rows) - 1} other groups")
    if len(rows) < 3:
        widest, others = ("", "") if len(rows) == 1 else (widest, ", and that of 1 other group")
    start = f"{_start(audit, group, measure)} {_apart(measure)} than for “{reference.name}”"
    return f"{start}{widest}; chance alone could explain it{others}."


def _start(audit: ModelAudit, group: ModelGroup, measure: Measure) -> str:
    name = measure.metric
    return f"{_within(audit, group.control)}{BY_NAME[name].title}: {share(measure)} {SAID[name].format(group.name)},"


def _apart(measure: Measure) -> str:
    difference = measure.difference or 0.0
    return f"{abs(difference) * 100:.1f} percentage points {'lower' if difference < 0 else 'higher'}"


def _others(audit: ModelAudit, name: str, control: str, many: int, many_sure: int) -> str:
    start = f"{_within(audit, control)}{BY_NAME[name].title}: "
    groups = f"{many} more groups are" if many > 1 else "1 more group is"
    what = "their differences" if many > 1 else "its difference"
    if not many_sure:
        return f"{start}{groups} in the table; chance alone could explain {what}."
    what = what if many == many_sure else f"{many_sure} of their differences"
    return f"{start}{groups} in the table; chance alone is unlikely to explain {what}."


def _calibrated(audit: ModelAudit) -> Iterator[str]:
    """Say of each group whether what happened agrees with scores that may be read as probabilities."""
    for group in audit.groups:
        bands = [band for band in group.calibration or () if band.mean_score is not None and band.low is not None]
        if not bands or any(not 0 <= band.high_score <= 1 or band.low_score < 0 for band in bands):
            continue
        above = sum((band.low or 0.0) > (band.mean_score or 0.0) for band in bands)
        below = sum((band.high or 0.0) < (band.mean_score or 0.0) for band in bands)
        told = f"in {above or 'none'} it happened more often than the scores said, in {below or 'none'} less often"
        yield (
            f"{_within(audit, group.control)}Calibration of “{group.name}”: of {len(bands)} "
            f"{'band' if len(bands) == 1 else 'bands'} of scores shown, "
            f"{told if above or below else 'every one agrees with what happened as far as chance allows'}."
        )


def _undefined(audit: ModelAudit) -> Iterator[str]:
    for whole, says in (("false_negative_rate", "truly yes"), ("false_positive_rate", "truly no"),
                        ("precision_score", "said yes to")):  # fmt: skip
        names = [group.name for group in audit.groups if group.people and not group[whole].people]
        if names:
            listed = ", ".join(f"“{name}”" for name in names[:5])
            yield (
                f"Nobody in {listed}{' and others' if len(names) > 5 else ''} is {says}, so a rate of them is not "
                "defined. fairlearn counts it as 0, and so do the gaps it names."
            )


def _unknown(audit: ModelAudit) -> Iterator[str]:
    left = sum(everyone.unknown or 0 for everyone in audit.everyone)
    if left:
        yield f"Of {left:,} more people the truth or the prediction is not known. They are in no metric."


def share(measure: Measure) -> str:
    """Write a share and its interval."""
    if not measure.defined or measure.value is None:
        return "(not defined)"
    if measure.low is None or measure.high is None:
        return f"{measure.value:.1%}"
    return f"{measure.value:.1%} (95% interval {measure.low:.1%} to {measure.high:.1%})"


def _within(audit: ModelAudit, control: str) -> str:
    return f"{', '.join(audit.control)} “{control}”: " if audit.control else ""


# --- what cannot be left out ------------------------------------------------------------------------


def caveats(audit: ModelAudit) -> tuple[str, ...]:
    """Say what the figures cannot tell. These cannot be left out of a report."""
    found = [
        "No one figure says whether a model is fair, and none is given here. Where groups differ in how many are truly "
        "yes, equal error rates and equal precision cannot be had together (Chouldechova 2017): which matters is for "
        "people to decide.",
        "What is called the truth here is what was recorded. Where one group is watched more closely than another, "
        "more is recorded of it, and every rate that uses the truth is tilted.",
        "A gap shows that outcomes differ. It does not show why, and it is no legal test of discrimination.",
        CHANCE_ONLY,
        "Many groups and metrics were compared. Some intervals leave out zero by chance alone; what is called unlikely "
        "to be chance allows for it.",
        "A named gap is that of the highest group to the lowest. Chance alone makes it wider the more groups there are "
        "and the smaller they are"
        + (", and its bootstrap interval lies too high for the same reason." if audit.bootstrap else "."),
        hidden_because(audit),
        BEFORE_PUBLISHING,
    ]
    if audit.provenance.synthetic:
        found.insert(0, SYNTHETIC)
    if any(everyone.unknown for everyone in audit.everyone):
        found.append(
            "People of whom the truth or the prediction is not known are left out. If they are unlike the others (as "
            "when the truth is only learnt of those who were said yes to), these figures are not those of everyone."
        )
    return (*found, *audit.notes)


def hidden_because(audit: ModelAudit) -> str:
    """Say how many groups are hidden and why; a large group may have to be."""
    if not audit.min_count:
        return "No group is hidden, however small (min_count=0): this is not for publishing."
    return hidden_groups(audit.suppressed, _few(audit))


def _few(audit: ModelAudit) -> str:
    few = "is of nobody" if audit.min_count == 1 else f"is below {audit.min_count}"
    return f"one of the four counts (truly yes or no, said yes or no) {few}"


def method(audit: ModelAudit) -> tuple[str, ...]:
    """Say how the figures were made, with sources."""
    weights = (
        "Weights count in every figure. Intervals are for as many people as would say as much were they all to weigh "
        "the same (Kish 1965).",
    )
    return (
        f"{len(METRICS)} metrics, and the gaps between groups, are defined as in fairlearn 0.15 and scikit-learn, and "
        "are worked out from counts of people by group, truth and prediction. Of nobody, a rate is 0 there; here it "
        "is called not defined.",
        *(_by_bootstrap(audit) if audit.bootstrap else _by_formula(audit)),
        *(weights if audit.weighted and not audit.bootstrap else ()),
        "Differences are from the largest group shown. Those in a table of groups are never from one that is hidden.",
        *_of_chance(audit),
        "A missing group is one of its own, called “Not recorded”. No row is dropped.",
        "A group is hidden when any of the four counts it is made of is below the minimum, and so is the smallest "
        "other group when the hidden one could be had by subtraction. Bands of scores are hidden by the same rule, "
        "and the points of a ROC curve are that many people apart.",
    )


def _of_chance(audit: ModelAudit) -> tuple[str, ...]:
    many = len(headlines(audit))
    return (
        "p-values follow from the intervals of differences (Altman and Bland 2011), and those of the "
        f"{many} metrics with a picture are adjusted together (Benjamini and Hochberg 1995). A difference is called "
        "unlikely to be chance when its adjusted p-value is at most 0.05.",
    )


def _by_formula(audit: ModelAudit) -> tuple[str, ...]:
    area = (
        ("The area under a ROC curve has DeLong's interval (DeLong and others 1988).",)
        if audit.scored and not audit.weighted
        else ()
    )
    return (
        "Shares of people have 95% Wilson score intervals (Wilson 1927) and their differences Newcombe's (Newcombe "
        "1998, method 10). F1 and balanced accuracy have what follows from those (Zou and Donner 2008). R², log loss "
        "and the named gaps have none; ask for bootstrap=1000.",
        *area,
    )


def _by_bootstrap(audit: ModelAudit) -> tuple[str, ...]:
    return (
        f"Intervals are the middle 95% of {audit.bootstrap:,} samples of the same people, drawn with replacement (seed "
        f"{audit.seed}). Drawing the counts is the same as drawing the rows (Efron 1979).",
    )
