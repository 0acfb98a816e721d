"""What is kept of a join code, and whose numbers a kernel draws."""

from __future__ import annotations

import os
import stat

import pytest

from ndl_workbench.academy.seed import SEED, numbers
from ndl_workbench.academy.session import (
    RESTART,
    Session,
    forget_session,
    has_others_numbers,
    keep_session,
    read_session,
    session_file,
)
from ndl_workbench.academy.trainee import begin

MINE = Session("a" * 64, "b" * 64, "c" * 32)
OTHERS = Session("d" * 64, "e" * 64, "f" * 32)


def test_nobody_has_joined_at_first(tree):
    assert read_session() is None
    begin("sums", "01_adding")
    assert SEED not in os.environ


def test_a_session_is_found_again_and_only_its_owner_can_read_it(tree):
    path = keep_session(MINE)

    assert read_session() == MINE
    assert path == session_file()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_its_repr_tells_nothing():
    assert repr(MINE) == "Session(…)"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "{",
        '{"schema": "ndl/session/1"}',
        '{"schema":"ndl/session/1","seed":1,"seal":2,"who":3}',
    ],
)
def test_a_file_that_says_nothing_is_nobody(tree, text):
    keep_session(MINE).write_text(text)
    assert read_session() is None


def test_beginning_a_notebook_gives_the_kernel_the_numbers_of_who_joined(tree, capsys):
    keep_session(MINE)
    begin("sums", "01_adding")

    assert os.environ[SEED] == MINE.seed
    assert capsys.readouterr().out == ""
    assert not has_others_numbers()


def test_who_grades_has_set_the_seed_and_it_stays(tree, monkeypatch):
    monkeypatch.setenv(SEED, "9" * 64)
    keep_session(MINE)
    begin("sums", "01_adding")

    assert os.environ[SEED] == "9" * 64


def test_numbers_drawn_before_joining_are_told_of(tree, capsys):
    begin("sums", "01_adding")
    practice = numbers("yours").random()
    keep_session(MINE)
    assert has_others_numbers()
    begin("sums", "01_adding")

    assert capsys.readouterr().out == f"{RESTART}\n"
    assert numbers("yours").random() != practice


def test_another_person_in_the_same_container_gets_theirs(tree, capsys):
    keep_session(MINE)
    begin("sums", "01_adding")
    numbers("yours")
    keep_session(OTHERS)
    begin("sums", "01_adding")

    assert os.environ[SEED] == OTHERS.seed
    assert capsys.readouterr().out == f"{RESTART}\n"


def test_leaving_takes_both_away(tree):
    keep_session(MINE)
    begin("sums", "01_adding")
    forget_session()
    forget_session()

    assert read_session() is None
    assert SEED not in os.environ
