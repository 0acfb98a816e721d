"""What stands behind a report's findings: every row of each, where the finding itself names ten."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from .findings import ABOUT_COLUMNS, Finding, Found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd


class Evidence(ABC):
    """Where the rows of a report's findings can be had."""

    @abstractmethod
    def rows(self, finding: Finding) -> npt.NDArray[np.int64]:
        """Return the number of every row a finding was made in, as a spreadsheet shows it, in order."""

    @abstractmethod
    def cells(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> pd.DataFrame:
        """Return rows as published: columns of ``str``, the index, ``row``, their numbers."""

    def failing(self, finding: Finding) -> pd.DataFrame:
        """Return every row a finding was made in, as published; none for a finding about columns."""
        import numpy as np

        about_columns = finding.check in ABOUT_COLUMNS
        return self.cells(np.array([], dtype=np.int64) if about_columns else self.rows(finding))


class Held(Evidence):
    """Evidence of a table that is held in memory."""

    def __init__(self, published: pd.DataFrame, every: Mapping[Finding, pd.Index[int]]) -> None:
        self._published, self._every = published, every

    def rows(self, finding: Finding) -> npt.NDArray[np.int64]:
        """Look up the rows a finding was made in; its own first ones where it is not of the rules'."""
        import numpy as np

        return np.asarray(self._every.get(finding, finding.rows), dtype=np.int64)

    def cells(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> pd.DataFrame:
        """Pick rows of the table; those that are not in it are passed over."""
        return self._published.loc[[row for row in rows if row in self._published.index]]


def with_keys(found: Found, cells: pd.DataFrame, key: tuple[str, ...]) -> Found:
    """Give a finding the keys of its first rows."""
    if not key or found.finding.check in ABOUT_COLUMNS:
        return found
    first = cells.loc[list(found.finding.rows), list(key)]
    return Found(replace(found.finding, keys=key_texts(first)), found.every)


def key_texts(keys: pd.DataFrame) -> tuple[str, ...]:
    """Write each row's key as text, the values of several columns with a bar between them."""
    return tuple(" | ".join(map(str, values)) for values in keys.itertuples(index=False, name=None))
