from ndl_workbench.quality.standard import Codes, standard_from_schema


def read(*fields, **rest):
    return standard_from_schema("mine/sites", "Sites", {"fields": list(fields), **rest})


def test_types_of_table_schema_become_ours():
    kinds = ["string", "any", "integer", "number", "date", "yearmonth", "datetime", "year"]

    standard = read(*({"name": kind, "type": kind} for kind in kinds), {"name": "untyped"})

    assert [(field.name, field.type) for field in standard.fields] == [
        ("string", "string"),
        ("any", "string"),
        ("integer", "integer"),
        ("number", "number"),
        ("date", "date"),
        ("yearmonth", "month"),
        ("datetime", "datetime"),
        ("year", "integer"),
        ("untyped", "string"),
    ]
    assert standard.notes == ()


def test_a_type_we_do_not_know_is_not_checked():
    assert read({"name": "shape", "type": "geojson"}).notes == ("that shape is a geojson",)


def test_a_boolean_is_a_category_of_its_words():
    standard = read(
        {"name": "open", "type": "boolean", "trueValues": ["yes", "y"], "falseValues": ["no"]},
        {"name": "free", "type": "boolean"},
    )

    assert [(field.type, field.values) for field in standard.fields] == [
        ("category", ("yes", "y", "no")),
        ("category", ("true", "false")),
    ]


def test_constraints_we_know_are_kept():
    standard = read(
        {"name": "id", "constraints": {"required": True, "unique": True, "pattern": "[A-Z]{3}"}},
        {"name": "size", "type": "integer", "constraints": {"minimum": 1, "maximum": 9}},
        {"name": "kind", "constraints": {"enum": ["a", "b"]}},
    )

    id, size, kind = standard.fields
    assert (id.required, id.unique, id.pattern) == (True, True, "[A-Z]{3}")
    assert (size.required, size.unique, size.minimum, size.maximum) == (False, False, 1, 9)
    assert (kind.type, kind.values) == ("category", ("a", "b"))
    assert standard.notes == ()


def test_constraints_we_cannot_check_are_named_and_never_passed():
    standard = read(
        {"name": "id", "constraints": {"minLength": 3, "maxLength": 9, "jsonSchema": {}}},
        {"name": "from", "type": "time", "constraints": {"minimum": "09:00"}},
        {"name": "code", "constraints": {"pattern": "(?=A)B"}},
    )

    assert standard.notes == (
        "the constraint 'jsonSchema' of id",
        "the constraint 'maxLength' of id",
        "the constraint 'minLength' of id",
        "that from is a time",
        "the constraint 'minimum' of from",
        "the constraint 'pattern' of code",
    )
    assert standard.field("code").pattern is None


def test_a_primary_key_of_one_column_is_required_and_unique():
    standard = read({"name": "id"}, {"name": "name"}, primaryKey=["id"])

    assert [(field.name, field.required, field.unique) for field in standard.fields] == [
        ("id", True, True),
        ("name", False, False),
    ]
    assert standard.notes == read({"name": "id"}, {"name": "name"}, primaryKey="id").notes == ()


def test_a_primary_key_of_two_columns_is_required_and_not_checked_for_being_unique():
    standard = read({"name": "area"}, {"name": "year"}, primaryKey=["area", "year"])

    assert [(field.required, field.unique) for field in standard.fields] == [(True, False), (True, False)]
    assert standard.notes == ("that area and year together are unique",)


def test_a_code_list_says_its_axis():
    listed = {"resource": "reference/areas", "field": "code", "axis": "area"}

    assert read({"name": "area", "ndl:codeList": listed}).field("area").codes == Codes(
        resource="reference/areas", column="code", axis="area"
    )


def test_a_foreign_key_lists_records_of_a_table_in_the_same_collection():
    key = {"fields": ["site"], "reference": {"resource": "places", "fields": ["id"]}}

    assert read({"name": "site"}, foreignKeys=[key]).field("site").codes == Codes(
        resource="mine/places", column="id", axis="record"
    )


def test_a_foreign_key_of_two_columns_is_not_checked():
    key = {"fields": ["area", "year"], "reference": {"resource": "places", "fields": ["area", "year"]}}

    standard = read({"name": "area"}, {"name": "year"}, foreignKeys=[key])

    assert standard.notes == ("that area and year together exist in places",)
    assert [field.codes for field in standard.fields] == [None, None]


def test_values_that_only_stand_for_missing_are_kept_but_for_the_blank():
    assert read({"name": "a"}, missingValues=["", "-", "n/a"]).missing == ("-", "n/a")
