"""What a question asks for: its words and what they may also be called, the places and the years it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from .periods import Period, periods
from .places import Found, in_words
from .synonyms import SMALL, Other, longest_at, others
from .words import stem, words

# A longer question is cut: what is behind this is not read. It bounds what the longest can cost.
LONGEST, MOST_WORDS = 2_000, 48
LITTLE = 0.35
# How much less it counts what a word is called that stands inside a longer term: "house" in "house prices".
INNER = 0.5
# What a question is for and who asks it, which is not what it asks for.
_WORK = (
    "project|article|essay|dissertation|thesis|report|assignment|coursework|homework|presentation|study|research|"
    "analysis|story|blog|paper|campaign|bid|app|website|dashboard"
)
_DRESS = re.compile(
    r"^\s*as an? \w+\b|"
    r"\bi(?:'m|\u2019m| am) an? (?:\w+ )?\w+(?=,| and | who | looking| trying| working| interested| in need|\.)|"
    r"\b(?:for|in|on|writing|doing|making|preparing|building|creating) (?:a|an|my|our|some)"
    rf"(?: [\w-]+){{0,3}}? (?:{_WORK})s?\b|"
    r"\b(?:open|public|government|official) (?:data|statistics|figures)\b"
)
# Words for areas, which behind "by" or "each" say how fine the data should be and not what it is about.
_GRAINS = frozenset(
    {
        "authority", "authorities", "borough", "boroughs", "constituency", "constituencies", "council", "councils",
        "country", "county", "counties", "district", "districts", "lsoa", "lsoas", "msoa", "msoas", "neighbourhood",
        "neighbourhoods", "postcode", "postcodes", "region", "regions", "ward", "wards", "area", "areas", "local",
    }
)  # fmt: skip
_EACH = frozenset({"by", "per", "each", "every", "between", "different", "individual"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+")


@dataclass(frozen=True)
class Word:
    """A word of the question, as written and reduced, how much it says (1 or less), and what else it may be called."""

    text: str
    stem: str
    weight: float
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class Term:
    """One thing asked for: a word, or several that are one term of the synonyms, and what else it is called."""

    text: str
    words: tuple[Word, ...]
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class AskedPlace:
    """A place in the question: its name, and its words reduced."""

    name: str
    text: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A question taken apart. ``pairs`` are words that stand side by side in it, in the order of the alphabet."""

    text: str
    terms: tuple[Term, ...]
    pairs: tuple[tuple[str, str], ...]
    places: tuple[AskedPlace, ...]
    periods: tuple[Period, ...]


def question(text: str, today: int, names: Mapping[tuple[str, ...], str] | None = None) -> Question:
    """Take a question apart.

    Parameters
    ----------
    text
        Anything; of its first 2,000 characters, the first 48 different words that say something are read.
    today
        The year it is.
    names
        Places that only these records know, by their words.
    """
    clean = _CONTROL.sub(" ", text[:LONGEST]).strip()
    dates, rest = periods(clean.casefold(), today)
    all_words = words(_DRESS.sub(" ", rest)) or words(rest)
    found = in_words(all_words, extra=names)
    terms = list(_terms(all_words, found)) or ([] if found or dates else _plain(all_words))
    told = [word for term in terms for word in term.words]
    return Question(clean, tuple(terms), tuple(_pairs(told)), tuple(_asked_places(all_words, found)), dates[:4])


@cache
def common_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words that say nothing, and the reduced words that say little."""
    text = (files(__package__) / "common_words.txt").read_text(encoding="utf-8")
    nothing, little = text.split("\n[nothing]\n")[1].split("\n[little]\n")
    return frozenset(nothing.split()), frozenset(stem(word) for word in little.split())


def side_by_side(stems: Sequence[str]) -> Iterator[str]:
    """Name each two neighbours as one, whichever is first: "house price" and "price of houses" are alike."""
    for pair in pairwise(stems):
        yield " ".join(sorted(pair))


def _terms(all_words: Sequence[str], found: Sequence[Found]) -> Iterator[Term]:
    """What is asked for, each once: terms of several words first, so that "out of work" is not taken for "work"."""
    nothing, little = common_words()
    left = _without(all_words, found)
    grains = _grains(left)
    stands = [at for at, word in enumerate(left) if word not in SMALL]
    telling = [left[at] for at in stands]
    reduced = [stem(word) for word in telling]
    place = number = 0
    seen: set[str] = set()
    while place < len(telling) and number < MOST_WORDS:
        size = max(1, longest_at(reduced, place))
        part = telling[place : place + size]
        text = " ".join(left[stands[place] : stands[place + size - 1] + 1])
        fine = grains.issuperset(stands[place : place + size])
        place += size
        key = " ".join(part)
        if key in seen or (size == 1 and part[0] in nothing):
            continue
        seen.add(key)
        number += size
        if fine:
            yield Term(text, tuple(Word(word, stem(word), LITTLE) for word in part))
            continue
        words = tuple(_word(word, nothing, little, alone=size == 1) for word in part)
        yield Term(text, words, others(tuple(word.stem for word in words)) if size > 1 else ())


def _grains(left: Sequence[str]) -> set[int]:
    """Where words stand that only say how fine the data should be: "by ward", "for each borough or district"."""
    grains: set[int] = set()
    for at, word in enumerate(left):
        before = {at - 1, at - 2} if at and left[at - 1] in ("and", "or") else {at - 1}
        if word in _GRAINS and at and (left[at - 1] in _EACH or before & grains):
            grains.add(at)
    return grains


def _word(word: str, nothing: frozenset[str], little: frozenset[str], *, alone: bool) -> Word:
    reduced = stem(word)
    weight = LITTLE if reduced in little or word in nothing else 1.0
    return Word(word, reduced, weight, _others(reduced, alone=alone))


def _others(reduced: str, *, alone: bool) -> tuple[Other, ...]:
    if alone:
        return others((reduced,))
    return tuple(replace(other, weight=other.weight * INNER) for other in others((reduced,)))


def _without(all_words: Sequence[str], found: Sequence[Found]) -> list[str]:
    """The words that name no place; of a question that is nothing but a place, none."""
    inside = {place for one in found for place in range(one.first, one.last)}
    return [word for place, word in enumerate(all_words) if place not in inside]


def _plain(all_words: Sequence[str]) -> list[Term]:
    """A question of words that say nothing is looked for as it stands."""
    return [Term(word, (Word(word, stem(word), 1.0),)) for word in list(dict.fromkeys(all_words))[:MOST_WORDS]]


def _pairs(told: Sequence[Word]) -> Iterator[tuple[str, str]]:
    for one, other in pairwise(told):
        if one.stem != other.stem:
            yield (min(one.stem, other.stem), max(one.stem, other.stem))


def _asked_places(all_words: Sequence[str], found: Sequence[Found]) -> Iterator[AskedPlace]:
    seen: set[str] = set()
    for one in found:
        if one.name not in seen:
            seen.add(one.name)
            written = all_words[one.first : one.last]
            yield AskedPlace(one.name, " ".join(written), tuple(stem(word) for word in written))
