"""Parquet files that are queried where they lie, and relations that are made into one."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import Unreadable
from ..meanwhile import meanwhile
from ..provenance import Provenance, sha256_of
from ..sql import constant, identifier
from ..tables.names import unique_names
from .bulk import literal
from .stored import BATCH_ROWS, Kind, Stored, StoredColumn, open_for, stamp_of

if TYPE_CHECKING:
    import duckdb

# Digits of an exact decimal that a double holds without changing one.
EXACT_DIGITS = 15
_INTEGERS = frozenset(
    ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT")
)


def stored_parquet(path: Path, provenance: Provenance, *, to_be_hashed: bool = False) -> Stored | None:
    """Query a Parquet file where it lies; None where it has columns of kinds that only reading it whole can judge."""
    import duckdb

    seen = stamp_of(path)
    # Begun before the database is opened, which keeps one core busy.
    hashed = meanwhile(sha256_of, path) if to_be_hashed else None
    db = open_for(str(path.absolute()), literal(path))
    file = constant(literal(path))
    source = f"read_parquet({file}, file_row_number = true, hive_partitioning = false)"
    try:
        described = [(str(name), str(kind)) for name, kind, *_ in db.execute(f"describe from {source}").fetchall()]
        described = [one for one in described if one[0] != "file_row_number"]
        ours = [name for (name,) in db.execute(f"select name from parquet_schema({file})").fetchall()][1:]
        # DuckDB tells names apart without regard to case, and gives one of two alike another.
        renamed = [name for name, _ in described] != ours
        rows, spans = _spans(path, db)
        columns = () if renamed else _columns(described, db, source, spans)
    except duckdb.Error:
        return None  # The reader that reads it whole says what is wrong.
    if not columns:
        return None
    return Stored(
        db, source, "file_row_number", columns, rows, provenance, offset=2, path=path, hashed=hashed, seen=seen
    )  # fmt: skip


def stored_relation(relation: duckdb.DuckDBPyRelation, provenance: Provenance) -> Stored | None:
    """Copy what a relation gives to a Parquet file of its own, piece by piece, and query that.

    A relation need not give its rows in the same order twice, and its connection is its owner's.

    Raises
    ------
    Unreadable
        The relation's own query fails.
    """
    import duckdb
    import pyarrow.parquet as pq

    folder = tempfile.mkdtemp(prefix="ndl-stored-")
    path = Path(folder) / "relation.parquet"
    try:
        reader = relation.to_arrow_reader(BATCH_ROWS)
        with pq.ParquetWriter(path, reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)
        stored = stored_parquet(path, provenance)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, duckdb.Error | OSError):
            raise failed(provenance.source, error) from error
        raise
    if stored is None:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    weakref.finalize(stored.db, shutil.rmtree, folder, ignore_errors=True)
    return replace(stored, path=None)


def failed(name: str, error: Exception) -> Unreadable:
    """Say that DuckDB could not read a table, and why."""
    return Unreadable(
        found=f"that {name!r} cannot be read to its end (DuckDB says {str(error).splitlines()[0]!r})",
        expected="a table of which every row can be read",
        done="nothing was checked",
        next="mend the file or the query, or set NDL_MEMORY_LIMIT higher where there was too little memory",
    )


def _columns(
    described: list[tuple[str, str]], db: duckdb.DuckDBPyConnection, source: str, spans: dict[str, StoredColumn]
) -> tuple[StoredColumn, ...]:
    """Say how each column is to be read; none at all where one of them cannot be."""
    names = unique_names(dict(enumerate(name for name, _ in described)))
    if not described or any(names[place] != name for place, (name, _) in enumerate(described)):
        return ()
    columns = []
    for name, kind in described:
        read = _read(identifier(name), kind, db, source)
        if read is None:
            return ()
        columns.append(replace(spans.get(name, StoredColumn(name, "", "text")), sql=read[0], kind=read[1]))
    return tuple(columns)


def _spans(path: Path, db: duckdb.DuckDBPyConnection) -> tuple[int, dict[str, StoredColumn]]:
    """Read from the file's own statistics how many rows it has, how many values are missing, and how texts begin."""
    query = (
        "select sum(row_group_num_rows), path_in_schema, "
        "sum(stats_null_count), bool_and(stats_null_count is not null), min(stats_min_value), max(stats_max_value), "
        # A writer leaves out the one or the other where it is a long text.
        "bool_and(stats_min_value is not null and stats_max_value is not null or stats_null_count = num_values), "
        # A text that is written out takes four bytes for its length alone.
        "sum(total_uncompressed_size) < 4 * sum(num_values) "
        f"from parquet_metadata({constant(literal(path))}) group by all"
    )
    total, told = 0, {}
    for rows, name, nulls, counted, low, high, known, few in db.execute(query).fetchall():
        empty = not known or low == ""
        clean = bool(known and (low is None or (low >= "!" and high < "\x7f")))
        missing, total = int(nulls) if counted else None, int(rows)
        told[name] = StoredColumn(name, "", "text", nulls=missing, empty=empty, clean=clean, few=bool(few))
    return total, told


def _read(name: str, kind: str, db: duckdb.DuckDBPyConnection, source: str) -> tuple[str, Kind] | None:
    """Return the SQL of a column in one of our kinds, written as the reader of whole files writes it."""
    if kind == "VARCHAR":
        return name, "text"
    if kind in _INTEGERS:
        return name, "integer"
    if kind == "DOUBLE":
        return name, "double"
    if kind == "FLOAT":
        return f"cast({name} as double)", "double"
    if kind.startswith("DECIMAL(") and int(kind[8:].split(",")[0]) <= EXACT_DIGITS:
        return f"cast({name} as double)", "double"
    if kind == "DATE":
        return name, "date"
    if kind == '"NULL"':  # a column in which a writer saw no value, and so no type
        return f"cast({name} as varchar)", "text"
    if kind == "BOOLEAN":
        return f"case {name} when true then 'True' when false then 'False' end", "text"
    if kind in ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS"):
        ((midnight,),) = db.execute(
            f"select bool_and({name} = date_trunc('day', {name})) from {source}"
        ).fetchall()  # fmt: skip
        form = "%Y-%m-%d %H:%M:%S" if midnight is False else "%Y-%m-%d"
        return f"strftime({name}, '{form}')", "text"
    return None
