"""Seeded synthetic children: who they are, whether they had a review, and how they start school.

The counts below are exact; which child falls in them is drawn. The two published percentages hold
to the child: of 6,000 recorded outcomes 1,920 (32%) are below the expected level, and of the 1,500
with benefits 720 (48%). Every other gap is made up.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .reference import ASIAN, BLACK, MIXED, NOT_STATED, OTHER, WHITE

T = TypeVar("T")

SEED = 2025
AMBERMOOR, THISTLEWICK, PORT_CALLOW = "FIC-01", "FIC-02", "FIC-03"

COUNTS = {
    AMBERMOOR: {WHITE: 1910, ASIAN: 410, BLACK: 120, MIXED: 190, OTHER: 3, NOT_STATED: 90},
    THISTLEWICK: {WHITE: 1630, ASIAN: 250, BLACK: 60, MIXED: 130, OTHER: 4, NOT_STATED: 110},
    PORT_CALLOW: {WHITE: 1056, ASIAN: 60, BLACK: 6, MIXED: 70, OTHER: 1, NOT_STATED: 80},
}
# Outcomes lost, by area: among the Asian group, and among everybody else.
LOST = {AMBERMOOR: (26, 22), THISTLEWICK: (16, 20), PORT_CALLOW: (12, 84)}
# Benefits said to be yes, and not said, of those whose outcome is recorded and of those whose is lost.
BENEFITS = {True: (1500, 100), False: (45, 20)}
# Recorded outcomes below the expected level, by benefits.
BELOW = {"yes": 720, "no": 1164, "": 36}
# Percentage of children with a review: in Thistlewick with benefits, and of everybody else.
REVIEWED = (55, 88)

DOMAINS = ("communication", "movement", "problem_solving", "personal_social")
CUT_OFF = 30


@dataclass
class Child:
    """A child being made up, step by step."""

    id: str
    area: str
    group: str
    sex: str
    born: tuple[int, int]
    language: str
    needs: str
    benefits: str = "no"
    outcome: str = "yes"


@dataclass(frozen=True)
class Review:
    """A development review: when, at what age in months, and a score in each domain."""

    child: Child
    month: tuple[int, int]
    day: int
    age: int
    scores: tuple[int, ...]


class Dice:
    """Random choices built on ``random()`` alone.

    It is the one method that Python promises to give the same numbers in every version, and only
    arithmetic that is the same on every machine is done with them.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random  # noqa: S311 - repeatable is the point

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit`` - 1."""
        return int(self.random() * limit)

    def chance(self, percent: int) -> bool:
        """True in ``percent`` of 100 throws."""
        return self.random() * 100 < percent

    def pick(self, items: Iterable[T], how_many: int, weight: Callable[[T], float] = lambda _: 1.0) -> list[T]:
        """Exactly ``how_many`` items, the heavier the likelier, in the order drawn."""
        keyed = [(self.random() / weight(item), place, item) for place, item in enumerate(items)]
        return [item for _, _, item in sorted(keyed, key=lambda row: row[:2])[:how_many]]


def make_children() -> list[Child]:
    """Make the children, in order of id."""
    dice = Dice(SEED)
    children = _born(dice)
    lost = _lose_outcomes(dice, children)
    recorded = [child for child in children if child.id not in lost]
    _give_benefits(dice, recorded, BENEFITS[True])
    _give_benefits(dice, [child for child in children if child.id in lost], BENEFITS[False])
    for answer, below in BELOW.items():
        asked = [child for child in recorded if child.benefits == answer]
        for child in dice.pick(asked, below, _risk):
            child.outcome = "no"
    return children


def make_reviews(children: Sequence[Child]) -> list[Review]:
    """Make the 2 to 2½ year reviews of those who had one, in order of child."""
    dice = Dice(SEED + 1)
    seldom = [child for child in children if child.area == THISTLEWICK and child.benefits == "yes"]
    others = [child for child in children if not (child.area == THISTLEWICK and child.benefits == "yes")]
    seen = {
        child.id
        for these, percent in zip((seldom, others), REVIEWED, strict=True)
        for child in dice.pick(these, len(these) * percent // 100)
    }
    return [_review(dice, child) for child in children if child.id in seen]


def _born(dice: Dice) -> list[Child]:
    cells = [(area, group) for area, groups in COUNTS.items() for group, count in groups.items() for _ in range(count)]
    shuffled = dice.pick(cells, len(cells))
    return [_child(dice, f"C{number:05}", *cell) for number, cell in enumerate(shuffled, start=1)]


def _child(dice: Dice, id: str, area: str, group: str) -> Child:
    months_after_september = dice.below(12)
    sex = "Female" if dice.chance(49) else "Male"
    return Child(
        id=id,
        area=area,
        group=group,
        sex=sex,
        born=_later((2019, 9), months_after_september),
        language=_language(dice, group),
        needs="yes" if dice.chance(19 if sex == "Male" else 9) else "no",
    )


def _language(dice: Dice, group: str) -> str:
    if dice.chance(2):
        return "Not known"
    other = {WHITE: 8, ASIAN: 62, BLACK: 45, MIXED: 15, OTHER: 60, NOT_STATED: 20}[group]
    return "Other than English" if dice.chance(other) else "English"


def _lose_outcomes(dice: Dice, children: Sequence[Child]) -> set[str]:
    lost: set[str] = set()
    for area, how_many in LOST.items():
        # Nobody of the smallest group loses an outcome, so that its size is the same in every count.
        here = [child for child in children if child.area == area and child.group != OTHER]
        asian = [child for child in here if child.group == ASIAN]
        others = [child for child in here if child.group != ASIAN]
        for these, number in zip((asian, others), how_many, strict=True):
            for child in dice.pick(these, number):
                child.outcome = ""
                lost.add(child.id)
    return lost


def _give_benefits(dice: Dice, children: Sequence[Child], how_many: tuple[int, int]) -> None:
    receive, unknown = how_many
    # The smallest group is always asked, for the same reason.
    asked = [child for child in children if child.group != OTHER]
    for child in dice.pick(asked, unknown, lambda child: 4.0 if child.area == PORT_CALLOW else 1.0):
        child.benefits = ""
    known = [child for child in children if child.benefits]
    for child in dice.pick(known, receive, _need):
        child.benefits = "yes"


def _need(child: Child) -> float:
    area = {AMBERMOOR: 1.0, THISTLEWICK: 0.95, PORT_CALLOW: 1.7}[child.area]
    group = {WHITE: 1.0, ASIAN: 1.15, BLACK: 1.6, MIXED: 1.3, OTHER: 1.3, NOT_STATED: 1.1}[child.group]
    return area * group


def _risk(child: Child) -> float:
    area = {AMBERMOOR: 1.0, THISTLEWICK: 1.1, PORT_CALLOW: 1.3}[child.area]
    group = {WHITE: 1.0, ASIAN: 1.2, BLACK: 1.25, MIXED: 1.05, OTHER: 1.2, NOT_STATED: 1.1}[child.group]
    own = 1.5 if child.sex == "Male" else 1.0
    own *= 2.8 if child.needs == "yes" else 1.0
    own *= 1.4 if child.language == "Other than English" else 1.0
    own *= 1.4 if 5 <= child.born[1] <= 8 else 1.0
    return area * group * own


def _review(dice: Dice, child: Child) -> Review:
    age = 24 + dice.below(6)
    return Review(
        child=child,
        month=_later(child.born, age),
        day=1 + dice.below(28),
        age=age,
        scores=tuple(_score(dice, child.outcome, domain) for domain in DOMAINS),
    )


def _score(dice: Dice, outcome: str, domain: str) -> int:
    better = max(dice.random(), dice.random())
    if outcome == "no":
        return 5 * ((2 if domain == "communication" else 3) + int(better * 10))
    return 5 * (5 + int(better * 8))


def _later(month: tuple[int, int], months: int) -> tuple[int, int]:
    count = month[0] * 12 + month[1] - 1 + months
    return count // 12, count % 12 + 1
