"""The notebook a person marks in formgrader: the course's cells, the trainee's answers, and what became of them.

It is shown in an instructor's browser, so nothing in it that a trainee wrote can be more than text or a picture,
and the checks that are held back are not in it: nbgrader's own feedback would print them.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from typing import Any

from ...notebooks import KERNEL
from ..source import BEGIN_HIDDEN, END_HIDDEN, split
from .marking import Marking, Ran, Verdict, plain
from .restore import Part, Restored

HELD_BACK_HERE = "# Checks that are held back are not shown here."
_PNG = b"\x89PNG\r\n\x1a\n"
# A small file may hold a picture that fills a browser's memory.
MOST_PIXELS = 12_000_000
# A dot or a sign between words may make them an address.
_ACTIVE = re.compile(r"[&<>\[\]()!$\\`|~:@\"']|(?<=\w)\.(?=\w)")
# MathJax looks for formulas in what a browser shows. It does not look across the edge of an element.
_OF_FORMULAS = frozenset("$\\")
_INDENTED = re.compile(r"^[ \t]{4,}|^ {0,3}\t[ \t]*", re.MULTILINE)
_WIDE = re.compile(r"(?<=\S)[ \t]{2,}|(?<=\S)\t")


def graded_notebook(restored: Restored, marking: Marking) -> dict[str, Any]:
    """Return the notebook, of format 4.5, as JSON-ready values."""
    ran = {one.cell: one for one in marking.ran}
    verdicts = {one.cell: one for one in marking.verdicts}
    cells = [_cell(number, part, ran.get(part.id), verdicts.get(part.id)) for number, part in enumerate(restored.parts)]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def safe_markdown(text: str) -> str:
    """Make text that reads the same in Markdown and cannot be markup, a link, a picture or a formula.

    Paragraphs, lists, headings and emphasis stay. So that no line is taken for code, in which our entities would be
    read as they are written, none begins with more than three spaces or has several in a row.
    """
    return _ACTIVE.sub(_entity, _WIDE.sub(" ", _INDENTED.sub("   ", plain(text))))


def _entity(found: re.Match[str]) -> str:
    character = found[0]
    entity = f"&#{ord(character)};"
    return f"<span>{entity}</span>" if character in _OF_FORMULAS else entity


def _cell(number: int, part: Part, ran: Ran | None, verdict: Verdict | None) -> dict[str, Any]:
    metadata = {"nbgrader": dict(part.metadata)} if part.metadata else {}
    name = f"{number:04d}-{re.sub(r'[^A-Za-z0-9_-]', '-', part.id)}"[:64]
    if part.role in ("prose", "written"):
        written = part.role == "written" and not part.untouched
        source = safe_markdown(part.source) if written else part.source
        if part.metadata.get("cell_type") != "code":
            return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source}
    outputs: list[dict[str, Any]] = []
    if ran is not None:
        outputs = [*_printed(ran), *_pictures(ran), *_stopped(ran)]
    if verdict is not None:
        outputs = _verdict(verdict)
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": metadata,
        "outputs": outputs,
        "source": _without_held_back(part.source) if part.role == "test" else plain(part.source),
    }


def _without_held_back(source: str) -> str:
    outside, inside = split(source, BEGIN_HIDDEN, END_HIDDEN)
    return f"{outside}\n{HELD_BACK_HERE}" if inside else source


def _printed(ran: Ran) -> list[dict[str, Any]]:
    # Never stderr, which nbgrader takes for a failure.
    return [{"output_type": "stream", "name": "stdout", "text": plain(ran.printed)}] if ran.printed else []


def _pictures(ran: Ran) -> list[dict[str, Any]]:
    return [
        {"output_type": "display_data", "data": {"image/png": picture}, "metadata": {}}
        for picture in ran.pictures
        if _is_png(picture)
    ]


def _stopped(ran: Ran) -> list[dict[str, Any]]:
    return [_error("Stopped", ran.stopped)] if ran.stopped else []


def _verdict(verdict: Verdict) -> list[dict[str, Any]]:
    """Return the output by which nbgrader reads a mark: none for all, a number for some, an error for none."""
    if verdict.marks >= verdict.most:
        return []
    if verdict.marks > 0:
        number = {"text/plain": repr(verdict.marks)}
        return [{"output_type": "execute_result", "data": number, "metadata": {}, "execution_count": None}]
    return [_error("NotRight", verdict.says)]


def _error(name: str, says: str) -> dict[str, Any]:
    says = plain(says)
    return {"output_type": "error", "ename": name, "evalue": says, "traceback": [says]}


def _is_png(picture: str) -> bool:
    try:
        content = base64.b64decode(picture.replace("\n", ""), validate=True)
        # The first part of a PNG begins with its width and height.
        width, height = struct.unpack_from("!II", content, 16)
    except (ValueError, binascii.Error, struct.error):
        return False
    return content.startswith(_PNG) and 0 < width * height <= MOST_PIXELS
