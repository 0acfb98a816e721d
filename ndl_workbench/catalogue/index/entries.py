"""Records as others write them, to datasets: a mapping with any of the usual names for what a dataset has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...errors import InputError
from ..records import NO_LICENCE, UNKNOWN, Column, Dataset, Distribution, Licence, Place

# For each field of a dataset the names it goes by, ours first, then DCAT's, CKAN's and others.
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "identifier", "dataset_id", "name", "slug", "uri", "url"),
    "title": ("title", "label", "heading", "name"),
    "description": ("description", "notes", "summary", "abstract", "text", "body", "content"),
    "publisher": ("publisher", "organization", "organisation", "creator", "author", "owner"),
    "licence": ("licence", "license", "license_title", "license_id"),
    "landing_page": ("landing_page", "landingPage", "url", "link", "page"),
    "keywords": ("keywords", "keyword", "tags", "subjects"),
    "themes": ("themes", "theme", "groups", "categories", "category", "topics", "topic"),
    "formats": ("formats", "format"),
    "spatial": ("spatial", "places", "place", "coverage", "spatial_coverage", "geography"),
    "temporal": ("temporal", "period", "temporal_coverage", "years"),
    "modified": ("modified", "metadata_modified", "last_updated", "updated", "issued"),
    "columns": ("columns", "fields", "schema"),
    "distributions": ("distributions", "resources", "distribution", "files"),
    "source": ("source", "catalogue", "catalog", "portal"),
    "same_as": ("same_as", "sameAs"),
}
# What a thing inside a record is called by, the first that is there.
_CALLED = ("title", "name", "display_name", "prefLabel", "label", "id", "value")


def dataset_of(record: Dataset | Mapping[str, Any], position: int) -> Dataset:
    """Make a dataset of a record.

    Parameters
    ----------
    record
        A dataset, or a mapping with an id and a title, each under one of its usual names.
    position
        Which record it is, counted from 0; the error names it.

    Raises
    ------
    InputError
        It is no mapping, or has no id or no title.
    """
    if isinstance(record, Dataset):
        return record
    if not isinstance(record, Mapping):
        raise _refused(f"a {type(record).__name__} as record {position}")
    id, title = _text(_value(record, "id")), _text(_value(record, "title"))
    for name, value in (("id", id), ("title", title)):
        if not value:
            raise _refused(f"record {position} without {name} ({str(dict(record))[:80]})")
    return Dataset(
        id=id,
        title=title,
        description=_text(_value(record, "description")),
        publisher=_text(_value(record, "publisher")) or UNKNOWN,
        licence=_licence(_text(_value(record, "licence"))),
        source=_text(_value(record, "source")) or UNKNOWN,
        landing_page=_text(_value(record, "landing_page")) or UNKNOWN,
        keywords=_texts(_value(record, "keywords")),
        themes=_texts(_value(record, "themes")),
        spatial=tuple(_place(one) for one in _items(_value(record, "spatial")) if _text(one)),
        temporal=_temporal(_value(record, "temporal")),
        modified=_text(_value(record, "modified")) or UNKNOWN,
        columns=tuple(_column(one) for one in _columns(_value(record, "columns")) if _text(one)),
        distributions=tuple(_distributions(id, record)),
        same_as=_texts(_value(record, "same_as")),
    )


def _value(record: Mapping[str, Any], field: str) -> Any:
    return next((record[name] for name in NAMES[field] if record.get(name) not in (None, "", [], {})), None)


def _text(value: Any) -> str:
    """A value as one text: of a mapping what it is called, of several the first."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        return next((text for name in _CALLED if (text := _text(value.get(name)))), "")
    if isinstance(value, list | tuple | set | frozenset):
        return next((text for one in value if (text := _text(one))), "")
    return str(value).strip()


def _items(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return [value]
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return list(value)
    return [] if value is None else [value]


def _texts(value: Any) -> tuple[str, ...]:
    """Several texts; one text with commas or semicolons is several."""
    parts = value.replace(";", ",").split(",") if isinstance(value, str) else _items(value)
    return tuple(dict.fromkeys(text for one in parts if (text := _text(one))))


def _place(value: Any) -> Place:
    if isinstance(value, Mapping):
        return Place(_text(value), _text(value.get("code")) or None)
    if isinstance(value, Place):
        return value
    return Place(_text(value))


def _temporal(value: Any) -> str:
    if isinstance(value, Mapping):
        ends = [_text(value.get(name)) for name in ("start", "startDate", "from", "end", "endDate", "to")]
        return "/".join(end for end in ends if end) or UNKNOWN
    if isinstance(value, list | tuple) and value:
        return "/".join(filter(None, (_text(one) for one in dict.fromkeys((value[0], value[-1])) if one))) or UNKNOWN
    return _text(value) or UNKNOWN


def _columns(value: Any) -> list[Any]:
    return _items(value.get("fields", value) if isinstance(value, Mapping) else value)


def _column(value: Any) -> Column:
    if isinstance(value, Column):
        return value
    told = value if isinstance(value, Mapping) else {"name": value}
    name = _text(told.get("name")) or _text(told)
    return Column(
        name, _text(told.get("title")), _text(told.get("type")) or UNKNOWN, _text(told.get("description")), ""
    )


def _distributions(id: str, record: Mapping[str, Any]) -> list[Distribution]:
    there = [_distribution(id, number, one) for number, one in enumerate(_items(_value(record, "distributions")), 1)]
    return there or [
        Distribution(f"{id}/{form}", "", form, UNKNOWN, UNKNOWN) for form in _texts(_value(record, "formats"))
    ]


def _distribution(id: str, number: int, value: Any) -> Distribution:
    if isinstance(value, Distribution):
        return value
    told = value if isinstance(value, Mapping) else {"url": value}
    url = next(
        (text for name in ("url", "accessURL", "downloadURL", "path") if (text := _text(told.get(name)))), UNKNOWN
    )
    kind = _text(told.get("format")) or UNKNOWN
    title = _text(told.get("title")) or _text(told.get("name"))
    return Distribution(_text(told.get("id")) or f"{id}/{number}", title, kind, UNKNOWN, url)


def _licence(text: str) -> Licence:
    if not text:
        return NO_LICENCE
    return Licence(text, text, None, UNKNOWN, "stated", f"the record says {text}")


def _refused(found: str) -> InputError:
    return InputError(
        found=found,
        expected="a Dataset, or a mapping with an id and a title",
        done="no index was made",
        next="give every record an id and a title",
    )
