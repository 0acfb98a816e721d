"""Table Schema and Data Package: files of a user's own, and what is found by them."""

import json

import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import BadStandard, NotFound
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.quality.check import check_table
from ndl_workbench.quality.standard import standard_from_schema, standard_named


@pytest.fixture
def write(tmp_path):
    def to_file(name, content):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return to_file


@pytest.fixture
def found(write):
    """Check a CSV file against a schema of some fields: (check, column, rows, observed), unknown columns left out."""

    def check(csv, *fields, **rest):
        table = write("table.csv", csv)
        report = ndl.check(table, standard=write("schema.json", {"fields": list(fields), **rest}))
        return [(f.check, f.column, f.rows, f.observed) for f in report.findings if f.check != "unknown column"]

    return check


def column(*values):
    return "key,a\n" + "".join(f'{n},"{value}"\n' for n, value in enumerate(values))


KEY = {"name": "key"}

# Each type and format: what its field says, values that keep it, values that break it, the check that finds them.
TYPES = {
    "string email": ({"type": "string", "format": "email"}, ["a@example.org"], ["example.org"], "invalid format"),
    "string uri": ({"type": "string", "format": "uri"}, ["urn:isbn:1", "https://x.org/a"], ["x.org"], "invalid URI"),
    "string uuid": (
        {"type": "string", "format": "uuid"},
        ["123e4567-e89b-12d3-a456-426614174000"],
        ["123e4567"],
        "invalid format",
    ),
    "string binary": ({"type": "string", "format": "binary"}, ["aGVsbG8=", "aGVs"], ["aGVsbG8", "?"], "invalid format"),
    "number": ({"type": "number"}, ["-1.5", "NaN", "-INF", "1E3"], ["one", "1.2.3"], "invalid decimal"),
    "number by its characters": (
        {"type": "number", "decimalChar": ",", "groupChar": "."},
        ["1.234,5", "7", ",5"],
        ["1.5.,2", "1,5,2"],
        "invalid decimal",
    ),
    "number that is not bare": (
        {"type": "number", "bareNumber": False},
        ["95%", "€95", "EUR 95.5"],
        ["-€95", "many"],
        "invalid decimal",
    ),
    "integer in groups": (
        {"type": "integer", "groupChar": " "},
        ["100 000", "12"],
        ["1.5", "1,000"],
        "invalid integer",
    ),
    "boolean": ({"type": "boolean"}, ["True", "0", "FALSE"], ["yes", "tRUE"], "invalid flag"),
    "object": ({"type": "object"}, ["{}"], ["[]", "{"], "invalid format"),
    "array": ({"type": "array"}, ["[1]"], ["{}", "[" * 3000], "invalid format"),
    "date": ({"type": "date"}, ["2024-02-29"], ["2023-02-29"], "invalid date"),
    "date after a pattern": (
        {"type": "date", "format": "%d/%m/%Y"},
        ["31/12/2020"],
        ["2020-12-31", "12/31/2020"],
        "invalid date",
    ),
    "date of any kind": ({"type": "date", "format": "any"}, ["31 May 2020", "1/2/20"], ["soon"], "invalid date"),
    "datetime": (
        {"type": "datetime"},
        ["2024-01-26T15:00:00", "2024-01-26T15:00:00.300-05:00"],
        ["2024-01-26", "2024-02-30T15:00:00"],
        "invalid date",
    ),
    "datetime after a pattern": (
        {"type": "datetime", "format": "fmt:%d/%m/%Y %H:%M:%S"},
        ["12/11/2018 09:15:32"],
        ["2018-11-12 09:15:32"],
        "invalid date",
    ),
    "time": ({"type": "time"}, ["15:00:00"], ["25:00:00", "15:00"], "invalid format"),
    "time after a pattern": ({"type": "time", "format": "%H.%M"}, ["09.30"], ["09:30:00"], "invalid format"),
    "year": ({"type": "year"}, ["2024", "-0044"], ["24"], "invalid format"),
    "yearmonth": ({"type": "yearmonth"}, ["2024-01"], ["2024-13"], "invalid month"),
    "duration": ({"type": "duration"}, ["P1Y2M", "-PT1.5S"], ["P", "P1YT", "1 year"], "invalid format"),
    "geopoint": ({"type": "geopoint"}, ["90.50, 45.50"], ["45"], "invalid coordinates"),
    "geopoint as an array": ({"type": "geopoint", "format": "array"}, ["[1, 2]"], ["[1, 200]"], "invalid coordinates"),
    "geojson": ({"type": "geojson"}, [], ["[]", "{}"], "invalid format"),
}


@pytest.mark.parametrize(("field", "keeping", "breaking", "check"), TYPES.values(), ids=TYPES)
def test_a_type_finds_the_values_that_break_it_and_no_other(found, field, keeping, breaking, check):
    here = found(column(*keeping, *breaking), KEY, {"name": "a", **field})

    first = 2 + len(keeping)
    assert [(name, rows) for name, _, rows, _ in here] == [(check, tuple(range(first, first + len(breaking))))]


def test_objects_of_json_are_points_or_geojson(write):
    csv = 'key,a,b\n1,"{""lon"": 1, ""lat"": 2}","{""type"": ""Point""}"\n2,"{""lon"": 1}","{""type"": ""Pint""}"\n'
    fields = [KEY, {"name": "a", "type": "geopoint", "format": "object"}, {"name": "b", "type": "geojson"}]

    report = ndl.check(write("table.csv", csv), standard=write("schema.json", {"fields": fields}))

    assert [(f.check, f.column, f.rows) for f in report.findings] == [
        ("invalid coordinates", "a", (3,)),
        ("invalid format", "b", (3,)),
    ]
    assert "more of the geojson in b than what kind of object it is" in report.not_checked


# Each constraint: what the field says, values that keep it, values that break it, the check, what is expected.
CONSTRAINTS = {
    "minLength": ({"minLength": 5}, ["apple"], ["plum"], "too short", "5 characters or more"),
    "maxLength": ({"maxLength": 5}, ["apple"], ["grapefruit"], "too long", "5 characters or fewer"),
    "pattern": ({"pattern": "a.*"}, ["apple"], ["pea"], "invalid pattern", "text of the form a.*"),
    "enum": ({"enum": ["apple"]}, ["apple"], ["orange"], "invalid category value", "one of 'apple'"),
    "minimum": ({"minimum": 100}, ["100"], ["99"], "too small", "100 or more"),
    "exclusiveMinimum": ({"exclusiveMinimum": 0}, ["1"], ["0"], "too small", "more than 0"),
    "exclusiveMaximum": ({"exclusiveMaximum": "150"}, ["149"], ["150"], "too large", "less than 150"),
    "enum of numbers": ({"enum": [1, 2]}, ["1", "02"], ["3"], "invalid category value", "one of '1', '2'"),
}


@pytest.mark.parametrize(("limits", "keeping", "breaking", "check", "expected"), CONSTRAINTS.values(), ids=CONSTRAINTS)
def test_a_constraint_finds_the_values_that_break_it(write, limits, keeping, breaking, check, expected):
    kind = "integer" if "inimum" in str(limits) or "aximum" in str(limits) or "[1" in str(limits) else "string"
    fields = [KEY, {"name": "a", "type": kind, "constraints": limits}]

    report = ndl.check(
        write("table.csv", column(*keeping, *breaking)), standard=write("schema.json", {"fields": fields})
    )

    assert [(f.check, f.rows, f.expected) for f in report.findings] == [(check, (2 + len(keeping),), expected)]


def test_bounds_are_of_what_values_mean(found):
    field = {"name": "a", "type": "date", "format": "%d/%m/%Y", "constraints": {"minimum": "02/01/2020"}}

    assert found(column("03/01/2020", "31/12/2019", "02/01/2020"), KEY, field) == [
        ("too small", "a", (3,), "31/12/2019"),
    ]


def test_a_value_that_cannot_be_read_is_not_also_outside_an_exclusive_bound(found):
    field = {"name": "a", "type": "date", "constraints": {"exclusiveMinimum": "2020-01-01"}}

    assert found(column("2020-01-02", "tomorrow"), KEY, field) == [("invalid date", "a", (3,), "tomorrow")]


def test_a_date_in_the_form_the_schema_states_is_not_mended(write):
    schema = {"fields": [KEY, {"name": "a", "type": "date", "format": "%d/%m/%Y"}]}

    report = ndl.check(write("table.csv", column("31/12/2020")), standard=write("schema.json", schema))

    assert (report.findings, report.repairs) == ((), ())


def test_categories_are_values_or_objects_with_labels(found):
    fruit = {"name": "a", "type": "string", "categories": ["apple", "pear"], "categoriesOrdered": True}
    level = {"name": "a", "type": "integer", "categories": [{"value": 0, "label": "low"}, {"value": 1}]}

    assert found(column("apple", "plum"), KEY, fruit) == [("invalid category value", "a", (3,), "plum")]
    assert found(column("0", "2"), KEY, level) == [("invalid category value", "a", (3,), "2")]


def test_a_missing_value_is_blank_with_no_repair_and_says_its_label(write):
    field = {"name": "a", "type": "integer", "constraints": {"required": True}}
    missing = [{"value": ""}, {"value": "-99", "label": "REFUSED"}]
    schema = {"fields": [KEY, field], "missingValues": missing}

    report = ndl.check(write("table.csv", column("1", "-99", "-98")), standard=write("schema.json", schema))

    assert [(f.check, f.rows, f.observed) for f in report.findings] == [("missing value", (3,), "-99 (REFUSED)")]
    assert report.repairs == ()


def test_a_foreign_key_may_lead_to_its_own_table(found):
    key = {"fields": ["parent"], "reference": {"fields": ["id"]}}

    assert found("id,parent\n1,\n2,1\n3,9\n", {"name": "id"}, {"name": "parent"}, foreignKeys=[key]) == [
        ("missing associated entity", "parent", (4,), "9"),
    ]


# --- fieldsMatch ------------------------------------------------------------------------------------

A_B, B_A, A_B_C, A_ONLY, NONE = "a,b\n1,2\n", "b,a\n1,2\n", "a,b,c\n1,2,3\n", "a\n1\n2\n", "x,y\n1,2\n"


@pytest.mark.parametrize(
    ("match", "meeting", "failing"),
    [
        ("exact", [A_B], [B_A, A_B_C, A_ONLY]),
        ("equal", [A_B, B_A], [A_B_C, A_ONLY]),
        ("subset", [A_B, B_A, A_B_C], [A_ONLY]),
        ("superset", [A_B, B_A, A_ONLY], [A_B_C]),
        ("partial", [A_B, A_B_C, A_ONLY], [NONE]),
    ],
)
def test_fields_match_says_how_strictly_columns_must_line_up(found, match, meeting, failing):
    fields = {"name": "a"}, {"name": "b"}

    assert [found(csv, *fields, fieldsMatch=match) for csv in meeting] == [[]] * len(meeting)
    assert [[name for name, *_ in found(csv, *fields, fieldsMatch=match)] for csv in failing] == [
        ["columns differ"]
    ] * len(failing)


def test_columns_that_differ_are_named(write):
    report = ndl.check(
        write("table.csv", "b,x,a\n1,2,3\n"),
        standard=write("schema.json", {"fields": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}),
    )

    assert report.findings[0].message == (
        "The columns and their description do not line up, 3 columns against 3 described: not described: x; described "
        "and not there: c; those that are in both stand in another order. They were matched by name."
    )


# --- packages ---------------------------------------------------------------------------------------

PLACES = {"name": "places", "path": "places.csv", "schema": {"fields": [{"name": "id"}], "primaryKey": "id"}}
VISITS = {
    "name": "visits",
    "path": "visits.csv",
    "schema": {
        "fields": [{"name": "place"}, {"name": "year", "type": "integer"}],
        "uniqueKeys": [["place", "year"]],
        "foreignKeys": [{"fields": "place", "reference": {"resource": "places", "fields": "id"}}],
    },
}


def package_check(tmp_path, descriptor, table):
    standard = standard_named(descriptor, table)
    return check_table(read_place(place_of(tmp_path / table)), standard, None, repairs=True)


def test_a_resource_of_a_package_is_known_by_the_name_of_the_file(tmp_path, write):
    package = write("datapackage.json", {"name": "trips", "resources": [PLACES, VISITS]})
    write("places.csv", "id\nA\nB\n")
    write("visits.csv", "place,year\nA,2020\nA,2020\nC,2020\n")

    report = package_check(tmp_path, package, "visits.csv")

    assert report.standard == "trips/visits"
    assert [(f.check, f.column, f.rows, f.expected) for f in report.findings if f.severity == "error"] == [
        ("missing associated entity", "place", (4,), "a value listed in places.csv"),
        ("reference values are not unique", "place, year", (3,), "each key once"),
    ]


def test_a_resource_that_is_not_in_the_package_is_said(tmp_path, write):
    package = write("datapackage.json", {"name": "trips", "resources": [VISITS]})
    write("visits.csv", "place,year\nA,2020\n")

    report = package_check(tmp_path, package, "visits.csv")

    (finding,) = report.findings
    assert (finding.check, finding.column, finding.observed) == ("absent table", "place", "places")
    assert "there is no description of places" in finding.message
    assert "that place exist in places" in report.not_checked
    assert "missing associated entity" not in report.checks_run


def test_a_file_of_the_package_that_is_not_there_is_said(tmp_path, write):
    package = write("datapackage.json", {"name": "trips", "resources": [PLACES, VISITS]})
    write("visits.csv", "place,year\nA,2020\n")

    (finding,) = package_check(tmp_path, package, "visits.csv").findings

    assert (finding.check, finding.message) == (
        "absent table",
        "The foreign key place leads nowhere: places.csv is not there. Its values were not checked.",
    )


def test_a_table_that_the_package_does_not_describe_is_not_found(write):
    package = write("datapackage.json", {"resources": [PLACES, VISITS]})

    with pytest.raises(NotFound) as caught:
        standard_named(package, "other.csv")

    assert caught.value.expected == "a file called as one of places.csv, visits.csv"


def test_a_schema_in_a_file_of_its_own_is_read(write):
    write("visits.json", {"fields": [{"name": "place"}]})
    package = write("datapackage.json", {"resources": [{"name": "v", "path": "v.csv", "schema": "visits.json"}]})

    assert [field.name for field in standard_named(package).fields] == ["place"]


@pytest.mark.parametrize(
    "path", ["../places.csv", "/etc/passwd", "https://example.org/places.csv", "a\\b.csv", "a" * 5000, ""]
)
def test_a_table_outside_the_folder_is_not_looked_at(write, path):
    package = write("datapackage.json", {"resources": [{**PLACES, "path": path}, VISITS]})

    standard = standard_named(package, "visits.csv")

    assert standard.foreign_keys == ()
    assert standard.notes == ("that place exist in places (places is not one file beside the data package)",)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path, write):
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "places.csv").symlink_to(write("secret.csv", "id\nA\n"))
    package = write("package/datapackage.json", {"resources": [PLACES, VISITS]})

    assert standard_named(package, "visits.csv").foreign_keys == ()


def test_a_schema_alone_does_not_know_where_other_tables_are(write):
    assert standard_named(write("schema.json", VISITS["schema"])).notes == (
        "that place exist in places (no data package says where places is)",
    )


# --- what is not understood, and broken files -------------------------------------------------------


def test_types_and_formats_we_do_not_know_are_not_checked():
    fields = [
        {"name": "a", "type": "colour"},
        {"name": "b", "type": "string", "format": "rot13"},
        {"name": "c", "type": "date", "format": "DD/MM/YYYY"},
        {"name": "d", "type": "list", "itemType": "integer"},
        {"name": "e", "type": "list", "constraints": {"minLength": 2}},
    ]

    assert standard_from_schema("mine/t", "T", {"fields": fields}).notes == (
        "that a is a colour",
        "that b is written as rot13",
        "that c is a date written as DD/MM/YYYY",
        "that the items of d are of the type integer",
        "the constraint 'minLength' of e",
    )


BROKEN = {
    "not JSON": ("{", "not JSON"),
    "a list": ("[]", "JSON that is a list"),
    "half a character": ('{"fields": [{"name": "\\ud800"}]}', "not JSON"),
    "nested too deeply": ("[" * 200_000, "not JSON"),
    "nothing known": ('{"colour": "red"}', "JSON with colour"),
    "fields that are none": ('{"fields": "a"}', "fields: Input should be a valid list"),
    "no fields": ('{"fields": []}', "fields: List should have at least 1 item"),
    "a field without a name": ('{"fields": [{}]}', "fields.0.name: Field required"),
    "two fields of one name": ('{"fields": [{"name": "a"}, {"name": "a"}]}', "two fields have the same name"),
    "a key of no field": ('{"fields": [{"name": "a"}], "uniqueKeys": [["a", "b"]]}', "a key names no field: ['b']"),
    "a key of too few": (
        '{"fields": [{"name": "a"}], "foreignKeys": [{"fields": "a", "reference": {"fields": ["a", "b"]}}]}',
        "as many columns there as here",
    ),
    "an unknown match": ('{"fields": [{"name": "a"}], "fieldsMatch": "nearly"}', "fieldsMatch"),
    "a package without resources": ('{"resources": []}', "resources: List should have at least 1 item"),
    "a resource without a schema": ('{"resources": [{"name": "a"}]}', "no schema of the resource 'a'"),
    "a schema elsewhere": ('{"resources": [{"name": "a", "schema": "../b.json"}]}', "not beside it: '../b.json'"),
}


@pytest.mark.parametrize(("text", "complaint"), BROKEN.values(), ids=BROKEN)
def test_a_broken_descriptor_names_the_file_and_what_is_wrong(write, text, complaint):
    path = write("schema.json", text)

    with pytest.raises(BadStandard) as caught:
        standard_named(path)

    assert complaint in caught.value.found
    assert path.name in caught.value.found
    assert (caught.value.done, "\n" in str(caught.value)) == ("nothing was checked", False)
