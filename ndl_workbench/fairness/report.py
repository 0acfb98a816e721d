"""An audit in sentences, pictures and tables: one plain sentence a finding, saying how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..display import Badge, Block, Details, Heading, Items, Notice, Table, Text
from ..display.charts import Interval, intervals
from ..loading.provenance import SYNTHETIC
from .counts import NOT_RECORDED

if TYPE_CHECKING:
    from .results import Audit, Missing, Outcome, Share

HIDDEN = Badge("hidden", "info")
MOST_ROWS = 40
LOWEST_COMBINATIONS = 12
WIDEST_GAPS = 6
HOW_TO_READ = (
    "A 95% interval says how sure a figure is: chance alone would rarely put the true figure outside it. A narrow one "
    "means that many people were counted."
)
# A share of the data this far from its share of the population is worth a sentence. Our own rule of
# thumb; the sentence also needs the interval to leave the expected share out.
NOTABLE_RATIO = 0.8
NOTABLE_MISSING = 0.02

METHOD = (
    "Rates are people with the outcome over people whose outcome is known, with 95% Wilson score intervals "
    "(Wilson 1927).",
    "Differences are from the largest group shown, with 95% Newcombe intervals (Newcombe 1998, method 10).",
    "A missing answer is a group of its own, called “Not recorded”. No row is dropped; one whose count is blank "
    "adds nobody.",
    "A group is hidden when the number with the outcome, or without it, is below the minimum, and so is the "
    "smallest other group when the hidden one could be had by subtraction.",
    "How many outcomes are missing in a group that is shown is not hidden, however few.",
)


def sentences(audit: Audit) -> tuple[str, ...]:
    """Say each finding in one plain sentence, most important first."""
    return (
        *_overall(audit),
        *(line for by in audit.by for line in _gaps(audit, by)),
        *_unequal_parts(audit.representation),
        *_missing_parts(audit),
    )


def caveats(audit: Audit) -> tuple[str, ...]:
    """Say what the figures cannot tell. These cannot be left out of a report."""
    found = [
        "A gap between groups shows that outcomes differ. It does not show why, and is not by itself evidence "
        "of discrimination.",
        "Intervals allow for chance only, not for mistakes in the records or for people who are not in them.",
        "Many groups were compared. Some intervals leave out zero by chance alone.",
        hidden_because(audit),
        "Before publishing tables together, have them checked for what subtracting one from another would give away.",
    ]
    if audit.provenance.synthetic:
        found.insert(0, SYNTHETIC)
    if not audit.representation.population:
        found.append("There was no reference population, so nobody can say from this who is missing from the data.")
    return tuple(found)


def hidden_because(audit: Audit) -> str:
    """Say how many groups are hidden and why; a large group may have to be."""
    few = f"{_few(audit)} in it had the outcome, or did not have it"
    if not audit.suppressed:
        return f"No group is hidden. A group is when {few}, or when showing it would give such a group away."
    groups = "1 group is" if audit.suppressed == 1 else f"{audit.suppressed} groups are"
    each = "" if audit.suppressed == 1 else "each "
    return f"{groups} hidden, {each}because {few}, or because showing it would give such a group away."


def _few(audit: Audit) -> str:
    return "nobody" if audit.min_count == 1 else f"fewer than {audit.min_count} people"


def audit_blocks(audit: Audit) -> tuple[Block, ...]:
    """The audit as a page."""
    said = sentences(audit)
    return (
        *((Notice(SYNTHETIC, "info"),) if audit.provenance.synthetic else ()),
        Heading("What was found"),
        Items(said),
        Text(HOW_TO_READ),
        *(block for by in audit.by for block in _one_breakdown(audit, by)),
        *_combinations(audit),
        *_who_is_here(audit),
        *_who_is_unrecorded(audit),
        Heading("What these figures cannot say"),
        Items(caveats(audit)),
        Heading("How they were made"),
        Items(METHOD),
        Heading("Where the data came from"),
        *audit.provenance.blocks(),
    )


def _overall(audit: Audit) -> Iterator[str]:
    row = audit.overall
    if row.rate is None or row.n is None:
        few = f"not shown, because {_few(audit)} had the outcome, or did not have it"
        why = few if row.suppressed else "nobody's outcome is known"
        yield f"{audit.outcome}: {why}."
        return
    yield (
        f"{audit.outcome}: {row.rate:.1%} of the {row.n:,} people whose outcome is known "
        f"(95% interval {_span(row.low, row.high)})."
    )


def _gaps(audit: Audit, by: str) -> Iterator[str]:
    """Say the widest gaps of one breakdown, widest first, and how many more there are."""
    rows = [row for row in audit.outcomes if row.by == by and row.difference is not None]
    widest = sorted(rows, key=lambda row: (-abs(row.difference or 0.0), row.group))
    for row in widest[:WIDEST_GAPS]:
        if row.difference is None or row.difference_low is None or row.difference_high is None:
            continue
        points = abs(row.difference) * 100
        way = "lower" if row.difference < 0 else "higher"
        span = _span(*sorted((abs(row.difference_low), abs(row.difference_high))), points=True)
        start = f"{by} “{row.group}”: {row.rate:.1%}, {points:.1f} percentage points {way} than “{row.reference}”"
        if row.difference_low <= 0 <= row.difference_high:
            yield f"{start}; chance alone could explain a difference of this size."
        else:
            yield f"{start} (95% interval {span}); chance alone is unlikely to explain it."

    if len(widest) > WIDEST_GAPS:
        yield f"{by}: {len(widest) - WIDEST_GAPS} more groups, with smaller gaps, are in the table."


def _unequal_parts(shares: Iterable[Share]) -> Iterator[str]:
    for row in shares:
        if row.absent and row.expected:
            yield f"{row.by} “{row.group}”: nobody in the data, and {row.expected:.1%} of the population."
        elif row.ratio is not None and row.observed is not None and row.expected is not None:
            outside = not (row.low or 0) <= row.expected <= (row.high or 1)
            if outside and not NOTABLE_RATIO <= row.ratio <= 1 / NOTABLE_RATIO:
                word = "under" if row.ratio < 1 else "over"
                yield (
                    f"{row.by} “{row.group}”: {word}-represented, {row.observed:.1%} of the data and "
                    f"{row.expected:.1%} of the population."
                )


def _missing_parts(audit: Audit) -> Iterator[str]:
    for row in audit.missingness:
        if row.share is not None and row.share >= NOTABLE_MISSING and row.group != NOT_RECORDED:
            yield f"{row.by} “{row.group}”: the outcome of {row.share:.1%} is not recorded."


def _one_breakdown(audit: Audit, by: str) -> tuple[Block, ...]:
    rows = [row for row in audit.outcomes if row.by == by]
    title = Heading(f"{audit.outcome} by {by}")
    return (
        title,
        *_picture(audit, rows, f"{audit.outcome} by {by}"),
        _outcome_table(f"{audit.outcome} by {by}", rows),
    )


def _picture(audit: Audit, rows: list[Outcome], what: str) -> tuple[Block, ...]:
    shown = [
        Interval(row.group, row.rate, row.low, row.high)
        for row in rows
        if row.rate is not None and row.low is not None and row.high is not None
    ]
    if not shown:
        return (Text("Every group is hidden."),)
    more = f" The first {MOST_ROWS} of {len(shown)} groups." if len(shown) > MOST_ROWS else ""
    caption = f"{what}. Each dot is a rate, each bar its 95% interval. The dashed line is everyone together.{more}"
    axis = f"Share with {audit.outcome}"
    return (
        intervals(shown[:MOST_ROWS], axis=axis, caption=caption, line=audit.overall.rate, span=_common_span(audit)),
    )


def _common_span(audit: Audit) -> tuple[float, float]:
    """Return the shares that every picture of an audit spans, so that they can be compared by eye."""
    ends = [end for row in (*audit.outcomes, *audit.intersections) for end in (row.low, row.high) if end is not None]
    return min(ends, default=0.0), max(ends, default=1.0)


def _outcome_table(caption: str, rows: list[Outcome]) -> Table:
    columns = (
        "Group",
        "People",
        "With outcome",
        "Rate",
        "95% interval",
        "Difference",
        "95% interval of difference",
    )
    return Table(
        caption,
        columns,
        tuple(_outcome_row(row) for row in rows[:MOST_ROWS]),
        frozenset(columns[1:]),
        len(rows),
    )


def _outcome_row(row: Outcome) -> tuple[str | int | Badge | None, ...]:
    if row.rate is None:
        return (row.group, HIDDEN if row.suppressed else None, None, None, None, None, None)
    if row.difference is None:
        note = "largest group" if row.group == row.reference else None
        return (row.group, row.n, row.events, f"{row.rate:.1%}", _span(row.low, row.high), note, None)
    return (
        row.group, row.n, row.events, f"{row.rate:.1%}", _span(row.low, row.high),
        f"{row.difference * 100:+.1f} points", _span(row.difference_low, row.difference_high, points=True),
    )  # fmt: skip


def _combinations(audit: Audit) -> tuple[Block, ...]:
    if not len(audit.intersections):
        return ()
    rows = list(audit.intersections)
    columns = ("Combination", "People", "With outcome", "Rate", "95% interval")
    cells = tuple(_outcome_row(row)[:5] for row in rows[:MOST_ROWS])
    title = f"{audit.outcome} by {' × '.join(audit.by)}"
    shown = [row for row in rows if row.rate is not None]
    gone = f" {len(rows) - len(shown)} of {len(rows)} combinations are hidden." if len(shown) < len(rows) else ""
    lowest = f"{title}, lowest {LOWEST_COMBINATIONS} of {len(shown)}" if len(shown) > LOWEST_COMBINATIONS else title
    return (
        Heading("Groups within groups"),
        Text(f"Lowest rate first. The lowest of many is partly lowest by chance: look at its interval.{gone}"),
        *_picture(audit, shown[:LOWEST_COMBINATIONS], lowest),
        Details("All combinations", (Table(title, columns, cells, frozenset(columns[1:]), len(rows)),)),
    )


def _who_is_here(audit: Audit) -> tuple[Block, ...]:
    name = audit.representation.population
    against = f"Compared with {name}." if name else "There was no reference population to compare with."
    columns = ("Group", "By", "People", "Share of data", "Share of population", "Ratio")
    rows = tuple(_share_row(row) for row in audit.representation)
    return (
        Heading("Who is in the data"),
        Text(against if audit.people is None else f"{audit.people:,} people. {against}"),
        Table("Shares of the data and of the population", columns, rows, frozenset(columns[2:])),
    )


def _share_row(row: Share) -> tuple[str | int | Badge | None, ...]:
    expected = None if row.expected is None else f"{row.expected:.1%}"
    if row.suppressed or row.observed is None:
        return (row.group, row.by, HIDDEN, None, expected, None)
    ratio = None if row.ratio is None else f"{row.ratio:.2f}"
    return (
        row.group,
        row.by,
        Badge("absent", "warn") if row.absent else row.n,
        f"{row.observed:.1%}",
        expected,
        ratio,
    )


def _who_is_unrecorded(audit: Audit) -> tuple[Block, ...]:
    columns = ("Group", "By", "People", "Outcome not recorded", "Share")
    rows = tuple(_missing_row(row) for row in audit.missingness)
    return (
        Heading("Whose outcome is missing"),
        Table("Outcomes not recorded, by group", columns, rows, frozenset(columns[2:])),
    )


def _missing_row(row: Missing) -> tuple[str | int | Badge | None, ...]:
    if row.share is None:
        return (row.group, row.by, HIDDEN, None, None)
    return (row.group, row.by, row.people, row.missing, f"{row.share:.1%}")


def _span(low: float | None, high: float | None, *, points: bool = False) -> str:
    if low is None or high is None:
        return "–"
    return f"{low * 100:.1f} to {high * 100:.1f}" if points else f"{low:.1%} to {high:.1%}"
