"""SQL over named tables, and over nothing else."""

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import InputError, NotFound
from ndl_workbench.loading.query import run_query


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with two tables."""
    (tmp_path / "visits.csv").write_text("area,visits\nLeeds,1\nYork,2\n")
    (tmp_path / "area names.csv").write_text("area,name\nLeeds,City of Leeds\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- what works -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("select 1 as x", [{"x": 1}]),
        ("select sum(visits) as n from 'visits.csv'", [{"n": 3}]),
        ('select sum(visits) as n from "visits.csv"', [{"n": 3}]),
        ("from 'visits.csv' where visits > 1", [{"area": "York", "visits": 2}]),
        ("with v as (from 'visits.csv') select count(*) as n from v", [{"n": 2}]),
        ("select name, visits from 'visits.csv' join 'area names.csv' using (area)",
         [{"name": "City of Leeds", "visits": 1}]),
        ("select count(*) as n from 'early-years/children'", [{"n": 6180}]),
        ("select count(*) as n from 'embedded/early-years/children'", [{"n": 6180}]),
        ("from (from 'visits.csv') pivot (sum(visits) for area in ('York'))", [{"York": 2}]),
        ("select column_name from (describe 'visits.csv')", [{"column_name": "area"}, {"column_name": "visits"}]),
    ],
)  # fmt: skip
def test_queries(here, query, rows):
    assert ndl.sql(query).to_dict("records") == rows


def test_a_sum_of_whole_numbers_is_a_whole_number(here):
    frame = ndl.sql("select sum(children) as n from 'early-years/school-readiness-by-area'")

    assert (str(frame["n"].dtype), frame["n"].tolist()) == ("Int64", [6180])


def test_a_sum_too_large_to_be_exact_is_not_called_whole(here):
    assert str(ndl.sql("select 1::hugeint << 60 as n")["n"].dtype) == "float64"


def test_an_empty_column_can_be_queried():
    frame = pd.DataFrame({"a": pd.array([None, None], dtype="str")})

    assert run_query("select count(a) as n from 'x'", lambda _: frame)["n"].tolist() == [0]


def test_the_result_says_which_tables_it_comes_from(here):
    provenance = ndl.provenance(ndl.sql("select * from 'visits.csv' join 'area names.csv' using (area)"))

    assert provenance.source == "area names.csv, visits.csv"
    assert provenance.derived
    assert not provenance.synthetic
    assert [decision.split(" has ")[0] for decision in provenance.decisions] == ["area names.csv", "visits.csv"]


def test_a_result_of_synthetic_data_is_synthetic(here):
    query = "select 1 from 'early-years/children' cross join 'visits.csv' limit 1"

    assert ndl.provenance(ndl.sql(query)).synthetic


def test_a_query_of_no_table():
    assert ndl.provenance(ndl.sql("select 1")).source == "a query with no table"


# --- what is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "no statement at all"),
        ("  \n", "no statement at all"),
        ("-- only a comment", "no statement at all"),
        ("select 1; select 2", "SELECT, SELECT"),
        ("explain analyze select 1", "EXPLAIN"),
        ("select 1; drop table x", "SELECT, DROP"),
        ("copy (select 1) to 'out.csv'", "COPY"),
        ("copy 'visits.csv' to 'out.csv'", "COPY"),
        ("export database 'out'", "EXPORT"),
        ("attach 'out.db'", "ATTACH"),
        ("create table t as select 1", "CREATE"),
        ("insert into 'visits.csv' values ('Bath', 3)", "INSERT"),
        ("install httpfs", "LOAD"),
        ("load httpfs", "LOAD"),
        ("set enable_external_access = true", "SET"),
        ("set memory_limit = '100GB'", "SET"),
        ("pragma version", "PRAGMA"),
    ],
)
def test_only_one_select_is_run(here, query, found):
    with pytest.raises(InputError) as refused:
        ndl.sql(query)

    assert refused.value.found == f"a query that is not one SELECT ({found})"
    assert sorted(path.name for path in here.iterdir()) == ["area names.csv", "visits.csv"]


@pytest.mark.parametrize(
    "function",
    [
        "read_csv('visits.csv')",
        "read_csv('/etc/passwd')",
        "read_text('/etc/passwd')",
        "read_csv('http://127.0.0.1:9/a.csv')",
        "glob('*')",
    ],
)
def test_files_that_do_not_come_through_load_are_closed(here, function):
    with pytest.raises(InputError, match="Permission Error"):
        ndl.sql(f"select * from {function}")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("selec 1", "Parser Error"),
        ("select nothing from 'visits.csv'", 'Referenced column "nothing" not found'),
        ("select error('two\nlines')", "Invalid Input Error: two"),
        ("select error('')", "Invalid Input Error"),
        ("select '\udcff'::integer", "Conversion Error"),
    ],
)
def test_what_duckdb_refuses_is_told_in_its_words_on_one_line(here, query, said):
    with pytest.raises(InputError, match=said) as refused:
        ndl.sql(query)

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["nothing.csv", "names", "frames", "frame"])
def test_a_name_that_is_no_table_nor_a_variable_of_ours(here, name):
    with pytest.raises(NotFound, match=f"no file or dataset called '{name}'"):
        ndl.sql(f"select * from '{name}'")


def test_a_memory_limit_that_is_none(monkeypatch):
    monkeypatch.setenv("NDL_MEMORY_LIMIT", "much")

    with pytest.raises(InputError, match="Memory must have a number"):
        ndl.sql("select 1")


def test_a_memory_limit_cannot_carry_a_statement(monkeypatch):
    monkeypatch.setenv("NDL_MEMORY_LIMIT", "1GB'; create table t as select 1; --")

    assert ndl.sql("select count(*) as n from duckdb_tables()")["n"].tolist() == [0]
