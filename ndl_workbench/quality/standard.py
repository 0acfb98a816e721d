"""A standard: the columns a table should have and what their values should be, as data.

Ours are short YAML files in ``standards/``. Table Schema, Data Package and CSVW metadata are read into the
same form (``table_schema``, ``csvw``).
"""

from __future__ import annotations

import datetime as dt
import re
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from ..errors import NotFound
from . import lexical
from .descriptors import bad_standard, read_json, read_text, validated
from .parts import Area, Frozen
from .parts import Codes as Codes
from .parts import Source as Source
from .parts import Written as Written

Type = Literal["string", "integer", "number", "date", "month", "datetime", "uri", "category"]
Form = Literal[
    "email", "uri", "uuid", "base64", "time", "duration", "object", "array", "geojson", "topojson",
    "point", "point array", "point object", "year", "flag",
]  # fmt: skip
Severity = Literal["critical", "error", "warning", "notice", "info", "debug"]
Dimension = Literal["completeness", "uniqueness", "consistency", "timeliness", "validity", "accuracy"]
Responsibility = Literal["external", "internal"]
FieldsMatch = Literal["exact", "equal", "subset", "superset", "partial"]
ORDERED: frozenset[Type] = frozenset({"integer", "number", "date", "month", "datetime"})
# Each is parsed by DuckDB, which takes about a hundredth of a second.
MOST_CHECKS = 200
# The type a form goes with, where it is not a string.
FORM_OF: dict[Form, Type] = {"year": "integer", "flag": "category"}
OURS_FORM = "the form described in CONTRIBUTING, 'A standard'"
# It asks for the layout of a workbook and for no columns, so it is not written as the others are.
LAYOUT = "statistical-table"


class StandardField(Frozen):
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
    minimum, maximum, exclusive_minimum, exclusive_maximum
        Bounds of a number, or of a date, month or time written as ISO 8601; a value on an exclusive one is
        outside.
    min_length, max_length
        Fewest and most characters; of a JSON list or object, members.
    values
        Values allowed in a ``category``.
    enum
        Values allowed in a column of any other type, compared as what they mean: 1.0 is 1.
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
    form
        A form of text that the type does not say: an email address, a time, GeoJSON, …
    format
        How a date, datetime or time is written, as Python's ``strptime`` says it, or ``any``; ISO 8601 when
        left out. Values are not mended where it is given.
    written
        How numbers are written, when not with digits and a point alone.
    separator
        What stands between the values, where a cell holds several; each must then be of the type.
    null
        Values that the standard says stand for a blank, exactly so written, and what each means.
    """

    name: Annotated[str, Field(min_length=1)]
    title: str = ""
    description: str = ""
    type: Type = "string"
    required: bool = False
    unique: bool = False
    minimum: float | str | None = None
    maximum: float | str | None = None
    exclusive_minimum: float | str | None = None
    exclusive_maximum: float | str | None = None
    min_length: Annotated[int, Field(ge=0)] | None = None
    max_length: Annotated[int, Field(ge=0)] | None = None
    values: tuple[str, ...] = ()
    enum: tuple[str, ...] = ()
    replace: dict[str, str] = Field(default_factory=dict)
    units: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    default_from: tuple[str, ...] = ()
    coordinate: Literal["longitude", "latitude"] | None = None
    codes: Codes | None = None
    pattern: str | None = None
    form: Form | None = None
    format: str | None = None
    written: Written | None = None
    separator: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    null: dict[str, str] = Field(default_factory=dict)

    @field_validator("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", mode="before")
    @classmethod
    def _date_as_text(cls, bound: Any) -> Any:
        return bound.isoformat() if isinstance(bound, dt.date) else bound  # YAML reads 2020-01-01 as a date

    @property
    def bounds(self) -> tuple[float | str, ...]:
        """Every bound that is given."""
        four = (self.minimum, self.maximum, self.exclusive_minimum, self.exclusive_maximum)
        return tuple(bound for bound in four if bound is not None)

    @model_validator(mode="after")
    def _holds_together(self) -> StandardField:
        if (self.type == "category") != bool(self.values):
            raise ValueError("'values' must be given for a category, and only for a category")
        if self.form and self.type != FORM_OF.get(self.form, "string"):
            raise ValueError(f"the form {self.form!r} is one of a {FORM_OF.get(self.form, 'string')}")
        if self.written and self.type not in ("integer", "number"):
            raise ValueError("'written' is for numbers")
        if self.separator and (self.type != "uri" or not lexical.may_separate(self.separator)):
            raise ValueError("'separator' is for web addresses: a sign other than a letter, a digit and :/?#.-_~%")
        self._bounds_hold()
        if self.pattern is not None and (complaint := cannot_run(self.pattern)):
            raise ValueError(f"'pattern' {complaint}")
        if self.format is not None:
            if self.type not in ("date", "datetime") and self.form != "time":
                raise ValueError("'format' is for a date, datetime or time")
            if complaint := lexical.unusable(self.format):
                raise ValueError(f"'format' {complaint}")
        return self

    def _bounds_hold(self) -> None:
        if self.bounds and self.type not in ORDERED and self.form != "time":
            raise ValueError(f"a {self.type} has no bounds")
        if self.type in ("integer", "number"):
            if any(isinstance(bound, str) for bound in self.bounds):
                raise ValueError("the bounds of a number must be numbers")
        elif self.form == "time":
            if not all(re.fullmatch(r"\d\d:\d\d:\d\d", str(bound)) for bound in self.bounds):
                raise ValueError("the bounds of a time must be written hh:mm:ss, in quotes")
        elif not all(re.match(r"\d{4}-\d{2}", str(bound)) for bound in self.bounds):
            raise ValueError("the bounds of a date must be written YYYY-MM-DD, those of a month YYYY-MM")


def cannot_run(pattern: str) -> str:
    """Say why a pattern cannot be used, "" if it can: RE2 must take it, whose time grows only with the text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        re.compile(pattern)
        pc.match_substring_regex(pa.array([""]), f"(?:{pattern})")
    except (re.error, RecursionError, OverflowError) as error:
        return f"is no regular expression ({error})"
    except pa.ArrowInvalid as error:
        return f"is one that cannot be run safely ({error})"
    return ""


class ForeignKey(Frozen):
    """Columns whose values must stand together in a row of a table.

    Attributes
    ----------
    fields, reference
        Columns here, and as many there.
    resource
        The other table, as ``load`` takes it; "" for this one.
    named
        What the standard calls it.
    absent
        Whether the standard describes no such table.
    """

    fields: Annotated[tuple[str, ...], Field(min_length=1)]
    reference: tuple[str, ...]
    resource: str = ""
    named: str = ""
    absent: bool = False

    @model_validator(mode="after")
    def _as_many(self) -> ForeignKey:
        if len(self.fields) != len(self.reference):
            raise ValueError("a foreign key must name as many columns there as here")
        return self


class RowCheck(Frozen):
    """A rule of a standard's own over the values of a row.

    Attributes
    ----------
    name, sentence, url, fix
        What it is called, what is wrong where it fails, where to read about it, and what to do.
    expression
        DuckDB SQL over the row's fields that is true for a good row (see ``expressions``).
    severity, responsibility, dimension
        In the vocabularies of the Planning Data specification and the Government Data Quality Framework.
    """

    name: Annotated[str, Field(min_length=1, max_length=100)]
    sentence: Annotated[str, Field(min_length=1)]
    expression: Annotated[str, Field(min_length=1)]
    dimension: Dimension
    url: Annotated[str, Field(pattern=r"\Ahttps?://\S+\z|\A\z")] = ""
    severity: Severity = "error"
    responsibility: Responsibility = "external"
    fix: str = "Check the values of these columns against each other."

    @field_validator("expression")
    @classmethod
    def _can_be_read(cls, expression: str) -> str:
        from .expressions import complaint

        if why := complaint(expression):
            raise ValueError(f"{why}; expected one expression that is true for a good row")
        return expression


class Standard(Frozen):
    """The columns a table should have, in order, and the values that only stand for *missing*.

    ``fields_match`` says how strictly the columns must be those of the fields, in Table Schema's words;
    without it only required columns must be there. Of each of ``unique_keys`` the values must together differ.
    ``within`` is where the points of its two coordinates must lie; without it, Great Britain.
    """

    name: Annotated[str, Field(min_length=1)]
    title: str
    source: Source
    fields: Annotated[tuple[StandardField, ...], Field(min_length=1)]
    missing: tuple[str, ...] = ()
    closed: bool = True
    notes: tuple[str, ...] = ()
    checks: Annotated[tuple[RowCheck, ...], Field(max_length=MOST_CHECKS)] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    fields_match: FieldsMatch | None = None
    within: Area | None = None

    @model_validator(mode="after")
    def _names_hold(self) -> Standard:
        names = [field.name for field in self.fields]
        if len(set(names)) < len(names):
            raise ValueError("two fields have the same name")
        for field in self.fields:
            if unknown := set(field.default_from) - set(names):
                raise ValueError(f"default_from of {field.name!r} names no field: {sorted(unknown)}")
        for key in (*self.unique_keys, *(key.fields for key in self.foreign_keys)):
            if unknown := set(key) - set(names):
                raise ValueError(f"a key names no field: {sorted(unknown)}")
        if self.within and {"longitude", "latitude"} - {field.coordinate for field in self.fields}:
            raise ValueError("'within' is for points: a field must be their longitude and another their latitude")
        if len({check.name for check in self.checks}) < len(self.checks):
            raise ValueError("two checks have the same name")
        return self

    def field(self, name: str) -> StandardField:
        """Return the field of that name."""
        return next(field for field in self.fields if field.name == name)


def names() -> tuple[str, ...]:
    """Names of the standards that come with the package."""
    files = (Path(entry.name).stem for entry in _folder().iterdir() if entry.name.endswith(".yaml"))
    return tuple(sorted((LAYOUT, *files)))


def standard_named(name: str | Path, table: str = "") -> Standard:
    """Read a built-in standard by name, or one of the user's own from a file.

    Parameters
    ----------
    name
        Name of a built-in one, or a file: our YAML, or in JSON a Table Schema, a Data Package or CSVW metadata.
    table
        The table it is for. A file that describes several is searched for the one of this file name.

    Raises
    ------
    NotFound
        It is neither, or the file describes no such table.
    BadStandard
        The file is not in the form a standard must have.
    """
    text = str(name)
    if text == LAYOUT:
        from .workbook_rules import STANDARD

        return STANDARD
    if text in names():
        return _parse((_folder() / f"{text}.yaml").read_text(encoding="utf-8"), text)
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # the home of nobody
        path = Path(text)
    if path.suffix in (".yaml", ".yml") and path.is_file():
        return _parse(read_text(path), text)
    if path.suffix == ".json" and path.is_file():
        return _described(path, table)
    raise NotFound(
        found=f"no standard called {text!r}",
        expected=f"one of {', '.join(names())}, or a YAML or JSON file of your own",
        done="nothing was checked",
        next="leave the standard out to check what any table should be",
    )


def standard_from_schema(name: str, title: str, schema: dict[str, Any]) -> Standard:
    """Read the Table Schema of the table ``collection/table``, as :func:`.table_schema.read_schema` does."""
    from .table_schema import collection_tables, read_schema

    return read_schema(name, title, schema, collection_tables(name.partition("/")[0]))


def _described(path: Path, table: str) -> Standard:
    """Read a descriptor in JSON, known by its own properties."""
    from . import csvw, table_schema

    raw = read_json(path)
    if csvw.is_csvw(raw):
        return csvw.read_metadata(path, raw, table)
    return table_schema.read_descriptor(path, raw, table)


def _folder() -> Any:
    return resources.files("ndl_workbench.quality") / "standards"


def _parse(text: str, name: str) -> Standard:
    import yaml

    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise bad_standard(name, f"text that is not YAML ({error})", "YAML") from None
    except RecursionError:
        raise bad_standard(name, "YAML nested too deeply", "a few levels") from None
    return validated(lambda: Standard.model_validate(raw), name, OURS_FORM)
