"""Where the column names stand, told from the first rows of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from .explained import EXPLAINS, told_apart
from .kinds import (
    GAPS,
    MOSTLY,
    NUMBERS,
    column_kind,
    compared,
    describes,
    filled_cells,
    is_label,
    is_series,
    kind_of,
)
from .rows import Numbered, Row

HEADER_SEARCH = 20
SAMPLE_ROWS = 50
# Names under groups come again, group by group; a name that is used twice by mistake does not make a group.
REPEATED = 0.75
MOST_HEADER_ROWS = 4
# Where most columns have no name, this many still make a row of names.
FEWEST_NAMES = 3

TITLE = "a title or note above the header"
_IN_WORDS = {2: "two", 3: "three", 4: "four"}


@dataclass(frozen=True)
class Header:
    """Where the column names stand and what they are.

    Attributes
    ----------
    row
        Number of the first row of names; 0 when no row holds any.
    rows_used
        How many rows the names were read from: 0, 1, or more when they were joined.
    names
        One for each column, on one line; ``""`` for a column without a name.
    apart
        Each row that is neither names nor data, by its number, and why: titles above, and rows that
        number the columns or say which are mandatory.
    last
        Number of the last row that is names or stands apart: data begins below it.
    decisions
        What was decided, as sentences.
    """

    row: int
    rows_used: int
    names: tuple[str, ...]
    apart: tuple[tuple[int, str], ...]
    last: int
    decisions: tuple[str, ...]

    @property
    def above(self) -> tuple[int, ...]:
        """Numbers of the rows that stand apart."""
        return tuple(number for number, _ in self.apart)


def find_header(filled: Sequence[Numbered]) -> Header:
    """Find the column names in the first rows of a file.

    Parameters
    ----------
    filled
        The first rows that have a filled cell, each with its number in the file; some 200 are enough.

    Returns
    -------
    Header
        With no row of names where the first full row is clearly data.
    """
    if not filled:
        return Header(0, 0, (), (), 0, ())
    index = _names_index(filled)
    if index is None:
        return _without_names(filled, _first_full(filled))
    first, last = _extent(filled, index)
    explained = None
    if first == last and index + 2 < len(filled):
        shift, other = told_apart(filled[index][1], filled[index + 1][1], _body(filled, index + 1))
        first = last = index + shift
        explained = index + other if other is not None else None
    names = _joined([row for _, row in filled[first : last + 1]])
    apart = [
        (number, EXPLAINS if place == explained else describes(row) or TITLE)
        for place, (number, row) in enumerate(filled[:first])
    ]
    described = [filled[explained]] if explained is not None and explained > last else []
    described += _described_below(filled, last + len(described))
    apart += [(number, describes(row) or EXPLAINS) for number, row in described]
    return Header(
        row=filled[first][0],
        rows_used=last + 1 - first,
        names=names,
        apart=tuple(apart),
        last=described[-1][0] if described else filled[last][0],
        decisions=tuple(_decisions(filled, first, last, apart)),
    )


def _without_names(filled: Sequence[Numbered], first: int) -> Header:
    apart = [(number, describes(row) or TITLE) for number, row in filled[:first]]
    width = max(len(row) for _, row in filled)
    while width > 1 and not any(row[width - 1 :] and row[width - 1].strip() for _, row in filled):
        width -= 1
    said = [f"row {number} {reason}" for number, reason in apart if reason != TITLE]
    titles = len(apart) - len(said)
    if titles:
        said.append(f"{_rows_above(titles)} not data")
    said.append(
        f"no row holds column names: row {filled[first][0]} looks like data and was kept as data; "
        f"the columns are called {'column_1' if width == 1 else f'column_1 to column_{width}'}"
    )
    last = filled[first - 1][0] if first else 0
    names = tuple(f"column_{position}" for position in range(1, width + 1))
    return Header(0, 0, names, tuple(apart), last, tuple(said))


def _names_index(filled: Sequence[Numbered]) -> int | None:
    """Choose the row that names most columns: as full as the others, and its cells read like distinct names.

    None when the first full row is clearly data.
    """
    index = _label_row(filled)
    first = _first_full(filled)
    if index is None or first < index:
        if _is_data(filled, first):
            return _few_names(filled, first)
        # Names may all be years or numbers: then only fullness and distinctness tell.
        return index if index is not None else _distinct_row(filled)
    return _few_names(filled, index) if _is_data(filled, index) else _below_a_title(filled, index)


def _few_names(filled: Sequence[Numbered], first: int) -> int | None:
    """Return the row right above the data if it is all the names there are: it numbers the columns or names a few."""
    if not first:
        return None
    (number, above), (data, _) = filled[first - 1], filled[first]
    labels = [cell.strip() for cell in above if cell.strip()]
    if describes(above):
        return first - 1 if describes(above) == NUMBERS else None
    few = FEWEST_NAMES <= len(labels) == len(set(labels)) and number == data - 1 and bool(above[0].strip())
    return first - 1 if few and all(is_label(label) and not label.endswith(":") for label in labels) else None


def _below_a_title(filled: Sequence[Numbered], index: int) -> int:
    """Return the row that names all columns where a title with commas in it was cut into several cells."""
    number, row = filled[index]
    if index + 2 >= len(filled) or filled[index + 1][0] == number + 1:
        return index
    below = filled[index + 1][1]
    named = [cell.strip() for cell in below if cell.strip()]
    if not all(map(is_label, named)) or len(set(named)) < len(named) or len(named) <= filled_cells(row):
        return index
    # Every record would stick out beyond a title.
    wider = sum(1 for _, other in filled[index + 2 :] if any(cell.strip() for cell in other[len(row) :]))
    return index + 1 if len(row) < len(below) and wider >= MOSTLY * len(filled[index + 2 :]) else index


def _label_row(filled: Sequence[Numbered]) -> int | None:
    typical = _typical(filled)
    for index, (_, row) in enumerate(filled[:HEADER_SEARCH]):
        full = filled_cells(row)
        if full <= typical / 2 or _ends_the_data(filled, index):
            continue
        labels = [cell.strip() for cell in row if is_label(cell)]
        if len(labels) < MOSTLY * full or describes(row):
            continue
        # Names differ for the most part, unless the row above says of which group each is.
        if len(set(labels)) > full / 2 or (index and _groups(filled[index - 1][1], _one_lines(row))):
            return index
    return None


def _first_full(filled: Sequence[Numbered]) -> int:
    typical = _typical(filled)
    full = (
        index
        for index, (_, row) in enumerate(filled[:HEADER_SEARCH])
        if filled_cells(row) > typical / 2 and not describes(row)
    )
    return next(full, 0)


def _distinct_row(filled: Sequence[Numbered]) -> int:
    typical = _typical(filled)
    for index, (_, row) in enumerate(filled[:HEADER_SEARCH]):
        cells = [cell.strip() for cell in row if cell.strip()]
        if not _ends_the_data(filled, index) and len(cells) > typical / 2 and len(set(cells)) >= len(cells) / 2:
            return index
    return 0


def _typical(filled: Sequence[Numbered]) -> float:
    return median(filled_cells(row) for _, row in filled[:SAMPLE_ROWS])


def _ends_the_data(filled: Sequence[Numbered], index: int) -> bool:
    """Whether it is the last row under rows as full: it is their last record, not the names of nothing."""
    full = filled_cells(filled[index][1])
    return index == len(filled) - 1 and any(filled_cells(row) >= full for _, row in filled[:index])


# --- names or data ------------------------------------------------------------------------------------


def _is_data(filled: Sequence[Numbered], index: int) -> bool:
    """Whether a row is clearly data: under a number, date or code there are only more of them."""
    row = filled[index][1]
    if is_series([cell.strip() for cell in row if cell.strip()]):
        return False
    alike, unlike = compared(row, _body(filled, index))
    return alike > 0 and unlike == 0


def _body(filled: Sequence[Numbered], index: int) -> list[Row]:
    return [row for _, row in filled[index + 1 : index + 1 + SAMPLE_ROWS] if filled_cells(row) > 1 or len(row) == 1]


# --- rows about the columns ---------------------------------------------------------------------------


def _described_below(filled: Sequence[Numbered], last: int) -> list[Numbered]:
    """Find the rows about the columns right below the names. Numbers may be a record: the rows below must differ."""
    found: list[Numbered] = []
    for index in range(last + 1, min(last + 4, len(filled))):
        said = describes(filled[index][1])
        if not said or (said == NUMBERS and not compared(filled[index][1], _body(filled, index))[1]):
            break
        found.append(filled[index])
    return found


# --- names in several rows ----------------------------------------------------------------------------


def _extent(filled: Sequence[Numbered], index: int) -> tuple[int, int]:
    """Return the first and last of the rows that make up the names."""
    first = last = index
    while last + 1 < len(filled) and last - first < MOST_HEADER_ROWS - 1 and _continues(filled, last):
        last += 1
    while first and last - first < MOST_HEADER_ROWS - 1:
        if not _groups(filled[first - 1][1], _joined([row for _, row in filled[first : last + 1]])):
            break
        first -= 1
    while last + 1 < len(filled) and last - first < MOST_HEADER_ROWS - 1:
        names = _joined([row for _, row in filled[first : last + 1]])
        if not _completes(names, filled[last + 1][1], _body(filled, last + 1)):
            break
        last += 1
    return first, last


def _groups(above: Row, names: Sequence[str]) -> bool:
    """Whether a row above the names says which group each belongs to, as merged cells do."""
    cells = [cell for cell in above if cell.strip()]
    named = [name for name in names if name]
    if len(cells) < 2 or len(cells) >= len(named) or not all(map(is_label, cells)) or describes(above):
        return False
    begun = any(cell.strip() and not name for cell, name in zip(above, names, strict=False))
    joined = [name for name in _joined([above, list(names)]) if name]
    repeated = len(set(named)) <= REPEATED * len(named)
    return (repeated and len(set(joined)) > len(set(named))) or (begun and len(joined) > len(named))


def _continues(filled: Sequence[Numbered], last: int) -> bool:
    """Whether the row below names the parts of groups, which come again group by group, over numbers."""
    above, below = filled[last][1], filled[last + 1][1]
    named = [cell.strip() for cell in below if cell.strip()]
    if not all(map(is_label, named)) or len(set(named)) > REPEATED * len(named):
        return False
    body = _body(filled, last + 1)
    numbers = sum(1 for position, cell in enumerate(below) if cell.strip() and _only_numbers(body, position))
    return numbers >= len(named) / 2 and _groups(above, _one_lines(below))


def _completes(first: Sequence[str], below: Row, body: Sequence[Row]) -> bool:
    """Whether a row below the names tells the parts of columns that they only group, as merged cells do."""
    places = [position for position, cell in enumerate(below) if cell.strip()]
    if not places or not all(is_label(below[position]) for position in places):
        return False
    # A record fills the first column and leaves gaps anywhere; the parts of a group begin under its name.
    if below[0].strip():
        return False
    numbers = all(_only_numbers(body, position) for position in places)
    no_words = all(_no_words(body, position) for position in places)
    parents = [_parent(first, position) for position in places if position < len(first) and not first[position]]
    if not parents and numbers and len(places) > 1:
        # Units, one under each name; the same place in a record could only hold shorthand for a missing number.
        return len(places) >= len(first) / 2 and not any(below[position].strip().lower() in GAPS for position in places)
    if not parents or not all(p is not None and below[p].strip() for p in parents):
        return False
    return len(places) < len(first) / 2 or no_words


def _no_words(body: Sequence[Row], position: int) -> bool:
    kinds = {kind_of(row[position]) for row in body if len(row) > position and row[position].strip()}
    return bool(kinds) and "text" not in kinds


def _only_numbers(body: Sequence[Row], position: int) -> bool:
    kinds = {kind_of(row[position]) for row in body if len(row) > position and row[position].strip()}
    return kinds == {"number"}


def _parent(first: Sequence[str], position: int) -> int | None:
    """Return the nearest named column to the left."""
    return next((p for p in range(position, -1, -1) if first[p]), None)


def _joined(rows: Sequence[Row]) -> tuple[str, ...]:
    """Join the names of several rows: a cell of the lowest stands under the last cell of each row above it."""
    width = max(map(len, rows))
    held = [""] * len(rows)
    names = []
    for position in range(width):
        own = [_one_line(row[position]) if position < len(row) else "" for row in rows]
        for level, cell in enumerate(own):
            if cell:
                held[level:] = [cell, *[""] * (len(rows) - level - 1)]
        deepest = max((level for level, cell in enumerate(own) if cell), default=-1)
        parts = [part for part in (*held[:deepest], own[deepest]) if part] if deepest >= 0 else []
        names.append(" ".join(parts))
    return tuple(names)


def _one_lines(row: Row) -> list[str]:
    return [_one_line(cell) for cell in row]


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


# --- what is said -------------------------------------------------------------------------------------


def _decisions(filled: Sequence[Numbered], first: int, last: int, apart: Sequence[tuple[int, str]]) -> Iterator[str]:
    row = filled[first][0]
    if first:
        above = sum(1 for number, _ in apart if number < row)
        yield f"column names were found in row {row}; {_rows_above(above)} not data"
    for number, reason in apart:
        if reason != TITLE:
            yield f"row {number} {reason}"
    if not any(map(is_label, filled[first][1])):
        yield f"row {row} was taken for column names although it looks like data"
    if last > first:
        numbers = [str(number) for number, _ in filled[first : last + 1]]
        listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
        yield f"column names stand in {_IN_WORDS[len(numbers)]} rows, {listed}, and were joined"
    if fields := _on_its_side(filled, last):
        named = ", ".join(repr(field) for field in fields)
        yield f"the table seems to lie on its side: {named} and others run down its first column; it was not turned"


def _rows_above(count: int) -> str:
    return "1 row above is" if count == 1 else f"{count} rows above are"


def _on_its_side(filled: Sequence[Numbered], last: int) -> list[str]:
    """Return three names that run down the first column of a table whose rows, not columns, are of one kind each."""
    body = [row for _, row in filled[last + 1 :] if row[0].strip()]
    names = [row[0].strip() for row in body]
    width = max(map(len, body), default=0)
    if len(body) < 6 or width < 3 or width > len(body) or len(set(names)) < len(names) or not all(map(is_label, names)):
        return []
    several = [kinds for row in body if len(kinds := [kind_of(cell) for cell in row[1:] if cell.strip()]) > 1]
    even = [kinds[0] for kinds in several if len(set(kinds)) == 1]
    rows_agree = len(even) >= 4 and len(even) >= MOSTLY * len(several)
    mixed = even.count("text") >= 2 and len(even) - even.count("text") >= 2
    columns_agree = any(column_kind(body, position) for position in range(1, width))
    return names[:3] if rows_agree and mixed and not columns_agree else []
