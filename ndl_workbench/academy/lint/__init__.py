"""Rules for the source of a course: what an author should mend before anybody takes it."""

from .report import Finding, LintReport, RuleList
from .run import lint, rule_list

__all__ = ["Finding", "LintReport", "RuleList", "lint", "rule_list"]
