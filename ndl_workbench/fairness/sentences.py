"""What an audit found, in plain sentences: one a finding, each saying how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .caveats import few, list_of
from .funnel import funnel_of, has_many, is_many
from .tally import NOT_RECORDED
from .trend import ends
from .wording import SURE, Wording, called, is_held, is_sure, leaves_out_zero

if TYPE_CHECKING:
    from .results import Audit
    from .rows import Missing, Moment, Outcome, Proxy, Share

WIDEST_GAPS = 6
MOST_BLANKS = 4
MOST_PROXIES = 4
MOST_NAMED = 8
NOTABLE_MISSING = 0.02
# A share of the data this far from its share of the population is worth a sentence. Our own rule of
# thumb; the sentence also needs the interval to leave the expected share out.
NOTABLE_RATIO = 0.8
# What Cohen (1988, Statistical Power Analysis for the Behavioral Sciences, chapter 7) calls a medium association.
NOTABLE_PROXY = 0.3
SAME_THING = 0.95


def findings(audit: Audit) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Say each finding in one plain sentence, under the question it answers; a question without any is left out."""
    words = Wording(audit)
    said = (
        ("Look at this first", audit.notes),
        (
            "How outcomes differ",
            (
                *_overall(audit, words),
                *(line for by in audit.by for line in _gaps(audit, by, words)),
                *_held(audit, words),
                *_extremes(audit, words),
                *_changes(audit, words),
            ),
        ),
        ("Who is in the data", tuple(_unequal_parts(audit.representation))),
        ("Who is not recorded", (*_missing_outcomes(audit), *_missing_values(audit))),
        ("What gives a group away", tuple(_stand_ins(audit))),
    )
    return tuple((title, lines) for title, lines in said if lines)


def sentences(audit: Audit) -> tuple[str, ...]:
    """Say each finding in one plain sentence, most important first."""
    return tuple(line for _, lines in findings(audit) for line in lines)


def verdict(row: Outcome, words: Wording) -> str:
    """Say a difference, and how sure it is."""
    if row.difference is None or row.rate is None:
        return ""
    if words.is_nothing(row.difference) and not leaves_out_zero(row):
        span = words.sizes(row.difference_low, row.difference_high, signed=True)
        same = f"{words.value(row.rate)}, about the same as {called(row.reference)}"
        return f"{same} (95% interval of the difference {span})."
    way = "lower" if row.difference < 0 else "higher"
    start = f"{words.value(row.rate)}, {words.size(row.difference)} {way} than {called(row.reference)}"
    if not leaves_out_zero(row):
        return f"{start}; chance alone could explain a difference of this size."
    span = f"(95% interval {words.sizes(row.difference_low, row.difference_high)})"
    if is_sure(row):
        return f"{start} {span}; chance alone is unlikely to explain it."
    return f"{start} {span}; among so many comparisons, one like this can be chance."


def _overall(audit: Audit, words: Wording) -> Iterator[str]:
    row = audit.overall
    if row.rate is None or row.n is None:
        hidden = f"not shown, because {few(audit)}"
        why = hidden if row.suppressed else "nobody's outcome is known"
        yield f"{audit.outcome}: {why}."
        return
    start = "on average " if words.is_mean else ""
    of = "over" if words.is_mean else "of"
    known = f"{of} the {row.n:,} people whose outcome is known (95% interval {words.span(row.low, row.high)})"
    yield f"{audit.outcome}: {start}{words.value(row.rate)} {known}."


def _gaps(audit: Audit, by: str, words: Wording) -> Iterator[str]:
    """Say the widest gaps of one breakdown, widest first, and how many more there are; of many groups, those apart."""
    rows = [row for row in audit.outcomes if row.by == by]
    if is_many(rows):
        yield from _apart(audit, by, rows, words)
        return
    widest = sorted(
        (row for row in rows if row.difference is not None), key=lambda row: (-abs(row.difference or 0.0), row.group)
    )
    for row in widest[:WIDEST_GAPS]:
        yield f"{by} “{row.group}”: {verdict(row, words)}"
    if len(widest) > WIDEST_GAPS:
        left = len(widest) - WIDEST_GAPS
        more = "1 more group, with a smaller gap, is" if left == 1 else f"{left} more groups, with smaller gaps, are"
        yield f"{by}: {more} in the table."


def _apart(audit: Audit, by: str, rows: list[Outcome], words: Wording) -> Iterator[str]:
    found = funnel_of(audit, rows)
    if found is None:
        return
    if not found.outside:
        yield f"{by}: none of {len(found.points)} groups lies further from everyone together than chance could put it."
        return
    names = sorted(row.label for row in found.outside)
    which = list_of(f"“{name}”" for name in names[:MOST_NAMED])
    which += f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    lie = "lies" if len(names) == 1 else "lie"
    yield (
        f"{by}: {len(names)} of {len(found.points)} groups {lie} outside the funnel, where chance alone would put "
        f"about {found.expected_outside:.1f}: {which}. This is not a ranking."
    )


def _held(audit: Audit, words: Wording) -> Iterator[str]:
    """Warn where a difference turns round, or is no longer sure, once the third variable is held the same."""
    before = {(row.by, row.group): row for row in audit.outcomes}
    for row in audit.controlled:
        if row.adjusted is None or row.difference is None:
            continue
        was_sure, left = is_sure(before[row.by, row.group]), is_held(row)
        start = f"{row.by} “{row.group}”: {_way(row.difference, row.reference, words)}"
        after = f"{_way(row.adjusted, '', words)} among people alike in {row.control}"
        if row.reverses and (left or was_sure):
            hedge = "" if left else " (what is left could be chance)"
            turned = "The gap reverses: do not report the first figure without the second"
            yield f"Warning: {start}, but {after}{hedge}. {turned}."
        elif was_sure and not left:
            yield f"{start}, but {after}, which chance alone could explain."
        elif left and not was_sure:
            yield f"{start}, which can be chance, but {after}, which chance alone is unlikely to explain."


def _way(difference: float, reference: str, words: Wording) -> str:
    """Say a difference, and from what where that is named."""
    if words.is_nothing(difference):
        return f"about the same as {called(reference)}" if reference else "about the same"
    way = f"{words.size(difference)} {'lower' if difference < 0 else 'higher'}"
    return f"{way} than {called(reference)}" if reference else way


def _extremes(audit: Audit, words: Wording) -> Iterator[str]:
    """Say the lowest and the highest of the combinations, and that they are so partly by chance."""
    shown = [row for row in audit.intersections if row.rate is not None]
    if len(shown) < 2:
        return
    low, high = shown[0], shown[-1]
    sure = sum(is_sure(row) for row in shown)
    if has_many(audit):
        apart = f"{_count(sure)} from everyone else by more than chance is likely to explain"
        yield f"{low.by}: of {len(shown)} combinations shown, {apart}. This is not a ranking."
        return
    yield (
        f"{low.by}: of {len(shown)} combinations shown, “{low.group}” has the lowest {words.figure}, "
        f"{words.value(low.rate or 0.0)} (95% interval {words.span(low.low, low.high)}), and “{high.group}” the "
        f"highest, {words.value(high.rate or 0.0)} ({words.span(high.low, high.high)}). The ends of many are partly "
        f"so by chance; {_count(sure)} from everyone else by more than chance is likely to explain."
    )


def _count(number: int) -> str:
    return "none differs" if not number else "1 differs" if number == 1 else f"{number} differ"


def _changes(audit: Audit, words: Wording) -> Iterator[str]:
    """Say how each group changed from its first period to its last."""
    groups: dict[tuple[str, str], list[Moment]] = {}
    for moment in audit.trend:
        groups.setdefault((moment.by, moment.group), []).append(moment)
    for (by, group), moments in list(groups.items())[: WIDEST_GAPS + 1]:
        found = ends(moments)
        if found is None:
            continue
        first, last = found
        who = group if by == group else f"{by} “{group}”"
        start, end = words.value(first.rate or 0.0), words.value(last.rate or 0.0)
        span = f"from {start} in {first.period} to {end} in {last.period}"
        sure = last.p_adjusted is not None and last.p_adjusted <= SURE
        hedge = "chance alone is unlikely to explain it" if sure else "chance alone could explain the change"
        yield f"{who}: {span}; {hedge}."


def _unequal_parts(shares: Iterable[Share]) -> Iterator[str]:
    for row in shares:
        if row.absent and row.expected:
            sure = row.p_adjusted is not None and row.p_adjusted <= SURE
            chance = "chance alone is unlikely to explain it" if sure else "chance alone could explain it"
            yield f"{row.by} “{row.group}”: nobody in the data, and {row.expected:.1%} of the population; {chance}."
        elif row.unmatched and row.group != NOT_RECORDED:
            yield f"{row.by} “{row.group}”: the population has no such group, so it is compared with nothing."
        elif row.ratio is not None and row.observed is not None and row.expected is not None:
            outside = not (row.low or 0) <= row.expected <= (row.high or 1)
            sure = row.p_adjusted is not None and row.p_adjusted <= SURE
            if outside and sure and not NOTABLE_RATIO <= row.ratio <= 1 / NOTABLE_RATIO:
                word = "under" if row.ratio < 1 else "over"
                yield (
                    f"{row.by} “{row.group}”: {word}-represented, {row.observed:.1%} of the data and "
                    f"{row.expected:.1%} of the population; chance alone is unlikely to explain it."
                )


def _missing_outcomes(audit: Audit) -> Iterator[str]:
    if (
        audit.people
        and audit.overall.n is not None
        and audit.people - audit.overall.n >= NOTABLE_MISSING * audit.people
    ):
        yield f"The outcome of {1 - audit.overall.n / audit.people:.1%} of people is not recorded."
    known = {(row.by, row.group): row for row in audit.outcomes}
    for row in audit.missingness:
        if row.matters and row.group != NOT_RECORDED:
            yield f"{row.by} “{row.group}”: the outcome {_against(row)}{_bounds(row, known.get((row.by, row.group)))}."


def _against(row: Missing) -> str:
    elsewhere = f"of {row.elsewhere:.1%} of everyone else"
    return f"of {row.share:.1%} is not recorded, and {elsewhere}, more than chance is likely to give"


def _bounds(row: Missing, outcome: Outcome | None) -> str:
    """Say the least and the most that a rate could be, whatever those who are missing would have answered."""
    if outcome is None or outcome.events is None or row.people is None or row.missing is None or outcome.effective_n:
        return ""
    low, high = outcome.events / row.people, (outcome.events + row.missing) / row.people
    return f"; had they all been recorded, its rate could be anything from {low:.1%} to {high:.1%}"


def _missing_values(audit: Audit) -> Iterator[str]:
    rows = sorted(
        (row for row in audit.blanks if row.matters),
        key=lambda row: (-(row.share or 0.0) + (row.elsewhere or 0.0), row.column, row.group),
    )
    for row in rows[:MOST_BLANKS]:
        yield f"{row.by} “{row.group}”: {row.column} {_against(row)}."
    if len(rows) > MOST_BLANKS:
        left = len(rows) - MOST_BLANKS
        more = "1 more group lacks" if left == 1 else f"{left} more groups lack"
        yield f"{more} values of a column more often than others; see the table."


def _stand_ins(audit: Audit) -> Iterator[str]:
    rows = [row for row in audit.proxies if row.strength is not None and row.strength >= NOTABLE_PROXY]
    for row in rows[:MOST_PROXIES]:
        if (row.strength or 0.0) >= SAME_THING and row.tells:
            yield f"{row.column} says nearly the same as {row.by}: leaving {row.by} out would not hide it."
        else:
            yield f"{row.column} says much about {row.by} (Cramér's V {row.strength:.2f}){_telling(row)}."


def _telling(row: Proxy) -> str:
    if row.share is None or row.overall is None:
        return ""
    return (
        f": of people with {row.column} “{row.value}”, {row.share:.0%} are “{row.group}”, against {row.overall:.0%} of "
        "everyone"
    )
