"""How a result is shown on a page of a lesson: its summary, and all of it folded away below.

A notebook shows all of a report at once; on a page that is read from top to bottom it would bury the next sentence.
"""

from __future__ import annotations

from ..display import Details, Result
from ..display.blocks import Code
from ..display.html import fragment

WHOLE = "Everything a notebook shows here"


def begin() -> None:
    """Show results so from now on, in the kernel that calls this."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None:
        shell.display_formatter.formatters["text/html"].for_type(Result, shown)


def shown(result: Result) -> str:
    """Return a result's summary as HTML, with all of it folded away."""
    lines = repr(result).splitlines()
    summary = "\n".join(lines[1:] if lines and lines[0].strip() == result.title else lines)
    return fragment(result.title, (Code(summary, "In short"), Details(WHOLE, result.blocks())))
