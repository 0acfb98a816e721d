"""How long it takes to harvest a national catalogue, how much room it needs, and how quickly it is walked again.

The records come from this process, so that no network is measured. ``NDL_BENCH_RECORDS`` makes them fewer or more.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from measuring import Measured, machine, measure, versions

RECORDS = int(os.environ.get("NDL_BENCH_RECORDS", "100000"))
PACKAGES = ("ndl-workbench",)
_PROGRAM = """
import json, sqlite3, sys
from ndl_workbench.catalogue.harvest.harvest import collect
from make_records import Catalogue
(done,) = collect([("here", Catalogue({number}))], full=True)
print(json.dumps([done.added, done.changed, done.records, done.problem]))
"""


def section(folder: Path) -> str:
    """Harvest twice into a folder, and return the table."""
    place = {
        "NDL_HARVEST": str(folder),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH")))),
    }
    command = [sys.executable, "-c", _PROGRAM.format(number=RECORDS)]
    first = measure(command, env=place)
    _check(first, added=RECORDS)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    second = measure(command, env=place)
    _check(second, added=0)
    rows = [
        _row(f"first harvest of {RECORDS:,} datasets, with its index", first, f"{size / 1e6:,.0f} MB"),
        _row("a full harvest again, nothing changed", second, ""),
    ]
    return "\n".join(
        [
            f"{machine()}, {versions(PACKAGES)}.",
            "",
            "| what | seconds | memory, GB | on disk |",
            "|---|---:|---:|---:|",
            *rows,
        ]
    )


def _check(measured: Measured, *, added: int) -> None:
    if json.loads(measured.printed) != [added, 0, RECORDS, ""]:
        sys.exit(f"the harvest said {measured.printed}")


def _row(what: str, measured: Measured, size: str) -> str:
    return f"| {what} | {measured.seconds:.1f} | {measured.gigabytes:.2f} | {size} |"
