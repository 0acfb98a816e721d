"""A collection before it is written, and how it becomes ``datapackage.json``, CSV files and a README."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CREATED = "2026-11-21T00:00:00Z"
VERSION = "1.0.0"
PUBLISHER = "NDL workbench authors (unofficial)"
LICENCE = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "title": "Creative Commons Zero v1.0 Universal",
}
REGENERATE = "python -m ndl_workbench.collections.make"


@dataclass(frozen=True)
class Note:
    """A defect or a bias put in on purpose: an id for tests, the column if one, rows affected, a sentence."""

    id: str
    description: str
    column: str | None = None
    count: int | None = None

    def entry(self) -> dict[str, Any]:
        """As written in the descriptor."""
        pairs = {"id": self.id, "column": self.column, "count": self.count, "description": self.description}
        return {key: value for key, value in pairs.items() if value is not None}


@dataclass(frozen=True)
class Table:
    """One table: its rows in order, its Table Schema, and what is known about it."""

    name: str
    title: str
    description: str
    schema: Mapping[str, Any]
    rows: Sequence[Sequence[str]]
    spatial: tuple[Mapping[str, str], ...] = ()
    temporal: Mapping[str, str] | None = None
    defects: tuple[Note, ...] = ()
    biases: tuple[Note, ...] = ()
    reference_population: str | None = None
    synthetic: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names, as the schema has them."""
        return tuple(field["name"] for field in self.schema["fields"])


@dataclass(frozen=True)
class Package:
    """A collection of tables."""

    name: str
    title: str
    description: str
    keywords: tuple[str, ...]
    sources: tuple[Mapping[str, str], ...]
    tables: tuple[Table, ...]
    about: str


def write(package: Package, folder: Path) -> tuple[Path, ...]:
    """Write the collection to ``folder/<name>``; the same package always gives the same bytes."""
    home = folder / package.name
    home.mkdir(parents=True, exist_ok=True)
    contents = {f"{table.name}.csv": csv_bytes(table) for table in package.tables}
    described = json.dumps(descriptor(package), indent=2, ensure_ascii=False) + "\n"
    contents["datapackage.json"] = described.encode()
    contents["README.md"] = readme(package).encode()
    for name, content in contents.items():
        (home / name).write_bytes(content)
    return tuple(home / name for name in contents)


def csv_bytes(table: Table) -> bytes:
    """Render the table as CSV: UTF-8, a header line, line feeds, quotes only where needed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue().encode()


def descriptor(package: Package) -> dict[str, Any]:
    """Describe the collection as Data Package version 2, our own facts under ``ndl:`` keys."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": package.name,
        "id": f"urn:ndl-workbench:{package.name}",
        "title": package.title,
        "description": package.description,
        "version": VERSION,
        "created": CREATED,
        "keywords": list(package.keywords),
        "licenses": [LICENCE],
        "sources": [dict(source) for source in package.sources],
        "contributors": [{"title": PUBLISHER, "roles": ["creator", "publisher"]}],
        "ndl:publisher": PUBLISHER,
        # No page of this data exists, so its landing page is a name that nobody can take for an address.
        "ndl:landingPage": f"urn:ndl-workbench:{package.name}",
        "ndl:updateFrequency": "as needed, when the code that makes it changes",
        "ndl:synthetic": any(table.synthetic for table in package.tables),
        "resources": [_entry(table) for table in package.tables],
    }


def _entry(table: Table) -> dict[str, Any]:
    content = csv_bytes(table)
    entry = {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": dict(table.schema),
        "ndl:rows": len(table.rows),
        "ndl:synthetic": table.synthetic,
        "ndl:spatial": [dict(place) for place in table.spatial],
        "ndl:temporal": dict(table.temporal) if table.temporal else None,
        "ndl:referencePopulation": table.reference_population,
        "ndl:knownDefects": [note.entry() for note in table.defects],
        "ndl:knownBiases": [note.entry() for note in table.biases],
    }
    return {key: value for key, value in entry.items() if value is not None}


def readme(package: Package) -> str:
    """Tell a person about the collection, in Markdown."""
    lines = [f"# {package.title}", "", f"**{package.description}**", "", package.about, ""]
    lines += [f"Publisher: {PUBLISHER}. Licence: [{LICENCE['title']}]({LICENCE['path']}).", ""]
    lines += [f"These files are made by `{REGENERATE}`. Change the code, not the files.", ""]
    for table in package.tables:
        lines += _section(package, table)
    lines += ["## Sources", ""]
    lines += [f"- [{source['title']}]({source['path']})" for source in package.sources]
    return "\n".join(lines) + "\n"


def _section(package: Package, table: Table) -> list[str]:
    lines = [f"## {table.title}", "", f"`{package.name}/{table.name}`, {len(table.rows):,} rows.", ""]
    lines += [table.description, "", "| column | type | what it holds |", "|---|---|---|"]
    lines += [f"| `{f['name']}` | {f['type']} | {f['description']} |" for f in table.schema["fields"]]
    lines += [""]
    for heading, notes in (("Known defects", table.defects), ("Known biases", table.biases)):
        if notes:
            lines += [f"{heading}, put in on purpose:", ""]
            lines += [*(f"- {note.description}" for note in notes), ""]
    return lines
