"""The register of families and the families beside it: what is planted is there, counted without the workbench."""

import random
from collections import Counter, defaultdict

import pytest

from ndl_workbench.academy.practice.early_help import (
    CUT_ACROSS,
    MAY_BE_FAR,
    ON_NO_LIST,
    RESPELT,
    SPELT,
    WOULD_NOT_SAY,
    EarlyHelp,
    early_help,
)

SEEDS = ["a", "b", "c"]
GROUP_OF = {name: group for group, names in SPELT.items() for name in names}


def made(seed: str) -> EarlyHelp:
    return early_help(random.Random(seed))


def rows_of(help_: EarlyHelp) -> list[dict]:
    return help_.register.astype(object).where(help_.register.notna(), None).to_dict("records")


def test_one_draw_makes_one_pair_of_tables() -> None:
    first, again, other = made("a"), made("a"), made("b")

    assert first.register.to_csv() == again.register.to_csv()
    assert first.population.to_csv() == again.population.to_csv()
    assert first.register.to_csv() != other.register.to_csv()


@pytest.mark.parametrize("seed", SEEDS)
def test_one_group_applies_least_and_is_visited_as_often(seed: str) -> None:
    help_ = made(seed)
    applied, known, visited = Counter(), Counter(), Counter()
    for row in rows_of(help_):
        group = GROUP_OF.get(row["ethnic_group"])
        applied[group] += 1
        known[group] += row["visited"] is not None
        visited[group] += row["visited"] == "yes"
    families = Counter()
    for row in help_.population.to_dict("records"):
        families[row["ethnic_group"]] += row["count"]

    least = min(families, key=lambda group: applied[group] / families[group])
    rates = [visited[group] / known[group] for group in families]

    assert least == help_.applies_least
    assert least in MAY_BE_FAR
    assert max(rates) - min(rates) < 0.05


@pytest.mark.parametrize("seed", SEEDS)
def test_one_groups_outcome_is_blank_far_more_often(seed: str) -> None:
    people, blank = Counter(), Counter()
    for row in rows_of(made(seed)):
        group = GROUP_OF.get(row["ethnic_group"], str(row["ethnic_group"]))
        people[group] += 1
        blank[group] += row["visited"] is None

    shares = sorted(blank[group] / people[group] for group in people if people[group] > 40)

    assert shares[-1] > 0.2
    assert shares[-2] < 0.07


@pytest.mark.parametrize("seed", SEEDS)
def test_some_names_are_on_no_list_some_would_not_say_and_only_one_council_did_not_ask(seed: str) -> None:
    names = Counter()
    unasked = Counter()
    for row in rows_of(made(seed)):
        names[row["ethnic_group"]] += 1
        unasked[row["council"]] += row["ethnic_group"] is None

    unlisted = {name: many for name, many in names.items() if name in dict(ON_NO_LIST)}

    assert len(unlisted) == 2
    assert all(15 <= many <= 19 for many in unlisted.values())
    assert all(names[name] > 20 for name in WOULD_NOT_SAY)
    assert unasked["Port Callow"] > 40
    assert unasked["Ambermoor"] == unasked["Thistlewick"] == 0
    assert set(names) - {None, *WOULD_NOT_SAY} - set(unlisted) <= set(GROUP_OF)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_ward_sends_nobody_one_few_and_one_is_spelt_otherwise(seed: str) -> None:
    help_ = made(seed)
    families = Counter(row["ward"] for row in rows_of(help_))
    lived_in = set(help_.population["ward"])

    respelt = [ward for ward, spelt in RESPELT.items() if spelt in families]
    nobody = lived_in - set(families) - set(respelt)

    assert len(respelt) == 1
    assert len(nobody) == 1
    assert sorted(families.values())[0] in range(5, 9)
    assert sorted(families.values())[1] > 50


@pytest.mark.parametrize("seed", SEEDS)
def test_two_or_three_bands_of_age_cut_across_the_published_ones(seed: str) -> None:
    bands = Counter(row["parent_age"] for row in rows_of(made(seed)))

    across = [band for band in bands if band in CUT_ACROSS]

    assert len(across) in (2, 3)
    assert all(bands[band] > 50 for band in across)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_small_number_of_port_callow_follows_from_the_other_two_councils(seed: str) -> None:
    cells: dict[str, Counter] = defaultdict(Counter)
    for row in rows_of(made(seed)):
        if row["council"] == "Port Callow" and row["visited"] and row["ethnic_group"] in GROUP_OF:
            cells[GROUP_OF[row["ethnic_group"]]][row["visited"]] += 1

    few = {group for group, answers in cells.items() if min(answers["yes"], answers["no"]) < 10}

    assert few
    assert "White" not in few
