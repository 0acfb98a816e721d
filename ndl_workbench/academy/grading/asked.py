"""What a released notebook asks: each question's heading and prose, and where its marks are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...display import Block, Heading, prose

# The title of a notebook; questions stand below it.
_TITLE = 1


@dataclass(frozen=True)
class Question:
    """A question of a unit. ``cell`` is the one that carries its marks; ``written`` that a person gives them."""

    id: str
    title: str
    prose: tuple[Block, ...]
    cell: str
    written: bool


@dataclass(frozen=True)
class About:
    """A unit's title, and of its course the title, version and pass mark, a share; None where the release has none."""

    unit: str
    title: str
    course: str
    version: str
    pass_mark: float | None


def read_about(notebook: Path, unit: str) -> About:
    """Read what ``ndl academy release`` wrote of the course into a unit's notebook."""
    told = json.loads(notebook.read_text(encoding="utf-8"))
    about = told["metadata"].get("ndl_course", {})
    return About(
        unit=unit,
        title=about.get("title") or _first_title(told["cells"]) or unit,
        course=about.get("course", ""),
        version=about.get("version", ""),
        pass_mark=about.get("pass_mark"),
    )


def questions(released: list[Any]) -> tuple[Question, ...]:
    """Return the questions of a released notebook, in order: from what trainees saw, so that no more is told."""
    asked: list[Question] = []
    before: list[Block] = []
    for cell in released:
        settings = cell["metadata"].get("nbgrader", {})
        name, written = settings.get("grade_id", ""), settings.get("grade") is True
        if settings.get("solution") is True:
            asked.append(_question(name, before, name if written else f"{name}-check", written=written))
            before = []
        elif cell["cell_type"] == "markdown":
            before += prose("".join(cell["source"]))
    return tuple(asked)


def _question(name: str, before: list[Block], cell: str, *, written: bool) -> Question:
    """Take the last heading as the question's, and what stands below it as its prose."""
    places = [n for n, block in enumerate(before) if isinstance(block, Heading) and block.level > _TITLE]
    title = before[places[-1]] if places else None
    told = before[places[-1] + 1 :] if places else [block for block in before if not isinstance(block, Heading)]
    heading = title.text if isinstance(title, Heading) else name.replace("-", " ").capitalize()
    return Question(name, heading, tuple(told), cell, written)


def _first_title(cells: list[Any]) -> str:
    blocks = (block for cell in cells if cell["cell_type"] == "markdown" for block in prose("".join(cell["source"])))
    return next((block.text for block in blocks if isinstance(block, Heading)), "")
