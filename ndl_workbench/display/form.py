"""A form that asks and answers by itself: nothing of it is stored or sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """An answer, what is said of it, and where it leads: a place's name and its address on the same site."""

    say: str
    because: str
    course: str
    unit: str
    points: int
    place: str
    address: str


@dataclass(frozen=True)
class Asked:
    """A question and its answers."""

    ask: str
    answers: tuple[Choice, ...]


def quiz(questions: Sequence[Asked], places: str) -> str:
    """Render a quiz; ``places`` is what its script needs to know of the places, as JSON."""
    from .html import rendered

    return rendered("placement.html", questions=questions, places=places)
