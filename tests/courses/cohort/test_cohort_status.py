"""How a cohort does, its dates, its marks, and that a person can be forgotten."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from pathlib import Path

import pandas as pd
import pytest

from ndl_workbench.academy.grading.feedback import feedback
from ndl_workbench.academy.grading.grade import grade
from ndl_workbench.academy.grading.records import read_records
from ndl_workbench.cohort.change import extend, set_due, set_launch
from ndl_workbench.cohort.collect import collect
from ndl_workbench.cohort.export import marks
from ndl_workbench.cohort.forget import forget
from ndl_workbench.cohort.links import links
from ndl_workbench.cohort.state import Cohort, Launch, read_cohort
from ndl_workbench.cohort.status import status
from ndl_workbench.errors import InputError, NotFound

from .conftest import DUE, NOW, UNIT, HandIn


def test_each_has_numbers_of_their_own_and_a_copied_one_fails(graded: Cohort):
    given = {name: [v.marks for v in record.verdicts] for name, record in read_records(graded.folder, UNIT).items()}
    (why,) = [v.says for v in read_records(graded.folder, UNIT)["bo-ng"].verdicts if v.says]

    assert given == {"ann-other": [2.0, 1.0], "bo-ng": [0.0, 1.0], "cy-young": [2.0, 1.0]}
    assert why == "Double your own number."


def test_the_overview_counts_people(graded: Cohort):
    (unit,) = status(graded.folder, now=NOW).units

    assert [(one.trainee, one.standing, one.handed_in, one.marked) for one in unit.people] == [
        ("ann-other", "on time", True, True),
        ("bo-ng", "on time", True, True),
        ("cy-young", "late", True, True),
        ("di-late", "missing", False, False),
    ]
    assert unit.count("waiting") == 1
    assert (unit.people[0].waiting, unit.people[0].marks) == (1, 3.0)


def test_what_was_handed_in_again_is_not_marked_yet(graded: Cohort, tmp_path: Path, hand_in: HandIn):
    (tmp_path / "again").write_bytes(hand_in("ann-other", 9))
    collect(tmp_path / "again", graded.folder, now=NOW)
    (unit,) = status(graded.folder, now=NOW).units

    assert [one.marked for one in unit.people] == [False, True, True, False]


def test_the_questions_are_there_with_the_hardest_first(graded: Cohort):
    overview = status(graded.folder, now=NOW)

    assert [(item.question, item.people, item.facility) for item in overview.items] == [
        ("total", 3, pytest.approx(2 / 3)),
        ("half", 3, 1.0),
        ("why", 2, 0.0),
    ]
    assert overview.hardest[0].question == "why"


def test_a_copy_is_shown_by_name_as_something_to_read(graded: Cohort):
    overview = status(graded.folder, now=NOW)
    (pair,) = overview.alike

    assert (pair.one, pair.other) == ("Ann Other", "Bo Ng")
    assert "Ann Other and Bo Ng (01_adding)" in repr(overview)
    assert "read both" in repr(overview)
    assert status(graded.folder, alike_from=1.0, now=NOW).alike_from == 1.0


def test_the_overview_in_every_form(graded: Cohort, tmp_path: Path):
    overview = status(graded.folder, now=NOW)
    page = overview.save(tmp_path / "page.html").read_text(encoding="utf-8")

    assert json.loads(json.dumps(overview.to_dict()))["schema"] == "ndl/cohort-status/1"
    assert list(overview.to_frame()["trainee"]) == ["ann-other", "bo-ng", "cy-young", "di-late"]
    assert "never a verdict" in page
    assert "The list of join codes is still in the folder" in page


def test_a_cohort_that_has_just_begun(cohort: Cohort):
    overview = status(cohort.folder)

    assert overview.items == ()
    assert [one.standing for one in overview.units[0].people] == ["not due"] * 4


def test_somebody_who_is_not_on_the_roster_is_named(cohort: Cohort):
    home = cohort.folder / "submitted" / "stranger" / UNIT
    home.mkdir(parents=True)
    (home / f"{UNIT}.ipynb").write_text("{}")

    assert f"stranger has handed in {UNIT} and is not on the roster" in status(cohort.folder).warnings


# --- dates ------------------------------------------------------------------------------------------


def penalties(cohort: Cohort) -> dict[str, float]:
    return {one.id: units[0].penalty for one, units in marks(cohort.folder).rows}


def test_a_penalty_follows_an_extension(graded: Cohort):
    assert penalties(graded)["cy-young"] == 3.0
    extend(graded.folder, "Cy Young", dt.datetime(2099, 1, 13, tzinfo=dt.UTC), UNIT)
    (unit,) = status(graded.folder, now=NOW).units

    assert penalties(graded)["cy-young"] == 0.0
    assert unit.people[2].standing == "within extension"


def test_a_penalty_follows_the_date_of_the_unit(graded: Cohort):
    set_due(graded.folder, UNIT, dt.datetime(2099, 1, 2, tzinfo=dt.UTC))
    assert penalties(graded) == {"ann-other": 3.0, "bo-ng": 1.0, "cy-young": 3.0, "di-late": 0.0}
    set_due(graded.folder, UNIT, None)

    assert penalties(graded)["cy-young"] == 0.0


def test_an_extension_that_was_given_before_the_hand_in_counts_too(cohort: Cohort, tmp_path: Path, hand_in: HandIn):
    extend(cohort.folder, "di@example.org", dt.datetime(2099, 1, 25, tzinfo=dt.UTC))
    waiting = collect(tmp_path / "autumn" / "submitted", cohort.folder, now=NOW)
    (tmp_path / "late").write_bytes(hand_in("di-late", 19))
    collected = collect(tmp_path / "late", cohort.folder, now=NOW)
    with sqlite3.connect(cohort.folder / "gradebook.db") as book:
        rows = book.execute("select student_id, extension from submitted_assignment").fetchall()

    assert waiting.rows[3].standing == "under extension"
    assert collected.rows[3].standing == "within extension"
    assert [name for name, extension in rows if extension] == ["di-late"]


def test_dates_that_cannot_be(cohort: Cohort):
    with pytest.raises(InputError, match="a day to come"):
        set_due(cohort.folder, UNIT, dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    with pytest.raises(InputError, match="one after that of the unit"):
        extend(cohort.folder, "bo-ng", DUE)
    with pytest.raises(NotFound, match="no unit '09_none'"):
        extend(cohort.folder, "bo-ng", NOW, "09_none")
    with pytest.raises(NotFound, match="no trainee 'Nobody'"):
        extend(cohort.folder, "Nobody", NOW)

    assert read_cohort(cohort.folder) == cohort


def test_where_it_opens_can_be_changed(cohort: Cohort):
    set_launch(cohort.folder, Launch("example/other", ref="v2", binder="", hub="https://hub.example.org"))
    made = links(cohort.folder)

    assert [(unit, where) for unit, where, _ in made.rows] == [(UNIT, "hub.example.org")]
    assert "give --path" in repr(made)


# --- marks ------------------------------------------------------------------------------------------


def test_marks_for_an_lms(graded: Cohort, tmp_path: Path):
    roster = graded.folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("Bo Ng", "=Bo()"), encoding="utf-8")
    path = marks(graded.folder).save(tmp_path / "marks.csv")
    frame = pd.read_csv(path)

    assert list(frame["name"]) == ["Ann Other", "'=Bo()", "Cy Young", "Di Late"]
    assert list(frame[f"{UNIT} marks"].fillna(-1)) == [3, 1, 0, -1]
    assert list(frame[f"{UNIT} of"].fillna(-1)) == [6, 6, 6, -1]
    assert list(frame[f"{UNIT} final"].fillna("")) == ["no", "yes", "yes", ""]


# --- forgetting -------------------------------------------------------------------------------------


def test_a_person_is_forgotten_everywhere(graded: Cohort, tmp_path: Path):
    feedback(graded.folder, UNIT)
    extend(graded.folder, "ann-other", dt.datetime(2099, 1, 25, tzinfo=dt.UTC))
    inbound = graded.folder / "exchange" / "sums" / "inbound"
    (inbound / f"ann-other+{UNIT}+2099-01-05 09:00:00 UTC+x").mkdir(parents=True)
    everywhere = [path for path in graded.folder.rglob("*") if "ann-other" in path.name]
    forgotten = forget(graded.folder, "Ann Other")

    assert len(everywhere) >= 6
    for path in graded.folder.rglob("*"):
        assert "ann-other" not in path.name
        if path.is_file():
            content = path.read_bytes()
            for word in (b"ann-other", b"Ann Other", b"ann@example.org", b"Because <b>I</b> say so"):
                assert word not in content, path
    assert forgotten.removed == (
        "1 hand-in with marks and comments from the gradebook",
        "their name and address from the gradebook",
        "submissions: 2 files in submitted/ann-other",
        "graded notebooks: 2 files in autograded/ann-other",
        "feedback pages: 3 files in feedback/ann-other",
        "1 marking record",
        "1 file as it was handed in",
        "1 hand-in in the exchange",
        "what was kept of their join code",
        "what was kept of their seed",
        "their line in the list of join codes",
        "1 extension",
        "their line in the roster",
    )
    assert [one.id for one in read_cohort(graded.folder).trainees] == ["bo-ng", "cy-young", "di-late"]


def test_others_stay_as_they_were(graded: Cohort):
    before = marks(graded.folder)
    forget(graded.folder, "ann-other")
    after = marks(graded.folder)

    assert after.rows == before.rows[1:]
    assert grade(graded.folder, UNIT).rows[0].what == "unchanged"


def test_nobody_is_forgotten_twice(cohort: Cohort):
    forget(cohort.folder, "bo-ng")
    with pytest.raises(NotFound, match="no trainee 'bo-ng'"):
        forget(cohort.folder, "bo-ng")
