"""Keep the index of words in step with the records, from which it is derived and can be made anew at any time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ...errors import InputError
from ...loading.progress import busy
from ..index import Index
from ..records import Dataset
from . import store
from .lock import held
from .store import Store

_BATCH = 5_000
_FOLDER = "index"


@contextmanager
def searchable() -> Iterator[Index | None]:
    """Open the index of what was harvested; None if nothing was.

    Where a harvest was ended before its records were in the index, or another version of the workbench made the index,
    it is brought up to date first, unless a harvest is at work on it.
    """
    with store.stored() as records:
        if records is None:
            yield None
            return
        with indexed(records) as index:
            if records.changed(1) or (not len(index) and records.size()):
                _catch_up(records, index)
            yield index


@contextmanager
def indexed(records: Store) -> Iterator[Index]:
    """Open the index of these records; it holds their words, and asks for the records themselves."""
    index = Index.at(store.folder() / _FOLDER, kept=records.get)
    try:
        yield index
    finally:
        index.close()


def settle(records: Store, index: Index, fresh: Mapping[str, Dataset] | None = None) -> None:
    """Tell the index of every record that changed. If this is cut short, the next one goes on with it.

    Parameters
    ----------
    fresh
        Records by id that were written just now and need not be read again.
    """
    while ids := records.changed(_BATCH):
        there = [record for id in ids if (record := (fresh or {}).get(id) or records.get(id))]
        index.add(there)
        index.remove(set(ids) - {record.id for record in there})
        records.settled(ids)


def agree(records: Store, index: Index) -> None:
    """Settle what changed, and tell the index everything anew if it does not hold what there is."""
    settle(records, index)
    if len(index) != records.size():
        records.all_changed(index.ids())
        settle(records, index)


def _catch_up(records: Store, index: Index) -> None:
    try:
        with held(store.folder()), busy("Bringing the index of harvested datasets up to date"):
            agree(records, index)
    except InputError:
        # Somebody is at work on it, or the folder is closed to us: what is in the index can be searched.
        return
