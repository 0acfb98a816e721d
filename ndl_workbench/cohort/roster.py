"""Read a roster: who is in the cohort, from a CSV file as an office or an LMS writes it.

A name, or a first and a last name; an e-mail address if there is one; other columns are not read, and so not kept.
Every row that cannot be used is named at once, and nothing is begun until all can be.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from ..display.save import is_formula
from ..errors import InputError, NotFound, Unreadable

MOST_TRAINEES = 10_000
MOST_BYTES = 20_000_000
_SHOWN = 5
_NAME = frozenset({"name", "full name", "fullname", "trainee", "student", "learner", "participant", "display name"})
_FIRST = frozenset({"first name", "firstname", "forename", "given name", "first"})
_LAST = frozenset({"last name", "lastname", "surname", "family name", "last"})
_EMAIL = frozenset({"email", "e-mail", "email address", "e-mail address", "mail"})
_ADDRESS = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@,;<>\"]{1,185}")
# Signs that are not seen or turn the text round, behind which one name can look like another.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters that have no plain letter inside them to fall back on.
_LATIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


@dataclass(frozen=True)
class Trainee:
    """Somebody in the cohort. ``id`` is made once, and names their folders."""

    id: str
    name: str
    email: str = ""


def read_roster(path: Path) -> tuple[Trainee, ...]:
    """Read the trainees of a roster, in its order.

    Raises
    ------
    NotFound
        There is no such file.
    Unreadable
        It is no CSV file of text.
    InputError
        It has no heading for names, or rows that cannot be used; the message names them.
    """
    rows = _rows(path)
    if not rows:
        raise _no_roster(f"{path.name} with nothing in it", "a heading and a row for each trainee")
    columns = _columns(rows[0], path)
    people, problems = [], []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        name, email = _person(row, columns)
        problem = _problem(name, email)
        if problem:
            problems.append(f"row {number}: {problem}")
        people.append((number, name, email))
    problems += _doubled(people)
    if len(people) > MOST_TRAINEES:
        problems.insert(0, f"{len(people):,} people, more than {MOST_TRAINEES:,}")
    if not people:
        problems.append("a heading and nobody below it")
    if problems:
        more = f", and {len(problems) - _SHOWN:,} more" if len(problems) > _SHOWN else ""
        raise _no_roster(
            f"in {path.name} " + "; ".join(problems[:_SHOWN]) + more, "a name in each row, each person once"
        )
    return with_ids([(name, email) for _, name, email in people])


def with_ids(people: list[tuple[str, str]]) -> tuple[Trainee, ...]:
    """Give each person an id made of their name; those who would share one have a piece of a hash behind it.

    The ids do not depend on the order of the rows.
    """
    stems = [_stem(name) for name, _ in people]
    shared = Counter(stems)

    def id_of(stem: str, name: str, email: str) -> str:
        alone = stem and shared[stem] == 1 and not _RESERVED.fullmatch(stem)
        return stem if alone else f"{stem or 'trainee'}-{_mark(name, email)}"

    return tuple(
        Trainee(id_of(stem, name, email), name, email) for (name, email), stem in zip(people, stems, strict=True)
    )


def marked_id(one: Trainee) -> Trainee:
    """Return a trainee whose id has a piece of a hash behind it, since somebody else has it already."""
    return replace(one, id=f"{one.id}-{_mark(one.name, one.email)}")


def _rows(path: Path) -> list[list[str]]:
    try:
        content = path.read_bytes()[: MOST_BYTES + 1]
    except FileNotFoundError:
        raise NotFound(
            found=f"no file {path}",
            expected="a roster as CSV",
            done="nothing was begun",
            next="check the name given with --roster",
        ) from None
    except OSError as error:
        raise _unreadable(path, str(error.strerror or error)) from None
    if len(content) > MOST_BYTES:
        raise _unreadable(path, f"more than {MOST_BYTES:,} bytes")
    text = _text(content, path)
    try:
        dialect = _delimiter(text.partition("\n")[0])
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=dialect, strict=True))
    except csv.Error as error:
        raise _unreadable(path, f"text that is no CSV ({error})") from None


def _text(content: bytes, path: Path) -> str:
    """Decode UTF-8, or UTF-16 by its mark. Nothing is guessed: a name with wrong letters is somebody else's name."""
    if content[:2] == b"PK":
        raise _unreadable(path, "a workbook or an archive")
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(coding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _unreadable(path, f"letters in line {line} that are not UTF-8") from None
    if "\0" in text:
        raise _unreadable(path, "bytes that are no text")
    return text


def _delimiter(heading: str) -> str:
    return max(",;\t", key=heading.count)


def _columns(heading: list[str], path: Path) -> dict[str, int]:
    names = [" ".join(cell.replace("_", " ").split()).casefold() for cell in heading]
    known = {"name": _NAME, "first": _FIRST, "last": _LAST, "email": _EMAIL}
    columns: dict[str, int] = {}
    for meaning, words in known.items():
        places = [place for place, name in enumerate(names) if name in words]
        if len(places) > 1:
            raise _no_roster(f"{len(places)} columns for the {meaning} in {path.name}", "one")
        if places:
            columns[meaning] = places[0]
    if "name" not in columns and not {"first", "last"} <= set(columns):
        shown = ", ".join(repr(cell[:30]) for cell in heading[:6])
        raise _no_roster(f"the heading {shown} in {path.name}", "a heading with name, or first name and last name")
    return columns


def _person(row: list[str], columns: dict[str, int]) -> tuple[str, str]:
    def cell(meaning: str) -> str:
        place = columns.get(meaning, len(row))
        return unicodedata.normalize("NFC", row[place]).strip() if place < len(row) else ""

    name = cell("name") or f"{cell('first')} {cell('last')}".strip()
    return name, cell("email")


def _problem(name: str, email: str) -> str:
    if not name:
        return "no name"
    if is_formula(name) or is_formula(email):
        return f"{(name if is_formula(name) else email)[:40]!r}, which a spreadsheet would compute"
    if len(name) > 120 or any(unicodedata.category(sign) in _UNSEEN for sign in name):
        return f"the name {name[:40]!r}, with signs that cannot be seen or more than 120 of them"
    if not any(sign.isalpha() for sign in name):
        return f"the name {name[:40]!r}, without a letter"
    if email and (not _ADDRESS.fullmatch(email) or not email.isprintable()):
        return f"{email[:40]!r}, which is no e-mail address"
    return ""


def _doubled(people: list[tuple[int, str, str]]) -> list[str]:
    problems = []
    first: dict[str, int] = {}
    for number, _, email in people:
        if email and first.setdefault(email.casefold(), number) != number:
            problems.append(f"row {number}: {email} again, as in row {first[email.casefold()]}")
    known: dict[str, tuple[int, bool]] = {}
    for number, name, email in people:
        key = " ".join(name.casefold().split())
        if not key:
            continue
        before, had_email = known.setdefault(key, (number, bool(email)))
        if before != number and not (email and had_email):
            problems.append(
                f"row {number}: {name!r} again, as in row {before}, and no e-mail addresses to tell them by"
            )
    return problems


def _stem(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LATIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-")


def _mark(name: str, email: str) -> str:
    return hashlib.sha256(f"{email.casefold()}\n{name}".encode()).hexdigest()[:8]


def _no_roster(found: str, expected: str) -> InputError:
    return InputError(
        found=found, expected=expected, done="nothing was begun", next="correct the roster and run the same command"
    )


def _unreadable(path: Path, found: str) -> Unreadable:
    return Unreadable(
        found=f"{found} in {path.name}",
        expected="a CSV file in UTF-8",
        done="nothing was begun",
        next="save the sheet as “CSV UTF-8”",
    )
