"""The hubs' file: the same for a seed, other for another, and what is planted can be counted in its text."""

from __future__ import annotations

import random

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.practice.hubs import AGES, AREAS, QUARTERS, families, hub_visits


def written(folder, seed):
    return hub_visits(folder, random.Random(seed)).read_bytes()


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    assert written(tmp_path, "a") == written(tmp_path, "a")
    assert written(tmp_path, "a") != written(tmp_path, "b")


@pytest.mark.parametrize("seed", range(10))
def test_what_is_planted_is_there(tmp_path, seed):
    lines = written(tmp_path, seed).decode().splitlines()
    rows = [line.split(",") for line in lines[4:] if line[:4].lower() == "fic-"]
    codes = {row[0].strip().upper() for row in rows}
    assert len(AREAS) - len(codes) == 1
    cells = {(row[0].strip().upper(), row[1], row[2]) for row in rows}
    assert len(cells) == len(rows)
    # An area is away (12), another lacks 2 or 3 quarters (3 each), a third an age (4), and 3 to 7 rows are gone.
    missing = len(AREAS) * len(QUARTERS) * len(AGES) - len(rows)
    assert 12 + 6 + 4 + 3 <= missing <= 12 + 9 + 4 + 7
    assert 5 <= sum(row[3] == "[c]" for row in rows) <= 7
    assert 1 <= sum(row[3] == "[x]" for row in rows) <= 4
    assert 2 <= sum(row[0].endswith(" ") for row in rows) <= 4
    assert 1 <= sum(row[0].islower() for row in rows) <= 3
    shown = sum(int(row[3]) for row in rows if row[3].isdecimal())
    total = next(int(line.rpartition(",")[2]) for line in lines if line.startswith("Total"))
    assert 5 * 3 <= total - shown <= 7 * 9


def test_one_area_of_the_visits_stands_twice_among_the_families(tmp_path):
    visits = ndl.load(hub_visits(tmp_path, random.Random("a")))
    lookup = families(visits, random.Random("a"))
    twice = lookup["code"][lookup["code"].duplicated()].tolist()
    assert len(twice) == 1
    assert len(lookup) == len(AREAS) + 1
    assert visits["area_code"].tolist().count(twice[0]) >= 5
