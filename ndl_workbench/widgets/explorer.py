"""What explorers have in common: parts with ids of their own, actions that say what they did, and files by one name."""

from __future__ import annotations

import itertools
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..display import Block, Text
from ..display.html import part
from ..errors import InputError, NdlError
from ..loading.provenance import SYNTHETIC
from . import controls

ENDINGS = (".html", ".json", ".csv", ".md")
_NUMBERS = itertools.count(1)
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


class Explorer(ABC):
    """A widget to look through something with. A subclass makes the parts and lays them out.

    Attributes
    ----------
    widget
        What JupyterLab shows.
    file_name
        A name without its ending, under which things are saved.
    saved
        Where it is said what was saved.
    """

    widget: Any
    file_name: Any
    saved: Any

    def __init__(self) -> None:
        self._name = f"explorer {next(_NUMBERS)}"

    def __repr__(self) -> str:
        return f"Explorer of: {self._title}. Run the cell in JupyterLab to see it."

    def _repr_mimebundle_(self, **asked: Any) -> Any:
        return self.widget._repr_mimebundle_(**asked)

    @property
    @abstractmethod
    def _title(self) -> str:
        """What is explored."""

    @property
    @abstractmethod
    def _synthetic(self) -> bool:
        """Whether the data is made up."""

    def _part(self, name: str, *blocks: Block) -> Any:
        return controls.html(part(f"{self._name} {name}", blocks))

    def _said(self, text: str) -> str:
        return part(self._name, (Text(text),))

    def _saving(self, label: str, save: Callable[[], Path]) -> Any:
        return controls.button(label, self._trying(self.saved, lambda: f"Saved {save().resolve()}."))

    def _path(self, ending: str) -> Path:
        name = self.file_name.value.strip()
        if name.lower().endswith(ENDINGS):
            name = str(Path(name).with_suffix(""))
        if not Path(name).name:
            raise InputError(
                found="no file name", expected="a name such as my-report", done="nothing was written",
                next="write one",
            )  # fmt: skip
        return Path(f"{name}{ending}")

    def _trying(self, place: Any, act: Callable[[], str]) -> Callable[[], None]:
        """Make an action of a button: it says what was done, or why it could not be."""

        def acted() -> None:
            try:
                said = act()
                synthetic = f" {SYNTHETIC}" if self._synthetic and place is self.saved else ""
                controls.tell(place, f"Done. {said}{synthetic}")
            except NdlError as error:
                controls.tell(place, f"Not done: {error}.", failed=True)
            except Exception as error:
                # JupyterLab shows no error of a button, so that a person would wait for ever.
                controls.tell(place, f"Not done, for a reason we did not expect: {error}.", failed=True)
                raise

        return acted


def name_for(what: str, source: str, *, synthetic: bool) -> str:
    """Make the name of a file from what is in it and where that came from."""
    last = source.replace("\\", "/").rsplit("/", 1)[-1].lower()
    stem = _NOT_IN_A_NAME.sub("-", Path(last).stem)[:60].strip("-") or "table"
    return f"{what}-{stem}{'-synthetic' if synthetic else ''}"
