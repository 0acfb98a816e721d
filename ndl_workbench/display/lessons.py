"""Which lesson explains a check, a metric, a verb or a dimension; ``lessons.toml`` is made from the courses.

A report names the lesson. It is a link where ``NDL_SITE`` says where the courses' site is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..settings import settings
from .blocks import Block, Cell, Facts, Heading, Link

LESSONS = Path(__file__).parent / "lessons.toml"
HEADING = "Learn more"


@dataclass(frozen=True)
class Lesson:
    """A unit of a course, what it teaches (each a kind and a name, such as ``check invalid date``), and its page."""

    course: str
    unit: int
    title: str
    page: str
    teaches: frozenset[str]

    @property
    def name(self) -> str:
        """Name the unit as a report does."""
        return f"Learn: {self.course}, unit {self.unit}: {self.title}"


def lesson_about(kind: str, name: str) -> Lesson | None:
    """Return the unit that explains something; where several do, the one that explains least else."""
    found = [lesson for lesson in _lessons(LESSONS) if f"{kind} {name}" in lesson.teaches]
    return min(found, key=lambda lesson: len(lesson.teaches), default=None)


def learn(kind: str, name: str) -> Link | str:
    """Name the lesson about something, as a link where the courses' site is known; "" where there is none.

    Raises
    ------
    InputError
        ``NDL_SITE`` is no web address.
    """
    lesson = lesson_about(kind, name)
    if lesson is None:
        return ""
    site = settings().site
    return Link(lesson.name, f"{site}/{lesson.page}") if site else lesson.name


def learn_blocks(things: Iterable[tuple[str, str]]) -> tuple[Block, ...]:
    """Name the lesson about each of several things, those that have one; nothing where none has."""
    named = [(name, learn(kind, name)) for kind, name in dict.fromkeys(things)]
    pairs: tuple[tuple[str, Cell], ...] = tuple((name, lesson) for name, lesson in named if lesson)
    return (Heading(HEADING), Facts(pairs)) if pairs else ()


@cache
def _lessons(path: Path) -> tuple[Lesson, ...]:
    if not path.is_file():
        return ()
    listed = tomllib.loads(path.read_text(encoding="utf-8")).get("lesson", [])
    return tuple(Lesson(**{**lesson, "teaches": frozenset(lesson["teaches"])}) for lesson in listed)
