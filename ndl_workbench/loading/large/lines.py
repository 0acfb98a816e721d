"""Count the lines of a file, find the blank ones and take its hash, in one pass over the bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..progress import Bar

BLOCK = 8 << 20

_BEFORE_BLANK = re.compile(rb"\n(?=\r?\n)")


@dataclass(frozen=True)
class Lines:
    """What one pass over the bytes of a file counted.

    Attributes
    ----------
    sha256
        Hash of the bytes.
    count
        Lines, whether or not the last one ends with a line break.
    blank
        Numbers of the lines with nothing in them, the first line being 1.
    odd
        Whether some line ends in another way than ``\\n`` or ``\\r\\n``, or there is a NUL.
    """

    sha256: str
    count: int
    blank: tuple[int, ...]
    odd: bool


def count_lines(path: Path, bar: Bar) -> Lines:
    """Hash a file and count its lines."""
    digest = hashlib.sha256()
    blank: list[int] = []
    count = 0
    odd = False
    last = b""
    with path.open("rb") as file:
        # Every block ends with a whole line, so that nothing is to be seen across the border of two.
        while block := file.read(BLOCK) + file.readline():
            digest.update(block)
            blank += [count + number for number in _blank_lines(block)]
            count += block.count(b"\n")
            odd = odd or b"\0" in block or (b"\r" in block and block.count(b"\r") != block.count(b"\r\n"))
            last = block[-1:]
            bar.update(len(block))
    return Lines(digest.hexdigest(), count + (last not in (b"\n", b"")), tuple(blank), odd)


def _blank_lines(block: bytes) -> Iterator[int]:
    """Number the blank lines of whole lines; the pattern is slower than looking whether there is any."""
    if block.startswith((b"\n", b"\r\n")):
        yield 1
    if b"\n\n" not in block and b"\n\r\n" not in block:
        return
    number, seen = 1, 0
    for found in _BEFORE_BLANK.finditer(block):
        number += block.count(b"\n", seen, found.end())
        seen = found.end()
        yield number
