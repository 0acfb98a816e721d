"""A bar for work that takes more than two seconds: in a notebook, or in a terminal, and nowhere else."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

PATIENCE = 2.0
TICK = 0.5


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

    with tqdm(
        total=total, desc=what, unit=unit, unit_scale=True, delay=PATIENCE, disable=not _shown(), leave=False
    ) as bar:
        yield bar


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Show for how long something has been going on whose progress cannot be told, once it has taken two seconds."""
    if not _shown():
        yield
        return
    over = threading.Event()
    ticking = threading.Thread(target=_tick, args=(what, over), daemon=True)
    ticking.start()
    try:
        yield
    finally:
        over.set()
        ticking.join()


def _tick(what: str, over: threading.Event) -> None:
    from tqdm.auto import tqdm

    if over.wait(PATIENCE):
        return
    with tqdm(desc=what, bar_format="{desc} … {elapsed}", leave=False) as bar:
        bar.start_t -= PATIENCE
        while not over.wait(TICK):
            bar.refresh()


def _shown() -> bool:
    return "ipykernel" in sys.modules or sys.stderr.isatty()
