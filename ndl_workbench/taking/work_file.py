"""The file of *Save my work*: a zip with a manifest. ``pack`` makes it, ``unpack`` takes it apart; no disk is touched.

::

    manifest.json   {"schema": "ndl/my-work/1", "when": …, "who": …, "files": [{"course": …, "unit": …, "name": …,
                     "release": …, "bytes": …, "sha256": …}, …]}
    work/<course>/<unit>/<name>

``release`` is that of a unit's notebook, "" for a file beside it. ``who`` is the tag that follows from a join code, ""
without one. Where a file goes when it comes back is found by course and unit, never by a path of the zip.

Whatever opens a file from a stranger has limits: on the file, its list of members, each member as it is unpacked, and
all of them together; and nothing is in it but what the manifest names, by names that cannot leave their folder.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from ..cohort.found import why_not_listed
from ..cohort.handin import MOST_NOTEBOOK
from ..errors import Unreadable
from .places import FORMS

SCHEMA = "ndl/my-work/1"
SUFFIX = ".ndl-work"
MANIFEST = "manifest.json"
MOST_FILES = 500
MOST_BYTES = 100_000_000
MOST_MANIFEST = 1_000_000
DEEPEST = 4
LONGEST = 120
_KEYS = {"schema", "when", "who", "files"}
_FILE_KEYS = {"course", "unit", "name", "release", "bytes", "sha256"}
_WHEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+00:00")
_WHO = re.compile(r"(?:[0-9a-f]{32})?")
_HASH = re.compile(r"[0-9a-f]{64}")
_NOT_IN_A_NAME = set('<>:"|?*\\')


@dataclass(frozen=True, repr=False)
class WorkFile:
    """A file of a trainee's. ``release`` is "" but for a notebook of a course."""

    course: str
    unit: str
    name: str
    content: bytes
    release: str = ""

    def __repr__(self) -> str:
        return f"WorkFile({self.course}/{self.unit}/{self.name}, {len(self.content):,} bytes)"


@dataclass(frozen=True)
class Work:
    """What was saved, when, and the tag of who saved it."""

    when: dt.datetime
    who: str
    files: tuple[WorkFile, ...]


def pack(work: Work) -> bytes:
    """Make the file."""
    manifest = {
        "schema": SCHEMA,
        "when": work.when.astimezone(dt.UTC).replace(microsecond=0).isoformat(),
        "who": work.who,
        "files": [_entry(one) for one in work.files],
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        for one in work.files:
            archive.writestr(_member(one.course, one.unit, one.name), one.content)
    return made.getvalue()


def unpack(content: bytes) -> Work:
    """Take a file apart and check that it is whole.

    Raises
    ------
    Unreadable
        It is no such file, not whole, or holds what it must not.
    """
    if len(content) > MOST_BYTES:
        raise _unreadable(f"{len(content):,} bytes", f"at most {MOST_BYTES:,}")
    why = why_not_listed(io.BytesIO(content), len(content))
    if why:
        raise _unreadable(why, f"a file that ends in {SUFFIX}, as it was downloaded")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    except Unreadable:
        raise
    except Exception as error:
        # A stranger's archive fails in many ways, and every one of them is the same to the trainee.
        raise _unreadable(
            f"a file that does not unpack ({type(error).__name__})", "the file as it was downloaded"
        ) from None


def is_name(name: object) -> bool:
    """Whether a name stays in its unit's folder, is not hidden, and can be written on any system."""
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST * DEEPEST:
        return False
    parts = name.split("/")
    return len(parts) <= DEEPEST and all(map(_is_part, parts))


def _is_part(part: str) -> bool:
    whole = 0 < len(part.encode("utf-8", "replace")) <= LONGEST and part.isprintable()
    return whole and part[0] != "." and part[-1] not in " ." and not _NOT_IN_A_NAME & set(part)


def _entry(one: WorkFile) -> dict[str, Any]:
    return {
        "course": one.course,
        "unit": one.unit,
        "name": one.name,
        "release": one.release,
        "bytes": len(one.content),
        "sha256": hashlib.sha256(one.content).hexdigest(),
    }


def _member(course: str, unit: str, name: str) -> str:
    return f"work/{course}/{unit}/{name}"


def _read(archive: zipfile.ZipFile) -> Work:
    members = [info.filename for info in archive.infolist()]
    if len(members) > MOST_FILES + 1:
        raise _unreadable(f"{len(members):,} files in it", f"at most {MOST_FILES:,}")
    if MANIFEST not in members:
        raise _unreadable("a file without a list of what is in it", "one that ndl.save_my_work() made")
    manifest = _manifest(_member_bytes(archive, MANIFEST, MOST_MANIFEST))
    expected = [MANIFEST, *(_member(one["course"], one["unit"], one["name"]) for one in manifest["files"])]
    if sorted(members) != sorted(expected) or _clash(members):
        raise _unreadable("other files in it than its list names", "the same ones, each once")
    room = MOST_BYTES
    files = []
    for one, member in zip(manifest["files"], expected[1:], strict=True):
        inside = _member_bytes(archive, member, min(MOST_NOTEBOOK, room))
        room -= len(inside)
        if len(inside) != one["bytes"] or hashlib.sha256(inside).hexdigest() != one["sha256"]:
            raise _unreadable(f"{one['name']!r} changed since it was saved", "the hash that stands in the list")
        files.append(WorkFile(one["course"], one["unit"], one["name"], inside, one["release"]))
    return Work(dt.datetime.fromisoformat(manifest["when"]), manifest["who"], tuple(files))


def _clash(members: list[str]) -> bool:
    """Whether two names are one to some disk, or a file has the name of another one's folder."""
    names = {name.casefold() for name in members}
    above = {str(folder) for name in names for folder in PurePosixPath(name).parents}
    return len(names) != len(members) or bool(names & above)


def _member_bytes(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        raise _unreadable("an encrypted file", "one that ndl.save_my_work() made")
    # A member's own size is a claim; only what is read counts.
    with archive.open(info) as member:
        content = member.read(most + 1)
    if len(content) > most:
        raise _unreadable(f"{name[-60:]!r}, which unpacks to too much", f"at most {most:,} bytes")
    return content


def _manifest(content: bytes) -> dict[str, Any]:
    told = json.loads(content.decode("utf-8"))
    if not isinstance(told, dict) or told.get("schema") != SCHEMA or set(told) != _KEYS:
        raise _unreadable("a file of another form", SCHEMA)
    if not _fits(_WHEN, told["when"]) or not _fits(_WHO, told["who"]) or not isinstance(told["files"], list):
        raise _unreadable("a list of another form", SCHEMA)
    strange = next((one for one in told["files"] if not _is_entry(one)), None)
    if strange is not None:
        named = strange.get("name") if isinstance(strange, dict) else strange
        raise _unreadable(
            f"{str(named)[:60]!r} in its list", "the name of a file in a unit's folder, its size and hash"
        )
    return dict(told)


def _is_entry(one: Any) -> bool:
    if not isinstance(one, dict) or set(one) != _FILE_KEYS:
        return False
    whole = _fits(FORMS["course"], one["course"]) and _fits(FORMS["unit"], one["unit"]) and is_name(one["name"])
    released = one["release"] == "" or _fits(FORMS["release"], one["release"])
    return whole and released and type(one["bytes"]) is int and _fits(_HASH, one["sha256"])


def _fits(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _unreadable(found: str, expected: str) -> Unreadable:
    return Unreadable(
        found=found,
        expected=expected,
        done="nothing was brought back, and everything here is as it was",
        next="choose the file that you saved, as it was downloaded",
    )
