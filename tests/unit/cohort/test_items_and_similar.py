"""Item statistics by hand, and work that is alike."""

from __future__ import annotations

import statistics

import pytest

from ndl_workbench.academy.grading.standing import Mark, Standing
from ndl_workbench.cohort.items import correlation, items_of
from ndl_workbench.cohort.similar import GRAM, WINDOW, alike, fingerprints


def standing(who: str, waiting: tuple[str, ...] = (), **marks: float) -> Standing:
    cells = {f"{name}-check": Mark(value, 2.0, 0.0, False, value, name in waiting) for name, value in marks.items()}
    return Standing(who, None, cells, {}, 0.0, 0.0)


def test_facility_and_discrimination_as_by_hand():
    standings = {
        "a": standing("a", one=2, two=2, three=0),
        "b": standing("b", one=2, two=1, three=0),
        "c": standing("c", one=0, two=1, three=2),
        "d": standing("d", one=0, two=0, three=2),
    }
    one, two, three = items_of("01_x", standings)

    assert (one.question, one.facility, one.people) == ("one", 0.5, 4)
    assert two.facility == 0.5
    # 2, 2, 0, 0 against two + three: 2, 1, 3, 2.
    assert one.discrimination == pytest.approx(statistics.correlation([2, 2, 0, 0], [2, 1, 3, 2]))
    # The others of two come to 2 for everybody.
    assert two.discrimination is None
    assert three.discrimination == pytest.approx(statistics.correlation([0, 0, 2, 2], [4, 3, 1, 0]))


def test_a_question_that_all_got_right_has_no_discrimination():
    standings = {name: standing(name, one=2, two=mark) for name, mark in (("a", 0), ("b", 1), ("c", 2))}
    one, two = items_of("01_x", standings)

    assert (one.facility, one.discrimination, two.discrimination) == (1.0, None, None)


def test_what_waits_for_a_person_is_not_in_the_figures():
    standings = {
        "a": standing("a", one=2, two=0, waiting=("two",)),
        "b": standing("b", one=0, two=2),
        "c": standing("c", one=1, two=1),
    }
    one, two = items_of("01_x", standings)

    assert (one.people, one.facility, one.together) == (3, 0.5, 2)
    assert (two.people, two.facility) == (2, 0.75)
    assert one.discrimination is None


def test_nobody_marked_is_no_question():
    assert items_of("01_x", {}) == ()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_have_no_correlation(count):
    assert correlation([1.0, 2.0][:count], [1.0, 2.0][:count]) is None


def test_correlation_agrees_with_the_library():
    one, other = [0.1, 3, 2, 5, 5.5], [9, 1, 1e9, 4, 2]

    assert correlation(one, other) == pytest.approx(statistics.correlation(one, other))


ANSWER = """
totals = {}
for row in rows:
    if row["area"] not in totals:
        totals[row["area"]] = 0
    totals[row["area"]] += row["count"] * 2
busiest = max(totals, key=totals.get)
shares = [round(100 * value / sum(totals.values()), 1) for value in totals.values()]
"""
RENAMED = ANSWER.replace("totals", "t").replace("row", "zeile").replace("busiest", "x").replace('"area"', "'place'")
OTHER = """
import pandas as pd

frame = pd.DataFrame(rows)
by_area = frame.groupby("area")["count"].sum().mul(2)
busiest = by_area.idxmax()
shares = (100 * by_area / by_area.sum()).round(1).tolist()
assert len(shares) == frame["area"].nunique(), "one share for each area"
"""


def test_renaming_and_comments_change_no_fingerprint():
    assert fingerprints(RENAMED) == fingerprints(ANSWER)
    assert fingerprints("# a note\n" + ANSWER.replace("\n", "  # why\n")) == fingerprints(ANSWER)


def test_what_two_share_of_enough_tokens_shares_a_fingerprint():
    shared = "+".join(f"f{n}(x)" for n in range(GRAM + WINDOW))

    assert fingerprints(f"a = [1]; {shared}") & fingerprints(f"while b: c -= {shared}")


def test_a_copy_is_found_and_work_of_ones_own_is_not():
    (pair,) = alike("01_x", {"ann": [ANSWER], "bo": [RENAMED], "cy": [OTHER]}, known=[], at_least=0.6)

    assert (pair.one, pair.other, pair.share) == ("ann", "bo", 1.0)


def test_what_was_released_is_left_out():
    assert alike("01_x", {"ann": [ANSWER], "bo": [RENAMED]}, known=[ANSWER], at_least=0.0) == ()


def test_what_many_have_is_how_it_is_answered():
    assert alike("01_x", {f"t{n}": [ANSWER] for n in range(9)}, known=[], at_least=0.0) == ()


@pytest.mark.parametrize("text", ["", "def (:", "'" * 9_999, '"""' * 999, "\ud800\0" * 50, "(" * 300_000, "é" * 10_000])
def test_any_text_has_fingerprints(text):
    assert isinstance(fingerprints(text), set)
