"""A hidden number does not follow from another column's totals, whose groups are those of the first put together."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl

MIN_COUNT = 10


def audit(rows, by, **rest):
    """Audit a table of counts: a row is its groups, how many had the outcome, and how many had not."""
    lines = [(*key, answer, n) for *key, yes, no in rows for answer, n in (("yes", yes), ("no", no))]
    frame = pd.DataFrame(lines, columns=[*by, *([rest["period"]] if "period" in rest else []), "o", "people"])
    return ndl.audit(frame, outcome="o", by=by, count="people", min_count=MIN_COUNT, **rest)


def hidden_of(result, by):
    return [row.group for row in result.outcomes if row.by == by and row.suppressed]


WARDS = [("A1", "R", 3, 60), ("A2", "R", 200, 300), ("A4", "R", 80, 80), ("A3", "S", 40, 50), ("A5", "S", 400, 300)]


def test_a_ward_is_not_to_be_had_from_its_district_less_the_other_wards():
    result = audit(WARDS, ["ward", "district"])

    # A3 is the smallest other ward, and lies elsewhere: R less A2 and A4 would still be A1.
    assert hidden_of(result, "ward") == ["A1", "A3", "A4"]
    assert hidden_of(result, "district") == []


def test_two_wards_of_a_district_are_not_to_be_had_together():
    rows = [("A1", "R", 3, 60), ("A2", "R", 4, 60), ("A4", "R", 80, 80), ("A3", "S", 3, 50), ("A5", "S", 400, 300)]

    # Together the three small ones have ten; but R less A4 would be the two of R, who have seven.
    assert hidden_of(audit([(w, y, n) for w, _, y, n in rows], ["ward"]), "ward") == ["A1", "A2", "A3"]
    assert hidden_of(audit(rows, ["ward", "district"]), "ward") != ["A1", "A2", "A3"]


def test_columns_that_are_not_nested_hide_no_more():
    rows = [(ward, sex, yes, no) for ward, yes, no in (("A1", 3, 60), ("A2", 200, 300), ("A3", 40, 50))
            for sex in ("f", "m")]  # fmt: skip

    assert hidden_of(audit(rows, ["ward", "sex"]), "ward") == ["A1", "A3"]


def test_missing_values_of_a_ward_are_not_to_be_had_from_its_district():
    rows = [(ward, district, None if place < blank else "x", "yes" if place % 2 else "no")
            for ward, district, blank in (("A1", "R", 3), ("A2", "R", 60), ("A4", "R", 50), ("A3", "S", 40),
                                          ("A5", "S", 70))
            for place in range(200)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["ward", "district", "language", "o"])

    result = ndl.audit(frame, outcome="o", by=["ward", "district"])

    gone = [row.group for row in result.blanks if row.by == "ward" and row.suppressed]
    assert "A1" in gone
    assert {"A2", "A4"} & set(gone)  # both shown, with R, would give A1 away


def test_a_hidden_group_that_is_half_of_everyone_is_not_said_to_be():
    rows = [("a", 4, 196), ("b", 60, 40), ("c", 30, 20), ("d", 25, 25)]

    assert hidden_of(audit(rows, ["g"]), "g") == ["a", "c"]
    assert audit(rows, ["g"]).notes == ()
    assert len(audit([("a", 40, 160), *rows[1:]], ["g"]).notes) == 1
    assert len(audit([("Total", 4, 196), *rows[1:]], ["g"]).notes) == 1


CELL = st.tuples(st.one_of(st.integers(0, 14), st.integers(0, 60)), st.integers(0, 60))


@st.composite
def nested(draw):
    """Wards in districts, each by sex or by year: a ward is in one district, so most combinations are of nobody."""
    wards = {f"w{place}": draw(st.sampled_from("RST")) for place in range(draw(st.integers(2, 6)))}
    others = draw(st.sampled_from([("f",), ("f", "m"), ("f", "m", "x")]))
    return [(ward, district, other, *draw(CELL)) for ward, district in wards.items() for other in others]


def follows(rows, shown, wanted):
    """Those of the totals wanted that the totals shown determine; each is what a combination must match."""
    cells = [row for row in rows if row[-1] + row[-2]]
    line = lambda match: [float(all(row[place] == value for place, value in match.items())) for row in cells]  # noqa: E731
    table = np.array([[0.0] * len(cells), *map(line, shown)])
    rank = np.linalg.matrix_rank(table)
    return [one for one in wanted if any(line(one)) and np.linalg.matrix_rank(np.vstack([table, line(one)])) == rank]


def everyone(result):
    return [{}] if result.overall.n is not None else []


def is_small(rows, match):
    yes, no = (sum(row[part] for row in rows if all(row[p] == v for p, v in match.items())) for part in (-2, -1))
    return min(yes, no) < MIN_COUNT


@settings(max_examples=60, deadline=None)
@given(rows=nested())
@example(rows=[(ward, district, "f", yes, no) for ward, district, yes, no in WARDS])
def test_no_small_number_follows_from_columns_that_are_nested(rows):
    if not sum(row[-1] + row[-2] for row in rows):
        return
    by = ["ward", "district", "sex"]
    result = audit(rows, by)

    matches = [{by.index(row.by): row.group} for row in result.outcomes]
    shown = everyone(result) + [one for one, row in zip(matches, result.outcomes, strict=True) if not row.suppressed]
    dark = [one for one, row in zip(matches, result.outcomes, strict=True) if row.suppressed]
    for row in result.intersections:
        if row.group != "Every combination":
            match = dict(enumerate(row.group.split(" × ")))
            (dark if row.suppressed else shown).append(match)
    assert follows(rows, shown, [one for one in dark if is_small(rows, one)]) == []


@settings(max_examples=60, deadline=None)
@given(rows=nested())
def test_no_small_number_of_a_period_follows_from_columns_that_are_nested(rows):
    if not sum(row[-1] + row[-2] for row in rows):
        return
    result = audit(rows, ["ward", "district"], period="year")

    place = {"ward": 0, "district": 1}
    shown = everyone(result) + [{place[row.by]: row.group} for row in result.outcomes if not row.suppressed]
    shown += [dict(enumerate(row.group.split(" × "))) for row in result.intersections if not row.suppressed]
    dark = []
    for row in result.trend:
        if row.period != "Every period":
            match = {2: row.period} | ({place[row.by]: row.group} if row.by in place else {})
            (dark if row.suppressed else shown).append(match)
    assert follows(rows, shown, [one for one in dark if is_small(rows, one)]) == []


def test_where_there_is_too_much_to_work_out_more_is_hidden(monkeypatch):
    rows = [(ward, district, year, yes, no) for (ward, district, yes, no), year in itertools.product(WARDS, "12")]
    usual = audit(rows, ["ward", "district"], period="year")
    monkeypatch.setattr("ndl_workbench.fairness.derive.MOST_NUMBERS", 3)

    wary = audit(rows, ["ward", "district"], period="year")

    assert hidden_of(wary, "ward") == ["A1", "A2", "A3", "A4", "A5"]
    assert len(hidden_of(usual, "ward")) == 3
    assert {row.period for row in wary.trend if row.by == "ward"} == {"Every period"}


@pytest.mark.parametrize("names", [["ward", "district"], ["district", "ward"]])
def test_the_order_of_columns_hides_no_other_group(names):
    frame = pd.DataFrame(
        [(w, d, o, n) for w, d, yes, no in WARDS for o, n in (("yes", yes), ("no", no))],
        columns=["ward", "district", "o", "people"],
    )

    assert hidden_of(ndl.audit(frame, outcome="o", by=names, count="people"), "ward") == ["A1", "A3", "A4"]
