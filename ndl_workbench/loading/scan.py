"""A table of any size as a lazy frame: nothing is read until a result is asked for, and never all at once.

A CSV file whose first and last rows are as they should be is queried where it lies. Any other is first
copied, batch by batch, to the cache folder as Parquet, where each of its rows is accounted for.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..settings import settings
from .large.bulk import SPARE, literal, text_of
from .large.convert import Copy, copy_of
from .large.head import Head, read_head
from .provenance import ATTRS_KEY, Provenance, provenance_of
from .query import LIMITS, plain_size
from .read import START, read_frame, refuse_part
from .recognising.encodings import UTF_8, encoding_of, shown
from .recognising.recognise import recognise
from .sql import constant, identifier
from .tables.names import name_columns
from .tables.rows import Row, is_suspect
from .values.dates import read_date
from .values.numbers import DECIMAL, INTEGER, SAFE_DIGITS, is_plain

if TYPE_CHECKING:
    import duckdb
    import narwhals.stable.v2 as nw

TAIL = 65_536
# What str.strip takes off, and no letter.
SPACES = (9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288)
CAREFULLY = "next: ndl.scan(…, careful=True), which looks at every row first"


def scan_file(
    path: Path,
    provenance: Provenance,
    part: str | None = None,
    *,
    careful: bool = False,
    schema: dict[str, Any] | None = None,
) -> nw.LazyFrame[Any]:
    """Scan a file. CSV and Parquet are queried piece by piece; other kinds are read whole, within the size limit.

    Parameters
    ----------
    path
        The file.
    provenance
        Says what the user calls it.
    part
        The sheet, file in an archive or list that holds the table.
    careful
        Whether to copy a CSV file first even if its beginning and its end look clean.
    schema
        A Table Schema descriptor, where one came with the file.

    Raises
    ------
    Unreadable
        It is not a table, or a quotation mark is never closed.
    InputError
        It is of another kind and has several tables that look alike.
    CannotWrite
        It has to be copied, and the cache folder cannot be written to.
    """
    import narwhals.stable.v2 as nw

    found = recognise(path, provenance.source, START)
    known = replace(provenance, media_type=found.media_type, encoding=shown(found.encoding), bytes=path.stat().st_size)
    if found.kind in ("csv", "parquet"):
        refuse_part(part, found.kind, provenance.source)
    if found.kind == "csv" and schema is None:
        return _scan_csv(path, known, found.encoding, careful=careful)
    if found.kind == "parquet":
        return _lazy(_database(path).read_parquet(literal(path), hive_partitioning=False), known)
    frame = read_frame(path, provenance, part, schema)
    return _with(nw.from_native(frame).lazy(), provenance_of(frame))


def _scan_csv(path: Path, provenance: Provenance, encoding: str, *, careful: bool) -> nw.LazyFrame[Any]:
    head = read_head(path, encoding)
    if not careful and encoding == UTF_8 and head.dialect.plain:
        tail = _tail(path, head)
        if all(_is_clean(row, head) for row in (*head.sample, *tail)):
            return _where_it_lies(path, head, tail, provenance)
    seen, encoding = encoding, encoding_of(path, provenance.source)
    head = head if encoding == seen else read_head(path, encoding)
    copy = copy_of(path, provenance.source, encoding, head)
    return _copied(copy, replace(provenance, encoding=shown(encoding)))


def _is_clean(row: Row, head: Head) -> bool:
    """Whether a row is surely a record. DuckDB cannot fill up short rows where cells hold line breaks."""
    width = len(head.header.names)
    return len(row) == width and not is_suspect(row, head.names_row, width) and not any("\n" in cell for cell in row)


def _where_it_lies(path: Path, head: Head, tail: Sequence[Row], provenance: Provenance) -> nw.LazyFrame[Any]:
    """Query the file itself. A row further on that is not like the first and the last ends the query, by name."""
    relation = text_of(_database(path), path, head, padded=True)
    columns = name_columns(head.header.names, [1] * len(head.header.names), apart=False)
    seen = [*head.sample, *tail]
    values = []
    for place, name in columns.names.items():
        cells = [row[place] for row in seen if place < len(row) and row[place].strip()]
        values.append(f"{_checked(str(place), name, _kind(cells))} as {identifier(name)}")
    too_many = f"found a row with more cells than the {len(columns.names)} columns of the header; nothing was computed"
    whole = f"case when {SPARE} is null then true else error({constant(f'{too_many}; {CAREFULLY}')}) end"
    # Nearly every row has a cell that begins with a letter of ASCII, which is soon seen.
    surely = " or ".join(_begins_with_a_letter(identifier(str(place))) for place in columns.names)
    filled = ", ".join(f"nullif(trim({identifier(str(place))}, {_spaces()}), '')" for place in columns.names)
    told = (
        "types are those of the first and the last rows; a value elsewhere that does not fit ends the query",
        *head.dialect.decisions(),
        *head.header.decisions,
        *columns.decisions,
    )
    rows = relation.filter(_as_it_was(path)).filter(f"({surely} or coalesce({filled}, null) is not null) and {whole}")
    lazy = rows.project(", ".join(values))
    return _lazy(lazy, replace(provenance, decisions=(*provenance.decisions, *told)))


def _copied(copy: Copy, provenance: Provenance) -> nw.LazyFrame[Any]:
    """Query the copy, without the rows that are no records."""
    relation = _database(copy.path).read_parquet(literal(copy.path), hive_partitioning=False)
    if copy.left_out:
        relation = relation.filter(f"row not in ({', '.join(map(str, copy.left_out))})")
    values = [
        f"cast({identifier(str(place))} as {copy.kinds.get(place, 'varchar')}) as {identifier(name)}"
        for place, name in copy.names.items()
    ]
    rows = f"{copy.kept:,} rows kept, {len(copy.left_out):,} left out, {copy.blank:,} blank"
    decisions = (*provenance.decisions, f"every row was read and copied to the cache folder: {rows}", *copy.decisions)
    return _lazy(relation.project(", ".join(values)), replace(provenance, decisions=decisions))


def _kind(cells: Sequence[str]) -> str:
    """Return DuckDB's type for a column, told from a few cells without Arrow: to load it takes a second."""
    if not cells:
        return ""
    if all(re.fullmatch(INTEGER, cell) for cell in cells):
        return "bigint"
    if all(is_plain(cell) and Decimal(repr(float(cell))) == Decimal(cell) for cell in cells):
        return "double"
    return "date" if all(read_date(cell) == cell for cell in cells) else ""


def _checked(column: str, name: str, kind: str) -> str:
    """Write the expression that casts a column, and ends the query at a value that would not survive it."""
    cell = identifier(column)
    blank = f"trim({cell}, {_spaces()}) = ''"
    if not kind:
        return f"case when {_begins_with_a_letter(cell)} then {cell} when {blank} then null else {cell} end"
    cast = f"try_cast({cell} as {kind})"
    if kind == "double":
        safe = f"regexp_full_match({cell}, '{DECIMAL}')"
        safe += f" and (length({cell}) <= {SAFE_DIGITS + 1} or cast({cast} as varchar) = rtrim({cell}, '0'))"
    elif kind == "date":
        # Other years are written longer, and "infinity" is a date to DuckDB.
        safe = f"length({cell}) = 10 and cast({cast} as varchar) = {cell}"
    else:
        safe = f"cast({cast} as varchar) = {cell}"
    what = {"bigint": "whole numbers", "double": "numbers", "date": "dates"}[kind]
    begun = constant("found '")
    ended = constant(f"' in column {name!r}; expected {what} as in its first rows; {CAREFULLY}")
    other = f"when {blank} then null else error({begun} || {cell} || {ended})"
    return f"case when {safe} then {cast} when {cell} is null then null {other} end"


def _begins_with_a_letter(cell: str) -> str:
    return f"({cell} >= '!' and {cell} < chr(127))"


def _as_it_was(path: Path) -> str:
    """Write the condition that ends the query if the file is no longer the one whose beginning was read."""
    about = path.stat()
    file = f"read_blob({constant(literal(path))})"
    same = f"size = {about.st_size} and epoch_us(last_modified) // 1000000 = {int(about.st_mtime)}"
    found = f"found that {path.name!r} has changed; expected it as it was; nothing was computed; next: scan it again"
    return f"case when (from {file} select {same}) then true else error({constant(found)}) end"


def _tail(path: Path, head: Head) -> list[Row]:
    """Read the last records of a file; a row of no cells stands for rows that cannot be told apart."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - TAIL, 0))
        # The first line is cut in half, unless it is the first of all.
        end = file.read() if size <= TAIL else file.read().partition(b"\n")[2]
    try:
        rows = list(head.dialect.rows(io.StringIO(end.decode(UTF_8), newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError):
        return [[]]
    return [row for row in rows[head.rows if size <= TAIL else 0 :] if any(map(str.strip, row))]


def _database(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database that can read this one file, and spills what does not fit in memory to a folder of its own."""
    import duckdb

    overflow = tempfile.mkdtemp(prefix="ndl-scan-")
    db = duckdb.connect(
        config={**LIMITS, "memory_limit": plain_size(settings().memory_limit), "temp_directory": overflow}
    )
    weakref.finalize(db, shutil.rmtree, overflow, ignore_errors=True)
    db.execute(f"set allowed_paths = [{constant(str(path.absolute()))}, {constant(literal(path))}]")
    db.execute("set enable_external_access = false")
    db.execute("set lock_configuration = true")
    return db


def _lazy(relation: duckdb.DuckDBPyRelation, provenance: Provenance) -> nw.LazyFrame[Any]:
    import narwhals.stable.v2 as nw

    return _with(nw.from_native(relation), provenance)


def _with(lazy: nw.LazyFrame[Any], provenance: Provenance) -> nw.LazyFrame[Any]:
    # Where pandas frames keep theirs, so that ndl.provenance finds it.
    vars(lazy)["attrs"] = {ATTRS_KEY: provenance.to_dict()}
    return lazy


def _spaces() -> str:
    return " || ".join(f"chr({code})" for code in SPACES)
