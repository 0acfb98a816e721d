"""The columns of a stored table as the rules see them: one a field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...loading.large.stored import Kind, Stored, StoredColumn

if TYPE_CHECKING:
    from ..asked import Asked
    from ..standard import StandardField


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes
    ----------
    name
        The field it feeds, or its name as published.
    field
        None where the standard has none for it.
    place
        Its place in the table that is scanned, as SQL: ``c3``.
    sql, kind
        What gives its values, NULL for a blank, and of which kind they are.
    feeds
        SQL of the columns that are joined in it, where there are several.
    filled
        Rows with a value.
    clean, trimmed
        Whether every text of it surely begins, and ends, with a visible character of ASCII.
    few
        Whether the file lists the few different values there are.
    """

    name: str
    field: StandardField | None
    place: str
    sql: str
    kind: Kind
    feeds: tuple[str, ...] = ()
    filled: int = -1
    clean: bool = False
    trimmed: bool = False
    few: bool = False


def place_columns(stored: Stored, asked: Asked) -> tuple[Column, ...]:
    """Name a table's columns as the fields they feed, and count their filled cells."""
    sources = {column.name: column for column in stored.columns}
    field_of = {match.column: match.field for match in asked.matches}
    fields = {field.name: field for field in asked.standard.fields}
    columns: list[Column] = []
    for name, source in sources.items():
        fed = field_of.get(name)
        feeds = asked.feeds[fed] if fed else [name]
        if feeds[0] == name:
            field = fields.get(fed or "")
            column = Column(fed or name, field, f"c{len(columns)}", _sql(source), source.kind)
            # Rows with a value that is not a number are looked at where something is asked of it.
            column = column if field else without_nan(column)
            columns.append(_joined(column, [sources[feed] for feed in feeds], stored.rows_kept))
    return tuple(_counted(stored, columns))


def without_nan(column: Column) -> Column:
    """Take what is not a number for a blank, as the reader of whole files does."""
    if column.kind != "double":
        return column
    return replace(column, sql=f"case when not isnan({column.sql}) then {column.sql} end")


def _sql(source: StoredColumn) -> str:
    return f"nullif({source.sql}, '')" if source.kind == "text" and source.empty else source.sql


def _joined(column: Column, sources: list[StoredColumn], rows: int) -> Column:
    """Note what is known of a column before it is looked at; of several that are joined, nothing."""
    if len(sources) == 1:
        (source,) = sources
        known = source.nulls is not None and column.sql == source.sql
        filled = rows - (source.nulls or 0) if known else -1
        typed = source.kind != "text"
        clean, trimmed = source.clean or typed, source.trimmed or typed
        return replace(column, filled=filled, clean=clean, trimmed=trimmed, few=source.few)
    texts = tuple(_sql(each) if each.kind == "text" else f"cast({each.sql} as varchar)" for each in sources)
    return replace(column, sql=f"coalesce({', '.join(texts)})", kind="text", feeds=texts)


def _counted(stored: Stored, columns: list[Column]) -> Iterator[Column]:
    """Count the filled cells of the columns of which they are not known."""
    unknown = [column for column in columns if column.filled < 0]
    counts: tuple[int, ...] = ()
    if unknown:
        asked = ", ".join(f"count({column.sql})" for column in unknown)
        ((counts),) = stored.db.execute(f"select {asked} from {stored.source}").fetchall()
    told = {column.place: int(count) for column, count in zip(unknown, counts, strict=True)}
    return (replace(column, filled=told.get(column.place, column.filled)) for column in columns)
