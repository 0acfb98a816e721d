"""Keep the index of words in step with the records, from which it is derived and can be made anew at any time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import InputError
from ...loading.progress import busy
from ..index import Index
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
        with _index() as index:
            if records.changed(1) or (not len(index) and records.size()):
                _catch_up(records, index)
            yield index


def bring_up_to_date(records: Store) -> None:
    """Tell the index of every record that changed. If this is cut short, the next one goes on with it."""
    with _index() as index:
        _tell(records, index)


def _catch_up(records: Store, index: Index) -> None:
    try:
        with held(store.folder()), busy("Bringing the index of harvested datasets up to date"):
            _tell(records, index)
    except InputError:
        # Somebody is at work on it, or the folder is closed to us: what is in the index can be searched.
        return


def _tell(records: Store, index: Index) -> None:
    _settle(records, index)
    if len(index) != records.size():
        records.all_changed(index.ids())
        _settle(records, index)


def _settle(records: Store, index: Index) -> None:
    while ids := records.changed(_BATCH):
        there = records.some(ids)
        index.add(there)
        index.remove(set(ids) - {dataset.id for dataset in there})
        records.settled(ids)


@contextmanager
def _index() -> Iterator[Index]:
    index = Index.at(store.folder() / _FOLDER)
    try:
        yield index
    finally:
        index.close()
