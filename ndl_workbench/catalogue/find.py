"""Search across sources, and show one dataset's record."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import InputError, NotFound, SourceUnavailable
from ..settings import settings
from .index import Filters, Index, check_limit
from .index.facets import together
from .lateness import lateness_of
from .records import Dataset
from .results import Results, Unanswered
from .sources import Source
from .sources.asked import Answer, ask
from .sources.harvested import HarvestedSource
from .sources.register import EMBEDDED, chosen, listed, sources
from .verdicts import last_checked

# The source of what `ndl harvest` has collected on this machine.
HARVESTED = "harvested"
MOST_NEAR = 200


def search(
    query: str | None = "",
    area: str | None = None,
    source: str | Sequence[str] = "local",
    limit: int = 20,
    filters: Filters | None = None,
) -> Results:
    """Find datasets by words or by a question in plain English, and rank those of all sources together.

    Parameters
    ----------
    query
        What to look for: words, or a question; places and years in it are understood. None of them means everything.
    area
        Name or GSS code of a place, in any case: data about it, about what it lies in, and about parts of it.
    source
        ``local`` for what needs no connection, ``all``, or the name of one source or of several.
    limit
        The most hits to give, 1 or more.
    filters
        Values to keep by facet (``publisher``, ``theme``, ``format``, ``licence``, ``place``, ``year``, ``freshness``);
        of several values of one facet any will do.

    Raises
    ------
    InputError
        The limit is not a whole number above zero, or there is no such filter.
    NotFound
        There is no such source, or nobody knows such a place.
    SourceUnavailable
        The one source that was named could not be reached. Where several are asked it is told in ``unanswered``.
    """
    check_limit(limit)
    asked = chosen(source)
    words, area = _text("query", query) or "", _text("area", area)
    wait = settings().timeout
    answers = ask(asked, lambda one: _candidates(one, words, area, limit, filters), wait)
    if len(answers) == 1 and answers[0].problem:
        raise answers[0].problem
    given = [(answer.source, answer.given) for answer in answers if answer.given]
    index = Index.build(dataset for _, candidates in given for dataset in candidates.datasets)
    results = index.search(words, limit, filters, area=area)
    for source_of, candidates in given:
        if candidates.whole and isinstance(source_of, HarvestedSource):
            results = _counting_all(results, index, source_of, candidates.whole, filters)
    silent = tuple(Unanswered(answer.source.name, _why(answer, wait)) for answer in answers if _silent(answer))
    return replace(results, unanswered=silent)


def show(id: str) -> Dataset:
    """Get the record of a dataset, or of a whole collection, by id, with what is known here of its state today.

    Only the source whose name the id begins with is asked, after what is on this machine: the embedded collections
    and what was harvested.

    Raises
    ------
    NotFound
        No source has it; the error names the ids nearest to it.
    SourceUnavailable
        The source whose id it is could not be reached.
    """
    wanted = id.strip()
    there = {source.name: source for source in sources()}
    owner = wanted.partition("/")[0].casefold()
    for name in dict.fromkeys((EMBEDDED, HARVESTED, owner)):
        if name in there and (found := _got(there[name], wanted)):
            addresses = (part.url for part in found.distributions)
            return replace(found, lateness=lateness_of(found), checked=last_checked((found.id, *addresses)))
    near = _nearest(wanted, [source for source in there.values() if not source.live])
    raise NotFound(
        found=f"no dataset called {id!r}",
        expected=_expected(wanted, there),
        done="nothing was shown",
        next=f"try {' or '.join(near)}" if near else "search without words to see every id",
    )


def owns(id: str) -> bool:
    """Whether an id begins with the name of a source on the list."""
    return "/" in id and id.strip().partition("/")[0].casefold() in {one.name for one in listed()}


def _got(source: Source, id: str) -> Dataset | None:
    """Ask one source for one record, for as long as any answer may take."""
    wait = settings().timeout
    (answer,) = ask((source,), lambda one: one.get(id), wait)
    if not _silent(answer):
        return answer.given
    raise SourceUnavailable(
        found=f"no answer from {source.name}: {_why(answer, wait)}",
        expected=f"its record of {id}",
        done="nothing was shown",
        next=f"try again later; after 'ndl harvest {source.name}' its records are shown without asking it",
    )


def _expected(wanted: str, there: Mapping[str, Source]) -> str:
    owner, slash, _ = wanted.partition("/")
    others = [name for name in there if name not in (EMBEDDED, HARVESTED)]
    if slash and others and owner.casefold() not in there:
        return f"the id of an embedded dataset, or one that begins with the name of a source: {', '.join(others)}"
    return "the id of a dataset, such as early-years/school-readiness"


def _text(name: str, value: object) -> str | None:
    """What was asked, as it can be sent and written: half of a pair of surrogates becomes a question mark."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(
            found=f"{name}={value!r:.80}",
            expected="a text",
            done="nothing was searched",
            next=f"write it in quotation marks, or leave {name} out",
        )
    return value.encode("utf-8", "replace").decode().strip()


@dataclass(frozen=True)
class _Candidates:
    """What a source gives to be ranked with the rest; ``whole`` is what it found, where that is more."""

    datasets: tuple[Dataset, ...]
    whole: Results | None = None


def _candidates(source: Source, words: str, area: str | None, limit: int, filters: Filters | None) -> _Candidates:
    if not isinstance(source, HarvestedSource):
        return _Candidates(source.search(words, area, limit + 1))
    # What was harvested is much, and its index knows the filters: the best of what passes them, not what is left of
    # the best.
    found = source.found(words, area, limit, filters)
    if found is None:
        return _Candidates(())
    return _Candidates(tuple(hit.dataset for hit in found), found if found.more else None)


def _counting_all(
    results: Results, index: Index, harvested: HarvestedSource, whole: Results, filters: Filters | None
) -> Results:
    """Count in the facets all that was harvested and found, not only the best of it, which the index has.

    What the other sources found is counted beside it, unless it was harvested too. The index is used up by this.
    """
    index.remove(harvested.held(index.ids()))
    try:
        others = index.search(results.query, 1, filters, area=results.area).facets
    except NotFound:
        # The place that was asked for is known from the harvested records alone.
        others = ()
    return replace(results, more=True, facets=together(whole.facets, others))


def _silent(answer: Answer[Any]) -> bool:
    return answer.late or answer.problem is not None


def _why(answer: Answer[Any], wait: float) -> str:
    return answer.problem.found if answer.problem else f"nothing arrived within {wait:g} seconds"


def _nearest(wanted: str, local: Sequence[Source]) -> list[str]:
    """Find up to three ids like the one given, compared whole and by their last part, without opening a connection."""
    words = " ".join(re.findall(r"[^\W_]+", wanted))
    # To compare an id with a hundred thousand takes too long: those whose words it shares are near enough.
    datasets = [dataset for source in local for dataset in source.search(words, None, MOST_NEAR)]
    collections = [dataset.collection for dataset in datasets if dataset.collection]
    ids = list(dict.fromkeys([*(dataset.id for dataset in datasets), *collections]))
    by_name = {name: id for id in reversed(ids) for name in (id, id.rsplit("/")[-1])}
    near = difflib.get_close_matches(wanted.lower(), list(by_name), n=6, cutoff=0.6)
    return list(dict.fromkeys(by_name[name] for name in near))[:3]
