from ndl_workbench.quality.standard import Codes, ForeignKey, standard_from_schema


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
    assert read({"name": "shape", "type": "drawing"}).notes == ("that shape is a drawing",)


def test_a_boolean_is_a_flag_of_its_words():
    standard = read(
        {"name": "open", "type": "boolean", "trueValues": ["yes", "y"], "falseValues": ["no"]},
        {"name": "free", "type": "boolean"},
    )

    assert [(field.type, field.form, field.values) for field in standard.fields] == [
        ("category", "flag", ("yes", "y", "no")),
        ("category", "flag", ("true", "True", "TRUE", "1", "false", "False", "FALSE", "0")),
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
        {"name": "id", "constraints": {"jsonSchema": {}, "minLength": "three", "unique": "yes", "colour": "red"}},
        {"name": "for", "type": "duration", "constraints": {"minimum": "P1D"}},
        {"name": "code", "constraints": {"pattern": "(?=A)B", "enum": "A"}},
        {"name": "size", "type": "integer", "constraints": {"maximum": "few", "minLength": 2}},
    )

    assert standard.notes == (
        "the constraint 'unique' of id",
        "the constraint 'colour' of id",
        "the constraint 'jsonSchema' of id",
        "the constraint 'minLength' of id",
        "the constraint 'minimum' of for",
        "the constraint 'enum' of code",
        "the constraint 'pattern' of code",
        "the constraint 'maximum' of size",
        "the constraint 'minLength' of size",
    )
    assert standard.field("code").pattern is None
    assert not standard.field("id").unique


def test_a_primary_key_of_one_column_is_required_and_unique():
    standard = read({"name": "id"}, {"name": "name"}, primaryKey=["id"])

    assert [(field.name, field.required, field.unique) for field in standard.fields] == [
        ("id", True, True),
        ("name", False, False),
    ]
    assert standard.notes == read({"name": "id"}, {"name": "name"}, primaryKey="id").notes == ()


def test_a_primary_key_of_two_columns_is_required_and_unique_together():
    standard = read({"name": "area"}, {"name": "year"}, primaryKey=["area", "year"])

    assert [(field.required, field.unique) for field in standard.fields] == [(True, False), (True, False)]
    assert standard.unique_keys == (("area", "year"),)
    assert standard.notes == ()


def test_a_code_list_says_its_axis():
    listed = {"resource": "reference/areas", "field": "code", "axis": "area"}

    assert read({"name": "area", "ndl:codeList": listed}).field("area").codes == Codes(
        resource="reference/areas", column="code", axis="area"
    )


def test_a_foreign_key_leads_to_a_table_in_the_same_collection():
    key = {"fields": ["site"], "reference": {"resource": "places", "fields": ["id"]}}

    assert read({"name": "site"}, foreignKeys=[key]).foreign_keys == (
        ForeignKey(fields=("site",), reference=("id",), resource="mine/places", named="mine/places"),
    )


def test_a_foreign_key_of_two_columns_leads_to_two():
    key = {"fields": ["area", "year"], "reference": {"resource": "places", "fields": ["code", "from"]}}

    (read_key,) = read({"name": "area"}, {"name": "year"}, foreignKeys=[key]).foreign_keys

    assert (read_key.fields, read_key.reference) == (("area", "year"), ("code", "from"))


def test_values_that_only_stand_for_missing_are_kept_but_for_the_blank():
    standard = read(
        {"name": "a"},
        {"name": "b", "missingValues": [{"value": "", "label": "OMITTED"}, {"value": "-99", "label": "REFUSED"}]},
        missingValues=["", "-", "n/a"],
    )

    assert [field.null for field in standard.fields] == [{"-": "", "n/a": ""}, {"-99": "REFUSED"}]
    assert (standard.missing, standard.notes) == ((), ())


def test_a_blank_that_is_a_value_is_not_checked():
    assert read({"name": "a"}, missingValues=["-"]).notes == (
        "that a blank in a is a value (missingValues leaves it out)",
    )
