"""From records, or from published counts, to one small table: how many people in each group had each outcome.

This is the only step that sees the data, and it is one group-by, whatever frame the data is in.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from ..errors import InputError, NotFound

NOT_RECORDED = "Not recorded"
YES = frozenset({"yes", "y", "true", "1", "1.0"})
NO = frozenset({"no", "n", "false", "0", "0.0"})
# Names of our own sums, unlike any column a publisher has.
PEOPLE, EVENTS = "__people__", "__events__"

Key = tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """People of one group by what is known of their outcome."""

    events: int = 0
    others: int = 0
    missing: int = 0

    @property
    def n(self) -> int:
        """People whose outcome is known."""
        return self.events + self.others

    @property
    def everyone(self) -> int:
        """People, whether or not their outcome is known."""
        return self.n + self.missing

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.events + other.events, self.others + other.others, self.missing + other.missing)


def tally(frame: Any, outcome: str, by: Sequence[str], count: str | None, total: str | None) -> dict[Key, Tally]:
    """Count people by every combination of the ``by`` columns, and by outcome.

    Parameters
    ----------
    frame
        Any frame narwhals knows: pandas, polars, PyArrow, DuckDB relation.
    outcome
        Column of yes/no values; with ``total``, of how many had the outcome.
    by
        Columns to group by. A blank is the group "Not recorded".
    count
        Column saying how many people a row stands for; 1 when None.
    total
        Column saying how many people the outcome was counted among.

    Raises
    ------
    NotFound
        A column is not there.
    InputError
        The frame is empty, a count is no whole number from 0, a count exceeds its total, or the
        outcome has more than two values.
    """
    data = _opened(frame)
    wanted = [outcome, *by, *(name for name in (count, total) if name)]
    _require(data.collect_schema().names(), wanted)
    _refuse_doubles([outcome, *by])
    if count and total:
        raise InputError(
            found="both count and total",
            expected="count when rows say yes or no, total when the outcome is itself a number of people",
            done="nothing was computed",
            next="give only one of them",
        )
    rows = _collect(data, outcome, list(by), count, total)
    found: dict[Key, Tally] = defaultdict(Tally)
    for key, part in rows:
        found[key] = found[key] + part
    if not sum(part.everyone for part in found.values()):
        raise InputError(
            found="no people in the data",
            expected="at least one row with a count above zero",
            done="nothing was computed",
            next="check what was loaded and how it was filtered",
        )
    return dict(found)


def group_counts(frame: Any, by: Sequence[str]) -> dict[Key, int]:
    """Sum a population table by group. Its count is its only column of whole numbers.

    Raises
    ------
    NotFound, InputError
        A column is not there, or there is not exactly one column of counts.
    """
    data = _opened(frame)
    schema = data.collect_schema()
    _require(schema.names(), by)
    numbers = [name for name, kind in schema.items() if kind.is_integer() and name not in by]
    if len(numbers) != 1:
        raise InputError(
            found=f"{len(numbers)} columns of whole numbers in the population ({', '.join(numbers) or 'none'})",
            expected="exactly one, the number of people",
            done="nothing was computed",
            next="leave out the others",
        )
    people = nw.col(numbers[0]).sum().alias(PEOPLE)
    counts: dict[Key, int] = defaultdict(int)
    for row in _gathered(_counted(data, numbers[0]).group_by(*by).agg(people)).iter_rows(named=True):
        counts[_key(row, by)] += _whole(row[PEOPLE], numbers[0])
    return dict(counts)


def margin(tallies: dict[Key, Tally], position: int) -> dict[str, Tally]:
    """Add up the tallies of every group that shares one part of its key."""
    sums: dict[str, Tally] = defaultdict(Tally)
    for key, part in tallies.items():
        sums[key[position]] = sums[key[position]] + part
    return dict(sums)


def _collect(
    data: Any, outcome: str, by: list[str], count: str | None, total: str | None
) -> Iterable[tuple[Key, Tally]]:
    if total:
        data = _counted(_counted(data, outcome), total)
        _refuse_more_than_all(data, outcome, total)
        people = nw.col(total).sum().alias(PEOPLE)
        known = data.filter(~nw.col(outcome).is_null())
        blank = data.filter(nw.col(outcome).is_null())
        sums = known.group_by(*by).agg(nw.col(outcome).sum().alias(EVENTS), people)
        for row in _gathered(sums).iter_rows(named=True):
            events = _whole(row[EVENTS], outcome)
            yield _key(row, by), Tally(events=events, others=_whole(row[PEOPLE], total) - events)
        for row in _gathered(blank.group_by(*by).agg(people)).iter_rows(named=True):
            yield _key(row, by), Tally(missing=_whole(row[PEOPLE], total))
        return
    if count:
        data = _counted(data, count)
    people = nw.col(count).sum() if count else nw.len()
    for row in _gathered(data.group_by(*by, outcome).agg(people.alias(PEOPLE))).iter_rows(named=True):
        n = _whole(row[PEOPLE], count or "rows")
        state = _state(row[outcome], outcome)
        yield _key(row, by), Tally(**{state: n})


def _opened(frame: Any) -> Any:
    try:
        return nw.from_native(frame)
    except nw.exceptions.DuplicateError as error:
        raise InputError(
            found=f"two columns of the same name ({error})",
            expected="names that are all different",
            done="nothing was computed",
            next="rename one of them",
        ) from None


def _gathered(data: Any) -> Any:
    return data.lazy().collect() if isinstance(data, nw.LazyFrame) else data


def _key(row: dict[str, Any], by: Sequence[str]) -> Key:
    return tuple(_label(row[name]) for name in by)


def _label(value: Any) -> str:
    if _absent(value):
        return NOT_RECORDED
    if type(value).__name__ in ("bool", "bool_"):  # Python's and NumPy's
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip() or NOT_RECORDED


def _state(value: Any, outcome: str) -> str:
    if _absent(value) or not str(value).strip():
        return "missing"
    word = str(value).strip().lower()
    if word in YES:
        return "events"
    if word in NO:
        return "others"
    raise InputError(
        found=f"the value {str(value)[:40]!r} in the outcome {outcome!r}",
        expected="yes or no, true or false, 1 or 0, or blank",
        done="nothing was computed",
        next="make a yes/no column first, or name total= if the outcome is a number of people",
    )


def _absent(value: Any) -> bool:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return type(value).__name__ in ("NAType", "NaTType")


def _whole(value: Any, column: str) -> int:
    try:
        number = 0 if _absent(value) else int(value)
        whole = number == (0 if _absent(value) else value)
    except (TypeError, ValueError, OverflowError):
        whole, number = False, -1
    if not whole or number < 0:
        raise InputError(
            found=f"{value} people in {column!r}",
            expected="whole numbers from 0",
            done="nothing was computed",
            next="check the column; suppressed cells must be blank or filled in first",
        )
    return number


def _counted(data: Any, column: str) -> Any:
    """Return the data with only blanks and whole numbers from 0 in a column of counts; refuse any other."""
    kind = data.collect_schema()[column]
    if not kind.is_numeric():
        raise InputError(
            found=f"text in the count column {column!r}",
            expected="numbers",
            done="nothing was computed",
            next="replace marks such as '*' or 'low' by blanks first",
        )
    if kind.is_float():
        data = data.with_columns(nw.col(column).fill_nan(None))  # engines differ in what they make of NaN
    value = nw.col(column)
    broken = value < 0 if kind.is_integer() else (value < 0) | (value.round(0) != value)
    for row in _gathered(data.filter(broken).select(column).head(1)).iter_rows():
        _whole(row[0], column)
    return data


def _refuse_more_than_all(data: Any, outcome: str, total: str) -> None:
    more = data.filter(nw.col(outcome) > nw.col(total).fill_null(0)).select(outcome, total).head(1)
    for events, people in _gathered(more).iter_rows():
        raise InputError(
            found=f"{events:,.0f} people with {outcome!r} among {0 if _absent(people) else people:,.0f} in {total!r}",
            expected="no more with the outcome than in all",
            done="nothing was computed",
            next="check which column is the total",
        )


def _require(there: Sequence[str], wanted: Iterable[str]) -> None:
    for name in wanted:
        if name not in there:
            raise NotFound(
                found=f"no column {name!r}",
                expected=f"one of {', '.join(there[:20])}{' …' if len(there) > 20 else ''}",
                done="nothing was computed",
                next="name one of those",
            )


def _refuse_doubles(names: Sequence[str]) -> None:
    if len(set(names)) < len(names):
        raise InputError(
            found=f"the same column twice among {', '.join(names)}",
            expected="different columns for the outcome and each group",
            done="nothing was computed",
            next="name each once",
        )
