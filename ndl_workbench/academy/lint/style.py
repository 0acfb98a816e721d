"""Rules from ``courses/STYLE.md``: how a unit of ours is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..names import calls
from ..source import BEGIN_SCHEME, END_SCHEME, NEVER_RELEASED, Unit, split
from .rules import Spot, at, warning

FEWEST_QUESTIONS = 6
_EXEMPLAR = re.compile(r"A (good|weaker) answer \((\d+) of (\d+)\)")
_LOOK_BACK = re.compile(r"\A\s*#+ Look back\s*$", re.M)
_WRITTEN_BY = re.compile(r"^\**Written by\**:?\**[ \t]+(\S.*)$", re.M)


@warning
def few_questions(unit: Unit) -> Iterator[Spot]:
    """A unit has fewer than six questions marked by machine.

    Somebody who has done two has not practised.

    Ask more, or put the unit into another.
    """
    if len(unit.questions) < FEWEST_QUESTIONS:
        yield Spot(unit.id, "exercise.py", f"It has {len(unit.questions)}.")


@warning
def exemplars_missing(unit: Unit) -> Iterator[Spot]:
    """A mark scheme lacks an example of a good answer, or of one that misses marks.

    Two people who mark by the same lines still differ. They differ less when they have seen the same answers marked.

    Write `A good answer (5 of 5): "…"`, then `A weaker answer (2 of 5): "…"` and `It misses: …`, out of the marks
    that the question has.
    """
    for cell in unit.written:
        scheme = split(cell.source, BEGIN_SCHEME, END_SCHEME)[1]
        told = {(kind, int(got), int(most)) for kind, got, most in _EXEMPLAR.findall(scheme)}
        good = ("good", cell.points, cell.points) in told
        weaker = any(kind == "weaker" and got < most == cell.points for kind, got, most in told)
        if not good:
            yield at(unit, cell, f"There is no “A good answer ({cell.points} of {cell.points})”.")
        if not weaker:
            yield at(unit, cell, f"There is no “A weaker answer (fewer of {cell.points})”.")
        elif "It misses:" not in scheme:
            yield at(unit, cell, "The weaker answer is not followed by “It misses:”.")


@warning
def look_back_last(unit: Unit) -> Iterator[Spot]:
    """The last cell is not *Look back*.

    What is learnt on our data is worth something when it is taken to one's own.

    End with a `[markdown]` cell that begins with `## Look back` and asks two or three questions about one's own work.
    """
    released = [cell for cell in unit.cells if cell.kind not in NEVER_RELEASED]
    if not released or released[-1].kind != "prose" or not _LOOK_BACK.search(released[-1].source):
        yield Spot(unit.id, "exercise.py")


@warning
def same_for_all(unit: Unit) -> Iterator[Spot]:
    """Every trainee has the same numbers.

    An answer can be passed on without being understood.

    Draw with `numbers("a purpose")` of `academy.seed` in a locked cell, and let the checks use what was drawn.
    """
    if not calls("numbers", *(cell.source for cell in unit.cells if cell.kind == "locked")):
        yield Spot(unit.id, "exercise.py")


@warning
def no_author(unit: Unit) -> Iterator[Spot]:
    """Nobody is named as the author.

    Who writes a unit has earned it, and whoever finds a fault in it needs somebody to ask.

    Write a line `**Written by** …` into design.md, with who read it.
    """
    written = _WRITTEN_BY.search(unit.design)
    if written is None or "TODO" in written[1]:
        yield Spot(unit.id, "design.md")
