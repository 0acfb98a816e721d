"""A first reading of CSVW metadata: columns, required values, datatypes, keys.

Source: Metadata Vocabulary for Tabular Data and Model for Tabular Data and Metadata on the Web, W3C
Recommendations of 17 December 2015 (https://www.w3.org/TR/tabular-metadata/, tabular-data-model/). What is not
read becomes a note, and a note is reported as not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from . import lexical
from .descriptors import bad_standard, file_name, no_such_table, read_json, validated, within
from .standard import (
    ORDERED,
    ForeignKey,
    Form,
    Source,
    Standard,
    StandardField,
    Type,
    Written,
    cannot_run,
)

CSVW = "http://www.w3.org/ns/csvw"
RECOMMENDATION = "https://www.w3.org/TR/tabular-metadata/"
INHERITED = ("datatype", "default", "null", "required", "separator")
# Said for RDF, for reading or for showing the table: nothing that a value could break.
DESCRIBING = frozenset(
    ("name", "titles", "lang", "ordered", "textDirection", "columns", "primaryKey", "foreignKeys", "url",
     "tableSchema", "tables", "tableDirection", "suppressOutput")
)  # fmt: skip
ANY_TEXT = frozenset(
    ("string", "normalizedString", "token", "language", "Name", "NMTOKEN", "xml", "html", "json", "any",
     "anyAtomicType", "anyURI")
)  # fmt: skip
DECIMALS = frozenset(("number", "double", "float", "decimal"))
# XML Schema 1.1 part 2, section 3.4: the whole numbers each type can hold.
INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None), "long": (-(2**63), 2**63 - 1), "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1), "byte": (-128, 127), "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None), "unsignedLong": (0, 2**64 - 1), "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1), "unsignedByte": (0, 255), "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
}  # fmt: skip
TIMES: dict[str, tuple[Type, Form | None]] = {
    "date": ("date", None), "datetime": ("datetime", None), "dateTime": ("datetime", None),
    "time": ("string", "time"), "gYearMonth": ("month", None), "gYear": ("integer", "year"),
    "duration": ("string", "duration"), "binary": ("string", "base64"), "base64Binary": ("string", "base64"),
}  # fmt: skip
TRUE_FALSE = ("true", "false", "1", "0")
HEX = "(?:[0-9A-Fa-f]{2})*"
BOUNDS = {
    "minimum": "minimum", "minInclusive": "minimum", "maximum": "maximum", "maxInclusive": "maximum",
    "minExclusive": "exclusive_minimum", "maxExclusive": "exclusive_maximum",
}  # fmt: skip
LENGTHS = {"length": ("min_length", "max_length"), "minLength": ("min_length",), "maxLength": ("max_length",)}
SYMBOLS = {
    "yyyy": "%Y", "MM": "%m", "M": "%m", "dd": "%d", "d": "%d", "HH": "%H", "mm": "%M", "ss": "%S",
}  # fmt: skip


class _Described(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class _Reference(_Described):
    columnReference: str | list[str]
    resource: str = ""


class _ForeignKey(_Described):
    columnReference: str | list[str]
    reference: _Reference


class _Column(_Described):
    name: str = ""
    titles: str | list[str] | dict[str, str | list[str]] = Field(default_factory=list)
    virtual: bool = False


class _Schema(_Described):
    columns: list[_Column] = Field(min_length=1)
    primaryKey: str | list[str] = Field(default_factory=list)
    foreignKeys: list[_ForeignKey] = Field(default_factory=list)


class _Table(_Described):
    url: str
    tableSchema: str | dict[str, Any] | None = None


class _Group(_Described):
    tables: list[_Table] = Field(min_length=1)
    tableSchema: str | dict[str, Any] | None = None


def is_csvw(raw: dict[str, Any]) -> bool:
    """Whether a descriptor is CSVW metadata, as its context says."""
    context = raw.get("@context")
    return CSVW in (context if isinstance(context, list) else [context])


def read_metadata(path: Path, raw: dict[str, Any], table: str) -> Standard:
    """Read CSVW metadata of a table, or of a group of tables.

    Parameters
    ----------
    path
        The file; tables and schemas it names are looked for in its folder.
    raw
        What is in it.
    table
        The table it is for, known in a group by the name of its file.

    Raises
    ------
    BadStandard
        It is not metadata of a table.
    NotFound
        The group has several tables, and none of this name.
    """
    expected = f"CSVW metadata ({RECOMMENDATION})"
    whole = raw if "tables" in raw else {"tables": [raw]}
    group = validated(lambda: _Group.model_validate(whole), str(path), expected)
    chosen = _table_of(group, path, table)
    described = _schema_of(chosen.tableSchema or group.tableSchema, path)
    schema = validated(lambda: _Schema.model_validate(described), str(path), expected)
    inherited = _inherited(whole if "tables" in raw else {}, chosen.model_extra or {}, described)
    notes: list[str] = []
    primary = tuple(_listed(schema.primaryKey))
    return validated(
        lambda: Standard(
            name=path.name,
            title=f"The metadata of {chosen.url}",
            source=Source(title=f"CSVW metadata in {path.name}", url=RECOMMENDATION),
            fields=tuple(
                _field(column, place, inherited, primary, notes)
                for place, column in enumerate(schema.columns, start=1)
                if not column.virtual
            ),
            unique_keys=(primary,) if primary else (),
            foreign_keys=tuple(_foreign_keys(schema, chosen, path, notes)),
            fields_match="exact",
            notes=(*notes, *_unread(raw, chosen, schema)),
        ),
        str(path),
        expected,
    )


def _table_of(group: _Group, path: Path, table: str) -> _Table:
    called = [described for described in group.tables if table and file_name(described.url) == file_name(table)]
    if called:
        return called[0]
    if len(group.tables) == 1:
        return group.tables[0]
    raise no_such_table(str(path), table, [described.url for described in group.tables])


def _schema_of(schema: str | dict[str, Any] | None, path: Path) -> dict[str, Any]:
    if isinstance(schema, dict):
        return schema
    found = within(path.parent, schema or "")
    if found is None or not found.is_file():
        said = f"a schema that is not beside it: {schema!r}" if schema else "no tableSchema"
        raise bad_standard(str(path), said, "columns in tableSchema, or a file in its folder")
    return read_json(found)


def _inherited(*levels: dict[str, Any]) -> dict[str, Any]:
    """Return the properties columns inherit, the nearest level's first."""
    return {name: level[name] for level in levels for name in INHERITED if name in level}


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names


def _titles(column: _Column) -> list[str]:
    """Return the titles of every language."""
    if isinstance(column.titles, dict):
        return [title for titles in column.titles.values() for title in _listed(titles)]
    return _listed(column.titles)


def _field(
    column: _Column, place: int, inherited: dict[str, Any], primary: tuple[str, ...], notes: list[str]
) -> StandardField:
    titles = _titles(column)
    name = column.name or next(iter(titles), f"_col.{place}")
    said = {**inherited, **_inherited(column.model_extra or {})}
    datatype = _checked_datatype(name, said, notes)
    if said.get("default"):
        notes.append(f"that a blank in {name} stands for {str(said['default'])[:60]!r}")
    elif said.get("required", False) not in (True, False):
        notes.append(f"the property 'required' of {name}")
    given = said.get("null", "")
    null = [value for value in (given if isinstance(given, list) else [given]) if isinstance(value, str)]
    if "" not in null:
        notes.append(f"that a blank in {name} is a value (null leaves it out)")
    return StandardField.model_validate(
        {
            "name": name,
            "title": next(iter(titles), ""),
            "aliases": tuple(titles[1:]),
            "required": said.get("required") is True and not said.get("default"),
            "unique": primary == (column.name,),
            "null": {value: "" for value in null if value},
            **datatype,
        }
    )


def _checked_datatype(name: str, said: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    """Return what a field says of its values; nothing where they are lists, which are not taken apart."""
    if said.get("separator") is not None:
        notes.append(f"the parts of {name}, which are separated by {str(said['separator'])[:20]!r}")
        return {}
    written = said.get("datatype", "string")
    datatype: dict[str, Any] = written if isinstance(written, dict) else {"base": written}
    base = str(datatype.get("base", "string"))
    own = {key: value for key, value in datatype.items() if ":" not in key and key not in ("@id", "base", "name")}
    kind = _kind(name, base, own.pop("format", None), notes)
    for key, value in own.items():
        limits = _limits(key, value, StandardField.model_validate({"name": name, **kind}))
        if not limits:
            notes.append(f"the property '{key}' of the datatype of {name}")
        kind |= limits
    return kind


def _kind(name: str, base: str, format_: Any, notes: list[str]) -> dict[str, Any]:
    """Return a field's type, form and bounds for a built-in datatype and its format."""
    if base in DECIMALS or base in INTEGERS:
        return _number(name, base, format_, notes)
    if base == "boolean":
        words = str(format_).split("|") if isinstance(format_, str) else list(TRUE_FALSE)
        if len(words) != 2 and format_ is not None:
            notes.append(f"the format of {name}")
            words = list(TRUE_FALSE)
        return {"type": "category", "form": "flag", "values": tuple(words)}
    if base in TIMES:
        type_, form = TIMES[base]
        return {"type": type_, "form": form, **_time_format(name, type_, form, format_, notes)}
    if base == "hexBinary":
        return {"pattern": HEX}
    if base not in ANY_TEXT:
        notes.append(f"that {name} is of the datatype {base[:60]}")
        return {}
    return _pattern(name, format_, notes)


def _number(name: str, base: str, format_: Any, notes: list[str]) -> dict[str, Any]:
    said = format_ if isinstance(format_, dict) else {}
    decimal, group = said.get("decimalChar", "."), said.get("groupChar") or ""
    readable = all(isinstance(sign, str) for sign in (decimal, group)) and len(decimal) == 1 and len(group) <= 1
    if (format_ is not None and not said) or "pattern" in said or not readable:
        notes.append(f"that {name} is of the datatype {base}, in a format of its own")
        return {}
    low, high = INTEGERS.get(base, (None, None))
    wide = base in ("number", "double", "float")
    written = Written(decimal=decimal, group=group, special=wide, exponent=wide, percent=True)
    type_: Type = "integer" if base in INTEGERS else "number"
    if type_ == "integer" and not group:
        return {"type": type_, "minimum": low, "maximum": high}
    return {"type": type_, "written": written, "minimum": low, "maximum": high}


def _time_format(name: str, type_: Type, form: Form | None, format_: Any, notes: list[str]) -> dict[str, Any]:
    if format_ is None:
        return {}
    if form in ("duration", "base64"):
        return _pattern(name, format_, notes)
    pattern = _strptime(str(format_))
    if not pattern or not (type_ in ("date", "datetime") or form == "time"):
        notes.append(f"the format {str(format_)[:60]!r} of {name}")
        return {"type": "string", "form": None}
    return {"format": pattern}


def _strptime(pattern: str) -> str:
    """Turn one of the patterns of section 6.4.4 into Python's; "" for fractions, zones and others."""
    parts = re.findall(r"[A-Za-z]+|[^A-Za-z]+", pattern.replace("T", " T "))
    pieces = []
    for part in parts:
        if part.isalpha() and part != "T":
            runs = [run.group() for run in re.finditer(r"(.)\1*", part)]
            if not all(run in SYMBOLS for run in runs):
                return ""
            pieces += [SYMBOLS[run] for run in runs]
        else:
            pieces.append(part.replace("%", "%%"))
    written = "".join(pieces).replace(" T ", "T")
    return "" if lexical.unusable(written) else written


def _pattern(name: str, format_: Any, notes: list[str]) -> dict[str, Any]:
    if format_ is None:
        return {}
    if not isinstance(format_, str) or cannot_run(format_):
        notes.append(f"the format of {name}")
        return {}
    # ECMAScript's test finds a match anywhere, and so do the editors' own tools.
    return {"pattern": lexical.anywhere(format_)}


def _limits(key: str, value: Any, field: StandardField) -> dict[str, Any]:
    """Return a length or bound as the field's own; nothing where it cannot be used."""
    whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if key in LENGTHS:
        usable = whole and field.type == "string" and field.form is None
        return dict.fromkeys(LENGTHS[key], value) if usable else {}
    if key not in BOUNDS or isinstance(value, bool) or not isinstance(value, str | int | float):
        return {}
    bound = _bound(value, field)
    return {} if bound is None else {BOUNDS[key]: bound}


def _bound(value: str | int | float, field: StandardField) -> str | float | None:
    import pandas as pd

    if field.type not in ORDERED and field.form != "time":
        return None
    for kind in (field, field.model_copy(update={"format": None, "written": None})):
        if read := str(lexical.plain(pd.Series([str(value)], dtype=str), kind).iloc[0]):
            return float(read) if field.type in ("integer", "number") else read
    return None


def _foreign_keys(schema: _Schema, table: _Table, path: Path, notes: list[str]) -> Iterator[ForeignKey]:
    for key in schema.foreignKeys:
        fields, there = tuple(_listed(key.columnReference)), key.reference
        reference = tuple(_listed(there.columnReference))
        if there.resource == table.url:
            yield ForeignKey(fields=fields, reference=reference)
        elif (found := within(path.parent, there.resource)) is not None:
            yield ForeignKey(fields=fields, reference=reference, resource=str(found), named=there.resource)
        else:
            said = there.resource[:60] or "a schema"
            notes.append(f"that {' and '.join(fields)} exist in {said} (not a file beside the metadata)")


def _unread(raw: dict[str, Any], table: _Table, schema: _Schema) -> Iterator[str]:
    """Name the properties that were not looked at. Those with a colon are remarks by the metadata's author."""
    levels = [raw, table.model_extra or {}, schema.model_extra or {}]
    levels += [column.model_extra or {} for column in schema.columns]
    known = DESCRIBING.union(INHERITED)
    unread = {name for level in levels for name in level if name not in known and ":" not in name and name[:1] != "@"}
    if unread:
        yield f"what the metadata says in {', '.join(sorted(unread))}"
