"""An index in a folder: records and their words in SQLite, and what a search needs of all of them in arrays beside it.

``records.sqlite`` is the truth, and every change of it is whole or not there. The arrays are made of it when a search
finds that it has changed, and can be deleted at any time. A record holds its words already counted, so that making the
arrays again reads no text.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import Unreadable
from ..records import Dataset
from .keep import keep_postings, kept_postings
from .packed import packed, unpacked
from .postings import Counted, Postings, Weigher, postings
from .terms import seen
from .together import alike

# Raise it when words are reduced otherwise or another field is counted: an older index is then begun again.
FORM = 1
_BATCH, _CACHED = 500, 400_000
_TABLES = """
create table if not exists told (name text primary key, value text not null) without rowid;
create table if not exists word (number integer primary key, text text not null unique);
create table if not exists dataset (
    id text primary key, source text not null, record blob not null, words blob not null, counts blob not null,
    lengths text not null, facets text not null, modified integer not null, keys text not null
);
"""


class OnDisk:
    """The index of a folder, begun when there is none.

    Raises
    ------
    Unreadable
        There is a file of that name that is no index.
    """

    def __init__(self, folder: Path, kept: Callable[[str], Dataset | None] | None = None) -> None:
        self._kept = kept
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = threading.RLock()
        self._known: dict[str, int] = {}
        self._base = self._opened()

    def add(self, datasets: Iterable[Dataset]) -> int:
        """Add records, or put them in the place of those of the same id; return how many. All of them, or none."""
        number = 0
        rest = iter(datasets)
        with self._lock, self._base:
            while batch := list(islice(rest, _BATCH)):
                self._add(batch)
                number += len(batch)
            self._changed(number)
        return number

    def remove(self, ids: Iterable[str]) -> int:
        """Remove records by id; return how many were there."""
        with self._lock, self._base:
            gone = sum(self._base.execute("delete from dataset where id = ?", (id,)).rowcount for id in ids)
            self._changed(gone)
        return gone

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    @property
    def ids(self) -> Sequence[str]:
        """All ids, in order."""
        self._refresh()
        return self._ids

    def get(self, id: str) -> Dataset | None:
        """The record of that id, or None."""
        if self._kept:
            return self._kept(id)
        with self._lock:
            row = self._base.execute("select record from dataset where id = ?", (id,)).fetchone()
        return unpacked(row[0]) if row else None

    @property
    def postings(self) -> Postings:
        """The arrays, read or made when they are first asked for after a change, also one of another process."""
        self._refresh()
        return self._postings

    def number(self, word: str) -> int | None:
        """The number of a reduced word, or None."""
        with self._lock:
            row = self._base.execute("select number from word where text = ?", (word,)).fetchone()
        # A word that came after the arrays were made has no records in them yet.
        return int(row[0]) if row and row[0] < len(self._postings.start) - 1 else None

    def beginning(self, letters: str, most: int) -> list[int]:
        """The numbers of words that begin with these letters."""
        with self._lock:
            rows = self._base.execute(
                "select number from word where text >= ? and text < ? and instr(text, ' ') = 0 limit ?",
                (letters, f"{letters}\U0010ffff", most),
            ).fetchall()
        return [number for (number,) in rows if number < len(self._postings.start) - 1]

    def among(self, words: Collection[str]) -> list[int]:
        """The numbers of those of these words that a record has."""
        told = json.dumps(list(words))
        with self._lock:
            rows = self._base.execute(
                "select number from word where text in (select value from json_each(?)) order by number", (told,)
            ).fetchall()
        return [number for (number,) in rows if number < len(self._postings.start) - 1]

    def _opened(self) -> sqlite3.Connection:
        path = self._folder / "records.sqlite"
        base = sqlite3.connect(path, check_same_thread=False, timeout=30)
        try:
            base.executescript("pragma journal_mode = wal; pragma synchronous = normal;" + _TABLES)
            form = base.execute("select value from told where name = 'form'").fetchone()
            if form and form[0] != str(FORM):
                with base:
                    base.executescript("delete from dataset; delete from word; delete from told;")
            with base:
                base.execute("insert or ignore into told values ('form', ?), ('state', '0')", (str(FORM),))
        except sqlite3.DatabaseError as error:
            base.close()
            raise Unreadable(
                found=f"{path}: {error}",
                expected="an index of datasets",
                done="nothing was searched",
                next="delete the folder, and harvest again",
            ) from None
        return base

    def _refresh(self) -> None:
        with self._lock:
            state = self._state()
            if self.__dict__.get("_read") != state:
                for name in ("_ids", "_postings"):
                    self.__dict__.pop(name, None)
                self._read = state

    def _state(self) -> str:
        return str(self._base.execute("select value from told where name = 'state'").fetchone()[0])

    def _changed(self, number: int) -> None:
        if number:
            self._base.execute("update told set value = cast(value as integer) + 1 where name = 'state'")

    @cached_property
    def _ids(self) -> list[str]:
        return [id for (id,) in self._base.execute("select id from dataset order by id")]

    @cached_property
    def _postings(self) -> Postings:
        with self._lock:
            place = self._folder / f"arrays-{self._state()}"
            if (there := kept_postings(place)) is None:
                for old in self._folder.glob("arrays-*"):
                    shutil.rmtree(old, ignore_errors=True)
                keep_postings(self._made(), place)
                there = kept_postings(place)
        return there or self._made()

    def _made(self) -> Postings:
        count = self._base.execute("select coalesce(max(number), -1) + 1 from word").fetchone()[0]
        sources = [source for (source,) in self._each("source")]
        return postings(
            self._counted(),
            Weigher([tuple(json.loads(lengths)) for (lengths,) in self._each("lengths")]),
            count,
            [modified for (modified,) in self._each("modified")],
            (json.loads(facets) for (facets,) in self._each("facets")),
            alike(sources, (tuple(json.loads(keys)) for (keys,) in self._each("keys"))),
        )

    def _each(self, columns: str) -> Iterator[tuple[Any, ...]]:
        yield from self._base.execute(f"select {columns} from dataset order by id")  # noqa: S608 - our own words

    def _counted(self) -> Iterator[Counted]:
        for words, counts, lengths in self._each("words, counts, lengths"):
            yield Counted(
                np.frombuffer(words, dtype="<i4"), np.frombuffer(counts, dtype=np.uint8), tuple(json.loads(lengths))
            )

    def _add(self, batch: Sequence[Dataset]) -> None:
        told = [seen(dataset) for dataset in batch]
        self._learn({word for one in told for word in one.counts})
        self._base.executemany(
            "insert or replace into dataset values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    dataset.id,
                    dataset.source,
                    b"" if self._kept else packed(dataset),
                    np.array([self._known[word] for word in one.counts], dtype="<i4").tobytes(),
                    b"".join(one.counts.values()),
                    json.dumps(one.lengths),
                    json.dumps(one.facets, ensure_ascii=False),
                    one.modified,
                    json.dumps(one.keys, ensure_ascii=False),
                )
                for dataset, one in zip(batch, told, strict=True)
            ],
        )

    def _learn(self, words: set[str]) -> None:
        """Give each word its number."""
        if len(self._known) > _CACHED:
            self._known.clear()
        new = sorted(words - self._known.keys())
        self._base.executemany("insert or ignore into word (text) values (?)", [(word,) for word in new])
        for word in new:
            self._known[word] = self._base.execute("select number from word where text = ?", (word,)).fetchone()[0]
