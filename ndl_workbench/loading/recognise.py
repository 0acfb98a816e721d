"""What a file is, told by its content alone: councils' files often have a wrong name or none."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..errors import Unreadable

Kind = Literal["csv", "workbook"]

HEAD_BYTES = 4096
READABLE = "a CSV file or an Excel or OpenDocument workbook"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

# First bytes of files that hold no table we read: what each is called, and what to do instead.
_NOT_TABLES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "ask the publisher for the data as CSV"),
    (b"PAR1", "a Parquet file", "convert it to CSV first, for example with DuckDB"),
    (b"\x1f\x8b", "a GZIP archive", "unpack it and name the file inside"),
    (b"\x89PNG", "a picture (PNG)", "ask the publisher for the data as CSV"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "ask the publisher for the data as CSV"),
    (b"GIF8", "a picture (GIF)", "ask the publisher for the data as CSV"),
    (b"{\\rtf", "a rich text document", "ask the publisher for the data as CSV"),
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
    if not head.strip():
        raise _refuse(name, "an empty file", "download it again, or tell the publisher")
    if head.startswith(b"PK"):
        return _in_zip(path, name)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _in_old_office(path, name)
    for magic, what, next_step in _NOT_TABLES:
        if head.startswith(magic):
            raise _refuse(name, what, next_step)
    _refuse_markup(head, name)
    return Recognised("csv", "text/csv", _encoding(path, name))


def _in_zip(path: Path, name: str) -> Recognised:
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
    except zipfile.BadZipFile:
        raise _refuse(name, "a damaged workbook or ZIP archive", "download it again") from None
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
    raise _refuse(name, "an old Office document that is not a workbook", "ask the publisher for the data as CSV")


def _refuse_markup(head: bytes, name: str) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start[:1024]:
        raise _refuse(name, "a web page (often an error page saved in place of data)", "open the address in a browser")
    if start.startswith((b"<?xml", b"<rdf", b"<")):
        raise _refuse(name, "an XML document", "look for a CSV version of the same data")
    if start.startswith((b"{", b"[{", b"[[")):
        raise _refuse(name, "JSON", "convert it to CSV first, for example with pandas.read_json")


def _encoding(path: Path, name: str) -> str:
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _first_that_decodes(content, name, "utf-16")
    if b"\0" in content:
        raise _refuse(name, "bytes that are not text (NUL characters)", "ask the publisher for CSV in UTF-8")
    return _first_that_decodes(content, name, "utf-8-sig", "cp1252")


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
