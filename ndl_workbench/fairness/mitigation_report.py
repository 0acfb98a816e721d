"""A mitigation in sentences and as a page: who gains and who loses, under a caution that cannot be left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..display import Badge, Block, Facts, Heading, Items, Notice, Table, Text
from ..display.blocks import Cell
from ..display.charts import Interval, intervals
from ..loading.provenance import SYNTHETIC
from .model_report import hidden_because
from .report import HIDDEN, HOW_TO_READ

if TYPE_CHECKING:
    from .mitigation_results import Change, Mitigation
    from .model_results import Measure

MOST_ROWS = 40
FEW = Badge("few", "info")
TITLES = {
    "selection_rate": "Said yes to",
    "accuracy": "Judged rightly",
    "true_positive_rate": "Of the truly yes, said yes to",
    "false_positive_rate": "Of the truly no, wrongly said yes to",
}
ALIKE = {
    "demographic_parity": "the same share said yes to",
    "true_positive_rate_parity": "the same share of the truly yes said yes to",
    "false_positive_rate_parity": "the same share of the truly no wrongly said yes to",
    "equalized_odds": "the same share of the truly yes, and of the truly no, said yes to",
}
HOW = {
    "threshold": "a threshold of its own for each group (fairlearn's ThresholdOptimizer)",
    "reduction": "fitting the model again and again under the constraint (fairlearn's ExponentiatedGradient)",
    "grid": "choosing among models fitted with different weights (fairlearn's GridSearch)",
}
SOURCES = (
    ("Direct discrimination, section 13", "https://www.legislation.gov.uk/ukpga/2010/15/section/13"),
    ("Indirect discrimination, section 19", "https://www.legislation.gov.uk/ukpga/2010/15/section/19"),
    ("Positive action, section 158, in the explanatory notes",
     "https://www.legislation.gov.uk/ukpga/2010/15/notes/division/3/11/2/1"),
    ("Information Commissioner, on fairness, bias and discrimination",
     "https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/artificial-intelligence/"
     "guidance-on-ai-and-data-protection/how-do-we-ensure-fairness-in-ai/"
     "what-about-fairness-bias-and-discrimination/"),
)  # fmt: skip


def caution(result: Mitigation) -> tuple[str, ...]:
    """Say what the law may make of it. We are no lawyers, and say so."""
    direct = (
        "This method looks at a person's group in every decision. Treating somebody less favourably because of a "
        "protected characteristic is direct discrimination (Equality Act 2010, section 13), and so this may itself be "
        "unlawful."
        if result.uses_group
        else "This method does not look at a person's group when it decides, but the group was used to fit it. A rule "
        "that is the same for all can be indirect discrimination (Equality Act 2010, section 19), and one chosen "
        "because of a protected characteristic may be direct discrimination (section 13)."
    )
    return (
        direct,
        "This is no legal advice. Take some before a decision about anybody is made this way.",
        "Section 13 lets less favourable treatment because of age be shown to be a proportionate means of achieving a "
        "legitimate aim; it says no such thing of the other characteristics. It also lets disabled people be treated "
        "more favourably.",
        "Positive action is allowed only as a proportionate way to the aims that section 158 names.",
        "Equal figures do not make a decision lawful. The Information Commissioner's guidance on fairness in AI says "
        "that it is no guidance on complying with the Equality Act.",
    )


def caveats(result: Mitigation) -> tuple[str, ...]:
    """Say what the figures cannot tell."""
    found = [
        f"The figures are of {result.measured_on:,} people who were held back: the model was fitted on "
        f"{result.fitted_on:,} others."
        if result.held_back
        else "The figures are of the same people the model was fitted on. They flatter it: hold some back.",
        "Another split (another seed) would give somewhat other figures.",
        "Only the constraint that was asked for is aimed at. Other gaps may widen: compare both audits.",
        "What is called the truth is what was recorded. If that is tilted, making rates of it alike keeps the tilt.",
        hidden_because(result.before),
    ]
    if result.by_lot:
        found.insert(1, "Some decisions are by lot: two people who are alike in everything may be decided differently.")
    if result.before.provenance.synthetic:
        found.insert(0, SYNTHETIC)
    return tuple(found)


def sentences(result: Mitigation) -> tuple[str, ...]:
    """Say what changes, for everyone and for each group."""
    return (*_aim(result), *(line for change in result.changes for line in _change(change)))


def _aim(result: Mitigation) -> Iterator[str]:
    before, after = result.gaps
    if before is None or after is None:
        yield f"Groups were to have {ALIKE[result.constraint]}; too few of them may be shown to say whether they do."
        return
    way = "narrowed" if after < before else "did not narrow"
    yield (
        f"Groups were to have {ALIKE[result.constraint]}. The widest gap between groups shown {way}: "
        f"{before * 100:.1f} points before, {after * 100:.1f} after."
    )


def _change(change: Change) -> Iterator[str]:
    if change.suppressed or not change.people:
        return
    gained, lost = change.gained, change.lost
    if gained is None or lost is None:
        moved = "how many gain or lose a yes is hidden, because it would tell of a few"
    elif not gained and not lost:
        moved = "no decision changes"
    else:
        moved = f"{gained:,} gain a yes and {lost:,} lose one"
    yield (
        f"{change.group} ({change.people:,} people): {moved}; said yes to {_both(change, 'selection_rate')}, judged "
        f"rightly {_both(change, 'accuracy')}."
    )


def _both(change: Change, name: str) -> str:
    before, after = change.rate(name, "before"), change.rate(name, "after")
    if before is None or after is None:
        return "(not defined)"
    return f"{before:.1%} before and {after:.1%} after"


def mitigation_blocks(result: Mitigation) -> tuple[Block, ...]:
    """Before and after as a page."""
    said = caution(result)
    return (
        *((Notice(SYNTHETIC, "info"),) if result.before.provenance.synthetic else ()),
        *(Notice(line, "warn") for line in said[:2]),
        Heading("What changes, and for whom"),
        Text(f"Made with {HOW[result.method]}."),
        Items(sentences(result)),
        Text(HOW_TO_READ),
        _who(result),
        *(block for name in TITLES for block in _rate(result, name)),
        Heading("What the law may say"),
        Items(said[2:]),
        Facts(SOURCES),
        Heading("What these figures cannot say"),
        Items(caveats(result)),
        Text("Every metric of both is in the audits before and after (.before and .after), which can be saved too."),
        Heading("Where the data came from"),
        *result.before.provenance.blocks(),
    )


def _who(result: Mitigation) -> Table:
    columns = ("Group", "People", "Gain a yes", "Lose a yes")
    rows = tuple(
        (change.group, HIDDEN, None, None)
        if change.suppressed
        else (change.group, change.people, FEW if change.gained is None else change.gained,
              FEW if change.lost is None else change.lost)
        for change in result.changes
    )  # fmt: skip
    return Table("Whose decision changes", columns, rows[:MOST_ROWS], frozenset(columns[1:]), len(rows))


def _rate(result: Mitigation, name: str) -> Iterator[Block]:
    yield Heading(TITLES[name])
    drawn = [
        Interval(f"{change.group}, {when}", measure.value, measure.low, measure.high)
        for change in result.changes[: MOST_ROWS // 2]
        for when in ("before", "after")
        if (measure := _measure(change, name, when)) is not None
        and measure.value is not None and measure.low is not None and measure.high is not None
    ]  # fmt: skip
    if drawn:
        yield intervals(drawn, axis=TITLES[name], caption="A dot is a share and the line its 95% interval.")
    columns = ("Group", "Before", "95% interval", "After", "95% interval after", "Change")
    rows = tuple(_row(change, name) for change in result.changes)
    yield Table(f"{TITLES[name]}, before and after", columns, rows[:MOST_ROWS], frozenset(columns[1:]), len(rows))


def _row(change: Change, name: str) -> tuple[Cell, ...]:
    if change.suppressed:
        return (change.group, HIDDEN, None, None, None, None)
    cells: list[Cell] = [change.group]
    for when in ("before", "after"):
        measure = _measure(change, name, when)
        if measure is None or measure.value is None:
            cells += [Badge("not defined"), None]
        else:
            there = measure.low is not None and measure.high is not None
            cells += [f"{measure.value:.1%}", f"{measure.low:.1%} to {measure.high:.1%}" if there else None]
    before, after = change.rate(name, "before"), change.rate(name, "after")
    known = before is not None and after is not None
    return (*cells, f"{((after or 0.0) - (before or 0.0)) * 100:+.1f} points" if known else None)


def _measure(change: Change, name: str, when: str) -> Measure | None:
    measure: Measure | None = getattr(change, f"{name}_{when}")
    return measure if measure is not None and measure.defined else None
