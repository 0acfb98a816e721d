"""Check one table against a standard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..loading.tables.table import SourceTable
from .asked import Asked, ask, worst_first
from .coverage import Coverage, coverage_of
from .evidence import Held, with_keys
from .examine import Examined, column_repairs, examine, value_repairs
from .expressions import checks_evaluated
from .findings import MIXED_CHECK, Found
from .keys import HeldRows, Keys, look_at_keys
from .results import QualityReport
from .rules import checks_run, mixed_findings, repeat_findings, row_findings
from .standard import Standard

if TYPE_CHECKING:
    import pandas as pd

ALWAYS_UNCHECKED = ("whether the values are true of the world (nothing to compare them with was given)",)
NO_STANDARD = "what the columns should be (no standard was given)"


def check_table(table: SourceTable, standard: Standard | None, use: str | None, *, repairs: bool) -> QualityReport:
    """Check a table, as :func:`check_with_cells` does, and return the report alone."""
    return check_with_cells(table, standard, use, repairs=repairs)[0]


def check_with_cells(
    table: SourceTable, standard: Standard | None, use: str | None, *, repairs: bool
) -> tuple[QualityReport, pd.DataFrame]:
    """Check a table: match its columns, repair what is safe, then run every rule.

    Parameters
    ----------
    table
        As published.
    standard
        What it should be; None to look only for what is wrong in any table.
    use
        What the data is wanted for, in the reader's words; without one there is no verdict.
    repairs
        Whether to repair values before the rules run. Column names are matched, and columns that feed the
        same field are joined, either way.

    Returns
    -------
    tuple[QualityReport, pandas.DataFrame]
        The report, and the cells that it speaks of: columns of ``str`` named as the standard's fields, and as
        published where the standard has none for them.

    Raises
    ------
    Unreadable
        The standard's fields stand in the first column: the table lies on its side.
    """
    above = [row.cells[0] for row in table.rejected if row.cells]
    asked = ask(
        standard, table.cells, table.header_row, name=table.provenance.source, above=above, repairs=repairs
    )  # fmt: skip
    examined = examine(table.cells, asked)
    rows = HeldRows(examined.cells, asked.published)
    keys = look_at_keys(list(examined.cells.columns), asked.standard, asked.published, table.header_row, rows)
    found = [with_keys(one, examined.cells, asked.key) for one in _found(asked, examined, keys)]
    findings = [*asked.column_findings(), *(one.finding for one in found)]
    report = QualityReport(
        standard=asked.standard.name if asked.given else "",
        standard_source=asked.standard.source if asked.given else None,
        use=use or "",
        coverage=tuple(_coverage(examined.cells, asked)),
        findings=tuple(sorted(findings, key=worst_first)),
        repairs=(
            *column_repairs(asked, table.provenance),
            *value_repairs(examined.joined, examined.changes, asked, table.provenance),
        ),
        columns=tuple(asked.profiles(examined.filled)),
        not_checked=not_checked(asked, keys),
        rows_read=table.rows_read,
        rows_kept=table.rows_kept,
        rows_rejected=table.rows_rejected,
        rows_blank=table.rows_blank,
        rejected=table.rejected,
        provenance=table.provenance,
        checks_run=checks_that_ran(list(examined.cells.columns), asked, keys),
        evidence=Held(table.cells, {one.finding: one.every for one in found}),
    )
    return report, examined.whole


def not_checked(asked: Asked, keys: Keys) -> tuple[str, ...]:
    """Say what was not looked at."""
    nothing_given = () if asked.given else (NO_STANDARD,)
    return (*nothing_given, *asked.standard.notes, *keys.not_checked, *ALWAYS_UNCHECKED)


def checks_that_ran(columns: list[str], asked: Asked, keys: Keys) -> tuple[str, ...]:
    """Name the checks that had something to look at."""
    names = [*checks_run(columns, asked.standard), *keys.checks_run, *checks_evaluated(columns, asked.standard)]
    return tuple(dict.fromkeys([*names, *(() if asked.given else (MIXED_CHECK,))]))


def _found(asked: Asked, examined: Examined, keys: Keys) -> Iterator[Found]:
    yield from examined.found
    yield from repeat_findings(examined.cells, asked.standard, asked.published)
    yield from keys.found
    if not asked.given:
        yield from mixed_findings(examined.cells)
    yield from row_findings(examined.cells)


def _coverage(cells: pd.DataFrame, asked: Asked) -> Iterator[Coverage]:
    for name, expected in asked.code_lists.items():
        codes = asked.standard.field(name).codes
        if codes is not None and codes.axis != "record":
            yield coverage_of(codes.axis, asked.published[name], cells[name], expected)
