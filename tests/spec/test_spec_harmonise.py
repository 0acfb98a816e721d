"""The specification of ``harmonise``: a table, a year, and what became of each code."""

import pytest

from ndl_workbench.loading.codes.harmonise import harmonise
from ndl_workbench.loading.provenance import MADE_HERE

# Codes are carried in pandas; a table of another engine is turned into one before it gets here.
pytestmark = pytest.mark.parametrize("draw", ["pandas"], indirect=True)


def test_areas_that_were_merged_get_the_code_of_the_one_they_are_in_now(draw):
    table = draw("""
        area      | children
        ----------+---------
        E07000026 | 10
        E07000028 | 20
        E07000008 | 30
    """)

    result = harmonise(table, "area", 2025, MADE_HERE)

    assert list(result.table["area_2025"]) == ["E06000063", "E06000063", "E07000008"]
    assert list(result.table["area_2025_name"]) == ["Cumberland", "Cumberland", "Cambridge"]
    assert [(m.successor.name, [(p.code, p.name, p.rows) for p in m.parts]) for m in result.merged] == [
        ("Cumberland", [("E07000026", "Allerdale", 1), ("E07000028", "Carlisle", 1)]),
    ]
    assert result.unchanged == 1


def test_a_place_whose_code_changed_is_recoded_and_what_moved_away_is_named(draw):
    table = draw("""
        area      | children
        ----------+---------
        E08000020 | 10
        E07000101 | 20
    """)

    result = harmonise(table, "area", 2025, MADE_HERE)

    assert list(result.table["area_2025"]) == ["E08000037", "E07000243"]
    assert [(r.name, r.successor.code, str(r.day), [str(area) for area in r.parts_moved]) for r in result.recoded] == [
        ("Gateshead", "E08000037", "2013-04-01", ["Northumberland (E06000057)"]),
        ("Stevenage", "E07000243", "2013-04-01", []),
    ]


def test_a_row_of_an_area_that_was_split_stays_once_without_a_code(draw):
    table = draw("""
        area      | children
        ----------+---------
        E10000006 | 10
        E10000003 | 20
    """)

    result = harmonise(table, "area", 2025, MADE_HERE)

    assert list(result.table["children"]) == ["10", "20"]
    assert list(result.table["area_2025"].fillna("")) == ["", "E10000003"]
    assert [(s.code, s.name, s.rows, [area.name for area in s.successors]) for s in result.split] == [
        ("E10000006", "Cumbria", 1, ["Cumberland", "Westmorland and Furness"]),
    ]


def test_a_row_that_cannot_be_carried_is_lost_with_its_reason_and_stays(draw):
    table = draw("""
        area      | children
        ----------+---------
        E92000001 | 10
                  | 20
        E07000999 | 30
        Leeds     | 40
    """)

    result = harmonise(table, "area", 2025, MADE_HERE)

    assert list(result.table["children"]) == ["10", "20", "30", "40"]
    assert [(lost.code, lost.rows, lost.why) for lost in result.lost] == [
        ("E92000001", 1, "a code for another kind of place: country (England)"),
        ("", 1, "no code in the row"),
        ("E07000999", 1, "no English non-metropolitan district is known by this code from 2009 to 2025"),
        ("LEEDS", 1, "not a nine-character GSS code"),
    ]


def test_a_code_that_came_into_use_later_is_not_carried_back(draw):
    table = draw("""
        area      | children
        ----------+---------
        E06000058 | 10
    """)

    result = harmonise(table, "area", 2018, MADE_HERE)

    assert [(lost.code, lost.name, lost.why) for lost in result.lost] == [
        (
            "E06000058",
            "Bournemouth, Christchurch and Poole",
            "first used on 2019-04-01, after 2018-04-01; it replaced Bournemouth (E06000028), Poole (E06000029), "
            "Christchurch (E07000048), Dorset (E10000009)",
        ),
    ]


def test_a_chain_of_changes_is_followed_to_the_year_that_is_asked_for(draw):
    table = draw("""
        area      | children
        ----------+---------
        E07000190 | 10
    """)

    assert list(harmonise(table, "area", 2018, MADE_HERE).table["area_2018"]) == ["E07000190"]
    assert list(harmonise(table, "area", 2019, MADE_HERE).table["area_2019"]) == ["E07000246"]
    assert list(harmonise(table, "area", 2023, MADE_HERE).table["area_2023"]) == ["E06000066"]
