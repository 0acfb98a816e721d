"""Write marks to nbgrader's own gradebook, so that formgrader, penalties, manual marks and exports go on as ever."""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import dataclass
from typing import Any

from .marking import Marking
from .restore import Restored

NO_ANSWER = "No response."


@dataclass(frozen=True)
class Written:
    """What a marking changed in the gradebook: ``before`` is the machine's old total, None where there was none."""

    before: float | None
    after: float
    kept: tuple[str, ...]


def write_marks(
    url: str, course: str, unit: str, trainee: str, restored: Restored, marking: Marking, handed_in: dt.datetime | None
) -> Written:
    """Write a marking in one go: it is in the gradebook whole or not at all.

    A mark that a person has set stays the mark; where the machine's mark beside it changes, it is put on the list of
    what needs a person's look.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SAWarning

    # nbgrader puts rows together in an order that SQLAlchemy remarks on; the instructor can do nothing about it.
    warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")
    with Gradebook(url, course) as book:
        book.update_or_create_student(trainee)
        given = {"timestamp": handed_in.isoformat()} if handed_in else {}
        submission = book.update_or_create_submission(unit, trainee, **given)
        notebook = next(one for one in submission.notebooks if one.name == unit)
        verdicts = {verdict.cell: verdict for verdict in marking.verdicts}
        parts = {part.id: part for part in restored.parts}
        before = [grade.auto_score for grade in notebook.grades if grade.cell.name in verdicts]
        kept = tuple(_write_grade(grade, verdicts, parts) for grade in notebook.grades)
        for comment in notebook.comments:
            part = parts.get(comment.cell.name)
            comment.auto_comment = NO_ANSWER if part is not None and part.untouched else None
        book.db.commit()
        known = [score for score in before if score is not None]
        return Written(sum(known) if known else None, marking.marks, tuple(name for name in kept if name))


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


def apply_penalty(config: Any, url: str, unit: str, trainee: str) -> None:
    """Have nbgrader work out the penalty for a late hand-in, by the rule its settings name."""
    import logging

    from nbgrader.preprocessors import AssignLatePenalties

    penalties = AssignLatePenalties(config=config)
    penalties.log = logging.getLogger("ndl_workbench.academy.nbgrader")
    penalties.log.setLevel(logging.ERROR)
    about = {"notebook": unit, "assignment": unit, "student": trainee, "db_url": url}
    penalties.preprocess(_Empty(), {"nbgrader": about})


class _Empty:
    """A notebook without cells: the penalty does not depend on them."""

    cells: tuple[Any, ...] = ()
