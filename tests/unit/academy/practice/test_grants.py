"""The made-up register of grants: the same for a seed, and its faults are there."""

import csv
import random
import re
from collections import Counter
from pathlib import Path

import pytest

from ndl_workbench.academy.practice.grants import GRANTS, MONTH_FIRST, WARDS, write_grants

FEES = 10


def made(folder: Path, seed: str) -> tuple[list[dict[str, str]], str]:
    folder.mkdir()
    new = write_grants(folder, random.Random(seed), FEES)
    with (folder / "grants.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), new


def test_a_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    for name, seed in (("one", "a"), ("again", "a"), ("other", "b")):
        made(tmp_path / name, seed)
    one, again, other = ((tmp_path / name / "grants.csv").read_bytes() for name in ("one", "again", "other"))
    assert one == again != other


@pytest.mark.parametrize("seed", [str(number) for number in range(12)])
def test_each_fault_is_there(tmp_path, seed):
    rows, new = made(tmp_path / "made", seed)
    assert len(rows) == GRANTS
    assert sorted(Counter(row["reference"] for row in rows).values())[-3:] == [1, 2, 2]
    wards = Counter(row["ward"] for row in rows)
    assert 7 <= wards[new] <= 11
    assert 3 <= sum(count for ward, count in wards.items() if ward not in (*WARDS, new)) <= 6
    assert 3 <= sum(row["amount"].startswith("£") for row in rows) <= 5
    assert 2 <= sum(row["amount"].startswith("-") for row in rows) <= 3
    assert 10 <= sum("," in row["amount"] for row in rows) <= 16
    assert 12 <= sum(not row["charity_number"] for row in rows) <= 18
    over = Counter(
        int(row["paid"]) - int(row["amount"])
        for row in rows
        if row["paid"] and re.fullmatch(r"\d+", row["amount"]) and int(row["paid"]) > int(row["amount"])
    )
    assert set(over) == {FEES, FEES + 1, 400}


@pytest.mark.parametrize("seed", [str(number) for number in range(12)])
def test_one_clerk_writes_the_month_first(tmp_path, seed):
    rows, _ = made(tmp_path / "made", seed)
    by_clerk = {row["entered_by"]: [] for row in rows}
    for row in rows:
        by_clerk[row["entered_by"]].append(row["award_date"])
    own = [tuple(map(int, date.split("/")[:2])) for date in by_clerk[MONTH_FIRST]]
    assert all(month <= 12 for month, _ in own)
    assert any(day > 12 for _, day in own)
    assert sum(month == day for month, day in own) >= 3
    assert any(day > 12 for day in (int(date.split("/")[0]) for date in by_clerk["Dale"]))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in by_clerk["Ines"])
