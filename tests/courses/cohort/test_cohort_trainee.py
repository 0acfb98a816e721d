"""The trainee's side and the instructor's, end to end: joined with a code, sealed, collected; forged, left out."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

import ndl_workbench as ndl
from ndl_workbench.academy import seed, session
from ndl_workbench.cohort.collect import collect
from ndl_workbench.cohort.state import Cohort
from ndl_workbench.taking.join import JoinForm

UNIT = "01_adding"


@pytest.fixture
def container(cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What a trainee's container has: the notebooks as they are released, and nothing of the cohort's."""
    unit = tmp_path / "tree" / "courses" / "_build" / "sums" / "release" / UNIT
    shutil.copytree(cohort.folder / "release" / UNIT, unit)
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    for name in ("JPY_SESSION_NAME", "JPY_PARENT_PID", seed.SEED):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(session, "_PUT", {})
    monkeypatch.setattr(seed, "_DRAWN", set())
    monkeypatch.chdir(unit)
    yield unit / f"{UNIT}.ipynb"
    os.environ.pop(seed.SEED, None)


def answered(path: Path, **answers: str) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    for cell in told["cells"]:
        if cell["id"] in answers:
            cell["source"] = answers[cell["id"]]
    path.write_text(json.dumps(told), encoding="utf-8")


def test_what_a_trainee_hands_in_is_collected_as_theirs(container, cohort, codes, inbox):
    JoinForm().code.value = codes["ann-other"]
    answered(container, total="total = yours * 2")
    shutil.copy(ndl.hand_in(container).path, inbox)

    done = collect(inbox, cohort.folder)

    assert [(row.trainee, row.what) for row in done.rows if row.what] == [("ann-other", "collected")]
    kept = cohort.folder / "submitted" / "ann-other" / UNIT / f"{UNIT}.ipynb"
    assert kept.read_bytes() == container.read_bytes()


def test_their_numbers_are_those_they_are_marked_by(container, cohort, codes):
    JoinForm().code.value = codes["ann-other"]
    assert os.environ[seed.SEED] == seed.seed_of(cohort.folder, "ann-other")


def test_a_hand_in_that_was_changed_is_left_out(container, cohort, codes, inbox):
    JoinForm().code.value = codes["ann-other"]
    made = json.loads(ndl.hand_in(container).path.read_text())
    (inbox / "changed.ndl-handin").write_text(json.dumps({**made, "when": "2027-01-01T00:00:00+00:00"}))

    assert [why for _, why in collect(inbox, cohort.folder).left_out] == [
        "it says it is Ann Other's, and was changed or forged: its seal is not right"
    ]


def test_without_a_code_it_is_taken_only_by_name_and_only_when_asked(container, cohort, inbox):
    shutil.copy(ndl.hand_in(container, name="Bo Ng").path, inbox)

    assert [row.what for row in collect(inbox, cohort.folder).rows if row.what] == []
    assert [row.trainee for row in collect(inbox, cohort.folder, plain=True).rows if row.what] == ["bo-ng"]


def test_work_that_was_brought_back_is_collected_too(container, cohort, codes, inbox, tmp_path):
    JoinForm().code.value = codes["cy-young"]
    answered(container, half="half = yours / 2")
    saved = shutil.copy(ndl.save_my_work().path, tmp_path / "saved")
    shutil.copy(cohort.folder / "release" / UNIT / f"{UNIT}.ipynb", container)

    ndl.bring_back(saved)
    shutil.copy(ndl.hand_in(container).path, inbox)

    assert [row.trainee for row in collect(inbox, cohort.folder).rows if row.what] == ["cy-young"]
    kept = cohort.folder / "submitted" / "cy-young" / UNIT / f"{UNIT}.ipynb"
    assert "half = yours / 2" in kept.read_text()
