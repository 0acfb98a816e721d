"""``ndl cohort`` as an instructor types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ndl_workbench.cli import app
from ndl_workbench.cohort.state import read_cohort
from ndl_workbench.errors import InputError

from .conftest import UNIT, codes_of, make_hand_in

DUE = f"{UNIT}=2099-01-10 12:00"


def ndl(*arguments: str | Path, typed: str = "") -> Result:
    """Run the command in this process: nbgrader takes seconds to import."""
    return CliRunner().invoke(app, ["cohort", *map(str, arguments)], input=typed)


def test_an_instructors_afternoon(tiny: Path, tmp_path: Path):
    home, inbox = tmp_path / "spring", tmp_path / "inbox"
    where = ("--cohort", home)
    new = ("new", "Spring", "--course", "sums", "--roster", tiny / "roster.csv", "--folder", home)
    begun = ndl(*new, "--courses", tiny / "courses", "--due", DUE, "--keep-until", "2099-12-31")
    assert "Spring: 4 trainees on sums" in begun.stdout
    assert "due 10 January 2099, 12:00" in begun.stdout
    refused = ndl(*new, "--courses", tiny / "courses").exception
    assert isinstance(refused, InputError)
    assert refused.expected == "a new or empty folder"

    assert isinstance(ndl("links", *where).exception, InputError)
    made = ndl("links", *where, "--repository", "example/course", "--hub", "https://hub.example.org")
    assert made.stdout.count("https://") == 2

    cohort = read_cohort(home)
    inbox.mkdir()
    for number, who in enumerate(("ann-other", "cy-young"), start=10):
        (inbox / who).write_bytes(make_hand_in(cohort, codes_of(cohort)[who], number))
    # The tests' dates are far from now.
    assert "which is to come" in ndl("collect", inbox, *where).stdout

    extended = ndl("extend", "Cy Young", *where, "--until", "2099-01-20", "--format", "json")
    assert {"who": "Cy Young", "unit": UNIT, "due": "2099-01-20T23:59:59+00:00"} in json.loads(extended.stdout)["dates"]
    assert "no date" in ndl("due", UNIT, "none", *where).stdout

    overview = ndl("status", *where, "--format", "json", "-o", tmp_path / "status.html")
    assert json.loads(overview.stdout)["schema"] == "ndl/cohort-status/1"
    assert "<table" in (tmp_path / "status.html").read_text(encoding="utf-8")

    assert ndl("export", *where, "-o", tmp_path / "marks.csv").exit_code == 0
    assert (tmp_path / "marks.csv").read_text(encoding="utf-8").startswith("id,name,email,")

    assert ndl("forget", "Bo Ng", *where, typed="n\n").exception is not None
    assert len(read_cohort(home).trainees) == 4
    assert "bo-ng is no longer in Spring" in ndl("forget", "Bo Ng", *where, typed="y\n").stdout
    assert len(read_cohort(home).trainees) == 3


@pytest.mark.parametrize("given", ["01_adding", "01_adding=soon", "=2099-01-01"])
def test_a_date_that_is_none_is_refused(tiny: Path, tmp_path: Path, given: str):
    home = tmp_path / "x"
    new = ("new", "X", "--course", "sums", "--roster", tiny / "roster.csv", "--folder", home, "--due", given)
    refused = ndl(*new, "--courses", tiny / "courses").exception

    assert isinstance(refused, InputError)
    assert not home.exists()


def test_the_command_refuses_in_one_line(run_ndl, tmp_path: Path):
    done = run_ndl("cohort", "status", "--cohort", tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"ndl: found no cohort.toml in {tmp_path}; expected the folder of a cohort; nothing was done;"
        " next: give --cohort, or begin one with 'ndl cohort new'\n"
    )
