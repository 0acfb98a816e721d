"""The fourteen themes of data.gov.uk, by any of the ways it writes them."""

from __future__ import annotations

import re

# Its search gives themes as the stems that its index keeps (Porter's), of single words and of whole names run together.
# Source: the forms that its own front end maps back, and others' maps of the same, read and compared.
_STEMS = {
    "business-and-economy": ("busi", "economi", "businessandeconomi"),
    "crime-and-justice": ("crime", "justic", "crimeandjustic"),
    "defence": ("defenc",),
    "digital-services-performance": ("digit", "digitalservicesperform", "servic", "perform"),
    "education": ("educ",),
    "environment": ("environ",),
    "government": ("govern",),
    "government-reference-data": ("governmentreferencedata", "refer", "data"),
    "government-spending": ("governmentspend", "spend"),
    "health": ("health",),
    "mapping": ("map",),
    "society": ("societi",),
    "towns-and-cities": ("townsandc", "town", "city", "citi"),
    "transport": ("transport",),
}
THEMES = tuple(_STEMS)
_BY_STEM = {stem: theme for theme, stems in _STEMS.items() for stem in stems}


def theme(said: str) -> str:
    """Return one of `THEMES` for its name in any spelling or for its stem; anything else as it was said."""
    slug = re.sub(r"[\W_]+", "-", said.casefold().replace("&", " and ")).strip("-")
    return slug if slug in _STEMS else _BY_STEM.get(slug, said)
