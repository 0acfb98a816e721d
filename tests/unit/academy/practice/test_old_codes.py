"""Codes of 2018: the same for a seed, other for another, each once, and some that 2025 does not know."""

from __future__ import annotations

import random

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.practice.old_codes import old_codes


def test_the_same_seed_gives_the_same_codes_and_another_gives_others():
    one, again, other = (old_codes(random.Random(seed)) for seed in ("a", "a", "b"))
    assert one.equals(again)
    assert set(one["area"]) != set(other["area"])


@pytest.mark.parametrize("seed", range(10))
def test_some_are_kept_some_changed_and_two_are_none(seed):
    codes = old_codes(random.Random(seed))
    carried = ndl.harmonise(codes, "area", to=2025)
    assert codes["area"].is_unique
    assert 24 <= carried.unchanged <= 40
    assert carried.rows_lost == 2
    assert 11 <= len(codes) - carried.unchanged - 2 <= 19
