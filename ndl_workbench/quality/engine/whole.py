"""What depends on a stored table as a whole: values that must differ, keys, copies, and what its columns cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..coverage import Coverage, coverage_of
from ..evidence import with_keys
from ..findings import Finding, Found
from ..keys import Keys, look_at_keys, repeat_finding, stranger_finding
from ..rules import copy_finding, mixed_finding, repeat_in_column
from .alike import HASHES_HELD, filled, hash_of, may_be_alike, read_hashes
from .columns import Column
from .good import NUMBER, matches
from .scan import Scanned

if TYPE_CHECKING:
    import pandas as pd

    from ..standard import ForeignKey

SOON_COMPARED = 3


class Whole:
    """Looks at a table as a whole; the rows of what it finds are added to the table ``found``.

    Attributes
    ----------
    numbers
        Each finding with its number in that table.
    """

    def __init__(self, scanned: Scanned) -> None:
        self._scanned, self._asked, self._db = scanned, scanned.asked, scanned.db
        self._rows = scanned.checked_sql()
        self._column = {column.name: column for column in scanned.columns}
        self._again: dict[tuple[str, ...], str] = {}
        self.numbers: dict[Finding, int] = {}

    def repeated_values(self) -> None:
        """Find values that must differ and do not, in every row that has one."""
        for field in self._asked.standard.fields:
            alone = (field.name,) not in self._asked.standard.unique_keys
            if field.unique and alone and field.name in self._column:
                published = self._asked.published[field.name]
                word = partial(repeat_in_column, field=field, column=published)
                again = self._repeated((field.name,))
                self._note(f"select row from {again}", (field.name,), word, among=again)

    def keys(self) -> Keys:
        """Look at keys over several columns, and keys that lead to a table."""
        return look_at_keys(
            list(self._column), self._asked.standard, self._asked.published, self._asked.header_row, self
        )  # fmt: skip

    def repeats(self, names: tuple[str, ...]) -> None:
        """Find rows whose key an earlier one has."""
        word = partial(repeat_finding, published=self._asked.published)
        again = self._repeated(names)
        self._note(f"select row from {again} where nth > 1", names, word, among=again)

    def strangers(self, key: ForeignKey, listed: frozenset[tuple[str, ...]]) -> None:
        """Find values that the table a key leads to does not have."""
        import pyarrow as pa

        columns = list(zip(*listed, strict=True)) or [()] * len(key.fields)
        self._db.register("listed", pa.table({f"k{n}": pa.array(c, pa.string()) for n, c in enumerate(columns)}))
        names = [self._column[name] for name in key.fields]
        filled = " and ".join(f"t.{column.place} is not null" for column in names)
        same = " and ".join(f"{_text(column, 't.')} = l.k{n}" for n, column in enumerate(names))
        word = partial(stranger_finding, key=key, published=self._asked.published)
        self._note(f"select t.row from {self._rows} t anti join listed l on {same} where {filled}", key.fields, word)

    def rows_of(self, names: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
        """Return every row of values in some columns."""
        texts = ", ".join(f"coalesce({_text(self._column[name])}, '')" for name in names)
        rows = self._db.execute(f"select distinct {texts} from {self._rows}").fetchall()
        return frozenset(tuple(text.strip() for text in row) for row in rows)

    def copies(self) -> None:
        """Find rows that are the same as an earlier one in every column."""
        if not self._column:
            return
        key = next(iter(self._again), None)
        if key is None:
            copied = f"select row from {self._repeated(tuple(self._column), blanks=True)} where nth > 1"
        else:
            copied = self._copied(key)
        if copied:
            self._note(copied, tuple(self._column), copy_finding)

    def _full(self, name: str) -> bool:
        """Whether a column has no blank, after repairs: a placeholder is one."""
        return self._scanned.filled[name] == self._scanned.rows

    def mixed(self) -> None:
        """Find columns of numbers in which a few values are not: for tables that come with no standard."""
        for column in self._scanned.columns:
            if column.kind not in ("text", "double"):
                continue
            written = matches(column.place, NUMBER) if column.kind == "text" else f"isfinite({column.place})"
            odd = f"{column.place} is not null and not {written}"
            counts = f"select count({column.place}), count(*) filter (where {odd}) from {self._rows}"
            ((filled, words),) = self._db.execute(counts).fetchall()
            if 0 < words <= filled / 10:
                rows = f"select row from {self._rows} where {odd}"
                self._note(rows, (column.name,), lambda first, count: mixed_finding(first.iloc[:, 0], count))

    def coverage(self) -> Iterator[Coverage]:
        """Say which of the expected areas, periods and groups are there."""
        for name, expected in self._asked.code_lists.items():
            codes = self._asked.standard.field(name).codes
            if codes is not None and codes.axis != "record":
                there = (text for (text,) in self.rows_of((name,)))
                yield coverage_of(codes.axis, self._asked.published[name], there, expected)

    def _repeated(self, names: tuple[str, ...], *, blanks: bool = False) -> str:
        """Make a table of the rows whose values in some columns are not theirs alone.

        It has ``row``, which of them it is (``nth``), the first of them (``same``), and the columns, unless blanks
        count too. Hashes are compared first: where all differ, so do the values. Values are then compared as they are
        written, since -0.0 is not written as 0.0.
        """
        table = f"again{len(self._again)}"
        columns = [self._column[name] for name in names]
        gaps = [] if blanks else [column for column in columns if not self._full(column.name)]
        there = filled(gaps)
        by_hash = self._few_alike if self._scanned.rows <= HASHES_HELD else self._many_alike
        by = f"partition by {', '.join(map(_text, columns))}"
        windows = f"row_number() over ({by} order by row) as nth, min(row) over ({by}) as same"
        places = "" if blanks else "".join(f", {column.place}" for column in columns)
        self._db.execute(
            f"create temp table {table} as select row, nth, same{places} from (select row{places}, {windows}, "
            f"count(*) over ({by}) as times from {by_hash(table, columns, there)} where {there}) where times > 1"
        )
        if not blanks:
            self._again[names] = table
        return table

    def _few_alike(self, table: str, columns: list[Column], there: str) -> str:
        """Select the rows of which the hash is not theirs alone, looking for those in memory."""
        import numpy as np
        import pyarrow as pa

        sought, names = self._scanned.sought, [column.name for column in columns]
        if sought and list(sought.names) == names and self._scanned.mended.isdisjoint(names):
            rows = sought.rows.result()
        else:
            rows = may_be_alike(read_hashes(self._db, self._rows, columns, there))
        is_key = names == list(self._asked.key)
        if is_key:
            # What else will be wanted is read at the same time: the keys of rows that findings name, and what copies
            # are first told by.
            rows = np.union1d(rows, np.asarray(self._scanned.rows_named(), dtype=np.int64))
        self._db.register(f"{table}_rows", pa.table({"row": rows}))
        read = self._scanned.checked_sql(f"select row from {table}_rows")
        if not is_key:
            return read
        places = "".join(f", {column.place}" for column in (*columns, *self._soon_compared(names)))
        self._db.execute(f"create temp table keyed as select row{places} from {read}")
        self._scanned.keyed = "keyed"
        return "keyed"

    def _many_alike(self, table: str, columns: list[Column], there: str) -> str:
        """Select the rows of which the hash is not theirs alone, spilling to disk."""
        hashed = hash_of(columns)
        hashes = f"select {hashed} as h from {self._rows} where {there} group by 1 having count(*) > 1"
        ((some,),) = self._db.execute(f"create temp table {table}_hashes as {hashes}").fetchall()
        alike = f"{there} and {hashed} in (select h from {table}_hashes)" if some else "false"
        return f"(select * from {self._rows} where {alike})"

    def _copied(self, key: tuple[str, ...]) -> str:
        """Select the copies among rows whose key is not theirs alone, or is blank; "" where there are none."""
        blanks = [self._column[name] for name in key if not self._full(name)]
        rows = f"select row, same from {self._again[key]}"
        if blanks:
            blank = " or ".join(f"{column.place} is null" for column in blanks)
            rows += f" union all select row, null as same from {self._rows} where {blank}"
        # All columns are read only of rows in which a few are alike.
        quick = "".join(f", {_text(column)}" for column in self._soon_compared(key))
        alike = f"count(*) over (partition by same{quick}) as alike"
        keyed = self._scanned.keyed if key == self._asked.key and not blanks else ""
        read = keyed or self._scanned.checked_sql(f"select row from ({rows})")
        ((some,),) = self._db.execute(
            f"create temp table alike as select row from (select row, {alike} from {read} join ({rows}) using (row)) "
            "where alike > 1"
        ).fetchall()
        if not some:
            return ""
        alike_by = ", ".join(map(_text, self._scanned.columns))
        order = f"row_number() over (partition by {alike_by} order by row)"
        read = self._scanned.checked_sql("select row from alike")
        return f"select row from (select row, {order} as nth from {read}) where nth > 1"

    def _soon_compared(self, key: Sequence[str]) -> list[Column]:
        """Pick columns that are soon compared: numbers and dates first, and of those the ones a file lists."""
        columns = [column for column in self._scanned.columns if column.name not in key]
        quick = [column for column in columns if column.kind != "text"] or columns[:SOON_COMPARED]
        few = [column for column in quick if column.few]
        return few if len(few) > 1 else quick

    def _note(
        self, rows: str, names: Sequence[str], word: Callable[[pd.DataFrame, int], Finding], among: str = ""
    ) -> None:
        """Add rows to those found, and word the finding from the first of them; ``among`` has their values."""
        number = self._scanned.next_number()
        ((count,),) = self._db.execute(f"insert into found select {number}, row from ({rows})").fetchall()
        if count:
            first = self._scanned.first_rows(number)
            wanted = {*names, *self._asked.key}
            cells = self._scanned.as_checked(first, wanted, among if wanted <= set(names) else "")
            finding = word(cells[list(names)], count)
            self.numbers[with_keys(Found(finding, cells.index), cells, self._asked.key).finding] = number


def _text(column: Column, of: str = "") -> str:
    return f"{of}{column.place}" if column.kind == "text" else f"cast({of}{column.place} as varchar)"
