"""Two editions: the same for a seed, other for another, and ndl.compare finds what a plain reading finds."""

from __future__ import annotations

import csv
import random

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.practice.editions import MONTHS, two_editions


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["hub"], row["month"]): row["visits"] for row in csv.DictReader(file)}


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    one, again, other = (
        [path.read_bytes() for path in two_editions(tmp_path, random.Random(seed))] for seed in ("a", "a", "b")
    )
    assert one == again
    assert one != other


@pytest.mark.parametrize("seed", range(5))
def test_what_changed_is_what_is_found(tmp_path, seed):
    paths = two_editions(tmp_path, random.Random(seed))
    first, second = map(read, paths)
    both = first.keys() & second.keys()
    late = {key for key in both if first[key] == "[x]"}
    comma = {key for key in both if "," in second[key]}
    revised = {key for key in both - late - comma if first[key] != second[key]}
    assert 2 <= len(late) <= 4
    assert 5 <= len(comma) <= 8
    assert 4 <= len(revised) <= 9
    assert len(first.keys() - second.keys()) == len(MONTHS)
    drift = ndl.compare(*paths)
    kinds = {change.key: change.kind for change in drift.changes}
    assert drift.key == ("hub", "month")
    assert {key for key, kind in kinds.items() if kind == "writing"} == {" / ".join(key) for key in comma}
    assert {row.key for row in drift.only_a} == {" / ".join(key) for key in first.keys() - second.keys()}
    assert {key for key, kind in kinds.items() if kind == "value"} == {" / ".join(key) for key in revised | late}
