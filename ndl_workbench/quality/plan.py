"""An editable plan for mending what a check found, in seven steps.

The steps are those of *Data quality action plan: implementation guide* (GOV.UK, 11 November 2025). How much of the
guide and of its *Data quality issues framework* was read, every plan says of itself.
"""

from __future__ import annotations

import io
import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..display import Badge, Block, Code, Facts, Heading, Notice, Result, Table, Text
from ..display.blocks import Tone
from ..loading.provenance import MADE_HERE, SYNTHETIC, Provenance
from .issues import PRIORITIES, RULE, Importance, Issue, Priority, issues_of
from .standard import Source, names
from .verdict import number

if TYPE_CHECKING:
    import pandas as pd

    from .results import QualityReport

TONES: dict[Priority, Tone] = {"high": "bad", "medium": "warn", "low": "info"}
_PUBLICATION = "https://www.gov.uk/government/publications/implementing-a-data-quality-action-plan"
GUIDE = Source(
    title="Data quality action plan: implementation guide (GOV.UK, 11 November 2025)",
    url=f"{_PUBLICATION}/data-quality-action-plan-implementation-guide",
)
FRAMEWORK = Source(
    title="Data quality issues framework (GOV.UK, 11 November 2025)",
    url=f"{_PUBLICATION}/data-quality-issues-framework",
)
UNVERIFIED = (
    "Read on GOV.UK: that a plan is made for each data asset that holds critical data; that there are seven steps; the "
    "names of steps 3, 4 and 5; that step 6 communicates results; that an issue is a performance below its target; and "
    "that the purpose of a rule has an importance, from low upwards. Unverified: the names of steps 1, 2, 6 and 7, "
    "which are as others quote them; the categories of importance above low; and how importance and performance "
    "become a priority. Others cite an edition of 16 April 2026, which was not read. Compare with the guide."
)
ORDER = (
    "Steps 4 to 6 can be taken in any order. What matters is a record of what was done, results that are reported, "
    "and a decision on how the data is watched from then on."
)
TO_FILL_IN = "to fill in"
MOST_ROWS = 200


@dataclass(frozen=True)
class Step:
    """One step of the guide, and whether its name was read on GOV.UK."""

    number: int
    name: str
    verified: bool

    @property
    def heading(self) -> str:
        """The number and the name, and whether the name is sure."""
        return f"{self.number}. {self.name}" + ("" if self.verified else " (name unverified)")


STEPS: tuple[Step, ...] = (
    Step(1, "Identify critical data", verified=False),
    Step(2, "Identify data quality rules", verified=False),
    Step(3, "Assess current data quality", verified=True),
    Step(4, "Prioritise improvements and set goals", verified=True),
    Step(5, "Identify root cause and take action", verified=True),
    Step(6, "Report on data quality", verified=False),
    Step(7, "Repeat / measure over time", verified=False),
)


@dataclass(frozen=True, repr=False)
class ActionPlan(Result):
    """A plan in seven steps, to be edited by the people who hold the data.

    Attributes
    ----------
    issues
        One for each finding, most urgent first.
    prompts
        For each step, what the guide asks and what is known of it; "" is left for the reader to fill in.
    command
        What to run to check again, "" when it cannot be told.
    verdict
        The report's own.
    provenance
        Where the table came from.
    """

    issues: tuple[Issue, ...]
    prompts: tuple[tuple[tuple[str, str], ...], ...]
    command: str
    verdict: str
    provenance: Provenance

    @property
    def title(self) -> str:
        """Name the table."""
        return f"Data quality action plan for {self.provenance.name}"

    def summary(self) -> tuple[str, ...]:
        """Verdict, how many issues of which priority, and the most urgent."""
        count = Counter(issue.priority for issue in self.issues)
        said = ", ".join(f"{count[priority]:,} {priority}" for priority in PRIORITIES)
        more = len(self.issues) - 12
        return (
            self.title,
            self.verdict,
            f"{number(len(self.issues), 'issue')} by priority: {said}",
            *(f"  {i.priority:<6} {i.label}: {i.performance}" for i in self.issues[:12]),
            *((f"  … and {more:,} more; see .to_frame()",) if more > 0 else ()),
            "Owners, deadlines and root causes are left to fill in: save('plan.xlsx') or save('plan.md')",
        )

    def blocks(self) -> tuple[Block, ...]:
        """The plan step by step."""
        return (
            *((Notice(SYNTHETIC),) if self.provenance.synthetic else ()),
            Notice(self.verdict, "plain"),
            Text("A blank cell, and whatever says “to fill in”, is for the people who hold the data."),
            Text(ORDER),
            Text(UNVERIFIED),
            *(block for step in STEPS for block in self._step(step)),
            Heading("Where this comes from"),
            Facts(((GUIDE.title, GUIDE.url), (FRAMEWORK.title, FRAMEWORK.url))),
            *self.provenance.blocks(),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {
            "schema": "ndl/action-plan/2",
            "title": self.title,
            "verdict": self.verdict,
            "priority_rule": RULE,
            "unverified": UNVERIFIED,
            "sources": [GUIDE.model_dump(), FRAMEWORK.model_dump()],
            "steps": [
                {**asdict(step), "prompts": [{"asks": asks, "answer": answer} for asks, answer in prompts]}
                for step, prompts in zip(STEPS, self.prompts, strict=True)
            ],
            "issues": [asdict(issue) for issue in self.issues],
            "command": self.command,
            "provenance": self.provenance.to_dict(),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row an issue, most urgent first; the columns that are for the reader to fill in are last and blank."""
        import pandas as pd

        return pd.DataFrame([asdict(issue) for issue in self.issues], columns=list(Issue.__dataclass_fields__))

    def save(self, path: str | Path) -> Path:
        """Save as ``Result.save`` does; an .xlsx has the seven steps on one sheet and the issues on another.

        Raises
        ------
        InputError
            The suffix is not .html, .json, .csv, .xlsx or .md.
        CannotWrite
            The folder does not exist or cannot be written to.
        """
        from ..display.save import write_whole

        target = Path(path)
        return write_whole(target, _workbook(self)) if target.suffix.lower() == ".xlsx" else super().save(target)

    def _step(self, step: Step) -> Iterator[Block]:
        yield Heading(step.heading)
        yield Facts(tuple((asks, answer or TO_FILL_IN) for asks, answer in self.prompts[step.number - 1]))
        if self.issues and step.number in _TABLES:
            yield _table(self.issues, *_TABLES[step.number])
        if step.number == 7 and self.command:
            yield Text("To check again:")
            yield Code(self.command)


def action_plan(report: QualityReport, importance: Importance | None = None) -> ActionPlan:
    """Turn a report into a plan: each finding becomes an issue with a measurement, a target and a priority.

    Parameters
    ----------
    report
        As ``check`` returns it. Its use becomes the purpose; without one, that is left to fill in.
    importance
        How important that purpose is, ``low``, ``medium`` or ``high``: for all of the data, or for each column.

    Returns
    -------
    ActionPlan
        ``save("plan.md")`` and ``save("plan.xlsx")`` can be edited. ``RULE`` says how a priority is come by.

    Raises
    ------
    InputError, NotFound
        An importance is none of the three, or is given to a column that is not there.
    """
    return ActionPlan(
        issues=issues_of(report, importance),
        prompts=tuple(_prompts(report, importance)),
        command=_command(report),
        verdict=report.verdict,
        provenance=report.provenance,
    )


def _prompts(report: QualityReport, importance: Importance | None) -> Iterator[tuple[tuple[str, str], ...]]:
    """Say for each step what is asked for, and what the report knows of it."""
    source = report.standard_source
    written_from = f"{source.title}, {source.url}" if source else ""
    yield (
        ("Data asset", report.provenance.source),
        ("Data owner", ""),
        ("Purpose of the data", report.use),
        ("Importance of that purpose to you or the wider public sector", _said(importance)),
        ("Critical data items (offered: what the standard requires)", _listed(report)),
        ("Suspected issues that no rule finds", ""),
    )
    yield (
        ("Standard", report.standard),
        ("Written from", written_from),
        ("Checks that ran", ", ".join(report.checks_run)),
        ("Targets", "No row breaks a rule of the standard" if report.standard else ""),
        ("Performance bands (which figures are good, tolerable and bad)", ""),
    )
    yield (("Rows", report.accounting), ("Verdict", report.verdict), ("Not checked", "; ".join(report.not_checked)))
    yield (
        ("How a priority was come by", RULE),
        ("What is worth the effort", ""),
        ("Goals, and by when", ""),
    )
    yield (
        ("Who leads on putting this right", ""),
        ("Ways to put it right that were weighed", ""),
        ("What was done, and when", ""),
    )
    yield (("Who needs to know", ""), ("What they are told now", report.verdict), ("How and when they are told", ""))
    yield (
        ("How often to check again", ""),
        ("Date of the next check", ""),
        ("Who looks at the result", ""),
        ("How users can say what they found", ""),
    )


def _said(importance: Importance | None) -> str:
    if isinstance(importance, str):
        return importance
    return "; ".join(f"{name}: {value}" for name, value in (importance or {}).items())


def _listed(report: QualityReport) -> str:
    absent = [finding.column for finding in report.findings if finding.check == "missing column"]
    return ", ".join([*(c.column for c in report.columns if c.required), *(f"{name} (not there)" for name in absent)])


def _command(report: QualityReport) -> str:
    """Write the command that checks again; none where the table or the standard has no name to call it by."""
    origin, own = report.provenance, report.standard == report.provenance.source
    if origin.derived or origin.source == MADE_HERE.source or (report.standard not in (*names(), "") and not own):
        return ""
    standard = () if own or not report.standard else ("--standard", report.standard)
    return shlex.join(("ndl", "check", origin.source, *standard, *(("--use", report.use) if report.use else ())))


# For each step with a table: its caption, and its columns with the field each shows.
_TABLES: dict[int, tuple[str, tuple[tuple[str, str], ...]]] = {
    2: (
        "The rule behind each issue",
        (("Issue", "label"), ("Requirement", "requirement"), ("Aspect", "aspect"),
         ("Measurement", "measurement"), ("Metric", "metric"), ("Target", "target")),
    ),
    3: (
        "An issue is a performance below its target; where no target is given, set one",
        (("Issue", "label"), ("Metric", "metric"), ("Performance", "performance"), ("Target", "target")),
    ),
    4: (
        "Issues by priority, most urgent first",
        (("Issue", "label"), ("Priority", "priority"),
         ("Why (points)", "why"), ("Purpose", "purpose"), ("Importance", "importance")),
    ),
    5: (
        "What to do about each issue",
        (("Issue", "label"), ("Action", "action"),
         ("Root cause", "root_cause"), ("Owner", "owner"), ("Deadline", "deadline")),
    ),
}  # fmt: skip


def _table(issues: tuple[Issue, ...], caption: str, columns: tuple[tuple[str, str], ...]) -> Table:
    rows = tuple(tuple(_cell(issue, field) for _, field in columns) for issue in issues[:MOST_ROWS])
    return Table(caption, tuple(name for name, _ in columns), rows, total=len(issues))


def _cell(issue: Issue, field: str) -> str | Badge:
    return Badge(issue.priority, TONES[issue.priority]) if field == "priority" else str(getattr(issue, field))


def _workbook(plan: ActionPlan) -> bytes:
    """Write the steps on one sheet and the issues on another; what is to be filled in is an empty cell."""
    from openpyxl import Workbook

    from .own_sheet import write_sheet

    steps: list[tuple[str | int, ...]] = [("Step", "What is asked", "Answer (blank: to fill in)")]
    for step, prompts in zip(STEPS, plan.prompts, strict=True):
        steps += [(step.heading, asks, answer) for asks, answer in prompts]
    steps += [(STEPS[-1].heading, "Command to check again", plan.command)] if plan.command else []
    steps += [("Sources", source.title, source.url) for source in (GUIDE, FRAMEWORK)]
    steps += [("Sources", "Order of the steps", ORDER), ("Sources", "What is unverified", UNVERIFIED)]
    heads = tuple(name.replace("_", " ").capitalize() for name in Issue.__dataclass_fields__)
    issues = [tuple(asdict(issue).values()) for issue in plan.issues]
    workbook = Workbook()
    workbook.active.title = "Plan"
    write_sheet(workbook.active, steps, (44, 52, 90), heads=(1,))
    sheet = workbook.create_sheet("Issues")
    widths = (9, 10, 34, 24, 24, 40, 14, 40, 40, 30, 9, 9, 14, 50, 16, 30, 20, 14)
    write_sheet(sheet, [heads, *issues], widths, heads=(1,))
    for each in (workbook.active, sheet):
        each.freeze_panes = "A2"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
