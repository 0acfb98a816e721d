"""A catalogue in DCAT: a file, a folder of files, or an address, of one document or of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from ...errors import SourceUnavailable
from ...settings import settings
from ..records import Dataset
from . import Page, walk
from .dcat_graph import read_graph, unreadable
from .dcat_node import expanded
from .dcat_record import Found, found_in, hashed, with_id
from .http import MOST_BYTES, get_bytes

if TYPE_CHECKING:
    from rdflib import Graph

MOST_PAGES = 1_000
# A page may be a whole catalogue, and is written while we wait. A search that cannot is over before.
PATIENCE = 6
ACCEPT = "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8, application/json;q=0.7, */*;q=0.1"
_ENDINGS = frozenset({".ttl", ".nt", ".rdf", ".xml", ".owl", ".jsonld", ".json"})
# What leads to the next page, newest first (https://www.hydra-cg.com/spec/latest/core/); CKAN's extension for DCAT
# has written both.
_NEXT = ("hydra:next", "hydra:nextPage")


@dataclass(frozen=True)
class DcatSource:
    """A catalogue in RDF/XML, Turtle or JSON-LD, or a ``data.json``; it gives all it has, having no search."""

    name: str
    at: str

    @property
    def live(self) -> bool:
        """Whether asking it opens a connection."""
        return self.at.startswith(("http://", "https://"))

    def search(self, query: str, area: str | None, limit: int) -> tuple[Dataset, ...]:
        """Every dataset."""
        return tuple(walk(self))

    def get(self, id: str) -> Dataset | None:
        """The dataset of that id."""
        if not id.startswith(f"{self.name}/"):
            return None
        return next((dataset for dataset in walk(self) if dataset.id == id), None)

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        """Walk through the pages of an address, or the files of a folder.

        All of it, whatever ``since`` says: a date in DCAT is that of the data, and a record can change without it.

        Raises
        ------
        SourceUnavailable
            It cannot be reached or read, or its pages lead elsewhere, in circles or too far.
        """
        yield from self._of_address(cursor) if self.live else self._of_files(cursor)

    def _of_address(self, cursor: str) -> Iterator[Page]:
        ids, asked, address = _Ids(self.name), set[str](), cursor or self.at
        while address:
            if address in asked:
                raise _astray(f"pages that lead in a circle to {address}")
            if len(asked) == MOST_PAGES:
                raise _astray(f"more than {MOST_PAGES:,} pages at {self.at}")
            asked.add(address)
            reply = get_bytes(address, accept=ACCEPT, seconds=PATIENCE * settings().timeout)
            graph, found = self._read(reply.body, reply.final_address)
            address = _next(graph, reply.final_address, self.at)
            yield Page(ids.given(found), address, _total(graph), whole=True)

    def _of_files(self, cursor: str) -> Iterator[Page]:
        ids, paths = _Ids(self.name), _files(Path(self.at).expanduser())
        begin = next((place for place, path in enumerate(paths) if path.name == cursor), 0)
        for place in range(begin, len(paths)):
            _, found = self._read(_bytes(paths[place]), str(paths[place]))
            yield Page(ids.given(found), paths[place + 1].name if place + 1 < len(paths) else "", whole=True)

    def _read(self, body: bytes, where: str) -> tuple[Graph, tuple[Found, ...]]:
        read = read_graph(body, where)
        found = found_in(read.graph, self.name)
        if not found and read.left_out:
            raise unreadable(f"names at {where} that are explained at {read.left_out[0]}, which is not asked")
        if not found and not _is_catalogue(read.graph):
            raise unreadable(f"neither a dataset nor a catalogue at {where}")
        return read.graph, found


class _Ids:
    """Gives each dataset of a walk its id, once: a name that several have gets a few more signs."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._keys: dict[str, str] = {}
        self._seen: set[str] = set()

    def given(self, found: tuple[Found, ...]) -> tuple[Dataset, ...]:
        """The records not seen before, each with its id."""
        new = [one for one in found if one.key not in self._seen]
        self._seen.update(one.key for one in new)
        shared = [one.slug for one in new]
        return tuple(with_id(one.record, self._id(one, alone=shared.count(one.slug) == 1)) for one in new)

    def _id(self, one: Found, *, alone: bool) -> str:
        owner = self._keys.setdefault(one.slug, one.key)
        slug = one.slug if alone and owner == one.key else f"{one.slug}-{hashed(one.key)}"
        return f"{self._source}/{slug}"


def _next(graph: Graph, where: str, at: str) -> str:
    """The address of the next page, or "" on the last one."""
    for name in _NEXT:
        for said in sorted({str(term) for term in graph.objects(None, expanded(name))}):
            address = _joined(where, said.strip())
            # A catalogue behind a proxy may not know that it is asked in secret.
            if at.startswith("https://") and address.startswith("http://"):
                address = f"https://{address.removeprefix('http://')}"
            if _host(address) not in (_host(at), _host(where)):
                raise _astray(f"a next page at another address than {at}: {address[:200]}")
            return address
    return ""


def _joined(where: str, said: str) -> str:
    try:
        return urljoin(where, said)
    except ValueError:
        return said


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port}" if "@" not in parts.netloc else ""


def _total(graph: Graph) -> int | None:
    said = [str(term) for term in graph.objects(None, expanded("hydra:totalItems"))]
    return int(said[0]) if len(said) == 1 and re.fullmatch(r"[0-9]{1,9}", said[0]) else None


def _is_catalogue(graph: Graph) -> bool:
    from rdflib import RDF

    kinds = (expanded("dcat:Catalog"), expanded("hydra:PagedCollection"), expanded("hydra:PartialCollectionView"))
    return any((None, RDF.type, kind) in graph for kind in kinds)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    paths = sorted(one for one in path.iterdir() if one.suffix.lower() in _ENDINGS and one.is_file())
    if not paths:
        raise unreadable(f"a folder without files of a catalogue: {path}")
    return paths


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(f"{path}, which cannot be read ({error.strerror})") from None
    if len(body) > MOST_BYTES:
        raise unreadable(f"more than {MOST_BYTES:,} bytes in {path}")
    return body


def _astray(found: str) -> SourceUnavailable:
    return SourceUnavailable(
        found=found,
        expected="pages of one catalogue, each leading to the next",
        done="what came before was kept, the rest was not asked for",
        next="tell the publisher, or give the address of a file that holds all of the catalogue",
    )
