"""pointblank, on DuckDB or on polars.

What it keeps of failing rows is its own default (up to 500 a rule, and the tables it made), the first ten of each rule
(``-ten``, as ours does), or nothing (``-counts``).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pointblank as pb
from timed import LIMITS, engine, run

ENGINE, _, KEPT = engine().partition("-")
KEEPING = {
    "": {},
    "ten": {"get_first_n": 10, "collect_tbl_checked": False},
    "counts": {"collect_extracts": False, "collect_tbl_checked": False},
}


def check(path: str) -> dict[str, int]:
    first, last = (dt.date.fromisoformat(day) for day in (LIMITS["opened"].minimum, LIMITS["opened"].maximum))
    steps = {
        "id is unique": lambda to: to.rows_distinct("id"),
        "area_code is there": lambda to: to.col_vals_not_null("area_code"),
        "area_name is short": lambda to: to.col_vals_str_len(
            "area_name", max_val=LIMITS["area_name"].maxLength, na_pass=True
        ),
        "category is listed": lambda to: to.col_vals_in_set("category", LIMITS["category"].enum),
        "opened is in range": lambda to: to.col_vals_between("opened", first, last, na_pass=True),
        "recorded is a date": lambda to: to.col_vals_expr(_date_or_blank()),
        "places is in range": lambda to: _between(to, "places"),
        "rate is in range": lambda to: _between(to, "rate"),
        "reference fits": lambda to: _fits(to, "reference"),
        "website fits": lambda to: _fits(to, "website"),
    }
    validation = pb.Validate(_table(path))
    for step in steps.values():
        validation = step(validation)
    validation = validation.interrogate(**KEEPING[KEPT])
    return dict(zip(steps, validation.n_failed().values(), strict=True))


def _table(path: str) -> Any:
    if ENGINE == "duckdb":
        import ibis

        return ibis.duckdb.connect().read_parquet(path)
    import polars as pl

    return pl.read_parquet(path)


def _date_or_blank() -> Any:
    if ENGINE == "duckdb":
        return lambda table: table.recorded.isnull() | table.recorded.try_cast("date").notnull()
    import polars as pl

    return pl.col("recorded").is_null() | pl.col("recorded").str.to_date("%Y-%m-%d", strict=False).is_not_null()


def _between(validation: pb.Validate, name: str) -> pb.Validate:
    return validation.col_vals_between(name, LIMITS[name].minimum, LIMITS[name].maximum, na_pass=True)


def _fits(validation: pb.Validate, name: str) -> pb.Validate:
    return validation.col_vals_regex(name, f"^{LIMITS[name].pattern}$", na_pass=True)


if __name__ == "__main__":
    run(check)
