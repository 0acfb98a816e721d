"""What JupyterLab's buttons are told: always JSON of one form, whatever happens."""

from __future__ import annotations

import json

import pytest

from ndl_workbench.cohort.handin import open_sealed
from ndl_workbench.taking import button
from ndl_workbench.taking.button import hand_in_json, save_json
from ndl_workbench.taking.work_file import unpack

PATH = "courses/_build/sums/release/01_adding/01_adding.ipynb"


@pytest.fixture
def root(tree, unit, tmp_path, monkeypatch):
    """The kernel of the unit's notebook, below a server whose root is the tree."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(exist_ok=True)
    (runtime / "jpserver-77.json").write_text(json.dumps({"root_dir": str(tree), "token": "x"}))
    monkeypatch.setenv("JPY_PARENT_PID", "77")
    monkeypatch.setenv("JPY_SESSION_NAME", str(unit / "01_adding.ipynb"))
    monkeypatch.chdir(unit)
    return tree


def test_hand_in(root, write):
    saved = write(total="total = 4")
    told = json.loads(hand_in_json(PATH))

    assert sorted(told) == ["error", "file", "name", "said", "unanswered"]
    assert told["error"] is None
    assert told["unanswered"] == ["Half as much (halve)", "Say why (why)"]
    assert told["file"] == f"courses/_build/sums/release/01_adding/hand-ins/{told['name']}"
    assert open_sealed((root / told["file"]).read_bytes()).notebook == saved
    assert told["said"][-1].startswith("Send this file")


def test_a_name_can_be_given_with_it(root):
    told = json.loads(hand_in_json(PATH, "Ann Other"))
    assert open_sealed((root / told["file"]).read_bytes()).name == "Ann Other"


def test_save(root, write):
    write(total="total = 4")
    told = json.loads(save_json())

    assert told["error"] is None
    assert told["unanswered"] == []
    assert told["file"] == f"notebooks/{told['name']}"
    assert len(unpack((root / told["file"]).read_bytes()).files) == 1


def test_where_the_server_does_not_say_its_root_the_file_is_found_all_the_same(root, monkeypatch):
    monkeypatch.delenv("JPY_PARENT_PID")
    assert json.loads(hand_in_json(PATH))["error"] is None


def test_an_error_is_a_sentence_and_the_rest_is_empty(root):
    assert json.loads(save_json()) == {
        "file": "",
        "name": "",
        "unanswered": [],
        "said": [],
        "error": "Found no notebook of a course with any work in it; expected answers that you have typed and saved."
        " Next: save your notebook, with Ctrl and S or Cmd and S, and run this again.",
    }
    assert "found no file" in json.loads(hand_in_json("none.ipynb"))["error"].lower()


def test_what_nobody_thought_of_is_told_too(root, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("strange")

    monkeypatch.setattr(button, "hand_in", broken)
    assert json.loads(hand_in_json(PATH))["error"] == (
        "It did not work (RuntimeError: strange). Save the notebook and try again."
    )


def test_it_is_text_that_any_browser_reads(root, write):
    write(why="Møller – “so”")
    assert hand_in_json(PATH, "Ünal").isascii()
