"""Words as they are looked for: in small letters, in British spelling, and without their endings."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# "A&E" and "R & D" are words; so is "children's", which is looked for as "children".
_TOGETHER = re.compile(r"\b([a-z])\s?&\s?([a-z])\b")
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019](?:s\b)?")
_WORD = re.compile(r"[^\W_]+")
_ACRONYM_DOTS = re.compile(r"\b(?:[a-z]\.){2,}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_IZE = re.compile(r"(i|y)z(e|es|ed|er|ers|ing|ation|ations|ational)$")
_NOT_IZE = ("size", "prize", "seize", "maize", "breeze", "capsize", "downsize", "oversize", "resize")
# What the stemmer would leave apart.
_IRREGULAR = {
    "children": "child", "childhood": "child",
    "childrens": "child", "people": "person", "peoples": "person", "persons": "person",
    "men": "man", "women": "woman", "lives": "life", "wives": "wife", "halves": "half", "leaves": "leaf",
    "mice": "mouse", "feet": "foot", "teeth": "tooth", "geese": "goose", "criteria": "criterion",
    "indices": "index", "indexes": "index", "matrices": "matrix", "buses": "bus", "taxes": "tax", "taxis": "taxi",
    "taxi": "taxi", "dying": "die", "died": "die", "dies": "die", "deaths": "death", "births": "birth",
    "born": "birth", "councils": "council", "counsel": "counsel", "news": "news", "universities": "university",
    "university": "university", "universe": "universe", "organs": "organ", "organ": "organ", "general": "general",
    "policing": "police", "policies": "policy", "policy": "policy",
}  # fmt: skip
# The stemmer makes one word of these pairs and of others like them, which mean different things in a catalogue.
_KEPT = frozenset(
    {"university", "universe", "organ", "general", "policy", "police", "counsel", "news", "index", "taxi", "tax"}
)
_LONGEST = 40


def words(text: str) -> list[str]:
    """Cut a text into words in small letters, without accents; every mark ends a word."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    if "&" in plain:
        plain = _TOGETHER.sub(r"\1and\2", plain)
    if "'" in plain or "\u2019" in plain:
        plain = _POSSESSIVE.sub("", plain)
    if "." in plain:
        plain = _ACRONYM_DOTS.sub(lambda found: found[0].replace(".", ""), plain)
    return [word[:_LONGEST] for word in _WORD.findall(plain)]


def parted(name: str) -> str:
    """Part a name such as ``DateOfBirth`` into words."""
    return _CAMEL.sub(" ", name)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Reduce a word, as ``words`` gives it, to what it is looked for by: ``libraries`` and ``library`` are one."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    british = _british(word)
    if british in _KEPT or british.isdigit():
        return british
    return str(_stemmer().stemWord(british))


def stems(text: str) -> list[str]:
    """The words of a text, each reduced."""
    return [stem(word) for word in words(text)]


def _british(word: str) -> str:
    whole, beginnings, longest = _spellings()
    if word in whole:
        return whole[word]
    for size in range(min(longest, len(word)), 3, -1):
        if (head := word[:size]) in beginnings:
            return beginnings[head] + word[size:]
    if _IZE.search(word) and not word.startswith(_NOT_IZE):
        return _IZE.sub(r"\1s\2", word)
    return word


@cache
def _spellings() -> tuple[dict[str, str], dict[str, str], int]:
    text = (files(__package__) / "spelling.txt").read_text(encoding="utf-8")
    pairs = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    whole = {american: british[:-1] for american, british in pairs if british.endswith("!")}
    beginnings = {american: british for american, british in pairs if not british.endswith("!")}
    return whole, beginnings, max(map(len, beginnings))


@cache
def _stemmer() -> Any:
    import Stemmer

    # Our own cache holds whole words, so the stemmer's would be a second copy.
    return Stemmer.Stemmer("english", 0)
