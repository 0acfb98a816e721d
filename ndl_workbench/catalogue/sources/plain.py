"""Text and links from strangers: what is left of them is plain words, and addresses of the web.

Whatever comes in, of any type, comes out as text, a link or nothing; nothing here raises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

LONGEST = 4_000
LONGEST_TITLE = 300
_READ = 100_000
# What only HTML has. Without it a "<" is a sign for less, and stays.
_MARKED_UP = re.compile(r"</[a-z]|<(?:p|br|div|ul|ol|li|b|i|em|strong|span|a|h[1-6]|script|style|img)\b", re.IGNORECASE)
_UNREAD = frozenset({"script", "style", "template"})
_LINK = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20]{1,2000}", re.IGNORECASE)
# Somebody's "http://" before an address that had one: its host would be called "https".
_DOUBLED = re.compile(r"https?://https?:?/", re.IGNORECASE)


def plain(value: Any, longest: int = LONGEST) -> str:
    """Return text without mark-up and control characters, with single spaces, cut at a word where it is too long.

    Line breaks between paragraphs stay. A number is written as text; anything that is no text is "".
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)[:_READ]
    if len(text) <= longest and "<" not in text and text.isprintable():
        return " ".join(text.split())  # as most are
    if _MARKED_UP.search(text):
        text = _without_marks(text)
    paragraphs = (" ".join(_printable(part).split()) for part in re.split(r"\s*\n\s*", text.replace("\r", "\n")))
    return _cut("\n".join(part for part in paragraphs if part), longest)


def line(value: Any, longest: int = LONGEST_TITLE) -> str:
    """Return text as `plain` does, on one line."""
    return _cut(plain(value).replace("\n", " "), longest)


def link(value: Any) -> str:
    """Return the text if all of it is one address of the web, without a password in it, else ""."""
    text = value.strip() if isinstance(value, str) else ""
    if not _LINK.fullmatch(text) or _DOUBLED.match(text) or "@" in re.split(r"[/?#]", text[8:])[0]:
        return ""
    return text


def _printable(text: str) -> str:
    """Leave out what cannot be seen, or turns the direction of what can (Unicode's categories Cc, Cf and Cs)."""
    if text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(letter) == "Cc" else letter
        for letter in text
        if unicodedata.category(letter) not in ("Cf", "Cs")
    )


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    start, space, _ = text[: longest - 1].rpartition(" ")
    return f"{(start if space and len(start) > longest // 2 else text[: longest - 1]).rstrip()}…"


def _without_marks(text: str) -> str:
    words = _Words()
    try:
        words.feed(text)
        words.close()
    except (AssertionError, ValueError):  # what the parser raises for a declaration it cannot make sense of
        return re.sub(r"<[^>]*>", " ", text)
    return "".join(words.parts)


class _Words(HTMLParser):
    """Keeps what a reader of the page would read; a block begins a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD
        if tag in ("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(0, self._unread - (tag in _UNREAD))

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data)


def texts(value: Any) -> Iterator[str]:
    """Return the texts in a text, a list of texts, or a list of named things such as CKAN's tags."""
    for one in value if isinstance(value, list) else [value]:
        named = one if not isinstance(one, dict) else one.get("display_name") or one.get("title") or one.get("name")
        if said := line(named):
            yield said
