"""How long it takes to grade a cohort, beside nbgrader's own ``autograde``, and how much memory that needs.

The same submissions of a unit that imports pandas and fairlearn: right, wrong, untouched and slow ones, all honest, so
that all ways of grading must give the same marks. ``NDL_BENCH_SUBMISSIONS`` says how many.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from make_cohort import UNIT, handed_in, marks, released, without_sandbox
from measuring import TIMES, machine, made, versions

SUBMISSIONS = int(os.environ.get("NDL_BENCH_SUBMISSIONS", "60"))
FEW = 4
PACKAGES = ("ndl-workbench", "nbgrader", "pandas", "fairlearn")
STOCK, OURS, SEAM = "`nbgrader autograde`", "`ndl academy grade`", "`nbgrader autograde` with our steps"
_TICK = 0.25


@dataclass(frozen=True)
class Run:
    """A command that graded: seconds on the clock, and the most gigabytes that all its processes held."""

    seconds: float
    gigabytes: float


def section(folder: Path) -> str:
    """Grade the same submissions three ways, and return the table."""
    cohort = Path(made(released, folder))
    few, many = (shutil.copytree(cohort, folder / name) for name in ("few", "many"))
    handed_in(few, FEW)
    due = handed_in(many, SUBMISSIONS)
    begun = _median([_graded(few, folder / f"few-{n}", OURS, {})[0] for n in range(TIMES)])
    runs = {OURS: _median([_graded(many, folder / f"ours-{n}", OURS, due)[0] for n in range(TIMES)])}
    runs[SEAM], by_seam = _graded(many, folder / "seam", SEAM, due)
    runs[STOCK], by_stock = _graded(many, folder / "stock", STOCK, due)
    _same({SEAM: by_seam, STOCK: by_stock}, made(marks, folder / "ours-0"))
    warm = (runs[OURS].seconds - begun.seconds) / (SUBMISSIONS - FEW)
    return _report(runs, warm)


def _graded(cohort: Path, copy: Path, way: str, due: dict[str, float]) -> tuple[Run, dict[str, Any]]:
    """Grade a copy of a cohort one way, and return how that went, and the marks."""
    shutil.copytree(cohort, copy)
    if way == STOCK:
        without_sandbox(copy)
    return graded(copy, way, due), made(marks, copy)


def graded(cohort: Path, way: str, due: dict[str, float], *options: str) -> Run:
    """Grade a cohort one way; end the bench if the marks by machine are not those that are due."""
    ours = [sys.executable, "-m", "ndl_workbench.cli", "academy", "grade", UNIT, "--cohort", cohort, *options]
    run = _run(ours if way == OURS else [sys.executable, "-m", "nbgrader", "autograde", UNIT], cwd=cohort)
    print(f"{way}: {run.seconds:.1f} s, {run.gigabytes:.2f} GB", flush=True)
    given = made(marks, cohort)
    totals = {trainee: sum(machine or 0 for machine, _ in cells.values()) for trainee, cells in given.items()}
    if due and totals != due:
        wrong = {trainee: (totals.get(trainee), due[trainee]) for trainee in due if totals.get(trainee) != due[trainee]}
        sys.exit(f"{way} gave other marks than are due (given, due): {wrong}; no table was written")
    return run


def _same(others: dict[str, dict[str, Any]], ours: dict[str, Any]) -> None:
    for way, given in others.items():
        if given != ours:
            wrong = {
                trainee: (given.get(trainee), ours[trainee]) for trainee in ours if given.get(trainee) != ours[trainee]
            }
            sys.exit(f"{way} and {OURS} gave other marks: {wrong}; no table was written")


def _run(command: Sequence[str | Path], cwd: Path) -> Run:
    """Run a command to its end, and see how much all processes below it hold meanwhile."""
    most = 0.0
    over = threading.Event()
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=said, env=_environment())

        def watch() -> None:
            nonlocal most
            while not over.wait(_TICK):
                most = max(most, sum(map(_held, _below(process.pid))))

        watching = threading.Thread(target=watch)
        watching.start()
        process.wait()
        seconds = time.perf_counter() - start
        over.set()
        watching.join()
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))}\nended with {process.returncode}:\n{said.read()[-2000:]}")
        return Run(seconds, most / 1e9)


def _below(pid: int) -> list[int]:
    """Return a process and all below it."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def _held(pid: int) -> int:
    """Return the bytes a process holds; of what several share, its part, or nothing where that is not told."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return sum(1024 * int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
    except PermissionError:
        held, shared = map(int, Path(f"/proc/{pid}/statm").read_text().split()[1:3])
        return (held - shared) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # it has ended
        return 0


def _environment() -> dict[str, str]:
    # nbgrader calls alembic by name.
    return {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}


def _median(runs: list[Run]) -> Run:
    return sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]


def _report(runs: dict[str, Run], warm: float) -> str:
    lines = [
        f"{machine()}; {versions(PACKAGES)}.",
        f"{SUBMISSIONS} submissions of a unit that imports pandas and fairlearn: of every ten five right, three partly "
        "wrong, one untouched and one that sleeps for a second. All ways gave all of them the same marks.",
        f"Ours is the middle of {TIMES} runs, of nbgrader's one each; memory is that of all processes at their most.",
        "",
        "| graded by | seconds | for each submission | times ours | memory, GB |",
        "|---|---:|---:|---:|---:|",
    ]
    for way in (OURS, SEAM, STOCK):
        run = runs[way]
        each, ratio = run.seconds / SUBMISSIONS, run.seconds / runs[OURS].seconds
        lines.append(f"| {way} | {run.seconds:.1f} | {each:.2f} | {ratio:.1f} | {run.gigabytes:.2f} |")
    lines += ["", f"Once the sandboxes are warm, a submission takes {OURS} {warm:.2f} s."]
    return "\n".join(lines)
