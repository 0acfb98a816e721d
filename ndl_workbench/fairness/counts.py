"""From records, or from published counts, to one small table: how many people in each group had each outcome.

This is the only step that sees the data, and it is one group-by a question, whatever frame the data is in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals.stable.v2 as nw

from ..errors import InputError
from .cells import (
    NO,
    YES,
    counted,
    label,
    number,
    opened,
    refuse_more_than_all,
    require,
    rows_of,
    state,
    weighed,
    whole,
)
from .tally import NOT_RECORDED, Key, Sums, Tally, margin

__all__ = ["NO", "NOT_RECORDED", "YES", "Key", "Source", "Tally", "group_counts", "margin", "source_of", "tally"]

# Names of our own columns, unlike any that a publisher has.
PEOPLE, EVENTS, KNOWN, BLANK = "__people__", "__events__", "__known__", "__blank_{}__"
WEIGHT, SQUARES, VALUE, SQUARE = "__weight__", "__squares__", "__value__", "__square__"
LEAST, MOST = "__least__", "__most__"

Naming = Callable[[str], str]


@dataclass(frozen=True)
class Source:
    """Data that has been looked at once, and can be counted.

    Attributes
    ----------
    data
        narwhals' frame, with the number of people a row stands for and, where they are needed, weights and values.
    columns
        Names of the columns that were published, and not named in the call as a count, total or weight.
    outcome, people
        Columns of the outcome and of the number of people.
    is_number, is_mean, is_weighted
        Whether the outcome is a number (of people, or a measurement), whether its mean is wanted, whether
        people have weights.
    centre
        A number near the middle of a measurement.
    names
        For some columns, what their groups are called in a harmonised list.
    """

    data: Any
    columns: tuple[str, ...]
    outcome: str
    people: str = "rows"
    is_number: bool = False
    is_mean: bool = False
    is_weighted: bool = False
    centre: float = 0.0
    names: Mapping[str, Naming] = field(default_factory=dict)

    def tally(self, by: Sequence[str]) -> dict[Key, Tally]:
        """Count people by every combination of the ``by`` columns, and by outcome: one group-by."""
        found: dict[Key, Tally] = defaultdict(Tally)
        answer = KNOWN if self.is_number else self.outcome
        for row in rows_of(self.data.group_by(*by, answer).agg(*self._sums())):
            key = self._key(row, by)
            found[key] = found[key] + (self._of_numbers(row) if self.is_number else self._of_answers(row))
        return dict(found)

    def blanks(self, by: Sequence[str], columns: Sequence[str]) -> dict[str, dict[Key, Tally]]:
        """Count the people of whom each column says nothing: column to combination to (blank, filled in)."""
        schema = self.data.collect_schema()
        people = nw.col(PEOPLE)
        # pandas groups plain sums only, so the sums' terms are columns first.
        terms = {BLANK.format(place): _is_blank(name, schema[name]) for place, name in enumerate(columns)}
        data = self.data.with_columns(
            nw.when(blank).then(people).otherwise(nw.lit(0)).alias(name) for name, blank in terms.items()
        )
        sums = [nw.col(name).sum().alias(name) for name in terms]
        found: dict[str, dict[Key, Tally]] = {name: defaultdict(Tally) for name in columns}
        for row in rows_of(data.group_by(*by).agg(people.sum().alias(EVENTS), *sums)):
            key = self._key(row, by)
            everyone = whole(row[EVENTS], self.people)
            for place, name in enumerate(columns):
                blank = whole(row[BLANK.format(place)], name)
                found[name][key] += Tally(events=blank, others=everyone - blank)
        return {name: dict(groups) for name, groups in found.items()}

    def pairs(self, by: str, column: str) -> dict[Key, int]:
        """Count people by group and by what another column says."""
        found: dict[Key, int] = defaultdict(int)
        for row in rows_of(self.data.group_by(by, column).agg(nw.col(PEOPLE).sum().alias(EVENTS))):
            found[self._key(row, [by, column])] += whole(row[EVENTS], self.people)
        return dict(found)

    def _sums(self) -> list[Any]:
        sums = [nw.col(PEOPLE).sum().alias(PEOPLE)]
        if self.is_number and not self.is_mean:
            sums.append(nw.col(self.outcome).sum().alias(EVENTS))
        if self.is_weighted or self.is_mean:
            sums += [nw.col(name).sum().alias(name) for name in (WEIGHT, SQUARES)]
        if self.is_mean or (self.is_weighted and self.is_number):
            sums += [nw.col(name).sum().alias(name) for name in (VALUE, SQUARE)]
        if self.is_mean:
            sums += [nw.col(self.outcome).min().alias(LEAST), nw.col(self.outcome).max().alias(MOST)]
        return sums

    def _of_answers(self, row: dict[str, Any]) -> Tally:
        answer = state(row[self.outcome], self.outcome)
        people = whole(row[PEOPLE], self.people)
        events, others = (people if answer == name else 0 for name in ("events", "others"))
        if not self.is_weighted:
            return Tally(events, others, people - events - others)
        weight, squares = number(row[WEIGHT]), number(row[SQUARES])
        if answer == "missing":
            return Tally(missing=people, sums=Sums(everyone=weight, everyone_squares=squares))
        value = weight if answer == "events" else 0.0
        return Tally(events, others, sums=Sums(weight, squares, value, value, weight, squares))

    def _of_numbers(self, row: dict[str, Any]) -> Tally:
        people = whole(row[PEOPLE], self.people)
        has_sums = self.is_weighted or self.is_mean
        weight, squares = (number(row[WEIGHT]), number(row[SQUARES])) if has_sums else (0.0, 0.0)
        if not row[KNOWN]:
            sums = Sums(everyone=weight, everyone_squares=squares) if has_sums else None
            return Tally(missing=people, sums=sums)
        events = 0 if self.is_mean else whole(row[EVENTS], self.outcome)
        if not has_sums:
            return Tally(events, people - events)
        least, most = (float(row[LEAST]), float(row[MOST])) if self.is_mean and people else (None, None)
        value, square = number(row[VALUE]), number(row[SQUARE])
        sums = Sums(weight, squares, value, square, weight, squares, least, most, self.centre)
        return Tally(events, people - events, sums=sums)

    def _key(self, row: dict[str, Any], by: Sequence[str]) -> Key:
        return tuple(self.names[name](label(row[name])) if name in self.names else label(row[name]) for name in by)


def source_of(
    frame: Any,
    outcome: str,
    groups: Sequence[str],
    *,
    count: str | None = None,
    total: str | None = None,
    weight: str | None = None,
    names: Mapping[str, Naming] | None = None,
) -> Source:
    """Look at the columns a call names, and refuse what cannot be counted.

    Parameters
    ----------
    frame
        Any frame narwhals knows: pandas, polars, PyArrow, DuckDB relation.
    outcome
        Column of yes/no values or of numbers; with ``total``, of how many had the outcome.
    groups
        Columns that will be grouped by. A blank is the group "Not recorded".
    count
        Column saying how many people a row stands for; 1 when None.
    total
        Column saying how many people the outcome was counted among.
    weight
        Column of each person's survey weight; 1 when None.
    names
        For some columns, what each group is called in a harmonised list.

    Raises
    ------
    NotFound
        A column is not there.
    InputError
        A count is no whole number from 0, a count exceeds its total, a weight is blank, negative or not finite,
        or so is the outcome.
    """
    data = opened(frame)
    there = data.collect_schema().names()
    special = [name for name in (count, total, weight) if name]
    require(there, [outcome, *groups, *special])
    if count and total:
        raise InputError(
            found="both count and total",
            expected="count when rows say yes or no, total when the outcome is itself a number of people",
            done="nothing was computed",
            next="give only one of them",
        )
    _refuse_doubles([outcome, *groups], "different columns for the outcome and each group")
    _refuse_doubles([outcome, *special], "different columns for the outcome, the count, the total and the weight")
    data = _with_people(data, outcome, count, total)
    if weight:
        data = weighed(data, weight, PEOPLE if count or total else None)
    data, is_mean, centre = (data, False, 0.0) if total else _measured(data, outcome)
    if is_mean or total:
        data = data.with_columns((~nw.col(outcome).is_null()).alias(KNOWN))
    if is_mean or weight:
        data = _with_values(data, outcome if is_mean or total else None, weight, centre, of_people=bool(total))
    columns = tuple(name for name in there if name not in special)
    return Source(
        data,
        columns,
        outcome,
        total or count or "rows",
        is_number=bool(is_mean or total),
        is_mean=is_mean,
        is_weighted=bool(weight),
        centre=centre,
        names=names or {},
    )


def tally(
    frame: Any, outcome: str, by: Sequence[str], count: str | None, total: str | None, weight: str | None = None
) -> dict[Key, Tally]:
    """Count people by every combination of the ``by`` columns, and by outcome. See :func:`source_of`."""
    found = source_of(frame, outcome, by, count=count, total=total, weight=weight).tally(by)
    refuse_nobody(found)
    return found


def refuse_nobody(tallies: Mapping[Key, Tally]) -> None:
    """Refuse data of nobody."""
    if not sum(part.everyone for part in tallies.values()):
        raise InputError(
            found="no people in the data",
            expected="at least one row with a count above zero",
            done="nothing was computed",
            next="check what was loaded and how it was filtered",
        )


def group_counts(frame: Any, by: Sequence[str], names: Mapping[str, Naming] | None = None) -> dict[Key, int]:
    """Sum a population table by group. Its count is its only column of whole numbers.

    Raises
    ------
    NotFound, InputError
        A column is not there, or there is not exactly one column of counts.
    """
    data = opened(frame)
    schema = data.collect_schema()
    require(schema.names(), by)
    numbers = [name for name, kind in schema.items() if kind.is_integer() and name not in by]
    if len(numbers) != 1:
        raise InputError(
            found=f"{len(numbers)} columns of whole numbers in the population ({', '.join(numbers) or 'none'})",
            expected="exactly one, the number of people",
            done="nothing was computed",
            next="leave out the others",
        )
    people = nw.col(numbers[0]).sum().alias(PEOPLE)
    found: dict[Key, int] = defaultdict(int)
    known = names or {}
    for row in rows_of(counted(data, numbers[0]).group_by(*by).agg(people)):
        key = tuple(known[name](label(row[name])) if name in known else label(row[name]) for name in by)
        found[key] += whole(row[PEOPLE], numbers[0])
    return dict(found)


def _with_people(data: Any, outcome: str, count: str | None, total: str | None) -> Any:
    if total:
        data = counted(counted(data, outcome), total)
        refuse_more_than_all(data, outcome, total)
    elif count:
        data = counted(data, count)
    named = total or count
    return data.with_columns((nw.col(named).fill_null(0) if named else nw.lit(1)).alias(PEOPLE))


def _measured(data: Any, outcome: str) -> tuple[Any, bool, float]:
    """Say whether the outcome is a measurement: a number that is not always 0 or 1."""
    kind = data.collect_schema()[outcome]
    if not kind.is_numeric():
        return data, False, 0.0
    if kind.is_float():
        data = data.with_columns(nw.col(outcome).fill_nan(None))
    value = nw.col(outcome)
    about = data.filter(~value.is_null()).select(
        value.min().alias(LEAST),
        value.max().alias(MOST),
        value.cast(nw.Float64).mean().alias(VALUE),
        ((value != 0) & (value != 1)).cast(nw.Int64).sum().alias(EVENTS),
    )
    (row,) = rows_of(about)
    if not number(row[EVENTS]):
        return data, False, 0.0
    for end in (LEAST, MOST):
        if abs(number(row[end])) == float("inf"):
            raise InputError(
                found=f"an infinite value in the outcome {outcome!r}",
                expected="finite numbers, or blanks",
                done="nothing was computed",
                next="leave those rows out, or make their outcome blank",
            )
    _refuse_codes(data, outcome, row[LEAST], row[MOST])
    # Rounded, so that every engine takes off the same number however it adds up.
    return data, True, float(f"{number(row[VALUE]):.4g}")


def _refuse_codes(data: Any, outcome: str, least: Any, most: Any) -> None:
    """Refuse an outcome of just two numbers, such as 1 for yes and 2 for no: their average means nothing."""
    value = nw.col(outcome)
    between = data.filter(~value.is_null() & (value > nw.lit(least)) & (value < nw.lit(most))).select(outcome).head(1)
    if least != most and not list(rows_of(between)):
        raise InputError(
            found=f"only the numbers {float(least):g} and {float(most):g} in the outcome {outcome!r}",
            expected="0 and 1, yes and no, or a measurement of several values",
            done="nothing was computed",
            next="make a yes/no column first; numbers that are codes have no average",
        )


def _with_values(data: Any, outcome: str | None, weight: str | None, centre: float, *, of_people: bool) -> Any:
    """Add what has to be summed: weights and, for an outcome of numbers, weighted values."""
    people = nw.col(PEOPLE).cast(nw.Float64)
    one = nw.col(weight) if weight else nw.lit(1.0)
    data = data.with_columns((people * one).alias(WEIGHT), (people * one * one).alias(SQUARES))
    if outcome is None:
        return data
    value = nw.col(outcome).cast(nw.Float64) - centre
    each = one if of_people else nw.col(WEIGHT)
    return data.with_columns((each * value).alias(VALUE), (each * value * value).alias(SQUARE))


def _is_blank(name: str, kind: Any) -> Any:
    value = nw.col(name)
    if kind.is_float():
        return value.fill_nan(None).is_null()
    if kind == nw.String:
        return value.is_null() | (value.str.strip_chars() == "")
    return value.is_null()


def _refuse_doubles(names: Sequence[str], expected: str) -> None:
    if len(set(names)) < len(names):
        raise InputError(
            found=f"the same column twice among {', '.join(names)}",
            expected=expected,
            done="nothing was computed",
            next="name each once",
        )
