"""The made-up catalogue: the same for a seed, other for another, and what is left out or said twice is there."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.practice.exchange import exchange, mixes_of, three_of


def written(folder, seed):
    exchange(folder, random.Random(seed))
    return (folder / "catalogue.ttl").read_bytes()


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    assert written(tmp_path, "a") == written(tmp_path, "a")
    assert written(tmp_path, "a") != written(tmp_path, "b")


@pytest.mark.parametrize("seed", range(5))
def test_what_the_workbench_reads_is_what_was_planted(tmp_path, monkeypatch, seed):
    monkeypatch.setenv("NDL_SOURCES", str(exchange(tmp_path, random.Random(seed))))
    blocks = (tmp_path / "catalogue.ttl").read_text(encoding="utf-8").split("a dcat:Dataset")[1:]
    values = ndl.inferred("moorland").values
    by_field = {
        field: Counter(value.confidence for value in values if value.field == field)
        for field in ("licence", "publisher", "contact", "spatial", "temporal", "update_frequency")
    }
    assert by_field["publisher"]["inferred"] == sum("dct:publisher" not in block for block in blocks)
    assert by_field["licence"]["stated"] == sum("dct:license" in block for block in blocks)
    prose = [re.search(r'dct:rights "(.*?)"', block) for block in blocks]
    named = [match[1] for match in prose if match and ("Open Government" in match[1] or "CC BY" in match[1])]
    assert by_field["licence"]["inferred"] == len(named)
    assert by_field["licence"]["unknown"] == len(blocks) - len(named) - by_field["licence"]["stated"]
    for field, words in (("contact", "contactPoint"), ("spatial", "dct:spatial"), ("temporal", "dct:temporal")):
        assert by_field[field]["stated"] == sum(words in block for block in blocks)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_drawn_of_it_is_bound_by_what_it_should_be(tmp_path, monkeypatch, seed):
    monkeypatch.setenv("NDL_SOURCES", str(exchange(tmp_path, random.Random(seed))))
    found = ndl.search(source="moorland", limit=50)
    licences = [ndl.show(id).licence for id in three_of(found, random.Random(seed))]
    assert [licence.id for licence in licences] == ["OGL-UK-3.0", "CC-BY-4.0", "CC0-1.0"]
    assert licences[0].attribution.startswith("Contains information © ")
    mixes = mixes_of(found, random.Random(seed))
    assert list(mixes) == ["A", "B", "C", "D", "E"]
    bound = sorted(ndl.show(first).licence.id for first, _ in mixes.values())
    assert bound == ["CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-SA-4.0", "OGL-UK-3.0", "unknown"]
