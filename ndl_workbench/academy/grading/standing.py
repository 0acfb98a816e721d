"""Read from nbgrader's gradebook where each trainee stands: marks by machine and by people, comments, penalties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CLOSE = 1e-9


@dataclass(frozen=True)
class Mark:
    """What one cell came to.

    ``marks`` are a person's where a person has set some, otherwise the machine's; ``extra`` comes on top. ``waiting``
    says that a person has still to look.
    """

    marks: float
    most: float
    extra: float
    by_person: bool
    machine: float | None
    waiting: bool


@dataclass(frozen=True)
class Standing:
    """Where a trainee stands in a unit: marks and people's comments by cell, and what was taken off for lateness."""

    trainee: str
    handed_in: dt.datetime | None
    marks: Mapping[str, Mark]
    comments: Mapping[str, str]
    penalty: float
    seconds_late: float

    @property
    def score(self) -> float:
        """Marks in all, extra ones with them and the penalty taken off, as nbgrader exports them."""
        return self._after(sum(mark.marks + mark.extra for mark in self.marks.values()))

    @property
    def most(self) -> float:
        """Marks that can be had."""
        return sum(mark.most for mark in self.marks.values())

    @property
    def waiting(self) -> tuple[str, ...]:
        """Cells that a person has still to look at."""
        return tuple(name for name, mark in self.marks.items() if mark.waiting)

    def passed(self, share: float) -> bool | None:
        """Whether this share of all marks is reached; None while people's marks could still decide it."""
        needed = share * self.most - CLOSE
        certain = [mark.marks + mark.extra for mark in self.marks.values() if not mark.waiting]
        if self._after(sum(certain)) >= needed:
            return True
        possible = sum(mark.most for mark in self.marks.values() if mark.waiting)
        return None if self._after(sum(certain) + possible) >= needed else False

    def _after(self, marks: float) -> float:
        return max(0.0, marks - self.penalty)


def read_standings(url: str, course: str, unit: str) -> tuple[dict[str, Standing], tuple[str, ...]]:
    """Return every trainee's standing in a unit, and who is in the gradebook and has handed in nothing."""
    from nbgrader.api import Gradebook

    with Gradebook(url, course) as book:
        submissions = {submission.student.id: submission for submission in book.assignment_submissions(unit)}
        standings = {name: _standing(name, unit, submissions[name]) for name in sorted(submissions)}
        missing = tuple(sorted(student.id for student in book.students if student.id not in submissions))
    return standings, missing


def _standing(trainee: str, unit: str, submission: Any) -> Standing:
    notebooks = [notebook for notebook in submission.notebooks if notebook.name == unit]
    return Standing(
        trainee=trainee,
        handed_in=submission.timestamp,
        marks={grade.name: _mark(grade) for notebook in notebooks for grade in notebook.grades},
        comments={
            comment.name: comment.manual_comment.strip()
            for notebook in notebooks
            for comment in notebook.comments
            if comment.manual_comment and comment.manual_comment.strip()
        },
        penalty=sum(notebook.late_submission_penalty or 0.0 for notebook in notebooks),
        seconds_late=submission.total_seconds_late,
    )


def _mark(grade: Any) -> Mark:
    by_person = grade.manual_score is not None
    return Mark(
        marks=float(grade.manual_score if by_person else grade.auto_score or 0.0),
        most=float(grade.max_score),
        extra=float(grade.extra_credit or 0.0),
        by_person=by_person,
        machine=grade.auto_score,
        waiting=bool(grade.needs_manual_grade),
    )
