"""The publisher's own table as a workbook, each bad cell marked, with what to do about it in a note."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ..display.html import without_controls
from ..display.save import check_suffix, write_whole
from ..errors import InputError
from ..loading.fetching.fetch import is_address
from ..loading.progress import busy
from ..loading.provenance import SYNTHETIC
from ..loading.tables.table import SourceTable
from .findings import ABOUT_COLUMNS, Severity
from .own_sheet import OwnSheet, own_sheet, write_sheet
from .repair import Repair
from .verdict import number

if TYPE_CHECKING:
    from .results import QualityReport

Kind = Literal["error", "warning", "notice", "repaired"]
KINDS: dict[Severity, Kind] = {"critical": "error", "error": "error", "warning": "warning"}
# Fill colour and outline, and both in words: the outline and a note's first word say it without the colour.
LOOKS: dict[Kind, tuple[str, str, str]] = {
    "error": ("FFD6D1", "medium", "red fill, thick outline: it must be mended"),
    "warning": ("FFEDB3", "thin", "yellow fill, thin outline: please look at it"),
    "notice": ("E6E6E6", "dotted", "grey fill, dotted outline: for your information"),
    "repaired": ("D3E5FA", "dashed", "blue fill, dashed outline: it was read as something else, told in its note"),
}
Places: TypeAlias = "dict[int, tuple[Any, ...]]"
# Limits of our own: thousands of notes make a workbook slow to open.
MOST_NOTED = 500
LONGEST_FOUND = 200
LONGEST_NOTE = 2_000
MOST_REJECTED = 20
NO_COLUMN = "no such column"
# Both names tell our own loader, too, that these sheets are not the data.
README, FINDINGS = "Read me first", "Findings and notes"
AUTHOR = "NDL workbench (unofficial)"
_LINE_END = re.compile(r"\r\n|\r|\n")
UNOFFICIAL = "Made with the National Data Library workbench. Unofficial: not a government document."


@dataclass(frozen=True)
class Mark:
    """One thing to say of some cells.

    Attributes
    ----------
    kind, name
        How bad it is, and the check or repair.
    about, columns
        What it is about, in words, and the published columns that is; none for whole rows or a missing column.
    found
        What stands there, by row.
    count
        In how many rows it is, marked or not.
    advice
        What is expected, and what to do.
    """

    kind: Kind
    name: str
    about: str
    columns: tuple[str, ...]
    found: Mapping[int, str]
    count: int
    advice: str


def save_marked(report: QualityReport, table: SourceTable, path: str | Path) -> Path:
    """Save the publisher's own table as .xlsx, with every failing and every repaired cell marked.

    A sheet "Read me first" says what was found and what the marks mean, a sheet "Findings and notes" lists the
    cells with a link to each, and the table's own sheet has every row of the file under its own number. Of each
    kind of finding and repair the first 500 rows have a note and are listed; all are marked. Of a rule that cannot be
    run again here only the first ten rows are marked, and the list says so.

    Parameters
    ----------
    report
        What a check of the table found.
    table
        The table that was checked, as published.
    path
        Ends in .xlsx. The publisher's file itself is not written to.

    Raises
    ------
    InputError
        The suffix is not .xlsx, the path is the publisher's file, or the table has more than 1,000,000 cells.
    CannotWrite
        The folder does not exist or cannot be written to.
    """
    target = Path(path)
    check_suffix(target, (".xlsx",))
    _refuse_original(target, table.provenance.source)
    with busy(f"Marking {target.name}"):
        marks = tuple(_marks(report, table))
        own = own_sheet(table)
        places = [_places(mark, own, table.header_row) for mark in marks]
        _colour(marks, places)
        _annotate(marks, places)
        listed = _list(own, marks, places)
        _explain(own, marks, places, report, listed)
        content = io.BytesIO()
        own.workbook.save(content)
    return write_whole(target, content.getvalue())


def _refuse_original(target: Path, source: str) -> None:
    if not is_address(source) and target.exists() and Path(source).exists() and target.samefile(source):
        raise InputError(
            found=f"{str(target)!r}, the file that was checked",
            expected="another name for the marked copy",
            done="nothing was written",
            next=f"call it {target.stem + '-marked.xlsx'!r}, for example",
        )


# --- what to say --------------------------------------------------------------------------------------


def _marks(report: QualityReport, table: SourceTable) -> Iterator[Mark]:
    """Yield findings, worst first, then repairs by kind."""
    named = _columns_named(report, table)
    for finding in report.findings:
        rows = report.evidence.rows(finding).tolist() if report.evidence else finding.rows
        kind, columns = KINDS.get(finding.severity, "notice"), _columns(finding.column, named)
        if finding.check in ABOUT_COLUMNS:
            found = dict.fromkeys(rows, _quoted(finding.observed) if finding.observed else NO_COLUMN)
        else:
            found = _stands(table, columns, rows)
        advice = f"{finding.message} Expected: {finding.expected}. {finding.fix}"
        yield Mark(kind, finding.check, finding.column or "(whole row)", columns, found, finding.count, advice)
    kinds: dict[tuple[str, str, str], list[Repair]] = {}
    for repair in report.repairs:
        kinds.setdefault((repair.rule, repair.column, repair.fix), []).append(repair)
    for (rule, column, fix), repairs in kinds.items():
        columns = _columns(column, named)
        read = {r.row: f"{_quoted(r.original)}, read as {_quoted(r.value)}" for r in repairs}
        # Values of a column that is not there have no cells of their own: it is said once, where it should begin.
        found = read if columns else {table.header_row: NO_COLUMN}
        yield Mark("repaired", rule, column, columns, found, len(repairs), fix)


def _columns_named(report: QualityReport, table: SourceTable) -> Mapping[str, tuple[str, ...]]:
    """Return each name a finding or repair may give, with the published columns it means: several that feed a field."""
    named: dict[str, tuple[str, ...]] = {str(column): (str(column),) for column in table.cells.columns}
    for profile in report.columns:
        parts = tuple(profile.column.split(" + "))
        if profile.column not in named and all(part in named for part in parts):
            named[profile.column] = parts
    return named


def _columns(said: str, named: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Look a name up; a finding on coordinates names two, with a comma between them."""
    parts = [said] if said in named else said.split(", ")
    return tuple(column for part in parts for column in named.get(part, ()))


def _stands(table: SourceTable, columns: tuple[str, ...], rows: Sequence[int]) -> dict[int, str]:
    """Return what stands in the columns of each row as published; in all of them when none is named."""
    there = table.cells.loc[[row for row in rows if row in table.cells.index]]
    chosen = there[list(columns)] if columns else there
    said = [" | ".join(filter(None, values)) for values in chosen.itertuples(index=False, name=None)]
    return {int(row): _quoted(text) for row, text in zip(there.index, said, strict=True)}


def _quoted(text: str) -> str:
    if not text.strip():
        return "only spaces" if text else "an empty cell"
    shown = without_controls(_LINE_END.sub("⏎", text[:LONGEST_FOUND]))
    return f"“{shown}{'…' if len(text) > LONGEST_FOUND else ''}”"


# --- the marks ----------------------------------------------------------------------------------------


def _places(mark: Mark, own: OwnSheet, header_row: int) -> dict[int, tuple[Any, ...]]:
    """Return the cells of each row. What is about a whole row stands in its first cell."""
    columns = [own.positions[column] for column in mark.columns] or [min(own.positions.values(), default=1)]
    return {row: tuple(_cell(own.sheet, row or header_row or 1, column) for column in columns) for row in mark.found}


def _cell(sheet: Any, row: int, column: int) -> Any:
    """Return a cell, or the one that shows for it where it was merged."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    merged = next(merged for merged in sheet.merged_cells.ranges if cell.coordinate in merged)
    return sheet.cell(merged.min_row, merged.min_col)


def _colour(marks: Sequence[Mark], places: Sequence[Places]) -> None:
    """Give each cell the look of the worst thing said of it."""
    from openpyxl.styles import Border, PatternFill, Side

    looks = {}
    for kind, (colour, line, _) in LOOKS.items():
        side = Side(style=line)
        looks[kind] = PatternFill("solid", fgColor=colour), Border(side, side, side, side)
    worst: dict[str, tuple[Kind, Any]] = {}
    for mark, rows in zip(marks, places, strict=True):
        for cells in rows.values():
            for cell in cells:
                worst.setdefault(cell.coordinate, (mark.kind, cell))
    for kind, cell in worst.values():
        cell.fill, cell.border = looks[kind]


def _annotate(marks: Sequence[Mark], places: Sequence[Places]) -> None:
    """Write the notes. One that was there already is kept below ours."""
    from openpyxl.comments import Comment

    notes: dict[str, tuple[Any, list[str]]] = {}
    for mark, rows in zip(marks, places, strict=True):
        for row, cells in list(rows.items())[:MOST_NOTED]:
            for cell in cells:
                text = f"{mark.kind.upper()}: {mark.name}\nFound: {mark.found[row]}\n{mark.advice}"
                notes.setdefault(cell.coordinate, (cell, []))[1].append(text)
    for cell, texts in notes.values():
        before = [f"Note that was here:\n{cell.comment.text}"] if cell.comment else []
        text = without_controls("\n\n".join([*dict.fromkeys(texts), *before]))[:LONGEST_NOTE]
        cell.comment = Comment(text, AUTHOR, height=60 + 18 * (text.count("\n") + len(text) // 45), width=340)


# --- the two sheets that explain them -----------------------------------------------------------------


def _list(own: OwnSheet, marks: Sequence[Mark], places: Sequence[Places]) -> str:
    """Write a line for each cell that has a note, with a link to it, and return what the sheet is called."""
    sheet = own.workbook.create_sheet(FINDINGS, 0)
    lines: list[tuple[str | int, ...]] = [("Kind", "Finding", "Column", "Cell", "What was found", "What to do")]
    cells: list[Any] = []
    for mark, rows in zip(marks, places, strict=True):
        for row, (cell, *_) in list(rows.items())[:MOST_NOTED]:
            lines.append((mark.kind, mark.name, mark.about, cell.coordinate, mark.found[row], mark.advice))
            cells.append(cell)
        if left := mark.count - min(len(rows), MOST_NOTED):
            lines.append((mark.kind, mark.name, mark.about, "", _not_listed(mark, left), mark.advice))
            cells.append(None)
    write_sheet(sheet, lines, (11, 26, 28, 9, 44, 70), heads=(1,))
    for n, cell in enumerate(cells, start=2):
        _link(sheet.cell(n, 4), cell)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:F{len(lines)}"
    return str(sheet.title)


def _not_listed(mark: Mark, left: int) -> str:
    how = (
        "marked, without a note" if len(mark.found) == mark.count else "not marked: this rule gives its first rows only"
    )
    return f"in {number(left, 'more row')}, {how}"


def _link(cell: Any, target: Any) -> None:
    """Make a cell lead to another inside the workbook."""
    from openpyxl.styles import Font
    from openpyxl.utils import quote_sheetname
    from openpyxl.worksheet.hyperlink import Hyperlink

    if target is not None:
        place = f"{quote_sheetname(target.parent.title)}!{target.coordinate}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
        cell.font = Font(color="1D5FA8", underline="single")


def _explain(
    own: OwnSheet, marks: Sequence[Mark], places: Sequence[Places], report: QualityReport, listed: str
) -> None:
    """Write the first sheet: what this is, what the marks mean, and each finding once. ``listed`` names the other."""
    from openpyxl.styles import PatternFill

    sheet = own.workbook.create_sheet(README, 0)
    head = _head(own, report, sheet.title, listed)
    legend: list[tuple[str | int, ...]] = [(kind.upper(), look) for kind, (_, _, look) in LOOKS.items()]
    table: list[tuple[str | int, ...]] = [("Kind", "Finding", "Column", "Rows", "First cell", "What to do")]
    firsts = []
    for mark, rows in zip(marks, places, strict=True):
        first = next((cells[0] for cells in rows.values()), None)
        table.append((mark.kind, mark.name, mark.about, mark.count, first.coordinate if first else "", mark.advice))
        firsts.append(first)
    lines = [*head, ("", ""), ("What the marks mean",), *legend, ("", ""), *table, ("", ""), *_rejected(report)]
    begins = len(head) + len(legend) + 4
    write_sheet(sheet, lines, (18, 60, 28, 9, 11, 90), heads=(1, len(head) + 2, begins, begins + len(table) + 1))
    for n, (colour, _, _) in enumerate(LOOKS.values(), start=len(head) + 3):
        sheet.cell(n, 1).fill = PatternFill("solid", fgColor=colour)
    for n, first in enumerate(firsts, start=begins + 1):
        _link(sheet.cell(n, 5), first)
    own.workbook.active = 0
    for other in own.workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _head(own: OwnSheet, report: QualityReport, readme: str, listed: str) -> list[tuple[str | int, ...]]:
    said = (
        ("Checked", report.provenance.source),
        ("Against", report.standard),
        ("Guidance", f"{report.standard_source.title}, {report.standard_source.url}" if report.standard_source else ""),
        ("Verdict", report.verdict),
        ("Rows", report.accounting),
        ("This copy", f"{own.made} Your own file was not changed."),
        ("The marks", f"They are on the sheet “{own.sheet.title}”. Each marked cell has a note that says what was "
         f"found, what is expected and what to do. Of each kind of finding the first {MOST_NOTED} rows have a note and "
         f"are listed on the sheet “{listed}”."),
        ("What to do", f"Mend the cells, worst first. Then delete the sheets “{readme}” and “{listed}”, save, and "
         "publish again."),
        ("Not checked", "; ".join(report.not_checked)),
    )  # fmt: skip
    synthetic = [(SYNTHETIC,)] if report.provenance.synthetic else []
    return [(report.title,), (UNOFFICIAL,), *synthetic, *((name, text) for name, text in said if text)]


def _rejected(report: QualityReport) -> Iterator[tuple[str | int, ...]]:
    """Say which rows are not part of the table; they are in their places, and unmarked."""
    if not report.rejected:
        return
    yield (f"{number(report.rows_rejected, 'row')} of your file left out of the check",)
    yield from ((f"row {row.row}", row.reason) for row in report.rejected[:MOST_REJECTED])
    if len(report.rejected) > MOST_REJECTED:
        yield (f"and {len(report.rejected) - MOST_REJECTED:,} more",)
