"""Read a column whose type a schema declares: nothing is guessed, and it is text unless every value fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .columns import Column, filled_cells, iso_moments, number_values, text_values
from .numbers import plain_numbers

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

ISO_DATE_LENGTH = len("2017-06-30")


def declared_column(text: pd.Series[Any], field: dict[str, Any]) -> Column:
    """Give a column the type its Table Schema field declares, if every value fits.

    Parameters
    ----------
    text
        Series of ``str``.
    field
        ``type`` is one of ``integer``, ``number``, ``date`` and ``boolean``, with ``trueValues`` and
        ``falseValues``; a column of any other type is text.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = filled_cells(text)
    trimmed = pc.utf8_trim_whitespace(cells)
    values = None
    if trimmed.null_count == len(trimmed):
        pass
    elif field["type"] in ("integer", "number"):
        numbers = plain_numbers(trimmed)
        if numbers is not None and field["type"] == "number":
            values = number_values(numbers.cast(pa.float64()))
        elif numbers is not None and pa.types.is_integer(numbers.type):
            values = number_values(numbers)
    elif field["type"] == "date":
        if pc.all(pc.equal(pc.binary_length(trimmed), ISO_DATE_LENGTH)).as_py():
            values = iso_moments(trimmed)
    elif field["type"] == "boolean":
        values = _truth(trimmed, field)
    return Column(text_values(text, cells) if values is None else values)


def _truth(trimmed: pa.ChunkedArray, field: dict[str, Any]) -> Any:
    import pandas as pd

    meaning: dict[Any, bool | None] = dict.fromkeys(field.get("trueValues", ["true", "TRUE", "True", "1"]), True)
    meaning |= dict.fromkeys(field.get("falseValues", ["false", "FALSE", "False", "0"]), False)
    meaning[None] = None
    if not set(trimmed.unique().to_pylist()) <= set(meaning):
        return None
    return pd.array([meaning[value] for value in trimmed.to_pylist()], dtype="boolean")
