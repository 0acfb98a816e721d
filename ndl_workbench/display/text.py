"""Blocks to Markdown, for a page that is read in a terminal or kept beside code."""

from __future__ import annotations

import re
from urllib.parse import quote

from .blocks import (
    Block,
    Cell,
    Code,
    Contents,
    Details,
    Download,
    Facts,
    Figure,
    Heading,
    Items,
    Link,
    Notice,
    Prose,
    Quoted,
    Table,
    Text,
)
from .html import cell_text, safe_address, without_controls
from .prose import plain

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!&~])")
# At the start of a line these make a list, a rule or a heading.
_LEADING = re.compile(r"^([0-9]*)([-+=.)])(?=[\s=-]|$)")


def markdown(title: str, blocks: tuple[Block, ...]) -> str:
    """Render a result as Markdown; a figure becomes its text alternative."""
    return f"# {_plain(title)}\n\n" + "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {_plain(text)}"
        case Text(text):
            return _plain(text)
        case Notice(text):
            return f"> {_plain(text)}"
        case Prose(texts, listed):
            return "\n\n".join(("- " if listed else "") + _plain(plain(text)) for text in texts)
        case Contents(links):
            return "\n".join(f"- {_plain(text)}: {_plain(said)}" for text, _, said in links)
        case Items(items):
            return "\n".join(f"- {_plain(item)}" for item in items)
        case Facts(pairs):
            return "\n".join(f"- **{_plain(name)}**: {_cell(value)}" for name, value in pairs)
        case Code(text, label):
            # Indented, because a fence could be closed by the text itself.
            lines = "\n".join(f"    {line}" for line in without_controls(text).splitlines())
            return f"{_plain(label)}\n\n{lines}" if label else lines
        case Quoted(text, label):
            return "\n>\n".join(f"> {_plain(part)}" for part in (f"{label}:", *filter(None, text.splitlines())))
        case Figure(_, alternative, caption):
            return f"*{_plain(caption)}* {_plain(alternative)}"
        case Details(summary, inner):
            return "\n\n".join([f"**{_plain(summary)}**", *(_block(part) for part in inner)])
        case Table():
            return _table(block)
        case Download(text, path):
            return f"{_plain(text)}: {_plain(path)}"


def _table(table: Table) -> str:
    rows = [[_cell(value) for value in row] for row in table.rows]
    more = f" (first {len(rows)} of {table.total:,})" if table.total and table.total > len(rows) else ""
    lines = [
        " | ".join(_plain(name) for name in table.columns),
        " | ".join("--:" if name in table.numeric else "---" for name in table.columns),
        *(" | ".join(row) for row in rows),
    ]
    return f"{_plain(table.caption)}{more}\n\n" + "\n".join(f"| {line} |" for line in lines)


def _cell(value: Cell) -> str:
    text = _plain(cell_text(value))
    if not isinstance(value, Link) or not safe_address(value.address):
        return text
    # What could end the link, or the table's cell, is encoded; an address that is encoded already stays as it is.
    return f"[{text}](<{quote(value.address, safe=':/?#@!$&*+,;=%~')}>)"


def _plain(text: str) -> str:
    return _LEADING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", without_controls(" ".join(text.split()))))
