"""The verb ``browse``: search for datasets, look at them and open them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .browser import Browser


def browse(query: str = "", *, source: str | Sequence[str] = "local") -> Browser:
    """Search for datasets by hand, in a notebook: type, narrow down, look, and open one.

    What is typed is looked for on this machine only. Sites are asked when *Also ask the sites* is pressed, and
    when what they answered is narrowed down; never while somebody types.

    Parameters
    ----------
    query
        Words to begin with; "" lists everything.
    source
        ``local``, ``all``, or the name of one source or of several. Of those named, the ones that need no connection
        are searched as you type, and the others by the button; of ``local``, the button asks all sources there are.

    Returns
    -------
    Browser
        ``browser.hit`` is the chosen dataset, ``browser.results`` what was found, and ``browser.table`` the table that
        was opened last.

    Raises
    ------
    NotFound
        There is no source of that name.
    """
    from .browser import Browser

    return Browser(query, source)
