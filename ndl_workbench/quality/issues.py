"""What a check found, as issues: a rule whose performance is below its target, and how urgent it is.

What an issue says of itself (purpose, part of the data, requirement, aspect, measurement, metric) are the columns
of Table 1 of *Data quality issues framework* (GOV.UK, 11 November 2025). There a rule has a target too, an issue is a
performance below it, and the purpose of the rule has an importance to the organisation or the wider public sector.
How importance and performance become a priority could not be read, so the rule here is our own: it is simple, and
every plan shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from ..errors import InputError, NotFound
from .findings import ABOUT_COLUMNS, COPY_CHECK, MIXED_CHECK, Dimension, Finding, Severity
from .verdict import number, percent

if TYPE_CHECKING:
    from .results import QualityReport

Priority = Literal["high", "medium", "low"]
PRIORITIES: tuple[Priority, ...] = ("high", "medium", "low")
# The framework's list begins with Low and could be read no further.
IMPORTANCE: dict[str, int] = {"low": -1, "medium": 0, "high": 1}
Importance: TypeAlias = "str | Mapping[str, str]"
WHOLE_ROWS = "whole rows"
POINTS: dict[Severity, int] = {"critical": 5, "error": 3, "warning": 2, "notice": 1, "info": 1, "debug": 1}
MANY = 0.05
HIGH, MEDIUM = 5, 3
RULE = (
    "Points for severity (critical 5, error 3, warning 2, anything else 1), one more when at least 5% of the rows "
    "fail, and one more when the standard requires the column. When you say how important the purpose is, high adds "
    "a point and low takes one off. Five points or more are high, three or four are medium, fewer are low. This rule "
    "is the workbench's own, and only a start: change a priority if you know better."
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
        What is tested of each row, and the figure to follow over time.
    performance
        What that figure is now.
    failing, of
        Rows that fail, and rows in all; 0 of 0 where the issue is not one of rows.
    target
        What the metric must reach by the standard, "" where none says.
    action
        What mends it.
    importance
        How important the purpose is for this part of the data, "" until somebody says.
    root_cause, owner, deadline
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
    performance: str
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


def issues_of(report: QualityReport, importance: Importance | None = None) -> tuple[Issue, ...]:
    """Turn each finding of a report into an issue, most urgent first.

    Parameters
    ----------
    report
        What a check found.
    importance
        How important the purpose is: ``low``, ``medium`` or ``high`` for all of the data, or one for each column
        that is named, as published or as the standard calls it.

    Raises
    ------
    InputError
        An importance is none of the three.
    NotFound
        No column has that name.
    """
    said = _importances(report, importance)
    required = {profile.column for profile in report.columns if profile.required}
    ordered = sorted((_issue(finding, report, required, said) for finding in report.findings), key=_urgency)
    return tuple(replace(issue, number=n) for n, issue in enumerate(ordered, start=1))


def _importances(report: QualityReport, importance: Importance | None) -> dict[str, str]:
    """Return the importance of each part of the data that has one, under every name that the part goes by."""
    known = {c.field: c.column for c in report.columns if c.field} | {f.column: f.column for f in report.findings}
    known |= {c.column: c.column for c in report.columns} | {WHOLE_ROWS: ""}
    known.pop("", None)
    given = dict.fromkeys(known, importance) if isinstance(importance, str) else dict(importance or {})
    said: dict[str, str] = {}
    for name, value in given.items():
        if value.casefold() not in IMPORTANCE:
            raise InputError(
                found=f"the importance {value!r:.40}",
                expected=f"one of {', '.join(IMPORTANCE)}",
                done="no plan was made",
                next="use one of them, or leave it out and fill it in by hand",
            )
        if name not in known:
            raise NotFound(
                found=f"an importance for {name!r:.80}, which is no column of {report.provenance.name}",
                expected=f"one of {', '.join(list(known)[:20])}",
                done="no plan was made",
                next="name the column as it is published or as the standard calls it",
            )
        said[known[name]] = value.casefold()
    return said


def _importance_of(column: str, said: Mapping[str, str]) -> str:
    """Return what was said of a column; of several together, the highest."""
    every = [said[part] for part in (column, *column.split(", ")) if part in said]
    return max(every, key=lambda value: IMPORTANCE[value], default="")


def _urgency(issue: Issue) -> tuple[int, float]:
    return PRIORITIES.index(issue.priority), -(issue.failing / issue.of if issue.of else 0)


def _issue(finding: Finding, report: QualityReport, required: set[str], said: Mapping[str, str]) -> Issue:
    failing, of = _measured(finding, report)
    importance = _importance_of(finding.column, said)
    needed = finding.check == "missing column" or not required.isdisjoint((finding.column, *finding.column.split(", ")))
    points = dict(_points(finding, many=of > 0 and failing / of >= MANY, needed=needed, importance=importance))
    total = sum(points.values())
    part = finding.column or WHOLE_ROWS
    return Issue(
        number=0,
        priority="high" if total >= HIGH else "medium" if total >= MEDIUM else "low",
        why=f"{' + '.join(f'{what} {point}' for what, point in points.items())} = {total}",
        purpose=report.use,
        part_of_data=part,
        requirement=finding.expected,
        aspect=finding.dimension,
        measurement=f"The check “{finding.check}” finds no {'row' if of else 'case'}",
        metric=_metric(finding, part),
        performance=(
            f"{percent(of - failing, of)} ({failing:,} of {number(of, 'row')} fail)"
            if of
            else number(finding.count, "case")
        ),
        failing=failing,
        of=of,
        target=_target(finding, report),
        action=finding.fix,
        importance=importance,
    )


def _points(finding: Finding, *, many: bool, needed: bool, importance: str) -> Iterator[tuple[str, int]]:
    yield finding.severity, POINTS[finding.severity]
    if many:
        yield "at least 5% of the rows", 1
    if needed:
        yield "required column", 1
    if IMPORTANCE.get(importance):
        yield f"importance {importance}", IMPORTANCE[importance]


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
