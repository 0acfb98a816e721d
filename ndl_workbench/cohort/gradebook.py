"""What a cohort needs of nbgrader's gradebook: its people, its dates, and their removal."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ..academy.cohort_config import nbgrader_config
from ..academy.release import find_programs
from ..errors import CannotWrite
from .roster import Trainee
from .state import Cohort


def enter(cohort: Cohort, handed_in: Mapping[tuple[str, str], dt.datetime] | None = None) -> None:
    """Give nbgrader the people of the roster and the dates of ``cohort.toml``: its pages and penalties follow them.

    nbgrader keeps an extension with a hand-in. Those in ``handed_in`` (by trainee and unit) get a row of their own
    where they have an extension; a person's marks are not touched.

    Raises
    ------
    CannotWrite
        The gradebook cannot be written.
    """
    with _opened(cohort) as book:
        _enter_people(cohort, book)
        for key, when in (handed_in or {}).items():
            if key in cohort.extensions:
                book.update_or_create_submission(key[1], key[0], timestamp=when.isoformat())
        for unit in cohort.units:
            book.find_assignment(unit.id).duedate = _naive(unit.due) if unit.due else None
            for submission in book.assignment_submissions(unit.id):
                until = cohort.due(submission.student_id, unit.id)
                # nbgrader adds an extension to the date, and cannot where there is none.
                longer = until - unit.due if until and unit.due else dt.timedelta()
                submission.extension = longer or None
        book.db.commit()


def apply_penalties(cohort: Cohort, unit: str) -> None:
    """Have nbgrader work out the penalties for lateness of a unit again, where there are marks.

    Raises
    ------
    CannotWrite
        The gradebook cannot be written.
    """
    import logging

    from nbgrader.preprocessors import AssignLatePenalties

    config = nbgrader_config(cohort.folder, cohort.course)
    step = AssignLatePenalties(config=config)
    step.log = logging.getLogger("ndl_workbench.academy.nbgrader")
    step.log.setLevel(logging.ERROR)
    step.init_plugin()
    with _opened(cohort) as book:
        for submission in book.assignment_submissions(unit):
            late = submission.total_seconds_late
            for notebook in submission.notebooks:
                penalty = None
                if late > 0:
                    penalty = step.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, late)
                    penalty = None if penalty is None else step._check_late_penalty(notebook, penalty)
                notebook.late_submission_penalty = penalty
        book.db.commit()


def remove(cohort: Cohort, trainee: str) -> tuple[int, int]:
    """Take a trainee out of the gradebook: marks, comments, and themselves.

    Returns
    -------
    tuple of int
        How many hand-ins, and how many people (none or one) were taken out.

    Raises
    ------
    CannotWrite
        The gradebook cannot be written; nothing was taken out of it.
    """
    with _opened(cohort) as book:
        people = [student for student in book.students if student.id == trainee]
        submissions = [one for student in people for one in student.submissions]
        for submission in submissions:
            for notebook in submission.notebooks:
                for row in (*notebook.grades, *notebook.comments):
                    book.db.delete(row)
                book.db.delete(notebook)
            book.db.delete(submission)
        for student in people:
            book.db.delete(student)
        book.db.commit()
        if people and book.engine.dialect.name == "sqlite":
            # SQLite leaves deleted rows in the file until its pages are used again.
            book.db.remove()
            with book.engine.connect() as connection:
                connection.connection.driver_connection.execute("VACUUM")
        return len(submissions), len(people)


def url_of(cohort: Cohort) -> str:
    """Return the address of the gradebook."""
    from nbgrader.coursedir import CourseDirectory

    return str(CourseDirectory(config=nbgrader_config(cohort.folder, cohort.course)).db_url)


def _enter_people(cohort: Cohort, book: Any) -> None:
    from nbgrader.api import Student

    there = {student.id for student in book.students}
    for one in cohort.trainees:
        if one.id not in there:
            first, last = _names(one)
            book.db.add(Student(id=one.id, first_name=first, last_name=last, email=one.email or None))
    book.db.commit()


@contextmanager
def _opened(cohort: Cohort) -> Iterator[Any]:
    from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
    from sqlalchemy.exc import SAWarning, SQLAlchemyError

    # nbgrader puts rows together in an order that SQLAlchemy remarks on; the instructor can do nothing about it.
    warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")
    find_programs()
    try:
        with Gradebook(url_of(cohort), cohort.course) as book:
            yield book
    except (SQLAlchemyError, InvalidEntry, MissingEntry) as error:
        said = str(getattr(error, "orig", None) or error).strip().splitlines()
        raise CannotWrite(
            found=f"a gradebook that cannot be written ({said[0][:200] if said else type(error).__name__})",
            expected=f"that of {cohort.name}, with each of its units",
            done="nothing was changed in it",
            next="see that nobody else is writing in it and that there is room, then run the same command again",
        ) from None


def _names(one: Trainee) -> tuple[str, str]:
    """Split a name as formgrader shows it; where it was one word, that is the last name."""
    first, _, last = one.name.rpartition(" ")
    return first, last


def _naive(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)
