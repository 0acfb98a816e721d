"""Make the site of the courses with Sphinx, without a network, in a folder that is replaced whole."""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..academy.kept import kept
from ..academy.placement import PLACEMENT, placement_html, read_placement
from ..academy.source import Course, Unit, read_courses
from ..academy.taught import things
from ..cohort.links import PATH, Target, binder_link, check_launch
from ..cohort.state import Launch
from ..display import Block, Facts, Result, Text
from ..errors import CannotWrite, InputError
from . import pages
from .notebooks import unit_notebook

if TYPE_CHECKING:
    import pandas as pd

THEME = Path(__file__).parent / "theme"
SITE = "site"
TITLE = "Courses in public data"
LONGEST_EXAMPLE = 120
LONGEST_REASON = 600
# What the pages show must not depend on who makes them.
_OWN = ("NDL_SEED", "NDL_SOURCES", "NDL_CACHE", "NDL_HARVEST", "NDL_SITE", "NDL_REMEMBER")
# The corner of a table that an author left empty: no heading of anything.
_CORNER = re.compile(r'<th class="head">\s*(?:<p>\s*</p>)?\s*</th>')
_SCROLLS = re.compile(r"<pre(?![^>]*tabindex)")
# What Furo's pages lack: a name for the notice at the top, and a heading of the page that searches.
_LACKING = (
    ('<aside class="announcement-content">', '<aside class="announcement-content" aria-label="About these pages">'),
    ('<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="All pages">'),
    ('<aside class="toc-drawer">', '<aside class="toc-drawer" aria-label="Contents of this page">'),
    ('<aside class="toc-drawer no-toc">', '<aside class="toc-drawer no-toc" aria-label="Contents of this page">'),
    ('<div id="search-results"></div>', '<h1>Search</h1><div id="search-results"></div>'),
)


@dataclass(frozen=True, repr=False)
class Site(Result):
    """The site that was made."""

    folder: Path
    courses: tuple[str, ...]
    pages: tuple[str, ...]

    @property
    def title(self) -> str:
        """Say where it is."""
        return f"The courses' site is in {self.folder}"

    def summary(self) -> tuple[str, ...]:
        """Say what is in it, and how it is opened."""
        said = f"{len(self.pages)} pages, {len(self.courses)} courses: {', '.join(self.courses)}"
        return (self.title, said, f"open {self.folder / 'index.html'}")

    def blocks(self) -> tuple[Block, ...]:
        """Say the same on a page."""
        return (Text(f"{len(self.pages)} pages."), Facts(tuple((course, "") for course in self.courses)))

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {
            "schema": "ndl/course-site/1",
            "folder": str(self.folder),
            "courses": list(self.courses),
            "pages": list(self.pages),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a page."""
        import pandas as pd

        return pd.DataFrame({"page": list(self.pages)})


def make_site(courses: Path, folder: Path, launch: Launch | None = None) -> Site:
    """Make the site.

    Parameters
    ----------
    courses
        The folder of courses; ``STYLE.md`` and ``placement.toml`` in it, and ``CONTRIBUTING.md`` beside it, become
        pages where they are there.
    folder
        Where the site goes. What stood there before is replaced, if it was such a site.
    launch
        The repository and the Binder that units are opened from; without one, only the reader's own computer is named.

    Raises
    ------
    InputError
        Sphinx is not installed, an example of a lesson fails, a page cannot be made, or the folder holds other things.
    CannotWrite
        The folder is closed to us.
    """
    _refuse_without_sphinx()
    _refuse_other_things(folder)
    launch = check_launch(launch) if launch else None
    read = read_courses(courses)
    with tempfile.TemporaryDirectory() as temporary:
        source, built = Path(temporary) / "source", Path(temporary) / "html"
        write_source(courses, read, source, launch)
        with _surroundings(Path(temporary)):
            _sphinx(source, built, Path(temporary) / "doctrees")
        _put(built, folder)
    made = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html"))
    return Site(folder, tuple(course.id for course in read), tuple(made))


def write_source(courses: Path, read: tuple[Course, ...], source: Path, launch: Launch | None) -> None:
    """Write what the site is made from: Markdown, and a notebook for each unit."""
    known = things()
    texts = {
        "index.md": pages.front_page(read),
        "glossary.md": pages.glossary_page(read),
        "taught.md": pages.taught_page(known, read),
        "placement.md": _placement(courses, read),
        "style.md": _copied(courses / "STYLE.md", "How a unit is written"),
        "contributing.md": _contributing(courses.resolve().parent / "CONTRIBUTING.md"),
    }
    for course in read:
        home = f"courses/{course.id}"
        texts[f"{home}/index.md"] = pages.course_page(course)
        for number, unit in enumerate(course.units, 1):
            head = pages.unit_head(course, number, _places(course, unit, launch))
            lesson = pages.of_lesson(course, unit, lambda word: f"#{pages.term_anchor(word)}")
            tail = "\n\n".join([pages.of_exercise(unit), pages.unit_foot(course, number, known)])
            texts[f"{home}/{unit.id}.ipynb"] = unit_notebook(head, lesson, tail)
    for name, text in texts.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _places(course: Course, unit: Unit, launch: Launch | None) -> tuple[pages.Place, ...]:
    if launch is None or not launch.binder:
        return ()
    owner, _, repository = launch.repository.partition("/")
    path = (launch.path or PATH).format(course=course.id, unit=unit.id)
    address = binder_link(launch.binder, Target(owner, repository, launch.ref, path))
    return (pages.Place(f"Open “{unit.title}” on Binder: in your browser, with nothing to install", address),)


def _placement(courses: Path, read: tuple[Course, ...]) -> str:
    if not (courses / PLACEMENT).is_file():
        return "# Where to begin\n\nBegin with the first unit of the first course.\n"
    placement = read_placement(courses / PLACEMENT)
    return f"# {placement.title}\n\n{placement.intro}\n\n```{{raw}} html\n{placement_html(placement, read)}\n```\n"


def _copied(path: Path, title: str) -> str:
    return pages.copied_page(path.read_text(encoding="utf-8")) if path.is_file() else f"# {title}\n\nNot written yet.\n"


def _contributing(path: Path) -> str:
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    parts = [pages.section(text, name) for name in ("A course of your own", "A unit of a course")]
    return "\n\n".join(["# How to contribute", *(pages.copied_page(part) for part in parts if part)]) + "\n"


def _sphinx(source: Path, built: Path, doctrees: Path) -> None:
    from sphinx.application import Sphinx

    said = io.StringIO()
    options = settings_of()
    try:
        app = Sphinx(source, None, built, doctrees, "html", options, status=None, warning=said, parallel=1)
        app.connect("html-page-context", _finish)
        app.build(force_all=True)
    except Exception as error:
        raise _failed(
            f"{_why(str(error), source)}: {_why(said.getvalue() + str(error.__cause__ or ''), source)}"
        ) from error
    if said.getvalue().strip():
        raise _failed(_why(said.getvalue(), source))


def settings_of() -> dict[str, Any]:
    """Return Sphinx's settings: what a conf.py would say."""
    return {
        "project": TITLE,
        "author": "the authors of the National Data Library workbench",
        "project_copyright": "Texts: Open Government Licence v3. Code: MIT licence",
        "language": "en_GB",
        "extensions": ["myst_nb"],
        "html_theme": "furo",
        "html_title": TITLE,
        "html_static_path": [str(THEME)],
        "html_css_files": ["site.css"],
        "html_js_files": ["site.js"],
        "html_copy_source": False,
        "html_use_index": False,
        "html_show_sourcelink": False,
        "html_theme_options": {"announcement": pages.UNOFFICIAL, "top_of_page_buttons": []},
        "myst_enable_extensions": ["deflist"],
        "myst_heading_anchors": 3,
        "nb_execution_mode": "force",
        "nb_execution_timeout": LONGEST_EXAMPLE,
        "nb_execution_raise_on_error": True,
        "nb_execution_in_temp": True,
        "nb_merge_streams": True,
        # Else each page would ask a server elsewhere for scripts.
        "nb_ipywidgets_js": {},
        "suppress_warnings": ["myst.header"],
    }


def _finish(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Let a key reach everything that scrolls, and make no heading of what is empty."""
    if "body" in context:
        context["body"] = _CORNER.sub("<td></td>", _SCROLLS.sub('<pre tabindex="0"', context["body"]))


@contextmanager
def _surroundings(temporary: Path) -> Iterator[None]:
    """Run the examples as nobody: embedded data only, nothing of this person's, and nothing remembered."""
    before = {name: os.environ.get(name) for name in _OWN}
    nothing = temporary / "sources.toml"
    nothing.touch()
    os.environ.update(NDL_SOURCES=str(nothing), NDL_CACHE=str(temporary / "cache"), NDL_REMEMBER="0")
    os.environ["NDL_HARVEST"] = str(temporary / "harvest")
    for name in ("NDL_SEED", "NDL_SITE"):
        os.environ.pop(name, None)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _put(built: Path, folder: Path) -> None:
    for page in built.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for found, better in _LACKING:
            text = text.replace(found, better)
        page.write_text(text, encoding="utf-8")
    (built / ".buildinfo").unlink(missing_ok=True)
    shutil.rmtree(built / "_sources", ignore_errors=True)
    # GitHub's pages leave out folders that begin with _ unless this is there.
    (built / ".nojekyll").touch()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with kept(folder):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(built, folder)
    except OSError as error:
        raise CannotWrite(
            found=f"{folder} cannot be written ({error.strerror or error})",
            expected="a folder that can be written to",
            done="the site is as it was",
            next="choose another folder with --output",
        ) from None


def _refuse_without_sphinx() -> None:
    try:
        import furo  # noqa: F401
        import myst_nb  # noqa: F401
    except ImportError as error:
        raise InputError(
            found=f"no {error.name}, which makes the site",
            expected="sphinx, myst-nb and furo",
            done="nothing was made",
            next="run 'make courses', or: pip install 'ndl-workbench[site]'",
        ) from None


def _refuse_other_things(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "placement.html").is_file():
        raise InputError(
            found=f"{folder}, which holds other things",
            expected="a new or empty folder, or one with a site of the courses",
            done="nothing was made",
            next="choose another folder with --output",
        )


def _failed(found: str) -> InputError:
    return InputError(
        found=f"pages that cannot be made ({found})",
        expected="lessons whose examples run and whose links lead somewhere",
        done="the site is as it was",
        next="mend the lesson that is named, and try again",
    )


def _why(text: str, source: Path) -> str:
    """Return what was said, without colours and without the folder that is thrown away."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).replace(f"{source}{os.sep}", "")
    return " ".join(plain.split())[-LONGEST_REASON:]
