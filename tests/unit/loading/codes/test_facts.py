"""The facts about local authority codes: whole in themselves, and in agreement with two published lists."""

import re
from datetime import date, timedelta

import pandas as pd
import pytest

from ndl_workbench.loading.codes.entities import LOCAL_AUTHORITY
from ndl_workbench.loading.codes.facts import (
    FIRST_YEAR,
    LAST_YEAR,
    authorities,
    changes,
    day_of,
    fate_of,
    in_force,
    parts_moved,
)

KINDS = tuple(LOCAL_AUTHORITY)


@pytest.fixture(scope="module")
def mysociety(shared):
    """mySociety's list, by its own code for a council."""
    path = shared / "data/mysociety-la/data/packages/uk_la_past_current/uk_local_authorities_current.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    return table.set_index("local-authority-code", drop=False)


@pytest.fixture(scope="module")
def organisations(shared):
    """digital-land's list of English local authorities, those of our kinds."""
    table = pd.read_csv(shared / "data/organisations/local-authority.csv", dtype=str, keep_default_na=False)
    return table[table["statistical-geography"].str.startswith(KINDS)]


def test_every_code_is_well_formed_and_named():
    assert len(authorities()) == 495
    for code, authority in authorities().items():
        assert re.fullmatch(r"(?:E06|E07|E08|E09|E10|N09|S12|W06)[0-9]{6}", code)
        assert authority.area.code == code
        assert authority.area.name.strip() == authority.area.name != ""
        assert authority.until is None or authority.start < authority.until


def test_every_change_has_a_source_and_joins_two_codes_on_its_day():
    known = authorities()
    assert len(changes()) == 127
    for change in changes():
        assert change.source.title
        assert re.fullmatch(r"https://\S+", change.source.url)
        assert change.source.licence
        assert known[change.old].until == change.day
        assert known[change.new].start == change.day


def test_every_code_that_ended_has_a_change_and_every_one_that_began_later_too():
    old, new = {change.old for change in changes()}, {change.new for change in changes()}
    ended = {code for code, authority in authorities().items() if authority.until}
    began = {code for code, authority in authorities().items() if authority.start > date(2009, 1, 1)}

    assert ended == old
    assert began - new == {f"N090000{number:02}" for number in range(1, 12)}


def test_no_change_leads_back():
    for code in authorities():
        trail, ahead = set(), [code]
        while ahead:
            here = ahead.pop()
            trail.add(here)
            ahead += [change.new for change in changes() if change.old == here and change.kind != "part moved"]
        assert len([1 for change in changes() if change.new == code and change.old in trail]) == 0


def test_every_code_ends_in_one_of_the_last_year():
    last = set(in_force(day_of(LAST_YEAR)))
    for code in authorities():
        fate = fate_of(code, day_of(LAST_YEAR))
        assert fate.successors
        assert set(fate.successors) <= last


def test_a_kind_of_change_is_what_it_says():
    for change in changes():
        beside = [other for other in changes() if other.old == change.old and other.kind != "part moved"]
        before = {other.old for other in changes() if other.new == change.new and other.kind == "merged"}
        if change.kind == "split":
            assert len(beside) > 1
        elif change.kind == "merged":
            assert len(beside) == 1
            assert len(before) > 1
        else:
            assert len(beside) == 1


def test_a_county_went_where_its_districts_went():
    # The districts of each former county, as in the ONS Code History Database (July 2024).
    districts = {
        "E10000001": ("E07000001", "E07000003"),
        "E10000002": ("E07000004", "E07000007"),
        "E10000004": ("E07000013", "E07000018"),
        "E10000005": ("E07000019", "E07000025"),
        "E10000006": ("E07000026", "E07000031"),
        "E10000009": ("E07000048", "E07000053"),
        "E10000010": ("E07000054", "E07000060"),
        "E10000021": ("E07000150", "E07000156"),
        "E10000022": ("E07000157", "E07000162"),
        "E10000023": ("E07000163", "E07000169"),
        "E10000026": ("E07000182", "E07000186"),
        "E10000027": ("E07000187", "E07000191"),
        "E10000033": ("E07000230", "E07000233"),
    }
    day = day_of(LAST_YEAR)

    assert {code for code in authorities() if code.startswith("E10") and authorities()[code].until} == set(districts)
    for county, (first, last) in districts.items():
        within = [code for code in authorities() if first <= code <= last]
        assert {area for code in within for area in fate_of(code, day).successors} == set(
            fate_of(county, day).successors
        )


def test_the_number_of_councils_in_force_is_known():
    def count(year, *kinds):
        return sum(area.code[:3] in kinds for area in in_force(day_of(year)))

    # English districts: 326 from 2009, 317 from 2019, 309 from 2021 and 296 from 2023.
    years = (2009, 2018, 2019, 2020, 2021, 2023, 2025)
    assert [count(year, "E06", "E07", "E08", "E09") for year in years] == [326, 326, 317, 314, 309, 296, 296]
    assert [count(year, "E10") for year in (2009, 2025)] == [27, 21]
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert count(year, "S12") == 32
        assert count(year, "W06") == 22
        assert count(year, "N09") == (11 if year >= 2015 else 0)


def test_a_small_part_that_moved_is_not_a_successor():
    assert [area.name for area in parts_moved("E08000016")] == ["Sheffield"]
    assert [area.code for area in fate_of("E08000016", day_of(2025)).successors] == ["E08000038"]


def test_mysociety_has_the_same_codes_now_but_for_barnsley_and_sheffield(mysociety):
    current = mysociety[mysociety["current-authority"] == "True"]
    theirs = {code for code in current["gss-code"] if code.startswith(KINDS)}
    ours = {area.code for area in in_force(day_of(2025))}

    # Their version 1.6.1 does not have the codes of the boundary change of 1 April 2025 (SI 2024/1328).
    assert theirs - ours == {"E08000016", "E08000019"}
    assert ours - theirs == {"E08000038", "E08000039"}
    assert theirs == {area.code for area in in_force(day_of(2024))}


def test_mysociety_names_the_same_successors_but_for_the_county_of_dorset(mysociety):
    replaced = mysociety[(mysociety["replaced-by"] != "") & (mysociety["gss-code"] != "")]
    theirs = {
        row["gss-code"]: {mysociety.loc[code, "gss-code"] for code in row["replaced-by"].split(",")}
        for _, row in replaced.iterrows()
    }
    ours = {old: {c.new for c in changes() if c.old == old and c.kind != "part moved"} for old in theirs}

    assert len(theirs) == 48
    # Christchurch was a district of the county of Dorset and went to the other council (SI 2018/648).
    assert {old: (theirs[old], ours[old]) for old in theirs if theirs[old] != ours[old]} == {
        "E10000009": ({"E06000059"}, {"E06000059", "E06000058"}),
    }


def test_mysociety_has_the_same_former_codes(mysociety):
    former = {
        old: row["gss-code"]
        for _, row in mysociety.iterrows()
        for old in filter(None, row["former-gss-codes"].split(","))
        if old.startswith(KINDS)
    }

    assert len(former) == 12
    assert {old: [area.code for area in fate_of(old, day_of(2025)).successors] for old in former} == {
        old: [new] for old, new in former.items()
    }


def test_mysociety_has_the_same_days(mysociety):
    ended = mysociety[(mysociety["end-date"] != "") & (mysociety["gss-code"] != "")]
    off = {
        (authorities()[row["gss-code"]].until - date.fromisoformat(row["end-date"])).days
        for _, row in ended.iterrows()
        if row["gss-code"].startswith(KINDS)
    }

    # Theirs is a council's last day for some and the first day without it for others; ours is the latter.
    assert off == {0, 1}


def test_the_list_of_organisations_has_our_codes_and_days_but_for_these(organisations):
    known = authorities()
    assert set(organisations["statistical-geography"]) <= set(known)

    ends = {
        row["statistical-geography"]: (row["end-date"], str(known[row["statistical-geography"]].until))
        for _, row in organisations.iterrows()
        if row["end-date"] != _last_day(known[row["statistical-geography"]])
    }
    assert ends == {
        # Cumbria County Council ended too (SI 2022/331).
        "E10000006": ("", "2023-04-01"),
        # A year early: it ended with Northamptonshire's others (SI 2020/156).
        "E07000154": ("2020-03-31", "2021-04-01"),
        # The codes that were new on 1 April 2025 are not in the list yet (SI 2024/1328).
        "E08000016": ("", "2025-04-01"),
        "E08000019": ("", "2025-04-01"),
    }

    starts = {
        row["statistical-geography"]: (row["start-date"], str(known[row["statistical-geography"]].start))
        for _, row in organisations.iterrows()
        if row["start-date"] >= "2009" and row["start-date"] != str(known[row["statistical-geography"]].start)
    }
    assert starts == {
        # The council is of 2009, its code of 2013.
        "E06000057": ("2009-04-01", "2013-04-01"),
        # From the year in which it was a shadow authority.
        "E06000061": ("2020-04-01", "2021-04-01"),
        "E06000062": ("2020-04-01", "2021-04-01"),
    }


def _last_day(authority):
    return str(authority.until - timedelta(days=1)) if authority.until else ""
