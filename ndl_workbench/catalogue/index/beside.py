"""How the places and years of records stand to those a question names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .periods import Period
from .places import around, inside
from .postings import Floats, Labels

# How a record's places stand to the one asked for, and what share of its score it keeps for that. "Elsewhere" is told
# from "not told": data about Bristol is no answer about Leeds, data that names no place may be.
ITSELF, AROUND, NOT_TOLD, INSIDE, ELSEWHERE = 4, 3, 2, 1, 0
KEPT = np.array([0.5, 0.8, 0.85, 0.9, 1.0], dtype=np.float32)
# Of what a record loses for not being about the place itself, the least that is taken where nearly every record is.
LEAST = 0.2
# What share of its score a record keeps whose years hold the one asked for, are not told, or are others.
YEARS_KEPT = np.array([0.65, 0.8, 1.0], dtype=np.float32)
OTHER_YEARS, NO_YEARS, COVERED = 0, 1, 2


def standing(labels: Labels, size: int, places: Sequence[str]) -> npt.NDArray[np.int8]:
    """How each record stands to the places asked for: the best of all its places and all of these."""
    by_value = np.array([max(_stands(value, place) for place in places) for value in labels.values], dtype=np.int8)
    stands = np.full(size, -1, dtype=np.int8)
    if len(labels.record):
        np.maximum.at(stands, labels.record, by_value[labels.value])
    stands[stands < 0] = NOT_TOLD
    return stands


def nearness(labels: Labels, size: int, area: str) -> Floats:
    """How near around a place each record's places are, from 0 to 1: its county is nearer than the United Kingdom."""
    about = around(area)
    by_value = np.array([len(around(value)) + 1 if value in about else 0 for value in labels.values], dtype=np.float32)
    near = np.zeros(size, dtype=np.float32)
    if len(labels.record):
        np.maximum.at(near, labels.record, by_value[labels.value])
    return near / np.float32(len(about) + 1)


def covering(labels: Labels, size: int, asked: Sequence[Period]) -> npt.NDArray[np.int8]:
    """Whether each record's years hold a year of the periods asked for, are others, or are not told."""
    wanted = {str(year) for period in asked for year in period.years()}
    by_value = np.array([value in wanted for value in labels.values], dtype=bool)
    covers = np.full(size, NO_YEARS, dtype=np.int8)
    covers[labels.record] = OTHER_YEARS
    if len(labels.record):
        covers[labels.record[by_value[labels.value]]] = COVERED
    return covers


def adjusted(scores: Floats, place: npt.NDArray[np.int8] | None, years: npt.NDArray[np.int8] | None) -> Floats:
    """The scores, less what a record loses for its places and its years.

    In a catalogue of one city nearly every record is about it, whether it says so or not: the more records are about
    the place itself, the less is taken from those that do not say so. Data about another place always loses the same.
    """
    if place is not None:
        telling = np.log1p(np.mean(place == ITSELF) * len(place)) / np.log1p(len(place)) if len(place) else 0.0
        kept = 1 - (1 - KEPT) * np.float32(max(LEAST, 1 - telling))
        kept[ELSEWHERE] = KEPT[ELSEWHERE]
        scores = scores * kept[place]
    if years is not None:
        scores = scores * YEARS_KEPT[years]
    return scores


@lru_cache(maxsize=100_000)
def _stands(value: str, place: str) -> int:
    if value.casefold() == place.casefold():
        return ITSELF
    if value in around(place):
        return AROUND
    return INSIDE if value in inside(place) else ELSEWHERE
