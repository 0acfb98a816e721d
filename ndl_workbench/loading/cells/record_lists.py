"""Where in a JSON file the table is: the list of records among all that describes it.

The forms are those of CKAN's datastore (``result.records``), Socrata's ``rows.json`` (``data`` beside
``meta.view.columns``), ArcGIS's feature services (``features``), Solr (``response.docs``), pandas and plain lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ...errors import NotFound, TablesAlike, Unreadable
from ..recognising.recognise import READABLE
from .json_values import Number, Record, Value
from .record_forms import as_records, is_single, is_table

DEEPEST = 8
NAMED = 8
LONGEST_PATH = 80
# Names that services give to the list with the data, and to lists that only describe it.
USUAL = ("records", "features", "data", "items", "results", "rows", "docs", "value", "values")
ASIDES = (
    *("fields", "columns", "schema", "links", "facets", "facet", "meta", "metadata", "errors", "warnings"),
    *("fieldAliases", "@context", "crs", "bbox", "help", "sort", "filters", "license", "licenses", "sources"),
)
_TOTALS = ("total", "count", "numFound", "totalCount", "total_count", "numberMatched", "recordsTotal", "totalResults")
_NEXT = ("next", "nextLink", "@odata.nextLink", "odata.nextLink", "nextPage", "next_page", "exceededTransferLimit")


@dataclass(frozen=True)
class Found:
    """The list with the records.

    Attributes
    ----------
    records
        Objects, or lists of cells where ``names`` are given.
    names
        Names of the cells of each record, None where each record brings its own.
    path
        Where it was found, such as ``result.records``; ``""`` for the whole file.
    around
        The object it stood in, which may say what its coordinates mean.
    decisions
        A sentence for each thing that was decided.
    """

    records: list[Value]
    names: list[str] | None = None
    path: str = ""
    around: Record = field(default_factory=dict)
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Place:
    path: str
    last: str
    value: Value
    parents: tuple[Record, ...]


def find_list(value: Value, name: str, part: str | None) -> Found:
    """Find the records in what a JSON file holds.

    Parameters
    ----------
    value
        All of it.
    name
        What the user called the file, for messages.
    part
        Where the records are; None to look for them.

    Raises
    ------
    TablesAlike
        Several lists may be the table.
    NotFound
        There is nothing like a table in the part that was named.
    Unreadable
        There is nothing like a table in it.
    """
    places = list(_places(value, "", "", (), 0))
    if part is not None:
        return _named(value, places, name, part)
    tables = [place for place in places if place.last not in ASIDES] or places
    if len(tables) > 1:
        tables = [place for place in tables if place.last in USUAL] or tables
    if len(tables) > 1:
        raise _several(places, name)
    if tables:
        return _read(tables[0], name, _left(value, tables[0], places))
    if empty := _empty_list(value):
        next_step = "nothing may be recorded yet: ask the publisher, or look for another download of the same data"
        raise _refuse(name, f"an empty list of records ({empty!r})", next_step)
    if isinstance(value, dict) and value:
        return Found([value], decisions=("the whole file is one object and was read as one record",))
    what = "an empty list" if isinstance(value, list) and not value else "JSON with no list of records"
    raise _refuse(name, what, "look for another download of the same data, or for it as CSV")


def _empty_list(value: Value) -> str:
    """Return where an empty list stands under a name that services give to their records, or nothing."""
    if not isinstance(value, dict):
        return ""
    for key in USUAL:
        held = value.get(key)
        if held == []:
            return key
        if isinstance(held, dict) and (below := _empty_list(held)):
            return f"{key}.{below}"
    result = value.get("result")
    below = _empty_list(result)
    return f"result.{below}" if below else ""


def _places(value: Value, path: str, last: str, parents: tuple[Record, ...], depth: int) -> Iterator[_Place]:
    """Walk through objects to everything that looks like a table, and no further."""
    # A few words inside an object, such as its tags, are no table unless they are asked for.
    if is_table(value) and not (path and is_single(value)):
        yield _Place(path, last, value, parents)
    elif isinstance(value, dict) and depth < DEEPEST:
        for key, held in value.items():
            yield from _places(held, f"{path}.{key}" if path else key, key, (*parents, value), depth + 1)
    elif isinstance(value, list) and not path:
        # Some services send a list of two: first what it is about, then the records.
        for position, held in enumerate(value):
            if isinstance(held, list) and is_table(held):
                yield _Place(str(position), str(position), held, parents)


def _read(place: _Place, name: str, left: list[str]) -> Found:
    around = place.parents[-1] if place.parents else {}
    form = as_records(place.value, place.last, around, name)
    decisions = (*_where(place, left), *_incomplete(place), *form.said)
    return Found(form.records, form.names, place.path, around, decisions)


def _where(place: _Place, left: list[str]) -> Iterator[str]:
    if not place.path:
        return
    others = ", ".join(map(_short, left[:NAMED])) + (f" and {len(left) - NAMED:,} more" if len(left) > NAMED else "")
    yield f"the records were read from {_short(place.path)}" + (f"; left alone: {others}" if left else "")


def _incomplete(place: _Place) -> Iterator[str]:
    """Say where a service tells that it has more records than it sent."""
    here = len(place.value) if isinstance(place.value, list) else 0
    for around in place.parents:
        for key in _TOTALS:
            told = around.get(key)
            if here and isinstance(told, Number) and told.isdigit() and len(told) < 15 and int(told) > here:
                yield f"the file says that there are {int(told):,} records, and holds {here:,}: it is one page of them"
                return
        for key in _NEXT:
            if around.get(key):
                yield f"the file says that more records follow ({_short(key)}): it is one page of them"
                return


def _left(value: Value, chosen: _Place, places: list[_Place]) -> list[str]:
    """List what was not read: the other tables, and all that stands beside the way to this one."""
    names = [place.path for place in places if place.path != chosen.path]
    told = {name[:end] for name in names for end in (*_dots(name), len(name))}
    path = ""
    for around, inside in pairwise([*chosen.parents, chosen.value]):
        if not isinstance(around, dict):
            break
        names += [f"{path}{key}" for key, held in around.items() if held is not inside and f"{path}{key}" not in told]
        path += next((f"{key}." for key, held in around.items() if held is inside), "")
    if isinstance(value, list) and chosen.path:
        names += [str(p) for p in range(len(value)) if str(p) != chosen.path and str(p) not in told]
    return names


def _dots(path: str) -> list[int]:
    return [position for position, letter in enumerate(path) if letter == "."]


def _named(value: Value, places: list[_Place], name: str, part: str) -> Found:
    found = next((place for place in places if place.path == part), None) or _step(value, part, "", ())
    if found is None or not (is_table(found.value) or isinstance(found.value, dict)):
        listed = ", ".join(_short(place.path) for place in places[:NAMED]) or "no part: the file has no list of records"
        raise NotFound(
            found=f"no records in the part {_short(part)} of {name!r}",
            expected=listed,
            done="nothing was read",
            next="name one of those, or leave it out",
        )
    if not is_table(found.value):
        return Found([found.value], None, found.path, {}, tuple(_where(found, [])))
    return _read(found, name, _left(value, found, places))


def _step(value: Value, part: str, path: str, parents: tuple[Record, ...]) -> _Place | None:
    """Follow a path whose keys may hold dots themselves."""
    if not part:
        return _Place(path, path.rpartition(".")[2], value, parents)
    if not isinstance(value, dict):
        return None
    for key, held in value.items():
        if part == key or part.startswith(f"{key}."):
            rest = part[len(key) + 1 :]
            if found := _step(held, rest, f"{path}.{key}" if path else key, (*parents, value)):
                return found
    return None


def _several(places: list[_Place], name: str) -> TablesAlike:
    return TablesAlike(
        found=f"{len(places)} lists in {name!r} that may be the table",
        expected=f"one of {', '.join(_short(place.path) for place in places[:NAMED])}",
        done="nothing was read",
        next=f"name the one you want as its sheet, such as sheet={_short(places[0].path)}",
    )


def _short(path: str) -> str:
    return repr(path if len(path) <= LONGEST_PATH else f"{path[:LONGEST_PATH]}…")


def _refuse(name: str, what: str, next_step: str) -> Unreadable:
    return Unreadable(found=f"{what} in {name!r}", expected=READABLE, done="nothing was read", next=next_step)
