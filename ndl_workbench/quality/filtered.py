"""Some of a report's findings: those of a severity, a dimension or a column, or in which some words stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .accepted import holds, said_of
from .findings import DIMENSIONS, SEVERITIES, Finding

if TYPE_CHECKING:
    from .results import QualityReport


@dataclass(frozen=True)
class Filter:
    """What to look for among findings. What is "" is not asked.

    Attributes
    ----------
    severity, dimension, column
        Those of the finding.
    text
        Words that all stand somewhere in the finding, in its acceptance or its example, in capitals or not.
    hide_accepted
        Leave out findings that are accepted; one whose acceptance has lapsed is not.
    """

    severity: str = ""
    dimension: str = ""
    column: str = ""
    text: str = ""
    hide_accepted: bool = False


def filtered(report: QualityReport, wanted: Filter) -> tuple[Finding, ...]:
    """Return the findings that are wanted, worst first as in the report."""
    return tuple(finding for finding in report.findings if _is_wanted(finding, report, wanted))


def choices(report: QualityReport) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the severities, dimensions and columns that have findings, each in the order of its kind."""
    severities = {finding.severity for finding in report.findings}
    dimensions = {finding.dimension for finding in report.findings}
    columns = dict.fromkeys(finding.column for finding in report.findings if finding.column)
    return (
        tuple(severity for severity in SEVERITIES if severity in severities),
        tuple(dimension for dimension in DIMENSIONS if dimension in dimensions),
        tuple(sorted(columns, key=str.casefold)),
    )


def _is_wanted(finding: Finding, report: QualityReport, wanted: Filter) -> bool:
    if wanted.severity and finding.severity != wanted.severity:
        return False
    if wanted.dimension and finding.dimension != wanted.dimension:
        return False
    if wanted.column and finding.column != wanted.column:
        return False
    if wanted.hide_accepted and holds(finding, report.accepted):
        return False
    words = wanted.text.casefold().split()
    return not words or _stand_in(words, finding, report)


def _stand_in(words: list[str], finding: Finding, report: QualityReport) -> bool:
    said = (
        finding.check, finding.column, finding.observed, finding.message, finding.expected, finding.fix,
        said_of(finding, report.accepted),
    )  # fmt: skip
    text = "\n".join(said).casefold()
    return all(word in text for word in words)
