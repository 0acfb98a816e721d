"""An index that is kept in memory: what every search makes of the candidates of all sources."""

from __future__ import annotations

import pickle
import zlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..records import Dataset
from .postings import Counted, Postings, Weigher, postings
from .terms import FACETS, Seen, seen
from .together import alike

# From here on records are kept compressed: a hundred thousand would else need as much memory as all the rest.
_MANY = 5_000


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a record's words: numbers in place of texts, which a hundred thousand records have room for."""

    source: str
    words: bytes
    counts: bytes
    lengths: tuple[int, ...]
    facets: tuple[tuple[str, ...], ...]
    modified: int
    keys: str

    def counted(self) -> Counted:
        words = np.frombuffer(self.words, dtype=np.int32)
        return Counted(words, np.frombuffer(zlib.decompress(self.counts), dtype=np.uint8), self.lengths)


class InMemory:
    """Records and their words.

    Parameters
    ----------
    datasets
        The records; of several with one id the last one counts.
    """

    def __init__(self, datasets: Iterable[Dataset]) -> None:
        self._records: dict[str, Dataset | bytes] = {}
        self._kept: dict[str, _Kept] = {}
        # A word keeps its number when the last record that held it is gone.
        self._numbers: dict[str, int] = {}
        self._like = b""
        self._same: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.add(datasets)

    def add(self, datasets: Iterable[Dataset]) -> int:
        """Add records, or put them in the place of those of the same id; return how many."""
        number = 0
        for dataset in datasets:
            number += 1
            self._records[dataset.id] = dataset if len(self._records) < _MANY else self._small(dataset)
            self._kept[dataset.id] = self._keep(dataset.source, seen(dataset))
        self._forget()
        return number

    def remove(self, ids: Iterable[str]) -> int:
        """Remove records by id; return how many were there."""
        there = [id for id in dict.fromkeys(ids) if id in self._records]
        for id in there:
            del self._records[id], self._kept[id]
        self._forget()
        return len(there)

    def close(self) -> None:
        """Nothing is open."""

    @cached_property
    def ids(self) -> Sequence[str]:
        """All ids, in order."""
        return sorted(self._records)

    def get(self, id: str) -> Dataset | None:
        """The record of that id, or None."""
        record = self._records.get(id)
        if not isinstance(record, bytes):
            return record
        dataset: Dataset = pickle.loads(zlib.decompressobj(zdict=self._like).decompress(record))  # noqa: S301 - our own
        return dataset

    @cached_property
    def postings(self) -> Postings:
        """The index proper, made when it is first asked for."""
        there = [self._kept[id] for id in self.ids]
        return postings(
            self.ids,
            lambda: (one.counted() for one in there),
            Weigher([one.lengths for one in there]),
            len(self._numbers),
            [one.modified for one in there],
            (dict(zip(FACETS, one.facets, strict=False)) for one in there),
            alike([one.source for one in there], (tuple(one.keys.split("\n")) for one in there)),
        )

    def number(self, word: str) -> int | None:
        """The number of a reduced word, or None where no record has it."""
        return self._numbers.get(word)

    def beginning(self, letters: str, most: int) -> list[int]:
        """The numbers of words that begin with these letters."""
        place = bisect_left(self._sorted, letters)
        return [self._numbers[word] for word in self._sorted[place : place + most] if word.startswith(letters)]

    def among(self, words: Collection[str]) -> list[int]:
        """The numbers of those of these words that a record has."""
        return sorted(self._numbers[word] for word in words if word in self._numbers)

    def _keep(self, source: str, one: Seen) -> _Kept:
        numbers, same = self._numbers, self._same
        own = (numbers.setdefault(word, len(numbers)) for word in one.counts)
        words = np.fromiter(own, dtype=np.int32, count=len(one.counts))
        # Most of a table of counts is 0.
        counts = zlib.compress(b"".join(one.counts.values()), 1)
        # Most records have values that others have: one copy will do.
        facets = (one.facets[name] for name in FACETS[:-1])
        shared = tuple(same.setdefault(values, values) for values in facets)
        return _Kept(source, words.tobytes(), counts, one.lengths, shared, one.modified, "\n".join(one.keys))

    def _small(self, dataset: Dataset) -> bytes:
        """A record compressed; the first one is what the others are compressed by, since all have the same fields."""
        content = pickle.dumps(dataset, protocol=pickle.HIGHEST_PROTOCOL)
        self._like = self._like or content
        writer = zlib.compressobj(zdict=self._like)
        return writer.compress(content) + writer.flush()

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(word for word in self._numbers if " " not in word)

    def _forget(self) -> None:
        for name in ("ids", "postings", "_sorted"):
            self.__dict__.pop(name, None)
