"""One scan over a stored table for every rule that looks at a row by itself.

Rows of which all values are surely good are passed over. The others are set apart: what SQL can say of them it
says, and the rules themselves look at the rest, a batch at a time. What was found, and every row it was found in,
stands in temporary tables that spill to disk, so neither the table nor its faults need fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...loading.large.stored import Stored, StoredColumn, texts_of
from ...loading.meanwhile import meanwhile
from ...loading.progress import busy, progress
from ..evidence import with_keys
from ..examine import Examined, examine, value_repairs
from ..expressions import read_expression, rule_not_evaluated
from ..findings import FIRST_ROWS, UNCLEAR_CHECK, Finding, Found
from ..rules import CHECKS
from .alike import Sought, hashes_of_key, may_be_alike
from .columns import Column, place_columns, without_nan
from .ends import with_ends_seen
from .fails import Told, told_of
from .good import PATTERNS, matches
from .odd import (
    Apart,
    absent_but_known,
    blank_but_known,
    doubtful_points,
    flag,
    set_apart,
    several,
    sql_type,
    table_sql,
)

if TYPE_CHECKING:
    import pandas as pd

    from ..asked import Asked
    from ..joining import Joined
    from ..repair import Change, Repair
    from ..rules import Check
    from ..standard import RowCheck, StandardField

# Of a longer repair log the beginning is held in the report, and the rest in a temporary table.
MOST_LOGGED = 100_000
# How values are written that the standard's own rules are shown; any other is NULL to them.
READ_AS = {kind: PATTERNS[kind] for kind in ("integer", "number", "date", "month", "datetime")}
MISSING = next(check for check in CHECKS if check.name == "missing value")
Rule = tuple[str, str, str, str]


@dataclass
class Scanned:
    """What a scan found.

    Attributes
    ----------
    stored, asked, columns
        The table, what was asked of it, and its columns as the rules saw them.
    set_apart
        Fields of which the table ``odd`` has the values.
    keyed
        The table that has the keys of rows that findings will name, if they were read; "" if not.
    sought
        Rows that may have another's key, while they are looked for; as published.
    rules
        Each check, column as published, severity and expected value that was found, with its number in the table
        ``found``.
    filled
        Of each column, how many cells have a value of their own.
    repairs, repairs_made
        The first repairs, and how many there are in all; the table ``repaired`` has the others.
    mended
        Fields of which a value was changed; the table ``mended`` has the rows.
    about_columns
        Findings that are wrong in no row, by the name of the standard's own rule that cannot be evaluated.
    told
        Rules that SQL looked at: a check with its field, or one of the standard's own.
    seen
        What the rules found in the rows they looked at, each first finding; ``keys`` has those rows' keys.
    """

    stored: Stored
    asked: Asked
    columns: tuple[Column, ...]
    set_apart: frozenset[str] = frozenset()
    keyed: str = ""
    sought: Sought | None = None
    rules: dict[Rule, int] = field(default_factory=dict)
    filled: dict[str, int] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    repairs_made: int = 0
    mended: set[str] = field(default_factory=set)
    about_columns: dict[str, Finding] = field(default_factory=dict)
    told: dict[Rule, tuple[Check, StandardField] | RowCheck] = field(default_factory=dict)
    seen: dict[Rule, Finding] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    numbered: int = 0

    @property
    def db(self) -> Any:
        """The table's connection."""
        return self.stored.db

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return self.stored.rows_kept

    def number(self, rule: Rule) -> int:
        """Return the number of a rule that looks at a row by itself."""
        if rule not in self.rules:
            self.rules[rule] = self.next_number()
        return self.rules[rule]

    def tell(self, rule: Rule, what: tuple[Check, StandardField] | RowCheck) -> int:
        """Note that SQL looks at a rule; returns its number."""
        self.told[rule] = what
        return self.number(rule)

    def next_number(self) -> int:
        """Return a number that no rule has."""
        self.numbered += 1
        return self.numbered

    def first_rows(self, number: int) -> list[int]:
        """Return the first ten rows in which something was found."""
        ((first,),) = self.db.execute(f"select min(row, {FIRST_ROWS}) from found where rule = {number}").fetchall()
        return list(first)

    def as_checked(self, rows: Iterable[int], names: Set[str], among: str = "") -> pd.DataFrame:
        """Return columns of rows as the rules saw them: DataFrame of ``str``, named as the standard's fields.

        They are read from the table ``among``, if there is one that has them already.
        """
        wanted = [column for column in self.columns if column.name in names]
        places = "".join(f", {column.place}" for column in wanted)
        some = f"select unnest([{', '.join(str(int(row)) for row in rows)}]::bigint[]) as row"
        read = f"{among} where row in ({some})" if among else self.checked_sql(some)
        return self._texts(f"select row{places} from {read} order by row", wanted, self.mended)

    @cached_property
    def counts(self) -> dict[int, tuple[int, list[int]]]:
        """Of each number in how many rows it was found, and the first ten; complete when every row was looked at."""
        query = f"select rule, count(*), min(row, {FIRST_ROWS}) from found group by rule"
        return {rule: (int(count), list(first)) for rule, count, first in self.db.execute(query).fetchall()}

    def rows_named(self) -> list[int]:
        """Return the rows that findings in rows by themselves will name."""
        return [row for number in self.rules.values() for row in self.counts.get(number, (0, []))[1]]

    def settled(self, rows: Iterable[int], names: Set[str]) -> pd.DataFrame:
        """Return columns of rows that SQL looked at as the rules would see them."""
        wanted = [column for column in self.columns if column.name in names & self.set_apart]
        places = "".join(f", {column.place}" for column in wanted)
        some = ", ".join(str(int(row)) for row in rows) or "null"
        where = f"row in ({some}) and row not in (select row from unsettled)"
        return self._texts(f"select row{places} from odd where {where} order by row", wanted, frozenset())

    def _texts(self, query: str, columns: list[Column], mended: Set[str]) -> pd.DataFrame:
        kinds = [StoredColumn(c.name, c.place, "text" if c.name in mended else c.kind) for c in columns]
        return texts_of(self.db.sql(query).to_arrow_table(), tuple(kinds))

    def checked_sql(self, rows: str = "") -> str:
        """Write the table as it was checked: values that were mended stand in the place of those published.

        With ``rows``, a query of rows' numbers, only those.
        """
        table = table_sql(self.stored, tuple(map(without_nan, self.columns)), rows=rows)
        if not self.mended:
            return table
        values = "".join(f", {_mended(column, place, self.mended)}" for place, column in enumerate(self.columns))
        return f"(select t.row as row{values} from {table} t left join mended m on t.row = m.row)"

    def unsettled(self) -> Iterator[pd.DataFrame]:
        """Yield the rows of which SQL could not tell as published, a batch at a time."""
        return self.stored.batches("unsettled")


def scan(stored: Stored, asked: Asked) -> Scanned:
    """Look at every row of a table.

    Parameters
    ----------
    stored
        The table. The tables ``odd``, ``unsettled`` and ``found`` are made beside it, and ``mended`` and ``repaired``
        where there is something to note in them.
    asked
        What is asked of it.
    """
    columns = place_columns(stored, asked)
    scanned = Scanned(stored, asked, columns, filled={column.name: column.filled for column in columns})
    stored.db.execute("create temp table found (rule integer, row bigint)")
    with busy(f"Checking {stored.provenance.name}"):
        if asked.standard.checks:
            # One that cannot be evaluated on the first row is told at once, so that not every row is looked at for it.
            _note_unclear(examine(stored.first(1), asked).found, scanned)
        hashes = hashes_of_key(stored, asked, columns)
        seen = with_ends_seen(columns, stored, asked, hashes)
        apart = set_apart(stored, asked, seen, frozenset(scanned.about_columns))
        scanned.set_apart = frozenset(column.name for column in apart.columns)
        scanned.sought = Sought(asked.key, meanwhile(may_be_alike, hashes)) if hashes else None
        waiting = _tell(scanned, apart)
    _examine_the_rest(scanned, waiting)
    return scanned


def add(db: Any, table: str, **columns: Any) -> None:
    """Add rows to one of the temporary tables."""
    import pyarrow as pa

    db.register("ndl_batch", pa.table({name: pa.array(values) for name, values in columns.items()}))
    db.execute(f"insert into {table} by name select * from ndl_batch")
    db.unregister("ndl_batch")


def _mended(column: Column, place: int, mended: set[str]) -> str:
    if column.name not in mended:
        return f"t.{column.place} as {column.place}"
    own = f"t.{column.place}" if column.kind == "text" else f"cast(t.{column.place} as varchar)"
    return f"case when m.row is null then {own} else nullif(m.f{place}, '') end as {column.place}"


def _tell(scanned: Scanned, apart: Apart) -> int:
    """Say of the rows set apart which rules they break, where SQL can; returns how many are unsettled."""
    asked, rules = scanned.asked, []
    unsettled = [*doubtful_points(scanned.columns, asked), *absent_but_known(scanned.columns, asked)]
    for column in apart.columns:
        if column.field is None:
            continue
        codes = apart.codes.get(column.name, "")
        told = told_of(column, asked, codes)
        unsettled += _unsettled(column, scanned, told)
        unsettled += _read_otherwise(column, apart.checks)
        published = asked.published[column.name]
        if column.field.required:
            number = scanned.tell(("missing value", published, "error", "a value"), (MISSING, column.field))
            rules.append(f"case when {column.place} is null then {number} end")
        for check, broken in told.broken if told else ():
            rule = (check.name, published, check.severity, check.expected(column.field))
            number = scanned.tell(rule, (check, column.field))
            doubted = f"{flag(column)} and {column.place} is not null"
            rules.append(f"case when {doubted} then case when {broken} then {number} end end")
    for place, own in enumerate(apart.checks):
        called = ", ".join(asked.published.get(name, name) for name in _columns_of(own))
        number = scanned.tell((own.name, called, own.severity, own.expression), own)
        rules.append(f"case when not e{place} then {number} end")
    where = "true" if apart.blind else " or ".join(f"coalesce(({each}), true)" for each in unsettled) or "false"
    ((waiting,),) = scanned.db.execute(
        f"create temp table unsettled as select row, row_number() over (order by row) as nth from odd where {where}"
    ).fetchall()
    if rules:
        scanned.db.execute(
            "insert into found select rule, row from (select row, "
            f"unnest([{', '.join(rules)}]) as rule from odd where row not in (select row from unsettled)) "
            "where rule is not null"
        )
    return int(waiting)


def _columns_of(check: RowCheck) -> tuple[str, ...]:
    return read_expression(check.expression).columns


def _unsettled(column: Column, scanned: Scanned, told: Told | None) -> Iterator[str]:
    open_question = f"not coalesce({told.settled}, false)" if told else "true"
    # A case, since DuckDB may turn the parts of an "and" round, and look closely at values nobody doubts.
    yield f"case when {flag(column)} and {column.place} is not null then {open_question} else false end"
    yield from blank_but_known(column, scanned.columns, scanned.asked)
    yield from several(column)


def _read_otherwise(column: Column, checks: Sequence[RowCheck]) -> Iterator[str]:
    """Say that a rule of the standard's own was shown a value that is none of its type: DuckDB reads 1_000 as 1000."""
    named = any(column.name in _columns_of(check) for check in checks)
    known = column.field.type if column.field else ""
    if named and column.kind == "text" and known in READ_AS:
        read = f"try_cast({column.place} as {sql_type(column)}) is not null"
        yield f"{flag(column)} and {read} and not {matches(column.place, READ_AS[known])}"


def _examine_the_rest(scanned: Scanned, waiting: int) -> None:
    """Have the rules look at the rows of which SQL cannot tell, a batch at a time."""
    if not waiting:
        return
    _count_without_them(scanned)
    with progress(waiting, "Looking at rows that are not plainly good", unit=" rows") as bar:
        for cells in scanned.unsettled():
            _take(examine(cells, scanned.asked), scanned)
            bar.update(len(cells))


def _count_without_them(scanned: Scanned) -> None:
    """Take the rows that will be examined out of the count of filled cells."""
    if not scanned.columns:
        return
    counted = ", ".join(f"count({column.place})" for column in scanned.columns)
    rows = table_sql(scanned.stored, scanned.columns, rows="select row from unsettled")
    (told,) = scanned.db.execute(f"select {counted} from {rows}").fetchall()
    for column, count in zip(scanned.columns, told, strict=True):
        scanned.filled[column.name] -= count


def _take(examined: Examined, scanned: Scanned) -> None:
    """Write down what the rules found in a batch."""
    for name, count in examined.filled.items():
        scanned.filled[name] += count
    _note_unclear(examined.found, scanned)
    for one in examined.found:
        if one.finding.check != UNCLEAR_CHECK:
            rule = (one.finding.check, one.finding.column, one.finding.severity, one.finding.expected)
            add(scanned.db, "found", rule=[scanned.number(rule)] * len(one.every), row=one.every)
            finding = with_keys(one, examined.cells, scanned.asked.key).finding
            scanned.seen.setdefault(rule, finding)
            scanned.keys |= zip(finding.rows, finding.keys, strict=False)
    _log(examined, scanned)
    _note_changes(examined, scanned)


def _note_unclear(found: Iterable[Found], scanned: Scanned) -> None:
    for one in found:
        if one.finding.check == UNCLEAR_CHECK:
            scanned.about_columns.setdefault(rule_not_evaluated(one.finding), one.finding)


def _log(examined: Examined, scanned: Scanned) -> None:
    repairs = list(value_repairs(examined.joined, examined.changes, scanned.asked, scanned.stored.provenance))
    room = max(MOST_LOGGED - len(scanned.repairs), 0)
    scanned.repairs += repairs[:room]
    scanned.repairs_made += len(repairs)
    if rest := repairs[room:]:
        fields = "row bigint, col text, rule text, original text, value text, fix text"
        scanned.db.execute(f"create temp table if not exists repaired ({fields})")
        add(
            scanned.db, "repaired", row=[r.row for r in rest], col=[r.column for r in rest],
            rule=[r.rule for r in rest], original=[r.original for r in rest], value=[r.value for r in rest],
            fix=[r.fix for r in rest],
        )  # fmt: skip


def _note_changes(examined: Examined, scanned: Scanned) -> None:
    """Keep the rows of which a value is no longer as published."""
    changes: list[Change | Joined] = [*examined.changes, *examined.joined]
    nulls = {column.name for column in scanned.columns if column.field and column.field.null}
    rows = examined.cells.index if nulls else sorted({change.row for change in changes})
    if not len(rows):
        return
    fields = "".join(f", f{place} text" for place in range(len(scanned.columns)))
    scanned.db.execute(f"create temp table if not exists mended (row bigint{fields})")
    scanned.mended |= {change.field for change in changes} | nulls
    cells = examined.cells.loc[rows]
    add(scanned.db, "mended", row=rows, **{f"f{n}": cells[column.name] for n, column in enumerate(scanned.columns)})
