"""One flat record for each object: what is nested becomes columns, and a point becomes two.

A GeoJSON point is longitude and latitude (RFC 7946, section 3.1.1 and 4). The ``crs`` member of the format of 2008, and
the ``spatialReference`` of ArcGIS, may say otherwise; EPSG:27700 is the British National Grid.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...errors import Unreadable
from ..recognising.recognise import READABLE
from .json_values import Number, Record, Value, json_text

DEGREES = ("longitude", "latitude")
GRID = ("easting", "northing")
UNKNOWN = ("x", "y")
# What the two numbers of a point are, by the code of their reference system in the EPSG register.
_AXES = {"4326": DEGREES, "4258": DEGREES, "CRS84": DEGREES, "27700": GRID}
_CODE = re.compile(r"(?:EPSG:+(?:[\d.]*:)?(\d+)|(CRS84))$", re.IGNORECASE)

# A date of ArcGIS is a count of milliseconds since 1970; fourteen digits reach beyond the year 5000.
# https://docs.safe.com/fme/html/FME-Form-Documentation/FME-ReadersWriters/pkg-arcgisfeatureservice/User-Attributes.htm
_MILLISECONDS = re.compile(r"-?[0-9]{1,13}|[0-9]{14}")


@dataclass(frozen=True)
class Flat:
    """Records whose values are text, numbers, truth values, nulls or lists, and what was decided about them."""

    records: list[Record]
    decisions: tuple[str, ...] = ()


def flat_records(records: list[Value], around: Record, name: str) -> Flat:
    """Flatten objects, features of GeoJSON and features of ArcGIS.

    Parameters
    ----------
    records
        Objects.
    around
        The object their list stood in.
    name
        What the user called the file, for messages.

    Raises
    ------
    Unreadable
        One of them is not an object.
    """
    objects = [record for record in records if isinstance(record, dict)]
    if len(objects) < len(records):
        raise Unreadable(
            found=f"a list of objects and other things in {name!r}",
            expected=READABLE,
            done="nothing was read",
            next="ask the publisher for the data as CSV",
        )
    if objects and all(record.get("type") == "Feature" and "geometry" in record for record in objects):
        axes, decisions = _axes(_geojson_code(around), _points(objects))
        return Flat([_feature(record, axes) for record in objects], decisions)
    if objects and all(_is_arcgis(record) for record in objects):
        points = [p for record in objects if (p := _arcgis_point(record))]
        axes, decisions = _axes(_arcgis_code(around), points, assumed=UNKNOWN)
        dates = _arcgis_dates(around)
        flat = [_with_dates(_arcgis(record, axes), dates) for record in objects]
        return Flat(flat, (*decisions, *_dates_said(flat, dates)))
    return Flat([dict(_flat(record)) for record in objects])


def _flat(record: Record) -> Record:
    """Join the names of nested objects with a full stop; one that is taken gets a number."""
    flat: Record = {}
    for key, value in _leaves(record, ""):
        unique, copies = key, 1
        while unique in flat:
            copies += 1
            unique = f"{key}_{copies}"
        flat[unique] = value
    return flat


def _leaves(record: Record, before: str) -> Iterator[tuple[str, Value]]:
    for key, value in record.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", None if value == {} else value


# --- GeoJSON ------------------------------------------------------------------------------------------


def _feature(feature: Record, axes: tuple[str, str]) -> Record:
    properties = feature.get("properties")
    own = _flat(properties) if isinstance(properties, dict) else {}
    others = {key: held for key, held in feature.items() if key not in ("type", "id", "properties", "geometry")}
    flat = {_free("id", own, "feature_id"): feature["id"]} | own if "id" in feature else own
    for key, held in _flat(others).items():
        flat[_free(key, flat, f"feature_{key}")] = held
    return flat | {_free(key, own, f"geometry_{key}"): held for key, held in _geometry(feature, axes).items()}


def _geometry(feature: Record, axes: tuple[str, str]) -> Record:
    geometry = feature["geometry"]
    if not isinstance(geometry, dict):
        return {"geometry_type": None}
    kind = geometry.get("type")
    point = _point(geometry)
    if not point:
        return {"geometry_type": kind, "geometry": json_text(geometry)}
    height: Record = {"altitude": point[2]} if len(point) > 2 else {}
    return {"geometry_type": kind, axes[0]: point[0], axes[1]: point[1]} | height


def _point(geometry: Record) -> list[Number]:
    """Return the two or three numbers of a point, or nothing for any other geometry."""
    numbers = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(numbers, list) or len(numbers) not in (2, 3):
        return []
    return [held for held in numbers if isinstance(held, Number)] if _all_numbers(numbers) else []


def _points(features: list[Record]) -> list[list[Number]]:
    geometries = [feature["geometry"] for feature in features]
    return [point for held in geometries if isinstance(held, dict) and (point := _point(held))]


def _geojson_code(around: Record) -> str | None:
    crs = around.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    named = properties.get("name") if isinstance(properties, dict) else None
    return named if isinstance(named, str) else None


# --- ArcGIS -------------------------------------------------------------------------------------------


def _is_arcgis(record: Record) -> bool:
    return isinstance(record.get("attributes"), dict) and record.keys() <= {"attributes", "geometry", "centroid"}


def _arcgis(record: Record, axes: tuple[str, str]) -> Record:
    attributes = record["attributes"]
    own = _flat(attributes) if isinstance(attributes, dict) else {}
    geometry = record.get("geometry")
    point = _arcgis_point(record)
    if point:
        place: Record = {axes[0]: point[0], axes[1]: point[1]}
    else:
        place = {} if geometry is None else {"geometry": json_text(geometry)}
    place |= {"centroid": json_text(record["centroid"])} if record.get("centroid") is not None else {}
    return own | {_free(key, own, f"geometry_{key}"): held for key, held in place.items()}


def _arcgis_point(record: Record) -> list[Number]:
    geometry = record.get("geometry")
    if not isinstance(geometry, dict) or not geometry.keys() <= {"x", "y", "spatialReference"}:
        return []
    pair = [geometry.get("x"), geometry.get("y")]
    return [held for held in pair if isinstance(held, Number)] if _all_numbers(pair) else []


def _arcgis_code(around: Record) -> str | None:
    reference = around.get("spatialReference")
    if not isinstance(reference, dict):
        return None
    code = reference.get("latestWkid") or reference.get("wkid")
    return f"EPSG:{code}" if isinstance(code, str) else None


def _arcgis_dates(around: Record) -> list[str]:
    """Return the names of the fields that ArcGIS declares as dates."""
    fields = around.get("fields")
    declared = [held for held in fields if isinstance(held, dict)] if isinstance(fields, list) else []
    names = [held.get("name") for held in declared if held.get("type") == "esriFieldTypeDate"]
    return [name for name in names if isinstance(name, str)]


def _with_dates(record: Record, dates: list[str]) -> Record:
    return record | {name: _moment(record[name]) for name in dates if name in record}


def _moment(value: Value) -> Value:
    """Write milliseconds since 1970 in UTC as ISO 8601, the day alone at midnight; leave anything else as it is."""
    if not isinstance(value, Number) or not _MILLISECONDS.fullmatch(value):
        return value
    moment = dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=int(value))
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(sep=" ")


def _dates_said(records: list[Record], dates: list[str]) -> tuple[str, ...]:
    read = [name for name in dates if any(record.get(name) is not None for record in records)]
    if not read:
        return ()
    return (f"milliseconds since 1970 (UTC) were written as dates, as the file's fields say: {', '.join(read)}",)


# --- both ---------------------------------------------------------------------------------------------


def _axes(
    code: str | None, points: list[list[Number]], assumed: tuple[str, str] = DEGREES
) -> tuple[tuple[str, str], tuple[str, ...]]:
    """Name the two numbers of a point, by what the file says and whether they can be that."""
    if not points:
        return assumed, ()
    found = _CODE.search(code) if code else None
    axes = _AXES.get((found[1] or found[2]).upper(), UNKNOWN) if found else (UNKNOWN if code else assumed)
    if axes == DEGREES and not all(_on_earth(point) for point in points):
        said = "the file's points are not longitude and latitude, although nothing says what they are"
        return UNKNOWN, (f"{said}: they are in the columns 'x' and 'y'",)
    if axes == GRID:
        return axes, (f"the file says that its points are on the British National Grid ({code}): easting and northing",)
    if axes == UNKNOWN:
        what = f"in a system we do not know ({code[:80]!r})" if code else "in a system that is not said"
        return axes, (f"the file's points are {what}: they are in the columns 'x' and 'y'",)
    return axes, ()


def _on_earth(point: list[Number]) -> bool:
    return abs(float(point[0])) <= 180 and abs(float(point[1])) <= 90


def _all_numbers(values: list[Value]) -> bool:
    return all(isinstance(value, Number) for value in values)


def _free(key: str, taken: Record, other: str) -> str:
    while key in taken:
        key, other = other, f"{other}_2"
    return key
