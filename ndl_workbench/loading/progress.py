"""A bar for work that takes more than two seconds: in a notebook, or in a terminal, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

PATIENCE = 2.0


class Bar(Protocol):
    """What the work tells of its progress to."""

    def update(self, done: float, /) -> object:
        """Add this much to what is done."""


@contextmanager
def progress(total: int | None, what: str, unit: str = "B") -> Iterator[Bar]:
    """Show how far the work has come, once it has taken two seconds.

    Parameters
    ----------
    total
        How much there is to do, in units; None when nobody knows.
    what
        What is done, such as ``Reading visits.csv``.
    unit
        What is counted; bytes unless told.
    """
    from tqdm.auto import tqdm

    shown = "ipykernel" in sys.modules or sys.stderr.isatty()
    with tqdm(
        total=total, desc=what, unit=unit, unit_scale=True, delay=PATIENCE, disable=not shown, leave=False
    ) as bar:
        yield bar
