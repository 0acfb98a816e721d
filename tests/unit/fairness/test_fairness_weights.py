"""Survey weights: what they change, what they do not, and which are refused."""

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import InputError

RNG = np.random.default_rng(65)
SURVEY = pd.DataFrame(
    {
        "area": RNG.choice(["East", "West"], 400),
        "ready": RNG.choice(["yes", "no", None], 400, p=[0.5, 0.4, 0.1]),
        "w": RNG.choice([0.5, 1.0, 3.5], 400),
    }
)


def audit(frame=SURVEY, **call):
    return ndl.audit(frame, **{"outcome": "ready", "by": "area", "weight": "w", **call})


def test_a_weighted_rate_and_its_effective_number():
    audited = audit()

    for row in audited.outcomes:
        known = SURVEY[(SURVEY["area"] == row.group) & SURVEY["ready"].notna()]
        yes = known["ready"].eq("yes")
        n = known["w"].sum() ** 2 / (known["w"] ** 2).sum()
        assert (row.n, row.events) == (len(known), yes.sum())
        assert row.rate == pytest.approx((known["w"] * yes).sum() / known["w"].sum())
        assert row.effective_n == pytest.approx(n)
        assert n < len(known)
        assert (row.low, row.high) == pytest.approx(ndl_wilson(row.rate * n, n))
    assert "People are weighted by w." in " ".join(audited.method)


def ndl_wilson(events, n):
    from statsmodels.stats.proportion import proportion_confint

    return proportion_confint(events, n, method="wilson")


def test_a_weighted_share_of_the_data():
    rows = {row.group: row.observed for row in audit().representation}

    whole = SURVEY["w"].sum()
    for group, share in rows.items():
        assert share == pytest.approx(SURVEY.loc[SURVEY["area"] == group, "w"].sum() / whole)


def test_equal_weights_change_no_figure_but_the_test():
    weighted, plain = audit(SURVEY.assign(w=2.0)), audit(weight=None)

    for with_weights, without in zip(weighted.outcomes, plain.outcomes, strict=True):
        for name in ("n", "events", "effective_n", "reference"):
            assert getattr(with_weights, name) == getattr(without, name)
        for name in ("rate", "low", "high", "difference", "difference_low", "difference_high", "ratio", "ratio_high"):
            assert getattr(with_weights, name) == pytest.approx(getattr(without, name))


def test_every_engine_weighs_alike():
    frame = pl.from_pandas(SURVEY)

    expected = audit().to_dict()
    for other in (frame, frame.lazy(), frame.to_arrow(), duckdb.connect().from_arrow(frame.to_arrow())):
        assert close(audit(other).to_dict(), expected)


def close(one, two):
    """Whether two results are the same but for the order in which floats were added."""
    if isinstance(one, dict):
        return one.keys() == two.keys() and all(close(one[key], two[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(two) and all(map(close, one, two))
    return one == pytest.approx(two, rel=1e-9) if isinstance(one, float) else one == two


def test_weights_of_counts_and_of_totals_are_those_of_each_person():
    counts = SURVEY.assign(n=1).fillna({"ready": "?"}).groupby(["area", "ready", "w"], as_index=False)["n"].sum()
    counts = counts.assign(ready=counts["ready"].replace({"?": None}))
    known = SURVEY.dropna().assign(yes=lambda t: t["ready"].eq("yes").astype(int), all=1)
    totals = known.groupby(["area", "w"], as_index=False)[["yes", "all"]].sum()

    expected = audit().outcomes.to_dict()
    assert close(audit(counts, count="n").outcomes.to_dict(), expected)
    assert close(audit(totals, outcome="yes", total="all").outcomes.to_dict(), expected)


@pytest.mark.parametrize(
    ("weights", "found"),
    [
        ([1.0, -2.0], "the weight -2 in the weight column 'w'"),
        ([1.0, np.inf], "the weight inf in the weight column 'w'"),
        ([1.0, np.nan], "a blank in the weight column 'w'"),
        ([1.0, None], "a blank in the weight column 'w'"),
        (["1", "2"], "text in the weight column 'w'"),
    ],
)
def test_weights_that_cannot_be_are_refused_by_every_engine(weights, found):
    frame = pl.DataFrame({"area": ["East", "West"], "ready": ["yes", "no"], "w": weights}, strict=False)

    for other in (frame, frame.to_pandas(), frame.lazy(), duckdb.connect().from_arrow(frame.to_arrow())):
        with pytest.raises(InputError) as caught:
            audit(other)
        assert caught.value.found == found


def test_people_without_any_weight_are_counted_and_say_nothing():
    audited = audit(SURVEY.assign(w=SURVEY["w"].where(SURVEY["area"] == "East", 0.0)))

    east, west = audited.outcomes
    assert east.rate is not None
    assert (west.rate, west.difference, west.suppressed) == (None, None, False)
    assert audited._repr_html_()
