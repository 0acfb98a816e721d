"""A cohort is begun whole or not at all, and its secrets stay in it."""

from __future__ import annotations

import csv
import datetime as dt
import json
import stat
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from ndl_workbench.academy.seed import PRACTICE, derived_seed, numbers, seed_of
from ndl_workbench.academy.source import read_course
from ndl_workbench.cohort import begin
from ndl_workbench.cohort.begin import new_cohort
from ndl_workbench.cohort.codes import Hashed, is_code, keys_of
from ndl_workbench.cohort.issuing import JOIN_CODES
from ndl_workbench.cohort.links import links
from ndl_workbench.cohort.state import Cohort, read_cohort, read_kept, write_cohort
from ndl_workbench.errors import CannotWrite, InputError, Unreadable

from .conftest import DUE, UNIT


def test_everything_is_in_one_folder(cohort: Cohort):
    assert (cohort.name, cohort.course, cohort.open_book) == ("Autumn", "sums", True)
    assert [one.id for one in cohort.trainees] == ["ann-other", "bo-ng", "cy-young", "di-late"]
    assert cohort.unit(UNIT).due == DUE
    with Gradebook(f"sqlite:///{cohort.folder / 'gradebook.db'}", "sums") as book:
        assert {(s.id, s.first_name, s.last_name, s.email) for s in book.students} >= {
            ("ann-other", "Ann", "Other", "ann@example.org"),
            ("bo-ng", "Bo", "Ng", None),
        }
        assert book.find_assignment(UNIT).duedate == DUE.replace(tzinfo=None)


def test_nobody_else_can_read_what_is_secret(first: Path):
    for path in [first / JOIN_CODES, first / "roster.csv", first / "cohort.toml", *(first / "secrets").iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE((first / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE((first / "handed-in").stat().st_mode) == 0o700


def test_a_code_is_in_the_list_to_send_and_nowhere_else(cohort: Cohort, codes: dict[str, str]):
    written = {
        path: path.read_bytes() for path in cohort.folder.rglob("*") if path.is_file() and path.name != JOIN_CODES
    }

    for code in codes.values():
        for form in (code, code.replace("-", ""), code.lower()):
            assert not [path for path, content in written.items() if form.encode() in content]


def test_what_is_kept_of_a_code_is_its_hash_and_what_follows_from_it(cohort: Cohort, codes: dict[str, str]):
    kept = read_kept(cohort)
    for who, code in codes.items():
        keys = keys_of(code)
        assert is_code(Hashed(kept[who]["salt"], kept[who]["hash"]), code)
        assert (kept[who]["seal"], kept[who]["who"]) == (keys.seal.hex(), keys.who)
        assert seed_of(cohort.folder, who) == keys.seed


def test_the_list_to_send_has_codes_and_links(cohort: Cohort):
    rows = list(csv.DictReader((cohort.folder / JOIN_CODES).read_text(encoding="utf-8-sig").splitlines()))
    (row,) = [link for _, _, link in links(cohort.folder).rows]

    assert rows[0]["name"] == "Ann Other"
    assert rows[0][f"{UNIT} on mybinder.org"] == row
    assert row.startswith(
        "https://mybinder.org/v2/gh/example/course/main?urlpath=lab%2Ftree%2Fcourses%2F_build%2Fsums%2F"
    )


def test_the_state_is_read_as_it_was_written(cohort: Cohort):
    write_cohort(cohort)

    assert read_cohort(cohort.folder) == cohort


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('schema = "ndl/cohort/1"', ""),
        ('[units."01_adding"]', '[units."../../x"]'),
        ("due = 2099", "due = 12099"),
        ("12:00:00Z", "12:00:00"),
        ("[launch]", "[launch]\nsurprise = 1"),
        ("keep_until = 2", 'keep_until = "2"#'),
    ],
)
def test_a_state_that_says_something_else_is_refused(cohort: Cohort, old: str, new: str):
    path = cohort.folder / "cohort.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(Unreadable):
        read_cohort(cohort.folder)


@pytest.mark.parametrize("odd", ["..", "../x", "/etc", "a/b", ""])
def test_an_id_that_leads_out_of_the_folder_is_refused(cohort: Cohort, odd: str):
    path = cohort.folder / "roster.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("bo-ng", odd), encoding="utf-8")

    with pytest.raises(Unreadable):
        read_cohort(cohort.folder)


PAST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"due": {"09_none": DUE}}, "a date of '09_none'"),
        ({"due": {UNIT: PAST}}, f"2020-01-01 as the date of {UNIT}"),
        ({"units": ["09_none"]}, "no unit '09_none' in sums"),
        ({"keep_until": PAST.date()}, "2020-01-01 as the day until which data is kept"),
        ({"name": "\u202e"}, "the name '\\u202e'"),
        ({"name": "!!!"}, "the name '!!!'"),
    ],
)
def test_what_cannot_be_begun_leaves_nothing(tiny: Path, tmp_path: Path, given: dict[str, object], found: str):
    course = read_course(tiny / "courses", "sums")
    with pytest.raises(InputError) as refused:
        new_cohort(**{"name": "X", "course": course, "roster": tiny / "roster.csv", "folder": tmp_path / "x", **given})

    assert refused.value.found == found
    assert not (tmp_path / "x").exists()


def test_a_folder_with_something_in_it_is_left_alone(tiny: Path, tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="a new or empty folder"):
        new_cohort("X", read_course(tiny / "courses", "sums"), tiny / "roster.csv", folder=tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_full_disk_half_way_leaves_nothing(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(cohort: Cohort) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(begin, "write_cohort", full)
    with pytest.raises(CannotWrite, match="No space left on device"):
        new_cohort("X", read_course(tiny / "courses", "sums"), tiny / "roster.csv", folder=tmp_path / "x")

    assert not (tmp_path / "x").exists()


# --- seeds ------------------------------------------------------------------------------------------


def test_somebody_without_a_code_has_a_seed_of_the_key(cohort: Cohort):
    key = bytes.fromhex((cohort.folder / "secrets" / "key").read_text().strip())

    assert seed_of(cohort.folder, "by-hand") == derived_seed(key, "by-hand") != derived_seed(key, "another")


def test_where_there_is_no_cohort_it_is_practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NDL_SEED", raising=False)
    practice = numbers("x").random()
    monkeypatch.setenv("NDL_SEED", "ab" * 32)

    assert seed_of(tmp_path, "ann") == PRACTICE
    assert numbers("x").random() == numbers("x").random() != practice
    assert numbers("x").random() != numbers("y").random()


@pytest.mark.parametrize("spoilt", ["not hex", json.dumps([1]), json.dumps({"ann-other": "short"})])
def test_seeds_that_cannot_be_read_stop_the_grading(cohort: Cohort, spoilt: str):
    (cohort.folder / "secrets" / "seeds.json").write_text(spoilt)

    with pytest.raises(Unreadable):
        seed_of(cohort.folder, "ann-other")
