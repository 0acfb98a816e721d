"""Setting apart, in one pass over a stored table, the rows that are not surely good."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...loading.large.stored import ROW, Stored
from ...loading.sql import identifier
from ..expressions import TYPES, read_expression
from ..places import area_of, coordinate_fields
from ..repair import patched
from .columns import Column
from .good import doubts

if TYPE_CHECKING:
    from ..asked import Asked
    from ..standard import RowCheck

# What the columns of our own tables are called; a rule may not name a field that is.
_OURS = re.compile(r"row|[cde]\d+(?:_\d+)?")


@dataclass(frozen=True)
class Apart:
    """How rows were set apart.

    Attributes
    ----------
    codes
        SQL of each field's code list.
    checks
        The standard's own rules that were evaluated, the first in the column ``e0``, and so on.
    blind
        Whether one could not be, so that every row is looked at.
    columns
        Those of which something is asked, which the table has.
    """

    codes: dict[str, str]
    checks: tuple[RowCheck, ...]
    blind: bool
    columns: tuple[Column, ...]


def set_apart(stored: Stored, asked: Asked, columns: tuple[Column, ...], hopeless: frozenset[str]) -> Apart:
    """Make the table ``odd`` of the rows that are not surely good.

    It has ``row``; the columns that something is asked of, ``c0``, ``c1``, …; those that are joined in one,
    ``c0_0``, …; whether the value of each of the columns is doubted, ``d0``, …; and whether each of the standard's own
    rules holds, ``e0``, …; those in ``hopeless`` are passed over.
    """
    import duckdb

    codes = _register_codes(stored, asked)
    there = {column.name for column in columns}
    wanted = [each for each in asked.standard.checks if set(_names(each)) <= there and each.name not in hopeless]
    said = _sayable(wanted)
    try:
        looked_at = _select(stored, asked, columns, codes, said, blind=len(said) < len(wanted))
    except duckdb.Error:
        # One of the rules cannot be evaluated on these values: they are all left to be looked at one by one.
        if not said:
            raise
        said = ()
        looked_at = _select(stored, asked, columns, codes, said, blind=True)
    return Apart(codes, said, blind=len(said) < len(wanted), columns=looked_at)


def table_sql(stored: Stored, columns: tuple[Column, ...], more: str = "", rows: str = "") -> str:
    """Write the table as it is scanned: the row's number, and the columns as c0, c1, …

    With ``rows``, a query of rows' numbers, only those; DuckDB then reads no more of a file than it must.
    """
    values = "".join(f", {column.sql} as {column.place}" for column in columns)
    where = f" where {stored.counted} in (select row - {stored.offset} from ({rows}))" if rows else ""
    return f"(select {stored.row} as {ROW}{values}{more} from {stored.source}{where})"


def donors(column: Column, columns: tuple[Column, ...]) -> list[str]:
    """Return the columns that a blank of this one may be filled from."""
    wanted = column.field.default_from if column.field else ()
    return [other.place for other in columns if other.name in wanted]


def blank_but_known(column: Column, columns: tuple[Column, ...], asked: Asked) -> Iterator[str]:
    """Say that a blank may be filled from another column, or by a repair that takes blanks for a value."""
    if asked.repairs and column.field is not None and patched([""], asked.mendable.field(column.name)) != [""]:
        yield f"{column.place} is null"
    if asked.repairs and (known := donors(column, columns)):
        yield f"{column.place} is null and ({' or '.join(f'{donor} is not null' for donor in known)})"


def absent_but_known(columns: tuple[Column, ...], asked: Asked) -> Iterator[str]:
    """Say that a column which is not there is filled from another."""
    there = {column.name: column.place for column in columns}
    absent = [field for field in asked.standard.fields if field.name not in there] if asked.repairs else []
    for name in dict.fromkeys(donor for field in absent for donor in field.default_from if donor in there):
        yield f"{there[name]} is not null"


def several(column: Column) -> Iterator[str]:
    """Say that several of the columns that feed a field have a value."""
    if column.feeds:
        filled = " + ".join(f"cast({column.place}_{part} is not null as integer)" for part in range(len(column.feeds)))
        yield f"{filled} > 1"


def doubtful_points(columns: tuple[Column, ...], asked: Asked) -> Iterator[str]:
    """Say that a point is not surely where the standard wants it: it may be swapped, in metres or off the map."""
    pair = coordinate_fields(asked.standard)
    found = {column.name: column for column in columns}
    if pair is None or any(each.name not in found for each in pair):
        return
    places = [found[each.name].place for each in pair]
    x, y = (f"try_cast({place} as double)" for place in places)
    area = area_of(asked.standard)
    inside = f"{x} between {area.west!r} and {area.east!r} and {y} between {area.south!r} and {area.north!r}"
    yield f"not coalesce({inside}, {places[0]} is null or {places[1]} is null)"


def _select(
    stored: Stored,
    asked: Asked,
    columns: tuple[Column, ...],
    codes: dict[str, str],
    checks: Sequence[RowCheck],
    *,
    blind: bool,
) -> tuple[Column, ...]:
    known = [column for column in columns if column.field is not None]
    told = {column.name: doubts(column, asked, codes.get(column.name, "")) for column in known}
    apart = {column.name: list(_doubts(column, columns, asked, told[column.name])) for column in known}
    conditions = [condition for each in apart.values() for condition in each]
    conditions += [*doubtful_points(columns, asked), *absent_but_known(columns, asked)]
    conditions += [f"not e{place}" for place in range(len(checks))]
    parts = [f"{sql} as {column.place}_{part}" for column in columns for part, sql in enumerate(column.feeds)]
    others = _needed_for_others(asked)
    asked_of = tuple(column for column in known if apart[column.name] or column.name in others)
    rows = table_sql(stored, asked_of, "".join(f", {each}" for each in parts))
    if checks:
        held = "".join(f", coalesce(({check.expression}\n), true) as e{n}" for n, check in enumerate(checks))
        rows = f"(select * exclude ({_named(checks)}){held} from (select *{_typed(columns, checks)} from {rows}))"
    # The last condition, never true, keeps DuckDB from passing over rows by a file's statistics of a column alone:
    # those of Parquet leave out what is not a number.
    where = "true" if blind else " or ".join(f"({condition})" for condition in (*conditions, "row < 0"))
    flags = "".join(f", {_doubted(column, told[column.name])}" for column in asked_of)
    stored.db.execute(f"create or replace temp table odd as select *{flags} from {rows} where {where}")
    return asked_of


def _needed_for_others(asked: Asked) -> Set[str]:
    """Name the fields that are looked at for the sake of another."""
    fields = asked.standard.fields
    if asked.standard.checks:
        return {field.name for field in fields}
    points = {field.name for field in coordinate_fields(asked.standard) or ()}
    return points.union(*(field.default_from for field in fields))


def _doubted(column: Column, told: Sequence[str]) -> str:
    found = " or ".join(f"({doubt})" for doubt in told) or "false"
    return f"coalesce({found}, false) as {flag(column)}"


def flag(column: Column) -> str:
    """Name the column that says whether a value is doubted."""
    return f"d{column.place[1:]}"


def _doubts(column: Column, columns: tuple[Column, ...], asked: Asked, told: Sequence[str]) -> Iterator[str]:
    yield from told
    if column.field is not None and column.field.required:
        yield f"{column.place} is null"
    else:
        yield from blank_but_known(column, columns, asked)
    yield from several(column)


def _register_codes(stored: Stored, asked: Asked) -> dict[str, str]:
    """Make code lists known to DuckDB; returns the SQL of each field's."""
    import pyarrow as pa

    told = {}
    for place, (name, codes) in enumerate(asked.code_lists.items()):
        stored.db.register(f"codes_{place}", pa.table({"code": pa.array(sorted(codes), pa.string())}))
        told[name] = f"select code from codes_{place}"
    return told


def _sayable(checks: Sequence[RowCheck]) -> tuple[RowCheck, ...]:
    """Pick the rules whose columns SQL can tell from each other, and from ours."""
    folded = Counter(name.casefold() for name in {name for check in checks for name in _names(check)})
    return tuple(
        check
        for check in checks
        if all(folded[n.casefold()] == 1 and not _OURS.fullmatch(n.casefold()) for n in _names(check))
    )


def _names(check: RowCheck) -> tuple[str, ...]:
    return read_expression(check.expression).columns


def _named(checks: Sequence[RowCheck]) -> str:
    return ", ".join(identifier(name) for name in dict.fromkeys(name for check in checks for name in _names(check)))


def _typed(columns: tuple[Column, ...], checks: Sequence[RowCheck]) -> str:
    """Write the columns that rules name, typed as the rules ask, under their names."""
    there = {column.name: column for column in columns}
    named = dict.fromkeys(name for check in checks for name in _names(check))
    return "".join(
        f", try_cast({there[name].place} as {sql_type(there[name])}) as {identifier(name)}" for name in named
    )


def sql_type(column: Column) -> str:
    """Say which type the standard's own rules are shown a column in."""
    known = column.field
    if known is None:
        return "varchar"
    return TYPES.get(known.type, "time" if known.form == "time" else "varchar")
