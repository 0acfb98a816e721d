"""What is kept of each marking, in the cohort's folder: a file a trainee, of which the feedback page is made.

``marking/<unit>/<trainee>.json`` says what was handed in, by its hash, and by which release it was marked. It is
written last, so that after a kill whatever has no record is marked again, and what has one is not.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .marking import Marking, Ran, Verdict
from .restore import Restored

SCHEMA = "ndl/marking/1"
FOLDER = "marking"


@dataclass(frozen=True)
class Record:
    """One marked submission, as it is kept.

    Attributes
    ----------
    submission, source
        Hashes of what was handed in and of the course's notebook it was marked with.
    unreadable
        Why what was handed in could not be read; "" where it could.
    sandboxed
        Whether the trainee's code ran in the sandbox.
    answers
        The trainee's own text of each answer, by the id of its cell.
    untouched
        Ids of the answers that are as they were released.
    """

    trainee: str
    unit: str
    submission: str
    source: str
    marked: str
    verdicts: tuple[Verdict, ...]
    ran: tuple[Ran, ...]
    mended: tuple[str, ...]
    trouble: tuple[str, ...]
    unreadable: str
    sandboxed: bool
    answers: dict[str, str]
    untouched: tuple[str, ...]
    seconds: float

    @property
    def marks(self) -> float:
        """The machine's marks in all."""
        return sum(verdict.marks for verdict in self.verdicts)

    @property
    def most(self) -> float:
        """What the machine could give in all."""
        return sum(verdict.most for verdict in self.verdicts)


def make_record(
    trainee: str,
    unit: str,
    *,
    submission: str,
    source: str,
    marked: str,
    restored: Restored,
    marking: Marking,
    unreadable: str,
    sandboxed: bool,
) -> Record:
    """Put together what is kept of a marking."""
    answers = {part.id: part.source for part in restored.parts if part.role in ("answer", "written")}
    return Record(
        trainee=trainee,
        unit=unit,
        submission=submission,
        source=source,
        marked=marked,
        verdicts=marking.verdicts,
        ran=marking.ran,
        mended=restored.mended,
        trouble=marking.trouble,
        unreadable=unreadable,
        sandboxed=sandboxed,
        answers=answers,
        untouched=tuple(part.id for part in restored.parts if part.untouched),
        seconds=round(marking.seconds, 3),
    )


def record_path(cohort: Path, unit: str, trainee: str) -> Path:
    """Where the record of a trainee's unit is."""
    return cohort / FOLDER / unit / f"{trainee}.json"


def write_record(cohort: Path, record: Record) -> None:
    """Write a record, whole or not at all."""
    path = record_path(cohort, record.unit, record.trainee)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, json.dumps({"schema": SCHEMA, **asdict(record)}, ensure_ascii=True, indent=1))


def read_record(cohort: Path, unit: str, trainee: str) -> Record | None:
    """Read a record; None where there is none that can be read."""
    try:
        told = json.loads(record_path(cohort, unit, trainee).read_text(encoding="utf-8"))
        if told.pop("schema") != SCHEMA:
            return None
        told["verdicts"] = tuple(Verdict(**one) for one in told["verdicts"])
        told["ran"] = tuple(Ran(**{**one, "pictures": tuple(one["pictures"])}) for one in told["ran"])
        record: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in told.items()}
        return Record(**record)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def read_records(cohort: Path, unit: str) -> dict[str, Record]:
    """Read every record of a unit that can be read, by trainee."""
    names = sorted(path.stem for path in (cohort / FOLDER / unit).glob("[!.]*.json"))
    records = {name: read_record(cohort, unit, name) for name in names}
    return {name: record for name, record in records.items() if record is not None}


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that no reader, and no kill, ever leaves half of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def hash_of(*parts: bytes | Any) -> str:
    """Return one hash over several pieces, each with its length so that none runs into the next."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else json.dumps(part, sort_keys=True).encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
