"""Cases to judge: the same for a seed, and of both kinds."""

import random

import pytest

from ndl_workbench.academy.practice import publishing

SEEDS = [str(number) for number in range(12)]
DRAWN = (publishing.changes_offered, publishing.measures_offered, publishing.use_of, publishing.answers_of)


@pytest.mark.parametrize("draws", DRAWN)
def test_a_seed_gives_the_same_cases_and_seeds_differ(draws):
    assert draws(random.Random("a")) == draws(random.Random("a"))
    assert len({str(draws(random.Random(seed))) for seed in SEEDS}) > 1


@pytest.mark.parametrize("seed", SEEDS)
def test_three_of_six_are_of_each_kind(seed):
    changes = publishing.changes_offered(random.Random(seed))
    assert list(changes) == list("ABCDEF")
    assert sum(change in publishing.GUESSES for change in changes.values()) == 3
    assert sum(change in publishing.PLAIN for change in changes.values()) == 3
    measures = publishing.measures_offered(random.Random(seed)).values()
    assert sum(measure in publishing.ADDABLE for measure in measures) == 3
    assert sum(measure in publishing.NOT_ADDABLE for measure in measures) == 3


@pytest.mark.parametrize("seed", SEEDS)
def test_one_or_two_columns_have_a_reason(seed):
    said = publishing.answers_of(random.Random(seed))
    assert list(said) == ["charity_number", "contact_email", "reference", "amount"]
    assert 1 <= sum(text in publishing.REASONS.values() for text in said.values()) <= 2
    assert said["amount"] == publishing.EXCUSES["amount"]
