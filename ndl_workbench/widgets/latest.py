"""Work for a widget that takes a while: done in a thread, and dropped where something newer has been asked for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any


class Latest:
    """Does the latest of several pieces of work; what was overtaken is not done, or not told of.

    In a kernel nothing waits for it: the work is done in a thread, one piece at a time, and told of in the kernel's own
    loop. Where no loop runs, as in a script, it is done at once.

    Parameters
    ----------
    pause
        Seconds to wait for something newer before work begins, such as between two letters of a word.
    """

    def __init__(self, pause: float = 0.0) -> None:
        self._pause = pause
        self._number = 0
        self._one_at_a_time = threading.Lock()

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
            Takes the exception that it raised.
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
            with self._one_at_a_time:
                if number == self._number:
                    loop.call_soon_threadsafe(self._tell, number, _outcome(work), tell, fail)

        loop.call_later(0 if now else self._pause, begin)

    def _tell(self, number: int, outcome: Any, tell: Callable[[Any], None], fail: Callable[[Exception], None]) -> None:
        if number == self._number:
            came, error = outcome
            if error is None:
                tell(came)
            else:
                fail(error)


def _outcome(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except Exception as error:
        return None, error
