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
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import Unreadable
from ..records import Dataset
from ..stored import packed, unpacked
from .keep import keep_postings, kept_postings
from .postings import Counted, Postings, Weigher, postings
from .terms import seen
from .together import alike

# Raise it when words are reduced otherwise or another field is counted: an older index is then begun again.
FORM = 2
_BATCH, _CACHED = 500, 400_000
# A state is a name that no other state of any index has, so that what was read of it is never taken for another's.
_NEW_STATE = "lower(hex(randomblob(16)))"
# Of so many folders this process keeps what it read, which takes longer than a search.
_FOLDERS = 2
_TABLES = """
create table if not exists told (name text primary key, value text not null) without rowid;
create table if not exists word (number integer primary key, text text not null unique);
create table if not exists dataset (
    id text primary key, source text not null, record blob not null, words blob not null, counts blob not null,
    lengths text not null, facets text not null, modified integer not null, keys text not null
);
"""


class _State:
    """What was read of one state of an index, as far as it was asked for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ids: list[str] | None = None
        self.postings: Postings | None = None


_last_read: dict[Path, _State] = {}


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
        # A word that came after the arrays were read has no records in them yet.
        self._words = 0
        self._base = self._opened()

    def add(self, datasets: Iterable[Dataset]) -> int:
        """Add records, or put them in the place of those of the same id; return how many. All of them, or none."""
        number = 0
        rest = iter(datasets)
        try:
            with self._lock, self._base:
                while batch := list(islice(rest, _BATCH)):
                    self._add(batch)
                    number += len(batch)
                self._changed(number)
        except BaseException:
            # The numbers of new words are gone again, with all the rest.
            self._known.clear()
            raise
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
        with self._reading() as state:
            return self._ids(state)

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
        with self._reading() as state:
            if state.postings is None:
                state.postings = self._kept_or_made(state)
            self._words = len(state.postings.start) - 1
            return state.postings

    def number(self, word: str) -> int | None:
        """The number of a reduced word, or None."""
        with self._lock:
            row = self._base.execute("select number from word where text = ?", (word,)).fetchone()
        return int(row[0]) if row and row[0] < self._words else None

    def beginning(self, letters: str, most: int) -> list[int]:
        """The numbers of words that begin with these letters."""
        with self._lock:
            rows = self._base.execute(
                "select number from word where text >= ? and text < ? and instr(text, ' ') = 0 limit ?",
                (letters, f"{letters}\U0010ffff", most),
            ).fetchall()
        return [number for (number,) in rows if number < self._words]

    def among(self, words: Collection[str]) -> list[int]:
        """The numbers of those of these words that a record has."""
        told = json.dumps(list(words))
        with self._lock:
            rows = self._base.execute(
                "select number from word where text in (select value from json_each(?)) order by number", (told,)
            ).fetchall()
        return [number for (number,) in rows if number < self._words]

    def _opened(self) -> sqlite3.Connection:
        path = self._folder / "records.sqlite"
        base = sqlite3.connect(path, check_same_thread=False, timeout=30)
        try:
            base.executescript("pragma journal_mode = wal; pragma synchronous = normal;" + _TABLES)
            form = base.execute("select value from told where name = 'form'").fetchone()
            if form and form[0] != str(FORM):
                with base:
                    base.executescript("delete from dataset; delete from word; delete from told;")
            # Whoever only searches must not wait for a harvest to let go of the file.
            if not form or form[0] != str(FORM):
                with base:
                    base.execute("insert or ignore into told values ('form', ?)", (str(FORM),))
                    base.execute(f"insert or ignore into told values ('state', {_NEW_STATE})")  # noqa: S608 - our own
        except sqlite3.DatabaseError as error:
            base.close()
            raise Unreadable(
                found=f"{path}: {error}",
                expected="an index of datasets",
                done="nothing was searched",
                next="delete the folder, and harvest again",
            ) from None
        return base

    @contextmanager
    def _reading(self) -> Iterator[_State]:
        """What is known of the state the file is in; what is read meanwhile is of that state, whoever adds to it."""
        with self._lock:
            if self._base.in_transaction:
                # Records are just being added: this state is nobody else's.
                yield _State("")
                return
            self._base.execute("begin")
            try:
                name = str(self._base.execute("select value from told where name = 'state'").fetchone()[0])
                yield _remembered(self._folder, name)
            finally:
                self._base.rollback()

    def _changed(self, number: int) -> None:
        if number:
            self._base.execute(f"update told set value = {_NEW_STATE} where name = 'state'")  # noqa: S608 - our own words

    def _ids(self, state: _State) -> list[str]:
        if state.ids is None:
            state.ids = [id for (id,) in self._base.execute("select id from dataset order by id")]
        return state.ids

    def _kept_or_made(self, state: _State) -> Postings:
        ids = self._ids(state)
        if not state.name:
            return self._made(ids)
        place = self._folder / f"arrays-{state.name}"
        if there := kept_postings(place, ids):
            return there
        for old in self._folder.glob("arrays-*"):
            shutil.rmtree(old, ignore_errors=True)
        made = self._made(ids)
        keep_postings(made, place)
        return kept_postings(place, ids) or made

    def _made(self, ids: Sequence[str]) -> Postings:
        count = self._base.execute("select coalesce(max(number), -1) + 1 from word").fetchone()[0]
        sources = [source for (source,) in self._each("source")]
        return postings(
            ids,
            self._counted,
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
                    b"" if self._kept else packed(dataset)[1],
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


def _remembered(folder: Path, name: str) -> _State:
    """What this process read of a state of a folder's index, through whichever connection."""
    key = folder.absolute()
    there = _last_read.get(key)
    if there is None or there.name != name:
        there = _last_read[key] = _State(name)
        for other in list(_last_read)[:-_FOLDERS]:
            _last_read.pop(other, None)
    return there
