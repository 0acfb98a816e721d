"""Errors say found, expected, done and next, on one line."""

import copy
import pickle

import pytest

from ndl_workbench import errors
from ndl_workbench.errors import (
    BadStandard,
    CannotWrite,
    InputError,
    NdlError,
    NotFound,
    SourceUnavailable,
    Unreadable,
)

PARTS = {"found": "an egg", "expected": "a hen", "done": "nothing was hatched", "next": "wait"}


def test_the_four_parts_on_one_line():
    assert str(NotFound(**PARTS)) == "found an egg; expected a hen; nothing was hatched; next: wait"


def test_line_breaks_in_a_part_do_not_break_the_line():
    said = str(Unreadable(**{**PARTS, "found": "an\negg\r\n\twith  spaces"}))

    assert said == "found an egg with spaces; expected a hen; nothing was hatched; next: wait"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (InputError, 2),
        (NotFound, 2),
        (Unreadable, 2),
        (BadStandard, 2),
        (CannotWrite, 2),
        (SourceUnavailable, 3),
    ],
)
def test_exit_statuses(kind, status):
    assert kind(**PARTS).exit_status == status


def test_the_tree_in_the_docstring_is_the_tree():
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, NdlError)}

    assert {name for name in kinds if name in errors.__doc__} == kinds
    assert not issubclass(SourceUnavailable, InputError)


def test_an_error_keeps_its_parts_and_its_kind_through_a_copy_and_a_pickle():
    error = CannotWrite(**PARTS)

    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is CannotWrite
        assert (again.found, again.expected, again.done, again.next) == tuple(PARTS.values())
