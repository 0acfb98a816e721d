"""Eastings and northings are given as longitude and latitude too, where a pair of columns holds them."""

import pandas as pd
import pytest

from ndl_workbench.loading.values.typed import typed

# Caister water tower, the Ordnance Survey's worked example: E 651409.804, N 313177.450.
EAST, NORTH = "651409.804", "313177.450"


def read(**columns: list[str]):
    return typed(pd.DataFrame(columns, dtype=str))


@pytest.mark.parametrize(
    ("east", "north"),
    [
        ("easting", "northing"),
        ("Eastings", "Northings"),
        ("Site Easting (m)", "Site Northing (m)"),
        ("GeoX", "GeoY"),
        ("OSGB_X", "OSGB_Y"),
        ("X", "Y"),
        ("XCOORD", "YCOORD"),
        ("X_COORDINATE", "Y_COORDINATE"),
    ],
)
def test_a_pair_is_found_by_its_names(east, north):
    result = read(**{east: [EAST], "name": ["tower"], north: [NORTH]})

    assert result.frame.columns.tolist() == [east, "name", north, "longitude", "latitude"]
    assert result.added == ("longitude", "latitude")
    assert result.decisions == (
        f"eastings {east!r} and northings {north!r} (British National Grid) were also given as longitude and latitude",
    )


def test_the_point_is_right_and_the_columns_stay_as_published():
    result = read(easting=[EAST, ""], northing=[NORTH, "313177"])

    longitude, latitude = result.frame["longitude"], result.frame["latitude"]
    # 52 39 28.8282 N, 1 42 57.8663 E. Without the survey's shift grid PROJ is right to about 5 m.
    assert latitude.tolist()[0] == pytest.approx(52.658008, abs=7e-5)
    assert longitude.tolist()[0] == pytest.approx(1.716074, abs=7e-5)
    assert longitude.round(6).tolist()[0] == longitude.tolist()[0]
    assert (str(longitude.dtype), str(latitude.dtype)) == ("Float64", "Float64")
    assert longitude.isna().tolist() == [False, True]
    assert result.frame["easting"].tolist() == [651409.804, pd.NA]


def test_degrees_among_metres_are_passed_on_and_what_is_off_the_map_has_none():
    result = read(GeoX=["430000", "-1.5", "9", ""], GeoY=["433000", "53.8", "430000000", ""])

    assert result.frame["longitude"].tolist()[1:] == [-1.5, pd.NA, pd.NA]
    assert result.frame["latitude"].tolist()[1:] == [53.8, pd.NA, pd.NA]
    assert result.decisions == (
        "eastings 'GeoX' and northings 'GeoY' (British National Grid) were also given as longitude and latitude; "
        "1 row(s) held degrees already; 1 row(s) lie outside the grid and have none",
    )


@pytest.mark.parametrize(
    "columns",
    [
        {"GeoX": ["-1.5"], "GeoY": ["53.8"]},  # degrees already
        {"x": ["12"], "y": ["30"]},
        {"x": ["430000", "1", "2"], "y": ["433000", "1", "2"]},
        {"easting": ["430000"], "northing": ["none known"]},
        {"easting": ["430000"]},
        {"maximum": ["430000"], "maylmum": ["433000"]},
        {"easting": ["430000"], "northing": ["433000"], "Longitude": ["-1.5"]},
        {"easting": ["430000"], "northing": ["433000"], "LATITUDE": [""]},
    ],
)
def test_other_tables_are_left_alone(columns):
    result = read(**columns)

    assert result.frame.columns.tolist() == list(columns)
    assert (result.decisions, result.added) == ((), ())


def test_eastings_with_thousands_commas_are_metres_too():
    result = read(Eastings=["430,000"], Northings=["433,000"])

    assert result.frame["latitude"].tolist() == [53.792454]
    assert result.frame["longitude"].tolist() == [-1.546086]
