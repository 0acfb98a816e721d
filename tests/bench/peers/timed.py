"""What every program here shares: the rules it is to apply, and how its work is timed.

A program is called as ``python with_tool.py TABLE SMALL [ENGINE]``. It checks SMALL first, a table of the same form
with few rows, so that what a tool imports or sets up on its first use is not counted as its work; then it checks
TABLE and prints, as JSON, the seconds that took, those of all processors together, and how many rows broke each rule.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

SCHEMA = Path(__file__).with_name("checked.schema.json")
FIELDS = json.loads(SCHEMA.read_text(encoding="utf-8"))["fields"]
LIMITS = {field["name"]: SimpleNamespace(**field.get("constraints", {})) for field in FIELDS}
# No column has more than one rule.
RULE_OF = {field["name"]: field["rule"] for field in FIELDS if "rule" in field}
# Written as DuckDB reads it: the rules are of the table, and a tool is not to guess the types of a text file.
CSV_TYPES = {
    "id": "varchar", "area_code": "varchar", "area_name": "varchar", "category": "varchar", "opened": "date",
    "recorded": "varchar", "places": "bigint", "rate": "double", "reference": "varchar", "website": "varchar",
    "value": "bigint", "note": "varchar",
}  # fmt: skip


def run(check: Callable[[str], dict[str, int]]) -> None:
    """Check the small table, then the large one against the clock, and print what came of it."""
    table, small = sys.argv[1:3]
    check(small)
    start, busy = time.perf_counter(), time.process_time()
    counts = check(table)
    seconds, processor = time.perf_counter() - start, time.process_time() - busy
    print(json.dumps({"seconds": seconds, "processor": processor, "counts": counts}))


def engine() -> str:
    """Return what the program was told beside the tables, "" if nothing."""
    return sys.argv[3] if len(sys.argv) > 3 else ""
