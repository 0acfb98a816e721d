"""The verb ``explore``: a result or a table to look through by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..fairness.call import Call
from ..fairness.results import Audit
from ..named import is_frame, name_of
from ..quality.results import QualityReport

if TYPE_CHECKING:
    from .audit_explorer import AuditExplorer
    from .quality_explorer import QualityExplorer


def explore(x: Any) -> QualityExplorer | AuditExplorer:
    """Look through a result or a table by hand, in a notebook.

    Parameters
    ----------
    x
        A quality report, as ``check`` returns it; an audit, as ``audit`` returns it; or a table to audit, by whatever
        ``audit`` takes: a path, an address, an id, a hit or a frame.

    Returns
    -------
    QualityExplorer or AuditExplorer
        For a report: filter findings, see their rows, accept some with a reason, and save. ``explorer.report`` is the
        report with what has been accepted so far. For an audit or a table: choose outcome and groups, look, pin what
        a reader should see, and save one page of it. ``explorer.audit`` is the view that is shown and
        ``explorer.pinned`` those that are pinned. Where the data is synthetic, both say so.

    Raises
    ------
    InputError
        It is not something that can be looked through.
    NotFound, Unreadable, SourceUnavailable
        The table cannot be had; see :mod:`ndl_workbench.errors`.
    """
    if isinstance(x, QualityReport):
        from .quality_explorer import QualityExplorer

        return QualityExplorer(x)
    from .audit_explorer import AuditExplorer

    if isinstance(x, Audit):
        return AuditExplorer(_call_of(x), x)
    if is_frame(x):
        return AuditExplorer(Call(x, "", ()))
    if isinstance(x, str | Path) or isinstance(getattr(x, "id", None), str):
        return AuditExplorer(Call(str(name_of(x)), "", ()))
    raise InputError(
        found=f"{x!r:.60} ({type(x).__name__})",
        expected="a quality report, an audit, or a table to audit",
        done="nothing was shown",
        next="name a table, ndl.explore('my.csv'), or check it first, ndl.explore(ndl.check('my.csv'))",
    )


def _call_of(audit: Audit) -> Call:
    if audit.call is None:
        raise InputError(
            found="an audit that does not say what was asked",
            expected="one that ndl.audit made",
            done="nothing was shown",
            next="make it again with ndl.audit",
        )
    return audit.call
