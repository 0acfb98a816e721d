"""The one table inside a ZIP or GZIP archive, written under a name of our own to a folder that goes away again."""

from __future__ import annotations

import gzip
import lzma
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from ...errors import NotFound, TablesAlike, Unreadable
from ...settings import settings
from .recognise import READABLE, container_of
from .zips import DAMAGED, ZIP, damaged, open_zip

# An archive inside an archive is opened; one inside that is not.
DEPTH = 2
CHUNK = 2**20
# What is larger than this many times its packed size, and large, was made to burst a disk. Blank rows pack well too.
MOST_RATIO = 500
RATIO_FROM = 100_000_000
NAMED = 10
LONGEST_NAME = 80

# Files that explain data or draw it, by the end of their name.
_ASIDE_ENDS = (
    *(".txt", ".md", ".rst", ".pdf", ".doc", ".docx", ".rtf", ".odt", ".ppt", ".pptx", ".htm", ".html", ".css"),
    *(".js", ".xml", ".xsd", ".xsl", ".sql", ".py", ".r", ".yml", ".yaml", ".log", ".sha256", ".md5", ".ini"),
    *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".tif", ".tiff", ".url", ".lnk", ".db"),
)
_SHAPEFILE_ENDS = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qpj", ".cst")
_ASIDE_WORDS = (
    "readme",
    "read me",
    "licence",
    "license",
    "metadata",
    "guidance",
    "release notes",
    "datapackage",
    "codebook",
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_ENCRYPTED = 0x1
_BROKEN = (*DAMAGED, zlib.error, lzma.LZMAError)


@dataclass(frozen=True)
class Unpacked:
    """A file that is no archive, where it came from, and what was decided on the way.

    Attributes
    ----------
    path
        The file; there only as long as the folder it was unpacked to.
    member
        Its name inside the archive, joined by ``!`` when there were two; ``""`` where it has none.
    asked
        Whether the member that was asked for chose it. If not, the name may be that of a workbook's sheet.
    decisions
        A sentence for each thing that was decided.
    """

    path: Path
    member: str = ""
    asked: bool = False
    decisions: tuple[str, ...] = ()


@contextmanager
def unpack(path: Path, name: str, member: str | None = None) -> Iterator[Unpacked]:
    """Unpack the one table an archive holds; what is no archive is passed on as it is.

    Parameters
    ----------
    path
        The file.
    name
        What the user called it, for messages.
    member
        Which file inside is wanted, by its whole name or the last part of it. Where an archive holds one table only,
        another name is left for whoever reads that.

    Raises
    ------
    TablesAlike
        Several files in it may be the table, and none of them was named.
    NotFound
        Several may be, and the one that was named is not there.
    Unreadable
        It is damaged, locked, too large, or holds no table.
    """
    with tempfile.TemporaryDirectory(prefix="ndl-", ignore_cleanup_errors=True) as folder:
        found = Unpacked(path)
        for depth in range(DEPTH + 1):
            container = container_of(found.path, name)
            if not container:
                break
            if depth == DEPTH:
                raise _refuse(name, f"an archive inside {DEPTH} others", "unpack it and name the file inside")
            # Never a name out of the archive: that could lead anywhere.
            target = Path(folder) / str(depth)
            found = _from_zip(found, name, member, target) if container == "zip" else _from_gzip(found, name, target)
        yield found


def members(path: Path, name: str) -> tuple[str, ...]:
    """List the files of a ZIP archive that may be its table, in the archive's own order.

    Raises
    ------
    Unreadable
        The archive is damaged.
    """
    with open_zip(path, name) as archive:
        return tuple(member.filename for member in _candidates(archive.infolist()))


def _from_gzip(packed: Unpacked, name: str, target: Path) -> Unpacked:
    with gzip.open(packed.path) as file:
        _write(_chunks(file, name, "GZIP archive"), target, packed.path.stat().st_size, name)
    return Unpacked(target, packed.member, packed.asked, (*packed.decisions, "unpacked from GZIP"))


def _from_zip(packed: Unpacked, name: str, wanted: str | None, target: Path) -> Unpacked:
    with open_zip(packed.path, name) as archive:
        everything = [member for member in archive.infolist() if not member.is_dir()]
        candidates = _candidates(everything)
        chosen = None if wanted is None else _named(everything, wanted, name)
        asked = chosen is not None
        if chosen is None:
            chosen = _only(candidates, everything, wanted, name)
        _refuse_closed(chosen, name)
        try:
            file = archive.open(chosen)
        except _BROKEN:
            raise damaged(name) from None
        with file:
            _write(_chunks(file, name, ZIP), target, chosen.compress_size, name)
    others = [member.filename for member in everything if member is not chosen]
    left = f"; left alone: {_list(others)}" if others else ""
    decision = f"{_short(chosen.filename)} was read from a ZIP archive of {_files(len(everything))}{left}"
    return Unpacked(
        target,
        f"{packed.member}!{chosen.filename}" if packed.member else chosen.filename,
        packed.asked or asked,
        (*packed.decisions, decision),
    )


def _candidates(everything: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the files that may be the table, by what they are not."""
    filled = [member for member in everything if not _is_rubbish(member)]
    tables = [member for member in filled if not _is_aside(member.filename)]
    # Text separated by tabs often ends in .txt: it counts where there is nothing else.
    plain = [member for member in filled if member.filename.lower().endswith(".txt") and not _explains(member.filename)]
    return tables or ([] if _shapefile(filled) else plain)


def _is_rubbish(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part not in ("..", ".") for part in parts)
    link = stat.S_ISLNK(member.external_attr >> 16)
    return member.is_dir() or not member.file_size or hidden or link or "__MACOSX" in parts


def _is_aside(filename: str) -> bool:
    return filename.lower().endswith((*_ASIDE_ENDS, *_SHAPEFILE_ENDS)) or _explains(filename) or ".gdb/" in filename


def _explains(filename: str) -> bool:
    last = _last(filename).lower().replace("_", " ").replace("-", " ")
    return any(word in last for word in _ASIDE_WORDS)


def _shapefile(everything: list[zipfile.ZipInfo]) -> bool:
    return any(member.filename.lower().endswith((".shp", ".gdbtable")) for member in everything)


def _named(everything: list[zipfile.ZipInfo], wanted: str, name: str) -> zipfile.ZipInfo | None:
    exact = [member for member in everything if member.filename == wanted]
    found = exact or [member for member in everything if _last(member.filename) == wanted]
    if len(found) > 1:
        raise _refuse(name, f"{len(found)} files called {_short(wanted)}", "unpack it and name the one you want")
    return found[0] if found else None


def _only(
    candidates: list[zipfile.ZipInfo], everything: list[zipfile.ZipInfo], wanted: str | None, name: str
) -> zipfile.ZipInfo:
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        names = _list([member.filename for member in candidates])
        error = TablesAlike if wanted is None else NotFound
        asked = "" if wanted is None else f", none of them called {_short(wanted)},"
        raise error(
            found=f"{len(candidates)} tables{asked} in the archive {name!r}",
            expected=f"one of {names}",
            done="nothing was read",
            next=f"name the one you want as its sheet, such as sheet={_short(candidates[0].filename)}",
        )
    if _shapefile(everything):
        raise _refuse(name, "map shapes (a shapefile or geodatabase)", "ask the publisher for CSV or GeoJSON")
    if not everything:
        raise _refuse(name, "an archive with no file", "download it again, or tell the publisher")
    listed = _list([member.filename for member in everything])
    raise _refuse(name, f"an archive with no table ({listed})", "look for another download of the same data")


def _refuse_closed(member: zipfile.ZipInfo, name: str) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise _refuse(name, "an archive locked with a password", "unpack it with its password and name the file inside")
    if member.compress_type not in _METHODS:
        what = f"an archive packed in a way we do not know (method {member.compress_type})"
        raise _refuse(name, what, "unpack it and name the file inside")
    if member.file_size > settings().max_bytes:
        raise _too_large(name, f"{member.file_size:,} bytes once unpacked")


def _chunks(file: IO[bytes] | gzip.GzipFile, name: str, what: str) -> Iterator[bytes]:
    while True:
        try:
            chunk = file.read(CHUNK)
        except _BROKEN:
            raise damaged(name, what) from None
        if not chunk:
            return
        yield chunk


def _write(chunks: Iterator[bytes], target: Path, packed: int, name: str) -> None:
    """Write what comes out, and stop as soon as it is more than what is allowed, whatever was declared."""
    limit = settings().max_bytes
    size = 0
    with target.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise _too_large(name, f"more than {limit:,} bytes once unpacked")
            if size > RATIO_FROM and size > MOST_RATIO * packed:
                raise _too_large(name, f"more than {MOST_RATIO} times its packed size once unpacked")
            file.write(chunk)


def _last(filename: str) -> str:
    return PurePosixPath(filename.replace("\\", "/")).name


def _short(filename: str) -> str:
    return repr(filename if len(filename) <= LONGEST_NAME else f"{filename[:LONGEST_NAME]}…")


def _list(filenames: list[str]) -> str:
    more = len(filenames) - NAMED
    return ", ".join(map(_short, filenames[:NAMED])) + (f" and {more:,} more" if more > 0 else "")


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _too_large(name: str, what: str) -> Unreadable:
    return _refuse(name, what, "unpack it yourself if you trust it, and set NDL_MAX_MEGABYTES higher")


def _refuse(name: str, what: str, next_step: str) -> Unreadable:
    return Unreadable(found=f"{what} in {name!r}", expected=READABLE, done="nothing was read", next=next_step)
