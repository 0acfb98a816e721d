"""Quality reports as blocks: verdict, coverage, findings worst first, repairs, what was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from ..display import Badge, Block, Details, Facts, Figure, Heading, Items, Notice, Table, Text, learn_blocks
from ..display.blocks import Cell, Tone
from ..display.charts import Bar, bars
from ..loading.provenance import SYNTHETIC
from .accepted import accepted_blocks, said_of
from .plainly import ASKS, COLUMN_NAME, MENDED
from .report_findings import MOST_ROWS, badge, cut, finding_blocks, first_steps, legend, reference_blocks, shown
from .verdict import JUDGEMENTS, Judgement, number

if TYPE_CHECKING:
    from .repair import Repair
    from .results import QualityReport, QualityReports

JUDGED: dict[Judgement, Tone] = {"fit": "good", "with care": "warn", "not fit": "bad", "no verdict": "plain"}
MOST_BARS = 40
MOST_MISSING, MOST_STRANGE = 100, 5


def report_blocks(report: QualityReport) -> tuple[Block, ...]:
    """One table's report, most important first."""
    return (
        *((Notice(SYNTHETIC, "info"),) if report.provenance.synthetic else ()),
        Notice(report.verdict, _tone(report)),
        Text(_accounting(report)),
        *first_steps(report),
        *_coverage(report),
        *finding_blocks(report),
        *learn_blocks(_to_learn(report)),
        *accepted_blocks(report),
        *reference_blocks(report),
        *_repairs(report),
        *_rejected(report),
        Heading("What was not checked"),
        Text("None of this passed: it was not looked at."),
        Items(report.not_checked),
        Heading("The six dimensions"),
        Table(
            "Dimensions of the Government Data Quality Framework",
            ("Dimension", "What it asks", "State", "Evidence"),
            tuple((a.dimension, ASKS[a.dimension], a.state, a.evidence) for a in report.dimensions),
        ),
        *_completeness(report),
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
    ordered = sorted(reports.reports, key=_worst_first)
    return (
        *(Text(line + ".") for line in reports.summary()[1:4]),
        *_fitness(reports),
        Heading("Each file"),
        _each_file(ordered, judged=bool(reports.fitness)),
        *_refused(reports),
        Heading("What was found most"),
        Table(
            "Findings over all files",
            ("Check", "Severity", "Columns", "Values"),
            tuple((check, badge(severity), n, values[check, severity]) for (check, severity), n in kinds.most_common()),
            frozenset({"Columns", "Values"}),
        ),
        *legend(finding.severity for report in ordered for finding in report.findings),
        Heading("File by file"),
        *(Details(report.provenance.name, _short(report)) for report in ordered),
    )


def as_json(report: QualityReport) -> dict[str, Any]:
    """Return the report's own fields as lists and dicts, provenance left out."""
    apart = ("provenance", "evidence", "accepted")
    plain = {name: getattr(report, name) for name in report.__dataclass_fields__ if name not in apart}
    plain["standard_source"] = report.standard_source.model_dump() if report.standard_source else None
    for name in ("coverage", "findings", "repairs", "columns", "rejected"):
        plain[name] = [_listed(asdict(item)) for item in plain[name]]
    for item, finding in zip(plain["findings"], report.findings, strict=True):
        item["accepted"] = said_of(finding, report.accepted)
    plain["not_checked"] = list(report.not_checked)
    plain["checks_run"] = list(report.checks_run)
    plain["reference"] = report.reference.to_dict() if report.reference else None
    return plain


def _to_learn(report: QualityReport) -> Iterator[tuple[str, str]]:
    """What a lesson may explain: the checks that found something, the dimensions they bear on, and this report."""
    yield from (("check", finding.check) for finding in report.findings)
    yield from (("dimension", finding.dimension) for finding in report.findings)
    yield "verb", "check"


def _accounting(report: QualityReport) -> str:
    left_out = " Rejected rows could not be placed in the table; each is listed below with the reason."
    return f"{report.accounting}.{left_out if report.rows_rejected else ''}"


def _share(part: int, whole: int) -> str:
    """Write a share in whole per cent, where 100% means all and 0% none."""
    if 0 < part < whole and round(100 * part / whole) in (0, 100):
        return "under 1%" if part < whole / 2 else "over 99%"
    return f"{part / whole:.0%}"


def _listed(item: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in item.items()}


def _tone(report: QualityReport) -> Tone:
    return JUDGED[report.judgement]


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
            _listed_up_to(c.missing, MOST_MISSING),
            _listed_up_to(c.unexpected, MOST_STRANGE),
        )
        for c in report.coverage
    )
    table = Table("Expected values that are there", ("Column", "Axis", "Present", "Missing", "Not expected"), rows)
    return (Heading("Coverage"), table)


def _listed_up_to(values: Sequence[str], most: int) -> str:
    more = f" and {len(values) - most:,} more" if len(values) > most else ""
    return ", ".join(cut(value, 80) for value in values[:most]) + more or "none"


def _completeness(report: QualityReport) -> tuple[Block, ...]:
    if not report.columns or not report.rows_kept:
        return ()
    shown = report.columns[:MOST_BARS]
    more = f" The first {MOST_BARS} of {len(report.columns)} columns." if len(report.columns) > MOST_BARS else ""
    labels = [f"{c.column} {_share(c.filled, report.rows_kept)}" for c in shown]
    axis = "Share of rows with a value"
    picture: Figure = bars(
        [Bar(label, c.filled / report.rows_kept) for label, c in zip(labels, shown, strict=True)],
        axis=axis,
        caption=f"How full each column is, after repair; values taken from another column do not count.{more}",
    )
    # The labels end with the number, so the sentence made of labels and numbers would say each twice.
    return (Heading("How full each column is"), replace(picture, alternative=f"{axis}. {'; '.join(labels)}."))


def _repairs(report: QualityReport) -> tuple[Block, ...]:
    if not report.repairs:
        return (Heading("Repairs"), Text("No value was changed."))
    names = [r for r in report.repairs if r.rule == COLUMN_NAME]
    values = [r for r in report.repairs if r.rule != COLUMN_NAME]
    return (
        Heading("Repairs"),
        Text("Values changed so that they could be checked. The originals are kept; the file itself is untouched."),
        *(_values(values) if values else (Text("No value was changed, only names of columns."),)),
        *((_names(names),) if names else ()),
    )


def _values(repairs: Sequence[Repair]) -> tuple[Block, ...]:
    kinds = Counter((r.rule, r.column, r.fix) for r in repairs)
    rows = tuple(
        (MENDED.get(rule, rule), rule, cut(column), count, cut(fix))
        for (rule, column, fix), count in kinds.most_common(MOST_ROWS)
    )
    columns = ("What was done", "Name in the log", "Column", "How many", "So that none is needed")
    log = tuple((str(r.row), cut(r.column), r.rule, shown(r.original), shown(r.value)) for r in repairs[:MOST_ROWS])
    every = Table("Each value changed", ("Row", "Column", "Repair", "Original", "Now"), log, total=len(repairs))
    said = f"Repair log: {number(len(repairs), 'value')}"
    whole = (Text("The whole log is in the report saved as .json."),) if len(repairs) > MOST_ROWS else ()
    return (
        Table("Repairs by kind", columns, rows, frozenset({"How many"}), len(kinds)),
        Details(said, (*whole, every)),
    )


def _names(repairs: Sequence[Repair]) -> Details:
    rows = tuple((cut(r.original), cut(r.value), cut(r.fix)) for r in repairs[:MOST_ROWS])
    columns = ("Column", "Name in the standard", "So that it need not be found")
    table = Table("Columns that were found under another name", columns, rows, total=len(repairs))
    return Details(f"Names of columns: {number(len(repairs), 'column')} read under another name", (table,))


def _rejected(report: QualityReport) -> tuple[Block, ...]:
    if not report.rejected:
        return ()
    rows = tuple(
        (str(r.row), r.reason, cut(" | ".join(cell for cell in r.cells if cell))) for r in report.rejected[:MOST_ROWS]
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
        *(block for block in report.provenance.blocks() if not isinstance(block, Notice)),
    )


def _refused(reports: QualityReports) -> tuple[Block, ...]:
    if not reports.refused:
        return ()
    rows = tuple((refused.source, refused.why) for refused in reports.refused)
    return (Table("Files that were refused", ("File", "Why"), rows),)


def _worst_first(report: QualityReport) -> tuple[int, int, str]:
    *_, errors, warnings, _repairs_made = report.tallies
    return -errors, -warnings, report.provenance.name


def _fitness(reports: QualityReports) -> tuple[Block, ...]:
    """How many files are fit for the use, when one was stated."""
    if not reports.fitness:
        return ()
    count = Counter(report.judgement for report in reports.reports)
    rows = tuple((Badge(judgement, JUDGED[judgement]), count[judgement]) for judgement in JUDGEMENTS)
    use = reports.fitness.partition(": ")[0]
    return (
        Heading("Verdicts"),
        Table(f"{use}, as far as they were checked", ("Verdict", "Files"), rows, frozenset({"Files"})),
    )


def _each_file(ordered: list[QualityReport], *, judged: bool) -> Table:
    numbers = ("Rows read", "Kept", "Rejected", "Blank", "Kinds of error", "Kinds of warning", "Repairs")
    rows: list[tuple[Cell, ...]] = []
    for report in ordered:
        verdict = (Badge(report.judgement, _tone(report)),) if judged else ()
        rows.append((report.provenance.name, *verdict, *report.tallies))
    columns = ("File", *(("Verdict",) if judged else ()), *numbers)
    return Table("Where every row went, worst file first", columns, tuple(rows), frozenset(numbers))


def _short(report: QualityReport) -> tuple[Block, ...]:
    """Everything a data owner must act on, without the headings: those would drown the page's own."""
    decisions = report.provenance.decisions
    blocks = (
        *((Notice(report.verdict, _tone(report)),) if report.use else ()),
        Text(_accounting(report)),
        *finding_blocks(report, heading=False),
        *accepted_blocks(report),
        *_repairs(report),
        *_rejected(report),
        *((Text("What the reader of the file decided:"), Items(decisions)) if decisions else ()),
        Text("What was not checked:"),
        Items(report.not_checked),
    )
    return tuple(block for block in blocks if not isinstance(block, Heading))
