"""The harvested records on disk: one SQLite file, written a page of a walk at a time.

A page's records and the place the walk goes on from are one transaction, so a process that is killed at any moment
leaves whole pages, and the next walk goes on behind the last of them. The file uses SQLite's rollback journal and not
its write-ahead log, which does not work in a folder on a network drive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ...errors import CannotWrite, InputError
from ...settings import settings
from ..records import Dataset
from ..stored import unpacked

FILE = "harvested.sqlite"
_VERSION = 1
# Seconds to wait while another process is in the middle of a page.
_PATIENCE = 60
_TABLES = """
create table if not exists records (id text primary key, walk integer not null, record blob not null);
create table if not exists changed (id text primary key) without rowid;
create table if not exists walks (
    source text primary key, at text not null, walk integer not null, state text not null, cursor text not null,
    begun text not null, since text not null, whole integer not null, pages integer not null, seen integer not null,
    total integer, failed integer not null, complete text not null, finished text not null, counted text not null
);
"""
_PUT = """
insert into records values (?, ?, ?) on conflict (id) do update set walk = excluded.walk, record = excluded.record
"""


@dataclass(frozen=True)
class Walk:
    """How far the walk through one source has come, and how earlier ones ended.

    Attributes
    ----------
    at
        Where the source was; one that has moved is walked anew.
    walk
        Number of this walk; every record carries the number of the last walk that saw it.
    state
        ``going`` before its last page; ``arrived`` when that is written, and what it did not see still to be judged;
        ``ended``.
    cursor
        Where it goes on.
    begun, since
        When it began, and the time from which on it asks for changes; "" asks for everything. ISO 8601, in UTC.
    whole
        Whether its pages so far left out nothing, such as records that have not changed.
    pages, seen, total
        Pages and records that arrived in this walk, and how many records the source says there are.
    failed
        How often in a row it gave no page at all.
    complete, finished, counted
        When the last complete walk began and ended, and when the last complete walk through everything began; "" when
        there was none.
    """

    source: str
    at: str
    walk: int = 0
    state: Literal["going", "arrived", "ended"] = "ended"
    cursor: str = ""
    begun: str = ""
    since: str = ""
    whole: bool = True
    pages: int = 0
    seen: int = 0
    total: int | None = None
    failed: int = 0
    complete: str = ""
    finished: str = ""
    counted: str = ""


@dataclass(frozen=True)
class Written:
    """What one page changed: how many records are new, how many differ and how many were in this walk already."""

    added: int = 0
    changed: int = 0
    again: int = 0


class Store:
    """The harvested records. Use :func:`opened` or :func:`stored`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    def walk(self, source: str) -> Walk | None:
        """How far the walk through a source has come, or None if there never was one."""
        row = self._sql.execute("select * from walks where source = ?", (source,)).fetchone()
        return _walk(row) if row else None

    def walks(self) -> tuple[Walk, ...]:
        """The walks through every source that was harvested."""
        return tuple(_walk(row) for row in self._sql.execute("select * from walks order by source"))

    def put(self, walk: Walk, records: Mapping[str, bytes] | None = None) -> Written:
        """Write a page's records by id, and the walk as it is behind them, in one transaction."""
        with self._transaction():
            written = self._records(walk.walk, records or {})
            self._put_walk(walk)
        return written

    def end(self, walk: Walk, *, remove_unseen: bool) -> int:
        """Write that a walk has ended, and remove the records it did not see if asked to; give how many."""
        with self._transaction():
            self._put_walk(walk)
            return self._remove(walk.source, walk.walk) if remove_unseen else 0

    def forget(self, source: str) -> int:
        """Remove a source's records and its walk; give how many records there were."""
        with self._transaction():
            self._sql.execute("delete from walks where source = ?", (source,))
            return self._remove(source, None)

    def unseen(self, walk: Walk) -> int:
        """How many records of its source a walk has not seen."""
        return self._count(
            "select count(*) from records where id >= ? and id < ? and walk <> ?", walk.source, walk.walk
        )

    def count(self, source: str) -> int:
        """How many records of a source there are."""
        return self._count("select count(*) from records where id >= ? and id < ?", source)

    def get(self, id: str) -> Dataset | None:
        """The record of that id, or None."""
        row = self._sql.execute("select record from records where id = ?", (id,)).fetchone()
        return unpacked(row[0]) if row else None

    def has(self, id: str) -> bool:
        """Whether there is a record of that id."""
        return self._sql.execute("select 1 from records where id = ?", (id,)).fetchone() is not None

    def after(self, id: str, most: int) -> tuple[Dataset, ...]:
        """The next records in the order of their ids."""
        rows = self._sql.execute("select record from records where id > ? order by id limit ?", (id, most)).fetchall()
        return tuple(unpacked(row[0]) for row in rows)

    def changed(self, most: int) -> tuple[str, ...]:
        """Ids of records that were written or removed, and that :meth:`settled` has not been told of yet."""
        return tuple(row[0] for row in self._sql.execute("select id from changed order by id limit ?", (most,)))

    def settled(self, ids: Iterable[str]) -> None:
        """Take note that these changes are known wherever they must be."""
        with self._transaction():
            self._sql.executemany("delete from changed where id = ?", ((id,) for id in ids))

    def all_changed(self, known: Iterable[str]) -> None:
        """Take every record as changed, and what is ``known`` elsewhere by these ids, so that it is told anew."""
        with self._transaction():
            self._sql.execute("insert or ignore into changed select id from records")
            self._sql.executemany("insert or ignore into changed values (?)", ((id,) for id in known))

    def size(self) -> int:
        """How many records there are of all sources."""
        return int(self._sql.execute("select count(*) from records").fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._sql:
            self._sql.execute("begin immediate")
            yield

    def _records(self, walk: int, records: Mapping[str, bytes]) -> Written:
        added = changed = again = 0
        for id, content in records.items():
            held = self._sql.execute("select walk, record from records where id = ?", (id,)).fetchone()
            same = held is not None and held[1] == content
            added += held is None
            changed += held is not None and not same
            again += held is not None and held[0] == walk
            self._sql.execute(_PUT, (id, walk, content))
            if not same:
                self._sql.execute("insert or ignore into changed values (?)", (id,))
        return Written(added, changed, again)

    def _put_walk(self, walk: Walk) -> None:
        values = tuple(getattr(walk, name) for name in Walk.__dataclass_fields__)
        self._sql.execute(f"insert or replace into walks values ({', '.join('?' * len(values))})", values)  # noqa: S608

    def _remove(self, source: str, walk: int | None) -> int:
        """Remove a source's records, or those the walk has not seen."""
        which = "where id >= ? and id < ? and (? is null or walk <> ?)"
        held = (*_span(source), walk, walk)
        self._sql.execute(f"insert or ignore into changed select id from records {which}", held)  # noqa: S608
        return self._sql.execute(f"delete from records {which}", held).rowcount  # noqa: S608

    def _count(self, query: str, source: str, *more: int) -> int:
        return int(self._sql.execute(query, (*_span(source), *more)).fetchone()[0])


def folder() -> Path:
    """Where harvested records are."""
    return settings().harvest


@contextmanager
def stored() -> Iterator[Store | None]:
    """Open the harvested records to be read; None if nothing was harvested yet."""
    path = folder() / FILE
    if not path.is_file():
        yield None
        return
    with _connected(path) as store:
        yield store


@contextmanager
def opened() -> Iterator[Store]:
    """Open the harvested records to be written, the file made if there is none. The caller holds the lock.

    Raises
    ------
    CannotWrite
        The folder is closed to us, or the disk is full.
    """
    try:
        folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder(), error.strerror or str(error)) from None
    with _connected(folder() / FILE) as store:
        yield store


@contextmanager
def _connected(path: Path) -> Iterator[Store]:
    try:
        # Transactions are begun by us, and by nobody else.
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            _prepare(connection, path)
            yield Store(connection)
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise _trouble(path, error) from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    # A page of a walk is a few megabytes. What does not fit into the cache would be written before its end, and
    # would keep readers waiting.
    connection.execute("pragma cache_size = -32000")
    version = connection.execute("pragma user_version").fetchone()[0]
    if version == 0:
        connection.executescript(f"begin immediate; {_TABLES} pragma user_version = {_VERSION}; commit;")
    elif version != _VERSION:
        raise InputError(
            found=f"{path}, made by another version of the workbench",
            expected="harvested records as this version keeps them",
            done="nothing was read or written",
            next=f"delete the folder {path.parent}, and harvest again",
        )


def _trouble(path: Path, error: sqlite3.DatabaseError) -> InputError:
    if error.sqlite_errorname in ("SQLITE_CORRUPT", "SQLITE_NOTADB"):
        return InputError(
            found=f"{path}, which is damaged ({error})",
            expected="harvested records",
            done="nothing was read or written",
            next=f"delete the folder {path.parent}, and harvest again",
        )
    return _cannot_write(path, str(error))


def _cannot_write(path: Path, why: str) -> CannotWrite:
    return CannotWrite(
        found=f"{path} cannot be written ({why})",
        expected="a folder that can be written to, with room for about 3 kB a dataset",
        done="what was written before is kept whole",
        next="make room or set NDL_HARVEST to another folder, and harvest again: it goes on where it stopped",
    )


def _span(source: str) -> tuple[str, str]:
    """Between which ids all those of a source are: a name has no slash in it, and 0 follows the slash."""
    return f"{source}/", f"{source}0"


def _walk(row: tuple[object, ...]) -> Walk:
    values = dict(zip(Walk.__dataclass_fields__, row, strict=True))
    return Walk(**{**values, "whole": bool(values["whole"])})  # type: ignore[arg-type]
