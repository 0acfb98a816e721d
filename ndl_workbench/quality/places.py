"""Points on the map: National Grid to longitude and latitude, and pairs that were swapped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ..loading.values.grid_reference import DECIMALS, great_britain, on_the_grid, to_wgs84
from .parts import Area, Source
from .standard import Standard, StandardField

if TYPE_CHECKING:
    import pandas as pd


def coordinate_fields(standard: Standard) -> tuple[StandardField, StandardField] | None:
    """Return the longitude and the latitude field of a standard, or None if it has no such pair."""
    found = {field.coordinate: field for field in standard.fields if field.coordinate}
    if "longitude" in found and "latitude" in found:
        return found["longitude"], found["latitude"]
    return None


def area_of(standard: Standard) -> Area:
    """Return where a standard's points must lie: Great Britain, as the EPSG registry bounds it, if it does not say."""
    return standard.within or _great_britain()


def off_the_map(cells: pd.DataFrame, standard: Standard) -> pd.Series[bool]:
    """Say of each row whether it has a point, and that lies outside the area of the standard."""
    import pandas as pd

    pair = coordinate_fields(standard)
    if pair is None or any(field.name not in cells.columns for field in pair):
        return pd.Series(False, index=cells.index)
    x, y = _numbers(cells, pair)
    return x.notna() & y.notna() & ~_inside(x, y, area_of(standard))


def repairs(cells: pd.DataFrame, standard: Standard) -> Iterator[tuple[str, str, dict[str, pd.Series[str]]]]:
    """Yield each repair of the coordinates: its name, advice, and the columns it rewrites."""
    pair = coordinate_fields(standard)
    if pair is None or any(field.name not in cells.columns for field in pair):
        return
    east, north = pair[0].name, pair[1].name
    x, y = _numbers(cells, pair)
    area = area_of(standard)
    swapped = _inside(y, x, area) & ~_inside(x, y, area)
    if swapped.any():
        columns = {
            east: cells[east].where(~swapped, cells[north]),
            north: cells[north].where(~swapped, cells[east]),
        }
        yield "WGS84 flipped", f"Put the longitude in {east} and the latitude in {north}.", columns
    metres = on_the_grid(x, y)
    if metres.any():
        longitude, latitude = _to_wgs84(x[metres], y[metres])
        columns = {east: _with(cells[east], longitude), north: _with(cells[north], latitude)}
        yield "OSGB", "Give longitude and latitude (WGS84) instead of eastings and northings.", columns


@cache
def _great_britain() -> Area:
    west, south, east, north = great_britain()
    source = Source(title="EPSG registry, area of use of the National Grid (EPSG:27700)", url="https://epsg.org")
    return Area(name="Great Britain", west=west, south=south, east=east, north=north, source=source)


def _numbers(
    cells: pd.DataFrame, pair: tuple[StandardField, StandardField]
) -> tuple[pd.Series[float], pd.Series[float]]:
    import pandas as pd

    x, y = (pd.to_numeric(cells[field.name], errors="coerce") for field in pair)
    return x, y


def _inside(longitude: pd.Series[float], latitude: pd.Series[float], area: Area) -> pd.Series[bool]:
    return longitude.between(area.west, area.east) & latitude.between(area.south, area.north)


def _to_wgs84(east: pd.Series[float], north: pd.Series[float]) -> tuple[pd.Series[str], pd.Series[str]]:
    import pandas as pd

    longitude, latitude = to_wgs84(east, north)
    return (
        pd.Series([f"{value:.{DECIMALS}f}" for value in longitude], index=east.index, dtype=str),
        pd.Series([f"{value:.{DECIMALS}f}" for value in latitude], index=north.index, dtype=str),
    )


def _with(column: pd.Series[str], values: pd.Series[str]) -> pd.Series[str]:
    changed = column.copy()
    changed.loc[values.index] = values
    return changed
