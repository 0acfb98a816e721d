"""Where to begin: a few questions of judgement, and what each answer points to.

The source is ``placement.toml`` in the folder of courses::

    title = "Where to begin"
    intro = "…"

    [[question]]
    ask = "A file has 40 rows fewer than last year's. What do you do first?"

    [[question.answer]]
    say = "Work with what is there."
    because = "Rows that are lost unseen are nobody's finding."
    course = "data-quality-in-practice"
    unit = "02"
    points = 2

An answer adds its points to its course. The course with the most points is suggested, and of its units the one that
most points name; the sentences of those answers are the reason. An answer without a course points nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..display import Block, Items, Result, Text
from ..display.form import Asked, Choice, quiz
from ..errors import InputError
from .source import Course
from .texts import bad, read_toml

if TYPE_CHECKING:
    import pandas as pd

PLACEMENT = "placement.toml"
NOWHERE = "Your answers point to no course: you would judge well already. Take the one whose title you like best."


@dataclass(frozen=True)
class Answer:
    """An answer, the sentence it leads to, and what it points to."""

    say: str
    because: str
    course: str = ""
    unit: str = ""
    points: int = 0


@dataclass(frozen=True)
class PlacementQuestion:
    """A question and its answers."""

    ask: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Placement:
    """The questions, with what stands above them."""

    title: str
    intro: str
    questions: tuple[PlacementQuestion, ...]


@dataclass(frozen=True, repr=False)
class Suggestion(Result):
    """Where to begin, and why.

    Attributes
    ----------
    course, course_title, unit, unit_title
        What is suggested; "" where the answers point nowhere.
    why
        A sentence for each answer that points there.
    scores
        Each course's title with its points, the most first.
    """

    course: str
    course_title: str
    unit: str
    unit_title: str
    why: tuple[str, ...]
    scores: tuple[tuple[str, int], ...]

    @property
    def title(self) -> str:
        """Say where to begin."""
        if not self.course:
            return NOWHERE
        return f"Begin with: {self.course_title}{f', {self.unit_title}' if self.unit else ''}"

    def summary(self) -> tuple[str, ...]:
        """Say where to begin, why, and what comes after."""
        rest = [title for title, points in self.scores if points and title != self.course_title]
        after = (f"After that: {', '.join(rest)}.",) if rest else ()
        return (self.title, *(f"  {sentence}" for sentence in self.why), *after)

    def blocks(self) -> tuple[Block, ...]:
        """Say the same on a page."""
        return (Text(self.title), *((Items(self.why),) if self.why else ()))

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {
            "schema": "ndl/placement/1",
            "course": self.course,
            "unit": self.unit,
            "why": list(self.why),
            "scores": dict(self.scores),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a course."""
        import pandas as pd

        return pd.DataFrame(list(self.scores), columns=["course", "points"])


def read_placement(path: Path) -> Placement:
    """Read the questions.

    Raises
    ------
    NotFound
        There are none.
    BadCourse
        The file is not of the form described above.
    """
    about = read_toml(path)
    try:
        questions = tuple(
            PlacementQuestion(asked["ask"], tuple(Answer(**answer) for answer in asked["answer"]))
            for asked in about["question"]
        )
        placement = Placement(about["title"], about["intro"], questions)
    except (KeyError, TypeError) as error:
        raise bad(path, f"a question without its parts ({error})", "title, intro and questions with answers") from None
    for question in questions:
        if len(question.answers) < 2:
            raise bad(path, f"one answer to “{question.ask}”", "two or more")
        if not any(answer.course == "" for answer in question.answers):
            raise bad(path, f"no good answer to “{question.ask}”", "an answer without a course")
    return placement


def suggest(placement: Placement, chosen: Sequence[int | None], courses: tuple[Course, ...]) -> Suggestion:
    """Say where to begin.

    Parameters
    ----------
    placement
        The questions.
    chosen
        For each question the number of its answer, from 1; None where it was passed over.
    courses
        The courses there are; answers that point to others point nowhere.

    Raises
    ------
    InputError
        There is no answer of that number, or not one for each question.
    """
    answers = [answer for answer in _answers(placement, chosen) if answer is not None]
    scores = {course.id: sum(a.points for a in answers if a.course == course.id) for course in courses}
    ordered = sorted(courses, key=lambda course: -scores[course.id])
    said = tuple((course.title, scores[course.id]) for course in ordered)
    if not ordered or not scores[ordered[0].id]:
        return Suggestion("", "", "", "", (), said)
    course = ordered[0]
    own = [answer for answer in answers if answer.course == course.id]
    weights: dict[str, int] = {}
    for answer in own:
        if named := unit_named(course, answer.unit):
            weights[named] = weights.get(named, 0) + answer.points
    unit = min(weights, key=lambda name: (-weights[name], name), default="")
    why = tuple(dict.fromkeys(answer.because for answer in own))
    return Suggestion(course.id, course.title, unit, unit_title(course, unit), why, said)


def placement_html(placement: Placement, courses: tuple[Course, ...]) -> str:
    """Return the questions as a form, with links into the courses."""
    by_id = {course.id: course for course in courses}
    asked = tuple(Asked(q.ask, tuple(_choice(answer, by_id) for answer in q.answers)) for q in placement.questions)
    places = {
        course.id: {
            "title": course.title,
            "address": f"courses/{course.id}/index.html",
            "units": {
                unit.id: {
                    "title": unit_title(course, unit.id),
                    "address": f"courses/{course.id}/{unit.id}.html",
                }
                for unit in course.units
            },
        }
        for course in courses
    }
    return quiz(asked, json.dumps(places, ensure_ascii=False))


def unit_named(course: Course, number: str) -> str:
    """Return the id of the unit whose number is given, such as ``02``; "" where there is none."""
    return next((unit.id for unit in course.units if number and unit.id.startswith(f"{number}_")), "")


def unit_title(course: Course, unit: str) -> str:
    """Name a unit as its course does: its number and title."""
    return next((f"unit {n}: {u.title}" for n, u in enumerate(course.units, 1) if u.id == unit), "")


def _answers(placement: Placement, chosen: Sequence[int | None]) -> list[Answer | None]:
    fits = len(chosen) == len(placement.questions)
    if not fits or any(
        number is not None and not 1 <= number <= len(question.answers)
        for number, question in zip(chosen, placement.questions, strict=False)
    ):
        raise InputError(
            found=f"the answers {', '.join(str(number or '-') for number in chosen)}",
            expected=f"a number for each of {len(placement.questions)} questions, or - to pass over one",
            done="nothing was suggested",
            next="leave out --answers to be asked one by one",
        )
    return [
        question.answers[number - 1] if number else None
        for number, question in zip(chosen, placement.questions, strict=True)
    ]


def _choice(answer: Answer, courses: dict[str, Course]) -> Choice:
    course = courses.get(answer.course)
    if course is None:
        return Choice(answer.say, answer.because, "", "", 0, "", "")
    unit = unit_named(course, answer.unit)
    place = f"{course.title}, {unit_title(course, unit)}" if unit else course.title
    address = f"courses/{course.id}/{unit or 'index'}.html"
    return Choice(answer.say, answer.because, course.id, unit, answer.points, place, address)
