"""What a check found, as issues: a requirement that is not met, how that is measured, and how urgent it is.

What an issue says of itself (purpose, part of the data, requirement, aspect, measurement, metric) are the columns
of Table 1 of *Data quality issues framework* (GOV.UK, 11 November 2025), which also asks for a target and for the
importance of the purpose. How the framework turns these into a priority could not be read, so the rule here is
our own: it is simple, and every plan shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from .findings import ABOUT_COLUMNS, COPY_CHECK, MIXED_CHECK, Dimension, Finding, Severity
from .verdict import number

if TYPE_CHECKING:
    from .results import QualityReport

Priority = Literal["high", "medium", "low"]
PRIORITIES: tuple[Priority, ...] = ("high", "medium", "low")
POINTS: dict[Severity, int] = {"critical": 5, "error": 3, "warning": 2, "notice": 1, "info": 1, "debug": 1}
MANY = 0.05
HIGH, MEDIUM = 5, 3
RULE = (
    "Points for severity (critical 5, error 3, warning 2, anything else 1), one more when at least 5% of the rows "
    "fail, and one more when the standard requires the column. Five points or more are high, three or four are "
    "medium, fewer are low. This rule is the workbench's own, and only a start: change a priority if you know better."
)
TARGET = "100%"
# What is wrong in any table: no standard says how much of it is too much.
_NO_TARGET = frozenset({COPY_CHECK, MIXED_CHECK, "unknown column"})


@dataclass(frozen=True)
class Issue:
    """A rule the data does not meet, as the issues framework has it documented.

    Attributes
    ----------
    number
        From 1, most urgent first.
    priority, why
        What ``RULE`` comes to, and the points it is made of.
    purpose
        What the data is wanted for, "" when it was not said.
    part_of_data, requirement, aspect
        The column ("whole rows" when it is none), what its values must be, and the quality dimension.
    measurement, metric
        How many rows fail which check, and the percentage to follow over time.
    failing, of
        Rows that fail, and rows in all; 0 of 0 where the issue is not one of rows.
    target
        What the metric must reach by the standard, "" where none says.
    action
        What mends it.
    importance, root_cause, owner, deadline
        Always "": only the people who hold the data know them.
    """

    number: int
    priority: Priority
    why: str
    purpose: str
    part_of_data: str
    requirement: str
    aspect: Dimension
    measurement: str
    metric: str
    failing: int
    of: int
    target: str
    action: str
    importance: str = ""
    root_cause: str = ""
    owner: str = ""
    deadline: str = ""

    @property
    def label(self) -> str:
        """Its number and the part of the data."""
        return f"{self.number}. {self.part_of_data}"


def issues_of(report: QualityReport) -> tuple[Issue, ...]:
    """Turn each finding of a report into an issue, most urgent first."""
    required = {profile.column for profile in report.columns if profile.required}
    ordered = sorted((_issue(finding, report, required) for finding in report.findings), key=_urgency)
    return tuple(replace(issue, number=n) for n, issue in enumerate(ordered, start=1))


def _urgency(issue: Issue) -> tuple[int, float]:
    return PRIORITIES.index(issue.priority), -(issue.failing / issue.of if issue.of else 0)


def _issue(finding: Finding, report: QualityReport, required: set[str]) -> Issue:
    failing, of = _measured(finding, report)
    needed = finding.check == "missing column" or not required.isdisjoint((finding.column, *finding.column.split(", ")))
    points = dict(_points(finding, many=of > 0 and failing / of >= MANY, needed=needed))
    total = sum(points.values())
    part = finding.column or "whole rows"
    fails = f"{failing:,} of {number(of, 'row')} ({_percent(failing, of)})" if of else number(finding.count, "case")
    return Issue(
        number=0,
        priority="high" if total >= HIGH else "medium" if total >= MEDIUM else "low",
        why=f"{' + '.join(f'{what} {point}' for what, point in points.items())} = {total}",
        purpose=report.use,
        part_of_data=part,
        requirement=finding.expected,
        aspect=finding.dimension,
        measurement=f"{fails} found by “{finding.check}”",
        metric=_metric(finding, part),
        failing=failing,
        of=of,
        target=_target(finding, report),
        action=finding.fix,
    )


def _points(finding: Finding, *, many: bool, needed: bool) -> Iterator[tuple[str, int]]:
    yield finding.severity, POINTS[finding.severity]
    if many:
        yield "at least 5% of the rows", 1
    if needed:
        yield "required column", 1


def _measured(finding: Finding, report: QualityReport) -> tuple[int, int]:
    """Return the rows that fail and the rows in all. A column that is missing fails in every row."""
    if finding.check == "missing column":
        return report.rows_kept, report.rows_kept
    return (0, 0) if finding.check in ABOUT_COLUMNS else (finding.count, report.rows_kept)


def _metric(finding: Finding, part: str) -> str:
    if finding.check in ABOUT_COLUMNS - {"missing column"}:
        return f"Cases of “{finding.check}”"
    if finding.dimension == "completeness":
        return f"Percentage of rows with a value in {part}"
    return f"Percentage of rows without “{finding.check}”{f' in {part}' if finding.column else ''}"


def _target(finding: Finding, report: QualityReport) -> str:
    if not report.standard or finding.check in _NO_TARGET:
        return ""
    return "no case" if finding.check in ABOUT_COLUMNS - {"missing column"} else TARGET


def _percent(part: int, whole: int) -> str:
    """Write a share with one decimal, where 100% means all and 0% none."""
    said = f"{100 * part / whole:.1f}%"
    if 0 < part < whole and said in ("0.0%", "100.0%"):
        return "under 0.1%" if said == "0.0%" else "over 99.9%"
    return said
