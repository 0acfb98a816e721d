"""``ndl harvest`` and ``ndl sources``, run as a person would."""

import importlib.util
import json
from pathlib import Path

import pytest


def _load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ckan_site = _load(Path(__file__).parent / "catalogue" / "ckan_site.py")


def package(number: int) -> dict[str, object]:
    return {
        "id": f"{number:04}",
        "name": f"bus-stops-{number}",
        "title": f"Bus stops {number}",
        "notes": "Where buses stop.",
        "organization": {"name": "leeds", "title": "Leeds City Council"},
        "metadata_modified": "2025-01-01T00:00:00",
        "resources": [],
    }


@pytest.fixture
def site():
    with ckan_site.started() as running:
        running.packages = [package(number) for number in range(1_200)]
        yield running


@pytest.fixture
def ndl(run_ndl, tmp_path):
    """Run a command with a list of one's own, and no proxy in the way."""

    def run(*arguments):
        return run_ndl(*arguments, env={"NDL_SOURCES": str(tmp_path / "sources.toml"), "NO_PROXY": "127.0.0.1"})

    return run


def test_a_site_is_added_harvested_searched_and_removed(ndl, site, tmp_path):
    added = ndl("sources", "add", "leeds", site.address)
    assert (added.returncode, added.stderr) == (0, "")
    assert f"leeds  ckan · {site.address} · live" in added.stdout

    first = ndl("harvest", "--format", "json")
    (done,) = json.loads(first.stdout)["sources"]
    assert (first.returncode, first.stderr) == (0, "")
    assert (done["records"], done["added"], done["since"]) == (1_200, 1_200, "")

    site.packages[7]["title"] = "Lighthouses"
    site.packages[7]["metadata_modified"] = "2099-01-01T00:00:00"
    second = ndl("harvest", "leeds")
    assert second.stdout.splitlines()[:2] == [
        "Harvested leeds: 1,200 datasets",
        f"leeds  1,200 datasets: 0 new, 1 changed, 0 removed (what changed since {done_yesterday(second)})",
    ]

    asked = len(site.asked)
    found = ndl("search", "lighthouse", "--source", "harvested", "--format", "json")
    assert [hit["id"] for hit in json.loads(found.stdout)["hits"]] == ["leeds/bus-stops-7"]
    shown = ndl("show", "leeds/bus-stops-7")
    assert shown.stdout.startswith("Lighthouses")
    assert len(site.asked) == asked

    listed = ndl("sources", "--format", "json")
    assert [(one["name"], one["records"]) for one in json.loads(listed.stdout)["sources"]] == [
        ("embedded", 7),
        ("leeds", 1_200),
    ]
    removed = ndl("sources", "remove", "leeds")
    assert (removed.returncode, removed.stdout.splitlines()[0]) == (0, "1 source")
    assert ndl("show", "leeds/bus-stops-7").returncode == 2
    assert (tmp_path / "sources.toml").read_text() == ""


def done_yesterday(finished) -> str:
    """The day in the line of a harvest: the one before, whichever day the tests run on."""
    return finished.stdout.split("changed since ")[1][:10]


def test_a_source_that_cannot_be_reached_is_told_and_the_status_is_3(ndl, site, tmp_path):
    closed = site.address.rpartition(":")[0] + ":1"
    (tmp_path / "sources.toml").write_text(
        f'[closed]\nkind = "ckan"\nat = "{closed}"\n\n[leeds]\nkind = "ckan"\nat = "{site.address}"\n'
    )

    done = ndl("harvest")

    assert done.returncode == 3
    assert "leeds  1,200 datasets: 1,200 new" in done.stdout
    assert "closed was not walked to its end: " in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["harvest"], "no source that needs a connection"),
        (["harvest", "moon"], "no source called 'moon' that can be harvested"),
        (["harvest", "embedded"], "no source called 'embedded' that can be harvested"),
        (["sources", "remove", "embedded"], "no source called 'embedded' in the list"),
        (["sources", "add", "x", "nowhere"], "no file or folder 'nowhere'"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(ndl, tmp_path, arguments, found):
    (tmp_path / "sources.toml").write_text("")

    done = ndl(*arguments)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"ndl: found {found}")


def test_the_pages_are_printed_as_html(ndl, site, tmp_path):
    (tmp_path / "sources.toml").write_text(f'[leeds]\nkind = "ckan"\nat = "{site.address}"\n')

    assert "What was harvested</caption>" in ndl("harvest", "--format", "html").stdout
    assert "Sources that can be searched</caption>" in ndl("sources", "--format", "html").stdout
