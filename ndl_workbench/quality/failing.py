"""Every row a finding was made in, where the finding itself holds the first ten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..loading.resolve import place_of, read_place
from ..loading.tables.table import SourceTable
from .joining import join_columns
from .places import off_the_map
from .repair import DEFAULT_RULE
from .rules import CHECKS, CODE_CHECK, COPY_CHECK, MAP_CHECK, MIXED_CHECK, NUMBER, Finding
from .standard import Standard, standard_named

if TYPE_CHECKING:
    import pandas as pd

    from .results import QualityReport


def failing_rows(
    report: QualityReport, table: SourceTable, standard: Standard | None = None
) -> Iterator[tuple[Finding, tuple[int, ...]]]:
    """Yield each finding of a report with every row it was made in, as a spreadsheet numbers them.

    The rules are run again on the cells as they were checked, repairs included. A rule that is not known here, or
    does not find the same rows again, yields the finding's own first ten.

    Parameters
    ----------
    report
        What a check of the table found.
    table
        The table that was checked, as published.
    standard
        What it was checked against; may be left out when that was none or one of those built in.

    Raises
    ------
    NotFound
        The standard is not built in and was left out.
    """
    chosen = standard or (standard_named(report.standard) if report.standard else None)
    cells = _as_checked(report, table, chosen)
    for finding in report.findings:
        rows = tuple(int(row) for row in _again(finding, report, cells, chosen))
        same = len(rows) == finding.count and rows[: len(finding.rows)] == finding.rows
        yield finding, rows if same else finding.rows


def columns_named(report: QualityReport, table: SourceTable) -> Mapping[str, tuple[str, ...]]:
    """Return each name a finding or repair may give, with the published columns it means: several that feed a field."""
    named: dict[str, tuple[str, ...]] = {str(column): (str(column),) for column in table.cells.columns}
    for profile in report.columns:
        parts = tuple(profile.column.split(" + "))
        if profile.column not in named and all(part in named for part in parts):
            named[profile.column] = parts
    return named


def _as_checked(report: QualityReport, table: SourceTable, standard: Standard | None) -> pd.DataFrame:
    """Return the cells as the rules saw them: columns named and joined as fields, values blanked and repaired."""
    named = columns_named(report, table)
    feeds = {p.field: list(named[p.column]) for p in report.columns if p.field and p.column in named}
    cells = join_columns(table.cells, feeds, standard)[0] if standard else table.cells.copy()
    for field in standard.fields if standard else ():
        if field.null and field.name in cells.columns:
            cells[field.name] = cells[field.name].where(~cells[field.name].isin(list(field.null)), "")
    fields = _fields(report)
    values: dict[str, dict[int, str]] = {}
    for repair in report.repairs:
        if repair.row in cells.index and fields.get(repair.column) in cells.columns:
            values.setdefault(fields[repair.column], {})[repair.row] = repair.value
    for name, repaired in values.items():
        cells.loc[list(repaired), name] = list(repaired.values())
    return cells


def _fields(report: QualityReport) -> dict[str, str]:
    return {profile.column: profile.field or profile.column for profile in report.columns}


def _again(finding: Finding, report: QualityReport, cells: pd.DataFrame, standard: Standard | None) -> Iterable[int]:
    """Run the rule of a finding again; no row when the rule is not known here."""
    if finding.check == COPY_CHECK:
        return cells.index[cells.duplicated(keep="first")]
    if finding.check == MAP_CHECK and standard:
        return cells.index[off_the_map(cells, standard)]
    if finding.check == "missing value" and finding.severity == "warning":
        return [r.row for r in report.repairs if r.rule == DEFAULT_RULE and r.column == finding.column]
    name = _fields(report).get(finding.column, "")
    if name not in cells.columns:
        return ()
    filled = cells.loc[cells[name] != "", name]
    if finding.check == MIXED_CHECK:
        return filled.index[~filled.str.fullmatch(NUMBER)]
    return _in_field(finding, cells[name], filled, standard)


def _in_field(
    finding: Finding, text: pd.Series[str], filled: pd.Series[str], standard: Standard | None
) -> Iterable[int]:
    field = next((field for field in standard.fields if field.name == text.name), None) if standard else None
    check = next((check for check in CHECKS if check.name == finding.check), None)
    if field and field.codes and finding.check == CODE_CHECK:
        listed = read_place(place_of(field.codes.resource)).cells[field.codes.column].str.strip()
        return filled.index[~filled.isin(set(listed) - {""})]
    if field is None or check is None:
        return ()
    looked_at = text if check.blanks else filled
    return looked_at.index[check.fails(looked_at, field)] if len(looked_at) else ()
