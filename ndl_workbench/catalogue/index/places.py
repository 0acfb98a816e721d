"""Places of the United Kingdom: their names and codes, and what lies inside what.

The names and codes of local authorities are those of ``loading/codes``; ``places.txt`` puts them into counties, regions
and countries. A place is known here by one name, so that records and questions can be compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ...loading.codes.facts import authorities
from .words import words

# Names that are English words, or first names, too. In running text they count only behind one of the words below.
_AMBIGUOUS = frozenset(
    {
        "angus", "arun", "ashford", "barking", "bath", "battle", "bedford", "boston", "bury", "chelsea", "christchurch",
        "craven", "deal", "derby", "dover", "dudley", "eden", "hart", "highland", "hastings", "hove", "hull", "lewes",
        "lincoln", "melton", "moray", "ni", "gb", "newport", "orkney", "pendle", "poole", "preston", "reading",
        "redditch", "richmond", "rother", "rugby", "rutland", "sale", "slough", "stafford", "stirling", "stoke",
        "stroud", "sutton", "swale", "torridge", "warwick", "waverley", "wells", "windsor", "wyre", "kingston",
        "arran", "hammersmith", "halton", "harrow", "bolton", "barnet", "lancaster", "brent",
    }
)  # fmt: skip
_BEFORE = frozenset({"in", "around", "near", "across", "within", "at", "from"})
# "In reading and writing" is no town.
_BEHIND = frozenset({"and", "or", "writing", "maths", "level", "levels", "score", "scores", "skills", "standards"})
_LINE = re.compile(r"(?P<name>[^\[(:]+?)\s*(?:\[(?P<code>\w+)\])?\s*(?:\((?P<others>[^)]*)\))?\s*:\s*(?P<inside>.*)")
_CITY = re.compile(r"^(?:city|county|royal borough|london borough) of ", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A place named in a text: its name here, and which words named it, from the first to before the last."""

    name: str
    first: int
    last: int


def named(text: str) -> str | None:
    """The place a whole text is the name or code of, by the name it has here; None when nobody knows it."""
    return _names().get(_key(text)) or _codes().get(text.strip().upper())


def in_words(text: Sequence[str], *, extra: Mapping[tuple[str, ...], str] | None = None) -> tuple[Found, ...]:
    """The places that words (as ``words.words`` gives them) name, the longest name first where several begin alike."""
    found, place, names = [], 0, _names()
    longest = max((len(key) for key in extra or ()), default=0)
    while place < len(text):
        for size in range(min(max(_longest(), longest), len(text) - place), 0, -1):
            key = tuple(text[place : place + size])
            name = names.get(key) or (extra or {}).get(key)
            if name and _meant(text, place, key):
                found.append(Found(name, place, place + size))
                place += size
                break
        else:
            place += 1
    return tuple(found)


def code_of(name: str) -> str | None:
    """The GSS code of a place, by the name it has here."""
    return _by_name().get(name)


@cache
def around(name: str) -> frozenset[str]:
    """Every place that a place lies inside, itself left out."""
    return _reached(name, _parents())


@cache
def inside(name: str) -> frozenset[str]:
    """Every place that lies inside a place, itself left out."""
    return _reached(name, _children())


def known() -> tuple[str, ...]:
    """The names of all places, codes of the same name once."""
    return tuple(dict.fromkeys(_names().values()))


def _meant(text: Sequence[str], place: int, key: tuple[str, ...]) -> bool:
    if key == ("england",) and list(text[max(place - 2, 0) : place]) == ["bank", "of"]:
        return False
    if " ".join(key) not in _AMBIGUOUS or len(text) == len(key):
        return True
    behind = text[place + len(key)] if place + len(key) < len(text) else ""
    return place > 0 and text[place - 1] in _BEFORE and behind not in _BEHIND


def _reached(name: str, steps: Mapping[str, Iterable[str]]) -> frozenset[str]:
    reached: set[str] = set()
    ahead = list(steps.get(name, ()))
    while ahead:
        if (next_one := ahead.pop()) not in reached:
            reached.add(next_one)
            ahead += steps.get(next_one, ())
    return frozenset(reached)


def _key(text: str) -> tuple[str, ...]:
    return tuple(words(text))


@dataclass(frozen=True)
class _Line:
    name: str
    code: str | None
    others: tuple[str, ...]
    inside: tuple[str, ...]


@cache
def _lines() -> tuple[_Line, ...]:
    text = (files(__package__) / "places.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = [match for line in lines if (match := _LINE.fullmatch(line))]
    if len(found) != len(lines):
        raise ValueError("a line of places.txt is not in its form")
    return tuple(
        _Line(match["name"], match["code"], _parts(match["others"]), _parts(match["inside"])) for match in found
    )


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(";") if part.strip())


@cache
def _by_name() -> dict[str, str]:
    """A code for each name: of an authority's several, the one in use or the last that was."""
    ours = {line.name: line.code for line in _lines() if line.code}
    theirs = sorted(authorities().values(), key=lambda one: (one.until is None, one.start))
    return {one.area.name: one.area.code for one in theirs} | ours


@cache
def _codes() -> dict[str, str]:
    return {one.area.code: one.area.name for one in authorities().values()} | {
        line.code: line.name for line in _lines() if line.code
    }


@cache
def _names() -> dict[tuple[str, ...], str]:
    """Each way a place is written, as words, with the name it has here. What places.txt says comes first."""
    names: dict[tuple[str, ...], str] = {}
    for line in _lines():
        for way in (line.name, *line.others):
            names.setdefault(_key(way), line.name)
    for name in _by_name():
        for way in (name, _CITY.sub("", name), name.removesuffix(" City"), name.replace("St. ", "St ")):
            names.setdefault(_key(way), name)
    return names


@cache
def _longest() -> int:
    return max(map(len, _names()))


@cache
def _children() -> dict[str, tuple[str, ...]]:
    within: dict[str, list[str]] = defaultdict(list)
    for line in _lines():
        within[line.name] += line.inside
    return {name: tuple(parts) for name, parts in within.items()}


@cache
def _parents() -> dict[str, tuple[str, ...]]:
    around: dict[str, list[str]] = defaultdict(list)
    for name, parts in _children().items():
        for part in parts:
            around[part].append(name)
    return {name: tuple(parts) for name, parts in around.items()}
