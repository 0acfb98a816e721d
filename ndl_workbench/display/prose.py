"""An author's Markdown as blocks: as much of it as lessons and exercises use, and no HTML of theirs."""

from __future__ import annotations

import re
from typing import NamedTuple

from .blocks import Block, Code, Heading, Prose

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_POINT = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(.*)")
_SPAN = re.compile(
    r"(?P<tick>`+)(?P<code>.+?)(?P=tick)(?!`)|\*\*(?P<strong>\S.*?)\*\*|\*(?P<em>\S.*?)\*|\[(?P<link>[^\]]+)\]\((?P<to>[^)\s]+)\)"
)


class Span(NamedTuple):
    """A piece of a line: ``kind`` is text, code, strong, em or link, which has an ``address``."""

    kind: str
    text: str
    address: str = ""


def prose(markdown: str) -> tuple[Block, ...]:
    """Return Markdown as blocks: headings, paragraphs, lists and code; anything else as its plain text."""
    blocks: list[Block] = []
    texts: list[str] = []
    listed = False

    def close() -> None:
        if texts:
            blocks.append(Prose(tuple(texts), listed))
            texts.clear()

    lines = iter(markdown.splitlines())
    for line in lines:
        if line.startswith("```"):
            close()
            listed = False
            blocks.append(Code("\n".join(iter(lambda: next(lines, "```"), "```"))))
        elif found := _HEADING.fullmatch(line):
            close()
            listed = False
            blocks.append(Heading(plain(found[2]), len(found[1])))
        elif found := _POINT.fullmatch(line):
            if not listed:
                close()
            listed = True
            texts.append(found[1])
        elif not line.strip():
            close()
            listed = False
        elif texts:
            texts[-1] += f" {line.strip()}"
        else:
            texts.append(line.strip())
    close()
    return tuple(blocks)


def spans(text: str) -> tuple[Span, ...]:
    """Return a paragraph in pieces."""
    pieces: list[Span] = []
    end = 0
    for found in _SPAN.finditer(text):
        pieces += [Span("text", text[end : found.start()])] if found.start() > end else []
        kind = str(found.lastgroup if found.lastgroup != "to" else "link")
        inner = found[kind]
        pieces.append(Span(kind, inner if kind == "code" else re.sub(r"[*`]", "", inner), found["to"] or ""))
        end = found.end()
    return (*pieces, Span("text", text[end:])) if end < len(text) else tuple(pieces)


def plain(text: str) -> str:
    """Return a paragraph without its marks."""
    return "".join(piece.text for piece in spans(text))
