"""Compare a table with a reference that is believed to be right: the only way a program can look at accuracy.

Accuracy, in the Government Data Quality Framework, is how well data matches reality, and no file tells that of itself.
Rows are matched by a key, and a row whose key is blank or stands in several rows is left out rather than guessed at.
A value that is only written differently (the same number, date or words) agrees. What cannot be compared is said.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .asked import worst_first
from .drift import Change, OnlyRow
from .evidence import Extended, key_texts
from .findings import (
    ABSENT_ROW_CHECK,
    DIFFERS_CHECK,
    EXTRA_ROW_CHECK,
    FIRST_ROWS,
    GAP_CHECK,
    Dimension,
    Finding,
    Severity,
)
from .results import Reference
from .verdict import number

if TYPE_CHECKING:
    import pandas as pd

    from ..loading.tables.table import SourceTable
    from .drift import Drift
    from .results import QualityReport
    from .standard import Standard

CHECKS_RUN = (DIFFERS_CHECK, GAP_CHECK, EXTRA_ROW_CHECK, ABSENT_ROW_CHECK)
LONGEST = 200
BETWEEN = "\x1f"
NOT_THE_REFERENCE = "whether the reference itself is right and whole"


@dataclass(frozen=True, eq=False)
class Compared:
    """A table's cells as they were checked, one column a field, and where it was read."""

    cells: pd.DataFrame
    table: SourceTable


def with_reference(
    report: QualityReport, mine: Compared, reference: Compared, standard: Standard | None
) -> QualityReport:
    """Add to a report what a comparison with a reference found.

    Parameters
    ----------
    report
        Of the table, as it was checked.
    mine, reference
        The table and the one believed to be right, both read against the same standard.
    standard
        Its unique key says which row is which; without one, a key is found as ``compare`` finds it.

    Returns
    -------
    QualityReport
        A new one, findings worst first, with ``reference`` saying how much could be compared and agrees.
    """
    key, why, reference = _key(mine, reference, standard)
    if not key:
        return _uncompared(report, reference, why)
    both = _matched(mine, reference, key)
    if both.rows.empty:
        called = " and ".join(_published(report, key))
        return _uncompared(report, reference, f"no row of it could be found by {called}")
    compared, differing = _cells_compared(both, key)
    result = Reference(
        provenance=reference.table.provenance,
        key=tuple(_published(report, key)),
        why=why,
        rows=len(reference.cells),
        matched=len(both.rows),
        compared=compared,
        agree=compared - len(differing),
        differences=tuple(_named(change, report) for change in differing),
    )
    found = dict(_findings(report, both, differing, result))
    findings = sorted((*report.findings, *found), key=worst_first)
    return replace(
        report,
        findings=tuple(findings),
        not_checked=(*_still_open(report), *_left_out(report, mine, both, result)),
        checks_run=tuple(dict.fromkeys((*report.checks_run, *CHECKS_RUN))),
        reference=result,
        evidence=Extended(report.evidence, found) if report.evidence else None,
    )


@dataclass(frozen=True, eq=False)
class _Both:
    """Rows that could be told apart, how they differ, and which belong together.

    ``mine`` and ``theirs`` are the cells of those rows, ``rows`` has a line for each pair (``mine``, ``theirs``).
    """

    mine: pd.DataFrame
    theirs: pd.DataFrame
    rows: pd.DataFrame
    drift: Drift


def _key(mine: Compared, reference: Compared, standard: Standard | None) -> tuple[tuple[str, ...], str, Compared]:
    """Return the columns that say which row is which, why they were taken, and the reference under their names.

    Where there are none, the second says why.
    """
    from .compare import compare_tables

    for names in _unique_keys(standard):
        if all(name in each.cells.columns for name in names for each in (mine, reference)):
            return names, "the standard says that it is different in every record", reference
    drift = compare_tables(_table(mine, mine.cells), _table(reference, reference.cells))
    called = {one.after: one.before for one in drift.renamed}
    renamed = replace(reference, cells=reference.cells.rename(columns=called))
    return drift.key, drift.decisions[0].rpartition(": ")[2].partition("; so ")[0], renamed


def _unique_keys(standard: Standard | None) -> Iterator[tuple[str, ...]]:
    if standard:
        yield from standard.unique_keys
        yield from ((field.name,) for field in standard.fields if field.unique)


def _matched(mine: Compared, reference: Compared, key: tuple[str, ...]) -> _Both:
    """Pair rows by their key, written alike or not, where it is in one row of each table."""
    import pandas as pd

    from .compare import compare_tables

    keys = [_folded(each.cells, key) for each in (mine, reference)]
    # A key in several rows of one table says nothing of the other's row with that key, not even that it is extra.
    unclear = set().union(*(own[own.duplicated()] for own in keys))
    folded = [own[~own.isin(unclear)] for own in keys]
    ours, theirs = mine.cells.loc[folded[0].index], reference.cells.loc[folded[1].index]
    drift = compare_tables(_table(mine, ours), _table(reference, theirs), key)
    pairs = pd.merge(
        pd.DataFrame({"key": folded[0].to_numpy(), "mine": folded[0].index}),
        pd.DataFrame({"key": folded[1].to_numpy(), "theirs": folded[1].index}),
        on="key",
    )
    return _Both(ours, theirs, pairs[["mine", "theirs"]], drift)


def _folded(cells: pd.DataFrame, key: Sequence[str]) -> pd.Series[Any]:
    """Return the folded key of each row in which it is not blank."""
    from .compare_rows import fold

    parts = [cells[name].map({value: fold(value) for value in cells[name].unique()}) for name in key]
    whole: pd.Series[Any] = functools.reduce(lambda one, other: one + BETWEEN + other, parts)
    return whole[whole.str.strip(BETWEEN) != ""]


def _cells_compared(both: _Both, key: Sequence[str]) -> tuple[int, list[Change]]:
    """Count the cells filled in both tables, in rows of both and outside the key, and return those that differ."""
    compared = 0
    for name, theirs in _columns(both, key).items():
        ours = both.mine.loc[both.rows["mine"], name].str.strip().to_numpy() != ""
        compared += int((ours & (both.theirs.loc[both.rows["theirs"], theirs].str.strip().to_numpy() != "")).sum())
    return compared, [c for c in both.drift.changes if c.kind == "value" and c.column not in key]


def _columns(both: _Both, key: Sequence[str]) -> dict[str, str]:
    """Return the columns that both tables have, outside the key, with their name in the reference."""
    renamed = {one.before: one.after for one in both.drift.renamed}
    named = {name: renamed.get(name, name) for name in both.mine.columns if name not in key}
    return {name: theirs for name, theirs in named.items() if theirs in both.theirs.columns}


def _findings(
    report: QualityReport, both: _Both, differing: Sequence[Change], result: Reference
) -> Iterator[tuple[Finding, tuple[int, ...]]]:
    """Yield each finding with every row it was made in."""
    name = result.provenance.name
    gaps = [c for c in both.drift.changes if c.kind == "filled" and c.column not in both.drift.key]
    for column, changes in _by_column(differing):
        yield _found(
            both,
            changes,
            DIFFERS_CHECK, "accuracy", "error", _published(report, (column,))[0], changes[0].before,
            f"{changes[0].after[:LONGEST]!r}, as in {name}", "The value is not the one that the reference has.",
            "See which of the two is right, and correct the one that is not.",
        )  # fmt: skip
    for column, changes in _by_column(gaps):
        yield _found(
            both,
            changes,
            GAP_CHECK, "completeness", "warning", _published(report, (column,))[0], "",
            f"{changes[0].after[:LONGEST]!r}, as in {name}", "There is no value, and the reference has one.",
            "Fill in the value if it is right.",
        )  # fmt: skip
    if extra := both.drift.only_a:
        yield _found(
            both,
            extra,
            EXTRA_ROW_CHECK, "accuracy", "notice", "", extra[0].key, f"a row of {name}",
            "The reference has no such row, so its values could not be compared.",
            "See whether it should be there; if it should, nothing need be done.",
        )  # fmt: skip
    if absent := both.drift.only_b:
        first = ", ".join(row.key for row in absent[:FIRST_ROWS])[:LONGEST]
        more = " and others" if len(absent) > FIRST_ROWS else ""
        yield Finding(
            ABSENT_ROW_CHECK, "completeness", "notice", "external", "", (), len(absent), "",
            f"rows for {first}{more}, as in {name}", "The reference has rows that are not here.",
            "Add them if they should be here; a reference may cover more than this table.",
        ), ()  # fmt: skip


def _found(
    both: _Both,
    where: Sequence[Change | OnlyRow],
    check: str, dimension: Dimension, severity: Severity, column: str, observed: str, expected: str,
    message: str, fix: str,
) -> tuple[Finding, tuple[int, ...]]:  # fmt: skip
    """Word a finding that was made in rows, whose keys are known."""
    rows = tuple(place.row_a if isinstance(place, Change) else place.row for place in where)
    keys = key_texts(both.mine.loc[list(rows[:FIRST_ROWS]), list(both.drift.key)])
    finding = Finding(
        check, dimension, severity, "external", column, rows[:FIRST_ROWS], len(rows), observed[:LONGEST], expected,
        message, fix, keys,
    )  # fmt: skip
    return finding, rows


def _by_column(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    columns: dict[str, list[Change]] = {}
    for change in changes:
        columns.setdefault(change.column, []).append(change)
    yield from columns.items()


def _left_out(report: QualityReport, mine: Compared, both: _Both, result: Reference) -> Iterator[str]:
    """Say what of the table was not compared: rows, columns, and values the reference has not."""
    yield NOT_THE_REFERENCE
    unclear = len(mine.cells) - len(both.mine)
    called = " and ".join(result.key)
    if unclear:
        yield f"whether {number(unclear, 'row')} agree with the reference ({called} is blank, or in several rows)"
    if extra := len(both.drift.only_a):
        yield f"whether the values of {number(extra, 'row')} that the reference has not are true"
    if gone := _published(report, both.drift.gone):
        yield f"whether the values of {', '.join(gone)} are true (the reference has no such column)"
    emptied = sum(change.kind == "emptied" for change in both.drift.changes)
    if emptied:
        yield f"whether {number(emptied, 'value')} that the reference leaves blank can be true"


def _uncompared(report: QualityReport, reference: Compared, why: str) -> QualityReport:
    name = reference.table.provenance.name
    return replace(report, not_checked=(*_still_open(report), f"whether the values agree with {name}: {why}"))


def _still_open(report: QualityReport) -> Iterator[str]:
    """Yield what was not checked, without the sentence that nothing was given to compare with."""
    from .check import ALWAYS_UNCHECKED

    yield from (said for said in report.not_checked if said not in ALWAYS_UNCHECKED)


def _published(report: QualityReport, names: Sequence[str]) -> list[str]:
    called = {column.field: column.column for column in report.columns if column.field}
    return [called.get(name, name) for name in names]


def _named(change: Change, report: QualityReport) -> Change:
    return change._replace(column=_published(report, (change.column,))[0])


def _table(compared: Compared, cells: pd.DataFrame) -> SourceTable:
    return replace(compared.table, cells=cells)
