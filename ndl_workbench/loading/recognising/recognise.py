"""What a file is, told by its content alone: councils' files often have a wrong name or none."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ...errors import Unreadable
from ...settings import settings
from . import not_data
from .encodings import decode, encoding_of, opening
from .not_data import ASK
from .zips import DAMAGED, damaged, open_zip

Kind = Literal["csv", "workbook", "parquet", "json", "jsonl", "geojson", "zip", "gzip"]

HEAD_BYTES = 4096
# How much of a marked-up or JSON text is looked at to see which it is.
START_BYTES = 2**18
# An error message is shorter than this; data of this length is read to see whether it is one.
SHORT_BYTES = 2**16
LONGEST_RECORD = 2**24
READABLE = "a table as CSV, Excel, OpenDocument, Parquet or JSON"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
XLS = "application/vnd.ms-excel"
PARQUET = "application/vnd.apache.parquet"

_BLANK = b" \t\r\n\v\f\0"
# An object or a list of values. "{id}" and "[1] Category" are column names and are let through.
_JSON = re.compile(r"\{\s*[\"}]|\[\s*(?:[\[{\"\]]|-?\d[\d.]*\s*,|(?:null|true|false)\s*[,\]])")
_FEATURES = re.compile(r'"type"\s*:\s*"(?:FeatureCollection|Feature)"')
_TOPOLOGY = re.compile(r'\{\s*"type"\s*:\s*"Topology"')
_STREAMS = re.compile(
    b"|".join(
        b"(?P<%b>%b\0\0)" % (group, stream.encode("utf-16-le"))
        for group, stream in (
            (b"excel", "Workbook"),
            (b"excel_95", "Book"),
            (b"word", "WordDocument"),
            (b"powerpoint", "PowerPoint Document"),
            (b"locked", "EncryptedPackage"),
        )
    )
)
_DIRECTORY_ENTRY = 128

JSON_TYPES: dict[Kind, str] = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "geojson": "application/geo+json",
}


@dataclass(frozen=True)
class Recognised:
    """The kind of a file, its media type, and the text encoding if it is text."""

    kind: Kind
    media_type: str
    encoding: str = ""


def recognise(path: Path, name: str, most: int | None = None) -> Recognised:
    """Tell what kind of table a file is, or that it is an archive that may hold one.

    Parameters
    ----------
    path
        The file.
    name
        What the user called it, for messages.
    most
        How many bytes of a text to look at for its encoding; None for all of them, which takes constant memory.

    Raises
    ------
    Unreadable
        The file is empty, is not a table, or is text in no encoding we know.
    """
    head = _first_filled(path, name)
    if container := _container(path, name, head):
        return container
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _in_old_office(path, name)
    if head.startswith(b"PAR1") and _is_parquet(path, head, name):
        return Recognised("parquet", PARQUET)
    if named := not_data.binary(head):
        raise _refuse(name, *named)
    return _as_text(path, name, most)


def container_of(path: Path, name: str) -> Literal["zip", "gzip", ""]:
    """Tell whether a file is an archive to be unpacked; a workbook, though a ZIP archive too, is not.

    Raises
    ------
    Unreadable
        It is empty, or an archive that holds no table we read.
    """
    found = _container(path, name, _first_filled(path, name))
    return found.kind if found and found.kind in ("zip", "gzip") else ""


def _first_filled(path: Path, name: str) -> bytes:
    """Return the first bytes, or the first after blank ones."""
    nuls = False
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        while head and not head.removeprefix(b"\xef\xbb\xbf").strip(_BLANK):
            nuls = nuls or b"\0" in head
            head = file.read(HEAD_BYTES)
    if not head:
        what = "a file of nothing but NUL characters" if nuls else "an empty file"
        raise _refuse(name, what, "download it again, or tell the publisher")
    return head


def _container(path: Path, name: str, head: bytes) -> Recognised | None:
    if head.startswith(b"\x1f\x8b"):
        return Recognised("gzip", "application/gzip")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _in_zip(path, name)
    return None


def _in_zip(path: Path, name: str) -> Recognised:
    with open_zip(path, name) as archive:
        members = {member.filename: member.file_size for member in archive.infolist()}
        try:
            mimetype = archive.open("mimetype").read(100).decode("latin-1") if "mimetype" in members else ""
        except DAMAGED:
            raise damaged(name) from None
    if {"xl/workbook.xml", "xl/workbook.bin"} & members.keys():
        return _workbook(name, XLSX, members)
    if "word/document.xml" in members:
        raise _refuse(name, "a Word document", ASK)
    if "ppt/presentation.xml" in members:
        raise _refuse(name, "a PowerPoint presentation", ASK)
    if any(member.startswith("Index/") and member.endswith(".iwa") for member in members):
        raise _refuse(name, "an Apple Numbers, Pages or Keynote document", "export it from that program as XLSX or CSV")
    if mimetype.startswith("application/epub"):
        raise _refuse(name, "a book (EPUB)", ASK)
    if "content.xml" in members and mimetype:
        kind = mimetype.removeprefix("application/vnd.oasis.opendocument.")
        if kind != mimetype and not kind.startswith("spreadsheet"):
            raise _refuse(name, "an OpenDocument file that is not a spreadsheet", ASK)
        return _workbook(name, ODS, members)
    if "doc.kml" in members:
        raise _refuse(name, "a map layer (KMZ)", not_data.MAP)
    return Recognised("zip", "application/zip")


def _workbook(name: str, media_type: str, members: dict[str, int]) -> Recognised:
    size = sum(members.values())
    if size > settings().max_bytes:
        raise _refuse(name, f"{size:,} bytes once unpacked", "set NDL_MAX_MEGABYTES higher")
    return Recognised("workbook", media_type)


def _in_old_office(path: Path, name: str) -> Recognised:
    """Tell a workbook by the names in the file's own directory, where each entry has 128 bytes."""
    first = _first_stream(path)
    if first in ("excel", "excel_95"):
        return Recognised("workbook", XLS)
    if first == "locked":
        raise _refuse(name, "a document locked with a password", "save it without a password")
    what = {"word": "a Word document", "powerpoint": "a PowerPoint presentation"}
    raise _refuse(name, what.get(first, "an old Office document that is not a workbook"), ASK)


def _first_stream(path: Path) -> str:
    block = _DIRECTORY_ENTRY * 2**13
    with path.open("rb") as file:
        while chunk := file.read(block):
            for found in _STREAMS.finditer(chunk):
                if found.start() % _DIRECTORY_ENTRY == 0:
                    return found.lastgroup or ""
    return ""


def _is_parquet(path: Path, head: bytes, name: str) -> bool:
    with path.open("rb") as file:
        if file.seek(0, 2) >= 12:
            file.seek(-4, 2)
            if file.read() == b"PAR1":
                return True
    # "PAR1,PAR2" is a row of column names; in a Parquet file a number follows.
    if head[4:5].isspace() or head[4:5] >= b" ":
        return False
    raise _refuse(name, "a Parquet file that is cut short", "download it again")


def _as_text(path: Path, name: str, most: int | None) -> Recognised:
    with path.open("rb") as file:
        start = opening(file.read(START_BYTES)).lstrip()
    if not start and path.stat().st_size <= START_BYTES:
        raise _refuse(name, "an empty file", "download it again, or tell the publisher")
    if not_data.is_markup(start):
        raise _refuse(name, *not_data.markup(start))
    encoding = encoding_of(path, name, most)
    if not _JSON.match(start):
        return Recognised("csv", "text/csv", encoding)
    if _TOPOLOGY.match(start):
        raise _refuse(name, "map shapes (TopoJSON)", not_data.MAP)
    _refuse_error(path, name, encoding)
    kind = _json_kind(path, start, encoding)
    return Recognised(kind, JSON_TYPES[kind], encoding)


def _refuse_error(path: Path, name: str, encoding: str) -> None:
    if path.stat().st_size > SHORT_BYTES:
        return
    try:
        said = not_data.json_error(json.loads(decode(path.read_bytes(), encoding)[0]))
    except (ValueError, RecursionError):
        # Whoever reads it will say what is wrong with it.
        return
    if said:
        raise _refuse(name, f"an error message in JSON ({said})", "ask again later, or mend the address")


def _json_kind(path: Path, start: str, encoding: str) -> Kind:
    if _is_lines(path, encoding):
        return "jsonl"
    return "geojson" if start.startswith("{") and _FEATURES.search(start) else "json"


def _is_lines(path: Path, encoding: str) -> bool:
    """Whether the first line is a whole value and something follows it."""
    with path.open("rb") as file:
        begun = file.read(LONGEST_RECORD)
    lines = decode(begun, encoding)[0].lstrip().split("\n", 1)
    if len(lines) < 2 or not lines[1].strip():
        return False
    try:
        json.loads(lines[0], parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(name: str, what: str, next_step: str) -> Unreadable:
    return Unreadable(found=f"{what} in {name!r}", expected=READABLE, done="nothing was read", next=next_step)
