"""Walk through one source, and keep its records: go on where the last walk stopped, or ask for what changed since."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from ...errors import InputError, NdlError, SourceUnavailable
from ...loading.progress import progress
from ..index import Index
from ..records import Dataset
from ..sources import Page, Source
from ..stored import packed
from .clock import a_day_before, now
from .results import Harvested, Refused
from .store import Store, Walk
from .words import settle

# A place in a walk may no longer be known to its source. After so many tries that gave no page, the walk begins anew.
TRIES = 3
# A source that goes round in circles gives pages with nothing new, or pages without end.
CIRCLES = 3
EMPTY_PAGES = 1_000
MOST_RECORDS = 2_000_000
# A source that has lost more than a tenth of its records between two walks may be broken; a person should look.
# So may one that gives less than 99 of 100 records it says it has.
LOST = 0.1
FEW = 10
SHORT = 0.99
LONGEST_ID = 500
_REFUSED_SHOWN = 20


class _Tally:
    """What a walk has done so far. Only a walk changes it; what comes back of it is frozen."""

    def __init__(self) -> None:
        self.pages = self.arrived = self.added = self.changed = self.circles = self.empty = self.refusals = 0
        self.refused: list[Refused] = []

    def refuse(self, id: str, why: str) -> None:
        self.refusals += 1
        if len(self.refused) < _REFUSED_SHOWN:
            # Half of a pair of surrogates can be in a text, but in no file.
            self.refused.append(Refused(id[:100].encode(errors="replace").decode(), why))


def walk_through(store: Store, index: Index, source: Source, at: str, *, full: bool) -> Harvested:
    """Walk through a source to its end, or until it fails; each page is kept as it comes.

    Parameters
    ----------
    at
        Where the source is; if that has changed since the last walk, everything is asked for anew.
    full
        Ask for everything, and believe a source that has lost many records.
    """
    walk = _going_on(store.walk(source.name) or Walk(source.name, at), at, full=full)
    resumed = walk.pages > 0
    store.put(walk)
    tally = _Tally()
    problem, end = "", _End()
    try:
        walk = _walked(store, index, source, walk, tally)
    except NdlError as error:
        problem = error.found
        walk = _now(store, source)
        store.put(replace(walk, failed=0 if tally.pages else walk.failed + 1))
    else:
        end = _concluded(store, walk, full=full)
        settle(store, index)
    return Harvested(
        source=source.name,
        at=at,
        records=store.count(source.name),
        since=walk.since,
        resumed=resumed,
        arrived=tally.arrived,
        added=tally.added,
        changed=tally.changed,
        removed=end.removed,
        refusals=tally.refusals,
        refused=tuple(tally.refused),
        note=end.note,
        problem=problem,
    )


@dataclass(frozen=True)
class _End:
    """What was done at the end of a walk with the records it did not see."""

    removed: int = 0
    note: str = ""


def _now(store: Store, source: Source) -> Walk:
    walk = store.walk(source.name)
    if walk is None:
        raise LookupError(source.name)
    return walk


def _going_on(before: Walk, at: str, *, full: bool) -> Walk:
    """The walk to go on with, or a new one."""
    same = before.at == at
    if same and before.state != "ended" and before.failed < TRIES and not (full and before.since):
        return before
    since = a_day_before(before.complete) if same and before.complete and not full else ""
    return replace(
        before,
        at=at,
        walk=before.walk + 1,
        state="going",
        cursor="",
        begun=now(),
        since=since,
        whole=not since,
        pages=0,
        seen=0,
        total=None,
        failed=0,
    )


def _walked(store: Store, index: Index, source: Source, walk: Walk, tally: _Tally) -> Walk:
    if walk.state == "arrived":
        return walk
    pages = iter(source.pages(walk.cursor, walk.since))
    first = next(pages, Page(()))
    with progress(first.total or walk.total, f"Harvesting {source.name}", "dataset") as bar:
        bar.update(walk.seen)
        for page in itertools.chain([first], pages):
            _check_circles(source, walk, page, tally)
            walk = _kept(store, index, walk, page, tally)
            bar.update(len(page.datasets))
            if walk.state == "arrived":
                return walk
    raise _broken(source, "it stopped in the middle, and did not say that this was the end")


def _kept(store: Store, index: Index, walk: Walk, page: Page, tally: _Tally) -> Walk:
    """Write a page, and the walk as it is behind it."""
    good: dict[str, bytes] = {}
    fresh: dict[str, Dataset] = {}
    for dataset in page.datasets:
        if why := _strange(dataset, walk.source):
            tally.refuse(dataset.id, why)
            continue
        try:
            kept, good[dataset.id] = packed(dataset)
            fresh[dataset.id] = kept
        except InputError as error:
            tally.refuse(dataset.id, error.found)
    after = replace(
        walk,
        state="going" if page.cursor else "arrived",
        cursor=page.cursor,
        # Without a time to ask from, nothing can be left out.
        whole=not walk.since or (page.whole and (walk.whole or not walk.pages)),
        pages=walk.pages + 1,
        seen=walk.seen + len(page.datasets),
        total=walk.total if page.total is None else page.total,
        failed=0,
    )
    written = store.put(after, good)
    settle(store, index, fresh)
    tally.pages += 1
    tally.arrived += len(good)
    tally.added += written.added
    tally.changed += written.changed
    tally.circles = tally.circles + 1 if good and written.again == len(good) else 0
    tally.empty = 0 if page.datasets else tally.empty + 1
    return after


def _strange(dataset: Dataset, source: str) -> str:
    """Say why a record cannot be one of this source's; "" if it can."""
    if not dataset.id.startswith(f"{source}/") or dataset.source != source:
        return f"its id or source is not of {source}"
    if len(dataset.id) > LONGEST_ID or not dataset.id.isprintable() or dataset.id == f"{source}/":
        return f"its id is blank, longer than {LONGEST_ID} characters, or has a character that cannot be shown"
    return "" if dataset.title.strip() else "it has no title"


def _check_circles(source: Source, walk: Walk, page: Page, tally: _Tally) -> None:
    """Leave a source that never comes to an end."""
    if page.cursor and page.cursor == walk.cursor:
        raise _broken(source, f"its page after {page.cursor[:60]!r} leads to itself")
    if tally.circles >= CIRCLES or tally.empty >= EMPTY_PAGES:
        raise _broken(source, "its pages go on without anything new")
    if walk.seen > MOST_RECORDS:
        raise _broken(source, f"it gave more than {MOST_RECORDS:,} records")


def _concluded(store: Store, walk: Walk, *, full: bool) -> _End:
    """Remove what a walk through everything did not see, unless the walk itself is to be doubted."""
    ended = replace(walk, state="ended", complete=walk.begun, finished=now())
    if not walk.whole:
        store.end(ended, remove_unseen=False)
        return _End()
    unseen, held = store.unseen(walk), store.count(walk.source)
    if walk.total is not None and walk.seen < walk.total * SHORT:
        # What is lacking would never come if only changes were asked for next time.
        store.end(replace(ended, complete=""), remove_unseen=False)
        return _End(note=f"it says it has {walk.total:,} records and gave {walk.seen:,}: nothing was removed")
    if not full and unseen and (unseen > max(FEW, held * LOST) or unseen == held):
        store.end(ended, remove_unseen=False)
        return _End(
            note=f"{unseen:,} of {held:,} records held were not seen again, which is many: they were kept. If the "
            f"source did lose them, run ndl harvest {walk.source} --full"
        )
    removed = store.end(replace(ended, counted=walk.begun), remove_unseen=True)
    return _End(removed)


def _broken(source: Source, why: str) -> SourceUnavailable:
    return SourceUnavailable(
        found=f"{source.name}: {why}",
        expected="pages that come to an end",
        done="the pages before are kept",
        next=f"harvest {source.name} again",
    )
