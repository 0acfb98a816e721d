"""The verbs that find data and say what is known of it before it is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .catalogue import find
from .catalogue.harvest.results import Harvest, Sources
from .catalogue.inferred import Inferred
from .catalogue.preview import Preview
from .catalogue.records import Dataset
from .catalogue.results import Results
from .named import name_of


def search(
    query: str = "",
    *,
    area: str | None = None,
    source: str | Sequence[str] = "local",
    limit: int = 20,
    filters: Mapping[str, str | Sequence[str]] | None = None,
) -> Results:
    """Search the catalogues for datasets.

    Parameters
    ----------
    query
        Words to look for, or a question in plain English, such as "childcare in Leeds 2023"; "" lists everything.
    area
        A place (a name or a GSS code): data about it, about what it lies in, and about parts of it. Without words, the
        data about the place itself comes first.
    source
        "local" for what needs no connection, "all", or the name of one source or of several.
    limit
        Most hits to return, 1 or more.
    filters
        Only datasets that have these values, by facet: ``{"format": ["CSV", "ODS"], "year": "2023"}``. The facets are
        publisher, theme, format, licence, place, year and freshness; their values stand in ``.facets`` of the result.

    Returns
    -------
    Results
        ``hits``, best first, each with a reason; ``facets``; ``unanswered`` names each source that did not answer.

    Raises
    ------
    NotFound
        There is no such source, or nobody knows such a place.
    InputError
        ``limit`` is below 1, or there is no such filter.

    Notes
    -----
    Lesson: *Find a table, and know what a row is* (Finding and trusting data, unit 1).
    """
    return find.search(query, area=area, source=source, limit=limit, filters=filters)


def show(x: Any) -> Dataset:
    """Show what is known of a dataset before it is loaded: who, licence, coverage, columns, known biases.

    Parameters
    ----------
    x
        An id, or a hit of a search.

    Raises
    ------
    NotFound
        There is no such dataset.

    Notes
    -----
    Lesson: *Find a table, and know what a row is* (Finding and trusting data, unit 1).
    """
    return find.show(str(name_of(x)))


def look(x: Any, *, distribution: str | int | None = None) -> Preview:
    """Look at a dataset more closely before it is downloaded: which links work, what are its columns and first rows?

    Its links are tried, at most ten of them and a few at once, and the first 64 kB of one file are read; then the line
    is cut. Nothing is kept.

    Parameters
    ----------
    x
        An id, a hit of a search, or a dataset.
    distribution
        The file whose first rows are wanted, as for ``load``; when not named, the one ``load`` would load, or the first
        table of several.

    Returns
    -------
    Preview
        ``dataset`` is what ``show`` gives; ``links``, ``columns``, ``first_rows`` and ``lateness`` are what was found
        out, and ``not_known`` what could not be.

    Raises
    ------
    NotFound, TablesAlike, SourceUnavailable
        There is no such dataset or distribution, or its source cannot be reached. A dead link is no error.

    Notes
    -----
    Lesson: *May we use it, and on what terms?* (Finding and trusting data, unit 3).
    """
    from .catalogue.look import look as look_at

    return look_at(x if isinstance(x, Dataset) else show(x), distribution)


def harvest(sources: str | Sequence[str] = "all", *, full: bool = False) -> Harvest:
    """Walk through sources, and keep their records on this machine, where every search finds them.

    Each page of a walk is kept as it comes: a harvest that is ended, however that is, goes on behind its last page
    the next time. A source that was harvested before is asked only for what changed since, if it can tell.

    Parameters
    ----------
    sources
        "all" for every source that needs a connection, or the name of one source or of several.
    full
        Ask for everything. What a source no longer has is then removed, also where that is much of it.

    Returns
    -------
    Harvest
        For each source what is new, changed and gone, which records were refused, and why it stopped if it did.
        ``exit_status`` is 3 if one could not be walked to its end.

    Raises
    ------
    NotFound
        There is no source of that name.
    InputError
        Another harvest is at work, or there is nothing to harvest.
    CannotWrite
        The folder (``NDL_HARVEST``) cannot be written to, or the disk is full.
    """
    from .catalogue.harvest.harvest import harvest as walk

    return walk(sources, full=full)


def sources() -> Sources:
    """List the sources that can be searched, and how much of each is on this machine. None of them is asked.

    Raises
    ------
    InputError
        The user's list of sources, or what was harvested, cannot be read.
    """
    from .catalogue.harvest.known import known

    return known()


def inferred(source: str | Sequence[str] = "ndl") -> Inferred:
    """Say what is known of every dataset of a source: what it states, what was inferred, and what nobody says.

    Parameters
    ----------
    source
        The name of one source or of several, "local" or "all". A live one is walked through whole.

    Returns
    -------
    Inferred
        For each field how many datasets state it, of how many it was inferred, and of how many it is not known; and for
        each dataset the value, how sure it is, and the words it was read from.

    Raises
    ------
    NotFound
        There is no source of that name.
    SourceUnavailable
        A source cannot be reached.

    Notes
    -----
    Lesson: *May we use it, and on what terms?* (Finding and trusting data, unit 3).
    """
    from .catalogue.inferred import inferred as told
    from .catalogue.sources import walk
    from .catalogue.sources.register import chosen

    return told(dataset for one in chosen(source) for dataset in walk(one))
