"""How the questions of a unit did: facility and discrimination, by the classical definitions.

*Facility* is the mean of what was given, as a share of what could be had: near 0 is hard, near 1 is easy. Only marks
that are final count; where a person has still to look, the question is not in the mean.

*Discrimination* is the corrected item-total correlation: Pearson's r between the marks of a question and the marks of
all the other questions together, over people who have a mark in all of them (Guilford 1953, *Educational and
Psychological Measurement* 13, 87-93: the question itself is left out, or it would be compared with itself). Near 0, a
question does not tell those who do well from those who do not. Below 0, those who do well elsewhere do worse here,
and its wording or its test deserves a look. It has no value where a question, or the rest, has the same marks for
everybody. With few people it says little: the number is beside it, and no threshold is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..academy.grading.standing import Standing

FEWEST = 3


@dataclass(frozen=True)
class Item:
    """A question of a unit: ``people`` are those whose mark counts, ``together`` those in the discrimination."""

    unit: str
    question: str
    most: float
    people: int
    facility: float | None
    together: int
    discrimination: float | None


def items_of(unit: str, standings: Mapping[str, Standing]) -> tuple[Item, ...]:
    """Return the questions of a unit, in its order; those that give no marks are left out."""
    names: dict[str, float] = {}
    for standing in standings.values():
        for name, mark in standing.marks.items():
            if mark.most > 0:
                names.setdefault(name, mark.most)
    whole = [
        one for one in standings.values() if not any(one.marks[name].waiting for name in names if name in one.marks)
    ]
    return tuple(_item(unit, name, most, standings, whole) for name, most in names.items())


def correlation(one: list[float], other: list[float]) -> float | None:
    """Return Pearson's r; None where either does not vary, or there are fewer than three."""
    count = len(one)
    if count < FEWEST:
        return None
    a, b = ([value - math.fsum(values) / count for value in values] for values in (one, other))
    spread = math.sqrt(math.fsum(x * x for x in a)) * math.sqrt(math.fsum(y * y for y in b))
    if spread < 1e-12:
        return None
    return max(-1.0, min(1.0, math.fsum(x * y for x, y in zip(a, b, strict=True)) / spread))


def _item(unit: str, name: str, most: float, standings: Mapping[str, Standing], whole: list[Standing]) -> Item:
    marks = [one.marks[name] for one in standings.values() if name in one.marks]
    final = [mark.marks for mark in marks if not mark.waiting]
    there = [one for one in whole if name in one.marks]
    own = [one.marks[name].marks for one in there]
    rest = [math.fsum(mark.marks for other, mark in one.marks.items() if other != name) for one in there]
    return Item(
        unit=unit,
        question=name.removesuffix("-check"),
        most=most,
        people=len(final),
        facility=math.fsum(final) / (most * len(final)) if final else None,
        together=len(there),
        discrimination=correlation(own, rest),
    )
