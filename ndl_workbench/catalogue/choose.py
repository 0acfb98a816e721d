"""Which of a dataset's files to load: the one named, or the only one that is a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from ..errors import InputError, NotFound, TablesAlike
from .records import UNKNOWN, Dataset, Distribution

# Formats that can be read as a table. Where one table is to be had in several the first is taken: a file that is
# nothing but a table before a workbook, and that before lists and archives, which may hold anything.
TABLES = ("CSV", "PARQUET", "TSV", "XLSX", "ODS", "XLS", "XLSB", "XLSM", "JSONL", "JSON", "GEOJSON", "GZIP", "ZIP")
_MOST_NAMED = 8
# Catalogues are filled in by many hands: what stands for an address may be code, text or a person.
_NO_FILE = re.compile(r"\s*(?:javascript|vbscript|data|mailto|tel|about|blob):", re.IGNORECASE)


def is_table(part: Distribution) -> bool:
    """Whether its format is one of a table, and it is somewhere a file can be."""
    return part.format.upper() in TABLES and not _NO_FILE.match(part.url)


def choose(dataset: Dataset, wanted: str | int | None = None) -> Distribution:
    """Choose a distribution.

    Parameters
    ----------
    dataset
        The record.
    wanted
        Its place in the list, from 1, or its id, title, address or format, in any case. When not named: the only table,
        or the best format of it where all tables are the same one in several formats.

    Raises
    ------
    NotFound
        There is no such distribution.
    TablesAlike
        Several fit; they are listed.
    InputError
        None is a table; the pages there are, are listed.
    """
    parts = dataset.distributions
    if wanted is not None:
        return _named(dataset, wanted)
    tables = [part for part in parts if is_table(part)] or [part for part in parts if part.format == UNKNOWN]
    if not tables:
        raise _no_table(dataset)
    best = min(tables, key=_rank)
    if not all(_is_same(best, part) for part in tables):
        raise _alike(dataset, tables, f"{len(tables)} tables in {dataset.id!r}")
    return best


def _named(dataset: Dataset, wanted: str | int) -> Distribution:
    parts = dataset.distributions
    text = str(wanted).strip()
    if text.isdecimal() and 1 <= int(text) <= len(parts):
        return parts[int(text) - 1]
    folded = text.casefold()
    for exact in (_ids, _titles, _formats):
        found = [part for part in parts if folded in exact(part)]
        if len(found) == 1:
            return found[0]
        if found:
            raise _alike(dataset, found, f"{len(found)} distributions called {text!r} in {dataset.id!r}")
    raise NotFound(
        found=f"no distribution {text!r} in {dataset.id!r}",
        expected=_listed(dataset, parts) if parts else "a dataset that has distributions",
        done="nothing was read",
        next=f"name one by its number, as in {_example(dataset, parts[0])}" if parts else _where(dataset),
    )


def _ids(part: Distribution) -> set[str]:
    return {part.id.casefold(), part.id.casefold().rpartition("/")[2], part.url.casefold()}


def _titles(part: Distribution) -> set[str]:
    return {part.title.strip().casefold()}


def _formats(part: Distribution) -> set[str]:
    return {part.format.casefold()}


def _rank(part: Distribution) -> int:
    return TABLES.index(part.format.upper()) if is_table(part) else len(TABLES)


def _is_same(one: Distribution, other: Distribution) -> bool:
    """Whether two files hold one table: they differ in format, and in name at most by a note in brackets."""
    if one is other:
        return True
    mine, theirs = _what(one), _what(other)
    noted = re.fullmatch(rf"{re.escape(mine)}\s*\([^()]*\)", theirs) if mine else None
    return one.format != other.format and (mine == theirs or bool(noted))


def _what(part: Distribution) -> str:
    """Return what the same table in another format is called too: its title or address, without the format."""
    words = "|".join(re.escape(name.casefold()) for name in TABLES)
    title = re.sub(rf"[\W_]*\b(?:{words}|excel|file|format|version)\b[\W_]*", " ", part.title.casefold()).strip()
    if title:
        return title
    path = urlsplit(part.url).path if "://" in part.url else part.url
    return re.sub(rf"(?:\.(?:{words}))+$", "", path.casefold()) or part.url


def _alike(dataset: Dataset, parts: Sequence[Distribution], found: str) -> TablesAlike:
    return TablesAlike(
        found=found,
        expected=f"one of {_listed(dataset, parts)}",
        done="nothing was read",
        next=f"name one by its number, as in {_example(dataset, parts[0])}",
    )


def _no_table(dataset: Dataset) -> InputError:
    parts = dataset.distributions
    pages = ", ".join(f"{part.format} {part.url}" for part in parts[:_MOST_NAMED])
    return InputError(
        found=f"no table in {dataset.id!r}" + (f", only {pages}" if pages else ": its record names no file"),
        expected=f"a file in one of the formats {', '.join(TABLES)}",
        done="nothing was read",
        next="open the page and look for a file there" if parts else _where(dataset),
    )


def _listed(dataset: Dataset, parts: Sequence[Distribution]) -> str:
    places = {id(part): place for place, part in enumerate(dataset.distributions, start=1)}
    named = [f"{places[id(part)]} ({part.format}: {part.title or part.url})" for part in parts[:_MOST_NAMED]]
    more = len(parts) - _MOST_NAMED
    return ", ".join(named) + (f" and {more:,} more" if more > 0 else "")


def _example(dataset: Dataset, part: Distribution) -> str:
    number = 1 + next(place for place, one in enumerate(dataset.distributions) if one is part)
    return f'ndl.load("{dataset.id}", distribution={number}), or ndl load {dataset.id} --distribution {number}'


def _where(dataset: Dataset) -> str:
    return f"look at {dataset.landing_page}" if dataset.landing_page != UNKNOWN else "ask the publisher for the file"
