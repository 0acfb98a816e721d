"""Our marking inside nbgrader's own ``autograde`` and ``generate_feedback``, also behind formgrader's buttons.

A cohort's ``nbgrader_config.py`` names these in place of nbgrader's steps that run a notebook, and of its page::

    c.Autograde.sanitize_preprocessors = ["ndl_workbench.academy.grading.seam.Begin"]
    c.Autograde.autograde_preprocessors = ["ndl_workbench.academy.grading.seam.Mark", …,
                                           "ndl_workbench.academy.grading.seam.End"]
    c.GenerateFeedback.exporter_class = "ndl_workbench.academy.grading.seam.Page"

nbgrader makes its steps anew for each notebook, so the warm interpreters live here, for as long as the process does.
"""

from __future__ import annotations

import atexit
import threading
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import default

from ...display.html import page
from ...errors import InputError
from .cohort_folder import handed_in, read_assignment
from .feedback import read_pages
from .grade import mark_submission, record_of
from .graded import graded_notebook
from .marking import Sandboxes, open_sandboxes
from .records import write_record

_LOCK = threading.Lock()
_WARM: list[Sandboxes] = []


class Begin(NbGraderPreprocessor):  # type: ignore[misc]
    """Begin with an empty notebook: what was handed in is read by :class:`Mark`, carefully."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Take out every cell, and what is said about the notebook."""
        nb.cells, nb.metadata = [], type(nb.metadata)()
        return nb, resources


class Mark(NbGraderPreprocessor):  # type: ignore[misc]
    """Mark a submission in the sandbox, and put the graded notebook in its place."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Replace the notebook by the graded one; nbgrader works in the cohort's folder when it calls this.

        Raises
        ------
        NoSandbox
            There is no sandbox here.
        InputError
            What was handed in is no trainee's notebook.
        """
        from nbformat import from_dict

        about = resources["nbgrader"]
        assignment = read_assignment(Path.cwd(), about["assignment"])
        submissions, refused = handed_in(assignment, about["student"])
        if not submissions:
            raise _refused(about["student"], refused)
        done = mark_submission(assignment, submissions[0], _sandboxes())
        resources[_MARKED] = (assignment, done)
        graded = from_dict(graded_notebook(done.restored, done.marking))  # type: ignore[no-untyped-call]
        _sign_untouched(graded, {part.id for part in done.restored.parts if part.untouched})
        return graded, resources


class End(NbGraderPreprocessor):  # type: ignore[misc]
    """Write the record, last of all: what has none is marked again."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write what :class:`Mark` found, now that nbgrader's steps have put it in the gradebook."""
        assignment, done = resources.pop(_MARKED)
        write_record(assignment.cohort, record_of(assignment, done, safe=True))
        return nb, resources


class Page(Exporter):
    """Make our page of feedback; nbgrader's would render what trainees wrote."""

    @default("file_extension")
    def _file_extension(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """Return the page of the trainee whose notebook it is; nbgrader works in the cohort's folder here too.

        Raises
        ------
        InputError
            It was not marked by our steps.
        """
        _, resources = super().from_notebook_node(nb, resources, **kw)
        about = resources["nbgrader"]
        pages, _ = read_pages(read_assignment(Path.cwd(), about["assignment"]))
        own = pages.get(about["student"])
        if own is None:
            raise _refused(about["student"], (f"no marking of {about['student']}'s notebook by our steps",))
        return page(own.title, own.blocks()), resources


_MARKED = "ndl_marked"


def _sign_untouched(graded: Any, untouched: set[str]) -> None:
    """Sign untouched answers, by which nbgrader knows that there is nothing to mark in them."""
    from nbgrader.utils import compute_checksum

    for cell in graded.cells:
        settings = cell.metadata.get("nbgrader", {})
        settings.pop("checksum", None)
        if settings.get("grade_id") in untouched:
            settings.checksum = compute_checksum(cell)


def _refused(trainee: str, why: tuple[str, ...]) -> InputError:
    return InputError(
        found="; ".join(why) or f"nothing that {trainee} has handed in",
        expected="a trainee's folder with their notebook",
        done="nothing was done",
        next="look at it in the folder 'submitted', then run 'ndl academy grade'",
    )


def _sandboxes() -> Sandboxes:
    with _LOCK:
        if not _WARM:
            _WARM.append(open_sandboxes())
            atexit.register(_WARM[0].close)
        return _WARM[0]
