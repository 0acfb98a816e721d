"""A third variable held the same: Mantel and Haenszel's method, and gaps that turn round."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

import ndl_workbench as ndl
from ndl_workbench.errors import NotFound
from ndl_workbench.fairness.control import Stratum, mantel_haenszel
from ndl_workbench.fairness.sentences import sentences

# Bickel, Hammel and O'Connell (1975), Science 187, 398-404: admissions to Berkeley, by department, as in R's
# UCBAdmissions: men admitted, men applying, women admitted, women applying.
BERKELEY = {
    "A": (512, 825, 89, 108),
    "B": (353, 560, 17, 25),
    "C": (120, 325, 202, 593),
    "D": (138, 417, 131, 375),
    "E": (53, 191, 94, 393),
    "F": (22, 373, 24, 341),
}


def berkeley():
    rows = []
    for department, (x, n, y, m) in BERKELEY.items():
        rows += [(department, "men", "yes", x), (department, "men", "no", n - x)]
        rows += [(department, "women", "yes", y), (department, "women", "no", m - y)]
    return pd.DataFrame(rows, columns=["department", "sex", "admitted", "people"])


def audit(frame=None, **call):
    frame = berkeley() if frame is None else frame
    return ndl.audit(frame, **{"outcome": "admitted", "by": "sex", "count": "people", "control": "department", **call})


def test_the_gap_at_berkeley_goes_when_departments_are_held_the_same():
    result = audit(min_count=1)

    (row,) = result.controlled
    assert (row.group, row.reference, row.control, row.strata) == ("women", "men", "department", 6)
    assert round(row.difference, 4) == -0.1416
    assert row.reverses
    assert 0 < row.adjusted < 0.04
    warning = [line for line in sentences(result) if line.startswith("Warning: ")]
    assert warning == [
        "Warning: sex “women”: 14.2 percentage points lower than “men”, but "
        f"{row.adjusted * 100:.1f} percentage points higher among people alike in department "
        "(what is left could be chance). The gap reverses: do not report the first figure without the second."
    ]
    assert warning[0] in repr(result)


def test_the_p_value_is_that_of_the_cochran_mantel_haenszel_test_of_statsmodels():
    tables = [np.array([[x, n - x], [y, m - y]]) for x, n, y, m in BERKELEY.values()]

    held = mantel_haenszel([Stratum(*counts) for counts in BERKELEY.values()])

    assert held.p_value == pytest.approx(StratifiedTable(tables).test_null_odds().pvalue, rel=1e-9)


def test_one_stratum_gives_the_plain_difference():
    held = mantel_haenszel([Stratum(56, 70, 48, 80)])

    assert held.difference == pytest.approx(0.2)


@pytest.mark.parametrize(("strata", "size"), [(3, 60), (40, 8)])
def test_about_95_of_100_intervals_hold_the_true_difference_with_few_large_strata_and_with_many_small(strata, size):
    rng = np.random.default_rng(1989)
    base = np.linspace(0.2, 0.6, strata)
    one, two = rng.binomial(size, base + 0.1, (2000, strata)), rng.binomial(size, base, (2000, strata))

    held = [
        mantel_haenszel([Stratum(x, size, y, size) for x, y in zip(xs, ys, strict=True)])
        for xs, ys in zip(one.tolist(), two.tolist(), strict=True)
    ]

    assert 0.935 <= np.mean([each.low <= 0.1 <= each.high for each in held]) <= 0.965


def test_nobody_to_compare_in_any_stratum_is_no_figure():
    assert mantel_haenszel([Stratum(1, 5, 0, 0), Stratum(0, 0, 3, 5)]) is None

    apart = berkeley().assign(department=lambda t: t["sex"])
    (row,) = audit(apart).controlled

    assert (row.adjusted, row.strata, row.suppressed) == (None, None, False)


def test_small_strata_are_put_together_before_they_are_used():
    table = berkeley()
    rare = table[table["department"] == "F"].assign(department="G", people=3)

    (alone,) = audit(table).controlled
    (row,) = audit(pd.concat([table, rare])).controlled

    assert alone.strata == 5  # eight women were turned down by B, so it has joined the smallest of the others
    assert row.strata == 6  # B and G together are large enough


def test_where_all_strata_are_small_together_nothing_is_shown():
    table = berkeley().assign(people=[3] * 24)

    assert len(audit(table, min_count=30).controlled) == 0  # neither group is shown, so neither is their difference

    # Each sex is large enough, and so is no department in which both can be compared.
    table = berkeley().assign(people=0)
    table.loc[(table["department"] == "A") & (table["sex"] == "men"), "people"] = 40
    table.loc[(table["department"] == "B") & (table["sex"] == "women"), "people"] = 40
    table.loc[table["department"] == "C", "people"] = 2
    (row,) = audit(table).controlled
    assert (row.difference, row.adjusted, row.strata, row.suppressed) == (0.0, None, None, True)


def test_a_control_that_is_not_there_is_named():
    with pytest.raises(NotFound, match="no column 'faculty'"):
        audit(control="faculty")


def test_means_are_held_the_same_too():
    rng = np.random.default_rng(3)
    grade = rng.integers(0, 2, 4000)
    sex = np.where(rng.random(4000) < np.where(grade == 1, 0.8, 0.2), "men", "women")
    pay = 20_000 + 15_000 * grade + rng.normal(0, 1000, 4000)
    frame = pd.DataFrame({"sex": sex, "grade": grade, "pay": pay})

    (row,) = ndl.audit(frame, outcome="pay", by="sex", control="grade").controlled

    assert abs(row.difference) > 8000
    assert row.low < 0 < row.high
    assert abs(row.adjusted) < 150


def counts(cells):
    rows = [(*key, answer, n) for key, pair in cells.items() for answer, n in zip(("yes", "no"), pair, strict=True)]
    return pd.DataFrame(rows, columns=["department", "sex", "admitted", "people"])


def test_few_people_with_nobody_to_compare_them_with_are_not_left_out():
    # Without the three women of C, the difference would be that of A; all figures less it would be theirs.
    cells = {("A", "men"): (60, 80), ("A", "women"): (30, 50), ("C", "women"): (2, 1)}

    (row,) = audit(counts(cells)).controlled

    assert (row.strata, row.adjusted) == (1, pytest.approx(row.difference))
    assert row.adjusted == pytest.approx(32 / 83 - 60 / 140)


def test_many_people_with_nobody_to_compare_them_with_are_left_out():
    cells = {("A", "men"): (60, 80), ("A", "women"): (30, 50), ("C", "women"): (20, 40), ("D", "men"): (40, 30)}

    (row,) = audit(counts(cells)).controlled

    assert (row.strata, row.adjusted) == (1, pytest.approx(30 / 80 - 60 / 140))


def test_p_values_with_a_control_are_adjusted_for_their_number():
    from statsmodels.stats.multitest import multipletests

    rng = np.random.default_rng(7)
    cells = {(d, s): rng.integers(30, 60, 2).tolist() for d in "AB" for s in ("men", "women", "x", "y")}

    held = audit(counts(cells), reference="men").controlled

    values = [row.p_value for row in held]
    assert [row.p_adjusted for row in held] == pytest.approx(multipletests(values, method="fdr_bh")[1], rel=1e-12)


def test_a_gap_that_shows_only_when_people_alike_are_compared_is_told():
    # Women do worse in both departments, and more of them apply where more are admitted.
    cells = {("A", "men"): (360, 40), ("A", "women"): (640, 160), ("B", "men"): (180, 420), ("B", "women"): (20, 180)}
    even = {**cells, ("B", "men"): (300, 300)}

    (said,) = [line for line in sentences(audit(counts(even), reference="men")) if "alike" in line]
    (turned,) = [line for line in sentences(audit(counts(cells), reference="men")) if "alike" in line]

    assert said == (
        "sex “women”: about the same as “men”, which can be chance, but 20.8 percentage points lower among people "
        "alike in department, which chance alone is unlikely to explain."
    )
    assert turned.startswith("Warning: sex “women”: 12.0 percentage points higher than “men”, but ")
    assert turned.endswith("The gap reverses: do not report the first figure without the second.")
