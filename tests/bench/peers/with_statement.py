"""One statement in DuckDB, as a person would write it who knows the table and wants these ten numbers.

The third argument, if there is one, is the memory DuckDB may use.
"""

from __future__ import annotations

from types import SimpleNamespace

import duckdb
from timed import CSV_TYPES, LIMITS, engine, run

STATEMENT = """
select
    {unique} as "id is unique",
    count(*) - count(area_code) as "area_code is there",
    count(*) filter (length(area_name) > {area_name.maxLength}) as "area_name is short",
    count(*) filter (category not in {category.enum}) as "category is listed",
    count(*) filter (opened not between date '{opened.minimum}' and date '{opened.maximum}') as "opened is in range",
    count(recorded) - count(try_cast(recorded as date)) as "recorded is a date",
    count(*) filter (places not between {places.minimum} and {places.maximum}) as "places is in range",
    count(*) filter (rate not between {rate.minimum} and {rate.maximum}) as "rate is in range",
    count(*) filter (not regexp_full_match(reference, '{reference.pattern}')) as "reference fits",
    count(*) filter (not regexp_full_match(website, '{website.pattern}')) as "website fits"
from {table}
"""


def check(path: str) -> dict[str, int]:
    values = ", ".join(f"'{value}'" for value in LIMITS["category"].enum)
    limits = {**LIMITS, "category": SimpleNamespace(enum=f"({values})")}
    statement = STATEMENT.format(**limits, table=_table(path), unique=_unique(path))
    with duckdb.connect(config={"memory_limit": engine()} if engine() else {}) as db:
        found = db.execute(statement)
        names = [column[0] for column in found.description]
        return dict(zip(names, found.fetchone(), strict=True))


def _table(path: str) -> str:
    return f"read_csv('{path}', header = true, columns = {CSV_TYPES})" if path.endswith(".csv") else f"'{path}'"


def _unique(path: str) -> str:
    """Count the rows whose id another row has; in a text file, which is read once only, those after the first.

    ``count(distinct id)`` is as quick, but cannot go to disk: of 100 million ids it runs out of a gigabyte.
    """
    if path.endswith(".csv"):
        return "count(id) - count(distinct id)"
    repeated = f"select count(*) as rows from '{path}' where id is not null group by id having count(*) > 1"
    return f"(select coalesce(sum(rows), 0)::bigint from ({repeated}))"


if __name__ == "__main__":
    run(check)
