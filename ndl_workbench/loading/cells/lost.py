"""Cells of a sheet that come out blank although something stands in them.

An error such as #REF!, or a formula whose result was never saved, has no value to read. Whoever sees the sheet
in a spreadsheet sees something there, so it is said.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path

from ..recognising.zips import DAMAGED

NAMED = 5

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>/]*>([^<]+)<")
# A cell of type "e" holds an error; an "f" inside it is a formula.
_MARKS = (b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


def lost_cells(path: Path, sheet: str) -> list[tuple[str, str]]:
    """Return each cell of an .xlsx sheet that is lost and its error, ``""`` for a formula with no value."""
    try:
        with zipfile.ZipFile(path) as archive:
            member = member_of(archive, sheet)
            xml = archive.read(member) if member else b""
    except (zlib.error, *DAMAGED):
        # An older Excel file, or an archive that only the reader of workbooks could open.
        return []
    # Most sheets have neither: to look for that is a hundred times faster than to look at each cell.
    return list(_lost(xml)) if any(mark in xml for mark in _MARKS) else []


def said_of(found: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Say which cells are lost, and why."""
    if not found:
        return
    errors = list(dict.fromkeys(error for _, error in found if error))
    said = " or ".join([*([f"an error ({', '.join(errors)})"] if errors else []), *_no_value(found)])
    named = ", ".join(cell for cell, _ in found[:NAMED])
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    count = "1 cell holds" if len(found) == 1 else f"{len(found):,} cells hold"
    yield f"{count} {said} and {'was' if len(found) == 1 else 'were'} read as blank: {named}{more}"


def column_number(letters: bytes) -> int:
    """Return the number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column by its number, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _no_value(found: Sequence[tuple[str, str]]) -> list[str]:
    return [] if all(error for _, error in found) else ["a formula with no value"]


def _lost(xml: bytes) -> Iterator[tuple[str, str]]:
    """Find each lost cell and its error, which is empty for a formula with no value."""
    for cell in _CELL.finditer(xml):
        about, inside = attributes(cell[1]), cell[2]
        value = _VALUE.search(inside)
        if about.get("t") == "e":
            yield about.get("r", "?"), value[1].decode(errors="replace") if value else "#ERROR"
        # A formula whose result is text of no length is saved with t="str": that is a value.
        elif not value and about.get("t") != "str" and _FORMULA.search(inside):
            yield about.get("r", "?"), ""


def member_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name inside the archive of the sheet with this title, or nothing where it cannot be told."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return ""
    tags = map(attributes, _SHEET.findall(archive.read("xl/workbook.xml")))
    wanted = {next((v for k, v in tag.items() if k.endswith(":id")), "") for tag in tags if tag.get("name") == sheet}
    for tag in map(attributes, _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))):
        if tag.get("Id") in wanted:
            member = posixpath.normpath(posixpath.join("/xl", tag.get("Target", ""))).lstrip("/")
            return member if member in names else ""
    return ""


def attributes(tag: bytes) -> dict[str, str]:
    """Read the attributes of a tag."""
    return {key.decode(): unescape(value.decode(errors="replace")) for key, value in _ATTRIBUTE.findall(tag)}
