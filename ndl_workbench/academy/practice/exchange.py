"""A small catalogue of three fictional councils, in DCAT, whose records say too little, or it twice, or nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...catalogue.results import Results

NAME = "moorland"
PUBLISHERS = ("Ambermoor Council", "Thistlewick Borough Council", "Port Callow Council")
TOPICS = (
    *("Air quality", "Allotments", "Benches", "Bus stops", "Car parks", "Community halls", "Cycle counts"),
    *("Defibrillators", "Food banks", "Footpaths", "Library hours", "Market stalls", "Playgrounds"),
    *("Public toilets", "Recycling points", "School catchments", "Street lights", "Street trees"),
    *("Swimming lessons", "Warm spaces"),
)
_OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_CC = "https://creativecommons.org/"
# How often each way of naming a licence, or of not naming one, is found in a catalogue.
_TERMS = {
    "ogl": (2, 3),
    "ogl in the publisher's words": (1, 1),
    "ogl in prose": (1, 2),
    "cc by": (2, 2),
    "cc zero": (1, 1),
    "cc by-sa": (1, 2),
    "cc by-nc": (1, 2),
    "cc by-nd": (1, 1),
    "two": (1, 1),
    "vague": (1, 2),
    "reserved": (1, 1),
    "none": (2, 2),
}
_ADDRESS = {
    "ogl": _OGL,
    "cc by": f"{_CC}licenses/by/4.0/",
    "cc zero": f"{_CC}publicdomain/zero/1.0/",
    "cc by-sa": f"{_CC}licenses/by-sa/4.0/",
    "cc by-nc": f"{_CC}licenses/by-nc/4.0/",
    "cc by-nd": f"{_CC}licenses/by-nd/4.0/",
}
_HEAD = f"""# Synthetic: a made-up catalogue of fictional councils. No real place or publisher is described.
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://{NAME}.example/> a dcat:Catalog ;
    dct:title "Moorland Data Exchange (synthetic)" ;
    dct:publisher [ foaf:name "Moorland Data Exchange" ] ;
    dcat:dataset
        {{members}} .
"""


@dataclass(frozen=True)
class _Entry:
    topic: str
    terms: str
    publisher: str
    year: int
    named: bool
    unsaid: frozenset[str]

    @property
    def slug(self) -> str:
        return self.topic.lower().replace(" ", "-")

    @property
    def address(self) -> str:
        return f"<https://{NAME}.example/dataset/{self.slug}>"


def exchange(folder: Path, draw: random.Random) -> Path:
    """Write a synthetic catalogue, ``catalogue.ttl``, and a list of sources that names it.

    Which topic is under which terms is drawn. Of the records whose licence is stated one does not name its publisher,
    and of the others one or two do not. Places, dates, contacts and how often it is updated are left out of some.

    Returns
    -------
    pathlib.Path
        The list, ``sources.toml``, for the variable ``NDL_SOURCES``.
    """
    entries = _entries(draw)
    members = " ,\n        ".join(entry.address for entry in entries)
    text = "\n".join((_HEAD.replace("{members}", members), *map(_written, entries)))
    catalogue, sources = folder / "catalogue.ttl", folder / "sources.toml"
    catalogue.write_text(text, encoding="utf-8", newline="\n")
    # A path in single quotes: in TOML a backslash then means itself.
    sources.write_text(f"[{NAME}]\nkind = 'dcat'\nat = '{catalogue}'\n", encoding="utf-8", newline="\n")
    return sources


def three_of(found: Results, draw: random.Random) -> list[str]:
    """Draw the sources of a page: one with words of its publisher's own, one under CC BY, and one under CC0."""
    own = [hit.id for hit in found if "©" in hit.dataset.licence.attribution]
    return [draw.choice(own), draw.choice(_under(found, "CC-BY-4.0")), draw.choice(_under(found, "CC0-1.0"))]


def mixes_of(found: Results, draw: random.Random) -> dict[str, tuple[str, str]]:
    """Draw five pairs of sources, lettered in a drawn order; each is bound by another of its licences, or by none."""
    easy = [*_under(found, "OGL-UK-3.0"), *_under(found, "CC-BY-4.0")]
    pairs = [
        (draw.choice(_under(found, "OGL-UK-3.0")), draw.choice(_under(found, "CC-BY-4.0"))),
        *(
            (draw.choice(_under(found, licence)), draw.choice(easy))
            for licence in ("CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0")
        ),
        (draw.choice(_under(found, "unknown")), draw.choice(_under(found, "CC0-1.0"))),
    ]
    draw.shuffle(pairs)
    return dict(zip("ABCDE", pairs, strict=True))


def _under(found: Results, licence: str) -> list[str]:
    return sorted(hit.id for hit in found if hit.licence == licence)


def _entries(draw: random.Random) -> list[_Entry]:
    terms = [kind for kind, (least, most) in _TERMS.items() for _ in range(draw.randint(least, most))]
    topics = draw.sample(TOPICS, len(terms))
    unnamed = _unnamed(terms, draw)
    # Of the two kinds that must be credited each names another council, so that one credit cannot do for both.
    own, *others = draw.sample(PUBLISHERS, len(PUBLISHERS))
    credited = {"ogl in the publisher's words": (own,), "cc by": tuple(others)}
    return [
        _Entry(
            topic=topic,
            terms=kind,
            publisher=draw.choice(credited.get(kind, PUBLISHERS)),
            year=draw.randint(2022, 2025),
            named=place not in unnamed,
            unsaid=frozenset(draw.sample(("contact", "spatial", "temporal", "frequency"), draw.randint(1, 3))),
        )
        for place, (topic, kind) in sorted(enumerate(zip(topics, terms, strict=True)), key=lambda one: one[1][0])
    ]


def _unnamed(terms: Sequence[str], draw: random.Random) -> set[int]:
    """Places of the records that do not name their publisher; never one whose publisher has to be credited."""
    stated = [place for place, kind in enumerate(terms) if kind == "ogl"]
    others = [place for place, kind in enumerate(terms) if kind in ("ogl in prose", "vague", "reserved", "none")]
    return {draw.choice(stated), *draw.sample(others, draw.randint(1, 2))}


def _written(entry: _Entry) -> str:
    said = [
        "a dcat:Dataset",
        f'dct:title "{entry.topic} (synthetic)"',
        f'dct:description "{entry.topic} in the area of one council, one row each. Synthetic."',
        *([f'dct:publisher [ foaf:name "{entry.publisher}" ]'] if entry.named else []),
        *_terms(entry),
        f'dct:issued "{entry.year}-03-01"^^xsd:date',
        *_more(entry),
        f"dcat:distribution [ dcat:downloadURL <https://{NAME}.example/files/{entry.slug}.csv> ]",
    ]
    return f"{entry.address} " + " ;\n    ".join(said) + " ."


def _terms(entry: _Entry) -> tuple[str, ...]:
    if entry.terms in _ADDRESS:
        return (f"dct:license <{_ADDRESS[entry.terms]}>",)
    words = {
        "ogl in the publisher's words": "Open Government Licence v3.0. Please say: Contains information "
        f"© {entry.publisher} {entry.year}.",
        "ogl in prose": "Anybody may use this table again under the Open Government Licence.",
        "two": "The table is under the Open Government Licence v3.0, the opening hours in it under CC BY-NC 4.0.",
        "vague": "This data is free for everyone.",
        "reserved": f"© {entry.publisher} {entry.year}. All rights reserved.",
    }
    return (f'dct:rights "{words[entry.terms]}"',) if entry.terms in words else ()


def _more(entry: _Entry) -> list[str]:
    """What a record may say besides; a date of change is never among it, so that the date of issue stands in."""
    year, mail = entry.year, entry.publisher.split()[0].lower()
    there = {
        "contact": f'dcat:contactPoint [ vcard:fn "Data team" ; vcard:hasEmail <mailto:data@{mail}.example> ]',
        "spatial": f'dct:spatial "{entry.publisher.removesuffix(" Council").removesuffix(" Borough")}"',
        "temporal": f'dct:temporal [ dcat:startDate "{year - 1}-04-01"^^xsd:date ; '
        f'dcat:endDate "{year}-03-31"^^xsd:date ]',
        "frequency": "dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL>",
    }
    return [words for name, words in there.items() if name not in entry.unsaid]
