"""What comparing two tables answers with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from ..display import Block, Result
from ..display.html import without_controls
from ..loading.provenance import Provenance
from .verdict import number

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "ndl/drift/1"
MOST_COLUMNS = 5
LONGEST = 120

Kind: TypeAlias = Literal["value", "filled", "emptied", "writing"]


class OnlyRow(NamedTuple):
    """A row that one table has and the other has not: its row number, its key ("" without one) and its cells."""

    row: int
    key: str
    cells: tuple[str, ...]


class Change(NamedTuple):
    """A cell that differs in a row of both tables.

    Attributes
    ----------
    row_a, row_b
        Row number in each table, as a spreadsheet shows it.
    key
        The row's key in the first table, parts joined by " / "; "" without one.
    column
        The column's name in the first table.
    before, after
        Cell of the first and of the second table, as published.
    kind
        ``filled``: it was blank. ``emptied``: it is blank now. ``writing``: the same number, date or words, with
        other case, spaces, punctuation or form. ``value``: anything else.
    matched_by
        What the two rows have in common, such as the name of the key.
    """

    row_a: int
    row_b: int
    key: str
    column: str
    before: str
    after: str
    kind: Kind
    matched_by: str


@dataclass(frozen=True)
class Renamed:
    """A column that goes by another name in the second table, how sure that is (0 to 1) and why."""

    before: str
    after: str
    confidence: float
    why: str


@dataclass(frozen=True)
class Retyped:
    """A column whose values are of another type in the second table; ``why`` quotes what keeps it from the first."""

    column: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, repr=False)
class Drift(Result):
    """How a table differs from another edition of it, with every row of both accounted for.

    ``rows_a`` = ``rows_same`` + ``rows_changed`` + rows of ``only_a``, and the same for ``b``. Rows are compared in
    the columns that both tables have; a column that one of them lacks changes no row.

    Attributes
    ----------
    columns_a, columns_b
        Names of the columns of each table.
    rows_a, rows_b
        Rows of each table.
    rows_same, rows_changed
        Rows that are in both, without and with a cell that differs.
    only_a, only_b
        Rows that are in one table only, in their order.
    changes
        Every cell that differs, by the row of the first table.
    gone, come
        Columns only the first table has, and only the second.
    renamed, retyped
        Columns of both that have another name or type.
    key
        Columns that say which row is which, as named in the first table; () when whole rows were compared.
    decisions
        How rows were matched, in sentences.
    from_a, from_b
        Where each table came from.
    """

    columns_a: tuple[str, ...]
    columns_b: tuple[str, ...]
    rows_a: int
    rows_b: int
    rows_same: int
    rows_changed: int
    only_a: tuple[OnlyRow, ...]
    only_b: tuple[OnlyRow, ...]
    changes: tuple[Change, ...]
    gone: tuple[str, ...]
    come: tuple[str, ...]
    renamed: tuple[Renamed, ...]
    retyped: tuple[Retyped, ...]
    key: tuple[str, ...]
    decisions: tuple[str, ...]
    from_a: Provenance
    from_b: Provenance

    @property
    def title(self) -> str:
        """Name both tables."""
        if self.from_a.name == self.from_b.name:
            return f"Two editions of {self.from_a.name} compared"
        return f"{self.from_a.name} compared with {self.from_b.name}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.only_a or self.only_b or self.changes or self._columns_differ)

    @property
    def verdict(self) -> str:
        """What differs, in a sentence or two."""
        if self.is_empty:
            columns = number(len(self.columns_a), "column")
            return f"The tables are the same: {number(self.rows_a, 'row')} and {columns}."
        return " ".join(filter(None, (self._rows_said(), self._columns_said())))

    @property
    def accounting(self) -> str:
        """Where every row of both tables is, in one line."""
        both = f"{self.rows_same:,} same + {self.rows_changed:,} changed"
        return (
            f"{number(self.rows_a, 'row')} of the first = {both} + {len(self.only_a):,} only there; "
            f"{number(self.rows_b, 'row')} of the second = {both} + {len(self.only_b):,} only there"
        )

    def summary(self) -> tuple[str, ...]:
        """Verdict, accounting, columns, and the first few rows of each kind."""
        lines = [self.title, self.verdict, self.accounting]
        lines += [
            f"  {what} {short(name, 40)}: {short(more, LONGEST)}"
            for name, what, more in self.column_rows()[:MOST_COLUMNS]
        ]
        lines += [f"  {line}" for line in self.decisions[:3]]
        for where, rows in (("first", self.only_a), ("second", self.only_b)):
            if rows:
                named = "; ".join(short(row.key or " | ".join(filter(None, row.cells)), 40) for row in rows[:3])
                more = f"; and {len(rows) - 3:,} more" if len(rows) > 3 else ""
                lines.append(f"  only in the {where}: {named}{more}")
        for change in self.changes[:3]:
            before, after = short(seen(change.before), 40), short(seen(change.after), 40)
            lines.append(f"  {short(label(change), 40)}: {short(change.column, 40)}: {before} → {after}")
        more_cells = len(self.changes) - 3
        return (*lines, f"  … and {number(more_cells, 'more cell')}; see .to_frame()") if more_cells > 0 else (*lines,)

    def blocks(self) -> tuple[Block, ...]:
        """The comparison as a page: verdict, columns, changed rows, rows of one table only, and how it was done."""
        from .drift_page import drift_blocks

        return drift_blocks(self)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/drift/1``."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__ if not name.startswith("from_")}
        for name in ("only_a", "only_b"):
            plain[name] = [{**row._asdict(), "cells": list(row.cells)} for row in plain[name]]
        plain["changes"] = [change._asdict() for change in self.changes]
        for name in ("renamed", "retyped"):
            plain[name] = [asdict(item) for item in plain[name]]
        for name in ("columns_a", "columns_b", "gone", "come", "key", "decisions"):
            plain[name] = list(plain[name])
        origin = {"from_a": self.from_a.to_dict(), "from_b": self.from_b.to_dict()}
        return {"schema": SCHEMA, "title": self.title, "verdict": self.verdict, **plain, **origin}

    def to_frame(self) -> pd.DataFrame:
        """One row a difference.

        ``what`` is ``changed``, ``only in the first`` or ``only in the second``; ``row_a`` and ``row_b`` are
        ``Int64``, missing where the row is not in that table. A row of one table only has its cells joined by a bar,
        in ``before`` or ``after``.
        """
        import pandas as pd

        changed = [("changed", *change) for change in self.changes]
        first = [
            ("only in the first", row, None, key, "", " | ".join(cells), "", "", "") for row, key, cells in self.only_a
        ]
        second = [
            ("only in the second", None, row, key, "", "", " | ".join(cells), "", "") for row, key, cells in self.only_b
        ]
        frame = pd.DataFrame([*changed, *first, *second], columns=["what", *Change._fields])
        return frame.astype({"row_a": "Int64", "row_b": "Int64"})

    @property
    def _columns_differ(self) -> bool:
        return bool(self.gone or self.come or self.renamed or self.retyped)

    def _rows_said(self) -> str:
        if not (self.changes or self.only_a or self.only_b):
            return f"All {number(self.rows_a, 'row')} are the same in the columns that both tables have."
        both = self.rows_same + self.rows_changed
        parts = f"{self.rows_same:,} the same and {self.rows_changed:,} changed"
        written = sum(change.kind == "writing" for change in self.changes)
        only = f"{number(len(self.only_a), 'row')} only in the first and {len(self.only_b):,} only in the second"
        cells = number(len(self.changes), "cell")
        mostly = f", {written:,} of them only in how they are written" if written else ""
        differ = f" {cells} {'differs' if len(self.changes) == 1 else 'differ'}{mostly}." if self.changes else ""
        verb = "is" if both == 1 else "are"
        return f"{number(both, 'row')} {verb} in both tables, {parts}; {only}.{differ}"

    def _columns_said(self) -> str:
        counts = (
            (len(self.renamed), "renamed"),
            (len(self.gone), "gone"),
            (len(self.come), "new"),
            (len(self.retyped), "of another type"),
        )
        said = [f"{count:,} {what}" for count, what in counts if count]
        return f"Columns: {', '.join(said)}." if said else ""

    def column_rows(self) -> list[tuple[str, str, str]]:
        """Of each column that differs its name, what it is, and details."""
        return [
            *(
                (r.before, "renamed", f"is now {r.after} (confidence {r.confidence:.0%}: {r.why})")
                for r in self.renamed
            ),
            *((name, "gone", "only the first table has it") for name in self.gone),
            *((name, "new", "only the second table has it") for name in self.come),
            *(
                (r.column, "another type", f"{r.before} → {r.after}{f' ({r.why})' if r.why else ''}")
                for r in self.retyped
            ),
        ]


def label(change: Change) -> str:
    """Name the row of a change by its key, or by its number."""
    return change.key or f"row {change.row_a}"


def seen(value: str) -> str:
    """Write a value so that a blank, and spaces at its ends, can be seen."""
    if not value:
        return "(blank)"
    return f"“{value}”" if value.strip() != value else value


def listed(names: Sequence[str]) -> str:
    """Write names as a list in a sentence: *area*, *area and year*; "" for none."""
    *most, last = names or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def short(text: str, longest: int) -> str:
    """Cut a text to one line of so many characters, none of them a control character."""
    one_line = without_controls(" ".join(text.split()) if "\n" in text or "\r" in text else text)
    return one_line if len(one_line) <= longest else one_line[: longest - 1] + "…"
