"""From records, or from published counts, to one small table: how many people in each group had each outcome.

This is the only step that sees the data, and it is one group-by, whatever frame the data is in.
"""

from __future__ import annotations

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
    data = nw.from_native(frame)
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
    data = nw.from_native(frame)
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
    table = _gathered(data.group_by(*by).agg(nw.col(numbers[0]).sum().alias("people")))
    counts: dict[Key, int] = defaultdict(int)
    for row in table.iter_rows(named=True):
        counts[tuple(_label(row[name]) for name in by)] += _whole(row["people"], "the population")
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
        _refuse_negative(data, outcome)
        _refuse_negative(data, total)
        known = data.filter(~nw.col(outcome).is_null())
        blank = data.filter(nw.col(outcome).is_null())
        sums = known.group_by(*by).agg(nw.col(outcome).sum().alias("events"), nw.col(total).sum().alias("people"))
        for row in _gathered(sums).iter_rows(named=True):
            yield _key(row, by), _numerator(row, outcome, total)
        for row in _gathered(blank.group_by(*by).agg(nw.col(total).sum().alias("people"))).iter_rows(named=True):
            yield _key(row, by), Tally(missing=_whole(row["people"], total))
        return
    if count:
        _refuse_negative(data, count)
    people = nw.col(count).sum() if count else nw.len()
    for row in _gathered(data.group_by(*by, outcome).agg(people.alias("people"))).iter_rows(named=True):
        n = _whole(row["people"], count or "rows")
        state = _state(row[outcome], outcome)
        yield _key(row, by), Tally(**{state: n})


def _gathered(data: Any) -> Any:
    return data.lazy().collect() if isinstance(data, nw.LazyFrame) else data


def _key(row: dict[str, Any], by: list[str]) -> Key:
    return tuple(_label(row[name]) for name in by)


def _label(value: Any) -> str:
    if _absent(value):
        return NOT_RECORDED
    if type(value).__name__ in ("bool", "bool_"):  # Python's and NumPy's
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
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


def _numerator(row: dict[str, Any], outcome: str, total: str) -> Tally:
    events, people = _whole(row["events"], outcome), _whole(row["people"], total)
    if events > people:
        raise InputError(
            found=f"{events:,} people with {outcome!r} among {people:,} in {total!r}",
            expected="no more with the outcome than in all",
            done="nothing was computed",
            next="check which column is the total",
        )
    return Tally(events=events, others=people - events)


def _whole(value: Any, column: str) -> int:
    try:
        number = 0 if _absent(value) else int(value)
        whole = number == (0 if _absent(value) else value)
    except (TypeError, ValueError, OverflowError):
        whole, number = False, -1
    if not whole or number < 0:
        raise InputError(
            found=f"{value!r} people in {column!r}",
            expected="whole numbers from 0",
            done="nothing was computed",
            next="check the column; suppressed cells must be blank or filled in first",
        )
    return number


def _refuse_negative(data: Any, column: str) -> None:
    kind = data.collect_schema()[column]
    if not kind.is_numeric():
        raise InputError(
            found=f"text in the count column {column!r}",
            expected="numbers",
            done="nothing was computed",
            next="replace marks such as '*' or 'low' by blanks first",
        )
    least = _gathered(data.select(nw.col(column).min().alias("least"))).item()
    if not _absent(least) and least < 0:
        _whole(least, column)


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
