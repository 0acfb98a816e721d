"""What the short names in a catalogue's JSON mean, so that nothing has to be fetched to find out.

JSON-LD lets a document say "the meaning of my names is at that address". Nobody's address is asked: for the few that
publishers of catalogues use there are names of our own here, and any other is left out. The names are DCAT's
(https://www.w3.org/TR/vocab-dcat-3/) and those of ``data.json``
(https://resources.data.gov/resources/dcat-us/), which mean the same.
"""

from __future__ import annotations

from typing import Any

# Addresses of contexts that mean what NAMES says, as far as a catalogue's records go.
_DATA_JSON = "project-open-data.cio.gov/v1.1/schema/"
_KNOWN = (_DATA_JSON, "www.w3.org/ns/dcat", "semiceu.github.io/DCAT-AP/", "resources.data.gov/schemas/dcat-us/")

# What stands before a name, in documents and in our own code.
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "locn": "http://www.w3.org/ns/locn#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "schemas": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_DCT = (
    "accrualPeriodicity", "creator", "description", "format", "identifier", "isPartOf", "issued", "license", "modified",
    "publisher", "rights", "spatial", "temporal", "title",
)  # fmt: skip
_DCAT = (
    "Catalog", "Dataset", "Distribution", "accessURL", "bbox", "byteSize", "contactPoint", "downloadURL", "endDate",
    "keyword", "landingPage", "mediaType", "startDate", "theme",
)  # fmt: skip

# The names that need no prefix. Those that lead to another node may do so by its address alone.
NAMES: dict[str, Any] = {
    **PREFIXES,
    **{name: f"dct:{name}" for name in _DCT},
    **{name: f"dcat:{name}" for name in _DCAT},
    **{name: {"@id": f"dcat:{name}", "@type": "@id"} for name in ("dataset", "distribution", "inSeries")},
    "name": "foaf:name",
    "fn": "vcard:fn",
    "hasEmail": "vcard:hasEmail",
}


def without_addresses(value: Any) -> tuple[Any, tuple[str, ...]]:
    """Take every address of a context out of a document, and name those that are not known.

    A context may stand anywhere, also inside another, and may import a third (JSON-LD 1.1, section 4.1).
    """
    left_out: list[str] = []
    cleaned = _document(value, left_out)
    return cleaned, tuple(dict.fromkeys(left_out))


def is_plain(value: Any) -> bool:
    """Whether it is a ``data.json``: a list of datasets whose names are those of DCAT, with no context of its own."""
    return isinstance(value, dict) and isinstance(value.get("dataset"), list) and "@context" not in value


def _document(value: Any, left_out: list[str]) -> Any:
    if isinstance(value, list):
        return [_document(item, left_out) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _context(item, left_out) if key == "@context" else _document(item, left_out)
        for key, item in value.items()
        if key != "@import"
    }


def _context(value: Any, left_out: list[str]) -> Any:
    if isinstance(value, str):
        if any(known in value for known in _KNOWN):
            return NAMES
        left_out.append(value[:200])
        return {}
    if isinstance(value, list):
        return [_context(item, left_out) for item in value]
    return _document(value, left_out)
