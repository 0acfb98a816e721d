"""Measure an audit of a model beside fairlearn's MetricFrame and a group-by written by hand for DuckDB.

``python tests/bench/audit_models.py`` prints a table. Everything runs on the same columns in one process, after one run
that is not counted, and the quickest of several is told, because other work on the machine only ever adds; fairlearn
runs once. What 100 million rows need is measured in a process of its own. ``NDL_BENCH_ROWS`` (1,000,000),
``NDL_BENCH_MANY`` (100,000,000) and ``NDL_BENCH_DIR`` change how many rows there are and where the file is made.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

import ndl_workbench as ndl

ROWS = int(os.environ.get("NDL_BENCH_ROWS", "1_000_000"))
MANY = int(os.environ.get("NDL_BENCH_MANY", "100_000_000"))
GROUPS = 50
TIMES = 9
SIX = ("selection_rate", "true_positive_rate", "false_positive_rate", "false_negative_rate", "accuracy_score",
       "precision_score")  # fmt: skip
BY_HAND = "select g, y, p, count(*) from {} group by all"
# Prints seconds, and the most memory the process ever held, in gigabytes (Linux).
ALONE = """
import resource, time
import duckdb
import ndl_workbench as ndl
{}
start = time.perf_counter()
{}
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)
"""


@dataclass(frozen=True)
class Line:
    """What was measured: seconds, the most memory where that is of interest, and how it compares."""

    name: str
    seconds: float
    gigabytes: float | None = None
    beside: str = ""


def main() -> None:
    """Measure everything and print it as Markdown."""
    print("| work | seconds | memory, GB | beside |\n|---|--:|--:|---|")
    for line in measure():
        memory = "" if line.gigabytes is None else f"{line.gigabytes:.2f}"
        print(f"| {line.name} | {line.seconds:.3f} | {memory} | {line.beside} |", flush=True)


def measure() -> Iterator[Line]:
    """Measure one thing after another; what is compared with comes after what it is compared with."""
    people = _people()
    ours = {}
    for kind, column in (("text", "g"), ("whole numbers", "h")):
        frame = people[["y", "p"]].assign(g=people[column])
        by_hand, mine = _in_turn(lambda f=frame: _group_by(f), lambda f=frame: _intervals(f))
        size = f"{ROWS:,} rows, {GROUPS} groups of {kind}"
        yield Line(f"a group-by written by hand for DuckDB, {size}", by_hand)
        yield Line(f"ndl.audit_model: every metric with intervals, {size}", mine,
                   beside=f"{mine / by_hand:.2f} times the group-by")  # fmt: skip
        ours[kind] = mine
    theirs = _metric_frame(people)
    yield Line(f"fairlearn's MetricFrame: six metrics, no intervals, {ROWS:,} rows", theirs,
               beside=f"{theirs / ours['text']:,.0f} times ndl.audit_model")  # fmt: skip
    frame = people[["y", "p", "g", "s"]]
    yield Line(f"ndl.audit_model, 1,000 bootstrap samples of {ROWS:,} rows",
               _quickest(lambda: _intervals(frame, bootstrap=1000), 3))  # fmt: skip
    yield Line(f"ndl.audit_model with scores (two decimals), {ROWS:,} rows",
               _quickest(lambda: _intervals(frame, scores=frame["s"]), 3))  # fmt: skip
    yield Line(f"the same with 1,000 bootstrap samples, {ROWS:,} rows",
               _quickest(lambda: _intervals(frame, scores=frame["s"], bootstrap=1000), 1))  # fmt: skip
    with tempfile.TemporaryDirectory(dir=os.environ.get("NDL_BENCH_DIR")) as folder:
        yield from _many(Path(folder) / "many.parquet")


def _people() -> pd.DataFrame:
    random = np.random.default_rng(0)
    number = random.integers(0, GROUPS, ROWS)
    truth = random.integers(0, 2, ROWS)
    score = np.round(np.clip(0.3 * truth + random.random(ROWS) * 0.7, 0, 1), 2)
    names = np.array([f"group {place}" for place in range(GROUPS)])
    return pd.DataFrame({"g": names[number], "h": number, "y": truth, "p": (score > 0.5).astype(int), "s": score})


def _group_by(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return duckdb.sql(BY_HAND.format("frame")).fetchall()


def _intervals(frame: pd.DataFrame, **more: object) -> ndl.ModelAudit:
    audit = ndl.audit_model(frame["y"], frame["p"], sensitive_features=frame["g"], **more)
    assert all(audit.groups[0][name].low is not None for name in SIX)
    return audit


def _metric_frame(people: pd.DataFrame) -> float:
    import fairlearn.metrics
    import sklearn.metrics

    found = {name: getattr(fairlearn.metrics, name, None) or getattr(sklearn.metrics, name) for name in SIX}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _quickest(
            lambda: (
                fairlearn.metrics.MetricFrame(
                    metrics=found, y_true=people["y"], y_pred=people["p"], sensitive_features=people["g"]
                ).by_group
            ),
            1,
            warm=False,
        )


def _many(path: Path) -> Iterator[Line]:
    """Count far more rows than fit in memory at once, where they lie."""
    made = (
        f"select (hash(i) % 2)::tinyint as y, (hash(i * 3 + 1) % 2)::tinyint as p, 'group ' || hash(i * 7) % {GROUPS} "
        f"as g, (hash(i * 11) % 101) / 100 as s from range({MANY}) t(i)"
    )
    duckdb.sql(f"copy ({made}) to '{path}' (format parquet)")
    small = path.with_name("small.parquet")
    duckdb.sql(f"copy (from '{path}' limit 1000) to '{small}' (format parquet)")
    by_hand = [f"duckdb.sql({BY_HAND.format(repr(str(file)))!r}).fetchall()" for file in (small, path)]
    hand, hand_memory = _alone(*by_hand)
    yield Line(f"a group-by written by hand for DuckDB, {MANY:,} rows of a Parquet file", hand, hand_memory)
    calls = [f"ndl.audit_model('y', 'p', sensitive_features='g', data={str(file)!r}" for file in (small, path)]
    mine, memory = _alone(*(f"{call})" for call in calls))
    yield Line(f"ndl.audit_model(data=…), {MANY:,} rows of a Parquet file", mine, memory,
               f"{mine / hand:.2f} times the group-by")  # fmt: skip
    scored, memory = _alone(*(f"{call}, scores='s')" for call in calls))
    yield Line(f"ndl.audit_model(data=…, scores=…), {MANY:,} rows of a Parquet file", scored, memory)


def _alone(first: str, work: str) -> tuple[float, float]:
    """Time some work in a process that has done the same on few rows, so that what it imports is not counted."""
    program = ALONE.format(first, work)
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    seconds, gigabytes = map(float, done.stdout.split()[-2:])  # DuckDB may have shown its progress before
    return seconds, gigabytes


def _in_turn(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Time two things in turn, so that what else the machine does falls on both."""
    one(), other()
    times = [(_timed(one), _timed(other)) for _ in range(TIMES)]
    return min(first for first, _ in times), min(second for _, second in times)


def _quickest(work: Callable[[], object], times: int, *, warm: bool = True) -> float:
    if warm:
        work()
    return min(_timed(work) for _ in range(times))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
