"""What is called unlikely to be chance in an audit of a model: all comparisons allowed for, as in an audit of data."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import test_proportions_2indep as two_shares

import ndl_workbench as ndl
from ndl_workbench.fairness.model_report import headlines, sentences
from ndl_workbench.fairness.model_results import Measure
from ndl_workbench.fairness.model_sure import chance, sure


def audited(groups, seed=0, bias=0.0, **more):
    """Audit a model whose mistakes are the same in every group, but for a bias in the first."""
    random = np.random.default_rng(seed)
    g = np.repeat(groups, 150)
    y = random.integers(0, 2, len(g))
    wrong = random.random(len(g)) < 0.25 + bias * (g == groups[0])
    return ndl.audit_model(y, np.where(wrong, 1 - y, y), sensitive_features=g, **more)


def measure(difference, low, high):
    return Measure("selection_rate", 0.5, 0.4, 0.6, 100, difference, low, high)


@pytest.mark.parametrize(
    ("difference", "low", "high", "p"),
    [(0.2, 0.0, 0.3, 0.05), (-0.2, -0.3, 0.0, 0.05), (0.0, -0.1, 0.1, 1.0), (0.2, 0.2, 0.2, 0.0), (0.0, 0.0, 0.0, 1.0)],
)
def test_the_p_value_of_an_interval(difference, low, high, p):
    assert chance(measure(difference, low, high)) == pytest.approx(p)


def test_there_is_none_without_an_interval():
    assert chance(measure(0.2, None, None)) is None
    assert chance(measure(None, None, None)) is None


def test_the_p_value_of_large_groups_is_near_that_of_statsmodels():
    groups = {group.name: group for group in audited(["a", "b"], bias=0.1).groups}
    one, other = (groups[name]["accuracy_score"] for name in ("a", "b"))
    told = one if one.difference is not None else other
    counts = [round(m.value * m.people) for m in (one, other)]

    expected = two_shares(counts[0], one.people, counts[1], other.people, compare="diff").pvalue

    assert chance(told) == pytest.approx(expected, rel=0.1)


def test_values_are_adjusted_over_all_groups_and_metrics_a_reader_is_shown():
    audit = audited([f"g{place}" for place in range(8)], seed=4, bias=0.12)
    names = headlines(audit)
    places = [(group.control, group.name, name) for group in audit.groups for name in names
              if group[name].difference is not None]  # fmt: skip
    values = [chance(group[name]) for group in audit.groups for name in names if group[name].difference is not None]

    kept = multipletests(values, method="fdr_bh")[0]

    assert sure(audit, names) == {place for place, keep in zip(places, kept, strict=True) if keep}
    assert 0 < sum(kept) < sum(value <= 0.05 for value in values)


def test_one_interval_of_many_that_leaves_out_zero_is_not_called_unlikely_to_be_chance():
    audit = audited([f"g{place}" for place in range(20)], seed=1)

    said = "\n".join(sentences(audit))

    assert "among so many comparisons, one like this can be chance." in said
    assert "unlikely to explain" not in said
    assert ">possible<" in audit._repr_html_()
    assert ">unlikely<" not in audit._repr_html_()


def test_differences_that_could_all_be_chance_are_told_in_one_sentence():
    said = [line for line in sentences(audited(["a", "b", "c", "d"], seed=3)) if line.startswith("Accuracy: ")]

    assert len(said) == 1
    assert said[0].endswith("the widest difference; chance alone could explain it, and those of 2 other groups.")
