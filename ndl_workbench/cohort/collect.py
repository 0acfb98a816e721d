"""Collect hand-ins from a folder: check each, keep the latest of each trainee and unit, put it where grading finds it.

Everything is unpacked beside the submissions first, so that a full disk changes nothing. Then each hand-in is put in
place by renaming, whole or not at all. The file it came in is kept as it was, as
``handed-in/<unit>/<trainee>.ndl-handin``: by it the next run knows what is there already.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..academy.build import RELEASE_OF
from ..academy.grading.alone import alone
from ..errors import NdlError, NotFound, Unreadable
from .collect_results import Collected, Row
from .found import look_through
from .gradebook import enter
from .handin import SUFFIX, HandIn, is_sealed_with, open_sealed
from .roster import Trainee
from .standing import standing_of
from .state import HANDED_IN, Cohort, cannot_write, read_cohort, read_kept

SUBMITTED, STAMP = "submitted", "timestamp.txt"
STAGING = ".collecting-"
CLOCKS_DIFFER = dt.timedelta(days=1)


@dataclass(frozen=True)
class Candidate:
    """A hand-in that may be collected, unpacked already; of two, that of the higher ``rank``: sealed, then later."""

    trainee: Trainee
    unit: str
    when: dt.datetime
    rank: tuple[bool, dt.datetime, str]
    name: str
    home: Path


def collect(
    folder: str | Path,
    cohort: str | Path,
    *,
    plain: bool = False,
    any_release: bool = False,
    now: dt.datetime | None = None,
) -> Collected:
    """Collect the hand-ins in a folder, an archive, or one file. Doing it twice changes nothing.

    Parameters
    ----------
    folder
        As it came; other files may be in it.
    cohort
        The cohort's folder.
    plain
        Also take hand-ins without a join code, by the name or address in them. Anybody can make such a file.
    any_release
        Also take hand-ins of another release of a unit. Grading puts the answers into the present one.
    now
        The time; for tests.

    Raises
    ------
    NotFound
        There is no such folder or cohort.
    CannotWrite
        There is no room; whatever was put in place is whole, and the same command goes on.
    """
    about = read_cohort(cohort)
    now = now or dt.datetime.now(dt.UTC)
    with alone(about.folder):
        checker = _Checker(about, plain, any_release, now)
        left_out: list[tuple[str, str]] = []
        for left in about.folder.glob(f"{STAGING}*"):
            # Of a run that was ended; nobody else collects now.
            shutil.rmtree(left, ignore_errors=True)
        try:
            staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=about.folder))
        except OSError as error:
            raise cannot_write(about.folder, error, "nothing was collected") from None
        try:
            best = _stage(Path(folder), checker, staging, left_out)
            placed = {key: _place(about, one, left_out) for key, one in sorted(best.items())}
        except OSError as error:
            raise cannot_write(about.folder, error, "no hand-in was put in place in part") from None
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        there = times_of(about)
        enter(about, there)
    return Collected(about, _rows(about, placed, there, now), tuple(left_out))


def times_of(cohort: Cohort) -> dict[tuple[str, str], dt.datetime]:
    """Return when each hand-in that is there was made, by trainee and unit; the start of time where nobody knows."""
    from ..academy.grading.cohort_folder import handed_in, read_assignment

    times = {}
    for unit in cohort.units:
        submissions, _ = handed_in(read_assignment(cohort.folder, unit.id))
        for one in submissions:
            when = one.when or dt.datetime.fromtimestamp(0, dt.UTC)
            times[one.trainee, unit.id] = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return times


class _Checker:
    """Says whose a hand-in is, or why it is not taken."""

    def __init__(self, cohort: Cohort, plain: bool, any_release: bool, now: dt.datetime) -> None:
        self._cohort, self._plain, self._any_release, self._now = cohort, plain, any_release, now
        self._releases = {unit.id: release_of(cohort, unit.id) for unit in cohort.units}
        kept = read_kept(cohort)
        known = {one.id: one for one in cohort.trainees}
        self._tags = {
            one["who"]: (known[name], bytes.fromhex(one["seal"])) for name, one in kept.items() if name in known
        }

    def whose(self, handin: HandIn) -> tuple[Trainee | None, str]:
        """Return the trainee, or None and why."""
        if handin.course != self._cohort.course:
            return None, f"it is of the course {handin.course}, not {self._cohort.course}"
        if handin.unit not in self._releases:
            return None, f"it is of {handin.unit}, which this cohort does not do"
        trainee, why = self._by_code(handin) if handin.sealed == "code" else self._by_name(handin)
        if trainee is None:
            return None, why
        if handin.release != self._releases[handin.unit] and not self._any_release:
            return None, f"it is {trainee.name}'s, of another release of {handin.unit}; --any-release takes it"
        if handin.when > self._now + CLOCKS_DIFFER:
            return None, f"it is {trainee.name}'s, and says it was made on {handin.when:%d %B %Y}, which is to come"
        return trainee, ""

    def _by_code(self, handin: HandIn) -> tuple[Trainee | None, str]:
        trainee, key = self._tags.get(handin.who, (None, b""))
        if trainee is None:
            return None, "its join code is of nobody in this cohort"
        if not is_sealed_with(handin, key):
            return None, f"it says it is {trainee.name}'s, and was changed or forged: its seal is not right"
        return trainee, ""

    def _by_name(self, handin: HandIn) -> tuple[Trainee | None, str]:
        if not self._plain:
            return None, "it has no join code, so anybody may have made it; --plain takes such files"
        try:
            return self._cohort.trainee(handin.name), ""
        except NotFound:
            return None, f"it has no join code, and {handin.name!r} is the name of nobody, or of several"


def release_of(cohort: Cohort, unit: str) -> str:
    """Return the release of a unit that trainees have now.

    Raises
    ------
    Unreadable
        The released notebook does not say.
    """
    path = cohort.folder / "release" / unit / f"{unit}.ipynb"
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["metadata"][RELEASE_OF]["release"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Unreadable(
            found=f"no release in {path}, or one that does not say which it is",
            expected="a notebook that 'ndl academy release' made",
            done="nothing was collected",
            next=f"run 'ndl academy release {cohort.course} {unit} --cohort {cohort.folder}'",
        ) from None


def _stage(
    folder: Path, checker: _Checker, staging: Path, left_out: list[tuple[str, str]]
) -> dict[tuple[str, str], Candidate]:
    """Unpack the best hand-in of each trainee and unit."""
    best: dict[tuple[str, str], Candidate] = {}
    number = 0
    for found in look_through(folder):
        if found.why:
            left_out.append((found.name, found.why))
            continue
        try:
            handin = open_sealed(found.content)
        except NdlError as error:
            left_out.append((found.name, f"{error.found}; expected {error.expected}"))
            continue
        trainee, why = checker.whose(handin)
        if trainee is None:
            left_out.append((found.name, why))
            continue
        key, rank, number = (trainee.id, handin.unit), _rank(handin), number + 1
        before = best.get(key)
        if before is not None and before.rank >= rank:
            left_out.append((found.name, _not_needed(trainee, before.rank, rank)))
            continue
        if before is not None:
            left_out.append((before.name, _not_needed(trainee, rank, before.rank)))
            shutil.rmtree(before.home)
        home = _unpack(handin, found.content, staging / str(number))
        best[key] = Candidate(trainee, handin.unit, handin.when, rank, found.name, home)
    return best


def _rank(handin: HandIn) -> tuple[bool, dt.datetime, str]:
    return handin.sealed == "code", handin.when, handin.seal


def _not_needed(trainee: Trainee, kept: tuple[bool, dt.datetime, str], other: tuple[bool, dt.datetime, str]) -> str:
    if kept == other:
        return f"the same hand-in of {trainee.name} again"
    if kept[0] != other[0]:
        return f"{trainee.name} has one with a join code, and this has none"
    return f"{trainee.name} has a later one"


def _unpack(handin: HandIn, content: bytes, home: Path) -> Path:
    (home / handin.unit).mkdir(parents=True)
    (home / handin.unit / f"{handin.unit}.ipynb").write_bytes(handin.notebook)
    (home / handin.unit / STAMP).write_text(f"{handin.when:%Y-%m-%d %H:%M:%S} UTC\n", encoding="ascii")
    (home / f"as-it-came{SUFFIX}").write_bytes(content)
    return home


def _place(cohort: Cohort, one: Candidate, left_out: list[tuple[str, str]]) -> str:
    """Put a hand-in in place, unless it or a better one is there; return what was done."""
    target = cohort.folder / SUBMITTED / one.trainee.id / one.unit
    kept = cohort.folder / HANDED_IN / one.unit / f"{one.trainee.id}{SUFFIX}"
    aside = target.with_name(f".{one.unit}.before")
    if aside.exists() and not target.exists():
        # An earlier run was ended between two renamings.
        aside.replace(target)
    shutil.rmtree(aside, ignore_errors=True)
    there = (target / f"{one.unit}.ipynb").is_file()
    before = _rank_there(kept, target) if there else None
    if before is not None and before >= one.rank:
        if before != one.rank:
            left_out.append((one.name, _not_needed(one.trainee, before, one.rank)))
        return "unchanged"
    kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.replace(aside)
    (one.home / one.unit).replace(target)
    shutil.rmtree(aside, ignore_errors=True)
    (one.home / f"as-it-came{SUFFIX}").replace(kept)
    return "replaced" if there else "collected"


def _rank_there(kept: Path, target: Path) -> tuple[bool, dt.datetime, str] | None:
    """Return the rank of what is there: by the file it came in, or else, handed in some other way, by its time."""
    try:
        return _rank(open_sealed(kept.read_bytes()))
    except (OSError, NdlError):
        pass
    try:
        text = (target / STAMP).read_text(encoding="utf-8")[:100].strip().removesuffix("UTC").strip()
        when = dt.datetime.fromisoformat(text)
        return True, when if when.tzinfo else when.replace(tzinfo=dt.UTC), ""
    except (OSError, ValueError):
        return None


def _rows(
    cohort: Cohort, placed: dict[tuple[str, str], str], there: dict[tuple[str, str], dt.datetime], now: dt.datetime
) -> tuple[Row, ...]:
    return tuple(
        Row(
            trainee=one.id,
            name=one.name,
            unit=unit.id,
            when=there.get((one.id, unit.id)),
            what=placed.get((one.id, unit.id), ""),
            standing=standing_of(cohort, one.id, unit.id, there.get((one.id, unit.id)), now),
        )
        for unit in cohort.units
        for one in cohort.trainees
    )
