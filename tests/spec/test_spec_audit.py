"""The specification of ``audit``: a table, and what it says of each group.

Intervals are Wilson's for a rate and Newcombe's for a difference, both 95%.
"""

import ndl_workbench as ndl


def test_a_rate_is_people_with_the_outcome_over_people_whose_outcome_is_known(draw):
    table = draw("""
        area  | ready
        ------+------
        East  | yes
        East  | yes
        East  | no
        East  |
        West  | yes
        West  | no
        West  | no
        West  | no
    """)

    audit = ndl.audit(table, outcome="ready", by="area", min_count=1)

    assert [(row.group, row.n, row.events, row.rate) for row in audit.outcomes] == [
        ("East", 3, 2, 2 / 3),
        ("West", 4, 1, 0.25),
    ]
    assert [(row.group, row.people, row.missing, row.share) for row in audit.missingness] == [
        ("East", 4, 1, 0.25),
        ("West", 4, 0, 0.0),
    ]
    assert [(row.group, row.n, row.observed) for row in audit.representation] == [
        ("East", 4, 0.5),
        ("West", 4, 0.5),
    ]


def test_an_interval_and_a_gap_to_the_largest_group(draw):
    table = draw(
        """
        area  | ready | children
        ------+-------+---------
        East  | yes   | 30
        East  | no    | 70
        West  | yes   | 25
        West  | no    | 25
    """,
        numbers=("children",),
    )

    audit = ndl.audit(table, outcome="ready", by="area", count="children")

    east, west = audit.outcomes
    assert (east.rate, round(east.low, 4), round(east.high, 4)) == (0.3, 0.2189, 0.3958)
    assert (east.reference, east.difference, east.ratio) == ("East", None, None)
    assert (west.rate, round(west.low, 4), round(west.high, 4)) == (0.5, 0.3664, 0.6336)
    assert (west.reference, west.difference, west.ratio) == ("East", 0.2, 0.5 / 0.3)
    assert (round(west.difference_low, 4), round(west.difference_high, 4)) == (0.0356, 0.3562)


def test_a_count_says_how_many_people_a_row_stands_for(draw):
    table = draw(
        """
        area  | ready | children
        ------+-------+---------
        East  | yes   | 30
        East  | yes   | 10
        East  | no    | 60
        East  |       | 20
        West  | yes   | 25
        West  | no    | 25
        West  | no    |
    """,
        numbers=("children",),
    )

    audit = ndl.audit(table, outcome="ready", by="area", count="children")

    assert [(row.group, row.n, row.events) for row in audit.outcomes] == [("East", 100, 40), ("West", 50, 25)]
    assert [(row.group, row.people, row.missing) for row in audit.missingness] == [
        ("East", 120, 20),
        ("West", 50, 0),
    ]
    assert audit.people == 170


def test_a_total_makes_the_outcome_a_number_of_people(draw):
    table = draw(
        """
        area  | year | ready | all
        ------+------+-------+----
        East  | 2023 | 15    | 60
        East  | 2024 | 25    | 40
        East  | 2025 |       | 20
        West  | 2024 | 25    | 50
    """,
        numbers=("ready", "all"),
    )

    audit = ndl.audit(table, outcome="ready", by="area", total="all")

    assert [(row.group, row.n, row.events) for row in audit.outcomes] == [("East", 100, 40), ("West", 50, 25)]
    assert [(row.group, row.people, row.missing) for row in audit.missingness] == [
        ("East", 120, 20),
        ("West", 50, 0),
    ]


def test_a_small_group_is_hidden_and_so_is_the_next_smallest(draw):
    table = draw(
        """
        area  | ready | children
        ------+-------+---------
        East  | yes   | 30
        East  | no    | 70
        North | yes   | 20
        North | no    | 20
        South | yes   | 12
        South | no    | 3
        West  | yes   | 25
        West  | no    | 25
    """,
        numbers=("children",),
    )

    audit = ndl.audit(table, outcome="ready", by="area", count="children", min_count=10)

    assert [(row.group, row.n, row.events, row.suppressed) for row in audit.outcomes] == [
        ("East", 100, 30, False),
        ("North", None, None, True),  # or South would be 205 less 100, 40 and 50
        ("South", None, None, True),  # 3 without the outcome
        ("West", 50, 25, False),
    ]
    assert (audit.overall.n, audit.overall.events, audit.suppressed) == (205, 87, 2)


def test_combinations_of_groups_stand_lowest_rate_first_and_hidden_last(draw):
    table = draw(
        """
        area  | sex    | ready | children
        ------+--------+-------+---------
        East  | Female | yes   | 40
        East  | Female | no    | 10
        East  | Male   | yes   | 20
        East  | Male   | no    | 30
        West  | Female | yes   | 35
        West  | Female | no    | 15
        West  | Male   | yes   | 10
        West  | Male   | no    | 40
    """,
        numbers=("children",),
    )

    audit = ndl.audit(table, outcome="ready", by=["area", "sex"], count="children")

    assert [(row.by, row.group, row.rate) for row in audit.intersections] == [
        ("area × sex", "West × Male", 0.2),
        ("area × sex", "East × Male", 0.4),
        ("area × sex", "West × Female", 0.7),
        ("area × sex", "East × Female", 0.8),
    ]


def test_a_blank_group_is_a_group_of_its_own_and_comes_last(draw):
    table = draw(
        """
        area  | ready | children
        ------+-------+---------
        West  | yes   | 25
        West  | no    | 25
              | yes   | 12
              | no    | 18
    """,
        numbers=("children",),
    )

    audit = ndl.audit(table, outcome="ready", by="area", count="children")

    assert [(row.group, row.n, row.rate) for row in audit.outcomes] == [
        ("West", 50, 0.5),
        ("Not recorded", 30, 0.4),
    ]


def test_a_population_says_who_is_missing_from_the_data(draw):
    table = draw(
        """
        area  | ready | children
        ------+-------+---------
        East  | yes   | 30
        East  | no    | 30
        West  | yes   | 20
        West  | no    | 20
    """,
        numbers=("children",),
    )
    population = draw(
        """
        area  | people
        ------+-------
        East  | 300
        West  | 500
        North | 200
    """,
        numbers=("people",),
    )

    audit = ndl.audit(table, outcome="ready", by="area", count="children", population=population)

    assert [(r.group, r.n, r.observed, r.expected, r.ratio, r.absent) for r in audit.representation] == [
        ("East", 60, 0.6, 0.3, 2.0, False),
        ("North", 0, 0.0, 0.2, 0.0, True),
        ("West", 40, 0.4, 0.5, 0.8, False),
    ]
