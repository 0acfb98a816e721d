"""What a check hands back: for one table, and for many."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ..display import Block, Result
from ..loading.provenance import Provenance
from ..loading.tables.table import Rejected
from .accepted import Acceptance, as_dicts, said_briefly, said_of
from .accepting import Accepting
from .coverage import Coverage
from .evidence import Evidence, not_held
from .findings import ABOUT_COLUMNS, DIMENSIONS, SEVERITIES, Finding, Severity
from .repair import Repair
from .standard import Source
from .verdict import JUDGEMENTS, Assessment, Judgement, assess, judge, number

if TYPE_CHECKING:
    import pandas as pd

    from .drift import Change


@dataclass(frozen=True)
class ColumnProfile:
    """What one column holds.

    Attributes
    ----------
    column, field, confidence
        Its name as published, the field it feeds ("" if none), and how sure that is (0 to 1).
    required
        Whether the standard requires it.
    filled
        Cells with a value of their own after repair. A value taken from another column does not count.
    """

    column: str
    field: str
    confidence: float
    required: bool
    filled: int


@dataclass(frozen=True)
class Reference:
    """A table that a checked one was compared with, believed to be right, and what came of it.

    Attributes
    ----------
    provenance
        Where the reference came from.
    key, why
        Columns, as published, that say which row is which, and why they were taken.
    rows, matched
        Rows of the reference, and how many of them were found in the table.
    compared, agree
        Cells filled in both tables, in matched rows and outside the key, and how many of them say the same.
    differences
        The others: ``row_a`` and ``before`` are the table's, ``row_b`` and ``after`` the reference's.
    """

    provenance: Provenance
    key: tuple[str, ...]
    why: str
    rows: int
    matched: int
    compared: int
    agree: int
    differences: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        plain = {name: getattr(self, name) for name in ("why", "rows", "matched", "compared", "agree")}
        lists = {"key": list(self.key), "differences": [change._asdict() for change in self.differences]}
        return {"provenance": self.provenance.to_dict(), **plain, **lists}


@dataclass(frozen=True, repr=False)
class QualityReport(Accepting, Result):
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
    checks_run
        Checks that had something to look at; one that is not here found nothing because it never ran.
    repairs_not_listed
        Repairs of a large table beyond those in ``repairs``; ``repairs_frame()`` has them all.
    reference
        What the table was compared with; None when there was no reference, or no row of it could be matched.
    evidence
        Where ``failing`` gets its rows; it is no part of what the report says, and is not saved with it.
    accepted
        Findings that somebody has accepted, with a reason. They stay among the findings.
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
    checks_run: tuple[str, ...] = ()
    repairs_not_listed: int = 0
    reference: Reference | None = None
    evidence: Evidence | None = field(default=None, compare=False)
    accepted: tuple[Acceptance, ...] = ()

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
        return judge(self)[1]

    @property
    def judgement(self) -> Judgement:
        """The verdict in a word or two: fit, with care, not fit, or no verdict."""
        return judge(self)[0]

    @property
    def dimensions(self) -> tuple[Assessment, ...]:
        """The six dimensions of the Government Data Quality Framework, each with its evidence."""
        return tuple(assess(dimension, self) for dimension in DIMENSIONS)

    def summary(self) -> tuple[str, ...]:
        """Verdict, rows, and the worst findings."""
        lines = [self.title, self.verdict, self.accounting]
        for c in self.coverage:
            lines.append(f"{c.column}: {len(c.present)} of {len(c.expected)} expected {c.axis}s are there")
        lines += [
            f"  {f.severity:<8} {f.column or '(row)'}: {f.check}{_where(f)}{said_briefly(f, self.accepted)}"
            for f in self.findings[:12]
            if f.rows
        ]
        if len(self.findings) > 12:
            lines.append(f"  … and {len(self.findings) - 12} more; see .to_frame()")
        lines.append(
            f"{number(self.repairs_made, 'repair')} made; {number(len(self.not_checked), 'thing')} not checked"
        )
        return tuple(lines)

    @property
    def accounting(self) -> str:
        """Where every row went, in one line."""
        return (
            f"{number(self.rows_read, 'row')} read = {self.rows_kept:,} kept + "
            f"{self.rows_rejected:,} rejected + {self.rows_blank:,} blank"
        )

    @property
    def tallies(self) -> tuple[int, ...]:
        """Rows read, kept, rejected and blank; columns' errors and warnings; repairs."""
        counts = Counter(finding.severity for finding in self.findings)
        rows = (self.rows_read, self.rows_kept, self.rows_rejected, self.rows_blank)
        return (*rows, counts["critical"] + counts["error"], counts["warning"], self.repairs_made)

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
            "accepted": as_dicts(self),
            "dimensions": [asdict(assessment) for assessment in self.dimensions],
            "provenance": self.provenance.to_dict(),
        }

    def failing(self, finding: Finding) -> pd.DataFrame:
        """Every row a finding was made in, where the finding itself names the first ten.

        Parameters
        ----------
        finding
            One of ``findings``.

        Returns
        -------
        pandas.DataFrame
            The rows as published: columns of ``str`` and an index, ``row``, that counts as a spreadsheet does.
            Empty for a finding about a column as such, which is wrong in no row.

        Raises
        ------
        InputError
            The finding is not one of this report, or the report does not hold its table (one that was unpickled).
        """
        if finding not in self.findings or self.evidence is None:
            raise not_held("a report without its table" if finding in self.findings else f"{finding!r:.80}")
        return self.evidence.failing(finding)

    def to_frame(self) -> pd.DataFrame:
        """One row a finding, worst first; its rows and keys have commas between; ``accepted`` says by whom and why."""
        import pandas as pd

        names = [*Finding.__dataclass_fields__, "accepted"]
        records = [
            {**asdict(f), "rows": ", ".join(map(str, f.rows)), "keys": ", ".join(f.keys),
             "accepted": said_of(f, self.accepted)}
            for f in self.findings
        ]  # fmt: skip
        return pd.DataFrame(records, columns=names)

    @property
    def repairs_made(self) -> int:
        """How many repairs there are in all."""
        return len(self.repairs) + self.repairs_not_listed

    def repairs_frame(self) -> pd.DataFrame:
        """One row a repair, in the order they were made; all of them, also those the report does not list.

        Raises
        ------
        InputError
            There are some it does not list, and it does not hold its table (one that was unpickled).
        """
        import pandas as pd

        if self.repairs_not_listed and self.evidence is None:
            raise not_held("a report without its table")
        more = self.evidence.more_repairs() if self.evidence else ()
        return pd.DataFrame([asdict(r) for r in (*self.repairs, *more)], columns=list(Repair.__dataclass_fields__))

    def differences_frame(self) -> pd.DataFrame:
        """One row a cell that differs from the reference: its row and value here, and those of the reference."""
        import pandas as pd

        columns = ["row", "reference_row", "key", "column", "value", "reference", "kind", "matched_by"]
        return pd.DataFrame([*(self.reference.differences if self.reference else ())], columns=columns)

    def rejected_frame(self) -> pd.DataFrame:
        """One row a rejected row: its number, why, and its cells joined by a bar."""
        import pandas as pd

        records = [(r.row, r.reason, " | ".join(r.cells)) for r in self.rejected]
        return pd.DataFrame(records, columns=["row", "reason", "cells"])


@dataclass(frozen=True)
class Refused:
    """A file that could not be checked, why, in one line, and the exit status that says so (2 or 3)."""

    source: str
    why: str
    exit_status: int = 2


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
        return f"Quality of {number(len(self.reports) + len(self.refused), 'file')}{against}"

    @property
    def worst(self) -> Severity | None:
        """The worst severity found in any; a refused file is ``critical``."""
        found: list[Severity] = ["critical"] if self.refused else []
        found += [report.worst for report in self.reports if report.worst]
        return min(found, key=SEVERITIES.index, default=None)

    @property
    def fitness(self) -> str:
        """How many tables are fit for the use, with care, and not fit; "" when no use was stated."""
        uses = {report.use for report in self.reports if report.use}
        if not uses:
            return ""
        count = Counter(report.judgement for report in self.reports)
        said = ", ".join(f"{count[j]:,} {j}" for j in JUDGEMENTS if count[j] or j != "no verdict")
        return f"For {' and '.join(f'“{use}”' for use in sorted(uses))}: {said}"

    def summary(self) -> tuple[str, ...]:
        """Totals only: one line a file would be too many for a notebook."""
        total = Counter[str]()
        for report in self.reports:
            total.update(
                read=report.rows_read, kept=report.rows_kept, rejected=report.rows_rejected,
                blank=report.rows_blank, repairs=report.repairs_made,
            )  # fmt: skip
        kinds = Counter(f.check for report in self.reports for f in report.findings)
        return (
            self.title,
            f"{number(len(self.reports), 'file')} checked, {len(self.refused):,} refused",
            f"{number(total['read'], 'row')} read = {total['kept']:,} kept + {total['rejected']:,} rejected "
            f"+ {total['blank']:,} blank",
            f"{number(total['repairs'], 'repair')} made",
            *((self.fitness,) if self.fitness else ()),
            *(f"  {check}: in {number(count, 'column')}" for check, count in kinds.most_common(10)),
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


def _where(finding: Finding) -> str:
    """Say in how many rows and where first; a column that is missing or unknown is wrong in no row."""
    return "" if finding.check in ABOUT_COLUMNS else f", {number(finding.count, 'row')}, first {finding.rows[0]}"
