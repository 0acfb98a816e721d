"""Mitigation: fairlearn's estimators, what they cost whom, and the caution that goes with them."""

import json
import re

import numpy as np
import pandas as pd
import polars as pl
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import InputError
from ndl_workbench.fairness import mitigation

RANDOM = np.random.default_rng(0)
N = 5000
AREA = RANDOM.choice(["north", "south"], N, p=[0.6, 0.4])
Z = RANDOM.normal(size=N) + (AREA == "north") * 1.2
Y = (Z + RANDOM.normal(size=N) > 0.6).astype(int)
X = pd.DataFrame({"z": Z, "north": (AREA == "north").astype(int)})


def classifier():
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression()


def mitigated(**more):
    call = {"estimator": classifier(), "X": X, "y": Y, "sensitive_features": pd.Series(AREA, name="area"), **more}
    return ndl.mitigate(call.pop("estimator"), call.pop("X"), call.pop("y"), **call)


@pytest.fixture(scope="module", params=["threshold", "reduction", "grid"])
def result(request):
    return mitigated(method=request.param)


def test_the_gap_is_narrowed_and_the_table_says_who_gains_and_who_loses(result):
    before, after = result.gaps

    assert before > 0.25
    assert after < 0.6 * before
    everyone, north, south = result.changes
    assert (north.group, south.group, everyone.people) == ("north", "south", north.people + south.people)
    assert north.rate("selection_rate", "after") < north.rate("selection_rate", "before")
    assert south.rate("selection_rate", "after") > south.rate("selection_rate", "before")
    for change in result.changes:
        if change.gained is not None:
            moved = (change.rate("selection_rate", "after") - change.rate("selection_rate", "before")) * change.people
            assert moved == pytest.approx(change.gained - change.lost, abs=1e-6)


def test_people_measured_were_held_back_and_all_are_accounted_for(result):
    assert (result.fitted_on + result.measured_on, result.held_back) == (N, True)
    assert result.measured_on == result.before.everyone[0].people == result.after.everyone[0].people
    assert "held back" in " ".join(result.caveats)


def test_the_legal_caution_cannot_be_left_out(result, tmp_path):
    said = " ".join(result.caution)
    page = result.save(tmp_path / "mitigation.html").read_text(encoding="utf-8")

    assert re.search(r"Equality Act 2010, section 1[39]", said)
    assert "section 13" in said
    assert "This is no legal advice." in repr(result)
    assert result.uses_group is (result.method == "threshold")
    assert ("looks at a person&#39;s group in every decision" in page) is result.uses_group
    assert page.index("Equality Act 2010") < page.index("What changes, and for whom")
    assert "https://www.legislation.gov.uk/ukpga/2010/15/section/13" in page


def test_the_result_is_short_and_ready_for_json(result):
    told = json.loads(json.dumps(result.to_dict(), allow_nan=False))

    assert (told["schema"], len(told["changes"])) == ("ndl/mitigation/1", 3)
    assert len(repr(result).splitlines()) <= 20
    assert result.to_frame()["group"].tolist() == ["Everyone", "north", "south"]
    assert hash(result) == hash(result)


def test_the_model_is_fairlearns_and_can_be_used(result):
    kinds = {"threshold": "ThresholdOptimizer", "reduction": "ExponentiatedGradient", "grid": "GridSearch"}

    assert type(result.model).__name__ == kinds[result.method]


@pytest.mark.parametrize("method", ["threshold", "reduction"])
def test_the_same_seed_gives_the_same_result(method):
    one, same, other = (mitigated(method=method, seed=seed) for seed in (3, 3, 4))

    assert one == same
    assert one.changes != other.changes


def test_fairlearn_called_by_hand_decides_the_same():
    from fairlearn.postprocessing import ThresholdOptimizer

    result = mitigated(holdout=0, constraint="equalized_odds", seed=5)

    by_hand = ThresholdOptimizer(estimator=classifier(), constraints="equalized_odds", predict_method="auto")
    decided = by_hand.fit(X, Y, sensitive_features=AREA).predict(X, sensitive_features=AREA, random_state=5)
    audit = ndl.audit_model(Y, decided, sensitive_features={"area": AREA})
    assert result.after.groups == audit.groups
    assert "They flatter it" in " ".join(result.caveats)


@pytest.mark.parametrize("frame", [X.to_numpy(), pl.from_pandas(X)], ids=["numpy", "polars"])
def test_what_is_known_of_people_may_be_held_in_any_frame(frame):
    assert mitigated(X=frame).changes == mitigated().changes


def test_scores_will_do_in_place_of_a_model():
    result = mitigated(estimator=1 / (1 + np.exp(-Z)), X=None, threshold=0.6)

    assert result.gaps[1] < result.gaps[0]
    everyone = result.changes[0]
    assert everyone.rate("selection_rate", "before") == pytest.approx((1 / (1 + np.exp(-Z)) >= 0.6).mean(), abs=0.02)


def test_groups_hidden_in_one_audit_are_hidden_in_both_and_in_the_table():
    area = np.where(np.arange(N) % 50 == 0, "west", AREA)

    result = mitigated(sensitive_features=pd.Series(area, name="area"))

    gone = [[group.name for group in audit.groups if group.suppressed] for audit in (result.before, result.after)]
    assert gone[0] == gone[1]
    assert "west" in gone[0]
    assert [change.group for change in result.changes if change.suppressed] == gone[0]
    assert all(change.people is None and change.gained is None for change in result.changes if change.suppressed)


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ({"method": "wish"}, "method='wish'"),
        ({"constraint": "goodness"}, "constraint='goodness'"),
        ({"holdout": 1}, "holdout=1"),
        ({"y": [1, 0]}, "columns of different lengths"),
        ({"y": [None, *Y[1:].tolist()]}, "1 people of whom the truth is not known"),
        ({"y": [3] * N}, "the value '3' in y"),
        ({"X": X.head(10)}, "10 rows in X and 5,000 in y"),
        ({"sensitive_features": ["a"] * N}, "a single group (“a”)"),
        ({"sensitive_features": ["b", "c", *AREA[2:]]}, "2 group(s) with fewer than 2 people truly yes, or truly no"),
        ({"estimator": Z, "method": "grid"}, "scores, and method='grid'"),
        ({"estimator": np.where(Z > 2, np.nan, Z)}, "scores that are missing or infinite"),
        ({"estimator": "model"}, "a str in place of a model"),
        ({"estimator": 5}, "a int in place of a model"),
    ],
)
def test_what_cannot_be_mitigated_is_refused(call, found):
    with pytest.raises(InputError, match=re.escape(found)) as refused:
        mitigated(**call)

    assert refused.value.done in ("nothing was fitted", "nothing was computed")


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ({"a": 5, "b": 40}, [None, None, (40, 0)]),
        ({"a": 0, "b": 40}, [(40, 0), (0, 0), (40, 0)]),
        ({"a": 12, "b": 40}, [(52, 0), (12, 0), (40, 0)]),
    ],
)
def test_where_few_decisions_of_a_group_change_it_is_not_told_how_many_nor_of_everyone(moved, told):
    area = np.repeat(["a", "b"], 200)
    truth, before = np.tile([0, 1], 200), np.tile([0, 0, 1, 1], 100)
    after = before.copy()
    for group, many in moved.items():
        after[np.flatnonzero((area == group) & (before == 0))[:many]] = 1
    audits = tuple(ndl.audit_model(truth, said, sensitive_features={"area": area}) for said in (before, after))
    asked = mitigation.Asked("threshold", "demographic_parity", 0.5, 0.3, 0, 10)

    changes = mitigation._changes(audits, area, before, after, asked)

    assert [None if row.gained is None else (row.gained, row.lost) for row in changes] == told
