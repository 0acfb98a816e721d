"""What is made from the courses and committed, since others read it: ``courses/README.md``, ``display/lessons.toml``.

``make courses`` writes both; a test says whether they are current.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .source import Course, Unit, read_courses
from .texts import read_toml

ROOT = Path(__file__).parents[2]
LESSONS = Path(__file__).parents[1] / "display" / "lessons.toml"
CAPABILITY = "capability.toml"
FRAMEWORK = "Government Digital and Data Profession Capability Framework"


def write_derived(courses: Path, lessons: Path = LESSONS) -> tuple[Path, ...]:
    """Write both files; one that is current stays as it is."""
    read = read_courses(courses)
    made = {courses / "README.md": readme_text(courses, read), lessons: lessons_text(read)}
    for path, text in made.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
    return tuple(made)


def readme_text(courses: Path, read: tuple[Course, ...]) -> str:
    """Return the page that lists courses, units, minutes and objectives, and the roles they serve."""
    roles = _roles(courses)
    parts = [
        "<!-- Made by `make courses`. Change course.toml, lesson.md or capability.toml, and not this. -->",
        "# Courses",
        "Unofficial. All data in them is synthetic, or published for anybody to use. `make lab` opens them in"
        " JupyterLab, and `make courses` makes a web site of them. Not sure where to begin? `ndl academy place` asks."
        " How a unit is written is in [STYLE.md](STYLE.md).",
    ]
    for course in read:
        parts += [f"## {course.title}", _about(course, roles), _table(course)]
    served = {course.id for course in read} & {name for role in roles for name in role["courses"]}
    if served:
        parts.append(
            f"Roles are those of the {FRAMEWORK}. Only roles whose page somebody could read for this table are named,"
            " so a course with no role may serve one all the same."
        )
    return "\n\n".join(parts) + "\n"


def lessons_text(read: tuple[Course, ...]) -> str:
    """Return which unit teaches what, as TOML: reports read it, and know nothing of courses."""
    parts = ["# Made from the courses by `make courses`: which unit teaches what, so that a report can name it.\n"]
    for course in read:
        for number, unit in enumerate(course.units, 1):
            if unit.teaches:
                parts.append(_lesson(course, number, unit))
    return "\n".join(parts)


def _lesson(course: Course, number: int, unit: Unit) -> str:
    taught = ",\n".join(f"    {json.dumps(f'{kind} {name}', ensure_ascii=False)}" for kind, name in unit.teaches)
    return (
        "[[lesson]]\n"
        f"course = {json.dumps(course.title, ensure_ascii=False)}\n"
        f"unit = {number}\n"
        f"title = {json.dumps(unit.title, ensure_ascii=False)}\n"
        f'page = "courses/{course.id}/{unit.id}.html"\n'
        f"teaches = [\n{taught},\n]\n"
    )


def _about(course: Course, roles: list[dict[str, Any]]) -> str:
    minutes = sum(unit.minutes for unit in course.units)
    said = f"For {course.role}. {minutes} minutes in all."
    for role in roles:
        if course.id in role["courses"]:
            said += f" Role: [{role['name']}]({role['url']}) (page of {role['page_updated']}; {role['because']})."
    return said


def _table(course: Course) -> str:
    rows = ["| unit | minutes | afterwards you can |", "|---|---|---|"]
    for number, unit in enumerate(course.units, 1):
        objectives = "; ".join(objective.replace("|", r"\|") for objective in unit.objectives)
        link = f"[{unit.title}]({course.id}/{unit.id}/lesson.md)".replace("|", r"\|")
        rows.append(f"| {number}. {link} | {unit.minutes} | {objectives} |")
    return "\n".join(rows)


def _roles(courses: Path) -> list[dict[str, Any]]:
    path = courses / CAPABILITY
    return list(read_toml(path).get("role", [])) if path.is_file() else []


if __name__ == "__main__":
    for written in write_derived(ROOT / "courses"):
        print(written)
