"""How well each record answers the words of a question, and what else these words are called."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
import numpy.typing as npt

from .asking import Question, Term, Word
from .postings import Floats, Listed, Postings, Whole
from .synonyms import Other
from .terms import FIELDS
from .words import stem

_TITLE = np.uint8(1 << FIELDS.index("title"))
# Tuned on tests/bench/relevance/tuning; the held-out questions were only looked at afterwards.
PAIR = 0.35
# The share of its score a record keeps that holds none of the words but one of the least telling.
UNCOVERED = 0.6
IN_TITLE = 0.25
PART = 0.7
_MOST_BEGUN = 24
BEGUN = 0.5
# A word that no record has, and that none begins with, is perhaps a slip: one letter more, less, other or exchanged.
# The first letter is seldom wrong, and short words are too much alike.
_SHORTEST_SLIP, _MOST_SLIPS = 6, 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST_BEGUN = 4
# Of a term of so many words, this share of what they say is enough.
_MANY, _ENOUGH = 4, 0.7


class Scorer:
    """The words of one question, looked up once.

    Parameters
    ----------
    postings
        The index.
    number
        The number of a word, or None where no record has it.
    beginning
        The numbers of at most so many words that begin with some letters.
    among
        The numbers of those of some words that a record has.
    """

    def __init__(
        self,
        postings: Postings,
        number: Callable[[str], int | None],
        beginning: Callable[[str, int], Sequence[int]],
        among: Callable[[Collection[str]], Sequence[int]],
    ) -> None:
        self.postings = postings
        self._among = among
        self._slips = 0
        self._number = number
        self._beginning = beginning
        self._found: dict[str, Listed | None] = {}

    def listed(self, word: str) -> Listed | None:
        """The records that hold a reduced word, or None."""
        if word not in self._found:
            number = self._number(word)
            self._found[word] = None if number is None else self.postings.listed(number)
        found = self._found[word]
        return found if found is not None and len(found.records) else None

    def begun(self, asked: Word) -> Listed | None:
        """The records with a word that begins like this one or, where there is none, is one letter from it."""
        word = asked.stem
        if len(word) < _SHORTEST_BEGUN:
            return None
        key = f"{word}\u2026"
        if key not in self._found:
            numbers = self._beginning(word, _MOST_BEGUN) or self._one_letter_off(asked.text)
            parts = [part for number in numbers if len((part := self.postings.listed(number)).records)]
            self._found[key] = _merged(parts) if parts else None
        return self._found[key]

    def _one_letter_off(self, word: str) -> Sequence[int]:
        if len(word) < _SHORTEST_SLIP or self._slips == _MOST_SLIPS or not word.isalpha():
            return ()
        self._slips += 1
        cuts = [(word[:place], word[place:]) for place in range(1, len(word) + 1)]
        less = {head + tail[1:] for head, tail in cuts if tail}
        exchanged = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
        other = {head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS}
        more = {head + letter + tail for head, tail in cuts for letter in _LETTERS}
        return self._among({stem(near) for near in less | exchanged | other | more})

    def telling(self, records: int) -> float:
        """How much a word says that so many records hold (Robertson and Sparck Jones's weight, never below 0)."""
        return float(np.log1p((self.postings.size - records + 0.5) / (records + 0.5)))

    def score(self, asked: Question) -> Floats:
        """The score of every record; 0 for one that holds nothing of what was asked for."""
        size = self.postings.size
        total, covered, title = (np.zeros(size, dtype=np.float32) for _ in range(3))
        whole = 0.0
        for term in asked.terms:
            worth, held, weight = self._term(term, title)
            total += worth
            covered += held
            whole += weight
        if not whole:
            return total
        for pair in asked.pairs:
            self._pair(pair, total)
        share = np.minimum(covered / np.float32(whole), 1)
        titles = title / (self.postings.title_length + 2)
        return total * (UNCOVERED + (1 - UNCOVERED) * share) * (1 + IN_TITLE * titles)  # type: ignore[no-any-return]

    def _term(self, term: Term, title: Floats) -> tuple[Floats, Floats, float]:
        """What one term is worth in each record, how much of it is there, and how much it says in all."""
        size = self.postings.size
        if len(term.words) == 1:
            # The usual case, without adding up what there is only one of.
            (word,) = term.words
            says, best, there = self._word(word, title)
            whole = word.weight * says
            return best * np.float32(word.weight), there * np.float32(whole), whole
        worth, held = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
        whole = 0.0
        for word in term.words:
            says, best, there = self._word(word, title)
            whole += word.weight * says
            worth += np.float32(word.weight) * best
            held += np.float32(word.weight * says) * there
        if whole:
            # Half of a term is less than half of what it means: "school" is not "school readiness".
            worth *= np.float32(1 - PART) + np.float32(PART) * held / np.float32(whole)
        for other in term.others:
            own = self._instead(other, whole, worth, held, title, whole)
            whole = whole or own
        return worth, held, whole

    def _word(self, word: Word, title: Floats) -> tuple[float, Floats, Floats]:
        """How much a word says; what it is worth in each record; and whether it is there, or something else for it."""
        size = self.postings.size
        best, there = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
        says = 0.0
        if own := self.listed(word.stem):
            says = self.telling(len(own.records))
            best[own.records] = own.counts * np.float32(says)
            there[own.records] = 1
            title[own.records[(own.fields & _TITLE) > 0]] += np.float32(word.weight)
        elif begun := self.begun(word):
            says = self.telling(len(begun.records))
            best[begun.records] = begun.counts * np.float32(says * BEGUN)
            there[begun.records] = BEGUN
        for other in word.others:
            instead = self._instead(other, says, best, there, title, 1.0)
            says = says or instead
        return says, best, there

    def _instead(self, other: Other, says: float, worth: Floats, held: Floats, title: Floats, full: float) -> float:
        """Count other words, which must all be there, in place of what was asked for; return how much they say."""
        found = self._all_of(other.words)
        if found is None:
            return 0.0
        records, counts, in_title = found
        own = self.telling(len(records))
        worthy = np.float32(other.weight * (min(says, own) if says else own))
        new = records[worth[records] == 0]
        worth[records] = np.maximum(worth[records], counts * worthy)
        held[records] = np.maximum(held[records], np.float32(other.weight * (full or own)))
        title[np.intersect1d(records[in_title], new, assume_unique=True)] += np.float32(other.weight)
        return own

    def _all_of(self, stems: Sequence[str]) -> tuple[Whole, Floats, npt.NDArray[np.bool_]] | None:
        """The records that hold all of several words (of four or more, most), and how much they count there."""
        lists = [self.listed(word) for word in stems]
        known = [one for one in lists if one is not None]
        if len(stems) == 1 and known:
            return known[0].records, known[0].counts, (known[0].fields & _TITLE) > 0
        found = self._most_of(known, len(stems)) if len(stems) >= _MANY else self._each_of(known, len(stems))
        if found is None or not len(found[0]):
            return None
        return *found, np.zeros(len(found[0]), dtype=np.bool_)

    def _each_of(self, known: list[Listed], words: int) -> tuple[Whole, Floats] | None:
        if len(known) < words:
            return None
        weights = [self.telling(len(one.records)) for one in known]
        (first, weight), *rest = sorted(zip(known, weights, strict=True), key=lambda one: len(one[0].records))
        records, sums = first.records, first.counts * np.float32(weight)
        for one, weight in rest:
            at = np.minimum(np.searchsorted(one.records, records), len(one.records) - 1)
            there = one.records[at] == records
            records, sums = records[there], sums[there] + one.counts[at[there]] * np.float32(weight)
        return records, sums / np.float32(sum(weights) or 1)

    def _most_of(self, known: list[Listed], words: int) -> tuple[Whole, Floats] | None:
        sums, holds = (np.zeros(self.postings.size, dtype=np.float32) for _ in range(2))
        weights = [self.telling(len(one.records)) for one in known]
        for one, weight in zip(known, weights, strict=True):
            sums[one.records] += one.counts * np.float32(weight)
            holds[one.records] += np.float32(weight)
        whole = sum(weights) + (words - len(known)) * self.telling(0)
        records = np.flatnonzero((holds >= np.float32(whole * _ENOUGH)) & (holds > 0)).astype(np.int32)
        return records, sums[records] / np.float32(whole or 1)

    def _pair(self, pair: tuple[str, str], total: Floats) -> None:
        together = self.listed(" ".join(pair))
        if together is None:
            return
        says = sum(self.telling(len(one.records)) for one in map(self.listed, pair) if one) / 2
        total[together.records] += np.float32(PAIR * says) * together.counts


def _merged(parts: Sequence[Listed]) -> Listed:
    records = np.concatenate([part.records for part in parts])
    counts, fields = (np.concatenate([getattr(part, name) for part in parts]) for name in ("counts", "fields"))
    order = np.lexsort((-counts, records))
    first = np.unique(records[order], return_index=True)[1]
    return Listed(records[order][first], counts[order][first], fields[order][first])
