"""Work that is alike: worked out on this computer, from the answers in the marking records. Evidence, not a verdict.

The method is winnowing (Schleimer, Wilkerson and Aiken 2003, *Winnowing: local algorithms for document fingerprinting*,
SIGMOD), that of MOSS: an answer becomes a row of tokens, every ``GRAM`` of them in a row are hashed, and of each
``WINDOW`` hashes in a row the smallest is kept as a fingerprint. Two that share ``GRAM + WINDOW - 1`` tokens in a row
share a fingerprint. Names, numbers and texts count as the same token whatever they are, so renaming changes nothing.

Left out before anything is compared: what was released, the model answers, answers that were not touched, and whatever
more than a third of those who handed in have (and at least three of them): that is how the question is answered, not
who copied. ``GRAM``, ``WINDOW``, that third, and the share from which two are shown are our own choice; no published
figure says what is too much, and short right answers are alike by nature.
"""

from __future__ import annotations

import hashlib
import keyword
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

GRAM, WINDOW = 6, 4
FEWEST = 4
MOST_CHARACTERS = 200_000
MOST_TOGETHER = 200
_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*)|(?P<text>\"[^\"\n]*\"|'[^'\n]*')|(?P<name>[^\W\d]\w*)|(?P<number>\d[\w.]*)|(?P<sign>[^\s\w])"
)
_SAME = {"text": "T", "number": "N"}


@dataclass(frozen=True)
class Alike:
    """Two trainees whose answers share ``shared`` fingerprints, of the ``of`` that the shorter has."""

    unit: str
    one: str
    other: str
    shared: int
    of: int

    @property
    def share(self) -> float:
        """The share of the shorter that is in the longer."""
        return self.shared / self.of


def alike(unit: str, answers: Mapping[str, Iterable[str]], known: Iterable[str], at_least: float) -> tuple[Alike, ...]:
    """Return pairs whose answers have at least this share in common, the most alike first.

    Parameters
    ----------
    unit
        Its id.
    answers
        Each trainee's own texts.
    known
        What everybody was given, and model answers.
    at_least
        From 0 to 1.
    """
    given = {mark for text in known for mark in fingerprints(text)}
    prints = {who: {mark for text in texts for mark in fingerprints(text)} - given for who, texts in answers.items()}
    usual = max(3, len(prints) // 3 + 1)
    spread = Counter(mark for marks in prints.values() for mark in marks)
    rare = {who: {mark for mark in marks if spread[mark] < usual} for who, marks in prints.items()}
    shared = Counter(pair for people in _by_print(rare).values() for pair in combinations(people, 2))
    found = []
    for (one, other), count in shared.items():
        of = min(len(rare[one]), len(rare[other]))
        if count >= FEWEST and count >= at_least * of:
            found.append(Alike(unit, one, other, count, of))
    return tuple(sorted(found, key=lambda pair: (-pair.share, -pair.shared, pair.one, pair.other)))


def fingerprints(text: str) -> set[int]:
    """Return the fingerprints of a text."""
    tokens = _tokens(text)
    hashes = [_hash(tokens[start : start + GRAM]) for start in range(len(tokens) - GRAM + 1)]
    if not hashes:
        return set()
    return {min(hashes[start : start + WINDOW]) for start in range(max(1, len(hashes) - WINDOW + 1))}


def _tokens(text: str) -> list[str]:
    tokens = []
    for found in _TOKEN.finditer(text[:MOST_CHARACTERS]):
        kind = str(found.lastgroup)
        if kind == "name":
            tokens.append(found[0] if keyword.iskeyword(found[0]) else "V")
        elif kind != "comment":
            tokens.append(_SAME.get(kind, found[0]))
    return tokens


def _hash(tokens: list[str]) -> int:
    return int.from_bytes(hashlib.blake2b("\0".join(tokens).encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _by_print(prints: Mapping[str, set[int]]) -> dict[int, list[str]]:
    """Return who has each fingerprint; one that very many share tells no pair of them."""
    people: dict[int, list[str]] = {}
    for who in sorted(prints):
        for mark in prints[who]:
            people.setdefault(mark, []).append(who)
    return {mark: names for mark, names in people.items() if len(names) <= MOST_TOGETHER}
