"""What a file is, told by its content alone: councils' files often have a wrong name or none."""

from __future__ import annotations

import codecs
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..errors import Unreadable
from ..settings import settings

Kind = Literal["csv", "workbook"]

HEAD_BYTES = 4096
READABLE = "a CSV file or an Excel or OpenDocument workbook"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

# First bytes of files that hold no table we read: what each is called, and what to do instead.
_NOT_TABLES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", "ask the publisher for the data as CSV"),
    (b"PAR1\x15", "a Parquet file", "convert it to CSV first, for example with DuckDB"),
    (b"\x1f\x8b", "a GZIP archive", "unpack it and name the file inside"),
    (b"\x89PNG", "a picture (PNG)", "ask the publisher for the data as CSV"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "ask the publisher for the data as CSV"),
    (b"GIF87a", "a picture (GIF)", "ask the publisher for the data as CSV"),
    (b"GIF89a", "a picture (GIF)", "ask the publisher for the data as CSV"),
    (b"{\\rtf", "a rich text document", "ask the publisher for the data as CSV"),
)
# A tag, a comment or a declaration. "<5 years" and "<name>,<age>" are column names and are let through.
_MARKUP = re.compile(r"<(?:[!?]|[a-z][\w:.-]*(?:\s+[\w:.-]+\s*=|\s*/?>(?!\s*[,;\t|])))", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
# An object or a list of values. "{id}" and "[1] Category" are column names and are let through.
_JSON = re.compile(r"\{\s*[\"}]|\[\s*(?:[\[{\"\]]|-?\d[\d.]*\s*,)")
# A character of more than one byte, as UTF-8 writes it.
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]"
    rb"|(?:\xe0[\xa0-\xbf]|\xed[\x80-\x9f]|[\xe1-\xec\xee\xef][\x80-\xbf])[\x80-\xbf]"
    rb"|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}"
)


@dataclass(frozen=True)
class Recognised:
    """The kind of a file, its media type, and the text encoding if it is text."""

    kind: Kind
    media_type: str
    encoding: str = ""


def recognise(path: Path, name: str) -> Recognised:
    """Tell what kind of table a file is.

    Parameters
    ----------
    path
        The file.
    name
        What the user called it, for messages.

    Raises
    ------
    Unreadable
        The file is empty, is not a table, or is text in no encoding we know.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        while head and not head.strip():
            head = file.read(HEAD_BYTES)
    if not head:
        raise _refuse(name, "an empty file", "download it again, or tell the publisher")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(path, name)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _in_old_office(path, name)
    for magic, what, next_step in _NOT_TABLES:
        if head.lstrip().startswith(magic):
            raise _refuse(name, what, next_step)
    _refuse_marked_up(head, name)
    return Recognised("csv", "text/csv", _encoding(path, name))


def _in_zip(path: Path, name: str) -> Recognised:
    try:
        with zipfile.ZipFile(path) as archive:
            members = {member.filename: member.file_size for member in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _refuse(name, "a damaged workbook or ZIP archive", "download it again") from None
    if sum(members.values()) > settings().max_bytes:
        raise _refuse(name, f"{sum(members.values()):,} bytes once unpacked", "set NDL_MAX_MEGABYTES higher")
    if "xl/workbook.xml" in members or "xl/workbook.bin" in members:
        return Recognised("workbook", XLSX)
    if "word/document.xml" in members:
        raise _refuse(name, "a Word document", "ask the publisher for the data as CSV")
    if "content.xml" in members and "mimetype" in members:
        return Recognised("workbook", ODS)
    raise _refuse(name, "a ZIP archive", "unpack it and name the file inside")


def _in_old_office(path: Path, name: str) -> Recognised:
    content = path.read_bytes()
    if any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        return Recognised("workbook", "application/vnd.ms-excel")
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _refuse(name, "a document locked with a password", "save it without a password")
    raise _refuse(name, "an old Office document that is not a workbook", "ask the publisher for the data as CSV")


def _refuse_marked_up(head: bytes, name: str) -> None:
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    start = head.decode("utf-16" if wide else "utf-8-sig", errors="replace").lstrip()
    if not _MARKUP.match(start):
        if _JSON.match(start):
            raise _refuse(name, "JSON", "convert it to CSV first, for example with pandas.read_json")
        return
    if _HTML.search(start):
        raise _refuse(name, "a web page (often an error page saved in place of data)", "open the address in a browser")
    raise _refuse(name, "an XML document", "look for a CSV version of the same data")


def _encoding(path: Path, name: str) -> str:
    content = path.read_bytes()
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide:
        _refuse_mixed(content, name)
    encoding = _first_that_decodes(content, name, *(("utf-16",) if wide else ("utf-8-sig", "cp1252")))
    if "\0" in content.decode(encoding):
        raise _refuse(name, "bytes that are not text (NUL characters)", "ask the publisher for CSV in UTF-8")
    return encoding


def _refuse_mixed(content: bytes, name: str) -> None:
    """Refuse UTF-8 with a stray byte: read as Windows-1252, every accent and pound sign in it would turn to others."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _UTF8_SEQUENCE.search(content):
            line = len((content[: error.start] + b".").splitlines())
            raise _refuse(
                name,
                f"mixed encodings (UTF-8, but not in line {line})",
                f"mend line {line} and save the file as UTF-8, or ask the publisher to",
            ) from None


def _first_that_decodes(content: bytes, name: str, *encodings: str) -> str:
    for encoding in encodings:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise _refuse(
        name,
        f"text that is not {' or '.join(e.upper().removesuffix('-SIG') for e in encodings)}",
        "ask the publisher for CSV in UTF-8, or save it so from the program that made it",
    )


def _refuse(name: str, what: str, next_step: str) -> Unreadable:
    return Unreadable(found=f"{what} in {name!r}", expected=READABLE, done="nothing was read", next=next_step)
