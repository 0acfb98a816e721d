"""A record as the index sees it: its words by field, the values of its facets, and what it is known by elsewhere."""

from __future__ import annotations

import html
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..records import UNKNOWN, Dataset
from .asking import common_words, side_by_side
from .periods import periods, years_of
from .places import in_words, named
from .words import parted, stem, words

# In the order in which a reason names them. A bit of a mask, and a column of the counts, is a field's place in it.
FIELDS = ("title", "keyword", "column", "place", "publisher", "description")
FACETS = ("publisher", "theme", "format", "licence", "place", "year", "freshness")
_TITLE, _KEYWORD = FIELDS.index("title"), FIELDS.index("keyword")
_MOST_YEARS, _MOST_TEXT, _MOST_COLUMNS = 150, 20_000, 500
_TODAY_IN_RECORDS = 2100
_MARKS = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>|https?://[^\s)<>\"']+")
_HEXADECIMAL = re.compile(r"[0-9a-f]{6,}|\d+")


@dataclass(frozen=True)
class Seen:
    """What the index keeps of a record beside the record itself.

    Attributes
    ----------
    counts
        How often each word stands in each field, in the order of ``FIELDS``; two neighbours of a title or of a keyword
        are a word of their own, with a space in it.
    lengths
        How many words each field has.
    facets
        The values of each facet but freshness.
    modified
        The day it last changed, counted from 1 January of the year 1; 0 when that is not known.
    keys
        What would be the same of the same dataset in another catalogue.
    """

    counts: dict[str, bytes]
    lengths: tuple[int, ...]
    facets: dict[str, tuple[str, ...]]
    modified: int
    keys: tuple[str, ...]


def seen(dataset: Dataset) -> Seen:
    """Take a record apart."""
    counts: dict[str, bytearray] = {}
    lengths = []
    for place, texts in enumerate(_fields(dataset)):
        length = 0
        for text in texts:
            reduced = [stem(word) for word in words(text[:_MOST_TEXT])]
            length += len(reduced)
            _count(counts, place, reduced)
            if place in (_TITLE, _KEYWORD):
                _count(counts, place, side_by_side(_telling(text)))
        lengths.append(length)
    return Seen(
        {word: bytes(count) for word, count in counts.items()},
        tuple(lengths),
        _facets(dataset),
        _day(dataset.modified),
        tuple(_keys(dataset)),
    )


def places_of(dataset: Dataset) -> tuple[str, ...]:
    """The places a record is about: those it says, else those of its title, else that of its publisher.

    A place we know has the name it has here, any other the name the record gives it.
    """
    said = [named(place.code or "") or named(place.name) or place.name for place in dataset.spatial]
    if not said:
        for text in (dataset.title, dataset.publisher if dataset.publisher != UNKNOWN else ""):
            if found := in_words(words(text)):
                said = [one.name for one in found]
                break
    return tuple(dict.fromkeys(said))


def years_covered(dataset: Dataset) -> tuple[int, ...]:
    """The years a record covers: those it says, else those its title names."""
    if said := years_of(dataset.temporal):
        return tuple(range(said[0], said[1] + 1))[-_MOST_YEARS:]
    # "since 2010" in a title is open at its end: only the year that is named is sure.
    named_there, _ = periods(dataset.title.casefold(), today=0)
    return tuple(sorted({year for one in named_there for year in one.years()}))[-_MOST_YEARS:]


def _count(counts: dict[str, bytearray], place: int, found: Iterable[str]) -> None:
    for word, number in Counter(found).items():
        there = counts.get(word)
        if there is None:
            there = counts[word] = bytearray(len(FIELDS))
        there[place] = min(255, there[place] + number)


def _telling(text: str) -> list[str]:
    nothing, _ = common_words()
    return [stem(word) for word in words(text[:_MOST_TEXT]) if word not in nothing]


def _fields(dataset: Dataset) -> tuple[Iterable[str], ...]:
    columns = dataset.columns[:_MOST_COLUMNS]
    return (
        (dataset.title,),
        (*dataset.keywords, *dataset.themes, *_id_words(dataset)),
        tuple(parted(part) for column in columns for part in (column.name, column.title) if part),
        tuple(str(place) for place in dataset.spatial),
        (dataset.publisher,) if dataset.publisher != UNKNOWN else (),
        (_plain(dataset.description),),
    )


def _plain(text: str) -> str:
    """A description without marks of HTML and without addresses: catalogues hold both."""
    if "<" in text or "://" in text:
        text = _MARKS.sub(" ", text[: 2 * _MOST_TEXT])
    return html.unescape(text) if "&" in text else text


def _id_words(dataset: Dataset) -> Iterator[str]:
    """What an id says that the title does not: not the name of its source, and no numbers."""
    told = set(words(dataset.title))
    rest = dataset.id.removeprefix(f"{dataset.source}/")
    if "://" not in rest:
        yield " ".join(word for word in words(rest) if word not in told and not _HEXADECIMAL.fullmatch(word))


def _facets(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    return {
        # Several publishers of one dataset are written as one text.
        "publisher": _known(dataset.publisher.split("; ")),
        "theme": _known(dataset.themes),
        "format": _known(part.format for part in dataset.distributions),
        "licence": _known((dataset.licence.id,)),
        "place": places_of(dataset),
        "year": tuple(sys.intern(str(year)) for year in years_covered(dataset)),
    }


def _known(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value)) or (UNKNOWN,)


def _day(modified: str) -> int:
    try:
        return date.fromisoformat(modified[:10]).toordinal()
    except ValueError:
        return 0


def _keys(dataset: Dataset) -> Iterator[str]:
    yield from (_address(one) for one in (dataset.id, *dataset.same_as))
    if dataset.landing_page != UNKNOWN:
        yield _address(dataset.landing_page)
    if dataset.publisher != UNKNOWN:
        yield f"{' '.join(words(dataset.title))}|{' '.join(words(dataset.publisher))}"


def _address(text: str) -> str:
    address = text.strip().casefold().removeprefix("https://").removeprefix("http://")
    return address.removeprefix("www.").rstrip("/")
