"""The notebook a person marks in formgrader: the course's cells, the trainee's answers, and what became of them.

It is shown in an instructor's browser, so nothing in it that a trainee wrote can be more than text or a picture,
and the checks that are held back are not in it: nbgrader's own feedback would print them.
"""

from __future__ import annotations

import re
from typing import Any

from ...notebooks import KERNEL
from ..source import BEGIN_HIDDEN, END_HIDDEN, split
from .marking import Marking, Ran, Verdict
from .pictures import is_png
from .restore import Part, Restored

HELD_BACK_HERE = "# Checks that are held back are not shown here."
_ACTIVE = re.compile(r"([&<>\[\]()!$\\`|~:])")
_ENTITIES = {character: f"&#{ord(character)};" for character in "&<>[]()!$\\`|~:"}


def graded_notebook(restored: Restored, marking: Marking) -> dict[str, Any]:
    """Return the notebook, of format 4.5, as JSON-ready values."""
    ran = {one.cell: one for one in marking.ran}
    verdicts = {one.cell: one for one in marking.verdicts}
    cells = [_cell(number, part, ran.get(part.id), verdicts.get(part.id)) for number, part in enumerate(restored.parts)]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def safe_markdown(text: str) -> str:
    """Make text that reads the same in Markdown and cannot be markup, a link, a picture or a formula.

    Paragraphs, lists, headings and emphasis stay.
    """
    return _ACTIVE.sub(lambda found: _ENTITIES[found[1]], text)


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
        "source": _without_held_back(part.source) if part.role == "test" else part.source,
    }


def _without_held_back(source: str) -> str:
    outside, inside = split(source, BEGIN_HIDDEN, END_HIDDEN)
    return f"{outside}\n{HELD_BACK_HERE}" if inside else source


def _printed(ran: Ran) -> list[dict[str, Any]]:
    # Never stderr, which nbgrader takes for a failure.
    return [{"output_type": "stream", "name": "stdout", "text": _plain(ran.printed)}] if ran.printed else []


def _pictures(ran: Ran) -> list[dict[str, Any]]:
    return [
        {"output_type": "display_data", "data": {"image/png": picture}, "metadata": {}}
        for picture in ran.pictures
        if is_png(picture)
    ]


def _stopped(ran: Ran) -> list[dict[str, Any]]:
    return [_error("Stopped", ran.stopped)] if ran.stopped else []


def _verdict(verdict: Verdict) -> list[dict[str, Any]]:
    """Return the output by which nbgrader reads a mark: none for all, a number for some, an error for none."""
    if verdict.marks >= verdict.most:
        return []
    if verdict.marks > 0:
        number = {"text/plain": f"{verdict.marks:g}"}
        return [{"output_type": "execute_result", "data": number, "metadata": {}, "execution_count": None}]
    return [_error("NotRight", verdict.says)]


def _error(name: str, says: str) -> dict[str, Any]:
    says = _plain(says)
    return {"output_type": "error", "ename": name, "evalue": says, "traceback": [says]}


def _plain(text: str) -> str:
    """Take out what is no text: escapes of a terminal among it."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text)
