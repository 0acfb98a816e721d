"""What else to look for: the synonyms and acronyms of ``synonyms.txt``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .words import stem, words

# How much finding the other word counts beside finding the word that was asked for.
STANDS_FOR, SAME, ALSO = 0.85, 0.6, 0.35
Key = tuple[str, ...]
# These say nothing inside a longer term: "not in education, employment or training".
SMALL = frozenset({"and", "in", "of", "the", "or", "for", "to", "a", "an", "by", "on", "per", "as", "with"})


@dataclass(frozen=True)
class Other:
    """Something else to look for: its reduced words, what it counts, and how it is written.

    ``acronym`` says what stands for what, where one of the two is an acronym.
    """

    words: Key
    weight: float
    text: str
    acronym: str = ""


def others(key: Key) -> tuple[Other, ...]:
    """What else to look for when these reduced words are asked for; nothing where they are no term of the list."""
    return _table().get(key, ())


def longest_at(text: Sequence[str], place: int) -> int:
    """How many words from a place on are one term of the list: the most there can be, 0 where none."""
    for size in range(min(_longest(), len(text) - place), 0, -1):
        if tuple(text[place : place + size]) in _table():
            return size
    return 0


def key_of(text: str) -> Key:
    """The reduced words of a term, without the small ones inside a longer term."""
    all_words = words(text)
    told = [word for word in all_words if word not in SMALL] or all_words
    return tuple(stem(word) for word in told)


@cache
def _table() -> dict[Key, tuple[Other, ...]]:
    table: dict[Key, dict[Key, Other]] = defaultdict(dict)
    for asked, other in _pairs():
        there = table[asked].get(other.words)
        if other.words != asked and (there is None or there.weight < other.weight):
            table[asked][other.words] = other
    return {asked: tuple(found.values()) for asked, found in table.items()}


@cache
def _longest() -> int:
    return max(map(len, _table()))


def _pairs() -> Iterator[tuple[Key, Other]]:
    text = (files(__package__) / "synonyms.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield from _line(line)


def _line(line: str) -> Iterator[tuple[Key, Other]]:
    if "=" in line:
        terms = [term.strip() for term in line.split("=")]
        for term in terms:
            yield from ((key_of(term), Other(key_of(other), SAME, other)) for other in terms if other != term)
    elif ">" in line:
        asked, _, rest = line.partition(">")
        yield from ((key_of(asked), Other(key_of(other), ALSO, other.strip())) for other in rest.split(";"))
    else:
        acronym, _, rest = line.partition(":")
        for meaning in (part.strip() for part in rest.split(";")):
            told = f"'{acronym.strip()}' stands for '{meaning}'"
            yield key_of(acronym), Other(key_of(meaning), STANDS_FOR, meaning, told)
            yield key_of(meaning), Other(key_of(acronym), STANDS_FOR, acronym.strip(), told)
