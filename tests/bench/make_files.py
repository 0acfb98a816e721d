"""Large files of made-up figures, the same each time."""

from __future__ import annotations

import shutil
from pathlib import Path

ROWS_AT_A_TIME = 500_000
SEED = 20_240_501


def clean_csv(path: Path, gigabytes: float) -> Path:
    """Write a table of nine columns: numbers, codes, names that need quotation marks, dates and text."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as pv

    rng = np.random.default_rng(SEED)
    areas = pa.array([f"X06{number:06d}" for number in range(999)])
    names = pa.array(["Northtown", "Easton Vale", "Westborough, Upper", "South Dale"])
    days = pa.array([f"2024-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)])
    sexes = pa.array(["F", "M"])
    written = 0
    with path.open("wb") as file:
        file.write(b"id,area_code,area_name,period,age,sex,value,rate,note\n")
        while file.tell() < gigabytes * 1e9:
            ids = np.arange(written, written + ROWS_AT_A_TIME)
            part = pa.table(
                {
                    "id": ids,
                    "area_code": areas.take(pa.array(ids % len(areas))),
                    "area_name": names.take(pa.array(ids % len(names))),
                    "period": days.take(pa.array(ids % len(days))),
                    "age": rng.integers(0, 100, ROWS_AT_A_TIME),
                    "sex": sexes.take(pa.array(ids % 2)),
                    "value": rng.integers(0, 100_000, ROWS_AT_A_TIME),
                    "rate": np.round(rng.random(ROWS_AT_A_TIME), 4),
                    "note": pa.array([f"record number {number}" for number in ids * 7919 % 1_000_003]),
                }
            )
            pv.write_csv(part, file, pv.WriteOptions(include_header=False, quoting_style="needed"))
            written += ROWS_AT_A_TIME
    return path


def with_a_total(clean: Path, path: Path) -> Path:
    """Copy a file, with blank lines before and a total after its last row."""
    shutil.copyfile(clean, path)
    with path.open("ab") as file:
        file.write(b"\n\nTotal,,,,,,123456,,\n")
    return path


def repeated(clean: Path, path: Path, times: int) -> Path:
    """Write the rows of a file several times under one header."""
    with clean.open("rb") as file, path.open("wb") as out:
        header = file.readline()
        out.write(header)
        for _ in range(times):
            file.seek(len(header))
            shutil.copyfileobj(file, out, 16 << 20)
    return path
