"""The trainee's side: runs their cells, and hands over what the tests ask for. It judges nothing.

Whatever a trainee's code does to this process, its interpreter or its messages, all that can come out of it is an
answer of plain data, for the tests to judge elsewhere.
"""

from __future__ import annotations

import base64
import contextlib
import io
import os
import socket
import tempfile
from pathlib import Path
from typing import Any

from . import frames
from .pack import Packer, TooMuch
from .unpack import Unpacker

MOST_PRINTED = 20_000
MOST_PICTURE = 400_000
MOST_PICTURES = 8
MOST_FILE = 8_000_000
LONGEST = 2_000


def serve(channel: socket.socket, shell: Any) -> None:
    """Answer the grader until it goes away."""
    student = _Student(shell)
    while True:
        frame = frames.receive(channel)
        header, body = student.answer(frame)
        # Sent back as it came, so that an answer is that to this question and not to one before it.
        frames.send(channel, {**header, "token": frame.header.get("token")}, body)


class _Student:
    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._box = Path.cwd()
        self._kept: list[Any] = []

    def answer(self, frame: frames.Frame) -> tuple[dict[str, Any], bytes]:
        asked = frame.header
        return {
            "file": self._write,
            "run": self._run,
            "get": self._get,
            "call": self._call,
            "ask": self._ask,
            "read": self._read,
        }[asked["op"]](asked, frame.body)

    def _write(self, asked: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        path = self._box / asked["name"]
        # A file of the trainee's may bear the name of a folder of the course's.
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        return {"ok": True}, b""

    def _run(self, asked: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        outputs = _Outputs()
        with outputs.captured(self._shell):
            result = self._shell.run_cell(body.decode(), store_history=False)
        error = result.error_before_exec or result.error_in_exec
        told: dict[str, Any] = {"ok": error is None, "printed": outputs.printed}
        if error is not None:
            told |= {"error": type(error).__name__[:80], "says": _words(error), "line": _line(error)}
        return told, outputs.pictures()

    def _get(self, asked: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        names = self._shell.user_ns
        if asked["name"] not in names:
            return {"missing": True}, b""
        return self._packed(names[asked["name"]])

    def _call(self, asked: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        arguments, named = Unpacker(body, self._mine).unpack()
        try:
            target = self._kept[asked["number"]]
            for name in asked.get("path", ()):
                target = getattr(target, name)
            value = target(*arguments, **named) if asked.get("called", True) else target
        except BaseException as error:
            return _raised(error), b""
        return self._packed(value)

    def _ask(self, asked: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            value = eval(body.decode(), self._shell.user_ns)  # noqa: S307 - the course's question, in the trainee's place
        except BaseException as error:
            return _raised(error), b""
        return self._packed(value)

    def _read(self, asked: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        path = self._box / asked["name"]
        if not path.is_file():
            return {"missing": True}, b""
        with path.open("rb") as file:
            return {"ok": True}, file.read(MOST_FILE)

    def _packed(self, value: Any) -> tuple[dict[str, Any], bytes]:
        try:
            return {"ok": True}, Packer(self._keep).pack(value)
        except TooMuch as error:
            return {"too_much": str(error)}, b""
        except BaseException as error:
            return {"unreadable": f"{type(error).__name__}: {_words(error)}"}, b""

    def _keep(self, value: Any) -> int:
        self._kept.append(value)
        return len(self._kept) - 1

    def _mine(self, kind: str, number: int, name: str) -> Any:
        """Give back what the tests were given a stand-in for."""
        return self._kept[number]


class _Outputs:
    """What a cell prints and shows, as far as somebody would read on: text, and pictures in PNG."""

    def __init__(self) -> None:
        self._said = _Bounded()
        self._shown: list[dict[str, Any]] = []

    @property
    def printed(self) -> str:
        return self._said.text

    def captured(self, shell: Any) -> Any:
        from contextlib import ExitStack, redirect_stderr, redirect_stdout
        from unittest import mock

        from IPython.core.displayhook import CapturingDisplayHook
        from IPython.core.displaypub import CapturingDisplayPublisher

        publisher = CapturingDisplayPublisher()  # type: ignore[no-untyped-call]
        publisher.outputs = self._shown
        hook = CapturingDisplayHook(shell, self._shown)  # type: ignore[no-untyped-call]
        stack = ExitStack()
        stack.enter_context(redirect_stdout(self._said))
        stack.enter_context(redirect_stderr(self._said))
        stack.enter_context(mock.patch.object(shell, "display_pub", publisher))
        stack.enter_context(mock.patch("sys.displayhook", hook))
        return stack

    def pictures(self) -> bytes:
        """Return the pictures, in JSON, having put the texts shown with what was printed."""
        import json

        pictures: list[str] = []
        for output in self._shown[:200]:
            data = output.get("data", {}) if isinstance(output, dict) else {}
            picture = data.get("image/png")
            if isinstance(picture, bytes):
                picture = base64.b64encode(picture).decode()
            if isinstance(picture, str) and len(picture) < MOST_PICTURE and len(pictures) < MOST_PICTURES:
                pictures.append(picture)
            elif isinstance(text := data.get("text/plain"), str):
                self._said.write(text + "\n")
        return json.dumps(pictures).encode()


class _Bounded(io.TextIOBase):
    """Takes all that is printed, and keeps the beginning."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self) -> None:
        self.text = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        room = MOST_PRINTED - len(self.text)
        if room > 0:
            self.text += text[:room]
        return len(text)


def _raised(error: BaseException) -> dict[str, Any]:
    names = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
    return {"raised": names[:6], "says": _words(error), "type": type(error).__name__[:80]}


def _words(error: BaseException) -> str:
    try:
        # Python would add a file that nobody knows.
        return str(error.msg if isinstance(error, SyntaxError) else error)[:LONGEST]
    except BaseException:
        return ""


def _no_command(command: str) -> None:
    """Stand in for ``!command`` and ``%pip``: what follows it in the cell is the answer, and should be run."""
    print("Commands to the computer itself are not run when work is marked.")


def _no_output(command: str, *given: Any, **named: Any) -> Any:
    from IPython.utils.text import SList

    _no_command(command)
    return SList([])


def _line(error: BaseException) -> int:
    """Return the line of the cell that an error came from; 0 where it cannot be told."""
    if isinstance(error, SyntaxError):
        return error.lineno or 0
    line, trace = 0, error.__traceback__
    while trace is not None:
        if "ipython-input" in trace.tb_frame.f_code.co_filename or trace.tb_frame.f_code.co_filename.startswith(
            "<ipython"
        ):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def open_shell() -> Any:
    """Make IPython's shell, as a kernel has it, without history or files of its own."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    os.environ["IPYTHONDIR"] = f"{tempfile.gettempdir()}/.ipython"
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 0
    shell: Any = InteractiveShell.instance(config=config)
    shell.display_formatter.active_types = ["text/plain", "image/png"]
    shell.system = shell.system_piped = shell.system_raw = _no_command
    shell.getoutput = _no_output
    # A traceback is not shown to anybody; making one takes longer than many a cell.
    shell.showtraceback = shell.showsyntaxerror = shell.set_custom_exc = lambda *given, **named: None
    return shell
