"""Give text cells the types they can carry without losing anything, and say what was decided."""

from __future__ import annotations

import itertools
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import grid_reference, shorthand
from .columns import Column, read_column
from .declared import declared_column

if TYPE_CHECKING:
    import pandas as pd

REASON = "__reason"
# Below this, threads cost more than they save.
MANY_ROWS = 200_000


@dataclass(frozen=True, eq=False)
class Typed:
    """A table with types.

    Attributes
    ----------
    frame
        DataFrame with the rows and the index of the cells, and their columns in the same order. Columns
        are ``Int64``, ``Float64``, ``boolean``, ``datetime64[us]`` or ``str``; an empty cell is missing.
    decisions
        In plain words, what was taken off, read in one of several ways, or left as text for a reason.
    added
        Names of the columns that were not in the table: ``<name>__reason`` (``str``) stands after a
        column that held shorthand, ``longitude`` and ``latitude`` (``Float64``, degrees) stand at the end.
    """

    frame: pd.DataFrame
    decisions: tuple[str, ...]
    added: tuple[str, ...]


def typed(cells: pd.DataFrame, schema: dict[str, Any] | None = None) -> Typed:
    """Turn a frame of text into numbers and dates where every value agrees.

    A column gets a type only if each of its values can be had again from the frame. What stands in a cell in
    place of a number or a date, or beside it (see :mod:`.shorthand`), goes to a column of reasons.

    Parameters
    ----------
    cells
        DataFrame of ``str``, ``""`` for an empty cell, with distinct column names.
    schema
        A Table Schema descriptor. A column it describes takes its type when every plain value fits, and
        is text otherwise; nothing is guessed about it.

    Returns
    -------
    Typed
        The frame, the decisions, and which columns were added.
    """
    import pandas as pd

    fields = {field["name"]: field for field in (schema or {}).get("fields", [])}
    values: dict[str, Any] = {}
    decisions: list[str] = []
    added: list[str] = []
    taken = set(map(str, cells.columns))
    for name, column in zip(cells.columns, _read_all(cells, fields), strict=True):
        values[name] = column.values
        told = list(column.told)
        if column.reasons is not None:
            reason = _unused(f"{name}{REASON}", taken)
            taken.add(reason)
            values[reason] = pd.Series(column.reasons, index=cells.index, dtype="str")
            added.append(reason)
            told.append(f"{shorthand.told(column.reasons)}, given in {reason!r:.80}")
        if told:
            decisions.append(f"column {name!r:.80}: {'; '.join(told)}")
    # An array takes the frame's index; a Series would be aligned to it, row by row.
    arrays = {name: getattr(column, "array", column) for name, column in values.items()}
    frame = pd.DataFrame(arrays, index=cells.index, columns=list(arrays), copy=False)
    located = grid_reference.locate(frame.drop(columns=[name for name in frame.columns if name in fields]))
    if located is not None:
        frame[grid_reference.LONGITUDE] = located.longitude
        frame[grid_reference.LATITUDE] = located.latitude
        added += [grid_reference.LONGITUDE, grid_reference.LATITUDE]
        decisions.append(located.decision)
    return Typed(frame, tuple(decisions), tuple(added))


def _read_all(cells: pd.DataFrame, fields: dict[str, Any]) -> list[Column]:
    """Read every column; those of a long table side by side, since Arrow lets go of the interpreter."""

    def read(name: Hashable) -> Column:
        field = fields.get(str(name), {})
        described = field.get("type", "any") != "any"
        return declared_column(cells[name], field) if described else read_column(cells[name])

    if len(cells) < MANY_ROWS:
        return list(map(read, cells.columns))
    with ThreadPoolExecutor() as pool:
        return list(pool.map(read, cells.columns))


def _unused(name: str, taken: set[str]) -> str:
    """Return the name, numbered if the table has a column called so."""
    copies = itertools.count(2)
    unused = name
    while unused in taken:
        unused = f"{name}_{next(copies)}"
    return unused
