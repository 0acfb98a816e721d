"""How well a search answers questions in plain English, and how quickly, beside plain BM25.

Relevance is nDCG@5 over questions with graded answers (``relevance/``): those that weights and words were tuned on, and
those kept for scoring. Speed is that of ``NDL_BENCH_DATASETS`` made-up records, asked all of these questions.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checking import PEERS, python_of
from make_catalogue import catalogue
from measuring import Measured, machine, made, measure, versions
from relevance.judged import asked, ndcg, pages, records

MANY = int(os.environ.get("NDL_BENCH_DATASETS", "100_000"))
SETS = ("tuning", "scoring", "ndl-tuning", "ndl-scoring")
TITLES = {
    "tuning": "tuned on: records written by hand",
    "scoring": "kept for scoring: the same records",
    "ndl-tuning": "tuned on: pages of the National Data Library",
    "ndl-scoring": "kept for scoring: the same pages",
}
PLAIN, OURS, FOLDER = "plain BM25 (bm25s)", "our index, in memory", "our index, in a folder"


@dataclass(frozen=True)
class Told:
    """What a tool made of some records and questions."""

    whole: Measured
    built: float
    found: list[list[str]]
    seconds: list[float]


def section(folder: Path) -> str:
    """Ask every question of every tool, and return the tables."""
    plain = python_of("bm25s")
    lines = [_relevance(name, plain, folder) for name in SETS if name in ("tuning", "scoring") or pages()]
    return "\n".join(
        [
            f"{machine()}; {versions(('ndl-workbench', 'numpy', 'pystemmer'))}; bm25s {_version()}.",
            "",
            "How well questions in plain English are answered: nDCG at 5, where 1 is the best order there can be. The "
            "questions, the answers and the synonyms have one author, so expect less on questions of other people.",
            "",
            "| questions | number | records | plain BM25 | our index |",
            "|---|--:|--:|--:|--:|",
            *lines,
            "",
            f"How long it takes over {MANY:,} made-up records, in time of the processor, which other work on the "
            "machine disturbs less; *whole* is the process by the clock. The questions are those above. Our index "
            "gives 20 hits with reasons and facets, plain BM25 gives 5 numbers.",
            "",
            "| tool | building, s | middle one, ms | 95 of 100, ms | slowest, ms | whole, s | memory, MB | disk, MB |",
            "|---|--:|--:|--:|--:|--:|--:|--:|",
            *_speed(plain, folder),
        ]
    )


def _relevance(name: str, plain: Path, folder: Path) -> str:
    there = pages() if name.startswith("ndl") else records()
    questions = asked(name)
    scores = []
    for python, program in ((plain, "with_bm25s.py"), (Path(sys.executable), "with_our_index.py")):
        told = _run(python, program, _written(folder / "records", there), questions_of(folder, questions), folder)
        found = dict(zip((one.question for one in questions), told.found, strict=True))
        scores.append(ndcg(questions, found.__getitem__))
    print(f"{name}: plain {scores[0]:.3f}, ours {scores[1]:.3f}", flush=True)
    cells = (TITLES[name], len(questions), len(there), *(f"{score:.3f}" for score in scores))
    return f"| {' | '.join(map(str, cells))} |"


def questions_of(folder: Path, questions: Sequence[Any]) -> Path:
    """Write questions to a file."""
    return _written(folder / "questions", [one.question for one in questions])


def _speed(plain: Path, folder: Path) -> list[str]:
    many = folder / "many"
    made(catalogue, MANY, many)
    questions = questions_of(folder, [one for name in SETS for one in asked(name)])
    index = folder / "index"
    lines = []
    for name, python, program, more in (
        (PLAIN, plain, "with_bm25s.py", ()),
        (OURS, Path(sys.executable), "with_our_index.py", ()),
        (FOLDER, Path(sys.executable), "with_our_index.py", (index,)),
        (f"{FOLDER} that is there", Path(sys.executable), "with_our_index.py", (index,)),
    ):
        told = _run(python, program, many, questions, folder, *more)
        disk = sum(file.stat().st_size for file in index.rglob("*") if file.is_file()) if more else 0
        lines.append(_line(name, told, disk))
        print(lines[-1], flush=True)
    return lines


def _line(name: str, told: Told, disk: int) -> str:
    milliseconds = sorted(1000 * one for one in told.seconds)
    cells = (
        name,
        f"{told.built:.1f}",
        f"{statistics.median(milliseconds):.1f}",
        f"{milliseconds[int(0.95 * len(milliseconds))]:.1f}",
        f"{milliseconds[-1]:.1f}",
        f"{told.whole.seconds:.0f}",
        f"{told.whole.gigabytes * 1000:.0f}",
        f"{disk / 1e6:.0f}" if disk else "",
    )
    return f"| {' | '.join(cells)} |"


def _run(python: Path, program: str, there: Path, questions: Path, folder: Path, *more: Path) -> Told:
    whole = measure([python, PEERS / program, there, questions, *more], cwd=folder)
    told = json.loads(whole.printed)
    return Told(whole, told["built"], told["found"], told["seconds"])


def _written(path: Path, values: Iterable[Any]) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def _version() -> str:
    lines = (PEERS / "bm25s.txt").read_text(encoding="utf-8").splitlines()
    return next(line.partition("==")[2] for line in lines if line.startswith("bm25s=="))
