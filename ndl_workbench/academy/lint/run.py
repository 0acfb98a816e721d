"""Look through the source of a course for what the build cannot refuse and a proof cannot see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ...errors import BadCourse, NotFound
from ..source import Course, read_course
from . import answers, checks, lessons, questions, style, words  # noqa: F401 (each adds its rules)
from .report import Finding, LintReport, RuleList
from .rules import RULES, Rule


def lint(courses: Path, names: Iterable[str]) -> LintReport:
    """Look through courses, finished or not. Nothing in them is run.

    Parameters
    ----------
    courses
        The folder of courses.
    names
        Which of them.

    Raises
    ------
    NotFound
        There is no such course.
    """
    names = tuple(names)
    findings = tuple(finding for name in names for finding in _of_course(courses, name))
    return LintReport(names, findings, len(RULES))


def rule_list() -> RuleList:
    """Return every rule, as documentation."""
    return RuleList(tuple((rule.name, rule.severity, rule.what, rule.why, rule.do) for rule in RULES))


def _of_course(courses: Path, name: str) -> Iterator[Finding]:
    try:
        course = read_course(courses, name, unfinished=True)
    except BadCourse as error:
        why = "Nothing of a course is built or looked at until all of it can be read."
        found, do = f"It cannot be read: found {error.found}; expected {error.expected}.", f"{error.next.capitalize()}."
        yield Finding(name, "", "", "unreadable", "error", found, why, do)
        return
    except NotFound as error:
        if not (courses / name / "course.toml").is_file():
            raise
        why = "Nothing of a course is built or looked at until all of its files are there."
        yield Finding(name, "", "", "missing-file", "error", f"There is {error.found}.", why, "Add the file.")
        return
    for rule in RULES:
        yield from _by_rule(rule, course)


def _by_rule(rule: Rule, course: Course) -> Iterator[Finding]:
    for subject in [course] if rule.whole else course.units:
        for spot in rule.check(subject):
            what = f"{rule.what} {spot.detail}".strip()
            yield Finding(course.id, spot.unit, spot.cell, rule.name, rule.severity, what, rule.why, rule.do)
