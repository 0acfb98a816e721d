"""What several audits of one table give away together: hidden groups that follow from adding and subtracting.

A number shown on a page is a sum over everyone who is in some groups and has some answer. A hidden number can be had by
adding and subtracting just when its sum is a combination of those that are shown: when its indicator lies in the span
of theirs. Indicators are functions on the product of all columns' groups, and how two of them stand to each other
follows from the groups they name, so the product need not be written out and the data need not be seen again.

What is not looked at: limits that numbers set each other (none is below zero), rounded and adjusted figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .cells import state
from .outcomes import EVERY_COMBINATION
from .tally import NOT_RECORDED
from .trend import EVERY_PERIOD, EVERYONE

if TYPE_CHECKING:
    from .results import Audit

Labels: TypeAlias = frozenset[str]
# The people who are in these groups of these columns: a column that is not there may say anything.
Who: TypeAlias = frozenset[tuple[str, Labels]]
Universe: TypeAlias = Mapping[str, Labels]

TOO_MANY = "too many numbers to tell what they give away together"
# No column has this name, for theirs begin with a word of ours.
PEOPLE, MEASURE = "people", "measure"
NOISE, A_LITTLE, NOTHING, SOMETHING = 1e-12, 1e-9, 1e-5, 1e-3
# Numbers multiplied with each other; more would take minutes and gigabytes.
MOST_PRODUCTS = 16_000_000


class Cell(NamedTuple):
    """One row of a page: of whom, in words, and whether it is shown, hidden or of nobody."""

    who: Who
    said: str
    state: str
    with_people: bool = False


class Page(NamedTuple):
    """What one audit shows, and what it hides, with its name.

    ``sizes`` are the hidden numbers of people with whatever answer: another page may show them openly, because it is
    about another answer.
    """

    shown: frozenset[Who]
    hidden: Mapping[Who, str]
    sizes: Mapping[Who, str]


def given_away(audits: Sequence[Audit]) -> tuple[str, ...]:
    """Name the groups that one of the audits hides and all of them together give away.

    Returns
    -------
    tuple of str
        Each group with its column, in order, or one sentence where there are too many numbers to work it out.
        Audits that count people by different columns are not set beside each other.
    """
    counted: dict[str, list[Audit]] = defaultdict(list)
    for audit in audits:
        counted[audit.call.people if audit.call else ""].append(audit)
    return tuple(dict.fromkeys(name for alike in counted.values() for name in _given_away(alike)))


def _given_away(audits: Sequence[Audit]) -> Iterator[str]:
    if len(audits) < 2 or not any(_hides(audit) for audit in audits):
        return
    universe = _universe(audits)
    tables = [_cells(audit, universe) for audit in audits]
    pages = [_page(audit, cells, universe) for audit, cells in zip(audits, tables, strict=True) if cells is not None]
    if len(pages) < len(audits):
        yield TOO_MANY
        return
    shown = frozenset[Who]().union(*(page.shown for page in pages))
    wanted = [{**{who: name for who, name in page.sizes.items() if who not in shown}, **page.hidden} for page in pages]
    told = _told({who for names in wanted for who in names}, shown, universe)
    if told is None:
        yield TOO_MANY
        return
    for page, names in zip(pages, wanted, strict=True):
        alone = _told(told & names.keys(), page.shown, universe) or frozenset()
        yield from (name for who, name in names.items() if who in told and who not in alone)


def _hides(audit: Audit) -> bool:
    return bool(audit.suppressed) or any(row.suppressed for row in audit.trend)


# --- what a page shows, and what it hides -------------------------------------------------------------


def _universe(audits: Sequence[Audit]) -> Universe:
    """Collect the groups of every column that is grouped by, and the answers of every outcome."""
    groups: dict[str, set[str]] = defaultdict(set)
    for audit in audits:
        for row in audit.outcomes:
            groups[_column(row.by)].add(row.group)
        for moment in audit.trend:
            if moment.by == moment.group == EVERYONE:
                groups[_column(audit.period)].add(moment.period)
    answers: dict[str, set[str]] = defaultdict(set)
    for audit in audits:
        if _outcome_column(audit) not in groups:
            answers[_outcome_column(audit)] |= {"value"} if audit.measure == "mean" else {"yes", "no"}
            if audit.people is None or audit.people != audit.overall.n:
                answers[_outcome_column(audit)].add(NOT_RECORDED)
    measures = {PEOPLE, *(_value(audit) for audit in audits if audit.measure == "mean")}
    return {name: frozenset(labels) for name, labels in {**groups, **answers, MEASURE: measures}.items()}


def _outcome_column(audit: Audit) -> str:
    """Name the outcome; one of numbers of people has no groups in common with a column of these numbers."""
    return f"people with {audit.outcome}" if audit.call and audit.call.total else _column(audit.outcome)


def _column(name: str) -> str:
    return f"column {name}"


def _value(audit: Audit) -> str:
    return f"value of {audit.outcome}"


def _page(audit: Audit, cells: Sequence[Cell], universe: Universe) -> Page:
    """Write every cell as numbers of people with each answer; for a mean, as the sum of their values too."""
    column = _outcome_column(audit)
    known = universe[column] - {NOT_RECORDED}
    people = _narrowed(frozenset(), MEASURE, frozenset({PEOPLE}), universe)
    shown: set[Who] = set()
    hidden: dict[Who, str] = {}
    sizes: dict[Who, str] = {}
    for cell in cells:
        everyone = cell.who | people
        if cell.state == "nobody":
            shown.add(everyone)
            continue
        if audit.measure == "mean":
            values = cell.who | {(MEASURE, frozenset({_value(audit)}))}
            parts = [_narrowed(values, column, known, universe)]
        else:
            parts = [_narrowed(everyone, column, answer, universe) for answer in _yes_and_no(known) if answer]
        counts = [_narrowed(everyone, column, known, universe), *([everyone] if cell.with_people else [])]
        blank = universe[column] - known
        if cell.state == "shown":
            shown.update(parts[:1], counts)
            shown.update([_narrowed(everyone, column, blank, universe)] if blank and cell.with_people else [])
        else:
            hidden.update(dict.fromkeys(parts, cell.said))
            sizes.update(dict.fromkeys(counts, cell.said))
    return Page(frozenset(shown), hidden, sizes)


def _yes_and_no(known: Labels) -> list[Labels]:
    return [frozenset(label for label in known if state(label, "") == answer) for answer in ("events", "others")]


def _narrowed(who: Who, column: str, labels: Labels, universe: Universe) -> Who:
    """Keep those of the people who have one of these labels."""
    return who if labels == universe[column] else who | {(column, labels)}


def _cells(audit: Audit, universe: Universe) -> list[Cell] | None:
    """List the rows of an audit's tables; None where they are too many."""
    cells = [Cell(frozenset(), "everyone", _state(audit.overall.suppressed), audit.people is not None)]
    cells += [
        Cell(_in({row.by: row.group}, universe), f"{row.by} “{row.group}”", _state(row.suppressed), with_people=True)
        for row in audit.outcomes
    ]
    tables = [_combinations(audit, universe), *(_periods(audit, by, universe) for by in audit.by)]
    if any(table is None for table in tables):
        return None
    return [*cells, *_everyone_by_period(audit, universe), *(cell for table in tables for cell in table or ())]


def _combinations(audit: Audit, universe: Universe) -> list[Cell] | None:
    if not len(audit.intersections):
        return []
    states = {row.group: _state(row.suppressed) for row in audit.intersections}
    groups = [[row.group for row in audit.outcomes if row.by == by] for by in audit.by]
    return _table(audit.by, groups, states, EVERY_COMBINATION, universe)


def _periods(audit: Audit, by: str, universe: Universe) -> list[Cell] | None:
    if not audit.period:
        return []
    rows = [row for row in audit.trend if row.by == by]
    together = all(row.period == EVERY_PERIOD for row in rows)
    states = {_joined((row.group, row.period)): _state(row.suppressed) for row in rows}
    groups = [[row.group for row in audit.outcomes if row.by == by], sorted(universe[_column(audit.period)])]
    return _table((by, audit.period), groups, {EVERY_PERIOD: "hidden"} if together else states, EVERY_PERIOD, universe)


def _everyone_by_period(audit: Audit, universe: Universe) -> Iterator[Cell]:
    for row in audit.trend:
        if row.by == row.group == EVERYONE:
            who = _in({audit.period: row.period}, universe)
            yield Cell(who, f"{audit.period} “{row.period}”", _state(row.suppressed))


def _table(
    by: Sequence[str], groups: Sequence[Sequence[str]], states: Mapping[str, str], hidden: str, universe: Universe
) -> list[Cell] | None:
    """List every cell of a table of several columns; one that is not among its rows is of nobody."""
    size = 1
    for names in groups:
        size *= len(names)
    if size > MOST_PRODUCTS**0.5:
        return None
    otherwise = "hidden" if hidden in states else "nobody"
    return [
        Cell(
            _in(dict(zip(by, key, strict=True)), universe),
            f"{' × '.join(by)} “{_joined(key)}”",
            states.get(_joined(key), otherwise),
        )
        for key in product(*groups)
    ]


def _joined(key: Sequence[str]) -> str:
    return " × ".join(key)


def _in(groups: Mapping[str, str], universe: Universe) -> Who:
    named = ((_column(name), frozenset({group})) for name, group in groups.items())
    return frozenset((column, labels) for column, labels in named if labels != universe[column])


def _state(suppressed: bool) -> str:
    return "hidden" if suppressed else "shown"


# --- what follows from what ---------------------------------------------------------------------------


def _told(wanted: Collection[Who], shown: frozenset[Who], universe: Universe) -> frozenset[Who] | None:
    """Choose the numbers that are combinations of those that are shown; None where there are too many.

    All are scaled to length 1. What is left of a number when all that the others say of it is taken off is then
    nothing, if it follows from them.
    """
    import numpy as np

    given, asked = sorted(shown, key=_order), sorted(wanted, key=_order)
    if not asked or not given:
        return frozenset()
    if len(given) * max(len(given), len(asked)) > MOST_PRODUCTS:
        return None
    lengths, asked_lengths = (np.sqrt([_size(who, universe) for who in people]) for people in (given, asked))
    between = _products(given, given, universe) / np.outer(lengths, lengths)
    across = _products(given, asked, universe) / np.outer(lengths, asked_lengths)
    left = _left_quickly(between, across)
    if ((left > NOTHING) & (left < SOMETHING)).any():
        left = _left_exactly(between, across)
    return frozenset(who for who, part in zip(asked, left, strict=True) if part < NOTHING)


def _left_quickly(between: Any, across: Any) -> Any:
    """Solve the equations with a little added, which numbers that are told twice need; good enough to tell 0 from 1."""
    import numpy as np

    return 1 - (across * np.linalg.solve(between + A_LITTLE * np.eye(len(between)), across)).sum(axis=0)


def _left_exactly(between: Any, across: Any) -> Any:
    import numpy as np

    values, vectors = np.linalg.eigh(between)
    real = values > NOISE * len(between)
    return 1 - ((vectors[:, real].T @ across) ** 2 / values[real, None]).sum(axis=0)


def _products(left: Sequence[Who], right: Sequence[Who], universe: Universe) -> Any:
    """Multiply indicators: the share of the product of all columns' groups that is in both."""
    import numpy as np

    found = np.ones((len(left), len(right)))
    for column, labels in universe.items():
        one, two = (_members(people, column, labels) for people in (left, right))
        found *= one @ two.T / len(labels)
    return found


def _members(people: Sequence[Who], column: str, labels: Labels) -> Any:
    import numpy as np

    names = sorted(labels)
    named = [dict(who).get(column, labels) for who in people]
    return np.array([[float(name in these) for name in names] for these in named])


def _size(who: Who, universe: Universe) -> float:
    size = 1.0
    for column, labels in who:
        size *= len(labels) / len(universe[column])
    return size


def _order(who: Who) -> list[tuple[str, list[str]]]:
    return sorted((column, sorted(labels)) for column, labels in who)
