"""Points on the map: National Grid to longitude and latitude, and pairs that were swapped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..loading.values.grid_reference import DECIMALS, in_great_britain, on_the_grid, to_wgs84
from .standard import Standard, StandardField

if TYPE_CHECKING:
    import pandas as pd


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
    metres = on_the_grid(x, y)
    if metres.any():
        longitude, latitude = _to_wgs84(x[metres], y[metres])
        columns = {east: _with(cells[east], longitude), north: _with(cells[north], latitude)}
        yield "OSGB", "Give longitude and latitude (WGS84) instead of eastings and northings.", columns


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
