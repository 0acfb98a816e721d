"""Try the sandbox out: run a cell in it that does what a trainee may, and tries what nobody may."""

from __future__ import annotations

from ...errors import NoSandbox
from . import frames
from .jail import Limits, Warm

_CELL = """
import os, socket

def refused(way):
    try:
        way()
    except OSError:
        return True
    return False

print(sum([1, 1]), refused(socket.socket), refused(os.fork), refused(lambda: open("/etc/passwd")))
"""
_EXPECTED = "2 True True True\n"


def try_out() -> str:
    """Start a sandbox, run a cell in it, and say in what way submissions will be run.

    Raises
    ------
    NoSandbox
        There is none, or it lets through what it should not.
    """
    warm = Warm("student", limits=Limits(cell=10))
    try:
        process = warm.begin({})
        try:
            frames.send(process.channel, {"op": "run"}, _CELL.encode(), seconds=warm.limits.cell)
            said = str(frames.receive(process.channel, seconds=warm.limits.cell).header.get("printed"))
        except frames.Broken as error:
            said = str(error)
        finally:
            warm.end(process)
    finally:
        warm.close()
    if said != _EXPECTED:
        raise NoSandbox(
            found=f"a sandbox in which a cell, a socket, a new process and another's file came to {said[:200]!r}",
            expected=repr(_EXPECTED),
            done="no trainee's code was run",
            next="grade on another machine, and tell us about this one",
        )
    return "forks of a warm interpreter" if warm.nested else "a sandbox for each submission, which takes longer"
