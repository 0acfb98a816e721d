"""Begin a course, or a further unit of one: files that build and prove as they are, to be written over."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from ..display import Block, Items, Result
from ..display.save import write_whole
from ..errors import CannotWrite, InputError

if TYPE_CHECKING:
    import pandas as pd

TEMPLATES = Path(__file__).parent / "templates"
FIRST_UNIT = "01_first-unit"
MINUTES = 30
_COURSE_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_UNIT_NAME = re.compile(r"\d\d_[a-z][a-z0-9]*(-[a-z0-9]+)*")
_UNITS_LINE = re.compile(r"^units\s*=\s*\[[^\]]*\]", re.M)
_HOURS_LINE = re.compile(r"^hours\s*=\s*[\d.]+", re.M)


@dataclass(frozen=True, repr=False)
class Scaffold(Result):
    """The files of a new course or unit."""

    course: str
    unit: str
    files: tuple[Path, ...]

    @property
    def title(self) -> str:
        """Name what was begun."""
        return f"{self.unit} of {self.course} was begun"

    def summary(self) -> tuple[str, ...]:
        """The files, and what to type next."""
        return (
            self.title,
            *(f"  {path}" for path in self.files),
            "next: write over what is there (design.md says what), then:",
            f"  ndl academy lint {self.course}",
            f"  ndl academy prove {self.course}",
        )

    def blocks(self) -> tuple[Block, ...]:
        """The files as a list."""
        return (Items(tuple(str(path) for path in self.files)),)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        files = [str(path) for path in self.files]
        return {"schema": "ndl/scaffold/1", "course": self.course, "unit": self.unit, "files": files}

    def to_frame(self) -> pd.DataFrame:
        """One row a file."""
        import pandas as pd

        return pd.DataFrame({"file": [str(path) for path in self.files]})


def begin(courses: Path, course: str, unit: str | None = None) -> Scaffold:
    """Write the first files of a course, or of a further unit of one that is there.

    Parameters
    ----------
    courses
        The folder of courses; made if it is not there.
    course
        The course's id, such as ``counting-people``.
    unit
        The unit's, such as ``02_in-areas``. A new course begins with ``01_first-unit`` when none is named.

    Raises
    ------
    InputError
        The name is not of that form, or there is something of that name. Nothing is overwritten.
    CannotWrite
        The folder is closed to us.
    """
    unit = unit or FIRST_UNIT
    words = {"unit": unit, "short": unit[3:], "title": title_of(unit[3:])}
    words["minutes"] = str(MINUTES)
    files = {
        "lesson.md": _template("lesson.txt", words),
        "exercise.py": _template("exercise.txt", words),
        "design.md": _template("design.txt", words),
    }
    return Scaffold(course, unit, write_unit(courses, course, unit, files, MINUTES))


def write_unit(courses: Path, course: str, unit: str, files: dict[str, str], minutes: int) -> tuple[Path, ...]:
    """Write a unit's files, and put it last in its course, which is begun if it is not there.

    Raises
    ------
    InputError
        A name is not of its form, or the unit is there. Nothing is overwritten.
    CannotWrite
        The folder is closed to us.
    """
    _refuse_name(course, _COURSE_NAME, "words joined by hyphens, such as counting-people")
    _refuse_name(unit, _UNIT_NAME, "two digits, an underscore and words joined by hyphens, such as 02_in-areas")
    home, about = courses / course / unit, courses / course / "course.toml"
    if home.exists():
        raise InputError(
            found=f"{home}, which is there already",
            expected="the name of a unit that is not there",
            done="nothing was written",
            next="name a unit, such as 'ndl academy new COURSE 02_more', or move the old one away",
        )
    words = {"title": title_of(course), "unit": unit, "hours": f"{minutes / 60:g}"}
    text = _with_unit(about, unit, minutes) if about.exists() else _template("course.txt", words)
    try:
        home.mkdir(parents=True)
    except OSError as error:
        raise CannotWrite(
            found=f"{home} cannot be made ({error.strerror or error})",
            expected="a folder that can be written to",
            done="nothing was written",
            next="choose another folder with --courses",
        ) from None
    try:
        written = [write_whole(home / name, content.encode()) for name, content in files.items()]
        # Last, so that the course is as it was until the unit is whole.
        return (write_whole(about, text.encode()), *written)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise


def title_of(name: str) -> str:
    """Make a title from an id."""
    words = name.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _refuse_name(name: str, form: re.Pattern[str], expected: str) -> None:
    if not form.fullmatch(name):
        raise InputError(
            found=f"the name {name!r}",
            expected=f"lower-case {expected}",
            done="nothing was written",
            next="choose such a name",
        )


def _with_unit(about: Path, unit: str, minutes: int) -> str:
    """Return a course.toml with one more unit and its time, all else as it was."""
    text = about.read_text(encoding="utf-8")
    try:
        before = tomllib.loads(text)
        units = [*before["units"], unit]
        hours = round(before["hours"] + minutes / 60, 2)
        after = _UNITS_LINE.sub(lambda match: f"units = {json.dumps(units)}", text, count=1)
        after = _HOURS_LINE.sub(lambda match: f"hours = {hours:g}", after, count=1)
        if tomllib.loads(after) == {**before, "units": units, "hours": hours}:
            return after
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        pass
    raise InputError(
        found=f"{about}, in which the units and hours could not be changed",
        expected='lines such as units = ["01_first-unit"] and hours = 2.5',
        done="nothing was written",
        next=f'mend it, or write "{unit}" into it after making the unit in another course',
    )


def _template(name: str, words: dict[str, str]) -> str:
    return Template((TEMPLATES / name).read_text(encoding="utf-8")).substitute(words)
