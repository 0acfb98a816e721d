"""How long it takes to audit a model, beside fairlearn and a group-by written by hand (``audit_models.py`` does it)."""

from __future__ import annotations

import sys
from pathlib import Path

from measuring import machine, measure, versions

PACKAGES = ("ndl-workbench", "fairlearn", "duckdb", "pandas", "numpy")
PROGRAM = Path(__file__).with_name("audit_models.py")


def section(folder: Path) -> str:
    """Measure in a process of its own, and return the table."""
    printed = measure([sys.executable, PROGRAM], env={"NDL_BENCH_DIR": str(folder)}).printed
    table = printed[printed.index("| work |") :].strip()
    how = "The quickest of several, in one process and in turn; what 100 million rows need, in a process of its own."
    return f"{machine()}; {versions(PACKAGES)}.\n{how}\n\n{table}"
