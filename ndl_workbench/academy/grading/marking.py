"""Mark one submission: the trainee's cells in one sandbox, the tests in another, and the marks out here.

The grader carries questions and answers between the two, and looks into neither. Each wait has an end. Whatever goes
wrong on the trainee's side costs the question it went wrong in.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..sandbox import frames
from ..sandbox.jail import Limits, Process, Warm

Kind = Literal["given", "theirs", "test"]
ASKED = frozenset({"get", "call", "ask", "read"})
MOST_ASKED = 20_000
MOST_TEXT = 2_000
# What a cell's pictures may come to, in JSON.
MOST_SHOWN = 4_000_000
SOME = "This is right in part, and has a part of the marks."
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_TOLD: dict[str, type] = {
    "ok": bool,
    "missing": bool,
    "raised": list,
    "says": str,
    "type": str,
    "too_much": str,
    "unreadable": str,
}


@dataclass(frozen=True)
class Cell:
    """A cell to run.

    Attributes
    ----------
    id
        nbgrader's grade id, or another name no other cell has.
    kind
        ``given`` by the course and run on both sides; ``theirs``; or a ``test``.
    source
        Python, as a notebook holds it.
    points
        What a test is worth.
    question
        Of a test, the id of the cell with the answer.
    hidden_from
        Of a test, the line on which its held-back checks begin; 0 where it has none.
    """

    id: str
    kind: Kind
    source: str
    points: float = 0.0
    question: str = ""
    hidden_from: int = 0


@dataclass(frozen=True)
class Verdict:
    """What a test cell came to: its marks, of how many, and what the trainee is told ("" where all is right)."""

    cell: str
    marks: float
    most: float
    says: str = ""
    held_back: bool = False


@dataclass(frozen=True)
class Ran:
    """What became of a trainee's cell: what it printed, pictures in base64, and what stopped it."""

    cell: str
    printed: str = ""
    pictures: tuple[str, ...] = ()
    stopped: str = ""


@dataclass(frozen=True)
class Marking:
    """A marked submission. ``trouble`` names what went wrong on our side, which a person should look at."""

    verdicts: tuple[Verdict, ...]
    ran: tuple[Ran, ...]
    trouble: tuple[str, ...]
    seconds: float

    @property
    def marks(self) -> float:
        """Marks in all."""
        return sum(verdict.marks for verdict in self.verdicts)


@dataclass(frozen=True)
class Sandboxes:
    """The two warm interpreters, shared by all submissions of a run."""

    student: Warm
    examiner: Warm

    def close(self) -> None:
        """End both for good."""
        self.student.shut()
        self.examiner.shut()


def open_sandboxes(limits: Limits | None = None, *, safe: bool = True) -> Sandboxes:
    """Make the two warm interpreters; each starts when it is first needed."""
    limits = limits or Limits()
    return Sandboxes(Warm("student", safe, limits), Warm("examiner", safe, limits))


def mark(
    cells: Sequence[Cell],
    sandboxes: Sandboxes,
    *,
    environment: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
    theirs: Mapping[str, bytes] | None = None,
) -> Marking:
    """Run the cells of a submission in order and judge its answers.

    Parameters
    ----------
    cells
        In the course's order; the sources of ``given`` and ``test`` are the course's, never the submission's.
    environment
        Variables that both sides see, such as the trainee's seed.
    files
        The course's files, by their path inside the work folder; both sides have them.
    theirs
        The submission's own files, which the trainee's side has.

    Raises
    ------
    NoSandbox
        The sandbox cannot be started, or ended and cannot be started again.
    """
    begun = time.monotonic()
    job = _Job(sandboxes, dict(environment or {}), dict(files or {}), dict(theirs or {}))
    try:
        for cell in cells:
            job.take(cell)
    finally:
        job.close()
    return Marking(tuple(job.verdicts), tuple(job.ran), tuple(job.trouble), time.monotonic() - begun)


@dataclass
class _Job:
    sandboxes: Sandboxes
    environment: dict[str, str]
    files: dict[str, bytes]
    theirs: dict[str, bytes]
    verdicts: list[Verdict] = field(default_factory=list)
    ran: list[Ran] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.limits = self.sandboxes.student.limits
        self.until = time.monotonic() + self.limits.submission
        self.student = _Student(self)
        self.examiner = _Examiner(self)

    def take(self, cell: Cell) -> None:
        if cell.kind == "test":
            self.verdicts.append(self._judge(cell))
            return
        if cell.kind == "given":
            self.examiner.given(cell)
        ran = self.student.run(cell)
        if cell.kind == "theirs":
            self.ran.append(ran)

    def left(self, most: float) -> float:
        """Return the seconds that may still be waited for something that may take ``most``."""
        return max(0.0, min(most, self.until - time.monotonic()))

    def close(self) -> None:
        self.student.close()
        self.examiner.close()

    def _judge(self, cell: Cell) -> Verdict:
        told = self.examiner.test(cell)
        if told.get("passed") is True:
            award = told.get("award")
            marks = cell.points if award is None else min(max(0.0, float(award)), cell.points)
            return Verdict(cell.id, marks, cell.points, "" if marks >= cell.points else SOME)
        says = plain(str(told.get("says") or "This could not be checked."))[:MOST_TEXT]
        stopped = next((ran.stopped for ran in reversed(self.ran) if ran.cell == cell.question), "")
        if stopped and told.get("unmade"):
            says = f"Your cell stopped before the answer was made. {stopped}"
        return Verdict(cell.id, 0.0, cell.points, says, bool(told.get("held_back")))


class _Student:
    """The trainee's side, begun again after it ended, with the cells that did it no harm."""

    def __init__(self, job: _Job) -> None:
        self._job = job
        self._process: Process | None = None
        self._good: list[Cell] = []

    def run(self, cell: Cell) -> Ran:
        if self._job.left(1.0) <= 0:
            return Ran(cell.id, stopped=_OUT_OF_TIME)
        try:
            frame = self._asked({"op": "run"}, cell.source.encode(errors="replace"), self._job.limits.cell)
        except frames.Late:
            self.end()
            return Ran(cell.id, stopped=f"It ran for more than {self._job.limits.cell:g} seconds, and was ended.")
        except frames.Broken:
            self.end()
            return Ran(cell.id, stopped="It ended Python: by an exit, a crash, or more memory than there is.")
        self._good.append(cell)
        return _ran(cell, frame)

    def answer(self, header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """Put a question of the tests to the trainee's side, and return what goes back to them."""
        asked: dict[str, Any] = {
            name: header[name] for name in ("op", "name", "number", "path", "called") if name in header
        }
        try:
            frame = self._asked(asked, body, self._job.limits.call)
        except frames.Late:
            self.end()
            return {"gone": f"Your code took longer than {self._job.limits.call:g} seconds to answer."}, b""
        except frames.Broken:
            self.end()
            return {"gone": "Your code ended Python before it gave an answer."}, b""
        told: dict[str, Any] = {
            name: value for name, value in frame.header.items() if isinstance(value, _TOLD.get(name, ()))
        }
        for name in ("says", "type", "too_much", "unreadable"):
            if name in told:
                told[name] = told[name][:MOST_TEXT]
        if "raised" in told:
            told["raised"] = [str(name)[:80] for name in told["raised"][:6]]
        return told, frame.body

    def end(self) -> None:
        if self._process is not None:
            self._job.sandboxes.student.end(self._process)
            self._process = None

    close = end

    def _asked(self, header: dict[str, Any], body: bytes, seconds: float) -> frames.Frame:
        return self._exchange(self._ready(), header, body, seconds)

    def _exchange(self, process: Process, header: dict[str, Any], body: bytes, seconds: float) -> frames.Frame:
        token = secrets.token_hex(8)
        wait = self._job.left(seconds)
        frames.send(process.channel, {**header, "token": token}, body, seconds=max(wait, 0.001))
        most = MOST_SHOWN if header["op"] == "run" else frames.MOST_BODY
        frame = frames.receive(process.channel, seconds=wait, most=most)
        if frame.header.get("token") != token:
            raise frames.Broken("an answer to another question")
        return frame

    def _ready(self) -> Process:
        """Return the process, begun if need be; a cell that ran well before and does harm now is left out."""
        while self._process is None:
            process = self._process = self._job.sandboxes.student.begin(self._job.environment)
            # The course's first: none of the trainee's may lie where they go.
            theirs = {name: content for name, content in self._job.theirs.items() if name not in self._job.files}
            for name, content in {**self._job.files, **theirs}.items():
                self._exchange(process, {"op": "file", "name": name}, content, self._job.limits.call)
            for cell in tuple(self._good):
                try:
                    self._exchange(process, {"op": "run"}, cell.source.encode(errors="replace"), self._job.limits.cell)
                except frames.Broken:
                    self._good.remove(cell)
                    self.end()
                    break
        return self._process


class _Examiner:
    """The tests' side; it runs no code of the trainee's, and only their data can harm it."""

    def __init__(self, job: _Job) -> None:
        self._job = job
        self._process: Process | None = None
        self._given: list[Cell] = []

    def given(self, cell: Cell) -> None:
        self._ensure()
        self._given.append(cell)
        self._run_given(cell)

    def test(self, cell: Cell) -> dict[str, Any]:
        if self._job.left(1.0) <= 0:
            return {"says": _OUT_OF_TIME}
        try:
            self._ensure()
            return self._told({"op": "test", "hidden_from": cell.hidden_from}, cell.source)
        except frames.Late:
            self.close()
            return {"says": f"Checking your answer took longer than {self._job.limits.test:g} seconds."}
        except frames.Broken:
            self.close()
            return {"says": "Your answer could not be read: checking it ended Python."}

    def close(self) -> None:
        if self._process is not None:
            self._job.sandboxes.examiner.end(self._process)
            self._process = None

    def _ensure(self) -> None:
        if self._process is not None:
            return
        self._process = self._job.sandboxes.examiner.begin(self._job.environment)
        for name, content in self._job.files.items():
            self._told({"op": "file", "name": name}, content)
        for cell in self._given:
            self._run_given(cell)

    def _run_given(self, cell: Cell) -> None:
        try:
            told = self._told({"op": "locked"}, cell.source)
        except frames.Broken as error:
            self.close()
            told = {"failed": str(error)}
        if "failed" in told:
            self._job.trouble.append(f"the course's own cell {cell.id} failed: {plain(str(told['failed']))}")

    def _told(self, header: dict[str, Any], source: str | bytes) -> dict[str, Any]:
        """Have the tests' side do something, answering what it asks on the way."""
        if self._process is None:
            raise frames.Broken("the tests' side is not there")
        channel, until = self._process.channel, time.monotonic() + self._job.left(self._job.limits.test)
        frames.send(
            channel, header, source if isinstance(source, bytes) else source.encode(), seconds=self._job.limits.call
        )
        for _ in range(MOST_ASKED):
            frame = frames.receive(channel, seconds=max(0.001, until - time.monotonic()))
            if frame.header.get("done") is True:
                return frame.header
            if frame.header.get("op") not in ASKED:
                raise frames.Broken("a question that is none")
            told, body = self._job.student.answer(frame.header, frame.body)
            frames.send(channel, told, body, seconds=max(0.001, until - time.monotonic()))
        raise frames.Late("too many questions")


def plain(text: str) -> str:
    """Put a sign in place of what is no text: a terminal's escapes, and what turns the direction of writing."""
    return _CONTROLS.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


_OUT_OF_TIME = "There was no time left: your notebook as a whole runs for longer than it may."


def _ran(cell: Cell, frame: frames.Frame) -> Ran:
    header = frame.header
    try:
        pictures = json.loads(frame.body)
    except (ValueError, RecursionError):
        pictures = []
    kept = tuple(p for p in pictures if isinstance(p, str))[:8] if isinstance(pictures, list) else ()
    stopped = ""
    if header.get("ok") is not True:
        kind, says = plain(str(header.get("error")))[:80], plain(str(header.get("says")))[:MOST_TEXT]
        line = header.get("line")
        where = f" on line {line}" if isinstance(line, int) and 0 < line < 100_000 else ""
        stopped = f"It stopped{where} with {kind}: {says}".rstrip(": ")
    return Ran(cell.id, plain(str(header.get("printed", "")))[:20_000], kept, stopped)
