"""Our marking inside nbgrader's own ``autograde`` and ``generate_feedback``, also behind formgrader's buttons.

A cohort's ``nbgrader_config.py`` names these in place of nbgrader's steps that run a notebook, and of its page::

    c.Autograde.sanitize_preprocessors = ["ndl_workbench.academy.grading.seam.Begin"]
    c.Autograde.autograde_preprocessors = ["ndl_workbench.academy.grading.seam.Mark", …]
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
        """
        from nbformat import from_dict
        from nbgrader.utils import compute_checksum

        about = resources["nbgrader"]
        assignment = read_assignment(Path.cwd(), about["assignment"])
        submissions, _ = handed_in(assignment)
        one = next(one for one in submissions if one.trainee == about["student"])
        done = mark_submission(assignment, one, _sandboxes())
        write_record(assignment.cohort, record_of(assignment, done, safe=True))
        graded = from_dict(graded_notebook(done.restored, done.marking))  # type: ignore[no-untyped-call]
        # By this nbgrader's next step knows an answer that nobody has touched: no person need look at it.
        untouched = {part.id for part in done.restored.parts if part.untouched}
        for cell in graded.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") in untouched:
                cell.metadata.nbgrader.checksum = compute_checksum(cell)
        return graded, resources


class Page(Exporter):
    """Make our page of feedback; nbgrader's would render what trainees wrote."""

    @default("file_extension")
    def _file_extension(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """Return the page of the trainee whose notebook it is; nbgrader works in the cohort's folder here too."""
        _, resources = super().from_notebook_node(nb, resources, **kw)
        about = resources["nbgrader"]
        pages, _ = read_pages(read_assignment(Path.cwd(), about["assignment"]))
        own = pages[about["student"]]
        return page(own.title, own.blocks()), resources


def _sandboxes() -> Sandboxes:
    with _LOCK:
        if not _WARM:
            _WARM.append(open_sandboxes())
            atexit.register(_WARM[0].close)
        return _WARM[0]
