"""Tenants and the app: the planted flaws, counted by hand."""

import random

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.practice.tenants import COUNCILS, OLDER, tenants

SEEDS = ["practice/x", "a" * 64, "7" * 64]


@pytest.fixture(params=SEEDS)
def people(request):
    return tenants(random.Random(request.param))


def test_one_seed_gives_one_table():
    first = tenants(random.Random("one"))
    pd.testing.assert_frame_equal(first, tenants(random.Random("one")))
    assert not first.equals(tenants(random.Random("two")))


def test_every_tenant_is_listed_once(people):
    assert people["tenant"].is_unique
    assert set(people["council"]) == set(COUNCILS)
    assert set(people["used_app"]) == {"yes", "no"}


def test_disabled_and_older_tenants_use_the_app_less(people):
    used = people["used_app"] == "yes"
    by_disability = used.groupby(people["disabled"]).mean()
    by_age = used.groupby(people["age_band"]).mean()
    assert by_disability["yes"] < by_disability["no"] - 0.15
    assert by_age[OLDER] < by_age["Under 65"] - 0.2


def test_one_council_hardly_records_disability(people):
    blank = people["disabled"].isna().groupby(people["council"]).mean().sort_values()
    assert blank.iloc[1] < 0.1
    assert 0.8 < blank.iloc[2] < 0.95


def test_ethnic_groups_differ_by_no_more_than_chance_and_the_smallest_is_hidden(people):
    audit = ndl.audit(people, outcome="used_app", by="ethnic_group")
    rows = {row.group: row for row in audit.outcomes}
    assert {group for group, row in rows.items() if row.suppressed} == {"Other", "Not recorded"}
    for group in ("Asian", "Black", "Mixed"):
        assert rows[group].difference_low < 0 < rows[group].difference_high
    assert rows["Black"].difference < -0.02
