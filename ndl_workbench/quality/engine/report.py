"""Check a stored table against a standard: the same report as for one in memory, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...loading.large.stored import BATCH_ROWS, Stored
from ..asked import Asked, ask, worst_first
from ..check import checks_that_ran, not_checked
from ..evidence import Evidence
from ..examine import column_repairs
from ..findings import Finding
from ..repair import Repair
from ..results import QualityReport
from ..standard import Standard
from .scan import Scanned, scan
from .whole import Whole
from .worded import findings_of

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
    asked = _asked(stored, standard, repairs=repairs)
    scanned = scan(stored, asked)
    whole = Whole(scanned)
    whole.repeated_values()
    keys = whole.keys()
    if not asked.given:
        whole.mixed()
    whole.copies()
    numbers = findings_of(scanned) | whole.numbers
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
        not_checked=not_checked(asked, keys),
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


def _asked(stored: Stored, standard: Standard | None, *, repairs: bool) -> Asked:
    """Match the columns, by values too where names alone do not say which is which."""
    names = {column.name for column in stored.columns}
    plain = standard is None or all(field.name in names for field in standard.fields)
    above = [row.cells[0] for row in stored.rejected if row.cells]
    return ask(
        standard, stored.first(0 if plain else LOOKED_AT), stored.header_row,
        name=stored.provenance.source, above=above, repairs=repairs,
    )  # fmt: skip


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
        said = "select row, col, rule, original, value, fix from repaired"
        for first in range(0, self._scanned.repairs_made - len(self._scanned.repairs), BATCH_ROWS):
            part = f"where rowid between {first} and {first + BATCH_ROWS - 1} order by rowid"
            for row in self._scanned.db.execute(f"{said} {part}").fetchall():
                yield Repair(file, sheet, *row)

    def __deepcopy__(self, memo: object) -> Kept:
        """Return itself: it does not change."""
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """Leave nothing in a report that is pickled: a database stays in the session that has it."""
        return nothing_kept, ()


def nothing_kept() -> None:
    """Stand in an unpickled report where its evidence was."""
