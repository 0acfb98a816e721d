"""Grade a unit for a cohort: several submissions at a time, each mark written as soon as it is known."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Generator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ...errors import CannotWrite, InputError, Unreadable
from ...loading.progress import progress
from ..release import find_programs
from ..sandbox.jail import Limits, can_see
from ..seed import SEED, seed_of
from .alone import alone
from .book import Book
from .cohort_folder import Assignment, HandedIn, handed_in, read_assignment
from .graded import graded_notebook
from .graded_results import Change, Graded, Grading, changes_between
from .marking import Marking, Sandboxes, mark, open_sandboxes
from .records import Record, make_record, read_record, write_record, write_whole
from .restore import Restored, read_notebook, restore


@dataclass(frozen=True)
class Done:
    """A marked submission that nothing has been written of yet."""

    handed: HandedIn
    restored: Restored
    marking: Marking
    unreadable: str


def grade(
    cohort: str | Path,
    unit: str,
    *,
    again: bool = False,
    workers: int | None = None,
    limits: Limits | None = None,
    safe: bool = True,
) -> Grading:
    """Grade every submission of a unit that has not been graded as it stands.

    A submission is graded again when it, or the course's notebook, has changed. Ended half-way, the next call goes on:
    marks that were written stay, and nothing is marked twice that has a record.

    Parameters
    ----------
    cohort
        The cohort's folder.
    unit
        The unit's id.
    again
        Grade all of them, also those that have not changed.
    workers
        How many at a time; as many as there are processors when not told.
    limits
        What one submission may use.
    safe
        Run trainees' code in the sandbox. False is for a classroom you trust, and is noted in each record.

    Raises
    ------
    NotFound
        There is no such cohort or release.
    NoSandbox
        There is no sandbox here.
    InputError
        Somebody is grading this cohort already, or trainees' code could see its folder.
    """
    assignment = read_assignment(Path(cohort), unit)
    if safe and can_see(assignment.cohort):
        raise _in_sight(assignment.cohort)
    submissions, refused = handed_in(assignment)
    find_programs()
    with alone(assignment.cohort):
        wanted = [one for one in submissions if again or not _is_current(assignment, one)]
        results: dict[str, Graded] = {}
        if wanted:
            with (
                closing(open_sandboxes(limits, safe=safe)) as sandboxes,
                closing(_marked(assignment, wanted, sandboxes, workers or os.cpu_count() or 1)) as marked,
                Book(assignment) as book,
            ):
                for done in marked:
                    results[done.handed.trainee] = _write(assignment, book, done, safe=safe)
        rows = [results.get(one.trainee) or _unchanged(assignment, one) for one in submissions]
    return Grading(assignment.course, unit, assignment.cohort, tuple(rows), refused, safe)


def _marked(
    assignment: Assignment, wanted: list[HandedIn], sandboxes: Sandboxes, workers: int
) -> Generator[Done, None, None]:
    """Mark submissions side by side, and give each when it is done; few enough wait that memory stays small."""
    left = iter(wanted)
    running: set[Future[Done]] = set()
    with ThreadPoolExecutor(workers) as pool, progress(len(wanted), f"Grading {assignment.unit}", "notebook") as bar:
        # Side by side, and from threads that live as long as they do: bubblewrap ends with the thread that began it.
        pool.submit(sandboxes.student.start)
        pool.submit(sandboxes.examiner.start)
        try:
            while True:
                while len(running) < 2 * workers and (one := next(left, None)) is not None:
                    running.add(pool.submit(mark_submission, assignment, one, sandboxes))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
                    bar.update(1)
        finally:
            for future in running:
                future.cancel()
            # Those that are being marked have nobody to be marked for any more: they end with their sandbox.
            sandboxes.close()


def mark_submission(assignment: Assignment, one: HandedIn, sandboxes: Sandboxes) -> Done:
    """Read, restore and mark one submission; nothing is written."""
    unreadable = ""
    try:
        cells = read_notebook(one.notebook)
    except Unreadable as error:
        cells, unreadable = [], f"What you handed in could not be read: it has {error.found}, not {error.expected}."
    restored = restore(assignment.source, assignment.released, cells)
    marking = mark(
        restored.cells(),
        sandboxes,
        environment=environment_of(assignment, one.trainee),
        files=assignment.files,
        theirs=one.files(),
    )
    return Done(one, restored, marking, unreadable)


def environment_of(assignment: Assignment, trainee: str) -> dict[str, str]:
    """Return the variables that a trainee's notebook is run with."""
    return {"NDL_EXECUTION": "grading", SEED: seed_of(assignment.cohort, trainee)}


def _write(assignment: Assignment, book: Book, done: Done, *, safe: bool) -> Graded:
    """Write the marks, the graded notebook, and last of all the record."""
    written = book.write(done.handed, done.restored, done.marking)
    record = record_of(assignment, done, safe=safe)
    before = read_record(assignment.cohort, assignment.unit, record.trainee)
    try:
        _write_notebook(assignment, done)
        write_record(assignment.cohort, record)
    except OSError as error:
        raise CannotWrite(
            found=f"{error.filename or assignment.cohort} cannot be written ({error.strerror or error})",
            expected="room in the cohort's folder, and leave to write there",
            done=f"{record.trainee}'s marks are in the gradebook; those of others too, as far as they were graded",
            next="see to that and run the same command again: it goes on where it stopped",
        ) from None
    changes = changes_between(before, record, written.kept)
    return _graded(record, before=written.before, kept=written.kept, what="graded", changes=changes)


def record_of(assignment: Assignment, done: Done, *, safe: bool) -> Record:
    """Return what is kept of a marking."""
    return make_record(
        done.handed.trainee,
        assignment.unit,
        submission=done.handed.fingerprint,
        source=assignment.version,
        marked=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        restored=done.restored,
        marking=done.marking,
        unreadable=done.unreadable,
        sandboxed=safe,
    )


def _write_notebook(assignment: Assignment, done: Done) -> None:
    home = assignment.cohort / "autograded" / done.handed.trainee / assignment.unit
    home.mkdir(parents=True, exist_ok=True)
    path = home / f"{assignment.unit}.ipynb"
    write_whole(path, json.dumps(graded_notebook(done.restored, done.marking), indent=1) + "\n")
    path.chmod(0o444)
    if done.handed.when is not None:
        shutil.copyfile(done.handed.notebook.parent / "timestamp.txt", home / "timestamp.txt")
    # By this nbgrader lets a trainee, and nobody else, fetch the feedback on what they handed in.
    if secret := done.handed.files().get("submission_secret.txt"):
        (home / "submission_secret.txt").write_bytes(secret)


def _is_current(assignment: Assignment, one: HandedIn) -> bool:
    record = read_record(assignment.cohort, assignment.unit, one.trainee)
    return record is not None and (record.submission, record.source) == (one.fingerprint, assignment.version)


def _unchanged(assignment: Assignment, one: HandedIn) -> Graded:
    record = read_record(assignment.cohort, assignment.unit, one.trainee)
    if record is None:
        raise _vanished(assignment, one)
    return _graded(record, before=record.marks, kept=(), what="unchanged")


def _in_sight(cohort: Path) -> InputError:
    return InputError(
        found=f"{cohort}, inside what the sandbox shows to trainees' code",
        expected="a cohort's folder apart from Python's own",
        done="nothing was graded",
        next="move the folder to another place, such as your home, and name it with --cohort",
    )


def _vanished(assignment: Assignment, one: HandedIn) -> InputError:
    return InputError(
        found=f"no record of {one.trainee}'s {assignment.unit} any more",
        expected="the record that was there when grading began",
        done="the others were graded",
        next="run the same command again",
    )


def _graded(
    record: Record, *, before: float | None, kept: tuple[str, ...], what: str, changes: tuple[Change, ...] = ()
) -> Graded:
    return Graded(
        trainee=record.trainee,
        marks=record.marks,
        most=record.most,
        before=before,
        kept=kept,
        what=what,
        trouble=record.trouble,
        unreadable=record.unreadable,
        seconds=record.seconds,
        changes=changes,
    )
