"""People who come later, and an interrupted run."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from ndl_workbench.academy.seed import seed_of
from ndl_workbench.cohort.add import add
from ndl_workbench.cohort.codes import keys_of
from ndl_workbench.cohort.issuing import JOIN_CODES
from ndl_workbench.cohort.state import Cohort, read_cohort, read_kept
from ndl_workbench.errors import InputError

from .conftest import ROSTER, codes_of, tree


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "more.csv"
    path.write_text(ROSTER + "Bo Ng,bo@example.org\nEd New,ed@example.org\n", encoding="utf-8")
    return path


def test_those_who_are_new_are_added_and_the_others_stay(cohort: Cohort, roster: Path):
    roster.write_text("name,email\nANN OTHER,Ann@example.org\nAnn Other,ann2@example.org\nEd New,\n", encoding="utf-8")
    before = codes_of(cohort)
    added = add(cohort.folder, roster)
    after = read_cohort(cohort.folder)
    codes = codes_of(after)

    assert [one.name for one in added.people] == ["Ann Other", "Ed New"]
    assert len({one.id for one in after.trainees}) == 6
    assert {who: codes[who] for who in before} == before
    assert seed_of(cohort.folder, "ed-new") == keys_of(codes["ed-new"]).seed
    assert set(read_kept(after)) == {one.id for one in after.trainees}
    with Gradebook(f"sqlite:///{cohort.folder / 'gradebook.db'}", "sums") as book:
        assert "ed-new" in {student.id for student in book.students}


def test_nobody_new_changes_nothing(cohort: Cohort, tiny: Path):
    before = tree(cohort.folder)
    added = add(cohort.folder, tiny / "roster.csv")

    assert added.people == ()
    assert tree(cohort.folder) == before


def test_a_roster_that_cannot_be_used_adds_nobody(cohort: Cohort, roster: Path):
    before = tree(cohort.folder)
    with pytest.raises(InputError, match="'Bo Ng' again"):
        add(cohort.folder, roster)

    assert tree(cohort.folder) == before


def test_a_sent_and_deleted_list_is_begun_anew(cohort: Cohort, roster: Path):
    (cohort.folder / JOIN_CODES).unlink()
    roster.write_text("name\nEd New\n", encoding="utf-8")
    add(cohort.folder, roster)
    lines = (cohort.folder / JOIN_CODES).read_text(encoding="utf-8-sig").splitlines()

    assert len(lines) == 2
    assert lines[1].startswith("Ed New,,")
