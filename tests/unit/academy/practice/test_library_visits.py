"""The returns of library visits: drawn anew for each seed, with the faults that the questions ask about."""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
from collections import Counter

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.practice.library_visits import COUNCILS, DAYS_TO_SEND, QUARTERS, write_returns

FILES = ("counters.csv", "quarters.csv", "visits.csv")


@pytest.fixture(params=range(8))
def sent(request, tmp_path):
    write_returns(tmp_path, random.Random(request.param))
    return tmp_path


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_writes_the_same_bytes_and_another_writes_others(tmp_path):
    written = {}
    for name, seed in (("one", "a"), ("again", "a"), ("other", "b")):
        (tmp_path / name).mkdir()
        write_returns(tmp_path / name, random.Random(seed))
        written[name] = [(tmp_path / name / file).read_bytes() for file in FILES]
    assert written["one"] == written["again"]
    assert all(one != other for one, other in zip(written["one"][::2], written["other"][::2], strict=True))


def test_one_council_is_missing_for_one_quarter_and_no_other(sent):
    there = {(row["Council"], row["Quarter"]) for row in rows_of(sent / "visits.csv")}
    absent = [(council, quarter) for council in COUNCILS for quarter in QUARTERS if (council, quarter) not in there]
    assert len(absent) == 1
    assert absent[0][1] != "2025-Q1"


def test_the_check_finds_what_a_count_by_hand_finds(sent):
    rows = rows_of(sent / "visits.csv")
    report = ndl.check(sent / "visits.csv", standard=sent / "visits.yaml")
    found = {(finding.column, finding.check): finding.count for finding in report.findings}
    copies = sum(count - 1 for count in Counter(tuple(row.values()) for row in rows).values())
    whole = [row["Visits"] for row in rows if row["Visits"].isdecimal()]
    good = re.compile(r"X[ABC]\d{1,2} \d[A-Z]{2}")
    assert found == {
        ("Council", "missing associated entity"): sum(row["Council"] not in COUNCILS for row in rows),
        ("Visits", "missing value"): sum(not row["Visits"] for row in rows),
        ("Visits", "invalid integer"): sum(row["Visits"].startswith("about ") for row in rows),
        ("Visits", "too large"): sum(int(number) > 20_000 for number in whole),
        ("How counted", "invalid category value"): sum(row["How counted"] == "clicker" for row in rows),
        ("Postcode", "missing value"): sum(not row["Postcode"] for row in rows),
        ("Postcode", "invalid pattern"): sum(
            bool(row["Postcode"]) and not good.fullmatch(row["Postcode"]) for row in rows
        ),
        ("Library, Quarter", "reference values are not unique"): copies,
        ("", "duplicate row"): copies,
    }
    assert min(found.values()) > 0


def test_one_row_has_two_faults_that_matter_for_totals(sent):
    rows = rows_of(sent / "visits.csv")
    assert any(row["Council"] not in COUNCILS and not row["Visits"] for row in rows)


def test_some_libraries_have_no_good_postcode_and_some_have_one_only_in_some_rows(sent):
    good = re.compile(r"X[ABC]\d{1,2} \d[A-Z]{2}")
    codes = {}
    for row in rows_of(sent / "visits.csv"):
        codes.setdefault(row["Library"], []).append(bool(good.fullmatch(row["Postcode"])))
    assert 2 <= sum(not any(each) for each in codes.values()) <= 3
    assert 4 <= sum(any(each) and not all(each) for each in codes.values()) <= 7


def test_returns_come_late_on_the_last_day_and_with_no_date(sent):
    last = {quarter: end + dt.timedelta(days=DAYS_TO_SEND) for quarter, end in QUARTERS.items()}
    came = Counter()
    for row in rows_of(sent / "visits.csv"):
        day = dt.datetime.strptime(row["Received"], "%d/%m/%Y").date() if row["Received"] else None
        due = last[row["Quarter"]]
        came["undated" if day is None else "late" if day > due else "on the day" if day == due else "early"] += 1
    assert all(came[kind] for kind in ("undated", "late", "on the day", "early"))


def test_counters_show_visits_that_break_no_rule_and_are_untrue(sent):
    true = {(row["Library"], row["Quarter"]): row["Visits"] for row in rows_of(sent / "counters.csv")}
    rows = [row for row in rows_of(sent / "visits.csv") if (row["Library"], row["Quarter"]) in true]
    differing = [row["Visits"] for row in rows if row["Visits"] not in ("", true[row["Library"], row["Quarter"]])]
    plausible = [visits for visits in differing if visits.isdecimal() and int(visits) <= 20_000]
    # One may stand twice, so that it is compared with nothing; still more are plausible than are not.
    assert 5 <= len(plausible) <= 10
    assert 2 <= len(differing) - len(plausible) <= 3
