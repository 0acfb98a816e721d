"""Take an instructor's nbgrader notebook into our text source: what it has is carried over, what it lacks is listed.

nbgrader's metadata of versions 1 to 3 is read as its formats say (``nbgrader/nbgraderformat``), leniently: cells that
are marked by machine, by hand, as tasks or as read-only, and the marks round solutions, hidden tests and mark
schemes. Nothing in the notebook is run.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..display import Block, Facts, Heading, Items, Result
from ..errors import Unreadable
from .imported_cells import Carried, carry_over
from .scaffold import title_of, write_unit

if TYPE_CHECKING:
    import pandas as pd

MOST_BYTES = 20_000_000
MOST_CELLS = 1_000
MOST_SOURCE = 100_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, repr=False)
class Imported(Result):
    """A unit made from a notebook.

    Attributes
    ----------
    questions, written, points
        How many are marked by machine, how many by a person, and what all are worth.
    left
        What could not be carried over as it was, in sentences.
    to_do
        What the unit lacks before it can be built.
    """

    course: str
    unit: str
    files: tuple[Path, ...]
    questions: int
    written: int
    points: int
    left: tuple[str, ...]
    to_do: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name the unit."""
        return f"{self.unit} of {self.course} was made from a notebook"

    def summary(self) -> tuple[str, ...]:
        """Counts, what was left and what is to be done, and what to type next."""
        return (
            self.title,
            f"{self.questions} questions marked by machine, {self.written} by a person, {self.points} marks",
            *_few("not carried over as it was", self.left),
            *_few("to do", self.to_do),
            f"next: ndl academy lint {self.course}, which says what is still missing",
        )

    def blocks(self) -> tuple[Block, ...]:
        """The same as a page."""
        counts = (
            ("Marked by machine", self.questions),
            ("Marked by a person", self.written),
            ("Marks", self.points),
        )
        return (
            Facts(counts),
            *((Heading("Not carried over as it was"), Items(self.left)) if self.left else ()),
            *((Heading("To do"), Items(self.to_do)) if self.to_do else ()),
            Heading("Files"),
            Items(tuple(str(path) for path in self.files)),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {
            "schema": "ndl/import/1",
            "course": self.course,
            "unit": self.unit,
            "files": [str(path) for path in self.files],
            "questions": self.questions,
            "written": self.written,
            "points": self.points,
            "left": list(self.left),
            "to_do": list(self.to_do),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a thing left or to do: ``what, sentence``."""
        import pandas as pd

        rows = [("left", text) for text in self.left] + [("to do", text) for text in self.to_do]
        return pd.DataFrame(rows, columns=["what", "sentence"])


def import_notebook(notebook: str | Path, courses: Path, course: str, unit: str) -> Imported:
    """Write a unit from a notebook, and put it last in its course, which is begun if it is not there.

    Parameters
    ----------
    notebook
        The instructor's own version, with solutions and hidden tests in it.
    courses
        The folder of courses.
    course, unit
        Ids, such as ``counting-people`` and ``02_in-areas``.

    Raises
    ------
    Unreadable
        There is no such file, or it is no notebook.
    InputError
        The unit is there already, or a name is not of its form. Nothing is overwritten.
    CannotWrite
        The folder is closed to us.
    """
    cells = read_cells(Path(notebook))
    carried = carry_over(cells)
    files = {
        "lesson.md": _lesson(carried, title_of(unit[3:])),
        "exercise.py": carried.text(),
        "design.md": _design(unit, Path(notebook).name, carried),
    }
    written = write_unit(courses, course, unit, files, carried.minutes)
    return Imported(
        course=course,
        unit=unit,
        files=written,
        questions=carried.count("tests"),
        written=carried.count("written"),
        points=carried.points,
        left=carried.left,
        to_do=(*carried.to_do, "Write the objectives in lesson.md, and name them in each question."),
    )


def read_cells(path: Path) -> list[dict[str, Any]]:
    """Read a notebook's cells, of format 3 or 4: each with ``kind``, ``source``, ``settings`` and ``attached``.

    Raises
    ------
    Unreadable
        There is no such file, or it is no notebook.
    """
    if not path.is_file():
        raise _unreadable(f"no file {path}", "a notebook")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _unreadable(f"{size:,} bytes in {path.name}", f"at most {MOST_BYTES:,}; clear its outputs")
        told = json.loads(path.read_bytes().decode("utf-8-sig"))
        cells = told["cells"] if "cells" in told else told["worksheets"][0]["cells"]
    except OSError as error:
        raise _unreadable(f"{path.name} ({error.strerror})", "a file that can be read") from None
    except (ValueError, RecursionError, LookupError, TypeError, MemoryError):
        raise _unreadable(f"text that is no notebook in {path.name}", "JSON with a list of cells") from None
    if not isinstance(cells, list) or len(cells) > MOST_CELLS:
        raise _unreadable(f"no list of at most {MOST_CELLS:,} cells in {path.name}", "a notebook") from None
    return [_cell(cell) for cell in cells if isinstance(cell, dict)]


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    metadata = cell.get("metadata")
    settings = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    kind = cell.get("cell_type")
    source = _text(cell.get("input" if "input" in cell and "source" not in cell else "source"))
    if kind == "heading":
        level = cell.get("level")
        kind, source = "markdown", f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {source}"
    attached = bool(cell.get("attachments"))
    settings = settings if isinstance(settings, dict) else {}
    return {"kind": str(kind), "source": source, "settings": settings, "attached": attached}


def _text(told: Any) -> str:
    if isinstance(told, list):
        told = "".join(line for line in told if isinstance(line, str))
    text = told if isinstance(told, str) else ""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:MOST_SOURCE].strip("\n")


def _lesson(carried: Carried, title: str) -> str:
    front = (
        f"title: {json.dumps(carried.title or title, ensure_ascii=False)}\n"
        f"minutes: {carried.minutes}\n"
        'objectives:\n  - "TODO: what somebody can do afterwards"\n'
    )
    return f"---\n{front}---\n\n# {carried.title or title}\n\nTODO: what people read before the exercise.\n"


def _design(unit: str, notebook: str, carried: Carried) -> str:
    lines = [f"# {unit}: design", "", f"Made from the notebook `{notebook.replace('`', '')}`.", ""]
    lines += ["**Goal.** TODO", "", "**Out of scope.** TODO", "", "**Mistakes we expect**", "", "- TODO", ""]
    for heading, sentences in (("Not carried over as it was", carried.left), ("To do", carried.to_do)):
        if sentences:
            lines += [f"**{heading}**", "", *(f"- {sentence}" for sentence in sentences), ""]
    return "\n".join(lines)


def _few(what: str, sentences: tuple[str, ...], most: int = 7) -> list[str]:
    lines = [f"  {what}: {sentence}" for sentence in sentences[:most]]
    return [*lines, f"  … and {len(sentences) - most} more in design.md"] if len(sentences) > most else lines


def _unreadable(found: str, expected: str) -> Unreadable:
    return Unreadable(
        found=found,
        expected=expected,
        done="nothing was written",
        next="give the instructor's version of a notebook, saved from Jupyter",
    )
