"""What a page is made of. A result describes itself in these; how they look is decided elsewhere.

Text in a block is always plain text: it is escaped when it is rendered, whichever way that is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

Tone = Literal["good", "warn", "bad", "info", "plain"]
Cell: TypeAlias = "str | int | float | bool | Badge | Link | None"


@dataclass(frozen=True)
class Badge:
    """A word or two in a coloured box. The word carries the meaning, the colour only repeats it."""

    text: str
    tone: Tone = "plain"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Link:
    """A text that leads to a web address; only the text is shown where the address is not one to be followed."""

    text: str
    address: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Download:
    """A link to a file on this computer, by its path from the notebook's folder; JupyterLab downloads it."""

    text: str
    path: str


@dataclass(frozen=True)
class Heading:
    """A heading below the page's own; ``level`` 2 is a section. ``anchor`` is what :class:`Contents` leads to."""

    text: str
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Prose:
    """Paragraphs of an author's, or the points of a list, with their own Markdown for code, emphasis and links.

    Only for what we or a course's author wrote: see :func:`.prose.prose`. The text is escaped all the same.
    """

    texts: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True)
class Contents:
    """Links to headings of the same page: text, the heading's anchor, and what is said of it."""

    links: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Items:
    """A list of short points."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """A sentence the reader must not miss, such as *this is synthetic data*."""

    text: str
    tone: Tone = "info"


@dataclass(frozen=True)
class Facts:
    """Names and values, one pair a line. A value that is a web address becomes a link."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first column heads its row.

    ``total`` is how many rows there are when only the first are shown.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[str] = field(default_factory=frozenset)
    total: int | None = None


@dataclass(frozen=True)
class Code:
    """Something to copy and paste, exactly as it is. ``label`` says above it what it is."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Quoted:
    """Somebody's own words, with their lines as they wrote them; ``label`` says above them whose they are."""

    text: str
    label: str


@dataclass(frozen=True)
class Figure:
    """A picture as SVG, with the sentence that replaces it for someone who cannot see it."""

    svg: str
    alternative: str
    caption: str


@dataclass(frozen=True)
class Details:
    """Blocks folded away behind a summary."""

    summary: str
    blocks: tuple[Block, ...]


Block: TypeAlias = (
    "Heading | Text | Prose | Contents | Items | Notice | Facts | Table | Code | Quoted | Figure | Details | Download"
)


def lowered(blocks: Iterable[Block], by: int = 1) -> tuple[Block, ...]:
    """Return the blocks of a page as a part of another one, its headings that many levels lower."""
    return tuple(_lowered(block, by) for block in blocks)


def _lowered(block: Block, by: int) -> Block:
    if isinstance(block, Heading):
        return replace(block, level=block.level + by)
    if isinstance(block, Details):
        return replace(block, blocks=lowered(block.blocks, by))
    return block
