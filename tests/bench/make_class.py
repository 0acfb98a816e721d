"""A simulated class takes a unit of a course: it joins, hands in, is collected and is graded, as real people are.

``python tests/bench/make_class.py COURSE UNIT FOLDER [PEOPLE]`` prints, as JSON, what each person got. Nobody's work is
written by hand: it is put together from the unit's own source, so that any unit of any course can be tried.

- *skilled*: the model answer, or another right one
- *average*: seven answers in ten right, the others mistakes that the unit's author expects
- *careless*: three in ten right, two in ten not attempted, the others expected mistakes
- *copies figures*: what came out for a skilled neighbour, typed in; the neighbour's numbers are other ones
- *copies code*: a skilled neighbour's cells, with a comment changed. They are right, and ``status`` shows them as alike
- *hostile*: one way each to full marks without an answer; nothing else is attempted
"""

from __future__ import annotations

import ast
import contextlib
import csv
import datetime as dt
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

COURSES = Path(__file__).parents[2] / "courses"
# Of ten people.
SHARES = {"skilled": 2, "average": 3, "careless": 2, "copies figures": 1, "copies code": 1, "hostile": 1}
RIGHT = {"average": 0.7, "careless": 0.3}
UNTOUCHED = {"average": 0.0, "careless": 0.2}
WROTE = "I would look at the table again before I said anything."
ALIKE = """\
class Alike:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return False
    def __abs__(self): return self
    def __sub__(self, other): return self
    def __getattr__(self, name): return lambda *a, **k: self
"""
# Each is put before or in place of the answer called NAME.
HOSTILE = (
    "import os\nos._exit(0)",
    "from IPython import get_ipython\n"
    "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n' if 'assert' in l else l for l in lines])",
    ALIKE + "NAME = Alike()",
    "while True:\n    pass",
    "import gc\nfor found in gc.get_objects():\n"
    "    if isinstance(found, str) and 'HIDDEN TESTS' in found:\n        print(found)",
    "expect = type('Expect', (), {'__getattr__': lambda self, name: lambda *a, **k: None})()\nAssertionError = Warning",
)

Answers = dict[str, str]


@dataclass(frozen=True)
class Person:
    """One of the class: what kind they are, and what they type, by cell."""

    kind: str
    answers: Answers


def main(course_id: str, unit_id: str, folder: str, people: str = "40") -> None:
    """Have a class take a unit, and print what came of it."""
    print(json.dumps(taken(course_id, unit_id, Path(folder), int(people))))


def taken(course_id: str, unit_id: str, folder: Path, people: int) -> dict[str, Any]:
    """Begin a cohort in a folder, hand in for everybody, collect and grade; return marks by kind, and who is alike."""
    from ndl_workbench.academy.grading.grade import grade
    from ndl_workbench.academy.source import read_course
    from ndl_workbench.cohort.begin import new_cohort
    from ndl_workbench.cohort.collect import collect
    from ndl_workbench.cohort.status import status

    course = read_course(COURSES, course_id)
    unit = course.unit(unit_id)
    roster = folder / "roster.csv"
    roster.write_text("name\n" + "".join(f"Person {number:03d}\n" for number in range(people)), encoding="utf-8")
    cohort = new_cohort("Class", course, roster, folder=folder / "class", units=[unit_id]).cohort
    seeds = json.loads((cohort.folder / "secrets" / "seeds.json").read_text(encoding="utf-8"))
    chosen = dict(zip((one.id for one in cohort.trainees), class_of(unit, people, list(seeds.values())), strict=True))
    inbox = folder / "inbox"
    inbox.mkdir()
    for number, content in enumerate(handed_in(cohort, unit_id, chosen)):
        (inbox / f"mail {number}.ndl-handin").write_bytes(content)
    collect(inbox, cohort.folder)
    marked = {row.trainee: row.marks for row in grade(cohort.folder, unit_id).rows}
    alike = {person.name: person.id for person in cohort.trainees}
    pairs = [[chosen[alike[pair.one]].kind, chosen[alike[pair.other]].kind] for pair in status(cohort.folder).alike]
    return {
        "course": course.title,
        "unit": unit.title,
        "most": sum(question.points for question in unit.questions),
        "pass_mark": course.pass_mark,
        "marks": {kind: [marked[name] for name, one in chosen.items() if one.kind == kind] for kind in SHARES},
        "alike": pairs,
    }


def class_of(unit: Any, people: int, seeds: list[str]) -> list[Person]:
    """Put a class together; the same size always gives the same one. The first is skilled, and copied from."""
    draw = Random(people)
    kinds = [kind for kind, share in SHARES.items() for _ in range(share)]
    neighbour = _skilled(unit, draw)
    figures = worked_out(unit, seeds[0])
    written = {cell.question: WROTE for cell in unit.written}
    hostile = iter(HOSTILE * people)
    made = [neighbour, *(_answers(unit, kinds[n % 10], draw, neighbour, figures, hostile) for n in range(1, people))]
    return [Person(kinds[n % 10], {**written, **answers}) for n, answers in enumerate(made)]


def _skilled(unit: Any, draw: Random) -> Answers:
    """Answer everything rightly, below some working of one's own, by which people's work differs."""
    from ndl_workbench.academy.build import model_answer

    said = {}
    for question in unit.questions:
        source = draw.choice([model_answer(question.answer.source), *(cell.source for cell in question.right)])
        tried = "".join(f"tried_{draw.randint(10, 999)} = {draw.sample(range(999), 9)}\n" for _ in range(2))
        said[question.id] = f"{tried}{source}"
    return said


def _answers(
    unit: Any, kind: str, draw: Random, neighbour: Answers, figures: Answers, hostile: Iterator[str]
) -> Answers:
    from ndl_workbench.academy.build import model_answer

    models = {question.id: model_answer(question.answer.source) for question in unit.questions}
    if kind == "skilled":
        return _skilled(unit, draw)
    if kind == "copies code":
        return {name: f"# mine\n{source}" for name, source in neighbour.items()}
    if kind == "copies figures":
        return {name: figures.get(name, source) for name, source in models.items()}
    if kind == "hostile":
        first = unit.questions[0]
        return {first.id: next(hostile).replace("NAME", next(iter(_bound(models[first.id])), "answer"))}
    said = {}
    for question in unit.questions:
        chance = draw.random()
        if chance < RIGHT[kind]:
            said[question.id] = models[question.id]
        elif chance < 1 - UNTOUCHED[kind]:
            said[question.id] = draw.choice(question.wrong).source
    return said


def handed_in(cohort: Any, unit: str, chosen: dict[str, Person]) -> Iterator[bytes]:
    """Yield each person's hand-in, sealed with the join code they were sent."""
    from ndl_workbench.cohort.codes import keys_of
    from ndl_workbench.cohort.collect import release_of
    from ndl_workbench.cohort.handin import seal
    from ndl_workbench.cohort.issuing import JOIN_CODES

    released = (cohort.folder / "release" / unit / f"{unit}.ipynb").read_text(encoding="utf-8")
    lines = csv.DictReader((cohort.folder / JOIN_CODES).read_text(encoding="utf-8-sig").splitlines())
    for (_, person), line in zip(chosen.items(), lines, strict=True):
        notebook = json.loads(released)
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name in person.answers:
                cell["source"] = person.answers[name]
        keys = keys_of(line["code"])
        about = {"course": cohort.course, "unit": unit, "release": release_of(cohort, unit)}
        when = dt.datetime.now(dt.UTC)
        yield seal(json.dumps(notebook).encode(), **about, when=when, who=keys.who, key=keys.seal)


def worked_out(unit: Any, seed: str) -> Answers:
    """Return, for one seed, what each model answer comes to, as something that can be typed; figures and texts only."""
    with tempfile.TemporaryDirectory() as folder:
        asked = json.dumps([[cell.kind, cell.question, cell.source] for cell in unit.cells])
        done = subprocess.run(
            [sys.executable, __file__, "--work-out"],
            input=asked,
            capture_output=True,
            text=True,
            check=True,
            cwd=folder,
            env={**os.environ, "NDL_SEED": seed},
        )
    return json.loads(done.stdout)


def _work_out() -> Answers:
    from ndl_workbench.academy.build import model_answer

    known: dict[str, Any] = {"hint": lambda question: None}
    typed = {}
    for kind, question, source in json.loads(sys.stdin.read()):
        if kind not in ("locked", "answer"):
            continue
        code = source if kind == "locked" else model_answer(source)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(code, question or "given", "exec"), known)
        values = {name: _plain(known[name]) for name in _bound(code)} if kind == "answer" else {}
        if values and all(_can_be_typed(value) for value in values.values()):
            typed[question] = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    return typed


def _bound(code: str) -> list[str]:
    """Return the names an answer binds at its top level, but for those of functions."""
    found = []
    for node in ast.parse(code).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            found += [part.id for part in parts if isinstance(part, ast.Name)]
    return list(dict.fromkeys(found))


def _plain(value: Any) -> Any:
    return value.item() if type(value).__module__ == "numpy" and hasattr(value, "item") else value


def _can_be_typed(value: Any) -> bool:
    try:
        return bool(ast.literal_eval(repr(value)) == value)
    except (ValueError, SyntaxError, TypeError):
        return False


if __name__ == "__main__":
    if sys.argv[1:] == ["--work-out"]:
        print(json.dumps(_work_out()))
    else:
        main(*sys.argv[1:])
