"""What a scan found in rows by themselves, in the words of the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..evidence import key_texts
from ..expressions import read_expression, worded_check
from ..findings import Finding
from ..rules import worded
from .scan import Rule, Scanned

if TYPE_CHECKING:
    import pandas as pd


def findings_of(scanned: Scanned) -> dict[Finding, int]:
    """Word each rule that found something; returns the findings with their numbers in the table ``found``.

    A rule that could not be evaluated on some rows tells nothing of what it found in others.
    """
    counts = scanned.counts
    told = {rule: (number, *counts[number]) for rule, number in scanned.rules.items() if number in counts}
    names = {name for rule in told for name in _named(rule, scanned)} | set(scanned.asked.key)
    settled = scanned.settled({row for _, _, rows in told.values() for row in rows}, names)
    keys = _keys(scanned, settled)
    numbers: dict[Finding, int] = {}
    for rule, (number, count, rows) in told.items():
        unclear = scanned.about_columns.get(rule[0])
        if unclear is None or unclear.observed != rule[3][:200]:
            finding = _worded(rule, scanned, rows, count, settled)
            numbers[replace(finding, keys=tuple(keys[row] for row in rows) if scanned.asked.key else ())] = number
    return numbers


def _worded(rule: Rule, scanned: Scanned, rows: list[int], count: int, settled: pd.DataFrame) -> Finding:
    """Word one; the value shown is that of the first row, which SQL looked at or the rules did."""
    if rows[0] not in settled.index:
        return replace(scanned.seen[rule], rows=tuple(rows), count=count)
    what, called = scanned.told[rule], rule[1]
    if isinstance(what, tuple):
        check, field = what
        return worded(check, field, called, tuple(rows), count, str(settled.at[rows[0], field.name]))
    values = [str(settled.at[rows[0], name]) for name in _named(rule, scanned)]
    return worded_check(what, called, tuple(rows), count, " | ".join(values))


def _named(rule: Rule, scanned: Scanned) -> tuple[str, ...]:
    """Name the columns that a rule looks at, if SQL looked at it."""
    what = scanned.told.get(rule)
    if what is None:
        return ()
    return (what[1].name,) if isinstance(what, tuple) else read_expression(what.expression).columns


def _keys(scanned: Scanned, settled: pd.DataFrame) -> dict[int, str]:
    """Return the keys of rows that the rules looked at or SQL did."""
    key = scanned.asked.key
    if not key or not len(settled):
        return scanned.keys
    in_odd = scanned.set_apart.issuperset(key)
    cells = settled if in_odd else scanned.as_checked(settled.index, set(key), scanned.keyed)
    return scanned.keys | dict(zip(cells.index, key_texts(cells[list(key)]), strict=True))
