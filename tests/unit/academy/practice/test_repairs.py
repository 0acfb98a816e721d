"""Repairs, tenants and a survey: what is planted is there, counted without the workbench."""

import random
from collections import Counter
from statistics import mean

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.practice import repairs as practice

SEEDS = ["a", "b", "c"]
MAKERS = [
    practice.repairs,
    practice.estates,
    practice.by_year,
    practice.households,
    practice.tenants,
    practice.survey,
]


def drawn(seed: str) -> random.Random:
    return random.Random(seed)


def rate(rows: list[dict], column: str = "on_time", **same: str) -> float:
    return mean(row[column] == "yes" for row in rows if all(row[name] == value for name, value in same.items()))


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_one_draw_makes_one_table(make) -> None:
    assert make(drawn("a")).to_csv() == make(drawn("a")).to_csv()
    assert make(drawn("a")).to_csv() != make(drawn("b")).to_csv()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_gap_of_disabled_tenants_turns_round_among_repairs_of_one_kind(seed: str) -> None:
    rows = practice.repairs(drawn(seed)).to_dict("records")

    assert rate(rows, disabled="yes") > rate(rows, disabled="no") + 0.02
    for kind in ("urgent", "routine"):
        assert rate(rows, disabled="yes", kind=kind) < rate(rows, disabled="no", kind=kind) - 0.05


@pytest.mark.parametrize("seed", SEEDS)
def test_visits_are_missed_about_twice_as_often_where_another_language_is_spoken(seed: str) -> None:
    rows = practice.repairs(drawn(seed)).to_dict("records")

    times = rate(rows, "missed", language="another language") / rate(rows, "missed", language="English")

    assert 1.9 < times < 2.8


@pytest.mark.parametrize("seed", SEEDS)
def test_two_estates_are_far_from_the_rest_and_three_or_four_a_little(seed: str) -> None:
    rows = practice.estates(drawn(seed)).to_dict("records")
    everyone = sum(row["on_time"] for row in rows) / sum(row["repairs"] for row in rows)

    def errors(row: dict) -> float:
        spread = (everyone * (1 - everyone) / row["repairs"]) ** 0.5
        return abs(row["on_time"] / row["repairs"] - everyone) / spread

    far = [row for row in rows if errors(row) > 4]
    a_little = [row for row in rows if 1.9 < errors(row) <= 4]

    assert len(far) == 2
    assert len(a_little) in (3, 4)
    assert 32 <= len(rows) <= 42


@pytest.mark.parametrize("seed", SEEDS)
def test_repairs_become_better_for_all_and_the_gap_wider(seed: str) -> None:
    rows = practice.by_year(drawn(seed)).to_dict("records")
    rates = {(row["year"], row["disabled"]): row["on_time"] / row["repairs"] for row in rows}

    assert rates[2025, "no"] > rates[2022, "no"] + 0.1
    assert rates[2025, "yes"] > rates[2022, "yes"] + 0.03
    assert rates[2025, "no"] - rates[2025, "yes"] > rates[2022, "no"] - rates[2022, "yes"] + 0.04


@pytest.mark.parametrize("seed", SEEDS)
def test_the_lowest_combination_is_small_and_the_next_is_not(seed: str) -> None:
    rows = practice.households(drawn(seed)).to_dict("records")

    lowest, second, third = sorted(rows, key=lambda row: row["on_time"] / row["repairs"])[:3]

    assert lowest["repairs"] == 30
    assert second["repairs"] > 250
    assert third["on_time"] / third["repairs"] > second["on_time"] / second["repairs"] + 0.1


@pytest.mark.parametrize("seed", SEEDS)
def test_two_columns_tell_much_about_the_ethnic_group_and_one_a_little(seed: str) -> None:
    rows = practice.tenants(drawn(seed)).to_dict("records")

    def told(column: str) -> float:
        """The share of tenants whose group is the commonest among those with the same value."""
        pairs = Counter((row[column], row["ethnic_group"]) for row in rows)
        best = {value: max(n for (other, _), n in pairs.items() if other == value) for value, _ in pairs}
        return sum(best.values()) / len(rows)

    ordered = sorted((told(column) for column in practice.COLUMNS), reverse=True)

    assert ordered[1] > 0.7
    assert ordered[2] < 0.62


@pytest.mark.parametrize("seed", SEEDS)
def test_the_survey_asked_port_callow_too_often_and_its_tenants_are_the_least_content(seed: str) -> None:
    rows = practice.survey(drawn(seed)).to_dict("records")
    weights = Counter()
    for row in rows:
        weights[row["council"]] += row["weight"]

    asked = mean(row["council"] == "Port Callow" for row in rows)

    assert asked > 0.4
    assert weights["Port Callow"] / sum(weights.values()) < 0.15
    assert rate(rows, "satisfied", council="Port Callow") < rate(rows, "satisfied", council="Ambermoor") - 0.15


@pytest.mark.parametrize("seed", SEEDS)
def test_two_columns_are_offered_from_before_and_two_from_after(seed: str) -> None:
    offered = practice.columns_offered(drawn(seed))

    assert len(offered) == 4
    assert sum(name in practice.BEFORE for name in offered) == 2
    assert sum(name in practice.AFTER for name in offered) == 2


def test_the_claims_that_may_stand_have_an_interval_and_no_cause() -> None:
    table = practice.repairs(drawn("a"))
    waits = ndl.audit(table, outcome="on_time", by="disabled", control="kind")
    visits = ndl.audit(table, outcome="missed", by="language")

    claims = practice.claims(drawn("a"), waits, visits)

    standing = [sentence for sentence in claims.values() if practice.may_stand(sentence)]
    assert sorted(claims) == ["A", "B", "C", "D", "E", "F"]
    assert len(standing) == 2
    assert not any("because" in sentence or "shows that" in sentence for sentence in standing)
    assert claims != practice.claims(drawn("b"), waits, visits)
