"""Bringing work back into a fresh container, or one where something is already."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.session import Session, keep_session
from ndl_workbench.errors import CannotWrite, NotFound, Unreadable
from ndl_workbench.taking import bring_back as bringing
from ndl_workbench.taking.bring_back import JOIN, OTHERS
from ndl_workbench.taking.bring_back_form import BringBackForm
from ndl_workbench.taking.work_file import Work, WorkFile, pack

TODAY = f"{dt.date.today():%Y-%m-%d}"


@pytest.fixture
def lost(tree, released, unit, write, tmp_path):
    """Some work was saved and downloaded, and the container lost; the notebook as it was, and where the file is."""
    work = write(total="total = 4")
    (unit / "notes").mkdir()
    (unit / "notes" / "mine.txt").write_text("mine")
    saved = tmp_path / "downloaded.ndl-work"
    shutil.copy(ndl.save_my_work().path, saved)
    shutil.rmtree(tree)
    shutil.copytree(released, tree)
    return work, saved


@pytest.fixture
def back(lost, tree, monkeypatch):
    # The folder this ran in has gone with the container.
    monkeypatch.chdir(tree / "notebooks")
    return lost


def files_in(unit) -> set[str]:
    return {path.relative_to(unit).as_posix() for path in unit.rglob("*") if path.is_file()}


def test_into_a_fresh_container(back, unit, notebook):
    work, saved = back
    done = ndl.bring_back(saved)

    assert notebook.read_bytes() == work
    assert (unit / "notes" / "mine.txt").read_text() == "mine"
    assert files_in(unit) == {"01_adding.ipynb", "glossary.md", "lesson.md", "notes/mine.txt"}
    assert [(one.name, one.what, one.moved) for one in done.files] == [
        ("01_adding.ipynb", "put back", ""),
        ("notes/mine.txt", "put back", ""),
    ]
    assert done.sentences == ()


def test_twice_changes_nothing(back, unit):
    ndl.bring_back(back[1])
    before = files_in(unit)
    again = ndl.bring_back(back[1])

    assert [one.what for one in again.files] == ["the same", "the same"]
    assert files_in(unit) == before


def test_work_that_is_there_is_moved_and_never_lost(back, unit, notebook, write):
    newer = write(total="total = 5")
    (unit / "notes").mkdir()
    (unit / "notes" / "mine.txt").write_text("newer")

    done = ndl.bring_back(back[1])

    assert notebook.read_bytes() == back[0]
    assert (unit / f"my-01_adding-{TODAY}.ipynb").read_bytes() == newer
    assert (unit / "notes" / f"my-mine-{TODAY}.txt").read_text() == "newer"
    assert f"replaced; what was there is now my-01_adding-{TODAY}.ipynb" in repr(done)


def test_a_notebook_of_another_release_is_carried_and_named(back, unit, notebook):
    told = json.loads(notebook.read_text())
    told["metadata"]["ndl_release"]["release"] = "e" * 64
    notebook.write_text(json.dumps(told))

    done = ndl.bring_back(back[1])

    assert notebook.read_bytes() == back[0]
    aside = unit / f"released-01_adding-{TODAY}.ipynb"
    assert json.loads(aside.read_text())["metadata"]["ndl_release"]["release"] == "e" * 64
    assert done.files[0].other_release
    assert done.sentences == (
        "01_adding.ipynb is of another release of 01_adding: go on with it and say so when you hand it in, or copy"
        f" your answers into {aside.name}, which is the one that was here.",
    )


def test_a_unit_that_is_not_here_goes_into_a_folder_of_its_own(tree):
    work = Work(dt.datetime.now(dt.UTC), "", (WorkFile("sums", "02_taking", "02_taking.ipynb", b"{}", "a" * 64),))
    (tree / "x.ndl-work").write_bytes(pack(work))

    done = ndl.bring_back(tree / "x.ndl-work")

    assert (tree / "brought-back" / "sums" / "02_taking" / "02_taking.ipynb").read_bytes() == b"{}"
    assert done.sentences == ("02_taking is no unit of the course here: its files are in the folder brought-back.",)


def test_a_link_in_the_way_is_moved_and_not_followed(back, unit, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (unit / "notes").symlink_to(outside)

    ndl.bring_back(back[1])

    assert (unit / "notes" / "mine.txt").read_text() == "mine"
    assert list(outside.iterdir()) == []
    assert (unit / f"my-notes-{TODAY}").is_symlink()


def test_a_file_where_a_folder_must_be_is_moved(back, unit):
    (unit / "notes").write_text("a file")
    ndl.bring_back(back[1])

    assert (unit / "notes" / "mine.txt").read_text() == "mine"
    assert (unit / f"my-notes-{TODAY}").read_text() == "a file"


def test_a_folder_where_a_file_must_be_is_moved(back, unit):
    (unit / "notes" / "mine.txt").mkdir(parents=True)
    ndl.bring_back(back[1])

    assert (unit / "notes" / "mine.txt").read_text() == "mine"
    assert (unit / "notes" / f"my-mine-{TODAY}.txt").is_dir()


def test_a_hostile_file_changes_nothing(back, tree, unit):
    before = {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()}
    content = back[1].read_bytes()
    (tree.parent / "bad").write_bytes(content[: len(content) // 2])

    with pytest.raises(Unreadable, match="nothing was brought back, and everything here is as it was"):
        ndl.bring_back(tree.parent / "bad")

    assert {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()} == before


def test_no_room_leaves_all_as_it_was(back, tree, unit, monkeypatch):
    before = files_in(unit)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(CannotWrite, match="No space left on device"):
        ndl.bring_back(back[1])

    assert files_in(unit) == before
    assert list(tree.glob(f"{bringing.STAGING}*")) == []


def test_there_is_no_such_file(tree):
    with pytest.raises(NotFound, match="drag the file from your computer"):
        ndl.bring_back("none.ndl-work")


def test_whose_it_is_is_told(tree):
    saved = tree / "x.ndl-work"
    saved.write_bytes(pack(Work(dt.datetime.now(dt.UTC), "a" * 32, ())))

    assert ndl.bring_back(saved).sentences == (JOIN,)
    keep_session(Session("1" * 64, "2" * 64, "3" * 32))
    assert ndl.bring_back(saved).sentences == (OTHERS,)
    keep_session(Session("1" * 64, "2" * 64, "a" * 32))
    assert ndl.bring_back(saved).sentences == ()


def test_the_form_takes_what_the_browser_sends(back, notebook):
    form = ndl.bring_back()
    assert isinstance(form, BringBackForm)
    chosen(form, back[1].read_bytes())

    assert notebook.read_bytes() == back[0]
    assert form.said == f"{form.brought.title}."
    assert form.file.value == ()


def test_the_form_says_why_it_took_nothing(tree):
    form = ndl.bring_back()
    chosen(form, b"something else")

    assert form.brought is None
    assert form.said == (
        "Found an archive with its end missing; expected a file that ends in .ndl-work, as it was downloaded."
        " Next: choose the file that you saved, as it was downloaded."
    )


def test_the_result_is_like_all_others(back):
    done = ndl.bring_back(back[1])

    assert done.to_dict()["schema"] == "ndl/brought-back/1"
    assert json.dumps(done.to_dict())
    assert list(done.to_frame()["what"]) == ["put back", "put back"]
    assert "<script" not in done._repr_html_()


def chosen(form: BringBackForm, content: bytes) -> None:
    told = {"name": "x.ndl-work", "type": "", "size": len(content), "content": memoryview(content)}
    form.file.value = ({**told, "last_modified": dt.datetime.now(dt.UTC)},)
