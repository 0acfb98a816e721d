"""List the sources there are, and what is harvested of each."""

from __future__ import annotations

from ..sources import walk as records_of
from ..sources.embedded import EmbeddedSource
from ..sources.own import remove
from ..sources.register import file, listed, opened
from . import store
from .lock import held
from .results import KnownSource, Sources
from .store import Store, Walk
from .words import indexed, settle


def known() -> Sources:
    """Every source that can be named in a search, the embedded one first; none of them is asked.

    Raises
    ------
    InputError
        The file cannot be read as a list of sources.
    """
    embedded = EmbeddedSource()
    within = KnownSource(embedded.name, "embedded", "in the package", False, len(tuple(records_of(embedded))))
    there = listed()
    with store.stored() as records:
        walks = {walk.source: walk for walk in records.walks()} if records else {}
        of_list = [_known(one.name, one.kind, one.at, opened(one).live, records, walks.get(one.name)) for one in there]
        names = {one.name for one in there}
        left = [
            _known(name, "harvested", f"{walk.at} (no longer in the list)", False, records, walk)
            for name, walk in walks.items()
            if name not in names
        ]
    return Sources((within, *of_list, *left), str(file()))


def forget(name: str) -> int:
    """Take a source out of the list and its records off this machine; give how many those were.

    A source that is no longer in the list may have left records here; then only those are removed.

    Raises
    ------
    NotFound
        There is no such source, neither in the list nor harvested.
    InputError
        A harvest is at work, or the list must be changed by hand.
    CannotWrite
        The list or the records cannot be written.
    """
    with store.stored() as records:
        harvested = bool(records and records.walk(name))
    if not harvested:
        remove(name)
        return 0
    with held(store.folder()), store.opened() as there:
        if name in {one.name for one in listed()}:
            remove(name)
        gone = there.forget(name)
        with indexed(there) as index:
            settle(there, index)
    return gone


def _known(name: str, kind: str, at: str, live: bool, records: Store | None, walk: Walk | None) -> KnownSource:
    if records is None or walk is None:
        return KnownSource(name, kind, at, live)
    return KnownSource(name, kind, at, live, records.count(name), walk.finished, walk.state != "ended")
