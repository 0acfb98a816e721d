"""A Parquet file as a frame: the types it was stored with, in the forms our other tables have.

What pandas once wrote into the file about its index is not followed: every column stored is a column here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import Unreadable
from ...settings import settings
from ..recognising.recognise import READABLE
from ..tables.table import unique_names

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# What a number or a reference to text takes in memory.
CELL_BYTES = 8
FIRST_ROW = 2


def read_parquet(path: Path, name: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Read a Parquet file.

    Parameters
    ----------
    path
        The file.
    name
        What the user called it, for messages.

    Returns
    -------
    tuple[pandas.DataFrame, tuple[str, ...]]
        The frame and a sentence for each thing that was decided. Columns are ``Int64``, ``UInt64`` (only where a value
        needs it), ``Float64``, ``boolean``, ``datetime64[us]`` or ``str``; missing is missing in each. The index, named
        ``row``, begins with 2, as if the names stood in row 1.

    Raises
    ------
    Unreadable
        It is damaged, encrypted, has no column, or would not fit into memory.
    """
    import pandas as pd
    import pyarrow as pa

    try:
        table = _read(path, name)
        columns, decisions = _columns(table)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise _refuse(name, f"a Parquet file that cannot be read ({_first_line(error)})", "download it again") from None
    except RecursionError:
        raise _refuse(name, "a Parquet file nested too deeply", "ask the publisher for CSV") from None
    frame = pd.DataFrame(columns, index=pd.RangeIndex(FIRST_ROW, FIRST_ROW + table.num_rows, name="row"))
    return frame, tuple(decisions)


def _read(path: Path, name: str) -> pa.Table:
    """Read all of it, and stop as soon as it is larger than what is allowed, whatever it declares."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    limit = settings().max_bytes
    with pq.ParquetFile(path) as file:
        about = file.metadata
        if not about.num_columns:
            raise _refuse(name, "a Parquet file without a column", "tell the publisher")
        declared = sum(about.row_group(group).total_byte_size for group in range(about.num_row_groups))
        if max(declared, about.num_rows * about.num_columns * CELL_BYTES) > limit:
            raise _too_large(name, f"{about.num_rows:,} rows of {about.num_columns:,} columns")
        batches, size = [], 0
        for batch in file.iter_batches():
            size += batch.nbytes
            if size > limit:
                raise _too_large(name, f"more than {limit:,} bytes in memory")
            batches.append(batch)
        return pa.Table.from_batches(batches, file.schema_arrow)


def _columns(table: pa.Table) -> tuple[dict[str, pd.Series[Any]], list[str]]:
    stored = dict(enumerate(table.schema.names))
    names = unique_names(stored)
    decisions = [
        f"column {p + 1} is called {unique!r}: its name {'is used twice' if stored[p] else 'is empty'}"
        for p, unique in names.items()
        if unique != stored[p]
    ]
    columns = {}
    for position, unique in names.items():
        columns[unique], said = _column(table.column(position))
        decisions += [f"column {unique!r} {what}" for what in said]
    return columns, decisions


def _column(values: pa.ChunkedArray) -> tuple[pd.Series[Any], list[str]]:
    """Return the column in one of our forms, and what has changed about it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(values.type, pa.BaseExtensionType):
        values = pa.chunked_array([chunk.storage for chunk in values.chunks], values.type.storage_type)
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    kind = values.type
    if pa.types.is_boolean(kind):
        return _pandas(values, "boolean"), []
    if pa.types.is_integer(kind):
        return _pandas(*_whole(values)), []
    if pa.types.is_floating(kind):
        numbers = values.cast(pa.float64())
        # Arithmetic's "not a number" is no value, and pandas would show it as one.
        return _pandas(pc.if_else(pc.is_nan(numbers), pa.scalar(None, pa.float64()), numbers), "Float64"), []
    if pa.types.is_decimal(kind):
        return _decimal(values)
    if pa.types.is_date(kind):
        return _pandas(values.cast(pa.timestamp("us")), "datetime64[us]"), []
    if pa.types.is_timestamp(kind):
        return _moment(values)
    return _text(values)


def _whole(values: pa.ChunkedArray) -> tuple[pa.ChunkedArray, str]:
    import pyarrow as pa

    try:
        return values.cast(pa.int64()), "Int64"
    except pa.ArrowInvalid:
        return values, "UInt64"


def _decimal(values: pa.ChunkedArray) -> tuple[pd.Series[Any], list[str]]:
    """Read exact decimals as numbers if each of them is the same number then; else they stay text."""
    import pyarrow as pa

    exact = [held for held in values.unique().to_pylist() if held is not None]
    if all(Decimal(repr(float(held))) == held for held in exact):
        return _pandas(pa.chunked_array([pa.array(_floats(values), pa.float64())]), "Float64"), []
    return _pandas(_written(values, lambda held: format(held, "f")), "str"), [
        "holds decimals too long for a number: text"
    ]


def _floats(values: pa.ChunkedArray) -> list[float | None]:
    return [None if held is None else float(held) for held in values.to_pylist()]


def _moment(values: pa.ChunkedArray) -> tuple[pd.Series[Any], list[str]]:
    import pyarrow as pa

    said = []
    if values.type.tz and values.type.tz != "UTC":
        said.append(f"holds times in UTC; they were stored for {values.type.tz!r}")
    try:
        return _pandas(values.cast(pa.timestamp("us")), "datetime64[us]"), said
    except pa.ArrowInvalid:
        # More digits of a second than a microsecond has, or a year beyond its reach.
        return _pandas(values.cast(pa.string()), "str"), [*said, "holds times that do not fit a microsecond: text"]


def _text(values: pa.ChunkedArray) -> tuple[pd.Series[Any], list[str]]:
    import pyarrow as pa

    kind = values.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind):
        return _pandas(values.cast(pa.large_string()), "str"), []
    if pa.types.is_nested(kind):
        return _pandas(_written(values, _json_text), "str"), ["holds lists or records: JSON text"]
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return _bytes(values)
    return _pandas(_written(values, str), "str"), [f"is of the type {kind}: text"]


def _bytes(values: pa.ChunkedArray) -> tuple[pd.Series[Any], list[str]]:
    """Read bytes as text if they are UTF-8, since some programs store text so."""
    import pyarrow as pa

    try:
        return _pandas(_written(values, lambda held: held.decode("utf-8")), "str"), []
    except UnicodeDecodeError:
        pass
    return _pandas(pa.chunked_array([_written(values, bytes.hex)]), "str"), [
        "holds bytes that are not text: hexadecimal"
    ]


def _written(values: pa.ChunkedArray, write: Callable[[Any], str]) -> pa.Array:
    import pyarrow as pa

    return pa.array([None if held is None else write(held) for held in values.to_pylist()], pa.large_string())


def _json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _pandas(values: pa.Array | pa.ChunkedArray, dtype: str) -> pd.Series[Any]:
    import pandas as pd

    forms = {"boolean": pd.BooleanDtype(), "Int64": pd.Int64Dtype(), "UInt64": pd.UInt64Dtype()}
    forms |= {"Float64": pd.Float64Dtype()}
    form = forms.get(dtype)
    column = values.to_pandas(types_mapper=(lambda _: form) if form else None)
    typed: pd.Series[Any] = column.astype(dtype)
    return typed.set_axis(pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(typed), name="row"))


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "no reason given")[:200]


def _too_large(name: str, what: str) -> Unreadable:
    return _refuse(name, what, "set NDL_MAX_MEGABYTES higher, or query the file with DuckDB")


def _refuse(name: str, what: str, next_step: str) -> Unreadable:
    return Unreadable(found=f"{what} in {name!r}", expected=READABLE, done="nothing was read", next=next_step)
