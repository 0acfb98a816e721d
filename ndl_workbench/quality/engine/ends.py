"""Telling beforehand which columns' texts all end with a visible character, where the scan would spend more on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...loading.large.stored import Stored
from .columns import Column
from .good import edges_told, ends_clean

if TYPE_CHECKING:
    import pyarrow as pa

    from ..asked import Asked


def is_open(column: Column, asked: Asked) -> bool:
    """Whether the scan would have to look at the end of each text of a column, so that no space stands there."""
    return bool(asked.repairs and column.field and not column.trimmed and not edges_told(column.field))


def with_ends_seen(
    columns: tuple[Column, ...], stored: Stored, asked: Asked, hashes: pa.Table | None
) -> tuple[Column, ...]:
    """Note which columns' texts all end well.

    Those of a key were looked at when it was hashed. Of a column that has few different values DuckDB asks it of each
    of those alone, where it is asked of the column by itself, in terms that can raise no error.
    """
    import pyarrow.compute as pc

    of_key = dict(zip(hashes.column_names[2:], hashes.columns[2:], strict=True)) if hashes else {}
    good = {place for place, ends in of_key.items() if pc.all(ends).as_py()}
    few = [c for c in columns if c.few and c.place not in of_key and is_open(c, asked)]
    if few:
        counts = ", ".join(f"(select count(*) from {stored.source} where not {ends_clean(c.sql)})" for c in few)
        (told,) = stored.db.execute(f"select {counts}").fetchall()
        good |= {column.place for column, count in zip(few, told, strict=True) if not count}
    return tuple(replace(column, trimmed=column.trimmed or column.place in good) for column in columns)
