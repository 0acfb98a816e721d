"""How long it takes to check ten rules, beside one statement written by hand and the tools ours is compared with.

Every tool checks the same rules of the same rows (``peers/checked.schema.json``), and must find as many faults as were
planted: a tool that does other work is no peer. ``NDL_BENCH_ROWS`` says how many rows there are, and
``NDL_BENCH_MANY_ROWS`` how many in the table that is larger than memory (0 leaves it out). ``NDL_BENCH_OUR_TIMES`` says
how often our verb and the statement are run.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from make_checked import checked_table
from measuring import TIMES, Measured, machine, made, measure, middle, versions

ROWS = int(os.environ.get("NDL_BENCH_ROWS", "1_000_000"))
MANY_ROWS = int(os.environ.get("NDL_BENCH_MANY_ROWS", "100_000_000"))
# Enough that ours reads it as it reads the large one, so that what it imports then is not counted as its work.
FEW_ROWS = 60_000
MEMORY_LIMIT = os.environ.get("NDL_MEMORY_LIMIT", "1GB")
PEERS = Path(__file__).with_name("peers")
ENVIRONMENTS = Path(__file__).parents[2] / "build" / "peers"
PACKAGES = ("ndl-workbench", "duckdb", "pandas", "pyarrow")
UNIQUE = "id is unique"


@dataclass(frozen=True)
class Work:
    """A piece of work.

    Attributes
    ----------
    name
        What it is called.
    program
        The program in ``peers`` that does it, and what it is told beside the tables.
    kind
        The table: ``parquet``, ``csv`` or ``many``.
    peer
        The environment it runs in, by the name of its requirements; "" for ours.
    copies_once
        Whether of two rows with one id only the second is counted.
    times
        How often it is done.
    """

    name: str
    program: tuple[str, ...]
    kind: str
    peer: str = ""
    copies_once: bool = False
    times: int = TIMES


STATEMENT, OURS = "one statement by hand", "ndl.check"
EXAMPLES = f"{STATEMENT}, with the first ten rows and ids of each rule"
# The figures that others are compared with are taken more often.
MORE_TIMES = int(os.environ.get("NDL_BENCH_OUR_TIMES", str(3 * TIMES)))
WORKS = (
    Work(STATEMENT, ("with_statement.py",), "parquet", times=MORE_TIMES),
    Work(EXAMPLES, ("with_examples.py",), "parquet", times=MORE_TIMES),
    Work(OURS, ("with_ours.py",), "parquet", times=MORE_TIMES),
    Work(f"{OURS}, rules alone", ("with_ours.py", "rules"), "parquet", times=MORE_TIMES),
    Work("pointblank on DuckDB", ("with_pointblank.py", "duckdb"), "parquet", "pointblank"),
    Work("pointblank on DuckDB, ten rows a rule", ("with_pointblank.py", "duckdb-ten"), "parquet", "pointblank"),
    Work("pointblank on DuckDB, counts only", ("with_pointblank.py", "duckdb-counts"), "parquet", "pointblank"),
    Work("pointblank on polars", ("with_pointblank.py", "polars"), "parquet", "pointblank"),
    Work("pandera on pandas", ("with_pandera.py", "pandas"), "parquet", "pandera"),
    Work("pandera on polars", ("with_pandera.py", "polars"), "parquet", "pandera"),
    Work("Great Expectations on pandas", ("with_great_expectations.py",), "parquet", "great-expectations"),
    Work(STATEMENT, ("with_statement.py",), "csv", copies_once=True, times=MORE_TIMES),
    Work(OURS, ("with_ours.py",), "csv", times=MORE_TIMES),
    Work("frictionless", ("with_frictionless.py",), "csv", "frictionless", copies_once=True, times=1),
    Work(STATEMENT, ("with_statement.py", MEMORY_LIMIT), "many", times=1),
    Work(OURS, ("with_ours.py",), "many", times=1),
)


@dataclass(frozen=True)
class Told:
    """What a piece of work came to: the process as a whole; the work itself, by the clock and on all processors."""

    whole: Measured
    seconds: float
    processor: float


def section(folder: Path) -> str:
    """Make the tables and the peers' environments, do every piece of work, and return the table."""
    pythons = {peer: python_of(peer) for peer in dict.fromkeys(work.peer for work in WORKS)}
    told: dict[Work, Told] = {}
    for kind, tables, planted in _tables(folder):
        works = [work for work in WORKS if work.kind == kind]
        runs: dict[Work, list[Measured]] = {work: [] for work in works}
        # In rounds: whatever else the machine does meanwhile, it does to all of them.
        for number in range(max(work.times for work in works)):
            for work in (work for work in works if number < work.times):
                run = _run(work, pythons[work.peer], tables, planted, folder)
                print(f"{work.name}, {kind}: {json.loads(run.printed)['seconds']:.2f} s", flush=True)
                runs[work].append(run)
        told |= {work: _told(runs[work]) for work in works}
    return _report(told)


def _tables(folder: Path) -> Iterator[tuple[str, tuple[Path, Path], dict[str, int]]]:
    """Make each table when it is wanted: its kind, itself and a small one of the same form, and its faults."""
    few = tuple(folder / f"few.{kind}" for kind in ("parquet", "csv"))
    made(checked_table, FEW_ROWS, *few)
    rows = tuple(folder / f"rows.{kind}" for kind in ("parquet", "csv"))
    planted = made(checked_table, ROWS, *rows)
    for kind, table, small in zip(("parquet", "csv"), rows, few, strict=True):
        yield kind, (table, small), planted
        table.unlink()
    if MANY_ROWS:
        many = folder / "many.parquet"
        yield "many", (many, few[0]), made(checked_table, MANY_ROWS, many)


def _run(work: Work, python: Path, tables: tuple[Path, Path], planted: dict[str, int], folder: Path) -> Measured:
    """Do a piece of work once; end the bench if it did not find what was planted."""
    program, *told = work.program
    run = measure([python, PEERS / program, *tables, *told], cwd=folder)
    expected = planted | ({UNIQUE: planted[UNIQUE] // 2} if work.copies_once else {})
    found = json.loads(run.printed)["counts"]
    if found != expected:
        sys.exit(f"{work.name} found {found};\nexpected {expected}; no table was written")
    return run


def _told(runs: list[Measured]) -> Told:
    answers = [json.loads(run.printed) for run in runs]
    seconds, processor = (statistics.median(answer[kind] for answer in answers) for kind in ("seconds", "processor"))
    return Told(middle(runs), seconds, processor)


def python_of(peer: str) -> Path:
    """Return the Python of a peer's environment, made when its requirements have changed and only then."""
    if not peer:
        return Path(sys.executable)
    place, wanted = ENVIRONMENTS / peer, (PEERS / f"{peer}.txt").read_text(encoding="utf-8")
    made_from = place / "made-from.txt"
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not made_from.is_file() or made_from.read_text(encoding="utf-8") != wanted:
        print(f"installing {peer} into {place}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*install, "-r", PEERS / f"{peer}.txt"], check=True)
        made_from.write_text(wanted, encoding="utf-8")
    return python


def _report(told: dict[Work, Told]) -> str:
    many = f", and {MANY_ROWS:,} rows within {MEMORY_LIMIT} for DuckDB" if MANY_ROWS else ""
    return "\n".join(
        [
            f"{machine()}; {versions(PACKAGES)}; {', '.join(_peers())}.",
            "",
            f"Ten rules of a table of twelve columns, made up by seeded code: {ROWS:,} rows{many}. About one row in a "
            "thousand breaks each rule, and every tool found as many as were planted.",
            f"Each figure is the middle one of {TIMES}, of {MORE_TIMES} for ours and the statements, of one for "
            "frictionless and the largest table. They took turns.",
            "",
            f"- *work*: the checking alone, by the clock, after a table of {FEW_ROWS:,} rows has been checked",
            "- *processor*: the same in seconds of all cores together, which other work on the machine disturbs less",
            "- *whole*: the process from its start to its end, by the clock",
            "- the last columns compare *work*: with the statement that counts, with the one that shows rows too, as a "
            "report does, and with ours",
            "- *rules alone*: without repairs (`repair=False`), so that no value is looked at for spaces at its "
            "ends or for words that stand for a blank; the statement does neither",
            "",
            "| tool | file | work, s | processor, s | whole, s | most memory | beside the statement "
            "| beside the one with rows | beside ours |",
            "|---|---|--:|--:|--:|--:|--:|--:|--:|",
            *(_line(work, told) for work in told),
        ]
    )


def _line(work: Work, told: dict[Work, Told]) -> str:
    own = told[work]
    beside = {other.name: own.seconds / told[other].seconds for other in told if other.kind == work.kind}
    cells = (
        work.name,
        {"parquet": "Parquet", "csv": "CSV", "many": f"Parquet, {MANY_ROWS:,} rows"}[work.kind],
        f"{own.seconds:.2f}",
        f"{own.processor:.2f}",
        f"{own.whole.seconds:.1f}",
        f"{own.whole.gigabytes:.2f} GB",
        *(
            f"{beside[name]:.2f}x" if name in beside and name != work.name else ""
            for name in (STATEMENT, EXAMPLES, OURS)
        ),
    )
    return f"| {' | '.join(cells)} |"


def _peers() -> Iterator[str]:
    """Name each peer with its version and those of what it runs on."""
    for peer in dict.fromkeys(work.peer for work in WORKS if work.peer):
        pins = dict(re.findall(r"^([\w.-]+)==(\S+)", (PEERS / f"{peer}.txt").read_text(encoding="utf-8"), re.MULTILINE))
        pins = {name.lower().replace("_", "-"): version for name, version in pins.items()}
        engines = [f"{name} {pins[name]}" for name in ("duckdb", "ibis-framework", "polars", "pandas") if name in pins]
        yield f"{peer} {pins[peer]}" + (f" (with {', '.join(engines)})" if engines else "")
