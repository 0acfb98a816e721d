"""The collections that travel with the package: synthetic, small, and readable with no network.

The files under ``data/`` are made by seeded code (``python -m ndl_workbench.collections.make``);
nothing here is edited by hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"
PREFIX = "embedded/"


@dataclass(frozen=True)
class Resource:
    """One table of an embedded collection.

    Attributes
    ----------
    id
        Collection and table name, such as ``early-years/children``.
    path
        The CSV file, UTF-8 with a header line.
    schema
        Its Table Schema, as in the collection's ``datapackage.json``.
    rows
        Rows below the header.
    synthetic
        Whether the people in it are made up.
    licence
        Identifier of the licence, such as ``CC0-1.0``.
    reference_population
        Id of the table giving the population this one should be compared with, or None.
    known_defects, known_biases
        What is wrong or one-sided in it, one sentence each, with counts.
    """

    id: str
    collection: str
    name: str
    title: str
    description: str
    path: Path
    schema: dict[str, Any] = field(hash=False)
    rows: int
    synthetic: bool
    licence: str
    reference_population: str | None
    known_defects: tuple[str, ...]
    known_biases: tuple[str, ...]


def ids() -> tuple[str, ...]:
    """Ids of the collections, sorted."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/datapackage.json")))


def resource_ids() -> tuple[str, ...]:
    """Ids of every table of every collection, in the order the collections list them."""
    return tuple(f"{name}/{entry['name']}" for name in ids() for entry in descriptor(name)["resources"])


def descriptor(collection_id: str) -> dict[str, Any]:
    """Read a collection's ``datapackage.json`` (Data Package version 2).

    Raises
    ------
    KeyError
        There is no such collection; ask :func:`is_collection` first.
    """
    name = _bare(collection_id)
    if name not in ids():
        raise KeyError(collection_id)
    text = (FOLDER / name / "datapackage.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def find(name: str) -> Resource | None:
    """Find a table by id, in any case, with or without ``embedded/`` before it; None if there is none."""
    collection, _, table = _bare(name).partition("/")
    if not is_collection(collection):
        return None
    package = descriptor(collection)
    entries = {entry["name"]: entry for entry in package["resources"]}
    return _resource(package, entries[table]) if table in entries else None


def is_collection(name: str) -> bool:
    """Whether a whole collection has this id, in any case, with or without ``embedded/`` before it."""
    return _bare(name) in ids()


def _bare(name: str) -> str:
    return name.strip().lower().removeprefix(PREFIX)


def _resource(package: dict[str, Any], entry: dict[str, Any]) -> Resource:
    return Resource(
        id=f"{package['name']}/{entry['name']}",
        collection=package["name"],
        name=entry["name"],
        title=entry["title"],
        description=entry["description"],
        path=FOLDER / package["name"] / entry["path"],
        schema=entry["schema"],
        rows=entry["ndl:rows"],
        synthetic=entry["ndl:synthetic"],
        licence=package["licenses"][0]["name"],
        reference_population=entry.get("ndl:referencePopulation"),
        known_defects=tuple(defect["description"] for defect in entry["ndl:knownDefects"]),
        known_biases=tuple(bias["description"] for bias in entry["ndl:knownBiases"]),
    )
