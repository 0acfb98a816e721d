"""Who is compared with whom, bad input, and many areas at once."""

import json

import numpy as np
import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import InputError, NotFound
from ndl_workbench.fairness.sentences import sentences

DRAWN = pd.DataFrame(
    [("East", "yes", 300), ("East", "no", 100), ("North", "yes", 20), ("North", "no", 30), ("South", "yes", 100),
     ("South", "no", 50)],
    columns=["area", "ready", "children"],
)  # fmt: skip


def audit(frame=DRAWN, **call):
    return ndl.audit(frame, **{"outcome": "ready", "by": "area", "count": "children", **call})


def compared(result):
    return [(row.group, row.reference, row.difference) for row in result.outcomes]


def test_with_the_rest_each_group_is_compared_with_everyone_else():
    assert compared(audit(reference="rest")) == [
        ("East", "everyone else", pytest.approx(0.75 - 0.6)),
        ("North", "everyone else", pytest.approx(0.4 - 400 / 550)),
        ("South", "everyone else", pytest.approx(100 / 150 - 320 / 450)),
    ]
    assert "area “East”: 75.0%, 15.0 percentage points higher than everyone else" in repr(audit(reference="rest"))
    assert "Differences are from everyone else" in " ".join(audit(reference="rest").method)


def test_with_a_named_group():
    assert compared(audit(reference="South")) == [
        ("East", "South", pytest.approx(0.75 - 100 / 150)),
        ("North", "South", pytest.approx(0.4 - 100 / 150)),
        ("South", "South", None),
    ]


def test_groups_that_say_little_are_not_compared_with_unless_there_is_no_other():
    large = pd.concat([DRAWN, pd.DataFrame([(None, "yes", 900), (None, "no", 900)], columns=DRAWN.columns)])

    assert {row.reference for row in audit(large).outcomes} == {"East"}
    assert {row.reference for row in audit(large[large["area"].isna()]).outcomes} == {"Not recorded"}


def test_a_reference_that_is_hidden_is_compared_with_nobody():
    few = pd.concat([DRAWN, pd.DataFrame([("Isle", "yes", 4)], columns=DRAWN.columns)])

    assert {row.difference for row in audit(few, reference="Isle").outcomes} == {None}


def test_a_reference_that_is_no_group_is_named():
    with pytest.raises(NotFound) as caught:
        audit(reference="Mars")

    assert caught.value.found == "no group 'Mars' to compare with"
    assert "North" in caught.value.expected


def test_p_values_of_everything_that_was_asked_are_adjusted_together():
    one = audit()
    two = audit(DRAWN.assign(sex="F"), by=["area", "sex"])

    tested = [row for row in (*one.outcomes, *one.intersections) if row.p_value is not None]
    assert len(tested) == 2
    north = {row.group: row for row in two.outcomes}["North"]
    assert north.p_value == tested[0].p_value
    assert north.p_adjusted != tested[0].p_adjusted
    assert all(row.p_adjusted >= row.p_value for row in tested)


# --- bad input: a clear result, or a clear error ------------------------------------------------------


@pytest.mark.parametrize(
    ("frame", "call", "found"),
    [
        (DRAWN.iloc[:0], {}, "no people in the data"),
        (DRAWN.assign(children=[5, 5, 5, 5, 5, -5]), {}, "-5 people in 'children'"),
        (DRAWN.assign(children=[5.0, 5, 5, 5, 5, np.inf]), {}, "inf people in 'children'"),
        (DRAWN.assign(ready=[3, 1, 1, 1, 1, 9], children=[5] * 6), {"count": None, "total": "children"},
         "9 people with 'ready' among 5 in 'children'"),
        (DRAWN.assign(ready="maybe"), {}, "the value 'maybe' in the outcome 'ready'"),
        (DRAWN, {"weight": "children", "count": "children"},
         "the same column twice among ready, children, children"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line(frame, call, found):
    with pytest.raises(InputError) as caught:
        audit(frame, **call)

    assert caught.value.found == found
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("call", [{}, {"reference": "rest"}, {"control": "sex", "period": "year"}])
@pytest.mark.parametrize(
    "frame",
    [
        DRAWN[DRAWN["area"] == "East"],
        DRAWN.head(1),
        DRAWN.assign(ready=None),
        DRAWN.assign(area=None),
        DRAWN.assign(children=1),
        DRAWN.assign(ready="yes"),
        DRAWN.assign(ready=[1.5, 2.5, 3.5, 4.5, 5.5, 6.5]),
        DRAWN.assign(ready=[7.0] * 6),
    ],
    ids=["one group", "one row", "no outcome", "no group", "few", "all alike", "numbers", "one number"],
)
@pytest.mark.parametrize("min_count", [1, 10])
def test_what_is_odd_is_a_result_that_can_be_read_and_saved(frame, call, min_count, tmp_path):
    frame = frame.assign(sex=["F", "M", None, "F", "M", "F"][: len(frame)], year=2024)

    result = audit(frame, min_count=min_count, population=pd.DataFrame({"area": ["East", "Far"], "n": [5, 5]}), **call)

    json.dumps(result.to_dict(), allow_nan=False)
    assert len(repr(result).splitlines()) <= 20
    for suffix in (".html", ".md", ".csv"):
        assert result.save(tmp_path / f"audit{suffix}").stat().st_size
    assert result.atrs().save(tmp_path / "atrs.md").stat().st_size


def test_groups_that_the_population_has_otherwise_are_named_and_kept():
    population = pd.DataFrame({"area": ["East", "north", "South"], "people": [400, 50, 150]})

    result = audit(population=population)

    assert [(row.group, row.n, row.expected, row.unmatched) for row in result.representation] == [
        ("East", 400, 400 / 600, False),
        ("North", 50, None, True),
        ("South", 150, 150 / 600, False),
        ("north", 0, 50 / 600, False),
    ]
    assert "area “North”: the population has no such group, so it is compared with nothing." in sentences(result)


@pytest.mark.parametrize("name", ["Total", "England", "All areas"])
def test_a_row_that_is_a_total_of_others_is_warned_of_first(name):
    whole = DRAWN.groupby("ready", as_index=False)["children"].sum().assign(area=name)

    result = audit(pd.concat([DRAWN, whole]))

    warning = (
        f"area “{name}” looks like a total of other groups, whose people are then counted twice: leave its rows out "
        "and audit again."
    )
    assert sentences(result)[0] == result.caveats[0] == result.notes[0] == warning


def test_a_total_is_known_by_its_size_too_and_no_other_group_is_called_one():
    whole = DRAWN.groupby("ready", as_index=False)["children"].sum().assign(area="Gesamt")

    nations = DRAWN.assign(area=DRAWN["area"].replace({"East": "England", "North": "Wales", "South": "Scotland"}))

    assert len(audit(pd.concat([DRAWN, whole])).notes) == 1
    assert audit().notes == ()
    assert audit(nations).notes == ()


# --- many areas -------------------------------------------------------------------------------------


def many(areas=152, spread=0.0, seed=5):
    rng = np.random.default_rng(seed)
    people = rng.integers(100, 4000, areas)
    rates = np.clip(0.68 + rng.normal(0, 1, areas) * spread, 0, 1)
    return pd.DataFrame(
        {"area": [f"Area {place:03}" for place in range(areas)], "n": people, "ready": rng.binomial(people, rates)}
    )


def test_many_areas_are_a_funnel_and_no_ranking():
    result = audit(many(spread=0.03), outcome="ready", count=None, total="n")

    (line,) = [line for line in sentences(result) if "funnel" in line]
    assert "groups lie outside the funnel, where chance alone would put about 0.3: “Area 0" in line
    assert line.endswith("This is not a ranking.")
    page = result._repr_html_()
    assert "Chance alone puts one group in 20 outside the dotted curves" in page
    assert "All 152 groups, by name" in page
    assert page.index("Area 000") < page.index("Area 001") < page.index("Area 002")
    assert len(repr(result).splitlines()) <= 20


def test_where_areas_differ_by_chance_alone_few_lie_outside():
    outside = [
        len(line.split("“")) - 1
        for seed in range(10)
        for line in sentences(audit(many(seed=seed), outcome="ready", count=None, total="n"))
        if line.startswith("area: ") and "outside the funnel" in line
    ]

    assert sum(outside) <= 10  # 152 areas ten times, of which chance puts one in 500 outside: about three


def test_twenty_areas_are_drawn_side_by_side():
    page = audit(many(20), outcome="ready", count=None, total="n")._repr_html_()

    assert "funnel" not in page
    assert "each bar its 95% interval" in page
