"""The warm interpreter: imports what lessons import, once, and forks itself for each submission.

Started by :mod:`.jail` inside bubblewrap, with a socket to the grader. Each fork has namespaces, an
empty work folder, limits and a filter of its own before it sees a line of anybody's code.
"""

from __future__ import annotations

import array
import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import examiner, filter, frames, kernel, student

WARM = (
    "numpy",
    "pandas",
    "pyarrow",
    "scipy.stats",
    "sklearn.linear_model",
    "fairlearn.metrics",
    "ndl_workbench.workbench",
    "duckdb",
)


@dataclass(frozen=True)
class Order:
    """What the grader wants started."""

    role: str
    environment: dict[str, str]
    memory: int
    cpu: int
    threads: int
    files: int
    file_size: int
    box: int
    folder: str


def main(arguments: list[str]) -> None:
    """Serve until the grader goes away.

    Parameters
    ----------
    arguments
        The role; the number of the socket to the grader; and the way: ``nested`` forks into namespaces of their own,
        ``alone`` serves one order in this very process and ends with it, ``unsafe`` forks and does nothing else.
    """
    role, number, way = arguments
    control = socket.socket(fileno=int(number))
    shell = _warm_up(role)
    frames.send(control, {"ready": True})
    if way == "alone":
        _serve_alone(control, shell)
    else:
        _Warm(control, shell, nested=way == "nested").serve()
    # Not by way of Python's own end, at which some libraries complain.
    os._exit(0)


def _warm_up(role: str) -> Any:
    # A trainee should meet the workbench as it is in a notebook, with nothing said that is not theirs.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in WARM:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    shell = student.open_shell() if role == "student" else None
    # What is there now is shared by all forks for as long as nobody writes on it.
    gc.collect()
    gc.freeze()
    return shell


class _Warm:
    def __init__(self, control: socket.socket, shell: Any, *, nested: bool) -> None:
        self._control, self._shell, self._nested = control, shell, nested
        self._running: dict[int, tuple[int, int]] = {}
        self._next = 0

    def serve(self) -> None:
        while True:
            try:
                asked, channel = _receive_order(self._control)
            except frames.Broken:
                return
            self._reap()
            if asked["op"] == "kill":
                self._kill(asked["number"])
                frames.send(self._control, {"ok": True})
            else:
                frames.send(self._control, self._start(_order(asked), channel))
                os.close(channel)

    def _start(self, order: Order, channel: int) -> dict[str, Any]:
        told, tell = os.pipe()
        keeper = os.fork()
        if keeper == 0:
            os.close(told)
            _keep(order, channel, tell, self._shell, nested=self._nested)
        os.close(tell)
        with os.fdopen(told) as pipe:
            said = pipe.read().strip()
        if not said.isdecimal():
            os.waitpid(keeper, 0)
            return {"failed": said or "the process ended before it began"}
        self._next += 1
        self._running[self._next] = (keeper, int(said))
        return {"number": self._next}

    def _kill(self, number: int) -> None:
        if number not in self._running:
            return
        keeper, inner = self._running.pop(number)
        # The keeper is alive for as long as the inner one is not waited for: its number is nobody else's. It ends
        # when the inner one, and all that was in its namespaces, is gone.
        with contextlib.suppress(ProcessLookupError):
            os.kill(inner, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(keeper, 0)

    def _reap(self) -> None:
        for number, (keeper, _) in list(self._running.items()):
            with contextlib.suppress(ChildProcessError):
                if os.waitpid(keeper, os.WNOHANG)[0]:
                    del self._running[number]


def _keep(order: Order, channel: int, tell: int, shell: Any, *, nested: bool) -> None:
    """Be the parent of one submission: the first process of its namespaces is a child of this one."""
    sock = socket.socket(fileno=channel)
    try:
        if nested:
            kernel.unshare_all()
            inner = os.fork()
            if inner:
                os.write(tell, f"{inner}\n".encode())
                _close_all_but(())
                os.waitpid(inner, 0)
                os._exit(0)
        else:
            os.write(tell, f"{os.getpid()}\n".encode())
        os.close(tell)
        _run(order, sock, shell, way="nested" if nested else "unsafe")
    except BaseException as error:
        says = f"{type(error).__name__}: {error}"[:500]
        with contextlib.suppress(OSError):
            os.write(tell, f"{says}\n".encode())
        with contextlib.suppress(OSError, frames.Broken):
            frames.send(sock, {"failed": says}, seconds=1)
    finally:
        os._exit(1)


def _run(order: Order, sock: socket.socket, shell: Any, *, way: str) -> None:
    if way != "unsafe":
        kernel.die_with_parent()
    if way == "nested":
        kernel.keep_mounts_here()
        kernel.mount_fresh(order.folder, order.box)
        kernel.mount_fresh("/dev/shm", 16_000_000)  # noqa: S108 - a file system of our own
    if way != "unsafe":
        kernel.limit(
            memory=order.memory,
            cpu=order.cpu,
            threads=order.threads,
            files=order.files,
            file_size=order.file_size,
        )
    if way == "nested":
        # Last, since the process's own size is read there.
        kernel.mount_fresh("/proc", 4096, read_only=True, mode=0o555)
    temporary = f"{order.folder}/.tmp"
    Path(temporary).mkdir(exist_ok=True)
    tempfile.tempdir = None
    os.chdir(order.folder)
    os.environ.clear()
    places = {"HOME": order.folder, "TMPDIR": temporary, "NDL_CACHE": f"{order.folder}/.cache"}
    os.environ.update(order.environment | places)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    _close_all_but((0, 1, 2, sock.fileno()))
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGPIPE):
        signal.signal(one, signal.SIG_DFL if one is not signal.SIGINT else signal.default_int_handler)
    if way != "unsafe":
        kernel.drop_capabilities()
        filter.install()
    frames.send(sock, {"begun": True})
    if order.role == "student":
        student.serve(sock, shell)
    else:
        examiner.serve(sock)


def _serve_alone(control: socket.socket, shell: Any) -> None:
    asked, channel = _receive_order(control)
    frames.send(control, {"number": 1})
    _run(_order(asked), socket.socket(fileno=channel), shell, way="alone")


def _receive_order(control: socket.socket) -> tuple[dict[str, Any], int]:
    """Receive an order, and the end of the submission's own socket that may come with it."""
    control.settimeout(None)
    data, ancillary, _, _ = control.recvmsg(frames.MOST_HEADER, socket.CMSG_SPACE(4))
    if not data:
        raise frames.Broken("the grader ended")
    channel = -1
    for level, kind, content in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            channel = array.array("i", content[:4])[0]
    return json.loads(data), channel


def _order(asked: dict[str, Any]) -> Order:
    return Order(**{name: asked[name] for name in Order.__dataclass_fields__})


def _close_all_but(kept: tuple[int, ...]) -> None:
    start = 0
    for number in (*sorted(kept), 65_536):
        # An empty range from 0 would close all there are: Python hands the kernel 0 to -1.
        if start < number:
            os.closerange(start, number)
        start = number + 1


if __name__ == "__main__":
    main(sys.argv[1:])
