"""Hostile files, and what aims at the people who look: a whole cohort of them, graded at once beside honest work."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ndl_workbench.academy.grading.feedback import feedback
from ndl_workbench.academy.grading.grade import grade
from ndl_workbench.academy.grading.marking import Sandboxes
from ndl_workbench.academy.grading.records import read_record
from ndl_workbench.academy.release import release_to_cohort
from ndl_workbench.academy.source import Unit, read_course

HERE = Path(__file__).parent
UNIT = "01_several"
ATTACKS = sorted([*HERE.glob("file/*.py"), *HERE.glob("people/*.py")])
# Nobody is called so; folders by these names may lie among the others all the same.
NAMES = ("<img src=x onerror=alert(1)>", "\x1b[2Jred\x07", "\u202egnp", "a b", ".hidden", "-rf", "o'neil; drop", "a\nb")
SAFE_TAGS = {"p", "em", "strong", "ul", "ol", "li", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "code"}
SAFE_TAGS |= {"blockquote", "span", "div", "img", "table", "tr", "td", "th", "figure", "a", "details", "summary"}
SAFE_ATTRIBUTES = {"id", "class", "href", "src", "alt", "style"}
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def trainee_of(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.fixture(scope="module")
def graded(
    attacked: Unit,
    read_attack: Callable[[Path], Any],
    write_attack: Callable[[Path, Any], None],
    sandboxes: Sandboxes,
    tmp_path_factory: pytest.TempPathFactory,
) -> SimpleNamespace:
    """A cohort in which everybody has handed in, graded once."""
    cohort = tmp_path_factory.mktemp("attacked") / "cohort"
    release_to_cohort(read_course(HERE / "course", "attacked"), [attacked], cohort)
    neighbour = read_attack(HERE / "neighbour.py")
    for path in ATTACKS:
        write_attack(cohort / "submitted" / trainee_of(path) / UNIT, read_attack(path))
    for name in ("a-neighbour", "g-neighbour", "z-neighbour", *NAMES):
        write_attack(cohort / "submitted" / name / UNIT, neighbour)

    grading = grade(cohort, UNIT, limits=sandboxes.student.limits)
    return SimpleNamespace(cohort=cohort, grading=grading, rows={row.trainee: row for row in grading.rows})


@pytest.mark.parametrize("path", ATTACKS, ids=trainee_of)
def test_it_gets_its_marks(
    graded: SimpleNamespace, read_attack: Callable[[Path], Any], attacked: Unit, path: Path
) -> None:
    attack, trainee = read_attack(path), trainee_of(path)
    assert attack.kind == path.parent.name
    if attack.refused:
        assert trainee not in graded.rows
        assert [one for one in graded.grading.refused if one.startswith(f"{trainee} ")]
        return

    record = read_record(graded.cohort, UNIT, trainee)

    full = {question.id: float(question.points) for question in attacked.questions}
    told = {one.cell.removesuffix("-check"): one.says for one in record.verdicts}
    marks = {one.cell.removesuffix("-check"): one.marks for one in record.verdicts}
    assert marks == full | attack.marks, told
    assert graded.rows[trainee].marks == sum(marks.values())
    assert record.trouble == ()
    for question, beginning in attack.told.items():
        assert (record.unreadable or told[question]).startswith(beginning)
    for part in attack.prints:
        assert part in "".join(ran.printed for ran in record.ran)


def test_the_honest_have_all_their_marks_in_nbgraders_gradebook_too(graded: SimpleNamespace, attacked: Unit) -> None:
    from nbgrader.api import Gradebook

    full = sum(question.points for question in attacked.questions)
    with Gradebook(f"sqlite:///{graded.cohort}/gradebook.db", "attacked") as book:
        for name in ("a-neighbour", "g-neighbour", "z-neighbour"):
            assert graded.rows[name].marks == full
            notebook = book.find_submission_notebook(UNIT, UNIT, name)
            assert sum(grade.auto_score or 0 for grade in notebook.grades) == full
        assert {student.id for student in book.students} >= set(graded.rows)
        assert not {student.id for student in book.students} & set(NAMES)


def test_nobody_is_graded_twice(graded: SimpleNamespace) -> None:
    again = grade(graded.cohort, UNIT)

    assert {row.what for row in again.rows} == {"unchanged"}
    assert {row.trainee: row.marks for row in again.rows} == {name: row.marks for name, row in graded.rows.items()}


def test_what_a_terminal_is_told_is_text(graded: SimpleNamespace) -> None:
    grading = graded.grading
    lines = [*grading.summary(), *grading.refused, *grading.troubles, str(grading), grading.title]
    lines += feedback(graded.cohort, UNIT).summary()

    assert len([one for one in grading.refused if "a name that no trainee can have" in one]) == len(NAMES)
    assert not [line for line in lines if CONTROLS.search(line)]


@pytest.fixture(scope="module")
def pages(graded: SimpleNamespace) -> dict[str, list[str]]:
    """Of each trainee, the page of feedback, and their graded notebook as nbgrader shows it to a person."""
    import nbformat
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="classic")
    told = feedback(graded.cohort, UNIT)
    assert {row.trainee for row in told.rows} == set(graded.rows)
    pages = {}
    for trainee in graded.rows:
        notebook = nbformat.read(graded.cohort / "autograded" / trainee / UNIT / f"{UNIT}.ipynb", 4)
        nbformat.validate(notebook)
        page = (graded.cohort / "feedback" / trainee / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
        pages[trainee] = [page, exporter.from_notebook_node(notebook)[0]]
    return pages


@pytest.mark.parametrize("path", [path for path in ATTACKS if path.stem not in ("a_folder", "a_pipe")], ids=trainee_of)
def test_in_pages_it_is_text(pages: dict[str, list[str]], path: Path) -> None:
    for page, honest in zip(pages[trainee_of(path)], pages["g-neighbour"], strict=True):
        seen, usual = Seen(page), Seen(honest)
        assert seen.scripts == usual.scripts
        assert seen.tags - usual.tags <= SAFE_TAGS
        assert seen.attributes - usual.attributes <= SAFE_ATTRIBUTES
        strange = seen.addresses - usual.addresses
        assert not [one for one in strange if not one.startswith(("#", "data:image/png;base64,"))]
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", page)
        if "MathJax" in page:
            # It makes formulas of what a browser shows: what begins one stands in an element of its own.
            assert not [text for text in seen.prose if ("$" in text and text != "$") or re.search(r"\\[(\[b]", text)]


@pytest.mark.parametrize("trainee", ["g-neighbour", "file-forged_tests", "people-errors", "people-displayed"])
def test_held_back_checks_are_in_no_page(pages: dict[str, list[str]], trainee: str) -> None:
    for page in pages[trainee]:
        assert "planted-test" not in page
        assert "planted-solution" not in page


class Seen(HTMLParser):
    """What a page is made of: tags, attributes, addresses, scripts, and the text outside code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.scripts: set[str] = set()
        self.prose: list[str] = []
        self._inside: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        if tag in ("script", "style", "pre", "code", "title", "textarea"):
            self._inside.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "action", "formaction", "data", "srcset", "poster"):
                self.addresses.add(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if "script" in self._inside or "style" in self._inside:
            self.scripts.add(data)
        elif not self._inside:
            self.prose.append(data)
