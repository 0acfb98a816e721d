"""How a preview reads: the record, what became of its links, and the first rows of a file."""

from __future__ import annotations

from ..display import Badge, Block, Heading, Items, Link, Table, Text
from ..display.blocks import Tone
from .describe import clip, columns_blocks, load_line, record_end, record_head, record_lines
from .preview import LinkHealth, Preview

MOST_COLUMNS = 30
MOST_LETTERS = 80
_LINES = 20
_TONES: dict[str, Tone] = {
    "works": "good",
    "moved": "warn",
    "gone": "bad",
    "refused": "bad",
    "no answer": "bad",
    "not tried": "plain",
}


def preview_blocks(preview: Preview) -> tuple[Block, ...]:
    """The record, then its links and the first rows."""
    return (
        *record_head(preview.dataset, preview.lateness),
        *_links(preview),
        *_first_rows(preview),
        *columns_blocks(preview.dataset, preview.columns),
        *record_end(preview.dataset, preview.not_known),
    )


def preview_summary(preview: Preview) -> tuple[str, ...]:
    """The record, its links and the first rows, cut to 20 lines; what was asked for just now is never left out."""
    record = record_lines(preview.dataset, preview.lateness)
    asked = [*_link_lines(preview.links), *_row_lines(preview), load_line(preview.dataset)]
    room = _LINES - len(asked)
    kept = record if len(record) <= room else [*record[: room - 1], "           … more in .dataset"]
    return tuple(clip(line) for line in (*kept, *asked))


def _links(preview: Preview) -> tuple[Block, ...]:
    if not preview.links:
        return ()
    table = Table(
        caption=f"Files and links of {preview.dataset.id}, and what became of them",
        columns=("Link", "Title", "Format", "State", "What the server says", "Bytes", "Last modified"),
        rows=tuple(map(_link_row, preview.links)),
        numeric=frozenset({"Bytes"}),
    )
    return Heading("Files and links"), table


def _link_row(link: LinkHealth) -> tuple[Link | str | Badge | int | None, ...]:
    said = "; ".join(filter(None, (link.why, link.media_type, *link.differs)))
    state = Badge(link.state, _TONES[link.state])
    return (
        Link(link.address, link.address),
        link.title,
        link.format,
        state,
        said,
        link.bytes,
        link.modified[:10] or None,
    )


def _first_rows(preview: Preview) -> tuple[Block, ...]:
    if not preview.header:
        return ()
    header, rows = preview.header[:MOST_COLUMNS], preview.first_rows
    table = Table(
        caption=f"First rows of {preview.read_from}",
        columns=tuple(map(_short, header)),
        # A heading of a row must not be empty.
        rows=tuple(tuple(_short(cell) or None for cell in row[:MOST_COLUMNS]) for row in rows),
    )
    more = len(preview.header) - MOST_COLUMNS
    cut = f" {more:,} more columns are in .columns." if more > 0 else ""
    told = Text(f"Read from the first {preview.read_bytes:,} bytes of the file; types are those of these rows.{cut}")
    return Heading("First rows"), table, told, *((Items(preview.decisions),) if preview.decisions else ())


def _link_lines(links: tuple[LinkHealth, ...]) -> list[str]:
    if not links:
        return []
    lines = [f"link       {link.state}: {link.address}{_told(link)}" for link in links[:3]]
    return [*lines, f"           and {len(links) - 3:,} more in .links"] if len(links) > 3 else lines


def _told(link: LinkHealth) -> str:
    said = [part for part in (link.why, *link.differs) if part]
    return f" ({'; '.join(said)})" if said else ""


def _row_lines(preview: Preview) -> list[str]:
    if not preview.header:
        return [f"rows       {line}" for line in preview.not_known if "could not be read" in line]
    names = " | ".join(map(_short, preview.header))
    rows = [f"           {' | '.join(map(_short, row))}" for row in preview.first_rows[:2]]
    return [f"columns    {names}", *rows]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"
