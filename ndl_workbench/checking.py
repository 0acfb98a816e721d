"""The verbs that judge tables and hand back what a publisher can act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import NdlError
from .named import is_frame, part_of, place_of, source_table, standard_for, table_to_check
from .quality.aggregated import Aggregate
from .quality.results import QualityReport, QualityReports, Refused
from .remembering import remember_check

if TYPE_CHECKING:
    from .loading.large.stored import Stored
    from .loading.tables.table import SourceTable
    from .quality.drift import Drift
    from .quality.plan import ActionPlan
    from .quality.standard import Standard
    from .quality.workbook_rules import WorkbookCheck


def check(
    x: Any,
    *,
    standard: str | Path | None = None,
    use: str | None = None,
    repair: bool = True,
    distribution: str | int | None = None,
    sheet: str | None = None,
    reference: Any = None,
) -> QualityReport:
    """Check a table's quality.

    Parameters
    ----------
    x
        What ``load`` takes, or a frame.
    standard
        Name of a standard, or a file: our YAML, a Table Schema or Data Package (JSON), or CSVW metadata. When not
        named, an embedded dataset is checked against its
        own schema and any other table only for what is wrong in any table.
    use
        What the data is wanted for. Without it there is no verdict (Government Data Quality Framework:
        quality is fitness for a stated use).
    repair
        Whether to repair values first. Each repair is logged with its original; no file is changed.
    distribution, sheet
        As for ``load``.
    reference
        Another table, as for ``x``, that is believed to be right: only with one is accuracy assessed. Rows are
        matched by the standard's unique key, or by one that is found.

    Raises
    ------
    NotFound, Unreadable, BadStandard, CannotWrite, SourceUnavailable
        See :mod:`ndl_workbench.errors`.

    Notes
    -----
    Lesson: *Trust a table, for a use you state* (Finding and trusting data, unit 2).
    """
    x = part_of(x, distribution)
    report = _checked(x, standard, use, repair=repair, sheet=sheet, reference=_right(reference))
    remember_check(report)
    return report


def check_many(
    xs: Iterable[Any],
    *,
    standard: str | Path | None = None,
    use: str | None = None,
    repair: bool = True,
    reference: Any = None,
) -> QualityReports:
    """Check several tables against one standard; one that cannot be read is named, with the reason.

    Parameters
    ----------
    xs
        Each as in ``check``.
    standard, use, repair, reference
        As in ``check``.

    Raises
    ------
    NotFound, BadStandard
        The standard cannot be used.
    NotFound, Unreadable, SourceUnavailable
        The reference cannot be read.
    """
    right = _right(reference)
    if standard is not None and not str(standard).endswith(".json"):
        standard_for(standard)  # What is wrong with it is wrong for every table; a description may be of some of them.
    reports: list[QualityReport] = []
    refused: list[Refused] = []
    for x in [xs] if isinstance(xs, str | Path) else xs:
        try:
            reports.append(_checked(x, standard, use, repair=repair, reference=right))
            remember_check(reports[-1])
        except NdlError as error:
            refused.append(Refused(str(x), str(error), error.exit_status))
    names = {report.standard for report in reports} if standard is not None else set()
    return QualityReports(", ".join(sorted(names)), tuple(reports), tuple(refused))


def mark(
    x: Any,
    path: str | Path,
    *,
    standard: str | Path | None = None,
    use: str | None = None,
    repair: bool = True,
    sheet: str | None = None,
    reference: Any = None,
) -> Path:
    """Save a table as its publisher's own workbook, every bad cell marked, with what to do in a note.

    Parameters
    ----------
    x, standard, use, repair, sheet, reference
        As in ``check``.
    path
        Where to save it; the name must end in ``.xlsx``.

    Returns
    -------
    pathlib.Path
        Where it was saved. The publisher's file is not changed.

    Raises
    ------
    NotFound, Unreadable, BadStandard, CannotWrite, SourceUnavailable
        See :mod:`ndl_workbench.errors`.
    InputError
        The table is too large for a workbook, or the path is the file that was checked.

    Notes
    -----
    Lesson: *Write the rule, keep the original* (Data quality in practice, unit 3).
    """
    from .quality.check import check_table
    from .quality.marked import save_marked

    table, own = source_table(x, sheet)
    chosen = standard_for(standard, x) or own
    report = check_table(table, chosen, use, repairs=repair)
    if reference is not None:
        report = _against(source_table(reference)[0], report, table, chosen, repair=repair)
    return save_marked(report, table, path)


def plan(report: QualityReport, *, importance: str | Mapping[str, str] | None = None) -> ActionPlan:
    """Turn what a check found into a data quality action plan, to be filled in and worked through.

    Parameters
    ----------
    report
        What ``check`` returned. Its use is the plan's purpose.
    importance
        How important that purpose is to your organisation or the wider public sector: ``"low"``, ``"medium"`` or
        ``"high"`` for all of the data, or ``{"field": "high"}`` for single columns. Left blank where it is not said.

    Returns
    -------
    ActionPlan
        One issue for each finding, the most urgent first. Saved as ``.md`` or ``.xlsx``, it can be edited.

    Raises
    ------
    InputError, NotFound
        An importance is none of the three, or is given to a column that is not there.

    Notes
    -----
    Lesson: *Write the rule, keep the original* (Data quality in practice, unit 3).
    """
    from .quality.plan import action_plan

    return action_plan(report, importance)


def compare(a: Any, b: Any, *, key: str | Sequence[str] | None = None) -> Drift:
    """Compare a table with another edition of it: rows only in one, rows that changed, and columns.

    Parameters
    ----------
    a, b
        The first and the second table, each as in ``check``.
    key
        Column or columns that say which row is which; found when not named, and said.

    Raises
    ------
    NotFound
        A table, or a column of the key, is not there.
    InputError
        The key names no column.

    Notes
    -----
    Lesson: *One table from many publishers* (Data quality in practice, unit 4).
    """
    from .quality.compare import compare_tables

    return compare_tables(source_table(a)[0], source_table(b)[0], key)


def aggregate(
    xs: Iterable[Any],
    *,
    standard: str | Path | None = None,
    use: str | None = None,
    expected: Sequence[str] | None = None,
) -> Aggregate:
    """Put many publishers' tables in one standard into one table, in which no row is lost.

    Parameters
    ----------
    xs
        Each as in ``check``; one that cannot be read is named, with the reason.
    standard, use
        As in ``check``. Without a standard, the table has every column that any of them has.
    expected
        Names of publishers that should have sent a table; those who did not are named.

    Returns
    -------
    Aggregate
        ``table`` has the fields, then ``source`` and ``source_row``. ``save_feedback(folder)`` writes a page
        for each publisher.

    Raises
    ------
    NotFound, BadStandard
        The standard cannot be used.
    InputError
        Without a standard, the columns have so little in common that the table would be mostly blank.

    Notes
    -----
    Lesson: *One table from many publishers* (Data quality in practice, unit 4).
    """
    from .quality.aggregate import aggregate_tables

    chosen = standard_for(standard)
    return aggregate_tables(_read_or_refused([xs] if isinstance(xs, str | Path) else xs), chosen, use, expected)


def _checked(
    x: Any,
    standard: str | Path | None,
    use: str | None,
    *,
    repair: bool,
    sheet: str | None = None,
    reference: SourceTable | None = None,
) -> QualityReport:
    from .loading.tables.table import SourceTable
    from .quality import workbook_rules
    from .quality.check import check_table

    of_layout = str(standard) == workbook_rules.STANDARD.name
    # A comparison with a reference, and a workbook's layout, are of tables that fit in memory.
    in_memory = of_layout or reference is not None
    table, own = source_table(x, sheet) if in_memory else table_to_check(x, sheet)
    chosen = None if of_layout else standard_for(standard, x) or own
    if not isinstance(table, SourceTable):
        return _scanned(table, chosen, use, repair=repair)
    report = check_table(table, chosen, use, repairs=repair)
    if of_layout:
        report = workbook_rules.with_layout(report, _layout(x))
    return report if reference is None else _against(reference, report, table, chosen, repair=repair)


def _scanned(stored: Stored, standard: Standard | None, use: str | None, *, repair: bool) -> QualityReport:
    """Check a table where it lies; its file may be hashed meanwhile."""
    import duckdb

    from .loading.large.stored_parquet import failed
    from .quality.engine.report import check_stored

    try:
        report = check_stored(stored, standard, use, repairs=repair)
    except duckdb.Error as error:
        stored.confirm()
        raise failed(stored.provenance.source, error) from error
    except RuntimeError as error:
        if "interrupted" in str(error):  # as DuckDB says it of Ctrl-C
            raise KeyboardInterrupt from None
        raise
    stored.confirm()
    if stored.hashed is None:
        return report
    return replace(report, provenance=replace(report.provenance, sha256=stored.hashed.result()))


def _layout(x: Any) -> WorkbookCheck:
    from .quality import workbook_rules

    if is_frame(x):
        return workbook_rules.nothing_checked("a frame has no layout")
    place = place_of(x)
    return workbook_rules.check_workbook(place.path, place.name)


def _right(reference: Any) -> SourceTable | None:
    return None if reference is None else source_table(reference)[0]


def _against(
    reference: SourceTable, report: QualityReport, table: SourceTable, standard: Standard | None, *, repair: bool
) -> QualityReport:
    """Compare the cells as they were checked with those of a reference that is read in the same way."""
    from .quality.accuracy import Compared, with_reference
    from .quality.check import check_with_cells

    mine, theirs = (
        Compared(check_with_cells(each, standard, None, repairs=repair)[1], each) for each in (table, reference)
    )
    return with_reference(report, mine, theirs, standard)


def _read_or_refused(xs: Iterable[Any]) -> Iterator[SourceTable | Refused]:
    for x in xs:
        try:
            yield source_table(x)[0]
        except NdlError as error:
            yield Refused(str(x), str(error), error.exit_status)
