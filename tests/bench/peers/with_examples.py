"""One statement in DuckDB that tells what a report does: how many rows break each rule, and the first ten with ids.

It is written for this one Parquet file, by a person who knows it and DuckDB well: rows that break no rule are passed
over in one scan, and only the others are asked which they break. Where ids come again is found as in the shorter
statement, and their rows are looked up.
"""

from __future__ import annotations

from types import SimpleNamespace

import duckdb
from timed import LIMITS, run

STATEMENT = """
with
numbered as not materialized (select *, file_row_number + 2 as row from read_parquet('{path}', file_row_number = true)),
bad as materialized (
    select row, id, {listed} as broken from numbered where {any_broken}
),
repeated as (select id from numbered where id is not null group by id having count(*) > 1),
found as (
    select unnest(broken) as rule, row, id from bad
    union all
    select 'id is unique', row, id from numbered where id in (from repeated)
)
select rule, count(*), min({{'row': row, 'id': id}}, 10) from found where rule is not null group by rule
"""
BROKEN = {
    "area_code is there": "area_code is null",
    "area_name is short": "length(area_name) > {area_name.maxLength}",
    "category is listed": "category not in {category.enum}",
    "opened is in range": "opened not between date '{opened.minimum}' and date '{opened.maximum}'",
    "recorded is a date": "recorded is not null and try_cast(recorded as date) is null",
    "places is in range": "places not between {places.minimum} and {places.maximum}",
    "rate is in range": "rate not between {rate.minimum} and {rate.maximum}",
    "reference fits": "not regexp_full_match(reference, '{reference.pattern}')",
    "website fits": "not regexp_full_match(website, '{website.pattern}')",
}


def check(path: str) -> dict[str, int]:
    with duckdb.connect() as db:
        found = db.execute(statement(path)).fetchall()
    return {rule: count for rule, count, _ in found}


def statement(path: str) -> str:
    values = ", ".join(f"'{value}'" for value in LIMITS["category"].enum)
    limits = {**LIMITS, "category": SimpleNamespace(enum=f"({values})")}
    broken = {rule: condition.format(**limits) for rule, condition in BROKEN.items()}
    listed = ", ".join(f"case when {condition} then '{rule}' end" for rule, condition in broken.items())
    any_broken = " or ".join(f"({condition})" for condition in broken.values())
    return STATEMENT.format(path=path, listed=f"[{listed}]", any_broken=any_broken)


if __name__ == "__main__":
    run(check)
