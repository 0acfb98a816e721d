"""Read a Table Schema, alone or in a Data Package, into a standard.

Source: Data Package, version 2 (https://datapackage.org/standard/table-schema/ and data-package/). What our
form cannot say becomes a note, and a note is reported as not checked.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ..loading.values import dates
from . import lexical
from .descriptors import bad_standard, file_name, no_such_table, read_json, validated, within
from .standard import (
    ORDERED,
    Codes,
    FieldsMatch,
    ForeignKey,
    Form,
    Source,
    Standard,
    StandardField,
    Type,
    Written,
    cannot_run,
)

TABLE_SCHEMA = "https://datapackage.org/standard/table-schema/"
TYPES: dict[str, Type] = {
    "string": "string", "any": "string", "integer": "integer", "number": "number", "date": "date",
    "yearmonth": "month", "datetime": "datetime", "year": "integer", "boolean": "category",
}  # fmt: skip
# Types that are text of a form, and formats of types that are. A list of text is any text.
FORMS: dict[tuple[str, str], Form] = {
    ("string", "email"): "email", ("string", "uri"): "uri", ("string", "uuid"): "uuid",
    ("string", "binary"): "base64", ("year", "default"): "year", ("boolean", "default"): "flag",
    ("time", "default"): "time", ("duration", "default"): "duration", ("object", "default"): "object",
    ("array", "default"): "array", ("geojson", "default"): "geojson", ("geojson", "topojson"): "topojson",
    ("geopoint", "default"): "point", ("geopoint", "array"): "point array", ("geopoint", "object"): "point object",
}  # fmt: skip
WITH_PATTERN = frozenset(("date", "datetime", "time"))
TRUE, FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
BOUNDS = {
    "minimum": "minimum", "maximum": "maximum", "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
}  # fmt: skip
LENGTHS = {"minLength": "min_length", "maxLength": "max_length"}
WITH_LENGTH = (None, "email", "uri", "uuid", "array", "object")
CONSTRAINTS = BOUNDS | LENGTHS | {"pattern": "pattern"}

Where = Callable[[str], ForeignKey | str]
"""Says where a table of that name is, as a key without fields would; or why it cannot be looked at."""


class _Descriptor(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class _Labelled(_Descriptor):
    value: str | int | float
    label: str = ""


class _Field(_Descriptor):
    name: str = Field(min_length=1)
    title: str = ""
    description: str = ""
    type: str = "any"
    format: str = "default"
    constraints: dict[str, Any] = Field(default_factory=dict)
    missingValues: list[str | _Labelled] | None = None
    categories: list[str | int | float | _Labelled] | None = None
    trueValues: tuple[str, ...] = TRUE
    falseValues: tuple[str, ...] = FALSE
    decimalChar: str = "."
    groupChar: str = ""
    bareNumber: bool = True
    itemType: str = "string"


class _Reference(_Descriptor):
    resource: str = ""
    fields: str | list[str]


class _ForeignKey(_Descriptor):
    fields: str | list[str]
    reference: _Reference


class _Schema(_Descriptor):
    fields: list[_Field] = Field(min_length=1)
    fieldsMatch: FieldsMatch | list[FieldsMatch] = "exact"
    missingValues: list[str | _Labelled] = [""]
    primaryKey: str | list[str] = Field(default_factory=list)
    uniqueKeys: list[list[str]] = Field(default_factory=list)
    foreignKeys: list[_ForeignKey] = Field(default_factory=list)


class _Resource(_Descriptor):
    name: str = ""
    title: str = ""
    path: str | list[str] = ""
    schema_: str | dict[str, Any] | None = Field(default=None, alias="schema")

    @property
    def paths(self) -> list[str]:
        return [self.path] if isinstance(self.path, str) else self.path


class _Package(_Descriptor):
    name: str = ""
    resources: list[_Resource] = Field(min_length=1)


def read_schema(name: str, title: str, schema: dict[str, Any], where: Where) -> Standard:
    """Read a Table Schema descriptor.

    Parameters
    ----------
    name, title
        What to call the standard.
    schema
        The descriptor, as JSON.
    where
        Says where the tables are that foreign keys name.

    Raises
    ------
    BadStandard
        It is not in the form of a Table Schema.
    """
    read = validated(lambda: _Schema.model_validate(schema), name, f"a Table Schema ({TABLE_SCHEMA})")
    notes: list[str] = []
    primary = _listed(read.primaryKey)
    unique = [tuple(key) for key in (primary, *read.uniqueKeys) if key]
    alone = {key[0] for key in unique if len(key) == 1}
    match: FieldsMatch = "exact"
    for said in [read.fieldsMatch] if isinstance(read.fieldsMatch, str) else read.fieldsMatch[:1]:
        match = said
    return validated(
        lambda: Standard(
            name=name,
            title=title,
            source=Source(title="The table's own schema (Table Schema)", url=TABLE_SCHEMA),
            fields=tuple(_field(raw, read.missingValues, primary, alone, notes) for raw in read.fields),
            unique_keys=tuple(key for key in dict.fromkeys(unique) if len(key) > 1),
            foreign_keys=tuple(_foreign_keys(read.foreignKeys, where, notes)),
            fields_match=match,
            closed=match in ("exact", "equal", "superset"),
            notes=tuple(notes),
        ),
        name,
        f"a Table Schema ({TABLE_SCHEMA})",
    )


def read_descriptor(path: Path, raw: dict[str, Any], table: str) -> Standard:
    """Read a file that is a Table Schema, a Data Resource or a Data Package.

    Parameters
    ----------
    path
        The file; tables and schemas it names are looked for in its folder.
    raw
        What is in it.
    table
        The table it is for; a package's resource is known by the file's name.

    Raises
    ------
    BadStandard
        It is none of them.
    NotFound
        The package has several resources, and none of this name.
    """
    if "fields" in raw:
        return read_schema(str(raw.get("name") or path.name), str(raw.get("title") or path.name), raw, _nowhere)
    described = raw if "resources" in raw else {"resources": [raw]}
    if "resources" not in raw and "schema" not in raw:
        raise bad_standard(
            str(path), f"JSON with {', '.join(sorted(raw)[:8]) or 'nothing'}",
            "a Table Schema (fields), a Data Package (resources) or CSVW metadata (@context)",
        )  # fmt: skip
    package = validated(lambda: _Package.model_validate(described), str(path), "a Data Package with its resources")
    resource = _resource_of(package, path, table)
    schema = resource.schema_
    if isinstance(schema, str):
        found = within(path.parent, schema)
        if found is None or not found.is_file():
            raise bad_standard(
                str(path), f"a schema of {resource.name!r} that is not beside it: {schema!r}", "a file in its folder"
            )
        schema = read_json(found)
    if schema is None:
        raise bad_standard(str(path), f"no schema of the resource {resource.name!r}", "a Table Schema")
    name = "/".join(part for part in (package.name, resource.name) if part) or path.name
    return read_schema(name, resource.title or name, schema, _tables_of(package, path))


def collection_tables(collection: str) -> Where:
    """Say where the tables of an embedded collection are."""
    return lambda table: ForeignKey.model_construct(resource=f"{collection}/{table}", named=f"{collection}/{table}")


def _nowhere(table: str) -> str:
    return f"no data package says where {table} is"


def _tables_of(package: _Package, path: Path) -> Where:
    paths = {resource.name: resource.paths for resource in package.resources}

    def where(table: str) -> ForeignKey | str:
        if table not in paths:
            return ForeignKey.model_construct(resource=table, named=table, absent=True)
        found = within(path.parent, paths[table][0]) if len(paths[table]) == 1 else None
        if found is None:
            return f"{table} is not one file beside the data package"
        return ForeignKey.model_construct(resource=str(found), named=file_name(paths[table][0]))

    return where


def _resource_of(package: _Package, path: Path, table: str) -> _Resource:
    called = [
        resource
        for resource in package.resources
        if table and file_name(table) in {file_name(written) for written in resource.paths}
    ]
    if called:
        return called[0]
    if len(package.resources) == 1:
        return package.resources[0]
    raise no_such_table(str(path), table, [p for resource in package.resources for p in resource.paths if p])


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names


def _foreign_keys(keys: list[_ForeignKey], where: Where, notes: list[str]) -> list[ForeignKey]:
    found = []
    for key in keys:
        fields, reference = tuple(_listed(key.fields)), tuple(_listed(key.reference.fields))
        place = where(key.reference.resource) if key.reference.resource else ForeignKey.model_construct(resource="")
        if isinstance(place, str):
            notes.append(f"that {' and '.join(fields)} exist in {key.reference.resource} ({place})")
        else:
            found.append(
                ForeignKey(
                    fields=fields, reference=reference,
                    resource=place.resource, named=place.named, absent=place.absent,
                )
            )  # fmt: skip
    return found


def _field(
    raw: _Field, missing: list[str | _Labelled], primary: list[str], alone: set[str], notes: list[str]
) -> StandardField:
    type_, form, format_ = _kind(raw, notes)
    null = _null(raw.name, missing if raw.missingValues is None else raw.missingValues, notes)
    limits, enum = dict(raw.constraints), _allowed(raw)
    values = (*raw.trueValues, *raw.falseValues) if form == "flag" else ()
    if enum and type_ == "string" and not form:
        type_, values, enum = "category", enum, ()
    field = StandardField(
        name=raw.name,
        title=raw.title,
        description=raw.description,
        type=type_,
        required=_truth(limits.pop("required", False), raw.name, "required", notes) or raw.name in primary,
        unique=_truth(limits.pop("unique", False), raw.name, "unique", notes) or raw.name in alone,
        values=values,
        enum=enum,
        codes=_code_list(raw),
        form=form,
        format=format_,
        written=_written(raw, notes) if type_ in ("integer", "number") else None,
        null=null,
    )
    if isinstance(limits.get("enum"), list):
        del limits["enum"]
    usable = {
        ours: limit
        for theirs, ours in CONSTRAINTS.items()
        if not (raw.type == "list" and theirs in LENGTHS)
        and (limit := _limit(theirs, limits.get(theirs), field)) is not None
    }
    unusable = [limit for limit in limits if CONSTRAINTS.get(limit) not in usable]
    notes.extend(f"the constraint '{limit}' of {raw.name}" for limit in sorted(unusable))
    if type_ == "datetime" and any(name in usable for name in BOUNDS.values()):
        notes.append(f"the bounds of {raw.name} where the offset from UTC is another")
    return StandardField.model_validate({**field.model_dump(), **usable})


def _kind(raw: _Field, notes: list[str]) -> tuple[Type, Form | None, str | None]:
    """Return our type, form and format for a type and format of Table Schema."""
    said = raw.format.removeprefix("fmt:") or "default"
    if raw.type in WITH_PATTERN and said != "default":
        if not lexical.unusable(said) and (raw.type, said) != ("time", lexical.ANY_FORMAT):
            return TYPES.get(raw.type, "string"), "time" if raw.type == "time" else None, said
        notes.append(f"that {raw.name} is a {raw.type} written as {said}")
        return "string", None, None
    form = FORMS.get((raw.type, said))
    if raw.type == "list" and raw.itemType != "string":
        notes.append(f"that the items of {raw.name} are of the type {raw.itemType}")
    elif raw.type not in (*TYPES, "list") and form is None:
        notes.append(f"that {raw.name} is a {raw.type}{'' if said == 'default' else f' written as {said}'}")
    elif said != "default" and form is None:
        notes.append(f"that {raw.name} is written as {said}")
    if form in ("geojson", "topojson"):
        notes.append(f"more of the {raw.type} in {raw.name} than what kind of object it is")
    return TYPES.get(raw.type, "string"), form or FORMS.get((raw.type, "default")), None


def _null(name: str, missing: list[str | _Labelled], notes: list[str]) -> dict[str, str]:
    labels = {item: "" for item in missing if isinstance(item, str)}
    labels |= {str(item.value): item.label for item in missing if isinstance(item, _Labelled)}
    if "" not in labels:
        notes.append(f"that a blank in {name} is a value (missingValues leaves it out)")
    return {value: label for value, label in labels.items() if value}


def _allowed(raw: _Field) -> tuple[str, ...]:
    """Return the values of ``enum``, or where there is none of ``categories``."""
    listed = raw.constraints.get("enum")
    if not isinstance(listed, list):
        listed = [item.value if isinstance(item, _Labelled) else item for item in raw.categories or ()]
    words = {True: "true", False: "false"}
    return tuple(words[value] if isinstance(value, bool) else str(value) for value in listed)


def _written(raw: _Field, notes: list[str]) -> Written | None:
    """Say how numbers are written; None where a value needs no reading."""
    if len(raw.decimalChar) != 1 or len(raw.groupChar) > 1:
        notes.append(f"numbers of {raw.name} written with {raw.decimalChar!r} and {raw.groupChar!r}")
        return Written(special=True)
    if raw.type != "number" and not raw.groupChar and raw.bareNumber:
        return None
    return Written(decimal=raw.decimalChar, group=raw.groupChar, bare=raw.bareNumber, special=raw.type == "number")


def _truth(value: Any, name: str, constraint: str, notes: list[str]) -> bool:
    if not isinstance(value, bool):
        notes.append(f"the constraint '{constraint}' of {name}")
    return value is True


def _limit(name: str, value: Any, field: StandardField) -> Any:
    """Read a constraint as one of ours; None where it is none, or cannot be used with the type."""
    if name in LENGTHS:
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return value if whole and field.type in ("string", "category") and field.form in WITH_LENGTH else None
    if name == "pattern":
        return value if isinstance(value, str) and not cannot_run(value) else None
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if field.type in ("integer", "number"):
        return _number(value, field)
    if field.type not in ORDERED and field.form != "time":
        return None
    return _moment(str(value), field)


def _number(value: str | int | float, field: StandardField) -> float | None:
    import pandas as pd

    if not isinstance(value, str):
        return float(value)
    read = lexical.plain(pd.Series([value], dtype=str), field).iloc[0]
    return float(read) if read else None


def _moment(value: str, field: StandardField) -> str | None:
    """Return a bound as ISO 8601; one that is not written as values are may be in ISO already."""
    import pandas as pd

    if field.type == "date" and not field.format:
        return value if dates.is_iso_date(value) else None
    for kind in (field, field.model_copy(update={"format": None})):
        if read := str(lexical.plain(pd.Series([value], dtype=str), kind).iloc[0]):
            return read
    return None


def _code_list(raw: _Field) -> Codes | None:
    listed = (raw.model_extra or {}).get("ndl:codeList")
    if listed is None:
        return None
    return Codes.model_validate({("column" if key == "field" else key): value for key, value in dict(listed).items()})
