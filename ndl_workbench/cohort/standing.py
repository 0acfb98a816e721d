"""Whether a hand-in is in time: on time, under extension, late, missing, or not due yet."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from .state import Cohort

Standing = Literal["on time", "within extension", "late", "missing", "under extension", "not due"]


def standing_of(cohort: Cohort, trainee: str, unit: str, handed_in: dt.datetime | None, now: dt.datetime) -> Standing:
    """Say how a trainee stands with a unit.

    Parameters
    ----------
    cohort
        With its dates and extensions.
    trainee, unit
        Ids.
    handed_in
        When; None if not.
    now
        The time.
    """
    due, until = cohort.unit(unit).due, cohort.due(trainee, unit)
    if handed_in is not None:
        if until is None or due is None or handed_in <= due:
            return "on time"
        return "within extension" if handed_in <= until else "late"
    if until is None or due is None or now <= due:
        return "not due"
    return "under extension" if now <= until else "missing"
