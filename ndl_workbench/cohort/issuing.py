"""Issue join codes: make them, keep what follows from them, and list them to be sent."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..academy.grading.records import write_whole
from ..academy.seed import SECRETS, SEEDS
from ..loading.progress import progress
from .codes import Hashed, Keys, hash_code, keys_of, new_code
from .links import links_of
from .roster import Trainee
from .state import CODES, Cohort, write_secret

JOIN_CODES = "join-codes.csv"


@dataclass(frozen=True, repr=False)
class Issued:
    """A new code and what follows from it. Its repr shows none of it."""

    code: str
    keys: Keys
    hashed: Hashed

    def __repr__(self) -> str:
        return "Issued(…)"


def make_codes(count: int) -> tuple[Issued, ...]:
    """Make codes, on every processor: what follows from each takes a moment."""

    def made(_: int) -> Issued:
        code = new_code()
        return Issued(code, keys_of(code), hash_code(code))

    done = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool, progress(count, "Making join codes", "code") as bar:
        for one in pool.map(made, range(count)):
            done.append(one)
            bar.update(1)
    return tuple(done)


def keep_codes(cohort: Cohort, people: Sequence[Trainee], issued: Sequence[Issued]) -> None:
    """Keep what follows from the codes, and list the codes to be sent; earlier ones stay."""
    home = cohort.folder / SECRETS
    pairs = list(zip(people, issued, strict=True))
    _merge(home / SEEDS, {one.id: new.keys.seed for one, new in pairs})
    kept = {one.id: {**asdict(new.hashed), "seal": new.keys.seal.hex(), "who": new.keys.who} for one, new in pairs}
    _merge(home / CODES, kept)
    _list(cohort, [(one, new.code) for one, new in pairs])


def _merge(path: Path, new: dict[str, Any]) -> None:
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    write_secret(path, json.dumps({**before, **new}, indent=1))


def _list(cohort: Cohort, codes: list[tuple[Trainee, str]]) -> None:
    """Write the list for a mail merge: who, their code, and where each unit opens."""
    path = cohort.folder / JOIN_CODES
    opened = [(f"{unit.id} on {where}", link) for unit in cohort.units for where, link in links_of(cohort, unit.id)]
    heading = ["name", "email", "code", *(name for name, _ in opened)]
    issued = {(one.name, one.email) for one, _ in codes}
    before = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))) if path.exists() else []
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(heading)
    # A run that was ended may have listed a code that no longer counts.
    rows.writerows(row for row in before[1:] if tuple(row[:2]) not in issued)
    rows.writerows([one.name, one.email, code, *(link for _, link in opened)] for one, code in codes)
    # The mark tells a word processor that the letters are UTF-8.
    write_whole(path, "\ufeff" + text.getvalue())
