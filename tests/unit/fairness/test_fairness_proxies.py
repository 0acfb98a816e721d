"""Columns that stand in for a group: how strongly, in which words, and what is not told of them."""

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy.stats.contingency import association

import ndl_workbench as ndl
from ndl_workbench.fairness.proxies import cramers_v
from ndl_workbench.fairness.sentences import sentences

RNG = np.random.default_rng(2013)


def people(n=2000):
    sex = RNG.choice(["F", "M"], n)
    return pd.DataFrame(
        {
            "sex": sex,
            "ready": RNG.choice(["yes", "no"], n),
            "title": np.where(sex == "F", "Ms", "Mr"),
            "job": np.where(RNG.random(n) < 0.8, np.where(sex == "F", "nurse", "smith"), "other"),
            "coin": RNG.choice(["heads", "tails", "edge"], n),
            "id": [f"P{place}" for place in range(n)],
        }
    )


PEOPLE = people()


def test_every_column_is_measured_strongest_first_and_names_are_not():
    found = ndl.audit(PEOPLE, outcome="ready", by="sex").proxies

    assert [(row.column, row.suppressed) for row in found] == [("title", False), ("job", False), ("coin", False)]
    assert found.rows[0].strength == 1.0
    assert found.rows[2].strength < 0.06
    assert found.untested == ("id",)


def test_a_table_of_two_by_two_with_a_small_cell_is_hidden():
    table = PEOPLE.assign(
        title=PEOPLE["title"].where(PEOPLE.index != PEOPLE.index[0], "Ms" if PEOPLE["sex"][0] == "M" else "Mr")
    )

    found = {row.column: row for row in ndl.audit(table, outcome="ready", by="sex").proxies}

    assert (found["title"].strength, found["title"].suppressed) == (None, True)
    assert not found["job"].suppressed


def test_a_finding_is_said_in_words():
    result = ndl.audit(PEOPLE, outcome="ready", by="sex")

    (line,) = [line for line in sentences(result) if line.startswith("job")]
    assert line.startswith("job says much about sex (Cramér's V 0.")
    # Nothing else is told: of each other job, all are of one sex, which would tell it of each of them.
    assert line.endswith(").")
    assert "Not tried for what they give away, because they have too many different values: id." in result.caveats


def test_what_says_the_same_is_called_so():
    table = PEOPLE.assign(area=np.tile(["N", "S", "E", "W"], 500)).assign(code=lambda t: t["area"].str.lower())

    result = ndl.audit(table, outcome="ready", by="area")

    assert "code says nearly the same as area: leaving area out would not hide it." in sentences(result)


@pytest.mark.parametrize("shape", [(2, 3), (4, 4), (3, 7)])
def test_without_the_correction_it_is_the_v_of_scipy(shape):
    table = RNG.integers(1_000_000, 9_000_000, shape)

    # With millions of people the correction is too small to see.
    assert cramers_v(table.tolist()) == pytest.approx(association(table, method="cramer"), abs=1e-5)


def test_numbers_of_many_values_are_put_into_bands_alike_in_every_engine():
    table = PEOPLE.assign(pay=RNG.normal(30_000, 4000, len(PEOPLE)) - np.where(PEOPLE["sex"] == "F", 9000, 0))
    table.loc[table.index[:40], "pay"] = np.nan
    frame = pl.from_pandas(table)

    expected = ndl.audit(table, outcome="ready", by="sex").proxies
    pay = next(row for row in expected if row.column == "pay")

    assert 0.6 < pay.strength < 0.9
    assert "pay" not in expected.untested
    assert (pay.group, pay.value) == ("M", "29,000 to under 32,000")
    for other in (frame, frame.lazy(), duckdb.connect().from_arrow(frame.to_arrow())):
        assert ndl.audit(other, outcome="ready", by="sex").proxies == expected


def test_a_column_of_infinite_numbers_is_not_tried():
    table = PEOPLE.assign(pay=np.arange(len(PEOPLE), dtype=float)).replace({"pay": {5.0: np.inf}})

    assert ndl.audit(table, outcome="ready", by="sex").proxies.untested == ("id", "pay")


def test_the_correction_takes_off_what_chance_gives():
    plain, corrected = [], []
    for _ in range(200):
        table = RNG.multinomial(100, [1 / 20] * 20).reshape(4, 5)
        plain.append(association(table, method="cramer"))
        corrected.append(cramers_v(table.tolist()))

    assert np.mean(plain) > 0.18
    assert np.mean(corrected) < 0.07


@pytest.mark.parametrize(
    ("table", "strength"),
    [([[50, 0], [0, 50]], 1.0), ([[25, 25], [25, 25]], 0.0), ([[10, 20]], 0.0), ([[10], [5]], 0.0), ([[1, 0]], 0.0)],
)
def test_the_ends(table, strength):
    assert cramers_v(table) == pytest.approx(strength, abs=0.01)


def test_every_engine_measures_alike():
    frame = pl.from_pandas(PEOPLE)

    expected = ndl.audit(PEOPLE, outcome="ready", by="sex").proxies
    for other in (frame, frame.lazy(), frame.to_arrow(), duckdb.connect().from_arrow(frame.to_arrow())):
        assert ndl.audit(other, outcome="ready", by="sex").proxies == expected


def test_few_people_are_put_together_and_named_nowhere():
    table = PEOPLE.assign(town=np.where(PEOPLE.index < 4, "Hamlet", np.where(PEOPLE["sex"] == "F", "Ton", "Ham")))

    result = ndl.audit(table, outcome="ready", by="sex")

    assert "Hamlet" not in str(result.proxies.to_dict())


def test_a_ward_tells_its_district_and_a_district_tells_no_ward():
    rows = [(f"w{place % 6}", f"d{place % 2}", place % 5 > 1) for place in range(600)]
    frame = pd.DataFrame(rows, columns=["ward", "district", "o"])

    wards = ndl.audit(frame, outcome="o", by="ward")
    districts = ndl.audit(frame, outcome="o", by="district")

    assert [(row.column, row.strength, row.tells) for row in wards.proxies] == [("district", 1.0, False)]
    assert [(row.column, row.strength, row.tells) for row in districts.proxies] == [("ward", 1.0, True)]
    assert "ward says nearly the same as district: leaving district out would not hide it." in repr(districts)
    assert "says nearly the same" not in repr(wards)
    assert "district says much about ward (Cramér's V 1.00): of people with district “d0”, 33% are" in repr(wards)
