"""A made-up course and cohort, and what its trainees hand in: for the journey and for ``make cohort-demo``."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
from pathlib import Path

from ndl_workbench.cohort.codes import keys_of
from ndl_workbench.cohort.handin import seal

COURSE, UNIT = "sums", "01_adding"
DUE = "2099-01-31"
FILES = {
    "course.toml": """\
title = "Sums"
version = "1"
pass_mark = 0.5
hours = 1
role = "anybody"
units = ["01_adding"]
""",
    f"{UNIT}/design.md": "# Adding: design\n",
    f"{UNIT}/lesson.md": """\
---
title: Adding
minutes: 5
objectives:
  - double a number
---

# Adding
""",
    f"{UNIT}/exercise.py": """\
# %% [markdown]
# # Adding

# %%
from ndl_workbench.academy.seed import numbers

yours = numbers("yours").randint(1, 10**9)
print("Your number is", yours)

# %% [markdown]
# ## Twice as much
#
# Double your number.

# %% answer="total" objectives="1"
### BEGIN SOLUTION
total = yours * 2
### END SOLUTION

# %% tests="total" points=2
expect.number(total, "total")
### BEGIN HIDDEN TESTS
assert total == yours * 2, "Double your own number."
### END HIDDEN TESTS

# %% wrong="total" because="Double your own number."
total = yours

# %% wrong="total" because="“total” should be a number; yours is a str."
total = "3"

# %% [markdown]
# ## Half as much
#
# Halve your number.

# %% answer="half" objectives="1"
### BEGIN SOLUTION
half = yours / 2
### END SOLUTION

# %% tests="half" points=1
expect.number(half, "half")
### BEGIN HIDDEN TESTS
assert half == yours / 2, "Halve your own number."
### END HIDDEN TESTS

# %% wrong="half" because="Halve your own number."
half = yours

# %% wrong="half" because="“half” should be a number; yours is a str."
half = "3"

# %% [markdown]
# ## Say why
#
# Why are both numbers yours alone?

# %% [markdown] written="why" points=3 objectives="1"
# ### BEGIN MARK SCHEME
# One mark for each reason.
# ### END MARK SCHEME
""",
}
RIGHT = {"total": "total = yours + yours", "half": "half = yours * 0.5", "why": "They follow from my code."}
# The first is right, the second copied from somebody with other numbers, the third wrong, the fourth half done.
KINDS: tuple[dict[str, str], ...] = (
    RIGHT,
    {"total": "total = 246913578", "half": "half = yours / 2", "why": "I do not know."},
    {"total": "total = yours", "half": "half = yours", "why": "Because."},
    {"total": "total = 2 * yours"},
)
MARKS = (3.0, 1.0, 0.0, 2.0)
ATTACK = """\
import os, sys
class Right(float):
    def __eq__(self, other):
        return True
    __hash__ = float.__hash__
expect.number = lambda *given, **more: None
for place, _, names in os.walk("/"):
    for name in names:
        if name in ("seeds.json", "codes.json", "gradebook.db", "key"):
            print(open(os.path.join(place, name)).read())
total = Right(0)
"""
# Control characters that would act on a terminal, and markup that would act on a page.
WORDS = "<script>alert(1)</script>\u202e\x1b[2J"


def write_course(folder: Path) -> Path:
    """Write the course's sources into a folder of courses, and return that."""
    for name, text in FILES.items():
        path = folder / COURSE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def write_roster(path: Path, names: list[str]) -> Path:
    """Write a roster with these names."""
    rows = [f"{name},{name.lower().replace(' ', '.')}@example.org" for name in names]
    path.write_text("\n".join(["name,email", *rows]) + "\n", encoding="utf-8")
    return path


def sent(cohort: Path) -> dict[str, dict[str, str]]:
    """Return what was sent to each trainee, by name: the row of ``join-codes.csv``."""
    text = (cohort / "join-codes.csv").read_text(encoding="utf-8-sig")
    return {row["name"]: row for row in csv.DictReader(text.splitlines())}


def number_of(code: str) -> int:
    """Return the number that the notebook of whoever has this code shows."""
    return random.Random(f"{keys_of(code).seed}/yours").randint(1, 10**9)


def hand_in_of(cohort: Path, code: str, answers: dict[str, str]) -> bytes:
    """Return a hand-in of somebody who has typed these answers, sealed with their code, an hour ago."""
    told = json.loads((cohort / "release" / UNIT / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
    for cell in told["cells"]:
        if cell["id"] in answers:
            cell["source"] = answers[cell["id"]]
    keys = keys_of(code)
    return seal(
        json.dumps(told).encode(),
        course=COURSE,
        unit=UNIT,
        release=told["metadata"]["ndl_release"]["release"],
        when=dt.datetime.now(dt.UTC) - dt.timedelta(hours=1),
        who=keys.who,
        key=keys.seal,
    )


def fill_inbox(inbox: Path, cohort: Path, names: list[str]) -> dict[str, float]:
    """Put the hand-ins of these trainees where mail leaves them; return the marks each must get by machine."""
    inbox.mkdir(exist_ok=True)
    due = {}
    for number, name in enumerate(names):
        kind = number % len(KINDS)
        (inbox / f"attachment ({number}).txt").write_bytes(hand_in_of(cohort, sent(cohort)[name]["code"], KINDS[kind]))
        due[name] = MARKS[kind]
    return due


def hostile(inbox: Path, cohort: Path, attacker: str, victim: str) -> None:
    """Put two hostile hand-ins there: code that attacks the grader, and a forgery in somebody else's name."""
    attack = {"total": ATTACK, "half": "half = Right(0)", "why": WORDS}
    (inbox / "attack.ndl-handin").write_bytes(hand_in_of(cohort, sent(cohort)[attacker]["code"], attack))
    taken = json.loads(hand_in_of(cohort, sent(cohort)[victim]["code"], {"total": "total = 0"}))
    later = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(hours=1)
    (inbox / "forged.ndl-handin").write_text(json.dumps({**taken, "when": later.isoformat()}), encoding="ascii")
