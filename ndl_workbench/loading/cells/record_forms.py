"""The forms a table takes in JSON: objects, rows, columns, records by their keys, or single values."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import Unreadable
from ..recognising.recognise import READABLE
from .json_values import Record, Value, cell_text, is_scalar


@dataclass(frozen=True)
class Form:
    """Records out of one of the forms.

    Attributes
    ----------
    records
        Objects, or lists of cells where ``names`` are given.
    names
        Names of the cells of each record, None where each record brings its own.
    said
        What the form was, where it was not a list of objects.
    """

    records: list[Value]
    names: list[str] | None = None
    said: tuple[str, ...] = ()


def is_table(value: Value) -> bool:
    """Whether a value has one of the forms."""
    if isinstance(value, list):
        return bool(value) and (len(objects(value)) == len(value) or len(rows(value)) == len(value) or is_single(value))
    return isinstance(value, dict) and (is_feature(value) or _is_columns(value) or _is_keyed(value))


def is_single(value: Value) -> bool:
    """Whether it is a list of nothing but text, numbers and truth values."""
    return isinstance(value, list) and all(map(is_scalar, value))


def is_feature(value: Record) -> bool:
    """Whether an object is one feature of GeoJSON."""
    return value.get("type") == "Feature" and "geometry" in value


def as_records(value: Value, called: str, around: Record, name: str) -> Form:
    """Read a table in whichever form it has.

    Parameters
    ----------
    value
        What :func:`is_table`.
    called
        The key it stood under.
    around
        The object it stood in, which may hold the names of its columns.
    name
        What the user called the file, for messages.

    Raises
    ------
    Unreadable
        It is a list of lists, and nothing says what its columns are called.
    """
    if isinstance(value, dict):
        return _from_object(value)
    if not isinstance(value, list) or objects(value):
        return Form(value if isinstance(value, list) else [value])
    if is_single(value):
        one_column = "the list holds single values, which were read as one column"
        return Form([[held] for held in value], [called or "value"], (one_column,))
    body = rows(value)
    names = _names_beside(around, len(body[0]))
    if names is None:
        if not is_single(body[0]):
            raise Unreadable(
                found=f"a list of lists without names in {name!r}",
                expected=READABLE,
                done="nothing was read",
                next="ask the publisher for the data as CSV",
            )
        names, body = [cell_text(cell) for cell in body[0]], body[1:]
    widest = max((len(row) for row in body), default=0)
    return Form([*body], [*names, *[""] * (widest - len(names))])


def _from_object(value: Record) -> Form:
    if is_feature(value):
        return Form([value])
    if _is_columns(value):
        columns = rows([*value.values()])
        by_row: list[Value] = [list(cells) for cells in zip(*columns, strict=True)]
        return Form(by_row, list(value), ("each name has a list of values, which were read as columns",))
    held = objects([*value.values()])
    if all(record.keys() == {str(k) for k in range(len(held[0]))} for record in held):
        numbered: list[Value] = [[record[str(k)] for record in held] for k in range(len(held[0]))]
        return Form(numbered, list(value), ("each name has numbered values, which were read as columns",))
    key = "key"
    while any(key in record for record in held):
        key += "_"
    keyed: list[Value] = [{key: own, **record} for own, record in zip(value, held, strict=True)]
    return Form(keyed, None, (f"the records have names: those are in the column {key!r}",))


def _is_columns(value: Record) -> bool:
    """Whether each name has a list, and all lists are as long: a table by its columns."""
    columns = rows([*value.values()])
    if len(columns) < 2 or len(columns) < len(value) or not columns[0]:
        return False
    return len({len(column) for column in columns}) == 1 and all(is_single([*column]) for column in columns)


def _is_keyed(value: Record) -> bool:
    """Whether each name has an object, and all objects have a name in common: records by their keys."""
    held = objects([*value.values()])
    if len(held) < 2 or len(held) < len(value):
        return False
    common = set(held[0]).intersection(*held[1:])
    return bool(common) and all(is_scalar(record[key]) for record in held for key in common)


def objects(values: list[Value]) -> list[Record]:
    """Return those of some values that are objects."""
    return [value for value in values if isinstance(value, dict)]


def rows(values: list[Value]) -> list[list[Value]]:
    """Return those of some values that are lists."""
    return [value for value in values if isinstance(value, list)]


def _names_beside(around: Record, width: int) -> list[str] | None:
    """Return the names that stand beside a list of rows rather than on top of it."""
    meta = around.get("meta")
    view = meta.get("view") if isinstance(meta, dict) else None
    for named in (around.get("columns"), around.get("fields"), view.get("columns") if isinstance(view, dict) else None):
        if isinstance(named, list) and len(named) == width:
            names = [(held.get("name") or held.get("id")) if isinstance(held, dict) else held for held in named]
            texts = [held for held in names if isinstance(held, str)]
            if len(texts) == width:
                return texts
    return None
