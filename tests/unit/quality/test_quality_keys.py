"""Keys over several columns, and keys that lead to a table."""

import pandas as pd
import pytest

from ndl_workbench.quality.keys import HeldRows, look_at_keys
from ndl_workbench.quality.rules import repeat_findings
from ndl_workbench.quality.standard import ForeignKey, Source, Standard, StandardField


def look(columns, *, unique=(), foreign=(), standard_fields=("a", "b")):
    cells = pd.DataFrame(columns, dtype=str)
    cells.index = pd.RangeIndex(2, len(cells) + 2)
    standard = Standard(
        name="mine",
        title="Mine",
        source=Source(title="Drawn", url="https://example.org"),
        fields=[StandardField(name=name) for name in standard_fields],
        unique_keys=unique,
        foreign_keys=foreign,
    )
    published = {"a": "Column A", "b": "Column B"}
    return look_at_keys(list(cells.columns), standard, published, 1, HeldRows(cells, published))


def seen(keys):
    return [(f.check, f.column, f.rows, f.observed) for f in (one.finding for one in keys.found)]


def test_a_row_that_repeats_a_key_of_two_columns_is_found():
    keys = look({"a": ["1", "1", "2", "1"], "b": ["x", "y", "x", "x"]}, unique=[("a", "b")])

    assert seen(keys) == [("reference values are not unique", "Column A, Column B", (5,), "1 | x")]
    assert keys.checks_run == ("reference values are not unique",)


def test_a_row_with_a_blank_in_its_key_repeats_nothing():
    assert look({"a": ["1", "1", ""], "b": ["", "", ""]}, unique=[("a", "b")]).found == ()


def test_a_key_of_a_column_that_is_not_there_is_not_checked():
    keys = look({"a": ["1", "1"]}, unique=[("a", "b")], foreign=[ForeignKey(fields=["b"], reference=["a"])])

    assert (keys.found, keys.checks_run) == ((), ())
    assert keys.not_checked == ("that a and b together are unique", "that b exist in this table")


def test_a_repeated_key_of_one_column_is_found_once():
    cells = pd.DataFrame({"a": ["1", "1"]}, index=[2, 3], dtype=str)
    standard = Standard(
        name="mine",
        title="Mine",
        source=Source(title="Drawn", url="https://example.org"),
        fields=[StandardField(name="a", unique=True)],
        unique_keys=[("a",)],
    )

    assert list(repeat_findings(cells, standard, {"a": "a"})) == []
    keys = look_at_keys(["a"], standard, {"a": "a"}, 1, HeldRows(cells, {"a": "a"}))
    assert seen(keys) == [("reference values are not unique", "a", (3,), "1")]


def test_values_of_two_columns_must_stand_together_in_a_row_there(tmp_path):
    there = tmp_path / "there.csv"
    there.write_text("code,year\nA,2020\nB,2021\n", encoding="utf-8")
    key = ForeignKey(fields=["a", "b"], reference=["code", "year"], resource=str(there), named="there.csv")

    keys = look({"a": ["A", "A", "B", ""], "b": ["2020", "2021", "2021", "9"]}, foreign=[key])

    assert seen(keys) == [("missing associated entity", "Column A, Column B", (3,), "A | 2021")]
    assert keys.found[0].finding.expected == "values that stand together listed in there.csv"
    assert keys.checks_run == ("missing associated entity",)


def test_a_key_that_leads_to_a_column_that_is_not_there_is_found(tmp_path):
    there = tmp_path / "there.csv"
    there.write_text("code,name\nA,B\n", encoding="utf-8")
    key = ForeignKey(fields=["a"], reference=["id"], resource=str(there), named="there.csv")

    keys = look({"a": ["A"]}, foreign=[key])

    assert [(f.check, f.rows, f.message) for f in (one.finding for one in keys.found)] == [
        (
            "absent table",
            (1,),
            "The foreign key a leads nowhere: there.csv has no column id. Its values were not checked.",
        )
    ]
    assert (keys.checks_run, keys.not_checked) == ((), ("that a exist in there.csv",))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not a table", None])
def test_a_table_that_cannot_be_read_is_found(tmp_path, content):
    there = tmp_path / "there.csv"
    if content is not None:
        there.write_bytes(content)
    key = ForeignKey(fields=["a"], reference=["id"], resource=str(there), named="there.csv")

    (finding,) = [one.finding for one in look({"a": ["A"]}, foreign=[key]).found]

    said = "is not there" if content is None else "cannot be read"
    assert (finding.check, finding.severity) == ("absent table", "error")
    assert f"there.csv {said}" in finding.message


def test_a_file_of_nearly_the_same_name_is_offered(tmp_path):
    (tmp_path / "places.csv").write_text("id\nA\n", encoding="utf-8")
    key = ForeignKey(fields=["a"], reference=["id"], resource=str(tmp_path / "place.csv"), named="place.csv")

    (finding,) = [one.finding for one in look({"a": ["A"]}, foreign=[key]).found]

    assert "place.csv is not there (places.csv is)" in finding.message


def test_keys_of_a_table_without_rows_find_nothing():
    keys = look({"a": [], "b": []}, unique=[("a", "b")], foreign=[ForeignKey(fields=["a"], reference=["b"])])

    assert keys.found == ()
