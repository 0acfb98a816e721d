"""Read a CSV file too large to be held as rows: by whole columns where that is sound, else in batches of rows.

Notes beside the table, a second table below it and a table on its side are looked for in smaller files only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..provenance import Provenance, sha256_of
from ..recognising.encodings import MIXED, UTF_8, WINDOWS, encoding_of, shown
from ..tables.names import name_columns
from ..tables.rows import left_out, why_left_out
from ..tables.table import Rejected, SourceTable, rows_apart
from .bulk import Bulk, bulk_of, filled_cells, read_bulk
from .careful import Batch, carefully
from .head import Head, read_head

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
    head = read_head(path, encoding)
    sha256, bulk = read_bulk(path, head) if encoding == UTF_8 else ("", None)
    if bulk is None:
        seen, encoding = encoding, encoding_of(path, provenance.source)
        head = head if encoding == seen else read_head(path, encoding)
        collected, said = carefully(path, provenance.source, encoding, head, _collected)
        bulk = replace(collected, decisions=(said,) if said else ())
    provenance = replace(provenance, sha256=provenance.sha256 or sha256 or sha256_of(path), encoding=shown(encoding))
    return _table(bulk, head, provenance, _decoded(encoding))


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


def _table(bulk: Bulk, head: Head, provenance: Provenance, decoded: Iterable[str]) -> SourceTable:
    import numpy as np
    import pandas as pd
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
    return SourceTable(
        cells=pd.DataFrame(
            {name: _text(table.column(position)) for position, name in columns.names.items()},
            index=pd.Index(bulk.numbers[kept], name="row"),
            copy=False,
        ),
        header_row=head.header.row,
        rejected=(*rows_apart(head.top, head.header), *below),
        rows_blank=head.blank + bulk.blank,
        provenance=replace(provenance, decisions=decisions),
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
