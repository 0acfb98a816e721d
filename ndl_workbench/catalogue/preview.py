"""A dataset looked at more closely before it is downloaded: its links, its columns and its first rows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..display import Block, Result
from .records import Column, Dataset, Lateness

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "ndl/preview/1"

State = Literal["works", "moved", "gone", "refused", "no answer", "not tried"]


@dataclass(frozen=True)
class LinkHealth:
    """What became of one link of a record.

    Attributes
    ----------
    title, format, address
        The distribution, as the record has it.
    state
        ``moved`` works too, and was sent on for good; ``refused`` asks for a login or is closed to us.
    why
        Why it does not work, or where it moved to; "" otherwise.
    status, bytes, media_type, modified
        As the server says them: 0, None or "" where it does not.
    differs
        Where that is not what the record says, one sentence each.
    """

    title: str
    format: str
    address: str
    state: State
    why: str = ""
    status: int = 0
    bytes: int | None = None
    media_type: str = ""
    modified: str = ""
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Preview(Result):
    """What was found out of a dataset without downloading it.

    Attributes
    ----------
    dataset
        Its record.
    links
        Each of its web addresses that was to be tried, in the order of the record.
    columns
        Of the record's schema where it has one; else of the first bytes of a file.
    first_rows
        The first records of that file, as text.
    header
        Names of the columns of ``first_rows``.
    read_from, read_bytes
        Title of the distribution whose first bytes were read, and how many; "" and 0 if none was.
    decisions
        How these bytes were read, one sentence each.
    lateness
        Judged again, now that servers have said when the files last changed.
    not_known
        What could not be found out, one sentence each.
    """

    dataset: Dataset
    links: tuple[LinkHealth, ...]
    columns: tuple[Column, ...]
    header: tuple[str, ...]
    first_rows: tuple[tuple[str, ...], ...]
    read_from: str
    read_bytes: int
    decisions: tuple[str, ...]
    lateness: Lateness
    not_known: tuple[str, ...]

    @property
    def title(self) -> str:
        """The dataset's title."""
        return self.dataset.title

    def blocks(self) -> tuple[Block, ...]:
        """The record, then its links and the first rows."""
        from .describe_preview import preview_blocks

        return preview_blocks(self)

    def summary(self) -> tuple[str, ...]:
        """The record, its links and the first rows in at most 20 lines."""
        from .describe_preview import preview_summary

        return preview_summary(self)

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON-ready values; ``schema`` is ``ndl/preview/1``."""
        lists = {name: list(getattr(self, name)) for name in ("header", "decisions", "not_known")}
        return {
            "schema": SCHEMA,
            "dataset": self.dataset.to_dict(),
            "links": [{**asdict(link), "differs": list(link.differs)} for link in self.links],
            "columns": [asdict(column) for column in self.columns],
            "first_rows": [list(row) for row in self.first_rows],
            "read_from": self.read_from,
            "read_bytes": self.read_bytes,
            "lateness": asdict(self.lateness),
            **lists,
        }

    def to_frame(self) -> pd.DataFrame:
        """The first rows, all text; no rows and no columns where none could be read."""
        import pandas as pd

        return pd.DataFrame([list(row) for row in self.first_rows], columns=list(self.header), dtype="str")
