"""Give text cells the types they can carry without losing anything."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

# A leading zero or more than 15 digits would not survive the trip through a number.
# [0-9], because \d is any script's digits.
INTEGER = r"-?(?:0|[1-9][0-9]{0,14})"
DECIMAL = rf"{INTEGER}\.[0-9]+"
ISO_DATE = r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"


def typed(cells: pd.DataFrame, schema: dict[str, Any] | None = None) -> pd.DataFrame:
    """Turn a frame of text into numbers, dates and truth values where every value agrees.

    Parameters
    ----------
    cells
        DataFrame of ``str``, ``""`` for an empty cell.
    schema
        A Table Schema descriptor; a column it describes takes its type when every value fits.

    Returns
    -------
    pandas.DataFrame
        Same rows, index and columns. Columns are ``Int64``, ``Float64``, ``boolean``,
        ``datetime64[us]`` or ``str``; an empty cell is missing in each.
    """
    fields = {field["name"]: field for field in (schema or {}).get("fields", [])}
    frame = cells.copy()
    for name in cells.columns:
        frame[name] = _column(cells[name], fields.get(name))
    return frame


def _column(text: pd.Series[Any], field: dict[str, Any] | None) -> pd.Series[Any]:
    import pandas as pd

    filled = text[text.str.strip() != ""].str.strip()
    wanted = field.get("type", "any") if field else "any"
    if not filled.empty and wanted in ("any", "integer", "number") and filled.str.fullmatch(INTEGER).all():
        return pd.to_numeric(filled).astype("Int64" if wanted != "number" else "Float64").reindex(text.index)
    if wanted in ("any", "number") and not filled.empty and _round_trips(filled):
        return pd.to_numeric(filled).astype("Float64").reindex(text.index)
    if wanted in ("any", "date") and not filled.empty and filled.str.fullmatch(ISO_DATE).all():
        dates = pd.to_datetime(filled, format="%Y-%m-%d", errors="coerce")
        if dates.notna().all():
            return dates.astype("datetime64[us]").reindex(text.index)
    if wanted == "boolean" and field:
        meaning = dict.fromkeys(field.get("trueValues", ["true", "TRUE", "True", "1"]), True)
        meaning |= dict.fromkeys(field.get("falseValues", ["false", "FALSE", "False", "0"]), False)
        if filled.isin(list(meaning)).all():
            return filled.map(meaning).astype("boolean").reindex(text.index)
    return text.where(text.str.strip() != "", pd.NA)


def _round_trips(filled: pd.Series[Any]) -> bool:
    """Whether writing the numbers again gives the digits that were read, up to zeros at the end."""
    import pandas as pd

    if not filled.str.fullmatch(f"{INTEGER}|{DECIMAL}").all():
        return False
    numbers = pd.to_numeric(filled)
    written = numbers.map(lambda value: format(Decimal(repr(value)), "f"))
    return bool((_plain(written) == _plain(filled)).all())


def _plain(numbers: pd.Series[Any]) -> pd.Series[Any]:
    decimals = numbers.str.contains(".", regex=False)
    return numbers.where(~decimals, numbers.str.rstrip("0").str.rstrip(".")).replace("-0", "0")
