"""The caseload of the first unit: drawn anew for each seed, with children of every kind its questions ask about."""

from __future__ import annotations

import random

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.practice.caseload import OUTCOME, caseload

AREAS = ["Ambermoor", "Port Callow", "Thistlewick"]


@pytest.fixture(scope="module")
def children():
    return ndl.load("early-years/school-readiness")


def test_the_same_seed_draws_the_same_children_and_another_draws_others(children):
    first, again, other = (caseload(children, random.Random(seed)) for seed in ("a", "a", "b"))
    assert first.to_csv() == again.to_csv()
    assert set(first["child_id"]) != set(other["child_id"])


def test_children_keep_their_values_and_the_row_numbers_of_the_file(children):
    mine = caseload(children, random.Random("a"))
    assert mine.index.is_monotonic_increasing
    assert mine.index.is_unique
    assert mine.equals(children[children["child_id"].isin(mine["child_id"])])


@pytest.mark.parametrize("seed", range(20))
def test_every_area_has_children_with_an_outcome_and_without(children, seed):
    mine = caseload(children, random.Random(seed))
    for area in AREAS:
        known = [not missing for missing in mine.loc[mine["area_name"] == area, OUTCOME].isna()]
        everyone = children[children["area_name"] == area]
        assert 0.24 < known.count(True) / everyone[OUTCOME].notna().sum() < 0.46
        assert 0.38 < known.count(False) / everyone[OUTCOME].isna().sum() < 0.92
