"""Missing values of every column, by group: when a reader is warned, and what is not told."""

import duckdb
import pandas as pd
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl
from ndl_workbench.fairness.sentences import sentences

EAST, WEST = 200, 200


def table(east=(0, 0), west=(0, 0)):
    """People of East and West of whom so many lack a sex and a language."""
    rows = []
    for area, people, (sexes, languages) in (("East", EAST, east), ("West", WEST, west)):
        for place in range(people):
            sex = None if place < sexes else "F"
            language = " " if place < languages else "English"
            rows.append((area, "yes" if place % 2 else "no", sex, language))
    return pd.DataFrame(rows, columns=["area", "ready", "sex", "language"])


def blanks(frame, **call):
    result = ndl.audit(frame, **{"outcome": "ready", "by": "area", **call})
    return {(row.column, row.group): (row.people, row.missing, row.suppressed, row.matters) for row in result.blanks}


def test_blanks_and_spaces_are_missing_in_every_engine():
    frame = pl.from_pandas(table(east=(40, 20), west=(10, 60)))

    for other in (
        frame,
        frame.lazy(),
        frame.to_pandas(),
        frame.to_arrow(),
        duckdb.connect().from_arrow(frame.to_arrow()),
    ):
        assert blanks(other) == {
            ("sex", "East"): (200, 40, False, True),
            ("sex", "West"): (200, 10, False, False),
            ("language", "East"): (200, 20, False, False),
            ("language", "West"): (200, 60, False, True),
        }


def test_a_warning_says_where_and_how_much():
    result = ndl.audit(table(east=(40, 0)), outcome="ready", by="area")

    assert (
        "area “East”: sex of 20.0% is not recorded, and of 0.0% of everyone else, more than chance is likely to give."
        in sentences(result)
    )
    assert "Values of other columns not recorded, by group" in result._repr_html_()
    assert any("two percentage points or more above everyone else's" in line for line in result.method)


def test_a_difference_that_chance_could_give_is_no_warning():
    assert blanks(table(east=(15, 0), west=(11, 0)))["sex", "East"] == (200, 15, False, False)


def test_few_missing_are_hidden_and_so_is_what_would_give_them_away():
    found = blanks(table(east=(3, 0), west=(30, 0)))

    assert {key: row[2] for key, row in found.items()} == {("sex", "East"): True, ("sex", "West"): True}


def test_none_missing_is_no_small_number():
    assert blanks(table(east=(30, 0)))["sex", "West"] == (200, 0, False, False)
    assert blanks(table()) == {}


def test_counts_are_of_people_and_not_of_rows():
    frame = pd.DataFrame(
        [("East", "yes", "F", 50), ("East", "no", None, 70), ("West", "yes", "F", 60), ("West", "no", "M", 60)],
        columns=["area", "ready", "sex", "people"],
    )

    assert blanks(frame, count="people") == {
        ("sex", "East"): (120, 70, False, True),
        ("sex", "West"): (120, 0, False, False),
    }


def test_reasons_kept_beside_a_column_are_no_column_of_their_own():
    assert {column for column, _ in blanks(table(east=(40, 0)).assign(sex__reason="[c]"))} == {"sex"}


def test_missing_outcomes_say_what_the_rate_could_have_been():
    frame = table()
    frame.loc[:79, "ready"] = None

    (line,) = [line for line in sentences(ndl.audit(frame, outcome="ready", by="area")) if "could be anything" in line]

    assert line == (
        "area “East”: the outcome of 40.0% is not recorded, and of 0.0% of everyone else, more than chance is "
        "likely to give; had they all been recorded, its rate could be anything from 30.0% to 70.0%."
    )


PARTS = st.tuples(st.sampled_from([0, 0, 3, 12, 40]), st.sampled_from([0, 4, 15, 60]))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), PARTS, min_size=1))
def test_no_few_people_without_a_value_follow_from_those_shown(cells):
    cells = {**cells, ("a", "x"): (20, 60)}
    frame = pd.DataFrame(
        [
            (area, club, answer, sex, n)
            for (area, club), pair in cells.items()
            for sex, n in zip((None, "F"), pair, strict=True)
            for answer in ("yes", "no")
        ],
        columns=["area", "club", "ready", "sex", "people"],
    )

    result = ndl.audit(frame, outcome="ready", by=["area", "club"], count="people")

    for place, by in enumerate(("area", "club")):
        truth: dict[str, list[int]] = {}
        for key, pair in cells.items():
            parts = truth.setdefault(key[place], [0, 0])
            parts[0], parts[1] = parts[0] + 2 * pair[0], parts[1] + 2 * pair[1]
        rows = {row.group: row for row in result.blanks if row.by == by}
        assert [g for g, row in rows.items() if few(truth[g]) and not row.suppressed] == []
        for group, row in rows.items():
            if not row.suppressed and sum(truth[group]):
                assert (row.people, row.missing) == (sum(truth[group]), truth[group][0])
        dark = [group for group, row in rows.items() if row.suppressed]
        if dark and len(dark) < len(rows):
            # How many lack a value in all may follow from another breakdown.
            assert len(dark) > 1
            assert not few([sum(truth[group][part] for group in dark) for part in (0, 1)])


def few(parts):
    return any(0 < part < 10 for part in parts)


def test_one_more_group_that_lacks_values_is_one():
    """Five columns that East lacks: four are told, and one more is counted."""
    frame = pd.DataFrame({"area": ["East"] * 200 + ["West"] * 200, "ready": ["yes", "no"] * 200})
    for number in range(5):
        frame[f"column {number}"] = [None] * (40 + number) + ["x"] * (360 - number)

    said = sentences(ndl.audit(frame, outcome="ready", by="area"))

    assert "1 more group lacks values of a column more often than others; see the table." in said
