"""Look through a folder as it comes from mail or an LMS: files, archives, and archives in archives.

Names are for telling the instructor; no file is ever written under one. Links are not followed.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ..errors import NotFound
from .handin import MOST_FILE, looks_like_one

MOST_ARCHIVE = 2_000_000_000
MOST_UNPACKED = 2_000_000_000
MOST_DIRECTORY = 1_000_000
DEEPEST = 2
_SNIFFED = 300
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_END, _LARGE = b"PK\x05\x06", b"PK\x06\x07"
NOT_OURS = "not a hand-in"


@dataclass(frozen=True)
class Found:
    """A file: what it is called, and its bytes, or why it was not read."""

    name: str
    content: bytes = b""
    why: str = ""


def look_through(folder: Path) -> Iterator[Found]:
    """Yield every file below a folder, or in an archive, or the one file that was named.

    Raises
    ------
    NotFound
        There is nothing of that name.
    """
    if folder.is_file():
        yield from _from_file(folder, folder.name)
        return
    if not folder.is_dir():
        raise NotFound(
            found=f"no folder {folder}",
            expected="a folder of hand-ins, or an archive of them",
            done="nothing was collected",
            next="check the name",
        )
    for place, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        for name in sorted(names):
            path = Path(place) / name
            yield from _from_file(path, path.relative_to(folder).as_posix())


def _from_file(path: Path, name: str) -> Iterator[Found]:
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            yield Found(name, why="a link or a device, not a file")
            return
        with path.open("rb") as file:
            head = file.read(_SNIFFED)
            file.seek(0)
            if head[:4] in _ZIP:
                yield from _from_zip(file, about.st_size, name, depth=1)
            else:
                yield _read(file, head, name, about.st_size)
    except OSError as error:
        yield Found(name, why=f"it cannot be read ({error.strerror or error})")


def _read(file: IO[bytes], head: bytes, name: str, size: int) -> Found:
    if not looks_like_one(head):
        return Found(name, why=NOT_OURS)
    if size > MOST_FILE:
        return Found(name, why=f"more than {MOST_FILE:,} bytes")
    content = file.read(MOST_FILE + 1)
    return Found(name, content) if len(content) <= MOST_FILE else Found(name, why=f"more than {MOST_FILE:,} bytes")


def _from_zip(file: IO[bytes], size: int, name: str, depth: int) -> Iterator[Found]:
    if depth > DEEPEST:
        yield Found(name, why=f"an archive more than {DEEPEST} deep")
        return
    why = f"an archive of more than {MOST_ARCHIVE:,} bytes" if size > MOST_ARCHIVE else why_not_listed(file, size)
    if why:
        yield Found(name, why=why)
        return
    try:
        with zipfile.ZipFile(file) as archive:
            yield from _members(archive, name, depth)
    except Exception as error:
        # A stranger's archive fails in many ways, and every one of them is the same to the instructor.
        yield Found(name, why=f"an archive that cannot be read ({type(error).__name__})")


def _members(archive: zipfile.ZipFile, name: str, depth: int) -> Iterator[Found]:
    room = MOST_UNPACKED
    for info in archive.infolist():
        inside = f"{name}/{_printable(info.filename)}"
        if info.is_dir():
            continue
        if info.flag_bits & 1:
            yield Found(inside, why="it is encrypted")
            continue
        try:
            # A member's own size is a claim; only what is read counts.
            with archive.open(info) as member:
                head = member.read(_SNIFFED)
                ours = looks_like_one(head) or head[:4] in _ZIP
                content = head + member.read(min(MOST_FILE, room) + 1) if ours else head
        except Exception as error:
            yield Found(inside, why=f"it cannot be unpacked ({type(error).__name__})")
            continue
        room -= len(content)
        if room < 0 or len(content) > MOST_FILE:
            yield Found(inside, why="it unpacks to too much")
            if room < 0:
                return
        elif head[:4] in _ZIP:
            yield from _from_zip(io.BytesIO(content), len(content), inside, depth + 1)
        else:
            yield _read(io.BytesIO(content), head, inside, len(content))


def why_not_listed(file: IO[bytes], size: int) -> str:
    """Say why an archive's list of files, by its last record, should not be read: a long one takes all memory."""
    file.seek(max(0, size - 66_000))
    tail = file.read(66_000)
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0:
        return "an archive with its end missing"
    short = _LARGE not in tail and int.from_bytes(tail[at + 12 : at + 16], "little") <= MOST_DIRECTORY
    return "" if short else "an archive of too many files"


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in name)[:200]
