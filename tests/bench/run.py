"""Measure how long our verbs take and what they need, beside the tools they are compared with.

Each piece of work runs in a process of its own, from its start to its end, three times; the middle one is told.
``make bench`` runs this and writes ``tests/bench/RESULTS.md``. ``NDL_BENCH_GB`` makes the files smaller or larger,
``NDL_BENCH_TIMES`` says how often, and ``NDL_BENCH_DIR`` where the files are made.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from make_files import clean_csv, repeated, with_a_total

RESULTS = Path(__file__).with_name("RESULTS.md")
GIGABYTES = float(os.environ.get("NDL_BENCH_GB", "1"))
TIMES = int(os.environ.get("NDL_BENCH_TIMES", "3"))
# Prints the most memory the process ever held, in kilobytes (Linux).
PEAK = "; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
PACKAGES = ("ndl-workbench", "duckdb", "pandas", "pyarrow", "narwhals", "polars")


@dataclass(frozen=True)
class Work:
    """A piece of work: what it is called, the program that does it, and the peer it is compared with."""

    name: str
    program: str
    peer: str = ""


@dataclass(frozen=True)
class Measured:
    """Middle of the times, in seconds, and the most memory, in gigabytes."""

    seconds: float
    gigabytes: float


def main() -> None:
    """Make the files, measure every piece of work, write the table."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("NDL_BENCH_DIR")) as folder:
        works = tuple(_works(Path(folder)))
        measured = {}
        for work in works:
            measured[work.name] = _measure(work.program)
            print(f"{work.name}: {measured[work.name]}", flush=True)
    RESULTS.write_text(_report(works, measured), encoding="utf-8")


def _works(folder: Path) -> Iterator[Work]:
    """Name the work to be measured; a peer stands before what is compared with it."""
    clean = clean_csv(folder / "clean.csv", GIGABYTES)
    total = with_a_total(clean, folder / "total.csv")
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
    large = repeated(clean, folder / "large.csv", 10)
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


def _measure(program: str) -> Measured:
    seconds, kilobytes = [], []
    for _ in range(TIMES):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", program + PEAK], capture_output=True, text=True, check=True, timeout=3600
        )
        seconds.append(time.perf_counter() - start)
        kilobytes.append(int(done.stdout.split()[-1]))
    return Measured(statistics.median(seconds), max(kilobytes) * 1024 / 1e9)


def _report(works: tuple[Work, ...], measured: dict[str, Measured]) -> str:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [
        "# Measured",
        "",
        f"By `make bench` on {dt.date.today():%-d %B %Y}: {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}; {versions}.",
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
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
