"""A comparison as blocks: verdict, columns, changed cells, rows of one table only, and how it was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..display import Block, Details, Facts, Heading, Items, Notice, Table, Text
from ..display.blocks import Cell
from ..loading.provenance import SYNTHETIC
from .drift import LONGEST, MOST_COLUMNS, Change, Kind, OnlyRow, label, listed, seen, short
from .verdict import number

if TYPE_CHECKING:
    from .drift import Drift

SHOWN = 25
FOLDED = 175
LONGEST_CELL, LONGEST_WORD, LEAD_IN = 70, 40, 12
SAID: dict[Kind, str] = {
    "value": "another value",
    "filled": "was blank",
    "emptied": "is blank now",
    "writing": "the same, written differently",
}


def drift_blocks(drift: Drift) -> tuple[Block, ...]:
    """Two tables' comparison, most important first."""
    synthetic = drift.from_a.synthetic or drift.from_b.synthetic
    return (
        *((Notice(SYNTHETIC),) if synthetic else ()),
        Notice(drift.verdict, "good" if drift.is_empty else "info"),
        Facts((("First table", drift.from_a.name), ("Second table", drift.from_b.name))),
        Text(f"{drift.accounting}."),
        *_column_blocks(drift),
        *_change_blocks(drift),
        *_only_blocks("Rows only in the first table", drift.columns_a, drift.only_a),
        *_only_blocks("Rows only in the second table", drift.columns_b, drift.only_b),
        Heading("How rows were matched"),
        Items(drift.decisions),
        Heading("Where the tables came from"),
        Details("First table", drift.from_a.blocks()),
        Details("Second table", drift.from_b.blocks()),
    )


def _column_blocks(drift: Drift) -> Iterator[Block]:
    yield Heading("Columns")
    rows = drift.column_rows()
    if not rows:
        yield Text(f"Both tables have the same {number(len(drift.columns_a), 'column')}.")
        return
    shown = tuple((short(name, LONGEST), what, more) for name, what, more in rows)
    yield from _long("Columns that differ", ("Column", "What", "Details"), shown)


def _change_blocks(drift: Drift) -> Iterator[Block]:
    yield Heading("Rows that changed")
    if not drift.changes:
        yield Text("No row that is in both tables has changed.")
        return
    cells = Counter(change.column for change in drift.changes)
    written = Counter(change.column for change in drift.changes if change.kind == "writing")
    counts = tuple((short(name, LONGEST), count, written[name]) for name, count in cells.most_common(SHOWN))
    headings = ("Column", "Cells that differ", "Only in writing")
    yield Table("Where the changes are", headings, counts, frozenset(headings[1:]), len(cells))
    by_key = listed(drift.key)
    rows = tuple(
        (
            _label_and_numbers(change),
            short(change.column, LONGEST),
            *_side_by_side(change.before, change.after),
            SAID[change.kind] + ("" if change.matched_by == by_key else f"; matched by {change.matched_by}"),
        )
        for change in drift.changes[: SHOWN + FOLDED]
    )
    caption = (
        "Each cell that differs, with its row's number in the first and in the second table; "
        "long values are cut to where they differ"
    )
    columns = ("Row", "Column", "Before", "After", "What")
    yield from _long(caption, columns, rows, len(drift.changes))


def _only_blocks(title: str, columns: Sequence[str], only: Sequence[OnlyRow]) -> Iterator[Block]:
    yield Heading(title)
    if not only:
        yield Text("There are none.")
        return
    rows = tuple(
        (str(row.row), *(short(seen(cell), LONGEST_CELL) for cell in row.cells[:MOST_COLUMNS]))
        for row in only[: SHOWN + FOLDED]
    )
    names = tuple(short(name, LONGEST) for name in columns[:MOST_COLUMNS])
    more = f", with the first {MOST_COLUMNS} of {len(columns)} columns" if len(columns) > MOST_COLUMNS else ""
    yield from _long(f"{title}{more}", ("Row number", *names), rows, len(only))


def _long(
    caption: str, columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], total: int | None = None
) -> Iterator[Block]:
    """Show the first rows, and fold the others away."""
    count = len(rows) if total is None else total
    yield Table(caption, columns, rows[:SHOWN], total=count)
    if rest := rows[SHOWN : SHOWN + FOLDED]:
        left = count - SHOWN
        named = f"The other {left:,}" if left == len(rest) else f"The next {len(rest):,} of {left:,}"
        yield Details(named, (Table(f"{caption}, continued", columns, rest),))
    if count > SHOWN + FOLDED:
        yield Text("Save the comparison as .csv or .xlsx for all of them.")


def _label_and_numbers(change: Change) -> str:
    numbers = f"({change.row_a} → {change.row_b})".replace(" ", "\N{NO-BREAK SPACE}")
    return f"{short(label(change), LONGEST)} {numbers}"


def _side_by_side(before: str, after: str) -> tuple[str, str]:
    """Shorten two values to where they differ: a web address has no space to be broken at."""
    longest = max(map(len, (*before.split(), *after.split())), default=0)
    fits = LONGEST_WORD if longest > LONGEST_WORD else LONGEST_CELL
    shortest = min(len(before), len(after))
    differ = next((at for at in range(shortest) if before[at] != after[at]), shortest)
    start = max(0, differ - LEAD_IN) if max(len(before), len(after)) > fits else 0
    if not start:
        return short(seen(before), fits), short(seen(after), fits)
    return short(f"…{before[start:]}", fits), short(f"…{after[start:]}", fits)
