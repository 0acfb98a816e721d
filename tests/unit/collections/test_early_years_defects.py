"""Every planted defect and bias, counted again from the files and compared with what is owned up to."""

import csv
import datetime
import itertools
import re
from collections import Counter

import pytest

from ndl_workbench import collections

ASIAN = "Asian, Asian British or Asian Welsh"
BLACK = "Black, Black British, Black Welsh, Caribbean or African"
SCORES = ("communication", "movement", "problem_solving", "personal_social")


def read(name):
    with (collections.FOLDER / "early-years" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CHILDREN = read("children")
REVIEWS = read("development-reviews")
READINESS = read("school-readiness")
BY_AREA = read("school-readiness-by-area")
BORN = {row["child_id"]: row["birth_month"] for row in CHILDREN}


def notes(table, key):
    entries = collections.descriptor("early-years")["resources"]
    (entry,) = [entry for entry in entries if entry["name"] == table]
    return {note["id"]: note for note in entry[key]}


def iso_dates():
    return [row for row in REVIEWS if re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["review_date"])]


def of(rows, what):
    hits = [row for row in rows if what(row)]
    return f"{len(hits):,} of {len(rows):,} ({len(hits) / len(rows):.1%})"


DEFECTS = [
    ("children", "benefits-missing", 120, sum(row["benefits"] == "" for row in CHILDREN)),
    ("children", "area-code-spaces", 8, sum(row["area_code"].endswith(" ") for row in CHILDREN)),
    ("children", "area-code-lower-case", 5, sum(row["area_code"].startswith("fic") for row in CHILDREN)),
    ("children", "birth-month-impossible", 3, sum(row["birth_month"].endswith("-13") for row in CHILDREN)),
    (
        "development-reviews",
        "review-before-birth",
        9,
        sum(row["review_date"][:7] < BORN.get(row["child_id"], "") for row in iso_dates()),
    ),
    (
        "development-reviews",
        "review-date-impossible",
        7,
        sum(row["review_date"] == "31-06-2022" for row in REVIEWS),
    ),
    (
        "development-reviews",
        "review-date-day-first",
        15,
        sum(bool(re.fullmatch(r"\d{2}/\d{2}/\d{4}", row["review_date"])) for row in REVIEWS),
    ),
    (
        "development-reviews",
        "score-out-of-range",
        6,
        sum(any(not 0 <= int(row[score]) <= 60 for score in SCORES) for row in REVIEWS),
    ),
    (
        "development-reviews",
        "review-repeated",
        12,
        sum(times > 1 for times in Counter(row["child_id"] for row in REVIEWS).values()),
    ),
    (
        "development-reviews",
        "review-of-unknown-child",
        5,
        sum(row["child_id"] not in BORN for row in REVIEWS),
    ),
    (
        "school-readiness",
        "outcome-missing",
        180,
        sum(row["good_level_of_development"] == "" for row in READINESS),
    ),
    ("school-readiness", "benefits-missing", 120, sum(row["benefits"] == "" for row in READINESS)),
    (
        "school-readiness-by-area",
        "outcome-missing",
        180,
        sum(int(row["children"]) for row in BY_AREA if row["good_level_of_development"] == ""),
    ),
    (
        "school-readiness-by-area",
        "benefits-missing",
        120,
        sum(int(row["children"]) for row in BY_AREA if row["benefits"] == ""),
    ),
]


@pytest.mark.parametrize(("table", "id", "planted", "counted"), DEFECTS)
def test_a_planted_defect_is_there_as_often_as_owned_up_to(table, id, planted, counted):
    note = notes(table, "ndl:knownDefects")[id]

    assert counted == planted
    assert note["count"] == planted
    assert str(planted) in note["description"]


def test_no_defect_is_owned_up_to_without_being_counted():
    owned = {
        (entry["name"], note["id"])
        for entry in collections.descriptor("early-years")["resources"]
        for note in entry["ndl:knownDefects"]
    }

    assert owned == {(table, id) for table, id, _, _ in DEFECTS}


def test_nothing_else_is_wrong_with_the_children():
    codes = {"FIC-01", "FIC-02", "FIC-03"}

    assert sum(row["area_code"] not in codes for row in CHILDREN) == 8 + 5
    assert {row["area_code"].strip().upper() for row in CHILDREN} == codes
    assert sum(not re.fullmatch(r"20(19|20)-(0[1-9]|1[0-2])", row["birth_month"]) for row in CHILDREN) == 3
    assert len({row["child_id"] for row in CHILDREN}) == len(CHILDREN)


def test_nothing_else_is_wrong_with_the_dates_of_reviews():
    right = [row for row in iso_dates() if row["review_date"] > "2021-09"]

    assert len(right) == len(REVIEWS) - 9 - 7 - 15
    for row in right:
        year, month, _ = map(int, row["review_date"].split("-"))
        assert datetime.date.fromisoformat(row["review_date"]) < datetime.date(2023, 2, 1)
        if row["child_id"] in BORN:
            born_year, born_month = map(int, BORN[row["child_id"]].split("-"))
            assert (year - born_year) * 12 + month - born_month == int(row["age_in_months"])


def test_repeated_reviews_are_the_same_in_every_cell_and_stand_together():
    lines = [tuple(row.values()) for row in REVIEWS]

    assert sum(first == second for first, second in itertools.pairwise(lines)) == 12


def test_missing_shares_in_the_text_are_those_of_the_file():
    told = notes("school-readiness", "ndl:knownBiases")

    def lost(row):
        return row["good_level_of_development"] == ""

    def unasked(row):
        return row["benefits"] == ""

    port = [row for row in READINESS if row["area_name"] == "Port Callow"]
    elsewhere = [row for row in READINESS if row["area_name"] != "Port Callow"]
    asian = [row for row in READINESS if row["ethnic_group"] == ASIAN]
    others = [row for row in READINESS if row["ethnic_group"] != ASIAN]
    assert of(port, lost) in told["outcome-missing-by-area"]["description"]
    assert of(elsewhere, lost) in told["outcome-missing-by-area"]["description"]
    assert of(asian, lost) in told["outcome-missing-by-group"]["description"]
    assert of(others, lost) in told["outcome-missing-by-group"]["description"]
    assert of(port, unasked) in told["benefits-missing-by-area"]["description"]
    assert of(elsewhere, unasked) in told["benefits-missing-by-area"]["description"]


@pytest.mark.parametrize("table", ["children", "school-readiness", "school-readiness-by-area"])
def test_groups_that_are_too_few_in_the_text_are_those_of_the_file(table):
    told = notes(table, "ndl:knownBiases")
    text = collections.find("reference/population").path.read_text(encoding="utf-8")
    population = list(csv.DictReader(text.splitlines()))
    black = sum(row["ethnic_group"] == BLACK for row in READINESS)
    in_port = sum(row["ethnic_group"] == BLACK and row["area_name"] == "Port Callow" for row in READINESS)
    expected = sum(int(row["children"]) for row in population if row["ethnic_group"] == BLACK)

    assert f"{black} of 6,180 children (3.0%)" in told["black-children-under-represented"]["description"]
    assert f"{expected} of 7,000 (6.0%)" in told["black-children-under-represented"]["description"]
    assert round(black / 6180, 3) == 0.03
    assert round(expected / 7000, 3) == 0.06
    assert "Only 8 children" in told["other-ethnic-group-tiny"]["description"]
    assert "has 90" in told["other-ethnic-group-tiny"]["description"]
    assert f"has {in_port} children" in told["small-group-in-one-area"]["description"]


def test_reviews_miss_families_on_benefits_in_one_area():
    (note,) = notes("development-reviews", "ndl:knownBiases").values()
    reviewed = {row["child_id"] for row in REVIEWS}

    def seldom(row):
        return row["area_name"] == "Thistlewick" and row["benefits"] == "yes"

    def seen(row):
        return row["child_id"] in reviewed

    assert of([row for row in READINESS if seldom(row)], seen) in note["description"]
    assert of([row for row in READINESS if not seldom(row)], seen) in note["description"]
    assert "(54.8%)" in note["description"]
    assert "(88.0%)" in note["description"]


def test_biases_owned_up_to_are_those_checked_here():
    owned = {
        note["id"] for entry in collections.descriptor("early-years")["resources"] for note in entry["ndl:knownBiases"]
    }

    assert owned == {
        "black-children-under-represented",
        "other-ethnic-group-tiny",
        "small-group-in-one-area",
        "outcome-missing-by-area",
        "outcome-missing-by-group",
        "benefits-missing-by-area",
        "reviews-miss-families-on-benefits",
    }
