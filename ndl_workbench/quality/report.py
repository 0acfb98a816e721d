"""Quality reports as blocks: verdict, coverage, findings worst first, repairs, what was not checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..display import Badge, Block, Details, Facts, Figure, Heading, Items, Notice, Table, Text
from ..display.blocks import Cell, Tone
from ..display.charts import Bar, bars
from ..loading.provenance import SYNTHETIC

if TYPE_CHECKING:
    from .results import QualityReport, QualityReports

TONES: dict[str, Tone] = {
    "critical": "bad",
    "error": "bad",
    "warning": "warn",
    "notice": "info",
    "info": "info",
}
MOST_BARS = 40
MOST_ROWS = 60


def report_blocks(report: QualityReport) -> tuple[Block, ...]:
    """One table's report, most important first."""
    return (
        *((Notice(SYNTHETIC, "info"),) if report.provenance.synthetic else ()),
        Notice(report.verdict, _tone(report)),
        Text(report.accounting + "."),
        *_coverage(report),
        *_findings(report),
        *_completeness(report),
        Heading("The six dimensions"),
        Table(
            "Dimensions of the Government Data Quality Framework",
            ("Dimension", "State", "Evidence"),
            tuple((a.dimension, a.state, a.evidence) for a in report.dimensions),
        ),
        *_repairs(report),
        *_rejected(report),
        Heading("What was not checked"),
        Text("None of this passed: it was not looked at."),
        Items(report.not_checked),
        *_where_from(report),
    )


def reports_blocks(reports: QualityReports) -> tuple[Block, ...]:
    """A table of all files, the commonest findings, then each file folded away."""
    kinds: Counter[tuple[str, str]] = Counter()
    values: Counter[tuple[str, str]] = Counter()
    for report in reports.reports:
        for finding in report.findings:
            kinds[finding.check, finding.severity] += 1
            values[finding.check, finding.severity] += finding.count
    columns = ("File", "Rows read", "Kept", "Rejected", "Blank", "Errors", "Warnings", "Repairs")
    rows: tuple[tuple[Cell, ...], ...] = tuple((report.provenance.name, *report.tallies) for report in reports.reports)
    return (
        *(Text(line + ".") for line in reports.summary()[1:4]),
        Heading("Each file"),
        Table("Where every row went", columns, rows, frozenset(columns[1:])),
        *_refused(reports),
        Heading("What was found most"),
        Table(
            "Findings over all files",
            ("Check", "Severity", "Columns", "Values"),
            tuple(
                (check, _badge(severity), n, values[check, severity]) for (check, severity), n in kinds.most_common()
            ),
            frozenset({"Columns", "Values"}),
        ),
        Heading("File by file"),
        *(Details(report.provenance.name, _short(report)) for report in reports.reports),
    )


def as_json(report: QualityReport) -> dict[str, Any]:
    """Return the report's own fields as lists and dicts, provenance left out."""
    plain = {name: getattr(report, name) for name in report.__dataclass_fields__ if name != "provenance"}
    plain["standard_source"] = report.standard_source.model_dump() if report.standard_source else None
    for name in ("coverage", "findings", "repairs", "columns", "rejected"):
        plain[name] = [_listed(asdict(item)) for item in plain[name]]
    plain["not_checked"] = list(report.not_checked)
    return plain


def _listed(item: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in item.items()}


def _tone(report: QualityReport) -> Tone:
    return TONES.get(report.worst or "", "good") if report.use else "plain"


def _badge(severity: str) -> Badge:
    return Badge(severity, TONES.get(severity, "plain"))


def _coverage(report: QualityReport) -> tuple[Block, ...]:
    if not report.coverage:
        return (
            Heading("Coverage"),
            Text("Not checked: there is no list of the areas, periods or groups expected."),
        )
    rows = tuple(
        (
            c.column,
            c.axis,
            f"{len(c.present)} of {len(c.expected)}",
            ", ".join(c.missing) or "none",
            ", ".join(c.unexpected[:5]) + (" …" if len(c.unexpected) > 5 else "") or "none",
        )
        for c in report.coverage
    )
    table = Table("Expected values that are there", ("Column", "Axis", "Present", "Missing", "Not expected"), rows)
    return (Heading("Coverage"), table)


def _findings(report: QualityReport, *, heading: bool = True) -> tuple[Block, ...]:
    title = (Heading("Findings"),) if heading else ()
    if not report.findings:
        return (*title, Text("Nothing was found by the checks that ran."))
    strange = [f.column for f in report.findings if f.check == "unknown column"]
    shown = [f for f in report.findings if f.check != "unknown column"]
    aside = (
        (Text(f"Columns that are not in the standard, and were not checked: {', '.join(strange)}."),) if strange else ()
    )
    if not shown:
        return (*title, Text("The checks that ran found nothing in the values."), *aside)
    rows = tuple(
        (
            f.column or "(whole row)",
            _badge(f.severity),
            f.check,
            f.count,
            ", ".join(str(row) for row in f.rows),
            f.observed or "(blank)",
            f"{f.message} Expected {f.expected}. {f.fix}",
        )
        for f in shown[:MOST_ROWS]
    )
    columns = ("Column", "Severity", "Check", "Count", "First rows", "Example", "What to do")
    caption = "Findings, worst first. Rows are numbered as in a spreadsheet."
    return (*title, Table(caption, columns, rows, frozenset({"Count"}), len(shown)), *aside)


def _completeness(report: QualityReport) -> tuple[Block, ...]:
    if not report.columns or not report.rows_kept:
        return ()
    shown = report.columns[:MOST_BARS]
    more = f" The first {MOST_BARS} of {len(report.columns)} columns." if len(report.columns) > MOST_BARS else ""
    picture: Figure = bars(
        [Bar(c.column, c.filled / report.rows_kept) for c in shown],
        axis="Share of rows with a value",
        caption=f"How full each column is, after repair.{more}",
    )
    return (Heading("How full each column is"), picture)


def _repairs(report: QualityReport) -> tuple[Block, ...]:
    if not report.repairs:
        return (Heading("Repairs"), Text("No value was changed."))
    kinds = Counter((r.rule, r.column, r.fix) for r in report.repairs)
    rows = tuple((rule, column, count, fix) for (rule, column, fix), count in kinds.most_common(MOST_ROWS))
    log = tuple(
        (r.row, r.column, r.rule, r.original or "(blank)", r.value or "(blank)") for r in report.repairs[:MOST_ROWS]
    )
    return (
        Heading("Repairs"),
        Text("Values changed so that they could be checked. The originals are kept; the file itself is untouched."),
        Table(
            "Repairs by kind",
            ("Repair", "Column", "Count", "So that none is needed"),
            rows,
            frozenset({"Count"}),
            len(kinds),
        ),
        Details(
            "Repair log",
            (
                Table(
                    "Each value changed",
                    ("Row", "Column", "Repair", "Original", "Now"),
                    log,
                    frozenset(),
                    len(report.repairs),
                ),
            ),
        ),
    )


def _rejected(report: QualityReport) -> tuple[Block, ...]:
    if not report.rejected:
        return ()
    rows = tuple(
        (r.row, r.reason, " | ".join(cell for cell in r.cells if cell)[:200]) for r in report.rejected[:MOST_ROWS]
    )
    table = Table(
        "Rows that are not part of the table",
        ("Row", "Why", "What it says"),
        rows,
        frozenset(),
        len(report.rejected),
    )
    return (Heading("Rejected rows"), table)


def _where_from(report: QualityReport) -> tuple[Block, ...]:
    source = report.standard_source
    standard = (
        (("Standard", report.standard), ("Written from", source.title), ("Guidance", source.url)) if source else ()
    )
    return (
        Heading("Where it came from"),
        *((Facts(standard),) if standard else ()),
        *report.provenance.blocks(),
    )


def _refused(reports: QualityReports) -> tuple[Block, ...]:
    if not reports.refused:
        return ()
    rows = tuple((refused.source, refused.why) for refused in reports.refused)
    return (Table("Files that were refused", ("File", "Why"), rows),)


def _short(report: QualityReport) -> tuple[Block, ...]:
    return (Text(report.accounting + "."), *_findings(report, heading=False))
