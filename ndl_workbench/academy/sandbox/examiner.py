"""The course's side: runs the tests, which ask for the trainee's names and never meet their code.

A name is looked for among the course's own cells, then Python's, then the trainee's; of those each test cell gets a
fresh copy. What is not plain data is a stand-in: a function can be called, an object can be asked by ``obj``.
"""

from __future__ import annotations

import ast
import builtins
import io
import socket
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import TracebackType
from typing import Any

from .. import expect
from . import frames
from .pack import Packer
from .unpack import Unpacker, Unreadable

# What a trainee's function may raise here under its own name; a test may wait for it.
_KNOWN = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, (StopIteration, Warning))
}
MOST_SAID = 2_000
HELD_BACK = "A check that was held back found a mistake."


class TraineeError(Exception):
    """An error of the trainee's own kind, raised by their code."""


class Gone(Exception):
    """The trainee's side ended, or took too long."""


def serve(channel: socket.socket) -> None:
    """Run what the grader sends, until it goes away."""
    examiner = _Examiner(channel)
    while True:
        frame = frames.receive(channel)
        if frame.header["op"] == "file":
            examiner.write(frame.header["name"], frame.body)
            frames.send(channel, {"done": True})
        elif frame.header["op"] == "locked":
            frames.send(channel, examiner.locked(frame.body.decode()))
        else:
            frames.send(channel, examiner.test(frame.header, frame.body.decode()))


class _Names(dict[str, Any]):
    """The names a cell of the course sees."""

    def __init__(self, own: dict[str, Any], ask: Any) -> None:
        super().__init__(own)
        self._ask = ask
        self._theirs: dict[str, Any] = {}

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name):
            return getattr(builtins, name)
        if name not in self._theirs:
            self._theirs[name] = self._ask(name)
        return self._theirs[name]


class _Examiner:
    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._box = Path.cwd()
        self._award: float | None = None
        self._own: dict[str, Any] = {
            "__name__": "__main__",
            "award": self._awarded,
            "ask": self._ask,
            "obj": self._object,
            "trainee_file": self._file,
            "display": lambda *shown, **named: None,
            "get_ipython": lambda: None,
        }

    def write(self, name: str, body: bytes) -> None:
        path = self._box / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    def locked(self, source: str) -> dict[str, Any]:
        """Run a cell of the course; the names it makes stay."""
        names = _Names(self._own, self._name)
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                exec(compile(source, "<given>", "exec"), names)  # noqa: S102 - the course's own
        except Exception as error:
            return {"done": True, "failed": _told(error)}
        finally:
            self._own = {name: value for name, value in names.items() if name != "__builtins__"}
        return {"done": True}

    def test(self, asked: dict[str, Any], source: str) -> dict[str, Any]:
        """Run a test cell on fresh copies, and say what came of it."""
        self._award = None
        hidden = int(asked.get("hidden_from") or 0)
        names = _Names(dict(self._own), self._name)
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                exec(compile(source, "<check>", "exec"), names)  # noqa: S102 - the course's own
        except Exception as error:
            return {"done": True, "passed": False, **_verdict(error, source, hidden)}
        return {"done": True, "passed": True, "award": self._award}

    # --- what a test may ask for ---------------------------------------------------------------------

    def _awarded(self, points: float) -> None:
        """Give some of the marks and not all. The grader holds it within what the question is worth."""
        self._award = float(points)

    def _ask(self, expression: str) -> Any:
        """Evaluate an expression among the trainee's names, and return plain data."""
        return self._asked({"op": "ask"}, expression.encode())

    def _object(self, name: str) -> Any:
        """Take an object of the trainee's that is no plain data, to ask it for some."""
        held = self._name(name)
        if not hasattr(type(held), "stands_in") and not hasattr(held, "ndl_number"):
            raise TypeError(f"“{name}” should be an object to be asked; yours is of the type {type(held).__name__}")
        return _Far(self, held, ())

    def _file(self, name: str) -> bytes:
        """Return what the trainee wrote to a file."""
        frame = self._exchange({"op": "read", "name": name}, b"")
        if frame.header.get("missing"):
            raise FileNotFoundError(f"Your code did not write a file called “{name}”.")
        return frame.body

    def call(self, number: int, path: tuple[str, ...], arguments: Any, named: Any, *, called: bool = True) -> Any:
        body = Packer(_number_of).pack((tuple(arguments), dict(named)))
        return self._asked({"op": "call", "number": number, "path": list(path), "called": called}, body)

    def _name(self, name: str) -> Any:
        frame = self._exchange({"op": "get", "name": name}, b"")
        if frame.header.get("missing"):
            raise NameError(f"name {name!r} is not defined", name=name)
        return self._value(frame)

    def _asked(self, header: dict[str, Any], body: bytes) -> Any:
        frame = self._exchange(header, body)
        if "raised" in frame.header:
            raise _theirs(frame.header)
        return self._value(frame)

    def _value(self, frame: frames.Frame) -> Any:
        if "too_much" in frame.header:
            raise Unreadable(f"it is too large: {str(frame.header['too_much'])[:100]}")
        if "unreadable" in frame.header:
            raise Unreadable(str(frame.header["unreadable"])[:100])
        return Unpacker(frame.body, self._stand_in).unpack()

    def _exchange(self, header: dict[str, Any], body: bytes) -> frames.Frame:
        frames.send(self._channel, header, body)
        frame = frames.receive(self._channel)
        if gone := frame.header.get("gone"):
            raise Gone(str(gone))
        return frame

    def _stand_in(self, kind: str, number: int, name: str) -> Any:
        if kind == "function":

            def trainees_function(*arguments: Any, **named: Any) -> Any:
                return self.call(number, (), arguments, named)

            trainees_function.__qualname__ = trainees_function.__name__ = name
            trainees_function.ndl_number = number  # type: ignore[attr-defined]
            return trainees_function
        return Foreign(name, number)


class Foreign:
    """An object of the trainee's that is no plain data. All that can be told of it here is its type's name."""

    __slots__ = ("ndl_number", "type_name")
    stands_in = True
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, type_name: str, number: int) -> None:
        self.type_name = type_name
        self.ndl_number = number

    def __repr__(self) -> str:
        return f"<{self.type_name}>"

    def __getattr__(self, name: str) -> Any:
        raise TypeError(f"a {self.type_name} is not plain data")

    def __eq__(self, other: object) -> bool:
        raise TypeError(f"a {self.type_name} is not plain data")

    def __bool__(self) -> bool:
        raise TypeError(f"a {self.type_name} is not plain data")


class _Far:
    """An object on the trainee's side: attributes lead on, a call brings plain data back."""

    def __init__(self, examiner: _Examiner, held: Any, path: tuple[str, ...]) -> None:
        self._examiner, self._held, self._path = examiner, held, path

    def __getattr__(self, name: str) -> _Far:
        if name.startswith("_"):
            raise AttributeError(name)
        return _Far(self._examiner, self._held, (*self._path, name))

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._examiner.call(_number_of(self._held), self._path, arguments, named)

    # An attribute is not its value: taken for one, it would be true, and another than everything.
    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise TypeError("an object's attribute was not asked for its value")

    def __bool__(self) -> bool:
        raise TypeError("an object's attribute was not asked for its value")


def _number_of(value: Any) -> int:
    number = getattr(value, "ndl_number", None) if not isinstance(value, Foreign) else value.ndl_number
    if type(number) is not int:
        raise TypeError(f"{type(value).__name__} cannot be handed to a trainee's function: give it plain data")
    return number


def _theirs(header: dict[str, Any]) -> Exception:
    says = str(header.get("says", ""))[:MOST_SAID]
    for name in header["raised"]:
        if name in _KNOWN and name != "Exception":
            try:
                return _KNOWN[name](says)
            except TypeError:  # such as UnicodeDecodeError, which wants five arguments; its parent wants one
                continue
    return TraineeError(f"{str(header.get('type', ''))[:80]}: {says}")


# --- what the trainee is told -------------------------------------------------------------------------


def _verdict(error: Exception, source: str, hidden_from: int) -> dict[str, Any]:
    lines = _lines_of(error.__traceback__)
    # A helper that stands among the visible checks may have been called from a held-back one.
    held_back = bool(hidden_from) and max(lines) >= hidden_from
    says = _authors(error, source, lines[-1]) if held_back else _told(error)
    return {"held_back": held_back, "unmade": _is_unmade(error), "says": says[:MOST_SAID]}


def _is_unmade(error: Exception) -> bool:
    """Whether there is no answer to judge: its name is not there, or still stands for the dots it was given as."""
    return _is_missing(error) or "has not been attempted yet" in str(error)


def _is_missing(error: Exception) -> bool:
    """Whether a name is missing that a test asked for; the trainee's own function may lack one too."""
    return isinstance(error, NameError) and bool(error.name)


def _told(error: Exception) -> str:
    from ..trainee import sentence

    if isinstance(error, Gone):
        return str(error)
    if isinstance(error, Unreadable):
        return f"Your answer could not be read: {error}."
    if isinstance(error, TypeError) and str(error).endswith("is not plain data"):
        return f"Your answer is of the wrong type: {error}."
    return sentence(error)


def _authors(error: Exception, source: str, line: int) -> str:
    """Return the message that the author wrote for a held-back check, and nothing that was worked out."""
    if isinstance(error, Gone) or _is_missing(error) or _is_of_expect(error.__traceback__):
        return _told(error)
    for node in ast.walk(ast.parse(source)):
        here = isinstance(node, ast.Assert) and node.lineno <= line <= (node.end_lineno or node.lineno)
        if here and isinstance(error, AssertionError) and isinstance(node.msg, ast.Constant):  # type: ignore[attr-defined]
            return str(node.msg.value)  # type: ignore[attr-defined]
    return HELD_BACK


def _lines_of(trace: TracebackType | None) -> list[int]:
    """Return the lines of the test that were being run, from the outermost; of one that is no Python, the last."""
    lines = []
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<check>":
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return lines or [sys.maxsize]


def _is_of_expect(trace: TracebackType | None) -> bool:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_filename == expect.__file__


sys.setrecursionlimit(3_000)
