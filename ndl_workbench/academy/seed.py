"""Numbers of a trainee's own, the same while they work and when they are marked.

A course that draws its numbers from :func:`numbers` gives each trainee other ones, so that a neighbour's figure fails::

    # %%
    from ndl_workbench.academy.seed import numbers
    draw = numbers("visits")
    visits = [draw.randint(20, 400) for _ in range(12)]

The seed is a variable of the environment, ``NDL_SEED``. Where it comes from:

- A trainee with a join code derives it from the code alone (``cohort/codes.py``), on any machine, with no server.
- The instructor's cohort folder keeps each trainee's seed, derived when the code was made, in ``secrets/seeds.json``.
- Somebody with no code, whose work was put in ``submitted`` by hand, has HMAC-SHA256(the cohort's key, their id).
- Anywhere else it is the word ``practice``, and everybody has the same numbers.

The folder ``secrets`` is read by grading, outside the sandbox. Only one trainee's seed goes in, and it tells nothing
about the key or another's seed. (HMAC: RFC 2104.)
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import Unreadable

SEED = "NDL_SEED"
PRACTICE = "practice"
SECRETS, KEY, SEEDS = "secrets", "key", "seeds.json"
_HEX = re.compile(r"[0-9a-f]{64}")


def numbers(purpose: str = "") -> random.Random:
    """Return a source of random numbers that is this trainee's own.

    Parameters
    ----------
    purpose
        A word for what is drawn: two purposes do not share numbers, whichever is drawn first.
    """
    return random.Random(f"{os.environ.get(SEED, PRACTICE)}/{purpose}")  # noqa: S311 - exercises, not secrets


@contextmanager
def under(seed: str) -> Iterator[None]:
    """Draw another trainee's numbers for as long as the block lasts."""
    before = os.environ.get(SEED)
    os.environ[SEED] = seed
    try:
        yield
    finally:
        if before is None:
            del os.environ[SEED]
        else:
            os.environ[SEED] = before


def seed_of(cohort: Path, trainee: str) -> str:
    """Return a trainee's seed, as the cohort's folder has it; ``practice`` where the folder keeps no secrets.

    Raises
    ------
    Unreadable
        The key or the seeds are there and cannot be read: other numbers than the trainee's would mark them wrong.
    """
    home = cohort / SECRETS
    if not (home / KEY).exists():
        return PRACTICE
    try:
        key = (home / KEY).read_text(encoding="ascii").strip()
        seeds = json.loads((home / SEEDS).read_text(encoding="utf-8"))
        seed = seeds.get(trainee) or derived_seed(bytes.fromhex(key), trainee)
    except (OSError, ValueError, AttributeError) as error:
        raise _unreadable(home, str(error)) from None
    if not isinstance(seed, str) or not _HEX.fullmatch(seed):
        raise _unreadable(home, f"a seed of {trainee} that is none")
    return seed


def derived_seed(key: bytes, trainee: str) -> str:
    """Return the seed of somebody who has no join code."""
    return hmac.new(key, f"ndl seed 1/{trainee}".encode(), hashlib.sha256).hexdigest()


def _unreadable(home: Path, found: str) -> Unreadable:
    return Unreadable(
        found=f"{home}: {found}",
        expected=f"the files {KEY} and {SEEDS} as 'ndl cohort new' made them",
        done="nothing was graded",
        next="put the folder back from a copy",
    )
