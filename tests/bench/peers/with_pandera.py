"""pandera, on pandas or on polars. It lists every failing value (``lazy=True``); they are counted from its list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from timed import LIMITS, RULE_OF, engine, run

ENGINE = engine()
if ENGINE == "pandas":
    import pandas as pd
    import pandera.pandas as pa
    import pyarrow.parquet as pq
else:
    import pandera.polars as pa
    import polars as pl


def check(path: str) -> dict[str, int]:
    try:
        _schema().validate(_table(path), lazy=True)
    except pa.errors.SchemaErrors as errors:
        return _counts(errors.failure_cases)
    return {}


def _schema() -> Any:
    first, last = (dt.date.fromisoformat(day) for day in (LIMITS["opened"].minimum, LIMITS["opened"].maximum))
    if ENGINE == "pandas":
        first, last = pd.Timestamp(first), pd.Timestamp(last)
    blank_allowed = {
        "area_name": pa.Check.str_length(max_value=LIMITS["area_name"].maxLength),
        "category": pa.Check.isin(LIMITS["category"].enum),
        "opened": pa.Check.in_range(first, last),
        "recorded": pa.Check(_is_date),
        "places": _in_range("places"),
        "rate": _in_range("rate"),
        "reference": _fits("reference"),
        "website": _fits("website"),
    }
    return pa.DataFrameSchema(
        {
            "id": pa.Column(nullable=True, unique=True),
            "area_code": pa.Column(nullable=False),
            **{name: pa.Column(nullable=True, checks=rule) for name, rule in blank_allowed.items()},
        }
    )


def _table(path: str) -> Any:
    if ENGINE == "pandas":
        return pq.read_table(path).to_pandas(date_as_object=False)
    return pl.read_parquet(path)


def _is_date(data: Any) -> Any:
    if ENGINE == "pandas":
        return pd.to_datetime(data, format="%Y-%m-%d", errors="coerce").notna()
    return data.lazyframe.select(pl.col(data.key).str.to_date("%Y-%m-%d", strict=False).is_not_null())


def _in_range(name: str) -> Any:
    return pa.Check.in_range(LIMITS[name].minimum, LIMITS[name].maximum)


def _fits(name: str) -> Any:
    return pa.Check.str_matches(f"^{LIMITS[name].pattern}$")


def _counts(failing: Any) -> dict[str, int]:
    if ENGINE == "pandas":
        counts = failing.groupby("column").size().to_dict()
    else:
        counts = dict(failing.group_by("column").len().rows())
    return {RULE_OF[name]: count for name, count in counts.items()}


if __name__ == "__main__":
    run(check)
