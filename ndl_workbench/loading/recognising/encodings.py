"""Which letters the bytes of a text stand for, and what had to be decided about them.

UTF-8 (RFC 3629) if every byte agrees; UTF-16 (RFC 2781) by its mark or by a NUL in every other byte; otherwise
Windows-1252, as Python's codec of that name has it. A file put together from several can be both UTF-8 and
Windows-1252: it is read line by line, and the lines are named.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...errors import Unreadable

UTF_8 = "utf-8-sig"
WINDOWS = "cp1252"
MIXED = "utf-8 and cp1252"
# With a mark; without one, it must be said which byte of each pair comes first.
WIDE = ("utf-16", "utf-16-le", "utf-16-be")

CHUNK = 4 * 2**20
SAMPLE = 2**16
# A text may hold this many control characters, or this share of them, and still be a text.
FEW_CONTROLS = 5
MOST_CONTROLS = 0.02
NAMED_LINES = 2
LOST = "\ufffd"

# Not those that end a line or a file, nor the two that some programs put between columns.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x01\x1a\x1f"))
_PRINTABLE = bytes(range(32, 127)) + b"\t\n\r"
# A character of more than one byte, as UTF-8 writes it (RFC 3629, section 4).
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]"
    rb"|(?:\xe0[\xa0-\xbf]|\xed[\x80-\x9f]|[\xe1-\xec\xee\xef][\x80-\xbf])[\x80-\xbf]"
    rb"|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}"
)
# Those that nobody writes in Windows-1252: Latin letters, £, °, dashes and quotation marks. Others do occur there:
# C9 92 is "É’" in "CAFÉ’S".
_SURELY_UTF_8 = re.compile(
    rb"[\xc2-\xc5][\x80-\xbf]|\xe2[\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
)
_LINE_END = re.compile(r"\r\n|\r|\n")


def encoding_of(path: Path, name: str, most: int | None = None) -> str:
    """Tell the encoding of a text, in constant memory whatever its size.

    Parameters
    ----------
    path
        The file.
    name
        What the user called it, for messages.
    most
        How many bytes to look at; None for all of them.

    Returns
    -------
    str
        ``UTF_8``, ``WINDOWS``, ``MIXED`` or one of ``WIDE``; :func:`decode` takes it.

    Raises
    ------
    Unreadable
        The bytes are not text.
    """
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if wide := wide_encoding(start):
        _refuse_false_mark(start, wide, name)
        return wide
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _not_text(name, "text in UTF-32")
    _refuse_controls(start, len(start), len(start) - len(start.translate(None, _CONTROLS)), name)
    return _narrow_encoding(_chunks(path, most), name, cut=most is not None)


def wide_encoding(start: bytes) -> str:
    """Return which of ``WIDE`` a text that starts like this is in, or nothing."""
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    first, second = start[::2], start[1::2]
    if len(second) < 2:
        return ""
    # Most letters of our languages have one byte; the other of the two is then NUL.
    zeros = (first.count(0) / len(first), second.count(0) / len(second))
    if zeros[1] > 0.6 and zeros[0] < 0.1:
        return "utf-16-le"
    if zeros[0] > 0.6 and zeros[1] < 0.1:
        return "utf-16-be"
    return ""


def opening(start: bytes) -> str:
    """Return the first bytes of a file as letters, good enough to see what kind of text it is."""
    return start.decode(wide_encoding(start) or UTF_8, errors="replace").lstrip("\ufeff").replace("\0", "")


def decode(content: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """Turn bytes into text that has as many lines and no NUL.

    Parameters
    ----------
    content
        All of a file.
    encoding
        What :func:`encoding_of` said.

    Returns
    -------
    tuple[str, tuple[str, ...]]
        The text, and a sentence for each thing that was decided about it.
    """
    if encoding in WIDE:
        text, decisions = _wide(content, encoding)
    else:
        text, decisions = _narrow(content, encoding)
    if "\0" in text:
        lines = [number for number, line in enumerate(_LINE_END.split(text), 1) if "\0" in line]
        decisions.append(f"NUL characters were removed from {_named(lines)}")
        text = text.replace("\0", "")
    return text, tuple(decisions)


def shown(encoding: str) -> str:
    """Return an encoding's name as people know it: whether UTF-8 has a mark at its beginning is no matter."""
    return encoding.removesuffix("-sig")


def _chunks(path: Path, most: int | None) -> Iterator[bytes]:
    left = path.stat().st_size if most is None else most
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            yield chunk
            left -= len(chunk)


def _narrow_encoding(chunks: Iterable[bytes], name: str, *, cut: bool) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf_8, accents, size, nuls = True, False, 0, 0
    tail = b""
    for chunk in chunks:
        accents = accents or (not size and chunk.startswith(codecs.BOM_UTF8))
        size += len(chunk)
        nuls += chunk.count(0)
        # A chunk of plain ASCII needs no decoding, and most chunks are.
        if chunk.isascii() and not tail:
            continue
        # A character may be cut by the border between two chunks.
        piece, tail = tail + chunk, b""
        if utf_8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                utf_8 = False
        accents = accents or _holds_utf_8(piece)
        tail = b"" if piece[-1:].isascii() else piece[-3:]
    _refuse_controls(b"", size, nuls, name)
    # What the decoder still holds is a character that was begun and not ended.
    if utf_8 and (cut or not decoder.getstate()[0]):
        return UTF_8
    return MIXED if accents else WINDOWS


def _holds_utf_8(piece: bytes) -> bool:
    # The codec is twenty times faster than the expression, and can tell where there is nothing to search for.
    return not piece.decode("utf-8", "ignore").isascii() and bool(_SURELY_UTF_8.search(piece))


def _wide(content: bytes, encoding: str) -> tuple[str, list[str]]:
    marked = encoding == "utf-16"
    decisions = [f"read as {encoding} because {'its mark says so' if marked else 'every other byte is NUL'}"]
    try:
        return content.decode(encoding), decisions
    except UnicodeDecodeError:
        text = content.decode(encoding, errors="replace")
    decisions.append(_lost([number for number, line in enumerate(_LINE_END.split(text), 1) if LOST in line]))
    return text, decisions


def _narrow(content: bytes, encoding: str) -> tuple[str, list[str]]:
    if encoding == WINDOWS:
        decisions = ["read as Windows-1252 because it is not valid UTF-8: look at £, é and quotation marks"]
    else:
        decisions = []
    try:
        return content.decode(UTF_8 if encoding == MIXED else encoding), decisions
    except UnicodeDecodeError:
        pass
    strays, lost, lines = [], [], []
    for number, raw in enumerate(content.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True), 1):
        line, stray = _line(raw, whole=encoding == WINDOWS)
        lines.append(line)
        if stray:
            strays.append(number)
        if line.count(LOST) > raw.count(LOST.encode()):
            lost.append(number)
    if strays and encoding != WINDOWS:
        verb = "is not UTF-8 and was" if len(strays) == 1 else "are not UTF-8 and were"
        decisions.append(f"{_named(strays)} {verb} read as Windows-1252: look at £, é and quotation marks")
    if lost:
        decisions.append(_lost(lost))
    return "".join(lines), decisions


def _line(raw: bytes, *, whole: bool) -> tuple[str, bool]:
    """Read one line, and tell whether a byte of it is not UTF-8; ``whole`` if none is to be read as UTF-8."""
    if whole:
        return raw.decode(WINDOWS, errors="replace"), False
    try:
        return raw.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    parts, at = [], 0
    for sequence in _SEQUENCE.finditer(raw):
        parts += [raw[at : sequence.start()].decode(WINDOWS, errors="replace"), sequence[0].decode("utf-8")]
        at = sequence.end()
    return "".join([*parts, raw[at:].decode(WINDOWS, errors="replace")]), True


def _lost(lines: list[int]) -> str:
    return f"{_named(lines)} {'holds' if len(lines) == 1 else 'hold'} bytes that stand for no letter, read as {LOST}"


def _named(lines: list[int]) -> str:
    """Name the first lines, and count the others."""
    first = [f"{line:,}" for line in lines[:NAMED_LINES]]
    more = len(lines) - len(first)
    if more:
        return f"lines {', '.join(first)} and {more:,} more"
    return f"line{'' if len(first) == 1 else 's'} {' and '.join(first)}"


def _refuse_false_mark(start: bytes, encoding: str, name: str) -> None:
    body = start[2:] if encoding == "utf-16" else start
    if len(body) > FEW_CONTROLS and len(body.translate(None, _PRINTABLE)) < len(body) / 10:
        raise _not_text(name, "a mark of UTF-16 before text that is not UTF-16")
    text = start[: len(start) // 2 * 2].decode(encoding, errors="replace")
    if text.count(LOST) > max(1, len(text)) * MOST_CONTROLS + 1 or (len(text) <= 4 and LOST in text):
        raise _not_text(name, "text that is not UTF-16")
    _refuse_controls(b"", len(text), sum(1 for letter in text if letter < " " and letter not in "\t\n\v\f\r"), name)


def _refuse_controls(start: bytes, size: int, controls: int, name: str) -> None:
    """Refuse what holds more control characters than a text does."""
    if controls > FEW_CONTROLS and controls > size * MOST_CONTROLS:
        raise _not_text(name, f"bytes that are not text ({controls:,} control characters)")


def _not_text(name: str, what: str) -> Unreadable:
    return Unreadable(
        found=f"{what} in {name!r}",
        expected="text in UTF-8, UTF-16 or Windows-1252",
        done="nothing was read",
        next="download it again, or ask the publisher for CSV in UTF-8",
    )
