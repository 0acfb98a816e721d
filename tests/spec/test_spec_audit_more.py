"""The specification of ``audit``, continued: weights, averages, other comparisons, a control, periods, proxies.

Averages have Student's intervals, and their differences Welch's.
"""

import ndl_workbench as ndl


def test_a_weight_says_how_many_people_each_stands_for(draw):
    table = draw(
        """
        area  | ready | weight
        ------+-------+-------
        East  | yes   | 3
        East  | yes   | 1
        East  | no    | 1
        East  | no    | 1
        West  | yes   | 1
        West  | no    | 1
    """,
        numbers=("weight",),
    )

    audit = ndl.audit(table, outcome="ready", by="area", weight="weight", min_count=1)

    east, west = audit.outcomes
    assert (east.n, east.events, round(east.rate, 4), east.effective_n) == (
        4,
        2,
        0.6667,
        3.0,
    )  # 6 × 6 / (9 + 1 + 1 + 1)
    assert (west.n, west.events, west.rate, west.effective_n) == (2, 1, 0.5, None)
    assert [(row.group, row.n, row.observed) for row in audit.representation] == [("East", 4, 0.75), ("West", 2, 0.25)]


def test_an_outcome_of_numbers_is_averaged(draw):
    table = draw(
        """
        area  | minutes
        ------+--------
        East  | 10
        East  | 12
        East  | 14
        East  |
        West  | 20
        West  | 24
    """,
        numbers=("minutes",),
    )

    audit = ndl.audit(table, outcome="minutes", by="area", min_count=1)

    east, west = audit.outcomes
    assert (audit.measure, east.n, east.events, east.rate) == ("mean", 3, None, 12.0)
    assert (round(east.low, 3), round(east.high, 3)) == (7.032, 16.968)
    assert (west.n, west.rate, west.difference, west.reference) == (2, 22.0, 10.0, "East")
    assert [(row.group, row.people, row.missing) for row in audit.missingness] == [("East", 4, 1), ("West", 2, 0)]


def test_each_group_can_be_compared_with_everyone_else(draw):
    table = draw(
        """
        area  | ready | children
        ------+-------+---------
        East  | yes   | 30
        East  | no    | 70
        North | yes   | 20
        North | no    | 30
        West  | yes   | 30
        West  | no    | 20
    """,
        numbers=("children",),
    )

    audit = ndl.audit(table, outcome="ready", by="area", count="children", reference="rest")

    assert [(row.group, row.reference, row.rate, round(row.difference, 4)) for row in audit.outcomes] == [
        ("East", "everyone else", 0.3, -0.2),
        ("North", "everyone else", 0.4, 0.0),
        ("West", "everyone else", 0.6, 0.2667),
    ]


def test_a_difference_can_turn_round_when_a_third_column_is_held_the_same(draw):
    table = draw(
        """
        hospital | illness | better | people
        ---------+---------+--------+-------
        North    | mild    | yes    | 81
        North    | mild    | no     | 19
        North    | grave   | yes    | 192
        North    | grave   | no     | 208
        South    | mild    | yes    | 300
        South    | mild    | no     | 100
        South    | grave   | yes    | 40
        South    | grave   | no     | 60
    """,
        numbers=("people",),
    )

    audit = ndl.audit(table, outcome="better", by="hospital", count="people", control="illness")

    north, south = audit.outcomes
    assert (north.group, north.rate, south.group, south.rate) == ("North", 0.546, "South", 0.68)
    (held,) = audit.controlled
    assert (held.group, held.reference, round(held.difference, 3)) == ("North", "South", -0.134)
    assert (round(held.adjusted, 3), held.strata, held.reverses) == (0.07, 2, True)  # 81% and 75%; 48% and 40%


def test_a_period_shows_outcomes_over_time(draw):
    table = draw(
        """
        year | sex    | ready | children
        -----+--------+-------+---------
        2024 | Female | yes   | 30
        2024 | Female | no    | 20
        2025 | Female | yes   | 40
        2025 | Female | no    | 10
        2024 | Male   | yes   | 25
        2024 | Male   | no    | 25
        2025 | Male   | yes   | 20
        2025 | Male   | no    | 30
    """,
        numbers=("year", "children"),
    )

    audit = ndl.audit(table, outcome="ready", by="sex", count="children", period="year")

    assert [(row.group, row.period, row.n, row.rate) for row in audit.trend] == [
        ("Everyone", "2024", 100, 0.55),
        ("Everyone", "2025", 100, 0.6),
        ("Female", "2024", 50, 0.6),
        ("Female", "2025", 50, 0.8),
        ("Male", "2024", 50, 0.5),
        ("Male", "2025", 50, 0.4),
    ]


def test_a_column_that_gives_a_group_away_is_named(draw):
    table = draw(
        """
        sex    | club   | ready | children
        -------+--------+-------+---------
        Female | Hockey | yes   | 30
        Female | Hockey | no    | 20
        Female | Chess  | yes   | 10
        Female | Chess  | no    | 10
        Male   | Hockey | yes   | 10
        Male   | Hockey | no    | 10
        Male   | Chess  | yes   | 30
        Male   | Chess  | no    | 20
    """,
        numbers=("children",),
    )

    audit = ndl.audit(table, outcome="ready", by="sex", count="children")

    (club,) = audit.proxies
    assert (club.by, club.column, club.strength) == ("sex", "club", 0.42)
    assert (club.value, club.group, club.share, club.overall) == ("Hockey", "Female", 0.71, 0.5)


def test_what_is_missing_more_often_from_one_group_is_a_warning(draw):
    table = draw(
        """
        area  | sex    | ready | children
        ------+--------+-------+---------
        East  | Female | yes   | 60
        East  |        | no    | 40
        West  | Female | yes   | 90
        West  |        | no    | 10
    """,
        numbers=("children",),
    )

    audit = ndl.audit(table, outcome="ready", by="area", count="children")

    assert [(row.column, row.group, row.people, row.missing, row.matters) for row in audit.blanks] == [
        ("sex", "East", 100, 40, True),
        ("sex", "West", 100, 10, False),
    ]
