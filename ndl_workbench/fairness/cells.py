"""Values as engines hand them over: what a group is called, what yes and no look like, what can be a count."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from ..errors import InputError, NotFound
from .tally import NOT_RECORDED

YES = frozenset({"yes", "y", "true", "1", "1.0"})
NO = frozenset({"no", "n", "false", "0", "0.0"})


def opened(frame: Any) -> Any:
    """Return the frame as narwhals'; refuse two columns of one name."""
    try:
        return nw.from_native(frame)
    except nw.exceptions.DuplicateError as error:
        raise InputError(
            found=f"two columns of the same name ({error})",
            expected="names that are all different",
            done="nothing was computed",
            next="rename one of them",
        ) from None


def rows_of(data: Any) -> Iterable[dict[str, Any]]:
    """Compute a small result and yield its rows."""
    collected = data.lazy().collect() if isinstance(data, nw.LazyFrame) else data
    rows: Iterable[dict[str, Any]] = collected.iter_rows(named=True)
    return rows


def label(value: Any) -> str:
    """Return the name of a group; a blank is "Not recorded"."""
    if absent(value):
        return NOT_RECORDED
    if type(value).__name__ in ("bool", "bool_"):  # Python's and NumPy's
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip() or NOT_RECORDED


def state(value: Any, outcome: str) -> str:
    """Return "events", "others" or "missing" for an answer.

    Raises
    ------
    InputError
        It is neither yes, no nor blank.
    """
    if absent(value) or not str(value).strip():
        return "missing"
    word = str(value).strip().lower()
    if word in YES:
        return "events"
    if word in NO:
        return "others"
    raise InputError(
        found=f"the value {str(value)[:40]!r} in the outcome {outcome!r}",
        expected="yes or no, true or false, 1 or 0, blank, or a column of numbers only",
        done="nothing was computed",
        next="make a yes/no column first, or name total= if the outcome is a number of people",
    )


def absent(value: Any) -> bool:
    """Whether an engine means that there is no value."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return type(value).__name__ in ("NAType", "NaTType")


def number(value: Any) -> float:
    """Return a sum as a float; that of nothing is 0."""
    return 0.0 if absent(value) else float(value)


def whole(value: Any, column: str) -> int:
    """Return a sum of counts; refuse what cannot be one."""
    try:
        found = 0 if absent(value) else int(value)
        is_whole = found == (0 if absent(value) else value)
    except (TypeError, ValueError, OverflowError):
        is_whole, found = False, -1
    if not is_whole or found < 0:
        raise InputError(
            found=f"{value} people in {column!r}",
            expected="whole numbers from 0",
            done="nothing was computed",
            next="check the column; suppressed cells must be blank or filled in first",
        )
    return found


def counted(data: Any, column: str) -> Any:
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
    for row in rows_of(data.filter(broken).select(column).head(1)):
        whole(row[column], column)
    return data


def weighed(data: Any, column: str, people: str | None) -> Any:
    """Return the data with a finite number from 0 as each weight; refuse any other.

    A row that stands for nobody needs none.
    """
    if not data.collect_schema()[column].is_numeric():
        raise _bad_weight(column, "text")
    value = nw.col(column).cast(nw.Float64).fill_nan(None)
    data = data.with_columns(value.alias(column))
    weight = nw.col(column)
    broken = weight.is_null() | (weight < 0) | ~weight.is_finite()
    if people:
        broken = broken & (nw.col(people) > 0)
    for row in rows_of(data.filter(broken).select(column).head(1)):
        raise _bad_weight(column, "a blank" if absent(row[column]) else f"the weight {row[column]:g}")
    return data


def refuse_more_than_all(data: Any, outcome: str, total: str) -> None:
    """Refuse a numerator that exceeds its denominator."""
    more = data.filter(nw.col(outcome) > nw.col(total).fill_null(0)).select(outcome, total).head(1)
    for row in rows_of(more):
        people = 0 if absent(row[total]) else row[total]
        raise InputError(
            found=f"{row[outcome]:,.0f} people with {outcome!r} among {people:,.0f} in {total!r}",
            expected="no more with the outcome than in all",
            done="nothing was computed",
            next="check which column is the total",
        )


def require(there: Sequence[str], wanted: Iterable[str]) -> None:
    """Refuse a column that is not there."""
    for name in wanted:
        if name not in there:
            raise NotFound(
                found=f"no column {name!r}",
                expected=f"one of {', '.join(there[:20])}{' …' if len(there) > 20 else ''}",
                done="nothing was computed",
                next="name one of those",
            )


def _bad_weight(column: str, what: str) -> InputError:
    return InputError(
        found=f"{what} in the weight column {column!r}",
        expected="a finite number from 0 for each person",
        done="nothing was computed",
        next="fill in the weights, or leave out the rows that have none",
    )
