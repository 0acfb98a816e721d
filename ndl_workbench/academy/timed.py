"""Stop our own Python code after a time, on any system and in any thread."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TimeUp(BaseException):
    """The time is up. No Exception, so that an ``except Exception`` in the code does not hold it up."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TimeUp in the block when it takes longer. A call into C is stopped when it returns.

    For code of our own that may loop by mistake, and no guard against anybody: see ``sandbox`` for that.
    """
    thread, lock, ended = threading.get_ident(), threading.Lock(), threading.Event()

    def stop() -> None:
        with lock:
            if not ended.is_set():
                ended.set()
                _raise_in(thread, TimeUp)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            ended.set()
        timer.cancel()


def _raise_in(thread: int, error: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))
