"""A large CSV file as columns of text, read by DuckDB in parallel, without a Python object for each cell.

What comes back is used only when every line of the file is accounted for: DuckDB passes over blank lines
and gives rows no number, so its rows are counted against the line breaks in the bytes.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..progress import progress
from ..query import LIMITS
from ..tables.rows import Numbered, Whole, is_suspect, key_test, shape
from .edges import is_clean
from .head import Head
from .lines import Lines, count_lines

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Counts = npt.NDArray[np.integer[Any]]

SPARE = "spare"
KEYS_LOOKED_AT = 10_000
# One of these is in every word that calls a row a total or an average.
TELLING = ("total", "sum", "average", "mean")
# So many rows of one cell are what the table is like, and no notes.
MOST_NOTES = 10_000


@dataclass(frozen=True, eq=False)
class Bulk:
    """The rows below a header as columns of text.

    Attributes
    ----------
    table
        Columns of Arrow ``string``, named by their position ("0", "1", …); a blank cell is null.
    numbers
        Each row's number in the file, the first line being 1.
    suspects
        Those of the rows that may be a note, a total or the header again, with all their cells.
    whole
        What the other rows are like.
    blank
        Rows with no filled cell. They are not in the table.
    decisions
        What was decided, in plain words.
    clean
        Names of columns of which every text surely begins and ends with a visible character of ASCII.
    """

    table: pa.Table
    numbers: Counts
    suspects: tuple[Numbered, ...]
    whole: Whole
    blank: int
    decisions: tuple[str, ...] = ()
    clean: frozenset[str] = frozenset()


def read_bulk(path: Path, head: Head) -> tuple[str, Bulk | None]:
    """Hash a file of UTF-8 and read its rows, or give up (None) where anything in it needs a closer look."""
    found: list[Lines] = []
    with progress(path.stat().st_size, f"Reading {path.name}") as bar:
        # Hashing lets go of the interpreter, so both go on at once.
        counting = threading.Thread(target=lambda: found.append(count_lines(path, bar)))
        counting.start()
        table = _padded(path, head) or _as_it_is(path, head) if head.dialect.plain else None
        counting.join()
    (lines,) = found
    if table is None or lines.odd:
        return lines.sha256, None
    blank = [number for number in lines.blank if number > head.lines]
    inside = _line_breaks(table) if table.num_rows + head.lines + len(blank) < lines.count else 0
    # Where cells hold line breaks, a line that is blank may be part of a cell.
    if table.num_rows + head.lines + len(blank) + inside != lines.count or (inside and blank):
        return lines.sha256, None
    return lines.sha256, _bulk(table, head, blank)


def literal(path: Path) -> str:
    """Write a path so that DuckDB opens this one file: ``*``, ``?`` and ``[`` would stand for others."""
    return re.sub(r"(?<!\\)[*?\[]", r"[\g<0>]", str(path.absolute()))


def bulk_of(table: pa.Table, numbers: Counts, filled: Counts, suspects: Sequence[Numbered], blank: int) -> Bulk:
    """Put rows together, each with its number and its filled cells, with a summary of those that are no suspects."""
    import numpy as np
    import pyarrow as pa

    sound = ~np.isin(numbers, [number for number, _ in suspects])
    full = numbers[sound & (filled > 1)]
    often = tuple(
        table.num_rows - column.null_count - sum(1 for _, row in suspects if "".join(row[place : place + 1]).strip())
        for place, column in enumerate(table.columns)
    )
    lead = next((place for place, count in enumerate(often) if count), 0)
    first = table.column(lead).filter(pa.array(sound)).slice(0, KEYS_LOOKED_AT)
    whole = Whole(
        records=int(sound.sum()),
        first=int(full[0]) if len(full) else 0,
        last=int(full[-1]) if len(full) else 0,
        often=often,
        ends=tuple(map(int, numbers[sound][-2:])),
        is_key=_keys(first),
    )
    return Bulk(table, numbers, tuple(suspects), whole, blank)


def _keys(first: pa.ChunkedArray) -> Callable[[str], bool]:
    """Make the test of whether a cell reads like one of these; their shapes are taken when it is asked, if it is."""
    shapes: set[str] = set()

    def is_key(cell: str) -> bool:
        if not shapes:
            shapes.update(shape(each) for each in first.to_pylist() if each)
        return key_test(shapes)(cell)

    return is_key


def filled_cells(table: pa.Table) -> Counts:
    """Count the filled cells of each row of a table."""
    import numpy as np
    import pyarrow.compute as pc

    with_blanks = [column for column in table.columns if column.null_count]
    counts = np.full(table.num_rows, table.num_columns - len(with_blanks), dtype=np.uint32)
    for column in with_blanks:
        counts += pc.is_valid(column).to_numpy()
    return counts


def without_spaces(column: pa.ChunkedArray | pa.Array) -> Any:
    """Take a cell that is empty or holds only spaces for a blank one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    hollow = pc.or_(pc.equal(column, ""), pc.utf8_is_space(column))
    return pc.if_else(hollow, pa.scalar(None, column.type), column) if pc.any(hollow).as_py() else column


def suspects_in(table: pa.Table, numbers: Counts, filled: Counts, head: Head) -> tuple[Numbered, ...]:
    """Pick the rows that may be no records by whole columns, then look at each of them."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    first = table.column(0)
    for column in table.columns[1:]:
        if not first.null_count:
            break
        first = pc.coalesce(first, column)
    odd = pc.equal(first, next((cell for cell in head.names_row if cell.strip()), "")).to_numpy().astype(bool)
    odd |= _telling(first)
    alone = filled == 1
    if alone.sum() <= max(MOST_NOTES, len(alone) // 10):
        odd |= alone
    places = np.flatnonzero(odd)
    width = table.num_columns
    # Taking rows by their places would first copy the whole table.
    rows = zip(*(column.to_pylist() for column in table.filter(pa.array(odd)).columns), strict=True)
    numbered = ((int(numbers[place]), [cell or "" for cell in row]) for place, row in zip(places, rows, strict=True))
    return tuple((number, row) for number, row in numbered if is_suspect(row, head.names_row, width))


def _telling(first: pa.ChunkedArray | pa.Array) -> npt.NDArray[np.bool_]:
    """Mark the texts that hold a word which calls a row a total or an average."""
    import numpy as np
    import pyarrow.compute as pc

    def told(texts: pa.Array) -> npt.NDArray[np.bool_]:
        found = pc.match_substring_regex(texts, "|".join(TELLING), ignore_case=True).fill_null(False)
        return np.asarray(found, dtype=bool)

    with ThreadPoolExecutor() as pool:
        return np.concatenate([np.empty(0, bool), *pool.map(told, getattr(first, "chunks", [first]))])


def text_of(db: duckdb.DuckDBPyConnection, path: Path, head: Head, *, padded: bool) -> duckdb.DuckDBPyRelation:
    """Read the records of a file as text, each column named by its position.

    With ``padded``, a row with fewer cells than the header is filled up, and one with more shows in a column
    of its own, ``SPARE``; no cell may hold a line break. Without it every row is as wide as the header.
    """
    names = [*map(str, range(len(head.header.names))), *([SPARE] if padded else [])]
    return db.read_csv(
        literal(path),
        auto_detect=False,
        compression="none",
        header=False,
        skiprows=head.lines,
        delimiter=head.dialect.delimiter,
        quotechar='"',
        escapechar='"',
        columns=dict.fromkeys(names, "VARCHAR"),
        null_padding=padded,
    )


def _padded(path: Path, head: Head) -> pa.Table | None:
    table = _read(path, head, padded=True)
    if table is None or table[SPARE].null_count < table.num_rows:
        return None
    return table.drop_columns(SPARE)


def _as_it_is(path: Path, head: Head) -> pa.Table | None:
    # Of one column, a blank line comes back as a row, and would be counted twice.
    return None if len(head.header.names) == 1 else _read(path, head, padded=False)


def _read(path: Path, head: Head, *, padded: bool) -> pa.Table | None:
    import duckdb

    # pandas keeps its text in large strings: anything else would be copied.
    with duckdb.connect(config={**LIMITS, "arrow_large_buffer_size": "true"}) as db:
        try:
            return text_of(db, path, head, padded=padded).to_arrow_table()
        except duckdb.Error:
            return None


def _line_breaks(table: pa.Table) -> int:
    import pyarrow.compute as pc

    return sum(pc.sum(pc.count_substring(column, "\n")).as_py() or 0 for column in table.columns)


def _bulk(table: pa.Table, head: Head, blank: Sequence[int]) -> Bulk:
    import numpy as np
    import pyarrow as pa

    with ThreadPoolExecutor() as pool:
        tidy = list(pool.map(is_clean, table.columns))
        there = pool.map(lambda column, done: column if done else without_spaces(column), table.columns, tidy)
        table = pa.table(list(there), names=table.column_names)
    numbers = np.arange(head.rows + 1, head.rows + 1 + table.num_rows + len(blank))
    # A line break inside a column's name makes a line more, but not a row.
    numbers = np.delete(numbers, np.array(blank, dtype=np.int64) - head.lines - 1)
    filled = filled_cells(table)
    hollow = int((filled == 0).sum())
    if hollow:
        table, numbers, filled = table.filter(pa.array(filled > 0)), numbers[filled > 0], filled[filled > 0]
    bulk = bulk_of(table, numbers, filled, suspects_in(table, numbers, filled, head), len(blank) + hollow)
    return replace(bulk, clean=frozenset(name for name, done in zip(table.column_names, tidy, strict=True) if done))
