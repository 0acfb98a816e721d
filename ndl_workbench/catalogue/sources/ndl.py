"""The published pages of the National Data Library, read from a folder, a clone or an archive.

The site has no interface for programs; its pages are Markdown files in the repository alphagov/datagovuk, below
``datagovuk/content``. A page becomes a dataset, its links and its chart's data become distributions. Publisher, places,
period, rhythm, formats and licence are read from its text (``catalogue/prose``); each is an inference with the words it
was read from, or one that says why it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from ...loading.fetching.fetch import is_address
from .. import formats, licences, prose
from ..records import NO_LICENCE, UNKNOWN, Dataset, Distribution, Inference, Licence, Place
from . import Page, ndl_charts, walk
from .ndl_charts import Chart
from .ndl_folder import Folder, found
from .ndl_page import Link, NdlPage, parse

# As its routes have it (datagovuk/collections/urls.py, which names this host).
SITE = "https://www.data.gov.uk/collections/"
_MOST_PAGE = 200_000
_LONGEST = 4_000


@dataclass(frozen=True)
class NdlSource:
    """Pages at a folder or an address. Search finds pages; a collection can be asked for by its id."""

    name: str
    at: str

    @property
    def live(self) -> bool:
        """Whether the pages are at an address; the archive is then fetched as HTTP's rules for caches allow."""
        return is_address(self.at)

    def search(self, query: str, area: str | None, limit: int) -> tuple[Dataset, ...]:
        """All pages, by id."""
        return tuple(walk(self))

    def get(self, id: str) -> Dataset | None:
        """The page or the whole collection of that id."""
        own, _, rest = id.partition("/")
        if own != self.name or not rest:
            return None
        there = self._datasets(rest.partition("/")[0])
        if "/" in rest:
            return next((dataset for dataset in there if dataset.id == id), None)
        return _collection(id, there) if there else None

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        """Every page at once: there are fewer than a hundred."""
        there = self._datasets()
        yield Page(there, total=len(there), whole=True)

    def _datasets(self, collection: str = "") -> tuple[Dataset, ...]:
        folder = found(self.at)
        of = f"{self.name}/{collection}"
        return tuple(one for one in _read(self.name, folder, folder.stamp()) if not collection or one.collection == of)


@lru_cache(maxsize=4)
def _read(name: str, folder: Folder, _stamp: tuple[object, ...]) -> tuple[Dataset, ...]:
    """All pages, read anew only when a file has changed: to take their text apart takes longer than a search."""
    return tuple(_dataset(name, folder, parse(_text(path), of, topic)) for of, topic, path in folder.files())


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(_MOST_PAGE)


def _dataset(name: str, folder: Folder, page: NdlPage) -> Dataset:
    id = f"{name}/{page.collection}/{page.topic}"
    chart = ndl_charts.read(folder, page.chart, id)
    body = prose.plain(page.body)
    named = prose.places("\n\n".join((page.title, *(link.text for link in page.links), body)))
    published = _publishers(page, body, chart)
    publisher = "; ".join(one.value for one in published)
    often, period = prose.rhythm(body), prose.period(body)
    licence = _licence(page, body, publisher)
    linked = tuple(_distribution(link, page, f"{id}#{number}") for number, link in enumerate(page.links, start=1))
    return Dataset(
        id=id,
        title=page.title,
        description=body[:_LONGEST],
        publisher=publisher,
        licence=licence,
        source=name,
        landing_page=f"{SITE}{page.collection}/{page.topic}",
        themes=(_title(page.collection),),
        spatial=tuple(Place(one.value, dict(prose.PLACES)[one.value]) for one in named),
        temporal=period.value if period else UNKNOWN,
        update_frequency="; ".join(one.value for one in often) or UNKNOWN,
        contact=page.contact or UNKNOWN,
        distributions=(*chart.distributions, *linked),
        collection=f"{name}/{page.collection}",
        inferences=(
            *published,
            Inference("licence", licence.id, licence.confidence, licence.evidence),
            *_said("spatial", named, "the page names no nation, nor the United Kingdom"),
            *_said("temporal", (period,) if period else (), "the page names no year the data begins with"),
            *_said("update_frequency", often, "the page does not say how often the data is updated or published"),
            *_formats(body),
            *_of_page(page),
            *ndl_charts.inferences(chart),
            *(Inference("page", UNKNOWN, "unknown", problem) for problem in (*page.problems, *chart.problems)),
        ),
    )


def _publishers(page: NdlPage, body: str, chart: Chart) -> tuple[Inference, ...]:
    """Who the text says, else who runs all the websites, else the chart's if it was drawn from where the page leads."""
    said = _said("publisher", prose.publishers(body), "")
    if said[0].value != UNKNOWN:
        return said
    hosted = prose.host_of([link.url for link in page.links])
    if hosted:
        return _said("publisher", (hosted,), "")
    if chart.publisher and chart.source in {link.url for link in page.links}:
        evidence = f"publisher of the page's chart, which was drawn from {chart.source}, where the page leads"
        return (Inference("publisher", prose.organisation(chart.publisher), "inferred", evidence),)
    why = "the text gives no organisation that we know the part of publishing, providing or owning the data"
    return _said("publisher", (), why)


def _licence(page: NdlPage, body: str, publisher: str) -> Licence:
    said = prose.about_licence(body)
    where = "the page's text"
    return licences.fold(said, title=page.title, publisher=publisher, where=where)


def _said(field: str, values: tuple[prose.Said, ...], why_not: str) -> tuple[Inference, ...]:
    if not values:
        return (Inference(field, UNKNOWN, "unknown", why_not),)
    return tuple(Inference(field, one.value, "inferred", one.words) for one in values)


def _formats(body: str) -> tuple[Inference, ...]:
    named = prose.formats_named(body)
    if not named:
        why = "the text names no format; those of its links are told by their addresses"
        return (Inference("distributions.format", UNKNOWN, "unknown", why),)
    evidence = " … ".join(dict.fromkeys(one.words for one in named))
    return (Inference("distributions.format", ", ".join(one.value for one in named), "inferred", evidence),)


def _of_page(page: NdlPage) -> Iterator[Inference]:
    routes = f"the site's routes are /collections/{{collection}}/{{topic}} (datagovuk/collections/urls.py): {SITE}"
    yield Inference("landing_page", f"{SITE}{page.collection}/{page.topic}", "inferred", routes)
    changed = f"the page was changed on {page.updated} (page-last-updated)" if page.updated else "nothing is said"
    yield Inference("modified", UNKNOWN, "unknown", f"{changed}; when the data was, it does not say")
    if page.contact:
        yield Inference("contact", page.contact, "stated", "contact in the front matter")
    else:
        yield Inference("contact", UNKNOWN, "unknown", "contact in the front matter is empty")


def _distribution(link: Link, page: NdlPage, id: str) -> Distribution:
    folded = formats.of_address(link.url)
    if link.where == "api":
        folded = formats.fold("API")
    elif folded.format == UNKNOWN:
        # What a page leads people to with no file's ending is another page.
        folded = formats.fold("HTML")
    return Distribution(id, link.text or _named(link.url) or page.title, folded.format, folded.media_type, link.url)


def _named(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _title(collection: str) -> str:
    return collection.replace("-", " ").capitalize()


def _collection(id: str, there: tuple[Dataset, ...]) -> Dataset:
    of = id.rpartition("/")[2]
    title = _title(of)
    places = tuple(dict.fromkeys(place for one in there for place in one.spatial))
    publishers = dict.fromkeys(part for one in there for part in one.publisher.split("; ") if part != UNKNOWN)
    return Dataset(
        id=id,
        title=title,
        description=f"{len(there)} pages: {', '.join(one.title for one in there)}.",
        publisher="; ".join(publishers) or UNKNOWN,
        licence=replace(NO_LICENCE, evidence="its pages have licences of their own, where any is named"),
        source=there[0].source,
        landing_page=SITE + of,
        themes=(title,),
        spatial=places,
        distributions=tuple(part for one in there for part in one.distributions),
        collection=id,
        inferences=(
            Inference("title", title, "inferred", "the name of the collection's folder"),
            Inference("publisher", "; ".join(publishers) or UNKNOWN, "inferred", "the publishers of its pages"),
            Inference(
                "spatial", "; ".join(place.name for place in places) or UNKNOWN, "inferred", "those of its pages"
            ),
            Inference("landing_page", SITE + of, "inferred", "the site's routes, as for its pages"),
        ),
    )
