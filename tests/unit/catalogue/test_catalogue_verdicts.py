"""What checks came to is remembered on this machine."""

import json

import pytest

import ndl_workbench as ndl
from ndl_workbench.catalogue.records import Checked
from ndl_workbench.catalogue.verdicts import last_checked, remember

ID = "early-years/school-readiness"
NOTED = Checked("here", "2026-01-02T03:04:05+00:00", "planning", "fit", "Fit for “planning”.", 0, 1, 10, "ab")


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("NDL_CACHE", str(tmp_path))
    monkeypatch.setenv("NDL_REMEMBER", "1")
    return tmp_path


def test_a_check_of_an_id_is_told_the_next_time_it_is_shown():
    before = ndl.show(ID)
    report = ndl.check(ID, use="planning places")
    shown = ndl.show(ID)

    assert before.checked is None
    assert shown.checked.verdict == report.verdict
    assert shown.checked.judgement == report.judgement
    assert (shown.checked.use, shown.checked.rows, shown.checked.of) == ("planning places", 6_180, ID)
    assert any(line.startswith("checked    last on ") for line in repr(shown).splitlines())
    assert "Fit for “planning places”" in shown._repr_html_()
    assert shown.to_dict()["checked"]["errors"] == 0


def test_files_and_frames_are_not_remembered(own_cache, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n1,2\n")

    ndl.check(path)
    ndl.check(ndl.load(ID))

    assert not (own_cache / "verdicts").exists()


def test_it_can_be_turned_off(monkeypatch, own_cache):
    remember(ID, NOTED)
    monkeypatch.setenv("NDL_REMEMBER", "0")

    ndl.check(ID)

    assert last_checked([ID]) is None
    assert len(list((own_cache / "verdicts").iterdir())) == 1


def test_the_latest_of_several_names_is_told():
    later = Checked("there", "2026-05-01T00:00:00+00:00", "", "no verdict", "None.", 2, 0, 5)
    remember("a/b", NOTED)
    remember("https://example.org/b.csv", later)

    assert last_checked(["a/b", "https://example.org/b.csv", "a/c"]) == later


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff", b'{"schema": "ndl/checked/1"}', b"[" * 9_000, b" " * 30_000, "other"],
    ids=repr,
)
def test_a_note_that_is_damaged_or_of_something_else_is_none(own_cache, content):
    remember(ID, NOTED)
    (note,) = (own_cache / "verdicts").iterdir()
    if content == "other":
        content = json.dumps({**json.loads(note.read_bytes()), "name": "somebody/else"}).encode()
    note.write_bytes(content)

    assert last_checked([ID]) is None
    assert ndl.show(ID).checked is None


def test_a_folder_that_cannot_be_written_to_does_not_stop_a_check(own_cache):
    (own_cache / "verdicts").write_text("a file where the folder should be")

    assert ndl.check(ID).rows_kept == 6_180
