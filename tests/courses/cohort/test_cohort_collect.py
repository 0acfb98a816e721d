"""Collecting: what comes by mail and LMS, what strangers send, and that twice is once."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from ndl_workbench.cohort import collect as collecting
from ndl_workbench.cohort.codes import keys_of, new_code
from ndl_workbench.cohort.collect import collect, release_of
from ndl_workbench.cohort.collect_results import Collected
from ndl_workbench.cohort.handin import seal
from ndl_workbench.cohort.state import Cohort
from ndl_workbench.errors import CannotWrite, NotFound

from .conftest import NOW, UNIT, HandIn, notebook, tree


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def take(inbox: Path, cohort: Cohort, **options: bool) -> Collected:
    return collect(inbox, cohort.folder, now=NOW, **options)


def standings(collected: Collected) -> dict[str, str]:
    return {row.trainee: row.standing for row in collected.rows}


def done(collected: Collected) -> dict[str, str]:
    return {row.trainee: row.what for row in collected.rows if row.what}


def submitted(cohort: Cohort, who: str) -> bytes:
    return (cohort.folder / "submitted" / who / UNIT / f"{UNIT}.ipynb").read_bytes()


def test_as_it_comes_from_an_lms(cohort: Cohort, inbox: Path, hand_in: HandIn):
    (inbox / "Ann Other_12345_assignsubmission_file.bin").write_bytes(hand_in("ann-other", 5, total="total = 1"))
    (inbox / "copy (2).json").write_bytes(hand_in("ann-other", 6, total="total = 2"))
    (inbox / "copy (3).json").write_bytes(hand_in("ann-other", 4, total="total = 3"))
    inner = zipped(**{"work": hand_in("cy-young", 12)})
    (inbox / "all.zip").write_bytes(zipped(**{"../../evil": hand_in("bo-ng", 5), "cy.zip": inner, "notes.docx": b"x"}))
    collected = take(inbox, cohort)

    assert done(collected) == {"ann-other": "collected", "bo-ng": "collected", "cy-young": "collected"}
    assert standings(collected) == {
        "ann-other": "on time",
        "bo-ng": "on time",
        "cy-young": "late",
        "di-late": "missing",
    }
    assert b"total = 2" in submitted(cohort, "ann-other")
    stamp = cohort.folder / "submitted" / "ann-other" / UNIT / "timestamp.txt"
    assert stamp.read_text() == "2099-01-06 09:00:00 UTC\n"
    assert sorted(collected.strange) == [
        ("Ann Other_12345_assignsubmission_file.bin", "Ann Other has a later one"),
        ("copy (3).json", "Ann Other has a later one"),
    ]
    assert collected.others == 1
    assert not (cohort.folder.parent / "evil").exists()


def test_twice_is_once(cohort: Cohort, inbox: Path, hand_in: HandIn):
    (inbox / "a").write_bytes(hand_in("ann-other", 5, total="total = 1"))
    (inbox / "b").write_bytes(hand_in("ann-other", 5, total="total = 1"))
    first = take(inbox, cohort)
    before = tree(cohort.folder)
    again = take(inbox, cohort)

    assert first.left_out == (("b", "the same hand-in of Ann Other again"),)
    assert done(again) == {"ann-other": "unchanged"}
    assert tree(cohort.folder) == before


def test_a_later_one_replaces_and_an_earlier_one_does_not(cohort: Cohort, inbox: Path, hand_in: HandIn):
    (inbox / "a").write_bytes(hand_in("ann-other", 5, total="total = 1"))
    take(inbox, cohort)
    (inbox / "a").write_bytes(hand_in("ann-other", 7, total="total = 2"))
    later = take(inbox, cohort)
    (inbox / "a").write_bytes(hand_in("ann-other", 6, total="total = 3"))
    earlier = take(inbox, cohort)

    assert done(later) == {"ann-other": "replaced"}
    assert done(earlier) == {"ann-other": "unchanged"}
    assert earlier.left_out == (("a", "Ann Other has a later one"),)
    assert b"total = 2" in submitted(cohort, "ann-other")


def other(cohort: Cohort, **fields: object) -> bytes:
    keys = keys_of(str(fields.pop("code", "") or new_code()))
    about = {
        "course": "sums",
        "unit": UNIT,
        "release": release_of(cohort, UNIT),
        "when": dt.datetime(2099, 1, 5, tzinfo=dt.UTC),
    }
    return seal(notebook(cohort), **{**about, "who": keys.who, "key": keys.seal, **fields})


def test_what_is_not_for_this_cohort_is_named_with_the_reason(cohort: Cohort, inbox: Path, codes: dict[str, str]):
    ann = codes["ann-other"]
    keys = keys_of(ann)
    spoilt = json.loads(other(cohort, code=ann))
    files = {
        "another cohort": other(cohort),
        "another course": other(cohort, code=ann, course="others"),
        "another release": other(cohort, code=ann, release="0" * 64),
        "another unit": other(cohort, code=ann, unit="02_more"),
        "changed": json.dumps({**spoilt, "when": "2099-01-06T00:00:00+00:00"}).encode(),
        "cut off": other(cohort, code=ann)[:-40],
        "forged": other(cohort, who=keys.who),
        "no code": other(cohort, who="", key=None, name="Ann Other"),
        "to come": other(cohort, code=ann, when=dt.datetime(2100, 1, 1, tzinfo=dt.UTC)),
    }
    for name, content in files.items():
        (inbox / name).write_bytes(content)
    collected = take(inbox, cohort)

    assert done(collected) == {}
    assert dict(collected.left_out) == {
        "another cohort": "its join code is of nobody in this cohort",
        "another course": "it is of the course others, not sums",
        "another release": f"it is Ann Other's, of another release of {UNIT}; --any-release takes it",
        "another unit": "it is of 02_more, which this cohort does not do",
        "changed": "it says it is Ann Other's, and was changed or forged: its seal is not right",
        "cut off": "a file of another form; expected the form of a hand-in",
        "forged": "it says it is Ann Other's, and was changed or forged: its seal is not right",
        "no code": "it has no join code, so anybody may have made it; --plain takes such files",
        "to come": "it is Ann Other's, and says it was made on 01 January 2100, which is to come",
    }
    assert list((cohort.folder / "submitted").iterdir()) == []
    assert list((cohort.folder / "handed-in").iterdir()) == []


def test_another_release_and_plain_ones_are_taken_when_asked(cohort: Cohort, inbox: Path, codes: dict[str, str]):
    (inbox / "a").write_bytes(other(cohort, code=codes["ann-other"], release="0" * 64))
    (inbox / "b").write_bytes(other(cohort, who="", key=None, name="bo ng"))
    (inbox / "c").write_bytes(other(cohort, who="", key=None, name="Nobody"))
    collected = take(inbox, cohort, plain=True, any_release=True)

    assert done(collected) == {"ann-other": "collected", "bo-ng": "collected"}
    assert collected.left_out == (("c", "it has no join code, and 'Nobody' is the name of nobody, or of several"),)


def test_a_plain_one_never_takes_the_place_of_a_sealed_one(cohort: Cohort, inbox: Path, hand_in: HandIn):
    (inbox / "a").write_bytes(hand_in("ann-other", 5, total="total = 1"))
    take(inbox, cohort)
    late = dt.datetime(2099, 1, 9, tzinfo=dt.UTC)
    (inbox / "a").write_bytes(other(cohort, who="", key=None, name="Ann Other", when=late))
    collected = take(inbox, cohort, plain=True)

    assert collected.left_out == (("a", "Ann Other has one with a join code, and this has none"),)
    assert b"total = 1" in submitted(cohort, "ann-other")


def bomb() -> bytes:
    return zipped(bomb=b'{"schema": "ndl/hand-in/1"' + bytes(60_000_000))


def test_hostile_archives_and_odd_files_are_named(cohort: Cohort, inbox: Path, hand_in: HandIn):
    (inbox / "good").write_bytes(hand_in("ann-other"))
    (inbox / "bomb.zip").write_bytes(bomb())
    (inbox / "broken.zip").write_bytes(zipped(a=b"x" * 1000)[:-30])
    deep = zipped(a=zipped(b=zipped(c=hand_in("bo-ng"))))
    (inbox / "deep.zip").write_bytes(deep)
    (inbox / "link").symlink_to(cohort.folder / "secrets" / "key")
    os.mkfifo(inbox / "pipe")
    (inbox / "many.zip").write_bytes(b"PK\x03\x04" + b"PK\x05\x06" + bytes(8) + b"\xff" * 8 + bytes(2))
    collected = take(inbox, cohort)

    assert done(collected) == {"ann-other": "collected"}
    assert dict(collected.left_out) == {
        "bomb.zip/bomb": "it unpacks to too much",
        "broken.zip": "an archive with its end missing",
        "deep.zip/a/b": "an archive more than 2 deep",
        "link": "a link or a device, not a file",
        "many.zip": "an archive of too many files",
        "pipe": "a link or a device, not a file",
    }


def test_a_thousand_other_files_are_counted(cohort: Cohort, inbox: Path, hand_in: HandIn):
    for number in range(1000):
        (inbox / f"file {number}.txt").write_text("nothing of ours")
    (inbox / "work").write_bytes(hand_in("ann-other"))
    collected = take(inbox, cohort)

    assert (collected.others, collected.strange) == (1000, ())
    assert "1,000 other files were not hand-ins" in repr(collected)


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_full_disk_leaves_nothing_half_collected(
    cohort: Cohort, inbox: Path, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch, step: str
):
    (inbox / "a").write_bytes(hand_in("ann-other", 5, total="total = 1"))
    take(inbox, cohort)
    (inbox / "a").write_bytes(hand_in("ann-other", 6, total="total = 2"))
    (inbox / "b").write_bytes(hand_in("bo-ng", 6))
    before, real, calls = tree(cohort.folder), getattr(Path, step), []

    def full(self: Path, *given: object) -> object:
        calls.append(self)
        if len(calls) >= 2:
            raise OSError(28, "No space left on device")
        return real(self, *given)

    with monkeypatch.context() as patched:
        patched.setattr(Path, step, full)
        with pytest.raises(CannotWrite, match="no hand-in was put in place in part"):
            take(inbox, cohort)
    if step == "write_bytes":
        assert tree(cohort.folder) == before
    collected = take(inbox, cohort)

    assert standings(collected)["ann-other"] == standings(collected)["bo-ng"] == "on time"
    assert b"total = 2" in submitted(cohort, "ann-other")
    assert not list(cohort.folder.glob(".collecting-*"))
    assert not list((cohort.folder / "submitted" / "ann-other").glob(".*"))


def test_one_that_came_another_way_stays_when_it_is_later(cohort: Cohort, inbox: Path, hand_in: HandIn):
    home = cohort.folder / "submitted" / "ann-other" / UNIT
    home.mkdir(parents=True)
    (home / f"{UNIT}.ipynb").write_text("{}")
    (home / "timestamp.txt").write_text("2099-01-08 10:00:00.000000 UTC")
    (inbox / "a").write_bytes(hand_in("ann-other", 5))
    collected = take(inbox, cohort)

    assert done(collected) == {"ann-other": "unchanged"}
    assert submitted(cohort, "ann-other") == b"{}"


def test_one_file_or_archive_may_be_named(cohort: Cohort, inbox: Path, hand_in: HandIn):
    (inbox / "a.zip").write_bytes(zipped(x=hand_in("ann-other")))

    assert done(take(inbox / "a.zip", cohort)) == {"ann-other": "collected"}


def test_no_such_folder(cohort: Cohort, inbox: Path):
    with pytest.raises(NotFound):
        take(inbox / "none", cohort)
    assert not list(cohort.folder.glob(f"{collecting.STAGING}*"))
