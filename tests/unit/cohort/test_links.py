"""Launch links: their exact form, and that whatever is in a name is read back the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.cohort.links import Target, binder_link, check_launch, due_of, hub_link, links_of, read_link
from ndl_workbench.cohort.state import Cohort, Dates, Launch
from ndl_workbench.errors import InputError

TARGET = Target("example", "course", "main", "release/01_adding/01_adding.ipynb")


def test_a_link_to_binder():
    assert binder_link("https://mybinder.org", TARGET) == (
        "https://mybinder.org/v2/gh/example/course/main?urlpath=lab%2Ftree%2Frelease%2F01_adding%2F01_adding.ipynb"
    )


def test_a_link_to_a_hub():
    assert hub_link("https://hub.example.org/jupyter/", TARGET) == (
        "https://hub.example.org/jupyter/hub/user-redirect/git-pull"
        "?repo=https%3A%2F%2Fgithub.com%2Fexample%2Fcourse&branch=main"
        "&urlpath=lab%2Ftree%2Fcourse%2Frelease%2F01_adding%2F01_adding.ipynb%3Fautodecode"
    )


DUE = replace(TARGET, due="adding-up,01_adding:2027-01-31T23:59:59Z")


def test_dates_come_with_a_link_to_binder():
    assert binder_link("https://mybinder.org", DUE) == (
        "https://mybinder.org/v2/gh/example/course/main?urlpath=lab%2Ftree%2Frelease%2F01_adding%2F01_adding.ipynb"
        "%3Fndl-due%3Dadding-up%252C01_adding%253A2027-01-31T23%253A59%253A59Z"
    )


def test_dates_come_with_a_link_to_a_hub():
    assert hub_link("https://hub.example.org", DUE).endswith(
        "01_adding.ipynb%3Fautodecode%26ndl-due%3Dadding-up%252C01_adding%253A2027-01-31T23%253A59%253A59Z"
    )


def test_the_dates_are_those_of_the_units_in_utc():
    summer = dt.datetime(2027, 6, 30, 23, 59, 59, tzinfo=ZoneInfo("Europe/London"))
    units = (Dates("01_adding", summer), Dates("02_free"), Dates("03_more", dt.datetime(2027, 12, 1, 9, tzinfo=dt.UTC)))

    assert due_of(cohort_of(units)) == "adding-up,01_adding:2027-06-30T22:59:59Z,03_more:2027-12-01T09:00:00Z"
    assert due_of(cohort_of(units[1:2])) == ""


def test_every_link_of_a_cohort_brings_all_dates_and_is_read_back():
    units = (Dates("01_adding", dt.datetime(2027, 1, 31, 23, 59, 59, tzinfo=dt.UTC)), Dates("02_free"))
    cohort = cohort_of(units, Launch("example/course", hub="https://hub.example.org"))

    for unit in ("01_adding", "02_free"):
        read = [read_link(link) for _, link in links_of(cohort, unit)]
        assert [one.due for one in read] == [due_of(cohort)] * 2
        assert {one.path for one in read} == {f"courses/_build/adding-up/release/{unit}/{unit}.ipynb"}


def cohort_of(units: tuple[Dates, ...], launch: Launch | None = None) -> Cohort:
    keep = dt.date(2027, 12, 31)
    return Cohort(Path("drawn"), "id", "Drawn", "adding-up", "1", True, keep, units, (), launch or Launch())


@given(
    ref=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,20}", fullmatch=True),
    path=st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=30),
    due=st.text(st.characters(exclude_categories=["C"]), max_size=30),
)
def test_a_link_is_read_back_whatever_is_in_it(ref, path, due):
    target = Target("example", "course", ref, path, due)

    assert read_link(binder_link("https://mybinder.org", target)) == target
    assert read_link(hub_link("https://hub.example.org", target)) == target


@pytest.mark.parametrize(
    "written", ["example/course", "https://github.com/example/course", "https://github.com/example/course.git"]
)
def test_a_repository_may_be_written_in_three_ways(written):
    assert check_launch(Launch(written)).repository == "example/course"


@pytest.mark.parametrize(
    "launch",
    [
        Launch("https://example.org/course"),
        Launch("course"),
        Launch("example/.."),
        Launch("example/course", ref="a b"),
        Launch("example/course", ref="../x"),
        Launch("example/course", binder="mybinder.org"),
        Launch("example/course", binder="http://mybinder.org"),
        Launch("example/course", binder="https://me:secret@mybinder.org"),
        Launch("example/course", hub="https://hub.example.org/?a=b"),
        Launch("example/course", hub="javascript:alert(1)"),
        Launch("example/course", path="/etc/passwd"),
        Launch("example/course", path="../{unit}.ipynb"),
    ],
)
def test_what_is_no_such_place_is_refused(launch):
    with pytest.raises(InputError) as refused:
        check_launch(launch)

    assert refused.value.done == "no links were made"
