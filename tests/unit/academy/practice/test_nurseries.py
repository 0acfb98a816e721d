"""The nurseries' file: the same for a seed, other for another, with the rows that the second unit asks about."""

from __future__ import annotations

import random

import pytest

from ndl_workbench.academy.practice.nurseries import AREAS, nurseries


def written(folder, seed):
    return nurseries(folder, random.Random(seed)).read_bytes()


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    assert written(tmp_path, "a") == written(tmp_path, "a")
    assert written(tmp_path, "a") != written(tmp_path, "b")


@pytest.mark.parametrize("seed", range(20))
def test_the_planted_rows_are_there(tmp_path, seed):
    lines = written(tmp_path, seed).decode().splitlines()[1:]
    cells = [line.split(",") for line in lines]
    assert sum(line == "" for line in lines) == 1
    assert sum(line == ",,," for line in lines) == 1
    assert sum(len(row) == 5 for row in cells) == 2
    assert sum(len(row) == 4 and bool(row[0]) and row[3] == "" for row in cells) == 1
    there = {row[1] for row in cells if len(row) == 4 and row[1]}
    assert len(there) == 2
    assert there < set(AREAS)
