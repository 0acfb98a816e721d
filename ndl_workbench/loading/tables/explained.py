"""A row of words that explains the column names, right below or above them."""

from __future__ import annotations

from collections.abc import Sequence

from .kinds import GAPS, MOSTLY, compared, filled_cells, is_label
from .rows import Row

EXPLAINS = "explains the columns"
# Our own rules of thumb: what explains the names is longer than they are, and stands over several columns that
# hold something else than words.
LONGER = 1.2
FEWEST_COLUMNS = 3


def told_apart(upper: Row, lower: Row, body: Sequence[Row]) -> tuple[int, int | None]:
    """Tell the names from a row that explains them, where two rows of words stand over the data.

    Parameters
    ----------
    upper, lower
        The two rows.
    body
        Rows below them.

    Returns
    -------
    tuple
        Which row holds the names, 0 for the upper and 1 for the lower, and which explains them; None when none does.
    """
    if not (_is_words(upper, body) and _is_words(lower, body)):
        return 0, None
    above, below = _length(upper), _length(lower)
    if below >= LONGER * above and _all_differ(upper):
        return 0, 1
    if above >= LONGER * below and _all_differ(lower):
        return 1, 0
    return 0, None


def _is_words(row: Row, body: Sequence[Row]) -> bool:
    """Whether a row is words throughout, over several columns of numbers, dates, codes or links."""
    cells = _filled(row)
    if not all(map(is_label, cells)) or any(cell.lower() in GAPS for cell in cells):
        return False
    alike, unlike = compared(row, body)
    full = max(map(filled_cells, body), default=0)
    return alike == 0 and unlike >= FEWEST_COLUMNS and len(cells) >= MOSTLY * full


def _length(row: Row) -> int:
    return sum(map(len, _filled(row)))


def _all_differ(row: Row) -> bool:
    cells = _filled(row)
    return len(set(cells)) == len(cells)


def _filled(row: Row) -> list[str]:
    return [text for cell in row if (text := cell.strip())]
