"""Check a stored table against a standard: the same report as for one in memory, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...loading.large.stored import Stored
from ..asked import ask, worst_first
from ..check import checks_that_ran, not_checked
from ..evidence import Evidence, with_keys
from ..examine import column_repairs, examine
from ..findings import ABOUT_COLUMNS, Finding, Found
from ..repair import Repair
from ..results import QualityReport
from ..standard import Standard
from .scan import Scanned, scan
from .whole import Whole

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

# Columns are matched by their names and by values of so many rows, as those of a table in memory are.
LOOKED_AT = 2_000


def check_stored(stored: Stored, standard: Standard | None, use: str | None, *, repairs: bool) -> QualityReport:
    """Check a table, as :func:`..check.check_with_cells` does, without holding it in memory.

    Parameters
    ----------
    stored
        The table, as published.
    standard, use, repairs
        As for one in memory.

    Raises
    ------
    Unreadable
        The standard's fields stand in the first column: the table lies on its side.
    """
    above = [row.cells[0] for row in stored.rejected if row.cells]
    asked = ask(
        standard, stored.first(LOOKED_AT), stored.header_row,
        name=stored.provenance.source, above=above, repairs=repairs,
    )  # fmt: skip
    scanned = scan(stored, asked)
    whole = Whole(scanned)
    whole.repeated_values()
    keys = whole.keys()
    if not asked.given:
        whole.mixed()
    whole.copies()
    numbers, disagreed = _worded(scanned)
    numbers |= whole.numbers
    about_columns = [*asked.column_findings(), *(one.finding for one in keys.found), *scanned.about_columns.values()]
    changed = column_repairs(asked, stored.provenance)
    return QualityReport(
        standard=asked.standard.name if asked.given else "",
        standard_source=asked.standard.source if asked.given else None,
        use=use or "",
        coverage=tuple(whole.coverage()),
        findings=tuple(sorted([*about_columns, *numbers], key=worst_first)),
        repairs=(*changed, *scanned.repairs),
        columns=tuple(asked.profiles(scanned.filled)),
        not_checked=(*disagreed, *not_checked(asked, keys)),
        rows_read=stored.rows_read,
        rows_kept=stored.rows_kept,
        rows_rejected=len(stored.rejected),
        rows_blank=stored.rows_blank,
        rejected=stored.rejected,
        provenance=stored.provenance,
        checks_run=checks_that_ran([column.name for column in scanned.columns], asked, keys),
        repairs_not_listed=scanned.repairs_made - len(scanned.repairs),
        evidence=Kept(scanned, numbers),
    )


class Kept(Evidence):
    """Evidence of a table that was scanned: its rows are looked up when they are asked for."""

    def __init__(self, scanned: Scanned, numbers: dict[Finding, int]) -> None:
        self._scanned, self._numbers = scanned, numbers

    def knows(self, finding: Finding) -> bool:
        """Whether the rules found it."""
        return finding in self._numbers

    def rows(self, finding: Finding) -> npt.NDArray[np.int64]:
        """Look up the rows a finding was made in; its own first ones where it is not of the rules'."""
        import numpy as np

        if finding not in self._numbers:
            return np.asarray(finding.rows, dtype=np.int64)
        query = f"select row from found where rule = {self._numbers[finding]} order by row"
        return np.asarray(self._scanned.db.sql(query).to_arrow_table().column(0).to_numpy(), dtype=np.int64)

    def cells(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> pd.DataFrame:
        """Read rows from where the table lies."""
        return self._scanned.stored.cells(rows)

    def more_repairs(self) -> Iterator[Repair]:
        """Yield the repairs that the report does not list."""
        file, sheet = self._scanned.stored.provenance.source, self._scanned.stored.provenance.sheet
        query = "select row, col, rule, original, value, fix from repaired order by rowid"
        for row in self._scanned.db.execute(query).fetchall():
            yield Repair(file, sheet, *row)


def _worded(scanned: Scanned) -> tuple[dict[Finding, int], tuple[str, ...]]:
    """Word what the rules found in rows by themselves, by having them look at the first rows of each again.

    Returns
    -------
    tuple[dict[Finding, int], tuple[str, ...]]
        Each finding with its number, and a sentence for each rule of which the second look said another thing.
    """
    told = {rule: (number, *scanned.first_rows(number)) for rule, number in scanned.rules.items()}
    unclear = {rule for rule, finding in scanned.about_columns.items() if finding.check in ABOUT_COLUMNS}
    first = sorted({row for _, _, rows in told.values() for row in rows})
    examined = examine(scanned.stored.cells(first), scanned.asked)
    seen = {_rule(one): one for one in examined.found}
    numbers: dict[Finding, int] = {}
    disagreed = []
    for rule, (number, count, rows) in told.items():
        if not count or _is_unclear(rule, unclear, scanned):
            continue
        again = seen.get(rule)
        if again is None or list(again.finding.rows[: len(rows)]) != rows:
            disagreed.append(f"whether {rule[1]} has “{rule[0]}”: two ways of looking disagreed; please report this")
            continue
        finding = replace(again.finding, rows=tuple(rows), count=count)
        numbers[with_keys(Found(finding, again.every), examined.cells, scanned.asked.key).finding] = number
    return numbers, tuple(disagreed)


def _rule(found: Found) -> tuple[str, str, str]:
    return found.finding.check, found.finding.column, found.finding.severity


def _is_unclear(rule: tuple[str, str, str], unclear: set[tuple[str, str, str]], scanned: Scanned) -> bool:
    """Whether a rule of the standard's own could not be evaluated on other rows: what it found in some is not told."""
    said = {scanned.about_columns[one].message for one in unclear}
    return any(f"The rule '{rule[0]}' was not evaluated" in message for message in said)
