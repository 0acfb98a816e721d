"""Saving work: what is in the file, what is left out, and that it comes back as it was."""

from __future__ import annotations

import json

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.session import Session, keep_session
from ndl_workbench.cohort.codes import keys_of
from ndl_workbench.errors import NotFound
from ndl_workbench.taking.work_file import unpack


def test_untouched_notebooks_are_no_work(tree):
    with pytest.raises(NotFound, match="found no notebook of a course with any work in it"):
        ndl.save_my_work()


def test_a_notebook_that_was_only_run_is_no_work(tree, notebook):
    told = json.loads(notebook.read_text())
    told["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "5"}]
    notebook.write_text(json.dumps(told))

    with pytest.raises(NotFound):
        ndl.save_my_work()


def test_answers_and_files_beside_them_are_saved(tree, unit, write):
    saved = write(total="total = 4")
    (unit / "data").mkdir()
    (unit / "data" / "möve [1].csv").write_bytes(b"a,b\n")
    (unit / "my-01_adding-2026-01-01.ipynb").write_bytes(saved)

    done = ndl.save_my_work()

    work = unpack(done.path.read_bytes())
    assert {(one.name, one.content) for one in work.files} == {
        ("01_adding.ipynb", saved),
        ("my-01_adding-2026-01-01.ipynb", saved),
        ("data/möve [1].csv", b"a,b\n"),
    }
    assert {(one.course, one.unit) for one in work.files} == {("sums", "01_adding")}
    assert work.when == done.when
    assert done.left_out == ()
    assert done.path.parent == tree / "notebooks"
    assert "Keep this file" in done._repr_html_()
    assert f'href="./{done.path.name}" download' in done._repr_html_()


def test_what_is_given_or_hidden_or_a_link_or_a_download_is_not_saved(tree, unit, write, tmp_path):
    write(total="total = 4")
    outside = tmp_path / "outside.txt"
    outside.write_text("not mine")
    for name in (".hidden", ".ipynb_checkpoints/x.ipynb", "__pycache__/x.pyc", "hand-ins/a.ndl-handin", "b.ndl-work"):
        (unit / name).parent.mkdir(exist_ok=True)
        (unit / name).write_text("x")
    (unit / "link.txt").symlink_to(outside)
    (unit / "folder").symlink_to(tmp_path)

    assert [name for _, _, name, _ in ndl.save_my_work().files] == ["01_adding.ipynb"]


def test_a_file_too_large_or_strangely_named_is_left_out_and_told_of(tree, unit, write):
    write(total="total = 4")
    with (unit / "large.csv").open("wb") as file:
        file.truncate(41_000_000)
    (unit / "what?.txt").write_text("x")

    done = ndl.save_my_work()

    assert done.left_out == (
        ("large.csv", "41,000,000 bytes, and there is no room for it"),
        ("what?.txt", "its name cannot be written on every computer"),
    )
    assert "Not in it: large.csv, 41,000,000 bytes, and there is no room for it." in done.said


def test_who_joined_is_a_tag_in_it_and_nothing_else(tree, write, code):
    write(total="total = 4")
    keys = keys_of(code)
    keep_session(Session(keys.seed, keys.seal.hex(), keys.who))

    content = ndl.save_my_work().path.read_bytes()

    assert unpack(content).who == keys.who
    assert keys.seed.encode() not in content
    assert keys.seal.hex().encode() not in content


def test_from_a_units_own_notebook_the_same_is_saved(tree, unit, write, monkeypatch):
    write(total="total = 4")
    monkeypatch.chdir(unit)

    done = ndl.save_my_work()

    assert done.path.parent == tree / "notebooks"
    assert f'href="./../../../../../notebooks/{done.path.name}"' in done._repr_html_()


def test_on_a_hub_that_has_only_the_notebooks_it_works_too(tree, unit, write, tmp_path, monkeypatch):
    write(total="total = 4")
    hub = tmp_path / "hub" / "course"
    hub.parent.mkdir()
    unit.rename(hub)
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    (runtime / "jpserver-77.json").write_text(json.dumps({"root_dir": str(tmp_path / "hub")}))
    monkeypatch.setenv("JPY_PARENT_PID", "77")
    monkeypatch.chdir(hub)

    done = ndl.save_my_work()

    assert done.path.parent == hub
    assert done.files[0][2] == "01_adding.ipynb"


def test_the_result_is_like_all_others(tree, write):
    write(total="total = 4")
    done = ndl.save_my_work()

    assert done.to_dict()["schema"] == "ndl/saved-work/1"
    assert list(done.to_frame()["name"]) == ["01_adding.ipynb"]
    assert repr(done) == "\n".join(done.summary())
