"""See a frame as a published table, so that what is checked in a file can be checked in a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..provenance import derived_from
from .names import unique_names
from .table import SourceTable

if TYPE_CHECKING:
    import pandas as pd


def table_from_frame(frame: pd.DataFrame) -> SourceTable:
    """See a frame as a published table: cells as text, rows by the index it was loaded with.

    A frame that was not loaded by us counts from 2, as if its header were line 1. Columns that loading added
    are no part of what was published.
    """
    import pandas as pd

    provenance = derived_from(frame)
    numbered = frame.index.name == "row" and frame.index.is_unique and pd.api.types.is_integer_dtype(frame.index)
    rows = frame.index if numbered else pd.RangeIndex(2, len(frame) + 2)
    published = [position for position, name in enumerate(frame.columns) if name not in provenance.added]
    names = unique_names({position: str(frame.columns[position]) for position in published})
    cells = pd.DataFrame({name: _text(frame.iloc[:, position]) for position, name in names.items()})
    cells.index = pd.Index(rows, name="row")
    return SourceTable(cells, header_row=1, rejected=(), rows_blank=0, provenance=provenance)


def _text(column: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(column):
        midnight = (column.dropna() == column.dropna().dt.normalize()).all()
        text = column.dt.strftime("%Y-%m-%d" if midnight else "%Y-%m-%d %H:%M:%S")
    else:
        text = column.astype("string")
    filled: pd.Series[Any] = text.astype("string").fillna("").astype(str).reset_index(drop=True)
    return filled
