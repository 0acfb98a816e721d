"""Cells of an Excel sheet that come out blank although something stands in them.

An error such as #REF!, or a formula whose result was never saved, has no value to read. Whoever sees the sheet
in a spreadsheet sees something there, so it is said.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

NAMED = 5

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>/]*>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


def lost_cells(path: Path, sheet: str) -> Iterator[str]:
    """Say which cells of a sheet hold an error or a formula with no value; nothing for a book that is not .xlsx."""
    try:
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, sheet)
            found = list(_lost(archive.read(member))) if member else []
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError):
        # An older Excel file, or an archive that only the reader of workbooks could open.
        return
    if not found:
        return
    errors = list(dict.fromkeys(error for _, error in found if error))
    said = " or ".join([*([f"an error ({', '.join(errors)})"] if errors else []), *_no_value(found)])
    named = ", ".join(cell for cell, _ in found[:NAMED])
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    count = "1 cell holds" if len(found) == 1 else f"{len(found):,} cells hold"
    yield f"{count} {said} and {'was' if len(found) == 1 else 'were'} read as blank: {named}{more}"


def _no_value(found: list[tuple[str, str]]) -> list[str]:
    return [] if all(error for _, error in found) else ["a formula with no value"]


def _lost(xml: bytes) -> Iterator[tuple[str, str]]:
    """Find each lost cell and its error, which is empty for a formula with no value."""
    for cell in _CELL.finditer(xml):
        about, inside = _attributes(cell[1]), cell[2]
        value = _VALUE.search(inside)
        if about.get("t") == "e":
            yield about.get("r", "?"), value[1].decode(errors="replace") if value else "#ERROR"
        # A formula whose result is text of no length is saved with t="str": that is a value.
        elif not value and about.get("t") != "str" and _FORMULA.search(inside):
            yield about.get("r", "?"), ""


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name inside the archive of the sheet with this title, or nothing where it cannot be told."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return ""
    tags = map(_attributes, _SHEET.findall(archive.read("xl/workbook.xml")))
    wanted = {next((v for k, v in tag.items() if k.endswith(":id")), "") for tag in tags if tag.get("name") == sheet}
    for tag in map(_attributes, _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))):
        if tag.get("Id") in wanted:
            member = posixpath.normpath(posixpath.join("/xl", tag.get("Target", ""))).lstrip("/")
            return member if member in names else ""
    return ""


def _attributes(tag: bytes) -> dict[str, str]:
    return {key.decode(): unescape(value.decode(errors="replace")) for key, value in _ATTRIBUTE.findall(tag)}
