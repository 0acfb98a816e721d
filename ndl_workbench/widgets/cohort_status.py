"""The verb ``cohort_status``: how a cohort does, to look through by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cohort_explorer import CohortExplorer


def cohort_status(folder: str | Path) -> CohortExplorer:
    """Look through a cohort by hand, in a notebook: who has handed in, what is hard, what is alike.

    Nothing is changed but by *Give the later date*, which does what ``ndl cohort extend`` does.

    Parameters
    ----------
    folder
        The cohort's folder, as ``ndl cohort new`` made it.

    Returns
    -------
    CohortExplorer
        ``explorer.overview`` is what is shown, as ``ndl cohort status`` has it, and ``explorer.trainee`` who is chosen.

    Raises
    ------
    NotFound
        There is no such cohort.
    Unreadable
        A file of it does not say what it must.
    """
    from .cohort_explorer import CohortExplorer

    return CohortExplorer(folder)
