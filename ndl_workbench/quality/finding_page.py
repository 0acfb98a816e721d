"""One finding of a report, and the rows it was made in, as blocks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..display import Badge, Block, Facts, Heading, Table, Text, learn
from ..errors import InputError
from ..loading.provenance import SYNTHETIC
from .accepted import said_of
from .findings import ABOUT_COLUMNS, Finding
from .report_findings import TONES, shown
from .verdict import number

if TYPE_CHECKING:
    import pandas as pd

    from .results import QualityReport

ROWS_A_PAGE = 20
LONGEST_CELL = 200
WHO = {"external": "whoever publishes the table", "internal": "whoever reads it"}


def finding_title(finding: Finding) -> str:
    """Name a finding in a few words."""
    return f"{finding.column or 'Whole rows'}: {finding.check}"


def finding_line(finding: Finding, report: QualityReport) -> str:
    """Write a finding on one line of a list, with whether it is accepted."""
    said = said_of(finding, report.accepted).partition(" ")[0]
    rows = f", {number(finding.count, 'row')}" if _in_rows(finding) else ""
    return f"{finding.severity}: {finding_title(finding)}{rows}{f' ({said})' if said else ''}"


def finding_blocks(finding: Finding, report: QualityReport) -> tuple[Block, ...]:
    """Say what was found, what was expected, what to do, and whether somebody has accepted it."""
    facts = (
        ("Severity", Badge(finding.severity, TONES.get(finding.severity, "plain"))),
        ("Bears on", finding.dimension),
        ("Rows", f"{finding.count:,}" if _in_rows(finding) else "none: it is about the table as a whole"),
        *((("Keys of the first rows", ", ".join(finding.keys)),) if finding.keys else ()),
        ("Example", shown(finding.observed)),
        ("Expected", finding.expected),
        ("What to do", finding.fix),
        ("Who can mend it", WHO[finding.responsibility]),
        ("Accepted", said_of(finding, report.accepted) or "no"),
        *((("Learn more", lesson),) if (lesson := learn("check", finding.check)) else ()),
    )
    return (Heading(finding_title(finding)), Text(finding.message), Facts(facts))


def rows_blocks(finding: Finding, rows: pd.DataFrame, page: int, *, synthetic: bool) -> tuple[Block, ...]:
    """Show one page of a finding's rows, numbered as in a spreadsheet; the columns it is about come first.

    Parameters
    ----------
    finding
        The finding.
    rows
        Every row it was made in; the index is the row's number.
    page
        From 0.
    synthetic
        Whether the data is made up, which is then said above them.
    """
    if rows.empty:
        return (Text("There are no rows to show: the finding is not about values."),)
    part = rows.iloc[page * ROWS_A_PAGE : (page + 1) * ROWS_A_PAGE]
    order = _order(finding, [str(name) for name in rows.columns])
    cells = tuple(
        (str(row), *(_cell(str(values[n])) for n in order))
        for row, values in zip(part.index, part.itertuples(index=False, name=None), strict=True)
    )
    caption = f"{page_said(rows, page)}. Rows are numbered as in a spreadsheet."
    made_up = (Text(SYNTHETIC),) if synthetic else ()
    return (*made_up, Table(caption, ("Row", *(str(rows.columns[n]) for n in order)), cells))


def save_rows(rows: pd.DataFrame, path: Path) -> Path:
    """Save a finding's rows as .csv, numbers of rows first; no cell of it can act as a formula.

    Raises
    ------
    InputError
        The suffix is not .csv, or there are no rows.
    CannotWrite
        The folder does not exist or cannot be written to.
    """
    from ..display.save import check_suffix, table_bytes, write_whole

    check_suffix(path, (".csv",))
    if rows.empty:
        raise InputError(
            found="a finding without rows", expected="one that is about values", done="nothing was written",
            next="choose another finding",
        )  # fmt: skip
    numbered = rows.copy()
    # The table may have a column of that name too.
    numbered.insert(0, "row", rows.index, allow_duplicates=True)
    return write_whole(path, table_bytes(numbered, ".csv"))


def page_said(rows: pd.DataFrame, page: int) -> str:
    """Say which of a finding's rows are on a page."""
    last = min((page + 1) * ROWS_A_PAGE, len(rows))
    return f"Rows that have this: {page * ROWS_A_PAGE + 1:,} to {last:,} of {len(rows):,}"


def pages(rows: pd.DataFrame) -> int:
    """Return how many pages the rows come to."""
    return max(1, -(-len(rows) // ROWS_A_PAGE))


def _in_rows(finding: Finding) -> bool:
    return bool(finding.rows) and finding.check not in ABOUT_COLUMNS


def _order(finding: Finding, columns: list[str]) -> list[int]:
    """Put the columns a finding is about first: one, several that were joined, or the two of a coordinate."""
    about = {finding.column, *finding.column.split(" + "), *finding.column.split(", ")}
    return sorted(range(len(columns)), key=lambda n: columns[n] not in about)


def _cell(text: str) -> str:
    return shown(text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…")
