"""A form to bring work back: choose the file on one's own computer, and it is put where it belongs."""

from __future__ import annotations

from typing import Any

from ..display import Text
from ..display.html import part
from ..widgets import controls
from .bring_back import BroughtBack, bring_back_bytes
from .form import Form
from .work_file import SUFFIX

TITLE = "Bring your work back"
WHY = (
    f"Choose the file that you saved, which ends in {SUFFIX}. Only a file of your own: you will run what is in it."
    " Nothing that is here is lost. A file of more than 8 MB: drag it into the list of files on the left, and run"
    " ndl.bring_back('its name')."
)


class BringBackForm(Form):
    """A button that chooses a file, and what came back.

    Attributes
    ----------
    file
        The button.
    brought
        What came back; None as long as nothing has.
    """

    def __init__(self) -> None:
        self.brought: BroughtBack | None = None
        self.file = controls.file_box("Choose the file", ending=SUFFIX)
        self._came = controls.html()
        super().__init__(TITLE, (Text(WHY),), controls.row(self.file), below=(self._came,))
        self.file.observe(self._chosen, "value")

    def _chosen(self, change: dict[str, Any]) -> None:
        for one in change["new"]:
            content = bytes(one["content"])
            # It would be kept in the notebook with the widget's state, if somebody has asked for that.
            self.file.value = ()
            self._try(lambda content=content: self._put_back(content))  # type: ignore[misc]

    def _put_back(self, content: bytes) -> str:
        self._came.value = ""
        self.brought = bring_back_bytes(content)
        self._came.value = part("bring back", self.brought.blocks())
        return f"{self.brought.title}."
