"""Our marking inside nbgrader's own ``autograde``, also behind formgrader's button.

A cohort's ``nbgrader_config.py`` names these two in place of nbgrader's steps that run a notebook::

    c.Autograde.sanitize_preprocessors = ["ndl_workbench.academy.grading.seam.Begin"]
    c.Autograde.autograde_preprocessors = ["ndl_workbench.academy.grading.seam.Mark", …]

nbgrader makes its steps anew for each notebook, so the warm interpreters live here, for as long as the process does.
"""

from __future__ import annotations

import atexit
import threading
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from .cohort_folder import handed_in, read_assignment
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

        about = resources["nbgrader"]
        assignment = read_assignment(Path.cwd(), about["assignment"])
        submissions, _ = handed_in(assignment)
        one = next(one for one in submissions if one.trainee == about["student"])
        done = mark_submission(assignment, one, _sandboxes())
        write_record(assignment.cohort, record_of(assignment, done, safe=True))
        graded = from_dict(graded_notebook(done.restored, done.marking))  # type: ignore[no-untyped-call]
        return graded, resources


def _sandboxes() -> Sandboxes:
    with _LOCK:
        if not _WARM:
            _WARM.append(open_sandboxes())
            atexit.register(_WARM[0].close)
        return _WARM[0]
