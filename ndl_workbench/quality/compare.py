"""Compare two editions of a table: rows and columns that are only in one, and cells that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..errors import InputError, NotFound
from .compare_columns import (
    TEXT,
    Reading,
    answers,
    read_columns,
    retyped,
    same_in_rows,
    same_names,
    same_values,
    too_many,
)
from .compare_keys import Codes, codes_of
from .compare_rows import Rows, fold, match_rows
from .drift import Change, Drift, Kind, OnlyRow, Renamed

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from ..loading.tables.table import SourceTable

BETWEEN_PARTS = " / "


@dataclass(frozen=True, eq=False)
class _Both:
    """Both tables' cells and what their columns were read as; codes are made once for each pair of columns."""

    a: pd.DataFrame
    b: pd.DataFrame
    read_a: Reading
    read_b: Reading
    codes: dict[tuple[str, str], Codes] = field(default_factory=dict)


def compare_tables(a: SourceTable, b: SourceTable, key: Sequence[str] | None = None) -> Drift:
    """Compare a table with another edition of it.

    Parameters
    ----------
    a, b
        The first and the second table.
    key
        Columns that say which row is which, by their name in either table. When not named, one is found: the column,
        or the two or three, filled and different in every row of both tables, under which most cells agree. Rows that
        are left then are matched by other text that identifies them. Where there is no key, whole rows are compared,
        and none is called changed.

    Returns
    -------
    Drift
        Every row of both tables is the same, changed, or only in one of them.

    Raises
    ------
    NotFound
        A column of the key is not in both tables.
    InputError
        The key names no column.
    """
    both = _Both(a.cells.fillna(""), b.cells.fillna(""), read_columns(a.cells), read_columns(b.cells))
    renamed, rows = _match(both, key)
    names_b = {name: name for name in both.a.columns if name in both.b.columns}
    names_b |= {one.before: one.after for one in renamed}
    columns = {name: names_b[name] for name in both.a.columns if name in names_b}
    key_columns = rows.key.columns if rows.key else ()
    changes = _changes(both, columns, rows, key_columns)
    left_a, left_b = rows.matched.left(len(both.a), len(both.b))
    changed = len({(change.row_a, change.row_b) for change in changes})
    return Drift(
        columns_a=tuple(both.a.columns),
        columns_b=tuple(both.b.columns),
        rows_a=len(both.a),
        rows_b=len(both.b),
        rows_same=len(rows.matched.a) - changed,
        rows_changed=changed,
        only_a=_only(both.a, left_a, key_columns),
        only_b=_only(both.b, left_b, [columns[name] for name in key_columns]),
        changes=changes,
        gone=tuple(name for name in both.a.columns if name not in columns),
        come=tuple(name for name in both.b.columns if name not in columns.values()),
        renamed=renamed,
        retyped=tuple(retyped(columns.items(), both.read_a, both.read_b)),
        key=key_columns,
        decisions=(*rows.decisions, *_order(both, columns, rows)),
        from_a=a.provenance,
        from_b=b.provenance,
    )


def _match(both: _Both, key: Sequence[str] | None) -> tuple[tuple[Renamed, ...], Rows]:
    """Match columns and rows: a guess of the columns first, and again when the rows say otherwise."""
    a, b = both.a, both.b
    gone, come = _not_in(list(a.columns), list(b.columns)), _not_in(list(b.columns), list(a.columns))
    spelt = same_names(gone, come)
    gone, come = _not_in(gone, [one.before for one in spelt]), _not_in(come, [one.after for one in spelt])
    if too_many(gone, come, max(len(a), len(b))):
        rows = _rows(both, spelt, key)
        said = f"{len(gone):,} columns that are gone and {len(come):,} that are new were not compared by their values"
        return spelt, replace(rows, decisions=(*rows.decisions, f"{said}: there are too many"))
    guessed = (*spelt, *same_values(a, b, gone, come, (both.read_a, both.read_b)))
    rows = _rows(both, guessed, key)
    confirmed = (*spelt, *same_in_rows(a, b, gone, come, (rows.matched.a, rows.matched.b)))
    if {(one.before, one.after) for one in confirmed} == {(one.before, one.after) for one in guessed}:
        return confirmed, rows
    return confirmed, _rows(both, confirmed, key)


def _rows(both: _Both, renamed: Sequence[Renamed], key: Sequence[str] | None) -> Rows:
    """Match rows by the columns both have, in an order that is the same whichever table comes first."""
    pairs = [(name, name) for name in both.a.columns if name in both.b.columns]
    pairs += [(one.before, one.after) for one in renamed]
    place_a, place_b = ({name: at for at, name in enumerate(side.columns)} for side in (both.a, both.b))
    pairs.sort(key=lambda pair: (place_a[pair[0]] + place_b[pair[1]], sorted(pair)))
    for before, after in pairs:
        if (before, after) not in both.codes:
            both.codes[before, after] = codes_of(both.a[before], both.b[after])
    columns = {before: both.codes[before, after] for before, after in pairs}
    kinds = {before: (both.read_a.kinds[before], both.read_b.kinds[after]) for before, after in pairs}
    return match_rows(columns, kinds, (len(both.a), len(both.b)), _named(pairs, key))


def _named(pairs: Sequence[tuple[str, str]], key: Sequence[str] | None) -> tuple[str, ...]:
    """Return the names that the columns of the key have in the first table; () when none was asked for."""
    if key is None:
        return ()
    wanted = [key] if isinstance(key, str) else list(key)
    if not wanted:
        raise InputError(
            found="a key of no columns",
            expected="the names of one column or more",
            done="nothing was compared",
            next="name the columns, or name no key to have one found",
        )
    known = {after: before for before, after in pairs} | {before: before for before, _ in pairs}
    for name in wanted:
        if name not in known:
            shared = ", ".join(before for before, _ in pairs[:20])
            raise NotFound(
                found=f"no column {name!r:.80} in both tables",
                expected=f"one of {shared}" if shared else "a column that both tables have",
                done="nothing was compared",
                next="name another key, or none to have one found",
            )
    return tuple(dict.fromkeys(known[name] for name in wanted))


def _changes(both: _Both, columns: dict[str, str], rows: Rows, key: Sequence[str]) -> tuple[Change, ...]:
    """Return each cell that differs in a row of both tables, by the row of the first and then the column."""
    import numpy as np

    matched = rows.matched
    order = np.argsort(matched.a)
    in_a, in_b, how = matched.a[order], matched.b[order], matched.how[order]
    found: list[tuple[int, int, Change]] = []
    for place, (before, after) in enumerate(columns.items()):
        codes = both.codes[before, after]
        differ = np.flatnonzero(codes.a[in_a] != codes.b[in_b])
        if not len(differ):
            continue
        at_a, at_b = in_a[differ], in_b[differ]
        cells = zip(
            both.a.index[at_a].tolist(),
            both.b.index[at_b].tolist(),
            _keys(both.a, at_a, key),
            [before] * len(differ),
            codes.values[codes.a[at_a]].tolist(),
            codes.values[codes.b[at_b]].tolist(),
            _kinds(both, (before, after), at_a, at_b),
            [matched.names[name] for name in how[differ].tolist()],
            strict=True,
        )
        found += [(row, place, Change(*cell)) for row, cell in zip(differ.tolist(), cells, strict=True)]
    found.sort(key=lambda one: one[:2])
    return tuple(change for *_, change in found)


def _kinds(
    both: _Both, pair: tuple[str, str], at_a: npt.NDArray[np.int64], at_b: npt.NDArray[np.int64]
) -> Iterator[Kind]:
    """Say of each pair of cells that differ in what way."""
    codes = both.codes[pair]
    alike = _same_typed(both, pair, at_a, at_b)
    words = both.read_a.kinds[pair[0]] == TEXT or both.read_b.kinds[pair[1]] == TEXT
    says = answers(both.a[pair[0]].unique(), both.b[pair[1]].unique()) if words else {}
    known: dict[tuple[int, int], Kind] = {}
    for one, other, same in zip(codes.a[at_a].tolist(), codes.b[at_b].tolist(), alike, strict=True):
        if same:
            yield "writing"
            continue
        if (one, other) not in known:
            known[one, other] = _kind(codes, one, other, says, words=words)
        yield known[one, other]


def _kind(codes: Codes, one: int, other: int, says: dict[str, bool], *, words: bool) -> Kind:
    if not codes.filled[one]:
        return "filled" if codes.filled[other] else "writing"
    if not codes.filled[other]:
        return "emptied"
    mine, theirs = str(codes.values[one]), str(codes.values[other])
    if mine.strip() == theirs.strip() or (says and says[mine] == says[theirs]):
        return "writing"
    folded = fold(mine) if words else ""
    return "writing" if folded and folded == fold(theirs) else "value"


def _same_typed(
    both: _Both, pair: tuple[str, str], at_a: npt.NDArray[np.int64], at_b: npt.NDArray[np.int64]
) -> list[bool]:
    """Say of each pair of cells whether they were read as the same number or date; a sign beside one is not ignored."""
    import pandas as pd

    one, other = both.read_a.columns[pair[0]], both.read_b.columns[pair[1]]
    kinds = {both.read_a.kinds[pair[0]], both.read_b.kinds[pair[1]]}
    comparable = kinds == {"dates"} or kinds <= {"whole numbers", "numbers with decimals"}
    if not comparable:
        return [False] * len(at_a)
    mine: Any = pd.Series(one.values).iloc[at_a].reset_index(drop=True)
    theirs: Any = pd.Series(other.values).iloc[at_b].reset_index(drop=True)
    alike: Any = (mine == theirs).fillna(False).astype(bool)
    for column, at in ((one, at_a), (other, at_b)):
        if column.reasons is not None:
            alike &= column.reasons.take(at).is_null().to_numpy(zero_copy_only=False)
    same: list[bool] = alike.tolist()
    return same


def _only(cells: pd.DataFrame, at: npt.NDArray[np.int64], key: Sequence[str]) -> tuple[OnlyRow, ...]:
    rows = cells.iloc[at]
    texts = rows.itertuples(index=False, name=None)
    return tuple(map(OnlyRow, rows.index.tolist(), _keys(cells, at, key), texts))


def _keys(cells: pd.DataFrame, at: npt.NDArray[np.int64], key: Sequence[str]) -> list[str]:
    """Return the key of each row; "" where there is none."""
    if not key:
        return [""] * len(at)
    parts = [cells[name].iloc[at].tolist() for name in key]
    return [BETWEEN_PARTS.join(part) for part in zip(*parts, strict=True)]


def _order(both: _Both, columns: dict[str, str], rows: Rows) -> Iterator[str]:
    """Say whether rows or columns of both tables stand in another order."""
    import numpy as np

    in_b = rows.matched.b[np.argsort(rows.matched.a)]
    if (np.diff(in_b) < 0).any():
        yield "rows that are in both tables stand in another order"
    place = {name: at for at, name in enumerate(both.b.columns)}
    if (np.diff([place[name] for name in columns.values()]) < 0).any():
        yield "columns that are in both tables stand in another order"


def _not_in(names: Sequence[str], others: Sequence[str]) -> list[str]:
    known = set(others)
    return [name for name in names if name not in known]
