"""Outcomes over time: each group in each period, what changed, and what stays hidden."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl
from ndl_workbench.errors import NotFound
from ndl_workbench.fairness.sentences import sentences

ROWS = [
    (2023, "girls", "yes", 60), (2023, "girls", "no", 40), (2023, "boys", "yes", 50), (2023, "boys", "no", 50),
    (2024, "girls", "yes", 65), (2024, "girls", "no", 35), (2024, "boys", "yes", 55), (2024, "boys", "no", 45),
    (2025, "girls", "yes", 90), (2025, "girls", "no", 10), (2025, "boys", "yes", 52), (2025, "boys", "no", 48),
]  # fmt: skip
DRAWN = pd.DataFrame(ROWS, columns=["year", "sex", "ready", "children"])


def audit(frame=DRAWN, **call):
    return ndl.audit(frame, **{"outcome": "ready", "by": "sex", "count": "children", "period": "year", **call})


def test_every_group_in_every_period_and_everyone_first():
    rows = [(row.by, row.group, row.period, row.n, row.events) for row in audit().trend]

    assert rows == [
        ("Everyone", "Everyone", "2023", 200, 110),
        ("Everyone", "Everyone", "2024", 200, 120),
        ("Everyone", "Everyone", "2025", 200, 142),
        ("sex", "boys", "2023", 100, 50),
        ("sex", "boys", "2024", 100, 55),
        ("sex", "boys", "2025", 100, 52),
        ("sex", "girls", "2023", 100, 60),
        ("sex", "girls", "2024", 100, 65),
        ("sex", "girls", "2025", 100, 90),
    ]


def test_a_change_is_from_the_first_period_and_says_how_sure_it_is():
    said = [line for line in sentences(audit()) if "2023" in line]

    assert said == [
        "Everyone: from 55.0% in 2023 to 71.0% in 2025; chance alone is unlikely to explain it.",
        "sex “boys”: from 50.0% in 2023 to 52.0% in 2025; chance alone could explain the change.",
        "sex “girls”: from 60.0% in 2023 to 90.0% in 2025; chance alone is unlikely to explain it.",
    ]
    last = audit().trend.rows[-1]
    assert last.change == pytest.approx(0.3)
    assert last.change_low < 0.3 < last.change_high
    assert last.p_value < last.p_adjusted < 0.001


def test_without_a_period_there_is_no_trend():
    assert len(audit(period=None).trend) == 0
    assert "over year" not in audit(period=None)._repr_html_()
    assert "ready over year" in audit()._repr_html_()


def test_a_period_that_is_not_there_is_named():
    with pytest.raises(NotFound, match="no column 'month'"):
        audit(period="month")


def test_a_single_period_has_no_change():
    result = audit(DRAWN[DRAWN["year"] == 2023])

    assert {row.change for row in result.trend} == {None}
    assert [line for line in sentences(result) if "2023" in line] == []
    assert result._repr_html_()


CELLS = st.integers(0, 40)


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["2023", "2024", "2025"])),
        st.tuples(CELLS, CELLS),
        min_size=1,
    )
)
def test_no_small_number_of_any_period_follows_from_those_shown(cells):
    cells = {**cells, ("a", "2023"): (30, 30)}
    table = pd.DataFrame(
        [(g, y, answer, n) for (g, y), pair in cells.items() for answer, n in zip(("yes", "no"), pair, strict=True)],
        columns=["sex", "year", "ready", "children"],
    )

    result = audit(table)

    trend = {(row.group, row.period): row for row in result.trend}
    if any(row.period == "Every period" for row in result.trend):
        return
    dark = [key for key in cells if trend[key].suppressed]
    assert [key for key, pair in cells.items() if min(pair) < 10 and key not in dark] == []
    equations = [[1.0] * len(dark)] if result.overall.n is not None else []
    equations += [[float(key[0] == row.group) for key in dark] for row in result.outcomes if not row.suppressed]
    equations += [
        [float(key[1] == row.period) for key in dark]
        for row in result.trend
        if row.by == "Everyone" and not row.suppressed
    ]
    if not dark or not equations:
        return
    rank = np.linalg.matrix_rank(np.array(equations))
    for place, key in enumerate(dark):
        alone = np.eye(len(dark))[place]
        if min(cells[key]) < 10:
            assert np.linalg.matrix_rank(np.array([*equations, alone])) > rank
