"""Ask several sources at once, so that a slow one costs no more than the wait that was agreed to."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ...errors import NdlError
from . import Source

Given = TypeVar("Given")


@dataclass(frozen=True)
class Answer(Generic[Given]):
    """What one source gave, or why it gave nothing."""

    source: Source
    given: Given | None = None
    problem: NdlError | None = None
    late: bool = False


def ask(sources: Sequence[Source], question: Callable[[Source], Given], seconds: float) -> tuple[Answer[Given], ...]:
    """Put a question to all sources at once, and give what arrived in time, in the order of the sources.

    One that is late is left to itself: its thread does not hold the program up, also not at its end.

    Parameters
    ----------
    sources
        Whom to ask. Those that are not ``live`` are asked here and now: they do not wait for anybody.
    question
        What to ask; only our own errors are a source's answer, any other is raised.
    seconds
        The most to wait for the live ones, all together.
    """
    arrived: queue.Queue[tuple[int, Answer[Given] | BaseException]] = queue.Queue()
    live = [place for place, source in enumerate(sources) if source.live]
    for place in live:
        threading.Thread(target=_ask_into, args=(arrived, place, sources[place], question), daemon=True).start()
    until = time.monotonic() + seconds
    answers = {place: _asked(source, question) for place, source in enumerate(sources) if not source.live}
    while len(answers) < len(sources):
        try:
            place, answer = arrived.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            break
        if isinstance(answer, BaseException):
            raise answer
        answers[place] = answer
    return tuple(answers.get(place, Answer(source, late=True)) for place, source in enumerate(sources))


def _ask_into(
    arrived: queue.Queue[tuple[int, Answer[Given] | BaseException]],
    place: int,
    source: Source,
    question: Callable[[Source], Given],
) -> None:
    try:
        arrived.put((place, _asked(source, question)))
    except BaseException as error:
        arrived.put((place, error))


def _asked(source: Source, question: Callable[[Source], Given]) -> Answer[Given]:
    try:
        return Answer(source, question(source))
    except NdlError as problem:
        return Answer(source, problem=problem)
