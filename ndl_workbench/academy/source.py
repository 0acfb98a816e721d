"""Read a course: ``course.toml``, ``glossary.md``, and for each unit ``lesson.md``, ``exercise.py`` and ``design.md``.

An exercise is a jupytext percent script, and the only source of the graded notebook. What a cell is for
stands in its first line::

    # %% answer="rows" objectives="1,2"   the model answer, between nbgrader's solution marks
    # %% tests="rows" points=2            checks; those after ### BEGIN HIDDEN TESTS are held back
    # %% [markdown] written="why" points=3 objectives="2"    a person marks it; the mark scheme stands in it
    # %% wrong="rows" because="…"         a plausible wrong answer, and the message it must get
    # %% right="rows"                     another correct answer
    # %% survives="rows" because="…"      a mutant of the model answer that may get full marks, and why it is as good
    # %% [markdown] hint="rows"           one hint; they are served in order
    # %% [raw]                            a note to authors

``objectives`` are places in the lesson's list, the first being 1: what a question asks a trainee to show. Any other
code cell is *locked*: it runs before the answers and nobody edits it. Only prose, locked cells, answers, tests and
written questions are released.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..errors import NotFound
from .glossary import GLOSSARY, Term, read_glossary
from .names import names_bound
from .texts import bad, front_matter, read, read_toml

Kind = Literal["prose", "locked", "answer", "tests", "written", "wrong", "right", "survives", "hint", "note"]
ROLES: tuple[Kind, ...] = ("answer", "tests", "written", "wrong", "right", "survives", "hint")
NEVER_RELEASED: tuple[Kind, ...] = ("wrong", "right", "survives", "hint", "note")
BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
BEGIN_SCHEME, END_SCHEME = "### BEGIN MARK SCHEME", "### END MARK SCHEME"
FEWEST_WRONG = 2
LAST = 1_000
# The kinds of thing that a lesson may explain, so that they can lead back to it.
TAUGHT = ("verb", "check", "metric", "dimension")

_ID = re.compile(r"[a-z][a-z0-9-]*")
_UNIT = re.compile(r"\d\d_[a-z0-9-]+")


@dataclass(frozen=True)
class Cell:
    """One cell of an exercise.

    Attributes
    ----------
    kind
        What it is for.
    question
        Id of the question it belongs to; "" for prose and locked cells.
    source
        Its text.
    points
        What it is worth, for ``tests`` and ``written``; 0 otherwise.
    because
        The message a ``wrong`` answer must get; why a mutant that ``survives`` is as good as the model answer.
    objectives
        Places in the lesson's list of objectives, for ``answer`` and ``written``.
    """

    kind: Kind
    question: str
    source: str
    points: int = 0
    because: str = ""
    objectives: tuple[int, ...] = ()


@dataclass(frozen=True)
class Question:
    """Everything that belongs to one auto-marked question."""

    id: str
    points: int
    answer: Cell
    tests: Cell
    right: tuple[Cell, ...]
    wrong: tuple[Cell, ...]
    survives: tuple[Cell, ...]
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Unit:
    """A unit of a course: an assignment to nbgrader.

    ``cells`` holds every cell in order, those that are never released included; ``teaches`` what the lesson explains,
    each a kind and a name, such as ``("verb", "check")``.
    """

    id: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    lesson: str
    cells: tuple[Cell, ...]
    teaches: tuple[tuple[str, str], ...] = ()
    design: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The auto-marked questions, in order."""
        return tuple(_question(cell.question, self.cells) for cell in self.cells if cell.kind == "answer")

    @property
    def written(self) -> tuple[Cell, ...]:
        """The questions a person marks, in order."""
        return tuple(cell for cell in self.cells if cell.kind == "written")

    @property
    def points(self) -> int:
        """Marks in all."""
        return sum(cell.points for cell in self.cells)


@dataclass(frozen=True)
class Course:
    """A course and its units, in order. ``pass_mark`` is from 0 to 1; ``place`` its own among courses, from 1."""

    id: str
    title: str
    version: str
    pass_mark: float
    hours: float
    role: str
    units: tuple[Unit, ...]
    glossary: tuple[Term, ...] = ()
    place: int = LAST

    def unit(self, name: str) -> Unit:
        """Return the unit of that id.

        Raises
        ------
        NotFound
            There is none.
        """
        for unit in self.units:
            if unit.id == name:
                return unit
        raise NotFound(
            found=f"no unit {name!r} in {self.id}",
            expected=f"one of {', '.join(unit.id for unit in self.units)}",
            done="nothing was done",
            next="name one of those",
        )


def course_names(courses: Path) -> tuple[str, ...]:
    """Names of the courses in a folder, sorted."""
    return tuple(sorted(path.parent.name for path in courses.glob("*/course.toml")))


def read_courses(courses: Path) -> tuple[Course, ...]:
    """Read every course in a folder, in the order in which they are best taken."""
    read = (read_course(courses, name) for name in course_names(courses))
    return tuple(sorted(read, key=lambda course: (course.place, course.id)))


def read_course(courses: Path, name: str, *, unfinished: bool = False) -> Course:
    """Read one course.

    Parameters
    ----------
    courses
        The folder of courses.
    name
        The course's folder in it.
    unfinished
        Read it also where a question has too few wrong answers, or rebinds a name that is given: not to be built, but
        to be looked at.

    Raises
    ------
    NotFound
        There is no such course, or a file of it is not there.
    BadCourse
        A file is not in the form described above; the message names file, cell and what is wrong.
    """
    if name not in course_names(courses):
        raise NotFound(
            found=f"no course {name!r} in {courses}",
            expected=f"one of {', '.join(course_names(courses)) or 'none: there is no course.toml below it'}",
            done="nothing was built",
            next="name one of those, or give --courses",
        )
    folder = courses / name
    about = read_toml(folder / "course.toml")
    try:
        return Course(
            id=name,
            title=about["title"],
            version=about["version"],
            pass_mark=float(about["pass_mark"]),
            hours=float(about["hours"]),
            role=about["role"],
            units=tuple(_unit(folder / unit, unfinished) for unit in about["units"]),
            glossary=read_glossary(folder / GLOSSARY),
            place=int(about.get("place", LAST)),
        )
    except (TypeError, ValueError) as error:
        raise bad(
            folder / "course.toml", f"a value of the wrong kind ({error})", "numbers for pass_mark, hours and place"
        ) from None
    except KeyError as error:
        raise bad(
            folder / "course.toml", f"no {error.args[0]!r}", "title, version, pass_mark, hours, role, units"
        ) from None


def split(source: str, begin: str, end: str) -> tuple[str, str]:
    """Split a cell into what stands outside a pair of marks and what stands between them."""
    if begin not in source:
        return source, ""
    before, _, rest = source.partition(begin)
    inside, _, after = rest.partition(end)
    return (before.rstrip() + "\n" + after.lstrip("\n")).strip("\n"), inside.strip("\n")


def _unit(folder: Path, unfinished: bool) -> Unit:
    if not _UNIT.fullmatch(folder.name):
        raise bad(folder, f"the name {folder.name!r}", "two digits, an underscore and a name, such as 01_finding")
    lesson = read(folder / "lesson.md")
    about = front_matter(lesson, folder / "lesson.md")
    design = read(folder / "design.md")
    cells = _cells(read(folder / "exercise.py"), folder / "exercise.py", unfinished)
    teaches = _teaches(about.get("teaches") or [], folder / "lesson.md")
    try:
        return Unit(
            folder.name,
            about["title"],
            int(about["minutes"]),
            tuple(about["objectives"]),
            lesson,
            cells,
            teaches,
            design,
        )
    except (TypeError, ValueError) as error:
        raise bad(folder / "lesson.md", f"a value of the wrong kind ({error})", "a number for minutes") from None
    except KeyError as error:
        raise bad(
            folder / "lesson.md", f"no {error.args[0]!r}", "title, minutes and objectives in its front matter"
        ) from None


def _teaches(told: Any, path: Path) -> tuple[tuple[str, str], ...]:
    """Read what a lesson explains: a list of texts, each a kind and a name."""
    pairs = [str(text).split(" ", 1) for text in told] if isinstance(told, list) else [["", str(told)]]
    for pair in pairs:
        if len(pair) != 2 or pair[0] not in TAUGHT or not pair[1].strip():
            raise bad(
                path,
                f"teaches: {' '.join(pair).strip()!r}",
                f"a list of texts, each {', '.join(TAUGHT[:-1])} or {TAUGHT[-1]} and a name, such as “verb check”",
            )
    return tuple((kind, name.strip()) for kind, name in pairs)


def _cells(text: str, path: Path, unfinished: bool) -> tuple[Cell, ...]:
    import jupytext

    # Else jupytext would make a command of a comment that begins like one, such as “copy the table”.
    form = {"extension": ".py", "format_name": "percent", "comment_magics": False}
    cells = tuple(_cell(raw, number, path) for number, raw in enumerate(jupytext.reads(text, fmt=form).cells, 1))
    _refuse_loose_ends(cells, path)
    for number, cell in enumerate(cells, 1):
        if cell.kind in ("locked", "answer", "tests", "right", "wrong", "survives"):
            _refuse_broken_code(cell, number, path)
    if not unfinished:
        _refuse_unfinished(cells, path)
    return cells


def _cell(raw: Any, number: int, path: Path) -> Cell:
    roles = [role for role in ROLES if role in raw.metadata]
    where = f"cell {number}"
    if len(roles) > 1:
        raise bad(path, f"{where} is both {' and '.join(roles)}", "one role a cell")
    if not roles:
        kinds: dict[str, Kind] = {"markdown": "prose", "raw": "note"}
        return Cell(kinds.get(raw.cell_type, "locked"), "", raw.source)
    kind, question = roles[0], str(raw.metadata[roles[0]])
    if not _ID.fullmatch(question):
        raise bad(path, f"the id {question!r} in {where}", "lower-case letters, digits and hyphens")
    points = raw.metadata.get("points", 0)
    if (kind in ("tests", "written")) != (isinstance(points, int) and points > 0):
        raise bad(
            path,
            f"{kind}={question!r} has points={points!r}",
            "points=1 or more on tests and written, and nowhere else",
        )
    because = str(raw.metadata.get("because", ""))
    if (kind in ("wrong", "survives")) != bool(because):
        raise bad(
            path,
            f"{kind}={question!r} has because={because!r}",
            'because="…" on wrong answers and mutants that survive, and nowhere else',
        )
    return Cell(kind, question, raw.source, int(points), because, _objectives(raw.metadata, kind, question, path))


def _objectives(metadata: Any, kind: Kind, question: str, path: Path) -> tuple[int, ...]:
    told = str(metadata.get("objectives", ""))
    places = [place.strip() for place in told.split(",")] if told else []
    if (places and kind not in ("answer", "written")) or not all(place.isdecimal() for place in places):
        raise bad(
            path,
            f"{kind}={question!r} has objectives={told!r}",
            'places in the lesson\'s list, such as objectives="1,3", on answer and written, and nowhere else',
        )
    return tuple(int(place) for place in places)


def _refuse_broken_code(cell: Cell, number: int, path: Path) -> None:
    try:
        compile(cell.source, str(path), "exec")
    except (SyntaxError, ValueError) as error:
        raise bad(path, f"cell {number} ({cell.kind} {cell.question}) that is not Python ({error})", "Python") from None


def _refuse_loose_ends(cells: tuple[Cell, ...], path: Path) -> None:
    """Refuse an exercise that could not be built or proved."""
    answers = [cell.question for cell in cells if cell.kind == "answer"]
    tests = [cell.question for cell in cells if cell.kind == "tests"]
    written = [cell.question for cell in cells if cell.kind == "written"]
    ids = answers + written
    if twice := {name for name in ids if ids.count(name) > 1} | {name for name in tests if tests.count(name) > 1}:
        raise bad(path, f"the id {sorted(twice)[0]!r} twice", "a different id for each question")
    if odd := set(answers) ^ set(tests):
        raise bad(path, f"{sorted(odd)[0]!r} has an answer or tests, and not both", "both for each question")
    if stray := {cell.question for cell in cells if cell.question} - set(ids):
        raise bad(path, f"{sorted(stray)[0]!r}, which is no question", "an answer or written cell of that id")
    for cell in cells:
        for kind, begin, end in (
            ("answer", BEGIN_SOLUTION, END_SOLUTION),
            ("tests", BEGIN_HIDDEN, END_HIDDEN),
            ("written", BEGIN_SCHEME, END_SCHEME),
        ):
            if cell.kind == kind and (cell.source.count(begin), cell.source.count(end)) != (1, 1):
                raise bad(path, f"{kind}={cell.question!r} without its marks", f"{begin} and {end}, once each")


def _refuse_unfinished(cells: tuple[Cell, ...], path: Path) -> None:
    """Refuse an exercise that could be built, and whose marks could not be trusted."""
    given = names_bound(*(cell.source for cell in cells if cell.kind == "locked"))
    for cell in cells:
        if cell.kind == "answer" and (
            again := given & names_bound(split(cell.source, BEGIN_SOLUTION, END_SOLUTION)[1])
        ):
            raise bad(
                path,
                f"the answer {cell.question!r} binds {sorted(again)[0]!r}, which a locked cell gives",
                "a name of its own: what is given stays as it was",
            )
    for name in (cell.question for cell in cells if cell.kind == "answer"):
        wrong = sum(cell.kind == "wrong" and cell.question == name for cell in cells)
        if wrong < FEWEST_WRONG:
            raise bad(
                path, f"{wrong} wrong answer(s) to {name!r}", f"at least {FEWEST_WRONG}, so that its checks are proved"
            )


def _question(name: str, cells: tuple[Cell, ...]) -> Question:
    own = [cell for cell in cells if cell.question == name]

    def of(kind: Kind) -> tuple[Cell, ...]:
        return tuple(cell for cell in own if cell.kind == kind)

    (answer,), (tests,) = of("answer"), of("tests")
    hints = tuple(cell.source for cell in of("hint"))
    return Question(name, tests.points, answer, tests, of("right"), of("wrong"), of("survives"), hints)
