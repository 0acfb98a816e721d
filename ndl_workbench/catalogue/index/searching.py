"""A search from the question to the hits: score, filter, put the same datasets together, count facets, give reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import reduce
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..records import Dataset
from ..results import Hit, Results
from .asking import AskedPlace, Question, question
from .beside import AROUND, COVERED, INSIDE, ITSELF, adjusted, covering, nearness, standing
from .facets import Filters, counted, kept
from .postings import Floats, Postings, Whole
from .reasons import SMALL_AREAS, reason
from .scoring import Scorer
from .words import stem

# How much it counts that a place's name stands in a record, beside a word that was asked for.
PLACE_WORD = 0.4


class Store(Protocol):
    """Where an index keeps its records and words."""

    @property
    def ids(self) -> Sequence[str]:
        """All ids, in order; a record's number is its place here."""

    @property
    def postings(self) -> Postings:
        """The index proper."""

    def add(self, datasets: Iterable[Dataset]) -> int:
        """Add records, or put them in the place of those of the same id; return how many."""

    def remove(self, ids: Iterable[str]) -> int:
        """Remove records by id; return how many were there."""

    def get(self, id: str) -> Dataset | None:
        """The record of that id, or None."""

    def number(self, word: str) -> int | None:
        """The number of a reduced word, or None."""

    def beginning(self, letters: str, most: int) -> Sequence[int]:
        """The numbers of at most so many words that begin with these letters."""

    def among(self, words: Collection[str]) -> Sequence[int]:
        """The numbers of those of these words that a record has."""

    def close(self) -> None:
        """Let go of what is open."""


def searched(store: Store, query: str, limit: int, filters: Filters | None, area: str | None, today: date) -> Results:
    """Search the records of a store. ``area`` is the name of a place, as ``places.named`` or a record gives it."""
    there = store.postings
    asked = question(query, today.year, there.labels["place"].by_words)
    scorer = Scorer(there, store.number, store.beginning, store.among)
    scores = _scores(scorer, asked)
    passed = scores > 0 if asked.text else np.ones(there.size, dtype=bool)
    if (wanted := kept(there, filters, today)) is not None:
        passed &= wanted
    stands = None
    if area is not None:
        stands = standing(there.labels["place"], there.size, (area,))
        passed &= np.isin(stands, (ITSELF, AROUND, INSIDE))
        scores = adjusted(scores, stands, None)
    found = np.flatnonzero(passed).astype(np.int32)
    if stands is None or asked.text:
        worth: Floats = np.round(scores, 4)
    else:
        worth = _worth(scorer, stands, str(area))
    best = _best(found, worth, there.alike, limit + 1)
    shown = [int(record) for record in best[:limit]]
    others = _others(there, shown)
    facets = counted(there, _once(found, there.alike), today)
    hits = tuple(
        _hit(scorer, record, scores, asked, area, dataset, others[record])
        for record in shown
        # A harvest at work has removed a record before the index of it.
        if (dataset := store.get(there.ids[record]))
    )
    return Results(asked.text, area, hits, (), more=len(best) > limit, facets=facets)


def _worth(scorer: Scorer, stands: npt.NDArray[np.int8], area: str) -> Floats:
    """In which order to list what there is about a place, when no words were asked for.

    What is about the place comes first. Of what is about places around it those records are the best answer that speak
    of small areas, since the place has figures of its own in them; then those of the nearest around.
    """
    there = scorer.postings
    fine = np.zeros(there.size, dtype=np.float32)
    for term in SMALL_AREAS:
        lists = [scorer.listed(stem(word)) for word in term.split()]
        if None not in lists:
            fine[reduce(np.intersect1d, (listed.records for listed in lists if listed))] = 1
    near = nearness(there.labels["place"], there.size, area)
    around = np.where(stands == AROUND, np.float32(0.5) * fine + np.float32(0.4) * near, np.float32(0))
    return stands.astype(np.float32) + around


def _scores(scorer: Scorer, asked: Question) -> Floats:
    there = scorer.postings
    names = [place.name for place in asked.places]
    place = standing(there.labels["place"], there.size, names) if names else None
    years = covering(there.labels["year"], there.size, asked.periods) if asked.periods else None
    if asked.terms:
        scores = scorer.score(asked)
        for one in asked.places:
            scores = np.where(scores > 0, scores + _place_words(scorer, one), scores)
    elif place is not None:
        told = np.isin(place, (ITSELF, AROUND, INSIDE)).astype(np.float32)
        scores = np.maximum(told, np.sum([_place_words(scorer, one) for one in asked.places], axis=0))
    elif years is not None:
        scores = (years == COVERED).astype(np.float32)
    else:
        scores = np.zeros(there.size, dtype=np.float32)
    return adjusted(scores, place, years)


def _place_words(scorer: Scorer, place: AskedPlace) -> Floats:
    """What it counts that all words of a place's name stand in a record."""
    total, held = (np.zeros(scorer.postings.size, dtype=np.float32) for _ in range(2))
    for word in place.stems:
        if listed := scorer.listed(word):
            total[listed.records] += listed.counts * np.float32(scorer.telling(len(listed.records)))
            held[listed.records] += 1
    return np.where(held == len(place.stems), total * np.float32(PLACE_WORD / len(place.stems)), 0)


def _best(found: Whole, worth: np.ndarray, alike: Whole, count: int) -> Whole:
    """The best of those found, of the same dataset only one; of equals the one whose id comes first."""
    own = worth[found]
    some = found
    # So many that those of the same dataset may go; all are put in order only where that was too few.
    if len(found) > (enough := 4 * count + 100):
        some = found[own >= np.partition(own, len(own) - enough)[len(own) - enough]]
    for part in (some, found):
        order = part[np.argsort(-worth[part], kind="stable")]
        once = order[np.sort(np.unique(alike[order], return_index=True)[1])]
        if len(once) >= count or part is found:
            break
    return once[:count]


def _once(found: Whole, alike: Whole) -> Whole:
    """Of records of the same dataset, only the first."""
    itself = alike[found] == found
    if itself.all():
        return found
    kept = np.zeros(len(alike), dtype=bool)
    kept[found[itself]] = True
    others = found[~itself]
    left = others[~kept[alike[others]]]
    kept[left[np.unique(alike[left], return_index=True)[1]]] = True
    return np.flatnonzero(kept).astype(np.int32)


def _others(there: Postings, shown: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The ids that each record shown has in other catalogues."""
    wanted = np.zeros(there.size, dtype=bool)
    wanted[there.alike[shown]] = True
    same = np.flatnonzero(wanted[there.alike])
    if len(same) == len(shown):
        return dict.fromkeys(shown, ())
    of = there.alike[same]
    return {
        record: tuple(there.ids[one] for one in same[of == there.alike[record]] if one != record) for record in shown
    }


def _hit(
    scorer: Scorer,
    record: int,
    scores: Floats,
    asked: Question,
    area: str | None,
    dataset: Dataset,
    also_in: tuple[str, ...],
) -> Hit:
    return Hit(dataset, round(float(scores[record]), 3), reason(scorer, record, dataset, asked, area), also_in)
