"""Fold the many spellings of a format to one word and a media type.

The formats are in ``formats.csv``: spellings in small letters with single spaces, and the endings of files; media types
were compared with Debian's list of those registered. Nothing
here raises, whatever the text: it comes from catalogues.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import unquote

from .records import UNKNOWN

_READ = 2_000
_LONGEST_ENDING = 8
# Registers of formats whose addresses end in a media type or in a name of their own.
_REGISTER = re.compile(
    r"^https?://(?:www\.)?(?:iana\.org/assignments/media-types|publications\.europa\.eu/resource/authority/file-type)/",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:ftype|file-type|mediatype|iana)[:/]", re.IGNORECASE)
_MEDIA = re.compile(r"[a-z]+/[\w.+-]+")
_SERVICE = re.compile(r"[?&]service=(wms|wfs|wmts|wcs|csw)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Format:
    """A format as one word such as ``CSV``, and its media type; each ``unknown`` where it is."""

    format: str
    media_type: str


_NONE = Format(UNKNOWN, UNKNOWN)


def fold(text: str, url: str | None = None) -> Format:
    """Read a format out of what a catalogue says, or else out of an address.

    Parameters
    ----------
    text
        A word in any spelling (``CSV``, ``.csv``, ``csv.``), a media type, or an address in IANA's register of them.
    url
        Of the file. It counts only where the text says nothing we know: the ending of its path, or ``service=`` of a
        map service.
    """
    return _said(_clean(text)) or _addressed(_clean(url or "")) or _NONE


def of_address(url: str) -> Format:
    """The format by an address alone."""
    return _addressed(_clean(url)) or _NONE


def _clean(text: object) -> str:
    return unicodedata.normalize("NFKC", str(text)[:_READ]).strip()


def _said(text: str) -> Format | None:
    name = _PREFIX.sub("", _REGISTER.sub("", text)).casefold().split(";")[0].strip()
    if _MEDIA.fullmatch(name) and name in _by_media_type():
        return _by_media_type()[name]
    spelt = _spelling(name)
    if spelt in _by_spelling():
        return _by_spelling()[spelt]
    # A media type that is spelt otherwise: its second half may be a spelling (application/x-csv, text/x-csv).
    half = re.sub(r"^(?:x|vnd) ", "", _spelling(name.rpartition("/")[2])) if "/" in name else ""
    return _by_spelling().get(half)


def _spelling(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip()


def _addressed(url: str) -> Format | None:
    if not url:
        return None
    service = _SERVICE.search(url)
    if service:
        return _by_spelling()[service[1].casefold()]
    path = unquote(re.split(r"[?#]", url, maxsplit=1)[0])
    # What stands between the scheme and the first slash is a host: the ".zip" of a host is no ending.
    _, scheme, rest = path.rpartition("://")
    name = (rest if not scheme else rest.partition("/")[2]).rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > _LONGEST_ENDING:
        return None
    return _by_ending().get(ending.strip().casefold())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(files(__package__).joinpath("formats.csv").read_text(encoding="utf-8").splitlines()))


def _format(row: dict[str, str]) -> Format:
    return Format(row["format"], row["media_type"])


@cache
def _by_spelling() -> dict[str, Format]:
    return {spelling: _format(row) for row in _rows() for spelling in row["spellings"].split(";")}


@cache
def _by_ending() -> dict[str, Format]:
    return {ending: _format(row) for row in _rows() for ending in row["endings"].split(";") if ending}


@cache
def _by_media_type() -> dict[str, Format]:
    return {row["media_type"].split(";")[0]: _format(row) for row in reversed(_rows()) if row["media_type"] != UNKNOWN}
