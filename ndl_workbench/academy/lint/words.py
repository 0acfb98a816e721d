"""Rules about the words of the field."""

from __future__ import annotations

from collections.abc import Iterator

from ..glossary import words_used
from ..source import Course, Unit
from ..taught import is_known
from .rules import Spot, at, course_error, error


@course_error
def term_unknown(course: Course) -> Iterator[Spot]:
    """A lesson links a word that the glossary does not have.

    The trainee would follow it to nowhere, just where they wanted help.

    Write the word and its meaning into the course's glossary.md, or take the role away.
    """
    known = {term.word.casefold() for term in course.glossary}
    for unit in course.units:
        for word in words_used(unit.lesson):
            if word.casefold() not in known:
                yield Spot(unit.id, "lesson.md", f"It is “{word}”.")


@error
def term_in_exercise(unit: Unit) -> Iterator[Spot]:
    """A cell of the exercise has a term in it.

    A notebook shows the role as it is typed. Only the lesson's terms are made into links.

    Write the plain word, and use the term in the lesson.
    """
    for cell in unit.cells:
        if cell.kind in ("prose", "written", "hint") and words_used(cell.source):
            yield at(unit, cell)


@error
def teaches_unknown(unit: Unit) -> Iterator[Spot]:
    """A lesson says that it teaches something which is not there.

    No report can lead back to it.

    Write the verb, check, metric or dimension as the package does: `ndl academy taught` lists them.
    """
    for kind, name in unit.teaches:
        if not is_known(kind, name):
            yield Spot(unit.id, "lesson.md", f"It is “{kind} {name}”.")
