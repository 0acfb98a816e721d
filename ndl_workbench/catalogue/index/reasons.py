"""Why a record was found, in plain words: where the words stand, what stands in for them, and its place and years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..records import Dataset
from .asking import Question, Term, Word
from .places import around, inside
from .scoring import Scorer
from .synonyms import Other
from .terms import FIELDS, places_of, years_covered
from .words import stem

# What records say which speak of areas no larger than a council's.
SMALL_AREAS = (
    *("local authority", "council", "borough", "district", "constituency", "ward", "neighbourhood", "lsoa", "msoa"),
    "postcode",
)
EVERYTHING = "everything was asked for"


def reason(scorer: Scorer, record: int, dataset: Dataset, asked: Question, area: str | None) -> str:
    """The reason for one hit, in one line."""
    if not asked.terms and not asked.places and not asked.periods and not area:
        return EVERYTHING
    found: dict[str, list[str]] = {name: [] for name in FIELDS}
    instead: list[str] = []
    absent: list[str] = []
    for term in asked.terms:
        _tell(scorer, record, term, found, instead, absent)
    parts = [f"{name} has {_quoted(texts)}" for name, texts in found.items() if texts]
    return "; ".join(
        [
            *parts,
            *dict.fromkeys(instead),
            *_place(dataset, [place.name for place in asked.places] or ([area] if area else [])),
            *_years(dataset, asked),
            *(_small_areas(scorer, record) if area and not asked.text else []),
            *([f"no {_quoted(absent)}"] if absent else []),
        ]
    )


def _tell(
    scorer: Scorer, record: int, term: Term, found: dict[str, list[str]], instead: list[str], absent: list[str]
) -> None:
    missing = [word for word in term.words if not _tell_word(scorer, record, word, found)]
    if not missing:
        return
    if other := _held(scorer, record, term.others):
        instead.append(_said(term.text, other))
        return
    for word in missing:
        if other := _held(scorer, record, word.others):
            instead.append(_said(word.text, other))
        elif word.weight == 1:
            absent.append(word.text)


def _tell_word(scorer: Scorer, record: int, word: Word, found: dict[str, list[str]]) -> bool:
    field, mark = _field(scorer, record, word.stem), ""
    if field is None and scorer.listed(word.stem) is None:
        # The dots tell a word that only begins one in the record.
        field, mark = _field_begun(scorer, record, word), "\u2026"
    if field is None:
        return False
    found[field].append(f"{word.text}{mark}")
    return True


def _held(scorer: Scorer, record: int, others: Sequence[Other]) -> Other | None:
    best = sorted(others, key=lambda other: -other.weight)
    return next((other for other in best if all(_field(scorer, record, word) for word in other.words)), None)


def _said(asked: str, other: Other) -> str:
    return other.acronym or f"has '{other.text}' for '{asked}'"


def _field(scorer: Scorer, record: int, word: str) -> str | None:
    listed = scorer.listed(word)
    return None if listed is None else _first(listed.records, listed.fields, record)


def _field_begun(scorer: Scorer, record: int, word: Word) -> str | None:
    listed = scorer.begun(word)
    return None if listed is None else _first(listed.records, listed.fields, record)


def _first(records: np.ndarray, fields: np.ndarray, record: int) -> str | None:
    place = int(np.searchsorted(records, record))
    if place == len(records) or records[place] != record:
        return None
    return next((name for bit, name in enumerate(FIELDS) if int(fields[place]) >> bit & 1), None)


def _place(dataset: Dataset, asked: Sequence[str]) -> list[str]:
    told = []
    there = places_of(dataset)
    for place in asked:
        if place.casefold() in {one.casefold() for one in there}:
            told.append(f"is about {place}")
        elif wider := [one for one in there if one in around(place)]:
            told.append(f"covers {wider[0]}, which {place} is in")
        elif within := [one for one in there if one in inside(place)]:
            told.append(f"is about {within[0]}, which is in {place}")
    return told


def _small_areas(scorer: Scorer, record: int) -> list[str]:
    there = [
        term for term in SMALL_AREAS if all(_field(scorer, record, stem(word)) is not None for word in term.split())
    ]
    return [f"speaks of {_quoted(there[:2])}"] if there else []


def _years(dataset: Dataset, asked: Question) -> list[str]:
    covered = set(years_covered(dataset))
    return [
        f"covers {period.text if len(period.years()) > 1 else period.first}"
        for period in asked.periods
        if covered.intersection(period.years())
    ]


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"'{text}'" for text in dict.fromkeys(texts))
