"""A table of twelve columns with faults planted in it, the same each time, and how many of each there are.

As a program: ``python make_checked.py ROWS TABLE.parquet [TABLE.csv]`` writes the table piece by piece, so that it
may be of any size, and prints the planted faults as JSON. Every code, name and address in it is made up.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

SEED = 20_261_128
ROWS_AT_A_TIME = 500_000
# DuckDB's own, so that what reads in parallel can.
ROWS_IN_A_GROUP = 122_880
# One row in so many breaks each rule.
ONE_IN = 1_000
FIELDS = json.loads((Path(__file__).parent / "peers" / "checked.schema.json").read_text(encoding="utf-8"))["fields"]
# What each rule is called, in the order of the columns: the first word is the column.
RULES = tuple(field["rule"] for field in FIELDS if "rule" in field)
CATEGORIES = ("day nursery", "childminder", "holiday club", "library session", "sports club")
NOTES = ("", "checked by telephone", "moved here from another site", "opening hours differ in August")
FAULTS = {
    "area_code is there": (None,),
    "area_name is short": ("The Combined and Reorganised Upper Borough of Northmouth",),
    "category is listed": ("unlisted", "day nurseries"),
    "opened is in range": (5_000, 25_000),  # days since 1970: in 1983 and in 2038
    "recorded is a date": ("2023-02-30", "2024-13-05", "last spring"),
    "places is in range": (-5, 9_999),
    "rate is in range": (-0.25, 1.75),
    "reference fits": ("ab123456", "A1234567", "AB12345"),
    "website fits": ("www.example.org/x06000001", "http//example.org/records/17"),
}


def checked_table(rows: int, parquet: Path, csv: Path | None = None) -> dict[str, int]:
    """Write a table, and return how many rows were made to break each rule.

    Of rows with the same ``id`` there are always two, and both are counted.
    """
    import numpy as np
    import pyarrow.csv as pv
    import pyarrow.parquet as pq

    rng = np.random.default_rng(SEED)
    planted: Counter[str] = Counter()
    tables = csv_file = None
    try:
        for start in range(0, rows, ROWS_AT_A_TIME):
            part, faults = _part(rng, start, min(ROWS_AT_A_TIME, rows - start))
            planted.update(faults)
            tables = tables or pq.ParquetWriter(parquet, part.schema)
            tables.write_table(part, row_group_size=ROWS_IN_A_GROUP)
            if csv:
                csv_file = csv_file or pv.CSVWriter(
                    csv, part.schema, write_options=pv.WriteOptions(quoting_style="needed")
                )
                csv_file.write_table(part)
    finally:
        for writer in (tables, csv_file):
            if writer:
                writer.close()
    return {rule: planted[rule] for rule in RULES}


def _part(rng: np.random.Generator, start: int, rows: int) -> tuple[pa.Table, dict[str, int]]:
    import numpy as np
    import pyarrow as pa

    areas = rng.integers(0, 300, rows)
    columns: dict[str, Any] = {
        "id": _numbered("R", np.arange(start, start + rows), 9),
        "area_code": _numbered("X06", areas, 6),
        "area_name": _taken(_names(), areas),
        "category": _taken(CATEGORIES, rng.integers(0, len(CATEGORIES), rows)),
        "opened": pa.array(rng.integers(10_957, 20_454, rows).astype("int32"), pa.date32()),
        "recorded": _taken(_days(), rng.integers(0, 3_652, rows)),
        "places": pa.array(rng.integers(0, 501, rows)),
        "rate": pa.array(np.round(rng.random(rows), 4), mask=rng.random(rows) < 0.02),
        "reference": _numbered("KT", rng.integers(0, 1_000_000, rows), 6),
        "website": _website(areas, rng.integers(0, 100_000, rows), rng.random(rows) < 0.1),
        "value": pa.array(rng.integers(0, 1_000_000, rows)),
        "note": _taken(NOTES, rng.integers(0, len(NOTES), rows), blank=0),
    }
    faults = {}
    for rule in RULES:
        name = rule.split()[0]
        at = np.flatnonzero(rng.random(rows) < 1 / ONE_IN)
        if rule == "id is unique":
            columns[name], faults[rule] = _copied(columns[name], at)
        else:
            columns[name] = _spoilt(columns[name], at, FAULTS[rule])
            faults[rule] = len(at)
    return pa.table(columns), faults


def _numbered(prefix: str, numbers: np.ndarray, digits: int) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), digits, "0")
    return pc.binary_join_element_wise(prefix, text, "")


def _taken(values: tuple[str, ...], numbers: np.ndarray, blank: int = -1) -> pa.Array:
    import pyarrow as pa

    return pa.array(values).take(pa.array(numbers, mask=numbers == blank))


def _website(areas: np.ndarray, numbers: np.ndarray, blank: np.ndarray) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    pages = pc.utf8_lpad(pa.array(numbers, mask=blank).cast(pa.string()), 5, "0")
    return pc.binary_join_element_wise("https://www.example.org/", _numbered("x06", areas, 6), "/records/", pages, "")


def _names() -> tuple[str, ...]:
    firsts = ("North", "South", "East", "West", "Upper", "Lower", "Great", "Little", "Old", "New")
    seconds = ("ford", "ton", "borough", "dale", "mouth", "wick")
    thirds = ("", " Vale", " and District", ", Holy Trinity", " on the Water")
    return tuple(first + second + third for first in firsts for second in seconds for third in thirds)


def _days() -> tuple[str, ...]:
    import numpy as np

    return tuple(map(str, np.arange("2016-01-01", "2025-12-31", dtype="datetime64[D]")))


def _copied(ids: pa.Array, at: np.ndarray) -> tuple[pa.Array, int]:
    """Give some rows the id of the row before, in pairs that do not touch; about one row in so many is in one."""
    import numpy as np
    import pyarrow as pa

    second = np.unique(at[: len(at) // 2] // 2 * 2 + 1)
    second = second[second < len(ids)]
    sources = np.arange(len(ids))
    sources[second] -= 1
    return ids.take(pa.array(sources)), 2 * len(second)


def _spoilt(column: pa.Array, at: np.ndarray, values: tuple[Any, ...]) -> pa.Array:
    """Put faults in some rows: the values given, in turn."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    there = np.zeros(len(column), dtype=bool)
    there[at] = True
    faults = pa.array([values[number % len(values)] for number in range(len(at))], column.type)
    return pc.replace_with_mask(column, pa.array(there), faults)


if __name__ == "__main__":
    places = [Path(argument) for argument in sys.argv[2:]]
    print(json.dumps(checked_table(int(sys.argv[1]), *places)))
