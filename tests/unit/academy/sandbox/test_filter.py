"""The filter, run by hand: what the kernel would answer to a call on each processor."""

from __future__ import annotations

import errno
import struct

import pytest

from ndl_workbench.academy.sandbox import filter

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOWED, KILLED = "allowed", "killed"
THREAD, SIGCHLD, NEW_USER = 0x00010000, 17, 0x10000000


def answer(machine: str, number: int, first: int = 0, *, audit: int | None = None) -> str:
    """Return what the filter says: allowed, killed, or the name of an error."""
    call = struct.pack("<iIQQ", number, AUDIT[machine] if audit is None else audit, 0, first)
    program = list(struct.iter_unpack("HBBI", filter.program(machine)))
    held, at = 0, 0
    while True:
        code, if_true, if_false, value = program[at]
        at += 1
        if code == 0x20:  # load a word of the call
            (held,) = struct.unpack_from("<I", call, value)
        elif code == 0x06:  # return
            kind, data = value & 0xFFFF0000, value & 0xFFFF
            return {0x7FFF0000: ALLOWED, 0x80000000: KILLED}.get(kind) or errno.errorcode[data]
        else:
            true = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
            at += if_true if true else if_false


@pytest.mark.parametrize("machine", filter.architectures())
def test_everything_on_the_list_is_refused(machine: str) -> None:
    column = list(AUDIT).index(machine)
    numbers = {name: both[column] for name, both in filter.REFUSED.items() if both[column] is not None}

    assert {name: answer(machine, number) for name, number in numbers.items()} == dict.fromkeys(numbers, "EPERM")


@pytest.mark.parametrize(("machine", "clone"), [("x86_64", 56), ("aarch64", 220)])
@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (THREAD, ALLOWED),
        (SIGCHLD, "EPERM"),
        (NEW_USER | SIGCHLD, "EPERM"),
        (0, "EPERM"),
    ],
)
def test_a_thread_may_be_begun_and_a_process_not(machine: str, clone: int, flags: int, said: str) -> None:
    assert answer(machine, clone, flags) == said


@pytest.mark.parametrize("machine", filter.architectures())
def test_the_call_that_hides_its_flags_is_said_not_to_be_there(machine: str) -> None:
    assert answer(machine, 435) == "ENOSYS"


@pytest.mark.parametrize(("machine", "pair"), [("x86_64", 53), ("aarch64", 199)])
@pytest.mark.parametrize(("family", "said"), [(1, ALLOWED), (2, "EPERM"), (16, "EPERM"), (30, "EPERM")])
def test_only_a_pair_of_sockets_that_leads_nowhere_is_allowed(machine: str, pair: int, family: int, said: str) -> None:
    assert answer(machine, pair, family) == said


@pytest.mark.parametrize(("machine", "read", "write"), [("x86_64", 0, 1), ("aarch64", 63, 64)])
def test_ordinary_calls_are_allowed(machine: str, read: int, write: int) -> None:
    assert [answer(machine, number) for number in (read, write)] == [ALLOWED, ALLOWED]


def test_calls_by_another_table_end_the_process() -> None:
    assert answer("x86_64", 0x40000000 + 57) == KILLED
    assert answer("x86_64", 2, audit=0x40000003) == KILLED
    assert answer("aarch64", 2, audit=0x40000028) == KILLED
