"""What a trainee's forms have in common: a head, a place for messages, and a repr that says the last one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..display import Block
from ..display.html import widget_head
from ..errors import NdlError
from ..widgets import controls


class Form:
    """A few controls and what was said of them.

    Attributes
    ----------
    widget
        What JupyterLab shows.
    said
        What was said last, as text.
    """

    widget: Any
    said: str

    def __init__(self, title: str, blocks: tuple[Block, ...], *parts: Any, below: tuple[Any, ...] = ()) -> None:
        self.said = ""
        self._title = title
        self._place = controls.message()
        self.widget = controls.column(controls.html(widget_head(title, blocks)), *parts, self._place, *below)

    def __repr__(self) -> str:
        return self.said or f"{self._title}: run the cell in JupyterLab to see the form."

    def _repr_mimebundle_(self, **asked: Any) -> Any:
        return self.widget._repr_mimebundle_(**asked)

    def _try(self, act: Callable[[], str]) -> None:
        """Do something, and say what came of it."""
        try:
            self._tell(act())
        except NdlError as error:
            self._tell(f"Found {error.found}; expected {error.expected}. Next: {error.next}.", failed=True)

    def _tell(self, text: str, *, failed: bool = False) -> None:
        self.said = text
        controls.tell(self._place, text, failed=failed)


def in_a_notebook() -> bool:
    """Whether this runs in a kernel, whose user can be shown a form."""
    from IPython import get_ipython

    return getattr(get_ipython(), "kernel", None) is not None
