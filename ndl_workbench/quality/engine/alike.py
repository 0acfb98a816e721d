"""Telling, in memory, the rows that may be alike in some columns from those that surely are not."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...loading.large.stored import Stored
from .columns import Column, without_nan
from .ends import is_open
from .good import ends_clean
from .odd import table_sql

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from ..asked import Asked

# Of so many rows the hashes are held in memory, at 12 bytes each.
HASHES_HELD = 5_000_000


@dataclass(frozen=True)
class Sought:
    """Rows that are looked for while something else is done.

    Attributes
    ----------
    names
        The columns in which they may be alike.
    rows
        Their numbers: int64.
    """

    names: tuple[str, ...]
    rows: Future[npt.NDArray[np.int64]]


def hashes_of_key(stored: Stored, asked: Asked, columns: tuple[Column, ...]) -> pa.Table | None:
    """Read the hashes of a table's key, as published; None where it has none, or more rows than are held.

    Where no row is passed over, the ends of texts are looked at too: a table as :func:`read_hashes` returns it, and of
    each column of which they were, under its place, whether each text ends well.
    """
    key = [column for name in asked.key for column in columns if column.name == name]
    if not key or stored.rows_kept > HASHES_HELD:
        return None
    gaps = [column for column in key if column.filled < stored.rows_kept]
    ends = [column for column in key if not gaps and is_open(column, asked)]
    looked_at = "".join(f", {ends_clean(column.place)} as {column.place}" for column in ends)
    return read_hashes(stored.db, table_sql(stored, tuple(map(without_nan, columns))), key, filled(gaps), looked_at)


def read_hashes(db: Any, rows: str, columns: list[Column], where: str, more: str = "") -> pa.Table:
    """Read the hashes of some columns: ``h``, uint32, and ``row``, int64, and what more is asked.

    Half of a hash is compared in half the time, and few rows are looked at in vain for it.
    """
    hashed = f"select ({hash_of(columns)} >> 32)::uinteger as h, row{more} from {rows} where {where}"
    return db.sql(hashed).to_arrow_table()


def filled(columns: list[Column]) -> str:
    """Say that none of some columns is blank, as SQL."""
    return " and ".join(f"{column.place} is not null" for column in columns) or "true"


def hash_of(columns: list[Column]) -> str:
    """Write the hash of some columns, as SQL."""
    return f"hash({', '.join(column.place for column in columns)})"


def may_be_alike(hashes: pa.Table) -> npt.NDArray[np.int64]:
    """Return the rows of which the hash, as :func:`read_hashes` returns them, comes more than once."""
    rows: npt.NDArray[np.int64] = hashes.column("row").to_numpy()
    return rows[not_alone(hashes.column("h").to_numpy())]


def not_alone(hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.intp]:
    """Return the places of hashes that come more than once."""
    import numpy as np

    ordered = np.sort(hashes)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    # Most hashes are told from these by their last bits alone.
    last_bits = np.zeros(1 << 16, dtype=bool)
    last_bits[again & 0xFFFF] = True
    likely: npt.NDArray[np.intp] = np.flatnonzero(last_bits.take(hashes.astype(np.uint16)))
    return likely[np.isin(hashes[likely], again)]
