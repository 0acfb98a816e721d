"""Make each trainee's page of feedback, where nbgrader keeps its own and releases it from."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Mapping
from pathlib import Path

from ...errors import CannotWrite, NotFound
from ...loading.progress import progress
from ..release import find_programs
from .asked import questions, read_about
from .cohort_folder import Assignment, handed_in, read_assignment
from .feedback_page import FeedbackPage
from .feedback_results import FeedbackPages, Told
from .records import read_records, write_whole
from .standing import read_standings

STAMP, SECRET = "timestamp.txt", "submission_secret.txt"


def feedback(cohort: str | Path, unit: str, trainee: str | None = None) -> FeedbackPages:
    """Make a page of feedback for everybody whose notebook has been graded, or for one of them.

    It is written to ``feedback/<trainee>/<unit>/<unit>.html`` in the cohort's folder, from the record of the marking
    and what stands in the gradebook now: marks and comments that a person has set, extra marks, and what was taken
    off for lateness. Make it again when a person has marked more.

    Parameters
    ----------
    cohort
        The cohort's folder.
    unit
        The unit's id.
    trainee
        Whose page; everybody's when not told.

    Raises
    ------
    NotFound
        There is no such cohort, release or trainee, or nobody has been graded.
    CannotWrite
        There is no room in the cohort's folder.
    """
    assignment = read_assignment(Path(cohort), unit)
    pages, missing = read_pages(assignment)
    wanted = list(pages) if trainee is None else [name for name in pages if name == trainee]
    if not wanted:
        raise _nobody(assignment, trainee, pages)
    rows = []
    with progress(len(wanted), f"Feedback on {unit}", "page") as bar:
        for name in wanted:
            rows.append(_told(assignment, pages[name]))
            bar.update(1)
    return FeedbackPages(
        assignment.course, unit, assignment.cohort, tuple(rows), missing, _not_graded(assignment, pages)
    )


def read_pages(assignment: Assignment) -> tuple[dict[str, FeedbackPage], tuple[str, ...]]:
    """Return the page of everybody who has been graded, and who has handed in nothing; nothing is written."""
    find_programs()
    about = read_about(assignment.cohort / "source" / assignment.unit / f"{assignment.unit}.ipynb", assignment.unit)
    asked = questions(assignment.released)
    records = read_records(assignment.cohort, assignment.unit)
    standings, missing = read_standings(assignment.url, assignment.course, assignment.unit)
    pages = {
        name: FeedbackPage(about, asked, record, standings[name])
        for name, record in records.items()
        if name in standings
    }
    return pages, missing


def _told(assignment: Assignment, page: FeedbackPage) -> Told:
    name, unit = page.record.trainee, assignment.unit
    home = assignment.cohort / "feedback" / name / unit
    try:
        home.mkdir(parents=True, exist_ok=True)
        _for_exchange(assignment.cohort / "autograded" / name / unit, home)
        path = page.save(home / f"{unit}.html")
    except OSError as error:
        raise CannotWrite(
            found=f"{home} cannot be written ({error.strerror or error})",
            expected="room in the cohort's folder",
            done=f"the pages of those before {name} were written",
            next="make room and run the same command again",
        ) from None
    standing, share = page.standing, page.about.pass_mark
    return Told(
        trainee=name,
        path=path,
        marks=standing.score,
        most=standing.most,
        penalty=standing.penalty,
        passed=None if share is None else standing.passed(share),
        waiting=standing.waiting,
        unreadable=bool(page.record.unreadable),
    )


def _for_exchange(graded: Path, home: Path) -> None:
    """Put beside a page what nbgrader's exchange needs to release it: when, and the key its trainee fetches it by.

    What did not come by that exchange has no key, and releasing everybody's pages would fail on it: it gets one that
    nobody has.
    """
    for name, otherwise in ((STAMP, dt.datetime.now(dt.UTC).isoformat()), (SECRET, secrets.token_hex(64))):
        if (graded / name).is_file():
            write_whole(home / name, (graded / name).read_text(encoding="utf-8", errors="replace"))
        elif not (home / name).is_file():
            write_whole(home / name, otherwise)


def _not_graded(assignment: Assignment, pages: Mapping[str, FeedbackPage]) -> tuple[str, ...]:
    """Name those who have handed in something other than what their page is of."""
    submissions, _ = handed_in(assignment)
    marked = {name: (page.record.submission, page.record.source) for name, page in pages.items()}
    return tuple(one.trainee for one in submissions if marked.get(one.trainee) != (one.fingerprint, assignment.version))


def _nobody(assignment: Assignment, trainee: str | None, graded: Collection[str]) -> NotFound:
    whose = "anybody's" if trainee is None else f"{trainee}'s"
    return NotFound(
        found=f"no marking of {whose} {assignment.unit} in {assignment.cohort}",
        expected=f"one of {', '.join(graded)}" if graded else "a unit that has been graded",
        done="no page was made",
        next=f"run 'ndl academy grade {assignment.unit} --cohort {assignment.cohort}' first",
    )
