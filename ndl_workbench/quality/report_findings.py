"""What a report found, as blocks: what to do first, how bad each finding is, and where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..display import Badge, Block, Details, Facts, Heading, Items, Link, Table, Text
from ..display.blocks import Cell, Tone
from .accepted import said_of
from .findings import ABOUT_COLUMNS, ABSENT_ROW_CHECK, SEVERITIES, Finding
from .plainly import HOW_BAD, emptied, more_about, originals, with_keys, without_link
from .verdict import number, percent

if TYPE_CHECKING:
    from .results import QualityReport

TONES: dict[str, Tone] = {
    "critical": "bad",
    "error": "bad",
    "warning": "warn",
    "notice": "info",
    "info": "info",
}
MOST_ROWS = 60
ALL_ROWS = (
    "Only the first rows of a finding are named here. To have every one, save a marked copy of the table: add "
    "--marked copy.xlsx to the command ndl check, or call ndl.mark."
)
MOST_STEPS, MOST_COLUMNS_SAID = 5, 4
MOST_NAMES = 60
LONGEST = 200


def first_steps(report: QualityReport) -> tuple[Block, ...]:
    """Say what to do first: errors, or warnings where there are none, those with one cure together."""
    found = [f for f in report.findings if f.check != "unknown column"]
    serious = [f for f in found if f.severity in ("critical", "error")]
    chosen = serious or [f for f in found if f.severity == "warning"]
    # A column that is missing is more than the values of one.
    chosen.sort(key=lambda finding: finding.check not in ABOUT_COLUMNS)
    cures: dict[tuple[str, str], list[Finding]] = {}
    for finding in chosen:
        cures.setdefault((finding.check, finding.fix), []).append(finding)
    steps = [_step(check, fix, findings) for (check, fix), findings in list(cures.items())[:MOST_STEPS]]
    if len(cures) > MOST_STEPS:
        steps.append(f"Then mend the {len(cures) - MOST_STEPS:,} other kinds of finding below.")
    if report.rows_rejected:
        rows = number(report.rows_rejected, "row")
        steps.append(f"Look at the {rows} that could not be placed in the table, listed below: is one a record?")
    return (Heading("What to do first"), Items(tuple(steps))) if steps else ()


def finding_blocks(report: QualityReport, *, heading: bool = True) -> tuple[Block, ...]:
    """Every finding, worst first, with an example and what to do; columns nobody knows are named together."""
    title = (Heading("Findings"),) if heading else ()
    if not report.findings:
        return (*title, Text("Nothing was found by the checks that ran."))
    strange = [f.column for f in report.findings if f.check == "unknown column"]
    known = [f for f in report.findings if f.check != "unknown column"]
    aside = (
        (Text(f"Columns that are not in the standard, and were not checked: {_named(strange)}."),) if strange else ()
    )
    if not known:
        return (*title, Text("The checks that ran found nothing in the values."), *aside)
    words = tuple(legend(finding.severity for finding in known)) if heading else ()
    hidden = any(finding.count > len(finding.rows) for finding in known if finding.check not in ABOUT_COLUMNS)
    every = (Text(ALL_ROWS),) if hidden and heading else ()
    return (*title, *words, _table(known, report), *every, *aside)


def reference_blocks(report: QualityReport) -> tuple[Block, ...]:
    """How well the table agrees with a reference, and the cells that differ."""
    reference = report.reference
    if reference is None:
        return ()
    agree = f"{reference.agree:,} of {reference.compared:,}"
    share = f" ({percent(reference.agree, reference.compared)})" if reference.compared else ""
    facts = (
        ("Reference", reference.provenance.source),
        ("Rows matched", f"{reference.matched:,} of {number(report.rows_kept, 'row')}"),
        ("Matched by", f"{' and '.join(reference.key)}: {reference.why}"),
        ("Cells that agree", f"{agree}{share}; a number, date or text that is only written differently agrees"),
    )
    rows = tuple(
        (str(c.row_a), shown(c.key), c.column, shown(c.before), shown(c.after), str(c.row_b))
        for c in reference.differences[:MOST_ROWS]
    )
    columns = ("Row", "Key", "Column", "Here", "In the reference", "Its row")
    table = Table("Cells that are not as in the reference", columns, rows, total=len(reference.differences))
    return (
        Heading("Compared with the reference"),
        Facts(facts),
        *((Details("Each cell that differs", (table,)),) if rows else ()),
    )


def legend(severities: Iterable[str]) -> Iterator[Block]:
    """Say in words what each severity means that is there."""
    there = set(severities)
    if there:
        yield Text("How bad a finding is, in words:")
        yield Items(tuple(f"{severity}: {HOW_BAD[severity]}" for severity in SEVERITIES if severity in there))


def badge(severity: str) -> Badge:
    """Write a severity in its colour."""
    return Badge(severity, TONES.get(severity, "plain"))


def shown(value: str) -> str:
    """Write a value so that a blank, and spaces at its ends, can be seen; a long one is cut short."""
    if not value:
        return "(blank)"
    short = cut(value)
    return f"“{short}”" if value.strip() != value else short


def cut(text: str, longest: int = LONGEST) -> str:
    """Cut a long text short, and show that it was."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def _step(check: str, fix: str, findings: Sequence[Finding]) -> str:
    """Write one cure and the columns it is for."""
    said = [_counted(finding) for finding in findings[:MOST_COLUMNS_SAID]]
    more = f" and {len(findings) - len(said):,} more" if len(findings) > len(said) else ""
    return f"{cut(fix)} Found: {check} in {', '.join(said)}{more}."


def _counted(finding: Finding) -> str:
    named = cut(finding.column, 80) or "whole rows"
    return named if finding.check in ABOUT_COLUMNS else f"{named} ({number(finding.count, 'row')})"


def _marked(finding: Finding, report: QualityReport) -> Badge:
    """Show the severity, and whether somebody has accepted it; by whom and why is told below the table."""
    said = said_of(finding, report.accepted).partition(" ")[0]
    return Badge(f"{finding.severity}, {said}") if said == "accepted" else badge(finding.severity)


def _table(findings: Sequence[Finding], report: QualityReport) -> Table:
    before = originals(report)
    linked = any(more_about(finding) for finding in findings[:MOST_ROWS])
    rows: list[tuple[Cell, ...]] = []
    for f in findings[:MOST_ROWS]:
        about = more_about(f)
        link: tuple[Cell, ...] = (Link(f"about “{f.check}”", about) if about else None,) if linked else ()
        rows.append(
            (
                cut(f.column) or "(whole row)",
                _marked(f, report),
                f"{f.check}: {cut(without_link(f.message))}",
                f.count,
                _where(f),
                _example(f, before),
                cut(f.fix) if f.expected in ("a value", "") else f"{cut(f.fix)} Expected: {cut(f.expected)}.",
                *link,
            )
        )
    keyed = ", each with the key that it goes by" if any(f.keys for f in findings[:MOST_ROWS]) else ""
    columns = ("Column", "How bad", "What is wrong", "How many", "First rows", "Example", "What to do")
    return Table(
        f"Findings, worst first. Rows are numbered as in a spreadsheet{keyed}.",
        (*columns, "The rule") if linked else columns,
        tuple(rows),
        frozenset({"How many"}),
        len(findings),
    )


def _where(finding: Finding) -> str:
    if finding.check == ABSENT_ROW_CHECK:
        return "not in this table"
    return f"{'header, ' if finding.check in ABOUT_COLUMNS else ''}{with_keys(finding)}"


def _example(finding: Finding, before: Mapping[tuple[int, str], str]) -> str:
    if finding.check == ABSENT_ROW_CHECK:
        return "–"
    sign = emptied(finding, before)
    return f"{cut(sign)} (read as blank)" if sign else shown(finding.observed)


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    return ", ".join(cut(name, 80) for name in names[:MOST_NAMES]) + more
