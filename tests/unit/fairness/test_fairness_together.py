"""What several audits of one table give away together, compared with equations written out in full."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl
from ndl_workbench.fairness.together import TOO_MANY, given_away

GROUPS = {"a": ("a1", "a2", "a3"), "b": ("b1", "b2", "b3"), "c": ("c1", "c2")}
CELLS = [dict(zip("abco", cell, strict=True)) for cell in product(*GROUPS.values(), ("yes", "no"))]


def table(counts, columns="abc"):
    rows = [(*key, answer, people) for key, parts in counts.items() for answer, people in parts.items()]
    return pd.DataFrame(rows, columns=[*columns, "o", "people"])


def audit(frame, by, **call):
    return ndl.audit(frame, **{"outcome": "o", "by": list(by), "count": "people", **call})


# --- drawn examples -----------------------------------------------------------------------------------


AREAS = pd.DataFrame(
    [
        ("East", "yes", 50, 40),
        ("East", "no", 50, 40),
        ("North", "yes", 12, 30),
        ("North", "no", 40, 30),
        ("South", "yes", 4, 30),
        ("South", "no", 40, 30),
    ],
    columns=["area", "o", "people", "others"],
)


def test_a_smaller_minimum_gives_away_what_a_larger_one_hides():
    hidden, shown = audit(AREAS, ["area"]), audit(AREAS, ["area"], min_count=4)

    assert [row.group for row in hidden.outcomes if row.suppressed] == ["North", "South"]
    assert given_away([hidden, shown]) == ("area “North”", "area “South”")
    assert given_away([shown, hidden]) == ("area “North”", "area “South”")
    assert given_away([hidden]) == given_away([shown]) == given_away([]) == ()


def test_the_same_table_turned_round_gives_nothing_away():
    frame = table({key: {"yes": 30, "no": 5 if key[:2] == ("a1", "b1") else 30} for key in product(*GROUPS.values())})

    assert given_away([audit(frame, "ab"), audit(frame, "ba"), audit(frame, "a"), audit(frame, "b")]) == ()


def test_a_finer_table_gives_away_what_was_hidden_for_anothers_sake():
    """a3 is hidden to keep a2 and a4 hidden together; split by c, it is not needed for that, and is shown."""
    numbers = [
        12,
        40,
        40,
        12,
        15,
        40,
        20,
        40,
        4,
        40,
        4,
        20,
        15,
        40,
        12,
        12,
        20,
        40,
        40,
        20,
        20,
        12,
        12,
        12,
        40,
        20,
        4,
        4,
        12,
        40,
        4,
        15,
    ]
    keys = list(product(("a1", "a2", "a3", "a4"), ("b1", "b2"), ("c1", "c2")))
    pairs = zip(keys, zip(numbers[::2], numbers[1::2], strict=True), strict=True)
    frame = table({key: {"yes": yes, "no": no} for key, (yes, no) in pairs})
    coarse = audit(frame, "ab")
    assert {row.group[:2] for row in coarse.intersections if row.suppressed} == {"a2", "a3", "a4"}

    assert given_away([coarse, audit(frame, "abc")]) == ("a × b “a3 × b1”", "a × b “a3 × b2”")


def test_the_size_of_a_group_hidden_everywhere_is_given_away_by_two_outcomes():
    """South is tiny. Each outcome hides another group with it, of which the other outcome shows how many they are."""
    people = {"East": 500, "North": 130, "South": 5, "West": 120}
    rows = [(area, n % 2 == 0, n % 3 == 0) for area, number in people.items() for n in range(number)]
    frame = pd.DataFrame(rows, columns=["area", "ready", "well"]).astype({"ready": "boolean"})
    frame.loc[500:519, "ready"] = pd.NA
    one, two = (ndl.audit(frame, outcome=outcome, by="area") for outcome in ("ready", "well"))

    assert [row.group for row in one.outcomes if row.suppressed] == ["North", "South"]
    assert [row.group for row in two.outcomes if row.suppressed] == ["South", "West"]
    assert given_away([one, two]) == ("area “South”",)


def test_an_outcome_that_is_a_group_elsewhere_is_the_same_people():
    counts = {("y", "p"): 5, ("y", "q"): 100, ("n", "p"): 100, ("n", "q"): 100, ("", "p"): 60, ("", "q"): 70}
    rows = [(o.replace("y", "yes").replace("n", "no") or None, g, people) for (o, g), people in counts.items()]
    frame = pd.DataFrame(rows, columns=["o", "g", "people"]).assign(w=lambda t: t["g"].map({"p": "yes", "q": "no"}))

    by_group = audit(frame, ["g"])
    turned = audit(frame, ["o"], outcome="w")
    assert [row.group for row in by_group.outcomes if row.suppressed] == ["p", "q"]
    assert given_away([by_group, turned]) == ()
    named = audit(frame.assign(g=frame["w"]), ["g"])
    assert given_away([named, named]) == ()


def test_averages_and_rates_of_one_table_do_not_explain_each_other():
    rows = [(area, n % 2 == 0, float(n % 7)) for area, n in ((a, n) for a, m in
            (("East", 300), ("North", 120), ("South", 6)) for n in range(m))]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["area", "ready", "score"])
    mean, rate = (ndl.audit(frame, outcome=outcome, by="area") for outcome in ("score", "ready"))
    assert mean.measure == "mean"
    assert given_away([mean, rate]) == ()

    less = ndl.audit(frame, outcome="score", by="area", min_count=3)
    assert given_away([mean, rate, less]) == ("area “North”", "area “South”")


def test_periods_are_groups_too():
    frame = table({key: {"yes": 40, "no": 3 if key[0] == "a1" and key[2] == "c1" else 40} for key in
                   product(*GROUPS.values())}).assign(no_use="x")  # fmt: skip
    over_time, low = audit(frame, "a", period="c"), audit(frame, "ac", min_count=2)

    assert any(row.suppressed for row in over_time.trend)
    assert "a × c “a1 × c1”" in given_away([over_time, low])


def test_views_that_count_people_by_different_columns_are_not_set_beside_each_other():
    hidden = audit(AREAS, ["area"])
    other = audit(AREAS, ["area"], count="others")

    assert not other.suppressed
    assert given_away([hidden, other]) == ()


def test_too_many_numbers_are_told_and_not_passed():
    frame = pd.DataFrame({"g": [f"g{n}" for n in range(3300)], "o": "yes", "people": 30})
    frame = pd.concat([frame, frame.assign(o="no"), frame.assign(g="small", o="yes", people=3)])
    one, two = audit(frame, ["g"]), audit(frame, ["g"], min_count=11)

    assert given_away([one, two]) == (TOO_MANY,)


@pytest.mark.parametrize("name", ["a × b", "“", "\0", "measure", "column area"])
def test_names_of_groups_and_columns_mislead_nobody(name):
    frame = AREAS.rename(columns={"area": name}).replace("East", name)

    assert given_away([audit(frame, [name]), audit(frame, [name], min_count=4)]) == (
        f"{name} “North”", f"{name} “South”",
    )  # fmt: skip


# --- against equations in full ------------------------------------------------------------------------


def vector(**groups):
    return [float(all(cell[name] == group for name, group in groups.items())) for cell in CELLS]


def equations(made):
    """What a page shows and what it hides, each as one number for each cell of the whole table."""
    shown, hidden = [vector(), vector(o="yes")], {}
    rows = [({row.by: row.group}, row) for row in made.outcomes]
    by = made.by
    every = {" × ".join(key): dict(zip(by, key, strict=True)) for key in product(*(GROUPS[name] for name in by))}
    together = any(row.group == "Every combination" for row in made.intersections)
    if len(by) > 1:
        found = {row.group: row for row in made.intersections}
        if not together:
            shown += [vector(**key) for name, key in every.items() if name not in found]
            rows += [(every[name], row) for name, row in found.items()]
    for key, row in rows:
        if row.suppressed:
            hidden[f"{row.by} “{row.group}”"] = [vector(**key, o="yes"), vector(**key, o="no")]
        else:
            shown += [vector(**key), vector(**key, o="yes")]
    if together:
        for name, key in every.items():
            hidden[f"{' × '.join(by)} “{name}”"] = [vector(**key, o="yes"), vector(**key, o="no")]
    return shown, hidden


def follows(shown, wanted):
    rank = np.linalg.matrix_rank(np.array(shown), tol=1e-8)
    return [np.linalg.matrix_rank(np.array([*shown, one]), tol=1e-8) == rank for one in wanted]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([0, 3, 12, 15, 40]), min_size=36, max_size=36),
    st.lists(st.sampled_from(["a", "b", "ab", "ba", "ac", "bc", "abc"]), min_size=2, max_size=3),
)
def test_a_group_is_named_just_when_it_follows_from_the_equations(numbers, asked):
    frame = pd.DataFrame(CELLS).assign(people=numbers)
    # Every group is there, so that the equations in full have the same columns.
    frame.loc[[0, 2, 6, 13, 17, 25, 35], "people"] += 20
    audits = [audit(frame, by) for by in asked]
    pages = [equations(made) for made in audits]
    everything = [one for shown, _ in pages for one in shown]
    expected = {
        name
        for shown, hidden in pages
        for name, wanted in hidden.items()
        if any(joint and not alone for joint, alone in
               zip(follows(everything, wanted), follows(shown, wanted), strict=True))
    }  # fmt: skip

    assert set(given_away(audits)) == expected
