"""Read a catalogue's document as a graph, whatever it is made to do to its reader.

What it is written in is decided by its first signs: servers name the wrong media type often enough. Nothing is fetched
while it is read, no entity is put in its place, and a graph that grows too large is given up.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import SourceUnavailable
from .dcat_context import NAMES, is_plain, without_addresses

if TYPE_CHECKING:
    from rdflib import Graph

MOST_TRIPLES = 1_000_000
# What relative addresses in a file are relative to (RFC 2606: never anybody's).
NOWHERE = "http://catalogue.invalid/"
_MARKS = b"\xef\xbb\xbf \t\r\n"
# A web page, as against RDF/XML; comments and the like may stand before either.
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# In Turtle a bracket opens a node without a name: a word follows, or the node is closed and something is said of it.
_JSON = re.compile(rb"\{|\[\s*(?:[{\[\"]|\]\s*$)")
# An element or an instruction: in Turtle, what follows "<" is an address and ends with ">".
_XML = re.compile(rb"<(?:\?xml|!--|!doctype|[\w.-]+:RDF[\s>]|RDF[\s>])", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    """A graph, and the addresses of contexts that were not asked for what its names mean."""

    graph: Graph
    left_out: tuple[str, ...] = ()


def read_graph(body: bytes, where: str) -> Read:
    """Read RDF/XML, Turtle, JSON-LD or ``data.json``.

    Parameters
    ----------
    body
        The document.
    where
        Its address or path: for relative addresses in it, and for what is said where it cannot be read.

    Raises
    ------
    SourceUnavailable
        It is something else, is damaged, or was made to break its reader.
    """
    start = body[:2_000].lstrip(_MARKS)
    if not start:
        raise unreadable(f"an empty document at {where}")
    if _PAGE.search(start) and not start.startswith((b"{", b"[")):
        raise unreadable(f"a web page at {where}")
    if _JSON.match(start):
        return _json(body, where)
    if _XML.match(start):
        _refuse_entities(body, where)
        return Read(_parsed(body, "xml", where))
    return Read(_parsed(body, "turtle", where))


def unreadable(found: str) -> SourceUnavailable:
    """Name what was found in place of a catalogue."""
    return SourceUnavailable(
        found=found,
        expected="a DCAT catalogue in RDF/XML, Turtle or JSON-LD, or a data.json",
        done="nothing of it was kept",
        next="look at the address or the file; catalogues are often at /catalog.ttl, /data.json or /api/feed/dcat-ap",
    )


def _json(body: bytes, where: str) -> Read:
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
    except RecursionError:
        raise unreadable(f"JSON with lists inside lists, too many to read, at {where}") from None
    except ValueError as error:
        raise unreadable(f"something at {where} that cannot be read as JSON ({_short(error)})") from None
    try:
        cleaned, left_out = without_addresses(value)
    except RecursionError:
        raise unreadable(f"JSON with lists inside lists, too many to read, at {where}") from None
    if is_plain(cleaned):
        cleaned = {"@context": NAMES, **cleaned}
    return Read(_filled(lambda graph, base: _from_json(cleaned, graph, base), "JSON-LD", where), left_out)


def _from_json(value: Any, graph: Graph, base: str) -> None:
    from rdflib.plugins.parsers.jsonld import to_rdf

    # Not graph.parse(): it would make a graph of a kind that rdflib itself calls out of date.
    to_rdf(value, graph, base, version=1.1)


def _parsed(body: bytes, syntax: str, where: str) -> Graph:
    text = body.removeprefix(b"\xef\xbb\xbf")
    name = {"xml": "RDF/XML", "turtle": "Turtle"}[syntax]
    return _filled(lambda graph, base: graph.parse(data=text, format=syntax, publicID=base), name, where)


def _filled(fill: Callable[[Graph, str], object], name: str, where: str) -> Graph:
    from rdflib import Graph

    graph = Graph(store=_limited_store())
    try:
        with _quietly():
            fill(graph, where if where.startswith(("http://", "https://")) else NOWHERE)
    except _TooMany:
        raise unreadable(f"a catalogue of more than {MOST_TRIPLES:,} statements at {where}") from None
    except Exception as error:  # rdflib lets anything through: its own errors, and those of what it stands on
        raise unreadable(f"something at {where} that cannot be read as {name} ({_short(error)})") from None
    return graph


class _TooMany(Exception):
    """More statements than are kept."""


def _limited_store() -> Any:
    from rdflib.plugins.stores.memory import SimpleMemory

    class Limited(SimpleMemory):
        """A store that says when it is full, while the document is still being read."""

        taken = 0

        def add(self, *arguments: Any, **named: Any) -> None:
            self.taken += 1
            if self.taken > MOST_TRIPLES:
                raise _TooMany
            super().add(*arguments, **named)

    return Limited()


def _refuse_entities(body: bytes, where: str) -> None:
    """Refuse a document that declares entities: it can be a kilobyte that unpacks to a gigabyte, or name a file."""
    from xml.parsers import expat

    found: list[str] = []

    def stop(name: str, *_: Any) -> None:
        found.append(name)
        raise _Entity

    scan = expat.ParserCreate()
    scan.EntityDeclHandler = stop
    scan.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        scan.Parse(body, True)
    except _Entity:
        raise unreadable(f"XML at {where} that declares an entity ({found[0][:40]!r}), which is not read") from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise unreadable(f"something at {where} that cannot be read as XML ({_short(error)})") from None


class _Entity(Exception):
    """An entity is declared."""


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep rdflib from printing a line for each odd date and address: the records say what is wrong with them."""
    log = logging.getLogger("rdflib")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name}, which is not a number in JSON")


def _short(error: Exception) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in str(error))
    return " ".join(text.split())[:120] or type(error).__name__
