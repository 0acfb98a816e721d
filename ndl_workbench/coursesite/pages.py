"""The pages of the site as Markdown. Only what a trainee may read goes in: see ``of_exercise``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..academy.glossary import linked
from ..academy.source import BEGIN_SCHEME, END_SCHEME, Course, Unit, split
from ..academy.taught import KINDS, Thing, anchor_of

UNOFFICIAL = "Unofficial: no government page. All data in the courses is synthetic or published for anybody to use."
_HEADING = re.compile(r"^(#{1,5}) ", re.M)
_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.S | re.M)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)


@dataclass(frozen=True)
class Place:
    """Where a unit can be opened: what the link says, and its address."""

    says: str
    address: str


def front_page(courses: tuple[Course, ...]) -> str:
    """Return the first page: what there is, and where to begin."""
    links = [f"[{course.title}](courses/{course.id}/index.md)" for course in courses]
    listed = "\n".join(
        f"- {link}: {_units(course)}, {minutes_said(course)}. For {course.role}."
        for link, course in zip(links, courses, strict=True)
    )
    contents = "\n".join(["placement", *(f"courses/{course.id}/index" for course in courses), "glossary", "taught"])
    return f"""# Courses in public data

{UNOFFICIAL}

These courses teach you to find public data, to judge it, and to use it without harm. You work on flawed data in a
notebook, and the checks tell you in plain words what you overlooked. They are free, and need no account.

- Not sure where to begin? [Answer a few questions](placement.md). Nothing is stored or sent.
- In a hurry? Each unit says how long it takes, and can be taken by itself.

## The courses

{listed}

## More

- [The words of the field](glossary.md)
- [What the lessons explain](taught.md): each verb, check and metric of the workbench, with the lesson that teaches it
- [How to contribute a course or a unit](contributing.md), and [how a unit is written](style.md)

```{{toctree}}
:hidden:

{contents}
contributing
style
```
"""


def course_page(course: Course) -> str:
    """Return a course's page: its units, with minutes and objectives."""
    parts = [f"# {course.title}\n", f"For {course.role}.\n"]
    parts.append(
        f"{_units(course)}, {minutes_said(course)} in all. You pass with {course.pass_mark:.0%} of the marks.\n"
    )
    for number, unit in enumerate(course.units, 1):
        parts.append(f"## [Unit {number}: {unit.title}]({unit.id}.ipynb)\n")
        parts.append(f"{unit.minutes} minutes. Afterwards you can:\n")
        parts.append("\n".join(f"- {objective}" for objective in unit.objectives) + "\n")
    contents = "\n".join(unit.id for unit in course.units)
    return "\n".join([*parts, f"```{{toctree}}\n:hidden:\n\n{contents}\n```\n"])


def unit_head(course: Course, number: int, places: Iterable[Place]) -> str:
    """Return what stands above a lesson: what it is part of, how long it takes, and what for."""
    unit = course.units[number - 1]
    objectives = "\n".join(f"- {objective}" for objective in unit.objectives)
    return f"""# {unit.title}

Unit {number} of [{course.title}](index.md). {unit.minutes} minutes, {unit.points} marks.

## What you will be able to do

{objectives}

## Open it

{launch(course, unit, places)}
"""


def launch(course: Course, unit: Unit, places: Iterable[Place]) -> str:
    """Say how the exercise is opened; one line for each place."""
    path = f"courses/_build/{course.id}/release/{unit.id}/{unit.id}.ipynb"
    links = "\n".join(f"- [{place.says}]({place.address})" for place in places)
    return f"""{links}
- On your own computer: in a copy of the workbench, type `make lab`. JupyterLab opens; go to `{path}`.
- While JupyterLab runs there: [open “{unit.title}” in it](http://127.0.0.1:8888/lab/tree/{path})"""


def of_lesson(course: Course, unit: Unit, address: Callable[[str], str]) -> str:
    """Return a lesson without its title, its terms linked."""
    text = _FRONT.sub("", unit.lesson).strip()
    text = re.sub(r"\A# [^\n]*\n", "", text)
    return linked(text, course.glossary, address).strip()


def of_exercise(unit: Unit) -> str:
    """Return what an exercise asks: its prose, and how each question is marked.

    No code, no check, no answer, no hint and no mark scheme: a page that everybody can read must give nothing away.
    """
    parts = ["## What the exercise asks", "The numbers you get are your own. Here is what you are asked, without them."]
    for cell in unit.cells:
        if cell.kind == "prose":
            parts.append(lowered(re.sub(r"\A\s*# [^\n]*\n?", "", cell.source)).strip())
        elif cell.kind == "tests":
            parts.append(f"*{marks_said(cell.points)}, by machine.*")
        elif cell.kind == "written":
            parts.append(split(cell.source, BEGIN_SCHEME, END_SCHEME)[0].strip())
            parts.append(f"*{marks_said(cell.points)}, by a person.*")
    return "\n\n".join(part for part in parts if part)


def unit_foot(course: Course, number: int, things: Iterable[Thing]) -> str:
    """Return what stands below a unit: what of the workbench it explains, and where to go on."""
    unit = course.units[number - 1]
    known = {(thing.kind, thing.name) for thing in things}
    taught = [f"- {kind}: [{name}](#{anchor_of(kind, name)})" for kind, name in unit.teaches if (kind, name) in known]
    parts = ["## What it explains of the workbench\n\n" + "\n".join(taught)] if taught else []
    after = course.units[number] if number < len(course.units) else None
    going_on = f"[Unit {number + 1}: {after.title}]({after.id}.ipynb)" if after else f"[{course.title}](index.md)"
    return "\n\n".join([*parts, f"## Go on\n\n{going_on}"])


def glossary_page(courses: tuple[Course, ...]) -> str:
    """Return the words of all courses, each with its meaning; where two courses differ, both."""
    meanings: dict[str, tuple[str, dict[str, list[str]]]] = {}
    for course in courses:
        for term in course.glossary:
            _, said = meanings.setdefault(term.word.casefold(), (term.word, {}))
            said.setdefault(term.meaning, []).append(course.title)
    parts = ["# The words of the field\n"]
    for key in sorted(meanings):
        word, said = meanings[key]
        parts.append(f"({term_anchor(word)})=\n## {word}\n")
        for meaning, titles in said.items():
            of = f" *({', '.join(titles)})*" if len(said) > 1 else ""
            parts.append(f"{meaning}{of}\n")
    if not meanings:
        parts.append("No course has a glossary yet.\n")
    return "\n".join(parts)


def taught_page(things: Iterable[Thing], courses: tuple[Course, ...]) -> str:
    """Return every verb, check, metric and dimension, each with the units that teach it."""
    lessons: dict[tuple[str, str], list[str]] = {}
    for course in courses:
        for number, unit in enumerate(course.units, 1):
            link = f"[{course.title}, unit {number}](courses/{course.id}/{unit.id}.ipynb)"
            for pair in unit.teaches:
                lessons.setdefault(pair, []).append(link)
    things = tuple(things)
    parts = ["# What the lessons explain\n", "What the workbench can do and find, and the lesson that teaches it.\n"]
    for kind, title in KINDS.items():
        parts.append(f"## {title}\n")
        for thing in (thing for thing in things if thing.kind == kind):
            learn = lessons.get((thing.kind, thing.name), [])
            said = f" Learn: {'; '.join(learn)}." if learn else ""
            name = f"`ndl.{thing.name}`" if kind == "verb" else thing.name.replace("_", r"\_")
            parts.append(f"({thing.anchor})=\n### {name}\n\n{_escaped(thing.says)}{said}\n")
    return "\n".join(parts)


def copied_page(text: str) -> str:
    """Return a page of the repository as one of the site: links to files that are not here become plain words."""
    pages = {
        "../CONTRIBUTING.md": "contributing.md",
        "CONTRIBUTING.md": "contributing.md",
        "courses/STYLE.md": "style.md",
    }

    def link(match: re.Match[str]) -> str:
        words, target = match.groups()
        if target in pages:
            return f"[{words}]({pages[target]})"
        return match[0] if target.startswith(("http", "#")) else words

    return re.sub(r"(?<!!)(?<!`)\[([^\]]+)\]\(([^)\s]+)\)", link, text)


def section(text: str, title: str) -> str:
    """Return one section of a page, its heading included."""
    begin = re.search(rf"^## {re.escape(title)}$", text, re.M)
    if begin is None:
        return ""
    end = re.search(r"^## ", text[begin.end() :], re.M)
    return text[begin.start() : begin.end() + end.start() if end else len(text)].strip()


def lowered(text: str) -> str:
    """Put the headings of a text one level lower; code stays as it is."""
    parts, last = [], 0
    for fence in _FENCE.finditer(text):
        parts += [_HEADING.sub(r"#\1 ", text[last : fence.start()]), fence[0]]
        last = fence.end()
    return "".join([*parts, _HEADING.sub(r"#\1 ", text[last:])])


def term_anchor(word: str) -> str:
    """Return the anchor of a word in the site's glossary."""
    return "term-" + re.sub("[^a-z0-9]+", "-", word.lower()).strip("-")


def marks_said(points: int) -> str:
    """Say how many marks."""
    return "1 mark" if points == 1 else f"{points} marks"


def minutes_said(course: Course) -> str:
    """Say how long a course takes."""
    hours, minutes = divmod(sum(unit.minutes for unit in course.units), 60)
    said = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*said, *([f"{minutes} minutes"] if minutes or not hours else [])])


def _units(course: Course) -> str:
    return "1 unit" if len(course.units) == 1 else f"{len(course.units)} units"


def _escaped(text: str) -> str:
    return re.sub(r"([*_<>\[\]])", r"\\\1", text)
