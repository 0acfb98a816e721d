"""No name and no text ends early in SQL."""

import duckdb
import pytest

from ndl_workbench.loading.sql import constant, identifier


@pytest.mark.parametrize("text", ["plain", 'a"b', "a'b", "'; drop table t; --", "a\\b", "é\n", ""])
def test_a_text_is_read_back_as_it_was(text):
    assert duckdb.sql(f"select {constant(text)}").fetchall() == [(text,)]


@pytest.mark.parametrize("name", ["plain", 'a"b', "a'b", "select", "a b", "é"])
def test_a_name_is_read_back_as_it_was(name):
    assert duckdb.sql(f"select 1 as {identifier(name)}").columns == [name]
