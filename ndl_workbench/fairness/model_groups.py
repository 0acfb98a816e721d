"""Numbering groups: whatever a column of them holds, each value gets a place, and a missing one the last."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import InputError
from .model_input import no_rows
from .tally import NOT_RECORDED

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    Places: TypeAlias = NDArray[Any]

MISSING = NOT_RECORDED
MOST_GROUPS = 10_000
# Above so many possible combinations of columns, those that occur are looked for instead of all being counted.
MOST_PLACES = 1_000_000
# From so many on, values are numbered in several threads: a few are sooner numbered than threads are begun.
MANY_VALUES, MOST_WORKERS = 200_000, 4

Key: TypeAlias = tuple[Any, ...]


def groups(columns: Mapping[str, Any]) -> tuple[Places, tuple[Key, ...]]:
    """Number the groups that occur, in the order of their values; a missing one is last."""
    import numpy as np

    codes: Places | None = None
    sizes, labels = [], []
    for name, column in columns.items():
        code, values = _whole_numbers(column) or any_values(column, name)
        codes = code if codes is None else codes * len(values) + code
        sizes.append(len(values))
        labels.append(values)
    if codes is None or not len(codes):
        raise no_rows()
    places = int(np.prod(sizes, dtype=float))
    if places <= MOST_PLACES:
        present = np.flatnonzero(np.bincount(codes, minlength=places))
        if len(present) < places:
            numbered = np.zeros(places, dtype=np.int64)
            numbered[present] = np.arange(len(present))
            codes = numbered[codes]
    else:
        present, codes = np.unique(codes, return_inverse=True)
    _refuse_many(len(present), ", ".join(columns))
    parts = np.unravel_index(present, sizes)
    keys = zip(*([values[p] for p in part] for values, part in zip(labels, parts, strict=True)), strict=True)
    return codes, tuple(keys)


def _whole_numbers(column: Any) -> tuple[Places, list[Any]] | None:
    """Number whole numbers that lie close together by their distance from the smallest; None when they do not."""
    import numpy as np
    import pyarrow as pa

    if not pa.types.is_integer(column.type) or column.null_count or not len(column):
        return None
    numbers = numpy_of(column)
    low, high = int(numbers.min()), int(numbers.max())
    if high - low >= MOST_GROUPS:
        return None
    return (numbers - numbers.min() if low else numbers).astype(np.int64, copy=False), list(range(low, high + 1))


def any_values(column: Any, name: str) -> tuple[Places, list[Any]]:
    """Number the values of a column of groups in their order; a missing one is a group, and last."""
    codes, values = encoded(column)
    _refuse_many(len(values), name)
    return _in_order(codes, values.to_pylist())


def _in_order(codes: Places, values: Sequence[Any]) -> tuple[Places, list[Any]]:
    """Sort the values, make every kind of blank one, and put it last."""
    import numpy as np

    real = [value for value in values if not _blank(value)]
    try:
        ordered = sorted(real)
    except TypeError:
        ordered = sorted(real, key=str)
    blank = len(ordered)
    rank = {value: place for place, value in enumerate(ordered)}
    new = np.array([*(rank.get(value, blank) for value in values), blank], dtype=np.int64)
    used = bool(len(real) < len(values)) or bool(len(codes) and codes.min() < 0)
    return new[codes], [*ordered, MISSING] if used else ordered


def _blank(value: Any) -> bool:
    return is_absent(value) or (isinstance(value, str) and value.strip() in ("", MISSING))


def encoded(column: Any) -> tuple[Places, Any]:
    """Number the values of a column in the order they come; -1 is a missing one."""
    import numpy as np
    import pyarrow as pa

    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):  # which it stays when it has no chunk
        array = pa.array([], array.type)
    if not pa.types.is_dictionary(array.type):
        array = _side_by_side(array) if len(array) >= MANY_VALUES else array.dictionary_encode()
    codes = array.indices
    if codes.null_count:
        codes = codes.fill_null(-1) if pa.types.is_signed_integer(codes.type) else codes.cast(pa.int64()).fill_null(-1)
    numbers = codes.to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
    return numbers, array.dictionary


def _side_by_side(array: pa.Array) -> Any:
    """Number the values of parts of a long column at the same time; Arrow lets go of the interpreter meanwhile."""
    import pyarrow as pa

    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    size = -(-len(array) // workers)
    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(lambda n: array.slice(n * size, size).dictionary_encode(), range(workers)))
    return pa.chunked_array(parts).unify_dictionaries().combine_chunks()


def _refuse_many(many: int, name: str) -> None:
    if many > MOST_GROUPS:
        raise InputError(
            found=f"{many:,} different groups in {name}",
            expected=f"at most {MOST_GROUPS:,}",
            done="nothing was computed",
            next="put the values into bands first, such as ages in tens",
        )


def is_absent(value: Any) -> bool:
    """Whether a value of a column stands for none: null, or not a number."""
    return value is None or bool(value != value)


def numpy_of(column: Any) -> Any:
    """Return an Arrow column as an array of NumPy's."""
    import pyarrow as pa

    return column.to_numpy() if isinstance(column, pa.ChunkedArray) else column.to_numpy(zero_copy_only=False)
