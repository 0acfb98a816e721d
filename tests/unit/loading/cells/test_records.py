"""Records in JSON, JSON lines and GeoJSON become the rows that the same table has as CSV."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.errors import InputError, NdlError, NotFound, Unreadable
from ndl_workbench.loading.cells.records import read_records
from ndl_workbench.loading.recognising.recognise import recognise

ROWS = [["area", "visits"], ["Leeds", "1"], ["York", "2"]]
FEATURE = '{"type": "Feature", "id": 7, "properties": {"name": "Park"}, "geometry": %s}'


@pytest.fixture
def grid(tmp_path):
    """Read as whatever kind the content is."""

    def grid(content: str | bytes, part: str | None = None):
        path = tmp_path / "table"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_records(path, "table", recognise(path, "table").kind, part)

    return grid


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[{"area": "Leeds", "visits": 1}, {"area": "York", "visits": 2}]', ()),
        ('{"area": "Leeds", "visits": 1}\n\n{"visits": 2, "area": "York"}\n', ()),
        ('[["area", "visits"], ["Leeds", 1], ["York", 2]]', ()),
        ('["area", "visits"]\n["Leeds", 1]\n["York", 2]\n', ()),
        (
            '{"area": ["Leeds", "York"], "visits": [1, 2]}',
            ("each name has a list of values, which were read as columns",),
        ),
        (
            '{"area": {"0": "Leeds", "1": "York"}, "visits": {"0": 1, "1": 2}}',
            ("each name has numbered values, which were read as columns",),
        ),
        (
            '{"columns": ["area", "visits"], "index": [0, 1], "data": [["Leeds", 1], ["York", 2]]}',
            ("the records were read from 'data'; left alone: 'columns', 'index'",),
        ),
        (
            '{"success": true, "result": {"fields": [{"id": "area"}], "total": 2,'
            ' "records": [{"area": "Leeds", "visits": 1}, {"area": "York", "visits": 2}]}}',
            ("the records were read from 'result.records'; left alone: 'result.fields', 'success', 'result.total'",),
        ),
        (
            '{"meta": {"view": {"columns": [{"name": "area"}, {"name": "visits"}]}},'
            ' "data": [["Leeds", 1], ["York", 2]]}',
            ("the records were read from 'data'; left alone: 'meta.view.columns'",),
        ),
        (
            '[{"page": 1}, [{"area": "Leeds", "visits": 1}, {"area": "York", "visits": 2}]]',
            ("the records were read from '1'; left alone: '0'",),
        ),
        (
            '{"features": [{"attributes": {"area": "Leeds", "visits": 1}},'
            ' {"attributes": {"area": "York", "visits": 2}}]}',
            ("the records were read from 'features'",),
        ),
    ],
)
def test_one_table_in_every_form(grid, content, said):
    read = grid(content)

    assert (read.rows, read.decisions) == (ROWS, said)


def test_records_by_their_names(grid):
    read = grid('{"E1": {"area": "Leeds"}, "E2": {"area": "York"}}')

    assert read.rows == [["key", "area"], ["E1", "Leeds"], ["E2", "York"]]
    assert read.decisions == ("the records have names: those are in the column 'key'",)


def test_single_values_are_one_column(grid):
    assert grid('["Leeds", "York"]').rows == [["value"], ["Leeds"], ["York"]]


def test_one_object_is_one_record(grid):
    read = grid('{"area": "Leeds", "tags": ["a", "b"]}')

    assert read.rows == [["area", "tags"], ["Leeds", '["a", "b"]']]
    assert read.decisions == ("the whole file is one object and was read as one record",)


def test_numbers_keep_their_digits_and_truth_is_written_as_in_workbooks(grid):
    read = grid('[{"a": 1.10, "b": 12345678901234567890, "c": 1e3, "d": true, "e": false, "f": null, "g": "007"}]')

    assert read.rows[1] == ["1.10", "12345678901234567890", "1e3", "TRUE", "FALSE", "", "007"]


def test_numbers_that_are_none_and_vast_ones(grid):
    assert grid('[{"a": NaN, "b": -Infinity, "c": %s}]' % ("9" * 5000)).rows[1] == ["NaN", "-Infinity", "9" * 5000]


def test_names_are_all_that_any_record_has_in_the_order_they_appear(grid):
    assert grid('[{"b": 1}, {"a": 2, "b": 3}, {}]').rows == [["b", "a"], ["1", ""], ["3", "2"], ["", ""]]


def test_what_is_nested_becomes_columns_and_lists_stay_json(grid):
    read = grid('[{"at": {"street": "High", "geo": {"x": 1.0}}, "tags": ["£", 2.50, null, {"a": true}], "none": {}}]')

    assert read.rows == [
        ["at.street", "at.geo.x", "tags", "none"],
        ["High", "1.0", '["£", 2.50, null, {"a": true}]', ""],
    ]


def test_a_nested_name_that_is_taken_loses_nothing(grid):
    assert grid('[{"a.b": 1, "a": {"b": 2}}]').rows == [["a.b", "a.b_2"], ["1", "2"]]


def test_rows_of_different_lengths_lose_nothing(grid):
    assert grid('[["a"], [1, 2], []]').rows == [["a", ""], ["1", "2"], ["", ""]]


# --- which list ---------------------------------------------------------------------------------------

TWO = '{"libraries": [{"name": "Central"}], "museums": [{"name": "City"}, {"name": "Toy"}]}'


def test_two_lists_are_asked_about(grid):
    with pytest.raises(InputError) as refused:
        grid(TWO)

    assert str(refused.value) == (
        "found 2 lists in 'table' that may be the table; expected one of 'libraries', 'museums'; nothing was read; "
        "next: name the one you want as its sheet, such as sheet='libraries'"
    )


def test_one_of_two_lists_is_named(grid):
    read = grid(TWO, "museums")

    assert (read.rows, read.sheet) == ([["name"], ["City"], ["Toy"]], "museums")
    assert read.decisions == ("the records were read from 'museums'; left alone: 'libraries'",)


def test_a_part_whose_name_has_dots(grid):
    assert grid('{"a.b": {"c": ["x", "y"]}, "d": [{"e": 1}]}', "a.b.c").rows == [["c"], ["x"], ["y"]]


def test_a_part_that_is_not_there(grid):
    with pytest.raises(NotFound, match="no records in the part 'parks' of 'table'; expected 'libraries', 'museums'"):
        grid(TWO, "parks")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            '{"result": {"total": 500, "records": [{"a": 1}]}}',
            "the file says that there are 500 records, and holds 1: it is one page of them",
        ),
        (
            '{"exceededTransferLimit": true, "features": [{"attributes": {"a": 1}}]}',
            "the file says that more records follow ('exceededTransferLimit'): it is one page of them",
        ),
    ],
)
def test_a_page_of_more_is_said(grid, content, said):
    assert said in grid(content).decisions


# --- places -------------------------------------------------------------------------------------------


def collection(*geometries: str, more: str = "") -> str:
    features = ", ".join(FEATURE % geometry for geometry in geometries)
    return f'{{"type": "FeatureCollection", {more}"features": [{features}]}}'


def test_points_become_longitude_and_latitude(grid):
    assert grid(collection('{"type": "Point", "coordinates": [-1.50, 53.8]}')).rows == [
        ["id", "name", "geometry_type", "longitude", "latitude"],
        ["7", "Park", "Point", "-1.50", "53.8"],
    ]


def test_other_shapes_stay_json_and_none_is_empty(grid):
    read = grid(collection('{"type": "LineString", "coordinates": [[0.10, 1], [2, 3]]}', "null"))

    assert [row[2:] for row in read.rows] == [
        ["geometry_type", "geometry"],
        ["LineString", '{"type": "LineString", "coordinates": [[0.10, 1], [2, 3]]}'],
        ["", ""],
    ]


def test_points_on_the_british_grid_are_said(grid):
    crs = '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}, '
    read = grid(collection('{"type": "Point", "coordinates": [430000, 433000]}', more=crs))

    assert read.rows[0][3:] == ["easting", "northing"]
    assert read.decisions[1] == (
        "the file says that its points are on the British National Grid (urn:ogc:def:crs:EPSG::27700): "
        "easting and northing"
    )


def test_points_that_cannot_be_degrees_are_not_called_so(grid):
    read = grid(collection('{"type": "Point", "coordinates": [430000, 433000]}'))

    assert read.rows[0][3:] == ["x", "y"]
    assert "not longitude and latitude" in read.decisions[1]


def test_a_property_that_is_called_like_a_coordinate_stays(grid):
    read = grid(
        '{"type": "Feature", "properties": {"id": 1, "latitude": 2}, "id": 3,'
        ' "geometry": {"type": "Point", "coordinates": [4, 5]}}'
    )

    assert dict(zip(*read.rows, strict=True)) == {
        "feature_id": "3",
        "id": "1",
        "latitude": "2",
        "geometry_type": "Point",
        "longitude": "4",
        "geometry_latitude": "5",
    }


@pytest.mark.parametrize(
    ("reference", "names"),
    [('{"wkid": 27700}', ["easting", "northing"]), ('{"wkid": 4326}', ["longitude", "latitude"]), ("null", ["x", "y"])],
)
def test_points_of_arcgis(grid, reference, names):
    feature = '{"attributes": {"a": 1}, "geometry": {"x": 2.0, "y": 3}}'
    read = grid(f'{{"spatialReference": {reference}, "features": [{feature}]}}')

    assert read.rows == [["a", *names], ["1", "2.0", "3"]]


# --- what is wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('[{"a": 1}, {"a"', "JSON that breaks off or is wrong in line 1 ("),
        ('{"a": 1}\n{"a": 2}\n{"a"', "JSON that breaks off or is wrong in line 3 ("),
        ('{"a": 1}\n{"a": 2} {"a": 3}\n', "JSON that breaks off or is wrong in line 2 (extra data)"),
        ('[{"a": 1, "a": 2}]', "the key 'a' with two values in one object"),
        ('{"a": 1}\n{"a": 1, "a": 2}\n', "the key 'a' with two values in line 2"),
        ("[[]]", "records without a single value"),
        ("[{}]", "records without a single value"),
        ('[{"a": 1}, 2]', "JSON with no list of records"),
        ('{"a": 1}\n2\n', "JSON with no list of records"),
        ("{}", "JSON with no list of records"),
        ('[[{"a": 1}, 2]]', "a list of lists without names"),
        ('{"a":' * 100_000, "JSON nested too deeply"),
        ("[[" * 100_000, "JSON nested too deeply"),
    ],
)
def test_json_that_cannot_be_a_table(grid, content, found):
    with pytest.raises(Unreadable) as refused:
        grid(content)

    assert refused.value.found.startswith(found)


def test_a_key_twice_with_one_value_loses_nothing(grid):
    assert grid('[{"a": 1, "a": 1}]').rows == [["a"], ["1"]]


def test_a_list_with_nothing_in_it(tmp_path):
    (tmp_path / "table").write_text("[]")

    with pytest.raises(Unreadable, match="an empty list in 'table'"):
        read_records(tmp_path / "table", "table", "json")


def test_fifty_thousand_different_names(grid):
    read = grid(json.dumps([{f"k{number}": number for number in range(50_000)}]))

    assert len(read.rows[0]) == len(read.rows[1]) == 50_000
    with pytest.raises(Unreadable, match="50,000 records with 50,000 different names"):
        grid(json.dumps([{f"k{number}": number} for number in range(50_000)]))


def test_ten_megabytes_in_one_cell(grid):
    assert grid(json.dumps([{"a": "x" * 10_000_000}])).rows[1] == ["x" * 10_000_000]


def test_more_than_the_limit(grid, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.00001")

    with pytest.raises(Unreadable, match="16 bytes of JSON"):
        grid('[{"a": "aaaaaa"}')


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_other_encodings(grid, encoding):
    assert grid('[{"area": "Llŷn"}, {"area": "York"}]'.encode(encoding)).rows == [["area"], ["Llŷn"], ["York"]]


def test_letters_that_cannot_be_written(grid):
    read = grid('[{"a\\u0000": "x\\ud800y", "b": "\\ud83d\\ude00"}]')

    assert read.rows == [["a", "b"], ["x\ufffdy", "😀"]]
    assert read.decisions == ("2 cell(s) held a NUL or half a character, which was removed or read as \ufffd",)


# --- whatever comes in --------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=6)
NAMES = st.lists(TEXT, min_size=1, max_size=4, unique=True)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("any") / "table"


@settings(max_examples=100, deadline=None)
@given(NAMES.flatmap(lambda names: st.lists(st.fixed_dictionaries(dict.fromkeys(names, TEXT)), min_size=1, max_size=5)))
def test_json_json_lines_and_csv_give_the_same_rows(scratch, records):
    names = list(records[0])
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([names, *([record[name] for name in names] for record in records)])
    expected = list(csv.reader(io.StringIO(written.getvalue(), newline="")))

    scratch.write_text(json.dumps(records), encoding="utf-8")
    assert read_records(scratch, "table", "json").rows == expected
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    scratch.write_text(lines, encoding="utf-8", newline="")
    assert read_records(scratch, "table", "jsonl").rows == expected


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["a", "b", "type", "geometry", "features", "data", "attributes", "properties", "coordinates"]
            ),
            inner | st.sampled_from(["Feature", "FeatureCollection", "Point"]),
            max_size=4,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(ANY, st.sampled_from(["json", "jsonl", "geojson"]))
def test_any_json_is_a_rectangle_or_refused(scratch, value, kind):
    scratch.write_text(json.dumps(value), encoding="utf-8")

    try:
        rows = read_records(scratch, "table", kind).rows
    except NdlError:
        return

    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(type(cell) is str for row in rows for cell in row)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_changed_json_is_read_or_refused(scratch, data):
    content = bytearray(
        data.draw(st.sampled_from([TWO, collection('{"type": "Point", "coordinates": [1, 2]}')])).encode()
    )
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[place] = data.draw(st.integers(0, 255))
    scratch.write_bytes(content[: data.draw(st.integers(1, len(content)))])

    try:
        rows = read_records(scratch, "table", "json").rows
    except NdlError as error:
        rows = [[error.next]]

    assert rows[0]
