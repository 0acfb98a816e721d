"""Run a piece of work in a process of its own, and say how long it took and how much memory it needed."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# How busy the machine was before we began: beside other work a clock says little.
LOAD = os.getloadavg()[0]
TIMES = int(os.environ.get("NDL_BENCH_TIMES", "3"))


@dataclass(frozen=True)
class Measured:
    """Seconds from start to end, most memory in gigabytes, and what was printed."""

    seconds: float
    gigabytes: float
    printed: str = ""


def measure(command: Sequence[str | Path], *, cwd: Path | None = None, env: dict[str, str] | None = None) -> Measured:
    """Run a command to its end.

    The memory is what the kernel counted for the process, or for the largest of those it started and waited for.
    This process must stay small: what it holds is counted for those that it starts.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=cwd, env={**os.environ, **(env or {})})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            sys.exit(f"{' '.join(map(str, command))[:400]}\nended with {process.returncode}:\n{err.read()[-2000:]}")
        return Measured(seconds, usage.ru_maxrss * 1024 / 1e9, out.read())


def middle(measured: Sequence[Measured]) -> Measured:
    """Return the middle of the times, and the most memory of any."""
    return Measured(statistics.median(m.seconds for m in measured), max(m.gigabytes for m in measured))


def made(function: Callable[..., object], *arguments: object) -> Any:
    """Call a function of a module beside this one in a process of its own, and return what came of it, as JSON."""
    call = f"json.dumps({function.__module__}.{function.__name__}(*{arguments!r}), default=str)"
    program = f"import json, {function.__module__}; from pathlib import *; print({call})"
    place = {"PYTHONPATH": os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH"))))}
    return json.loads(measure([sys.executable, "-c", program], env=place).printed)


def machine() -> str:
    """Say when this was, and on what."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"By `make bench` on {dt.date.today():%-d %B %Y}: {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()}, load {LOAD:.1f} as it began, Python {platform.python_version()}"
    )


def versions(packages: Iterable[str]) -> str:
    """Name packages of this environment with their versions."""
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
