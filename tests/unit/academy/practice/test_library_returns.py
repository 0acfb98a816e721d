"""The made-up returns of libraries: the same for a seed, and their faults are there."""

import csv
import random
from collections import Counter
from pathlib import Path

import pytest

from ndl_workbench.academy.practice.library_returns import COUNCILS, write_library_returns

SEEDS = [str(number) for number in range(12)]


def files(folder: Path, seed: str) -> dict[str, list[dict[str, str]]]:
    write_library_returns(folder, random.Random(seed))
    return {path.stem: rows_of(path) for path in sorted((folder / "sent").glob("*.csv"))}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row.get("council")]


def test_a_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    for name, seed in (("one", "a"), ("again", "a"), ("other", "b")):
        files(tmp_path / name, seed)
    one, again, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.csv")}
        for name in ("one", "again", "other")
    )
    assert one == again != other


@pytest.mark.parametrize("seed", SEEDS)
def test_one_council_sent_nothing_and_one_a_web_page(tmp_path, seed):
    sent = files(tmp_path, seed)
    names = {council.lower().replace(" ", "-") for council in COUNCILS}
    assert len(names - set(sent)) == 1
    assert sum(rows == [] for rows in sent.values()) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_a_corrected_file_and_a_library_that_two_list(tmp_path, seed):
    sent = files(tmp_path, seed)
    (name,) = (stem for stem in sent if stem.endswith("-corrected"))
    first, corrected = sent[name.removesuffix("-corrected")], sent[name]
    differ = [(one, two) for one, two in zip(first, corrected, strict=True) if one != two]
    assert 2 <= len(differ) <= 3
    assert all({**one, "visits": ""} == {**two, "visits": ""} for one, two in differ)
    places = Counter(row["library_id"] for stem, rows in sent.items() if stem != name for row in rows)
    assert sorted(places.values())[-2:] == [1, 2]


@pytest.mark.parametrize("seed", SEEDS)
def test_visits_that_cannot_be_added_up(tmp_path, seed):
    rows = [row for stem, each in files(tmp_path, seed).items() if "corrected" not in stem for row in each]
    visits = [row["visits"] for row in rows]
    assert 2 <= visits.count("") <= 3
    assert 2 <= sum("about" in value for value in visits) <= 3
    numbers = sorted(int(value) for value in visits if value.isdecimal())
    assert numbers[-1] >= 900_000 > 100_000 > numbers[-2]
    assert 5 <= sum("O" in row["phone"] for row in rows) <= 7


@pytest.mark.parametrize("seed", SEEDS)
def test_libraries_closed_and_opened_since_last_year(tmp_path, seed):
    this = {row["library_id"] for row in files(tmp_path, seed)["ambermoor"]}
    last = {row["library_id"] for row in rows_of(tmp_path / "last-year.csv")}
    assert len(last - this) in (2, 3)
    assert len(this - last) in (1, 2)
