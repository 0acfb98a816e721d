"""A model's scores for an offer of help: its planted flaws, counted with fairlearn and by hand."""

import random

import pandas as pd
import pytest
from fairlearn.metrics import MetricFrame, false_negative_rate, selection_rate

import ndl_workbench as ndl
from ndl_workbench.academy.practice.support_scores import ANOTHER, COUNCILS, ENGLISH, support_scores

SEEDS = ["practice/x", "a" * 64, "7" * 64]


@pytest.fixture(params=SEEDS)
def families(request):
    return support_scores(random.Random(request.param))


def test_one_seed_gives_one_table():
    first = support_scores(random.Random("one"))
    pd.testing.assert_frame_equal(first, support_scores(random.Random("one")))
    assert not first.equals(support_scores(random.Random("two")))


def test_the_offer_follows_the_threshold(families):
    assert families["offered"].tolist() == ["yes" if score >= 0.5 else "no" for score in families["score"]]
    assert families["family"].is_unique
    assert set(families["council"]) == set(COUNCILS)


def test_offers_are_alike_and_misses_are_not(families):
    known = families.dropna()
    rates = MetricFrame(
        metrics={"offered": selection_rate, "missed": false_negative_rate},
        y_true=known["needed_help"] == "yes",
        y_pred=known["offered"] == "yes",
        sensitive_features=known["first_language"],
    ).by_group
    assert abs(rates["offered"][ANOTHER] - rates["offered"][ENGLISH]) < 0.05
    assert 0.15 < rates["missed"][ANOTHER] - rates["missed"][ENGLISH] < 0.3


def test_more_of_one_group_need_help_at_the_same_score(families):
    near = families[(families["score"] >= 0.3) & (families["score"] < 0.5)].dropna()
    needed = (near["needed_help"] == "yes").groupby(near["first_language"]).mean()
    assert needed[ENGLISH] < 0.48
    assert needed[ANOTHER] > needed[ENGLISH] + 0.05


def test_reviews_are_missing_more_often_in_one_group(families):
    blank = families["needed_help"].isna().groupby(families["first_language"]).mean()
    assert blank[ENGLISH] < 0.08 < blank[ANOTHER] < 0.22
    assert families["first_language"].isna().sum() > 200


def test_the_gap_of_the_small_council_is_within_chance_and_shown(families):
    audit = ndl.audit_model(families["needed_help"], families["offered"], sensitive_features=families["council"])
    small = {group.name: group for group in audit.groups}["Port Callow"]
    missed = small["false_negative_rate"]
    assert small.people < 260
    assert missed.difference > 0.02
    assert missed.difference_low < -0.01 < missed.difference_high
