"""From whatever the user holds, arrays, series or frames, to columns of Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Columns:
    """One Arrow column for each thing a model's audit looks at.

    Attributes
    ----------
    truth, prediction
        What happened, and what the model said.
    sensitive, control
        Columns of groups by name, in order.
    scores, weight
        As the user gave them, or None.
    people
        How many people a row stands for, as the user gave it; None for one.
    rows, squares
        Of a table that was added up: how many people each line stands for, and the sum of the squares of their
        weights (``weight`` is then the sum of those). None of one that was not.
    notes
        What was decided on the way, in sentences.
    """

    truth: Any
    prediction: Any
    sensitive: Mapping[str, Any]
    control: Mapping[str, Any]
    scores: Any = None
    weight: Any = None
    people: Any = None
    rows: Any = None
    squares: Any = None
    notes: tuple[str, ...] = ()


def columns_from_arrays(
    y_true: Any,
    y_pred: Any,
    sensitive_features: Any,
    scores: Any,
    sample_weight: Any,
    control_features: Any,
    count: Any = None,
) -> Columns:
    """Read arrays, series and frames of one length. Rows are matched by their place, as in fairlearn.

    Raises
    ------
    InputError
        Lengths differ, there is nothing, or something is no array.
    """
    columns = Columns(
        _one(y_true, "y_true"),
        _one(y_pred, "y_pred"),
        dict(_several(sensitive_features, "sensitive_feature")),
        dict(_several(control_features, "control_feature")) if control_features is not None else {},
        None if scores is None else _one(scores, "scores"),
        None if sample_weight is None else _one(sample_weight, "sample_weight"),
        None if count is None else _one(count, "count"),
    )
    refuse_unequal(columns)
    return columns


def _one(value: Any, argument: str) -> pa.Array | pa.ChunkedArray:
    """Read one column, however it is held."""
    import narwhals.stable.v2 as nw
    import numpy as np

    if isinstance(value, str):
        raise InputError(
            found=f"{argument}={value[:40]!r}, a name, and no table it could be in",
            expected="an array, or data= with the table that has this column",
            done="nothing was computed",
            next=f"add data=…, or give the column itself as {argument}",
        )
    if _is_arrow(value) or isinstance(value, np.ndarray | list | tuple | range):
        return _arrow(value, argument)
    opened: Any = nw.from_native(value, pass_through=True, allow_series=True)
    if isinstance(opened, nw.Series):
        return _arrow(opened.to_native() if opened.implementation.is_pandas() else opened.to_arrow(), argument)
    if isinstance(opened, nw.DataFrame) and opened.shape[1] == 1:
        return column_of(opened, opened.columns[0])
    if isinstance(opened, nw.LazyFrame):
        raise InputError(
            found=f"{argument} that is a lazy frame or a relation",
            expected="an array, or data= with the relation and the names of its columns",
            done="nothing was computed",
            next="give the relation as data= and name its columns",
        )
    if hasattr(value, "__array__"):
        return _arrow(np.asarray(value), argument)
    raise _no_array(value, argument)


def _several(value: Any, argument: str) -> Iterator[tuple[str, Any]]:
    """Read one or more columns of groups, named as fairlearn names them."""
    import narwhals.stable.v2 as nw
    import numpy as np

    if isinstance(value, Mapping):
        if not value:
            raise nothing_in(f"{argument}s")
        yield from ((str(name), _one(part, str(name))) for name, part in value.items())
        return
    if isinstance(value, np.ndarray) and value.ndim == 2:
        yield from ((f"{argument}_{place}", _one(part, argument)) for place, part in enumerate(value.T))
        return
    if value is None:
        raise nothing_in(f"{argument}s")
    opened: Any = nw.from_native(value, pass_through=True, allow_series=True)
    if isinstance(opened, nw.DataFrame):
        refuse_twice([str(name) for name in opened.columns], f"{argument}s")
        yield from ((str(name), column_of(opened, name)) for name in opened.columns)
        return
    name = getattr(value, "name", None)
    yield str(name) if name not in (None, "") else f"{argument}_0", _one(value, f"{argument}s")


def column_of(frame: Any, name: Any) -> pa.Array | pa.ChunkedArray:
    """Read a column of a narwhals frame."""
    series = frame.get_column(name)
    return _arrow(series.to_native() if series.implementation.is_pandas() else series.to_arrow(), str(name))


def _arrow(value: Any, argument: str) -> pa.Array | pa.ChunkedArray:
    """Make an Arrow array; a column of several types becomes text and what is missing stays missing."""
    import numpy as np
    import pyarrow as pa

    if isinstance(value, np.ndarray):
        value = value.squeeze() if value.ndim > 1 else value.reshape(-1)
        if value.ndim != 1:
            raise _no_array(value, argument)
    try:
        array = value if _is_arrow(value) else pa.array(value, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return _of_several_types(value, argument)
    inner = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    inner = inner.storage_type if isinstance(inner, pa.BaseExtensionType) else inner
    if not pa.types.is_nested(inner):
        return array
    if not hasattr(value, "cat"):
        raise _no_array(value, argument)
    return _of_several_types(value, argument)  # bands, as pandas.cut makes them


def _of_several_types(value: Any, argument: str) -> pa.Array:
    import pandas as pd
    import pyarrow as pa

    try:
        codes, values = pd.factorize(pd.Series(value, dtype=object), use_na_sentinel=True)
    except (TypeError, ValueError):
        raise _no_array(value, argument) from None
    texts = [str(one) for one in values]
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(texts, pa.string()))


def _is_arrow(value: Any) -> bool:
    import pyarrow as pa

    return isinstance(value, pa.Array | pa.ChunkedArray)


def refuse_unequal(columns: Columns) -> None:
    """Refuse columns of different lengths, and of none."""
    named = {
        "y_true": columns.truth,
        "y_pred": columns.prediction,
        **columns.sensitive,
        **columns.control,
        "scores": columns.scores,
        "sample_weight": columns.weight,
        "count": columns.people,
    }
    lengths = {name: len(column) for name, column in named.items() if column is not None}
    if len(set(lengths.values())) > 1:
        raise InputError(
            found="columns of different lengths: " + ", ".join(f"{name} {n:,}" for name, n in lengths.items()),
            expected="one value a person in each",
            done="nothing was computed",
            next="check how each was filtered",
        )
    if not lengths["y_true"]:
        raise no_rows()


def no_rows() -> InputError:
    """Say that there is nothing to audit."""
    return InputError(
        found="no rows",
        expected="at least one, with what happened and what the model said",
        done="nothing was computed",
        next="check what was loaded and how it was filtered",
    )


def refuse_twice(names: Sequence[Any], argument: str) -> None:
    """Refuse one name for two columns."""
    if len(set(names)) < len(names):
        raise InputError(
            found=f"the same name twice in {argument} ({', '.join(map(str, names))})",
            expected="names that are all different",
            done="nothing was computed",
            next="rename or leave out one of them",
        )


def nothing_in(argument: str) -> InputError:
    """Say that no column of groups was named."""
    return InputError(
        found=f"no column in {argument}",
        expected="at least one column of groups",
        done="nothing was computed",
        next="name the groups to compare",
    )


def _no_array(value: Any, argument: str) -> InputError:
    return InputError(
        found=f"{argument} that is {called(value)}",
        expected="one value a person: a list, an array, a series or a frame of one column",
        done="nothing was computed",
        next=f"give {argument} as one column",
    )


def called(value: Any) -> str:
    """Say what kind of thing a value is."""
    shape = getattr(value, "shape", None)
    return f"{type(value).__name__} of shape {shape}" if isinstance(shape, tuple) else f"a {type(value).__name__}"
