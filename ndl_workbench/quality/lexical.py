"""How values are written where a standard says so, and what they then mean.

Numbers with other signs for the decimal point, dates after a pattern, and forms of text such as an email
address or a point. The forms are those of Table Schema (https://datapackage.org/standard/table-schema/,
"Field Types") and of the datatypes of XML Schema that it and CSVW refer to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..loading.values import dates

if TYPE_CHECKING:
    import pandas as pd

    from .standard import StandardField

    Text = pd.Series[str]
    Mask = pd.Series[bool]

INTEGER = r"[-+]?[0-9]+"
NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
MONTH = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
ADDRESS = r"(?i:https?)://[^\s/?#]+\.[^\s]+"
ANY_FORMAT = "any"
ANYTHING = "(?s:.*)"
# No number or moment that people write is longer.
LONGEST = 1_000
LONGEST_MOMENT = 60
SPECIAL = {"nan": "nan", "inf": "inf", "-inf": "-inf"}
SCALES = {"%": 100, "‰": 1000}
# RFC 7946, sections 1.4 and 7.
GEOJSON = frozenset(
    ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
     "Feature", "FeatureCollection")
)  # fmt: skip

_ZONE = r"(?:Z|[+-]\d\d:[0-5]\d)?"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_MOMENT = re.compile(rf"\d{{4}}-\d\d-\d\d[T ]{_CLOCK}(?::[0-5]\d(?:\.\d{{1,6}})?)?{_ZONE}", re.ASCII)
_DURATION = re.compile(
    r"-?P(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?P<time>T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?", re.ASCII
)  # fmt: skip
_HEX = r"[0-9A-Fa-f]"
_PATTERNS = {
    "email": re.compile(r"[^@\s]+@[^@\s]+"),
    "uri": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.ASCII),
    "uuid": re.compile(rf"{_HEX}{{8}}-(?:{_HEX}{{4}}-){{3}}{_HEX}{{12}}"),
    "base64": re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
    "year": re.compile(r"-?\d{4,9}", re.ASCII),
    "time": re.compile(rf"{_CLOCK}:[0-5]\d(?:\.\d+)?{_ZONE}", re.ASCII),
}
_PAIR = re.compile(rf"({NUMBER}), ?({NUMBER})", re.ASCII)

SAID = {
    "email": "an email address", "uri": "an address with its scheme, such as https:", "uuid": "a UUID",
    "base64": "base64", "year": "a year of four digits", "time": "a time as hh:mm:ss",
    "duration": "a duration such as P1Y2M or PT5M", "object": "a JSON object", "array": "a JSON list",
    "geojson": "GeoJSON", "topojson": "TopoJSON", "point": "longitude, latitude",
    "point array": "[longitude, latitude]", "point object": '{"lon": …, "lat": …}',
}  # fmt: skip


def plain(text: Text, field: StandardField) -> Text:
    """Rewrite values as they would be written plainly, so that they can be compared.

    Parameters
    ----------
    text
        Series of ``str`` with no blanks.
    field
        Says the type and how it is written.

    Returns
    -------
    pandas.Series of str
        Numbers with digits, a point and no more; dates, months and times in ISO 8601; anything else as it is.
        "" for a value that cannot be read as the field's type.
    """
    if field.type in ("integer", "number"):
        if field.written is None:
            return text.where(text.str.fullmatch(INTEGER if field.type == "integer" else NUMBER), "")
        return _each(text, lambda value: _plain_number(value, field))
    if field.format:
        return _each(text, lambda value: _by_format(value, field))
    if field.type == "date":
        return text.where(dates.is_iso(text), "")
    if field.type == "month":
        return text.where(text.str.fullmatch(MONTH), "")
    if field.type == "datetime":
        return _each(text, _plain_moment)
    if field.form == "time":
        return text.where(in_form(text, field), "")
    return text


def meaning(text: Text, field: StandardField) -> pd.Series[Any]:
    """Return values that compare as what they mean: floats (NaN where there is none) or text that sorts."""
    import pandas as pd

    written = plain(text, field)
    return pd.to_numeric(written, errors="coerce") if field.type in ("integer", "number") else written


def readable(text: Text, field: StandardField) -> Mask:
    """Say of each value whether it can be read as the field's type."""
    return plain(text, field) != ""


def in_form(text: Text, field: StandardField) -> Mask:
    """Say of each value whether it has the field's form."""
    form = field.form or ""
    fits: Callable[[str], bool] = _FITS.get(form) or (lambda value: bool(_PATTERNS[form].fullmatch(value)))
    return text.map({value: fits(value) for value in text.unique()}).astype(bool)


def may_separate(sign: str) -> bool:
    """Whether a sign can stand between addresses: one that nearly every address holds cannot (RFC 3986)."""
    return not sign.isalnum() and sign not in ":/?#.-_~%"


def address_form(field: StandardField) -> str:
    """Return the pattern of an address, or of several where the field says what stands between them.

    Each part has one reading only (its first dot ends the first name of the host), so that a long list that fits
    nowhere costs no more time than its length.
    """
    if field.separator is None:
        return ADDRESS
    sign = re.escape(field.separator)
    one = rf"(?i:https?)://[^\s/?#.{sign}]+\.[^\s{sign}]+"
    return rf"{one}(?:\s*{sign}\s*{one})*"


def anywhere(pattern: str) -> str:
    """Make a pattern that the whole value matches wherever in it the given one does."""
    return f"{ANYTHING}(?:{pattern}){ANYTHING}"


def lengths(text: Text, field: StandardField) -> pd.Series[Any]:
    """Count the characters of each value, or the members of a JSON list or object; NaN where it is none."""
    if field.form in ("array", "object"):
        return text.map({value: _members(value, field.form) for value in text.unique()}).astype(float)
    return text.str.len()


def unusable(pattern: str) -> str:
    """Say why a pattern of a date or time cannot be used, "" if it can: Python's ``strptime`` must take it."""
    if pattern == ANY_FORMAT:
        return ""
    moment = datetime(2001, 2, 3, 4, 5, 6)
    try:
        written = moment.strftime(pattern)
        datetime.strptime(written, pattern)
    except (ValueError, re.error) as error:
        return f"is no pattern of a date or time ({error})"
    if "%" not in pattern or len(pattern) > LONGEST_MOMENT or written == pattern:
        return "is no pattern of a date or time"
    return ""


def by_pattern(value: str, pattern: str, kind: str) -> str:
    """Read one date, moment or time after a pattern: ISO 8601, or "" where it does not fit."""
    if len(value) > LONGEST_MOMENT:
        return ""
    try:
        moment = datetime.strptime(value, pattern)
    except ValueError:
        return ""
    if kind == "date":
        return moment.date().isoformat()
    return moment.time().isoformat() if kind == "time" else moment.isoformat()


def _each(text: Text, read: Callable[[str], str]) -> Text:
    return text.map({value: read(value) for value in text.unique()}).astype(str)


def _plain_number(value: str, field: StandardField) -> str:
    written = field.written
    if written is None or len(value) > LONGEST:
        return ""
    if written.special and field.type == "number" and value.lower() in SPECIAL:
        return SPECIAL[value.lower()]
    scale = SCALES.get(value[-1:], 1) if written.percent and field.type == "number" else 1
    found = re.fullmatch(_number_pattern(field), value if scale == 1 else value[:-1], re.ASCII)
    if found is None:
        return ""
    digits = found["number"].replace(written.group, "") if written.group else found["number"]
    number = digits.replace(written.decimal, ".")
    return number if scale == 1 else f"{float(number) / scale:.15g}"


def _number_pattern(field: StandardField) -> str:
    written = field.written
    if written is None:
        return ""
    group, point = re.escape(written.group), re.escape(written.decimal)
    whole = rf"\d+(?:{group}\d+)*" if written.group else r"\d+"
    number = rf"[-+]?{whole}"
    if field.type == "number":
        exponent = r"(?:[eE][-+]?\d+)?" if written.exponent else ""
        number = rf"[-+]?(?:{whole}(?:{point}\d*)?|{point}\d+){exponent}"
    # A sign apart from its number could be a dash: with one before the letters a value is not read.
    around = ("", "") if written.bare else (r"[^\d+-]*?", r"\D*")
    return f"{around[0]}(?P<number>{number}){around[1]}"


def _by_format(value: str, field: StandardField) -> str:
    kind = "time" if field.form == "time" else field.type
    if field.format != ANY_FORMAT:
        return by_pattern(value, field.format or "", kind)
    if kind == "date":
        return dates.read_date(value) or ""
    moment = dates.read_moment(value)
    return moment.time.isoformat() if moment else ""


def _plain_moment(value: str) -> str:
    """Keep a date with a time in ISO 8601. Seconds may be left out, and a space may stand for the T."""
    fits = len(value) <= LONGEST_MOMENT and _MOMENT.fullmatch(value) and dates.read_moment(value)
    return value.replace(" ", "T") if fits else ""


def _parsed(value: str) -> Any:
    """Read JSON; None where it is none, or is deeper than can be read."""
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _members(value: str, form: str) -> float:
    read = _parsed(value)
    return float(len(read)) if isinstance(read, dict if form == "object" else list) else float("nan")


def _is_point(longitude: Any, latitude: Any) -> bool:
    numbers = all(isinstance(half, int | float) and not isinstance(half, bool) for half in (longitude, latitude))
    return numbers and -180 <= longitude <= 180 and -90 <= latitude <= 90


def _point(value: str) -> bool:
    found = _PAIR.fullmatch(value) if len(value) <= LONGEST else None
    return found is not None and _is_point(float(found[1]), float(found[2]))


def _point_array(value: str) -> bool:
    read = _parsed(value)
    return isinstance(read, list) and len(read) == 2 and _is_point(*read)


def _point_object(value: str) -> bool:
    read = _parsed(value)
    return isinstance(read, dict) and set(read) == {"lon", "lat"} and _is_point(read["lon"], read["lat"])


def _geojson(value: str) -> bool:
    read = _parsed(value)
    return isinstance(read, dict) and isinstance(read.get("type"), str) and read["type"] in GEOJSON


def _topojson(value: str) -> bool:
    read = _parsed(value)
    return isinstance(read, dict) and read.get("type") == "Topology"


def _duration(value: str) -> bool:
    found = _DURATION.fullmatch(value)
    return found is not None and found["time"] != "T" and not value.endswith("P")


_FITS: dict[str, Callable[[str], bool]] = {
    "duration": _duration,
    "object": lambda value: isinstance(_parsed(value), dict),
    "array": lambda value: isinstance(_parsed(value), list),
    "geojson": _geojson,
    "topojson": _topojson,
    "point": _point,
    "point array": _point_array,
    "point object": _point_object,
}
