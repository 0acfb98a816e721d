"""Rules about ids, points, objectives and hints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..source import FEWEST_WRONG, Course, Unit
from .rules import Spot, at, course_error, course_warning, error, warning

MOST_HINTS = 3
ALL_OR_NOTHING = 3
_KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_RESERVED = re.compile(r"setup|(given|text|own)-.*|.*-check")
_TO_DO = re.compile(r"\bTODO\b")


@course_error
def id_twice(course: Course) -> Iterator[Spot]:
    """Two units have a question of the same id.

    Marks, hints and feedback are told apart by a question's id.

    Give one of them another id.
    """
    seen: dict[str, str] = {}
    for unit in course.units:
        for cell in unit.cells:
            if cell.kind in ("answer", "written"):
                if cell.question in seen:
                    yield at(unit, cell, f"It is in {seen[cell.question]} too.")
                seen.setdefault(cell.question, unit.id)


@error
def id_form(unit: Unit) -> Iterator[Spot]:
    """An id is not words joined by single hyphens.

    People type it, in `hint("…")`, and see it on their feedback.

    Write it in lower-case letters and digits with single hyphens between words, such as "missing-share".
    """
    for cell in unit.cells:
        if cell.kind in ("answer", "written") and not _KEBAB.fullmatch(cell.question):
            yield at(unit, cell)


@error
def id_reserved(unit: Unit) -> Iterator[Spot]:
    """An id is one that the build gives to cells of its own.

    Two cells of one id cannot be told apart when work is marked.

    Choose an id that is not "setup", does not begin with "given-", "text-" or "own-", and does not end in "-check".
    """
    for cell in unit.cells:
        if cell.kind in ("answer", "written") and _RESERVED.fullmatch(cell.question):
            yield at(unit, cell)


@error
def too_few_wrong(unit: Unit) -> Iterator[Spot]:
    """A question has too few wrong answers.

    Without them nobody knows that its checks notice a mistake, or what they say of one.

    Write a cell `wrong="…" because="…"` for each mistake you expect: two at least.
    """
    for question in unit.questions:
        if len(question.wrong) < FEWEST_WRONG:
            yield at(unit, question.answer, f"It has {len(question.wrong)}.")


@error
def to_do(unit: Unit) -> Iterator[Spot]:
    """Something is still to be done.

    A trainee would read it, or miss what should stand there.

    Do what the TODO says, and take it out.
    """
    if _TO_DO.search(unit.lesson):
        yield Spot(unit.id, "lesson.md")
    for cell in unit.cells:
        if cell.kind != "note" and _TO_DO.search(cell.source):
            yield at(unit, cell)


@error
def objective_uncovered(unit: Unit) -> Iterator[Spot]:
    """No question covers an objective.

    The lesson promises something that nobody is asked to show.

    Name it in the `objectives="…"` of a question that asks for it, write such a question, or take the objective out.
    """
    covered = {place for cell in unit.cells for place in cell.objectives}
    for place, objective in enumerate(unit.objectives, 1):
        if place not in covered:
            yield Spot(unit.id, "lesson.md", f"It is number {place}, “{objective}”.")


@error
def objective_unknown(unit: Unit) -> Iterator[Spot]:
    """A question names an objective that is not there.

    The numbers are places in the lesson's list, the first being 1.

    Give the number of an objective in lesson.md.
    """
    for cell in unit.cells:
        for place in cell.objectives:
            if not 1 <= place <= len(unit.objectives):
                yield at(unit, cell, f"It names {place}; there are {len(unit.objectives)}.")


@warning
def no_objective(unit: Unit) -> Iterator[Spot]:
    """A question names no objective.

    What it asks may be something that the lesson does not teach.

    Add `objectives="…"` with the places of what it asks a trainee to show.
    """
    for cell in unit.cells:
        if cell.kind in ("answer", "written") and not cell.objectives:
            yield at(unit, cell)


@warning
def no_hint(unit: Unit) -> Iterator[Spot]:
    """A question has no hint.

    Somebody who is stuck has nobody to ask.

    Write a cell `[markdown] hint="…"` that says where to look.
    """
    for question in unit.questions:
        if not question.hints:
            yield at(unit, question.answer)


@warning
def many_hints(unit: Unit) -> Iterator[Spot]:
    """A question has more than three hints.

    The last hints of many give the answer away piece by piece.

    Keep the three that help most, or make two questions of it.
    """
    for question in unit.questions:
        if len(question.hints) > MOST_HINTS:
            yield at(unit, question.answer, f"It has {len(question.hints)}.")


@warning
def all_or_nothing(unit: Unit) -> Iterator[Spot]:
    """A question with many marks gives all of them or none.

    One slip costs as much as not trying.

    Give part of the marks with `award(points)` in its checks, or make two questions of it.
    """
    for question in unit.questions:
        if question.points > ALL_OR_NOTHING and "award(" not in question.tests.source:
            yield at(unit, question.tests, f"It is worth {question.points}.")


@warning
def nothing_written(unit: Unit) -> Iterator[Spot]:
    """No question is marked by a person.

    A machine sees whether a number is right, and not whether somebody can say what it means.

    Write a cell `[markdown] written="…"` with its mark scheme.
    """
    if not unit.written and unit.questions:
        yield Spot(unit.id, "exercise.py")


@warning
def mostly_written(unit: Unit) -> Iterator[Spot]:
    """More than half of the marks are given by a person.

    Trainees wait for them, and somebody has to read every answer.

    Ask more that can be checked, or give the written questions fewer points.
    """
    written = sum(cell.points for cell in unit.written)
    if unit.questions and written * 2 > unit.points:
        yield Spot(unit.id, "exercise.py", f"It is {written} of {unit.points}.")


@course_error
def pass_mark(course: Course) -> Iterator[Spot]:
    """The pass mark is not a share of the marks.

    Nobody could pass, or everybody would.

    Write `pass_mark` as a number over 0 and up to 1, such as 0.6.
    """
    if not 0 < course.pass_mark <= 1:
        yield Spot("", "course.toml", f"It is {course.pass_mark:g}.")


@course_warning
def hours_and_minutes(course: Course) -> Iterator[Spot]:
    """The course's hours and its units' minutes disagree.

    People plan their time by the one and find the other.

    Make `hours` in course.toml about what the units take in all: within a quarter of it.
    """
    minutes = sum(unit.minutes for unit in course.units)
    if abs(course.hours * 60 - minutes) > 0.25 * minutes:
        yield Spot("", "course.toml", f"It says {course.hours:g} hours; its units say {minutes} minutes.")
