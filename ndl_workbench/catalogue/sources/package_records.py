"""Turn the description of a data package into records: Data Package 1.0 and 2.0, Table Schema, our ``ndl:`` fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

from ...loading.fetching.fetch import is_address
from .. import formats, licences
from ..records import UNKNOWN, Column, Dataset, Distribution, Inference, Licence, Place
from .embedded import interval, notes, only

_MOST_RESOURCES = 5_000
_MOST_FIELDS = 5_000
_MOST_SCHEMA = 4_000_000
_LONGEST = 20_000
_SHA256 = re.compile(r"(?:sha256:)([0-9a-fA-F]{64})")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_WHERE = "datapackage.json"


@dataclass(frozen=True)
class Package:
    """A package as it was read: its id, and the folder or the address its paths begin at."""

    source: str
    id: str
    read: dict[str, Any]
    base: str
    folder: Path | None

    def resources(self) -> tuple[dict[str, Any], ...]:
        """Its resources that are objects."""
        return tuple(one for one in _list(self.read, "resources")[:_MOST_RESOURCES] if isinstance(one, dict))


def resource_datasets(package: Package) -> tuple[Dataset, ...]:
    """A record of each resource; a name that stands twice counts once."""
    found: dict[str, Dataset] = {}
    for number, entry in enumerate(package.resources(), start=1):
        id = f"{package.id}/{_name(entry, number)}"
        title = _text(entry, "title") or _text(entry, "name") or f"{_title(package)}, resource {number}"
        found.setdefault(id, _dataset(package, ((number, entry),), id, title, _text(entry, "description")))
    return tuple(found.values())


def package_dataset(package: Package) -> Dataset:
    """A record of the whole package."""
    entries = tuple(enumerate(package.resources(), start=1))
    return _dataset(package, entries, package.id, _title(package), "")


def _dataset(
    package: Package, numbered: tuple[tuple[int, dict[str, Any]], ...], id: str, title: str, description: str
) -> Dataset:
    read = package.read
    entries = [entry for _, entry in numbered]
    publisher, evidence = _publisher(read)
    own = next((entry for entry in entries if len(entries) == 1 and _list(entry, "licenses")), read)
    placed = [_distributions(package, number, entry) for number, entry in numbered]
    created = _text(read, "created")[:10]
    return Dataset(
        id=id,
        title=title,
        description=description or _text(read, "description"),
        publisher=publisher,
        licence=_licence(own, title, publisher),
        source=package.source,
        landing_page=_address(_text(read, "homepage")) or _text(read, "ndl:landingPage") or UNKNOWN,
        keywords=tuple(word for word in _list(read, "keywords") if isinstance(word, str)),
        spatial=tuple(dict.fromkeys(place for entry in entries for place in _places(entry, read))),
        temporal=interval([period for entry in entries for period in _periods(entry, read)]),
        update_frequency=_text(read, "ndl:updateFrequency") or UNKNOWN,
        modified=created if _DAY.fullmatch(created) else UNKNOWN,
        contact=_contact(read),
        columns=tuple(column for number, entry in numbered for column in _columns(package, number, entry)),
        distributions=tuple(part for parts, _ in placed for part in parts),
        rows=_whole(entries[0].get("ndl:rows")) if len(entries) == 1 else None,
        synthetic=any(entry.get("ndl:synthetic", read.get("ndl:synthetic")) is True for entry in entries),
        known_defects=_notes(entries, "ndl:knownDefects"),
        known_biases=_notes(entries, "ndl:knownBiases"),
        reference_population=only({_text(entry, "ndl:referencePopulation") or None for entry in entries}),
        collection=package.id,
        inferences=(
            Inference("publisher", publisher, "unknown" if publisher == UNKNOWN else "stated", evidence),
            *(
                Inference("modified", created, "inferred", f"created in {_WHERE}")
                for _ in [1]
                if _DAY.fullmatch(created)
            ),
            *_sources(read),
            *(
                Inference("distributions", UNKNOWN, "unknown", problem)
                for _, problems in placed
                for problem in problems
            ),
        ),
    )


def _title(package: Package) -> str:
    return _text(package.read, "title") or package.id.rpartition("/")[2]


def _name(entry: dict[str, Any], number: int) -> str:
    return "-".join(_text(entry, "name").replace("/", "-").split())[:200] or str(number)


def _publisher(read: dict[str, Any]) -> tuple[str, str]:
    """Who has the role of publisher: ``roles`` in version 2, ``role`` in version 1."""
    if _text(read, "ndl:publisher"):
        return _text(read, "ndl:publisher"), f"ndl:publisher in {_WHERE}"
    for one in _contributors(read):
        if "publisher" in _roles(one) and (_text(one, "title") or _text(one, "organization")):
            return _text(one, "title") or _text(one, "organization"), f"contributors in {_WHERE}: role publisher"
    return UNKNOWN, f"{_WHERE} names no contributor whose role is publisher"


def _contact(read: dict[str, Any]) -> str:
    for one in _contributors(read):
        if {"contact", "maintainer"} & _roles(one) and _text(one, "email"):
            return f"{_text(one, 'title')} <{_text(one, 'email')}>".strip()
    return UNKNOWN


def _contributors(read: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (one for one in _list(read, "contributors") if isinstance(one, dict))


def _roles(one: dict[str, Any]) -> set[str]:
    return {role.casefold() for role in (*_list(one, "roles"), one.get("role")) if isinstance(role, str)}


def _licence(read: dict[str, Any], title: str, publisher: str) -> Licence:
    listed = [one for one in _list(read, "licenses") if isinstance(one, dict)]
    said = "; ".join(_text(one, "name") or _text(one, "title") for one in listed)
    url = _text(listed[0], "path") if len(listed) == 1 else ""
    return licences.fold(said, url or None, title=title, publisher=publisher, where=f"licenses in {_WHERE}")


def _places(entry: dict[str, Any], read: dict[str, Any]) -> Iterator[Place]:
    for one in _list(entry, "ndl:spatial") or _list(read, "ndl:spatial"):
        if isinstance(one, dict) and _text(one, "name"):
            yield Place(_text(one, "name"), _text(one, "code") or None)


def _periods(entry: dict[str, Any], read: dict[str, Any]) -> Iterator[dict[str, str]]:
    said = entry.get("ndl:temporal") or read.get("ndl:temporal")
    if isinstance(said, dict) and all(_DAY.fullmatch(_text(said, key)) for key in ("start", "end")):
        yield {"start": said["start"], "end": said["end"]}


def _notes(entries: list[dict[str, Any]], key: str) -> tuple[str, ...]:
    sound = [
        {
            "name": _name(entry, number),
            key: [one for one in _list(entry, key) if isinstance(one, dict) and _text(one, "description")],
        }
        for number, entry in enumerate(entries, start=1)
    ]
    return notes(sound, key)


def _sources(read: dict[str, Any]) -> Iterator[Inference]:
    for one in _list(read, "sources"):
        if isinstance(one, dict) and (_text(one, "path") or _text(one, "title")):
            value = _text(one, "path") or _text(one, "title")
            yield Inference("distributions.source", value, "stated", f"sources in {_WHERE}: {_text(one, 'title')}")


def _columns(package: Package, number: int, entry: dict[str, Any]) -> Iterator[Column]:
    schema = entry.get("schema")
    if isinstance(schema, str):
        schema = _schema(package, schema)
    for one in _list(schema, "fields")[:_MOST_FIELDS] if isinstance(schema, dict) else []:
        if isinstance(one, dict) and _text(one, "name"):
            name, kind = _text(one, "name"), _text(one, "type") or UNKNOWN
            id = f"{package.id}/{_name(entry, number)}"
            yield Column(name, _text(one, "title") or name, kind, _text(one, "description"), id)


def _schema(package: Package, path: str) -> dict[str, Any]:
    """A schema in a file of its own; one that is elsewhere on the web is not fetched for a search."""
    place = _inside(package, path)
    if not package.folder or not place or is_address(place):
        return {}
    try:
        file = Path(place)
        said = json.loads(file.read_text(encoding="utf-8-sig")) if file.stat().st_size < _MOST_SCHEMA else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _distributions(
    package: Package, number: int, entry: dict[str, Any]
) -> tuple[tuple[Distribution, ...], tuple[str, ...]]:
    """The files of a resource, and why there is none where there is none."""
    name = _name(entry, number)
    said = entry.get("path", entry.get("url"))
    paths = [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, str) and one.strip()]
    if not paths:
        inline = "its data stands inside" if "data" in entry else "it names no file"
        return (), (f"resource {name}: {inline} {_WHERE}" if "data" in entry else f"resource {name}: {inline}",)
    parts: list[Distribution] = []
    problems: list[str] = []
    for part, path in enumerate(paths, start=1):
        place = _inside(package, path)
        if place is None:
            problems.append(f"resource {name}: the path {path[:120]!r} leads out of the package's folder")
        else:
            id = f"{package.id}/{name}{f'#{part}' if len(paths) > 1 else ''}"
            parts.append(_distribution(entry, id, place, whole=len(paths) == 1))
    return tuple(parts), tuple(problems)


def _distribution(entry: dict[str, Any], id: str, place: str, *, whole: bool) -> Distribution:
    format = formats.fold(_text(entry, "format") or _text(entry, "mediatype"), place)
    hashed = _SHA256.fullmatch(_text(entry, "hash"))
    return Distribution(
        id=id,
        title=_text(entry, "title") or _text(entry, "name") or place.rpartition("/")[2],
        format=format.format,
        media_type=_text(entry, "mediatype") or format.media_type,
        url=place,
        bytes=_whole(entry.get("bytes")) if whole else None,
        sha256=hashed[1].lower() if hashed and whole else None,
        rows=_whole(entry.get("ndl:rows")) if whole else None,
    )


def _inside(package: Package, path: str) -> str | None:
    """Where a path leads: a web address, or a file below the package's own folder; None for any other."""
    path = path.strip()
    if is_address(path):
        return path
    parts = path.split("/")
    if "\\" in path or "\0" in path or ":" in parts[0] or path.startswith(("/", "~")) or ".." in parts:
        return None
    if package.folder is None:
        return urljoin(package.base, quote(path))
    try:
        place = (package.folder / path).resolve()
        return str(package.folder / path) if place.is_relative_to(package.folder.resolve()) else None
    except (OSError, ValueError, RuntimeError):
        return None


def _address(text: str) -> str:
    return text if is_address(text) else ""


def _text(one: dict[str, Any], key: str) -> str:
    value = one.get(key)
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _list(one: dict[str, Any], key: str) -> list[Any]:
    value = one.get(key)
    return value if isinstance(value, list) else []


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
