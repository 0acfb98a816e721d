"""A person at work in a gradebook while it is graded: does what formgrader does, and says how long each mark took."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from make_cohort import UNIT

MARKS = 1.5


def main(cohort: Path) -> None:
    """Give marks, one trainee after the other, until somebody ends us."""
    with _opened(cohort) as book:
        trainees = [submission.student.id for submission in book.assignment_submissions(UNIT)]
        for trainee in cycle(trainees):
            start = time.perf_counter()
            _give(book, trainee)
            print(f"{time.perf_counter() - start:.4f}", flush=True)
            time.sleep(0.05)


def everybody(cohort: Path) -> int:
    """Give everybody their mark; return how many."""
    with _opened(cohort) as book:
        trainees = [submission.student.id for submission in book.assignment_submissions(UNIT)]
        for trainee in trainees:
            _give(book, trainee)
        return len(trainees)


def exported(cohort: Path) -> list[str]:
    """Export the marks as nbgrader does, and return the lines."""
    from nbgrader.plugins import CsvExportPlugin

    with _opened(cohort) as book, tempfile.TemporaryDirectory() as folder:
        exporting = CsvExportPlugin()
        exporting.to = str(Path(folder) / "grades.csv")
        exporting.export(book)
        return sorted(Path(exporting.to).read_text(encoding="utf-8").splitlines())


def _give(book: Any, trainee: str) -> None:
    grade = book.find_grade("why", UNIT, UNIT, trainee)
    grade.manual_score, grade.extra_credit, grade.needs_manual_grade = MARKS, None, False
    book.db.commit()


@contextmanager
def _opened(cohort: Path) -> Iterator[Any]:
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory

    from ndl_workbench.academy.cohort_config import read_config

    place = CourseDirectory(config=read_config(cohort))
    with Gradebook(place.db_url, place.course_id) as book:
        yield book


if __name__ == "__main__":
    main(Path(sys.argv[1]))
