"""Write marks to nbgrader's own gradebook, so that formgrader, penalties, manual marks and exports go on as ever."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from ...errors import CannotWrite
from .cohort_folder import Assignment, HandedIn
from .marking import Marking
from .restore import Restored

NO_ANSWER = "No response."
# For as long as this somebody else may be writing, such as a person who gives a mark.
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Written:
    """What a marking changed in the gradebook: ``before`` is the machine's old total, None where there was none."""

    before: float | None
    after: float
    kept: tuple[str, ...]


class Book:
    """A cohort's gradebook, open for as long as its submissions are graded; use it in a ``with``.

    Opening it costs nbgrader more than writing a submission's marks does. Nothing is held between two submissions,
    so that everybody else can read and write meanwhile.

    Raises
    ------
    CannotWrite
        It cannot be opened or written, or the unit is not in it.
    """

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        with self._reported():
            self._book, self._penalties = _opened(assignment)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._book.close()

    def write(self, handed: HandedIn, restored: Restored, marking: Marking) -> Written:
        """Write a submission's marks and its penalty for lateness, all of them or none.

        A mark that a person has set stays the mark; where the machine's mark beside it changes, it is put on the list
        of what needs a person's look.
        """
        with self._reported():
            try:
                notebook = self._notebook(handed)
                written = _write_marks(self._book.db, notebook, restored, marking)
                self._penalise(notebook, handed.trainee)
                self._book.db.commit()
                return written
            finally:
                # Rolls back what is not committed, and forgets what was read: others may change it.
                self._book.db.remove()

    def _notebook(self, handed: HandedIn) -> Any:
        """Return the gradebook's row of the notebook, made if it is not there, with the time it was handed in."""
        unit, trainee = self._assignment.unit, handed.trainee
        given = {"timestamp": handed.when.isoformat()} if handed.when else {}
        self._book.update_or_create_student(trainee)
        submission = self._book.update_or_create_submission(unit, trainee, **given)
        return next(one for one in submission.notebooks if one.name == unit)

    def _penalise(self, notebook: Any, trainee: str) -> None:
        """Set the penalty for lateness by the rule that nbgrader's settings name, as its own step does."""
        notebook.late_submission_penalty = None
        late = notebook.assignment.total_seconds_late
        if late <= 0:
            return
        self._book.db.flush()
        self._book.db.expire(notebook, ["score"])
        penalty = self._penalties.plugin_inst.late_submission_penalty(trainee, notebook.score, late)
        if penalty is not None:
            notebook.late_submission_penalty = self._penalties._check_late_penalty(notebook, penalty)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Turn what a database can answer into an error that says what to do."""
        from nbgrader.api import InvalidEntry, MissingEntry
        from sqlalchemy.exc import SQLAlchemyError

        try:
            yield
        except MissingEntry as error:
            raise self._closed(str(error), "release the unit to this cohort again, which enters it") from None
        except (InvalidEntry, SQLAlchemyError, ImportError) as error:
            raise self._closed(_words(error), _next(error)) from None

    def _closed(self, found: str, next: str) -> CannotWrite:
        return CannotWrite(
            found=f"a gradebook that cannot be written ({found})",
            expected=f"{_without_password(self._assignment.url)} with the unit {self._assignment.unit}",
            done="marks that were written before are kept, and no submission's marks are there in part",
            next=f"{next}; then run the same command again: it goes on where it stopped",
        )


def _opened(assignment: Assignment) -> tuple[Any, Any]:
    """Open nbgrader's gradebook, and make its step for penalties, which names the rule."""
    from nbgrader.api import Gradebook
    from nbgrader.preprocessors import AssignLatePenalties
    from sqlalchemy.exc import SAWarning

    # nbgrader puts rows together in an order that SQLAlchemy remarks on; the instructor can do nothing about it.
    warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")
    penalties = AssignLatePenalties(config=assignment.config)
    penalties.log = logging.getLogger("ndl_workbench.academy.nbgrader")
    penalties.log.setLevel(logging.ERROR)
    penalties.init_plugin()
    book = Gradebook(assignment.url, assignment.course)
    _lock_when_begun(book.engine)
    return book, penalties


def _lock_when_begun(engine: Any) -> None:
    """Have SQLite lock the file when a transaction begins, so that what is read in it is still so when it is written.

    Left to itself Python's driver begins with the first change (docs.sqlalchemy.org/en/21/dialects/sqlite.html,
    "Enabling Non-Legacy SQLite Transactional Modes"). PostgreSQL locks the rows of the marks instead.
    """
    from sqlalchemy import event

    if engine.dialect.name != "sqlite":
        return

    def begin(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {1000 * PATIENCE_SECONDS}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)


def _write_marks(db: Any, notebook: Any, restored: Restored, marking: Marking) -> Written:
    from nbgrader.api import Comment, Grade
    from sqlalchemy.orm import joinedload

    verdicts = {verdict.cell: verdict for verdict in marking.verdicts}
    parts = {part.id: part for part in restored.parts}
    grades, comments = (
        db.query(kind)
        .options(joinedload(kind.cell))
        .filter(kind.notebook_id == notebook.id)
        .with_for_update(of=kind)
        .populate_existing()
        .all()
        for kind in (Grade, Comment)
    )
    before = [grade.auto_score for grade in grades if grade.cell.name in verdicts and grade.auto_score is not None]
    kept = tuple(_write_grade(grade, verdicts, parts) for grade in grades)
    for comment in comments:
        part = parts.get(comment.cell.name)
        comment.auto_comment = NO_ANSWER if part is not None and part.untouched else None
    return Written(sum(before) if before else None, marking.marks, tuple(name for name in kept if name))


def _write_grade(grade: Any, verdicts: dict[str, Any], parts: dict[str, Any]) -> str:
    """Write one mark; return the cell's name where a person's mark stands over it."""
    name, old = grade.cell.name, grade.auto_score
    if name in verdicts:
        grade.auto_score = verdicts[name].marks
    elif name in parts and parts[name].untouched:
        grade.auto_score = 0.0
    else:
        grade.auto_score = None
    if grade.manual_score is not None:
        if grade.auto_score != old:
            grade.needs_manual_grade = True
        return str(name)
    grade.needs_manual_grade = grade.auto_score is None
    return ""


def _words(error: Exception) -> str:
    """Return the database's own words, without the statement and its values."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0][:300] if said else type(error).__name__


def _next(error: Exception) -> str:
    if isinstance(error, ImportError):
        return "install the driver: python -m pip install 'ndl-workbench[postgres]'"
    if "locked" in str(error):
        return "wait until whoever is writing in it has done, or close the program that holds it"
    return "see that it is there, that you may write to it and that there is room"


def _without_password(url: str) -> str:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "a gradebook"
