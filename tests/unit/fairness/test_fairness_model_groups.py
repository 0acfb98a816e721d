"""Groups are numbered the same whether in one piece or in several at a time."""

import pyarrow as pa
import pytest

from ndl_workbench.fairness import model_groups
from ndl_workbench.fairness.model_groups import MISSING, any_values, encoded


@pytest.mark.parametrize("values", [["b", "a", None, "b", "c", "a", None], ["a"], [2.5, 1.5, 2.5], [None, None, "x"]])
def test_a_long_column_is_numbered_in_parts_as_in_one(values, monkeypatch):
    whole = any_values(pa.array(values), "group")
    monkeypatch.setattr(model_groups, "MANY_VALUES", 1)
    monkeypatch.setattr(model_groups.os, "cpu_count", lambda: 3)

    codes, names = any_values(pa.chunked_array([pa.array(values)]), "group")

    assert (codes.tolist(), names) == (whole[0].tolist(), whole[1])


def test_what_is_missing_is_last_and_numbered_below_none(monkeypatch):
    monkeypatch.setattr(model_groups, "MANY_VALUES", 1)
    column = pa.array(["b", None, "a"])

    assert encoded(column)[0].tolist() == [0, -1, 1]
    assert any_values(column, "group")[1] == ["a", "b", MISSING]
