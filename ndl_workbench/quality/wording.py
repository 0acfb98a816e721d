"""What the fields of a standard are called and described as, in words, and how well a name fits each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from .names import LONGEST_NAME, likeness, negated, opposed, same_meaning, split, stem, words
from .standard import Standard, StandardField

# Our own rules of thumb. A word of a description says less than one of a title; one that no field uses
# counts against a match, but less than one that another field uses.
DESCRIBED = 0.7
DESCRIBED_WEIGHT = 0.6
STRANGE_WEIGHT = 1.0
# A name whose words all fit but which covers nothing of a title is worth this much.
WITHOUT_TITLE = 0.4
STRANGE_HEAD = 0.7
REFUSED = 0.3
LIKE_ENOUGH = 0.6
MEANT_APART = 0.6
MOST_SHOWN = 4

# How eastings, northings and degrees are headed (Ordnance Survey's National Grid; EPSG 27700 and 4326).
_COORDINATES = {
    "longitude": ("longitude", "long", "lon", "lng", "easting", "x", "coordinate x", "east west coordinate", "east"),
    "latitude": ("latitude", "lat", "northing", "y", "coordinate y", "north south coordinate", "north"),
}
_ADDRESSES = re.compile(r"https?://\S+|\S+\.\w\S*")
_BESIDE_COORDINATES = "grid reference os osgb osgb36 bng wgs wgs84 etrs89 geo coordinates"


@dataclass(frozen=True)
class Words:
    """The words of one field: of its name, title, each alias and unit apart, and of its description."""

    labels: tuple[frozenset[str], ...]
    described: frozenset[str]

    @cached_property
    def all(self) -> frozenset[str]:
        """Every word of the field."""
        return self.described.union(*self.labels)


@dataclass(frozen=True)
class Wording:
    """The words of a standard's fields, and how much each word says: a rare one more than a common one."""

    fields: dict[str, Words]
    weights: dict[str, float]
    spelt: dict[str, str]
    _read: dict[str, dict[str, float]] = field(default_factory=dict, compare=False, repr=False)
    _weighed: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    @property
    def labels(self) -> int:
        """How many names, titles, aliases and units there are."""
        return max(1, sum(len(known.labels) for known in self.fields.values()))

    def words(self, name: str) -> tuple[str, ...]:
        """Split a name into stems, with the standard's own words known."""
        return words(name, self.weights)

    def score(self, written: tuple[str, ...], of: str) -> tuple[float, tuple[str, ...]]:
        """Say how well a name's words fit a field.

        Returns
        -------
        (float, tuple of str)
            0 to 1: the weight of the name's words that the field knows, times how much of its name or title
            they cover; and the field's words that were found, at most four.
        """
        known = self.fields[of]
        if not any(not known.all.isdisjoint(self._like(word)) for word in written):
            return 0.0, ()
        scores = (self._against(written, label, known.described) for label in known.labels)
        return max(scores, key=lambda found: found[0], default=(0.0, ()))

    def _against(
        self, written: tuple[str, ...], label: frozenset[str], described: frozenset[str]
    ) -> tuple[float, tuple[str, ...]]:
        if opposed(written, label):
            return 0.0, ()
        fits = [self._fit(word, label, described) for word in written]
        weights = [self._weight(word) for word in written]
        known = sum(weight * fit for weight, (fit, _) in zip(weights, fits, strict=True)) / sum(weights)
        found = {word: max(self._like(w).get(word, 0.0) for w in written) for word in label}
        covered = sum(self.weights[word] * like for word, like in found.items()) / sum(self.weights[w] for w in label)
        score = known * (WITHOUT_TITLE + (1 - WITHOUT_TITLE) * covered)
        if not self._like(written[-1]) and not written[-1].isdecimal():
            score *= STRANGE_HEAD  # the last word says what the thing is
        if negated(written) and not negated(label | described):
            score *= REFUSED
        return score, tuple(dict.fromkeys(self.spelt.get(word, word) for fit, word in fits if fit))[:MOST_SHOWN]

    def _fit(self, word: str, label: frozenset[str], described: frozenset[str]) -> tuple[float, str]:
        """Return how well one word fits a label, or less well a description, and the word it stands for."""
        like = self._like(word)
        titled = [(fit, known) for known, fit in like.items() if known in label]
        told = [(DESCRIBED * fit, known) for known, fit in like.items() if known in described]
        return max(titled + told, default=(0.0, ""))

    def _weight(self, word: str) -> float:
        if word not in self._weighed:
            like = self._like(word)
            best = max(like.values(), default=0.0)
            meant = [self.weights[known] for known, fit in like.items() if fit == best]
            self._weighed[word] = max(meant, default=STRANGE_WEIGHT)
        return self._weighed[word]

    def _like(self, word: str) -> dict[str, float]:
        """Return the standard's words that a written one may stand for, and how surely.

        A word that the standard uses itself is no shorthand or misspelling of another, and less surely a
        word of the same meaning: the standard tells them apart.
        """
        if word not in self._read:
            near = {known: likeness(word, known) for known in self.weights}
            if word in self.weights:
                near = {known: min(fit, MEANT_APART) for known, fit in near.items() if same_meaning(word, known)}
                near[word] = 1.0
            self._read[word] = {known: fit for known, fit in near.items() if fit >= LIKE_ENOUGH}
        return self._read[word]


def wording_of(standard: Standard) -> Wording:
    """Read the words of every field once."""
    fields = {f.name: _words_of(f) for f in standard.fields}
    titled = Counter(word for known in fields.values() for word in frozenset().union(*known.labels))
    told = Counter(word for known in fields.values() for word in known.described)
    weights = {word: DESCRIBED_WEIGHT * _rarity(count, len(fields)) for word, count in told.items()}
    weights |= {word: _rarity(count, len(fields)) for word, count in titled.items()}
    return Wording(fields, weights, _spelt(standard))


def _spelt(standard: Standard) -> dict[str, str]:
    """Return each stem as the standard first writes it, to be shown."""
    found: dict[str, str] = {}
    texts = [text for f in standard.fields for text in (f.name, f.title, *f.aliases, f.description)]
    for text in (*texts, _BESIDE_COORDINATES):
        for word in split(text[:LONGEST_NAME]):
            found.setdefault(stem(word), word)
    return found


def _rarity(count: int, fields: int) -> float:
    """Inverse document frequency, never below 1: in a standard of three fields every word says something."""
    return 1 + math.log(fields / count)


def _words_of(known: StandardField) -> Words:
    names: Iterable[str] = (known.name, known.title, *known.aliases, *(unit for unit in known.units if unit.isalpha()))
    if known.coordinate:
        names = (*names, *_COORDINATES[known.coordinate])
    labels = tuple(dict.fromkeys(frozenset(words(name)) for name in names))
    described = set(words(_ADDRESSES.sub(" ", known.description)[:LONGEST_NAME]))
    described |= {known.type} & {"date", "month"}
    if known.type == "uri":
        described |= {"uri"}
    if known.coordinate:
        described |= set(words(_BESIDE_COORDINATES))
    return Words(tuple(label for label in labels if label), frozenset(described))
