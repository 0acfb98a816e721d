"""One ranked search over records of datasets, wherever they come from.

::

    from ndl_workbench.catalogue.index import Index

    index = Index.build([{"id": "a", "title": "Childcare providers in Leeds", "notes": "...", "tags": ["nursery"]}])
    results = index.search("Where can I find nurseries near Leeds?", limit=5, filters={"format": ["csv", "ods"]})
    results[0].id, results[0].reason, results.facets

How it ranks: words count by the field they stand in and by how rare they are (``postings``, BM25F). Each is looked for
without its ending, in British spelling (``words``), and by what else it is called (``synonyms.txt``). Words that only
dress a question up are left out or count little (``common_words.txt``). A record that holds more of the question, side
by side or in its title, counts more (``scoring``). Places and years are understood (``beside``).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ...errors import InputError, NotFound
from ..records import Dataset
from ..results import Results
from .disk import OnDisk
from .entries import dataset_of
from .facets import Filters
from .memory import InMemory
from .places import code_of, known, named
from .searching import Store, searched
from .words import words

__all__ = ["Filters", "Index", "check_limit"]
_NAMED = 12


class Index:
    """Records of datasets that can be searched. Make one with ``build`` or ``at``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def build(cls, records: Iterable[Dataset | Mapping[str, Any]]) -> Index:
        """Make an index in memory.

        Parameters
        ----------
        records
            Datasets, or mappings with an id (``id``, ``identifier`` or ``name``) and a title (``title``), and with any
            of: ``description`` or ``notes``; ``keywords`` or ``tags``; ``publisher`` or ``organization``; ``themes``
            or ``groups``; ``formats``; ``licence`` or ``license``; ``spatial`` or ``places``; ``temporal``;
            ``modified``; ``columns``; ``distributions`` or ``resources``; ``landing_page`` or ``url``; ``source``;
            ``same_as``. ``entries.NAMES`` lists all names. A value may be a text, a list, or a mapping with a
            ``title`` or ``name``, as DCAT and CKAN write them; any other name is left out.
            Of several records with one id the last counts.

        Raises
        ------
        InputError
            A record is no mapping, or has no id or no title; the error names its position, counted from 0.
        """
        return cls(InMemory(dataset_of(record, position) for position, record in enumerate(records)))

    @classmethod
    def at(cls, folder: str | Path, *, kept: Callable[[str], Dataset | None] | None = None) -> Index:
        """Open the index of a folder, or begin one there.

        Several processes may search it while one adds to it. What was added is there when ``add`` has returned, also
        after the process is killed; half of what was being added never is.

        Parameters
        ----------
        kept
            Gives the record of an id, where records are kept elsewhere already: then they are not kept here too.

        Raises
        ------
        Unreadable
            The folder holds a file of that name that is no index.
        """
        return cls(OnDisk(Path(folder), kept))

    def add(self, records: Iterable[Dataset | Mapping[str, Any]]) -> int:
        """Add records, as ``build`` takes them, in place of those of the same id; return how many. All, or none."""
        return self._store.add(dataset_of(record, position) for position, record in enumerate(records))

    def remove(self, ids: Iterable[str]) -> int:
        """Remove records by id; return how many were there."""
        return self._store.remove(ids)

    def get(self, id: str) -> Dataset | None:
        """The record of that id, or None."""
        return self._store.get(id)

    def ids(self) -> tuple[str, ...]:
        """All ids, in order."""
        return tuple(self._store.ids)

    def prepare(self) -> None:
        """Make now what the first search after a change would have to make: some seconds, for a hundred thousand."""
        _ = self._store.postings

    def close(self) -> None:
        """Let go of what is open; an index in memory has nothing open."""
        self._store.close()

    def __len__(self) -> int:
        return len(self._store.ids)

    def __iter__(self) -> Iterator[Dataset]:
        return (dataset for id in self._store.ids if (dataset := self._store.get(id)) is not None)

    def search(
        self, query: str | None = "", limit: int = 20, filters: Filters | None = None, *, area: str | None = None
    ) -> Results:
        """Find the datasets that answer a question best.

        Parameters
        ----------
        query
            Words, or a question in plain English; places and years in it are understood. None or no words means
            everything. Only its first 2,000 characters and 48 words that say something are read.
        limit
            The most hits to give, 1 or more.
        filters
            Values that a dataset must have, by facet: ``publisher``, ``theme``, ``format``, ``licence``, ``place``,
            ``year`` or ``freshness``; case is not minded. Of several values of one facet any will do.
        area
            The name or GSS code of a place: only data about it, about a place around it, or about a part of it. Without
            words, the data about the place itself comes first.

        Returns
        -------
        Results
            ``hits``, best first, each with a reason; ``facets`` count all that were found; ``more`` says whether there
            are more than were asked for. A dataset that several catalogues have is one hit, with ``also_in``.

        Raises
        ------
        InputError
            The limit is not a whole number above zero, or there is no such filter.
        NotFound
            Nobody knows such a place.
        """
        check_limit(limit)
        place = None if area is None or not area.strip() else self._place(area)
        return searched(self._store, query or "", limit, filters, place, date.today())

    def _place(self, area: str) -> str:
        own = self._store.postings.labels["place"].by_words
        if found := named(area) or own.get(tuple(words(area))):
            return found
        coded = {place.code.casefold(): place.name for one in self for place in one.spatial if place.code}
        if found := coded.get(area.strip().casefold()):
            return found
        raise _no_place(area, list(own.values()))


def _no_place(area: str, own: list[str]) -> NotFound:
    by_name = {name.casefold(): name for name in (*known(), *own)}
    near = difflib.get_close_matches(area.strip().casefold(), list(by_name), n=3, cutoff=0.7)
    some = ", ".join(f"{name} ({code})" if (code := code_of(name)) else name for name in sorted(own)[:_NAMED])
    theirs = f", such as {some}" if some else ""
    return NotFound(
        found=f"no place called {area!r}",
        expected=f"the name or code of a place in the United Kingdom, or of one that a dataset covers{theirs}",
        done="nothing was searched",
        next=f"try area={' or '.join(repr(by_name[name]) for name in near)}" if near else "leave area out",
    )


def check_limit(limit: int) -> None:
    """Refuse a limit that is no whole number above zero."""
    if isinstance(limit, int) and not isinstance(limit, bool) and limit >= 1:
        return
    raise InputError(
        found=f"limit={limit!r}",
        expected="a whole number, 1 or more",
        done="nothing was searched",
        next="leave limit out to get at most 20",
    )
