"""A table that stays where it is, for work that DuckDB does: rows under their numbers, columns of a few plain kinds.

A Parquet file is queried where it lies; cells that are in memory are queried there. Nothing is copied.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ...errors import NotFound, Unreadable
from ...settings import settings
from ..provenance import Provenance
from ..query import LIMITS, plain_size
from ..sql import constant
from ..tables.table import Rejected, SourceTable
from .edges import is_clean

if TYPE_CHECKING:
    from concurrent.futures import Future

    import duckdb
    import pandas as pd
    import pyarrow as pa

Kind = Literal["text", "integer", "double", "date"]
ROW = "row"
# From so many rows on a table is scanned where it lies; pandas is as quick with fewer.
MANY_ROWS = 50_000
# Rows that pandas holds as text at one time.
BATCH_ROWS = 50_000


@dataclass(frozen=True)
class StoredColumn:
    """A column.

    Attributes
    ----------
    name
        As published.
    sql, kind
        What gives its values, and of which kind they are.
    nulls
        How many values are NULL, where that is known without counting.
    empty
        Whether a text may be empty.
    clean, trimmed
        Whether every text surely begins, and ends, with a visible character of ASCII.
    few
        Whether the file lists the few different values there are: a question about each value is soon answered.
    """

    name: str
    sql: str
    kind: Kind
    nulls: int | None = None
    empty: bool = True
    clean: bool = False
    trimmed: bool = False
    few: bool = False


@dataclass(frozen=True, eq=False)
class Stored:
    """A table that DuckDB reads.

    Attributes
    ----------
    db
        The connection; closed to every file but the table's own. It can make temporary tables.
    source, counted, offset
        SQL of what to select from, and of what counts its rows: with the offset added, a row's number as a
        spreadsheet shows it.
    columns
        In their order.
    rows_kept, rows_blank, rejected, header_row, provenance
        As of a :class:`SourceTable`.
    path
        The file, if it is one.
    hashed
        Its hash, when it is known, unless ``provenance`` has one.
    seen
        The file's size and the time of its last change, as it was opened.
    """

    db: duckdb.DuckDBPyConnection
    source: str
    counted: str
    columns: tuple[StoredColumn, ...]
    rows_kept: int
    provenance: Provenance
    header_row: int = 1
    rows_blank: int = 0
    rejected: tuple[Rejected, ...] = field(default=())
    offset: int = 0
    path: Path | None = None
    hashed: Future[str] | None = None
    seen: tuple[int, int] | None = None

    @property
    def row(self) -> str:
        """SQL of a row's number."""
        return f"({self.counted} + {self.offset})" if self.offset else self.counted

    @property
    def rows_read(self) -> int:
        """Every row other than the header: kept, rejected and blank."""
        return self.rows_kept + len(self.rejected) + self.rows_blank

    def confirm(self) -> None:
        """Refuse a file that is no longer the one that was opened: its rows would be those of another table.

        Raises
        ------
        NotFound, Unreadable
            It is gone, or was changed.
        """
        if self.path is None or stamp_of(self.path) == self.seen:
            return
        gone = not self.path.is_file()
        raise (NotFound if gone else Unreadable)(
            found=f"that {self.provenance.source!r} {'is no longer there' if gone else 'was changed'}",
            expected="the file as it was when its check began",
            done="no row of it was shown",
            next="put the file back and check it again" if gone else "check it again",
        )

    def first(self, count: int) -> pd.DataFrame:
        """Return the first rows as published, as :func:`texts_of` does."""
        if not count:
            return _no_rows(self.columns)
        return self._texts(f"from {self.source} limit {int(count)}")

    def cells(self, rows: Iterable[int]) -> pd.DataFrame:
        """Return the rows of these numbers as published, as :func:`texts_of` does.

        Raises
        ------
        NotFound, Unreadable
            The file is gone, or was changed.
        """
        import pyarrow as pa

        self.confirm()
        wanted = pa.table({"n": pa.array([int(row) - self.offset for row in rows], pa.int64())})
        self.db.register("ndl_wanted", wanted)
        try:
            return self._texts(
                f"from {self.source} where {self.counted} in (select n from ndl_wanted) order by {self.row}"
            )
        finally:
            self.db.unregister("ndl_wanted")

    def batches(self, numbered: str) -> Iterator[pd.DataFrame]:
        """Yield rows as published, in order, a batch at a time.

        Parameters
        ----------
        numbered
            A table of theirs: ``row``, and ``nth``, which counts them from 1 in their order.
        """
        ((count,),) = self.db.execute(f"select count(*) from {numbered}").fetchall()
        for first in range(1, int(count) + 1, BATCH_ROWS):
            part = f"from {numbered} where nth between {first} and {first + BATCH_ROWS - 1}"
            ((low, high),) = self.db.execute(
                f"select min(row) - {self.offset}, max(row) - {self.offset} {part}"
            ).fetchall()
            among = f"{self.counted} between {low} and {high} and {self.counted} in (select row - {self.offset} {part})"
            yield self._texts(f"from {self.source} where {among} order by {self.row}")

    def _texts(self, rest: str) -> pd.DataFrame:
        return texts_of(self.db.sql(self._select(rest)).to_arrow_table(), self.columns)

    def _select(self, rest: str) -> str:
        values = "".join(f", {column.sql} as c{place}" for place, column in enumerate(self.columns))
        return f"select {self.row} as {ROW}{values} {rest}"


def texts_of(table: pa.Table, columns: tuple[StoredColumn, ...]) -> pd.DataFrame:
    """See values as published: DataFrame of ``str``, ``""`` for a blank, the index being the rows' numbers.

    Parameters
    ----------
    table
        Its first column holds the rows' numbers, the others the columns in their order.
    columns
        What they are.
    """
    import pandas as pd

    cells = {column.name: _text(table.column(place), column.kind) for place, column in enumerate(columns, start=1)}
    index = pd.Index(table.column(0).to_numpy(), name=ROW, dtype="int64")
    return pd.DataFrame(cells, index=index, copy=False) if cells else pd.DataFrame(index=index)


def _no_rows(columns: tuple[StoredColumn, ...]) -> pd.DataFrame:
    import pandas as pd

    index, none = pd.Index([], name=ROW, dtype="int64"), pd.array([], dtype="str")
    return pd.DataFrame({column.name: none for column in columns}, index=index, copy=False)


def stored_cells(table: SourceTable) -> Stored:
    """Make cells that are in memory known to DuckDB. They are not copied."""
    import pyarrow as pa

    cells = table.cells
    texts = {str(name): _without_blanks(pa.array(cells[name], pa.large_string())) for name in cells.columns}
    return stored_texts(
        texts, cells.index.to_numpy(), table.provenance,
        header_row=table.header_row, rows_blank=table.rows_blank, rejected=table.rejected,
        clean={name for name, text in texts.items() if is_clean(text)},
    )  # fmt: skip


def stored_texts(
    texts: dict[str, Any],
    numbers: Any,
    provenance: Provenance,
    *,
    header_row: int,
    rows_blank: int,
    rejected: tuple[Rejected, ...],
    clean: Set[str],
) -> Stored:
    """Make columns of text that are in memory known to DuckDB: Arrow's ``string``, NULL for a blank, by their names.

    Those named in ``clean`` surely have nothing to strip.
    """
    import pyarrow as pa

    db = open_for("")
    rows = pa.array(numbers, pa.int64())
    table = pa.table([rows, *texts.values()], names=[ROW, *(f"c{place}" for place in range(len(texts)))])
    db.register("cells", table)
    return Stored(
        db=db,
        source="cells",
        counted=ROW,
        columns=tuple(
            replace(
                StoredColumn(name, f"c{place}", "text", nulls=text.null_count, empty=False),
                clean=name in clean,
                trimmed=name in clean,
            )
            for place, (name, text) in enumerate(texts.items())
        ),
        rows_kept=len(rows),
        provenance=provenance,
        header_row=header_row,
        rows_blank=rows_blank,
        rejected=rejected,
    )


def _without_blanks(texts: Any) -> Any:
    """Put NULL in the place of blanks."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.large_string()), texts)


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from a later one of its name, None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns


def _text(values: pa.ChunkedArray, kind: Kind) -> Any:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    if kind == "double":
        numbers = pc.if_else(pc.is_nan(values), pa.scalar(None, pa.float64()), values)
        written: pd.Series[Any] = numbers.to_pandas(types_mapper={pa.float64(): pd.Float64Dtype()}.get)
        return pd.array(written.astype("string").fillna("").to_numpy(dtype=object), dtype="str")
    return pd.array(pc.fill_null(values.cast(pa.large_string()), ""), dtype="str")


def open_for(*files: str) -> duckdb.DuckDBPyConnection:
    """Open a database that can read these files alone, and spills what does not fit in memory to its own folder."""
    import duckdb

    overflow = tempfile.mkdtemp(prefix="ndl-stored-")
    limits = {**LIMITS, "memory_limit": plain_size(settings().memory_limit), "temp_directory": overflow}
    db = duckdb.connect(config=limits)
    weakref.finalize(db, shutil.rmtree, overflow, ignore_errors=True)
    paths = ", ".join(constant(file) for file in files if file)
    db.execute(f"set allowed_paths = [{paths}]")
    # A file's statistics leave out what is not a number, and say what the writer made of them.
    db.execute("set disabled_optimizers = 'statistics_propagation'")
    db.execute("set enable_external_access = false")
    db.execute("set lock_configuration = true")
    return db
