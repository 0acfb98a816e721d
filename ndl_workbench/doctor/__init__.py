"""Try every part the workbench stands on, and say how to install what is missing.

A part is *run*, never only looked for: a query, a workbook read back, a picture drawn, a kernel asked
for 1 + 1. Parts that are programs of their own run beside the others, so that it takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from ..errors import NdlError
from .diagnosis import Check, Diagnosis, SourceCheck
from .parts import PARTS, Broken, Part

__all__ = ["PARTS", "Check", "Diagnosis", "Part", "SourceCheck", "doctor"]


def doctor(
    progress: Callable[[str], None] | None = None, parts: tuple[Part, ...] | None = None, online: bool = False
) -> Diagnosis:
    """Run each part of the workbench and say which do not work.

    Parameters
    ----------
    progress
        Told the name of each part before its turn.
    parts
        What to try instead of everything.
    online
        Also ask every source of the list of sources, all at once, as a search would. Else nobody is asked.
    """
    parts = PARTS if parts is None else parts
    with ThreadPoolExecutor(max_workers=2) as beside:
        programs = {part.name: beside.submit(_try, part) for part in parts if part.a_program}
        checks = tuple(_in_turn(part, programs.get(part.name), progress) for part in parts)
    return Diagnosis(checks, _sources(progress) if online else ())


def _sources(progress: Callable[[str], None] | None) -> tuple[SourceCheck, ...]:
    from ..catalogue.sources.trying import tried_sources

    if progress:
        progress("sources")
    try:
        return tuple(SourceCheck(one.name, one.at, one.ok, one.found, one.next) for one in tried_sources())
    except NdlError as error:
        return (SourceCheck("list of sources", "sources.toml", False, error.found, error.next),)


def _in_turn(part: Part, started: Future[Check] | None, progress: Callable[[str], None] | None) -> Check:
    if progress:
        progress(part.name)
    return started.result() if started else _try(part)


def _try(part: Part) -> Check:
    try:
        found, ok = part.run(), True
    except Exception as error:  # whatever a broken part raises is the finding
        found, ok = _one_line(error), False
    return Check(part.name, part.needed_for, part.optional, ok, found, "" if ok else part.install())


def _one_line(error: Exception) -> str:
    text = " ".join(str(error).split())
    return (text if isinstance(error, Broken) else f"{type(error).__name__}: {text}")[:200]
