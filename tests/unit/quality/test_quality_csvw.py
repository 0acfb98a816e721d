"""CSVW metadata: a first reading. Numbers of the catalogue of APIs are facts of the file in ``shared``."""

import json

import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import BadStandard, NotFound
from ndl_workbench.quality.standard import ForeignKey, standard_named

CSVW = "http://www.w3.org/ns/csvw"

# --- the catalogue of APIs --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def catalogue(shared):
    folder = shared / "data/api-catalogue"
    return ndl.check(folder / "catalogue.csv", standard=folder / "catalogue.csv-metadata.json")


def test_the_report_says_first_that_columns_and_metadata_do_not_line_up(catalogue):
    first = catalogue.findings[0]

    assert (first.check, first.severity, first.rows) == ("columns differ", "error", (1,))
    assert first.message == (
        "The columns and their description do not line up, 12 columns against 10 described: not described: dateAdded, "
        "dateUpdated; those that are in both stand in another order. They were matched by name."
    )


def test_the_report_says_next_that_the_foreign_key_names_an_absent_file(catalogue):
    second = catalogue.findings[1]

    assert (second.check, second.severity, second.column) == ("absent table", "error", "provider")
    assert second.message == (
        "The foreign key provider leads nowhere: organisations.csv is not there (organisation.csv is). "
        "Its values were not checked."
    )
    assert "that provider exist in organisations.csv" in catalogue.not_checked


def test_required_cells_that_are_empty_are_counted_by_column(catalogue):
    assert {f.column: f.count for f in catalogue.findings if f.check == "missing value"} == {
        "license": 195,
        "maintainer": 40,
        "documentation": 17,
        "startDate": 212,
        "url": 11,
    }


def test_rows_of_a_repeated_url_are_counted(catalogue):
    (repeated,) = [f for f in catalogue.findings if f.check == "reference values are not unique"]

    assert (repeated.column, repeated.count, repeated.message) == (
        "url",
        29,
        "A row has the same url as an earlier one.",
    )


def test_what_the_metadata_says_and_was_not_understood_is_not_checked(catalogue):
    assert catalogue.not_checked[:5] == (
        "that url is of the datatype schema:URL",
        "that documentation is of the datatype schema:URL",
        "that license is of the datatype schema:URL",
        "the parts of areaServed, which are separated by ','",
        "what the metadata says in propertyUrl",
    )


def test_the_catalogue_as_a_frame_gives_the_same_findings(catalogue, shared):
    folder = shared / "data/api-catalogue"
    frame = ndl.load(folder / "catalogue.csv")

    report = ndl.check(frame, standard=folder / "catalogue.csv-metadata.json")

    assert [(f.check, f.column, f.count) for f in report.findings] == [
        (f.check, f.column, f.count) for f in catalogue.findings
    ]


# --- drawn ------------------------------------------------------------------------------------------


@pytest.fixture
def write(tmp_path):
    def to_file(name, content):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return to_file


@pytest.fixture
def read(write):
    def from_columns(*columns, table=(), **schema):
        metadata = {"@context": CSVW, "url": "t.csv", **dict(table), "tableSchema": {"columns": columns, **schema}}
        return standard_named(write("t.csv-metadata.json", metadata))

    return from_columns


@pytest.fixture
def found(write):
    def check(csv, *columns, **schema):
        metadata = {"@context": CSVW, "url": "t.csv", "tableSchema": {"columns": columns, **schema}}
        report = ndl.check(write("t.csv", csv), standard=write("t.csv-metadata.json", metadata))
        return [(f.check, f.column, f.rows, f.observed) for f in report.findings]

    return check


def test_titles_are_names_that_a_column_goes_by_in_any_language(read):
    field = read({"name": "pop", "titles": {"en": "Population", "cy": ["Poblogaeth", "Pobl"]}}).fields[0]

    assert (field.name, field.title, field.aliases) == ("pop", "Population", ("Poblogaeth", "Pobl"))


def test_a_column_is_called_by_its_title_or_place_where_it_has_no_name(read):
    fields = read({"titles": ["Population", "People"]}, {}, {"name": "about", "virtual": True}).fields

    assert [field.name for field in fields] == ["Population", "_col.2"]


def test_properties_are_inherited_from_the_group_the_table_and_the_schema(write):
    metadata = {
        "@context": [CSVW, {"@language": "en"}],
        "null": "-",
        "tables": [
            {"url": "t.csv", "required": True, "tableSchema": {"datatype": "integer", "columns": [{"name": "a"}]}}
        ],
    }

    field = standard_named(write("group.json", metadata)).fields[0]

    assert (field.required, field.type, field.null) == (True, "integer", {"-": ""})


DATATYPES = {
    "whole numbers in range": ("unsignedByte", ["0", "255"], ["256"], "too large"),
    "whole numbers below nothing": ("negativeInteger", ["-1"], ["0"], "too large"),
    "decimal": ("decimal", ["1.5", "50%"], ["NaN", "one", "1E3"], "invalid decimal"),
    "decimal that is a share": ({"base": "decimal", "maximum": 1}, ["50%", "999‰"], ["50", "101%"], "too large"),
    "a format that is not understood": ({"base": "date", "format": "d MMM yyyy"}, ["22 Mar 2015"], [], None),
    "double": ("double", ["1E3", "NaN", "-INF"], ["1,5"], "invalid decimal"),
    "decimal of other characters": (
        {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}},
        ["1.234,5"],
        ["1,5.2"],
        "invalid decimal",
    ),
    "boolean": ("boolean", ["true", "0"], ["yes"], "invalid flag"),
    "boolean of two words": ({"base": "boolean", "format": "Y|N"}, ["Y", "N"], ["true"], "invalid flag"),
    "date": ("date", ["2015-03-22"], ["22/03/2015", "2015-02-30"], None),
    "date of a format": ({"base": "date", "format": "d.M.yyyy"}, ["22.3.2015"], ["2015-03-22"], "invalid date"),
    "moment of a format": (
        {"base": "dateTime", "format": "yyyy-MM-ddTHH:mm"},
        ["2015-03-15T15:02"],
        ["2015-03-15 15:02"],
        "invalid date",
    ),
    "month first": ({"base": "date", "format": "MM/dd/yyyy"}, ["03/22/2015"], ["22/03/2015"], "invalid date"),
    "time of a format": ({"base": "time", "format": "HHmmss"}, ["150237"], ["15:02:37"], "invalid format"),
    "year and month": ("gYearMonth", ["2015-03"], ["2015-3"], "invalid month"),
    "duration": ("duration", ["PT2H30M"], ["2 hours"], "invalid format"),
    "hexadecimal": ("hexBinary", ["0aFF"], ["0aF"], "invalid pattern"),
    "text that holds a pattern": ({"base": "string", "format": "[0-9]{2}"}, ["a12"], ["a1b2"], "invalid pattern"),
    "text of a length": ({"base": "string", "length": 3}, ["abc"], ["abcd"], "too long"),
    "inclusive bounds": ({"base": "integer", "minimum": 1, "maxInclusive": "9"}, ["1", "9"], ["10"], "too large"),
    "exclusive bounds": ({"base": "date", "minExclusive": "2015-01-01"}, ["2015-01-02"], ["2015-01-01"], "too small"),
}


@pytest.mark.parametrize(("datatype", "keeping", "breaking", "check"), DATATYPES.values(), ids=DATATYPES)
def test_a_datatype_finds_the_values_that_break_it_and_no_other(found, datatype, keeping, breaking, check):
    values = [*keeping, *breaking]
    csv = "key,a\n" + "".join(f'{n},"{value}"\n' for n, value in enumerate(values))

    here = found(csv, {"name": "key"}, {"name": "a", "datatype": datatype})

    if not breaking:
        assert here == []
    elif check is None:  # a day-first date is mended, one that does not exist is found
        assert here == [("invalid date", "a", (4,), "2015-02-30")]
    else:
        first = 2 + len(keeping)
        assert [(name, rows) for name, _, rows, _ in here] == [(check, tuple(range(first, first + len(breaking))))]


def test_null_is_a_blank_and_a_default_fills_one(found, read):
    columns = {"name": "a", "required": True, "null": ["", "n/a"]}, {"name": "b", "required": True, "default": "x"}

    assert found("a,b\nn/a,\n1,\n", *columns) == [("missing value", "a", (2,), "")]
    assert read(*columns).notes == ("that a blank in b stands for 'x'",)


def test_a_primary_key_of_two_columns_is_unique_together(found):
    here = found("a,b\n1,1\n1,2\n1,1\n", {"name": "a"}, {"name": "b"}, primaryKey=["a", "b"])

    assert ("reference values are not unique", "a, b", (4,), "1 | 1") in here


def test_a_foreign_key_leads_to_a_table_of_the_group(write):
    write("places.csv", "id\nA\n")
    key = {"columnReference": "place", "reference": {"resource": "places.csv", "columnReference": ["id"]}}
    visits = {"url": "v.csv", "tableSchema": {"columns": [{"name": "place"}, {"name": "n"}], "foreignKeys": [key]}}
    places = {"url": "places.csv", "tableSchema": {"columns": [{"name": "id"}]}}
    group = write("csv-metadata.json", {"@context": CSVW, "tables": [visits, places]})

    standard = standard_named(group, "v.csv")

    assert standard.foreign_keys == (
        ForeignKey(fields=("place",), reference=("id",), resource=str(group.parent / "places.csv"), named="places.csv"),
    )
    assert [field.name for field in standard_named(group, "/elsewhere/places.csv").fields] == ["id"]
    with pytest.raises(NotFound, match="no description of the table"):
        standard_named(group, "x.csv")


def test_a_foreign_key_may_lead_to_its_own_table(found):
    key = {"columnReference": "up", "reference": {"resource": "t.csv", "columnReference": "id"}}

    assert found("id,up\n1,\n2,7\n", {"name": "id"}, {"name": "up"}, foreignKeys=[key]) == [
        ("missing associated entity", "up", (3,), "7"),
    ]


@pytest.mark.parametrize("resource", ["https://example.org/t.csv", "../places.csv", "/etc/passwd", ""])
def test_a_table_that_is_no_file_beside_the_metadata_is_not_looked_at(read, resource):
    key = {"columnReference": "a", "reference": {"resource": resource, "columnReference": "id"}}

    standard = read({"name": "a"}, foreignKeys=[key])

    assert standard.foreign_keys == ()
    assert standard.notes == (f"that a exist in {resource or 'a schema'} (not a file beside the metadata)",)


def test_what_is_not_understood_is_not_checked(read):
    standard = read(
        {"name": "a", "datatype": {"base": "integer", "format": {"pattern": "#,##0"}}},
        {"name": "b", "datatype": {"base": "date", "format": "d MMM yyyy"}},
        {"name": "c", "datatype": {"base": "time", "format": "HH:mm:ss.S"}},
        {"name": "d", "datatype": {"base": "string", "format": "(?=a)"}},
        {"name": "e", "datatype": "gDay"},
        {"name": "f", "datatype": {"base": "string", "minimum": 3, "scale": 2, "dc:title": "a remark"}},
        {"name": "g", "required": "perhaps"},
        {"name": "h", "null": ["-", 7]},
        table={"dialect": {"header": False}, "dc:title": "a remark"},
        rowTitles=["a"],
    )

    assert standard.notes == (
        "that a is of the datatype integer, in a format of its own",
        "the format 'd MMM yyyy' of b",
        "the format 'HH:mm:ss.S' of c",
        "the format of d",
        "that e is of the datatype gDay",
        "the property 'minimum' of the datatype of f",
        "the property 'scale' of the datatype of f",
        "the property 'required' of g",
        "that a blank in h is a value (null leaves it out)",
        "what the metadata says in dialect, rowTitles",
    )


BROKEN = {
    "no schema": ({"url": "t.csv"}, "no tableSchema"),
    "a schema elsewhere": ({"url": "t.csv", "tableSchema": "https://example.org/s.json"}, "not beside it"),
    "no columns": ({"url": "t.csv", "tableSchema": {"columns": []}}, "columns: List should have at least 1 item"),
    "no address": ({"tableSchema": {"columns": [{"name": "a"}]}}, "tables.0.url: Field required"),
    "titles that are a number": (
        {"url": "t.csv", "tableSchema": {"columns": [{"titles": 7}]}},
        "columns.0.titles",
    ),
    "two columns of one name": (
        {"url": "t.csv", "tableSchema": {"columns": [{"name": "a"}, {"name": "a"}]}},
        "two fields have the same name",
    ),
    "a key of no column": (
        {"url": "t.csv", "tableSchema": {"columns": [{"name": "a"}], "primaryKey": "b"}},
        "a key names no field: ['b']",
    ),
}


@pytest.mark.parametrize(("content", "complaint"), BROKEN.values(), ids=BROKEN)
def test_broken_metadata_names_the_file_and_what_is_wrong(write, content, complaint):
    path = write("t.csv-metadata.json", {"@context": CSVW, **content})

    with pytest.raises(BadStandard) as caught:
        standard_named(path)

    assert complaint in caught.value.found
    assert path.name in caught.value.found
