"""Eastings and northings of the British National Grid, as longitude and latitude."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

WGS84 = "EPSG:4326"
NATIONAL_GRID = "EPSG:27700"
# Extent of the National Grid in metres (Ordnance Survey: 700 km by 1,300 km).
GRID_EAST = 700_000
GRID_NORTH = 1_300_000
# No land lies within a kilometre of the grid's edge, where degrees and small counts would pass for metres.
GRID_EDGE = 1_000
DECIMALS = 6  # about 10 cm
LONGITUDE, LATITUDE = "longitude", "latitude"
# What a pair of columns is called, in letters alone: the name of the one gives the name of the other.
PAIRS = (
    ("easting", "northing"),
    ("osgbx", "osgby"),
    ("geox", "geoy"),
    ("gridx", "gridy"),
    ("xcoord", "ycoord"),
    ("coordx", "coordy"),
    ("x", "y"),
)


@dataclass(frozen=True, eq=False)
class Located:
    """Points of a table in degrees.

    Attributes
    ----------
    longitude, latitude
        Float64 to six decimals (WGS84), missing where a row has no point in Great Britain.
    decision
        In plain words, which columns they come from.
    """

    longitude: pd.Series[Any]
    latitude: pd.Series[Any]
    decision: str


def locate(frame: pd.DataFrame) -> Located | None:
    """Give the longitude and latitude of a table whose points are eastings and northings.

    Parameters
    ----------
    frame
        A pair of number columns is looked for by name (easting and northing, GeoX and GeoY, x and y) and
        by value: most of its rows must hold metres within the National Grid, or degrees in Great Britain,
        and at least one metres. Degrees are passed on as they are.

    Returns
    -------
    Located or None
        None where there is no such pair, or the table has a longitude or latitude already.
    """
    import pandas as pd

    letters = {str(name): re.sub(r"[^a-z]", "", str(name).lower()) for name in frame.columns}
    if any(LONGITUDE in name or LATITUDE in name for name in letters.values()):
        return None
    for east, north in _pairs(letters):
        if not all(pd.api.types.is_numeric_dtype(frame[name]) for name in (east, north)):
            continue
        x, y = (frame[name].astype("Float64") for name in (east, north))
        filled = (x.notna() & y.notna()).astype(bool)
        metres = on_the_grid(x, y).fillna(False).astype(bool)
        degrees = in_great_britain(x, y).fillna(False).astype(bool)
        known = metres | degrees
        if not metres.any() or known.sum() <= filled.sum() / 2:
            continue
        longitude, latitude = x.where(degrees).round(DECIMALS), y.where(degrees).round(DECIMALS)
        longitude[metres], latitude[metres] = to_wgs84(x[metres], y[metres])
        return Located(longitude, latitude, _decision(east, north, int(degrees.sum()), int((filled & ~known).sum())))
    return None


def on_the_grid(east: pd.Series[Any], north: pd.Series[Any]) -> pd.Series[Any]:
    """Say of each point in metres whether it lies within the National Grid."""
    return east.between(GRID_EDGE, GRID_EAST) & north.between(GRID_EDGE, GRID_NORTH)


def in_great_britain(longitude: pd.Series[Any], latitude: pd.Series[Any]) -> pd.Series[Any]:
    """Say of each point whether it lies in the area of use that the EPSG registry gives the National Grid."""
    west, south, east, north = great_britain()
    return longitude.between(west, east) & latitude.between(south, north)


def to_wgs84(east: pd.Series[Any], north: pd.Series[Any]) -> tuple[Any, Any]:
    """Turn metres of the National Grid into degrees.

    Returns
    -------
    (numpy.ndarray, numpy.ndarray)
        Longitude and latitude in degrees (WGS84), rounded to six decimals.
    """
    from pyproj import Transformer

    transformer = Transformer.from_crs(NATIONAL_GRID, WGS84, always_xy=True)
    longitude, latitude = transformer.transform(east.to_numpy(dtype=float), north.to_numpy(dtype=float))
    return longitude.round(DECIMALS), latitude.round(DECIMALS)


@cache
def great_britain() -> tuple[float, float, float, float]:
    """Return west, south, east and north of the National Grid's area of use, in degrees (EPSG registry)."""
    from pyproj import CRS

    area = CRS.from_user_input(NATIONAL_GRID).area_of_use
    if area is None:  # the registry that ships with pyproj has always had one
        raise LookupError(NATIONAL_GRID)
    bounds: tuple[float, float, float, float] = area.bounds
    return bounds


def _pairs(letters: dict[str, str]) -> list[tuple[str, str]]:
    """List columns that are named as a pair, the likeliest first."""
    found = []
    for x, y in PAIRS:
        for east, name in letters.items():
            # A single letter must be the whole name; a longer word may stand in one, as in SiteEastings.
            if name == x or (len(x) > 1 and x in name):
                north = next((other for other, text in letters.items() if text == name.replace(x, y)), None)
                found += [(east, north)] if north else []
    return found


def _decision(east: str, north: str, degrees: int, outside: int) -> str:
    decision = (
        f"eastings {east!r:.80} and northings {north!r:.80} (British National Grid)"
        f" were also given as {LONGITUDE} and {LATITUDE}"
    )
    if degrees:
        decision += f"; {degrees:,} row(s) held degrees already"
    if outside:
        decision += f"; {outside:,} row(s) lie outside the grid and have none"
    return decision
