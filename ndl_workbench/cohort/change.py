"""Change a cohort's dates and where it opens: in ``cohort.toml``, and in nbgrader's gradebook, so penalties follow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..display import Block, Result, Table, Text
from ..errors import InputError
from .dates import say_date
from .gradebook import apply_penalties, enter
from .links import check_launch
from .state import Cohort, Dates, Launch, read_cohort, write_cohort

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Deadlines(Result):
    """A cohort's dates after a change; ``rows`` of whom, unit and date. Everybody is named ``everybody``."""

    cohort: str
    rows: tuple[tuple[str, str, dt.datetime | None], ...]

    @property
    def title(self) -> str:
        """Name the cohort."""
        return f"Dates of {self.cohort}"

    def summary(self) -> tuple[str, ...]:
        """The dates, one a line."""
        return (self.title, *(f"  {unit}, {who}: {_said(when)}" for who, unit, when in self.rows))

    def blocks(self) -> tuple[Block, ...]:
        """The dates as a page."""
        rows = tuple((unit, who, _said(when)) for who, unit, when in self.rows)
        return (Table("Dates", ("Unit", "For", "Due"), rows), Text("In the time of London."))

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/deadlines/1``."""
        rows = [{"who": who, "unit": unit, "due": when and when.isoformat()} for who, unit, when in self.rows]
        return {"schema": "ndl/deadlines/1", "cohort": self.cohort, "dates": rows}

    def to_frame(self) -> pd.DataFrame:
        """One row a date: ``who, unit, due``."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=["who", "unit", "due"])


def set_due(cohort: str | Path, unit: str, due: dt.datetime | None) -> Deadlines:
    """Give a unit a date, or none; marks that were given get the penalties that follow from it.

    Raises
    ------
    NotFound
        There is no such cohort or unit.
    InputError
        The date is past.
    """
    about = read_cohort(cohort)
    about.unit(unit)
    if due is not None and due <= dt.datetime.now(dt.UTC):
        raise _refused(f"{say_date(due)} as the date of {unit}", "a day to come")
    units = tuple(Dates(one.id, due) if one.id == unit else one for one in about.units)
    return _changed(replace(about, units=units), (unit,))


def extend(cohort: str | Path, trainee: str, until: dt.datetime, unit: str | None = None) -> Deadlines:
    """Give a trainee a later date, for one unit or for all that have a date.

    It may be past: somebody's late hand-in can be excused afterwards.

    Raises
    ------
    NotFound
        There is no such cohort, trainee or unit.
    InputError
        The unit has no date, or one that is as late.
    """
    about = read_cohort(cohort)
    one = about.trainee(trainee)
    wanted = (about.unit(unit),) if unit else tuple(dates for dates in about.units if dates.due)
    extended = {dates.id: until for dates in wanted if dates.due and dates.due < until}
    if not extended:
        dates = ", ".join(f"{dates.id} {_said(dates.due)}" for dates in wanted) or "no unit with a date"
        raise _refused(f"{say_date(until)} as a later date for {one.name}", f"one after that of the unit: {dates}")
    extensions = {**about.extensions, **{(one.id, name): moment for name, moment in extended.items()}}
    return _changed(replace(about, extensions=extensions), tuple(extended))


def set_launch(cohort: str | Path, launch: Launch) -> Cohort:
    """Keep where trainees open the course.

    Raises
    ------
    InputError
        It cannot be such a place.
    """
    about = replace(read_cohort(cohort), launch=check_launch(launch))
    write_cohort(about)
    return about


def _changed(cohort: Cohort, units: tuple[str, ...]) -> Deadlines:
    write_cohort(cohort)
    enter(cohort)
    for unit in units:
        apply_penalties(cohort, unit)
    names = {one.id: one.name for one in cohort.trainees}
    rows = [("everybody", unit.id, unit.due) for unit in cohort.units]
    rows += [(names.get(who, who), unit, until) for (who, unit), until in sorted(cohort.extensions.items())]
    return Deadlines(cohort.name, tuple(rows))


def _said(when: dt.datetime | None) -> str:
    return say_date(when) if when else "no date"


def _refused(found: str, expected: str) -> InputError:
    return InputError(found=found, expected=expected, done="nothing was changed", next="give another date")
