"""What an audit of a model says, and that it is frozen, short, and ready for JSON."""

import dataclasses
import json

import numpy as np
import pytest

import ndl_workbench as ndl
from ndl_workbench.fairness.model_metrics import NAMES

RANDOM = np.random.default_rng(11)
N = 2000
GROUP = RANDOM.choice(["north", "south", "west", None], N, p=[0.5, 0.3, 0.15, 0.05])
TRUTH = RANDOM.integers(0, 2, N)
SCORE = np.round(np.clip(TRUTH * 0.3 + RANDOM.random(N) * 0.7 + (GROUP == "south") * 0.1, 0, 1), 2)


@pytest.fixture(scope="module")
def audit():
    return ndl.audit_model(TRUTH, SCORE > 0.5, sensitive_features={"area": GROUP}, scores=SCORE, bootstrap=100)


def test_it_is_frozen_can_be_hashed_and_is_short_to_print(audit):
    with pytest.raises(dataclasses.FrozenInstanceError):
        audit.min_count = 0

    assert len({audit, audit}) == 1
    assert len(repr(audit).splitlines()) <= 20
    assert audit.title == "Audit of a model by area"


def test_every_finding_says_how_sure_it_is(audit):
    said = audit.summary()

    gaps = [line for line in said if "than for" in line]
    assert len(gaps) >= 6
    sure = (
        "; chance alone is unlikely to explain it.",
        "; among so many comparisons, one like this can be chance.",
        "; chance alone could explain it.",
    )
    assert all(line.endswith(sure) for line in gaps)
    assert said[1].startswith("Of 2,000 people the model said yes to ")
    assert "(95% interval" in said[1]


def test_there_is_no_fairness_score_and_it_says_so(audit):
    assert "No one figure says whether a model is fair, and none is given here." in audit.caveats[0]
    assert not any("fairness_score" in name or name == "score" for name in audit.to_dict())


def test_caveats_are_on_the_page_and_in_what_is_saved(audit, tmp_path):
    page = audit.save(tmp_path / "audit.html").read_text(encoding="utf-8")
    text = audit.save(tmp_path / "audit.md").read_text(encoding="utf-8")

    for line in audit.caveats:
        start = line.split("(")[0].split(":")[0][:60]
        assert start in page
        assert start in text.replace("\\", "")
    assert "its bootstrap interval lies too high for the same reason" in page


def test_to_dict_is_ready_for_json(audit):
    told = json.loads(json.dumps(audit.to_dict(), allow_nan=False))

    assert told == audit.to_dict()
    assert told["schema"] == "ndl/model-audit/1"
    assert [measure["metric"] for measure in told["everyone"][0]["measures"]] == list(NAMES)
    assert len(told["groups"]) == 4


def test_to_frame_has_a_row_for_each_group_and_metric(audit):
    frame = audit.to_frame()

    assert list(frame)[:4] == ["control", "group", "metric", "value"]
    assert len(frame) == 5 * len(NAMES)
    assert (str(frame["people"].dtype), str(frame["low"].dtype)) == ("Int64", "float64")
    rates = frame[(frame["group"] == "north") & (frame["metric"] == "selection_rate")]
    assert rates["value"].item() == audit.by_group.at["north", "selection_rate"]


def test_there_is_a_table_behind_each_picture(audit):
    from ndl_workbench.display import Details, Figure, Table

    blocks = audit.blocks()
    tables = [block.caption for block in blocks if isinstance(block, Table)]
    folded = [block.summary for block in blocks if isinstance(block, Details)]
    figures = [block for block in blocks if isinstance(block, Figure)]

    assert len(figures) == 8  # six metrics, ROC curves, calibration
    assert [name.split(" by")[0] for name in tables] == [
        "Selection rate", "False positive rate", "False negative rate", "Precision", "Accuracy",
        "Area under the ROC curve",
    ]  # fmt: skip
    assert "Points of the curve of north" in folded
    assert "Calibration by group and band of scores" in folded
    assert all(figure.alternative and figure.caption for figure in figures)


def test_hostile_names_stay_text():
    hostile = "<script>alert(1)</script>"

    audit = ndl.audit_model(TRUTH, SCORE > 0.5, sensitive_features={hostile: [hostile] * N}, scores=SCORE)

    assert "<script>alert" not in audit._repr_html_()
    assert "&lt;script&gt;" in audit._repr_html_()


def test_a_control_is_named_in_what_is_said():
    audit = ndl.audit_model(
        TRUTH, SCORE > 0.5, sensitive_features={"area": GROUP}, control_features={"half": np.arange(N) % 2}
    )

    assert audit.title == "Audit of a model by area within half"
    assert [everyone.control for everyone in audit.everyone] == ["0", "1"]
    assert any(line.startswith("half “1”: Of 1,000 people") for line in audit.summary())
    assert audit.overall.index.name == "half"
    assert "1: north" in audit._repr_html_()


def test_synthetic_data_says_so():
    people = ndl.load("early-years/school-readiness").dropna(subset=["good_level_of_development"])

    audit = ndl.audit_model(
        "good_level_of_development",
        "good_level_of_development",
        sensitive_features="benefits",
        data=people,
        min_count=0,
    )

    columns = ndl.audit_model([0, 1], [0, 1], sensitive_features=people["benefits"].head(2), min_count=0)
    assert columns.provenance == audit.provenance
    assert audit.caveats[0] == "This is synthetic data. It describes no real person or place."
    assert audit.provenance.derived
