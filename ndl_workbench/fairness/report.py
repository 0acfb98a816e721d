"""An audit as a page: sentences first, then for each question a picture and the table behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..display import Badge, Block, Details, Heading, Items, Notice, Table, Text, learn_blocks
from ..loading.provenance import SYNTHETIC
from . import pictures
from .caveats import caveats, method
from .funnel import has_many, is_many
from .outcomes import EVERY_COMBINATION, EVERYONE_ELSE
from .sentences import findings
from .wording import SURE, Wording, is_held, is_sure

if TYPE_CHECKING:
    from .results import Audit
    from .rows import Adjusted, Missing, Moment, Outcome, Proxy, Share

Cells = tuple[str | int | Badge | None, ...]

HIDDEN = Badge("hidden", "info")
UNLIKELY, POSSIBLE = Badge("unlikely", "info"), Badge("possible")
MOST_ROWS = 40
NUMBERS = frozenset({"Cramér's V", "Share", "Of everyone"})
MOST_IN_A_FOLD = 500
LOWEST_COMBINATIONS = 12
ALL_HIDDEN = "Every combination is hidden, because from any that were shown a small one would follow by subtraction."
HOW_TO_READ = (
    "A 95% interval says how sure a figure is: chance alone would rarely put the true figure outside it. A narrow one "
    "means that many people were counted."
)
HOW_SURE = (
    "Of all differences that chance alone is called unlikely to explain, about one in twenty is expected to be chance "
    "after all."
)


def audit_blocks(audit: Audit) -> tuple[Block, ...]:
    """The audit as a page."""
    words = Wording(audit)
    return (
        *((Notice(SYNTHETIC, "info"),) if audit.provenance.synthetic else ()),
        Heading("What was found"),
        *_found(audit),
        Text(f"{HOW_TO_READ} {HOW_SURE}"),
        *(block for by in audit.by for block in _one_breakdown(audit, by, words)),
        *_held(audit, words),
        *_combinations(audit, words),
        *_over_time(audit, words),
        *_who_is_here(audit),
        *_who_is_unrecorded(audit),
        *_stand_ins(audit),
        Heading("What these figures cannot say"),
        Items(caveats(audit)),
        Heading("How they were made"),
        Items(method(audit)),
        *learn_blocks([("verb", "audit")]),
        Heading("Where the data came from"),
        *audit.provenance.blocks(),
    )


def _found(audit: Audit) -> tuple[Block, ...]:
    return tuple(block for title, lines in findings(audit) for block in (Heading(title, 3), Items(lines)))


def _one_breakdown(audit: Audit, by: str, words: Wording) -> tuple[Block, ...]:
    rows = [row for row in audit.outcomes if row.by == by]
    what = f"{audit.outcome} by {by}"
    table = _outcome_table(what, rows, words)
    if is_many(rows):
        picture = pictures.funnel(audit, rows, what, words)
        return Heading(what), *picture, Details(f"All {len(rows)} groups, by name", (table,))
    return Heading(what), *pictures.dots(audit, rows, what, words, MOST_ROWS), table


def _outcome_table(caption: str, rows: list[Outcome], words: Wording) -> Table:
    against = {row.reference for row in rows if row.difference is not None}
    name = "Difference from everyone else" if against == {EVERYONE_ELSE} else "Difference"
    columns = (*_columns(words), name, "95% interval of difference", "Chance alone?")
    cells = tuple(_outcome_row(row, words) for row in rows[:MOST_IN_A_FOLD])
    return Table(caption, columns, cells, frozenset(columns[1:]), len(rows))


def _columns(words: Wording) -> tuple[str, ...]:
    with_outcome = () if words.is_mean else ("With outcome",)
    return ("Group", "People", *with_outcome, words.figure.capitalize(), "95% interval")


def _outcome_row(row: Outcome, words: Wording) -> Cells:
    start = _figures(row, row.group, words)
    if row.rate is None:
        return (*start, None, None, None)
    if row.difference is None:
        return (*start, "compared with" if row.group == row.reference else None, None, None)
    chance = UNLIKELY if is_sure(row) else POSSIBLE
    span = words.sizes(row.difference_low, row.difference_high, signed=True)
    return (*start, words.change(row.difference), span, chance)


def _figures(row: Outcome | Moment, name: str, words: Wording) -> Cells:
    events = () if words.is_mean else (row.events,)
    if row.rate is None:
        return (name, HIDDEN if row.suppressed else None, *(None for _ in events), None, None)
    return (name, row.n, *events, words.value(row.rate), words.span(row.low, row.high))


def _held(audit: Audit, words: Wording) -> tuple[Block, ...]:
    if not len(audit.controlled):
        return ()
    columns = (
        "Group",
        "By",
        "Difference",
        f"With {audit.control} the same",
        "95% interval",
        "Chance alone?",
        "Warning",
    )
    rows = tuple(_held_row(row, words) for row in audit.controlled)
    return (
        Heading(f"With {audit.control} held the same"),
        Text(
            f"Part of a gap can come from groups being spread unevenly over {audit.control}. This compares people who "
            "are alike in it."
        ),
        Table(f"Differences before and after {audit.control} is held the same", columns, rows, frozenset(columns[2:])),
    )


def _held_row(row: Adjusted, words: Wording) -> Cells:
    before = None if row.difference is None else words.change(row.difference)
    if row.adjusted is None:
        return (row.group, row.by, before, HIDDEN if row.suppressed else None, None, None, None)
    chance = UNLIKELY if is_held(row) else POSSIBLE
    turned = Badge("reverses", "warn") if row.reverses else None
    span = words.sizes(row.low, row.high, signed=True)
    return (row.group, row.by, before, words.change(row.adjusted), span, chance, turned)


def _combinations(audit: Audit, words: Wording) -> tuple[Block, ...]:
    if not len(audit.intersections):
        return ()
    rows = list(audit.intersections)
    title = f"{audit.outcome} by {' × '.join(audit.by)}"
    shown = [row for row in rows if row.rate is not None]
    if [row.group for row in rows] == [EVERY_COMBINATION]:
        return Heading("Groups within groups"), Text(ALL_HIDDEN)
    gone = f" {len(rows) - len(shown)} of {len(rows)} combinations are hidden." if len(shown) < len(rows) else ""
    if has_many(audit):
        table = _outcome_table(title, sorted(rows, key=lambda row: row.group), words)
        picture = pictures.funnel(audit, shown, title, words)
        return (
            Heading("Groups within groups"),
            Text(f"Each combination is a dot, and none is ranked.{gone}"),
            *picture,
            Details("All combinations, by name", (table,)),
        )
    many = len(shown) > LOWEST_COMBINATIONS
    lowest = f"{title}, lowest {LOWEST_COMBINATIONS} of {len(shown)}" if many else title
    return (
        Heading("Groups within groups"),
        Text(
            f"Lowest {words.figure} first, each compared with everyone else. The lowest of many is partly lowest by "
            f"chance: look at its interval.{gone}"
        ),
        *pictures.dots(audit, shown[:LOWEST_COMBINATIONS], lowest, words, MOST_ROWS),
        Details("All combinations", (_outcome_table(title, rows, words),)),
    )


def _over_time(audit: Audit, words: Wording) -> tuple[Block, ...]:
    if not len(audit.trend):
        return ()
    columns = ("Group", "By", audit.period, *_columns(words)[1:], "Change since the first", "Chance alone?")
    rows = tuple(_moment_row(row, words) for row in audit.trend.rows[:MOST_IN_A_FOLD])
    caption = f"{audit.outcome} by {audit.period}"
    numeric = frozenset(columns[3:])
    return (
        Heading(f"{audit.outcome} over {audit.period}"),
        *(block for by in audit.by for block in pictures.over_time(audit, by, words)),
        Details(f"All groups by {audit.period}", (Table(caption, columns, rows, numeric, len(audit.trend)),)),
    )


def _moment_row(row: Moment, words: Wording) -> Cells:
    figures = _figures(row, row.group, words)
    change = None if row.change is None else words.change(row.change)
    chance = None if row.p_adjusted is None else UNLIKELY if row.p_adjusted <= SURE else POSSIBLE
    return (figures[0], row.by, row.period, *figures[1:], change, chance)


def _who_is_here(audit: Audit) -> tuple[Block, ...]:
    name = audit.representation.population
    against = f"Compared with {name}." if name else "There was no reference population to compare with."
    columns = ("Group", "By", "People", "Share of data", "Share of population", "Ratio", "95% interval of ratio")
    rows = tuple(_share_row(row) for row in audit.representation.rows[:MOST_IN_A_FOLD])
    total = len(audit.representation)
    table = Table("Shares of the data and of the population", columns, rows, frozenset(columns[2:]), total)
    return (
        Heading("Who is in the data"),
        Text(against if audit.people is None else f"{audit.people:,} people. {against}"),
        *pictures.shares(audit),
        table if total <= MOST_ROWS else Details(f"All {total} groups", (table,)),
    )


def _share_row(row: Share) -> Cells:
    expected = None if row.expected is None else f"{row.expected:.1%}"
    if row.suppressed or row.observed is None:
        return (row.group, row.by, HIDDEN, None, expected, None, None)
    ratio = "no such group" if row.unmatched else None if row.ratio is None else f"{row.ratio:.2f}"
    span = None if row.ratio_low is None else f"{row.ratio_low:.2f} to {row.ratio_high:.2f}"
    people = Badge("absent", "warn") if row.absent else row.n
    return (row.group, row.by, people, f"{row.observed:.1%}", expected, ratio, span)


def _who_is_unrecorded(audit: Audit) -> tuple[Block, ...]:
    columns = ("Group", "By", "People", "Not recorded", "Share", "Among everyone else", "Warning")
    outcome = tuple(_missing_row(row, row.by) for row in audit.missingness.rows[:MOST_IN_A_FOLD])
    named = ("Group", "What", *columns[2:])
    others = tuple(_missing_row(row, row.column) for row in audit.blanks.rows[:MOST_IN_A_FOLD])
    numeric = frozenset(columns[2:])
    table = Table("Outcomes not recorded, by group", columns, outcome, numeric, len(audit.missingness))
    more = Table("Values of other columns not recorded, by group", named, others, numeric, len(audit.blanks))
    return (
        Heading("Whose outcome is missing"),
        table if len(audit.missingness) <= MOST_ROWS else Details("All groups", (table,)),
        *((Details("Whose values of other columns are missing", (more,)),) if others else ()),
    )


def _missing_row(row: Missing, what: str) -> Cells:
    if row.share is None:
        return (row.group, what, HIDDEN if row.suppressed else None, None, None, None, None)
    elsewhere = None if row.elsewhere is None else f"{row.elsewhere:.1%}"
    warning = Badge("more than others", "warn") if row.matters else None
    return (row.group, what, row.people, row.missing, f"{row.share:.1%}", elsewhere, warning)


def _stand_ins(audit: Audit) -> tuple[Block, ...]:
    if not len(audit.proxies):
        return ()
    columns = ("Column", "Gives away", "Cramér's V", "What tells most", "Share", "Of everyone")
    rows = tuple(_proxy_row(row) for row in audit.proxies.rows[:MOST_IN_A_FOLD])
    return (
        Heading("Which columns give a group away"),
        Text("Leaving a column of groups out does not hide the groups if another column says much the same."),
        Table("How much each column says about a group", columns, rows, NUMBERS, len(audit.proxies)),
    )


def _proxy_row(row: Proxy) -> Cells:
    if row.strength is None:
        return (row.column, row.by, HIDDEN, None, None, None)
    start = (row.column, row.by, f"{row.strength:.2f}")
    if row.share is None or row.overall is None:
        return (*start, None, None, None)
    return (*start, f"{row.value}: {row.group}", f"{row.share:.0%}", f"{row.overall:.0%}")
