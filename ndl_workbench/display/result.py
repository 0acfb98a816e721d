"""What every result can do, whatever it says."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .blocks import Block

if TYPE_CHECKING:
    import pandas as pd

REPR_LINES = 20


class Result(ABC):
    """Base of the frozen dataclasses that verbs return.

    A subclass says its ``title``, its ``blocks()``, its ``to_dict()`` (JSON-ready, with a versioned
    ``schema`` key) and its ``to_frame()``. Rendering and saving are the same for all.
    """

    @property
    @abstractmethod
    def title(self) -> str:
        """One line naming the result, used as the heading of its page."""

    @abstractmethod
    def blocks(self) -> tuple[Block, ...]:
        """The result as blocks, most important first."""

    @abstractmethod
    def summary(self) -> tuple[str, ...]:
        """At most 20 lines of plain text: what ``repr`` and a terminal show."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """The whole result as JSON-ready values."""

    @abstractmethod
    def to_frame(self) -> pd.DataFrame:
        """The result's main table."""

    def save(self, path: str | Path) -> Path:
        """Save as .html, .json, .csv, .xlsx or .md, chosen by the suffix; all or nothing.

        Raises
        ------
        InputError
            The suffix is not one of the five.
        CannotWrite
            The folder does not exist or cannot be written to.
        """
        from .save import save_result

        return save_result(self, Path(path))

    def _repr_html_(self) -> str:
        from .html import fragment

        return fragment(self.title, self.blocks())

    def __repr__(self) -> str:
        lines = self.summary()
        if len(lines) > REPR_LINES:
            lines = (*lines[: REPR_LINES - 1], f"… {len(lines) - REPR_LINES + 1} more lines; see .to_frame()")
        return "\n".join(lines)
