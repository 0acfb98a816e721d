"""The figures of the synthetic children, counted again from the files alone."""

import csv
from collections import Counter

import pytest

from ndl_workbench import collections


def read(id):
    with collections.find(id).path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def readiness():
    return read("early-years/school-readiness")


@pytest.fixture(scope="module")
def by_area():
    return read("early-years/school-readiness-by-area")


def test_of_all_recorded_outcomes_32_per_cent_are_below(readiness):
    outcomes = Counter(row["good_level_of_development"] for row in readiness)

    assert outcomes == {"yes": 4080, "no": 1920, "": 180}
    assert 1920 / (4080 + 1920) == 0.32


def test_of_recorded_outcomes_with_benefits_48_per_cent_are_below(readiness):
    outcomes = Counter(row["good_level_of_development"] for row in readiness if row["benefits"] == "yes")

    assert outcomes == {"yes": 780, "no": 720, "": 45}
    assert 720 / (780 + 720) == 0.48


def test_the_aggregate_counts_exactly_the_same_children(readiness, by_area):
    keys = ("area_code", "area_name", "school_year", "ethnic_group", "benefits", "good_level_of_development")
    from_children = Counter(tuple(row[key] for key in keys) for row in readiness)
    from_aggregate = {tuple(row[key] for key in keys): int(row["children"]) for row in by_area}

    assert from_aggregate == from_children
    assert len(from_aggregate) == len(by_area)
    assert sum(from_aggregate.values()) == 6180


def test_the_children_table_has_the_same_children(readiness):
    shared = ("child_id", "sex", "ethnic_group", "benefits", "first_language")

    assert [[row[key] for key in shared] for row in read("early-years/children")] == [
        [row[key] for key in shared] for row in readiness
    ]


def test_the_outcome_tables_hold_no_repeated_child_and_no_stray_value(readiness):
    areas = {(row["code"], row["name"]) for row in read("reference/areas")}
    groups = {row["label"] for row in read("reference/ethnic-groups")}

    assert len({row["child_id"] for row in readiness}) == 6180
    assert {(row["area_code"], row["area_name"]) for row in readiness} == areas
    assert {row["ethnic_group"] for row in readiness} == groups
    assert {row["sex"] for row in readiness} == {"Female", "Male"}
    assert {row["first_language"] for row in readiness} == {"English", "Other than English", "Not known"}
    assert {row["school_year"] for row in readiness} == {"2024/25"}
    assert {row["benefits"] for row in readiness} == {"yes", "no", ""}


def test_one_group_is_under_ten_and_one_is_under_ten_in_one_area(readiness):
    groups = Counter(row["ethnic_group"] for row in readiness if row["good_level_of_development"])
    cells = Counter((row["area_name"], row["ethnic_group"]) for row in readiness)

    assert [group for group, size in groups.items() if size < 10] == ["Other ethnic group"]
    assert groups["Other ethnic group"] == 8
    assert cells["Port Callow", "Black, Black British, Black Welsh, Caribbean or African"] == 6


def test_the_population_has_every_child_of_the_data(readiness):
    there = Counter()
    for row in read("reference/population"):
        there[row["area_code"], row["ethnic_group"]] += int(row["children"])
    here = Counter((row["area_code"], row["ethnic_group"]) for row in readiness if row["ethnic_group"] != "Not stated")

    assert sum(there.values()) == 7000
    assert set(here) == set(there)
    assert [cell for cell in here if here[cell] > there[cell]] == []


def test_a_review_below_expected_goes_with_a_worse_start(readiness):
    below = {row["child_id"]: row["below_expected"] for row in read("early-years/development-reviews")}
    outcomes = Counter(
        (below[row["child_id"]], row["good_level_of_development"]) for row in readiness if row["child_id"] in below
    )
    after_good = outcomes["no", "no"] / (outcomes["no", "no"] + outcomes["no", "yes"])
    after_poor = outcomes["yes", "no"] / (outcomes["yes", "no"] + outcomes["yes", "yes"])

    assert after_poor > 2 * after_good


def test_boys_and_younger_children_start_with_a_modest_gap(readiness):
    born = {row["child_id"]: row["birth_month"][5:] for row in read("early-years/children")}
    recorded = [row for row in readiness if row["good_level_of_development"]]

    def share_below(rows):
        return sum(row["good_level_of_development"] == "no" for row in rows) / len(rows)

    boys = share_below([row for row in recorded if row["sex"] == "Male"])
    girls = share_below([row for row in recorded if row["sex"] == "Female"])
    summer = share_below([row for row in recorded if born[row["child_id"]] in ("05", "06", "07", "08")])

    assert 0.05 < boys - girls < 0.25
    assert summer > share_below(recorded)
