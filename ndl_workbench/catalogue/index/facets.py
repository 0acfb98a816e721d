"""Facets and filters: how many of the records found have which value, and keeping only those with one asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from ...errors import InputError
from ..results import Facet
from .places import named
from .postings import Postings, Whole
from .terms import FACETS

Filters = Mapping[str, "str | Sequence[str]"]
# The most days since the last change, and what that is called.
FRESHNESS = ((31, "within a month"), (366, "within a year"), (1096, "within three years"))
OLDER, UNKNOWN = "older", "unknown"
_BANDS = (*(name for _, name in FRESHNESS), OLDER, UNKNOWN)


def kept(postings: Postings, filters: Filters | None, today: date) -> npt.NDArray[np.bool_] | None:
    """Which records pass: of each facet named, one of the values asked for. None when nothing is asked.

    Raises
    ------
    InputError
        There is no such facet, or what is asked of it is no text.
    """
    passed: npt.NDArray[np.bool_] | None = None
    for name, asked in (filters or {}).items():
        own = _passes(postings, name, _values(name, asked), today)
        passed = own if passed is None else passed & own
    return passed


def counted(postings: Postings, found: Whole, today: date) -> tuple[Facet, ...]:
    """How many of the records found, given in order, have each value: most frequent first, then by the alphabet."""
    facets = []
    for name in FACETS[:-1]:
        labels = postings.labels[name]
        counts = np.bincount(labels.of(found), minlength=len(labels.values))
        told = {labels.values[value]: int(counts[value]) for value in np.flatnonzero(counts)}
        facets.append(Facet(name, _in_order(name, told)))
    bands = np.bincount(_bands(postings.modified[found], today), minlength=len(_BANDS))
    fresh = {_BANDS[band]: int(bands[band]) for band in np.flatnonzero(bands)}
    return (*facets, Facet("freshness", _in_order("freshness", fresh)))


def together(*several: Sequence[Facet]) -> tuple[Facet, ...]:
    """The facets of several searches for the same, in which no dataset was found twice, added up."""
    totals: dict[str, Counter[str]] = {}
    for facets in several:
        for facet in facets:
            totals.setdefault(facet.name, Counter()).update(dict(facet.values))
    return tuple(Facet(name, _in_order(name, told)) for name, told in totals.items())


def _in_order(name: str, told: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The most frequent first, then by the alphabet; how fresh, in the order of time."""
    if name == "freshness":
        return tuple((band, told[band]) for band in _BANDS if band in told)
    return tuple(sorted(told.items(), key=lambda one: (-one[1], one[0])))


def _passes(postings: Postings, name: str, asked: Sequence[str], today: date) -> npt.NDArray[np.bool_]:
    if name == "freshness":
        bands = [place for place, band in enumerate(_BANDS) if band in asked]
        return np.isin(_bands(postings.modified, today), bands)
    labels = postings.labels[name]
    wanted = np.array([value.casefold() in asked for value in labels.values], dtype=bool)
    passed = np.zeros(postings.size, dtype=bool)
    if len(labels.record):
        passed[labels.record[wanted[labels.value]]] = True
    return passed


def _values(name: str, asked: Any) -> list[str]:
    """The values asked for, in small letters; a place by any of its names or its code."""
    if name not in FACETS:
        raise _refused(f"a filter called {name!r}", f"filters of {', '.join(FACETS)}")
    values = [asked] if isinstance(asked, str | int) else asked
    if not isinstance(values, list | tuple | set | frozenset) or not all(isinstance(one, str | int) for one in values):
        raise _refused(f"{name}={asked!r} among the filters", "a text, or several texts in a list")
    texts = [str(value).strip().casefold() for value in values]
    return [*texts, *((named(text) or text).casefold() for text in texts if name == "place")]


def _bands(modified: Whole, today: date) -> npt.NDArray[np.int64]:
    days = today.toordinal() - modified
    bands = np.searchsorted([most for most, _ in FRESHNESS], days, side="left")
    bands[modified == 0] = len(_BANDS) - 1
    return bands


def _refused(found: str, expected: str) -> InputError:
    return InputError(
        found=found,
        expected=expected,
        done="nothing was searched",
        next="the values there are stand in .facets of a search without filters",
    )
