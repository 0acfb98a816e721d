"""Check one table against a standard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import BadStandard, Unreadable
from ..loading.resolve import place_of, read_place
from ..loading.tables.table import SourceTable
from .coverage import Coverage, coverage_of
from .expressions import checks_evaluated, row_findings_of
from .joining import JOIN_RULE, Joined, join_columns
from .keys import Keys, look_at_keys
from .layout import layout_findings
from .mapping import Match, match_columns, same_names
from .repair import DEFAULT_RULE, Change, Repair, repair
from .results import ColumnProfile, QualityReport
from .rules import (
    FIRST_ROWS,
    MIXED_CHECK,
    SAID_FIRST,
    SEVERITIES,
    Finding,
    checks_run,
    code_findings,
    mixed_findings,
    row_findings,
    value_findings,
)
from .standard import Source, Standard, StandardField

if TYPE_CHECKING:
    import pandas as pd

ALWAYS_UNCHECKED = ("whether the values are true of the world (nothing to compare them with was given)",)
MOST_OFFERED = 8
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
        published where the standard has none for them. Behind them stand columns that are not there but could be
        filled from others: the report logs their values as repairs and says that the column is missing.

    Raises
    ------
    Unreadable
        The standard's fields stand in the first column: the table lies on its side.
    """
    chosen = standard or _any_table(table)
    _refuse_if_on_its_side(table, chosen)
    matches = match_columns(table.cells.columns, chosen, table.cells) if standard else _as_they_are(table)
    feeds = _feeds(matches)
    published = {name: " + ".join(columns) for name, columns in feeds.items()}
    joined_cells, joined = join_columns(table.cells, feeds, chosen)
    whole = cells = _without_nulls(joined_cells, chosen)
    changes: list[Change] = []
    if repairs:
        whole, changes = repair(cells, _mendable(chosen))
        cells = whole[cells.columns]
    code_lists = {field.name: _codes(field) for field in chosen.fields if field.codes and field.name in cells}
    keys = look_at_keys(cells, chosen, published, table.header_row)
    findings = [
        *_column_findings(table, chosen, matches),
        *layout_findings(list(table.cells.columns), chosen, matches, table.header_row),
        *(_labelled(found, joined_cells, chosen, published) for found in value_findings(cells, chosen, published)),
        *keys.findings,
        *row_findings_of(cells, chosen, published, table.header_row),
        *_filled_findings(changes, chosen, published),
        *(mixed_findings(cells) if standard is None else ()),
        *row_findings(cells),
    ]
    for name, codes in code_lists.items():
        listed = chosen.field(name).codes
        findings += code_findings(cells[name], codes, published[name], listed.resource if listed else "")
    report = QualityReport(
        standard=chosen.name if standard else "",
        standard_source=chosen.source if standard else None,
        use=use or "",
        coverage=tuple(_coverage(cells, chosen, code_lists, published)),
        findings=tuple(sorted(findings, key=_worst_first)),
        repairs=(*_renamed(table, feeds, matches), *_logged(table, joined, changes, published)),
        columns=tuple(_profiles(_before_defaults(cells, changes), chosen, matches, published)),
        not_checked=(
            *((NO_STANDARD,) if standard is None else ()),
            *chosen.notes,
            *keys.not_checked,
            *ALWAYS_UNCHECKED,
        ),
        rows_read=table.rows_read,
        rows_kept=table.rows_kept,
        rows_rejected=table.rows_rejected,
        rows_blank=table.rows_blank,
        rejected=table.rejected,
        provenance=table.provenance,
        checks_run=tuple(dict.fromkeys(_ran(cells, chosen, keys, given=standard is not None))),
    )
    return report, whole


def _ran(cells: pd.DataFrame, standard: Standard, keys: Keys, *, given: bool) -> Iterator[str]:
    yield from checks_run(cells, standard)
    yield from keys.checks_run
    yield from checks_evaluated(cells, standard)
    if not given:
        yield MIXED_CHECK


def _worst_first(finding: Finding) -> tuple[int, int, int, str, str]:
    place = SAID_FIRST.index(finding.check) if finding.check in SAID_FIRST else len(SAID_FIRST)
    return SEVERITIES.index(finding.severity), place, -finding.count, finding.check, finding.column


def _without_nulls(cells: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    """Blank what the standard says stands for a blank. It is no repair: the publisher wrote what was agreed."""
    read = {
        field.name: cells[field.name].where(~cells[field.name].isin(list(field.null)), "")
        for field in standard.fields
        if field.null and field.name in cells
    }
    return cells.assign(**read) if read else cells


def _mendable(standard: Standard) -> Standard:
    """Leave out the types of fields whose form the standard states: to rewrite a value would take it out of it."""
    fields = []
    for field in standard.fields:
        written = field.written
        plain = written is None or (written.decimal == "." and not written.group and written.bare)
        alike = len({value.lower() for value in field.values}) < len(field.values)
        if field.format or alike or not plain:
            field = field.model_copy(update={"type": "string", "values": (), "replace": {}})
        fields.append(field)
    return standard.model_copy(update={"fields": tuple(fields)})


def _labelled(finding: Finding, cells: pd.DataFrame, standard: Standard, published: dict[str, str]) -> Finding:
    """Say of a missing value how the publisher marked it, where the standard gives the mark a meaning."""
    if finding.check != "missing value":
        return finding
    for field in standard.fields:
        if field.null and published.get(field.name) == finding.column:
            written = str(cells.at[finding.rows[0], field.name])
            label = field.null.get(written)
            return replace(finding, observed=f"{written} ({label})") if label else finding
    return finding


def _any_table(table: SourceTable) -> Standard:
    """Make a standard that asks for nothing. It is not validated: a table may call its columns anything."""
    fields = tuple(StandardField.model_construct(name=str(name)) for name in table.cells.columns)
    return Standard.model_construct(name="any table", title="Any table", source=Source(title="", url=""), fields=fields)


def _as_they_are(table: SourceTable) -> tuple[Match, ...]:
    return tuple(Match(str(name), str(name), 1.0, "same name") for name in table.cells.columns)


def _feeds(matches: tuple[Match, ...]) -> dict[str, list[str]]:
    """Return each field with the columns that feed it, in their order."""
    feeds: dict[str, list[str]] = {}
    for match in matches:
        feeds.setdefault(match.field, []).append(match.column)
    return feeds


def _refuse_if_on_its_side(table: SourceTable, standard: Standard) -> None:
    """Refuse a pivoted table rather than guess: its fields run down the first column."""
    if len(standard.fields) < 3 or table.cells.empty or len(same_names(table.cells.columns, standard)) > 1:
        return
    down = [str(table.cells.columns[0]), *table.cells.iloc[:, 0], *(row.cells[0] for row in table.rejected)]
    found = same_names(dict.fromkeys(cell for cell in down if cell), standard)
    if len(found) >= len(standard.fields) / 2:
        raise Unreadable(
            found=f"a table on its side in {table.provenance.source!r}: {len(found)} of the standard's fields are "
            "in its first column",
            expected="one column a field and one row a record",
            done="nothing was checked",
            next="turn it (in a spreadsheet: copy, paste special, transpose) and check it again",
        )


def _column_findings(table: SourceTable, standard: Standard, matches: tuple[Match, ...]) -> Iterator[Finding]:
    header = (table.header_row,)
    known, fed = {match.column for match in matches}, {match.field for match in matches}
    unmatched = [str(name) for name in table.cells.columns if name not in known]
    for field in standard.fields:
        if field.name not in fed and field.required:
            yield Finding(
                "missing column", "completeness", "error", "external", field.name, header, 1,
                "", f"a column {field.name}", "A required column is not there.",
                f"Add a column called {field.name}.{_perhaps(unmatched)}",
            )  # fmt: skip
    for name in unmatched:
        yield Finding(
            "unknown column", "consistency", "warning" if standard.closed else "notice", "external", name,
            header, 1, name, "a column of the standard",
            "The column is not in the standard, so its values were not checked.",
            "Use the standard's name if it is the same thing; otherwise nothing need be done.",
        )  # fmt: skip


def _perhaps(unmatched: list[str]) -> str:
    """Offer the columns nobody knows: a column that seems missing is most often one by another name."""
    if not unmatched:
        return ""
    more = ", …" if len(unmatched) > MOST_OFFERED else ""
    return f" If it is one of these, rename it: {', '.join(unmatched[:MOST_OFFERED])}{more}."


def _filled_findings(changes: list[Change], standard: Standard, published: dict[str, str]) -> Iterator[Finding]:
    """Find the required values that were taken from another column: the gap is the publisher's all the same."""
    for field in standard.fields:
        rows = [change.row for change in changes if change.rule == DEFAULT_RULE and change.field == field.name]
        if field.required and rows and field.name in published:
            yield Finding(
                "missing value", "completeness", "warning", "external", published[field.name],
                tuple(rows[:FIRST_ROWS]), len(rows), "", "a value",
                "A value is required and there was none: it was filled from another column.",
                "Fill in the value.",
            )  # fmt: skip


def _before_defaults(cells: pd.DataFrame, changes: list[Change]) -> pd.DataFrame:
    """Blank again what was taken from other columns, so that completeness counts published values only."""
    published = cells.copy()
    for name in {change.field for change in changes if change.rule == DEFAULT_RULE} & set(cells.columns):
        rows = [change.row for change in changes if change.rule == DEFAULT_RULE and change.field == name]
        published.loc[rows, name] = ""
    return published


def _codes(field: StandardField) -> frozenset[str]:
    if field.codes is None:
        return frozenset()
    listed = read_place(place_of(field.codes.resource)).cells
    if field.codes.column not in listed:
        raise BadStandard(
            found=f"no column {field.codes.column!r} in the code list {field.codes.resource!r} of {field.name!r}",
            expected=f"one of {', '.join(map(str, listed.columns))}",
            done="nothing was checked",
            next="mend the standard and try again",
        )
    return frozenset(listed[field.codes.column].str.strip()) - {""}


def _coverage(
    cells: pd.DataFrame, standard: Standard, lists: dict[str, frozenset[str]], published: dict[str, str]
) -> Iterator[Coverage]:
    for name, expected in lists.items():
        codes = standard.field(name).codes
        if codes is not None and codes.axis != "record":
            yield coverage_of(codes.axis, published[name], cells[name], expected)


def _renamed(table: SourceTable, feeds: dict[str, list[str]], matches: tuple[Match, ...]) -> Iterator[Repair]:
    """Write down each column that is not called as its field is, or is one of several that feed it."""
    file, sheet = table.provenance.source, table.provenance.sheet
    for match in matches:
        beside = [column for column in feeds[match.field] if column != match.column]
        if beside:
            fix = f"Publish {match.field} as one column: it was joined with {', '.join(beside)} ({match.why})."
        else:
            fix = f"Call the column {match.field} ({match.why})."
        if match.column != match.field:
            yield Repair(file, sheet, table.header_row, match.column, "column name", match.column, match.field, fix)


def _logged(
    table: SourceTable, joined: list[Joined], changes: list[Change], published: dict[str, str]
) -> Iterator[Repair]:
    """Write the repair log in the publisher's words: values that were joined, then values that were changed."""
    blank = Repair(table.provenance.source, table.provenance.sheet, 0, "", "", "", "", "")
    for row in joined:
        fix = f"Publish {row.field} as one column."
        yield replace(
            blank, row=row.row, column=published[row.field], rule=JOIN_RULE,
            original=" | ".join(row.originals), value=row.value, fix=fix,
        )  # fmt: skip
    for change in changes:
        yield replace(
            blank, row=change.row, column=published.get(change.field, change.field), rule=change.rule,
            original=change.original, value=change.value, fix=change.fix,
        )  # fmt: skip


def _profiles(
    cells: pd.DataFrame, standard: Standard, matches: tuple[Match, ...], published: dict[str, str]
) -> Iterator[ColumnProfile]:
    sure: dict[str, float] = {}
    for match in matches:
        sure[match.field] = min(match.confidence, sure.get(match.field, 1.0))
    required = {field.name for field in standard.fields if field.required}
    for name in cells.columns:
        filled = cells.loc[cells[name] != "", name]
        yield ColumnProfile(
            column=published.get(name, str(name)),
            field=str(name) if name in published else "",
            confidence=sure.get(name, 0.0),
            required=name in required,
            filled=len(filled),
            distinct=int(filled.nunique()),
        )
