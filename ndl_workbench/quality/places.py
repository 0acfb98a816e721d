"""Points on the map: National Grid to longitude and latitude, and pairs that were swapped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from .standard import Standard, StandardField

if TYPE_CHECKING:
    import pandas as pd

WGS84 = "EPSG:4326"
NATIONAL_GRID = "EPSG:27700"
# Extent of the National Grid in metres (Ordnance Survey: 700 km by 1,300 km).
GRID_EAST = 700_000
GRID_NORTH = 1_300_000
DECIMALS = 6


def coordinate_fields(standard: Standard) -> tuple[StandardField, StandardField] | None:
    """Return the longitude and the latitude field of a standard, or None if it has no such pair."""
    found = {field.coordinate: field for field in standard.fields if field.coordinate}
    if "longitude" in found and "latitude" in found:
        return found["longitude"], found["latitude"]
    return None


def repairs(cells: pd.DataFrame, standard: Standard) -> Iterator[tuple[str, str, dict[str, pd.Series[str]]]]:
    """Yield each repair of the coordinates: its name, advice, and the columns it rewrites."""
    import pandas as pd

    pair = coordinate_fields(standard)
    if pair is None or any(field.name not in cells.columns for field in pair):
        return
    east, north = pair[0].name, pair[1].name
    x = pd.to_numeric(cells[east], errors="coerce")
    y = pd.to_numeric(cells[north], errors="coerce")
    swapped = in_great_britain(y, x) & ~in_great_britain(x, y)
    if swapped.any():
        columns = {
            east: cells[east].where(~swapped, cells[north]),
            north: cells[north].where(~swapped, cells[east]),
        }
        yield "WGS84 flipped", f"Put the longitude in {east} and the latitude in {north}.", columns
    metres = x.between(1_000, GRID_EAST) & y.between(1_000, GRID_NORTH)
    if metres.any():
        longitude, latitude = _to_wgs84(x[metres], y[metres])
        columns = {east: _with(cells[east], longitude), north: _with(cells[north], latitude)}
        yield "OSGB", "Give longitude and latitude (WGS84) instead of eastings and northings.", columns


def in_great_britain(longitude: pd.Series[float], latitude: pd.Series[float]) -> pd.Series[bool]:
    """Say of each point whether it lies in the area of use that the EPSG registry gives the National Grid."""
    west, south, east, north = _bounds()
    return longitude.between(west, east) & latitude.between(south, north)


@cache
def _bounds() -> tuple[float, float, float, float]:
    from pyproj import CRS

    area = CRS.from_user_input(NATIONAL_GRID).area_of_use
    if area is None:  # the registry that ships with pyproj has always had one
        raise LookupError(NATIONAL_GRID)
    return area.bounds


def _to_wgs84(east: pd.Series[float], north: pd.Series[float]) -> tuple[pd.Series[str], pd.Series[str]]:
    import pandas as pd
    from pyproj import Transformer

    transformer = Transformer.from_crs(NATIONAL_GRID, WGS84, always_xy=True)
    longitude, latitude = transformer.transform(east.to_numpy(), north.to_numpy())
    return (
        pd.Series([f"{value:.{DECIMALS}f}" for value in longitude], index=east.index, dtype=str),
        pd.Series([f"{value:.{DECIMALS}f}" for value in latitude], index=north.index, dtype=str),
    )


def _with(column: pd.Series[str], values: pd.Series[str]) -> pd.Series[str]:
    changed = column.copy()
    changed.loc[values.index] = values
    return changed
