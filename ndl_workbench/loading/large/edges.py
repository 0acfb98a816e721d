"""What stands at the beginnings and ends of the texts of a whole column, seen in the bytes Arrow keeps them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_VISIBLE, LAST_VISIBLE = b"!~"


def is_clean(column: pa.ChunkedArray | pa.Array) -> bool:
    """Whether no text is empty, and each begins and ends with a visible character of ASCII: there is nothing to strip.

    Parameters
    ----------
    column
        Arrow ``string`` or ``large_string``; its nulls are no texts.
    """
    return all(map(_clean, getattr(column, "chunks", [column])))


def _clean(texts: pa.Array) -> bool:
    """See to where one text ends and the next begins; a null, which has no length, adds no such place."""
    import numpy as np
    import pyarrow as pa

    _, offsets, signs = texts.buffers()
    if not len(texts) or signs is None:
        return bool(texts.null_count == len(texts))
    kind = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    borders = np.frombuffer(offsets, kind)[texts.offset : texts.offset + len(texts) + 1]
    if np.count_nonzero(borders[1:] == borders[:-1]) != texts.null_count:
        return False
    written = np.frombuffer(signs, np.uint8)
    begins = borders[: np.searchsorted(borders, borders[-1])]
    ends = borders[np.searchsorted(borders, borders[0], side="right") :]
    return _all_visible(written[begins]) and _all_visible(written[ends - 1])


def _all_visible(signs: Any) -> bool:
    return not len(signs) or bool(signs.min() >= FIRST_VISIBLE and signs.max() <= LAST_VISIBLE)
