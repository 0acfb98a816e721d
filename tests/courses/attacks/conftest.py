"""How an attack is written, handed in and marked.

An attack is one file, ``<class>/<name>.py``: lines about it, then cells in the percent form::

    # class: exhaust
    # tries: to write one file larger than a disk
    # marks: total 0, table 1.5
    # prints: No space left
    # told: total It stopped on line 2
    # limits: submission 5

    # %% total
    the trainee's answer to the question "total"

    # %% own
    a cell of their own, before the answer that follows; "first" is one before everything

    # %% hand-in
    Python that changes what is handed in: the notebook (a dict), or files in the folder

``marks`` names the questions that do not get all of theirs; ``refused`` says that the whole submission is. Questions
the attack leaves alone are answered rightly, and must get all their marks. ``prints``, which may be there several
times, is something the cells must print, so that an attack that never got as far proves nothing; ``told`` is the
beginning of what the trainee must be told of a question. ``limits`` changes one of the limits. The course that is
attacked stands in ``course``.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ndl_workbench.academy.build import PROMPT, model_answer, notebook_text, stub
from ndl_workbench.academy.grading.cohort_folder import Assignment, handed_in
from ndl_workbench.academy.grading.grade import mark_submission, record_of
from ndl_workbench.academy.grading.graded import graded_notebook
from ndl_workbench.academy.grading.marking import Sandboxes
from ndl_workbench.academy.sandbox.jail import UID
from ndl_workbench.academy.source import BEGIN_HIDDEN, END_HIDDEN, Unit, read_course, split

HERE = Path(__file__).parent
UNIT = "01_several"
# What an honest neighbour saw, and the descriptors, threads and processes that the grader held.
Around = tuple[str, tuple[int, int, int]]
# Bytes. A message may be of 64 million, and there are two of it for a moment.
MOST_GROWTH = 200_000_000
# What no trainee may see. Those of the course itself stand in its exercise.
PLANTED = {
    "neighbour": "planted-neighbour-c04f",
    "gradebook": "planted-gradebook-1e88",
    "environment": "planted-environment-a6b3",
    "process": "planted-process-40d9",
    "home": "planted-home-f2c7",
}
ANY_PLANTED = re.compile(rb"planted-[a-z]+-[0-9a-f]{4}")


@dataclass(frozen=True)
class Attack:
    """One file of an attack."""

    kind: str
    tries: str
    marks: dict[str, float]
    refused: bool
    prints: tuple[str, ...]
    told: dict[str, str]
    limits: dict[str, float]
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Outcome:
    """What an attack came to: marks and messages by question, what was printed, and all that came back."""

    refused: bool
    marks: dict[str, float]
    told: dict[str, str]
    printed: str
    everything: bytes

    @property
    def leaked(self) -> set[bytes]:
        """The secrets that came back."""
        return set(ANY_PLANTED.findall(self.everything))


@pytest.fixture(scope="session")
def read_attack() -> Callable[[Path], Attack]:
    """Read an attack's file."""
    return _read


@pytest.fixture(scope="session")
def write_attack(attacked: Unit) -> Callable[[Path, Attack], None]:
    """Write an attack's notebook and files to a folder that is handed in."""
    return lambda folder, attack: _write(folder, attack, attacked)


def _read(path: Path) -> Attack:
    about, *cells = re.split(r"^# %% *", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [line[2:].partition(": ") for line in about.splitlines() if line.startswith("# ")]
    known = ("class", "tries", "marks", "prints", "told", "limits")
    said = {name: [text for n, _, text in lines if n == name] for name in known}
    assert all(len(said[name]) == 1 for name in ("class", "tries", "marks")), f"{path.name}: class, tries and marks"
    (marks,) = said["marks"]
    less = {} if marks in ("all", "refused") else dict(part.split() for part in marks.split(", "))
    return Attack(
        kind=said["class"][0],
        tries=said["tries"][0],
        marks={name: float(mark) for name, mark in less.items()},
        refused=marks == "refused",
        prints=tuple(said["prints"]),
        told=dict(text.split(" ", 1) for text in said["told"]),
        limits={name: float(value) for name, value in (text.split() for text in said["limits"])},
        cells=tuple((name, source) for name, _, source in (cell.partition("\n") for cell in cells)),
    )


@pytest.fixture(scope="session")
def attacked() -> Unit:
    """The unit that is attacked."""
    return read_course(HERE / "course", "attacked").unit(UNIT)


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Secrets where an instructor has theirs: in the environment, at home, and in a process beside us."""
    home = tmp_path_factory.mktemp("home")
    (home / ".netrc").write_text(PLANTED["home"])
    beside = {"user": UID} if os.getuid() == 0 else {}
    command = ["/bin/sh", "-c", "read wait", PLANTED["process"]]
    with (
        pytest.MonkeyPatch.context() as patch,
        subprocess.Popen(command, cwd="/", stdin=subprocess.PIPE, **beside) as process,
    ):
        patch.setenv("HOME", str(home))
        patch.setenv("NDL_PLANTED", PLANTED["environment"])
        yield
        process.kill()


@pytest.fixture(scope="session")
def assignment(attacked: Unit, planted: None, tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The unit as it was released to a cohort, in whose folder others have handed in too."""
    cohort = tmp_path_factory.mktemp("cohort")
    course = read_course(HERE / "course", "attacked")
    source = json.loads(notebook_text(course, attacked))["cells"]
    (cohort / "gradebook.db").write_text(PLANTED["gradebook"])
    neighbour = cohort / "submitted" / "neighbour" / UNIT
    neighbour.mkdir(parents=True)
    (neighbour / f"{UNIT}.ipynb").write_text(json.dumps({"cells": [], "metadata": {"said": PLANTED["neighbour"]}}))
    return Assignment(
        cohort=cohort,
        unit=UNIT,
        course="attacked",
        config=None,
        url="",
        source=source,
        released=[_released(cell, attacked) for cell in source],
        files={"data/places.csv": b"place\na\nb\n"},
        version="1",
    )


@pytest.fixture
def hand_in(assignment: Assignment, attacked: Unit) -> Callable[[str, Attack, Sandboxes], Outcome]:
    """Hand an attack in under a trainee's name, and mark it."""

    def handed(trainee: str, attack: Attack, sandboxes: Sandboxes) -> Outcome:
        _write(assignment.cohort / "submitted" / trainee / UNIT, attack, attacked)
        one = next((one for one in handed_in(assignment)[0] if one.trainee == trainee), None)
        if one is None:
            return Outcome(True, {}, {}, "", b"")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sandboxes.student, "limits", replace(sandboxes.student.limits, **attack.limits))
            done = mark_submission(assignment, one, sandboxes)
        marking = done.marking
        assert marking.trouble == ()
        record = asdict(record_of(assignment, done, safe=True))
        back = [json.dumps(graded_notebook(done.restored, marking)), json.dumps(record)]
        pictures = [base64.b64decode(picture) for ran in marking.ran for picture in ran.pictures]
        return Outcome(
            refused=False,
            marks={verdict.cell.removesuffix("-check"): verdict.marks for verdict in marking.verdicts},
            told={verdict.cell.removesuffix("-check"): verdict.says for verdict in marking.verdicts},
            printed="".join(ran.printed for ran in marking.ran),
            everything=b"\n".join([*(text.encode() for text in back), *pictures]),
        )

    return handed


@pytest.fixture(scope="session")
def seen() -> dict[str, str]:
    """What the neighbour saw around them before anybody attacked."""
    return {}


@pytest.fixture
def try_attack(
    hand_in: Callable[[str, Attack, Sandboxes], Outcome],
    attacked: Unit,
    sandboxes: Sandboxes,
    seen: dict[str, str],
) -> Callable[[Path], tuple[Around, Around]]:
    """Try an attack: it gets the marks its file says and learns nothing; return what was around before and after it."""

    def tried(path: Path) -> tuple[Around, Around]:
        attack, neighbour = _read(path), _read(HERE / "neighbour.py")
        assert attack.kind == path.parent.name
        if not seen:
            seen["at first"] = _honest(hand_in("neighbour-first", neighbour, sandboxes), attacked, neighbour)
        before = _held(sandboxes)
        Path("/proc/self/clear_refs").write_text("5")  # the highest use of memory is from now on
        memory = _memory("VmRSS")

        outcome = hand_in(f"{path.parent.name}-{path.stem}", attack, sandboxes)

        assert outcome.refused == attack.refused
        if not attack.refused:
            full = {question.id: float(question.points) for question in attacked.questions}
            assert outcome.marks == full | attack.marks, outcome.told
        for part in attack.prints:
            assert part in outcome.printed
        for question, beginning in attack.told.items():
            assert outcome.told[question].startswith(beginning)
        assert outcome.leaked == set()
        assert _memory("VmHWM") - memory < MOST_GROWTH
        after = hand_in(f"neighbour-of-{path.parent.name}-{path.stem}", neighbour, sandboxes)
        return (seen["at first"], before), (_honest(after, attacked, neighbour), _held(sandboxes))

    return tried


def _released(cell: dict[str, Any], unit: Unit) -> dict[str, Any]:
    """Make what a trainee gets of a cell, as nbgrader does."""
    name = cell["metadata"].get("nbgrader", {}).get("grade_id")
    answer = next((question.answer for question in unit.questions if question.id == name), None)
    if answer is not None:
        return {**cell, "source": f"{stub(answer.source)}\n{PROMPT}"}
    if cell["metadata"].get("nbgrader", {}).get("solution"):
        return {**cell, "source": "*Write your answer here.*"}
    return {**cell, "source": split("".join(cell["source"]), BEGIN_HIDDEN, END_HIDDEN)[0]}


def _write(folder: Path, attack: Attack, unit: Unit) -> None:
    folder.mkdir(parents=True)
    path = folder / f"{UNIT}.ipynb"
    course = read_course(HERE / "course", "attacked")
    notebook = json.loads(notebook_text(course, unit))
    notebook["cells"] = _answered([_released(cell, unit) for cell in notebook["cells"]], attack, unit)
    for name, source in attack.cells:
        if name == "hand-in":
            about = SimpleNamespace(notebook=notebook, folder=folder, path=path)
            exec(compile(source, "hand-in", "exec"), vars(about))
            notebook = about.notebook
    if not path.exists() and not path.is_symlink():
        path.write_text(json.dumps(notebook), encoding="utf-8")


def _answered(cells: list[dict[str, Any]], attack: Attack, unit: Unit) -> list[dict[str, Any]]:
    """Put the attack's answers into the cells, and its own cells before them; all else is answered rightly."""
    # The model answers, but for the secret in one of them, which nobody has who works it out for themselves.
    models = {question.id: model_answer(question.answer.source) for question in unit.questions}
    answers = {name: re.sub(r"# planted-.*\n", "", model) for name, model in models.items()}
    own: dict[str, list[str]] = {}
    waiting: list[str] = []
    first: list[str] = []
    for name, source in attack.cells:
        if name == "first":
            first.append(source)
        elif name == "own":
            waiting.append(source)
        elif name != "hand-in":
            assert name in {*answers, "why"}, f"there is no question {name!r}"
            answers[name], own[name], waiting = source, waiting, []
    made = [_own(source) for source in first]
    for cell in cells:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        made += [_own(source) for source in own.get(name, ())]
        made.append({**cell, "source": answers.get(name, cell["source"])})
    return made + [_own(source) for source in waiting]


def _own(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def _honest(outcome: Outcome, unit: Unit, neighbour: Attack) -> str:
    """Return what an honest submission saw around it, having seen that it got all its marks."""
    assert outcome.marks == {question.id: float(question.points) for question in unit.questions}, outcome.told
    assert all(part in outcome.printed for part in neighbour.prints)
    return outcome.printed


def _held(sandboxes: Sandboxes) -> tuple[int, int, int]:
    """Return what the grader holds: descriptors, threads, and processes below it."""
    gc.collect()  # what an earlier test left to be closed is not held for this one
    below = [_children(one._program.pid) for one in (sandboxes.student, sandboxes.examiner) if one._program]
    return len(os.listdir("/proc/self/fd")), threading.active_count(), sum(below)


def _memory(which: str) -> int:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(which))
    return 1024 * int(line.split()[1])


def _children(pid: int) -> int:
    found = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        children = (task / "children").read_text().split()
        found += len(children) + sum(_children(int(child)) for child in children)
    return found
