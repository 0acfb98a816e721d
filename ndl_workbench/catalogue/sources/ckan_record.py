"""A CKAN package as a `Dataset`: what its fields, its extras and its harvester say, and what that was read from.

Fields that CKAN has no place for stand at the top of a package (data.gov.uk's ``theme-primary``), or in ``extras`` as
pairs of key and value, whose values may be JSON inside a text; harvested records have most of theirs there. Whatever
type comes in a field, nothing here raises.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from .. import formats, licences
from ..records import NO_LICENCE, UNKNOWN, Dataset, Distribution, Inference, Licence, Place
from ..themes import theme
from .plain import line, link, plain, texts

Fields = dict[str, Any]

_NAME = re.compile(r"[\w.~-]{1,200}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T ])")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
# "HM Land Registry (pointOfContact)": a role of ISO 19115 behind the name.
_ROLE = re.compile(r"\s*\(([a-zA-Z ]+)\)$")
# "101000: England, Wales": a digit for each country, then their names. Source: ckanext-dgu's schema.
_COVERAGE = re.compile(r"[01]{6}: ")
# Pages of other catalogues about this dataset. A "source" may be any page, and many datasets have the same.
_ABOUT_ONE = re.compile(r"/(?:datasets?|metadata|id)/[^/]+", re.IGNORECASE)
_LICENCE_FIELDS = ("licence", "licence-custom", "license", "licence_notes", "access_constraints", "use-constraints")


def dataset(package: Any, *, source: str, site: str) -> Dataset | None:
    """The record of a package, None of one that is private, deleted or has no name.

    Parameters
    ----------
    package
        What ``package_show`` gives, or one of the list of ``package_search``.
    source
        The name of the source; it begins the id.
    site
        The address of the site, without its API.
    """
    name = _name(package)
    if not name or package.get("private") is True or package.get("state", "active") != "active":
        return None
    fields, id = _fields(package), f"{source}/{name}"
    title = line(fields.get("title")) or name
    publisher, from_where = _publisher(fields)
    licence, others = _licence(fields, title, publisher)
    modified, why = _modified(fields)
    distributions = tuple(_distribution(id, entry, at) for at, entry in enumerate(_resources(fields)))
    return Dataset(
        id=id,
        title=title,
        description=plain(fields.get("notes")),
        publisher=publisher,
        licence=licence,
        source=source,
        landing_page=f"{site}/dataset/{name}",
        keywords=_once(texts(fields.get("tags"))),
        themes=_themes(fields),
        spatial=_places(fields),
        temporal=_temporal(fields),
        update_frequency=_frequency(fields),
        modified=modified,
        contact=_contact(fields),
        distributions=tuple(part for part, _ in distributions),
        same_as=_same_as(fields),
        inferences=(*from_where, *others, *why, *_box(fields), *(told for _, told in distributions if told)),
    )


def key_of(package: Any) -> str:
    """What tells a package from others of its site, "" if nothing does."""
    return str(package.get("id") or _name(package)) if isinstance(package, dict) else ""


def _name(package: Any) -> str:
    for key in ("name", "id"):
        said = package.get(key) if isinstance(package, dict) else None
        if isinstance(said, str) and _NAME.fullmatch(said):
            return said
    return ""


def _fields(package: Fields) -> Fields:
    """Everything a package says, extras too; what stands at the top comes first unless it is empty."""
    fields = {}
    extras = package.get("extras")
    pairs = list(extras.items()) if isinstance(extras, dict) else []
    for extra in extras if isinstance(extras, list) else []:
        if isinstance(extra, dict) and isinstance(extra.get("key"), str):
            pairs.append((extra["key"], extra.get("value")))
    for key, value in pairs:
        fields[key] = _unpacked(value)
    return fields | {key: value for key, value in package.items() if value or key not in fields}


def _unpacked(value: Any) -> Any:
    """Return what is written as JSON inside a text."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _said(fields: Fields, *keys: str) -> tuple[str, str]:
    """Return the first of the fields that says something, and what; of a list all of it."""
    for key in keys:
        if words := "; ".join(texts(fields.get(key))):
            return key, words
    return "", ""


def _publisher(fields: Fields) -> tuple[str, tuple[Inference, ...]]:
    organisation = fields.get("organization")
    if isinstance(organisation, dict) and (name := line(organisation.get("title") or organisation.get("name"))):
        return name, ()
    key, said = _said(fields, "publisher_name", "dcat_publisher_name", "provider", "responsible-party", "owner_org")
    name = _ROLE.sub("", said)
    if not name or _UUID.fullmatch(name):
        return UNKNOWN, ()
    return name, (Inference("publisher", name, "inferred", f"{key}: {said}"),)


def _licence(fields: Fields, title: str, publisher: str) -> tuple[Licence, tuple[Inference, ...]]:
    """Return the first licence that is known, and any other that a further field names."""
    address = link(fields.get("license_url")) or link(fields.get("licence_url"))
    _, id = _said(fields, "license_id")
    asked = [("license_id", id, address), ("license_title", *_said(fields, "license_title")[1:], address)]
    asked += [(key, "; ".join(plain(text) for text in _all(fields.get(key))), "") for key in _LICENCE_FIELDS]
    found = [
        licences.fold(text, url or None, title=title, publisher=publisher, where=where)
        for where, text, url in asked
        if text or url
    ]
    known = [licence for licence in found if licence.id != UNKNOWN]
    chosen = (known or found or [NO_LICENCE])[0]
    others = {licence.id: licence for licence in reversed(known) if licence.id != chosen.id}
    return chosen, tuple(Inference("licence", id, "inferred", other.evidence) for id, other in others.items())


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _themes(fields: Fields) -> tuple[str, ...]:
    said = (*texts(fields.get("theme-primary")), *texts(fields.get("theme-secondary")), *texts(fields.get("groups")))
    return _once(theme(one) for one in said)


def _places(fields: Fields) -> tuple[Place, ...]:
    _, said = _said(fields, "geographic_coverage")
    names = _COVERAGE.sub("", said) if _COVERAGE.match(said) else ""
    # "United Kingdom (England, Scotland, …": the whole says it.
    return tuple(Place(name.strip()) for name in names.partition(" (")[0].split(",") if name.strip())


def _box(fields: Fields) -> tuple[Inference, ...]:
    """Say which box a record covers. A box is no area: the one round a district holds parts of all its neighbours."""
    sides = [_said(fields, f"bbox-{side}")[1] for side in ("south-lat", "north-lat", "west-long", "east-long")]
    if not all(re.fullmatch(r"-?\d{1,3}(?:\.\d+)?", side) for side in sides):
        return ()
    south, north, west, east = (f"{float(side):.2f}" for side in sides)
    words = f"latitude {south} to {north}, longitude {west} to {east}; a box does not name an area"
    return (Inference("spatial", UNKNOWN, "unknown", f"bbox: {words}"),)


def _temporal(fields: Fields) -> str:
    start = _dates(fields, "temporal_coverage-from", "temporal_coverage_from", "temporal_start")
    end = _dates(fields, "temporal_coverage-to", "temporal_coverage_to", "temporal_end")
    if not start and not end:
        return UNKNOWN
    return f"{start[0] if start else '..'}/{end[-1] if end else '..'}"


def _dates(fields: Fields, *keys: str) -> list[str]:
    """The dates of the first of these fields that has any, each cut to its day, earliest first."""
    for key in keys:
        said = (match for one in _all(fields.get(key)) if (match := _DATE.match(line(_dated(one)))))
        if dates := sorted(match.group() for match in said):
            return dates
    return []


def _dated(value: Any) -> Any:
    return value.get("value") if isinstance(value, dict) else value


def _frequency(fields: Fields) -> str:
    _, said = _said(fields, "update_frequency", "frequency-of-update", "frequency")
    # ISO 19115 writes notPlanned.
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", said).lower() or UNKNOWN


def _modified(fields: Fields) -> tuple[str, tuple[Inference, ...]]:
    """Return when the data changed; where only the record says so, that is told."""
    own = _dates(fields, "date_updated", "dataset-reference-date")
    files = [date for entry in _resources(fields) for date in _dates(entry, "last_modified")]
    if own or files:
        return max([*own[-1:], *files]), ()
    record = _dates(fields, "metadata_modified", "metadata-date")
    if not record:
        return UNKNOWN, ()
    why = "metadata_modified: the record changed then; it does not say when the data did"
    return record[-1], (Inference("modified", record[-1], "inferred", why),)


def _contact(fields: Fields) -> str:
    _, name = _said(fields, "contact-name", "contact_name", "maintainer", "author")
    _, address = _said(fields, "contact-email", "contact_email", "maintainer_email", "author_email")
    return f"{name} <{address}>" if name and address else name or address or UNKNOWN


def _resources(fields: Fields) -> list[Fields]:
    """The resources that are there. The London Datastore's relatives keep them in the organisation, or by their ids."""
    said = fields.get("resources")
    if not said and isinstance(organisation := fields.get("organization"), dict):
        said = organisation.get("resources")
    entries = list(said.values()) if isinstance(said, dict) else _all(said)
    return [one for one in entries if isinstance(one, dict) and one.get("state", "active") == "active"]


def _distribution(id: str, entry: Fields, place: int) -> tuple[Distribution, Inference | None]:
    url, said = link(entry.get("url")), line(entry.get("format")) or line(entry.get("mimetype"))
    format, by_address = formats.fold(said), formats.fold(said, url)
    named = _name({"name": entry.get("id")}) or str(place + 1)
    part = Distribution(
        id=f"{id}/{named}",
        title=next((words for key in ("name", "title", "description") if (words := line(entry.get(key)))), named),
        format=by_address.format,
        media_type=line(entry.get("mimetype")) or by_address.media_type,
        url=url or UNKNOWN,
        bytes=_size(entry.get("size")),
        sha256=_sha256(entry.get("hash")),
    )
    if not url:
        words = f"{part.id}: {line(entry.get('url'), 100) or 'no address'} is no address of the web"
        return part, Inference("distributions.url", UNKNOWN, "unknown", words)
    if format.format == UNKNOWN and by_address.format != UNKNOWN:
        return part, Inference("distributions.format", part.format, "inferred", f"{part.id}: the address {url}")
    return part, None


def _size(value: Any) -> int | None:
    text = str(value)[:16] if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() else None


def _sha256(value: Any) -> str | None:
    text = value.removeprefix("sha256:") if isinstance(value, str) else ""
    return text.lower() if _SHA256.fullmatch(text) else None


def _same_as(fields: Fields) -> tuple[str, ...]:
    """Return its names elsewhere: of its record, of what it was harvested from, and its page in another catalogue."""
    pages = [link(fields.get(key)) for key in ("url", "upstream_url", "source_url")]
    named = [line(fields.get(key)) for key in ("id", "guid", "uri", "identifier")]
    return _once(
        [
            *named,
            link(fields.get("harvest_source_reference")),
            *(page for page in pages if _ABOUT_ONE.search(page)),
        ]
    )


def _once(values: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
