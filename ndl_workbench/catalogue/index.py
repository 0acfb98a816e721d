"""Relevance: which records hold the words of a query, where, and how much that counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .records import Dataset

# A word counts for the most telling field it stands in, in this order.
WEIGHTS = {"title": 5.0, "keyword": 4.0, "place": 3.0, "column": 2.0, "description": 1.0}
_JOINERS = frozenset({"a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
_IRREGULAR = {"children": "child", "people": "person", "men": "man", "women": "woman"}
_BEGINNING = 4


@dataclass(frozen=True)
class Match:
    """A dataset, its score (0 when there is no query) and the reason it was found."""

    dataset: Dataset
    score: float
    reason: str


def rank(datasets: Iterable[Dataset], query: str) -> list[Match]:
    """Rank the datasets that hold a word of the query, best first; without a query, all by id.

    The score is the sum, over the query's words, of the weight of the best field that holds the word
    (half if it only begins a word there), times the share of the query's words that were found.
    """
    records = sorted(datasets, key=lambda dataset: dataset.id)
    words = _query_words(query)
    if not query.strip():
        return [Match(dataset, 0.0, "everything was asked for") for dataset in records]
    matches = [_match(dataset, words) for dataset in records] if words else []
    return sorted((match for match in matches if match.score), key=lambda match: -match.score)


def fold(word: str) -> str:
    """Fold case and the English plural: ``Reviews`` and ``review`` are one word, ``class`` stays."""
    word = word.casefold()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _match(dataset: Dataset, words: Sequence[str]) -> Match:
    fields = _fields(dataset)
    found: dict[str, list[str]] = {name: [] for name in WEIGHTS}
    score = 0.0
    absent: list[str] = []
    for word in words:
        name, worth = _best_field(fields, word)
        if name is None:
            absent.append(word)
            continue
        # The dots tell a word that only begins one in the record.
        found[name].append(word if fold(word) in fields[name] else f"{word}…")
        score += worth
    share = 1 - len(absent) / len(words)
    return Match(dataset, round(score * share, 3), _reason(found, absent))


def _best_field(fields: dict[str, set[str]], word: str) -> tuple[str | None, float]:
    folded = fold(word)
    best, worth = None, 0.0
    for name, weight in WEIGHTS.items():
        gain = weight if folded in fields[name] else weight / 2 if _begins(folded, fields[name]) else 0.0
        if gain > worth:
            best, worth = name, gain
    return best, worth


def _begins(word: str, held: set[str]) -> bool:
    return len(word) >= _BEGINNING and any(other.startswith(word) for other in held)


def _fields(dataset: Dataset) -> dict[str, set[str]]:
    columns = [part for column in dataset.columns for part in (column.name, column.title)]
    return {
        "title": _folded([dataset.title, dataset.id]),
        "keyword": _folded(dataset.keywords),
        "column": _folded(columns),
        "place": _folded(str(place) for place in dataset.spatial),
        "description": _folded([dataset.description]),
    }


def _reason(found: dict[str, list[str]], absent: Sequence[str]) -> str:
    parts = [f"{name} has {_quoted(words)}" for name, words in found.items() if words]
    return "; ".join([*parts, *([f"no {_quoted(absent)}"] if absent else [])])


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _query_words(query: str) -> list[str]:
    words = list(dict.fromkeys(_words(query)))
    return [word for word in words if word not in _JOINERS] or words


def _folded(texts: Iterable[str]) -> set[str]:
    return {fold(word) for text in texts for word in _words(text)}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
