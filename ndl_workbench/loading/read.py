"""Read a file, whatever kind it turns out to be, as a table of text or as a typed frame."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError, Unreadable
from ..settings import settings
from .cells.grid import Grid, read_text
from .cells.parquet import read_parquet
from .cells.records import read_records
from .cells.sheets import read_sheet
from .large.large import LARGE, read_large, store_large
from .large.stored import MANY_ROWS, Stored
from .large.stored_parquet import stored_parquet
from .progress import busy
from .provenance import Provenance, attach, sha256_of
from .recognising.encodings import shown
from .recognising.recognise import Recognised, recognise
from .recognising.unpack import Unpacked, unpack
from .tables.from_frame import table_from_frame
from .tables.table import SourceTable, find_table, table_of_records
from .values.typed import typed

if TYPE_CHECKING:
    import pandas as pd

START = 4 << 20


def read_table(path: Path, provenance: Provenance, part: str | None = None) -> SourceTable:
    """Read a file as a table of text, as published.

    Parameters
    ----------
    path
        The file.
    provenance
        Says what the user calls it; what is decided on the way is added to it.
    part
        The sheet of a workbook, the file in an archive or the list in a JSON file that holds the table.

    Raises
    ------
    Unreadable
        It is not a table we can read, or is too large.
    NotFound
        It has no such part.
    InputError
        It has several tables that look alike and none was named, or one was named where there are no parts.
    """
    with _opened(path, provenance, part) as (unpacked, found, known):
        if found.kind == "parquet":
            return table_from_frame(_from_parquet(unpacked, known, part))
        return _text_table(unpacked, found, known, part)


def store_table(path: Path, provenance: Provenance) -> Stored | None:
    """Leave a file of many rows where it lies, or in DuckDB's reach; None for a smaller one, or of another kind.

    Parameters
    ----------
    path, provenance
        As for :func:`read_table`.

    Raises
    ------
    Unreadable
        It is not a table we can read, or one of text that is too large.
    """
    size = path.stat().st_size
    found = recognise(path, provenance.source, START if size >= LARGE else None)
    if found.kind == "parquet":
        known = replace(provenance, media_type=found.media_type, bytes=size)
        stored = stored_parquet(path, known, to_be_hashed=True)
        return stored if stored and stored.rows_kept >= MANY_ROWS else None
    if found.kind != "csv" or size < LARGE:
        return None
    with _opened(path, provenance, None) as (unpacked, seen, known):
        return store_large(unpacked.path, known, seen.encoding)


def read_frame(
    path: Path, provenance: Provenance, part: str | None = None, schema: dict[str, Any] | None = None
) -> pd.DataFrame:
    """Read a file as a frame with types and provenance.

    Parameters
    ----------
    path, provenance, part
        As for :func:`read_table`.
    schema
        A Table Schema descriptor, where one came with the file.

    Raises
    ------
    Unreadable, NotFound, InputError
        As for :func:`read_table`.
    """
    with _opened(path, provenance, part) as (unpacked, found, known):
        if found.kind == "parquet":
            return _from_parquet(unpacked, known, part)
        table = _text_table(unpacked, found, known, part)
    result = typed(table.cells, schema)
    decisions = (*table.provenance.decisions, *result.decisions)
    return attach(result.frame, replace(table.provenance, decisions=decisions, added=result.added))


@contextmanager
def _opened(path: Path, provenance: Provenance, part: str | None) -> Iterator[tuple[Unpacked, Recognised, Provenance]]:
    """Unpack an archive, see what is there, and note what is known of it so far."""
    name = provenance.source
    try:
        _refuse_vast(path, name)
        with unpack(path, name, part) as unpacked:
            size = unpacked.path.stat().st_size
            found = recognise(unpacked.path, name, START if size >= LARGE else None)
            large = found.kind == "csv" and size >= LARGE and unpacked.path == path
            known = replace(
                provenance,
                # A large file is hashed while it is read.
                sha256="" if large else sha256_of(path),
                bytes=path.stat().st_size,
                media_type=found.media_type,
                encoding=shown(found.encoding),
                decisions=unpacked.decisions,
                member=unpacked.member,
            )
            with busy(f"Reading {path.name}") if not large else nullcontext():
                yield unpacked, found, known
    except OSError as error:
        raise Unreadable(
            found=f"{name!r} cannot be opened ({error.strerror})",
            expected="a file you may read",
            done="nothing was read",
            next="check its permissions",
        ) from None


def _text_table(unpacked: Unpacked, found: Recognised, provenance: Provenance, part: str | None) -> SourceTable:
    """Read any kind but Parquet, whose columns have types already."""
    wanted = None if unpacked.asked else part
    if found.kind == "csv":
        refuse_part(wanted, "CSV", provenance.source)
        if unpacked.path.stat().st_size >= LARGE:
            return read_large(unpacked.path, provenance, found.encoding)
        return find_table(read_text(unpacked.path, provenance.source, found.encoding), provenance)
    if found.kind == "workbook":
        chosen = read_sheet(unpacked.path, provenance.source, wanted)
        return find_table(Grid(chosen.rows, chosen.name, chosen.decisions), provenance)
    return table_of_records(read_records(unpacked.path, provenance.source, found.kind, wanted), provenance)


def _from_parquet(unpacked: Unpacked, provenance: Provenance, part: str | None) -> pd.DataFrame:
    refuse_part(None if unpacked.asked else part, "Parquet", provenance.source)
    frame, decisions = read_parquet(unpacked.path, provenance.source)
    return attach(frame, replace(provenance, decisions=(*provenance.decisions, *decisions)))


def _refuse_vast(path: Path, name: str) -> None:
    size, limit = path.stat().st_size, settings().max_bytes
    if size > limit:
        raise Unreadable(
            found=f"{size:,} bytes in {name!r}",
            expected=f"at most {limit:,} bytes",
            done="nothing was read",
            next="use ndl.scan, which reads a CSV or Parquet file of any size, or set NDL_MAX_MEGABYTES higher",
        )


def refuse_part(part: str | None, kind: str, name: str) -> None:
    """Refuse the name of a part of a file that has none."""
    if part is not None:
        raise InputError(
            found=f"sheet={part!r} for the {kind} file {name!r}",
            expected="a workbook, an archive or JSON when a part is named",
            done="nothing was read",
            next="leave the sheet out",
        )
