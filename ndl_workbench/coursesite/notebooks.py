"""A unit's page: a notebook whose only code is the lesson's examples, which run when the site is made."""

from __future__ import annotations

import json
import re
from typing import Any

# The start of an example, and all of it. Other fences, such as ```text, are shown and not run.
_EXAMPLE = re.compile(r"^```python\n(.*?)^```[^\n]*$", re.S | re.M)
_BEGIN = "from ndl_workbench.coursesite.shown import begin\n\nbegin()"


def examples(lesson: str) -> tuple[str, ...]:
    """Return the examples of a lesson, in order: each runs after the one before it."""
    return tuple(match[1].rstrip("\n") for match in _EXAMPLE.finditer(lesson))


def unit_notebook(head: str, lesson: str, tail: str) -> str:
    """Return the notebook of a unit's page as JSON, with fixed ids."""
    cells = [_cell("markdown", head), _cell("code", _BEGIN, ["remove-cell"])]
    last = 0
    for match in _EXAMPLE.finditer(lesson):
        cells += [_cell("markdown", lesson[last : match.start()]), _cell("code", match[1].rstrip("\n"))]
        last = match.end()
    cells += [_cell("markdown", lesson[last:]), _cell("markdown", tail)]
    kept = [cell for cell in cells if cell["source"].strip()]
    for number, cell in enumerate(kept, 1):
        cell["id"] = f"part-{number:02d}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps({"cells": kept, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def _cell(kind: str, source: str, tags: list[str] | None = None) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {"tags": tags} if tags else {}, "source": source.strip("\n")}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell
