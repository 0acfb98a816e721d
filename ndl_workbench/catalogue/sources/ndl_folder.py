"""Find the pages of the National Data Library: in a folder, somewhere in a clone, or in an archive from the web."""

from __future__ import annotations

import lzma
import os
import re
import shutil
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO

from ...errors import NdlError, SourceUnavailable
from ...loading.fetching.fetch import fetch, is_address
from ...loading.recognising.zips import DAMAGED, open_zip
from ...settings import settings

COLLECTIONS = "collections"
DATA = "data"
_MOST_FOLDERS = 20_000
_MOST_DEPTH = 8
_MOST_FILES = 20_000
_MOST_FILE = 16_000_000
_MOST_BYTES = 200_000_000
# Parts of names that we write to disk ourselves; no other name leaves an archive.
_PLAIN = re.compile(r"[\w][\w .()+-]{0,120}", re.ASCII)
_KEPT = (".md", ".json", ".csv")
_SKIPPED = frozenset({"node_modules", "__pycache__", "tests"})


@dataclass(frozen=True)
class Folder:
    """Where the pages are, by collection and topic, and the charts' data beside them."""

    collections: Path
    data: Path

    def files(self) -> tuple[tuple[str, str, Path], ...]:
        """Collection, topic and file of each page, in order. Links in the file system are not followed."""
        found = [
            (folder.name, file.stem, file)
            for folder in sorted(self.collections.iterdir())
            if folder.is_dir() and not folder.is_symlink()
            for file in sorted(folder.glob("*.md"))
            if file.is_file() and not file.is_symlink()
        ]
        return tuple(found[:_MOST_FILES])

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Which files there are, how large, and when each was last written."""
        there = (path for top in (self.collections, self.data) for path in islice(top.rglob("*"), _MOST_FILES))
        return tuple(
            sorted((str(path), about.st_mtime_ns, about.st_size) for path in there for about in (path.lstat(),))
        )

    def chart(self, name: str) -> Path | None:
        """A file of the charts' data, if there is one of that name and it lies inside the folder."""
        path = self.data / name
        try:
            inside = path.resolve().is_relative_to(self.data.resolve())
            return path if inside and path.is_file() else None
        except (OSError, ValueError):
            return None


def found(at: str) -> Folder:
    """The pages at a folder or an address.

    Raises
    ------
    SourceUnavailable
        There are none, or the archive cannot be had or unpacked.
    """
    folder = _unpacked(at) if is_address(at) else Path(at).expanduser().absolute()
    if not folder.is_dir():
        raise _unavailable(at, "no folder at", "a folder, or the address of an archive")
    candidates = [(len(list(one.glob("*/*.md"))), one) for one in _named_collections(folder)]
    best = max(candidates, key=lambda pair: pair[0], default=(0, folder))
    if not best[0]:
        raise _unavailable(at, "no pages below", "a folder called collections with a folder of .md files for each")
    return Folder(best[1], best[1].parent / DATA)


def _named_collections(top: Path) -> Iterator[Path]:
    """Folders called ``collections``, the top itself included; a clone has them some levels down."""
    for number, (path, folders, _) in enumerate(os.walk(top, followlinks=False)):
        here = Path(path)
        if here == top or here.name == COLLECTIONS:
            yield here
        deep = len(here.relative_to(top).parts) >= _MOST_DEPTH
        folders[:] = [] if deep else sorted(name for name in folders if name[0] != "." and name not in _SKIPPED)
        if number > _MOST_FOLDERS:
            return


def _unpacked(address: str) -> Path:
    """The pages and data of an archive, unpacked once for each content under the cache folder."""
    fetched = fetch(address)
    target = settings().cache / "pages" / fetched.sha256
    if target.is_dir():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="part-", dir=target.parent) as part:
            _unpack(fetched.path, Path(part) / "whole", address)
            # Another process may have been quicker; what it put there is the same.
            if not target.exists():
                shutil.move(Path(part) / "whole", target)
    except OSError as error:
        raise _no_room(address, error) from None
    return target


def _unpack(archive: Path, target: Path, address: str) -> None:
    target.mkdir()
    count = size = 0
    with _members(archive, address) as members:
        for name, length, file in members:
            count, size = count + 1, size + length
            if count > _MOST_FILES or size > _MOST_BYTES or length > _MOST_FILE:
                raise _unavailable(address, "an archive with more in it than the pages have at", "a smaller one")
            path = target.joinpath(*name.parts)
            content = file.read(length + 1)
            if len(content) > length:
                raise _unavailable(address, "an archive that holds more than it says at", "a sound archive")
            _write(path, content, address)


def _write(path: Path, content: bytes, address: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise _no_room(address, error) from None


@contextmanager
def _members(archive: Path, address: str) -> Iterator[Iterator[tuple[PurePosixPath, int, IO[bytes]]]]:
    damage = (*DAMAGED, tarfile.TarError, zlib.error, lzma.LZMAError)
    try:
        if zipfile.is_zipfile(archive):
            with open_zip(archive, address) as zipped:
                yield _of_zip(zipped)
        else:
            with tarfile.open(archive, "r:*") as tarred:
                yield _of_tar(tarred)
    except SourceUnavailable:
        raise
    except NdlError as error:
        raise _unavailable(address, f"{error.found}, at", error.expected) from None
    except damage:
        raise _unavailable(address, "no ZIP or TAR archive that can be read at", "the address of an archive") from None


def _of_zip(zipped: zipfile.ZipFile) -> Iterator[tuple[PurePosixPath, int, IO[bytes]]]:
    for member in zipped.infolist():
        name = _wanted(member.filename)
        if name and not member.is_dir() and not stat.S_ISLNK(member.external_attr >> 16):
            with zipped.open(member) as file:
                yield name, member.file_size, file


def _of_tar(tarred: tarfile.TarFile) -> Iterator[tuple[PurePosixPath, int, IO[bytes]]]:
    for number, member in enumerate(tarred):
        if number > _MOST_FILES:
            raise tarfile.TarError
        name = _wanted(member.name)
        file = tarred.extractfile(member) if name and member.isreg() else None
        if name and file:
            yield name, member.size, file


def _wanted(name: str) -> PurePosixPath | None:
    """A page's or a chart's name, if each part of it is plain; None for all else."""
    parts = name.split("/")
    if not name.lower().endswith(_KEPT) or not {COLLECTIONS, DATA} & set(parts[:-1]) or len(parts) > 2 * _MOST_DEPTH:
        return None
    return PurePosixPath(*parts) if all(_PLAIN.fullmatch(part) for part in parts) else None


def _no_room(address: str, error: OSError) -> SourceUnavailable:
    return _unavailable(
        address, f"no room for the pages in the cache folder ({error.strerror}) of", "a folder to write to"
    )


def _unavailable(at: str, found: str, expected: str) -> SourceUnavailable:
    return SourceUnavailable(
        found=f"{found} {at}",
        expected=expected,
        done="no page was read",
        next="name the folder or the archive in sources.toml, or leave this source out",
    )
