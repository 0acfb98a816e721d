"""Values of merged cells, which a sheet keeps in the first cell only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..tables.header import Header
from ..tables.rows import Row
from .lost import column_letters
from .ods import Range

NAMED = 5


def fill_merged(rows: list[Row], ranges: Sequence[Range], header: Header) -> tuple[str, ...]:
    """Write the value of merged cells, in place, into every record they cover, and say where.

    Parameters
    ----------
    rows
        The sheet's cells.
    ranges
        First and last cell of each merged range, as the file tells them; rows and columns count from 0.
    header
        Where the names are: nothing above the data is filled.

    Notes
    -----
    Only cells merged downwards in one column are filled. A range that covers several columns is a box of notes or a
    heading, but for one that begins in a column without a name: there its value belongs to the name it also covers.
    """
    places = [_a1(place) for place in ranges if place[0][0] >= header.last and _fill(rows, place, header)]
    if not places:
        return ()
    named = ", ".join(places[:NAMED])
    more = f" and {len(places) - NAMED:,} more" if len(places) > NAMED else ""
    return (f"merged cells were filled with the value they share: {named}{more}",)


def _fill(rows: list[Row], place: Range, header: Header) -> bool:
    (top, left), (bottom, right) = place
    if top >= len(rows) or left >= len(rows[top]) or not rows[top][left].strip():
        return False
    named = list(_named(header, left, right))
    if left not in named and named and top == bottom:
        column = named[0]
        if column >= len(rows[top]) or rows[top][column].strip():
            return False
        rows[top][column], rows[top][left] = rows[top][left], ""
        return True
    if left != right or left not in named:
        return False
    below = [row for row in rows[top + 1 : bottom + 1] if any(map(str.strip, row)) and not row[left].strip()]
    for row in below:
        row[left] = rows[top][left]
    return bool(below)


def _named(header: Header, left: int, right: int) -> Iterator[int]:
    for position in range(left, min(right + 1, len(header.names))):
        # A name that points with a colon stands beside the table.
        if header.names[position] and not header.names[position].endswith(":"):
            yield position


def _a1(place: Range) -> str:
    return ":".join(f"{column_letters(column + 1)}{row + 1}" for row, column in place)
