"""What a cohort's folder says of itself: ``cohort.toml``, ``roster.csv``, and the secrets beside them.

::

    my-cohort/
    ├── cohort.toml        course, units and their dates, extensions, how long it is kept; a person may edit it
    ├── roster.csv         id, name and e-mail of each trainee
    ├── secrets/           only its owner: the key, each trainee's seed, and what is kept of each code
    ├── handed-in/         the files that were collected, as they came
    └── source, release, submitted, autograded, gradebook.db …    nbgrader's, see academy/release.py
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..academy.grading.records import write_whole
from ..academy.seed import SECRETS
from ..errors import CannotWrite, NotFound, Unreadable
from .dates import is_utc
from .roster import Trainee

STATE, ROSTER, CODES = "cohort.toml", "roster.csv", "codes.json"
HANDED_IN = "handed-in"
SCHEMA = "ndl/cohort/1"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}")
_UNIT = re.compile(r"[0-9]{2}_[a-z0-9-]+")


@dataclass(frozen=True)
class Dates:
    """A unit of the cohort, and when it is due, if it is."""

    id: str
    due: dt.datetime | None = None


@dataclass(frozen=True)
class Launch:
    """Where trainees open the course: a repository on GitHub, and what serves it."""

    repository: str = ""
    ref: str = "main"
    binder: str = "https://mybinder.org"
    hub: str = ""
    path: str = ""


@dataclass(frozen=True)
class Cohort:
    """A cohort, as its folder has it.

    Attributes
    ----------
    id
        A random word that tells cohorts apart; no secret.
    open_book
        Whether the exercises' sources can be read in a public repository.
    keep_until
        The day on which people's data should go.
    extensions
        Later dates, by trainee and unit.
    """

    folder: Path
    id: str
    name: str
    course: str
    version: str
    open_book: bool
    keep_until: dt.date
    units: tuple[Dates, ...]
    trainees: tuple[Trainee, ...]
    launch: Launch = field(default_factory=Launch)
    extensions: Mapping[tuple[str, str], dt.datetime] = field(default_factory=dict)

    def unit(self, name: str) -> Dates:
        """Return a unit.

        Raises
        ------
        NotFound
            There is none of that id.
        """
        return next((unit for unit in self.units if unit.id == name), None) or _raise_no_unit(self, name)

    def trainee(self, name: str) -> Trainee:
        """Return a trainee, by id, e-mail address or name.

        Raises
        ------
        NotFound
            There is none, or several have the name.
        """
        key = name.strip().casefold()
        for found in (
            [one for one in self.trainees if one.id == name],
            [one for one in self.trainees if one.email and one.email.casefold() == key],
            [one for one in self.trainees if one.name.casefold() == key],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                raise _not_found(
                    f"{len(found)} trainees called {name!r}", f"an id: {', '.join(one.id for one in found)}"
                )
        raise _not_found(f"no trainee {name[:60]!r} in {self.name}", "an id, a name or an address of the roster")

    def due(self, trainee: str, unit: str) -> dt.datetime | None:
        """Return when a trainee's unit is due, extension and all; None where it never is."""
        due = self.unit(unit).due
        until = self.extensions.get((trainee, unit))
        return max(due, until) if due and until else due


def read_cohort(folder: str | Path) -> Cohort:
    """Read a cohort's folder.

    Raises
    ------
    NotFound
        It is none.
    Unreadable
        A file of it does not say what it must.
    """
    folder = Path(folder).resolve()
    if not (folder / STATE).is_file():
        raise NotFound(
            found=f"no {STATE} in {folder}",
            expected="the folder of a cohort",
            done="nothing was done",
            next="give --cohort, or begin one with 'ndl cohort new'",
        )
    try:
        told = tomllib.loads((folder / STATE).read_text(encoding="utf-8"))
        return _cohort(folder, told, _trainees(folder))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(
            found=f"{folder / STATE} or {ROSTER} with something wrong in it ({type(error).__name__}: {error})",
            expected="what 'ndl cohort new' wrote, with dates such as 2026-12-10T23:59:59Z",
            done="nothing was done",
            next="correct the file, or put it back from a copy",
        ) from None


def write_cohort(cohort: Cohort) -> None:
    """Write ``cohort.toml`` and ``roster.csv``, each whole or not at all.

    Raises
    ------
    CannotWrite
        The folder is closed to us, or full.
    """
    try:
        write_whole(cohort.folder / ROSTER, _roster_text(cohort.trainees))
        write_whole(cohort.folder / STATE, _state_text(cohort))
    except OSError as error:
        raise cannot_write(cohort.folder, error, "the cohort is as it was") from None


def read_kept(cohort: Cohort) -> dict[str, dict[str, str]]:
    """Return what is kept of each trainee's code: ``salt``, ``hash``, ``seal`` and ``who``.

    Raises
    ------
    Unreadable
        The file is not there or is broken.
    """
    path = cohort.folder / SECRETS / CODES
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(name): {part: str(one[part]) for part in ("salt", "hash", "seal", "who")} for name, one in kept.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Unreadable(
            found=f"no {path}, or one that cannot be read",
            expected="what 'ndl cohort new' wrote",
            done="nothing was done",
            next="put it back from a copy: without it no seal can be checked",
        ) from None


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.parent.chmod(0o700)
    write_whole(path, text)
    path.chmod(0o600)


def cannot_write(where: Path, error: OSError, done: str) -> CannotWrite:
    """Return the error for a folder that is closed to us, or full."""
    return CannotWrite(
        found=f"{where} cannot be written ({error.strerror or error})",
        expected="room, and the right to write there",
        done=done,
        next="make room and run the same command again",
    )


def _cohort(folder: Path, told: dict[str, Any], trainees: tuple[Trainee, ...]) -> Cohort:
    if told["schema"] != SCHEMA:
        raise ValueError(f"schema {told['schema']!r}")
    keep = told["keep_until"]
    if not isinstance(keep, dt.date) or isinstance(keep, dt.datetime):
        raise ValueError("keep_until is no date")
    units = tuple(Dates(name, _moment(about.get("due"))) for name, about in told["units"].items())
    known = {unit.id for unit in units}
    extensions = {
        (who, unit): _moment(until)
        for who, dates in told.get("extensions", {}).items()
        for unit, until in dates.items()
    }
    if not all(_UNIT.fullmatch(unit) for unit in known):
        raise ValueError(f"units {sorted(known)}, of which one has no name of a unit")
    strange = [unit for _, unit in extensions if unit not in known]
    if strange:
        raise ValueError(f"an extension of {strange[0]!r}, which is no unit of it")
    return Cohort(
        folder=folder,
        id=str(told["id"]),
        name=str(told["name"]),
        course=str(told["course"]),
        version=str(told["version"]),
        open_book=bool(told["open_book"]),
        keep_until=keep,
        units=units,
        trainees=trainees,
        launch=Launch(**{name: str(value) for name, value in told.get("launch", {}).items()}),
        extensions={key: until for key, until in extensions.items() if until},
    )


def _moment(value: Any) -> dt.datetime | None:
    if value is None:
        return None
    if not is_utc(value):
        raise ValueError(f"{value} has no time zone: write 2026-12-10T23:59:59Z")
    moment: dt.datetime = value
    return moment.astimezone(dt.UTC)


def _trainees(folder: Path) -> tuple[Trainee, ...]:
    text = (folder / ROSTER).read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    trainees = tuple(Trainee(row["id"], row["name"], row["email"]) for row in rows)
    # These become names of folders that are written and removed.
    strange = [one.id for one in trainees if not _ID.fullmatch(one.id)]
    if strange or len({one.id for one in trainees}) < len(trainees):
        raise ValueError(f"ids of trainees that are doubled, or odd: {strange[:3]}")
    return trainees


def _roster_text(trainees: tuple[Trainee, ...]) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["id", "name", "email"])
    rows.writerows([one.id, one.name, one.email] for one in trainees)
    return text.getvalue()


def _state_text(cohort: Cohort) -> str:
    lines = [
        "# Made by 'ndl cohort new'. Dates are in UTC; 'ndl cohort due' and 'ndl cohort extend' write them for you.",
        *_pairs(
            schema=SCHEMA,
            name=cohort.name,
            id=cohort.id,
            course=cohort.course,
            version=cohort.version,
            open_book=cohort.open_book,
            keep_until=cohort.keep_until,
        ),
        "",
        "[launch]",
        *_pairs(**vars(cohort.launch)),
    ]
    for unit in cohort.units:
        lines += ["", f"[units.{_quoted(unit.id)}]"]
        lines += _pairs(due=unit.due) if unit.due else []
    for who in sorted({who for who, _ in cohort.extensions}):
        lines += ["", f"[extensions.{_quoted(who)}]"]
        lines += [f"{_quoted(u)} = {_value(until)}" for (w, u), until in sorted(cohort.extensions.items()) if w == who]
    return "\n".join(lines) + "\n"


def _pairs(**values: Any) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in values.items()]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    return value.isoformat() if isinstance(value, dt.date) else _quoted(str(value))


def _quoted(text: str) -> str:
    # JSON's strings are TOML's, but for one control character and for pairs of surrogates, which stay letters here.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _raise_no_unit(cohort: Cohort, name: str) -> Dates:
    raise _not_found(f"no unit {name[:60]!r} in {cohort.name}", f"one of {', '.join(u.id for u in cohort.units)}")


def _not_found(found: str, expected: str) -> NotFound:
    return NotFound(found=found, expected=expected, done="nothing was changed", next="name one of those")
