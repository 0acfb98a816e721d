"""The index proper: for each word the records that hold it, how much it counts there, and in which fields it stands.

Ranking is BM25F: S. Robertson, H. Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009).
A word's counts in the fields are first put into one, each divided by how long the field is and weighted; only then does
a further occurrence count less than the one before. Both steps need no question, so they are done here, once.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .terms import FACETS, FIELDS
from .words import words as words_of

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int32]
# What a word counts in each field, and how much a long field lessens that: tuned on tests/bench/relevance/tuning.
WEIGHTS = {"title": 3.5, "keyword": 1.5, "column": 0.5, "place": 1.0, "publisher": 0.7, "description": 1.0}
SHORTENED = {"title": 0.5, "keyword": 0.6, "column": 0.6, "place": 0.5, "publisher": 0.3, "description": 0.75}
# BM25's k1: the count at which a word has half of the most it can count for.
HALF = 1.8
_FACETS = tuple(name for name in FACETS if name != "freshness")


@dataclass(frozen=True)
class Labels:
    """Which records have which values of one facet: pairs of a record's and a value's number, in order of records."""

    values: tuple[str, ...]
    record: Whole
    value: Whole

    @cached_property
    def by_words(self) -> dict[tuple[str, ...], str]:
        """Each value by its words."""
        return {key: value for value in self.values if (key := tuple(words_of(value)))}

    def of(self, records: Whole) -> Whole:
        """The values of some records, given in order: one for each that each of them has."""
        if not len(records):
            return self.value[:0]
        if self._one_each:
            return self.value[records[: np.searchsorted(records, len(self.value))]]
        start = self._start
        if len(start) < records[-1] + 2:
            start = np.concatenate([start, np.full(int(records[-1]) + 2 - len(start), start[-1])])
        first = start[records]
        sizes = start[records + 1] - first
        ends = np.cumsum(sizes)
        values: Whole = self.value[np.arange(ends[-1]) + np.repeat(first - ends + sizes, sizes)]
        return values

    @cached_property
    def _one_each(self) -> bool:
        """Whether every record, as far as the last that has one, has one value: its publisher or licence."""
        return bool(np.array_equal(self.record, np.arange(len(self.record))))

    @cached_property
    def _start(self) -> npt.NDArray[np.int64]:
        """Where the values of each record begin, as far as the last that has one, and where they end."""
        counts = np.bincount(self.record) if len(self.record) else np.zeros(0, dtype=np.int64)
        return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])


@dataclass(frozen=True)
class Listed:
    """The records that hold a word: their numbers in order, how much it counts there (0 to 1), and its fields' bits."""

    records: Whole
    counts: Floats
    fields: npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Postings:
    """What all searches of one state of an index share. A record's number is its place in the order of ids.

    ``ids`` are in order. ``start`` has, for each word's number, where its records begin in ``records``, ``counts`` and
    ``fields``; ``alike`` has a number for each record that the same dataset of another catalogue has too.
    """

    ids: Sequence[str]
    start: npt.NDArray[np.int64]
    records: Whole
    counts: Floats
    fields: npt.NDArray[np.uint8]
    title_length: Floats
    modified: Whole
    alike: Whole
    labels: dict[str, Labels]

    @property
    def size(self) -> int:
        """How many records there are."""
        return len(self.modified)

    def listed(self, word: int) -> Listed:
        """The records of the word of that number."""
        part = slice(int(self.start[word]), int(self.start[word + 1]))
        return Listed(self.records[part], self.counts[part], self.fields[part])


@dataclass(frozen=True, slots=True)
class Counted:
    """The words of one record: their numbers, a row of counts for each (a column a field), and the fields' lengths."""

    words: Whole
    counts: npt.NDArray[np.uint8]
    lengths: tuple[int, ...]


class Weigher:
    """Puts the counts of a word in all fields into one, from 0 to 1, given how long the fields of all records are."""

    def __init__(self, lengths: Sequence[tuple[int, ...]]) -> None:
        self.lengths = np.array(lengths, dtype=np.float32).reshape(len(lengths), len(FIELDS))
        filled = np.where(self.lengths > 0, self.lengths, np.nan)
        with np.errstate(all="ignore"):
            there = (self.lengths > 0).sum(axis=0)
            usual = np.where(there > 0, np.nansum(filled, axis=0) / np.maximum(there, 1), 1)
        part = np.array([SHORTENED[name] for name in FIELDS])
        weights = np.array([WEIGHTS[name] for name in FIELDS])
        # A field's weight in each record: the longer the field, the less a word in it says.
        self._weights = (weights / np.maximum(1 - part + part * self.lengths / usual, 1e-6)).astype(np.float32)

    def weighed(self, record: int, counts: npt.NDArray[np.uint8]) -> Floats:
        """How much each word of one record counts."""
        total: Floats = counts @ self._weights[record]
        return total / (total + np.float32(HALF))


def postings(
    ids: Sequence[str],
    counted: Callable[[], Iterable[Counted]],
    weigher: Weigher,
    vocabulary: int,
    modified: Sequence[int],
    facets: Iterable[dict[str, tuple[str, ...]]],
    alike: Whole,
) -> Postings:
    """Put the words of all records together.

    Parameters
    ----------
    ids
        The ids of all records, in order.
    counted
        Gives the words of each record, in the order of ids; it is asked twice.
    weigher
        What puts their counts into one.
    vocabulary
        How many words there are in all; their numbers are below it.
    modified, facets
        The day each record last changed, and the values of its facets.
    alike
        For each record, the number it shares with the same dataset elsewhere.
    """
    # Counted first and then written to its place, since sorting would need as much room again.
    sizes = np.zeros(vocabulary + 1, dtype=np.int64)
    for one in counted():
        # No word stands in a record twice.
        sizes[one.words + 1] += 1
    start = np.cumsum(sizes)
    free, total = start[:-1].copy(), int(start[-1])
    records, counts = np.empty(total, dtype=np.int32), np.empty(total, dtype=np.float32)
    fields = np.empty(total, dtype=np.uint8)
    for record, one in enumerate(counted()):
        table = one.counts.reshape(-1, len(FIELDS))
        place = free[one.words]
        free[one.words] += 1
        records[place] = record
        counts[place] = weigher.weighed(record, table)
        fields[place] = np.packbits(table > 0, axis=1, bitorder="little")[:, 0]
    return Postings(
        ids,
        start,
        records,
        counts,
        fields,
        weigher.lengths[:, FIELDS.index("title")].copy(),
        np.array(modified, dtype=np.int32),
        alike,
        _labels(facets),
    )


def _labels(facets: Iterable[dict[str, tuple[str, ...]]]) -> dict[str, Labels]:
    numbers: dict[str, dict[str, int]] = {name: {} for name in _FACETS}
    pairs: dict[str, tuple[array[int], array[int]]] = {name: (array("i"), array("i")) for name in _FACETS}
    for record, values in enumerate(facets):
        for name in _FACETS:
            for value in values.get(name, ()):
                pairs[name][0].append(record)
                pairs[name][1].append(numbers[name].setdefault(value, len(numbers[name])))
    return {
        name: Labels(tuple(numbers[name]), np.array(records, dtype=np.int32), np.array(values, dtype=np.int32))
        for name, (records, values) in pairs.items()
    }
