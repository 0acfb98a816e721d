"""Harmonising: every row accounted for, whatever stands in the column, and the account in plain words."""

import json
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.errors import InputError, NotFound
from ndl_workbench.loading.codes.facts import authorities
from ndl_workbench.loading.codes.harmonise import harmonise
from ndl_workbench.loading.provenance import MADE_HERE, Provenance


def frame(*codes):
    return pd.DataFrame({"area": pd.Series(codes, dtype=object), "made_up": range(len(codes))})


def accounted(result):
    recoded, merged = sum(r.rows for r in result.recoded), sum(m.rows for m in result.merged)
    return result.unchanged + recoded + merged + result.rows_split + result.rows_lost


@pytest.fixture(scope="module")
def deprivation(shared):
    """The districts of the Indices of Deprivation: those of 2019, and those of 2024 that were used in 2025."""
    folder = shared / "data/deprivation"
    return (
        pd.read_csv(folder / "IoD2019/local_authority_district/IoD2019.csv"),
        pd.read_csv(folder / "IoD2025/local_authority_district/indices_of_deprivation_2025_lad.csv"),
    )


def test_all_28_codes_that_vanish_between_two_indices_are_explained(deprivation):
    old, new = deprivation
    result = harmonise(old, "lad19cd", 2024, MADE_HERE)

    vanished = set(old["lad19cd"]) - set(new["area_code"])
    assert len(vanished) == 28
    assert {part.code for merged in result.merged for part in merged.parts} == vanished
    assert {merged.successor.name: [part.name for part in merged.parts] for merged in result.merged} == {
        "Buckinghamshire": ["Aylesbury Vale", "Chiltern", "South Bucks", "Wycombe"],
        "North Northamptonshire": ["Corby", "East Northamptonshire", "Kettering", "Wellingborough"],
        "West Northamptonshire": ["Daventry", "Northampton", "South Northamptonshire"],
        "Cumberland": ["Allerdale", "Carlisle", "Copeland"],
        "Westmorland and Furness": ["Barrow-in-Furness", "Eden", "South Lakeland"],
        "North Yorkshire": ["Craven", "Hambleton", "Harrogate", "Richmondshire", "Ryedale", "Scarborough", "Selby"],
        "Somerset": ["Mendip", "Sedgemoor", "South Somerset", "Somerset West and Taunton"],
    }
    assert {part.rows for merged in result.merged for part in merged.parts} == {10}
    assert (result.lost, result.split, result.recoded, result.absent) == ((), (), (), ())
    assert (len(result.table), result.unchanged) == (3170, 2890)
    assert set(result.table["lad19cd_2024"]) == set(new["area_code"])


def test_in_2025_two_codes_more_are_new_and_both_indices_agree_once_both_are_carried(deprivation):
    old, new = deprivation
    before = harmonise(old, "lad19cd", 2025, MADE_HERE)
    after = harmonise(new, "area_code", 2025, MADE_HERE)

    # The indices of 2025 use the districts of 2024; Barnsley and Sheffield have new codes since 1 April 2025.
    assert set(before.table["lad19cd_2025"]) - set(new["area_code"]) == {"E08000038", "E08000039"}
    assert [(r.name, r.successor.code) for r in after.recoded] == [
        ("Barnsley", "E08000038"),
        ("Sheffield", "E08000039"),
    ]
    assert set(before.table["lad19cd_2025"]) == set(after.table["area_code_2025"])
    assert before.verdict == "30 of 317 codes are no longer in use on 1 April 2025: 28 merged into 7, 2 recoded."


def test_rows_index_and_columns_stay_and_the_table_given_is_not_changed():
    given_table = pd.DataFrame({"area": ["E07000004", "E06000001"], "made_up": [1.5, None]}, index=[7, 7])
    kept = given_table.copy()
    result = harmonise(given_table, "area", 2025, MADE_HERE)

    pd.testing.assert_frame_equal(given_table, kept)
    pd.testing.assert_frame_equal(result.table[["area", "made_up"]], kept)
    assert list(result.table.columns) == ["area", "made_up", "area_2025", "area_2025_name"]
    assert list(result.table["area_2025"]) == ["E06000060", "E06000001"]


def test_capitals_and_spaces_are_not_minded():
    result = harmonise(frame(" e07000026", "E07000026\u00a0"), "area", 2025, MADE_HERE)

    assert list(result.table["area_2025"]) == ["E06000063", "E06000063"]
    assert [(part.code, part.rows) for part in result.merged[0].parts] == [("E07000026", 2)]


def test_a_hostile_column_loses_no_row():
    cells = (
        "E92000001",
        None,
        float("nan"),
        pd.NA,
        "",
        "  ",
        "E12000007",
        "S12000009",
        "W06000007",
        "E0700002",
        3,
        [1],
    )
    result = harmonise(frame(*cells, "X99000001", "E07000026\n<b>", "E06000063", "Ｅ07000026"), "area", 2025, MADE_HERE)

    assert list(result.table["made_up"]) == list(range(16))
    assert accounted(result) == 16
    assert {lost.code: (lost.rows, lost.why) for lost in result.lost} == {
        "E92000001": (1, "a code for another kind of place: country (England)"),
        "": (5, "no code in the row"),
        "E12000007": (1, "a code for another kind of place: English region"),
        "E0700002": (1, "not a nine-character GSS code"),
        "3": (1, "not a nine-character GSS code"),
        "[1]": (1, "not a nine-character GSS code"),
        "X99000001": (1, "a code for a kind of place we do not know"),
        "E07000026�<B>": (1, "not a nine-character GSS code"),
        "Ｅ07000026": (1, "not a nine-character GSS code"),
    }
    assert [r.successor.code for r in result.recoded] == ["S12000045", "W06000023"]
    assert "<B>" not in result._repr_html_()
    assert "E07000026�&lt;B&gt;" in result._repr_html_()


def test_scottish_and_welsh_codes_are_carried_through_each_of_their_changes():
    result = harmonise(frame("S12000037", "S12000022", "S12000015", "W06000017", "N09000003"), "area", 2025, MADE_HERE)

    assert list(result.table["area_2025"]) == ["S12000049", "S12000050", "S12000047", "W06000024", "N09000003"]
    assert harmonise(frame("S12000037"), "area", 2017, MADE_HERE).table["area_2017"].tolist() == ["S12000046"]


def test_the_day_of_a_year_is_1_april_with_its_changes_made():
    # Powys was recoded on 1 June 2009, Fife on 2 February 2018 and Dorset's districts merged on 1 April 2019.
    assert harmonise(frame("W06000007"), "area", 2009, MADE_HERE).unchanged == 1
    assert harmonise(frame("S12000015"), "area", 2018, MADE_HERE).recoded[0].successor.code == "S12000047"
    assert harmonise(frame("E07000049"), "area", 2018, MADE_HERE).unchanged == 1
    assert harmonise(frame("E07000049"), "area", 2019, MADE_HERE).merged[0].successor.code == "E06000059"


def test_rows_that_had_the_new_code_already_are_said_beside_the_merged_ones():
    result = harmonise(frame("E07000026", "E06000063", "E06000063"), "area", 2025, MADE_HERE)

    assert [(merged.rows, merged.already) for merged in result.merged] == [(1, 2)]
    assert (
        "  merged into Cumberland (E06000063): Allerdale (1 row); beside 2 rows that had its code already"
        in result.summary()
    )


def test_a_county_beside_its_own_districts_is_warned_of():
    result = harmonise(frame("E10000002", "E07000004", "E10000027"), "area", 2025, MADE_HERE)

    assert [area.code for area in result.double_counted] == ["E06000060"]
    assert "counties stand beside their own districts, so do not add up: Buckinghamshire (E06000060)" in repr(result)


def test_codes_that_no_row_has_are_absent_among_the_kinds_that_are_there():
    result = harmonise(frame(*(f"W060000{number:02}" for number in range(1, 17))), "area", 2025, MADE_HERE)

    assert [area.name for area in result.absent] == [
        "Merthyr Tydfil" if code == "W06000024" else authorities()[code].area.name
        for code in ("W06000018", "W06000019", "W06000020", "W06000021", "W06000022", "W06000024")
    ]


def test_the_summary_says_in_plain_words_what_happened():
    table = frame("E07000026", "E10000006", "E08000020", "E06000001", None, "E92000001")
    result = harmonise(table, "area", 2025, Provenance(source="made-up.csv"))

    assert repr(result).splitlines()[:-1] == [
        "Codes in area of made-up.csv, as of 1 April 2025",
        "3 of 5 codes are no longer in use on 1 April 2025: 1 merged into 1, 1 recoded, 1 split. "
        "1 of 5 codes is not of a local authority of 1 April 2025.",
        "6 rows in and out = 1 unchanged + 1 recoded + 1 merged + 1 split + 2 lost; nothing was added up",
        "2 rows lost: blank (1 row, no code in the row); "
        "E92000001 (1 row, a code for another kind of place: country (England))",
        "1 row split: Cumbria (E10000006, 1 row) went to Cumberland (E06000063), Westmorland and Furness (E06000064)",
        "  merged into Cumberland (E06000063): Allerdale (1 row)",
        "  recoded: Gateshead (E08000020) to E08000037",
    ]
    assert repr(result).splitlines()[-1].startswith("96 codes in use on 1 April 2025 are in no row: Middlesbrough")


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [
        ((), "There is no code in the column."),
        ((None,), "There is no code in the column."),
        (("E06000001",), "Every code is of a local authority of 1 April 2025."),
        (("E92000001",), "1 of 1 code is not of a local authority of 1 April 2025."),
    ],
)
def test_the_verdict_claims_no_more_than_was_found(codes, verdict):
    assert harmonise(frame(*codes), "area", 2025, MADE_HERE).verdict == verdict


def test_the_result_is_json_ready_and_names_its_sources():
    result = harmonise(frame("E07000190", "E08000020"), "area", 2025, MADE_HERE)
    told = json.loads(json.dumps(result.to_dict()))

    assert (told["schema"], told["day"], told["rows"]) == ("ndl/harmonised/1", "2025-04-01", 2)
    assert [source["title"].split(" Order")[0] for source in told["sources"]] == [
        "The Somerset West and Taunton (Local Government Changes)",
        "The Somerset (Structural Changes)",
        "Gateshead and Northumberland (Boundary Change)",
    ]
    assert told["recoded"][0]["parts_moved"] == [{"code": "E06000057", "name": "Northumberland"}]
    assert result.to_frame() is result.table


def test_the_result_can_be_saved_as_a_page_and_as_a_table(tmp_path):
    result = harmonise(frame("E07000026", "E10000006", None), "area", 2025, MADE_HERE)

    assert "Split: which part is not known" in result.save(tmp_path / "account.html").read_text(encoding="utf-8")
    assert result.save(tmp_path / "table.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "area,made_up,area_2025,area_2025_name",
        "E07000026,0,E06000063,Cumberland",
        "E10000006,1,,",
        ",2,,",
    ]


def test_many_unknown_codes_are_all_counted_and_the_page_shows_the_first():
    result = harmonise(frame(*(f"unknown {number}" for number in range(2000))), "area", 2025, MADE_HERE)

    assert (len(result.lost), result.rows_lost) == (2000, 2000)
    assert len(repr(result).splitlines()) <= 20
    assert result._repr_html_().count("UNKNOWN ") < 600


def test_a_column_that_is_not_there_is_refused_with_the_near_names():
    table = pd.DataFrame({"lad19cd": ["E06000001"], "name": ["Hartlepool"]})

    with pytest.raises(NotFound) as caught:
        harmonise(table, "lad20cd", 2025, MADE_HERE)
    assert str(caught.value) == (
        "found no column 'lad20cd'; expected the name of a column of this table; nothing was harmonised; "
        "next: did you mean lad19cd?"
    )


@pytest.mark.parametrize("year", [2008, 2026, 0, -1, "2025", 2025.0, True, None])
def test_a_year_that_the_facts_do_not_cover_is_refused(year):
    with pytest.raises(InputError, match="expected a year from 2009 to 2025"):
        harmonise(frame("E06000001"), "area", year, MADE_HERE)


def test_a_column_that_would_be_overwritten_or_is_there_twice_is_refused():
    taken = frame("E06000001").assign(area_2025_name="mine")
    twice = pd.DataFrame([["E06000001", "E06000002"]], columns=["area", "area"])

    with pytest.raises(InputError, match="a column that is already named 'area_2025_name'"):
        harmonise(taken, "area", 2025, MADE_HERE)
    with pytest.raises(InputError, match="2 columns named 'area'"):
        harmonise(twice, "area", 2025, MADE_HERE)


def test_column_names_on_several_levels_are_refused():
    levels = pd.MultiIndex.from_tuples([("place", "area"), ("made", "up")])
    table = pd.DataFrame([["E06000001", 1]], columns=levels)

    with pytest.raises(InputError, match="column names on several levels"):
        harmonise(table, ("place", "area"), 2025, MADE_HERE)


@given(
    codes=st.lists(st.one_of(st.sampled_from(sorted(authorities())), st.none(), st.text(max_size=12))),
    year=st.integers(2009, 2025),
)
def test_rows_in_are_rows_out_and_each_is_accounted_for_once(codes, year):
    result = harmonise(frame(*codes), "area", year, MADE_HERE)

    assert accounted(result) == len(result.table) == len(codes)
    assert int(result.table[f"area_{year}"].isna().sum()) == result.rows_lost + result.rows_split
    assert len(repr(result).splitlines()) <= 20
    for code, name in zip(
        result.table[f"area_{year}"].dropna(), result.table[f"area_{year}_name"].dropna(), strict=True
    ):
        assert authorities()[code].area.name == name
        assert authorities()[code].in_force(result.day)


@given(codes=st.lists(st.sampled_from(sorted(authorities())), min_size=1), year=st.integers(2009, 2025))
def test_harmonising_again_changes_nothing(codes, year):
    once = harmonise(frame(*codes), "area", year, MADE_HERE).table[f"area_{year}"].dropna()
    again = harmonise(pd.DataFrame({"area": once}), "area", year, MADE_HERE)

    assert again.unchanged == len(once)
    assert Counter(again.table[f"area_{year}"]) == Counter(once)
