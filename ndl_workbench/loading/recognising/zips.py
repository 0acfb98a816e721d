"""Open a ZIP archive, which workbooks are too, without trusting what it says of itself.

The layout is that of PKWARE's APPNOTE.TXT: a directory at the end of the file, found through a record behind it.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import Unreadable

# A workbook is one as well.
ZIP = "workbook or ZIP archive"
MOST_MEMBERS = 20_000
MOST_DIRECTORY = 16_000_000

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_END_64_PLACE = b"PK\x06\x07"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_HEADER_SIZE = 30

# What Python's reader may raise for an archive that is damaged or made to be.
DAMAGED = (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, struct.error, RuntimeError)


@contextmanager
def open_zip(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose directory is sound.

    Raises
    ------
    Unreadable
        It is damaged, holds too many files, or its files lie over each other, as in archives made to burst a disk.
    """
    try:
        size = _directory_size(path)
        archive = zipfile.ZipFile(path) if size <= MOST_DIRECTORY else None
    except DAMAGED:
        raise damaged(name) from None
    if archive is None:
        raise _too_many(name, f"a list of files of {size:,} bytes")
    with archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise _too_many(name, f"{len(members):,} files")
        if _overlap(members) or not all(member.filename for member in members):
            raise damaged(name)
        yield archive


def damaged(name: str, what: str = ZIP) -> Unreadable:
    """Say that an archive is damaged."""
    return Unreadable(
        found=f"a damaged {what} in {name!r}",
        expected="an archive that can be unpacked",
        done="nothing was read",
        next="download it again",
    )


def _directory_size(path: Path) -> int:
    """Return the size of the list of files, before anything reads all of it into memory."""
    with path.open("rb") as file:
        length = file.seek(0, 2)
        start = max(length - _LONGEST_COMMENT - _END_SIZE, 0)
        file.seek(start)
        tail = file.read()
        at = tail.rfind(_END)
        if at < 0 or at + _END_SIZE > len(tail):
            raise zipfile.BadZipFile
        size = int(struct.unpack_from("<L", tail, at + 12)[0])
        place = tail[max(at - 20, 0) : at]
        if not place.startswith(_END_64_PLACE):
            return size
        # Readers differ in which of these two places they look: the one it names, or right before the name.
        for offset in (struct.unpack_from("<Q", place, 8)[0], start + at - 20 - 56):
            file.seek(offset)
            record = file.read(48)
            if record.startswith(_END_64):
                size = max(size, int(struct.unpack_from("<Q", record, 40)[0]))
        return size


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            return True
        # The name stands before the content; an extra field may make it longer still.
        end = member.header_offset + _HEADER_SIZE + member.compress_size
    return False


def _too_many(name: str, what: str) -> Unreadable:
    return Unreadable(
        found=f"an archive with {what} in {name!r}",
        expected=f"at most {MOST_MEMBERS:,} files",
        done="nothing was read",
        next="unpack it and name the file inside",
    )
