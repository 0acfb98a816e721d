"""Read the text files of a course, and say which one is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from ..errors import BadCourse, NotFound


def read(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    NotFound
        It is not there.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFound(
            found=f"no {path.name} in {path.parent}",
            expected="lesson.md, exercise.py and design.md in each unit that course.toml lists",
            done="nothing was built",
            next="add it",
        ) from None


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file says.

    Raises
    ------
    NotFound
        It is not there.
    BadCourse
        It is not TOML.
    """
    try:
        return tomllib.loads(read(path))
    except tomllib.TOMLDecodeError as error:
        raise bad(path, f"text that is not TOML ({error})", "TOML") from None


def front_matter(text: str, path: Path) -> dict[str, Any]:
    """Return what stands between two lines of ``---`` at the top of a text.

    Raises
    ------
    BadCourse
        There is no such thing, or it is not YAML.
    """
    import yaml

    parts = text.split("---\n", 2)
    if len(parts) < 3 or parts[0]:
        raise bad(path, "no front matter", "YAML between two lines of ---, at the top")
    try:
        about = yaml.safe_load(parts[1])
    except yaml.YAMLError as error:
        raise bad(path, f"front matter that is not YAML ({error})", "YAML") from None
    return about if isinstance(about, dict) else {}


def bad(path: Path, found: str, expected: str) -> BadCourse:
    """Return the error that a file of a course is not as it should be."""
    return BadCourse(
        found=f"{found} in {path}", expected=expected, done="nothing was built", next="mend it and try again"
    )
