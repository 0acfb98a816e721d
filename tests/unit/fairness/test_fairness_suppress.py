"""No hidden number can be had from those that are shown: tried by brute force on random tables."""

import itertools
import json
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl
from ndl_workbench.fairness.suppress import hidden, is_small
from ndl_workbench.fairness.tally import NOT_RECORDED, Tally


def audit(tallies, by, min_count, **rest):
    """Audit a table of counts made of {groups: (with the outcome, without, unknown)}."""
    rows = [
        (*key, answer, people)
        for key, parts in tallies.items()
        for answer, people in zip(("yes", "no", None), parts, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=[*by, "o", "people"])
    return ndl.audit(frame, outcome="o", by=by, count="people", min_count=min_count, **rest)


# --- one breakdown ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "small"),
    [
        (Tally(10, 10), False),
        (Tally(9, 10), True),
        (Tally(10, 9), True),
        (Tally(0, 500), True),
        (Tally(500, 0), True),
        (Tally(10, 10, 1), False),  # how many are missing says nothing about anybody's outcome
        (Tally(0, 0, 9), True),
        (Tally(0, 0, 10), False),  # nobody's outcome is known, and that may be said of ten
        (Tally(), True),
    ],
)
def test_which_groups_are_small(part, small):
    assert is_small(part, 10) is small


def test_one_small_group_takes_the_smallest_other_with_it():
    assert hidden({"a": Tally(50, 50), "b": Tally(30, 30), "c": Tally(3, 30)}, 10) == {"b", "c"}


def test_a_group_that_says_little_goes_first():
    groups = {"a": Tally(50, 50), "b": Tally(30, 30), "c": Tally(3, 30), "Not stated": Tally(40, 40)}

    assert hidden(groups, 10) == {"c", "Not stated"}
    assert hidden({**groups, NOT_RECORDED: Tally(20, 20)}, 10) == {"c", NOT_RECORDED}


def test_more_go_until_those_hidden_are_enough_together():
    assert hidden({"a": Tally(50, 50), "b": Tally(30, 30), "c": Tally(0, 2), "d": Tally(0, 3)}, 10) == {"b", "c", "d"}


def test_a_small_group_alone_has_nobody_to_hide_behind():
    assert hidden({"a": Tally(3, 3)}, 10) == {"a"}


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden({"a": Tally(10, 10), "b": Tally(10, 10)}, 10) == frozenset()
    assert hidden({"a": Tally(1, 1), "b": Tally(1, 1)}, 1) == frozenset()


def test_even_a_minimum_of_one_hides_what_is_the_same_of_everyone():
    assert hidden({"a": Tally(50, 50), "b": Tally(0, 50), "c": Tally(60, 60)}, 1) == {"a", "b"}


# --- whole audits -----------------------------------------------------------------------------------

CELL = st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 40))


@st.composite
def tables(draw):
    sizes = draw(st.sampled_from([(2,), (5,), (2, 2), (3, 3), (4, 3), (2, 2, 3)]))
    names = [[f"{column}{place}" for place in range(size)] for column, size in zip("ghk", sizes, strict=False)]
    cells = {key: draw(st.tuples(CELL, CELL, CELL)) for key in itertools.product(*names)}
    return cells if any(map(sum, cells.values())) else {**cells, next(iter(cells)): (1, 0, 0)}


# Each row, and the column g1, has one combination but for these two; without the exposure check (g1, h1) follows.
TWO_LINES = {
    ("g0", "h1"): (14, 0, 0),
    ("g0", "h2"): (3, 13, 0),
    ("g1", "h0"): (11, 17, 0),
    ("g1", "h1"): (0, 13, 0),
    ("g2", "h1"): (10, 0, 0),
    ("g2", "h2"): (9, 31, 0),
}


@settings(max_examples=150, deadline=None)
@given(cells=tables(), min_count=st.sampled_from([1, 3, 10]))
@example(cells=TWO_LINES, min_count=10)
# Together those hidden are ten people of whom no outcome is known, which says nothing of any of them.
@example(
    cells={("g0",): (0, 0, 0), ("g1",): (0, 0, 0), ("g2",): (0, 0, 1), ("g3",): (0, 0, 9), ("g4",): (10, 10, 0)},
    min_count=10,
)
def test_no_small_number_follows_from_those_shown(cells, min_count):
    by = ["g", "h", "k"][: len(next(iter(cells)))]

    result = audit(cells, by, min_count)

    shown = {(row.by, row.group): row for row in (*result.outcomes, *result.intersections)}
    for place, name in enumerate(by):
        groups = sorted({key[place] for key in cells})
        truth = {group: total(cells, lambda key, g=group, p=place: key[p] == g) for group in groups}
        dark = [group for group in groups if shown[name, group].suppressed]
        assert [group for group in groups if small(truth[group], min_count) and group not in dark] == []
        if result.overall.n is not None and dark:
            together = tuple(sum(truth[group][part] for group in dark) for part in range(3))
            assert len(dark) >= 2
            assert not small(together, min_count)
        for group in groups:
            if not shown[name, group].suppressed and sum(truth[group][:2]):
                assert (shown[name, group].n, shown[name, group].events) == (sum(truth[group][:2]), truth[group][0])
    if len(by) > 1:
        assert follows(cells, by, result, min_count) == []


def total(cells, belongs):
    return tuple(sum(parts[part] for key, parts in cells.items() if belongs(key)) for part in range(3))


def small(parts, min_count):
    """Whether a count of people with or without the outcome is too small to show."""
    yes, no, unknown = parts
    return min(yes, no) < min_count if yes + no else unknown < min_count


def follows(cells, by, result, min_count):
    """Small combinations that the totals shown determine, by the rank of their linear equations."""
    label = " × ".join(by)
    rows = {row.group: row for row in result.intersections}
    if list(rows) == ["Every combination"]:
        assert rows["Every combination"].n is None
        return []
    there = [key for key, parts in cells.items() if " × ".join(key) in rows]
    dark = [key for key in there if rows[" × ".join(key)].suppressed]
    assert {row.by for row in rows.values()} == {label}
    assert [key for key in there if small(cells[key], min_count) and key not in dark] == []
    totals = [[1.0] * len(dark)] + [
        [float(key[by.index(row.by)] == row.group) for key in dark] for row in result.outcomes if not row.suppressed
    ]
    rank = np.linalg.matrix_rank(np.array(totals)) if dark else 0
    return [
        key
        for place, key in enumerate(dark)
        if small(cells[key], min_count) and np.linalg.matrix_rank(np.array([*totals, np.eye(len(dark))[place]])) == rank
    ]


def test_where_hiding_single_combinations_would_not_do_all_are_hidden_in_one_row():
    result = audit(TWO_LINES, ["g", "h"], 10)

    assert [(row.by, row.group, row.n, row.suppressed) for row in result.intersections] == [
        ("g × h", "Every combination", None, True),
    ]
    assert [row.suppressed for row in result.outcomes] == [False] * 6


@settings(max_examples=60, deadline=None)
@given(cells=tables(), min_count=st.sampled_from([1, 10]))
def test_groups_are_marked_and_never_dropped_and_a_hidden_row_has_no_number(cells, min_count):
    by = ["g", "h", "k"][: len(next(iter(cells)))]

    told = audit(cells, by, min_count).to_dict()

    there = {(name, key[place]) for key in cells for place, name in enumerate(by)}
    for table in ("outcomes", "missingness", "representation"):
        assert {(row["by"], row["group"]) for row in told[table]} == there
    for row in [row for table in ("outcomes", "missingness", "representation", "intersections") for row in told[table]]:
        if row["suppressed"]:
            numbers = {name: value for name, value in row.items() if name not in ("by", "group", "reference", "column")}
            assert {value for value in numbers.values() if not isinstance(value, bool)} == {None}
    hidden_in = [
        {(row["by"], row["group"]) for row in told[table] if row["suppressed"]}
        for table in ("outcomes", "missingness", "representation")
    ]
    assert hidden_in[0] == hidden_in[1] == hidden_in[2]
    json.dumps(told, allow_nan=False)


LEEDS = {("East",): (1000, 2000, 40), ("North",): (500, 777, 31), ("South",): (7, 643, 13)}


def test_a_hidden_group_has_no_number_in_its_row_of_a_saved_page(tmp_path):
    page = audit(LEEDS, ["area"], 10).save(tmp_path / "audit.html").read_text(encoding="utf-8")

    rows = [re.sub("<[^>]+>", " ", row) for row in re.findall(r"<tr\b.*?</tr>", page, flags=re.DOTALL)]
    hidden_rows = [row for row in rows if "South" in row or "North" in row]
    assert len(hidden_rows) == 6  # two groups in three tables
    assert [row for row in hidden_rows if re.search(r"\d", row)] == []
    assert [row for row in rows if "East" in row and "3,000" in row]


@pytest.mark.parametrize("suffix", [".csv", ".md"])
def test_a_hidden_group_has_no_number_in_its_line_of_a_saved_text(tmp_path, suffix):
    text = audit(LEEDS, ["area"], 10).save(tmp_path / f"audit{suffix}").read_text(encoding="utf-8")

    lines = [line for line in text.splitlines() if "South" in line]
    assert lines
    assert [line for line in lines if re.search(r"\d", line)] == []


@pytest.mark.parametrize("suffix", [".html", ".json", ".csv", ".md"])
def test_the_size_of_a_hidden_group_is_nowhere_in_what_is_saved(tmp_path, suffix):
    cells = {**LEEDS, ("South",): (7, 123_454_321, 13)}

    text = audit(cells, ["area"], 10).save(tmp_path / f"audit{suffix}").read_text(encoding="utf-8").replace(",", "")

    assert "South" in text
    assert re.findall(r"123454\d\d\d", text) == []


def test_people_missing_and_known_of_hidden_groups_do_not_follow_from_one_another():
    result = audit(LEEDS, ["area"], 10)

    for table in (result.outcomes, result.missingness, result.representation):
        assert [row.group for row in table if row.suppressed] == ["North", "South"]


def test_how_many_are_missing_is_shown_of_a_group_that_is_shown():
    # It would follow from the group's people (representation) less those whose outcome is known (outcomes).
    result = audit({("East",): (50, 50, 2), ("West",): (30, 30, 0)}, ["area"], 10)

    assert [(row.group, row.people, row.missing) for row in result.missingness] == [("East", 102, 2), ("West", 60, 0)]
    assert [row.n for row in result.representation] == [102, 60]
    assert [row.n for row in result.outcomes] == [100, 60]
    assert any("not hidden, however few" in line for line in result.method)


def test_a_group_none_of_whose_outcomes_is_known_is_not_called_too_small():
    result = audit({("East",): (50, 50, 0), ("West",): (0, 0, 300)}, ["area"], 10)

    assert [(row.group, row.n, row.rate, row.suppressed) for row in result.outcomes] == [
        ("East", 100, 0.5, False),
        ("West", None, None, False),
    ]
    assert [(row.group, row.people, row.missing, row.share) for row in result.missingness] == [
        ("East", 100, 0, 0.0),
        ("West", 300, 300, 1.0),
    ]
    assert (
        "area “West”: the outcome of 100.0% is not recorded, and of 0.0% of everyone else, more than chance is likely "
        "to give." in repr(result)
    )


@pytest.mark.parametrize("people", [1, 9])
def test_fewer_people_than_the_minimum_are_not_even_counted(people):
    result = audit({("East",): (people, 0, 0)}, ["area"], 10)

    assert result.people is None
    assert result.overall.n is None
    assert result.to_dict()["people"] is None
    assert f"{people} people" not in result._repr_html_()
    assert "o: not shown, because fewer than 10 people had the outcome, or did not have it." in repr(result)


def test_groups_of_one_audit_are_hidden_by_the_same_rule_in_every_breakdown():
    cells = {("East", "Female"): (20, 20, 0), ("East", "Male"): (20, 20, 0), ("West", "Female"): (2, 30, 0)}

    result = audit(cells, ["area", "sex"], 10)

    assert [(row.group, row.suppressed) for row in result.outcomes] == [
        ("East", True),
        ("West", True),
        ("Female", False),
        ("Male", False),
    ]
    assert result.suppressed == 2 + sum(row.suppressed for row in result.intersections)
    assert all(row.n is None for row in result.intersections)


def test_a_table_too_large_to_work_out_is_hidden(monkeypatch):
    cells = {(f"g{place}", f"h{other}"): (20 + place, 20 + other, 0) for place in range(4) for other in range(4)}
    cells["g0", "h0"] = (1, 30, 0)

    assert len(audit(cells, ["g", "h"], 10).intersections) == 16
    monkeypatch.setattr("ndl_workbench.fairness.suppress.MOST_NUMBERS", 20)
    assert [row.group for row in audit(cells, ["g", "h"], 10).intersections] == ["Every combination"]
