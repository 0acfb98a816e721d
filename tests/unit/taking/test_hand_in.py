"""Handing in: what the file holds, what is said of it, and when it is refused."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy import trainee
from ndl_workbench.academy.seed import numbers
from ndl_workbench.academy.session import RESTART, Session, keep_session
from ndl_workbench.cohort.codes import keys_of
from ndl_workbench.cohort.handin import is_sealed_with, open_sealed
from ndl_workbench.errors import CannotWrite, InputError, NotFound, Unreadable
from ndl_workbench.taking.hand_in import NO_NAME, PLAIN, SEALED


@pytest.fixture
def here(unit, monkeypatch):
    """Be in the unit's folder, as its kernel is."""
    monkeypatch.chdir(unit)
    trainee.begin("sums", "01_adding")


@pytest.fixture
def joined(tree, code):
    keys = keys_of(code)
    keep_session(Session(keys.seed, keys.seal.hex(), keys.who))
    return keys


def test_the_saved_notebook_is_sealed_with_the_code(here, joined, notebook, write):
    saved = write(total="total = 4")
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)

    done = ndl.hand_in()

    made = open_sealed(done.path.read_bytes())
    assert made.notebook == saved
    assert (made.course, made.unit, made.release) == ("sums", "01_adding", done.release)
    assert json.loads(saved)["metadata"]["ndl_release"]["release"] == done.release
    assert (made.sealed, made.who, made.name) == ("code", joined.who, "")
    assert is_sealed_with(made, joined.seal)
    assert before <= made.when == done.when <= dt.datetime.now(dt.UTC)
    assert done.path.parent == notebook.parent / "hand-ins"
    assert notebook.read_bytes() == saved


def test_it_says_what_is_not_answered_and_what_it_is(here, joined, write):
    write(total="total = 4")
    done = ndl.hand_in()

    assert done.unanswered == (("halve", "Half as much"), ("why", "Say why"))
    assert done.summary()[:4] == (
        "Your hand-in of 01_adding is ready to be sent",
        "2 of 3 questions have no answer yet. You can hand in again later:",
        "  not answered: Half as much (halve)",
        "  not answered: Say why (why)",
    )
    assert SEALED in done.said
    assert f'<a href="./hand-ins/{done.path.name}" download>Download {done.path.name}</a>' in done._repr_html_()


def test_all_answered_is_told_too(here, write):
    write(total="total = 4", halve="def halve(number):\n    return number / 2", why="Because.")
    assert "All 3 questions have an answer." in ndl.hand_in()._repr_html_()


def test_without_a_code_it_is_plain_and_says_so(here):
    done = ndl.hand_in()

    assert open_sealed(done.path.read_bytes()).sealed == "plain"
    assert done.said[1:3] == (PLAIN, NO_NAME)
    assert "not whose it is" in PLAIN


def test_without_a_code_a_name_can_be_given(here):
    done = ndl.hand_in(name="  Ann\nOther ")

    assert open_sealed(done.path.read_bytes()).name == "Ann Other"
    assert NO_NAME not in done.said


def test_what_was_run_and_not_saved_is_asked_for(here, write):
    write(total="total = 4")
    ran("total", "total = 5")

    with pytest.raises(InputError) as refused:
        ndl.hand_in()

    assert str(refused.value) == (
        "found 01_adding.ipynb without what you ran last in total; expected the notebook saved as it is on your screen;"
        " nothing was handed in; next: press Ctrl and S, or Cmd and S, then run this again"
    )


def test_what_was_run_and_saved_is_handed_in(here, write, unit):
    write(total="total = 4")
    ran("total", "total = 5")
    ran("total", "total = 4\n")
    ran("setup", "something else")
    ran("a-cell-that-is-gone", "total = 6")

    assert ndl.hand_in().path.is_file()


def test_numbers_that_are_not_the_trainees_are_told_of(here, code):
    numbers("yours")
    keys = keys_of(code)
    keep_session(Session(keys.seed, keys.seal.hex(), keys.who))

    done = ndl.hand_in()

    assert done.others_numbers
    assert done.said[0] == f"{RESTART} Then hand in again."


def test_in_another_notebook_it_says_where_to_go(tree, monkeypatch):
    (tree / "notebooks" / "welcome.ipynb").write_text('{"cells": [], "metadata": {}}')
    monkeypatch.setenv("JPY_SESSION_NAME", str(tree / "notebooks" / "welcome.ipynb"))

    with pytest.raises(InputError, match=r"found welcome\.ipynb, which is no notebook of a course"):
        ndl.hand_in()


def test_in_no_notebook_it_says_what_to_do(tree):
    with pytest.raises(NotFound, match="found no notebook that this is run in"):
        ndl.hand_in()
    with pytest.raises(NotFound, match="found no file nothing"):
        ndl.hand_in("nothing.ipynb")


def test_a_notebook_can_be_named(tree, notebook):
    assert ndl.hand_in(notebook).unit == "01_adding"


@pytest.mark.parametrize("release", [None, 3, {}, {"course": "sums", "unit": "../x", "release": "a" * 64}])
def test_a_notebook_that_lost_its_release_is_refused(here, notebook, release):
    told = json.loads(notebook.read_text())
    told["metadata"]["ndl_release"] = release
    notebook.write_text(json.dumps(told))

    with pytest.raises(InputError, match="has lost what says so"):
        ndl.hand_in()


def test_a_broken_notebook_is_refused(here, notebook):
    notebook.write_text('{"cells": [')
    with pytest.raises(Unreadable):
        ndl.hand_in()


def test_there_is_no_room(here, unit):
    (unit / "hand-ins").write_text("in the way")
    with pytest.raises(CannotWrite, match="hand-ins cannot be made"):
        ndl.hand_in()


def test_the_result_is_like_all_others(here):
    done = ndl.hand_in()

    assert done.to_dict()["schema"] == "ndl/hand-in-made/1"
    assert list(done.to_frame()["id"]) == ["total", "halve", "why"]
    assert repr(done) == "\n".join(done.summary())


def ran(name: str, source: str) -> None:
    """Tell what a kernel tells of a cell that was run."""
    trainee._note(SimpleNamespace(info=SimpleNamespace(cell_id=name, raw_cell=source)))
