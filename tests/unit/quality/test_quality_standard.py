import json

import pytest

from ndl_workbench.errors import BadStandard, NotFound
from ndl_workbench.quality.standard import names, standard_named

HEAD = "name: mine\ntitle: Mine\nsource: {title: Drawn, url: https://example.org}\n"

# --- ours -------------------------------------------------------------------------------------------


def test_names_of_the_standards_that_come_with_the_package():
    assert "brownfield-land" in names()
    assert list(names()) == sorted(names())


@pytest.fixture(scope="module")
def published(shared):
    return json.loads((shared / "data/brownfield-land/schema/brownfield-land.json").read_text(encoding="utf-8"))[
        "fields"
    ]


def test_brownfield_land_has_the_fields_of_the_published_schema_in_its_order(published):
    fields = [field.name for field in standard_named("brownfield-land").fields]

    assert fields == [field["name"] for field in published]
    assert len(fields) == 22


def test_brownfield_land_requires_what_the_published_schema_requires(published):
    required = {field.name for field in standard_named("brownfield-land").fields if field.required}

    assert required == {field["name"] for field in published if field["constraints"]["required"]}
    assert len(required) == 9


def test_brownfield_land_allows_the_values_of_the_published_schema(published):
    allowed = {field.name: field.values for field in standard_named("brownfield-land").fields if field.values}

    assert allowed == {
        field["name"]: tuple(value for value in field["constraints"]["enum"] if value)
        for field in published
        if "enum" in field["constraints"]
    }
    assert len(allowed) == 5


def test_brownfield_land_is_as_wide_as_the_published_bounds_and_counts_no_fewer_than_none(published):
    bounds = {
        field.name: (field.minimum, field.maximum)
        for field in standard_named("brownfield-land").fields
        if (field.minimum, field.maximum) != (None, None)
    }
    counts = {"MinNetDwellings", "NetDwellingsRangeFrom", "NetDwellingsRangeTo"}

    assert {name: pair for name, pair in bounds.items() if name not in counts} == {
        field["name"]: (field["constraints"].get("minimum"), field["constraints"].get("maximum"))
        for field in published
        if "minimum" in field["constraints"] or "maximum" in field["constraints"]
    }
    assert bounds["Hectares"] == (0.001, 5000)
    assert {bounds[name] for name in counts} == {(0, None)}


def test_brownfield_land_has_the_types_of_the_published_schema(published):
    types = {field.name: field.type for field in standard_named("brownfield-land").fields}

    for field in published:
        said = field.get("type", "string")
        # Planning histories are addresses too, says the schema in words, with bars between them.
        if field.get("format") == "uri" or field["name"] == "PlanningHistory":
            said = "uri"
        elif "enum" in field["constraints"]:
            said = "category"
        assert (field["name"], types[field["name"]]) == (field["name"], said)


# --- the user's own ---------------------------------------------------------------------------------


def write(tmp_path, text):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_standard_of_ones_own_is_read_from_yaml(tmp_path):
    path = write(
        tmp_path,
        HEAD + "fields:\n  - {name: site, unique: true}\n  - {name: opened, type: date, minimum: 2020-01-31}\n",
    )

    standard = standard_named(path)

    assert standard == standard_named(str(path))
    assert [(field.name, field.type, field.unique) for field in standard.fields] == [
        ("site", "string", True),
        ("opened", "date", False),
    ]
    assert standard.field("opened").minimum == "2020-01-31"
    assert (standard.closed, standard.missing, standard.notes) == (True, (), ())


def test_an_unknown_standard_names_those_there_are():
    with pytest.raises(NotFound) as caught:
        standard_named("no-such-standard")

    assert "no standard called 'no-such-standard'" in caught.value.found
    assert "brownfield-land" in caught.value.expected


@pytest.mark.parametrize(
    "name", ["", "no.yaml", "brownfield-land.csv", "..", "a\0b.yaml", "../brownfield-land", "~nobody/a.yaml"]
)
def test_a_name_that_leads_nowhere_is_not_found(name):
    with pytest.raises(NotFound):
        standard_named(name)


FIELD = "fields:\n  - {name: a%s}\n"
AREA = """\
within:
  {name: Here, west: -6.5, south: 49.81, east: %s, north: 55.85,
  source: {title: Drawn, url: https://example.org}}
"""

BROKEN = {
    "not YAML": ("name: [", "not YAML"),
    "empty": ("", "the file: Input should be a valid dictionary"),
    "a list": ("- 1\n- 2\n", "the file: Input should be a valid dictionary"),
    "an extra key": (HEAD + FIELD % "" + "colour: red\n", "colour: Extra inputs are not permitted"),
    "an extra key of a field": (HEAD + FIELD % ", colour: red", "fields.0.colour: Extra inputs are not permitted"),
    "no fields": (HEAD, "fields: Field required"),
    "an empty list of fields": (HEAD + "fields: []\n", "fields: Tuple should have at least 1 item"),
    "a field without a name": (HEAD + "fields:\n  - {title: A}\n", "fields.0.name: Field required"),
    "a blank name": (HEAD + "fields:\n  - {name: ' '}\n", "fields.0.name: String should have at least 1 character"),
    "a category without values": (HEAD + FIELD % ", type: category", "'values' must be given for a category"),
    "values without a category": (HEAD + FIELD % ", values: [b]", "only for a category"),
    "values YAML reads as true and false": (
        HEAD + FIELD % ", type: category, values: [yes, no]",
        "fields.0.values.0: Input should be a valid string",
    ),
    "an unknown type": (HEAD + FIELD % ", type: colour", "fields.0.type: Input should be 'string'"),
    "a bound of a number that is text": (HEAD + FIELD % ", type: integer, minimum: few", "must be numbers"),
    "a bound of a number that is a date": (HEAD + FIELD % ", type: number, minimum: 2020-01-01", "must be numbers"),
    "a bound of a date that is a number": (HEAD + FIELD % ", type: date, maximum: 2020", "must be written YYYY-MM-DD"),
    "a bound that is a list": (HEAD + FIELD % ", type: integer, minimum: [1]", "fields.0.minimum"),
    "a bound of a text": (HEAD + FIELD % ", minimum: 1", "a string has no bounds"),
    "two fields of one name": (HEAD + "fields:\n  - {name: a}\n  - {name: 'a '}\n", "two fields have the same name"),
    "a default from nowhere": (HEAD + FIELD % ", default_from: [b]", "names no field: ['b']"),
    "a separator of texts": (HEAD + FIELD % ", separator: '|'", "'separator' is for web addresses"),
    "a separator that addresses are made of": (HEAD + FIELD % ", type: uri, separator: '/'", "'separator' is for"),
    "a separator that is a space": (HEAD + FIELD % ", type: uri, separator: ' '", "fields.0.separator"),
    "a separator of two signs": (HEAD + FIELD % ", type: uri, separator: '||'", "fields.0.separator"),
    "an area and no points": (HEAD + AREA % "1.84" + FIELD % ", coordinate: longitude", "'within' is for points"),
    "an area with its sides swapped": (HEAD + AREA % "-7" + FIELD % "", "west must be less than its east"),
    "an area off the earth": (HEAD + AREA % "184" + FIELD % "", "within.east: Input should be less than"),
    "an area from nowhere": (
        HEAD + "within: {name: Here, west: 0, south: 0, east: 1, north: 1}\n" + FIELD % "",
        "within.source: Field required",
    ),
    "a pattern that is none": (HEAD + FIELD % ", pattern: '('", "'pattern' is no regular expression"),
    "a pattern that could run for ever": (
        HEAD + FIELD % r", pattern: '(a+)+\1'",
        "'pattern' is one that cannot be run safely",
    ),
    "a pattern that looks ahead": (HEAD + FIELD % ", pattern: '(?=a)(a+)+'", "cannot be run safely"),
    "a Python object": (HEAD + "fields: !!python/object/apply:os.mkdir ['made-by-yaml']\n", "not YAML"),
    "nested too deeply": ("[" * 50_000, "nested too deeply"),
    "too large": ("#" * 1_000_001, "1,000,001 bytes"),
}


@pytest.mark.parametrize(("text", "complaint"), BROKEN.values(), ids=BROKEN)
def test_a_broken_standard_names_the_file_and_what_is_wrong(tmp_path, monkeypatch, text, complaint):
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path, text)

    with pytest.raises(BadStandard) as caught:
        standard_named(path)

    assert complaint in caught.value.found
    assert str(path) in caught.value.found
    assert caught.value.expected
    assert caught.value.done == "nothing was checked"
    assert "\n" not in str(caught.value)
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.yaml"]


def test_bytes_that_are_not_utf_8_are_a_broken_standard(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_bytes(HEAD.encode() + b"fields:\n  - {name: caf\xe9}\n")

    with pytest.raises(BadStandard, match="UTF-8"):
        standard_named(path)


def test_aliases_that_would_unfold_to_a_billion_are_refused_without_unfolding(tmp_path):
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    path = write(tmp_path, HEAD + "\n".join(lines) + "\nmissing: *a9\nfields:\n  - {name: a}\n")

    with pytest.raises(BadStandard):
        standard_named(path)
