"""Findings that somebody has accepted, with a reason. They stay in the report; the verdict counts them apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from ..display import Badge, Block, Heading, Table, Text
from ..display.html import without_controls
from ..errors import InputError, NotFound
from .findings import Finding

if TYPE_CHECKING:
    from .results import QualityReport

State = Literal["holds", "lapsed", "no longer found"]
LONGEST_REASON = 2_000
LONGEST_NAME = 200
# Enough to tell one finding from another; what is expected may list a thousand values.
LONGEST_FOUND = 500
LONGEST_SAID = 120
MOST_ROWS = 60
MEANING = (
    "An accepted finding is still there: somebody looked at it and gave a reason. It holds while no more rows have it "
    "than when it was accepted, whichever rows they are."
)


@dataclass(frozen=True)
class Acceptance:
    """A finding that somebody has accepted.

    Attributes
    ----------
    check, column
        Those of the finding.
    because, by
        The reason, and who gave it; "" when they did not say.
    on
        The day, as ISO 8601 in UTC.
    count
        In how many rows the finding was. When it is in more, the acceptance has lapsed.
    found
        The finding's severity, sentence and expectation. Where a standard asks for something else by now, it is
        another finding, and nobody has accepted that one.
    """

    check: str
    column: str
    because: str
    by: str
    on: str
    count: int
    found: str

    def is_of(self, finding: Finding) -> bool:
        """Whether it is this finding that was accepted, however many rows have it now."""
        return (self.check, self.column, self.found) == (finding.check, finding.column, _found(finding))


def accept(report: QualityReport, finding: Finding, because: str, by: str) -> QualityReport:
    """Accept a finding of a report. See ``QualityReport.accept``."""
    _refuse_stranger(report, finding)
    acceptance = Acceptance(
        check=finding.check,
        column=finding.column,
        because=_plain(because, "reason", LONGEST_REASON),
        by=_plain(by, "name", LONGEST_NAME),
        on=dt.datetime.now(dt.UTC).date().isoformat(),
        count=finding.count,
        found=_found(finding),
    )
    if not acceptance.because:
        raise InputError(
            found="no reason",
            expected="a reason why the finding can be accepted",
            done="nothing was accepted",
            next="say why, such as “these sites have closed”",
        )
    return replace(report, accepted=(*_others(report, finding), acceptance))


def withdraw(report: QualityReport, finding: Finding) -> QualityReport:
    """Take back the acceptance of a finding. See ``QualityReport.withdraw``."""
    _refuse_stranger(report, finding)
    if acceptance_of(finding, report.accepted) is None:
        raise InputError(
            found=f"“{finding.check}” in {_where(finding)}, which nobody has accepted",
            expected="a finding that was accepted",
            done="nothing was changed",
            next="look at the report's accepted findings",
        )
    return replace(report, accepted=_others(report, finding))


def acceptance_of(finding: Finding, accepted: Iterable[Acceptance]) -> Acceptance | None:
    """Return the acceptance of a finding, whether it still holds or not."""
    return next((acceptance for acceptance in accepted if acceptance.is_of(finding)), None)


def holds(finding: Finding, accepted: Iterable[Acceptance]) -> bool:
    """Whether a finding is accepted, and in no more rows than when it was."""
    acceptance = acceptance_of(finding, accepted)
    return acceptance is not None and finding.count <= acceptance.count


def states(report: QualityReport) -> Iterator[tuple[Acceptance, State, int]]:
    """Yield each acceptance of a report, whether it holds, and in how many rows its finding is now."""
    counts = {acceptance_of(finding, report.accepted): finding.count for finding in report.findings}
    for acceptance in report.accepted:
        now = counts.get(acceptance, 0)
        yield acceptance, "lapsed" if now > acceptance.count else "holds" if now else "no longer found", now


def said_of(finding: Finding, accepted: Iterable[Acceptance]) -> str:
    """Say whether a finding is accepted, by whom, when and why; "" when nobody has accepted it."""
    acceptance = acceptance_of(finding, accepted)
    if acceptance is None:
        return ""
    given = f"by {acceptance.by or 'somebody'} on {acceptance.on}"
    if finding.count <= acceptance.count:
        return f"accepted {given}: {acceptance.because}"
    return f"lapsed (a count of {acceptance.count:,} was accepted {given}): {acceptance.because}"


def said_briefly(finding: Finding, accepted: Iterable[Acceptance]) -> str:
    """Say it at the end of a finding's line, or nothing; a long reason is told in full by the page."""
    said = said_of(finding, accepted)
    return f"; {said[:LONGEST_SAID]}{'…' if len(said) > LONGEST_SAID else ''}" if said else ""


def as_dicts(report: QualityReport) -> list[dict[str, Any]]:
    """Return each acceptance with its state, JSON-ready."""
    return [{**asdict(acceptance), "state": state, "count_now": now} for acceptance, state, now in states(report)]


def accepted_blocks(report: QualityReport) -> tuple[Block, ...]:
    """Say on a page what was accepted, by whom, when and why; nothing when nothing was."""
    if not report.accepted:
        return ()
    # Those of findings first. The others may be many: they can come from a file.
    ordered = sorted(states(report), key=lambda each: each[1] == "no longer found")
    shown = max(MOST_ROWS, len(report.findings))
    rows = tuple(
        (
            acceptance.column or "(whole row)",
            Badge(state, "plain" if state == "holds" else "warn"),
            acceptance.check,
            acceptance.because,
            acceptance.by or "not said",
            acceptance.on,
            acceptance.count,
            now,
        )
        for acceptance, state, now in ordered[:shown]
    )
    columns = ("Column", "State", "Check", "Accepted because", "By", "On", "Count then", "Count now")
    return (
        Heading("Accepted, with reasons"),
        Text(MEANING),
        Table("Findings that were accepted", columns, rows, frozenset({"Count then", "Count now"}), len(ordered)),
    )


def _others(report: QualityReport, finding: Finding) -> tuple[Acceptance, ...]:
    return tuple(acceptance for acceptance in report.accepted if not acceptance.is_of(finding))


def _found(finding: Finding) -> str:
    return f"{finding.severity}: {finding.message} Expected {finding.expected}."[:LONGEST_FOUND]


def _where(finding: Finding) -> str:
    return f"the column {finding.column!r}" if finding.column else "whole rows"


def _plain(text: str, what: str, longest: int) -> str:
    """Write text on one line without control characters, for it is shown in terminals and pages."""
    if len(text) > longest:
        raise InputError(
            found=f"a {what} of {len(text):,} characters",
            expected=f"text of at most {longest:,} characters",
            done="nothing was accepted",
            next="say it more briefly",
        )
    return without_controls(" ".join(text.split()))


def _refuse_stranger(report: QualityReport, finding: Finding) -> None:
    if finding not in report.findings:
        said = f"“{finding.check}” in {_where(finding)}" if isinstance(finding, Finding) else f"{finding!r:.60}"
        raise NotFound(
            found=f"{said}, which is not a finding of this report",
            expected="one of the report's findings, as they are",
            done="nothing was changed",
            next="take it from report.findings",
        )
