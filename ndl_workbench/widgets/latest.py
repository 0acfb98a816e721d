"""Work for a widget that takes a while: done in a thread, and dropped where something newer has been asked for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any


class Latest:
    """Does the latest of several pieces of work; what was overtaken is not done, or not told of.

    In a kernel nothing waits for it: the work is done in a thread, and told of in the kernel's own loop. Where no loop
    runs, as in a script, it is done at once.

    Parameters
    ----------
    pause
        Seconds to wait for something newer before work begins, such as between two letters of a word.
    in_turn
        Whether to begin only when what was begun before has ended, so that work does not pile up. What waits for
        others, such as a download, must not hold up what is newer.
    """

    def __init__(self, pause: float = 0.0, *, in_turn: bool = False) -> None:
        self._pause = pause
        self._number = 0
        self._turn = threading.Lock() if in_turn else nullcontext()

    def drop(self) -> None:
        """Tell nothing of what was asked for so far."""
        self._number += 1

    def do(
        self,
        work: Callable[[], Any],
        tell: Callable[[Any], None],
        fail: Callable[[Exception], None],
        *,
        now: bool = False,
    ) -> None:
        """Do a piece of work in place of all before it.

        Parameters
        ----------
        work
            What takes a while. It touches no widget.
        tell
            Takes what came of it.
        fail
            Takes the exception that one of them raised.
        now
            Whether to begin without a pause.
        """
        self._number += 1
        number = self._number
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._tell(number, _outcome(work), tell, fail)
            return

        def begin() -> None:
            if number == self._number:
                threading.Thread(target=run, daemon=True).start()

        def run() -> None:
            with self._turn:
                if number == self._number:
                    loop.call_soon_threadsafe(self._tell, number, _outcome(work), tell, fail)

        loop.call_later(0 if now else self._pause, begin)

    def _tell(self, number: int, outcome: Any, tell: Callable[[Any], None], fail: Callable[[Exception], None]) -> None:
        if number == self._number:
            came, error = outcome
            if error is None:
                _, error = _outcome(lambda: tell(came))
            if error is not None:
                fail(error)


def _outcome(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except Exception as error:
        return None, error
