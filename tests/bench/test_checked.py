"""The bench compares like with like: what is planted is found, by us and by the statement we are compared with."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import duckdb
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import ndl_workbench as ndl

BENCH = Path(__file__).parent
ROWS = 4_000


def printed(program: str, *arguments: object) -> dict:
    done = subprocess.run(
        [sys.executable, BENCH / program, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checked")
    tables = {kind: folder / f"rows.{kind}" for kind in ("parquet", "csv")}
    return tables, printed("make_checked.py", ROWS, *tables.values())


def test_every_rule_is_broken_by_some_rows_and_the_same_ones_each_time(made, tmp_path):
    tables, planted = made
    again = tmp_path / "again.csv"

    assert len(planted) == 10
    assert all(0 < rows < ROWS / 100 for rows in planted.values())
    assert printed("make_checked.py", ROWS, tmp_path / "again.parquet", again) == planted
    assert again.read_bytes() == tables["csv"].read_bytes()


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_our_verb_finds_what_was_planted_and_nothing_else(made, kind):
    tables, planted = made

    assert printed("peers/with_ours.py", tables[kind], tables[kind])["counts"] == planted


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_the_statement_by_hand_finds_what_was_planted(made, kind):
    tables, planted = made
    found = printed("peers/with_statement.py", tables[kind], tables[kind])["counts"]

    # Of two rows of a text file with one id it counts the second.
    assert found == planted | {"id is unique": planted["id is unique"] // (2 if kind == "csv" else 1)}


def test_the_statement_with_examples_finds_what_was_planted_and_shows_the_rows_that_our_report_does(made, monkeypatch):
    tables, planted = made
    monkeypatch.syspath_prepend(str(BENCH / "peers"))
    from timed import SCHEMA
    from with_examples import statement

    report = ndl.check(tables["parquet"], standard=SCHEMA)
    first = {finding.column: list(zip(finding.rows, finding.keys, strict=True)) for finding in report.findings}
    told = {
        rule: [tuple(row.values()) for row in rows]
        for rule, _, rows in duckdb.sql(statement(tables["parquet"])).fetchall()
    }

    assert printed("peers/with_examples.py", *[tables["parquet"]] * 2)["counts"] == planted
    assert told["website fits"] == first["website"]
    assert told["id is unique"][:10] == first["id"]
    assert set(told) == set(planted)


def test_each_peer_of_the_optional_group_is_pinned_for_an_environment_of_its_own():
    project = tomllib.loads((BENCH.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    group = {canonicalize_name(one.name): one for one in map(Requirement, project["optional-dependencies"]["bench"])}
    pinned = {path.stem: path.read_text(encoding="utf-8") for path in (BENCH / "peers").glob("*.txt")}

    # Ibis comes with another; PostgreSQL's driver is an extra of its own.
    assert set(pinned) == set(group) - {"ibis-framework"} | {"postgres"}
    for lines in pinned.values():
        pins = dict(re.findall(r"^([\w.-]+)==(\S+)$", lines, re.MULTILINE))
        assert len(pins) == len(lines.splitlines())
        for name, version in pins.items():
            assert canonicalize_name(name) not in group or version in group[canonicalize_name(name)].specifier


def test_measuring_one_subject_leaves_what_was_measured_of_the_other(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    import run

    before = "# Measured\n\n## Loading\n\nBy hand.\n\n| a |\n\n## Checking\n\nEarlier.\n"

    assert run.written(run.sections(before)) == before
    assert run.written(run.sections(before) | {"checking": "Today."}) == before.replace("Earlier.", "Today.")
    assert "loading" in run.sections((BENCH / "RESULTS.md").read_text(encoding="utf-8"))
