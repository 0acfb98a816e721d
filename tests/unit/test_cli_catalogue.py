"""``ndl search`` and ``ndl show``, as typed."""

import json

import pytest
from typer.testing import CliRunner

from ndl_workbench import workbench
from ndl_workbench.cli import app
from ndl_workbench.errors import InputError

run = CliRunner()


@pytest.fixture
def searched(monkeypatch):
    """What search was asked for."""
    calls = []
    real = workbench.search

    def search(query, **asked):
        calls.append(asked)
        return real(query, limit=1)

    monkeypatch.setattr(workbench, "search", search)
    return calls


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ([], ["local"]),
        (["--source", "ndl"], ["ndl"]),
        (["--source", "ndl,london"], ["ndl", "london"]),
        (["--source", "ndl", "--source", "london"], ["ndl", "london"]),
        (["--source", "all"], "all"),
        (["--source", "ndl, all"], "all"),
    ],
)
def test_sources_are_named_one_by_one_or_with_commas(searched, typed, source):
    assert run.invoke(app, ["search", "children", *typed]).exit_code == 0
    assert searched[0]["source"] == (source if typed else "local")


def test_filters_of_one_name_are_put_together(searched):
    typed = ["--filter", "publisher=Ofsted", "--filter", "format=CSV", "--filter", "format=ODS", "--area", "Leeds"]

    assert run.invoke(app, ["search", "children", *typed]).exit_code == 0
    assert searched[0]["filters"] == {"publisher": ["Ofsted"], "format": ["CSV", "ODS"]}
    assert searched[0]["area"] == "Leeds"


@pytest.mark.parametrize("typed", ["publisher", "=Ofsted", "publisher="])
def test_half_a_filter_is_refused(typed):
    assert isinstance(run.invoke(app, ["search", "--filter", typed]).exception, InputError)


def test_show_online_prints_the_preview_and_show_the_record():
    plain = run.invoke(app, ["show", "early-years/children"])
    online = run.invoke(app, ["show", "early-years/children", "--online"])
    as_json = run.invoke(app, ["show", "early-years/children", "--online", "--format", "json"])

    assert plain.exit_code == online.exit_code == as_json.exit_code == 0
    assert "C00001" not in plain.output
    assert "C00001" in online.output
    assert json.loads(as_json.output)["schema"] == "ndl/preview/1"


def test_a_table_of_a_collection_is_loaded_by_its_number_or_name():
    for typed in ("1", "children"):
        found = run.invoke(app, ["load", "early-years", "--distribution", typed])
        assert found.exit_code == 0
        assert "child_id" in found.output
