"""Plain words for what checks and repairs are called, for somebody who keeps a register and knows no word of the trade.

Severities mean what the Planning Data specification says of them (digital-land/specification, ``severity.csv``):
an error needs somebody to act, a warning is of something that may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .findings import Dimension, Finding, Severity
from .joining import JOIN_RULE
from .repair import DEFAULT_RULE
from .workbook_rules import RULES

if TYPE_CHECKING:
    from .results import QualityReport

COLUMN_NAME = "column name"
# What each repair did, for a person who does not know its name.
MENDED = {
    COLUMN_NAME: "The column was read under the name that the standard has for it",
    JOIN_RULE: "The texts of several columns were put together",
    "whitespace": "Spaces around the value were taken off",
    "placeholder": "A sign that stands for nothing was replaced by an empty cell",
    "patch": "Another wording was replaced by the one that the standard has",
    "unit": "The unit after the number was taken off",
    "number format": "The number was written with digits only",
    "date format": "The date was written as year-month-day",
    "OSGB": "Eastings and northings were turned into longitude and latitude",
    "WGS84 flipped": "Longitude and latitude were the wrong way round, and were swapped",
    DEFAULT_RULE: "The empty cell was filled from another column",
}
HOW_BAD: dict[Severity, str] = {
    "critical": "the data cannot be used until this is mended",
    "error": "somebody must act: what stands there cannot be right, or what is needed is not there",
    "warning": "something may be wrong: look at it before you rely on the data",
    "notice": "worth knowing; perhaps nothing need be done",
    "info": "for your information; nothing need be done",
    "debug": "for whoever maintains the checks",
}
ASKS: dict[Dimension, str] = {
    "completeness": "Is everything there that should be?",
    "uniqueness": "Is each thing there only once?",
    "consistency": "Do values agree with each other and with lists?",
    "timeliness": "Is it up to date, and was it there in time?",
    "validity": "Is each value of the kind, form and range expected?",
    "accuracy": "Is it true of the world?",
}
# What is left of a key of several columns that are all blank.
BLANKS = " |"
LONGEST_KEY = 40
_SEE = re.compile(r" See (https?://\S+)\.\Z")
_URLS = {rule.name: rule.url for rule in RULES}


def without_link(message: str) -> str:
    """Return a finding's message without the address that a standard's own rule ends it with."""
    return _SEE.sub("", message)


def more_about(finding: Finding) -> str:
    """Return the address at which the rule of a finding is explained, "" when it has none."""
    told = _SEE.search(finding.message)
    return told[1] if told else _URLS.get(finding.check, "")


def originals(report: QualityReport) -> Mapping[tuple[int, str], str]:
    """Return what a repaired cell held before, by its row and its column as published."""
    before: dict[tuple[int, str], str] = {}
    for repair in report.repairs:
        if repair.rule != COLUMN_NAME:
            before.setdefault((repair.row, repair.column), repair.original)
    return before


def emptied(finding: Finding, before: Mapping[tuple[int, str], str]) -> str:
    """Return the sign that stands in the first cell of a finding where it was read as empty, else ""."""
    if finding.observed or not finding.rows:
        return ""
    return before.get((finding.rows[0], finding.column), "").strip()


def with_keys(finding: Finding) -> str:
    """Write the first rows of a finding, each with the key that it goes by: ``3 (A1), 5 (A3)``."""
    keys = (*finding.keys, *[""] * len(finding.rows))
    return ", ".join(
        f"{row} ({key.strip(BLANKS)[:LONGEST_KEY]})" if key.strip(BLANKS) else str(row)
        for row, key in zip(finding.rows, keys, strict=False)
    )


def ranges(rows: Sequence[int], most: int) -> str:
    """Write rows in few words, those that follow each other as one: ``3 to 12, 15 and 4 more``."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    said = [str(a) if a == b else f"{a}, {b}" if b == a + 1 else f"{a} to {b}" for a, b in runs[:most]]
    left = sum(b - a + 1 for a, b in runs[most:])
    return ", ".join(said) + (f" and {left:,} more" if left else "")
