"""Begin a cohort: one folder with everything, and a list of join codes to send."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import shutil
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from ..academy.release import release_to_cohort
from ..academy.seed import KEY, SECRETS
from ..academy.source import Course, Unit
from ..errors import InputError
from .begin_results import Begun
from .gradebook import enter
from .issuing import JOIN_CODES, Issued, keep_codes, make_codes
from .links import check_launch
from .roster import read_roster
from .state import HANDED_IN, Cohort, Dates, Launch, cannot_write, write_cohort, write_secret

DAYS_KEPT = 365
MOST_NAME = 100


def new_cohort(
    name: str,
    course: Course,
    roster: str | Path,
    *,
    folder: str | Path | None = None,
    units: Collection[str] = (),
    due: Mapping[str, dt.datetime] | None = None,
    keep_until: dt.date | None = None,
    open_book: bool = True,
    launch: Launch | None = None,
) -> Begun:
    """Begin a cohort in a folder of its own. Either all of it is there afterwards or nothing is.

    Parameters
    ----------
    name
        For people to read.
    course
        What is taught.
    roster
        A CSV file of names and, if there are some, e-mail addresses.
    folder
        A new or empty one; named after the cohort, here, when not told.
    units
        Ids of the units that are taught; all of the course when none is named.
    due
        When units are due; those without a date never are.
    keep_until
        When people's data should go; in a year when not told.
    open_book
        Whether the exercises' sources are in a public repository.
    launch
        Where trainees open the course.

    Raises
    ------
    InputError
        The roster, a date, the name or the folder cannot be used; nothing was begun.
    CannotWrite
        The folder is closed to us, or full; what was begun is taken away again.
    """
    _check_name(name)
    wanted = tuple(course.unit(unit) for unit in units) or course.units
    dates = _check_dates(course, wanted, due or {})
    launch = check_launch(launch) if launch is not None and launch.repository else launch or Launch()
    trainees = read_roster(Path(roster))
    home = _free(Path(folder) if folder is not None else Path(_slug(name)))
    cohort = Cohort(
        folder=home,
        id=secrets.token_hex(8),
        name=name,
        course=course.id,
        version=course.version,
        open_book=open_book,
        keep_until=_check_keep(keep_until),
        units=dates,
        trainees=trainees,
        launch=launch,
    )
    codes = make_codes(len(trainees))
    existed = home.exists()
    try:
        release_to_cohort(course, wanted, home)
        _write(cohort, codes)
        enter(cohort)
    except BaseException as error:
        _take_away(home, existed)
        if isinstance(error, OSError):
            raise cannot_write(home, error, "nothing was begun") from None
        raise
    return Begun(cohort, home / JOIN_CODES)


def _write(cohort: Cohort, codes: Sequence[Issued]) -> None:
    write_secret(cohort.folder / SECRETS / KEY, secrets.token_hex(32) + "\n")
    keep_codes(cohort, cohort.trainees, codes)
    (cohort.folder / HANDED_IN).mkdir(mode=0o700)
    write_cohort(cohort)


def _check_name(name: str) -> None:
    unseen = any(unicodedata.category(sign).startswith("C") for sign in name)
    if unseen or not _slug(name) or len(name) > MOST_NAME:
        raise _refused(
            f"the name {name[:60]!r}", f"a name of letters and numbers, at most {MOST_NAME}", "choose another"
        )


def _check_dates(course: Course, units: tuple[Unit, ...], due: Mapping[str, dt.datetime]) -> tuple[Dates, ...]:
    taught = [unit.id for unit in units]
    for unit, moment in due.items():
        if unit not in taught:
            raise _refused(f"a date of {unit!r}", f"one of {', '.join(taught)}", f"name a unit of {course.id}")
        if moment <= dt.datetime.now(dt.UTC):
            raise _refused(f"{moment:%Y-%m-%d} as the date of {unit}", "a day to come", "give another date")
    return tuple(Dates(unit.id, due.get(unit.id)) for unit in units)


def _check_keep(until: dt.date | None) -> dt.date:
    today = dt.datetime.now(dt.UTC).date()
    if until is not None and until <= today:
        raise _refused(f"{until} as the day until which data is kept", "a day to come", "give another --keep-until")
    return until or today + dt.timedelta(days=DAYS_KEPT)


def _free(folder: Path) -> Path:
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _refused(f"{folder}, which is there already", "a new or empty folder", "give another --folder")
    return folder


def _take_away(home: Path, existed: bool) -> None:
    shutil.rmtree(home, ignore_errors=True)
    if existed:
        home.mkdir(exist_ok=True)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]


def _refused(found: str, expected: str, next: str) -> InputError:
    return InputError(found=found, expected=expected, done="nothing was begun", next=next)
