"""From columns to counts: how many people of each group had which answer and which prediction.

This is the only step that sees the rows. Everything an audit of a model says is worked out from its counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import InputError
from .cells import NO, YES
from .model_groups import Key, encoded, groups, is_absent, numpy_of
from .model_input import Columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[Any]
    Places: TypeAlias = NDArray[Any]

# Truth no or yes, and within each the prediction no or yes: place 2 * truth + prediction.
TN, FP, FN, TP = range(4)
# The truth of a row that stands for nobody, and so is in no count.
NOBODY = -2


@dataclass(frozen=True, eq=False)
class Cells:
    """The finest counts, one line a cell: what a bootstrap draws from, and what scores are counted in.

    Attributes
    ----------
    place
        ``4 * group + 2 * truth + prediction``.
    score
        The model's score, in ascending order within a group; None when there are none.
    rows, weight, squares
        People, the sum of their weights and the sum of the squares of those.
    """

    place: Places
    score: Numbers | None
    rows: Numbers
    weight: Numbers
    squares: Numbers


@dataclass(frozen=True, eq=False)
class Counts:
    """What an audit of a model is made from.

    Attributes
    ----------
    control, sensitive
        Names of the columns of groups.
    keys
        The groups: values of the control columns, then of the sensitive ones, as they were in the data.
    rows, weight, squares
        One line a group and four columns: true negatives, false positives, false negatives, true positives. People,
        the sum of their weights (of 1, when there are none) and the sum of the squares of those.
    unknown
        People of each group of whom the truth or the prediction is not known; they are in no other count.
    weighted
        Whether there were weights.
    cells
        The finest counts, when they were asked for.
    notes
        What was decided on the way.
    """

    control: tuple[str, ...]
    sensitive: tuple[str, ...]
    keys: tuple[Key, ...]
    rows: Numbers
    weight: Numbers
    squares: Numbers
    unknown: Places
    weighted: bool
    cells: Cells | None = None
    notes: tuple[str, ...] = ()

    @cached_property
    def people(self) -> list[float]:
        """People of each group of whom truth and prediction are known."""
        summed: list[float] = self.rows.sum(axis=1).tolist()
        return summed


def count(columns: Columns, *, fine: bool = False) -> Counts:
    """Count people by group, truth and prediction.

    Parameters
    ----------
    columns
        What to count.
    fine
        Whether to keep the finest counts, by score and weight too.

    Raises
    ------
    InputError
        An answer is neither yes nor no, a weight is negative, a score is missing, there are too many groups, or the
        truth and the prediction are known of nobody.
    """
    import numpy as np

    truth, prediction = answers(columns.truth, "y_true"), answers(columns.prediction, "y_pred")
    rows = None if columns.rows is None else _numbers(columns.rows)
    weight = None if columns.weight is None else _weights(columns.weight)
    squares = _numbers(columns.squares) if columns.squares is not None else None if weight is None else weight**2
    score = None if columns.scores is None else _scores(columns.scores)
    if columns.people is not None:
        rows = _people(columns.people)
        weight, squares = (None if part is None else part * rows for part in (weight, squares))
    group, keys = groups({**columns.control, **columns.sensitive})
    size = len(keys)
    unknown = np.zeros(size, dtype=np.int64)
    if rows is not None:
        truth = np.where(rows > 0, truth, NOBODY)
    if min(truth.min(), prediction.min()) < 0:
        known = (truth >= 0) & (prediction >= 0)
        left = None if rows is None else rows[~known]
        unknown = np.bincount(group[~known], weights=left, minlength=size).astype(np.int64)
        group, truth, prediction = group[known], truth[known], prediction[known]
        rows, weight, squares, score = (None if v is None else v[known] for v in (rows, weight, squares, score))
    if not len(group):
        raise _nothing_known(int(unknown.sum()))
    place = _places(group, truth, prediction)
    people = _summed(place, rows, size)
    if weight is not None and not weight.sum():
        raise bad_weight("nothing but weights of 0", "sample_weight")
    return Counts(
        tuple(columns.control),
        tuple(columns.sensitive),
        keys,
        people,
        people if weight is None else _summed(place, weight, size),
        people if squares is None else _summed(place, squares, size),
        unknown,
        weight is not None,
        cells_of(place, rows, weight, squares, score) if fine or score is not None else None,
        columns.notes,
    )


def not_binary(value: Any, argument: str) -> InputError:
    """Say that an answer is neither yes nor no."""
    return InputError(
        found=f"the value {str(value)[:40]!r} in {argument}",
        expected="1 or 0, true or false, yes or no, or blank",
        done="nothing was computed",
        next="compare it with the value that counts as yes first, such as y == 'granted'; a score goes in scores=",
    )


def bad_people(argument: str) -> InputError:
    """Say that a number of people cannot be one."""
    return InputError(
        found=f"a number in {argument!r} that is negative, infinite or not whole",
        expected="how many people a row stands for: whole numbers from 0, or blank",
        done="nothing was computed",
        next="check the column; suppressed cells must be blank or filled in first",
    )


def bad_weight(what: str, argument: str) -> InputError:
    """Say that a weight cannot be one."""
    return InputError(
        found=f"{what} in the weights {argument!r}",
        expected="numbers from 0, not all of them 0",
        done="nothing was computed",
        next="check the column of weights",
    )


def _places(group: Places, truth: Places, prediction: Places) -> Places:
    """Four places a group. In one array, because making one takes longer than adding to it."""
    place: Places = group * 4
    for part in (truth, truth, prediction):
        place += part
    return place


def _summed(place: Places, values: Numbers | None, groups: int) -> Numbers:
    import numpy as np

    return np.bincount(place, weights=values, minlength=groups * 4).astype(np.float64).reshape(groups, 4)


# --- answers, weights, scores -----------------------------------------------------------------------


def answers(column: Any, argument: str) -> Places:
    """Read answers as 1, 0, or -1 where there is none."""
    import numpy as np
    import pyarrow as pa

    kind = column.type
    if (pa.types.is_integer(kind) or pa.types.is_boolean(kind)) and not column.null_count:
        known: Places = numpy_of(column).astype(np.int64, copy=False)
        if len(known) and not 0 <= known.min() <= known.max() <= 1:
            raise not_binary(known.max() if known.max() > 1 else known.min(), argument)
        return known
    codes, values = encoded(column)
    return np.array([*(_answer(value, argument) for value in values.to_pylist()), -1], dtype=np.int64)[codes]


def _answer(value: Any, argument: str) -> int:
    if is_absent(value) or not str(value).strip():
        return -1
    word = str(value).strip().lower()
    if word in YES:
        return 1
    if word in NO:
        return 0
    raise not_binary(value, argument)


def _weights(column: Any) -> Numbers:
    import numpy as np

    weights = _floats(column, "sample_weight")
    if not np.isfinite(weights).all():
        raise bad_weight("one that is missing or infinite", "sample_weight")
    if len(weights) and weights.min() < 0:
        raise bad_weight(f"{weights.min():g}", "sample_weight")
    return weights


def _people(column: Any) -> Numbers:
    import numpy as np

    people = np.nan_to_num(_floats(column, "count"), nan=0.0, posinf=-1)
    if (people < 0).any() or (people != np.floor(people)).any():
        raise bad_people("count")
    return people


def _scores(column: Any) -> Numbers:
    import numpy as np

    scores = _floats(column, "scores")
    bad = int((~np.isfinite(scores)).sum())
    if bad:
        raise InputError(
            found=f"{bad:,} scores that are missing or infinite",
            expected="a finite number for each person",
            done="nothing was computed",
            next="leave those people out of every column, and say so, or leave scores= out",
        )
    return scores + 0.0  # so that -0.0 is 0.0


def _floats(column: Any, argument: str) -> Numbers:
    import pyarrow as pa

    try:
        return _numbers(column)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError):
        raise InputError(
            found=f"{argument} that is not of numbers ({column.type})",
            expected="numbers",
            done="nothing was computed",
            next=f"convert {argument} to numbers first",
        ) from None


def _numbers(column: Any) -> Numbers:
    import numpy as np
    import pyarrow as pa

    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        column = column.cast(pa.float64())
    numbers: Numbers = numpy_of(column).astype(np.float64, copy=False)
    return numbers


def _nothing_known(unknown: int) -> InputError:
    return InputError(
        found=f"{unknown:,} rows, and in none are both the truth and the prediction known",
        expected="at least one",
        done="nothing was computed",
        next="check which columns were named",
    )


# --- the finest counts ------------------------------------------------------------------------------


def cells_of(
    place: Places, rows: Numbers | None, weight: Numbers | None, squares: Numbers | None, score: Numbers | None
) -> Cells:
    """Count by group, truth, prediction, score and weight; by group and then by score, ascending."""
    import numpy as np

    each = np.ones(len(place)) if rows is None else rows
    unit = None if weight is None else weight / np.maximum(each, 1)
    if score is None and unit is None:
        present = np.bincount(place, weights=rows)
        cell = np.flatnonzero(present)
        return Cells(cell, None, present[cell], present[cell], present[cell])
    order = np.lexsort([part for part in (unit, place, score, place // 4) if part is not None])
    columns = [part[order] for part in (place, score, unit) if part is not None]
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.logical_or.reduce([part[1:] != part[:-1] for part in columns])
    starts = np.flatnonzero(new)
    people = np.add.reduceat(each[order], starts)
    return Cells(
        place[order][starts],
        None if score is None else score[order][starts],
        people,
        people if weight is None else np.add.reduceat(weight[order], starts),
        people if squares is None else np.add.reduceat(squares[order], starts),
    )
