"""What looking through a course comes back with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from ...display import Badge, Block, Heading, Result, Table, Text

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning"]
_LISTED = 8


@dataclass(frozen=True)
class Finding:
    """Something in a course's source that should be otherwise.

    Attributes
    ----------
    course, unit, cell
        Where; a cell is named by its role and question, or by its number. "" where it is about the whole.
    rule
        The rule's name.
    severity
        An ``error`` must be mended; a ``warning`` is for the author to weigh.
    what, why, do
        What is wrong, why it matters, and what to do.
    """

    course: str
    unit: str
    cell: str
    rule: str
    severity: Severity
    what: str
    why: str
    do: str

    @property
    def place(self) -> str:
        """Where, on one line."""
        return " ".join(part for part in (self.course, self.unit, self.cell) if part)


@dataclass(frozen=True, repr=False)
class LintReport(Result):
    """What was found in one or more courses, by how many rules."""

    courses: tuple[str, ...]
    findings: tuple[Finding, ...]
    rules: int

    @property
    def title(self) -> str:
        """Name the courses."""
        return f"Source of {', '.join(self.courses) or 'no course'}"

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be mended."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is for the author to weigh."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    def summary(self) -> tuple[str, ...]:
        """Counts, and the first findings, errors first."""
        ordered = (*self.errors, *self.warnings)
        lines = [
            self.title,
            f"{len(self.errors)} errors, {len(self.warnings)} warnings; {self.rules} rules were looked at",
        ]
        for finding in ordered[:_LISTED]:
            lines += [f"  {finding.severity}: {finding.place} ({finding.rule}): {finding.what}", f"    {finding.do}"]
        if len(ordered) > _LISTED:
            lines.append(f"  … and {len(ordered) - _LISTED} more; see --format html")
        return tuple(lines)

    def blocks(self) -> tuple[Block, ...]:
        """The findings as a page, errors first."""
        if not self.findings:
            return (Text(f"Nothing was found by {self.rules} rules."),)
        rows = tuple(
            (
                finding.place,
                Badge(finding.severity, "bad" if finding.severity == "error" else "warn"),
                finding.what,
                finding.why,
                finding.do,
                finding.rule,
            )
            for finding in (*self.errors, *self.warnings)
        )
        return (
            Text(f"{self.summary()[1]}."),
            Heading("What was found"),
            Table("Findings", ("Where", "Severity", "What", "Why it matters", "What to do", "Rule"), rows),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {
            "schema": "ndl/lint/1",
            "courses": list(self.courses),
            "rules": self.rules,
            "findings": [asdict(finding) for finding in self.findings],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a finding."""
        import pandas as pd

        return pd.DataFrame([asdict(finding) for finding in self.findings], columns=list(Finding.__dataclass_fields__))


@dataclass(frozen=True, repr=False)
class RuleList(Result):
    """Every rule, with why it matters and what to do: the documentation, made from the rules themselves."""

    rules: tuple[tuple[str, str, str, str, str], ...]

    @property
    def title(self) -> str:
        """Say what it is."""
        return "Rules for the source of a course"

    def summary(self) -> tuple[str, ...]:
        """One rule a line."""
        return (self.title, *(f"  {severity:<7} {name:<22} {what}" for name, severity, what, _, _ in self.rules))

    def blocks(self) -> tuple[Block, ...]:
        """The rules as a table."""
        return (Table("Rules", ("Rule", "Severity", "What", "Why it matters", "What to do"), self.rules),)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        names = ("name", "severity", "what", "why", "do")
        return {"schema": "ndl/lint-rules/1", "rules": [dict(zip(names, rule, strict=True)) for rule in self.rules]}

    def to_frame(self) -> pd.DataFrame:
        """One row a rule."""
        import pandas as pd

        return pd.DataFrame(self.to_dict()["rules"])
