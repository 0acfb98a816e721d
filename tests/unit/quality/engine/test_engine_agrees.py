"""One report for a table in memory and for one that SQL scans: hypothesis looks for values that tell them apart."""

import dataclasses
import datetime as dt

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ndl_workbench.loading.large.stored import stored_cells
from ndl_workbench.loading.large.stored_parquet import stored_parquet
from ndl_workbench.loading.provenance import Provenance
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.loading.tables.table import SourceTable
from ndl_workbench.quality.check import check_table
from ndl_workbench.quality.engine import whole
from ndl_workbench.quality.engine.report import check_stored
from ndl_workbench.quality.standard import Standard

HERE = Provenance("here")
SOURCE = {"title": "Drawn", "url": "https://example.org"}

# Each field with values that its rules and repairs treat in every way there is, and some that only look alike.
FIELDS = {
    "plain": ({}, ["x", " x", "x ", "\u00a0x", "x\u2003", "\x1cx", "é", "a  b", "n/a", "N/A", "-", "K\u212a"]),
    "needed": ({"required": True}, ["x", " ", "n/a", "?"]),
    "single": ({"unique": True, "required": True}, ["A", "a", "A ", "B", "C", "é"]),
    "whole": (
        {"type": "integer", "minimum": -5, "exclusive_maximum": 100, "units": ["ha"]},
        ["0", "-5", "-6", "+7", "007", "99", "100", "1,000", "1,00", "12.0", "1.5", "3 ha", "3ha", "1e2", "１２", "few",
         "9" * 40, "-", "--1"],
    ),
    "about": ({"type": "integer", "minimum": 0.5, "exclusive_maximum": 3.5}, ["0", "1", "3", "4", "-0"]),
    "beside": ({"type": "integer", "exclusive_minimum": 2.5, "maximum": 4}, ["2", "3", "4", "5", "03"]),
    "far": (
        {"type": "integer", "minimum": -1e20, "maximum": 1e15},
        ["9" * 15, "1" + "0" * 15, "1" + "0" * 14, "-" + "9" * 15],
    ),
    "huge": ({"type": "integer", "minimum": 1e20}, ["1", "1" + "0" * 15, "1" + "0" * 20, "1" + "0" * 21]),
    "never": ({"type": "integer", "minimum": 10, "maximum": 5}, ["4", "5", "7", "10", "11"]),
    "size": (
        {"type": "number", "minimum": 0, "maximum": 1e6},
        ["0", "1.5", ".5", "1.", "-1", "1e3", "1E9", "1,000", "1,000.5", "1,00", "nan", "inf", "0x1", "1_0", "1 2",
         "٣"],
    ),
    "rate": (
        {"type": "number", "written": {"special": True}, "maximum": 1},
        ["0.5", "NaN", "INF", "-INF", "2", "half", "50%"],
    ),
    "cost": (
        {"type": "number", "written": {"decimal": ",", "group": ".", "bare": False}},
        ["1.000,5", "£ 12", "EUR 95", "12", "x"],
    ),
    "opened": (
        {"type": "date", "minimum": "2000-01-01", "maximum": dt.date(2020, 12, 31)},
        ["2017-06-30", "2017-06-31", "30/06/2017", "31-06-2017", "1999-12-31", "2021-01-01", "43831", "infinity",
         "0000-01-01", "2017-6-3", "June 2017", "2017-06-30T00:00:00", "20170630", "epoch", "-infinity"],
    ),
    "noted": ({"type": "date", "format": "%d/%m/%Y"}, ["30/06/2017", "2017-06-30", "31/06/2017"]),
    "moment": (
        {"type": "datetime", "minimum": "2000-01-01T00:00:00"},
        ["2017-06-30T10:00:00", "2017-06-30 10:00:00", "2017-06-30T24:00:00", "2017-06-31T10:00:00",
         "1999-01-01T00:00:00", "2017-06-30", "2017-06-30T10:00", "0000-01-01T00:00:00"],
    ),
    "month": (
        {"type": "month", "minimum": "2000-01"},
        ["2017-06", "2017-13", "1999-12", "2017-6", "June", "2017-06\n"],
    ),
    "link": (
        {"type": "uri"},
        ["https://a.example", "HTTP://a.b/c d", "http://a", "www.a.b", "https:///a.b", "http://a.b\x0b", "http://é.example/",
         "ftp://a.b", "https://a.b?c=d#e"],
    ),
    "history": (
        {"type": "uri", "separator": "|"},
        ["https://a.b|http://c.d", "https://a.b | http://c.d ", "https://a.b|", "http://a.b\x0b|http://c.d", "none"],
    ),
    "kind": (
        {"type": "category", "values": ["public", "not public", "Mixed"],
         "replace": {"private": "not public", "?": ""}},
        ["public", "PUBLIC", "not  public", "not public", "Private", "mixed", "Mixed", "the King", "pub\u212aic", "?"],
    ),
    "yes": ({"type": "category", "form": "flag", "values": ["yes", "no"]}, ["yes", "no", "YES", "perhaps", "n/a"]),
    "mail": ({"form": "email"}, ["a@b", "a@@b", "a b@c", "a@b\x0b", "é@b", "nobody", " a@b"]),
    "place": ({"form": "uri"}, ["urn:a:b", "a", "https://a b", "mailto:a@b", "urn:é", "a:{b}"]),
    "uuid": ({"form": "uuid"}, ["12345678-1234-1234-1234-123456789abc", "1234"]),
    "code": ({"pattern": "[A-Z]{2}[0-9]+"}, ["AB1", "ab1", "AB", "AB1 ", "AB\u0661", "AB1\n"]),
    "words": ({"pattern": r"\S+( \S+)*"}, ["one two", "one  two", " one", "one\x0btwo", "é é", "a\u2003b"]),
    "any": ({"pattern": r"(?i:yes|no)|\d{2}|[^x]"}, ["YES", "no", "12", "１２", "x", "y", "ſ", "yes\n"]),
    "short": ({"min_length": 2, "max_length": 4}, ["a", "ab", "abcd", "abcde", "éééé", "ééééé", "a "]),
    "few": ({"enum": ["1.0", "2"], "type": "number"}, ["1", "1.0", "2.00", "3", "x"]),
    "some": ({"enum": ["a", "b"]}, ["a", "b", "c", "a "]),
    "absent": ({"type": "integer", "required": True, "null": {"-99": "not known"}}, ["1", "-99", " -99", "x"]),
    "first": ({"default_from": ["second"], "required": True, "type": "integer"}, ["1", "x"]),
    "second": ({"type": "integer", "default_from": ["first"]}, ["2", "y", "3 "]),
    "east": ({"type": "number", "coordinate": "longitude"}, ["-1.5", "53.8", "430000", "3400000", "2.2", "x"]),
    "north": ({"type": "number", "coordinate": "latitude"}, ["53.8", "-1.5", "433000", "3100000", "0", "y"]),
    "json": ({"form": "object", "max_length": 1}, ["{}", '{"a": 1, "b": 2}', "[]", "x"]),
    "hour": ({"form": "time", "minimum": "09:00:00"}, ["10:00:00", "08:00:00", "25:00:00", "10:00"]),
    "copied": ({"replace": {"one": "1"}}, ["one", "ONE", "1"]),
}  # fmt: skip
MISSING = ["n/a", "-"]
CHECKS = [
    {"name": "order", "sentence": "Low is above high.", "expression": "whole <= size", "dimension": "consistency"},
    {"name": "early", "sentence": "Too early.", "expression": "opened >= '2001-01-01' or kind = 'public'",
     "dimension": "timeliness", "severity": "warning"},
    {"name": "nothing", "sentence": "No such column.", "expression": "nothing > 1", "dimension": "validity"},
]  # fmt: skip


def standard(names, checks=(), **more):
    donors = {donor for name in names for donor in FIELDS[name][0].get("default_from", ())}
    fields = [{"name": name, **FIELDS[name][0]} for name in dict.fromkeys([*names, *sorted(donors)])]
    raw = {"name": "mine", "title": "Mine", "source": SOURCE, "missing": MISSING, "fields": fields, "checks": checks}
    return Standard.model_validate(raw | more)


def told(report):
    """Everything a report says, but where the table came from."""
    plain = {f.name: getattr(report, f.name) for f in dataclasses.fields(report)}
    plain["rows"] = {finding: list(report.evidence.rows(finding)) for finding in report.findings}
    plain["findings"] = sorted(report.findings, key=repr)
    plain["repairs"] = sorted((dataclasses.replace(r, file="") for r in report.repairs), key=repr)
    return {name: value for name, value in plain.items() if name not in ("provenance", "evidence")}


def cells_of(columns):
    rows = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=pd.Index(range(2, rows + 2), name="row"), dtype="str")


def agree(columns, wanted, *, repairs):
    table = SourceTable(cells_of(columns), 1, (), 0, HERE)

    assert told(check_stored(stored_cells(table), wanted, "maps", repairs=repairs)) == told(
        check_table(table, wanted, "maps", repairs=repairs)
    )


@st.composite
def tables(draw):
    names = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=5, unique=True))
    rows = draw(st.integers(1, 14))
    values = {name: st.sampled_from(["", *FIELDS[name][1]]) for name in names}
    return {name: draw(st.lists(values[name], min_size=rows, max_size=rows)) for name in names}


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


TYPED = {
    "single": pa.array(["A", "B", None, "B", "C", ""]),
    "whole": pa.array([1, -9, None, 100, 5, 5], pa.int32()),
    "size": pa.array([1.5, float("nan"), None, -1.0, 1e30, float("inf")]),
    "rate": pa.array([0.5, 2.0, None, -0.0, 1.0, 0.1], pa.float32()),
    "opened": pa.array(
        [dt.date(2017, 6, 30), dt.date(1999, 1, 1), None, dt.date(2021, 1, 1), *[dt.date(2001, 1, 1)] * 2]
    ),
    "kind": pa.array(["public", "PUBLIC", None, "", "the King", "Mixed"]),
    "plain": pa.array([1.5, 2.0, None, 3.0, 1e-7, 1e22]),
    "needed": pa.array([True, False, None, True, True, False]),
    "moment": pa.array([dt.datetime(2017, 6, 30, 10), None, *[dt.datetime(1999, 1, 1)] * 4], pa.timestamp("us")),
    "code": pa.array([1, 2, None, 4, 5, 6]),
    "first": pa.array([1.0, 2.5, None, None, 5.0, 6.0]),
    "second": pa.array([1, None, 3, 4, 5, 6], pa.int8()),
    "absent": pa.array([1, -99, None, -99, 5, 6]),
}


@pytest.mark.parametrize(
    "chosen", [*([name] for name in TYPED), list(TYPED)], ids=lambda names: names[0] + str(len(names))
)
@pytest.mark.parametrize("repairs", [True, False])
@pytest.mark.parametrize("statistics", [True, False])
def test_a_parquet_file_is_judged_as_when_it_is_read_whole(chosen, repairs, statistics, tmp_path):
    path = tmp_path / "here.parquet"
    pq.write_table(
        pa.table({name: TYPED[name] for name in chosen}), path, write_statistics=statistics, row_group_size=2
    )
    wanted = standard(chosen, CHECKS)
    whole = read_place(place_of(path))
    stored = stored_parquet(path, HERE)

    assert stored is not None
    assert told(check_stored(stored, wanted, "maps", repairs=repairs)) == told(
        check_table(whole, wanted, "maps", repairs=repairs)
    )


def whole_and_stored(columns, path, wanted, *, repairs=True, rows=2):
    """Check a file as it is read whole, and where it lies; None where it cannot be."""
    pq.write_table(pa.table(columns), path, row_group_size=rows)
    stored = stored_parquet(path, HERE)
    return told(check_table(read_place(place_of(path)), wanted, None, repairs=repairs)), stored and told(
        check_stored(stored, wanted, None, repairs=repairs)
    )


@settings(max_examples=60, deadline=None)
@given(
    columns=tables(),
    keys=st.lists(st.sampled_from(["A", "a", "A ", "B", "\u00a0B", "C\u2003", "", "n/a"]), min_size=14, max_size=14),
    times=st.sampled_from([1, 60]),
    repairs=st.booleans(),
)
@example(columns={"plain": ["x", "x", "y\u00a0"]}, keys=["A", "B", "C"], times=60, repairs=True)
@example(columns={"plain": ["x", "x", "y"]}, keys=["A", "B", "C\x7f"], times=1, repairs=True)
def test_texts_that_a_file_lists_are_judged_alike(columns, keys, times, repairs, tmp_path_factory):
    """A file lists the values of a column of few: those are asked for, not the rows."""
    drawn = {**columns, "single": keys[: len(next(iter(columns.values())))]}
    texts = {name: pa.array(values * times, pa.string()) for name, values in drawn.items()}
    path = tmp_path_factory.mktemp("listed") / "here.parquet"

    held, stored = whole_and_stored(texts, path, standard(list(drawn)), repairs=repairs, rows=500)

    assert stored == held


def test_a_column_of_few_values_is_known_for_one(tmp_path):
    path = tmp_path / "here.parquet"
    many = [f"{n:08}" for n in range(2_000)]
    pq.write_table(pa.table({"few": ["day nursery", "childminder"] * 1_000, "many": many}), path)

    assert {column.name: column.few for column in stored_parquet(path, HERE).columns} == {"few": True, "many": False}


def test_infinity_stands_among_numbers_either_way(tmp_path):
    held, stored = whole_and_stored({"n": [*[1.5] * 30, float("inf")]}, tmp_path / "here.parquet", None)

    assert stored == held


@pytest.mark.parametrize("bounds", [{"minimum": 0}, {"maximum": 9}, {"minimum": 0, "maximum": 1e308}])
def test_what_is_no_number_is_judged_alike_whatever_the_bounds(bounds, tmp_path):
    wanted = standard([], fields=[{"name": "n", "type": "number", **bounds}])
    numbers = [1.5, float("inf"), float("-inf"), float("nan"), -1.0, None, 10.0]

    held, stored = whole_and_stored({"n": numbers}, tmp_path / "here.parquet", wanted)

    assert stored == held


def test_a_negative_nought_is_no_copy_of_nought(tmp_path):
    held, stored = whole_and_stored({"n": [0.0, -0.0, 0.0]}, tmp_path / "here.parquet", None)

    assert stored == held


@pytest.mark.parametrize("length", [1, 9_000])
def test_a_column_whose_greatest_text_is_too_long_to_be_told_is_judged_alike(length, tmp_path):
    texts = {"plain": ["a", "b", "a", f"\u2003{'x' * length}"]}
    held, stored = whole_and_stored(texts, tmp_path / "here.parquet", standard(["plain"]))

    assert stored == held


def test_a_column_without_a_value_is_judged_alike(tmp_path):
    columns = {"plain": pa.nulls(3), "needed": pa.nulls(3), "single": ["A", "A", None]}
    held, stored = whole_and_stored(columns, tmp_path / "here.parquet", standard(list(columns)))

    assert stored == held


def test_columns_that_duckdb_would_rename_are_read_whole(tmp_path):
    assert whole_and_stored({"c": ["1"], "C": ["2"]}, tmp_path / "here.parquet", None)[1] is None


def test_a_folder_s_name_adds_no_column(tmp_path):
    (tmp_path / "year=2020").mkdir()
    held, stored = whole_and_stored({"c": ["1"]}, tmp_path / "year=2020" / "here.parquet", None)

    assert stored == held


def test_frames_are_seen_as_they_were_before():
    frame = pd.DataFrame({"single": ["A", "A"], "whole": [1, None]})

    table = table_from_frame(frame)

    assert told(check_stored(stored_cells(table), standard(["single", "whole"]), None, repairs=True)) == told(
        check_table(table, standard(["single", "whole"]), None, repairs=True)
    )
