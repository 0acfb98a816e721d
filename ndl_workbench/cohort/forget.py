"""Forget a person: everything of theirs in the cohort's folder goes, and what went is said.

The roster goes last, so that a run that was ended can be repeated by the same name. What is not in the folder is not
reached, and is said too: mail, an LMS, copies, and what other people wrote down.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..academy.cohort_config import EXCHANGE
from ..academy.grading.alone import alone
from ..academy.grading.records import FOLDER as MARKING
from ..academy.seed import SECRETS, SEEDS
from ..display import Block, Items, Notice, Result, Text
from .gradebook import remove
from .handin import SUFFIX
from .issuing import JOIN_CODES
from .roster import Trainee
from .state import CODES, HANDED_IN, Cohort, cannot_write, read_cohort, write_cohort, write_secret

if TYPE_CHECKING:
    import pandas as pd

_FOLDERS = {"submitted": "submissions", "autograded": "graded notebooks", "feedback": "feedback pages"}
ELSEWHERE = (
    "mail and LMS uploads they sent you, the join code you sent them, exported marks, and copies of this folder:"
    " those are not in it, and are yours to remove"
)


@dataclass(frozen=True, repr=False)
class Forgotten(Result):
    """What was removed of a person, a sentence each. Their id is all that is left of them, here."""

    trainee: str
    cohort: str
    removed: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name who was forgotten."""
        return f"{self.trainee} is no longer in {self.cohort}"

    def summary(self) -> tuple[str, ...]:
        """What was removed, and what may be elsewhere."""
        return (self.title, *(f"  removed {what}" for what in self.removed), f"not removed: {ELSEWHERE}")

    def blocks(self) -> tuple[Block, ...]:
        """The same as a page."""
        return (Text("Removed:"), Items(self.removed), Notice(f"Not removed: {ELSEWHERE}.", "warn"))

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/forgotten/1``."""
        return {
            "schema": "ndl/forgotten/1",
            "trainee": self.trainee,
            "cohort": self.cohort,
            "removed": list(self.removed),
            "elsewhere": ELSEWHERE,
        }

    def to_frame(self) -> pd.DataFrame:
        """One row for each thing that was removed."""
        import pandas as pd

        return pd.DataFrame({"removed": list(self.removed)})


def forget(cohort: str | Path, trainee: str) -> Forgotten:
    """Remove a person everywhere in a cohort's folder.

    Raises
    ------
    NotFound
        There is no such cohort or trainee.
    CannotWrite
        Something cannot be removed; the same command goes on.
    """
    about = read_cohort(cohort)
    one = about.trainee(trainee)
    with alone(about.folder):
        try:
            removed = [what for what in _remove_all(about, one) if what]
        except OSError as error:
            raise cannot_write(about.folder, error, f"not everything of {one.name} is removed yet") from None
    return Forgotten(one.id, about.name, tuple(removed))


def _remove_all(cohort: Cohort, one: Trainee) -> Iterator[str]:
    submissions, people = remove(cohort, one.id)
    yield f"{_count(submissions, 'hand-in')} with marks and comments from the gradebook" if submissions else ""
    yield "their name and address from the gradebook" if people else ""
    # The pages in the exchange are found by keys that lie in the folders: they go first.
    yield _pages_in_exchange(cohort, one.id)
    for folder, what in _FOLDERS.items():
        yield _folder(cohort.folder / folder / one.id, what)
    yield _files(cohort.folder / MARKING, f"*/{one.id}.json", "marking record")
    yield _files(cohort.folder / HANDED_IN, f"*/{one.id}{SUFFIX}", "file as it was handed in")
    yield _folders(cohort.folder / EXCHANGE / cohort.course / "inbound", f"{one.id}+*", "hand-in in the exchange")
    yield from (_secret(cohort, name, one.id, what) for name, what in ((CODES, "join code"), (SEEDS, "seed")))
    yield _line_to_send(cohort, one)
    own = [key for key in cohort.extensions if key[0] == one.id]
    yield f"{_count(len(own), 'extension')}" if own else ""
    write_cohort(
        replace(
            cohort,
            trainees=tuple(other for other in cohort.trainees if other.id != one.id),
            extensions={key: until for key, until in cohort.extensions.items() if key[0] != one.id},
        )
    )
    yield "their line in the roster"


def _folder(folder: Path, what: str) -> str:
    if not folder.exists():
        return ""
    files = sum(path.is_file() for path in folder.rglob("*"))
    shutil.rmtree(folder)
    return f"{what}: {_count(files, 'file')} in {folder.parent.name}/{folder.name}"


def _files(folder: Path, pattern: str, what: str) -> str:
    found = sorted(folder.glob(pattern))
    for path in found:
        path.unlink()
    return _count(len(found), what) if found else ""


def _folders(folder: Path, pattern: str, what: str) -> str:
    found = sorted(folder.glob(pattern)) if folder.is_dir() else []
    for path in found:
        shutil.rmtree(path)
    return _count(len(found), what) if found else ""


def _pages_in_exchange(cohort: Cohort, trainee: str) -> str:
    """Remove the feedback pages that nbgrader's exchange serves, each called by a hash of a key and the unit's name."""
    pages = []
    for folder in _FOLDERS:
        for key in (cohort.folder / folder / trainee).glob("*/submission_secret.txt"):
            name = hashlib.md5(key.read_bytes() + key.parent.name.encode(), usedforsecurity=False).hexdigest()
            pages += list((cohort.folder / EXCHANGE / cohort.course / "feedback").glob(f"{name}*.html"))
    found = set(pages)
    for page in found:
        page.unlink()
    return _count(len(found), "feedback page in the exchange") if found else ""


def _secret(cohort: Cohort, name: str, trainee: str, what: str) -> str:
    path = cohort.folder / SECRETS / name
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if kept.pop(trainee, None) is None:
        return ""
    write_secret(path, json.dumps(kept, indent=1))
    return f"what was kept of their {what}"


def _line_to_send(cohort: Cohort, one: Trainee) -> str:
    path = cohort.folder / JOIN_CODES
    if not path.exists():
        return ""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    left = [row for row in rows if row[:2] != [one.name, one.email]]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(left)
    path.write_text(text.getvalue(), encoding="utf-8-sig")
    return "their line in the list of join codes" if len(left) < len(rows) else ""


def _count(number: int, what: str) -> str:
    if number == 1:
        return f"1 {what}"
    first, space, rest = what.partition(" in ") if " in " in what else what.partition(" as ")
    return f"{number:,} {first}s{space}{rest}"
