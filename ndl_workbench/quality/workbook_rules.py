"""Government's rules for the layout of statistics in spreadsheets, for .xlsx workbooks.

Each rule is a name, a sentence, an expression, and whether the guidance calls it essential. They are written in our
own words from the Government Analysis Function's guidance *Releasing statistics in spreadsheets* (GUIDANCE) and its
checklist *Making spreadsheets accessible* (CHECKLIST), which marks what is essential to pass the accessibility
regulations. An essential rule that is broken is an error, any other a warning.

Both were read as their authors drafted them (best-practice-and-impact/spreadsheet-accessibility on GitHub); what is
essential now, as the authors' package aftables lists it (its vignette "Accessibility guidance checklist").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Unreadable
from . import workbook_places as places
from .findings import SEVERITIES, Dimension, Finding, Severity
from .standard import Source, Standard
from .workbook_places import Broken, Places
from .workbook_sheets import read_layout

if TYPE_CHECKING:
    from .results import QualityReport

NAME = "statistical-table"
GUIDANCE = "https://analysisfunction.civilservice.gov.uk/policy-store/releasing-statistics-in-spreadsheets/"
CHECKLIST = (
    "https://analysisfunction.civilservice.gov.uk/policy-store/"
    "making-spreadsheets-accessible-a-brief-checklist-of-the-basics/"
)
WHOLE = "the workbook"
COLUMNS = "what the columns should be (the guidance is about layout)"

# What the guidance asks and a program cannot tell, or not from what is read here.
NOT_CHECKED = (
    "whether cells are split, or a table stands inside another",
    "whether all text in a table can be seen, and columns have a sensible width",
    "whether fonts have no serifs, text is level and of size 10 at least, and none is in italics",
    "whether titles are tagged as headings",
    "whether titles, names of sheets and texts of links describe what they stand for",
    "whether symbols are used in running text",
    "whether colour alone says something, and whether it stands out from its background",
    "whether text boxes float over the cells",
    "whether tables that are not marked up stand beside or below each other on a sheet",
    "whether there is a cover sheet, and a table of contents where there are many sheets",
    "whether notes say what each shorthand means",
    "whether spelling and grammar are right",
    "whether the document says its language",
)


# It asks nothing of columns, which no standard in a file of its own may do: so it is not validated.
STANDARD = Standard.model_construct(
    name=NAME,
    title="Statistics in spreadsheets",
    source=Source(
        title="Releasing statistics in spreadsheets, and its checklist (Government Analysis Function)", url=GUIDANCE
    ),
    fields=(),
    closed=False,
    notes=(COLUMNS, *NOT_CHECKED),
)


@dataclass(frozen=True)
class WorkbookRule:
    """A rule for a workbook's layout, and where it is broken."""

    name: str
    dimension: Dimension
    essential: bool
    sentence: str
    expected: str
    fix: str
    broken: Broken
    url: str = CHECKLIST

    @property
    def severity(self) -> Severity:
        """How bad it is to break it."""
        return "error" if self.essential else "warning"


@dataclass(frozen=True)
class WorkbookCheck:
    """What a check of a workbook's layout found, which rules ran, and what was not checked."""

    findings: tuple[Finding, ...]
    checks_run: tuple[str, ...]
    not_checked: tuple[str, ...]


def workbook_findings(path: Path, name: str | None = None) -> tuple[Finding, ...]:
    """Check the layout of a workbook against every rule.

    Parameters
    ----------
    path
        An .xlsx workbook.
    name
        What to call it in an error; its path when None.

    Returns
    -------
    tuple of Finding
        One for each rule and sheet that breaks it, in the order of the rules. ``column`` names the sheet, and
        ``rows`` are that sheet's.

    Raises
    ------
    Unreadable
        It is not an .xlsx workbook, is damaged, or would be too large to hold.
    """
    layout = read_layout(path, name or str(path))
    return tuple(_finding(rule, found) for rule in RULES for found in rule.broken(layout))


def check_workbook(path: Path, name: str | None = None) -> WorkbookCheck:
    """Check a workbook's layout; of one that cannot be opened, say that no rule was checked and why.

    Parameters
    ----------
    path, name
        As in ``workbook_findings``.
    """
    try:
        findings = workbook_findings(path, name)
    except Unreadable as error:
        return nothing_checked(f"there was {error.found}")
    return WorkbookCheck(findings, tuple(rule.name for rule in RULES), NOT_CHECKED)


def nothing_checked(why: str) -> WorkbookCheck:
    """Say that no rule was checked and why, as where a table comes from no workbook at all."""
    rules = (f"whether {rule.expected}" for rule in RULES)
    return WorkbookCheck((), (), (f"the layout, since {why}", *rules, *NOT_CHECKED))


def with_layout(report: QualityReport, check: WorkbookCheck) -> QualityReport:
    """Add what was found in a workbook's layout to the report of its table.

    Parameters
    ----------
    report
        Of the table that the workbook holds, checked against no standard.
    check
        Of the workbook.

    Returns
    -------
    QualityReport
        A new one, against this standard, findings worst first.
    """
    findings = sorted(
        (*report.findings, *check.findings), key=lambda f: (SEVERITIES.index(f.severity), -f.count, f.check, f.column)
    )
    return replace(
        report,
        standard=STANDARD.name,
        standard_source=STANDARD.source,
        findings=tuple(findings),
        not_checked=(COLUMNS, *check.not_checked, *report.not_checked[1:]),
        checks_run=(*report.checks_run, *check.checks_run),
    )


def _finding(rule: WorkbookRule, found: Places) -> Finding:
    where = f"sheet {found.sheet!r}" if found.sheet else WHOLE
    return Finding(
        rule.name, rule.dimension, rule.severity, "external", where, found.rows, found.count,
        found.example[:200], rule.expected, rule.sentence, rule.fix,
    )  # fmt: skip


# --- the rules, in the order of the checklist ---------------------------------------------------------

RULES: tuple[WorkbookRule, ...] = (
    WorkbookRule(
        "table not marked up", "validity", True, "A table is not marked up as one.",
        "each table is marked up as a table", "Select the table and insert it as a table, with headers.",
        places.in_tables(places.not_marked),
    ),
    WorkbookRule(
        "table without a name", "validity", False, "A table has the name that the program gave it.",
        "each table has a name that describes it", "Give the table a name in its design settings.",
        places.in_tables(places.named_by_program),
    ),
    WorkbookRule(
        "merged cells", "validity", True, "Cells are merged.",
        "no cells are merged", "Unmerge them and write the value in each cell that it holds for.",
        places.on_sheets(places.merged),
    ),
    WorkbookRule(
        "blank row or column", "validity", True, "A row or column inside a table is blank.",
        "no row or column inside a table is blank",
        "Remove it; make room with the height of rows and the width of columns.",
        places.in_tables(places.gaps),
    ),
    WorkbookRule(
        "not one header row", "validity", True, "A table has not one row of names, all filled and all different.",
        "each table has one row of names, all filled and all different",
        "Write one row of names above the figures, a different one for each column.",
        places.in_tables(places.bad_header),
    ),
    WorkbookRule(
        "filter or frozen pane", "validity", False, "Rows can be filtered, or panes are frozen.",
        "there are no filters and no frozen panes",
        "Turn them off, or say above the table that they are there and how to turn them off.",
        places.on_sheets(places.filters_and_panes),
    ),
    WorkbookRule(
        "unexplained empty cell", "completeness", True, "Cells of a table are empty and nothing above it says why.",
        "empty cells of a table are explained above it",
        "Say in column A above the table why cells are blank; if there are several reasons, write shorthand in them.",
        places.unexplained_blanks,
    ),
    WorkbookRule(
        "hidden row or column", "validity", False, "Rows or columns are hidden.",
        "no rows or columns are hidden",
        "Show or remove them, or say above the table what is hidden and how to show it.",
        places.on_sheets(places.hidden),
    ),
    WorkbookRule(
        "shorthand without brackets", "validity", True, "A sign or letter stands in a table in place of a figure.",
        "shorthand is written in letters and in square brackets",
        "Write it in square brackets, such as [x], and say what it means.",
        places.in_tables(places.bare_shorthand),
    ),
    WorkbookRule(
        "sign for a note", "validity", True, "A note is pointed to with a symbol or in superscript.",
        "notes are pointed to in words and square brackets", "Write [note 1], or say it at that place.",
        places.on_sheets(places.signs_for_notes),
    ),
    WorkbookRule(
        "note on a figure", "validity", False, "A note is pointed to from a single figure.",
        "notes are pointed to from titles, column names and row names",
        "Point to the note from the title or a name, or from a column of notes on the right of the table.",
        places.in_tables(places.notes_on_figures),
    ),
    WorkbookRule(
        "no sheet of notes", "validity", False, "There are notes and no sheet called Notes.",
        "notes are in a table on a sheet called Notes",
        "Put the notes in a table on a sheet of their own called Notes.",
        places.notes_nowhere,
    ),
    WorkbookRule(
        "no title in A1", "completeness", True, "A sheet's first cell holds no title.",
        "cell A1 of each sheet holds its title", "Write what the sheet holds in its cell A1.",
        places.on_sheets(places.no_title),
    ),
    WorkbookRule(
        "page header or footer", "validity", True, "Pages have a header or footer, which screen readers may not find.",
        "pages have no header and no footer", "Remove it, and write what it says in column A.",
        places.on_sheets(places.page_text),
    ),
    WorkbookRule(
        "background fill", "validity", False, "Cells have a background fill.",
        "cells have no background fill", "Remove the fill, even if it is white.",
        places.on_sheets(places.shaded),
    ),
    WorkbookRule(
        "picture or chart", "validity", False, "There are pictures or charts among the sheets.",
        "there are no pictures and no charts", "Remove them, or give each a text in its place and a sheet of its own.",
        places.pictures,
    ),
    WorkbookRule(
        "macro", "validity", False, "The workbook holds macros.",
        "there are no macros", "Save it as a workbook without macros (.xlsx or .ods).",
        places.on_whole(places.macros),
    ),
    WorkbookRule(
        "blank sheet", "validity", True, "A sheet is blank.",
        "no sheet is blank", "Remove the sheet.",
        places.on_sheets(places.blank),
    ),
    WorkbookRule(
        "table away from the edge", "validity", True, "A blank column stands to the left of a sheet's table.",
        "tables begin in column A", "Remove the blank columns to its left.",
        places.on_sheets(places.away_from_edge),
    ),
    WorkbookRule(
        "text below a table", "validity", False, "Something stands below a table.",
        "nothing stands below a table", "Move it above the table, or to the sheet of notes.",
        places.on_sheets(places.below_tables),
    ),
    WorkbookRule(
        "several tables on a sheet", "validity", False, "A sheet holds more than one table.",
        "each sheet holds one table", "Give each table a sheet of its own.",
        places.on_sheets(places.several_tables),
    ),
    WorkbookRule(
        "no document title", "completeness", True, "The workbook's properties hold no title.",
        "the workbook's properties hold its title", "Fill in the title under File, Info.",
        places.on_whole(places.no_document_title),
    ),
    WorkbookRule(
        "opens elsewhere", "validity", True, "The workbook does not open at the first cell of its first sheet.",
        "the workbook opens at cell A1 of its first sheet", "Go to cell A1 of the first sheet before you save it.",
        places.on_whole(places.opens_elsewhere),
    ),
)  # fmt: skip
