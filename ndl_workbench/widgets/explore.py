"""The verb ``explore``: a result to look through by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..quality.results import QualityReport

if TYPE_CHECKING:
    from .quality_explorer import QualityExplorer


def explore(x: Any) -> QualityExplorer:
    """Look through a result by hand, in a notebook.

    Parameters
    ----------
    x
        A quality report, as ``check`` returns it.

    Returns
    -------
    QualityExplorer
        Filter findings, see their rows, accept some with a reason, and save. ``explorer.report`` is the report with
        what has been accepted so far. Where the data is synthetic, it says so.

    Raises
    ------
    InputError
        It is not a result that can be looked through.
    """
    if isinstance(x, QualityReport):
        from .quality_explorer import QualityExplorer

        return QualityExplorer(x)
    raise InputError(
        found=f"{x!r:.60} ({type(x).__name__})",
        expected="a quality report",
        done="nothing was shown",
        next="check the table first: ndl.explore(ndl.check('my.csv'))",
    )
