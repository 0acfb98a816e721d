"""Make a record of what a graph says of a dataset, in the terms of DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .. import formats, licences
from ..records import NO_LICENCE, UNKNOWN, Dataset, Distribution, Inference, Licence
from .dcat_node import NAMES, Node, expanded
from .dcat_values import dates, frequency, places, temporal, themes
from .plain import line, link

if TYPE_CHECKING:
    from rdflib import Graph

_LONGEST_SLUG = 80
_EMAIL = re.compile(r"(?:mailto:)?([^\s@<>:,;]+@[^\s@<>:,;]+)", re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,15})(?:\.0+)?")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_MEDIA_TYPE = re.compile(r"[a-z]+/[\w.+-]+", re.IGNORECASE)
# A UUID (RFC 9562) or a DOI: what means one thing everywhere. Another catalogue's "12" is another dataset.
_OF_ONE_THING = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|(?:doi:)?10\.\d{4,9}/\S+", re.IGNORECASE)
# The last word of an address that says nothing of what is there.
_SAYS_NOTHING = frozenset({"", "index", "item", "view", "show", "dataset", "about", "data", "id"})
# DCAT's own spelling first; the other is written too, and means nothing else.
_DOWNLOAD = ("dcat:downloadURL", "dcat:downloadUrl")
_ACCESS = ("dcat:accessURL", "dcat:accessUrl")
_TITLE = ("dct:title", "schema:name", "rdfs:label")


@dataclass(frozen=True)
class Found:
    """A dataset of a graph: what it is known by (``key``), the name that makes, and its record without an id."""

    key: str
    slug: str
    record: Dataset


def found_in(graph: Graph, source: str) -> tuple[Found, ...]:
    """Every dataset of a graph, by its name; not the series and the catalogues, which hold datasets."""
    from rdflib import RDF, Literal

    terms = {*graph.subjects(RDF.type, expanded("dcat:Dataset"))}
    terms |= {
        node.term for top in graph.subjects(expanded("dcat:dataset")) for node in Node(graph, top).nodes("dcat:dataset")
    }
    holders = {kind: set(graph.subjects(RDF.type, expanded(kind))) for kind in ("dcat:Catalog", "dcat:DatasetSeries")}
    terms -= holders["dcat:Catalog"] | holders["dcat:DatasetSeries"]
    # A catalogue may name datasets of which it says nothing here.
    there = (Node(graph, term) for term in terms if not isinstance(term, Literal) and _said_of(graph, term))
    return tuple(sorted((_found(node, source) for node in there), key=lambda one: (one.slug, one.key)))


def hashed(key: str) -> str:
    """Eight signs that stand for a key, to tell apart what has one name."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]


def with_id(record: Dataset, id: str) -> Dataset:
    """The record under its id, which its files carry too."""
    parts = tuple(replace(part, id=f"{id}/{part.id}") for part in record.distributions)
    return replace(record, id=id, distributions=parts)


def _said_of(graph: Graph, term: Any) -> bool:
    from rdflib import RDF

    return any(prop != RDF.type for prop in graph.predicates(term))


def _found(node: Node, source: str) -> Found:
    identifier = _identifier(node)
    own = "" if node.is_blank else str(node.term)
    title = node.line(*_TITLE)
    key = own or identifier or "\n".join((title, *node.sort_key))
    slug = _slug(key, own, identifier, title)
    return Found(key, slug, _record(node, source, title or slug, titled=bool(title)))


def _identifier(node: Node) -> str:
    return next((said for one in node.nodes("dct:identifier") if (said := line(str(one.term)))), "")


def _slug(key: str, own: str, identifier: str, title: str) -> str:
    """A name to be read: of a plain identifier, or else of the end of an address, or else of the title."""
    plain = "" if "://" in identifier else identifier
    for said in (plain, _last_word(own), _last_word(identifier), title):
        if name := _small(said):
            return name
    return f"dataset-{hashed(key)}"


def _small(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:_LONGEST_SLUG].strip("-")


def _last_word(address: str) -> str:
    path, _, query = address.partition("?")
    path, _, fragment = path.rstrip("/").partition("#")
    last = path.rpartition("/")[2]
    stem = re.sub(r"\.(?:html?|json|jsonld|ttl|rdf|xml|php|aspx?)$", "", last)
    if "/" not in path.partition("://")[2] or stem.casefold() in _SAYS_NOTHING:
        return fragment.partition("?")[0] or (query if "://" in address else "")
    return stem


def _record(node: Node, source: str, title: str, *, titled: bool) -> Dataset:
    publisher, doubts = _publisher(node)
    about, unnamed = themes(node)
    covered, untold = places(node)
    period, unread = temporal(node)
    modified, inferred = _modified(node)
    landing_page, own = _landing_page(node)
    parts, by_address = _distributions(node)
    guessed = () if titled else (Inference("title", title, "inferred", "dct:title is missing: read from its address"),)
    return Dataset(
        id="",
        title=title,
        description=node.text("dct:description", "schema:description", "rdfs:comment"),
        publisher=publisher,
        licence=_licence(node, title, publisher),
        source=source,
        landing_page=landing_page,
        keywords=node.lines("dcat:keyword"),
        themes=about,
        spatial=covered,
        temporal=period,
        update_frequency=frequency(node),
        modified=modified,
        contact=_contact(node),
        distributions=parts,
        collection=_collection(node),
        same_as=_same_as(node),
        inferences=(*guessed, *doubts, *unnamed, *untold, *unread, *inferred, *own, *by_address),
    )


def _publisher(node: Node) -> tuple[str, tuple[Inference, ...]]:
    named = _first_name(node, "dct:publisher")
    if named:
        return named, ()
    if creator := _first_name(node, "dct:creator"):
        return creator, (Inference("publisher", creator, "inferred", "dct:creator; no publisher is named"),)
    tops = [Node(node.graph, top) for top in node.graph.subjects(expanded("dcat:dataset"), node.term)]
    of_catalogue = sorted({said for top in tops if (said := _first_name(top, "dct:publisher"))})
    if len(of_catalogue) == 1:
        why = "dct:publisher of the catalogue; the dataset names none"
        return of_catalogue[0], (Inference("publisher", of_catalogue[0], "inferred", why),)
    addresses = [one.address for one in node.nodes("dct:publisher") if one.address]
    why = f"dct:publisher: {addresses[0]} has no name in the catalogue" if addresses else "no dct:publisher"
    return UNKNOWN, (Inference("publisher", UNKNOWN, "unknown", why),)


def _first_name(node: Node, prop: str) -> str:
    return next((one.name for one in node.nodes(prop) if one.name), "")


def _licence(node: Node, title: str, publisher: str) -> Licence:
    """The licence of the dataset or of its files; of several that differ, what `licences.fold` says of them all."""
    files = node.nodes("dcat:distribution")
    unread = None
    for prop in ("dct:license", "dct:rights"):
        for where, nodes in ((prop, [node]), (f"{prop} of its files", files)):
            every = {_terms(one) for part in nodes for one in part.nodes(prop)} - {("", "")}
            if not every:
                continue
            found = _one_licence(sorted(every), title, publisher, where)
            if found.id != UNKNOWN:
                return found
            unread = unread or found
    return unread or replace(NO_LICENCE, evidence="no licence is stated in dct:license or dct:rights")


def _terms(one: Node) -> tuple[str, str]:
    """The words and the address of a licence; a node's name may be an address too."""
    return one.name or ("" if one.is_text else one.line(*NAMES)), one.address


def _one_licence(said: list[tuple[str, str]], title: str, publisher: str, where: str) -> Licence:
    each = [licences.fold(text, url, title=title, publisher=publisher, where=where) for text, url in said]
    known = [one for one in each if one.id != UNKNOWN]
    if len({one.id for one in known}) <= 1:
        return next((one for one in known if one.confidence == "stated"), (known or each)[0])
    together = "; ".join(text or url for text, url in said)
    return licences.fold(together, title=title, publisher=publisher, where=where)


def _modified(node: Node) -> tuple[str, tuple[Inference, ...]]:
    if said := dates(node, "dct:modified"):
        return said, ()
    parts = node.nodes("dcat:distribution")
    if files := max((dates(part, "dct:modified") for part in parts), default=""):
        return files, (Inference("modified", files, "inferred", "dct:modified of its files"),)
    if issued := dates(node, "dct:issued"):
        return issued, (Inference("modified", issued, "inferred", "dct:issued; no dct:modified is given"),)
    return UNKNOWN, ()


def _landing_page(node: Node) -> tuple[str, tuple[Inference, ...]]:
    for prop in ("dcat:landingPage", "foaf:page"):
        for one in node.nodes(prop):
            if one.address:
                return one.address, ()
    if own := node.address:
        return own, (
            Inference("landing_page", own, "inferred", "the dataset's own address; it has no dcat:landingPage"),
        )
    return UNKNOWN, ()


def _contact(node: Node) -> str:
    for point in node.nodes("dcat:contactPoint"):
        written = [
            match[1]
            for one in point.nodes("vcard:hasEmail", "vcard:email")
            for said in [str(one.term), *(str(value.term) for value in one.nodes("vcard:value", "vcard:hasValue"))]
            if (match := _EMAIL.fullmatch(said.strip()[:200]))
        ]
        name, email = point.name, line(written[0]) if written else ""
        if name or email:
            return f"{name} <{email}>" if name and email else name or email
    return UNKNOWN


def _collection(node: Node) -> str | None:
    for prop in ("dcat:inSeries", "dct:isPartOf", "dcat:isVersionOf", "dct:isVersionOf"):
        for one in node.nodes(prop):
            # In a data.json the whole is named by its identifier.
            wholes = node.graph.subjects(expanded("dct:identifier"), one.term) if one.is_text else ()
            titles = sorted(said for whole in wholes if (said := Node(node.graph, whole).line(*_TITLE)))
            if said := next(iter(titles), "") or one.name:
                return said
    return None


def _same_as(node: Node) -> tuple[str, ...]:
    same = {one.address for one in node.nodes("owl:sameAs", "schema:sameAs")} | {node.address}
    said = [line(str(one.term)) for one in node.nodes("dct:identifier") if not one.is_blank]
    for one in node.nodes("adms:identifier"):
        said += [line(str(one.term))] if one.is_text else [one.address, *one.lines("skos:notation")]
    same |= {one for one in said if link(one) or _OF_ONE_THING.fullmatch(one)}
    return tuple(sorted(same - {""}))


def _distributions(node: Node) -> tuple[tuple[Distribution, ...], tuple[Inference, ...]]:
    """Its files, by title and address, each with a name made of its title."""
    read = sorted((_distribution(part) for part in node.nodes("dcat:distribution")), key=_by_title)
    parts: list[Distribution] = []
    inferences: list[Inference] = []
    taken: dict[str, int] = {}
    for part, doubt in read:
        name = _small(part.title) or "file"
        taken[name] = taken.get(name, 0) + 1
        named = replace(part, id=name if taken[name] == 1 else f"{name}-{taken[name]}")
        parts.append(named)
        inferences += [replace(doubt, evidence=f"{named.id}: {doubt.evidence}")] if doubt else []
    return tuple(parts), tuple(inferences)


def _by_title(read: tuple[Distribution, Inference | None]) -> tuple[str, ...]:
    part, _ = read
    return part.title.casefold(), part.title, part.url, part.format, part.media_type, str(part.bytes)


def _distribution(part: Node) -> tuple[Distribution, Inference | None]:
    url = _url(part)
    said = [one.name or one.address for one in part.nodes("dct:format")]
    media = [one.name or one.address for one in part.nodes("dcat:mediaType")]
    by_word = next((known for one in [*said, *media] if (known := formats.fold(one)).format != UNKNOWN), None)
    format = by_word or formats.fold("", url)
    stated = next((one.rpartition("media-types/")[2] for one in media), "")
    distribution = Distribution(
        id="",
        title=part.line(*_TITLE) or (format.format if format.format != UNKNOWN else "File"),
        format=format.format,
        media_type=stated.lower() if _MEDIA_TYPE.fullmatch(stated) else format.media_type,
        url=url or UNKNOWN,
        bytes=_size(part),
        sha256=_sha256(part),
    )
    if not url:
        return distribution, Inference("distributions.url", UNKNOWN, "unknown", "no address of the web is given")
    if by_word is None and format.format != UNKNOWN:
        return distribution, Inference("distributions.format", format.format, "inferred", f"the address {url}")
    return distribution, None


def _url(part: Node) -> str:
    services = [service for one in part.nodes("dcat:accessService") for service in one.nodes("dcat:endpointURL")]
    for nodes in (part.nodes(*_DOWNLOAD), part.nodes(*_ACCESS), services):
        for one in nodes:
            if address := one.address or link(str(one.term)):
                return address
    return part.address if part.is_text else ""


def _size(part: Node) -> int | None:
    sizes = (_SIZE.fullmatch(str(one.term)[:32]) for one in part.nodes("dcat:byteSize") if one.is_text)
    return next((int(match[1]) for match in sizes if match), None)


def _sha256(part: Node) -> str | None:
    for one in part.nodes("spdx:checksum"):
        algorithm = "".join(str(kind.term) for kind in one.nodes("spdx:algorithm")).casefold()
        for value in one.lines("spdx:checksumValue"):
            if "sha256" in algorithm and _SHA256.fullmatch(value):
                return value.lower()
    return None
