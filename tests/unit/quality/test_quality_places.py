import contextlib
import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from pyproj import Transformer
from pyproj.datadir import get_data_dir

from ndl_workbench.quality import places
from ndl_workbench.quality.parts import Area
from ndl_workbench.quality.repair import repair
from ndl_workbench.quality.standard import Source, Standard, StandardField, standard_named

POINT = Standard(
    name="points",
    title="Points",
    source=Source(title="Drawn", url="https://example.org"),
    fields=(
        StandardField(name="x", type="number", coordinate="longitude"),
        StandardField(name="y", type="number", coordinate="latitude"),
    ),
)


def mend(*points):
    cells = pd.DataFrame(points, columns=["x", "y"], index=pd.RangeIndex(2, len(points) + 2), dtype=str)
    mended, changes = repair(cells, POINT)
    return mended.to_numpy().tolist(), [(c.rule, c.row, c.field, c.original, c.value) for c in changes]


def test_a_published_point_of_the_ordnance_survey_is_found():
    # Caister water tower (OSTN15 worked example): ETRS89 52°39'28.8282" N, 1°42'57.8663" E.
    [[x, y]], _ = mend(("651409.804", "313177.450"))

    # Without the survey's shift grid PROJ is right to about 5 m: 0.00007 degrees.
    assert float(x) == pytest.approx(1 + 42 / 60 + 57.8663 / 3600, abs=7e-5)
    assert float(y) == pytest.approx(52 + 39 / 60 + 28.8282 / 3600, abs=7e-5)


def test_eastings_and_northings_are_what_pyproj_makes_of_them():
    there = Transformer.from_crs("EPSG:27700", "EPSG:4326")  # the registry's order: latitude first
    latitude, longitude = there.transform(530000.5, 180400)

    [[x, y]], changes = mend(("530000.5", "180400"))

    assert float(x) == pytest.approx(longitude, abs=1e-6)
    assert float(y) == pytest.approx(latitude, abs=1e-6)
    assert [(rule, row, field, original) for rule, row, field, original, _ in changes] == [
        ("OSGB", 2, "x", "530000.5"),
        ("OSGB", 2, "y", "180400"),
    ]


def test_a_swapped_pair_is_swapped_back_and_both_cells_are_logged():
    mended, changes = mend(("53.8", "-1.55"))

    assert mended == [["-1.55", "53.8"]]
    assert changes == [
        ("WGS84 flipped", 2, "x", "53.8", "-1.55"),
        ("WGS84 flipped", 2, "y", "-1.55", "53.8"),
    ]


@pytest.mark.parametrize(
    "point",
    [
        ("-1.55", "53.8"),  # right as it is
        ("2.35", "48.86"),  # in Paris
        ("0", "0"),
        ("-289501.8", "5753571.89"),  # Mercator
        ("530000", ""),
        ("", "180400"),
        ("", ""),
        ("530000", "north"),
        ("999", "180400"),
        ("nan", "inf"),
    ],
)
def test_any_other_pair_is_left_alone(point):
    mended, changes = mend(point)

    assert mended == [list(point)]
    assert changes == []


def test_only_the_rows_that_need_it_are_changed():
    mended, changes = mend(("-1.55", "53.8"), ("430000", "433000"), ("53.8", "-1.55"), ("", ""))

    assert mended[0] == ["-1.55", "53.8"]
    assert mended[1][0].startswith("-1.546")
    assert mended[2:] == [["-1.55", "53.8"], ["", ""]]
    assert sorted((rule, row) for rule, row, *_ in changes) == [
        ("OSGB", 3),
        ("OSGB", 3),
        ("WGS84 flipped", 4),
        ("WGS84 flipped", 4),
    ]


def test_great_britain_is_where_the_registry_says():
    area = places.area_of(POINT)
    cells = pd.DataFrame({"x": ["-1.55", "-9.02", "2.02", "-1.55"], "y": ["53.8", "53.8", "53.8", "61.1"]}, dtype=str)

    assert (area.name, area.west, area.south, area.east, area.north) == ("Great Britain", -9.01, 49.75, 2.01, 61.01)
    assert places.off_the_map(cells, POINT).tolist() == [False, True, True, True]


def test_england_is_where_the_registry_says():
    """The registry is in the database that comes with pyproj."""
    england = standard_named("brownfield-land").within
    query = "select west_lon, south_lat, east_lon, north_lat from extent where auth_name = 'EPSG' and code = 2395"
    with contextlib.closing(sqlite3.connect(Path(get_data_dir()) / "proj.db")) as registry:
        [bounds] = registry.execute(query).fetchall()

    assert (england.west, england.south, england.east, england.north) == bounds


def test_a_pair_that_is_swapped_is_known_by_the_area_of_the_standard():
    france = Area(name="France", west=-5.2, south=41.3, east=9.6, north=51.1, source=POINT.source)
    cells = pd.DataFrame([["48.86", "2.35"], ["53.8", "-1.55"]], columns=["x", "y"], dtype=str)

    mended, _ = repair(cells, POINT.model_copy(update={"within": france}))

    assert mended.to_numpy().tolist() == [["2.35", "48.86"], ["53.8", "-1.55"]]


def test_a_row_with_half_a_point_or_none_is_not_off_the_map():
    cells = pd.DataFrame([["", ""], ["2.35", ""], ["x", "48.86"]], columns=["x", "y"], dtype=str)

    assert places.off_the_map(cells, POINT).tolist() == [False, False, False]
    assert places.off_the_map(cells[["x"]], POINT).tolist() == [False, False, False]


def test_a_standard_with_half_a_pair_has_no_pair():
    half = POINT.model_copy(update={"fields": POINT.fields[:1]})

    assert places.coordinate_fields(half) is None
    assert [field.name for field in places.coordinate_fields(POINT)] == ["x", "y"]
