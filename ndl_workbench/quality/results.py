"""What a check hands back: for one table, and for many."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..display import Block, Result
from ..loading.provenance import Provenance
from ..loading.table import Rejected
from .coverage import Coverage
from .repair import Repair
from .rules import DIMENSIONS, SEVERITIES, Dimension, Finding, Severity
from .standard import Source

if TYPE_CHECKING:
    import pandas as pd

NO_USE = "No verdict: no use was stated. Data is good or bad only for a purpose, so say use='…'."


@dataclass(frozen=True)
class ColumnProfile:
    """What one column holds.

    Attributes
    ----------
    column, field, confidence
        Its name as published, the field it feeds ("" if none), and how sure that is (0 to 1).
    required
        Whether the standard requires it.
    filled, distinct
        Cells with a value after repair, and different values among them.
    """

    column: str
    field: str
    confidence: float
    required: bool
    filled: int
    distinct: int


@dataclass(frozen=True)
class Assessment:
    """A quality dimension, what was made of it, and the evidence."""

    dimension: Dimension
    state: str
    evidence: str


@dataclass(frozen=True, repr=False)
class QualityReport(Result):
    """What was found when a table was checked.

    Attributes
    ----------
    standard, standard_source
        Name and source of the standard, "" and None when there was none.
    use
        What the data is wanted for, "" when it was not said.
    coverage
        Expected areas, periods and groups that are there, and that are missing.
    findings
        Worst first.
    repairs
        Every value that was changed, column names first.
    columns
        One profile a column.
    not_checked
        What was not looked at. Never read it as passed.
    rows_read, rows_kept, rows_rejected, rows_blank
        Read is the sum of the other three.
    rejected
        Each rejected row with its reason.
    provenance
        Where the table came from.
    """

    standard: str
    standard_source: Source | None
    use: str
    coverage: tuple[Coverage, ...]
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...]
    columns: tuple[ColumnProfile, ...]
    not_checked: tuple[str, ...]
    rows_read: int
    rows_kept: int
    rows_rejected: int
    rows_blank: int
    rejected: tuple[Rejected, ...]
    provenance: Provenance

    @property
    def title(self) -> str:
        """Name the table and the standard."""
        own = self.standard == self.provenance.source
        against = f" against {'its own schema' if own else self.standard}" if self.standard else ""
        return f"Quality of {self.provenance.name}{against}"

    @property
    def worst(self) -> Severity | None:
        """The worst severity found, or None when nothing was."""
        return min((f.severity for f in self.findings), key=SEVERITIES.index, default=None)

    @property
    def verdict(self) -> str:
        """One sentence on whether the data is fit for the stated use, as far as it was checked."""
        if not self.use:
            return NO_USE
        counts = Counter(finding.severity for finding in self.findings)
        serious = counts["critical"] + counts["error"]
        if not self.rows_kept:
            return f"Not fit for “{self.use}”: there are no records."
        if serious:
            return f"Not yet fit for “{self.use}”: {_number(serious, 'kind')} of error to mend first."
        if counts["warning"]:
            return f"Fit for “{self.use}” with care: {_number(counts['warning'], 'warning')} to read first."
        return f"Fit for “{self.use}”, as far as it was checked."

    @property
    def dimensions(self) -> tuple[Assessment, ...]:
        """The six dimensions of the Government Data Quality Framework, each with its evidence."""
        return tuple(_assess(dimension, self) for dimension in DIMENSIONS)

    def summary(self) -> tuple[str, ...]:
        """Verdict, rows, and the worst findings."""
        lines = [self.title, self.verdict, self.accounting]
        for c in self.coverage:
            lines.append(f"{c.column}: {len(c.present)} of {len(c.expected)} expected {c.axis}s are there")
        lines += [
            f"  {f.severity:<8} {f.column or '(row)'}: {f.check}, {_number(f.count, 'row')}, first {f.rows[0]}"
            for f in self.findings[:12]
            if f.rows
        ]
        if len(self.findings) > 12:
            lines.append(f"  … and {len(self.findings) - 12} more; see .to_frame()")
        lines.append(
            f"{_number(len(self.repairs), 'repair')} made; {_number(len(self.not_checked), 'thing')} not checked"
        )
        return tuple(lines)

    @property
    def accounting(self) -> str:
        """Where every row went, in one line."""
        return (
            f"{_number(self.rows_read, 'row')} read = {self.rows_kept:,} kept + "
            f"{self.rows_rejected:,} rejected + {self.rows_blank:,} blank"
        )

    @property
    def tallies(self) -> tuple[int, ...]:
        """Rows read, kept, rejected and blank; columns' errors and warnings; repairs."""
        counts = Counter(finding.severity for finding in self.findings)
        rows = (self.rows_read, self.rows_kept, self.rows_rejected, self.rows_blank)
        return (*rows, counts["critical"] + counts["error"], counts["warning"], len(self.repairs))

    def blocks(self) -> tuple[Block, ...]:
        """The report as a page a data owner can read."""
        from .report import report_blocks

        return report_blocks(self)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        from .report import as_json

        return {
            "schema": "ndl/quality-report/1",
            "title": self.title,
            "verdict": self.verdict,
            **as_json(self),
            "dimensions": [asdict(assessment) for assessment in self.dimensions],
            "provenance": self.provenance.to_dict(),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a finding, worst first; ``rows`` is text such as ``"2, 5, 9"``."""
        import pandas as pd

        names = list(Finding.__dataclass_fields__)
        records = [{**asdict(f), "rows": ", ".join(str(row) for row in f.rows)} for f in self.findings]
        return pd.DataFrame(records, columns=names)

    def repairs_frame(self) -> pd.DataFrame:
        """One row a repair, in the order they were made."""
        import pandas as pd

        return pd.DataFrame([asdict(r) for r in self.repairs], columns=list(Repair.__dataclass_fields__))

    def rejected_frame(self) -> pd.DataFrame:
        """One row a rejected row: its number, why, and its cells joined by a bar."""
        import pandas as pd

        records = [(r.row, r.reason, " | ".join(r.cells)) for r in self.rejected]
        return pd.DataFrame(records, columns=["row", "reason", "cells"])


@dataclass(frozen=True)
class Refused:
    """A file that could not be checked, and why, in one line."""

    source: str
    why: str


@dataclass(frozen=True, repr=False)
class QualityReports(Result):
    """What was found when several tables were checked against one standard.

    Attributes
    ----------
    standard
        Name of the standard, "" when there was none.
    reports
        One for each table that could be read, in the order they were named.
    refused
        The others, each with its reason.
    """

    standard: str
    reports: tuple[QualityReport, ...]
    refused: tuple[Refused, ...]

    @property
    def title(self) -> str:
        """Say how many tables."""
        against = f" against {self.standard}" if self.standard else ""
        return f"Quality of {_number(len(self.reports) + len(self.refused), 'file')}{against}"

    @property
    def worst(self) -> Severity | None:
        """The worst severity found in any; a refused file is ``critical``."""
        found: list[Severity] = ["critical"] if self.refused else []
        found += [report.worst for report in self.reports if report.worst]
        return min(found, key=SEVERITIES.index, default=None)

    def summary(self) -> tuple[str, ...]:
        """Totals only: one line a file would be too many for a notebook."""
        total = Counter[str]()
        for report in self.reports:
            total.update(
                read=report.rows_read, kept=report.rows_kept, rejected=report.rows_rejected,
                blank=report.rows_blank, repairs=len(report.repairs),
            )  # fmt: skip
        kinds = Counter(f.check for report in self.reports for f in report.findings)
        return (
            self.title,
            f"{_number(len(self.reports), 'file')} checked, {len(self.refused):,} refused",
            f"{_number(total['read'], 'row')} read = {total['kept']:,} kept + {total['rejected']:,} rejected "
            f"+ {total['blank']:,} blank",
            f"{_number(total['repairs'], 'repair')} made",
            *(f"  {check}: in {_number(count, 'column')}" for check, count in kinds.most_common(10)),
            *(f"  refused {refused.source}: {refused.why}" for refused in self.refused[:4]),
        )

    def blocks(self) -> tuple[Block, ...]:
        """A summary of all, then each file folded away."""
        from .report import reports_blocks

        return reports_blocks(self)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {
            "schema": "ndl/quality-reports/1",
            "title": self.title,
            "standard": self.standard,
            "reports": [report.to_dict() for report in self.reports],
            "refused": [asdict(refused) for refused in self.refused],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a file: where its rows went, findings by severity, repairs, or why it was refused."""
        import pandas as pd

        numbers = ["rows_read", "rows_kept", "rows_rejected", "rows_blank", "errors", "warnings", "repairs"]
        checked = [(report.provenance.source, *report.tallies, "") for report in self.reports]
        refused = [(refused.source, *[None] * len(numbers), refused.why) for refused in self.refused]
        frame = pd.DataFrame([*checked, *refused], columns=["file", *numbers, "refused"])
        return frame.astype(dict.fromkeys(numbers, "Int64"))

    def findings_frame(self) -> pd.DataFrame:
        """One row a finding, with the file it is in."""
        import pandas as pd

        frames = [report.to_frame().assign(file=report.provenance.source) for report in self.reports]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["file"])


def _assess(dimension: Dimension, report: QualityReport) -> Assessment:
    """Say what is known of a dimension. What cannot be read from a file is *not assessed*, never good."""
    found = [f for f in report.findings if f.dimension == dimension]
    problems = sum(f.count for f in found if f.severity in ("critical", "error", "warning"))
    said = f"{_number(problems, 'value')} found wanting by {_number(len(found), 'check')}" if found else "nothing found"
    if dimension == "completeness":
        required = [c for c in report.columns if c.required] or list(report.columns)
        cells = len(required) * report.rows_kept
        share = f"{sum(c.filled for c in required) / cells:.1%} of cells" if cells else "no cells"
        of = "required columns" if any(c.required for c in report.columns) else "all columns"
        return Assessment(dimension, "assessed", f"{share} filled in {of}; {said}")
    if dimension == "timeliness":
        return Assessment(dimension, "not assessed", "when the data should have been published was not given")
    if dimension == "accuracy":
        impossible = f"; {_number(problems, 'value')} cannot be true" if problems else ""
        return Assessment(dimension, "not assessed", f"there was nothing to compare the values with{impossible}")
    if not report.standard and dimension != "uniqueness":
        return Assessment(dimension, "partly assessed", f"no standard was given; {said}")
    return Assessment(dimension, "assessed", said)


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
