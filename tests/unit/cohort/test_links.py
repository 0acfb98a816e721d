"""Launch links: their exact form, and that whatever is in a name is read back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.cohort.links import Target, binder_link, check_launch, hub_link, read_link
from ndl_workbench.cohort.state import Launch
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


@given(
    ref=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,20}", fullmatch=True),
    path=st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=30),
)
def test_a_link_is_read_back_whatever_is_in_it(ref, path):
    target = Target("example", "course", ref, path)

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
