"""Search across sources, and show one dataset's record."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from ..errors import InputError, NotFound, SourceUnavailable
from .records import Dataset, Place
from .results import Hit, Results, Unanswered
from .sources import Source, sources


def search(query: str | None = "", area: str | None = None, source: str = "all", limit: int = 20) -> Results:
    """Find datasets by the words in their records.

    Parameters
    ----------
    query
        Words to look for in titles, keywords, columns and descriptions; none of them means everything.
    area
        Name or code of a place the dataset must cover, in any case.
    source
        Name of the source to ask, or ``all``.
    limit
        The most hits to give, 1 or more.

    Raises
    ------
    InputError
        The limit is not a whole number above zero.
    NotFound
        There is no such source, or no dataset of these sources covers such an area.
    SourceUnavailable
        The one source that was named could not be reached. With ``all`` it is told in ``unanswered``.
    """
    _check_limit(limit)
    asked = _chosen(source)
    words = (query or "").strip()
    place = _known_place(area, asked)
    hits: list[Hit] = []
    unanswered: list[Unanswered] = []
    for one in asked:
        try:
            # One more than wanted, to learn whether anything is cut off.
            hits.extend(one.search(words, place, limit + 1))
        except SourceUnavailable as problem:
            if source != "all":
                raise
            unanswered.append(Unanswered(one.name, problem.found))
    if words:
        hits.sort(key=lambda hit: (-hit.score, hit.id))
    return Results(words, place, tuple(hits[:limit]), tuple(unanswered), more=len(hits) > limit)


def show(id: str) -> Dataset:
    """Get the record of a dataset, or of a whole collection, by id.

    Raises
    ------
    NotFound
        No source has it; the error names the ids nearest to it.
    """
    wanted = id.strip()
    for source in sources():
        if found := source.get(wanted):
            return found
    near = _nearest(wanted)
    raise NotFound(
        found=f"no dataset called {id!r}",
        expected="the id of a dataset, such as early-years/school-readiness",
        done="nothing was shown",
        next=f"try {' or '.join(near)}" if near else "search without words to see every id",
    )


def _check_limit(limit: int) -> None:
    if isinstance(limit, int) and not isinstance(limit, bool) and limit >= 1:
        return
    raise InputError(
        found=f"limit={limit!r}",
        expected="a whole number, 1 or more",
        done="nothing was searched",
        next="leave limit out to get at most 20",
    )


def _chosen(source: str) -> tuple[Source, ...]:
    there = sources()
    if source == "all":
        return there
    chosen = tuple(one for one in there if one.name == source)
    if chosen:
        return chosen
    names = ", ".join(one.name for one in there)
    raise NotFound(
        found=f"no source called {source!r}",
        expected=f"all, or one of: {names}",
        done="nothing was searched",
        next="leave source out to ask all of them",
    )


def _known_place(area: str | None, asked: Sequence[Source]) -> str | None:
    """Give the area's proper name; refuse one that nothing covers, so a slip is not an empty answer."""
    if area is None or not area.strip():
        return None
    wanted = area.strip()
    known: list[Place] = []
    for source in asked:
        places = source.places()
        if places is None:
            return wanted
        known.extend(places)
    for place in known:
        if place.is_called(wanted):
            return place.name
    names = ", ".join(str(place) for place in dict.fromkeys(known))
    near = difflib.get_close_matches(wanted.title(), [place.name for place in known], n=1)
    raise NotFound(
        found=f"no dataset that covers {area!r}",
        expected=f"the name or code of an area: {names}",
        done="nothing was searched",
        next=f"try area={near[0]!r}" if near else "leave area out to search everywhere",
    )


def _nearest(wanted: str) -> list[str]:
    """Find up to three ids like the one given, compared whole and by their last part."""
    datasets = [dataset for source in sources() for dataset in source.walk()]
    collections = [dataset.collection for dataset in datasets if dataset.collection]
    ids = list(dict.fromkeys([*(dataset.id for dataset in datasets), *collections]))
    by_name = {name: id for id in reversed(ids) for name in (id, id.rsplit("/")[-1])}
    near = difflib.get_close_matches(wanted.lower(), list(by_name), n=6, cutoff=0.6)
    return list(dict.fromkeys(by_name[name] for name in near))[:3]
