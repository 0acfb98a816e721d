"""How long it takes to read large files, beside the readers ours is compared with.

``NDL_BENCH_GB`` makes the files smaller or larger.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from make_files import clean_csv, repeated, with_a_total
from measuring import TIMES, Measured, machine, made, measure, middle, versions

GIGABYTES = float(os.environ.get("NDL_BENCH_GB", "1"))
PACKAGES = ("ndl-workbench", "duckdb", "pandas", "pyarrow", "narwhals", "polars")


@dataclass(frozen=True)
class Work:
    """A piece of work: what it is called, the program that does it, and the peer it is compared with."""

    name: str
    program: str
    peer: str = ""


def section(folder: Path) -> str:
    """Make the files, measure every piece of work, and return the table."""
    works = tuple(_works(folder))
    measured = {}
    for work in works:
        measured[work.name] = middle([measure([sys.executable, "-c", work.program]) for _ in range(TIMES)])
        print(f"{work.name}: {measured[work.name].seconds:.1f} s", flush=True)
    return _report(works, measured)


def _works(folder: Path) -> Iterator[Work]:
    """Name the work to be measured; a peer stands before what is compared with it."""
    clean, total, large = (folder / f"{name}.csv" for name in ("clean", "total", "large"))
    made(clean_csv, clean, GIGABYTES)
    with_a_total(clean, total)
    size = f"{GIGABYTES:g} GB"
    yield Work(f"DuckDB's reader to pandas, {size}", f"import duckdb; x = duckdb.read_csv({str(clean)!r}).df()")
    yield Work(
        f"DuckDB's reader to Arrow, {size} (no pandas frame is made)",
        f"import duckdb; x = duckdb.read_csv({str(clean)!r}).to_arrow_table()",
    )
    yield Work(f"pandas.read_csv, {size}", f"import pandas; x = pandas.read_csv({str(clean)!r})")
    yield Work(
        f"ndl.load, {size}, clean",
        f"import ndl_workbench as ndl; x = ndl.load({str(clean)!r})",
        peer=f"DuckDB's reader to pandas, {size}",
    )
    yield Work(
        f"ndl.load, {size}, with blank lines and a total at its end",
        f"import ndl_workbench as ndl; x = ndl.load({str(total)!r})",
        peer=f"DuckDB's reader to pandas, {size}",
    )
    repeated(clean, large, 10)
    head = "head(5).collect()"
    groups = "group_by('area_code').agg(nw.col('value').sum()).collect()"
    yield Work(
        f"first rows of ndl.scan, {10 * GIGABYTES:g} GB",
        f"import ndl_workbench as ndl; x = ndl.scan({str(large)!r}).{head}",
    )
    yield Work(
        f"a sum by area in DuckDB, {10 * GIGABYTES:g} GB",
        f"import duckdb; x = duckdb.sql(\"select area_code, sum(value) from '{large}' group by all\").df()",
    )
    yield Work(
        f"a sum by area over ndl.scan, {10 * GIGABYTES:g} GB",
        f"import narwhals.stable.v2 as nw, ndl_workbench as ndl; x = ndl.scan({str(large)!r}).{groups}",
        peer=f"a sum by area in DuckDB, {10 * GIGABYTES:g} GB",
    )


def _report(works: tuple[Work, ...], measured: dict[str, Measured]) -> str:
    lines = [
        f"{machine()}; {versions(PACKAGES)}.",
        f"Each figure is a whole process from its start to its end, the middle one of {TIMES}. "
        "The files are made up by seeded code.",
        "",
        "| work | seconds | most memory | compared with its peer |",
        "|---|--:|--:|--:|",
    ]
    for work in works:
        own = measured[work.name]
        ratio = f"{own.seconds / measured[work.peer].seconds:.2f}x" if work.peer else ""
        lines.append(f"| {work.name} | {own.seconds:.1f} | {own.gigabytes:.2f} GB | {ratio} |")
    return "\n".join(lines)
