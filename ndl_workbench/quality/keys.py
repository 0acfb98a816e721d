"""Keys over several columns, and keys that lead to a table: those of SQL, as Table Schema and CSVW take them.

A row with a blank in any column of a key is passed over, as in SQL and in Table Schema's "Handling null values";
that a column of a primary key is blank is found as a missing value. A repeat is a row whose key an earlier one has.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..errors import InputError
from ..loading.resolve import place_of, read_place
from .findings import ABSENT_CHECK, CODE_CHECK, UNIQUE_CHECK, Finding, Found, first_rows
from .standard import ForeignKey, Standard

if TYPE_CHECKING:
    import pandas as pd

MOST_NEIGHBOURS = 1_000


@dataclass(frozen=True)
class Keys:
    """What was found when keys were looked at, the names of the checks that ran, and what was not checked."""

    found: tuple[Found, ...]
    checks_run: tuple[str, ...]
    not_checked: tuple[str, ...]


class Rows(Protocol):
    """A table whose keys are looked at: in memory, or in DuckDB, which notes what it finds for itself."""

    def repeats(self, names: tuple[str, ...], /) -> Iterable[Found] | None:
        """Find rows whose key an earlier one has."""

    def strangers(self, key: ForeignKey, listed: frozenset[tuple[str, ...]], /) -> Iterable[Found] | None:
        """Find rows with values that are not among those listed."""

    def rows_of(self, names: tuple[str, ...], /) -> frozenset[tuple[str, ...]]:
        """Return every row of values in some columns."""


def look_at_keys(
    columns: Sequence[str], standard: Standard, published: dict[str, str], header: int, rows: Rows
) -> Keys:  # fmt: skip
    """Find repeated keys, values that are not in the table a key leads to, and keys that lead nowhere.

    Parameters
    ----------
    columns
        Those that are there, named as the standard's fields.
    standard
        Its ``unique_keys`` and ``foreign_keys`` are looked at.
    published
        Field name to the column's name as published.
    header
        Row of the column names, where a key that leads nowhere is found.
    rows
        The table.

    Raises
    ------
    SourceUnavailable
        A table that a key leads to could not be downloaded.
    """
    found: list[Found] = []
    ran: list[str] = []
    unchecked: list[str] = []
    for names in dict.fromkeys(standard.unique_keys):
        if set(names) <= set(columns):
            found += rows.repeats(names) or ()
            ran.append(UNIQUE_CHECK)
        else:
            unchecked.append(f"that {' and '.join(names)} together are unique")
    for key in dict.fromkeys(standard.foreign_keys):
        open_question = f"that {' and '.join(key.fields)} exist in {key.named or 'this table'}"
        if not set(key.fields) <= set(columns):
            unchecked.append(open_question)
            continue
        try:
            found += rows.strangers(key, _listed(key, columns, rows)) or ()
            ran.append(CODE_CHECK)
        except _Nowhere as nowhere:
            found.append(_absent(key, published, header, nowhere))
            unchecked.append(open_question)
    return Keys(tuple(found), tuple(dict.fromkeys(ran)), tuple(unchecked))


@dataclass(frozen=True, eq=False)
class HeldRows:
    """The rows of a table in memory: DataFrame of ``str``, ``""`` for a blank, named as the standard's fields."""

    cells: pd.DataFrame
    published: dict[str, str]

    def repeats(self, names: tuple[str, ...]) -> list[Found]:
        """Find rows whose key an earlier one has."""
        filled = _filled(self.cells, names)
        repeated = filled[filled.duplicated(keep="first")]
        if repeated.empty:
            return []
        return [Found(repeat_finding(repeated, len(repeated), self.published), repeated.index)]

    def strangers(self, key: ForeignKey, listed: frozenset[tuple[str, ...]]) -> list[Found]:
        """Find rows with values that are not among those listed."""
        here = _filled(self.cells, key.fields)
        unknown = here[[row not in listed for row in here.itertuples(index=False, name=None)]]
        if unknown.empty:
            return []
        return [Found(stranger_finding(unknown, len(unknown), key, self.published), unknown.index)]

    def rows_of(self, names: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
        """Return every row of values in some columns."""
        return frozenset(zip(*(self.cells[name].str.strip() for name in names), strict=True))


class _Nowhere(Exception):
    """A key leads to no table, or to one without its columns."""


def _filled(cells: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    chosen = cells[list(names)]
    return chosen[(chosen != "").all(axis=1)]


def _called(names: tuple[str, ...], published: dict[str, str]) -> str:
    return ", ".join(published.get(name, name) for name in names)


def _found(key: ForeignKey) -> bool:
    return not key.resource or not Path(key.resource).is_absolute() or Path(key.resource).is_file()


def repeat_finding(first: pd.DataFrame, count: int, published: dict[str, str]) -> Finding:
    """Word the finding of repeated keys, the first of which are given."""
    columns = tuple(map(str, first.columns))
    together = f"{' and '.join(columns)}{' together' if len(columns) > 1 else ''}"
    return Finding(
        UNIQUE_CHECK, "uniqueness", "error", "external", _called(columns, published), first_rows(first.index),
        count, " | ".join(first.iloc[0])[:200], "each key once",
        f"A row has the same {together} as an earlier one.",
        "Give each record a key of its own, or remove the copy.",
    )  # fmt: skip


def stranger_finding(first: pd.DataFrame, count: int, key: ForeignKey, published: dict[str, str]) -> Finding:
    """Word the finding of values that the table a key leads to does not have; the first of them are given."""
    together = "a value" if len(key.fields) == 1 else "values that stand together"
    where = key.named or f"{' and '.join(key.reference)} of this table"
    return Finding(
        CODE_CHECK, "consistency", "error", "external", _called(key.fields, published),
        first_rows(first.index), count, " | ".join(first.iloc[0])[:200],
        f"{together} listed in {where}",
        "The value is not in the list it must come from.", f"Use a value from {where}, spelt the same.",
    )  # fmt: skip


def _listed(key: ForeignKey, columns: Sequence[str], rows: Rows) -> frozenset[tuple[str, ...]]:
    """Return every row of values in the columns the key leads to."""
    if key.absent:
        raise _Nowhere(f"there is no description of {key.named}")
    try:
        there = read_place(place_of(key.resource)).cells if key.resource else None
    except InputError as error:
        raise _Nowhere(f"{key.named} {'cannot be read' if _found(key) else 'is not there'}{_perhaps(key)}") from error
    known = columns if there is None else there.columns
    if missing := [name for name in key.reference if name not in known]:
        raise _Nowhere(f"{key.named or 'the table'} has no column {' or '.join(missing)}")
    return rows.rows_of(key.reference) if there is None else HeldRows(there, {}).rows_of(key.reference)


def _perhaps(key: ForeignKey) -> str:
    """Offer a file beside it whose name is nearly the same."""
    folder, name = Path(key.resource).parent, Path(key.resource).name
    if _found(key) or not folder.is_dir():
        return ""
    beside = [path.name for _, path in zip(range(MOST_NEIGHBOURS), folder.iterdir(), strict=False)]
    near = difflib.get_close_matches(name, sorted(beside), n=1, cutoff=0.8)
    return f" ({near[0]} is)" if near else ""


def _absent(key: ForeignKey, published: dict[str, str], header: int, why: Exception) -> Found:
    import pandas as pd

    named = key.named or "this table"
    finding = Finding(
        ABSENT_CHECK, "consistency", "error", "external", _called(key.fields, published), (header,), 1,
        named, f"a table with {' and '.join(key.reference)} called {named}",
        f"The foreign key {' and '.join(key.fields)} leads nowhere: {why}. Its values were not checked.",
        "Publish the table beside this one, or mend its name in the description.",
    )  # fmt: skip
    return Found(finding, pd.Index([header]))
