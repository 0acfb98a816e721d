"""What a report comes to: the verdict for a stated use, and the six dimensions with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .accepted import holds, states
from .findings import ABOUT_COLUMNS, CODE_CHECK, DIFFERS_CHECK, EXTRA_ROW_CHECK, MIXED_CHECK, Dimension
from .rules import dimension_of

if TYPE_CHECKING:
    from .results import QualityReport

Judgement = Literal["fit", "with care", "not fit", "no verdict"]
JUDGEMENTS: tuple[Judgement, ...] = ("fit", "with care", "not fit", "no verdict")
NO_USE = "No verdict: no use was stated. Data is good or bad only for a purpose, so say use='…'."
NO_STANDARD = "No verdict: no standard was given, so only what is wrong in any table was looked at."

# Accepted or not, what is as bad as this leaves a table fit only with care.
CAREFUL = frozenset({"critical", "error", "warning"})


@dataclass(frozen=True)
class Assessment:
    """A quality dimension, what was made of it, and the evidence."""

    dimension: Dimension
    state: str
    evidence: str


def judge(report: QualityReport) -> tuple[Judgement, str]:
    """Judge a table for the stated use: the judgement, and one sentence that says why and what is left open."""
    use = f"“{report.use}”"
    if not report.use:
        return "no verdict", NO_USE
    if not report.rows_kept:
        return "not fit", f"Not fit for {use}: there are no records."
    if not report.standard:
        return "no verdict", NO_STANDARD
    accepted = [finding for finding in report.findings if holds(finding, report.accepted)]
    counts = Counter(finding.severity for finding in report.findings if finding not in accepted)
    serious = counts["critical"] + counts["error"]
    left = "; ".join([*_accepted(report), _left_open(report)])
    rejected = [_rejected(report)] if report.rows_rejected else []
    if serious:
        reasons = [f"{number(serious, 'kind')} of error to mend first", *rejected]
        return "not fit", f"Not yet fit for {use}: {'; '.join([*reasons, left])}."
    if counts["warning"] or rejected or any(finding.severity in CAREFUL for finding in accepted):
        warned = [f"{number(counts['warning'], 'warning')} to read first"] if counts["warning"] else []
        return "with care", f"Fit for {use} with care: {'; '.join([*rejected, *warned, left])}."
    return "fit", f"Fit for {use}, as far as it was checked: {left}."


def assess(dimension: Dimension, report: QualityReport) -> Assessment:
    """Say what is known of a dimension. What cannot be read from a file is *not assessed*, never good."""
    said = _found(dimension, report)
    ran = {dimension_of(check) for check in report.checks_run}
    if dimension == "completeness":
        return Assessment(dimension, "assessed", f"{_filled(report)}; {said}")
    if dimension == "timeliness":
        return Assessment(dimension, "not assessed", "when the data should have been published was not given")
    if dimension == "accuracy":
        return _accuracy(report)
    if dimension == "uniqueness":
        copies = (
            "" if "reference values are not unique" in report.checks_run else "only whole-row copies were looked at; "
        )
        return Assessment(dimension, "assessed", f"{copies}{said}")
    if dimension not in ran or not report.standard:
        also = "" if said == "nothing found" else f"; {said}"
        return Assessment(dimension, "not assessed", f"{_why_not(dimension, report)}{also}")
    return Assessment(dimension, "assessed", said)


def number(count: int, what: str) -> str:
    """Write a count and what it counts: ``1 row``, ``2,000 rows``."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def percent(part: int, whole: int) -> str:
    """Write a share with one decimal, where 100% means all and 0% none."""
    said = f"{100 * part / whole:.1f}%"
    if 0 < part < whole and said in ("0.0%", "100.0%"):
        return "under 0.1%" if said == "0.0%" else "over 99.9%"
    return said


def _accuracy(report: QualityReport) -> Assessment:
    """Say how well values agree with a reference; without one, only that some cannot be true."""
    against = {DIFFERS_CHECK, EXTRA_ROW_CHECK}
    problems = sum(f.count for f in report.findings if f.dimension == "accuracy" and f.check not in against)
    impossible = f"; {number(problems, 'value')} cannot be true" if problems else ""
    reference = report.reference
    if reference is None or not reference.compared:
        return Assessment("accuracy", "not assessed", f"there was nothing to compare the values with{impossible}")
    agree = f"{percent(reference.agree, reference.compared)} of {number(reference.compared, 'cell')} compared agree"
    matched = (
        f"{reference.matched:,} of {number(report.rows_kept, 'row')} could be matched by {', '.join(reference.key)}"
    )
    return Assessment("accuracy", "assessed", f"{agree} with {reference.provenance.name}; {matched}{impossible}")


def _rejected(report: QualityReport) -> str:
    was = "was" if report.rows_rejected == 1 else "were"
    return f"{report.rows_rejected:,} of {number(report.rows_read, 'row')} {was} rejected"


def _accepted(report: QualityReport) -> Iterator[str]:
    """Count the findings that are accepted, and those that were and have grown since."""
    count = Counter(state for _, state, _ in states(report))
    if count["holds"]:
        yield f"{count['holds']:,} accepted, with reasons"
    if count["lapsed"]:
        yield f"{number(count['lapsed'], 'acceptance')} {'has' if count['lapsed'] == 1 else 'have'} lapsed"


def _left_open(report: QualityReport) -> str:
    """Name what stands between the verdict and the file as published. A value mended twice is one value."""
    mended = len({(repair.row, repair.column) for repair in report.repairs if repair.rule != "column name"})
    repaired = (
        f"{number(mended, 'value')} {'was' if mended == 1 else 'were'} repaired" if mended else "no value was repaired"
    )
    unchecked = len(report.not_checked)
    return f"{repaired} and {number(unchecked, 'thing')} {'was' if unchecked == 1 else 'were'} not checked"


def _found(dimension: Dimension, report: QualityReport) -> str:
    """Count what the checks of a dimension found; columns are not counted as values."""
    found = [f for f in report.findings if f.dimension == dimension]
    columns = Counter(f.check for f in found if f.check in ABOUT_COLUMNS)
    values = [f for f in found if f.check not in ABOUT_COLUMNS]
    return "; ".join(_said(values_found=[f.count for f in values], columns=columns)) or "nothing found"


def _said(values_found: list[int], columns: Counter[str]) -> Iterator[str]:
    if values_found:
        yield f"{number(sum(values_found), 'value')} found wanting by {number(len(values_found), 'check')}"
    if columns["missing column"]:
        yield f"{number(columns['missing column'], 'required column')} not there"
    if columns["unknown column"]:
        yield f"{number(columns['unknown column'], 'column')} not in the standard"
    others = sum(count for check, count in columns.items() if check not in ("missing column", "unknown column"))
    if others:
        yield f"{number(others, 'finding')} about the table as a whole"


def _filled(report: QualityReport) -> str:
    required = [c for c in report.columns if c.required] or list(report.columns)
    cells = len(required) * report.rows_kept
    share = f"{sum(c.filled for c in required) / cells:.1%} of cells" if cells else "no cells"
    of = "required columns" if any(c.required for c in report.columns) else "all columns"
    return f"{share} filled in {of}"


def _why_not(dimension: Dimension, report: QualityReport) -> str:
    if not report.standard:
        looked = "; only numbers mixed with text were looked for" if MIXED_CHECK in report.checks_run else ""
        return "no standard was given" + (looked if dimension == "consistency" else "")
    if dimension == "consistency" and CODE_CHECK not in report.checks_run:
        return "there was no code list to compare the values with"
    return f"the standard asks for nothing that bears on {dimension}"
