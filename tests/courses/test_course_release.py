"""Where a cohort may be made, and what stays as it was when a release cannot be made."""

from __future__ import annotations

from importlib import import_module

import pytest

from ndl_workbench.academy.release import release_for_practice, release_to_cohort
from ndl_workbench.academy.source import read_course
from ndl_workbench.errors import InputError, ReleaseFailed


def test_a_folder_that_holds_other_things_is_refused_and_left_alone(write_course, tmp_path):
    course = read_course(write_course(), "sums")
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("years of work")
    with pytest.raises(InputError, match="which holds other things"):
        release_to_cohort(course, course.units, tmp_path / "thesis")
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]


def test_a_folder_of_built_courses_is_refused_and_practice_work_stays(write_course, tmp_path):
    courses = write_course()
    course = read_course(courses, "sums")
    built = courses / "_build" / "sums"
    (practice,) = release_for_practice(course, built).notebooks
    before = practice.read_bytes()
    for folder in (built, courses / "sums" / "cohort"):
        with pytest.raises(InputError, match="inside a folder of courses"):
            release_to_cohort(course, course.units, folder)
    assert practice.read_bytes() == before


def test_the_cohort_of_another_course_is_refused(write_course, tmp_path):
    courses = write_course()
    course = read_course(courses, "sums")
    release_to_cohort(course, course.units, tmp_path / "cohort")
    settings = (tmp_path / "cohort" / "nbgrader_config.py").read_bytes()
    (courses / "sums").rename(courses / "other")
    other = read_course(courses, "other")
    with pytest.raises(InputError, match="the cohort of another course"):
        release_to_cohort(other, other.units, tmp_path / "cohort")
    assert (tmp_path / "cohort" / "nbgrader_config.py").read_bytes() == settings


def test_a_release_that_cannot_be_made_leaves_the_one_before_it(write_course, exercise, tmp_path, monkeypatch):
    course = read_course(write_course(), "sums")
    cohort = tmp_path / "cohort"
    (notebook,) = release_to_cohort(course, course.units, cohort).notebooks
    source = cohort / "source" / "01_adding" / "01_adding.ipynb"
    before = (notebook.read_bytes(), source.read_bytes())
    # nbgrader gives up on two cells of one id; the source itself never has them.
    monkeypatch.setattr(
        "ndl_workbench.academy.build.notebook_text",
        lambda course, unit: before[1].decode().replace('"grade_id": "total-check"', '"grade_id": "total"'),
    )
    with pytest.raises(ReleaseFailed, match="01_adding could not be made"):
        release_to_cohort(course, course.units, cohort)
    assert (notebook.read_bytes(), source.read_bytes()) == before


def test_one_unit_can_be_released_for_practice(courses, tmp_path):
    course = read_course(courses, "finding-and-trusting-data")
    released = release_for_practice(course, tmp_path / "built", [course.unit("01_finding")])
    assert released.units == ("01_finding",)
    assert not (tmp_path / "built" / "release" / "02_trusting").exists()


def test_a_unit_whose_code_is_broken_is_named_with_its_cell(write_course, exercise):
    courses = write_course(exercise=exercise.replace("total = 1 + 2", "total = ("))
    with pytest.raises(InputError, match=r"right total\) that is not Python"):
        read_course(courses, "sums")
    courses = write_course(lesson="---\ntitle: x\nminutes: an hour\nobjectives: [a]\n---\n")
    with pytest.raises(InputError, match="a number for minutes"):
        read_course(courses, "sums")


STEPS = (
    "ndl_workbench.academy.release._build",
    "ndl_workbench.academy.release._generate",
    "ndl_workbench.academy.release._keep_private",
    "ndl_workbench.academy.release._to_exchange",
)


def test_a_release_that_stops_after_any_step_leaves_the_one_before_it(write_course, exercise, tmp_path, monkeypatch):
    cohort = tmp_path / "cohort"
    course = read_course(write_course(), "sums")
    release_to_cohort(course, course.units, cohort)
    before = notebooks(cohort)
    assert len(before) == 3

    changed = read_course(write_course(exercise=exercise.replace("[1, 2]", "[1, 2, 0]")), "sums")
    for step in STEPS:
        with monkeypatch.context() as patch:
            # The folder is made, which keeps it private too, before anything is replaced.
            patch.setattr("ndl_workbench.academy.release._make_folder", lambda folder: None)
            patch.setattr(step, _stopping(_named(step)))
            with pytest.raises(KeyboardInterrupt):
                release_to_cohort(changed, changed.units, cohort)
        assert notebooks(cohort) == before, step

    release_to_cohort(changed, changed.units, cohort)
    assert all(b"[1, 2, 0]" in content for content in notebooks(cohort).values())
    assert not [path for path in cohort.rglob(".*") if path.is_dir() and path.name not in (".hints", ".cache")]


def test_a_release_that_was_killed_is_put_back_by_the_next_one(write_course, tmp_path):
    cohort = tmp_path / "cohort"
    course = read_course(write_course(), "sums")
    release_to_cohort(course, course.units, cohort)
    before = notebooks(cohort)
    for folder in (cohort / "source", cohort / "release", cohort / "exchange" / "sums" / "outbound"):
        # As a kill leaves them: the copy is whole, and what is being made is not.
        (folder / "01_adding").rename(folder / ".01_adding.before")
        (folder / "01_adding").mkdir()
        (folder / "01_adding" / "01_adding.ipynb").write_text("{half")
    broken = read_course(write_course(), "sums")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ndl_workbench.academy.release._generate", _fail)
        with pytest.raises(ReleaseFailed):
            release_to_cohort(broken, broken.units, cohort)
    assert notebooks(cohort) == before


def notebooks(cohort):
    """The three copies of the unit: what is marked with, what was made of it, and what trainees fetch."""
    paths = [path for path in cohort.rglob("01_adding.ipynb") if ".01_adding" not in str(path)]
    return {str(path.relative_to(cohort)): path.read_bytes() for path in paths}


def _stopping(step):
    def stop(*given, **named):
        step(*given, **named)
        raise KeyboardInterrupt

    return stop


def _named(step: str):
    module, _, name = step.rpartition(".")
    return getattr(import_module(module), name)


def _fail(*given, **named):
    raise ReleaseFailed(found="nothing", expected="a release", done="nothing was done", next="try again")
