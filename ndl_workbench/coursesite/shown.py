"""How results and tables are shown on a page of a lesson.

A notebook shows all of a report at once; on a page that is read from top to bottom it would bury the next sentence. So
its summary is shown, and all of it is folded away below. A table of pandas has no caption and empty headings, which a
screen reader reads as nothing; ours has both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..display import Details, Result, Table
from ..display.blocks import Code
from ..display.html import fragment, table_fragment

if TYPE_CHECKING:
    import pandas as pd

WHOLE = "Everything a notebook shows here"
MOST_ROWS, MOST_COLUMNS = 10, 12


def begin() -> None:
    """Show results and tables so from now on, in the kernel that calls this."""
    import pandas as pd
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None:
        as_html = shell.display_formatter.formatters["text/html"]
        as_html.for_type(Result, shown)
        as_html.for_type(pd.DataFrame, shown_table)


def shown(result: Result) -> str:
    """Return a result's summary as HTML, with all of it folded away."""
    lines = repr(result).splitlines()
    summary = "\n".join(lines[1:] if lines and lines[0].strip() == result.title else lines)
    return fragment(result.title, (Code(summary, "In short"), Details(WHOLE, result.blocks())))


def shown_table(table: pd.DataFrame) -> str:
    """Return the first rows of a table as HTML."""
    part = table.iloc[:MOST_ROWS, :MOST_COLUMNS]
    names = tuple(map(_name, part.columns.tolist()))
    index = ", ".join(str(name) for name in table.index.names if name is not None) or "row"
    rows = tuple(
        (_name(label), *map(_cell, values))
        for label, values in zip(part.index.tolist(), part.itertuples(index=False, name=None), strict=True)
    )
    left = table.shape[1] - part.shape[1]
    size = f"{len(table):,} rows, {table.shape[1]:,} columns{f', the first {MOST_COLUMNS} of them' if left else ''}"
    return table_fragment(Table(size, (index, *names), rows, total=len(table)))


def _name(label: Any) -> str:
    """Write the name of a row or column; one of several levels on one line."""
    return " ".join(map(str, label)) if isinstance(label, tuple) else str(label)


def _cell(value: Any) -> str:
    import pandas as pd

    missing = pd.api.types.is_scalar(value) and pd.isna(value)
    return "" if missing else f"{value:.6g}" if isinstance(value, float) else str(value)
