"""A node of a graph, and what is said of it: texts in English where there are any, addresses, and other nodes.

A graph has no order. Whatever is taken from one here is sorted, so that a catalogue gives the same records whatever it
is written in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from .dcat_context import PREFIXES
from .plain import line, link, plain

if TYPE_CHECKING:
    from rdflib import Graph

# Where agents, themes, places and licences have their name.
NAMES = (
    "foaf:name", "skos:prefLabel", "rdfs:label", "dct:title", "schema:name", "vcard:fn", "vcard:organization-name",
    "vcard:organisation-name", "locn:geographicName", "dct:identifier",
)  # fmt: skip


@dataclass(frozen=True)
class Node:
    """A node: a text, an address, or one that has neither and is known by what is said of it."""

    graph: Graph
    term: Any

    def nodes(self, *names: str) -> list[Node]:
        """The nodes that these properties lead to, each once; a text that is the address of one here is that one."""
        found = {self._linked(term) for name in names for term in self.graph.objects(self.term, expanded(name))}
        nodes = [Node(self.graph, term) for term in found]
        return sorted(nodes, key=lambda node: node.sort_key) if len(nodes) > 1 else nodes

    def text(self, *names: str) -> str:
        """The best text of the first of these properties that has one, with its paragraphs."""
        for name in names:
            texts = [one.term for one in self.nodes(name) if one.is_text]
            for literal in in_english(texts):
                if said := plain(str(literal)):
                    return said
        return ""

    def line(self, *names: str) -> str:
        """The same on one line."""
        return line(self.text(*names))

    def lines(self, *names: str) -> tuple[str, ...]:
        """Every text of these properties, in English where any is, sorted without regard to case."""
        texts = [one.term for one in self.nodes(*names) if one.is_text]
        return tuple(sorted({said for literal in in_english(texts) if (said := line(str(literal)))}, key=_alphabetical))

    @property
    def name(self) -> str:
        """The text itself, or what it is called where it is a node; "" if nothing says so."""
        if self.is_text:
            return "" if self.address else line(str(self.term))
        return next((said for name in NAMES if (said := self.line(name)) and not link(said)), "")

    @property
    def address(self) -> str:
        """Its address on the web, or "": of a node, or of a text that is nothing but an address."""
        from .dcat_graph import NOWHERE

        address = "" if self.is_blank else link(str(self.term))
        return "" if address.startswith(NOWHERE) else address

    @property
    def is_text(self) -> bool:
        """Whether it is a text, a number or a date."""
        from rdflib import Literal

        return isinstance(self.term, Literal)

    @property
    def is_blank(self) -> bool:
        """Whether it has no address of its own."""
        from rdflib import BNode

        return isinstance(self.term, BNode)

    @property
    def sort_key(self) -> tuple[str, ...]:
        """What comes first: of a node without an address, by what is said of it, since its label changes each time."""
        if not self.is_blank:
            return (str(self.term), str(getattr(self.term, "language", None) or ""))
        said = sorted(f"{prop} {value}" for prop, value in self.graph.predicate_objects(self.term) if _lasts(value))
        return ("", *said[:20])

    def _linked(self, term: Any) -> Any:
        from rdflib import Literal, URIRef

        if isinstance(term, Literal) and link(str(term)) and (URIRef(str(term)), None, None) in self.graph:
            return URIRef(str(term))
        return term


@cache
def expanded(name: str) -> Any:
    """The address that ``dct:title`` and the like stand for."""
    from rdflib import URIRef

    prefix, _, rest = name.partition(":")
    return URIRef(PREFIXES[prefix] + rest)


def in_english(literals: list[Any]) -> list[Any]:
    """The texts in English; else those that do not say; else those of one other language, never several at once."""
    if len(literals) < 2:
        return literals
    tags = {literal: (literal.language or "").lower() for literal in literals}
    for wanted in ("en-gb", "en"):
        if found := [one for one, tag in tags.items() if tag == wanted]:
            return found
    english = [one for one, tag in tags.items() if tag.startswith("en-")]
    untold = [one for one, tag in tags.items() if not tag]
    other = min(tags.values(), default="")
    return english or untold or [one for one, tag in tags.items() if tag == other]


def day(literal: Any) -> str:
    """A date as far as it is told: a year, a month or a day of ISO 8601; "" where it is none."""
    from datetime import date

    text, kind = str(literal).strip(), str(getattr(literal, "datatype", None) or "")
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=$|[T\sZ+])", text)
    if not match:
        return ""
    # rdflib writes the year 2020 as its first day.
    parts = {"gYear": 1, "gYearMonth": 2}.get(kind.rpartition("#")[2], 3)
    said = [part for part in match.groups()[:parts] if part]
    try:
        date(int(said[0]), *(int(part) for part in [*said[1:], "1", "1"][:2]))
    except ValueError:
        return ""
    return "-".join(said)


def _alphabetical(text: str) -> tuple[str, str]:
    return text.casefold(), text


def _lasts(value: Any) -> bool:
    from rdflib import BNode

    return not isinstance(value, BNode)
