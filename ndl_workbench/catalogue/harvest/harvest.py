"""Walk through sources, and keep their records on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...errors import InputError, NotFound
from ...loading.progress import busy
from ..sources import Source
from ..sources.register import Listed, listed, opened
from . import store
from .lock import held
from .results import Harvest
from .walking import walk_through
from .words import agree, indexed


def harvest(sources: str | Sequence[str] = "all", *, full: bool = False) -> Harvest:
    """Walk through sources, and keep their records on this machine. See ``ndl.harvest``.

    Raises
    ------
    NotFound
        There is no source of that name in the list.
    InputError
        Another harvest is at work, or there is nothing to harvest.
    CannotWrite
        The folder is closed to us, or the disk is full.
    """
    return collect([(one.at, opened(one)) for one in _wanted(sources)], full=full)


def collect(sources: Iterable[tuple[str, Source]], *, full: bool = False) -> Harvest:
    """Walk through these sources one after the other; one that fails costs only itself."""
    folder = store.folder()
    done = []
    with held(folder), store.opened() as records, indexed(records) as index:
        agree(records, index)
        for at, source in sources:
            done.append(walk_through(records, index, source, at, full=full))
        with busy("Getting ready to be searched"):
            index.prepare()
    return Harvest(tuple(done), str(folder))


def _wanted(names: str | Sequence[str]) -> tuple[Listed, ...]:
    """The sources of these names; for ``all``, those that can only be asked by a connection."""
    there = {one.name: one for one in listed()}
    if names == "all":
        live = tuple(one for one in there.values() if opened(one).live)
        if not live:
            raise InputError(
                found="no source that needs a connection",
                expected="one or more to be harvested",
                done="nothing was harvested",
                next="add one with ndl sources add NAME WHERE, or name one that is on this machine already",
            )
        return live
    wanted = [names] if isinstance(names, str) else list(names)
    for name in wanted:
        if name not in there:
            raise NotFound(
                found=f"no source called {name!r} that can be harvested",
                expected=f"all, or one of: {', '.join(there) or 'none is listed'}",
                done="nothing was harvested",
                next="see them with ndl sources, or add one with ndl sources add NAME WHERE",
            )
    return tuple(there[name] for name in dict.fromkeys(wanted))
