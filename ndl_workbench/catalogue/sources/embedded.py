"""The source that is always there: the collections embedded in the package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ... import collections
from ..records import UNKNOWN, Column, Dataset, Distribution, Licence, Place
from . import Page, walk


@dataclass(frozen=True)
class EmbeddedSource:
    """The embedded collections. Search finds tables, each of which can be loaded as it stands."""

    name: str = "embedded"
    live: bool = False

    def search(self, query: str, area: str | None, limit: int) -> tuple[Dataset, ...]:
        """All tables, by id."""
        return tuple(walk(self))

    def get(self, id: str) -> Dataset | None:
        """The table or the whole collection of that id, ``embedded/`` before it or not."""
        if collections.is_collection(id):
            return _collection(collections.descriptor(id))
        resource = collections.find(id)
        if resource is None:
            return None
        return _table(collections.descriptor(resource.collection), resource.name)

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        """Every table of every collection, on one page."""
        packages = [collections.descriptor(name) for name in collections.ids()]
        yield Page(tuple(_table(package, entry["name"]) for package in packages for entry in package["resources"]))


def _table(package: dict[str, Any], name: str) -> Dataset:
    entry = next(entry for entry in package["resources"] if entry["name"] == name)
    id = f"{package['name']}/{name}"
    return _dataset(package, [entry], id=id, title=entry["title"], description=entry["description"])


def _collection(package: dict[str, Any]) -> Dataset:
    return _dataset(
        package,
        package["resources"],
        id=package["name"],
        title=package["title"],
        description=package["description"],
    )


def _dataset(
    package: dict[str, Any], entries: Sequence[dict[str, Any]], *, id: str, title: str, description: str
) -> Dataset:
    several = len(entries) > 1
    synthetic = any(entry["ndl:synthetic"] for entry in entries)
    return Dataset(
        id=id,
        title=title,
        description=description,
        publisher=package["ndl:publisher"],
        licence=_licence(package, title, synthetic=synthetic),
        source="embedded",
        landing_page=package["ndl:landingPage"],
        keywords=tuple(package["keywords"]),
        spatial=tuple(dict.fromkeys(place for entry in entries for place in _places(entry))),
        temporal=interval([entry["ndl:temporal"] for entry in entries if "ndl:temporal" in entry]),
        update_frequency=package["ndl:updateFrequency"],
        modified=package["created"][:10],
        columns=tuple(column for entry in entries for column in _columns(package, entry)),
        distributions=tuple(_distribution(package, entry) for entry in entries),
        rows=None if several else entries[0]["ndl:rows"],
        synthetic=synthetic,
        known_defects=notes(entries, "ndl:knownDefects"),
        known_biases=notes(entries, "ndl:knownBiases"),
        reference_population=only({entry.get("ndl:referencePopulation") for entry in entries}),
        collection=package["name"],
    )


def _licence(package: dict[str, Any], title: str, *, synthetic: bool) -> Licence:
    warning = " Synthetic data: it describes no real person or place." if synthetic else ""
    licence = package["licenses"][0]
    return Licence(
        id=licence["name"],
        title=licence["title"],
        url=licence["path"],
        attribution=f"{title}, {package['ndl:publisher']}, version {package['version']}, {licence['name']} "
        f"({licence['path']}).{warning}",
        confidence="stated",
        evidence="licenses in datapackage.json",
    )


def _places(entry: dict[str, Any]) -> tuple[Place, ...]:
    return tuple(Place(place["name"], place["code"]) for place in entry["ndl:spatial"])


def interval(periods: Sequence[dict[str, str]]) -> str:
    """From the first start to the last end."""
    if not periods:
        return UNKNOWN
    return f"{min(period['start'] for period in periods)}/{max(period['end'] for period in periods)}"


def _columns(package: dict[str, Any], entry: dict[str, Any]) -> tuple[Column, ...]:
    return tuple(
        Column(
            name=field["name"],
            title=field["title"],
            type=field["type"],
            description=field["description"],
            distribution=f"{package['name']}/{entry['name']}",
        )
        for field in entry["schema"]["fields"]
    )


def _distribution(package: dict[str, Any], entry: dict[str, Any]) -> Distribution:
    id = f"{package['name']}/{entry['name']}"
    return Distribution(
        id=id,
        title=entry["title"],
        format=entry["format"].upper(),
        media_type=entry["mediatype"],
        url=f"{collections.PREFIX}{id}",
        bytes=entry["bytes"],
        sha256=entry["hash"].removeprefix("sha256:"),
        rows=entry["ndl:rows"],
    )


def notes(entries: Sequence[dict[str, Any]], key: str) -> tuple[str, ...]:
    """Every note once; of a collection, each says which tables it is about."""
    about: dict[str, list[str]] = {}
    for entry in entries:
        for note in entry.get(key, ()):
            about.setdefault(note["description"], []).append(entry["name"])
    if len(entries) == 1:
        return tuple(about)
    return tuple(f"{', '.join(tables)}: {note}" for note, tables in about.items())


def only(values: set[str | None]) -> str | None:
    """The one value there is, if there is one."""
    named = values - {None}
    return named.pop() if len(named) == 1 else None
