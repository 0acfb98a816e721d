"""One report for a table in memory and for one that SQL scans: hypothesis looks for values that tell them apart."""

import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ndl_workbench.loading.large.stored import stored_cells
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.loading.tables.table import SourceTable
from ndl_workbench.quality.check import check_table
from ndl_workbench.quality.engine import whole
from ndl_workbench.quality.engine.report import check_stored

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode does not
from drawn_tables import CHECKS, FIELDS, HERE, SOURCE, agree, cells_of, standard, tables, told


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("repairs", [True, False])
def test_every_value_of_a_field_is_judged_alike(name, repairs):
    values = ["", *FIELDS[name][1]]

    agree({name: [*values, *values]}, standard([name]), repairs=repairs)


@settings(max_examples=60, deadline=None)
@given(columns=tables(), repairs=st.booleans())
@example(columns={"east": ["-1.5", "53.8", "430000", ""], "north": ["53.8", "-1.5", "433000", "1"]}, repairs=True)
@example(columns={"first": ["", "1"], "second": ["2", ""]}, repairs=True)
@example(columns={"single": ["A", "A ", ""], "plain": ["x", " x", "x"]}, repairs=True)
def test_tables_of_text_are_judged_alike(columns, repairs):
    agree(columns, standard(list(columns), CHECKS), repairs=repairs)


@settings(max_examples=40, deadline=None)
@given(columns=tables(), repairs=st.booleans())
def test_tables_without_a_standard_are_judged_alike(columns, repairs):
    agree(columns, None, repairs=repairs)


def test_numbers_with_a_few_words_are_judged_alike():
    agree({"n": ["1"] * 30 + ["few", ""], "m": ["1", "x"] * 16}, None, repairs=True)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "", "a "]), st.sampled_from(["1", "2", ""])), min_size=1, max_size=9),
    st.sampled_from([0, 100]),
)
def test_keys_and_copies_are_judged_alike(rows, hashes_held):
    fields = [{"name": "a"}, {"name": "b"}]
    key = {"fields": ["b"], "reference": ["a"]}
    wanted = standard([], fields=fields, unique_keys=[["a", "b"]], foreign_keys=[key, key | {"reference": ["b"]}])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole, "HASHES_HELD", hashes_held)
        agree({"a": [a for a, _ in rows], "b": [b for _, b in rows]}, wanted, repairs=True)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*[st.sampled_from(["a", "b", ""])] * 2, *[st.sampled_from("xy")] * 4), max_size=12, min_size=1)
)
def test_copies_among_many_columns_are_judged_alike(rows):
    columns = dict(zip("abcdef", map(list, zip(*rows, strict=True)), strict=True))
    wanted = standard([], fields=[{"name": name} for name in columns], unique_keys=[["e"], ["a", "b"]])

    agree(columns, wanted, repairs=True)


def test_points_of_an_area_are_judged_alike():
    area = {"name": "Here", "west": -2.0, "south": 53.0, "east": -1.0, "north": 54.0, "source": SOURCE}
    fields = [{"name": name, **FIELDS[name][0]} for name in ("east", "north")]
    east, north = ["-1.5", "1.0", "53.8", "430000", "530000", ""], ["53.8", "53.8", "-1.5", "433000", "180400", "53"]

    agree({"east": east, "north": north}, standard([], fields=fields, within=area), repairs=True)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(["", "Mill", "mill", "n/a", "Old Mill "])] * 2), min_size=1, max_size=6))
def test_columns_that_are_joined_are_judged_alike(rows):
    wanted = standard([], fields=[{"name": "Site", "title": "Name and address", "required": True}])

    agree({"Site Name": [a for a, _ in rows], "Address": [b for _, b in rows]}, wanted, repairs=True)


def test_codes_and_what_they_cover_are_judged_alike():
    codes = {"resource": "reference/areas", "column": "code", "axis": "area"}
    wanted = standard([], fields=[{"name": "area", "codes": codes}, {"name": "n", "type": "integer"}])

    agree({"area": ["X", "", "X06000001", " X06000001"], "n": ["1", "2", "x", "4"]}, wanted, repairs=True)


@pytest.mark.parametrize("rule", ["{} is null", "{} < '5'"])
@pytest.mark.parametrize(
    ("name", "values"),
    [("size", ["nan", "inf", "1_0", "2"]), ("whole", ["1_0", "1e2", "5"]), ("opened", ["epoch", "infinity"]),
     ("moment", ["2017-06-30", "epoch"]), ("month", ["June", "2017-06"])],
)  # fmt: skip
def test_a_rule_is_not_shown_what_duckdb_alone_takes_for_a_value(name, values, rule):
    checks = [{"name": "odd", "sentence": "Odd.", "expression": rule.format(name), "dimension": "validity"}]

    agree({name: values}, standard([name], checks), repairs=False)


def test_every_rule_that_cannot_be_evaluated_is_told():
    rules = {"sum": "whole", "word": "whole like 'x'", "rest": "whole = 'x'", "sound": "whole > 1"}
    checks = [
        {"name": name, "sentence": "Odd.", "expression": rule, "dimension": "validity"} for name, rule in rules.items()
    ]

    agree({"whole": ["1", "2"]}, standard(["whole"], checks), repairs=True)


def test_a_rule_may_be_called_as_one_of_ours():
    check = {"name": "too small", "sentence": "Odd.", "expression": "whole > 5", "dimension": "validity"}

    agree({"whole": ["-9", "1", "7"]}, standard(["whole"], [check]), repairs=True)


def test_copies_whose_key_is_a_placeholder_are_judged_alike():
    agree({"single": ["A", "A", "n/a", "n/a"], "plain": ["x", "y", "z", "z"]}, standard(["single"]), repairs=True)


def test_a_key_named_twice_is_looked_at_once():
    wanted = standard(["plain"], unique_keys=[["plain"], ["plain"]])

    agree({"plain": ["x", "x"]}, wanted, repairs=True)
    report = check_table(SourceTable(cells_of({"plain": ["x", "x"]}), 1, (), 0, HERE), wanted, None, repairs=True)
    assert [f.check for f in report.findings] == ["reference values are not unique", "duplicate row"]


def test_blanks_that_are_replaced_are_judged_alike():
    fields = [{"name": "n", "replace": {"": "none"}}, {"name": "m"}]

    agree({"n": ["", "x", ""], "m": ["1", "2", "3"]}, standard([], fields=fields), repairs=True)


def test_a_unit_that_ends_a_number_is_cut_off():
    agree({"n": ["1e2", "12"]}, standard([], fields=[{"name": "n", "type": "number", "units": ["e2"]}]), repairs=True)


def test_a_key_to_the_table_itself_is_told_without_the_spaces_around_it():
    key = {"fields": ["b"], "reference": ["a"]}
    wanted = standard([], fields=[{"name": "a"}, {"name": "b"}], foreign_keys=[key])

    agree({"a": ["x\u00a0", "\ty"], "b": ["x", "y"]}, wanted, repairs=False)


def test_rows_filled_from_one_of_two_columns_are_named_in_order():
    donors = ["one", "two"]
    fields = [{"name": "n", "required": True, "default_from": donors}, *({"name": name} for name in donors)]

    agree({"n": ["", ""], "one": ["", "x"], "two": ["y", ""]}, standard([], fields=fields), repairs=True)


def test_a_rule_that_fails_on_some_values_is_not_evaluated_either_way():
    checks = [
        {"name": "odd", "sentence": "Odd.", "expression": "cast('x' as integer) > whole", "dimension": "validity"}
    ]

    agree({"whole": ["1", "2", "x"]}, standard(["whole"], checks), repairs=True)


def test_frames_are_seen_as_they_were_before():
    frame = pd.DataFrame({"single": ["A", "A"], "whole": [1, None]})

    table = table_from_frame(frame)

    assert told(check_stored(stored_cells(table), standard(["single", "whole"]), None, repairs=True)) == told(
        check_table(table, standard(["single", "whole"]), None, repairs=True)
    )
