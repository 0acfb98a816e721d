"""Work that goes on in a thread while something else is done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def meanwhile(work: Callable[..., T], *told: Any) -> Future[T]:
    """Begin some work on a thread of its own; whoever wants its result waits for it."""
    pool = ThreadPoolExecutor(1)
    begun = pool.submit(work, *told)
    pool.shutdown(wait=False)
    return begun
