"""Measure how long our verbs take and what they need, beside the tools they are compared with.

``make bench`` runs this and writes ``tests/bench/RESULTS.md``, a section for each subject. ``make bench ARGS=checking``
measures one subject, and leaves the other sections as they are. ``NDL_BENCH_TIMES`` says how often each
piece of work is done, and ``NDL_BENCH_DIR`` where the files are made.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import auditing
import checking
import classroom
import grading
import harvesting
import loading
import postgres
import searching

RESULTS = Path(__file__).with_name("RESULTS.md")
SUBJECTS = {
    "loading": loading.section,
    "checking": checking.section,
    "auditing": auditing.section,
    "harvesting": harvesting.section,
    "searching": searching.section,
    "grading": grading.section,
    "postgres": postgres.section,
    "classroom": classroom.section,
}


def main(chosen: list[str]) -> None:
    """Measure the subjects named, or all of them."""
    if strange := set(chosen) - set(SUBJECTS):
        sys.exit(f"found {', '.join(sorted(strange))}; expected {' or '.join(SUBJECTS)}; nothing was measured")
    for subject in chosen or SUBJECTS:
        with tempfile.TemporaryDirectory(dir=os.environ.get("NDL_BENCH_DIR")) as folder:
            section = SUBJECTS[subject](Path(folder))
        there = sections(RESULTS.read_text(encoding="utf-8")) | {subject: section}
        RESULTS.write_text(written(there), encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    """Return what stands under each subject's heading."""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return {title.lower(): body.strip() for title, body in zip(parts[1::2], parts[2::2], strict=True)}


def written(bodies: dict[str, str]) -> str:
    """Put the subjects under their headings again, in their order."""
    there = [f"## {subject.capitalize()}\n\n{bodies[subject]}\n" for subject in SUBJECTS if subject in bodies]
    return "\n".join(["# Measured\n", *there])


if __name__ == "__main__":
    main(sys.argv[1:])
