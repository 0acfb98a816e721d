"""What is made from the courses and committed is current: the list of courses, and which lesson explains what."""

from __future__ import annotations

import tomllib

from ndl_workbench.academy.derived import CAPABILITY, LESSONS, lessons_text, readme_text, write_derived
from ndl_workbench.academy.source import read_courses
from ndl_workbench.academy.taught import is_known, things


def real(courses):
    return read_courses(courses)


def test_the_list_of_courses_is_current(courses):
    assert (courses / "README.md").read_text(encoding="utf-8") == readme_text(courses, real(courses)), "make courses"


def test_the_lessons_that_reports_name_are_current(courses):
    assert LESSONS.read_text(encoding="utf-8") == lessons_text(real(courses)), "make courses"


def test_a_role_is_told_with_its_page_and_only_for_courses_that_are_there(courses):
    roles = tomllib.loads((courses / CAPABILITY).read_text(encoding="utf-8"))["role"]
    assert all(role["url"].startswith("https://ddat-capability-framework.service.gov.uk/role/") for role in roles)
    assert all(role["page_updated"] for role in roles)


def test_both_files_follow_the_source(write_course, tmp_path):
    lesson = (
        "---\ntitle: Adding | up\nminutes: 5\nobjectives: [add a|b]\nteaches: [verb check, check invalid date]\n---\n"
    )
    courses = write_course(lesson=lesson)
    readme, lessons = write_derived(courses, tmp_path / "lessons.toml")
    text = readme.read_text(encoding="utf-8")
    assert r"| 1. [Adding \| up](sums/01_adding/lesson.md) | 5 | add a\|b |" in text
    assert "Role" not in text
    (told,) = tomllib.loads(lessons.read_text(encoding="utf-8"))["lesson"]
    assert told == {
        "course": "Sums",
        "unit": 1,
        "title": "Adding | up",
        "page": "courses/sums/01_adding.html",
        "teaches": ["verb check", "check invalid date"],
    }
    before = readme.stat().st_mtime_ns
    write_derived(courses, lessons)
    assert readme.stat().st_mtime_ns == before


def test_everything_that_can_be_taught_has_a_sentence_and_a_place_of_its_own():
    every = things()
    assert all(thing.says.strip() for thing in every)
    assert len({thing.anchor for thing in every}) == len(every)
    assert {thing.kind for thing in every} == {"verb", "check", "metric", "dimension"}
    assert all(is_known(thing.kind, thing.name) for thing in every)
    assert not is_known("verb", "QualityReport")
    assert not is_known("check", "no such check")


def test_every_check_of_our_own_can_be_taught():
    from ndl_workbench.quality import findings

    named = {value for name, value in vars(findings).items() if name.endswith("_CHECK")} | findings.OURS
    assert {name for name in named if not is_known("check", name)} == set()


def test_the_command_lists_what_can_be_taught(run_ndl):
    done = run_ndl("academy", "taught")
    assert "  check invalid date: The value is not a date" in done.stdout
    assert "  verb check: " in done.stdout
