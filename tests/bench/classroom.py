"""Whether marks separate the skilled from the careless, those who copy and those who cheat, in a unit of each course.

The units stand in ``UNITS``; ``NDL_BENCH_CLASS`` says how large the class is. Who is what, ``make_class.py`` says.
"""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path
from typing import Any

from make_class import SHARES, taken
from measuring import machine, made, versions

PEOPLE = int(os.environ.get("NDL_BENCH_CLASS", "40"))
UNITS = (
    ("finding-and-trusting-data", "01_finding"),
    ("data-quality-in-practice", "03_repairs"),
    ("bias-and-fairness-in-public-data", "02_gaps"),
)


def section(folder: Path) -> str:
    """Have a class take a unit of each course, and return the table."""
    tables = []
    for course, unit in UNITS:
        home = folder / unit
        home.mkdir()
        got = made(taken, course, unit, home, PEOPLE)
        print(f"{unit}: {got['marks']}", flush=True)
        if wrong := not_separated(got):
            sys.exit(f"{course}, {unit}: {wrong}; no table was written")
        tables.append(_table(got))
    return f"{machine()}; {versions(('ndl-workbench', 'nbgrader'))}.\n\n{_ABOUT}\n\n" + "\n\n".join(tables)


def not_separated(got: dict[str, Any]) -> str:
    """Say what is not as it should be, if anything is."""
    marks, most = got["marks"], got["most"]
    mean = {kind: statistics.fmean(marks[kind]) for kind in SHARES}
    if min(marks["skilled"]) < most:
        return f"somebody skilled lost marks ({min(marks['skilled'])} of {most})"
    if any(marks["hostile"]):
        return f"somebody got marks without an answer ({marks['hostile']})"
    if not most > mean["average"] > mean["careless"] > 0:
        return f"the kinds are not apart ({mean})"
    if max(marks["copies figures"]) >= most or mean["copies figures"] >= mean["skilled"]:
        return "figures of a neighbour were worth as much as one's own"
    if not any("copies code" in pair for pair in got["alike"]):
        return "nobody who copied code was shown as alike"
    return ""


def _table(got: dict[str, Any]) -> str:
    lines = [
        f"*{got['course']}*: {got['unit']}; {got['most']} marks by machine",
        "",
        "| who | people | lowest | middle | highest | passed |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    passing = got["pass_mark"] * got["most"]
    for kind, marks in got["marks"].items():
        passed = sum(mark >= passing for mark in marks)
        middle = statistics.median(marks)
        lines.append(f"| {kind} | {len(marks)} | {min(marks):g} | {middle:g} | {max(marks):g} | {passed} |")
    code = sum("copies code" in pair for pair in got["alike"])
    return "\n".join([*lines, "", f"Pairs shown as alike: {len(got['alike'])}, {code} of them with who copies code."])


_ABOUT = (
    f"{PEOPLE} made-up people take a unit of each course: they hand in sealed files, which are collected, and "
    "graded in the sandbox. *Skilled*: a right answer to everything. *Average* and *careless*: seven and "
    "three in ten right, the others mistakes that the author expects, or nothing. *Copies figures*: what came "
    "out for a neighbour, typed in; what does not depend on one's own numbers is then right. *Copies code*: a "
    "neighbour's cells, which work, and are shown as alike. *Hostile*: one way each to full marks without an "
    "answer."
)
