"""A file's columns, a log of a decision, and two tables that give a hidden number away."""

import random

import pandas as pd
import pytest

from ndl_workbench.academy.practice.equality_papers import (
    DECISION,
    HIDDEN,
    LISTED,
    NOT_LISTED,
    decision_log,
    home_visits,
    housing_columns,
)

SEEDS = range(25)


def test_one_seed_gives_the_same_papers():
    pd.testing.assert_frame_equal(decision_log(random.Random(1)), decision_log(random.Random(1)))
    assert not decision_log(random.Random(1)).equals(decision_log(random.Random(2)))
    for one, same in zip(home_visits(random.Random(1)), home_visits(random.Random(1)), strict=True):
        pd.testing.assert_frame_equal(one, same)


@pytest.mark.parametrize("seed", SEEDS)
def test_some_steps_came_before_the_decision_and_some_after(seed):
    log = decision_log(random.Random(seed))
    decided = log.loc[log["what"] == DECISION, "date"].item()
    assert list(log["letter"]) == list("ABCDEFGH")
    assert (log["date"] == decided).sum() == 1
    assert 2 <= (log["date"] > decided).sum() <= 5


@pytest.mark.parametrize("seed", SEEDS)
def test_the_quarters_give_the_hidden_council_away(seed):
    by_council, by_quarter = home_visits(random.Random(seed))
    shown = by_council[by_council["asked"] != HIDDEN]
    asked = by_quarter["asked"].sum() - shown["asked"].sum()
    refused = by_quarter["refused"].sum() - shown["refused"].sum()
    assert list(by_council["council"]) == ["Ambermoor", "Thistlewick", "Port Callow"]
    assert len(shown) == 2
    assert 5 <= asked <= 9
    assert 0 < refused < asked
    assert 2 * refused != asked


@pytest.mark.parametrize("seed", SEEDS)
def test_no_quarter_refuses_more_than_were_asked_for(seed):
    _, by_quarter = home_visits(random.Random(seed))
    assert (by_quarter["refused"] > 0).all()
    assert (by_quarter["refused"] <= by_quarter["asked"]).all()


def test_a_file_has_four_listed_columns_and_every_other():
    columns = housing_columns(random.Random(1))
    assert len(set(columns) & set(LISTED)) == 4
    assert set(columns) - set(LISTED) == set(NOT_LISTED)
    assert columns == housing_columns(random.Random(1))
    assert columns != housing_columns(random.Random(2))
