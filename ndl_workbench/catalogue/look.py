"""Look at a dataset more closely before it is downloaded: try its links, and read the first bytes of one file."""

from __future__ import annotations

import dataclasses

from ..errors import InputError
from ..loading.beginning import Beginning, beginning
from ..loading.fetching.probing import FIRST_BYTES, Probed, Question, probe
from ..settings import settings
from .choose import choose, is_table
from .describe import not_known
from .lateness import last_day, lateness_of
from .preview import LinkHealth, Preview
from .reach import Reach, reach
from .records import UNKNOWN, Column, Dataset, Distribution

# A record can have hundreds of links, and a server owes us nothing.
MOST_LINKS = 10
NO_TABLE = Beginning(why_not="it names no file that is a table")
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
# What a server says of any file whose kind it does not know.
_VAGUE = ("text/plain", "application/octet-stream", "binary/octet-stream")
# A stated size is often rounded, or of an earlier edition; only what is far off is told.
_FAR_OFF = 0.1


def look(dataset: Dataset, distribution: str | int | None = None) -> Preview:
    """Try the links of a dataset, and read the columns and first rows of one of its files.

    Parameters
    ----------
    dataset
        Its record.
    distribution
        The one whose first bytes are read, as :func:`.choose.choose` takes it; when not named, the one that ``load``
        would load, or the first table of several.

    Raises
    ------
    NotFound, TablesAlike
        No one distribution is called that.
    """
    parts = dataset.distributions
    chosen = _chosen(dataset, distribution)
    places = [_reach(dataset, part) for part in parts]
    on_web = [at for at, place in enumerate(places) if place.address]
    tried = sorted(on_web, key=lambda at: at != chosen)[:MOST_LINKS]
    questions = [_question(places[at], wanted=at == chosen) for at in tried]
    answers = dict(zip(tried, probe(questions, settings().timeout), strict=True))
    links = tuple(_health(parts[at], answers.get(at)) for at in on_web)
    part = None if chosen is None else parts[chosen]
    read, size = (NO_TABLE, 0) if chosen is None else _read(parts[chosen], places[chosen], answers.get(chosen))
    columns = dataset.columns or _columns(read, part)
    return Preview(
        dataset=dataset,
        links=links,
        columns=columns,
        header=read.columns,
        first_rows=read.rows,
        read_from=(part.title or part.url) if part and read.columns else "",
        read_bytes=size,
        decisions=read.decisions,
        lateness=lateness_of(dataset, seen=max((answer.modified for answer in answers.values()), default="")),
        not_known=(*not_known(dataclasses.replace(dataset, columns=columns)), *_unread(dataset, part, read, links)),
    )


def _chosen(dataset: Dataset, wanted: str | int | None) -> int | None:
    """Return the place of the distribution to read; None where none is a table."""
    parts = dataset.distributions
    try:
        part = choose(dataset, wanted)
    except InputError:
        if wanted is not None:
            raise
        return next((at for at, one in enumerate(parts) if is_table(one)), None)
    return next(at for at, one in enumerate(parts) if one is part)


def _reach(dataset: Dataset, part: Distribution) -> Reach:
    try:
        return reach(dataset.id, part)
    except InputError:
        return Reach()


def _question(place: Reach, *, wanted: bool) -> Question:
    return Question(place.address, place.found_in, FIRST_BYTES if wanted else 1)


def _read(part: Distribution, place: Reach, answer: Probed | None) -> tuple[Beginning, int]:
    """Read the first bytes of a file, on this machine or as they arrived."""
    if place.path is not None:
        with place.path.open("rb") as file:
            first = file.read(FIRST_BYTES)
            return beginning(first, part.title or part.url, whole=not file.read(1)), len(first)
    if answer is None or answer.state not in ("works", "moved"):
        return Beginning(why_not="its file could not be reached"), 0
    return beginning(answer.first, part.url, whole=answer.whole), len(answer.first)


def _columns(read: Beginning, part: Distribution | None) -> tuple[Column, ...]:
    id = part.id if part else ""
    return tuple(Column(name, name, kind, "", id) for name, kind in zip(read.columns, read.types, strict=True))


def _health(part: Distribution, answer: Probed | None) -> LinkHealth:
    if answer is None:
        why = f"at most {MOST_LINKS} links are tried"
        return LinkHealth(part.title, part.format, part.url, "not tried", why)
    return LinkHealth(
        part.title,
        part.format,
        part.url,
        answer.state,
        answer.why,
        answer.status,
        answer.bytes,
        answer.media_type,
        answer.modified,
        tuple(_differences(part, answer)) if answer.state in ("works", "moved") else (),
    )


def _differences(part: Distribution, answer: Probed) -> list[str]:
    told = []
    if answer.media_type in _PAGES and is_table(part):
        told.append(f"the record says {part.format}, and the server sends a web page")
    elif answer.media_type not in ("", part.media_type, *_VAGUE) and part.media_type != UNKNOWN and is_table(part):
        told.append(f"the record says {part.media_type}, the server {answer.media_type}")
    if part.bytes and answer.bytes is not None and abs(answer.bytes - part.bytes) > part.bytes * _FAR_OFF:
        told.append(f"the record says {part.bytes:,} bytes, the server {answer.bytes:,}")
    if answer.bytes == 0:
        told.append("the file is empty")
    return told


def _unread(dataset: Dataset, part: Distribution | None, read: Beginning, links: tuple[LinkHealth, ...]) -> list[str]:
    told = []
    if read.why_not:
        name = f" of {part.title or part.url}" if part else ""
        told.append(f"The first rows{name} could not be read: {read.why_not}.")
    untried = sum(link.state == "not tried" for link in links)
    if untried:
        told.append(f"{untried:,} of {len(links):,} links were not tried.")
    if not dataset.distributions:
        told.append("The record names no file.")
    newest = max((link.modified for link in links if link.modified), default="")
    if newest and (seen := last_day(newest)) and (known := last_day(dataset.modified)) and seen > known:
        told.append(f"The record says it last changed on {known}, but a file of it changed on {seen}.")
    return told
