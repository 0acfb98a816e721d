"""Which records are the same dataset, seen through several catalogues."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from .postings import Whole


def alike(sources: Sequence[str], keys: Iterable[tuple[str, ...]]) -> Whole:
    """Give each record a number that it shares with the same dataset in other catalogues.

    Two records are the same when they share an address, an identifier, or title and publisher. What two records of one
    catalogue share tells nothing apart, such as the page of a whole collection, and does not count.

    Parameters
    ----------
    sources
        The catalogue of each record.
    keys
        What each record is known by.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for record, known in enumerate(keys):
        for key in dict.fromkeys(known):
            holders[key].append(record)
    first = list(range(len(sources)))
    for records in holders.values():
        if len(records) > 1 and max(Counter(sources[record] for record in records).values()) == 1:
            for record in records[1:]:
                first[_root(first, record)] = _root(first, records[0])
    return np.array([_root(first, record) for record in range(len(sources))], dtype=np.int32)


def _root(first: list[int], record: int) -> int:
    while first[record] != record:
        first[record] = first[first[record]]
        record = first[record]
    return record
