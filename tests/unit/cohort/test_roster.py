"""Rosters: what offices and LMSs write, and everything that can be wrong with one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ndl_workbench.cohort.roster import MOST_TRAINEES, Trainee, read_roster, with_ids
from ndl_workbench.errors import InputError, NotFound, Unreadable


@pytest.fixture
def read(tmp_path: Path):
    def read_text(text: str | bytes) -> tuple[Trainee, ...]:
        path = tmp_path / "roster.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_roster(path)

    return read_text


def test_a_name_and_an_address(read):
    assert read("Name,Email\nAnn Other,ann@example.org\nBo Ng,\n") == (
        Trainee("ann-other", "Ann Other", "ann@example.org"),
        Trainee("bo-ng", "Bo Ng", ""),
    )


@pytest.mark.parametrize(
    "text",
    [
        "First name,Surname,Email address\nAnn,Other,ann@example.org\n",
        "\ufeffID number;Last_Name;first_name;E-mail\r\n7;Other;Ann;ann@example.org\r\n",
        "Full name\tEMAIL\n Ann Other \t ann@example.org \n\n\t\n",
        '"Name","Department","Email"\n"Ann Other","Parks, and greens","ann@example.org"\n',
    ],
)
def test_the_forms_offices_write(read, text):
    assert read(text) == (Trainee("ann-other", "Ann Other", "ann@example.org"),)


def test_utf_16_is_read_by_its_mark(read):
    assert read("Name\nŁukasz Żak\n".encode("utf-16"))[0] == Trainee("lukasz-zak", "Łukasz Żak", "")


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (",a@example.org", "row 2: no name"),
        ("=1+1,", "row 2: '=1+1', which a spreadsheet would compute"),
        ("@SUM(A1),", "row 2: '@SUM(A1)', which a spreadsheet would compute"),
        ("-cmd|' /C calc'!A0,", "row 2: \"-cmd|' /C calc'!A0\", which a spreadsheet would compute"),
        ("Ann,not an address", "row 2: 'not an address', which is no e-mail address"),
        ("Ann,a@b@c", "row 2: 'a@b@c', which is no e-mail address"),
        ("12345,", "row 2: the name '12345', without a letter"),
        (
            "Ann\u202egnirts,",
            "row 2: the name 'Ann\\u202egnirts', with signs that cannot be seen or more than 120 of them",
        ),
        ("Ann\u200b,", "row 2: the name 'Ann\\u200b', with signs that cannot be seen or more than 120 of them"),
        ("Ann,a@x.org\nBo,A@X.org", "row 3: A@X.org again, as in row 2"),
        ("Ann,\nann ,", "row 3: 'ann' again, as in row 2, and no e-mail addresses to tell them by"),
        ("", "a heading and nobody below it"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(read, rows, problem):
    with pytest.raises(InputError) as refused:
        read(f"name,email\n{rows}\n")

    assert refused.value.found == f"in roster.csv {problem}"
    assert refused.value.done == "nothing was begun"


def test_all_problems_are_told_at_once_and_the_first_in_words(read):
    with pytest.raises(InputError) as refused:
        read("name\n" + "=1\n" * 7)

    assert refused.value.found.count("which a spreadsheet would compute") == 5
    assert refused.value.found.endswith("more")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"Ann Other,ann@example.org\nBo Ng,\n", "the heading 'Ann Other', 'ann@example.org' in roster.csv"),
        (b"", "roster.csv with nothing in it"),
        (b"name,name\nA,B\n", "2 columns for the name in roster.csv"),
    ],
)
def test_a_roster_without_a_heading_is_told(read, content, found):
    with pytest.raises(InputError) as refused:
        read(content)

    assert refused.value.found == found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("name\nJosé\n".encode("cp1252"), "letters in line 2 that are not UTF-8 in roster.csv"),
        (b"PK\x03\x04", "a workbook or an archive in roster.csv"),
        (b"name\nA\0B\n", "bytes that are no text in roster.csv"),
        (b'name\n"Ann\n', "text that is no CSV (unexpected end of data) in roster.csv"),
    ],
)
def test_another_encoding_or_kind_of_file_is_told(read, content, found):
    with pytest.raises(Unreadable) as refused:
        read(content)

    assert refused.value.found == found


def test_no_file_at_all(tmp_path: Path):
    with pytest.raises(NotFound):
        read_roster(tmp_path / "none.csv")


def test_ten_thousand_are_read_and_one_more_is_not(read):
    rows = "".join(f"Ann {'abcdefghij'[n % 10]} {n}x,a{n}@example.org\n" for n in range(MOST_TRAINEES))

    assert len({one.id for one in read("name,email\n" + rows)}) == MOST_TRAINEES
    with pytest.raises(InputError, match="10,001 people"):
        read("name,email\n" + rows + "One More,more@example.org\n")


def test_ids_are_safe_unique_and_do_not_depend_on_the_order():
    people = [
        ("Ann Other", "a@x.org"),
        ("ann-other", "b@x.org"),
        ("李雷", ""),
        ("Con", ""),
        ("Ønski Æbler", ""),
        ("../..a", ""),
    ]
    ids = {(one.name, one.email): one.id for one in with_ids(people)}
    shuffled = people.copy()
    random.Random(4).shuffle(shuffled)

    assert {(one.name, one.email): one.id for one in with_ids(shuffled)} == ids
    assert len(set(ids.values())) == len(people)
    assert ids["Ønski Æbler", ""] == "onski-aebler"
    assert ids["../..a", ""] == "a"
    assert ids["Con", ""].startswith("con-")
    assert ids["李雷", ""].startswith("trainee-")
