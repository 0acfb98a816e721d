"""Count the lines of a file, find the blank ones and take its hash, in one pass over the bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ..progress import Bar

# What stays in a processor's cache is looked at three times for less than what does not is once.
BLOCK = 1 << 20
LINE_FEED, RETURN = b"\n\r"


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
            lines, hollow, strange = _look_at(block)
            blank += [count + number for number in hollow]
            count += lines
            odd = odd or strange
            last = block[-1:]
            bar.update(len(block))
    return Lines(digest.hexdigest(), count + (last not in (b"\n", b"")), tuple(blank), odd)


def _look_at(block: bytes) -> tuple[int, list[int], bool]:
    """Count the line breaks of whole lines, number the blank lines, and say whether there is a NUL or a lone return."""
    import numpy as np

    signs = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(signs == LINE_FEED)
    lengths = np.diff(ends, prepend=-1)
    returns = b"\r" in block
    # A line of one sign more is blank if that is a return. The first of all lines has no place before its end.
    hollow = (lengths == 1) | ((lengths == 2) & (signs[ends - 1] == RETURN)) if returns else lengths == 1
    strange = b"\0" in block
    if returns:
        before = signs[ends[ends > 0] - 1]
        strange = strange or np.count_nonzero(signs == RETURN) != np.count_nonzero(before == RETURN)
    return len(ends), (np.flatnonzero(hollow) + 1).tolist(), bool(strange)
