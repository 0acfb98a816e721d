"""Read a CSV file too large to be held as rows: by whole columns where that is sound, else in batches of rows.

Notes beside the table, a second table below it and a table on its side are looked for in smaller files only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..provenance import Provenance, sha256_of
from ..recognising.encodings import MIXED, UTF_8, WINDOWS, encoding_of, shown
from ..tables.names import Columns, name_columns
from ..tables.rows import left_out, why_left_out
from ..tables.table import Rejected, SourceTable, rows_apart
from .bulk import Bulk, bulk_of, filled_cells, read_bulk
from .careful import Batch, carefully
from .head import Head, read_head
from .stored import Stored, stored_texts

if TYPE_CHECKING:
    import pyarrow as pa

# Below this a file is held as rows, and its structure is looked at more closely.
LARGE = 64_000_000


def read_large(path: Path, provenance: Provenance, encoding: str) -> SourceTable:
    """Read a file of text as columns; its hash is taken on the way.

    Parameters
    ----------
    path
        The file.
    provenance
        Says its name.
    encoding
        The one its beginning is in.

    Raises
    ------
    Unreadable
        It is not text, or a quotation mark is never closed.
    """
    return _table(*_read(path, provenance, encoding))


def store_large(path: Path, provenance: Provenance, encoding: str) -> Stored:
    """Read a large file of text as :func:`read_large` does, for DuckDB: no text is copied on the way.

    Raises
    ------
    Unreadable
        As for :func:`read_large`.
    """
    placed = _placed(*_read(path, provenance, encoding))
    texts = {name: placed.table.column(position) for position, name in placed.columns.names.items()}
    return stored_texts(
        texts, placed.numbers, placed.provenance,
        header_row=placed.header_row, rows_blank=placed.rows_blank, rejected=placed.rejected, clean=placed.clean,
    )  # fmt: skip


def _read(path: Path, provenance: Provenance, encoding: str) -> tuple[Bulk, Head, Provenance, tuple[str, ...]]:
    head = read_head(path, encoding)
    sha256, bulk = read_bulk(path, head) if encoding == UTF_8 else ("", None)
    if bulk is None:
        seen, encoding = encoding, encoding_of(path, provenance.source)
        head = head if encoding == seen else read_head(path, encoding)
        collected, said = carefully(path, provenance.source, encoding, head, _collected)
        bulk = replace(collected, decisions=(said,) if said else ())
    provenance = replace(provenance, sha256=provenance.sha256 or sha256 or sha256_of(path), encoding=shown(encoding))
    return bulk, head, provenance, tuple(_decoded(encoding))


def _collected(parts: Iterable[Batch]) -> Bulk:
    import numpy as np
    import pyarrow as pa

    parts = list(parts)
    table = pa.concat_tables([part.table for part in parts])
    return bulk_of(
        table=table,
        filled=filled_cells(table),
        numbers=np.concatenate([part.numbers for part in parts]),
        suspects=[suspect for part in parts for suspect in part.suspects],
        blank=sum(part.blank for part in parts),
    )


@dataclass(frozen=True, eq=False)
class _Placed:
    """The records of a file, the names of their columns, and what is no record."""

    table: pa.Table
    numbers: Any
    columns: Columns
    header_row: int
    rejected: tuple[Rejected, ...]
    rows_blank: int
    provenance: Provenance
    clean: frozenset[str]


def _table(bulk: Bulk, head: Head, provenance: Provenance, decoded: Iterable[str]) -> SourceTable:
    import pandas as pd

    placed = _placed(bulk, head, provenance, decoded)
    return SourceTable(
        cells=pd.DataFrame(
            {name: _text(placed.table.column(position)) for position, name in placed.columns.names.items()},
            index=pd.Index(placed.numbers, name="row"),
            copy=False,
        ),
        header_row=placed.header_row,
        rejected=placed.rejected,
        rows_blank=placed.rows_blank,
        provenance=placed.provenance,
    )


def _placed(bulk: Bulk, head: Head, provenance: Provenance, decoded: Iterable[str]) -> _Placed:
    import numpy as np
    import pyarrow as pa

    reasons = why_left_out(bulk.suspects, head.names_row, bulk.table.num_columns, bulk.whole)
    kept = ~np.isin(bulk.numbers, list(reasons))
    table = bulk.table if kept.all() else bulk.table.filter(pa.array(kept))
    filled = [table.num_rows - column.null_count for column in table.columns]
    columns = name_columns(head.header.names, filled, apart=False)
    below = [Rejected(number, reasons[number], tuple(row)) for number, row in bulk.suspects if number in reasons]
    decisions = (
        *provenance.decisions,
        *bulk.decisions,
        *decoded,
        *head.dialect.decisions(),
        *head.header.decisions,
        *left_out([(row.row, row.reason) for row in below]),
        *columns.decisions,
    )
    return _Placed(
        table=table,
        numbers=bulk.numbers[kept],
        columns=columns,
        header_row=head.header.row,
        rejected=(*rows_apart(head.top, head.header), *below),
        rows_blank=head.blank + bulk.blank,
        provenance=replace(provenance, decisions=decisions),
        clean=frozenset(name for position, name in columns.names.items() if str(position) in bulk.clean),
    )


def _decoded(encoding: str) -> Iterator[str]:
    if encoding == MIXED:
        yield "bytes that are not UTF-8 were read as Windows-1252: look at £, é and quotation marks"
    elif encoding != UTF_8:
        yield f"read as {'Windows-1252' if encoding == WINDOWS else encoding} because it is not valid UTF-8"


def _text(column: pa.ChunkedArray) -> Any:
    import pandas as pd
    import pyarrow.compute as pc

    return pd.array(pc.fill_null(column, "") if column.null_count else column, dtype="str")
