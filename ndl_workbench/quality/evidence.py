"""What stands behind a report's findings: every row of each, where the finding itself names ten."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import InputError
from .findings import ABOUT_COLUMNS, Finding, Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from .repair import Repair


class Evidence(ABC):
    """Where the rows of a report's findings can be had."""

    @abstractmethod
    def knows(self, finding: Finding) -> bool:
        """Whether a finding was made in rows of the table; one about a workbook's layout was not."""

    @abstractmethod
    def rows(self, finding: Finding) -> npt.NDArray[np.int64]:
        """Return the number of every row a finding was made in, as a spreadsheet shows it, in order."""

    @abstractmethod
    def cells(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> pd.DataFrame:
        """Return rows as published: columns of ``str``, the index, ``row``, their numbers."""

    def more_repairs(self) -> Iterable[Repair]:
        """Return the repairs that a report does not list: none, where it has them all."""
        return ()

    def failing(self, finding: Finding) -> pd.DataFrame:
        """Return every row a finding was made in, as published; none for one about columns or a workbook's layout."""
        in_rows = self.knows(finding) and finding.check not in ABOUT_COLUMNS
        return self.cells(self.rows(finding) if in_rows else ())


class Held(Evidence):
    """Evidence of a table that is held in memory."""

    def __init__(self, published: pd.DataFrame, every: Mapping[Finding, pd.Index[int]]) -> None:
        self._published, self._every = published, every

    def knows(self, finding: Finding) -> bool:
        """Whether the rules found it."""
        return finding in self._every

    def rows(self, finding: Finding) -> npt.NDArray[np.int64]:
        """Look up the rows a finding was made in; its own first ones where it is not of the rules'."""
        import numpy as np

        return np.asarray(self._every.get(finding, finding.rows), dtype=np.int64)

    def cells(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> pd.DataFrame:
        """Pick rows of the table; those that are not in it are passed over."""
        return self._published[self._published.index.isin(rows)]


class Extended(Evidence):
    """Evidence of findings that were made in a table later, and of those there were before."""

    def __init__(self, before: Evidence, every: Mapping[Finding, Sequence[int]]) -> None:
        self._before, self._every = before, every

    def knows(self, finding: Finding) -> bool:
        """Whether it was found later, or before."""
        return finding in self._every or self._before.knows(finding)

    def rows(self, finding: Finding) -> npt.NDArray[np.int64]:
        """Look up the rows of a later finding; of any other, ask as before."""
        import numpy as np

        later = self._every.get(finding)
        return self._before.rows(finding) if later is None else np.asarray(later, dtype=np.int64)

    def cells(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> pd.DataFrame:
        """Pick rows of the same table."""
        return self._before.cells(rows)

    def more_repairs(self) -> Iterable[Repair]:
        """Return the repairs that a report does not list."""
        return self._before.more_repairs()


def not_held(found: str) -> InputError:
    """Say that a report cannot look up its rows, or not those of this finding."""
    return InputError(
        found=found,
        expected="one of the findings of a report that check returned",
        done="no row was looked up",
        next="check the table again, and take one of report.findings",
    )


def with_keys(found: Found, cells: pd.DataFrame, key: tuple[str, ...]) -> Found:
    """Give a finding the keys of its first rows."""
    if not key or found.finding.check in ABOUT_COLUMNS:
        return found
    first = cells.loc[list(found.finding.rows), list(key)]
    return Found(replace(found.finding, keys=key_texts(first)), found.every)


def key_texts(keys: pd.DataFrame) -> tuple[str, ...]:
    """Write each row's key as text, the values of several columns with a bar between them."""
    return tuple(" | ".join(map(str, values)) for values in keys.itertuples(index=False, name=None))
