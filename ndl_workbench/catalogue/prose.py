"""What a text about data says of it: who publishes it, where, when, how often, in which formats, under which licence.

Each answer comes with the words it was read from. Nothing is taken for an answer because it is nearby: an organisation
that is named is a publisher only where the text gives it that part ("provided by", "publishes", "…'s statistics").
Organisations and hosts are in reviewed lists, ``organisations.csv`` and ``hosts.csv``, each entry with its source:
most are pages of the National Data Library, by collection and topic, that name them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from urllib.parse import urlsplit

from . import formats

_QUOTED = 240
# How far behind "updated" a rhythm may stand.
_NEAR = 60
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\(([^()\s]{0,2000})\)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“\"(])|\n\s*\n")

# The part an organisation plays, by the words before its name ...
_PART_BEFORE = re.compile(
    r"(?:\b(?i:provided|published|owned|created|collected|held|recorded|built|delivered|run|released|maintained)"
    r"(?:\s(?!\w+ed\b)[\w-]+){0,5}?|\b(?i:made)\savailable|\bpublication)\sby\s(?:the\s)?$"
    r"|^(?:Get|Find|Explore|Download|View)\b[^.]{0,120}?\s(?:from|via)\s(?:the\s)?$"
    r"|\bdata\scomes?\sfrom\s(?:the\s)?$"
)
# ... by those behind it ...
_PART_BEHIND = re.compile(
    r"^\s(?:also\s)?(?:provides?|publish(?:es)?|(?:have|has)\spublished|runs?|(?:have|has)\sbeen\scapturing)\b"
    r"|^[’']s?\s[^.,;:]{0,60}\b(?:dashboard|[Ss]urvey|statistics|[Mm]ap|[Ee]xplorer|register|Rate)\b"
    r"|^\s(?:statistics\sservice|dashboard|register\b|Climate\sData\sPortal)",
)
# ... and by both: a website is somebody's own where the text sends one there.
_WEBSITE = (re.compile(r"\b(?:on|Use|use|Search)\s(?:the\s)?$"), re.compile(r"^\swebsite\b"))
# Organisations in one list play the same part.
_AND = re.compile(r"^(?:\sin\s(?:England|Scotland|Wales|Northern\sIreland))?(?:,|\sand|,\sand)\s(?:the\s)?$")

PLACES = (
    ("England", "E92000001"),
    ("Scotland", "S92000003"),
    ("Wales", "W92000004"),
    ("Northern Ireland", "N92000002"),
    ("Great Britain", "K03000001"),
    ("United Kingdom", "K02000001"),
)
_PLACE = re.compile(r"\b(England|Scotland|Wales|Northern Ireland|Great Britain|United Kingdom|UK)\b")
# Names with a place in them that say nothing about where the data is from, and data that is said to be elsewhere.
_NO_PLACE = re.compile(r"GOV\.UK|[\w.-]+\.uk\b|UK (?:Data [Ss]ervice|Parliament)|[Oo]ther UK nations|https?://\S+")
# Said in passing where a nation is named as well: "children in the UK", of data about England.
_PASSING = re.compile(r"\bin the (?:UK|United Kingdom)\b")

_YEAR = r"(?P<year>(?:1[0-9]|20|21)\d\d)(?:[-/–]\d{2,4})?"
_FROM = re.compile(
    rf"\b(?:since|from|back to|dating from|covering)(?: the(?: year)?| mid-| mid)? ?{_YEAR}\b", re.IGNORECASE
)
_TO = re.compile(r"(?<!back )\b(?:to|until|up to) (?P<year>(?:1[0-9]|20|21)\d\d)\b(?!/)", re.IGNORECASE)
_NOW = re.compile(r"\bto (?:the )?present\b|\bsince\b|\bonwards\b|\bback to\b|\bdating\b", re.IGNORECASE)

_OFTEN = {
    "continuously": r"continuously|in real[- ]time",
    "daily": r"daily|every 24 hours|every day",
    "weekly": r"weekly|every week",
    "fortnightly": r"fortnightly",
    "monthly": r"monthly|every month",
    "quarterly": r"quarterly|every 3 months|every three months|every quarter|for every quarter",
    "every 6 months": r"every 6 months|twice a year",
    "annual": r"annually|yearly|each year|(?<!for )every year|once a year|annual",
}
_UPDATED = re.compile(r"\b(?:updated?|published|publishes|released?|releases|publications are)\b", re.IGNORECASE)
# Where nothing says when it is updated: what the text offers first, "Get annual statistics".
_OFFERED = re.compile(
    r"^(?:Get|Explore|View|There are)\b[^.]{0,60}?\b(?P<how>annual|monthly|quarterly|weekly)\b(?:,? (?:and|or) \w+)?"
    r"(?: [A-Za-z]+){0,3}? (?:statistics|summary|datasets|estimates|prices)\b"
)

_LICENSED = re.compile(
    r"\b[Uu]nder (?:the |an? )?[A-Z][\w ]{0,60}Licen[cs]e|\b(?:pay for a|free) licen[cs]e|\blicensed, |\bOGL\b"
)

# Names of formats as prose has them: those that are also words count in capitals only.
_FORMAT = re.compile(
    r"(?<![\w/])\.?(CSV|XLSX|XLS|ODS|GeoJSON|JSON|GeoTiff|GeoTIFF|GPKG|GeoPackage|GDB|SHP|Shapefile|KML|GML|XML|Atom|"
    r"HTML|PDF|ZIP|TXT|PNG|JPEG|ECW|LYR|RDS|Parquet|Word document)s?\b"
)


@dataclass(frozen=True)
class Said:
    """A value, and the words it was read from."""

    value: str
    words: str


def plain(markdown: str) -> str:
    """A text without its links' addresses, emphasis and headings."""
    return re.sub(r"[*_`]{2,}|^#{1,6}\s+", "", _LINK.sub(r"\1", markdown), flags=re.MULTILINE)


def sentences(text: str) -> tuple[str, ...]:
    """A text in sentences, each on one line; the points of a list belong to the sentence before them."""
    parts = (re.sub(r"\s+", " ", part).strip() for part in _SENTENCE_END.split(text))
    return tuple(part for part in parts if part)


def publishers(text: str) -> tuple[Said, ...]:
    """Organisations that the text says publish, provide, own or make the data, each once."""
    found: dict[str, Said] = {}
    for sentence in sentences(text):
        for name in _parts(sentence):
            found.setdefault(name, Said(name, _short(sentence)))
    return tuple(found.values())


def organisation(name: str) -> str:
    """An organisation by its name in full, where the list has it."""
    match = _organisations()[0].fullmatch(name.strip())
    return _organisations()[1][match["name"]][0] if match else name.strip()


def host_of(urls: Sequence[str]) -> Said | None:
    """The organisation of a reviewed list that all the addresses belong to."""
    named = [_host(url) for url in urls]
    if not named or None in named or len({one.value for one in named if one}) != 1:
        return None
    return named[0]


def places(text: str) -> tuple[Said, ...]:
    """Nations of the United Kingdom, and the whole, that the data is said to be about; from small to large."""
    found: dict[str, str] = {}
    passing = ""
    for sentence in sentences(text):
        rest = _organisations()[0].sub(" ", _NO_PLACE.sub(" ", sentence))
        passing = passing or (_short(sentence) if _PASSING.search(rest) else "")
        for match in _PLACE.finditer(_PASSING.sub(" ", rest)):
            name = "United Kingdom" if match[1] == "UK" else match[1]
            found.setdefault(name, _short(sentence))
    if passing and not found:
        found["United Kingdom"] = passing
    return tuple(Said(name, found[name]) for name, _ in PLACES if name in found)


def period(text: str) -> Said | None:
    """From the earliest year named to the last; ``..`` stands for no end, as in ISO 8601-2."""
    starts: list[tuple[int, str]] = []
    ends: list[int] = []
    open_end = False
    for sentence in sentences(text):
        begun = [int(match["year"]) for match in _FROM.finditer(sentence)]
        starts += [(year, _short(sentence)) for year in begun]
        if begun:
            ends += [int(match["year"]) for match in _TO.finditer(sentence)]
            open_end = open_end or bool(_NOW.search(sentence))
    if not starts:
        return None
    start, words = min(starts)
    end = "" if open_end or not ends or max(ends) < start else str(max(ends))
    return Said(f"{start:04d}/{end or '..'}", words)


def rhythm(text: str) -> tuple[Said, ...]:
    """How often the data is said to be updated or published, each rhythm once."""
    return _often(text, _UPDATED) or _often(text, _OFFERED)


def formats_named(text: str) -> tuple[Said, ...]:
    """Formats the text says the data can be had in, each once."""
    found: dict[str, Said] = {}
    for sentence in sentences(text):
        for match in _FORMAT.finditer(sentence):
            known = formats.fold(match[1].removesuffix(" document")).format
            name = known if known != "unknown" else match[1].upper()
            found.setdefault(name, Said(name, _short(sentence)))
    return tuple(found.values())


def about_licence(text: str) -> str:
    """The sentences that speak of a licence to use the data, as a licence is also what a driver has."""
    return " ".join(sentence for sentence in sentences(text) if _LICENSED.search(sentence))


def _often(text: str, speaks: re.Pattern[str]) -> tuple[Said, ...]:
    found: dict[str, Said] = {}
    for sentence in sentences(text):
        for match in speaks.finditer(sentence):
            span = match["how"] if speaks is _OFFERED else sentence[match.start() : match.end() + _NEAR]
            for often, words in _OFTEN.items():
                if re.search(rf"\b(?:{words})\b", span, re.IGNORECASE):
                    found.setdefault(often, Said(often, _short(sentence)))
    return tuple(found.values())


def _parts(sentence: str) -> Iterator[str]:
    pattern, names = _organisations()
    mentions = [
        (names[match["name"]][0], match) for match in pattern.finditer(sentence) if names[match["name"]][1] in sentence
    ]
    playing = [_plays(sentence, match) for _, match in mentions]
    joined = [
        bool(_AND.match(sentence[first.end() : second.start()])) for (_, first), (_, second) in pairwise(mentions)
    ]
    for at in range(1, len(mentions)):
        playing[at] = playing[at] or (joined[at - 1] and playing[at - 1])
    for at in reversed(range(len(mentions) - 1)):
        playing[at] = playing[at] or (joined[at] and playing[at + 1])
    yield from (name for (name, _), plays in zip(mentions, playing, strict=True) if plays)


def _plays(sentence: str, match: re.Match[str]) -> bool:
    before, behind = sentence[: match.start()], sentence[match.end() :]
    if _PART_BEFORE.search(before) or _PART_BEHIND.search(behind):
        return True
    return bool(_WEBSITE[0].search(before) and _WEBSITE[1].search(behind))


def _host(url: str) -> Said | None:
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    row = _hosts().get(host)
    return Said(row["name"], f"{host}: {row['source']}") if row else None


def _short(words: str) -> str:
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"


@cache
def _organisations() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """An expression that finds any of them, and for each spelling its name and the words that must stand near it."""
    names = {
        spelling: (row["name"], row["needs"])
        for row in _rows("organisations.csv")
        for spelling in (row["name"], *filter(None, row["spellings"].split(";")))
    }
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<name>{longest_first})(?!\w)(?: \([A-Za-z]{{2,10}}\))?"), names


@cache
def _hosts() -> dict[str, dict[str, str]]:
    return {row["host"]: row for row in _rows("hosts.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()))
