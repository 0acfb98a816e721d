"""A standard: the columns a table should have and what their values should be, as data.

Ours are short YAML files in ``standards/``; a Table Schema that comes with a data package is read into
the same form.
"""

from __future__ import annotations

import datetime as dt
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ..errors import BadStandard, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

Type = Literal["string", "integer", "number", "date", "month", "datetime", "uri", "category"]
ORDERED: frozenset[Type] = frozenset({"integer", "number", "date", "month", "datetime"})
MAX_STANDARD_BYTES = 1_000_000


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Codes(_Frozen):
    """A code list a column's values must come from, and the axis of coverage it spans."""

    resource: str
    column: str
    axis: Literal["area", "period", "group", "record"]


class StandardField(_Frozen):
    """One column of a standard.

    Attributes
    ----------
    name, title, description
        Table Schema's own.
    type
        What a value must be; ``category`` means one of ``values``.
    required
        Whether a blank is a finding.
    unique
        Whether the same value twice is a finding.
    minimum, maximum
        Inclusive bounds of a number, or of a date or month written as ISO 8601.
    values
        Values allowed in a ``category``.
    replace
        Values people write, and what they mean; compared without regard to case.
    units
        Endings of a number that may be cut off, such as ``ha``.
    aliases
        Other names a column may go by.
    default_from
        Columns to take a blank value from, in order.
    coordinate
        Which half of a pair of WGS84 coordinates this is.
    codes
        The code list values must come from.
    pattern
        Regular expression a value must match from end to end. It may not look ahead or refer back, so
        that no value can make it run for ever.
    """

    name: Annotated[str, Field(min_length=1)]
    title: str = ""
    description: str = ""
    type: Type = "string"
    required: bool = False
    unique: bool = False
    minimum: float | str | None = None
    maximum: float | str | None = None
    values: tuple[str, ...] = ()
    replace: dict[str, str] = Field(default_factory=dict)
    units: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    default_from: tuple[str, ...] = ()
    coordinate: Literal["longitude", "latitude"] | None = None
    codes: Codes | None = None
    pattern: str | None = None

    @field_validator("minimum", "maximum", mode="before")
    @classmethod
    def _date_as_text(cls, bound: Any) -> Any:
        return bound.isoformat() if isinstance(bound, dt.date) else bound  # YAML reads 2020-01-01 as a date

    @model_validator(mode="after")
    def _holds_together(self) -> StandardField:
        if (self.type == "category") != bool(self.values):
            raise ValueError("'values' must be given for a category, and only for a category")
        bounds = [bound for bound in (self.minimum, self.maximum) if bound is not None]
        if bounds and self.type not in ORDERED:
            raise ValueError(f"a {self.type} has no bounds")
        if self.type in ("integer", "number"):
            if any(isinstance(bound, str) for bound in bounds):
                raise ValueError("the bounds of a number must be numbers")
        elif not all(re.match(r"\d{4}-\d{2}", str(bound)) for bound in bounds):
            raise ValueError("the bounds of a date must be written YYYY-MM-DD, those of a month YYYY-MM")
        if self.pattern is not None and (complaint := _cannot_run(self.pattern)):
            raise ValueError(f"'pattern' {complaint}")
        return self


def _cannot_run(pattern: str) -> str:
    """Say why a pattern cannot be used, "" if it can: RE2 must take it, whose time grows only with the text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        re.compile(pattern)
        pc.match_substring_regex(pa.array([""]), f"(?:{pattern})")
    except re.error as error:
        return f"is no regular expression ({error})"
    except pa.ArrowInvalid as error:
        return f"is one that cannot be run safely ({error})"
    return ""


class Source(_Frozen):
    """The published guidance a standard was written from."""

    title: str
    url: str


class Standard(_Frozen):
    """The columns a table should have, in order, and the values that only stand for *missing*."""

    name: Annotated[str, Field(min_length=1)]
    title: str
    source: Source
    fields: Annotated[tuple[StandardField, ...], Field(min_length=1)]
    missing: tuple[str, ...] = ()
    closed: bool = True
    notes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_hold(self) -> Standard:
        names = [field.name for field in self.fields]
        if len(set(names)) < len(names):
            raise ValueError("two fields have the same name")
        for field in self.fields:
            if unknown := set(field.default_from) - set(names):
                raise ValueError(f"default_from of {field.name!r} names no field: {sorted(unknown)}")
        return self

    def field(self, name: str) -> StandardField:
        """Return the field of that name."""
        return next(field for field in self.fields if field.name == name)


def names() -> tuple[str, ...]:
    """Names of the standards that come with the package."""
    return tuple(sorted(Path(entry.name).stem for entry in _folder().iterdir() if entry.name.endswith(".yaml")))


def standard_named(name: str | Path) -> Standard:
    """Read a built-in standard by name, or one of the user's own from a YAML file.

    Raises
    ------
    NotFound
        It is neither.
    BadStandard
        The file is not in the form a standard must have.
    """
    text = str(name)
    if text in names():
        return _parse((_folder() / f"{text}.yaml").read_text(encoding="utf-8"), text)
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # the home of nobody
        path = Path(text)
    if path.suffix in (".yaml", ".yml") and path.is_file():
        return _parse(_read(path), text)
    raise NotFound(
        found=f"no standard called {text!r}",
        expected=f"one of {', '.join(names())}, or a YAML file of your own",
        done="nothing was checked",
        next="leave the standard out to check what any table should be",
    )


def standard_from_schema(name: str, title: str, schema: dict[str, Any]) -> Standard:
    """Read the Table Schema descriptor of the table ``collection/table``.

    Types and constraints this form cannot say are listed in ``notes``, and reported as not checked.
    """
    keys = schema.get("primaryKey", [])
    keys = [keys] if isinstance(keys, str) else keys
    notes: list[str] = []
    if len(keys) > 1:
        notes.append(f"that {' and '.join(keys)} together are unique")
    codes = {field["name"]: _code_list(field) for field in schema["fields"] if "ndl:codeList" in field}
    for key in schema.get("foreignKeys", []):
        if len(key["fields"]) > 1:
            notes.append(f"that {' and '.join(key['fields'])} together exist in {key['reference']['resource']}")
        else:
            codes[key["fields"][0]] = _foreign_key(key, collection=name.partition("/")[0])
    fields = tuple(_field(raw, keys, codes.get(raw["name"]), notes) for raw in schema["fields"])
    return Standard(
        name=name,
        title=title,
        source=Source(
            title="The table's own schema (Table Schema)",
            url="https://datapackage.org/standard/table-schema/",
        ),
        fields=fields,
        missing=tuple(value for value in schema.get("missingValues", [""]) if value),
        notes=tuple(notes),
    )


_TYPES: dict[str, Type] = {
    "string": "string", "any": "string", "integer": "integer", "number": "number", "date": "date",
    "yearmonth": "month", "datetime": "datetime", "year": "integer",
}  # fmt: skip
_UNDERSTOOD = {"required", "unique", "enum", "minimum", "maximum", "pattern"}


def _field(raw: dict[str, Any], keys: list[str], codes: Codes | None, notes: list[str]) -> StandardField:
    limits = raw.get("constraints", {})
    kind = raw.get("type", "string")
    values = tuple(str(value) for value in limits.get("enum", ()))
    if kind == "boolean":
        values = (*raw.get("trueValues", ("true",)), *raw.get("falseValues", ("false",)))
    elif kind not in _TYPES:
        notes.append(f"that {raw['name']} is a {kind}")
    type_: Type = "category" if values else _TYPES.get(kind, "string")
    unusable = set(limits) - _UNDERSTOOD
    if type_ not in ORDERED:
        unusable |= set(limits) & {"minimum", "maximum"}
    if _cannot_run(limits.get("pattern", "")):
        unusable.add("pattern")
    notes.extend(f"the constraint '{limit}' of {raw['name']}" for limit in sorted(unusable))
    limits = {name: limit for name, limit in limits.items() if name not in unusable}
    return StandardField(
        name=raw["name"],
        title=raw.get("title", ""),
        description=raw.get("description", ""),
        type=type_,
        required=limits.get("required", False) or raw["name"] in keys,
        unique=limits.get("unique", False) or keys == [raw["name"]],
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        values=values,
        codes=codes,
        pattern=limits.get("pattern"),
    )


def _foreign_key(key: dict[str, Any], collection: str) -> Codes:
    reference = key["reference"]
    return Codes(resource=f"{collection}/{reference['resource']}", column=reference["fields"][0], axis="record")


def _code_list(field: dict[str, Any]) -> Codes:
    listed = field["ndl:codeList"]
    return Codes(resource=listed["resource"], column=listed["field"], axis=listed["axis"])


def _folder() -> Any:
    return resources.files("ndl_workbench.quality") / "standards"


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
        if len(content) > MAX_STANDARD_BYTES:
            raise _bad(str(path), f"{len(content):,} bytes", f"at most {MAX_STANDARD_BYTES:,}")
        return content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(str(path), f"a file that cannot be read ({error})", "YAML in UTF-8") from None


def _parse(text: str, name: str) -> Standard:
    import yaml

    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _bad(name, f"text that is not YAML ({error})", "YAML") from None
    except RecursionError:
        raise _bad(name, "YAML nested too deeply", "a few levels") from None
    try:
        return Standard.model_validate(raw)
    except ValidationError as error:
        raise _bad(name, "; ".join(_complaints(error)), "the form described in CONTRIBUTING, 'A standard'") from None


def _complaints(error: ValidationError) -> Iterator[str]:
    for problem in error.errors()[:3]:
        where = ".".join(str(part) for part in problem["loc"]) or "the file"
        yield f"{where}: {problem['msg']}"


def _bad(name: str, found: str, expected: str) -> BadStandard:
    return BadStandard(
        found=f"{found} in the standard {name!r}",
        expected=expected,
        done="nothing was checked",
        next="mend the file and try again",
    )
