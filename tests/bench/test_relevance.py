"""The ranking stays better than plain BM25 on questions kept for scoring: a ranking is exact, so this is asserted."""

import importlib.util
import math
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from ndl_workbench.catalogue.index import Index

# The bench is programs and no package, so its module is loaded from where it lies.
SPEC = importlib.util.spec_from_file_location("judged", Path(__file__).with_name("relevance") / "judged.py")
judged = sys.modules["judged"] = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(judged)
asked, ndcg, pages, records = judged.asked, judged.ndcg, judged.pages, judged.records

# Lucene's English stop words, which plain BM25 is usually asked with.
STOP = frozenset(
    re.split(
        " ",
        "a an and are as at be but by for if in into is it no not of on or such that the their then there these they "
        "this to was will with",
    )
)


def plain(there):
    """BM25 over title and description, k1 = 1.2 and b = 0.75, written out."""
    texts = [cut(f"{one['title']} {one['description']}") for one in there]
    usual = sum(map(len, texts)) / len(texts)
    holders = Counter(word for text in texts for word in set(text))

    def score(text, words):
        counts, total = Counter(text), 0.0
        for word in words:
            rarity = math.log(1 + (len(texts) - holders[word] + 0.5) / (holders[word] + 0.5))
            total += rarity * counts[word] * 2.2 / (counts[word] + 1.2 * (0.25 + 0.75 * len(text) / usual))
        return total

    def search(question):
        scores = [(-score(text, cut(question)), one["id"]) for text, one in zip(texts, there, strict=True)]
        return [id for worth, id in sorted(scores) if worth]

    return search


def cut(text):
    return [word for word in re.findall(r"\w+", text.lower()) if word not in STOP]


def ours(there):
    index = Index.build(there)
    return lambda question: [hit.id for hit in index.search(question, limit=5)]


def test_questions_over_records_are_answered_better_than_by_plain_bm25():
    there, questions = records(), asked("scoring")

    assert len(there) == 191
    assert ndcg(questions, ours(there)) > 0.75
    assert ndcg(questions, plain(there)) < 0.55


@pytest.mark.usefixtures("shared")
def test_questions_over_pages_are_answered_better_than_by_plain_bm25():
    there, questions = pages(), asked("ndl-scoring")

    assert len(there) == 82
    assert ndcg(questions, ours(there)) > 0.78
    assert ndcg(questions, plain(there)) < 0.67


@pytest.mark.parametrize("name", ["tuning", "scoring", "ndl-tuning", "ndl-scoring"])
def test_no_question_is_asked_twice_and_none_is_tuned_and_scored_on(name):
    other = {"tuning": "scoring", "scoring": "tuning"}[name.removeprefix("ndl-")]
    own = [one.question for one in asked(name)]

    assert len(own) == len(set(own)) >= 40
    assert not set(own) & {one.question for one in asked(name.replace(name.removeprefix("ndl-"), other))}


def test_every_answer_is_a_record():
    known = {one["id"] for one in records()}

    assert [id for name in ("tuning", "scoring") for one in asked(name) for id in one.grades if id not in known] == []
